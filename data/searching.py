"""Free-text search: the text of every row, folded so that spelling and accents do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.ledger import commodity_labels
from data.tables import Tables

#: Words by which a country that trades or is counted may be searched, beside its code.
COUNTRY_WORDS: dict[str, str] = {
    "AUS": "Australia",
    "BLR": "Belarus",
    "CHN": "China",
    "EUE": "European Union",
    "GBR": "United Kingdom Britain",
    "IRN": "Iran",
    "JPN": "Japan",
    "KOR": "South Korea ROK",
    "NZL": "New Zealand",
    "PRK": "North Korea DPRK",
    "RUS": "Russia",
    "UKR": "Ukraine",
    "USA": "United States America",
    "WLD": "all suppliers",
}
Mask = NDArray[np.bool_]
_JOINTS = re.compile(r"[\s\u2010-\u2015\u2212_/\-]+")


def fold(text: str) -> str:
    """Fold text for comparison: case, accents, width and joints between words are ignored.

    >>> fold("  Khasan–Tumangang  BRÜCKE ")
    'khasan tumangang brucke'
    """
    opened = unicodedata.normalize("NFKD", text)
    bare = "".join(mark for mark in opened if not unicodedata.combining(mark))
    return _JOINTS.sub(" ", unicodedata.normalize("NFKC", bare).casefold()).strip()


@dataclass(frozen=True, eq=False)
class SearchText:
    """Folded text of every row; one list per table, in the order of its rows.

    `titles` are those of the events alone, for rows that are found through their event, and
    `publishers` is the folded name of each source's publisher by source id.
    """

    events: Sequence[str]
    titles: Sequence[str]
    claims: Sequence[str]
    flows: Sequence[str]
    projects: Sequence[str]
    route_status: Sequence[str]
    publishers: dict[str, str]


def contains(texts: Sequence[str], word: str) -> Mask:
    """Say for each text whether it contains a folded word."""
    return np.fromiter((word in text for text in texts), dtype=np.bool_, count=len(texts))


def search_text(tables: Tables) -> SearchText:
    """Gather and fold the searchable text of all rows; `later_note` is never among it."""
    places, origins = _place_names(tables.places), _origin_names(tables.origins)
    route_names = dict(zip(tables.routes["route_id"], tables.routes["name"], strict=True))
    events, claims, flows = tables.events, tables.claims, tables.flows
    projects, statuses = tables.projects, tables.route_status
    return SearchText(
        events=_folded(
            *(events[name] for name in ("title", "summary", "label")),
            *(events[name].map(" ".join) for name in ("actors", "tags")),
            *(_named(events[name], places) for name in ("place_id", "from_place_id", "to_place_id")),
            [" ".join(origins.get(code, "") for code in codes) for codes in events["origins"]],
        ),
        titles=_folded(events["title"]),
        claims=_folded(
            _named(claims["metric"], dict(zip(tables.metrics["metric"], tables.metrics["label"], strict=True))),
            _countries(claims["subject"]),
            claims["scope"],
            claims["note"],
            _named(claims["origin"], origins),
            _named(claims["place_id"], places),
        ),
        flows=_folded(
            _named(flows["commodity"], commodity_labels(tables)),
            *(_countries(flows[name]) for name in ("exporter", "importer")),
            *(flows[name] for name in ("scope", "note")),
            _named(flows["origin"], origins),
        ),
        projects=_folded(
            *(projects[name] for name in ("project", "milestone", "note")), _named(projects["place_id"], places)
        ),
        route_status=_folded(_named(statuses["route_id"], route_names), statuses["note"], _route_ends(tables, places)),
        publishers={
            code: fold(name)
            for code, name in zip(tables.sources["source_id"], tables.sources["publisher"], strict=True)
        },
    )


def _folded(*columns: Iterable[str]) -> list[str]:
    return [fold(" | ".join(parts)) for parts in zip(*columns, strict=True)]


def _named(codes: pd.Series, names: Mapping[str, str]) -> list[str]:
    return [names.get(code, "") for code in codes]


def _countries(codes: pd.Series) -> list[str]:
    return [f"{code} {COUNTRY_WORDS.get(code, '')}" for code in codes]


def _place_names(places: pd.DataFrame) -> dict[str, str]:
    columns = (places["place_id"], places["name"], places["alt_names"])
    return {code: " | ".join((name, *others)) for code, name, others in zip(*columns, strict=True)}


def _origin_names(origins: pd.DataFrame) -> dict[str, str]:
    columns = (origins["origin_id"], origins["name"], origins["short_name"])
    return {code: f"{name} | {short}" for code, name, short in zip(*columns, strict=True)}


def _route_ends(tables: Tables, places: dict[str, str]) -> list[str]:
    routes = tables.routes
    columns = (routes["route_id"], routes["from_place_id"], routes["to_place_id"])
    ends = {code: f"{places.get(a, '')} | {places.get(b, '')}" for code, a, b in zip(*columns, strict=True)}
    return _named(tables.route_status["route_id"], ends)
