"""Where numbers under a timeline stand: the px of days and values, and the values of the grid."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from components.charts.time_axis import TimeAxis, number_of
from components.theme import Palette
from data.periods import period_end, period_start
from data.series import bound
from data.trails import Statement
from data.wording import number

#: Px of marks and of upright arrows of a bound (the look guide's marks).
MARK, ARROW = 9.0, 19.0
_NOMINAL = (1, 2, 2.5, 5, 10)
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Words:
    """What stands at a statement: its label beside the mark, and what hovering says."""

    label: str
    hover: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Where the numbers stand: px from `top` to `base`, values from 0 to `most`, on a time axis."""

    axis: TimeAxis
    top: float
    base: float
    most: float
    text: float
    palette: Palette
    until: float

    def y(self, value: float) -> float:
        """Give the px of a value."""
        return self.base - value / self.most * (self.base - self.top)

    def span(self, statement: Statement) -> tuple[float, float]:
        """Give the px at which the day, month, quarter or year of a statement begins and ends."""
        first, last = (at(statement.as_of, statement.precision) for at in (period_start, period_end))
        return self.axis.px(number_of(first)), self.axis.px(number_of(last) + 1)

    def x(self, statement: Statement) -> float:
        """Give the px of a statement's mark: mid-day, or the middle of what the axis shows of its period."""
        left, right = self.span(statement)
        return (left + right) / 2


def top_value(statements: Iterable[Statement]) -> float:
    """Give the round value at the top of the axis, with a little air over the highest statement.

    >>> top_value([])
    1.0
    """
    highest = max((statement.highest for statement in statements), default=0.0)
    if highest <= 0:
        return 1.0
    wanted = highest * 1.12
    power = 10.0 ** math.floor(math.log10(wanted))
    steps = (share * power / 2 for share in range(2, 41))
    return next(step for step in steps if step >= wanted)


def grid_values(most: float, height: float, text: float) -> list[float]:
    """List the values of the grid, from 0: round steps, at least two and a half lines of text apart."""
    lines = max(int(height / (2.6 * text)), 1)
    rough = most / lines
    power = 10.0 ** math.floor(math.log10(rough))
    steps = [nominal * power for nominal in _NOMINAL]
    step = next((step for step in steps if rough * 0.999 <= step <= most * 1.001), 0.0) or max(
        step for step in steps if step <= most * 1.001
    )
    return [step * at for at in range(int(most / step + 1e-6) + 1)]


def value_words(value: float) -> str:
    """Write a value of the axis short.

    >>> value_words(2_500_000), value_words(500.0)
    ('2.5 million', '500')
    """
    return f"{value / _MILLION:g} million" if value >= _MILLION else number(value)


def way_of(said: Statement) -> int:
    """Give 1 where more is meant, -1 where less is, 0 for neither; open ends count as bounds."""
    way = bound(said.qualifier or "")
    if way or said.best is not None or said.ranged:
        return way
    return 1 if said.high is None else -1 if said.low is None else 0
