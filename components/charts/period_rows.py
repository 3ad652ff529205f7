"""Counts in rows: over which days each counts, drawn on a calendar, and how many, drawn from zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from components.charts.count_columns import (
    AIR,
    BEHIND,
    HEADING,
    LINE,
    CountBlock,
    LaidBlock,
    LaidRow,
    Parts,
    columns,
    parts,
)
from components.charts.marks import Blocks, pixel_layout
from components.charts.measure import ellipsis, text_width
from components.charts.period_marks import CountPage, CountRow, bar_traces, spot_traces
from components.charts.range_lines import Sheet
from components.charts.time_axis import TimeAxis, Unit, day_of, number_of, starts, ticks
from components.exhibits.contract import Canvas, Chart, plain
from components.theme import mix
from data.wording import NO_FIGURE, counted

_BAR, _PERIOD = 8.0, 6.0
_HATCH = 8.0
#: Px of a hatch where there is no calendar to draw it on.
_SWATCH = 24.0
#: Days from which the calendar is numbered by years.
_LONG = 900


@dataclass(frozen=True)
class CountPicture:
    """The picture and the number of rows that found no room in it."""

    chart: Chart
    hidden: int


@dataclass(frozen=True, slots=True)
class _Lanes:
    """Where the parts of a column stand: the name, the calendar if there is one, and the bars with their labels."""

    left: float
    alone: float
    axis: TimeAxis | None
    bars: float
    right: float


def count_blocks(blocks: Sequence[CountBlock], days: tuple[date, date], canvas: Canvas) -> CountPicture:
    """Draw blocks in columns over the same calendar from the first to the last of `days`.

    Blocks stay whole and in order; rows that find no room fall away from the end, and the picture says how many.
    Narrow columns have no calendar: the days stand in words behind each number.
    """
    page = CountPage(Sheet(canvas), Blocks(canvas.palette))
    laid = columns(blocks, canvas)
    shared = parts(blocks, laid.width, canvas.text)
    for at, column in enumerate(laid.blocks):
        _column(page, column, _lanes(shared, days, laid.left(at), canvas.text), laid.pitch)
    if laid.hidden:
        words = f"and {counted(laid.hidden, 'more count')}: see the table"
        page.sheet.write(words, 0, canvas.height - canvas.text * 0.6, canvas.palette.ink2)
    layout = {**pixel_layout(canvas), "shapes": page.sheet.shapes}
    traces = [*page.blocks.traces(), *bar_traces(page), *spot_traces(page), page.sheet.texts.trace()]
    return CountPicture({"data": traces, "layout": layout}, laid.hidden)


def _lanes(shared: Parts, days: tuple[date, date], left: float, size: float) -> _Lanes:
    begins = left + shared.name + size * 0.6
    right = left + shared.width
    if not shared.strip:
        return _Lanes(left, left + shared.alone, None, begins, right)
    axis = TimeAxis(number_of(days[0]), number_of(days[1]) + 1, begins, begins + shared.strip)
    return _Lanes(left, left + shared.alone, axis, axis.right + size, right)


def _column(page: CountPage, column: Sequence[LaidBlock], lanes: _Lanes, pitch: float) -> None:
    sheet, size, palette = page.sheet, page.sheet.canvas.text, page.sheet.canvas.palette
    at, drawn = size * 1.8, any(laid.block.drawn for laid in column)
    for x, label in _ticks(lanes.axis, size) if drawn and lanes.axis else ():
        sheet.write(label, x, size * 0.9, palette.ink2)
    for laid in column:
        at += pitch * AIR
        edge = at - pitch * AIR * 0.35
        sheet.rule(lanes.left, edge, lanes.right, edge, palette.hair)
        for text in laid.heading:
            sheet.write(text, lanes.left, at + pitch * HEADING / 2, palette.ink, weight=600)
            at += pitch * HEADING
        top = at
        scale = _scale(laid.block, lanes, size)
        for row in laid.rows:
            _names(page, row, lanes.left, at, pitch)
            middle = at + pitch / 2
            if laid.block.drawn:
                _row(page, row.row, lanes, scale, middle)
            else:
                _single(page, row, lanes, at, pitch)
            at += pitch * row.height
        if laid.block.gaps:
            _gaps(page, laid.block, lanes, at + pitch / 2)
            at += pitch
        if laid.block.drawn:
            _calendar(page, lanes, top, at)


def _names(page: CountPage, laid: LaidRow, left: float, top: float, pitch: float) -> None:
    palette = page.sheet.canvas.palette
    for at, text in enumerate(laid.name):
        if text:
            colour = palette.ink3 if laid.row.hollow else palette.ink
            page.sheet.write(text, left, top + pitch * (0.5 + LINE * at), colour)


def _calendar(page: CountPage, lanes: _Lanes, top: float, bottom: float) -> None:
    """Draw the year lines behind the periods, and zero before the bars."""
    sheet, palette = page.sheet, page.sheet.canvas.palette
    size = sheet.canvas.text
    if axis := lanes.axis:
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
    """Draw the days and the number of one count."""
    sheet, palette = page.sheet, page.sheet.canvas.palette
    if lanes.axis:
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


def _single(page: CountPage, laid: LaidRow, lanes: _Lanes, top: float, pitch: float) -> None:
    """Write a count that stands alone: how many, and by whom, in as many lines as that takes."""
    first, *more = laid.words or ("",)
    y = top + pitch / 2
    page.spots.append((lanes.alone, y, 8.0, laid.row))
    _label(page, replace(laid.row, words=first), lanes.alone + BEHIND, y, lanes.right)
    for at, words in enumerate(more, start=1):
        page.sheet.write(words, lanes.alone + BEHIND, y + pitch * LINE * at, page.sheet.canvas.palette.ink2)


def _gaps(page: CountPage, block: CountBlock, lanes: _Lanes, y: float) -> None:
    """Hatch the stretches without a number and say what they are."""
    sheet, size, palette = page.sheet, page.sheet.canvas.text, page.sheet.canvas.palette
    words = lanes.bars + 5
    if axis := lanes.axis:
        for start, end in block.gaps:
            left, right = axis.px(number_of(start)), axis.px(number_of(end) + 1)
            page.blocks.hatch(left, y - _HATCH / 2, max(right - left, 3.0), _HATCH)
    else:
        page.blocks.hatch(lanes.bars, y - _HATCH / 2, _SWATCH, _HATCH)
        words += _SWATCH
    sheet.write(NO_FIGURE, lanes.left, y, palette.ink2)
    sheet.write(ellipsis(block.gap_words, lanes.right - words, size), words, y, palette.ink2)
