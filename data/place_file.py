"""One place and all that the tables hold on it: how it is written, what happened there, what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from data.countries import country_name
from data.ledger import LedgerLine, claim_rows, ledger_lines
from data.ports import PORT_IDS
from data.selection import Selection
from data.tables import Tables
from data.vocabulary import AsOfBasis, ClaimKind, MetricGroup, PlaceKind, PlaceRole, Region
from data.wording import counted, known_day, listed

_EARTH_KM = 6371.0
#: Neighbours nearer than this are listed, so many at most.
_NEAR_KM, _NEIGHBOURS = 60.0, 6
#: The themes that stand first on the card of a place.
_FIRST = (MetricGroup.PORTS, MetricGroup.TRANSPORT)


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """One claim on a place, with its theme; `focus` is what a click opens: its event, else all claims of its metric."""

    line: LedgerLine
    theme: MetricGroup
    focus: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another place nearby, with the km between the two points."""

    place_id: str
    name: str
    km: float


@dataclass(frozen=True, eq=False)
class PlaceFile:
    """A place under a selection.

    `events` are those that happened there, began, ended or were only said there, newest first, with
    the columns of events; `happened`, `moved` and `said` count them, each once. `facts` are the
    claims on the place, those of the newest day first, days only read off after them, plans last; `held` counts the
    claims on it that were public by the chosen day, whatever the other filters.
    """

    place_id: str
    name: str
    spellings: tuple[str, ...]
    kind: PlaceKind
    where: str
    radius_km: float
    note: str
    source: str
    is_port: bool
    events: pd.DataFrame
    happened: int
    moved: int
    said: int
    facts: tuple[PlaceFact, ...]
    held: int
    neighbours: tuple[Neighbour, ...]

    @property
    def themes(self) -> tuple[tuple[MetricGroup, tuple[PlaceFact, ...]], ...]:
        """The claims by theme: first what the place is and passes on, its port and its traffic, then the others."""
        found = {group: tuple(fact for fact in self.facts if fact.theme is group) for group in (*_FIRST, *MetricGroup)}
        return tuple((group, facts) for group, facts in found.items() if facts)

    @property
    def counts(self) -> str:
        """Say how many events pass the filters, and in which role the place stands in them."""
        parts = [counted(self.happened, "event") + " here"] if self.happened or not (self.moved or self.said) else []
        parts += [counted(self.moved, "movement") + " from or to here"] if self.moved else []
        parts += [f"{counted(self.said, 'event')} only said here"] if self.said else []
        return ", ".join(parts)


@lru_cache(maxsize=64)
def place_file(tables: Tables, place_id: str, selection: Selection) -> PlaceFile:
    """Gather what the tables hold on a place under a selection.

    Events and claims are those the filters leave. Raises KeyError for an unknown place.

    >>> from data import load_tables
    >>> khasan = place_file(load_tables(), "khasan", Selection())
    >>> khasan.spellings, khasan.kind.label, khasan.where, khasan.neighbours[0].name
    (('Хасан', '하산'), 'border crossing', 'Russia, Primorye', 'Korea-Russia Friendship Bridge')
    """
    place = places_by_id(tables)[place_id]
    rows, public = selection.apply(tables), Selection(date_from=None, known_on=selection.known_on)
    events = rows.events
    at_home = events["place_id"] == place_id
    here = at_home & (events["place_role"] == PlaceRole.SCENE)
    moved = ~here & ((events["from_place_id"] == place_id) | (events["to_place_id"] == place_id))
    said = at_home & (events["place_role"] == PlaceRole.SAID_AT) & ~moved
    newest = events[here | moved | said].sort_values(["date_end", "event_id"], ascending=False)
    return PlaceFile(
        place_id=place_id, name=place["name"], spellings=place["alt_names"], kind=PlaceKind(place["kind"]),
        where=_where(place), radius_km=float(place["radius_km"]), note=place["note"], source=place["source"],
        is_port=place_id in PORT_IDS, events=newest,
        happened=int(here.sum()), moved=int(moved.sum()), said=int(said.sum()),
        facts=_facts(tables, rows.claims["claim_id"][rows.claims["place_id"] == place_id], selection),
        held=int((public.apply(tables).claims["place_id"] == place_id).sum()),
        neighbours=_neighbours(tables, place_id),
    )  # fmt: skip


@lru_cache(maxsize=4)
def places_by_id(tables: Tables) -> Mapping[str, Mapping[Any, Any]]:
    """Give every place as a mapping by column, by its id; read once a process."""
    return {str(row["place_id"]): row for row in tables.places.to_dict("records")}


def _where(place: Mapping[Any, Any]) -> str:
    countries = listed((country_name(code) for code in place["country"]), 3)
    region = "" if place["region"] in (Region.INTERNATIONAL, Region.UKRAINE) else Region(place["region"]).label
    return ", ".join(part for part in (countries, region) if part)


def _facts(tables: Tables, claim_ids: Iterable[str], selection: Selection) -> tuple[PlaceFact, ...]:
    known, themes = claim_rows(tables), _themes(tables)
    ordered = sorted((known[claim_id] for claim_id in claim_ids), key=_newest)
    lines = ledger_lines(tables, ordered, known_on=selection.known_on)
    return tuple(
        PlaceFact(line, themes[claim["metric"]], _focus(claim)) for claim, line in zip(ordered, lines, strict=True)
    )


def _focus(claim: Mapping[Any, Any]) -> str:
    return f"event:{claim['event_id']}" if claim["event_id"] else f"metric:{claim['metric']}"


@lru_cache(maxsize=4)
def _themes(tables: Tables) -> Mapping[str, MetricGroup]:
    metrics = tables.metrics
    return {code: MetricGroup(group) for code, group in zip(metrics["metric"], metrics["group"], strict=True)}


def _newest(claim: Mapping[Any, Any]) -> tuple[bool, bool, int, str]:
    day, planned = known_day(claim["as_of"]), claim["kind"] == ClaimKind.PLAN
    return planned, claim["as_of_basis"] == AsOfBasis.READ, -(day.toordinal() if day else 0), claim["claim_id"]


@lru_cache(maxsize=256)
def _neighbours(tables: Tables, place_id: str) -> tuple[Neighbour, ...]:
    places = tables.places
    lon, lat = np.radians(places["lon"].to_numpy(dtype=float)), np.radians(places["lat"].to_numpy(dtype=float))
    ids = places["place_id"].tolist()
    here = ids.index(place_id)
    half = np.sin((lat - lat[here]) / 2) ** 2 + np.cos(lat) * np.cos(lat[here]) * np.sin((lon - lon[here]) / 2) ** 2
    km = 2 * _EARTH_KM * np.arcsin(np.sqrt(half))
    names = places["name"].tolist()
    order = [int(at) for at in np.argsort(km, kind="stable") if at != here and km[at] <= _NEAR_KM]
    return tuple(Neighbour(ids[at], names[at], round(float(km[at]), 1)) for at in order[:_NEIGHBOURS])
