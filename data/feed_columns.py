"""What the columns of a reader's file may be called, and how its dates are read."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from data.problems import Problem, nearest, quoted
from data.wording import MONTHS, listed


class Column(StrEnum):
    """A column that is read, by the name the product asks for."""

    LAT = "lat"
    LON = "lon"
    DATE = "date"
    NAME = "name"
    KIND = "kind"


#: Other names that are accepted: those of common exports of events, ships and fires.
ALSO: Mapping[Column, tuple[str, ...]] = {
    Column.LAT: ("latitude", "actiongeo_lat"),
    Column.LON: ("lng", "long", "longitude", "actiongeo_long"),
    Column.DATE: ("day", "event_date", "sqldate", "acq_date", "timestamp", "time"),
    Column.NAME: ("title", "label", "location", "actiongeo_fullname", "vessel", "ship_name"),
    Column.KIND: ("type", "category", "event_type", "eventcode", "ship_type"),
}
#: The header stands among so many lines: lines before it that are empty or begin with "#" are passed over.
HEAD_LINES = 40
_NEEDED = (Column.LAT, Column.LON)
_YEARS = range(1900, 2101)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})")


class UnusableFeed(ValueError):
    """A file of which nothing can be drawn; `problems` say why, in words for the reader."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems; the message is the first of them."""
        self.problems = problems
        super().__init__(str(problems[0]))


@dataclass(frozen=True)
class Columns:
    """Where the columns stand in a line, what the file calls them, and which it has besides."""

    at: Mapping[Column, int]
    header: tuple[str, ...]
    unused: tuple[str, ...]

    def cell(self, cells: Sequence[str], column: Column) -> str:
        """Give a line's text in a column, "" where the line or the file has none."""
        at = self.at.get(column, len(cells))
        return cells[at].strip() if at < len(cells) else ""

    def name(self, column: Column) -> str:
        """Give what the file calls a column."""
        return self.header[self.at[column]] if column in self.at else str(column)


def find_columns(file: str, header: Sequence[str]) -> Columns:
    """Find the columns in a header, whatever their order and case; raises UnusableFeed without lat and lon.

    >>> find_columns("f.csv", ["Event Date", "Latitude", "LON", "notes"]).unused
    ('notes',)
    >>> find_columns("f.csv", ["latt", "lon"])
    Traceback (most recent call last):
    data.feed_columns.UnusableFeed: f.csv, row 1, field latt: there is no column lat; nearest: latt
    """
    names = tuple(quoted(name.strip()) for name in header)
    plain = [re.sub(r"[\s-]+", "_", name.casefold()) for name in names]
    at = {column: plain.index(name) for column in Column if (name := _first(column, plain))}
    for column in _NEEDED:
        if column not in at:
            raise UnusableFeed(_missing(file, names, column))
    return Columns(at, names, tuple(name for i, name in enumerate(names) if i not in at.values() and name))


def _first(column: Column, plain: Sequence[str]) -> str:
    return next((name for name in (column, *ALSO[column]) if name in plain), "")


def _missing(file: str, names: Sequence[str], column: Column) -> Problem:
    if all(_is_number(name) or not name for name in names):
        return Problem(file, 1, message="no header: the first line must name the columns, such as lat,lon,date,name")
    near = nearest(column, names)
    asked = f"there is no column {column}; the file has {listed(filter(None, names), 6)}"
    if near:
        return Problem(file, 1, near, message=f"there is no column {column}", accepted=near)
    return Problem(file, 1, message=f"{asked}; accepted names: {listed((column, *ALSO[column]), 5)}")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def separator_of(text: str) -> str:
    r"""Find what parts the cells: the comma, unless the header holds more semicolons or tabs.

    >>> separator_of("# by hand, today\nlat;lon\n1;2"), separator_of("lat,lon")
    (';', ',')
    """
    lines = io.StringIO(text)
    header = next((line for line in islice(lines, HEAD_LINES) if line.strip() and not line.startswith("#")), "")
    return max(",;\t", key=header.count)


def days_of(text: str) -> tuple[int, int] | None:
    """Read a date as its first and last day since 1970; None for an empty cell.

    Read are days (2024-10-08, also with a time behind, 20241008, 8 Oct 2024), months (2024-10) and
    years. Raises ValueError for all else: 08/10/2024 may be August or October.

    >>> days_of("2024-10-08 12:30"), days_of("8 October 2024"), days_of("")
    ((20004, 20004), (20004, 20004), None)
    >>> days_of("2024-02")[1] - days_of("2024-02")[0]
    28
    """
    if not text:
        return None
    first, last = _range(text)
    epoch = date(1970, 1, 1)
    return (first - epoch).days, (last - epoch).days


def _range(text: str) -> tuple[date, date]:
    unsure = "cannot be read for certain; write 2024-10-08, 2024-10 or 2024"
    try:
        if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
            day = date(*map(int, found.groups()))
            first, last = day, day
        elif found := _WORDS.fullmatch(text):
            day = date(int(found[3]), MONTHS.index(found[2].capitalize()) + 1, int(found[1]))
            first, last = day, day
        elif found := _MONTH.fullmatch(text):
            year, month = int(found[1]), int(found[2])
            first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        elif _YEAR.fullmatch(text):
            first, last = date(int(text), 1, 1), date(int(text), 12, 31)
        else:
            raise ValueError(unsure)
    except (ValueError, calendar.IllegalMonthError) as error:
        no_day = str(error).startswith("day ")
        raise ValueError("is no day of the calendar" if no_day else unsure) from None
    if first.year not in _YEARS:
        raise ValueError("lies outside 1900 to 2100")
    return first, last
