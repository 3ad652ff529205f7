"""Movements as lines: which a view shows, how sure each is, and which are drawn as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from components.charts.event_marks import unbroken
from components.maps.prepared import prepared
from components.maps.tracks import Track, is_flight, points
from components.maps.views import FRAMINGS, MapView
from data import Tables
from data.ledger import place_names
from data.readouts import Load
from data.vocabulary import Certainty, Direction, Mode, RoutePath, Status
from data.wording import counted, listed, span


@dataclass(frozen=True)
class MovementMark:
    """Movements of one track, direction and certainty, drawn as one line with arrow heads."""

    event_ids: tuple[str, ...]
    track: Track
    direction: Direction
    certainty: Certainty
    status: Status
    likely: bool
    flight: bool
    weight: int
    when: str
    label: str
    title: str
    text: str
    ends: tuple[str, str]
    at: date
    #: On the map of a single day: days since it ended (0 while it is under way) and what it carried.
    age: int = 0
    load: Load | None = None

    @property
    def focus(self) -> str:
        """What a click opens: the weightiest event of the line."""
        return f"event:{self.event_ids[0]}"


def certainty_of(status: str, route_path: str) -> Certainty:
    """Give the form of a movement's line: acknowledged, told by somebody, or on no known path."""
    if route_path == RoutePath.UNKNOWN:
        return Certainty.INFERRED
    return Certainty.OBSERVED if status == Status.CONFIRMED else Certainty.CLAIMED


def when(row: Any) -> str:
    """Say when an event was, as finely as it is known; `row` as itertuples gives it."""
    return span(row.date_start, row.date_end, row.date_precision, row.date_qualifier)


@lru_cache(maxsize=2048)
def in_view(way: Track, view: MapView) -> bool:
    """Whether a view shows anything of a track: of a great circle, one of its ends."""
    if view is MapView.CORRIDOR:
        return True
    corners = np.array(FRAMINGS[view].must_show)
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    line = points(way) if way.by_route else np.array([way.start, way.end])
    x, y = line.T
    return bool(((x >= west) & (x <= east) & (y >= south) & (y <= north)).any())


class _Look(NamedTuple):
    """What movements must share to be drawn as one line."""

    track: Track
    direction: str
    certainty: Certainty
    likely: bool
    age: int
    load: Load | None


def movement_marks(
    tables: Tables, drawn: Sequence[int], day: date | None, carried: Mapping[str, Load]
) -> Iterator[MovementMark]:
    """Bundle movements that look the same; on the map of a single day those under way come first."""
    events = prepared(tables)
    bundles: dict[_Look, list[int]] = defaultdict(list)
    for at in sorted(drawn, key=events.order.__getitem__):
        row = events.rows[at]
        age = max((day - row.date_end.date()).days, 0) if day else 0
        look = _Look(
            events.tracks[at], row.direction, certainty_of(row.status, row.route_path),
            row.route_path == RoutePath.LIKELY, age, carried.get(row.event_id),
        )  # fmt: skip
        bundles[look].append(at)
    for look, members in sorted(bundles.items(), key=lambda item: item[0].age):
        made = _bundle(tables, tuple(members))
        yield replace(made, age=look.age, load=look.load) if look.age or look.load else made


@lru_cache(maxsize=1024)
def _bundle(tables: Tables, members: tuple[int, ...]) -> MovementMark:
    events, names = prepared(tables), place_names(tables)
    rows, way = [events.rows[at] for at in members], events.tracks[members[0]]
    first = rows[0]
    lines = [f"{when(row)}: {unbroken(row.label)} ({Status(row.status).label})" for row in rows[:4]]
    more = [counted(len(rows) - 4, "more movement")] if len(rows) > 4 else []
    means = f" by {listed((Mode(mode).label for mode in first.mode), 4)}" if first.mode else ""
    path = RoutePath(first.route_path).label
    ends = names[first.from_place_id], names[first.to_place_id]
    return MovementMark(
        event_ids=tuple(row.event_id for row in rows), track=way, direction=Direction(first.direction),
        certainty=certainty_of(first.status, first.route_path),
        status=Status(first.status), likely=first.route_path == RoutePath.LIKELY,
        flight=any(is_flight(leg.route_id) for leg in way.legs), weight=int(first.weight),
        when=when(first), label=unbroken(first.label), title=unbroken(first.title),
        ends=ends, at=first.date_start.date(),
        text="\n".join([*lines, *more, f"{ends[0]} → {ends[1]}{means}, {path}"]),
    )  # fmt: skip
