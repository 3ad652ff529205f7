"""Fewer lines and vertices for the same map: areas joined along shared edges, pieces of line joined, bends thinned."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from components.maps.geometry import holds_point, lengths
from data.geography import Points

#: Decimals by which vertices of neighbours count as the same: about 1 m in degrees.
_SAME = 5


def simplified(points: Points, step: float | Points) -> Points:
    """Drop vertices that lie within `step` of the line through those that stay (Douglas and Peucker).

    `step` is one number, or one for each vertex where some parts are to keep more. Both ends stay.

    >>> simplified(np.array([[0, 0], [1, 0.1], [2, 0], [2, 3]]), 0.5).tolist()
    [[0.0, 0.0], [2.0, 0.0], [2.0, 3.0]]
    """
    if len(points) < 3:
        return points
    steps = np.broadcast_to(step, (len(points),))
    kept = np.zeros(len(points), dtype=bool)
    kept[[0, -1]] = True
    open_spans = [(0, len(points) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        if last - first < 2:
            continue
        off = _off(points, first, last) / steps[first + 1 : last]
        at = int(off.argmax())
        if off[at] > 1:
            middle = first + 1 + at
            kept[middle] = True
            open_spans += [(first, middle), (middle, last)]
    return points[kept]


def _off(points: Points, first: int, last: int) -> Points:
    """Give how far the vertices between two others lie from the straight line between these."""
    base, rest = points[last] - points[first], points[first + 1 : last] - points[first]
    square = float(base @ base)
    share = np.clip(rest @ base / square, 0.0, 1.0) if square else np.zeros(len(rest))
    away = rest - share[:, None] * base
    return np.asarray(np.hypot(away[:, 0], away[:, 1]))


def dissolved(rings: Iterable[Points], *, least: float = 0.0) -> list[list[Points]]:
    """Join areas along the edges they share: their outlines, each followed by its holes.

    Rings are closed, outer ones counterclockwise (y up). A hole whose area is under `least`, in square
    units of the rings, is filled: most are slits between two drawings of one border.

    >>> west, east = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], [[1, 0], [2, 0], [2, 1], [1, 1], [1, 0]]
    >>> [[len(ring) for ring in area] for area in dissolved([np.array(west), np.array(east)])]
    [[7]]
    """
    outlines = _walked(_outer_edges(rings))
    areas = [[ring] for ring in outlines if area_of(ring) > 0]
    for hole in (ring for ring in outlines if area_of(ring) < -max(least, 1e-12)):
        around = [area for area in areas if holds_point(area[0], hole[0])]
        if around:
            min(around, key=lambda area: area_of(area[0])).append(hole)
    return areas


def area_of(ring: Points) -> float:
    """Give the area of a closed ring, negative for a clockwise one (y up)."""
    x, y = ring.T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def _outer_edges(rings: Iterable[Points]) -> dict[tuple[float, float], list[tuple[float, float]]]:
    """Give the edges that only one area has, by their start."""
    edges: Counter[tuple[tuple[float, float], tuple[float, float]]] = Counter()
    for ring in rings:
        corners = [(x, y) for x, y in ring.round(_SAME).tolist()]
        for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
            if a != b:
                edges[(a, b) if not edges[b, a] else (b, a)] += -1 if edges[b, a] else 1
    found: dict[tuple[float, float], list[tuple[float, float]]] = defaultdict(list)
    for (a, b), times in edges.items():
        found[a] += [b] * times
    return {start: ends for start, ends in found.items() if ends}


def _walked(after: dict[tuple[float, float], list[tuple[float, float]]]) -> list[Points]:
    """Walk along edges until each has been used; walks that come back to their start are rings."""
    rings = []
    while after:
        start = here = next(iter(after))
        ring = [start]
        while here in after:
            following = after[here].pop()
            if not after[here]:
                del after[here]
            ring.append(following)
            here = following
            if here == start:
                break
        if here == start and len(ring) > 3:
            rings.append(np.array(ring))
    return rings


def chained(lines: Sequence[Points]) -> list[Points]:
    """Join lines where just two of them end in the same point; where more meet, all end there.

    >>> [line.tolist() for line in chained([np.array([[0, 0], [1, 0]]), np.array([[2, 5], [1, 0]])])]
    [[[0, 0], [1, 0], [2, 5]]]
    """
    pieces = dict(enumerate(lines))
    ends: dict[tuple[float, float], list[int]] = defaultdict(list)
    for i, line in pieces.items():
        ends[_key(line[0])].append(i)
        ends[_key(line[-1])].append(i)
    for node in list(ends):
        if len(ends[node]) != 2 or ends[node][0] == ends[node][1]:
            continue
        i, j = ends[node]
        left = pieces[i] if _key(pieces[i][-1]) == node else pieces[i][::-1]
        right = pieces.pop(j)
        right = right if _key(right[0]) == node else right[::-1]
        pieces[i] = np.concatenate([left, right[1:]])
        far = _key(right[-1])
        ends[far] = [i if k == j else k for k in ends[far]]
        ends[node] = []
    return list(pieces.values())


def _key(point: Points) -> tuple[float, float]:
    x, y = point.round(_SAME).tolist()
    return x, y


def long_enough(line: Points, least: float) -> bool:
    """Whether a line is at least so long."""
    return len(line) > 1 and float(lengths(line)[-1]) >= least
