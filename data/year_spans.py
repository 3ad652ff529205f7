"""Spans of whole calendar years that two-way trade of Russia and the DPRK may be compared over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from data.tables import Tables
from data.trade_figures import Partner, two_way, whole_years


@dataclass(frozen=True, order=True)
class YearSpan:
    """From the first day of one year to the last day of another, or of the same."""

    first: int
    last: int

    @classmethod
    def read(cls, code: str) -> YearSpan | None:
        """Read a code such as "2017-2019" or "2018", None for anything else.

        >>> YearSpan.read("2017-2019"), YearSpan.read("2018"), YearSpan.read("2019-2017"), YearSpan.read("then")
        (YearSpan(first=2017, last=2019), YearSpan(first=2018, last=2018), None, None)
        """
        first, _, last = code.partition("-")
        years = (first, last or first)
        if not all(len(year) == len("2000") and year.isascii() and year.isdecimal() for year in years):
            return None
        span = cls(int(years[0]), int(years[1]))
        return span if date.min.year <= span.first <= span.last else None

    @property
    def code(self) -> str:
        """The span as links write it."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def label(self) -> str:
        """The span as a reader sees it."""
        return self.code.replace("-", "–")

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return date(self.first, 1, 1), date(self.last, 12, 31)


@lru_cache(maxsize=4)
def known_years(tables: Tables) -> tuple[int, ...]:
    """List the years on which an origin puts a whole-year figure, whatever the filters.

    >>> from data import load_tables
    >>> known_years(load_tables())[:3]
    (1999, 2000, 2001)
    """
    return tuple(sorted({one.year for one in whole_years(two_way(tables, tables.flows, Partner.RUSSIA))}))


@lru_cache(maxsize=4)
def year_spans(tables: Tables) -> tuple[str, ...]:
    """List the codes of all spans that begin and end in a year with figures or between two of them.

    >>> from data import load_tables
    >>> {"2017-2019", "2020-2021", "2018"} <= set(year_spans(load_tables()))
    True
    """
    known = known_years(tables)
    years = range(known[0], known[-1] + 1) if known else range(0)
    return tuple(YearSpan(first, last).code for first in years for last in years if first <= last)
