"""The scale of a unit panel: from zero, or logarithmic where figures differ too much, and its marks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from components.charts.bars import nice_step
from components.charts.flow_parts import Page, Spot
from components.charts.measure import text_width
from components.theme import mix
from data.wording import number

#: Beyond this ratio of the largest to the smallest figure a scale from zero shows the small ones as nothing.
_LOG_FROM = 40.0
_ARROW = 20.0  # px of the arrow of a bound
_MARK = 10.0
_WORDS = ((1e9, " billion"), (1e6, " million"))


@dataclass(frozen=True)
class Scale:
    """Figures from `low` to `high`; `log` where equal steps multiply (zero then stands at the left end)."""

    low: float
    high: float
    log: bool

    def at(self, value: float) -> float:
        """Give where a figure stands, 0 at the left end and 1 at the right.

        >>> Scale(10, 1000, True).at(100), Scale(0, 50, False).at(10), Scale(10, 1000, True).at(0)
        (0.5, 0.2, 0.0)
        """
        if not self.log:
            return (value - self.low) / (self.high - self.low)
        return math.log(value / self.low) / math.log(self.high / self.low) if value > 0 else 0.0

    def ticks(self, most: int) -> list[float]:
        """Give the figures that get a line: powers of ten, or round steps from zero.

        >>> Scale(10, 100000, True).ticks(3), Scale(0, 9000, False).ticks(4)
        ([10, 1000, 100000], [0.0, 2000.0, 4000.0, 6000.0, 8000.0])
        """
        if not self.log:
            step = nice_step(self.high, most)
            return [step * place for place in range(int(self.high / step + 1e-9) + 1)]
        first, last = round(math.log10(self.low)), round(math.log10(self.high))
        each = max(1, math.ceil((last - first + 1) / most))
        return [10**power for power in range(first, last + 1, each)]


def scale_of(spots: Iterable[Spot]) -> Scale:
    """Give the one scale that holds all figures of a panel."""
    values = [value for spot in spots for value in spot.values]
    above = [value for value in values if value > 0]
    most, least = max(above, default=1.0), min(above, default=1.0)
    if most / least <= _LOG_FROM:
        return Scale(0.0, most, False)
    return Scale(10.0 ** math.floor(math.log10(least)), 10.0 ** math.ceil(math.log10(most)), True)


def short(value: float) -> str:
    """Write a figure of the scale shortly.

    >>> short(10**7), short(2.5e9), short(500)
    ('10 million', '2.5 billion', '500')
    """
    for unit, word in _WORDS:
        if value >= unit:
            return f"{number(value / unit)}{word}"
    return number(value)


@dataclass(frozen=True)
class Strip:
    """A scale laid between two px, with room for an arrow at its right end."""

    scale: Scale
    left: float
    right: float

    def x(self, value: float) -> float:
        """Give the px of a figure."""
        return self.left + self.scale.at(value) * (self.right - _ARROW - 6 - self.left)


def draw_scale(page: Page, strip: Strip, y: float, top: float, bottom: float) -> None:
    """Draw the lines of the scale with as many of its figures as stand beside each other."""
    size, palette = page.canvas.text, page.canvas.palette
    free = strip.right + size * 2
    for tick in reversed(strip.scale.ticks(max(2, int((strip.right - strip.left) / (size * 6))))):
        x, wide = strip.x(tick), text_width(short(tick), size)
        page.line(x, top, x, bottom, palette.rule if tick == 0 else palette.hair)
        if x + wide / 2 < free - 6 and x + wide / 2 <= page.canvas.width:
            page.texts.add(short(tick), x, y, palette.ink2, centre=True)
            free = x - wide / 2


def draw_spots(page: Page, strip: Strip, spots: tuple[Spot, ...], y: float, tall: float, colour: str) -> None:
    """Draw the newest figure in its form and the others as ticks; ranges and bounds as such."""
    palette, mark = page.canvas.palette, min(_MARK, tall * 0.6)
    for spot in spots[1:]:
        for value in spot.values:
            if spot.counted:
                page.line(strip.x(value), y - mark * 0.7, strip.x(value), y + mark * 0.7, colour, 1.4)
            else:
                page.blocks.ring(strip.x(value), y, mark * 0.7)
    if not spots:
        return
    spot = spots[0]
    if spot.low is not None and spot.high is not None:
        low, high = strip.x(spot.low), strip.x(spot.high)
        page.blocks.add(low, y - 4, high - low, 8, mix(colour, palette.bg, 0.3))
        for x in (low, high):
            page.blocks.add(x - 1, y - 8, 2, 16, colour)
    best = spot.best if spot.best is not None else _one_end(spot)
    if best is None:
        return
    _mark(page, spot, strip, best, y, mark, colour)
    if spot.bound:
        _arrow(
            page, strip.x(best) + spot.bound * (mark / 2 + 1), y, spot.bound, colour if spot.counted else palette.ink3
        )


def _one_end(spot: Spot) -> float | None:
    return spot.values[0] if len(spot.values) == 1 else None


def _mark(page: Page, spot: Spot, strip: Strip, value: float, y: float, mark: float, colour: str) -> None:
    x = strip.x(value)
    if not spot.counted or value == 0:
        page.blocks.ring(x, y, mark)
    else:
        page.blocks.form(spot.form, x - mark / 2, y - mark / 2, mark, mark, colour)


def _arrow(page: Page, x: float, y: float, way: int, colour: str) -> None:
    """Draw an arrow towards more (1) or less (-1)."""
    tip = x + way * _ARROW
    page.line(x, y, tip - way * 6, y, colour, 1.8)
    head = f"M{tip:.1f},{y:.1f}L{tip - way * 8:.1f},{y - 4:.1f}L{tip - way * 8:.1f},{y + 4:.1f}Z"
    page.shapes.append({"type": "path", "path": head, "fillcolor": colour, "line": {"width": 0}, "layer": "below"})
