"""Lines of a log or linear scale: their marks, and where their labels find room."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from components.charts.bars import nice_step
from components.charts.measure import text_width
from data.wording import NO_FIGURE, number

#: Length of the arrow of a bound, and of the hatch of a line without a number.
ARROW, HATCH = 26.0, 24.0
#: Words behind a number that say one whole year, or the year in which it was said.
_ONE_YEAR = re.compile(r"\s*(?:for |said )?(?P<year>\d{4})(?:, said .*)?")


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


def places(
    line: ScaleLine, scale: Scale, right: float, size: float, *, taken: float | None = None
) -> list[tuple[float, tuple[Run, ...]]] | None:
    """Give the left ends of a line's labels beside their marks, None where there is no room for one of them.

    Of two marks the lower has its label to the left and the upper to the right, where that fits, or each
    to its right; else all that is said stands to the right of both, or to the left. On a scale from zero
    all stands to the right, because bars are on the left. `taken` are the px of the silence before them.
    """
    return _placed(line, line.labels, scale, right, size, silence_taken(line, scale, size) if taken is None else taken)


def short_places(
    line: ScaleLine, scale: Scale, right: float, size: float, *, taken: float
) -> list[tuple[float, tuple[Run, ...]]]:
    """Give the same with fewer words: "for", "said" and the like go first, then all but the number.

    A number is never cut, "380…" would be another one; where not even numbers have room, they stand to the right.
    """
    for short in (_with_years, _undated, _number):
        labels = tuple(tuple(short(label)) for label in line.labels)
        if (placed := _placed(line, labels, scale, right, size, taken)) is not None:
            return placed
    end = max(after(spot, scale) for spot in line.spots)
    return [(end, _joined(line, tuple(tuple(_number(label)) for label in line.labels), scale))]


def strain(line: ScaleLine, scale: Scale, right: float, size: float) -> int:
    """Tell how short of room a line is: 0 for none, 1 where words give way, 100 where not even the numbers fit."""
    if places(line, scale, right, size) is not None:
        return 0
    bare = tuple(tuple(_number(label)) for label in line.labels)
    taken = min(silence_taken(line, scale, size), HATCH + 6)
    return 100 if _placed(line, bare, scale, right, size, taken) is None else 1


def _with_years(label: tuple[Run, ...]) -> Iterator[Run]:
    """Shorten what stands behind a number to its year; months stay, because they are less than a year."""
    for at, run in enumerate(label):
        found = _ONE_YEAR.fullmatch(run.text) if at > _number_at(label) else None
        yield Run(f"  {found['year']}") if found else run


def _undated(label: tuple[Run, ...]) -> Iterator[Run]:
    """Leave a number and what it is; its year stands in the table and under the pointer."""
    yield from label[: _number_at(label) + 1]


def _number(label: tuple[Run, ...]) -> Iterator[Run]:
    """Leave the number alone; the form of its mark says what it is."""
    yield from (run for run in label if run.bold)


def _number_at(label: tuple[Run, ...]) -> int:
    return max((at for at, run in enumerate(label) if run.bold), default=-1)


def _placed(
    line: ScaleLine, said: tuple[tuple[Run, ...], ...], scale: Scale, right: float, size: float, taken: float
) -> list[tuple[float, tuple[Run, ...]]] | None:
    if not line.spots:
        return []
    spots = sorted(zip(line.spots, said, strict=True), key=lambda spot: spot[0].value)
    (lower, low_label), (upper, high_label) = spots[0], spots[-1]
    start, whole = scale.left + taken, _joined(line, said, scale)
    left, end = _before(lower, scale), after(upper, scale)
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


def silence_taken(line: ScaleLine, scale: Scale, size: float) -> float:
    """Give the px that the silence of a line takes before its first mark: hatch and words, or the hatch alone."""
    first = min((_before(spot, scale) for spot in line.spots), default=float("inf"))
    rooms = (silent_width(size), HATCH + 6) if line.silent else ()
    return next((room for room in rooms if first >= scale.left + room), 0.0)


def _joined(line: ScaleLine, said: tuple[tuple[Run, ...], ...], scale: Scale) -> tuple[Run, ...]:
    """Give all that a line says as one label, with its silence where not even the hatch has room."""
    runs: list[Run] = []
    for label in said:
        runs += [Run("  ·  "), *label] if runs else label
    first = min((_before(spot, scale) for spot in line.spots), default=float("inf"))
    silence = line.silent and first < scale.left + HATCH + 6
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
