"""What bars of rival figures show: columns with their steps, gaps, and the scale they stand on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from data.trade_figures import Standing


@dataclass(frozen=True)
class Step:
    """A figure for a part of a year: where it begins and ends within the year (0 to 1) and its words."""

    value: float
    end: float
    form: Standing
    bound: int
    text: str
    period: str
    start: float = 0.0


@dataclass(frozen=True)
class Column:
    """What one origin says of one year: a whole, steps towards it, or steps only.

    `ticks` are figures of other origins for the same year with their words, drawn as lines across. An
    empty `colour` is that of the page. `worked_out` says that two rows made the figure, `missing`
    why there is none.
    """

    year: int
    name: str
    whole: float | None
    form: Standing
    counted: bool
    bound: int
    text: str
    steps: tuple[Step, ...]
    focus: tuple[str, str]
    hover: str
    colour: str = ""
    ticks: tuple[tuple[float, str], ...] = ()
    leads: bool = True
    worked_out: bool = False
    missing: str = ""

    @property
    def height(self) -> float:
        """The highest value the column reaches, other origins' included."""
        steps = [*(step.value for step in self.steps), *(value for value, _ in self.ticks)]
        return max(steps if self.whole is None else [self.whole, *steps], default=0.0)

    @property
    def least(self) -> float:
        """The lowest value above zero in the column; infinite where there is none."""
        values = [*(step.value for step in self.steps), *(value for value, _ in self.ticks), self.whole or 0]
        return min((value for value in values if value > 0), default=math.inf)

    @property
    def last(self) -> Step | None:
        """The step that speaks for a column without a whole: the one that reaches furthest."""
        return max(self.steps, key=lambda step: step.end, default=None) if self.whole is None else None

    @property
    def label(self) -> str:
        """The figure in words."""
        return self.text if self.last is None else self.last.text

    @property
    def about(self) -> str:
        """The origin, with the period where it is not the whole year."""
        return self.name if self.last is None else f"{self.last.period}, {self.name}"

    @property
    def line(self) -> str:
        """Figure, months and origin in one line."""
        return f"{self.label}  {self.name}".rstrip() if self.last is None else f"{self.label} · {self.about}"


@dataclass(frozen=True)
class Gap:
    """Years without a figure, and the words for it, at length and short."""

    first: int
    last: int
    words: str
    short: str = ""


@dataclass(frozen=True)
class Scale:
    """Values to px upwards from `floor`: from zero on a linear scale, from `least` on a logarithmic one."""

    floor: float
    room: float
    most: float
    least: float = 0.0

    @property
    def log(self) -> bool:
        """Whether the scale is logarithmic."""
        return self.least > 0

    def y(self, value: float) -> float:
        """Give the px of a value; what a logarithmic scale cannot reach stands at its floor."""
        if not self.log:
            return self.floor + value / self.most * self.room
        share = math.log(max(value, self.least) / self.least) / math.log(self.most / self.least)
        return self.floor + share * self.room


def bounds(column: Column) -> int:
    """Give which way the figure of a column bounds (1, -1 or 0)."""
    return column.bound if column.last is None else column.last.bound


def runs(years: list[int]) -> list[tuple[int, int]]:
    """Join consecutive years.

    >>> runs([2002, 2003, 2007, 2022])
    [(2002, 2003), (2007, 2007), (2022, 2022)]
    """
    starts = [0, *(at + 1 for at, (a, b) in enumerate(pairwise(years)) if b != a + 1)]
    return [(years[a], years[b - 1]) for a, b in zip(starts, [*starts[1:], len(years)], strict=True)] if years else []
