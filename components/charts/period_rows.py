"""Counts in rows: over which days each counts, drawn on a calendar, and how many, drawn from zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from components.charts.marks import Blocks, pixel_layout
from components.charts.measure import ellipsis, text_width, wrap
from components.charts.period_marks import CountPage, CountRow, bar_traces, spot_traces
from components.charts.range_lines import Box, Sheet
from components.charts.time_axis import TimeAxis, Unit, day_of, number_of, starts, ticks
from components.exhibits.contract import Canvas, Chart, plain
from components.theme import mix
from data.wording import NO_FIGURE, counted

#: Widths of the canvas from which there are two and three columns.
_COLUMNS = ((1200.0, 3), (760.0, 2), (0.0, 1))
_GAP = 30.0
_LEAST, _MOST = 1.21, 1.8
#: Heights in rows: air over a panel, a line of its heading.
_AIR, _HEADING = 0.55, 1.0
_BAR, _PERIOD = 8.0, 6.0
_HATCH = 8.0
#: Days from which the calendar is numbered by years.
_LONG = 900


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


@dataclass(frozen=True)
class CountPicture:
    """The picture and the number of rows that found no room in it."""

    chart: Chart
    hidden: int


@dataclass(frozen=True, slots=True)
class _Lanes:
    """Where the parts of a column stand: the name, the calendar, and the bars with their labels."""

    left: float
    name: float
    axis: TimeAxis
    bars: float
    right: float


def count_blocks(blocks: Sequence[CountBlock], days: tuple[date, date], canvas: Canvas) -> CountPicture:
    """Draw blocks in columns over the same calendar from the first to the last of `days`.

    Blocks stay whole and in order; rows that find no room fall away from the end, and the picture says how many.
    """
    count = next(columns for width, columns in _COLUMNS if canvas.width >= width)
    page = CountPage(Sheet(canvas), Blocks(canvas.palette))
    wide = (canvas.width - _GAP * (count - 1)) / count
    columns, pitch, hidden = _fitted(list(blocks), canvas, count, wide)
    for at, column in enumerate(columns):
        left = at * (wide + _GAP)
        _column(page, column, _lanes(blocks, days, Box(left, 0, left + wide, canvas.height), canvas), pitch)
    if hidden:
        words = f"and {counted(hidden, 'more count')}: see the table"
        page.sheet.write(words, 0, canvas.height - canvas.text * 0.6, canvas.palette.ink2)
    layout = {**pixel_layout(canvas), "shapes": page.sheet.shapes}
    traces = [*page.blocks.traces(), *bar_traces(page), *spot_traces(page), page.sheet.texts.trace()]
    return CountPicture({"data": traces, "layout": layout}, hidden)


def _heading(block: CountBlock, width: float, size: float) -> tuple[str, ...]:
    return _wrapped(block.heading, width, size)


@lru_cache(maxsize=256)
def _wrapped(heading: str, width: float, size: float) -> tuple[str, ...]:
    return tuple(wrap(heading, width, size + 1, weight=600, lines=2))


def _height(block: CountBlock, width: float, size: float) -> float:
    """Give the height of a block in rows."""
    return _AIR + len(_heading(block, width, size)) * _HEADING + len(block.rows) + bool(block.gaps)


def _fitted(
    blocks: list[CountBlock], canvas: Canvas, count: int, wide: float
) -> tuple[list[list[CountBlock]], float, int]:
    """Choose the widest row pitch at which all blocks find a column; below the least one, rows fall away."""
    size, hidden = canvas.text, 0
    top = size * 1.8
    while True:
        foot = size * (1.4 if hidden else 0.2)
        step = _MOST
        while step >= _LEAST:
            columns = _filled(blocks, count, (canvas.height - top - foot) / (step * size), wide, size)
            if columns is not None:
                return columns, step * size, hidden
            step -= 0.03
        blocks, hidden = _shortened(blocks), hidden + 1


def _shortened(blocks: list[CountBlock]) -> list[CountBlock]:
    """Take the last row away, with its block where it was the only one."""
    *first, last = blocks
    shorter = replace(last, rows=last.rows[:-1])
    return [*first, shorter] if shorter.rows else first


def _filled(
    blocks: Sequence[CountBlock], count: int, room: float, wide: float, size: float
) -> list[list[CountBlock]] | None:
    """Put blocks into columns one after the other, as evenly as they go; None where they do not fit."""
    heights = [_height(block, wide, size) for block in blocks]
    for target in (sum(heights) / count, sum(heights) / count * 1.08, room):
        columns: list[list[CountBlock]] = [[]]
        filled = 0.0
        for block, height in zip(blocks, heights, strict=True):
            over = filled + height > room or (filled and filled + height * 0.5 > target and len(columns) < count)
            if columns[-1] and over:
                columns.append([])
                filled = 0.0
            columns[-1].append(block)
            filled += height
        fits = all(sum(_height(block, wide, size) for block in column) <= room for column in columns)
        if len(columns) <= count and (fits or len(blocks) == 1):
            return columns
    return None


def _lanes(blocks: Sequence[CountBlock], days: tuple[date, date], box: Box, canvas: Canvas) -> _Lanes:
    size = canvas.text
    names = [text_width(row.name, size) for block in blocks if block.drawn for row in block.rows]
    name = min(max([*names, text_width(NO_FIGURE, size)]) + size * 0.6, box.width * 0.36)
    # Behind a number stands its whole period: on a phone the calendar makes room for it.
    strip = min(box.width * (0.21 if box.width >= 400 else 0.15), 260.0)
    left = box.left + name
    axis = TimeAxis(number_of(days[0]), number_of(days[1]) + 1, left, left + strip)
    return _Lanes(box.left, name - size * 0.6, axis, left + strip + size, box.right)


def _column(page: CountPage, column: Sequence[CountBlock], lanes: _Lanes, pitch: float) -> None:
    sheet, size, palette = page.sheet, page.sheet.canvas.text, page.sheet.canvas.palette
    at, drawn = size * 1.8, any(block.drawn for block in column)
    for x, label in _ticks(lanes.axis, size) if drawn else ():
        sheet.write(label, x, size * 0.9, palette.ink2)
    for block in column:
        at += pitch * _AIR
        edge = at - pitch * _AIR * 0.35
        sheet.rule(lanes.left, edge, lanes.right, edge, palette.hair)
        for text in _heading(block, lanes.right - lanes.left, size):
            sheet.write(text, lanes.left, at + pitch * _HEADING / 2, palette.ink, weight=600)
            at += pitch * _HEADING
        top = at
        scale = _scale(block, lanes, size)
        for row in block.rows:
            middle = at + pitch / 2
            (_row if block.drawn else _single)(page, row, lanes, scale, middle)
            at += pitch
        if block.gaps:
            _gaps(page, block, lanes, at + pitch / 2)
            at += pitch
        if block.drawn:
            _calendar(page, lanes, top, at)


def _calendar(page: CountPage, lanes: _Lanes, top: float, bottom: float) -> None:
    """Draw the year lines behind the periods, and zero before the bars."""
    sheet, palette = page.sheet, page.sheet.canvas.palette
    axis, size = lanes.axis, sheet.canvas.text
    fine = axis.day_width * 365 >= size
    for x in (axis.px(year) for year in _years(axis)) if fine else (x for x, _ in _ticks(axis, size)):
        sheet.rule(x, top, x, bottom, palette.hair)
    sheet.rule(lanes.bars, top, lanes.bars, bottom, palette.rule)


def _years(axis: TimeAxis) -> list[int]:
    return [year for year in starts(Unit.YEAR, axis.start, axis.end) if year >= axis.start]


def _ticks(axis: TimeAxis, size: float) -> list[tuple[float, str]]:
    """Give px and words of the calendar's numbers: years as often as they have room, months in short views."""
    if axis.end - axis.start < _LONG:
        return [(tick.px, tick.label) for tick in ticks(axis, size)]
    wide = text_width("2020", size) + size * 0.5
    step = next((step for step in (1, 2, 5, 10) if step * 365 * axis.day_width >= wide), 20)
    years = [(axis.px(first), day_of(first).year) for first in _years(axis)]
    told = [(x, str(year)) for x, year in years if year % step == 0]
    # One year alone gives no scale.
    return told if len(told) > 1 or len(years) < 2 else [(x, str(year)) for x, year in (years[0], years[-1])]


def _scale(block: CountBlock, lanes: _Lanes, size: float) -> float:
    """Give the px of one, so that every label ends inside the column."""
    room, least = lanes.right - lanes.bars, float("inf")
    for row in block.rows:
        if row.high > 0:
            least = min(least, max(room - _label_width(row, size) - 6, room * 0.05) / row.high)
    return least if least < float("inf") else 0.0


def _label_width(row: CountRow, size: float) -> float:
    return (
        text_width(row.number, size, weight=600) + text_width(f"  {row.words}", size)
        if row.words
        else text_width(row.number, size, weight=600)
    )


def _row(page: CountPage, row: CountRow, lanes: _Lanes, scale: float, y: float) -> None:
    """Draw the name, the days and the number of one count."""
    sheet, size, palette = page.sheet, page.sheet.canvas.text, page.sheet.canvas.palette
    sheet.write(ellipsis(row.name, lanes.name, size), lanes.left, y, palette.ink3 if row.hollow else palette.ink)
    _period(page, row, lanes.axis, y)
    low, high = lanes.bars + row.low * scale, lanes.bars + row.high * scale
    if row.high == 0:
        page.spots.append((lanes.bars, y, 9.0, replace(row, symbol="circle-open")))
    elif row.low < row.high:
        page.bars.append((low, max(high - low, 1.0), y, _BAR, row, mix(row.colour, palette.bg, 0.3)))
        for x in (low, high):
            sheet.rule(x, y - 6, x, y + 6, row.colour, 2)
    elif row.dashed:
        line = {"color": row.colour, "width": 1.5, "dash": "6px,4px"}
        shape = {"type": "rect", "x0": lanes.bars, "x1": high, "y0": y - _BAR / 2, "y1": y + _BAR / 2}
        sheet.shapes.append({**shape, "line": line, "layer": "below"})
        page.bars.append((lanes.bars, max(high - lanes.bars, 1.0), y, _BAR, row, "rgba(0,0,0,0)"))
    else:
        page.bars.append((lanes.bars, max(high - lanes.bars, 1.0), y, _BAR, row, palette.bg if row.hollow else ""))
    _label(page, row, high + (9 if row.high == 0 else 5), y, lanes.right)


def _period(page: CountPage, row: CountRow, axis: TimeAxis, y: float) -> None:
    if row.start is None or row.end is None:
        return
    left, right = axis.px(number_of(row.start)), axis.px(number_of(row.end) + 1)
    if row.start == row.end:
        page.spots.append(((left + right) / 2, y, 8.0, row))
        return
    fill = page.sheet.canvas.palette.bg if row.hollow else ""
    page.bars.append((left, max(right - left, 3.0), y, _PERIOD, row, fill))


def _label(page: CountPage, row: CountRow, x: float, y: float, right: float) -> None:
    size, palette = page.sheet.canvas.text, page.sheet.canvas.palette
    number = ellipsis(row.number, right - x, size, weight=600)
    room = right - x - text_width(f"{number}  ", size, weight=600)
    words = ellipsis(row.words, room, size) if room > size * 2 else ""
    muted = f'  <span style="color:{palette.ink2}">{plain(words)}</span>' if words else ""
    page.sheet.texts.add(f"<b>{plain(number)}</b>{muted}", x, y, size=size,
                         colour=palette.ink3 if row.hollow else palette.ink)  # fmt: skip


def _single(page: CountPage, row: CountRow, lanes: _Lanes, scale: float, y: float) -> None:
    """Write a count that stands alone: what it is, and how many."""
    sheet, size, palette = page.sheet, page.sheet.canvas.text, page.sheet.canvas.palette
    at = lanes.left + (lanes.right - lanes.left) * 0.46
    sheet.write(ellipsis(row.name, at - lanes.left - size * 0.7, size), lanes.left, y,
                palette.ink3 if row.hollow else palette.ink)  # fmt: skip
    page.spots.append((at, y, 8.0, row))
    _label(page, row, at + 9, y, lanes.right)


def _gaps(page: CountPage, block: CountBlock, lanes: _Lanes, y: float) -> None:
    """Hatch the stretches without a number and say what they are."""
    sheet, size, palette = page.sheet, page.sheet.canvas.text, page.sheet.canvas.palette
    for start, end in block.gaps:
        left, right = lanes.axis.px(number_of(start)), lanes.axis.px(number_of(end) + 1)
        page.blocks.hatch(left, y - _HATCH / 2, max(right - left, 3.0), _HATCH)
    sheet.write(NO_FIGURE, lanes.left, y, palette.ink2)
    sheet.write(ellipsis(block.gap_words, lanes.right - lanes.bars - 5, size), lanes.bars + 5, y, palette.ink2)
