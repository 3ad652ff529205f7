"""The px of claim panels: how the height is shared, what each panel's scale is, and where things stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.charts.bars import nice_step
from components.charts.measure import text_width, wrap
from components.exhibits.contract import Canvas
from data.wording import number

#: From this width on headings stand left of the panels and headlines at their right.
_WIDE = 880
#: A panel that would be lower than this (in text sizes) on the common scale gets one of its own.
_LEAST = 2.7
#: By how much the number of a headline is larger than the text of a picture.
HEADLINE_SIZE = 9
#: Px that an arrow over the highest mark of a panel needs.
ARROW_ROOM = 22.0


def count_words(value: float) -> str:
    """Write a number of an axis, millions as words.

    >>> count_words(15_000_000), count_words(500).replace(chr(0x2009), " ")
    ('15 million', '500')
    """
    return f"{number(value / 1e6)} million" if value >= 1e6 else number(value)


@dataclass(frozen=True, slots=True)
class Demand:
    """What a panel needs: its highest number, its unit, how many numbers it holds and what stands beside them.

    `falls` says that an arrow towards less may reach below its baseline.
    """

    heading: str
    foot: str
    unit: str
    peak: float
    count: int
    arrow: bool
    headline: str
    apart: bool = False
    falls: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A panel in px: where it begins, its ceiling and baseline, px per unit, and whether that is its own scale.

    `lines` are the numbers that get a level line, zero first.
    """

    top: float
    ceiling: float
    base: float
    scale: float
    own: bool
    lines: tuple[float, ...] = (0.0,)

    def y(self, value: float) -> float:
        """Give the px of a number."""
        return self.base - value * self.scale


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture of panels in px: the plot from `left` to `right`, and the panels' bands."""

    canvas: Canvas
    left: float
    right: float
    bands: tuple[Band, ...]
    wide: bool

    @property
    def base(self) -> float:
        """The baseline of the last panel, which carries the time axis."""
        return self.bands[-1].base

    @property
    def column(self) -> float:
        """The left px of the headlines beside the panels."""
        return self.right + self.canvas.text * 2.4


def sheet(demands: Sequence[Demand], canvas: Canvas, *, milestones: bool = False) -> Sheet:
    """Share the canvas out among panels; those of the commonest unit keep one scale while all stay readable."""
    size, wide = canvas.text, canvas.width >= _WIDE
    column = max((_column(demand, size) for demand in demands if demand.headline), default=0.0) if wide else 0.0
    labels = max(text_width(count_words(demand.peak), size) for demand in demands)
    left = (size * 8.2 if wide else 0.0) + labels + 10
    foot, top = size * 2.0, size * (1.7 if milestones or (wide and column) else 0.3)
    heads = [_head(demand, canvas, wide) for demand in demands]
    between = size * (1.3 if wide else 0.9)
    gaps = [between + ARROW_ROOM * (demand.falls and not wide) for demand in demands[:-1]]
    free = canvas.height - foot - top - sum(heads) - sum(gaps)
    heights, own = _heights(demands, free, size * _LEAST)
    common = max((place for place, apart in enumerate(own) if not apart), key=heights.__getitem__, default=-1)
    shared = _step(demands[common].peak, heights[common], size) if common >= 0 else 0.0
    bands = []
    for demand, head, height, apart, gap in zip(demands, heads, heights, own, [*gaps, 0.0], strict=True):
        base = top + head + height
        # Panels of one scale have the same lines, unless the first would lie over the highest mark.
        step = _step(demand.peak, height, size) if apart or shared > demand.peak else shared
        bands.append(Band(top, top + head, base, height / demand.peak, apart, _lines(demand.peak, step)))
        top = base + gap
    return Sheet(canvas, left, canvas.width - 6.0 - column, tuple(bands), wide)


def _column(demand: Demand, size: float) -> float:
    """Give the px that headlines need beside the panels, from the end of the plot."""
    return max(size * 15, size * 2.4 + 18 + text_width(demand.headline, size + HEADLINE_SIZE, weight=600))


def _head(demand: Demand, canvas: Canvas, wide: bool) -> float:
    """Give the px over the highest mark: for its arrow or half of itself, and for headings that stand above."""
    room = ARROW_ROOM if demand.arrow else 8.0
    if wide:
        return room
    lines = 1 + bool(demand.headline and canvas.narrow)
    return max(room, 6.0) + lines * canvas.text * 1.35


def _heights(demands: Sequence[Demand], free: float, least: float) -> tuple[list[float], list[bool]]:
    """Share out the free height: in proportion to the peaks, but no panel lower than is readable.

    Says of each panel whether its scale is its own.
    """
    units = [demand.unit for demand in demands]
    common = max(dict.fromkeys(units), key=units.count)
    shared = {place for place, unit in enumerate(units) if unit == common and not demands[place].apart}
    apart = max(least, min(free / len(demands), least * 1.6))
    while len(shared) > 1 or (shared and len(demands) == 1):
        rest = free - apart * (len(demands) - len(shared))
        total = sum(demands[place].peak for place in shared)
        lowest = min(shared, key=lambda place: demands[place].peak)
        if rest * demands[lowest].peak / total >= least:
            heights = [rest * demand.peak / total if place in shared else apart for place, demand in enumerate(demands)]
            return heights, [place not in shared for place in range(len(demands))]
        shared.discard(lowest)
    weights = [2.0 + min(demand.count, 12) / 2 for demand in demands]
    return [free * weight / sum(weights) for weight in weights], [len(demands) > 1] * len(demands)


def _step(peak: float, height: float, text: float) -> float:
    """Give the distance of level lines, such that one lies under the highest mark.

    >>> _step(6000, 120, 12), _step(15000, 40, 12), _step(5, 80, 12)
    (2000.0, 10000.0, 2.0)
    """
    count = max(1, min(4, int(height / (text * 2.3))))
    # A step over the peak would leave zero alone.
    step = next(step for more in range(count, count + 4) if (step := nice_step(peak, more)) <= peak)
    # Persons, containers and shells come whole.
    return max(float(int(step)), 1.0) if peak >= 1 else step


def _lines(peak: float, step: float) -> tuple[float, ...]:
    return tuple(round(step * place, 10) for place in range(int(peak / step + 1e-9) + 1))


def heading_lines(heading: str, canvas: Canvas) -> list[str]:
    """Break the heading of a panel for the column left of it."""
    return wrap(heading, canvas.text * 7.4, canvas.text + 1, weight=600)
