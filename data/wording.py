"""Dates, numbers and lists in the words that every screen and file uses."""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterable
from datetime import date

import pandas as pd
from pandas.api.typing import NaTType

from data.vocabulary import DateQualifier, Precision, Qualifier

THIN_SPACE = "\u2009"
DASH = "–"
MINUS = "\u2212"
NO_DATE = "date unknown"
NO_FIGURE = "no public figure"

# Own month names: strftime("%b") follows the machine's locale.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Day = date | pd.Timestamp | NaTType | None


def known_day(value: object) -> date | None:
    """Give a date for a date, a timestamp or a missing value (None or NaT)."""
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value if isinstance(value, date) and not pd.isna(value) else None


def day(value: Day) -> str:
    """Write one day.

    >>> day(date(2026, 11, 25)), day(None)
    ('25 Nov 2026', 'date unknown')
    """
    known = known_day(value)
    return f"{known.day} {MONTHS[known.month - 1]} {known.year}" if known else NO_DATE


def month(value: Day) -> str:
    """Write the month of a day.

    >>> month(date(2024, 10, 3))
    'Oct 2024'
    """
    known = known_day(value)
    return f"{MONTHS[known.month - 1]} {known.year}" if known else NO_DATE


def coarse_day(value: Day, precision: str = Precision.DAY) -> str:
    """Write a day only as finely as it is known; a coarse day stands at its period's last day.

    >>> coarse_day(date(2025, 12, 31), "year"), coarse_day(date(2025, 9, 30), "quarter")
    ('2025', 'Jul–Sep 2025')
    """
    known = known_day(value)
    if known is None:
        return NO_DATE
    if precision == Precision.YEAR:
        return str(known.year)
    if precision == Precision.QUARTER:
        first = (known.month - 1) // 3 * 3 + 1
        return _months(date(known.year, first, 1), date(known.year, first + 2, 1))
    return month(known) if precision == Precision.MONTH else day(known)


def span(start: Day, end: Day = None, precision: str = "", qualifier: str = DateQualifier.ON) -> str:
    """Write from when to when, as finely as it is known and with its bound.

    An empty `precision` is read off the days: whole years and whole months are written as such.
    A missing `start` or `end` is written as an open end.

    >>> span(date(2024, 10, 8), date(2024, 10, 13), "day")
    '8–13 Oct 2024'
    >>> span(date(2024, 7, 1), date(2024, 9, 30), "quarter"), span(date(2024, 1, 1), date(2024, 12, 31))
    ('Jul–Sep 2024', '2024')
    >>> span(date(2024, 11, 15), date(2024, 11, 15), "day", "by"), span(date(2024, 1, 1), None)
    ('by 15 Nov 2024', '1 Jan 2024 onwards')
    """
    first, last = known_day(start), known_day(end)
    if first is None and last is None:
        return NO_DATE
    if first is None:
        return f"until {coarse_day(last, precision or Precision.DAY)}"
    if last is None:
        return f"{coarse_day(first, precision or Precision.DAY)} onwards"
    if qualifier == DateQualifier.BY:
        return f"by {_between(last, last, precision or Precision.DAY)}"
    if qualifier == DateQualifier.AFTER:
        return f"after {_between(first, first, precision or Precision.DAY)}"
    words = _between(first, last, precision or _fineness(first, last))
    return f"about {words}" if qualifier == DateQualifier.ABOUT else words


def _fineness(first: date, last: date) -> Precision:
    whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if not whole_months:
        return Precision.DAY
    return Precision.YEAR if (first.month, last.month) == (1, 12) else Precision.MONTH


def _between(first: date, last: date, precision: str) -> str:
    if precision == Precision.YEAR:
        return str(first.year) if first.year == last.year else f"{first.year}{DASH}{last.year}"
    if precision == Precision.QUARTER:
        start = first.replace(month=(first.month - 1) // 3 * 3 + 1, day=1)
        return _months(start, last.replace(month=(last.month - 1) // 3 * 3 + 3, day=1))
    return _months(first, last) if precision == Precision.MONTH else _days(first, last)


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return month(first)
    if first.year == last.year:
        return f"{MONTHS[first.month - 1]}{DASH}{month(last)}"
    return f"{month(first)} {DASH} {month(last)}"


def _days(first: date, last: date) -> str:
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {DASH} {day(last)}"
    return f"{day(first)} {DASH} {day(last)}"


def number(value: float | None) -> str:
    """Write a number in full with thin spaces between thousands and a true minus sign.

    >>> number(12000).replace(THIN_SPACE, "_"), number(48.5), number(float("nan"))
    ('12_000', '48.5', 'no public figure')
    """
    if value is None or not math.isfinite(value):
        return NO_FIGURE
    whole = f"{abs(value):,.3f}".rstrip("0").rstrip(".").replace(",", THIN_SPACE)
    return f"{MINUS}{whole}" if value < 0 and whole != "0" else whole


def bounded(low: float | None, best: float | None, high: float | None, qualifier: str = "") -> str:
    """Write a number with its range and its bound, exactly as far as each is known.

    >>> bounded(None, 100, None, "at_least"), bounded(None, None, None)
    ('at least 100', 'no public figure')
    >>> bounded(100, None, 150), bounded(100, 120, 150), bounded(100, None, None)
    ('100–150', '120 (100–150)', 'at least 100')
    """
    lower, middle, upper = (_known(value) for value in (low, best, high))
    words = _range(lower, middle, upper)
    speaks = qualifier and qualifier != Qualifier.EXACTLY and words != NO_FIGURE
    one_sided = middle is None and (lower is None or upper is None)
    if not speaks or one_sided:
        return words
    return f"{Qualifier(qualifier).label} {words}"


def _range(low: float | None, best: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        extent = number(low) if low == high else f"{number(low)}{DASH}{number(high)}"
        return extent if best is None or low == high else f"{number(best)} ({extent})"
    if low is not None:
        bound = f"at least {number(low)}"
    elif high is not None:
        bound = f"up to {number(high)}"
    else:
        return number(best)
    return bound if best is None else f"{number(best)} ({bound})"


def _known(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def listed(names: Iterable[str], limit: int = 3) -> str:
    """Join names in a sentence and count those beyond `limit`; empty and repeated names are dropped.

    >>> listed(["NIS", "HUR", "MSMT", "JCS", "Kyiv"], 2), listed(["NIS", "HUR"], 2), listed(["NIS"], 2)
    ('NIS, HUR and 3 more', 'NIS and HUR', 'NIS')
    """
    known = list(dict.fromkeys(name for name in names if name))
    if len(known) > limit:
        return f"{', '.join(known[:limit])} and {len(known) - limit} more" if limit else f"{len(known)}"
    return " and ".join(part for part in (", ".join(known[:-1]), known[-1] if known else "") if part)


def counted(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun.

    >>> counted(1, "event"), counted(3, "event"), counted(2, "party", "parties"), counted(0, "event")
    ('1 event', '3 events', '2 parties', 'no events')
    """
    noun = one if count == 1 else (many or f"{one}s")
    return f"{number(count) if count else 'no'} {noun}"
