"""Bars by month on one time axis: a panel a unit, gaps hatched, figures for longer periods as brackets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from components.charts.bar_columns import Column, Scale, bounds, runs
from components.charts.bar_labels import Spot, label_height, write_labels
from components.charts.bar_parts import Page, draw_whole, traces
from components.charts.bars import EDGE, NO_RAIL, draw_rail, nice_step, rail_height
from components.charts.event_marks import EventMark
from components.charts.event_rail import Rail, flipped, gutter
from components.charts.marks import Blocks, Texts, pixel_layout
from components.charts.measure import text_width, wrap
from components.charts.month_rows import month_rows
from components.charts.time_axis import TimeAxis, number_of, ticks
from components.exhibits.contract import Canvas, Chart
from data.wording import number


@dataclass(frozen=True)
class Longer:
    """A figure for a period that is no month: first and last month, words, and whether the months' origin says it."""

    first: int
    last: int
    words: str
    short: str
    usual: bool
    hover: str
    focus: tuple[str, str]


@dataclass(frozen=True)
class MonthPanel:
    """Figures in one unit: columns whose `year` is the month (12 × year + month − 1), and longer periods."""

    unit: str
    columns: tuple[Column, ...]
    longer: tuple[Longer, ...]


@dataclass(frozen=True)
class MonthPlot:
    """Which years to show, up to which month a figure could be there, and the events beneath."""

    years: range
    until: int
    gap: str
    events: Mapping[str, Sequence[EventMark]] = field(default_factory=dict)


@dataclass(frozen=True)
class MonthPicture:
    """The picture, the months without a label, and the events drawn and named."""

    chart: Chart
    unlabelled: int
    events: int
    named: int


def month_of(day: date) -> int:
    """Number the months: 12 × year + month − 1.

    >>> month_of(date(2024, 1, 31)), month_of(date(2023, 12, 1))
    (24288, 24287)
    """
    return day.year * 12 + day.month - 1


def month_bars(panels: Sequence[MonthPanel], plot: MonthPlot, canvas: Canvas, colour: str) -> MonthPicture:
    """Draw months upright over lanes of events, or on a phone in a row a year."""
    page = Page(canvas, colour, Blocks(canvas.palette), Texts(canvas))
    if canvas.narrow:
        unlabelled = month_rows(page, panels, plot)
        chart = {"data": traces(page), "layout": {**pixel_layout(canvas), "bargap": 0, "shapes": page.shapes}}
        return MonthPicture(chart, unlabelled, len(page.events), 0)
    unlabelled, rail = _upright(page, panels, plot)
    layout = {**pixel_layout(canvas, top=False), "bargap": 0, "shapes": page.shapes, "annotations": page.notes}
    chart = {"data": [*traces(page), *flipped(rail.traces, canvas.height)], "layout": layout}
    return MonthPicture(chart, unlabelled, rail.drawn, rail.named)


def _upright(page: Page, panels: Sequence[MonthPanel], plot: MonthPlot) -> tuple[int, Rail]:
    canvas, size = page.canvas, page.canvas.text
    events = {name: marks for name, marks in plot.events.items() if marks}
    low = rail_height(canvas, events)
    left = max(gutter(events, canvas) if low else 0.0, text_width("100 000", size) + 10)
    axis = TimeAxis(
        number_of(date(plot.years[0], 1, 1)), number_of(date(plot.years[-1] + 1, 1, 1)), left, canvas.width - EDGE
    )
    brackets = size * 1.9 if any(panel.longer for panel in panels) else 0.0
    floor = low + size * 2.0 + brackets
    _ticks(page, axis, low + brackets + size * 1.1, floor)
    each = (canvas.height - floor) / max(len(panels), 1)
    unlabelled = 0
    for at, panel in enumerate(reversed(panels)):
        # A panel with another one above it keeps its heading clear of that one's lowest line.
        height = each if at + 1 == len(panels) else each - size
        unlabelled += _panel(page, panel, axis, floor + each * at, height, plot)
    if brackets:
        found = [one for panel in panels for one in panel.longer]
        _brackets(page, found, axis, low + size * 1.0)
    if not low:
        return unlabelled, NO_RAIL
    return unlabelled, draw_rail(page, events, axis, low)


def _ticks(page: Page, axis: TimeAxis, y: float, floor: float) -> None:
    palette = page.canvas.palette
    for tick in ticks(axis, page.canvas.text):
        page.rule(tick.px, tick.px, floor, floor - (6 if tick.strong else 4), palette.rule)
        page.texts.add(tick.label, tick.px + 3, y, palette.ink if tick.strong else palette.ink2, bold=tick.strong)


def _months(axis: TimeAxis, month: int) -> tuple[float, float]:
    """Give the px between which a month lies."""
    year, place = divmod(month, 12)
    start = date(year, place + 1, 1)
    end = date(year + (place == 11), (place + 1) % 12 + 1, 1)
    return axis.px(number_of(start)), axis.px(number_of(end))


def _panel(page: Page, panel: MonthPanel, axis: TimeAxis, floor: float, height: float, plot: MonthPlot) -> int:
    """Draw the months of one unit; gives how many have no label."""
    size, palette = page.canvas.text, page.canvas.palette
    room = height - size * 2.2
    heights = [(column.height, label_height(column, False, 0, size, room * 0.8)) for column in panel.columns]
    scale = Scale(floor, room, max((value * room / (room - label) for value, label in heights), default=0.0) or 1.0)
    step = nice_step(scale.most, max(2, min(5, int(room / 52))))
    for at in range(int(scale.most / step + 1e-9) + 1):
        y = scale.y(at * step)
        page.rule(axis.left, axis.right, y, y, palette.hair if at else palette.rule)
        page.texts.add(number(at * step), axis.left - 8, y, palette.ink2, right=True)
    page.texts.add(panel.unit, 0, floor + height - size * 0.8, palette.ink2)
    spots, pitch = [], axis.day_width * 30.4
    for column in panel.columns:
        rivals = [one for one in panel.columns if one.year == column.year]
        start, end = _months(axis, column.year)
        wide = (end - start) / len(rivals)
        centre = start + wide * (rivals.index(column) + 0.5)
        spots.append(_column(page, column, centre, wide * 0.72, scale))
    unlabelled = write_labels(page, spots, min(pitch, size * 5), floor + room)
    _gaps(page, panel, axis, floor, plot)
    return unlabelled


def _column(page: Page, column: Column, centre: float, width: float, scale: Scale) -> Spot:
    floor, value = scale.floor, column.whole or 0.0
    if column.whole == 0:
        page.zeros.append((centre, floor, page.colour_of(column)))
    else:
        draw_whole(page, column, centre - width / 2, floor, width, max(scale.y(value) - floor, 1.5))
    top = scale.y(value) + (6 if column.whole == 0 else 0)
    if bounds(column):
        page.arrows.append((centre, scale.y(value), bounds(column), page.colour_of(column)))
        top += 21 if bounds(column) > 0 else 0
    page.spans.append((centre - width / 2, floor, width, max(top - floor, 10), column.hover, column.focus))
    return Spot(column, centre, width, floor, top)


def _gaps(page: Page, panel: MonthPanel, axis: TimeAxis, floor: float, plot: MonthPlot) -> None:
    """Hatch the months without a figure of their own, with words where there is room."""
    size, palette = page.canvas.text, page.canvas.palette
    told = {column.year for column in panel.columns}
    silent = [month for month in range(plot.years[0] * 12, plot.until + 1) if month not in told]
    for first, last in runs(silent):
        left, right = _months(axis, first)[0], _months(axis, last)[1]
        page.blocks.hatch(left + 1.5, floor + 1, max(right - left - 3, 1), size * 1.1)
        lines = wrap(plot.gap, right - left - 8, size)
        if right - left >= size * 5.5 and len(lines) <= 3:
            for at, line in enumerate(reversed(lines)):
                y = floor + size * (2.1 + 1.25 * at)
                page.texts.add(line, (left + right) / 2, y, palette.ink2, centre=True)


def _brackets(page: Page, found: Sequence[Longer], axis: TimeAxis, y: float) -> None:
    """Draw longer periods as brackets with their words, none over another: the months' own origin, then the longest."""
    size, palette, taken = page.canvas.text, page.canvas.palette, list[tuple[float, float]]()
    for one in sorted(found, key=lambda one: (not one.usual, one.first - one.last, one.first)):
        left, right = _months(axis, one.first)[0] + 2, _months(axis, one.last)[1] - 2
        if any(left < b and a < right for a, b in taken) or right - left < 8:
            continue
        taken.append((left, right))
        # Without its period a figure reads as that of the whole calendar year above it.
        year = one.first % 12 == 0 and one.last == one.first + 11
        words = one.short if year and text_width(one.words, size) + 12 > right - left else one.words
        width = text_width(words, size)
        named = width + 12 <= right - left
        pieces = [(left, (left + right - width) / 2 - 4), ((left + right + width) / 2 + 4, right)]
        for start, end in pieces if named else [(left, right)]:
            page.rule(start, end, y, y, palette.ink3)
        for x in (left, right):
            page.rule(x, x, y - 4, y + 4, palette.ink3)
        if named:
            page.texts.add(words, (left + right) / 2, y, palette.ink2, centre=True)
        page.spans.append((left, y - size * 0.7, right - left, size * 1.4, one.hover, one.focus))
