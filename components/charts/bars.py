"""Bars of rival figures by year: whole years as bars, parts of a year as steps, gaps as hatches."""

from __future__ import annotations

import math
from collections import Counter

from components.charts.bar_list import bar_list
from components.charts.bar_parts import (
    ARROW,
    Column,
    Gap,
    Page,
    Step,
    bounds,
    cap_colour,
    draw_part,
    draw_whole,
    traces,
)
from components.charts.marks import Blocks, Texts, pixel_layout
from components.charts.measure import ellipsis, text_width, wrap
from components.exhibits.contract import Canvas, Chart, plain
from data.vocabulary import Basis
from data.wording import number

_NOTCHED = 16  # from this width of a column the parts within it are drawn


def year_bars(
    columns: list[Column], gaps: list[Gap], years: range, canvas: Canvas, colour: str, unit: str
) -> tuple[Chart, int]:
    """Draw columns by year, upright or, where it is narrow, as a list with the newest year first.

    Gives the picture and the number of figures that found no room.
    """
    page = Page(canvas, colour, Blocks(canvas.palette), Texts(canvas))
    page.lying = canvas.narrow or _pitch(canvas, columns, years) < canvas.text
    if page.lying:
        hidden = bar_list(page, columns, gaps, years, unit)
        layout = pixel_layout(canvas)
    else:
        hidden = _upright(page, columns, gaps, years, unit)
        layout = pixel_layout(canvas, top=False)
    return {"data": traces(page), "layout": {**layout, "shapes": page.shapes, "annotations": page.notes}}, hidden


def nice_step(top: float, count: int) -> float:
    """Give a round distance of grid lines, so that about `count` of them reach `top`.

    >>> nice_step(232, 5), nice_step(52.9, 5), nice_step(0.04, 4)
    (50.0, 10.0, 0.01)
    """
    rough = top / count
    base = 10.0 ** math.floor(math.log10(rough))
    return round(next(base * factor for factor in (1, 2, 2.5, 5, 10) if base * factor >= rough * 0.7), 10)


def _upright(page: Page, columns: list[Column], gaps: list[Gap], years: range, unit: str) -> int:
    """Draw columns side by side; gives the number of parts of years that are too narrow to be drawn."""
    canvas, size = page.canvas, page.canvas.text
    (left, right), floor = _edges(canvas), size * 2.0
    slot, pitch = (right - left) / len(years), _pitch(canvas, columns, years)
    level = pitch >= size * 5.5
    bar = min(pitch * (0.4 if level else 0.74), 46)
    room = canvas.height - floor - size * 2.2
    labels = {column: _label_height(column, level, pitch, size, room) for column in columns}
    top = max(column.height * room / (room - labels[column]) for column in columns) or 1.0
    scale = room / top
    _grid(page, left, right, floor, scale, room, unit)
    for number_, year in enumerate(years):
        middle = left + slot * (number_ + 0.5)
        page.texts.add(str(year), middle, floor - size * 1.1, canvas.palette.ink, heading=True, centre=True)
        here = [column for column in columns if column.year == year]
        for place, column in enumerate(here):
            centre = middle + (place - (len(here) - 1) / 2) * pitch
            _column(page, column, centre, bar, floor, scale)
            at = _label_at(column, centre, bar, pitch >= size * 2)
            _label(page, column, at, floor + column.height * scale, level, pitch, floor + room)
            height = column.height * scale + labels[column]
            page.targets.append((centre - pitch / 2, floor, pitch, height, column))
    for gap in gaps:
        _gap(page, gap, left + slot * (gap.first - years[0]), slot * (gap.last - gap.first + 1), floor)
    return sum(len(column.steps) - len(_drawn_steps(column, bar)) for column in columns)


def _label_at(column: Column, centre: float, bar: float, apart: bool) -> float:
    """Give the middle of a label: over the months of a part of a year where columns are far enough apart."""
    return centre if column.last is None or not apart else centre - bar * (1 - column.last.end) / 2


def _edges(canvas: Canvas) -> tuple[float, float]:
    """Give where the years begin and end, right of the scale."""
    return text_width("1 000", canvas.text) + 10, canvas.width - 4.0


def _pitch(canvas: Canvas, columns: list[Column], years: range) -> float:
    """Give the px from one column of a year to the next, the same in every year."""
    left, right = _edges(canvas)
    widest = max(Counter(column.year for column in columns).values())
    return min((right - left) / len(years) * 0.94 / widest, canvas.text * 13)


def _grid(page: Page, left: float, right: float, floor: float, scale: float, room: float, unit: str) -> None:
    palette, size = page.canvas.palette, page.canvas.text
    step = nice_step(room / scale, max(2, min(5, int(room / 60))))
    count = int(room / scale / step)
    for line in range(count + 1):
        y = floor + line * step * scale
        page.rule(left, right, y, y, palette.hair if line else palette.rule)
        page.texts.add(number(line * step), left - 8, y, palette.ink2, right=True)
    page.texts.add(unit, 0, page.canvas.height - size * 0.8, palette.ink2)


def _label_height(column: Column, level: bool, pitch: float, size: float, room: float) -> float:
    arrow = ARROW + 4 if bounds(column) > 0 else 0
    if level:
        return 8 + arrow + size * 1.25 * (1 + len(_about(column, pitch, size)))
    words = column.line
    return min(text_width(words, size), room * 0.55) + 12 + arrow


def _about(column: Column, pitch: float, size: float) -> list[str]:
    period = wrap(column.last.period, pitch - 6, size) if column.last else []
    return [*period, *wrap(column.name, pitch - 6, size, lines=2)]


def _label(page: Page, column: Column, x: float, y: float, level: bool, pitch: float, top: float) -> None:
    size, palette = page.canvas.text, page.canvas.palette
    base = y + (ARROW + 6 if bounds(column) > 0 else 4)
    if level:
        lines = [column.label, *_about(column, pitch, size)]
        for number_, line in enumerate(reversed(lines)):
            first = number_ == len(lines) - 1
            at = base + size * (0.7 + 1.25 * number_)
            page.texts.add(line, x, at, palette.ink if first else palette.ink2, bold=first, centre=True)
        return
    words = ellipsis(column.line, top - base, size)
    note = {"text": plain(words), "x": x, "y": base, "textangle": -90, "xanchor": "center", "yanchor": "bottom"}
    font = {"size": size, "color": palette.ink}
    page.notes.append({**note, "showarrow": False, "borderpad": 0, "font": font})


def _column(page: Page, column: Column, centre: float, width: float, floor: float, scale: float) -> None:
    left = centre - width / 2
    if column.whole == 0:
        page.zeros.append((centre, floor))
    elif column.whole is not None:
        height = max(column.whole * scale, 1.5)
        draw_whole(page, column, left, floor, width, height)
    _steps(page, column, left, width, floor, scale)
    if bounds(column):
        x = centre if column.last is None else left + width * column.last.end / 2
        page.arrows.append((x, floor + column.height * scale, bounds(column)))


def _steps(page: Page, column: Column, left: float, width: float, floor: float, scale: float) -> None:
    """Draw each part of a year as wide as its months: bodies up to a cap, or notches in a whole."""
    before = 0.0
    for step in _drawn_steps(column, width):
        start, end, height = left + width * before, left + width * step.end, step.value * scale
        if column.whole is None:
            draw_part(page, step.form, start, floor, end - start, height)
        if column.whole is not None or step.form is not Basis.ESTIMATE:
            page.cap((start, end), (floor + height, floor + height), cap_colour(page, column))
        before = step.end


def _drawn_steps(column: Column, width: float) -> list[Step]:
    """Give the parts that a column of this width can show: in a narrow one only what it ends in."""
    steps = sorted(column.steps, key=lambda step: step.end)
    if width >= _NOTCHED:
        return steps
    return [] if column.last is None else [column.last]


def _gap(page: Page, gap: Gap, left: float, width: float, floor: float) -> None:
    size, palette = page.canvas.text, page.canvas.palette
    inset = min(width * 0.08, 12)
    page.blocks.hatch(left + inset, floor + 1, width - 2 * inset, size * 1.6)
    above = floor + size * 2.1
    lines = wrap(gap.words, width - 8, size)
    if width >= size * 6 and len(lines) <= 3:
        for number_, line in enumerate(reversed(lines)):
            at = above + size * (0.5 + 1.25 * number_)
            page.texts.add(line, left + width / 2, at, palette.ink2, centre=True)
        return
    note = {"text": plain(gap.words), "x": left + width / 2, "y": above - 2, "textangle": -90}
    font = {"size": size, "color": palette.ink2}
    page.notes.append(
        {**note, "xanchor": "center", "yanchor": "bottom", "showarrow": False, "borderpad": 0, "font": font}
    )
