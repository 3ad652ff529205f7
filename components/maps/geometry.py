"""Plane geometry of pictures: thinning, clipping, offsets and arrow heads.

Points are arrays of shape (n, 2); a box is (left, top, right, bottom) with left < right, top < bottom.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np

from data.geography import Points


class Box(NamedTuple):
    """A rectangle of the plane."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Box:
        """Give the box with `by` more on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlap(self, other: Box) -> float:
        """Give the area two boxes share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0

    def holds(self, other: Box) -> bool:
        """Whether the other box lies within this one."""
        return (
            self.left <= other.left and self.top <= other.top
            and other.right <= self.right and other.bottom <= self.bottom
        )  # fmt: skip


def thinned(points: Points, step: float) -> Points:
    """Keep one vertex per cell of `step`, and both ends: what the size of a picture can show.

    >>> thinned(np.array([[0, 0], [0.1, 0], [0.2, 0.1], [5, 0]]), 1).tolist()
    [[0.0, 0.0], [5.0, 0.0]]
    """
    if len(points) < 3:
        return np.asarray(points, dtype=float)
    cells = np.floor(points / step)
    kept = np.ones(len(points), dtype=bool)
    kept[1:] = (cells[1:] != cells[:-1]).any(axis=1)
    kept[-1] = True
    return np.asarray(points[kept], dtype=float)


def meets(points: Points, box: Box) -> bool:
    """Whether the bounds of the points touch the box."""
    low, high = points.min(axis=0), points.max(axis=0)
    return bool(high[0] >= box.left and low[0] <= box.right and high[1] >= box.top and low[1] <= box.bottom)


def within(points: Points, box: Box) -> bool:
    """Whether all points lie in the box."""
    low, high = points.min(axis=0), points.max(axis=0)
    return bool(low[0] >= box.left and high[0] <= box.right and low[1] >= box.top and high[1] <= box.bottom)


def holds_point(ring: Points, point: Points) -> bool:
    """Whether a closed ring holds a point.

    >>> square = np.array([[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]])
    >>> holds_point(square, np.array([1, 1])), holds_point(square, np.array([3, 1]))
    (True, False)
    """
    (x1, y1), (x2, y2) = ring[:-1].T, ring[1:].T
    beside = (y1 > point[1]) != (y2 > point[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = x1 + (point[1] - y1) * (x2 - x1) / (y2 - y1)
    return bool((beside & (point[0] < crossing)).sum() % 2)


def clip_ring(ring: Points, box: Box) -> Points:
    """Cut a closed ring to a box (Sutherland and Hodgman); an empty array where nothing is left."""
    if within(ring, box):
        return ring
    sides = ((0, box.left, True), (0, box.right, False), (1, box.top, True), (1, box.bottom, False))
    for axis, limit, keep_above in sides:
        if not len(ring):
            break
        ring = _half(ring, axis, limit, keep_above)
    return ring


def _half(ring: Points, axis: int, limit: float, keep_above: bool) -> Points:
    inside = ring[:, axis] >= limit if keep_above else ring[:, axis] <= limit
    if inside.all():
        return ring
    if not inside.any():
        return np.empty((0, 2))
    following, entering = np.roll(ring, -1, axis=0), np.roll(inside, -1)
    crosses = np.flatnonzero(inside != entering)
    a, b = ring[crosses], following[crosses]
    cut = a + (b - a) * ((limit - a[:, axis]) / (b[:, axis] - a[:, axis]))[:, None]
    # Kept vertices and cuts are merged in ring order: vertex i has place i, the cut after it i + 0.5.
    kept = np.flatnonzero(inside)
    order = np.argsort(np.concatenate([kept.astype(float), crosses + 0.5]), kind="stable")
    return np.concatenate([ring[kept], cut])[order]


def clip_line(points: Points, box: Box) -> list[Points]:
    """Cut a line to a box; one array for every stretch inside."""
    if within(points, box):
        return [points]
    if not meets(points, box):
        return []
    stretches: list[Points] = []
    current: list[tuple[float, float]] = []
    for a, b in itertools.pairwise(points):
        span = _liang_barsky(a, b, box)
        if span is None:
            current = _closed(stretches, current)
            continue
        start, end = a + (b - a) * span[0], a + (b - a) * span[1]
        current = current or [(float(start[0]), float(start[1]))]
        current.append((float(end[0]), float(end[1])))
        if span[1] < 1:
            current = _closed(stretches, current)
    _closed(stretches, current)
    return stretches


def _closed(stretches: list[Points], current: list[tuple[float, float]]) -> list[tuple[float, float]]:
    if len(current) > 1:
        stretches.append(np.array(current))
    return []


def _liang_barsky(a: Points, b: Points, box: Box) -> tuple[float, float] | None:
    low, high = 0.0, 1.0
    for axis, first, last in ((0, box.left, box.right), (1, box.top, box.bottom)):
        delta = float(b[axis] - a[axis])
        if delta == 0:
            if not first <= a[axis] <= last:
                return None
            continue
        enter, leave = sorted(((first - float(a[axis])) / delta, (last - float(a[axis])) / delta))
        low, high = max(low, enter), min(high, leave)
        if low >= high:
            return None
    return low, high


def lengths(points: Points) -> Points:
    """Give the way run from the first point to each, starting with 0."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])


def at(points: Points, run: Points, distance: float) -> tuple[Points, float]:
    """Find the point at a distance along a line and the direction there (radians, x right, y as the array's)."""
    i = int(np.clip(np.searchsorted(run, distance, side="right") - 1, 0, len(points) - 2))
    step = run[i + 1] - run[i]
    share = (distance - run[i]) / step if step else 0.0
    delta = points[i + 1] - points[i]
    return points[i] + delta * share, float(np.arctan2(delta[1], delta[0]))


def shifted(points: Points, by: float) -> Points:
    """Move a line sideways, so that lines on one track lie beside each other (positive: to its right, y down)."""
    if not by or len(points) < 2:
        return points
    tangents = np.gradient(points, axis=0)
    norms = np.maximum(np.hypot(tangents[:, 0], tangents[:, 1]), 1e-9)
    return points + by * np.column_stack([-tangents[:, 1], tangents[:, 0]]) / norms[:, None]


def shortened(points: Points, start: float, end: float) -> Points:
    """Leave off so much of a line at its start and at its end; what is too short for that stays whole.

    >>> shortened(np.array([[0.0, 0.0], [10.0, 0.0]]), 2, 3).tolist()
    [[2.0, 0.0], [7.0, 0.0]]
    """
    run = lengths(points)
    if run[-1] < 2 * (start + end):
        return points
    first, last = at(points, run, start)[0], at(points, run, float(run[-1]) - end)[0]
    inside = (run > start) & (run < run[-1] - end)
    return np.concatenate([first[None], points[inside], last[None]])


def filled_in(points: Points, gap: float) -> Points:
    """Add vertices so that none are further apart than `gap`: what the pointer can hit."""
    run = lengths(points)
    if run[-1] <= gap:
        return points
    extra = np.arange(gap, run[-1], gap)
    every = np.unique(np.concatenate([run, extra]))
    return np.column_stack([np.interp(every, run, points[:, axis]) for axis in (0, 1)])


def arrow_head(tip: Points, angle: float, size: float) -> Points:
    """Give the closed triangle of an arrow head whose tip points along `angle`."""
    shape = np.array([[0.0, 0.0], [-size, size * 0.44], [-size, -size * 0.44], [0.0, 0.0]])
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(tip + shape @ turn)
