"""Counts in columns: which block stands where, how high its rows are, and what finds no room."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import takewhile

from components.charts.measure import ellipsis, text_width, wrap
from components.charts.period_marks import CountRow
from components.exhibits.contract import Canvas, Medium
from data.wording import NO_FIGURE

#: Widths of the canvas, in letters, from which there are two and three columns.
_COLUMNS = ((100.0, 3), (50.0, 2), (0.0, 1))
#: A column narrower than this, in letters, has no calendar: the words behind a number say the days as well.
_DATED = 27.0
#: A column is at least so many letters wide.
_NARROWEST = 24.5
_GAP = 30.0
#: Px of text size from row to row: at least, at most.
_LEAST, _MOST = 1.21, 1.8
#: Heights in rows: air over a block, a line of its heading, a further line of a row's words.
AIR, HEADING, LINE = 0.55, 1.0, 0.9
#: A row's name and words take so many lines; where all counts cannot stand so, one each.
_LINES = 6
#: The part of a column that the names of rows take at most, and that those of counts take which stand alone.
_NAMES, _UNDATED, _ALONE = 0.36, 0.43, 0.46
#: Years of the calendar over the first block, in text sizes.
_TOP = 1.8
#: Px from the mark of a count that stands alone to its number.
BEHIND = 9.0


@dataclass(frozen=True, slots=True)
class CountBlock:
    """Rows under one heading and on one scale from zero; `gaps` are hatched, with `gap_words` behind them.

    Without `drawn` the rows stand alone, each in a unit of its own, with neither calendar nor bar.
    """

    heading: str
    rows: tuple[CountRow, ...]
    gaps: tuple[tuple[date, date], ...] = ()
    gap_words: str = ""
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row with the lines of its name, and those of the words behind its number."""

    row: CountRow
    name: tuple[str, ...]
    words: tuple[str, ...]
    #: Lines of the name that stand beside rows of the same origin, which have no name of their own.
    lent: int = 0

    @property
    def height(self) -> float:
        """Height in rows."""
        return 1.0 + LINE * (max(len(self.name) - self.lent, len(self.words), 1) - 1)


@dataclass(frozen=True)
class LaidBlock:
    """A block with the lines of its heading and its rows as they will stand."""

    block: CountBlock
    heading: tuple[str, ...]
    rows: tuple[LaidRow, ...]

    @cached_property
    def height(self) -> float:
        """Height in rows."""
        heads = AIR + len(self.heading) * HEADING
        return heads + sum(row.height for row in self.rows) + bool(self.block.gaps)


@dataclass(frozen=True, slots=True)
class Columns:
    """The blocks of each column, px of a row and of a column, how many rows have no room, and how many are cut."""

    blocks: tuple[tuple[LaidBlock, ...], ...]
    pitch: float
    width: float
    hidden: int
    cut: int = 0

    def left(self, at: int) -> float:
        """Give the px where a column begins."""
        return at * (self.width + _GAP)


@dataclass(frozen=True, slots=True)
class Parts:
    """Px of the parts of a column: the name, the calendar (0 where there is none), and where words end."""

    width: float
    name: float
    strip: float

    @property
    def alone(self) -> float:
        """Px from the left to the mark of a count that stands alone."""
        return self.width * _ALONE


def columns(blocks: Sequence[CountBlock], canvas: Canvas) -> Columns:
    """Put blocks into columns, whole and in order; rows that find no room fall away from the end.

    A still, whose height is given, takes one more column where that holds more rows or more of their words.
    """
    first = _count(canvas)
    counts = [first, first + 1] if canvas.medium is Medium.STILL else [first]
    found = [
        _fullest(blocks, canvas, count)
        for count in counts
        if count == first or _width(canvas, count) >= _NARROWEST * canvas.text
    ]
    return min(found, key=lambda one: (one.hidden, one.cut))


def needed_height(blocks: Sequence[CountBlock], canvas: Canvas) -> int:
    """Give the px at which all rows have room at a canvas's width, all words whole."""
    count = _count(canvas)
    laid = _laid(blocks, _width(canvas, count), canvas.text, _LINES)
    room = sum(block.height for block in laid) / count
    while _filled(laid, count, room) is None:
        room += 0.5
    return math.ceil(room * canvas.text * _LEAST + canvas.text * _TOP + _foot(canvas, 0)) + 1


def _count(canvas: Canvas) -> int:
    return next(count for letters, count in _COLUMNS if canvas.width >= letters * canvas.text)


def _width(canvas: Canvas, count: int) -> float:
    return (canvas.width - _GAP * (count - 1)) / count


def _fullest(blocks: Sequence[CountBlock], canvas: Canvas, count: int) -> Columns:
    """Let names and words stand in as many lines as they need; where not all rows have room so, some are cut."""
    wide = _width(canvas, count)
    whole, short = (_laid(blocks, wide, canvas.text, lines) for lines in (_LINES, 1))
    found = _fitted(whole, canvas, count)
    if not found.hidden:
        return found
    found = _fitted(short, canvas, count)
    if not found.hidden:
        found = _fitted(_widened(short, whole, canvas, count), canvas, count)
    full = {id(laid.row): laid for block in whole for laid in block.rows}
    cut = sum(laid != full[id(laid.row)] for column in found.blocks for block in column for laid in block.rows)
    return replace(found, cut=cut)


def _widened(short: list[LaidBlock], whole: list[LaidBlock], canvas: Canvas, count: int) -> list[LaidBlock]:
    """Give rows back the lines they lack, from the first on, as many as have room."""
    for at, block in enumerate(whole):
        for row, laid in enumerate(block.rows):
            rows = (*short[at].rows[:row], laid, *short[at].rows[row + 1 :])
            tried = [*short[:at], replace(short[at], rows=rows), *short[at + 1 :]]
            if laid.height > 1 and _filled(tried, count, _room(canvas, 0)):
                short = tried
    return short


def parts(blocks: Sequence[CountBlock], width: float, size: float) -> Parts:
    """Share the width of a column between names, calendar and bars."""
    names = [text_width(row.name, size) for block in blocks if block.drawn for row in block.rows]
    dated = width >= _DATED * size
    words = [
        text_width(word, size) for block in blocks if block.drawn for row in block.rows for word in row.name.split()
    ]
    least = min(max(words, default=0.0), width * 0.5)
    name = min(
        max([*names, text_width(NO_FIGURE, size)]), max(width * (_NAMES if dated else _UNDATED) - size * 0.6, least)
    )
    # Behind a number stands its whole period: on a phone the calendar makes room for it.
    strip = min(width * (0.21 if width >= 400 else 0.15), 260.0) if dated else 0.0
    return Parts(width, name, strip)


def _laid(blocks: Sequence[CountBlock], wide: float, size: float, lines: int) -> list[LaidBlock]:
    shared, found = parts(blocks, wide, size), []
    for block in blocks:
        rows = [_row(row, shared, size, lines, drawn=block.drawn) for row in block.rows]
        nameless = [
            sum(1 for _ in takewhile(lambda row: not row.name, block.rows[at + 1 :])) for at in range(len(rows))
        ]
        lent = tuple(replace(row, lent=free) for row, free in zip(rows, nameless, strict=True))
        found.append(LaidBlock(block, _wrapped(block.heading, wide, size + 1, 600, 2), lent))
    return found


def _row(row: CountRow, shared: Parts, size: float, lines: int, *, drawn: bool) -> LaidRow:
    if drawn:
        return LaidRow(row, _wrapped(row.name, shared.name, size, 400, lines), (row.words,) if row.words else ())
    name = _wrapped(row.name, shared.alone - size * 0.7, size, 400, lines)
    room = shared.width - shared.alone - BEHIND
    first = room - text_width(f"{row.number}  ", size, weight=600)
    return LaidRow(row, name, _behind(row.words, first, room, size, lines))


def _behind(words: str, first: float, room: float, size: float, lines: int) -> tuple[str, ...]:
    """Break words into lines of which the first is shorter, because a number stands before it."""
    if lines == 1 or text_width(words, size) <= first:
        return (ellipsis(words, first, size),)
    begun = _wrapped(words, first, size, 400, 0)[0]
    return (begun, *_wrapped(words[len(begun) :].strip(), room, size, 400, lines - 1))


@lru_cache(maxsize=1024)
def _wrapped(words: str, width: float, size: float, weight: int, lines: int) -> tuple[str, ...]:
    if lines == 1:
        return (ellipsis(words, width, size, weight=weight),) if words else ()
    return tuple(wrap(words, width, size, weight=weight, lines=lines))


def _fitted(blocks: list[LaidBlock], canvas: Canvas, count: int) -> Columns:
    """Let rows fall away until all others find a column, then choose the widest pitch at which they still do."""
    hidden = 0
    while (filled := _filled(blocks, count, _room(canvas, hidden))) is None:
        blocks, hidden = _shortened(blocks), hidden + 1
    pitch, step = _LEAST, _MOST
    while step > _LEAST:
        if wider := _filled(blocks, count, _room(canvas, hidden) * _LEAST / step):
            filled, pitch = wider, step
            break
        step -= 0.03
    kept = tuple(tuple(column) for column in filled)
    return Columns(kept, pitch * canvas.text, _width(canvas, count), hidden)


def _room(canvas: Canvas, hidden: int) -> float:
    """Give the rows for which a column has room where they stand closest."""
    return (canvas.height - canvas.text * _TOP - _foot(canvas, hidden)) / (canvas.text * _LEAST)


def _foot(canvas: Canvas, hidden: int) -> float:
    return canvas.text * (1.4 if hidden else 0.2)


def _shortened(blocks: list[LaidBlock]) -> list[LaidBlock]:
    """Take the last row away, with its block where it was the only one."""
    *first, last = blocks
    shorter = replace(last, rows=last.rows[:-1])
    return [*first, shorter] if shorter.rows else first


def _filled(blocks: Sequence[LaidBlock], count: int, room: float) -> list[list[LaidBlock]] | None:
    """Put blocks into columns one after the other, as evenly as they go; None where they do not fit."""
    heights = [block.height for block in blocks]
    for target in (sum(heights) / count, sum(heights) / count * 1.08, room):
        found: list[list[LaidBlock]] = [[]]
        filled = 0.0
        for block, height in zip(blocks, heights, strict=True):
            over = filled + height > room or (filled and filled + height * 0.5 > target and len(found) < count)
            if found[-1] and over:
                found.append([])
                filled = 0.0
            found[-1].append(block)
            filled += height
        fits = all(sum(block.height for block in column) <= room for column in found)
        if len(found) <= count and (fits or (len(blocks) == 1 and len(blocks[0].rows) <= 1)):
            return found
    return None
