"""A reader's own points: one CSV file read with care, kept apart from the dataset and never stored.

A feed is somebody's file, not a table of ours: nothing of it is counted, cited or written anywhere.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from data.csv_text import NoCsv, decoded, numbered
from data.feed_columns import HEAD_LINES, Column, Columns, UnusableFeed, days_of, find_columns, separator_of
from data.problems import Problem

__all__ = ["MAX_BYTES", "MAX_ROWS", "TOLD", "Column", "Feed", "Shown", "UnusableFeed", "read_feed", "shown"]

#: A file may be so large and hold so many rows; a larger one is refused whole.
MAX_BYTES, MAX_ROWS = 20 * 1024 * 1024, 100_000
#: So many of the lines left out are told one by one; the rest are counted.
TOLD = 20
#: Longer names and kinds are cut, with an ellipsis.
_LENGTH = 120
#: Of a file's own name so much is shown.
_FILE_LENGTH = 60
#: What stands for "no day": such a point lies in no range of days.
NO_DAY = -(2**31)
_EPOCH = date(1970, 1, 1)
#: Signs that hide or turn text around: left out of names, so that what is shown is what is there.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]+")

#: A number as files write it; Python's own reading would also take 1_0, "infinity" and Arabic digits.
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")

#: Degrees from the middle, at most.
_LIMITS = {Column.LAT: 90, Column.LON: 180}

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Feed:
    """Points of a reader's file, in the order of its lines.

    `first` and `last` are the days between which a point lies (days since 1970, the same for a known
    day, `NO_DAY` where the cell is empty); `kind` is a position in `kinds`. `problems` are the first
    lines that were left out, `left_out` their whole number, `unused` the columns that were not read.
    """

    file: str
    lon: Floats
    lat: Floats
    first: Ints
    last: Ints
    kind: Ints
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    dated: bool
    problems: tuple[Problem, ...] = ()
    left_out: int = 0
    unused: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Count the points."""
        return len(self.lon)

    @property
    def by_number(self) -> tuple[tuple[str, int], ...]:
        """The kinds and how many points each has, the most frequent first."""
        counts = Counter(self.kind.tolist())
        return tuple((self.kinds[at], number) for at, number in counts.most_common())


@dataclass(frozen=True)
class Shown:
    """How many points of a feed a range of days keeps, and why the others are not drawn."""

    drawn: int
    outside: int
    undated: int
    other: int


@dataclass
class _Taken:
    """A feed while its lines are being read."""

    lon: list[float] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    days: dict[str, tuple[int, int]] = field(default_factory=dict)  # of the cells met so far
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0


def read_feed(file: str, content: bytes) -> Feed:
    r"""Read a reader's CSV file with a header that names `lat` and `lon` and, if wanted, `date`, `name`, `kind`.

    Lines that cannot be read are left out and named by their number. Raises UnusableFeed for a file
    that is too large, is no UTF-8 text, has no such header or holds no usable line.

    >>> feed = read_feed("mine.csv", b"lat,lon,name\n42.34,130.39,Rajin\n999,0,nowhere\n")
    >>> len(feed), feed.names, str(feed.problems[0])
    (1, ('Rajin',), 'mine.csv, row 3, field lat: "999" is not between -90 and 90')
    """
    file = one_line(file, _FILE_LENGTH) or "file"
    text = _text(file, content)
    rows = _rows(file, text, separator_of(text))
    columns = find_columns(file, _header(rows))
    taken = _Taken()
    for row, cells in rows:
        if row > MAX_ROWS + 1:
            raise UnusableFeed(Problem(file, message=f"more than {MAX_ROWS:,} rows: cut it by date or by area"))
        if any(cells):
            _take(taken, file, columns, row, cells)
    if not taken.lon:
        said = "no line could be used" if taken.left_out else "a header but no rows"
        raise UnusableFeed(Problem(file, message=said), *taken.problems)
    return Feed(
        file=file, lon=np.array(taken.lon, np.float32), lat=np.array(taken.lat, np.float32),
        first=np.array(taken.first, np.int32), last=np.array(taken.last, np.int32),
        kind=np.array(taken.kind, np.int32), kinds=tuple(taken.kinds), names=tuple(taken.names),
        dated=Column.DATE in columns.at, problems=tuple(taken.problems), left_out=taken.left_out,
        unused=columns.unused,
    )  # fmt: skip


def shown(feed: Feed, date_from: date | None, date_to: date | None, kind: str = "") -> Shown:
    """Count the points that overlap a range of days (None: no limit) and are of a kind ("": all).

    A feed without dates is not reached by the range; in one with dates, points without one are left
    out while a limit is set.
    """
    wanted = np.ones(len(feed), bool) if not kind else feed.kind == feed.kinds.index(kind)
    undated = np.zeros(len(feed), bool)
    inside = np.ones(len(feed), bool)
    if feed.dated and (date_from or date_to):
        undated = feed.first == NO_DAY
        first, last = limits(date_from, date_to)
        inside = ~undated & (feed.last >= first) & (feed.first <= last)
    return Shown(
        drawn=int((wanted & inside).sum()), outside=int((wanted & ~inside & ~undated).sum()),
        undated=int((wanted & undated).sum()), other=int((~wanted).sum()),
    )  # fmt: skip


def limits(date_from: date | None, date_to: date | None) -> tuple[int, int]:
    """Give a range of days as days since 1970; an open end lies beyond every day but `NO_DAY`.

    >>> limits(date(1970, 1, 3), None)
    (2, 2147483647)
    """
    return number(date_from) if date_from else NO_DAY + 1, number(date_to) if date_to else 2**31 - 1


def number(day: date) -> int:
    """Count a day from 1970-01-01."""
    return (day - _EPOCH).days


def day_of(days: int) -> date:
    """Give back the day of a number of days since 1970."""
    return _EPOCH + timedelta(days=days)


def one_line(text: str, length: int = _LENGTH) -> str:
    r"""Give text as one line without signs that hide or turn it, cut to a length.

    >>> one_line("a\u202eb\n  c"), one_line("abcdef", 4)
    ('a b c', 'abc…')
    """
    line = " ".join(_UNSEEN.sub(" ", text).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _text(file: str, content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise UnusableFeed(Problem(file, message=f"larger than {MAX_BYTES // 1024**2} MB: cut it by date or by area"))
    try:
        return decoded(content)
    except NoCsv as error:
        raise _unusable(file, error) from error


def _unusable(file: str, error: NoCsv) -> UnusableFeed:
    return UnusableFeed(Problem(file, error.row, message=error.message))


def _rows(file: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield row numbers and cells; a file that stops being CSV half-way is refused with its row."""
    try:
        yield from numbered(text, separator)
    except NoCsv as error:
        raise _unusable(file, error) from error


def _header(rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    for row, cells in rows:
        if (any(cells) and not cells[0].startswith("#")) or row >= HEAD_LINES:
            return cells
    return []


def _take(taken: _Taken, file: str, columns: Columns, row: int, cells: Sequence[str]) -> None:
    try:
        lat, lon = _degrees(columns, cells, Column.LAT), _degrees(columns, cells, Column.LON)
        cell = columns.cell(cells, Column.DATE)
        if cell not in taken.days:
            taken.days[cell] = days_of(cell) or (NO_DAY, NO_DAY)
    except _Unreadable as bad:
        _leave_out(taken, Problem(file, row, columns.name(bad.column), bad.value, bad.said))
    except ValueError as error:
        _leave_out(taken, Problem(file, row, columns.name(Column.DATE), cell, str(error)))
    else:
        taken.lat.append(lat)
        taken.lon.append(lon)
        first, last = taken.days[cell]
        taken.first.append(first)
        taken.last.append(last)
        taken.names.append(one_line(columns.cell(cells, Column.NAME)))
        kind = one_line(columns.cell(cells, Column.KIND))
        taken.kind.append(taken.kinds.setdefault(kind, len(taken.kinds)))


def _leave_out(taken: _Taken, problem: Problem) -> None:
    taken.left_out += 1
    if len(taken.problems) < TOLD:
        taken.problems.append(problem)


class _Unreadable(Exception):
    """A cell that is no position."""

    def __init__(self, column: Column, value: str, said: str) -> None:
        self.column, self.value, self.said = column, value, said


def _swapped(columns: Columns, cells: Sequence[str], column: Column, value: float) -> str:
    """Ask whether lat and lon stand in each other's place, where that would make a position of them."""
    other = columns.cell(cells, Column.LON)
    likely = column is Column.LAT and abs(value) <= _LIMITS[Column.LON] and _NUMBER.fullmatch(other)
    return ": are lat and lon swapped?" if likely and abs(float(other)) <= _LIMITS[Column.LAT] else ""


def _degrees(columns: Columns, cells: Sequence[str], column: Column) -> float:
    cell = columns.cell(cells, column)
    if not _NUMBER.fullmatch(cell):
        said = "is no number of degrees" if cell else "the cell is empty"
        comma = "; write a point, not a comma, before the decimals" if re.fullmatch(r"-?\d+,\d+", cell) else ""
        raise _Unreadable(column, cell, said + comma)
    value, limit = float(cell), _LIMITS[column]
    if not math.isfinite(value) or abs(value) > limit:
        raise _Unreadable(column, cell, f"is not between -{limit} and {limit}{_swapped(columns, cells, column, value)}")
    return value
