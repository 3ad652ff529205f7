"""The claim ledger: the numbers put on an event, each with its origin, its day and its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from data.tables import Tables
from data.vocabulary import AsOfBasis, ClaimKind, OriginKind, Party
from data.wording import bounded, coarse_day, known_day, span

_Row: TypeAlias = Mapping[Any, Any]
_SYMBOLS = {"m2": "m²", "km2": "km²", "percent": "%", "yes_no": ""}


@dataclass(frozen=True)
class LedgerLine:
    """One claim in words; `counted` is False for composite and news origins, which no headline counts.

    `trail` says what the claim revises or repeats and what has since revised it. `shown` is False
    where the claim was not public by the chosen day, or nobody knows since when it has been.
    """

    claim_id: str
    metric: str
    number: str
    unit: str
    scope: str
    kind: str
    note: str
    origin_id: str
    origin: str
    origin_name: str
    family: str
    party: str
    counted: bool
    speaks_of: str
    said: str
    source_id: str
    publisher: str
    reliability: str
    trail: str
    shown: bool


def ledger(tables: Tables, event_id: str, *, known_on: date | None = None) -> tuple[LedgerLine, ...]:
    """Give the ledger of an event, earliest statement first, those of unknown day last.

    >>> from data import load_tables
    >>> [line.number for line in ledger(load_tables(), "2024-10-08-first-wave-chongjin")][:2]
    ['4', '3']
    """
    claims = claim_rows(tables)
    lines = [claims[claim_id] for claim_id in _by_event(tables).get(event_id, ())]
    lines.sort(key=lambda claim: (known_day(claim["said_on"]) or date.max, claim["claim_id"]))
    return ledger_lines(tables, lines, known_on=known_on)


def ledger_lines(tables: Tables, claims: Iterable[_Row], *, known_on: date | None = None) -> tuple[LedgerLine, ...]:
    """Write claims, given as rows by column, as lines of a ledger in the order given."""
    return tuple(_line(tables, claim, known_on) for claim in claims)


def figure(claim: _Row) -> str:
    """Write the number of a claim with its range and bound; yes-or-no metrics are written as words."""
    if claim["unit"] == "yes_no":
        return "yes" if claim["best"] == 1 else "no"
    return bounded(claim["low"], claim["best"], claim["high"], claim["qualifier"])


def unit_words(unit: str, *, one: bool = False) -> str:
    """Write a unit code as a reader would, for a single one of it if `one`.

    >>> unit_words("tonnes_per_month"), unit_words("km2"), unit_words("calls_per_month", one=True)
    ('tonnes per month', 'km²', 'call per month')
    """
    counted, per, period = unit.partition("_per_")
    if one and unit not in _SYMBOLS and counted.islower():
        counted = f"{counted[:-3]}y" if counted.endswith("ies") else counted.removesuffix("s")
    return _SYMBOLS.get(unit, f"{counted}{per}{period}".replace("_", " "))


def speaks_of(claim: _Row) -> str:
    """Say the day or period a claim speaks of, and where that day comes from.

    A claim whose basis is only the reading date says "day not given" instead of a day.
    """
    basis = claim["as_of_basis"]
    if basis == AsOfBasis.READ:
        return "day not given"
    start, end = known_day(claim["period_start"]), known_day(claim["period_end"])
    if start and end and start < end:
        words = span(start, end)
        return words if basis == AsOfBasis.PERIOD or claim["kind"] == ClaimKind.FLOW else f"{words}, count to date"
    words = coarse_day(claim["as_of"], claim["date_precision"])
    return f"{words}, when it was said" if basis == AsOfBasis.PUBLISHED else words


@lru_cache(maxsize=4)
def claim_rows(tables: Tables) -> Mapping[str, _Row]:
    """Give every claim as a mapping by column, by its id; read once a process."""
    return {str(row["claim_id"]): row for row in tables.claims.to_dict("records")}


@lru_cache(maxsize=4)
def _by_event(tables: Tables) -> Mapping[str, tuple[str, ...]]:
    grouped = tables.claims[tables.claims["event_id"] != ""].groupby("event_id")["claim_id"]
    return {str(event_id): tuple(ids) for event_id, ids in grouped}


@lru_cache(maxsize=4)
def _later(tables: Tables) -> Mapping[str, str]:
    """Map each superseded claim to the one that revises it."""
    return {str(row["supersedes"]): claim_id for claim_id, row in claim_rows(tables).items() if row["supersedes"]}


@lru_cache(maxsize=4)
def origin_rows(tables: Tables) -> Mapping[str, _Row]:
    """Give every origin as a mapping by column, by its id; read once a process."""
    return {str(row["origin_id"]): row for row in tables.origins.to_dict("records")}


@lru_cache(maxsize=4)
def source_rows(tables: Tables) -> Mapping[str, _Row]:
    """Give every source as a mapping by column, by its id; read once a process."""
    return {str(row["source_id"]): row for row in tables.sources.to_dict("records")}


@lru_cache(maxsize=4)
def origin_names(tables: Tables) -> Mapping[str, str]:
    """Map each origin to its short name."""
    return dict(zip(tables.origins["origin_id"], tables.origins["short_name"], strict=True))


@lru_cache(maxsize=4)
def place_names(tables: Tables) -> Mapping[str, str]:
    """Map each place to its name."""
    return dict(zip(tables.places["place_id"], tables.places["name"], strict=True))


@lru_cache(maxsize=4)
def commodity_labels(tables: Tables) -> Mapping[str, str]:
    """Map each commodity to the words a reader sees."""
    return dict(zip(tables.commodities["commodity"], tables.commodities["label"], strict=True))


@lru_cache(maxsize=4)
def metric_labels(tables: Tables) -> Mapping[str, str]:
    """Map each metric to the words a reader sees."""
    return dict(zip(tables.metrics["metric"], tables.metrics["label"], strict=True))


def _line(tables: Tables, claim: _Row, known_on: date | None) -> LedgerLine:
    origin, source = origin_rows(tables)[claim["origin"]], source_rows(tables)[claim["source_id"]]
    return LedgerLine(
        claim_id=claim["claim_id"],
        metric=metric_labels(tables)[claim["metric"]],
        number=figure(claim),
        unit=unit_words(claim["unit"], one=figure(claim).rsplit(" ", 1)[-1] == "1"),
        scope=claim["scope"],
        kind=ClaimKind(claim["kind"]).label,
        note=claim["note"],
        origin_id=claim["origin"],
        origin=origin["short_name"],
        origin_name=origin["name"],
        family=origin["family"],
        party=Party(origin["party"]).label,
        counted=not origin["composite"] and origin["kind"] != OriginKind.NEWS,
        speaks_of=speaks_of(claim),
        said=_said(claim),
        source_id=claim["source_id"],
        publisher=source["publisher"],
        reliability=source["reliability"],
        trail=_trail(tables, claim, known_on),
        shown=_known(claim, known_on),
    )


def _known(claim: _Row, known_on: date | None) -> bool:
    said_on = known_day(claim["said_on"])
    return known_on is None or (said_on is not None and said_on <= known_on)


def _said(claim: _Row) -> str:
    return coarse_day(claim["said_on"], claim["said_precision"] or "day")


def _trail(tables: Tables, claim: _Row, known_on: date | None) -> str:
    claims, parts = claim_rows(tables), []
    if claim["restates"]:
        parts.append(f"repeats {_short(claims[claim['restates']])}")
    if claim["supersedes"]:
        parts.append(f"revises {_short(claims[claim['supersedes']])}")
    later = _later(tables).get(claim["claim_id"], "")
    if later and _known(claims[later], known_on):
        parts.append(f"since revised to {_short(claims[later])}")
    return "; ".join(parts)


def _short(claim: _Row) -> str:
    return f"{figure(claim)} ({_said(claim)})"
