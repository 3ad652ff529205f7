"""First and last days of the periods in which a coarse date lies."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from data.vocabulary import Precision


def period_start(day: date, precision: Precision) -> date:
    """Return the first day of the month, quarter or year of a day (for a day, itself).

    >>> period_start(date(2024, 11, 15), Precision.QUARTER)
    datetime.date(2024, 10, 1)
    """
    match precision:
        case Precision.DAY:
            return day
        case Precision.MONTH:
            return day.replace(day=1)
        case Precision.QUARTER:
            return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        case Precision.YEAR:
            return date(day.year, 1, 1)


def period_end(day: date, precision: Precision) -> date:
    """Return the last day of the month, quarter or year of a day (for a day, itself).

    >>> period_end(date(2024, 2, 1), Precision.MONTH)
    datetime.date(2024, 2, 29)
    """
    if precision is Precision.DAY:
        return day
    months = {Precision.MONTH: day.month, Precision.QUARTER: 3 * ((day.month + 2) // 3), Precision.YEAR: 12}
    month = months[precision]
    return date(day.year, month, monthrange(day.year, month)[1])
