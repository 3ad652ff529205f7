"""Numbers of very different size on one scale: dots on a log scale, or bars from zero, named line by line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from components.charts.log_fit import TOP, ScalePanel, fitted, head, is_aside, is_beside, units
from components.charts.log_lines import (
    ARROW,
    HATCH,
    Run,
    Scale,
    ScaleLine,
    after,
    places,
    runs_width,
    short_places,
    silence_taken,
    silent_width,
    strain,
)
from components.charts.log_paint import (
    BAR,
    ScalePage,
    draw_grid,
    draw_marks,
    head_traces,
    spot_traces,
    write_label,
)
from components.charts.marks import Blocks, pixel_layout
from components.charts.measure import ellipsis, text_width
from components.charts.range_lines import Box, Sheet
from components.exhibits.contract import Canvas, Chart, plain
from data.wording import NO_FIGURE, counted

_GAP = 40.0
#: Px by which a scale is shortened until its labels have room.
_STEP = 9.0


@dataclass(frozen=True)
class ScalePicture:
    """The picture, the lines in it, and the number of lines that found no room."""

    chart: Chart
    lines: tuple[ScaleLine, ...]
    hidden: int


def scale_panels(panels: Sequence[ScalePanel], canvas: Canvas, *, linear: bool) -> ScalePicture:
    """Draw panels side by side where the canvas is wide enough, else one below the other.

    On the log scale numbers are dots, because a bar needs a zero; from zero they are bars. Lines that
    find no room fall away by rank, and the picture says how many. On a still, which nobody can open
    further, ports without any number go into the line of their heading first.
    """
    page = ScalePage(Sheet(canvas), Blocks(canvas.palette), linear)
    aside = is_aside(panels, canvas)
    kept, pitch, hidden = fitted(panels, canvas, aside)
    boxes = list(_boxes(kept, canvas, pitch, aside))
    for (panel, box), scale in zip(zip(kept, boxes, strict=True), _scales(page, kept, boxes), strict=True):
        _draw(page, panel, box, pitch, scale)
    if hidden:
        words = f"and {counted(hidden, 'more line')}: see the table"
        page.sheet.write(words, 0, canvas.height - canvas.text * 0.7, canvas.palette.ink2)
    layout = {**pixel_layout(canvas), "shapes": page.sheet.shapes}
    traces = [*page.blocks.traces(), *head_traces(page), *spot_traces(page), page.sheet.texts.trace()]
    drawn = tuple(line for panel in kept for line in panel.lines)
    return ScalePicture({"data": traces, "layout": layout}, drawn, hidden)


def _boxes(panels: Sequence[ScalePanel], canvas: Canvas, pitch: float, aside: bool) -> Iterator[Box]:
    whole, at = sum(panel.share for panel in panels), 0.0
    for panel in panels:
        if aside:
            wide = (canvas.width - _GAP * (len(panels) - 1)) * panel.share / whole
            yield Box(at, 0, at + wide, canvas.height)
            at += wide + _GAP
        else:
            high = units(panel, canvas) * pitch
            yield Box(0, at, canvas.width, at + high)
            at += high


def _draw(page: ScalePage, panel: ScalePanel, box: Box, pitch: float, scale: Scale) -> None:
    sheet, size = page.sheet, page.sheet.canvas.text
    beside = is_beside(sheet.canvas)
    name = _name_width(panel, size, box.width) if beside else 0.0
    sheet.write(panel.heading, box.left, box.top + size, sheet.canvas.palette.ink, weight=600)
    top = at = box.top + size * TOP
    for group in panel.groups:
        edge = at + pitch * (0.2 if group.heading else 0.12)
        sheet.rule(box.left, edge, box.right, edge, sheet.canvas.palette.hair)
        if group.heading:
            sheet.write(group.heading, box.left, at + pitch * 0.85, sheet.canvas.palette.ink2, weight=500)
        if group.silent:
            after_heading = box.left + text_width(group.heading, size, weight=500) + size
            _silence(page, group.silent, (scale.left if beside else 0, after_heading), at + pitch * 0.85, box.right)
        at += pitch * head(group)
        for line in group.lines:
            if beside:
                _beside_line(page, line, Box(box.left, at, box.right, at + pitch), name, scale)
            else:
                _stacked_line(page, line, Box(box.left, at, box.right, at + pitch * 2.1), scale, pitch)
            at += pitch * (1.0 if beside else 2.1)
    draw_grid(page, Box(scale.left, top, box.right, at - pitch * 0.1), scale)


def _silence(page: ScalePage, names: Sequence[str], begins: tuple[float, float], y: float, right: float) -> None:
    """Hatch and name what has no number, in the line of its heading: at the scale, else right behind the heading."""
    sheet, size = page.sheet, page.sheet.canvas.text
    said = f"{NO_FIGURE}: {', '.join(names)}"
    left = max(begins)
    if left + HATCH + 6 + text_width(said, size) > right:
        left = begins[1]
    for more in range(1, len(names)):
        if left + HATCH + 6 + text_width(said, size) <= right:
            break
        said = f"{NO_FIGURE}: {', '.join(names[:-more])} and {more} more"
    page.blocks.hatch(left, y - BAR / 2, HATCH, BAR)
    sheet.write(ellipsis(said, right - left - HATCH - 6, size), left + HATCH + 6, y, sheet.canvas.palette.ink2)


def _name_width(panel: ScalePanel, size: float, room: float) -> float:
    widest = max(text_width(line.name, size, weight=600) + size * line.inset for line in panel.lines)
    return min(widest + 2, room * 0.34)


def _scales(page: ScalePage, panels: Sequence[ScalePanel], boxes: Sequence[Box]) -> list[Scale]:
    """Fit a scale to each panel; panels of one unit share its ends and its length."""
    fitted = []
    for panel, box in zip(panels, boxes, strict=True):
        lines = [line for other in panels if other.unit == panel.unit for line in other.lines]
        fitted.append(_scale(page, panel, lines, box))
    shortest = {
        panel.unit: min(s.length for s, of in zip(fitted, panels, strict=True) if of.unit == panel.unit)
        for panel in panels
    }
    return [replace(scale, length=shortest[panel.unit]) for scale, panel in zip(fitted, panels, strict=True)]


def _scale(page: ScalePage, panel: ScalePanel, alike: Sequence[ScaleLine], box: Box) -> Scale:
    """Make the scale as long as leaves room for labels beside their marks; below half the room words give way."""
    size, beside = page.sheet.canvas.text, is_beside(page.sheet.canvas)
    values = [spot.value for line in alike for spot in line.spots if spot.value > 0] or [1.0]
    low = 10.0 ** math.floor(math.log10(min(values)))
    left = box.left + (_name_width(panel, size, box.width) + size if beside else 4)
    scale = Scale(page.linear, low, max(max(values), low * 10), left)
    if not beside:
        return replace(scale, length=box.width * 0.44 - ARROW)
    room = box.right - left
    best, least = room * 0.5, math.inf
    for step in range(int(room * (0.7 if page.linear else 0.5) / _STEP)):
        tried = replace(scale, length=room - 8 - _STEP * step)
        cramped = sum(strain(line, tried, box.right, size) for line in panel.lines)
        if cramped < least:
            best, least = tried.length, cramped
        if not cramped:
            break
    return replace(scale, length=best)


def _beside_line(page: ScalePage, line: ScaleLine, box: Box, name: float, scale: Scale) -> None:
    """Draw name, marks and labels on one line."""
    size, middle = page.sheet.canvas.text, (box.top + box.bottom) / 2
    _name(page, line, box.left, middle, name)
    draw_marks(page, line, middle, scale)
    taken = silence_taken(line, scale, size)
    placed = places(line, scale, box.right, size)
    if placed is None:
        # The hatch may stand without its words, which the key has; the number may not.
        taken = min(taken, HATCH + 6)
        placed = places(line, scale, box.right, size, taken=taken)
    if placed is None:
        placed = short_places(line, scale, box.right, size, taken=taken)
    if taken:
        page.blocks.hatch(scale.left, middle - BAR / 2, HATCH, BAR)
    if taken >= silent_width(size):
        page.sheet.write(NO_FIGURE, scale.left + HATCH + 6, middle, page.sheet.canvas.palette.ink2)
    for x, runs in placed:
        write_label(page, runs, x, middle, box.right - x + 1)


def _stacked_line(page: ScalePage, line: ScaleLine, box: Box, scale: Scale, pitch: float) -> None:
    """Draw the name with its first label above the strip, and the second to the right of it."""
    size = page.sheet.canvas.text
    upper, lower = box.top + pitch * 0.5, box.top + pitch * 1.5
    labels = [(Run(NO_FIGURE),), *line.labels] if line.silent else [*line.labels]
    first, more = labels[0], tuple(run for label in labels[1:] for run in label)
    wide = min(runs_width(first, size), box.width * 0.6)
    _name(page, line, box.left, upper, box.width - wide - size)
    write_label(page, first, box.right - wide - 2, upper, wide + 1)
    draw_marks(page, line, lower, scale)
    if not line.spots:
        page.blocks.hatch(scale.left, lower - BAR / 2, HATCH, BAR)
    end = max((after(spot, scale) for spot in line.spots), default=scale.left)
    need = min(runs_width(more, size), box.right - end)
    if more:
        write_label(page, more, box.right - need - 2, lower, need + 1)


def _name(page: ScalePage, line: ScaleLine, left: float, y: float, width: float) -> None:
    size, palette = page.sheet.canvas.text, page.sheet.canvas.palette
    inset = size if line.inset else 0.0
    weight = 600 if line.strong else 400
    text = plain(ellipsis(line.name, width - inset, size, weight=weight))
    colour = palette.ink2 if line.inset else palette.ink
    page.sheet.texts.add(text, left + inset, y, size=size, colour=colour, weight=weight)
