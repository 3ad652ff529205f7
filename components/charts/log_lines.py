"""Lines of a log or linear scale: their marks, and where their labels find room."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from components.charts.bars import nice_step
from components.charts.measure import text_width
from data.wording import NO_FIGURE, number

#: Length of the arrow of a bound, and of the hatch of a line without a number.
ARROW, HATCH = 26.0, 24.0


@dataclass(frozen=True, slots=True)
class Spot:
    """One number on a line: where it stands, how it looks, and what a click on it opens.

    `low` and `high` are the ends of what was said; they differ for a range.
    `arrow` is 1 towards more, -1 towards less, 0 without a bound; `solid` numbers are bars on a scale from zero.
    """

    id: str
    value: float
    symbol: str
    size: float
    colour: str
    hover: str
    focus: tuple[str, str]
    low: float
    high: float
    arrow: int = 0
    solid: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a label: a number in bold, or words in the muted colour."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class ScaleLine:
    """One line: its name, at most two marks, and one label a mark.

    A `silent` line is hatched and says that there is no public figure. `rank` says how soon the line
    gives way where room is short, the highest first. An `inset` line is a part of what `whole` names, and
    names that itself where the line of the whole gave way.
    """

    name: str
    spots: tuple[Spot, ...]
    labels: tuple[tuple[Run, ...], ...]
    silent: bool = False
    inset: bool = False
    whole: str = ""
    strong: bool = False
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers to px, from `low` (log scales have no zero) up to `high`."""

    linear: bool
    low: float
    high: float
    left: float
    length: float = 1.0

    def share(self, value: float) -> float:
        """Give the part of the length at which a number stands."""
        if self.linear:
            return max(value, 0.0) / self.high
        return max(0.0, math.log10(max(value, self.low) / self.low) / math.log10(self.high / self.low))

    def px(self, value: float) -> float:
        """Give the px at which a number stands."""
        return self.left + self.share(value) * self.length


def places(line: ScaleLine, scale: Scale, right: float, size: float) -> list[tuple[float, tuple[Run, ...]]] | None:
    """Give the left ends of a line's labels beside their marks, None where there is no room for one of them.

    Of two marks the lower has its label to the left and the upper to the right, where that fits, or each
    to its right; else all that is said stands to the right of both, or to the left. On a scale from zero
    all stands to the right, because bars are on the left.
    """
    if not line.spots:
        return []
    spots = sorted(zip(line.spots, line.labels, strict=True), key=lambda spot: spot[0].value)
    (lower, low_label), (upper, high_label) = spots[0], spots[-1]
    start = scale.left + (silent_width(size) if hatched(line, scale, size) else 0)
    left, end, whole = _before(lower, scale), after(upper, scale), joined_label(line, scale, size)
    ways: list[list[tuple[float, tuple[Run, ...]]]] = []
    if len(spots) == 2 and not scale.linear:
        ways.append([(left - runs_width(low_label, size), low_label), (end, high_label)])
        if after(lower, scale) + runs_width(low_label, size) <= _before(upper, scale):
            ways.append([(after(lower, scale), low_label), (end, high_label)])
    ways.append([(end, whole)])
    if not scale.linear:
        ways.append([(left - runs_width(whole, size), whole)])
    fits = (way for way in ways if all(x >= start and x + runs_width(runs, size) <= right for x, runs in way))
    return next(fits, None)


def hatched(line: ScaleLine, scale: Scale, size: float) -> bool:
    """Say whether a silent line has room for its hatch and words before its first mark."""
    first = min((_before(spot, scale) for spot in line.spots), default=float("inf"))
    return line.silent and first >= scale.left + silent_width(size)


def joined_label(line: ScaleLine, scale: Scale, size: float) -> tuple[Run, ...]:
    """Give all that a line says as one label, with its silence where the hatch has no room."""
    runs: list[Run] = []
    for label in line.labels:
        runs += [Run("  ·  "), *label] if runs else label
    silence = line.silent and not hatched(line, scale, size)
    return (*runs, Run(f"  ·  handled: {NO_FIGURE}")) if silence else tuple(runs)


def _before(spot: Spot, scale: Scale) -> float:
    return scale.px(spot.value) - 12.0 - (ARROW if spot.arrow < 0 else 0)


def after(spot: Spot, scale: Scale) -> float:
    """Give the px at which words to the right of a mark begin."""
    return scale.px(spot.value) + 9.0 + (ARROW if spot.arrow > 0 else 0)


def silent_width(size: float) -> float:
    """Give the px that the hatch and words of a line without a number take."""
    return HATCH + 6 + text_width(NO_FIGURE, size) + 4


def scale_ticks(scale: Scale, size: float) -> list[float]:
    """Give the round numbers of a scale: powers of ten, or equal steps from zero."""
    if scale.linear:
        step = nice_step(scale.high, max(1, min(5, int(scale.length / (size * 7)))))
        return [step * at for at in range(int(scale.high / step + 1e-9) + 1)]
    first, last = round(math.log10(scale.low)), math.floor(math.log10(scale.high) + 1e-9)
    return [10.0**power for power in range(first, last + 1)]


def short_number(value: float) -> str:
    """Write a round number of a scale.

    >>> short_number(100_000).replace("\u2009", " "), short_number(25_000_000), short_number(2e9)
    ('100 000', '25 million', '2 billion')
    """
    for floor, word in ((1e9, "billion"), (1e6, "million")):
        if value >= floor:
            return f"{number(value / floor)} {word}"
    return number(value)


@lru_cache(maxsize=2048)
def runs_width(runs: tuple[Run, ...], size: float) -> float:
    """Give the px that a label takes."""
    return sum(text_width(run.text, size, weight=600 if run.bold else 400) for run in runs)
