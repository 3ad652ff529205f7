"""Finding room for words on a map: boxes that neither cover each other nor leave their panel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from components.charts.measure import text_width
from components.maps.geometry import Box, meets
from components.maps.ground import countries
from components.maps.views import Frame
from data.geography import Points

#: Line height as a share of the type size.
LEADING = 1.25
#: The weight of a leader: words on it would seem to be what it leads to.
LEADER = 4
_CELL = 8
#: Px of the grid on which crossed lines are remembered.
_GRAIN = 6.0
#: Shares of a leader at which it is tried, and px from its spot within which a line is the spot's own.
_LED, _OWN = np.linspace(0.0, 1.0, 40)[:, None], 9.0
#: Px up to which what is taken is a mark, that a leader may run over; px of a leader as bad as crossing a line.
_MARK, _LONG = 16.0, 40.0
_SHORT_NAMES = {"North Korea": "DPRK", "United States of America": "USA"}
_LETTER_GAP = "\u2009"


class Room:
    """What is taken on a panel; words are placed one after the other, the most important first."""

    def __init__(self, area: Box) -> None:
        """Start with an empty panel."""
        self.area = area.grown(-4)
        self._origin = np.array([area.left, area.top])
        self._corners = np.tile(self._origin, 2)
        shape = np.ceil([(area.bottom - area.top) / _GRAIN, (area.right - area.left) / _GRAIN]).astype(int) + 1
        self._taken = np.empty((64, 4))
        self._count = 0
        self._crossed = np.zeros(shape, dtype=np.int64)
        self._sums: NDArray[np.int64] | None = None

    def take(self, box: Box) -> None:
        """Keep a box free of words."""
        if self._count == len(self._taken):
            self._taken = np.concatenate([self._taken, np.empty_like(self._taken)])
        self._taken[self._count] = box
        self._count += 1

    def cross(self, line: Points, weight: int = 1) -> None:
        """Tell of a line, with a vertex every few px, that words should rather not lie on.

        A cell of it counts as much as `weight` of a plain line.
        """
        x, y = ((line - self._origin) / _GRAIN).astype(int).T
        rows, columns = self._crossed.shape
        inside = (x >= 0) & (x < columns) & (y >= 0) & (y < rows)
        cells = y[inside], x[inside]
        self._crossed[cells] = np.maximum(self._crossed[cells], weight)
        self._sums = None

    def best(
        self, candidates: Sequence[Box] | Points, *, tolerance: float = np.inf, leads: Points | None = None
    ) -> int | None:
        """Find the candidate that is free and covers least of the lines; None if none is free.

        `tolerance` is the number of line cells that may be covered at most. The earlier of two
        equally good candidates wins. With `leads`, the spot that each candidate is joined to, the
        straight leader runs over nothing that is taken, and over as few lines as can be.
        """
        boxes = np.asarray(candidates)
        start, end = np.array(self.area[:2]), np.array(self.area[2:])
        free = ((boxes[:, :2] >= start) & (boxes[:, 2:] <= end)).all(axis=1)
        if self._count:
            taken = self._taken[: self._count]
            beside = (boxes[:, None, :2] >= taken[:, 2:]) | (boxes[:, None, 2:] <= taken[:, :2])
            free &= np.all(beside.any(axis=2), axis=1)
        if not free.any():
            return None
        cost = np.where(free, self._covered(boxes), np.inf)
        cost[cost > tolerance] = np.inf
        if leads is not None:
            open_ = np.flatnonzero(np.isfinite(cost))
            cost[open_] += self._led(boxes[open_], leads[open_])
        found = int(cost.argmin())
        return found if np.isfinite(cost[found]) else None

    def _led(self, boxes: Points, spots: Points) -> Points:
        """Say how bad the leader from each box to its spot is: by lines crossed and length; infinite over words.

        Words at the spot itself are no hindrance, nor is the line that it stands on.
        """
        edges = np.clip(spots, boxes[:, :2], boxes[:, 2:])
        way = edges[:, None] + (spots - edges)[:, None] * _LED
        blocked = np.zeros(len(boxes), dtype=bool)
        every = self._taken[: self._count]
        for taken in every[(every[:, 2] - every[:, 0]) > _MARK]:
            over = ((way >= taken[:2]) & (way <= taken[2:])).all(axis=2).any(axis=1)
            blocked |= over & ~((spots >= taken[:2]) & (spots <= taken[2:])).all(axis=1)
        rows, columns = self._crossed.shape
        x, y = np.moveaxis(((way - self._origin) / _GRAIN).astype(int), 2, 0)
        apart = np.hypot(*np.moveaxis(way - spots[:, None], 2, 0)) > _OWN
        cells = np.where(apart, np.clip(y, 0, rows - 1) * columns + np.clip(x, 0, columns - 1), -1)
        met = (np.diff(cells, axis=1, prepend=-1) != 0) & apart & (self._crossed.ravel()[cells] > 0)
        return np.where(blocked, np.inf, met.sum(axis=1) + np.hypot(*(spots - edges).T) / _LONG)

    def _covered(self, boxes: Points) -> NDArray[np.int64]:
        if self._sums is None:
            self._sums = np.pad(self._crossed.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
        rows, columns = self._crossed.shape
        cells = (boxes - self._corners) / _GRAIN
        # np.clip does the same but takes four times as long on arrays this small.
        left, top = np.minimum(np.maximum(np.floor(cells[:, :2]), 0), (columns, rows)).astype(int).T
        right, bottom = np.minimum(np.maximum(np.ceil(cells[:, 2:]), 0), (columns, rows)).astype(int).T
        sums = self._sums
        return np.asarray(sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left])


def around(x: float, y: float, radius: float, width: float, height: float) -> list[Box]:
    """List the boxes of a label beside a disc: right, left, above, below and the four corners."""
    gap = radius + 4
    near = gap * 0.7
    corners = [
        (x + gap, y - height / 2), (x - gap - width, y - height / 2),
        (x - width / 2, y - gap - height + 2), (x - width / 2, y + gap - 2),
        (x + near, y - near - height + 3), (x + near, y + near - 3),
        (x - near - width, y - near - height + 3), (x - near - width, y + near - 3),
    ]  # fmt: skip
    return [Box(left, top, left + width, top + height) for left, top in corners]


def spaced(name: str) -> str:
    """Set a country's name in spaced capitals.

    >>> spaced("North Korea").split(chr(0x2009))
    ['D', 'P', 'R', 'K']
    """
    words = _SHORT_NAMES.get(name, name).upper().split()
    return (_LETTER_GAP * 4).join(_LETTER_GAP.join(word) for word in words)


@lru_cache(maxsize=64)
def country_names(frame: Frame, size: float) -> tuple[tuple[str, tuple[Box, ...]], ...]:
    """List the countries that have room for their name in a frame, with boxes to put it, best first.

    A box lies wholly inside the country; larger countries come first.
    """
    found = []
    for country in countries(frame.detail):
        name = spaced(country.text("name"))
        mask = _mask(country.polygons, frame)
        if mask is None:
            continue
        boxes = tuple(_inside(mask, frame.box, text_width(name, size) + 8, size * LEADING))
        if boxes:
            found.append((int(mask.sum()), name, boxes))
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    return tuple((name, boxes) for _, name, boxes in found)


def _mask(polygons: tuple[tuple[Points, ...], ...], frame: Frame) -> NDArray[np.bool_] | None:
    box = frame.box
    image = Image.new("1", (int((box.right - box.left) / _CELL), int((box.bottom - box.top) / _CELL)))
    draw, touched = ImageDraw.Draw(image), False
    for rings in polygons:
        px = frame.px(rings[0])
        if len(px) > 3 and meets(px, box):
            touched = True
            draw.polygon([((x - box.left) / _CELL, (y - box.top) / _CELL) for x, y in px], fill=1)
    return np.asarray(image, dtype=bool) if touched else None


def _inside(mask: NDArray[np.bool_], box: Box, width: float, height: float) -> Iterator[Box]:
    wide, high = int(np.ceil(width / _CELL)) + 1, int(np.ceil(height / _CELL)) + 1
    rows, columns = mask.shape
    if rows <= high or columns <= wide:
        return
    sums = np.pad(mask.astype(int).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    filled = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide] == wide * high
    tops, lefts = np.nonzero(filled)
    if not len(tops):
        return
    middle_y, middle_x = (axis.mean() for axis in np.nonzero(mask))
    away = np.hypot(tops + high / 2 - middle_y, lefts + wide / 2 - middle_x)
    chosen: list[tuple[int, int]] = []
    for i in np.argsort(away, kind="stable"):
        top, left = int(tops[i]), int(lefts[i])
        if all(abs(top - t) + abs(left - s) > 5 for t, s in chosen):
            chosen.append((top, left))
            x, y = box.left + left * _CELL, box.top + top * _CELL
            yield Box(x, y, x + width, y + height)
        if len(chosen) == 40:
            return
