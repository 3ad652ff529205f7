"""Movements over a range of days as strands: one line per way, direction and certainty, as wide as events lie on it.

Where movements of one look run together they are one line, whose width compares counts of events;
where looks run together their lines lie beside each other, in one order along the whole way.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.maps.geometry import filled_in, lengths, meets, thinned
from components.maps.movement_marks import MovementMark
from components.maps.strokes import DASHES
from components.maps.tracks import Track, points
from components.maps.views import Frame
from data.geography import Points
from data.vocabulary import Certainty, Direction

#: Px of the line of one event, of each further one, and from how many on lines grow no wider.
_SINGLE, _MORE, MOST = 2.2, 1.2, 4
#: Px between the points at which lines are compared, and of the cells in which they are.
_STEP, _CELL, _COARSE = 2.0, 4.0, 8.0
#: Lines that run together for fewer points than `_RUN` only cross; gaps up to `_GAP` points are none; a branch
#: meets its trunk so many points further on, at a low angle.
_RUN, _GAP, _JOIN = 15, 8, 20
#: Lines lie on one way that have this share of the shorter one's cells in common, and so many at least where
#: the shorter has as many; px between the edges of lines beside each other.
_SHARE, _TOGETHER, _BESIDE = 0.3, 5, 1.0
_ROW = 100_000

Kind = tuple[Direction, Certainty, bool]
Ids = NDArray[np.int64]


class Strand(NamedTuple):
    """A stretch of line with the number of events on it; `likely` where the path of none of them was published.

    `movements` are the keys of the members that run along it.
    """

    line: Points
    events: int
    likely: bool
    movements: tuple[int, ...] = ()


class Member(NamedTuple):
    """One part of a movement's line in px, with the number of its events; `key` tells movements apart."""

    line: Points
    events: int
    likely: bool
    key: int = 0


def width_of_count(count: int) -> float:
    """Give the px of a line on which so many events lie: the same in every picture, so that two can be compared.

    >>> width_of_count(1), width_of_count(2), width_of_count(4) == width_of_count(9)
    (2.2, 3.4, True)
    """
    return round(_SINGLE + _MORE * (min(count, MOST) - 1), 1)


def dash_of(certainty: Certainty, width: float) -> str:
    """Give the dash of a strand, which grows with its width so that dots stay dots.

    >>> dash_of(Certainty.INFERRED, 4.4), dash_of(Certainty.OBSERVED, 4.4)
    ('3px,10px', 'solid')
    """
    if certainty is Certainty.OBSERVED:
        return DASHES[certainty]
    wider = width / _SINGLE if certainty is Certainty.INFERRED else (width / _SINGLE) ** 0.5
    parts = (float(part.removesuffix("px")) * max(wider, 1.0) for part in DASHES[certainty].split(","))
    return ",".join(f"{part:.3g}px" for part in parts)


def kind_of(movement: MovementMark) -> Kind:
    """Give what movements must share to become one strand: direction, certainty, and whether they fly."""
    return movement.direction, movement.certainty, movement.flight


def longest_ways(movements: Mapping[int, MovementMark], px: Mapping[int, float]) -> set[int]:
    """Pick the longest, by its `px`, of the movements of one look that go one way: it has arrow heads on the way."""
    longest: dict[tuple[Kind, tuple[str, ...], bool], int] = {}
    for i, movement in movements.items():
        key = (kind_of(movement), movement.track.way, movement.track.start > movement.track.end)
        if key not in longest or px[i] > px[longest[key]]:
            longest[key] = i
    return set(longest.values())


def strands(members: Sequence[Member], *, dotted: bool = False) -> list[Strand]:
    """Lay lines of one look over each other: each stretch is given once, with the events of all that run on it.

    Branches are drawn up to their trunk; where lines are `dotted` a gap is not seen, but doubled dots are.
    """
    trunks: list[_Trunk] = []
    for member in sorted(members, key=lambda member: -float(lengths(member.line)[-1])):
        line = filled_in(member.line, _STEP)
        shared = np.zeros(len(line), dtype=bool)
        for trunk in trunks:
            here = _runs(np.isin(_cells(line, _CELL), trunk.around) & ~shared, _RUN)
            if here.any():
                trunk.add(line[here], member)
                shared |= here
        branches = [(a, b) for a, b in _edges(~_runs(shared, _RUN)) if b - a > 1]
        trunks += [_Trunk(line[a:b] if dotted else _joined_on(line, a, b, trunks), member) for a, b in branches]
    return [strand for trunk in trunks for strand in trunk.split()]


def bundled(movements: Sequence[MovementMark], lines: Mapping[int, Sequence[Points]]) -> list[tuple[Kind, Strand]]:
    """Lay the lines of movements of one look over each other.

    `lines` are the parts of each one's line in px by its place among `movements`, the keys of strands.
    """
    members: dict[Kind, list[Member]] = defaultdict(list)
    for i, parts in lines.items():
        one = movements[i]
        members[kind_of(one)] += [Member(part, len(one.event_ids), one.likely, i) for part in parts]
    return [
        (kind, strand)
        for kind, mine in members.items()
        for strand in strands(mine, dotted=kind[1] is Certainty.INFERRED)
    ]


class _Trunk:
    """A line that later ones may run along, with the events on each of its points."""

    def __init__(self, line: Points, member: Member) -> None:
        self.line = line
        self.cells = _cells(line, _CELL)
        self.around = _grown(self.cells)
        self.counts = np.full(len(line), member.events)
        self.likely = np.full(len(line), member.likely)
        self.on = [(member.key, np.ones(len(line), dtype=bool))]

    def add(self, along: Points, member: Member) -> None:
        near = _runs(np.isin(self.cells, _grown(_cells(along, _CELL))), _RUN // 2)
        self.counts[near] += member.events
        self.likely[near] &= member.likely
        self.on.append((member.key, near))

    def split(self) -> list[Strand]:
        keys = self.counts * 2 + self.likely
        cuts = [0, *(np.flatnonzero(np.diff(keys)) + 1).tolist(), len(keys)]
        return [
            Strand(thinned(self.line[a : b + 1], 1.5), int(self.counts[a]), bool(self.likely[a]), self._along(a, b))
            for a, b in itertools.pairwise(cuts)
            if len(self.line[a : b + 1]) > 1
        ]

    def _along(self, start: int, end: int) -> tuple[int, ...]:
        return tuple(dict.fromkeys(key for key, where in self.on if where[start:end].any()))


def _joined_on(line: Points, start: int, end: int, trunks: Sequence[_Trunk]) -> Points:
    """Cut a branch out of a line so that it begins and ends on the trunk it leaves or comes back to."""
    parts = [line[start:end]]
    if start > 0:
        parts.insert(0, _nearest(line[max(start - _JOIN, 0)], trunks))
    if end < len(line):
        parts.append(_nearest(line[min(end + _JOIN, len(line) - 1)], trunks))
    return np.concatenate(parts)


def _nearest(spot: Points, trunks: Sequence[_Trunk]) -> Points:
    every = np.concatenate([trunk.line for trunk in trunks])
    return np.asarray(every[np.hypot(*(every - spot).T).argmin()][None])


def _cells(line: Points, size: float) -> Ids:
    x, y = np.floor(line / size).astype(np.int64).T
    return np.asarray(x * _ROW + y)


def _grown(cells: Ids) -> Ids:
    every = np.unique(cells)
    return np.unique(np.concatenate([every + i * _ROW + j for i in (-1, 0, 1) for j in (-1, 0, 1)]))


def _edges(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _runs(mask: NDArray[np.bool_], least: int) -> NDArray[np.bool_]:
    """Fill short gaps between runs of True, then drop short runs."""
    kept = mask.copy()
    for start, end in _edges(~kept):
        if end - start <= _GAP and start > 0 and end < len(kept):
            kept[start:end] = True
    for start, end in _edges(kept):
        if end - start < least:
            kept[start:end] = False
    return kept


def offsets(movements: Mapping[int, MovementMark], laid: Frame) -> dict[int, float]:
    """Give the px by which each movement's line lies beside its way in a frame (positive: right of its travel).

    Movements of one look on one way lie on each other; different looks lie side by side in the order
    of directions and certainties, whichever way each movement goes.
    """
    ways = _ways(tuple(movement.track for movement in movements.values()), laid)
    by_way: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, (way, sign) in zip(movements, ways, strict=True):
        by_way[way].append((i, sign))
    found: dict[int, float] = {}
    for members in by_way.values():
        places = _side_by_side([movements[i] for i, _ in members])
        found |= {i: places[kind_of(movements[i])] * sign for i, sign in members}
    return found


def _side_by_side(movements: Sequence[MovementMark]) -> dict[Kind, float]:
    """Lay the look with the most events on the way itself, the others to its right and left in turn."""
    events: dict[Kind, int] = defaultdict(int)
    for movement in movements:
        events[kind_of(movement)] += len(movement.event_ids)
    widths = {kind: width_of_count(count) for kind, count in events.items()}
    first, *others = sorted(widths, key=lambda kind: (-widths[kind], *_place(kind)))
    places, edge = {first: 0.0}, {1: widths[first] / 2, -1: -widths[first] / 2}
    for kind, side in zip(sorted(others, key=_place), itertools.cycle((1, -1)), strict=False):
        places[kind] = round(edge[side] + side * (widths[kind] / 2 + _BESIDE), 1)
        edge[side] = places[kind] + side * widths[kind] / 2
    return places


def _place(kind: Kind) -> tuple[int, int, bool]:
    return list(Direction).index(kind[0]), list(Certainty).index(kind[1]), kind[2]


@lru_cache(maxsize=256)
def _ways(tracks: tuple[Track, ...], laid: Frame) -> tuple[tuple[int, int], ...]:
    """Number the ways that tracks share in a frame, and say whether each runs along (1) or against (-1) its way."""
    trails = [_trail(track, laid) for track in tracks]
    found: dict[int, tuple[int, int]] = {}
    for i in sorted(range(len(tracks)), key=lambda i: (-len(trails[i]), i)):
        common = {j: trails[i].keys() & trails[j].keys() for j in found}
        least = max(_SHARE * len(trails[i]), min(_TOGETHER, len(trails[i])), 1)
        near = [j for j, cells in common.items() if len(cells) >= least]
        if not near:
            found[i] = (i, 1)
            continue
        best = max(near, key=lambda j: (len(common[j]), -j))
        way, sign = found[best]
        found[i] = (way, sign * _sense(trails[i], trails[best], common[best]))
        merged = {found[j][0] for j in near}
        found = {j: (way if old in merged else old, turn) for j, (old, turn) in found.items()}
    return tuple(found[i] for i in range(len(tracks)))


def _trail(track: Track, laid: Frame) -> dict[int, int]:
    """Give the cells that a track crosses in a frame with their order; none where it is not seen."""
    px = thinned(laid.px(points(track)), 1.5)
    if not meets(px, laid.box):
        return {}
    line = filled_in(px, _STEP * 2)
    box = laid.box
    inside = (line[:, 0] >= box.left) & (line[:, 0] <= box.right) & (line[:, 1] >= box.top) & (line[:, 1] <= box.bottom)
    return {cell: at for at, cell in enumerate(dict.fromkeys(_cells(line[inside], _COARSE).tolist()))}


def _sense(mine: Mapping[int, int], other: Mapping[int, int], common: set[int]) -> int:
    ordered = sorted(common, key=mine.__getitem__)
    steps = [other[b] - other[a] for a, b in itertools.pairwise(ordered)]
    return -1 if sum(1 if step > 0 else -1 for step in steps) < 0 else 1
