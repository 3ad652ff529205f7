"""Bars of rival figures by year: whole years as bars, parts of a year as steps, gaps as hatches, events beneath."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from components.charts.bar_columns import Column, Gap, Scale, Step, bounds
from components.charts.bar_labels import Spot, gap_words, is_level, label_height, write_labels
from components.charts.bar_list import bar_list
from components.charts.bar_parts import ARROW, Page, cap_colour, draw_part, draw_whole, traces
from components.charts.event_marks import EventMark
from components.charts.event_rail import Rail, event_rail, flipped, gutter
from components.charts.marks import Blocks, Texts, pixel_layout
from components.charts.measure import text_width
from components.charts.time_axis import TimeAxis, number_of
from components.exhibits.contract import Canvas, Chart
from data.trade_figures import Standing
from data.wording import number

#: Height of a figure's block on a logarithmic scale, where no length may be read, in px.
_BLOCK = 9.0
#: Px between a column's end and another origin's figure from which the latter is drawn as a line.
_APART = 3.0
#: From this width of a column the parts within it are drawn on a logarithmic scale.
_NOTCHED = 16
#: Pictures lower than this leave no height for events, in lines of text.
_LEAST_WITH_EVENTS = 24
#: From this value on a scale may be numbered in ten thousands.
_THOUSANDS = 900
#: A lane with more events than this gets more height.
_FULL_LANE = 8
NO_RAIL = Rail([], [], 0, 0)
#: Px beside the axis that a mark on its last day needs.
EDGE = 8.0


@dataclass(frozen=True)
class Plot:
    """What a picture of years is to show: which years, in which unit, on which scale, over which events.

    The scale names no value over `limit`, where nothing can lie.
    """

    years: range
    unit: str
    log: bool = False
    limit: float = math.inf
    events: Mapping[str, Sequence[EventMark]] = field(default_factory=dict)


@dataclass(frozen=True)
class Picture:
    """The picture, the columns that found no room, those without a label, and the events drawn and named."""

    chart: Chart
    hidden: int
    unlabelled: int
    events: int
    named: int


def year_bars(columns: list[Column], gaps: list[Gap], plot: Plot, canvas: Canvas, colour: str) -> Picture:
    """Draw columns by year, upright over lanes of events, or on a phone as a list with the newest year first."""
    page = Page(canvas, colour, Blocks(canvas.palette), Texts(canvas))
    page.lying = canvas.narrow
    if page.lying:
        hidden = bar_list(page, columns, gaps, plot.years, plot.unit, plot.events, log=plot.log)
        unlabelled, rail = 0, Rail([], [], len(page.events), len(page.events))
        layout = pixel_layout(canvas)
    else:
        hidden = 0
        unlabelled, rail = _upright(page, columns, gaps, plot)
        layout = pixel_layout(canvas, top=False)
    chart = {
        "data": [*traces(page), *flipped(rail.traces, canvas.height)],
        "layout": {**layout, "bargap": 0, "shapes": page.shapes, "annotations": page.notes},
    }
    return Picture(chart, hidden, unlabelled, rail.drawn, rail.named)


def nice_step(top: float, count: int) -> float:
    """Give a round distance of grid lines, so that about `count` of them reach `top`.

    >>> nice_step(232, 5), nice_step(52.9, 5), nice_step(0.04, 4)
    (50.0, 10.0, 0.01)
    """
    rough = top / count
    base = 10.0 ** math.floor(math.log10(rough))
    return round(next(base * factor for factor in (1, 2, 2.5, 5, 10) if base * factor >= rough * 0.7), 10)


def rail_height(canvas: Canvas, groups: Mapping[str, Sequence[EventMark]]) -> float:
    """Give the px that lanes of events take beneath a picture of numbers; none where it is low."""
    if not groups or canvas.height < _LEAST_WITH_EVENTS * canvas.text:
        return 0.0
    full = max(len(marks) for marks in groups.values()) > _FULL_LANE
    return min(canvas.height * 0.4, canvas.text * ((5.6 if full else 3.9) * len(groups) + 1))


def decades(least: float, most: float) -> tuple[float, float]:
    """Give the powers of ten between which a logarithmic scale runs.

    >>> decades(0.04, 232.0), decades(10.0, 10.0)
    ((0.01, 1000.0), (10.0, 100.0))
    """
    low = 10.0 ** math.floor(math.log10(least) + 1e-9)
    return low, max(10.0 ** math.ceil(math.log10(most) - 1e-9), low * 10)


def _upright(page: Page, columns: list[Column], gaps: list[Gap], plot: Plot) -> tuple[int, Rail]:
    """Draw columns side by side; gives the number of columns without a label, and the events beneath."""
    canvas, size, years = page.canvas, page.canvas.text, plot.years
    events = {name: marks for name, marks in plot.events.items() if marks}
    low = rail_height(canvas, events)
    left = max(gutter(events, canvas) if low else 0.0, _scale_width(columns, size) + 10)
    right, floor = canvas.width - EDGE, low + size * 2.1
    slot = (right - left) / len(years)
    pitch = _pitch(columns, slot, size)
    level = is_level(pitch, size)
    bar = min(pitch * (0.4 if level else 0.74), 46)
    room = canvas.height - floor - size * 2.2
    scale = _scale(columns, plot, floor, room, (level, pitch, size))
    _grid(page, left, right, scale, plot)
    _years(page, years, left, slot, floor)
    spots = []
    for at, year in enumerate(years):
        middle = left + slot * (at + 0.5)
        here = [column for column in columns if column.year == year]
        for place, column in enumerate(here):
            centre = middle + (place - (len(here) - 1) / 2) * pitch
            top = _column(page, column, centre, bar, scale)
            spots.append(Spot(column, centre, bar, floor, top))
    unlabelled = write_labels(page, spots, pitch, floor + room, beneath=plot.log)
    for gap in gaps:
        gap_words(page, gap, left + slot * (gap.first - years[0]), slot * (gap.last - gap.first + 1), floor, spots)
    rail = _rail(page, events, plot, left, right, low)
    return unlabelled, rail


def _scale_width(columns: list[Column], size: float) -> float:
    most = max((column.height for column in columns), default=0)
    return text_width("10 000" if most >= _THOUSANDS else "1 000", size)


def _pitch(columns: list[Column], slot: float, size: float) -> float:
    """Give the px from one column of a year to the next, the same in every year."""
    widest = max(Counter(column.year for column in columns).values())
    return min(slot * 0.98 / widest, size * 13)


def _scale(columns: list[Column], plot: Plot, floor: float, room: float, look: tuple[bool, float, float]) -> Scale:
    """Fit the scale so that every column and its label keep below the top."""
    heights = [(column.height, label_height(column, *look, room)) for column in columns]
    if not plot.log:
        most = max(height * room / (room - label) for height, label in heights) or 1.0
        return Scale(floor, room, most)
    least, most = decades(min((column.least for column in columns), default=1.0), max(h for h, _ in heights))
    full = Scale(0.0, 1.0, most, least)
    arrow = max((ARROW for column in columns if bounds(column) > 0), default=0)
    words = [12.0 + arrow] if not look[0] else [label for _, label in heights]
    fitting = [(room - max(words) - _BLOCK) / full.y(height) for height, _ in heights if full.y(height) > 0]
    return Scale(floor, min([room, *fitting]), most, least)


def _years(page: Page, years: range, left: float, slot: float, floor: float) -> None:
    """Write the years under their slots, as many as have room, with a tick between two years."""
    size, palette = page.canvas.text, page.canvas.palette
    wide = text_width("2000", size + 1, weight=600) + 6
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if step * slot >= wide or step == 100)
    for at, year in enumerate(years):
        x = left + slot * at
        page.rule(x, x, floor, floor - 5, palette.rule)
        inside = x + slot / 2 + wide / 2 <= page.canvas.width + 2
        if (year % step == 0 or step == 1) and inside:
            page.texts.add(str(year), x + slot / 2, floor - size * 1.1, palette.ink, heading=True, centre=True)


def _grid(page: Page, left: float, right: float, scale: Scale, plot: Plot) -> None:
    palette, size = page.canvas.palette, page.canvas.text
    for value in (value for value in _grid_values(scale) if value <= plot.limit):
        y = scale.y(value)
        page.rule(left, right, y, y, palette.hair if y > scale.floor else palette.rule)
        page.texts.add(number(value), left - 8, y, palette.ink2, right=True)
    unit = f"{plot.unit}, log scale" if scale.log else plot.unit
    page.texts.add(unit, 0, page.canvas.height - size * 0.8, palette.ink2)


def _grid_values(scale: Scale) -> list[float]:
    if scale.log:
        count = round(math.log10(scale.most / scale.least))
        return [round(scale.least * 10**power, 10) for power in range(count + 1)]
    step = nice_step(scale.most, max(2, min(5, int(scale.room / 60))))
    return [line * step for line in range(int(scale.most / step + 1e-9) + 1)]


def _column(page: Page, column: Column, centre: float, width: float, scale: Scale) -> float:
    """Draw a column and give the px of its top."""
    left, floor = centre - width / 2, scale.floor
    if column.missing:
        height = page.canvas.text * 0.9
        page.blocks.hatch(left, floor + 1, width, height)
        page.spans.append((left, floor, width, height, column.hover, column.focus))
        return floor + height
    if column.whole == 0:
        page.zeros.append((centre, floor, page.colour_of(column)))
    elif column.whole is not None:
        y = scale.y(column.whole)
        base = max(y - _BLOCK / 2, floor) if scale.log else floor
        draw_whole(page, column, left, base, width, max(y + (_BLOCK / 2 if scale.log else 0) - base, 1.5))
    _steps(page, column, left, width, scale)
    for value, _ in column.ticks:
        y = scale.y(value)
        # On the edge of the column itself a line would hide it and say nothing.
        if column.whole is None or abs(y - scale.y(column.whole)) >= _APART:
            page.cap((left - 2, left + width + 2), (y, y), page.canvas.palette.ink)
    top = scale.y(column.height) + (_BLOCK / 2 if scale.log else 0)
    if bounds(column):
        x = centre if column.last is None else left + width * column.last.end / 2
        page.arrows.append((x, scale.y(column.height), bounds(column), page.colour_of(column)))
        top += ARROW + 2 if bounds(column) > 0 else 0
    page.spans.append((left, floor, width, max(top - floor, 6), column.hover, column.focus))
    return top


def _steps(page: Page, column: Column, left: float, width: float, scale: Scale) -> None:
    """Draw each part of a year as wide as its months: bodies up to a cap, or notches in a whole."""
    before = 0.0
    for step in _drawn_steps(column, width, log=scale.log):
        y, end = scale.y(step.value), left + width * step.end
        start = left + width * max(before, step.start)
        if column.whole is None and not scale.log:
            draw_part(page, step.form, (start, scale.floor, end - start, y - scale.floor), page.colour_of(column))
        if column.whole is not None or scale.log or step.form is not Standing.ESTIMATE:
            page.cap((start, max(end, start + 2)), (y, y), cap_colour(page, column))
        before = step.end


def _drawn_steps(column: Column, width: float, *, log: bool) -> list[Step]:
    """Give the parts that a column can show: without bodies under them narrow ones would be dots."""
    if log and width < _NOTCHED:
        return [] if column.last is None else [column.last]
    return sorted(column.steps, key=lambda step: step.end)


def _rail(
    page: Page, events: Mapping[str, Sequence[EventMark]], plot: Plot, left: float, right: float, height: float
) -> Rail:
    if not height:
        return NO_RAIL
    start, end = date(plot.years[0], 1, 1), date(plot.years[-1] + 1, 1, 1)
    return draw_rail(page, events, TimeAxis(number_of(start), number_of(end), left, right), height)


def draw_rail(page: Page, events: Mapping[str, Sequence[EventMark]], axis: TimeAxis, height: float) -> Rail:
    """Lay lanes of events over the lowest px of a picture whose px count from the bottom."""
    canvas = page.canvas
    rail = event_rail(events, axis, canvas, top=canvas.height - height + 3, bottom=float(canvas.height))
    page.shapes += [{**shape, "path": _mirrored(shape["path"], canvas.height)} for shape in rail.shapes]
    return rail


def _mirrored(path: str, height: float) -> str:
    """Turn a path of moves and lines laid out from the top for px that count from the bottom."""
    turned = []
    for piece in path.replace("L", " L").replace("M", " M").split():
        x, y = piece[1:].split(",")
        turned.append(f"{piece[0]}{x},{height - float(y)}")
    return "".join(turned)
