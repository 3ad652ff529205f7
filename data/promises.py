"""What was planned or promised for a day, and what became of it: came about, late, still open or not heard of.

A promise is a milestone with a planned date, a planned event that was announced before its dates, or
a number planned for a day after the one on which it was said. Slip is counted from the end of the
promised period; where the outcome is still open it is only a least. An outcome counts only where the
tables link it to the promise.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from data.vocabulary import Precision, Term
from data.wording import counted, day, month

_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}


class Standing(Term):
    """How a promise stands on the day."""

    COMING = "coming", "Still to come"
    OPEN = "open", "Passed, outcome open"
    SETTLED = "settled", "Passed, outcome known"


class Kind(Term):
    """From which table a promise comes."""

    MILESTONE = "milestone", "milestone"
    EVENT = "event", "planned event"
    NUMBER = "number", "planned number"


#: Slips of more whole years than this are written in years.
_DAYS_UP_TO_YEARS = 2


@dataclass(frozen=True, slots=True)
class Slip:
    """How late an outcome is, in days after the end of the promised period.

    `least` is the fewest days and `most` the most, as finely as the outcome's date is known; without
    an outcome `most` is None and `least` runs to the day of the reading.
    """

    least: int
    most: int | None

    @property
    def words(self) -> str:
        """Say the slip.

        >>> Slip(33, 33).words, Slip(3, 33).words, Slip(148, None).words, Slip(0, 0).words, Slip(-4, -4).words
        ('33 days late', 'at least 3 days late', 'at least 148 days late', 'on time', 'on time')
        >>> Slip(-10, 20).words, Slip(9460, None).words
        ('up to 20 days late', 'at least 25 years late')
        """
        if self.most is None:
            return f"at least {_length(self.least)} late"
        if self.most <= 0:
            return "on time"
        if self.least == self.most:
            return f"{counted(self.most, 'day')} late"
        return f"at least {_length(self.least)} late" if self.least > 0 else f"up to {counted(self.most, 'day')} late"


def _length(days: int) -> str:
    """Write a least number of days; beyond two years in whole years, rounded down, so that it stays a least."""
    years = int(days / 365.25)
    return counted(years, "year") if years > _DAYS_UP_TO_YEARS else counted(days, "day")


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise and its outcome on the day of the reading.

    `start` and `end` bound the promised period. `outcome` are the first and last day on which it may
    have come about; `heard` is the last dated row of its project. `state` says all of it in words.
    `counted` is False for numbers of unnamed officials and news.
    """

    id: str
    kind: Kind
    event_id: str
    subject: str
    what: str
    start: date
    end: date
    when: str
    said: date | None
    standing: Standing
    outcome: tuple[date, date] | None
    slip: Slip | None
    heard: date | None
    state: str
    source_id: str
    counted: bool = True

    @property
    def name(self) -> str:
        """Subject and promise in one line."""
        return f"{self.subject}: {self.what}"


def period(last: date, precision: str) -> tuple[date, date]:
    """Give the first and last day of what a date known to a precision may mean.

    >>> period(date(2026, 3, 31), "quarter")
    (datetime.date(2026, 1, 1), datetime.date(2026, 3, 31))
    >>> period(date(2024, 11, 10), "month")
    (datetime.date(2024, 11, 1), datetime.date(2024, 11, 30))
    """
    if precision == Precision.DAY or not precision:
        return last, last
    months = _MONTHS[Precision(precision)]
    first = date(last.year, (last.month - 1) // months * months + 1, 1)
    end = first.month + months - 1
    return first, date(last.year, end, calendar.monthrange(last.year, end)[1])


def slip(end: date, outcome: tuple[date, date] | None, today: date) -> Slip:
    """Count how late an outcome is, or at least is by `today` where there is none.

    >>> slip(date(2022, 9, 30), (date(2022, 11, 2), date(2022, 11, 2)), date(2026, 1, 1))
    Slip(least=33, most=33)
    >>> slip(date(2026, 6, 30), None, date(2026, 11, 25))
    Slip(least=148, most=None)
    """
    if outcome is None:
        return Slip((today - end).days, None)
    return Slip((outcome[0] - end).days, (outcome[1] - end).days)


def standing_on(end: date, today: date, *, settled: bool) -> Standing:
    """Say how a promise stands on a day."""
    if settled:
        return Standing.SETTLED
    return Standing.COMING if end >= today else Standing.OPEN


def until(end: date, today: date) -> str:
    """Say in how many days a promise is due."""
    days = (end - today).days
    return f"due in {counted(days, 'day')}" if days else "due today"


def silence(heard: date | None, end: date) -> str:
    """Say since when nothing is heard of a promise, or that its project goes on without word of it."""
    if heard is None:
        return "not heard of, no dated row"
    if heard <= end:
        return f"not heard of since {day(heard)}"
    return f"no outcome known; project last heard of {month(heard)}"
