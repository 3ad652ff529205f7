"""The way of a route or a movement over the ground: route geometries in order, or a great circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from components.maps.geometry import filled_in
from components.maps.projection import great_circle
from data.geography import Points, route_lines

#: How far the middle of a flight's arc stands off the great circle, as a share of its length.
AIR_BOW = 0.04
#: A service is no line of its own where this share of its way belongs to other railways.
_MOSTLY_SHARED = 0.85
#: The services that run the length of the corridor: railways on their way are drawn as main lines.
_CORRIDOR_SERVICES = ("rail_rajin_kursk", "rail_pyongyang_moscow")
_THROUGH = (*_CORRIDOR_SERVICES, "rail_dunai_tikhoretsk", "rail_pyongyang_khabarovsk", "rail_transsib")
#: Two railways count as one where they run within about this many degrees of each other.
_CELL = 0.012
_ROW = 1_000_000
_SAME_LINE = 4
#: A schematic railway with more vertices than this is a service over other lines, not a line.
_SERVICE_VERTICES = 60


@dataclass(frozen=True)
class Leg:
    """One route of a track, travelled forwards or backwards."""

    route_id: str
    backwards: bool = False


@dataclass(frozen=True)
class Track:
    """Where something went: legs over known routes, or none and only two ends (longitude, latitude)."""

    start: tuple[float, float]
    end: tuple[float, float]
    legs: tuple[Leg, ...] = ()

    @property
    def by_route(self) -> bool:
        """Whether the track follows route geometries; else it is a great circle."""
        return bool(self.legs)

    @property
    def way(self) -> tuple[str, ...]:
        """The track without its direction, for finding tracks that lie on each other.

        Through trains share the one railway across the continent, whichever service they are.
        """
        if any(leg.route_id in _THROUGH for leg in self.legs):
            return _THROUGH
        ends = sorted([str(self.start), str(self.end)])
        return tuple(sorted(leg.route_id for leg in self.legs)) or tuple(ends)


def track(start: tuple[float, float], end: tuple[float, float], route_ids: Sequence[str]) -> Track:
    """Chain routes from start to end, turning each so that it goes on from where the last one stopped.

    Routes without a geometry are an error (KeyError): the tables are checked against the layers.
    """
    here, legs = np.array(start), []
    for position, route_id in enumerate(route_ids):
        line = route_lines()[route_id]
        backwards = _is_backwards(line, here, np.array(end), last=position == len(route_ids) - 1)
        legs.append(Leg(route_id, backwards))
        here = line[0] if backwards else line[-1]
    return Track(start, end, tuple(legs))


def _is_backwards(line: Points, here: Points, end: Points, *, last: bool) -> bool:
    forwards, turned = _apart(line[0], here), _apart(line[-1], here)
    if last:
        forwards, turned = forwards + _apart(line[-1], end), turned + _apart(line[0], end)
    return turned < forwards


def _apart(a: Points, b: Points) -> float:
    narrowing = float(np.cos(np.radians((a[1] + b[1]) / 2)))
    return float(np.hypot((a[0] - b[0]) * narrowing, a[1] - b[1]))


@cache
def points(way: Track) -> Points:
    """Give a track's line in degrees; flights become arcs, an unknown path the great circle."""
    if not way.legs:
        return great_circle(way.start, way.end)
    return np.concatenate([leg_points(leg) for leg in way.legs])


@cache
def leg_points(leg: Leg) -> Points:
    """Give the line of one leg in its direction of travel."""
    line = route_lines()[leg.route_id]
    if is_flight(leg.route_id):
        a, b = (tuple(float(v) for v in p) for p in (line[0], line[-1]))
        line = great_circle((a[0], a[1]), (b[0], b[1]), bow=AIR_BOW)
    return line[::-1] if leg.backwards else line


def is_flight(route_id: str) -> bool:
    """Whether a route is drawn from its two ends alone."""
    return len(route_lines()[route_id]) == 2


@cache
def own_stretches(routes: tuple[tuple[str, bool], ...]) -> Mapping[str, tuple[Points, ...]]:
    """Share railways out, so that each stretch is drawn once however many services run on it.

    `routes` are (route_id, schematic) of railways; surveyed lines come before schematic services and
    short before long. A service that runs almost wholly on others' lines keeps no stretch.
    """
    taken = np.empty(0, dtype=np.int64)
    found: dict[str, tuple[Points, ...]] = {}
    for route_id, _ in sorted(routes, key=_rank):
        line = route_lines()[route_id]
        own = ~np.isin(_cells((line[:-1] + line[1:]) / 2), taken)
        found[route_id] = _runs(line, own) if own.mean() > 1 - _MOSTLY_SHARED else ()
        taken = np.union1d(taken, _trail(route_id))
    return found


def _rank(route: tuple[str, bool]) -> tuple[bool, int]:
    route_id, schematic = route
    vertices = len(route_lines()[route_id])
    return schematic and vertices > _SERVICE_VERTICES, vertices


def _cells(line: Points) -> NDArray[np.int64]:
    x, y = np.floor(line / _CELL).astype(np.int64).T
    return np.asarray(x * _ROW + y)


@cache
def _trail(route_id: str) -> NDArray[np.int64]:
    # The same railway was thinned differently for different services: near counts as the same.
    every = np.unique(_cells(filled_in(route_lines()[route_id], _CELL / 2)))
    around = (-1, 0, 1)
    return np.unique(np.concatenate([every + i * _ROW + j for i in around for j in around]))


def _runs(line: Points, own: NDArray[np.bool_]) -> tuple[Points, ...]:
    # Gaps of a few vertices are places where two thinnings differ, not other lines.
    for start, end in zip(*_edges(~own), strict=True):
        own[start:end] |= end - start < _SAME_LINE and start > 0 and end < len(own)
    starts, ends = _edges(own)
    return tuple(
        line[max(a - 1, 0) : b + 2]
        for a, b in zip(starts, ends, strict=True)
        if b - a >= _SAME_LINE or len(own) < _SERVICE_VERTICES
    )


def _edges(mask: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
    return edges[::2], edges[1::2]


@cache
def is_main(route_id: str) -> bool:
    """Whether a railway lies on the way of a service through the whole corridor."""
    if route_id in _CORRIDOR_SERVICES:
        return True
    through = np.concatenate([_trail(service) for service in _CORRIDOR_SERVICES])
    return bool(np.isin(_cells(route_lines()[route_id]), through).mean() > 0.5)
