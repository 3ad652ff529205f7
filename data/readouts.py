"""Numbers that stand beside movements: counts to date by origin, and what one movement carried.

A count to date is a readout, never something that moves. How much one movement carried is taken
only where an origin at first hand put a number on that event alone; numbers of different units are
never set beside each other, and nothing is added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from data.ledger import claim_rows, figure, unit_words
from data.selection import Selection
from data.tables import Tables
from data.trails import Clock, Statement, latest_by_origin, statements
from data.vocabulary import ClaimKind, Term


class Gauge(Term):
    """What numbers beside the movements are of, by the code of the option `unit`."""

    TROOPS = "troops", "Troops sent"
    CONTAINERS = "containers", "Containers sent"
    SHELLS = "shells", "Artillery rounds sent"
    CASUALTIES = "casualties", "Killed and wounded"
    COAL = "coal", "Coal railed to Rajin"


@dataclass(frozen=True)
class _Measure:
    """The metric counted to date ("" for none), and those of one unit that a movement may carry."""

    to_date: str
    carried: tuple[str, ...]
    subject: str = "PRK"


_MEASURES: dict[Gauge, _Measure] = {
    Gauge.TROOPS: _Measure(
        "troops_deployed",
        ("troops_deployed", "engineers_deployed", "construction_troops_deployed", "wounded_repatriated"),
    ),
    Gauge.CONTAINERS: _Measure("containers_shipped", ("containers_shipped",)),
    Gauge.SHELLS: _Measure("artillery_rounds", ("artillery_rounds",)),
    Gauge.CASUALTIES: _Measure("casualties", ()),
    Gauge.COAL: _Measure("", ("coal_transshipped_tonnes",), "RUS"),
}


@dataclass(frozen=True)
class Count:
    """What one origin had said to date: its number in words, and when it said it.

    `counted` is False for composite and news origins, which are shown and never counted.
    """

    claim_id: str
    origin: str
    number: str
    said: str
    counted: bool


@dataclass(frozen=True)
class Standing:
    """The counts to date as they stood from a day on, newest said first, those that are not counted last."""

    since: date
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Load:
    """What one movement carried, as one origin named it; `value` is the number a width is drawn from."""

    claim_id: str
    value: float
    words: str
    origin: str


@lru_cache(maxsize=64)
def standings_to_date(tables: Tables, selection: Selection, gauge: Gauge) -> tuple[Standing, ...]:
    """Give the newest count to date of each origin, from each day on which one was said.

    Dates and regions of the selection are left aside, as a count to date belongs to no stretch of
    time and to no region; its other filters hold. Claims that cover only a part (a scope) and those
    of which nobody knows when they were said are left out.

    >>> from data import load_tables
    >>> first, *_ = standings_to_date(load_tables(), Selection(origins=("nis",)), Gauge.TROOPS)
    >>> first.since.isoformat(), [(count.origin, count.number.replace(chr(0x2009), " ")) for count in first.counts]
    ('2024-10-23', [('NIS', '3 000')])
    """
    measure = _MEASURES[gauge]
    if not measure.to_date:
        return ()
    wide = replace(selection, date_from=None, date_to=None, regions=())
    found = statements(
        tables, wide.apply(tables).claims, metrics=[measure.to_date], kinds=[ClaimKind.CUMULATIVE],
        subject=measure.subject,
    )  # fmt: skip
    whole = [said for said in found if said.scope == "" and said.said_on is not None]
    days = sorted({said.said_on for said in whole if said.said_on})
    return tuple(Standing(day, _counts(tables, whole, day)) for day in days)


def standing_on(found: tuple[Standing, ...], day: date) -> Standing | None:
    """Give the standing that held on a day; None before the first count was said."""
    return next((standing for standing in reversed(found) if standing.since <= day), None)


def _counts(tables: Tables, whole: list[Statement], day: date) -> tuple[Count, ...]:
    newest = latest_by_origin(said for said in whole if said.said_on and said.said_on <= day)
    ordered = sorted(newest, key=lambda said: (said.counted, said.said_on or date.min, said.claim_id), reverse=True)
    return tuple(
        Count(said.claim_id, said.origin, figure(claim_rows(tables)[said.claim_id]), said.when(Clock.SAID_ON),
              said.counted)
        for said in ordered
    )  # fmt: skip


@lru_cache(maxsize=64)
def loads(tables: Tables, selection: Selection, gauge: Gauge) -> Mapping[str, Load]:
    """Give what each event carried, by event_id, where an origin at first hand said so of that event alone.

    A count to date is taken only where its scope names the event's own part. Of several numbers for
    one event the newest said is taken.

    >>> from data import load_tables
    >>> found = loads(load_tables(), Selection(), Gauge.TROOPS)
    >>> found["2024-10-08-first-wave-chongjin"].words.replace(chr(0x2009), " ")
    '1 500 persons (NIS)'
    """
    measure = _MEASURES[gauge]
    found = statements(
        tables, selection.apply(tables).claims, metrics=measure.carried,
        kinds=[ClaimKind.FLOW, ClaimKind.CUMULATIVE], subject=measure.subject,
    )  # fmt: skip
    own = [s for s in found if s.event_id and s.counted and (s.kind is ClaimKind.FLOW or s.scope)]
    own.sort(key=lambda said: (said.said_on or date.min, said.claim_id))
    return {said.event_id: _load(tables, said) for said in own}


def _load(tables: Tables, said: Statement) -> Load:
    words = f"{figure(claim_rows(tables)[said.claim_id])} {unit_words(said.unit)} ({said.origin})"
    return Load(said.claim_id, said.value, words, said.origin)
