"""Dots and ranges from zero, one line an origin, in groups that count the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.charts.grouped_rows import GroupPlace, plan_rows
from components.charts.marks import pixel_layout
from components.charts.measure import ellipsis, text_width, wrap
from components.charts.range_lines import (
    Box,
    RangeLine,
    RangePanel,
    Sheet,
    bar_traces,
    draw_mark,
    draw_more,
    draw_scale,
    head_traces,
    largest,
    mark_traces,
)
from components.exhibits.contract import Canvas, Chart

#: From this width a panel has columns; below it, every line takes two rows of text.
_COLUMNS_FROM = 500.0
#: The shortest strip on which numbers can be told apart.
_LEAST_STRIP = 170.0
#: From this width two panels stand side by side.
_ASIDE_FROM = 1100.0
_ASIDE_GAP = 48.0


@dataclass(frozen=True)
class RangePicture:
    """The picture and the number of lines that found no room in it."""

    chart: Chart
    hidden: int


def range_panels(panels: Sequence[RangePanel], canvas: Canvas) -> RangePicture:
    """Draw panels side by side where the canvas is wide enough, else one below the other."""
    sheet = Sheet(canvas)
    for panel, box in zip(panels, _boxes(panels, canvas), strict=True):
        _draw(sheet, panel, box)
    layout = {**pixel_layout(canvas), "shapes": sheet.shapes}
    traces = [*bar_traces(sheet), *head_traces(sheet), *mark_traces(sheet), sheet.texts.trace()]
    return RangePicture({"data": traces, "layout": layout}, sheet.hidden)


def _boxes(panels: Sequence[RangePanel], canvas: Canvas) -> list[Box]:
    whole = sum(panel.share for panel in panels)
    if canvas.width >= _ASIDE_FROM or len(panels) == 1:
        room = canvas.width - _ASIDE_GAP * (len(panels) - 1)
        left, boxes = 0.0, []
        for panel in panels:
            wide = room * panel.share / whole
            boxes.append(Box(left, 0, left + wide, canvas.height))
            left += wide + _ASIDE_GAP
        return boxes
    heights = [_wish(panel, canvas) for panel in panels]
    top, boxes = 0.0, []
    for wish in heights:
        high = canvas.height * wish / sum(heights)
        boxes.append(Box(0, top, canvas.width, top + high - canvas.text * 0.8))
        top += high
    return boxes


def _wish(panel: RangePanel, canvas: Canvas) -> float:
    """Give the px that a panel wants when panels stand one below the other."""
    rows = len(panel.lines) * (1 if canvas.width >= _COLUMNS_FROM else 1.9)
    return rows + len(panel.groups) * 1.2 + 3


def _draw(sheet: Sheet, panel: RangePanel, box: Box) -> None:
    size = sheet.canvas.text
    top = box.top
    if panel.heading:
        sheet.write(panel.heading, box.left, top + size * 1.2, sheet.canvas.palette.ink, weight=600)
        top += size * 2.4
    body = Box(box.left, top, box.right, box.bottom)
    # What stands to the right of the numbers gives way, from its end, to a strip that can be read.
    for kept in range(len(panel.columns), -1, -1):
        columns = _columns(sheet, panel, body, kept)
        if columns.strip >= (_LEAST_STRIP if panel.unit else 0) and body.width >= _COLUMNS_FROM:
            _in_columns(sheet, panel, body, columns)
            return
    _stacked(sheet, panel, body)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of a panel stand: widths of heading and name, edges of strip and number, and the rest."""

    head: float
    name_at: float
    name: float
    strip_at: float
    strip: float
    figure: float
    figure_end: float
    about: tuple[tuple[str, float, float], ...]


def _columns(sheet: Sheet, panel: RangePanel, box: Box, kept: int) -> _Columns:
    """Measure the columns with the first `kept` of those to the right of the number."""
    size = sheet.canvas.text
    gap = size * 1.4
    head = max(_widest([group.heading for group in panel.groups], size + 1, 600, box.width * 0.2), size * 6)
    name = _widest([line.name for line in panel.lines], size, 400, box.width * 0.2)
    figure = _widest([line.number for line in panel.lines], size, 600, box.width * 0.2)
    titles = panel.columns[:kept]
    wide = [
        _widest([title, *(line.about[at] for line in panel.lines)], size, 400, max(box.width * 0.16, size * 9))
        for at, title in enumerate(titles)
    ]
    end = box.right - 2 - sum(wide) - gap * len(wide)
    if not panel.unit:  # no strip: its room goes to the names
        name = end - figure - gap * 2 - head - box.left
    strip_at = box.left + head + gap + name + gap * 0.8
    edges = [end + gap + sum(wide[:at]) + gap * at for at in range(len(wide))]
    about = tuple(zip(titles, edges, wide, strict=True))
    strip = end - figure - gap - strip_at if panel.unit else 0.0
    return _Columns(head, box.left + head + gap, name, strip_at, strip, figure, end, about)


def _in_columns(sheet: Sheet, panel: RangePanel, box: Box, at: _Columns) -> None:
    """Draw heading, origin, strip, number and what is said about it in columns."""
    size, palette = sheet.canvas.text, sheet.canvas.palette
    headings = [wrap(group.heading, at.head, size + 1, weight=600, lines=4) for group in panel.groups]
    needs = [(len(lines) - 1) * (size + 1) * 1.2 + size * 1.7 for lines in headings]
    top = box.top + size * 1.9
    counts = [len(group.lines) for group in panel.groups]
    plan = plan_rows(counts, needs, top, box.bottom - size * 1.5, (size * 1.4, size * 2.7), size * 0.9)
    last = plan.groups[-1].bottom
    strip = Box(at.strip_at, top, at.strip_at + at.strip, last)
    draw_scale(sheet, panel, strip)
    for title, x, _ in at.about:
        sheet.write(title, x, box.top + size * 0.8, palette.ink2)
    for place in plan.groups:
        _group_head(sheet, headings[place.index], place, box, first=place is plan.groups[0])
        for line, y in zip(panel.groups[place.index].lines, place.rows, strict=False):
            _column_line(sheet, panel, line, y, at, strip)
    draw_more(sheet, plan.hidden, at.name_at, last + size * 0.9)


def _column_line(sheet: Sheet, panel: RangePanel, line: RangeLine, y: float, at: _Columns, strip: Box) -> None:
    size, palette = sheet.canvas.text, sheet.canvas.palette
    words = palette.ink3 if line.faint else palette.ink
    sheet.write(ellipsis(line.name, at.name, size), at.name_at, y, words)
    if panel.unit:
        draw_mark(sheet, line, strip, largest(panel), y)
    number = ellipsis(line.number, at.figure, size, weight=600)
    sheet.write(number, at.figure_end, y, words, weight=600, right=True)
    for text, (_, x, wide) in zip(line.about, at.about, strict=False):
        sheet.write(ellipsis(text, wide, size), x, y, palette.ink2)


def _group_head(sheet: Sheet, lines: list[str], place: GroupPlace, box: Box, *, first: bool) -> None:
    size, palette = sheet.canvas.text, sheet.canvas.palette
    edge = place.top - size * 0.5
    sheet.rule(box.left, edge, box.right, edge, palette.rule if first else palette.hair)
    for at, text in enumerate(lines):
        y = place.rows[0] + at * (size + 1) * 1.2
        sheet.write(text, box.left, y, palette.ink, weight=600)


def _widest(texts: Sequence[str], size: float, weight: int, most: float) -> float:
    return min(max((text_width(text, size, weight=weight) for text in texts), default=0.0) + 2, most)


def _stacked(sheet: Sheet, panel: RangePanel, box: Box) -> None:
    """Draw every line as name and number, with the strip and the rest of the words below them."""
    size, palette = sheet.canvas.text, sheet.canvas.palette
    strip = Box(box.left + 3, box.top, box.left + box.width * (0.56 if panel.unit else 0.2), box.bottom)
    headings = [wrap(group.heading, box.width, size + 1, weight=600, lines=2) for group in panel.groups]
    head = [len(lines) * (size + 1) * 1.25 + 4 for lines in headings]
    top = box.top + size * (1.7 if panel.unit else 0.5)
    # A heading stands above its rows here, so its px are taken from the height before rows are spread.
    room = box.bottom - size * 1.5 - sum(head)
    plan = plan_rows([len(group.lines) for group in panel.groups], [0.0] * len(headings), top, room,
                     (size * 2.5, size * 3.0), size * 0.7)  # fmt: skip
    shift = 0.0
    for place in plan.groups:
        edge = place.top + shift
        sheet.rule(box.left, edge - size * 0.3, box.right, edge - size * 0.3, palette.hair)
        for at, text in enumerate(headings[place.index]):
            sheet.write(text, box.left, edge + size * 0.7 + at * (size + 1) * 1.25, palette.ink, weight=600)
        shift += head[place.index]
        for line, y in zip(panel.groups[place.index].lines, place.rows, strict=False):
            _stacked_line(sheet, panel, line, y + shift, box, strip, plan.pitch)
    last = plan.groups[-1].bottom + shift
    draw_scale(sheet, panel, Box(strip.left, top, strip.right, last))
    draw_more(sheet, plan.hidden, box.left, last + size * 0.8)


def _stacked_line(
    sheet: Sheet, panel: RangePanel, line: RangeLine, y: float, box: Box, strip: Box, pitch: float
) -> None:
    size, palette = sheet.canvas.text, sheet.canvas.palette
    words = palette.ink3 if line.faint else palette.ink
    upper, lower = y - pitch * 0.22, y + pitch * 0.2
    figure = text_width(line.number, size, weight=600)
    sheet.write(ellipsis(line.name, box.width - figure - size, size), box.left, upper, words)
    sheet.write(
        ellipsis(line.number, box.width * 0.6, size, weight=600), box.right - 3, upper, words, weight=600, right=True
    )
    if panel.unit:
        draw_mark(sheet, line, strip, largest(panel), lower)
    about = line.about[0] if line.about else ""
    sheet.write(ellipsis(about, box.right - strip.right - 7, size), box.right - 3, lower, palette.ink2, right=True)
