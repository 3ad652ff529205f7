"""The time axis of a picture: days to px, real calendar ticks, bins, and plans beyond the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from components.charts.measure import text_width
from data.vocabulary import Precision
from data.wording import MONTHS

_EPOCH = date(1970, 1, 1).toordinal()
#: Plans may lie years ahead; more of them than this stay on the scale instead of behind a break.
MOST_LATER_YEARS = 5
_BREAK = 18.0
_LATER_SHARE = 0.12


class Unit(StrEnum):
    """A calendar unit of bins and ticks, finest first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_DAYS = {Unit.DAY: 1.0, Unit.WEEK: 7.0, Unit.MONTH: 30.4, Unit.QUARTER: 91.3, Unit.YEAR: 365.2}
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}
_COARSEST = {
    Unit.DAY: (Precision.DAY,),
    Unit.WEEK: (Precision.DAY,),
    Unit.MONTH: (Precision.DAY, Precision.MONTH),
    Unit.QUARTER: (Precision.DAY, Precision.MONTH, Precision.QUARTER),
    Unit.YEAR: tuple(Precision),
}


def number_of(day: date) -> int:
    """Give the day number that the axis counts in (1 January 1970 is 0).

    >>> number_of(date(1970, 1, 2))
    1
    """
    return day.toordinal() - _EPOCH


def day_of(number: float) -> date:
    """Give the day that a day number falls in."""
    return date.fromordinal(int(number // 1) + _EPOCH)


def precise_enough(precision: str, unit: Unit) -> bool:
    """Say whether a date known to `precision` can be counted in one bin of `unit`."""
    return precision in _COARSEST[unit]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis: where, what it says, and whether a line and bold type go with it."""

    px: float
    label: str
    strong: bool


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """A linear scale from `start` to `end` (day numbers, end excluded) over `left` to `right` px.

    Years in `later` stand behind a break, in slots of equal width that are not to scale; with
    `and_on` the last slot holds all years after it, too.
    """

    start: float
    end: float
    left: float
    right: float
    later: tuple[int, ...] = ()
    slot: float = 0.0
    and_on: bool = False

    @property
    def day_width(self) -> float:
        """Px of one day."""
        return (self.right - self.left) / (self.end - self.start)

    @property
    def edge(self) -> float:
        """The rightmost px in use, slots of later years included."""
        return self.right + (_BREAK + self.slot * len(self.later) if self.later else 0.0)

    def px(self, day: float) -> float:
        """Give the px of a day number, clipped to the axis; later years fall into their slots."""
        if day <= self.end or not self.later:
            inside = min(max(day, self.start), self.end)
            return self.left + (inside - self.start) * self.day_width
        return self._later_px(day)

    def pixels(self, days: Sequence[float]) -> list[float]:
        """Give the px of many day numbers at once."""
        start, end, left, width = self.start, self.end, self.left, self.day_width
        return [
            self._later_px(day)
            if day > end and self.later
            else left + ((start if day < start else end if day > end else day) - start) * width
            for day in days
        ]

    def slot_label(self, year: int) -> str:
        """Say which years a slot holds."""
        return f"{year}+" if self.and_on else str(year)

    def slots(self) -> Iterator[tuple[int, float]]:
        """List the years behind the break with the left px of their slots."""
        return ((year, self.right + _BREAK + i * self.slot) for i, year in enumerate(self.later))

    def _later_px(self, day: float) -> float:
        # The end of a period is the first day after it: a hair earlier keeps it in its own year.
        at = day_of(day - 0.01)
        slot = next((left for year, left in self.slots() if year >= at.year), self.edge - self.slot)
        first = number_of(date(at.year, 1, 1))
        share = (day - first) / (number_of(date(at.year + 1, 1, 1)) - first)
        return slot + share * (self.slot - 8)


def time_axis(
    extents: Sequence[tuple[int, int]], first: date | None, last: date | None, cut_off: date, left: float, right: float
) -> TimeAxis:
    """Fit an axis to the extents of events (day numbers, ends excluded) within the chosen days.

    Plans that begin after the year of the cut-off move behind a break where they would stretch the
    axis by more than an eighth.
    """
    start, end = _clipped(extents, first, last)
    turn = number_of(date(cut_off.year + 1, 1, 1))
    ahead = [extent for extent in extents if extent[0] >= turn]
    years = tuple(sorted({day_of(begin).year for begin, _ in ahead}))
    stretched = start < turn and end - turn > _LATER_SHARE * (end - start)
    if not stretched or not years or len(years) > MOST_LATER_YEARS:
        return TimeAxis(*_padded(start, end, first, last), left, right)
    near = [extent for extent in extents if extent[0] < turn]
    if not near:
        return TimeAxis(*_padded(start, end, first, last), left, right)
    near_start, near_end = _clipped(near, first, last)
    slot, narrow = 44.0, right - left < 500
    and_on = narrow and len(years) > 1
    years = years[:1] if narrow else years
    begin, finish = _padded(near_start, min(near_end, turn), first, None)
    return TimeAxis(begin, min(finish, turn), left, right - _BREAK - slot * len(years), years, slot, and_on)


def _clipped(extents: Sequence[tuple[int, int]], first: date | None, last: date | None) -> tuple[int, int]:
    start, end = min(begin for begin, _ in extents), max(finish for _, finish in extents)
    if first is not None:
        start = max(start, number_of(first))
    if last is not None:
        end = min(end, number_of(last) + 1)
    return start, max(end, start + 1)


def _padded(start: float, end: float, first: date | None, last: date | None) -> tuple[float, float]:
    """Leave a little air, but begin and end on the chosen days where the events come near them."""
    air = max(0.012 * (end - start), (3 - (end - start)) / 2, 0.3)
    begin, finish = start - air, end + air
    if first is not None and end - start > 3 and abs(begin - number_of(first)) < 4 * air:
        begin = number_of(first)
    if last is not None and end - start > 3 and abs(finish - number_of(last) - 1) < 4 * air:
        finish = number_of(last) + 1
    return begin, finish


def starts(unit: Unit, start: float, end: float) -> list[int]:
    """List the first days of the units that touch a range, in order; weeks begin on Monday.

    >>> [day_of(n).isoformat() for n in starts(Unit.QUARTER, number_of(date(2024, 2, 5)), number_of(date(2024, 8, 1)))]
    ['2024-01-01', '2024-04-01', '2024-07-01']
    """
    first = day_of(start)
    if unit in (Unit.DAY, Unit.WEEK):
        step = int(_DAYS[unit])
        begin = number_of(first) - (first.weekday() if unit is Unit.WEEK else 0)
        return list(range(begin, -int(-end // 1), step))
    step = _MONTHS[unit]
    month = first.year * 12 + (first.month - 1) // step * step
    found: list[int] = []
    while (day := number_of(date(month // 12, month % 12 + 1, 1))) < end:
        found.append(day)
        month += step
    return found


def bin_unit(axis: TimeAxis, least: float) -> Unit:
    """Choose the finest unit whose bins are at least so many px wide; days only in short views."""
    for unit, days in _DAYS.items():
        if unit is Unit.DAY and axis.end - axis.start > 45:
            continue
        if days * axis.day_width >= least:
            return unit
    return Unit.YEAR


@lru_cache(maxsize=64)
def ticks(axis: TimeAxis, size: float) -> tuple[Tick, ...]:
    """Give the ticks of an axis for text of a size in px; none of the labels touch.

    The first tick always names its year.
    """
    found = list(_strong(axis, size))
    taken = [_extent(tick, size) for tick in found]
    for tick in _weak(axis, size):
        extent = _extent(tick, size)
        if extent[1] <= axis.right and all(extent[1] < a or extent[0] > b for a, b in taken):
            found.append(tick)
            taken.append(extent)
    found.sort(key=lambda tick: tick.px)
    return tuple(found)


def _extent(tick: Tick, size: float) -> tuple[float, float]:
    return tick.px - 6, tick.px + text_width(tick.label, size, weight=600) + 8


def _level(axis: TimeAxis, size: float) -> Unit:
    """Choose what the small ticks are: the finest unit with room for its labels."""
    room = {Unit.DAY: 3.2 * size, Unit.WEEK: 3.6 * size, Unit.MONTH: 2.8 * size, Unit.QUARTER: 2.8 * size}
    return next((unit for unit, least in room.items() if _DAYS[unit] * axis.day_width >= least), Unit.YEAR)


def _strong(axis: TimeAxis, size: float) -> Iterator[Tick]:
    level = _level(axis, size)
    if level in (Unit.DAY, Unit.WEEK):
        at = [n for n in starts(Unit.MONTH, axis.start, axis.end) if n >= axis.start]
        named = [(n, f"1 {MONTHS[day_of(n).month - 1]} {day_of(n).year}") for n in at]
    else:
        at = [n for n in starts(Unit.YEAR, axis.start, axis.end) if n >= axis.start]
        named = [(n, str(day_of(n).year)) for n in at]
        step = _year_step(axis, size)
        named = [(n, label) for n, label in named if int(label) % step == 0] or named[:1]
    if named and axis.px(named[-1][0]) + text_width(named[-1][1], size, weight=600) + 3 > axis.right:
        named = named[:-1]
    return (Tick(axis.px(n), label, True) for n, label in named)


def _year_step(axis: TimeAxis, size: float) -> int:
    width = _DAYS[Unit.YEAR] * axis.day_width
    return next((step for step in (1, 2, 5, 10, 20, 50, 100) if step * width >= 3.4 * size), 500)


def _weak(axis: TimeAxis, size: float) -> Iterator[Tick]:
    level = _level(axis, size)
    days = [n for n in starts(level, axis.start, axis.end) if n >= axis.start] if level is not Unit.YEAR else []
    if not days:
        days = [-int(-axis.start // 1)]
    first_strong = next((tick.px for tick in _strong(axis, size)), float("inf"))
    for i, number in enumerate(days):
        px = axis.px(number)
        lead = i == 0 and px < first_strong
        yield Tick(px, _name(day_of(number), level, with_year=lead), False)


def _name(day: date, level: Unit, *, with_year: bool) -> str:
    name = MONTHS[day.month - 1]
    if level in (Unit.DAY, Unit.WEEK):
        name = f"{day.day} {name}"
    return f"{name} {day.year}" if with_year or level is Unit.YEAR else name
