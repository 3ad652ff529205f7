"""Statements as marks in px: where each stands, what it looks like, and what lies behind it."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from components.charts.claim_scale import Band
from components.charts.time_axis import TimeAxis, number_of
from components.exhibits.contract import Canvas, plain
from components.theme import PARTY_SYMBOLS
from data.arms import in_short
from data.trails import Clock, Statement, Step, Trail
from data.vocabulary import AsOfBasis, ClaimKind, Precision, Qualifier
from data.wording import coarse_day

_MORE = (Qualifier.AT_LEAST, Qualifier.OVER)
_LESS = (Qualifier.UP_TO, Qualifier.UNDER, Qualifier.NEARLY)
_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}
#: Marks nearer than this would hide one another; they stand side by side, so many px apart.
_HIDING, _APART = 5.0, 10.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A statement in px: its mark at `x`, `y`, its range from `low` to `high`, its coarse date from `start` to `end`.

    `trail` is the place of its trail in the panel, and `lead` says that the origin is that of the title.
    """

    statement: Statement
    trail: int
    lead: bool
    x: float
    y: float
    low: float
    high: float
    start: float
    end: float
    coarse: bool
    size: float

    @property
    def repeated(self) -> bool:
        """Whether the mark is only a tick on the line: the number had been said before."""
        return self.statement.step is Step.RESTATEMENT

    @property
    def plan(self) -> bool:
        """Whether the number is a plan or a limit and nothing that has happened."""
        return self.statement.kind in (ClaimKind.PLAN, ClaimKind.CAP)

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """Where marks stand, with their sizes: at the number, or small at both ends of a range without a best one."""
        if self.statement.best is None and self.statement.ranged:
            return (self.low, self.size * 0.68), (self.high, self.size * 0.68)
        return ((self.y, self.size),)

    @property
    def reach(self) -> tuple[float, float, float, float]:
        """The px that the mark, its range and its arrow cover: left, top, right, bottom."""
        half = max(self.size / 2, 8.0 if self.statement.ranged else 0.0)
        top, bottom = min(self.high, self.y - half), max(self.low, self.y + half)
        way = bound(self.statement)
        top -= 18.0 if way > 0 else 0.0
        bottom += 18.0 if way < 0 else 0.0
        return self.x - half, top, self.x + half, bottom


def bound(statement: Statement) -> int:
    """Say which way a number is open: 1 for more (at least, over), -1 for less (up to, under, nearly), else 0."""
    if statement.qualifier in _MORE:
        return 1
    if statement.qualifier in _LESS:
        return -1
    if statement.best is None and (statement.low is None) != (statement.high is None):
        return 1 if statement.high is None else -1
    return 0


def figure_words(statement: Statement) -> str:
    """Write the number of a statement with its range and bound, millions as words.

    Plain words: the caller makes them safe for plotly.
    """
    words = in_short(statement)
    return f"≈\u2009{words.removeprefix('about ')}" if statement.qualifier is Qualifier.ABOUT else words


def period(statement: Statement, clock: Clock, limit: date) -> tuple[date, date] | None:
    """Give the first and last day that the date of a statement may mean; None where it has none on that clock.

    What was said cannot have been said after `limit`; what is planned may lie beyond.
    """
    day = statement.day(clock)
    if day is None:
        return None
    months = _MONTHS.get(statement.day_precision(clock))
    if months is None or (clock is Clock.AS_OF and statement.basis is AsOfBasis.READ):
        return day, day
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    month = first.month + months - 1
    last = first.replace(month=month, day=calendar.monthrange(first.year, month)[1])
    past = statement.kind not in (ClaimKind.PLAN, ClaimKind.CAP) or clock is Clock.SAID_ON
    return first, min(last, limit) if past and limit >= first else last


def placed(
    trails: Sequence[Trail], band: Band, axis: TimeAxis, canvas: Canvas, *, clock: Clock, limit: date, lead: str
) -> tuple[Spot, ...]:
    """Place the statements of a panel; those that the clock cannot place are left out."""
    return _side_by_side([
        _spot(statement, place, (number_of(days[0]), number_of(days[1]) + 1), band, axis, canvas, lead, clock)
        for place, trail in enumerate(trails)
        for statement in trail.statements
        if (days := period(statement, clock, limit))
    ])  # fmt: skip


def _spot(
    statement: Statement,
    place: int,
    days: tuple[int, int],
    band: Band,
    axis: TimeAxis,
    canvas: Canvas,
    lead: str,
    clock: Clock,
) -> Spot:
    start, end = axis.px(days[0]), axis.px(days[1])
    full = (9.0 if canvas.narrow else 11.0) * (1.06 if canvas.text > 12 else 1.0)
    return Spot(
        statement=statement,
        trail=place,
        lead=bool(lead) and statement.origin_id == lead,
        x=(start + end) / 2,
        y=band.y(statement.value),
        low=band.y(statement.lowest),
        high=band.y(statement.highest),
        start=start,
        end=end,
        coarse=days[1] - days[0] > 1,
        size=full if statement.step is not Step.RESTATEMENT else full * 0.8,
    )


def _side_by_side(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """Move marks that would hide one another apart, evenly about where they stand."""
    groups: list[list[Spot]] = []
    for spot in sorted(spots, key=lambda one: (one.x, one.y)):
        near = (group for group in groups if abs(group[0].x - spot.x) < _HIDING and abs(group[0].y - spot.y) < _HIDING)
        group = next(near, None)
        if group is None:
            groups.append([spot])
        else:
            group.append(spot)
    return tuple(moved for group in groups for moved in _fanned(group))


def _fanned(group: list[Spot]) -> Iterator[Spot]:
    middle = (len(group) - 1) / 2
    for place, spot in enumerate(group):
        yield spot if len(group) == 1 else replace(spot, x=spot.x + (place - middle) * _APART)


def symbol(spot: Spot) -> str:
    """Name the plotly symbol of a mark: the party's, hollow where nobody counts it or its day is not given."""
    statement = spot.statement
    if not statement.counted:
        return "circle-open"
    if spot.repeated:
        return "line-ns-open"
    if spot.plan:
        return "square-open"
    shape = PARTY_SYMBOLS[statement.party]
    return f"{shape.removesuffix('-open')}-open" if statement.basis is AsOfBasis.READ else shape


def colour(spot: Spot, canvas: Canvas) -> str:
    """Give the colour of a mark: the party's, grey where the origin is not counted."""
    palette = canvas.palette
    return palette.party(spot.statement.party) if spot.statement.counted else palette.ink3


def hover(spot: Spot, before: Statement | None) -> str:
    """Write what a mark says under the pointer, safe for plotly."""
    statement = spot.statement
    said = coarse_day(statement.said_on, statement.said_precision)
    lines = [
        f"<b>{plain(statement.origin)}</b>: {figure_words(statement)}",
        plain(statement.scope),
        f"speaks of {statement.when(Clock.AS_OF)}".replace("speaks of day", "day"),
        f"said {said}" if statement.said_on else "day said not known",
        f"{statement.step.label} from {figure_words(before)}" if before and statement.step is Step.REVISION else "",
        statement.step.label if statement.step is Step.RESTATEMENT else "",
        statement.kind.label if spot.plan else "",
        "" if statement.counted else "shown, not counted",
    ]
    return "<br>".join(line for line in lines if line)
