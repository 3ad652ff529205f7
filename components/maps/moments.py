"""Movements and routes through time: what is under way, fading or gone on a day, and what a route was from when on.

A single day is drawn from the same rules by every painter: `under way` while a movement's dates
include the day, then a thin trace that fades over `TRACE_DAYS`, then nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from components.charts.event_marks import unbroken
from components.maps.movement_marks import MovementMark, certainty_of, in_view, when
from components.maps.prepared import each, prepared
from components.maps.route_marks import RouteMark, route_mark, standing_rows
from components.maps.scene import TRACE_DAYS, Scene
from components.maps.strokes import LIKELY_OPACITY
from components.maps.tracks import Track
from components.maps.views import MapView
from data import Selection, Tables
from data.ledger import place_names
from data.readouts import Load
from data.vocabulary import Certainty, DateQualifier, Direction, Precision, RoutePath, Status

#: Px of a movement's line: with no number; of the largest number of the unit, others in proportion; the least.
PLAIN, WIDEST, NARROWEST = 2.4, 6.0, 1.2
#: Px of a trace, and its opacity on the first and after the last day.
_TRACE, _FRESH, _FADED = 1.2, 0.75, 0.12


class Stroke(NamedTuple):
    """Width in px and opacity of a movement's line on a day."""

    width: float
    opacity: float


@dataclass(frozen=True)
class Passage:
    """One movement with the days between which it happened, `last` included.

    `dated` is False where only a month, quarter or year is known, or a bound ("by", "about"): such a
    movement lies somewhere in its days, and must not be shown as going on on any one of them.
    """

    event_id: str
    track: Track
    first: date
    last: date
    dated: bool
    direction: Direction
    certainty: Certainty
    path: RoutePath
    status: Status
    weight: int
    label: str
    title: str
    when: str
    ends: tuple[str, str]

    def age(self, day: date) -> int | None:
        """Give 0 while it is under way, then the days since it ended; None before it and when its trace is gone."""
        if not self.first <= day <= self.last + timedelta(days=TRACE_DAYS):
            return None
        return max((day - self.last).days, 0)


@dataclass(frozen=True)
class RouteSpan:
    """What a route was from a day on; `since` None where an undated row speaks for all time."""

    since: date | None
    mark: RouteMark


def stroke(age: int, width: float, opacity: float) -> Stroke:
    """Give the line of a movement that ended `age` days ago (0: is under way).

    >>> stroke(0, 2.4, 1.0), stroke(60, 2.4, 1.0)
    (Stroke(width=2.4, opacity=1.0), Stroke(width=1.2, opacity=0.12))
    """
    if age == 0:
        return Stroke(width, opacity)
    share = min(age / TRACE_DAYS, 1.0)
    return Stroke(_TRACE, round((_FRESH + (_FADED - _FRESH) * share) * opacity, 3))


def width_of(load: Load | None, heaviest: float) -> float:
    """Give the px of a movement: in proportion to the heaviest of the same unit, thin where no origin named a number.

    >>> width_of(None, 0), width_of(None, 5000), width_of(Load("", 2500, "", ""), 5000)
    (2.4, 1.2, 3.0)
    """
    if not heaviest:
        return PLAIN
    return NARROWEST if load is None else max(NARROWEST, round(WIDEST * load.value / heaviest, 1))


def stroke_of(drawn: Scene, movement: MovementMark) -> Stroke:
    """Give the line of a movement in a scene: all alike over a range of days, by age and load on a single day."""
    opacity = LIKELY_OPACITY if movement.likely else 1.0
    if not drawn.at:
        return Stroke(PLAIN, opacity)
    return stroke(movement.age, width_of(movement.load, drawn.heaviest), opacity)


@lru_cache(maxsize=32)
def passages(tables: Tables, selection: Selection, view: MapView) -> tuple[Passage, ...]:
    """Give the movements a view shows under a selection, in order of their first day; denied ones are left out."""
    events, names = prepared(tables), place_names(tables)
    chosen = [at for at in selection.apply(tables).positions("events") if at in events.tracks]
    found = [_passage(events.rows[at], events.tracks[at], names) for at in chosen if in_view(events.tracks[at], view)]
    return tuple(sorted(found, key=lambda passage: (passage.first, passage.weight, passage.event_id)))


def _passage(row: Any, way: Track, names: Mapping[str, str]) -> Passage:
    return Passage(
        event_id=str(row.event_id), track=way, first=row.date_start.date(), last=row.date_end.date(),
        dated=row.date_precision == Precision.DAY and row.date_qualifier == DateQualifier.ON,
        direction=Direction(row.direction), certainty=certainty_of(row.status, row.route_path),
        path=RoutePath(row.route_path), status=Status(row.status), weight=int(row.weight),
        label=unbroken(row.label), title=unbroken(row.title), when=when(row),
        ends=(names[row.from_place_id], names[row.to_place_id]),
    )  # fmt: skip


def lanes_in_time(found: Sequence[Passage]) -> list[int]:
    """Give each passage a lane beside its track such that no two seen on one day share it (0, 1, -1, 2 and so on).

    Passages are expected in order of their first day.
    """
    busy: dict[tuple[str, ...], dict[int, date]] = defaultdict(dict)
    lanes = []
    for passage in found:
        taken = busy[passage.track.way]
        lane = next(lane for lane in _outwards() if taken.get(lane, date.min) < passage.first)
        taken[lane] = passage.last + timedelta(days=TRACE_DAYS)
        # A line drawn the other way has its right side on the other side.
        lanes.append(-lane if passage.track.start > passage.track.end else lane)
    return lanes


def _outwards() -> Iterator[int]:
    yield 0
    step = 1
    while True:
        yield from (step, -step)
        step += 1


@lru_cache(maxsize=8)
def route_spans(
    tables: Tables, known_on: date | None = None, *, hypothetical: bool = False
) -> Mapping[str, tuple[RouteSpan, ...]]:
    """Give what every route was, from which day on, as far as it was public; oldest first.

    Of rows of one day the last counts. Routes kept for comparison are given only if asked for.
    """
    routes = {row.route_id: row for row in each(tables.routes)}
    found: dict[str, dict[date | None, RouteMark]] = defaultdict(dict)
    for row in each(standing_rows(tables, known_on)):
        if routes[row.route_id].status == "hypothetical" and not hypothetical:
            continue
        since = None if pd.isna(row.from_date) else row.from_date.date()
        found[str(row.route_id)][since] = route_mark(routes[row.route_id], row)
    return {
        route_id: tuple(RouteSpan(since, mark) for since, mark in spans.items()) for route_id, spans in found.items()
    }


def playing_days(tables: Tables, selection: Selection, found: Sequence[Passage]) -> tuple[date, date]:
    """Give the first and the last day to play: the dates chosen, up to the as-known-on day or the cut-off.

    Without a first day it starts with the first movement. Where nothing is left of the range, first
    and last are the same day.
    """
    last = min(d for d in (selection.date_to, selection.known_on, tables.cut_off) if d)
    first = selection.date_from or min((passage.first for passage in found), default=last)
    return min(first, last), last
