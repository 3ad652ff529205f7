"""The picture of a timeline: a strip of counts, lanes of marks, one time axis; all in px."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from components.charts.density_strip import Strip, add_heading, count_at, strip_trace
from components.charts.lettering import Texts, add_labels, pieces, words_over
from components.charts.mark_traces import (
    bar_trace,
    cut_trace,
    is_wide,
    more_trace,
    outlines,
    point_trace,
    tail_trace,
)
from components.charts.measure import text_width
from components.charts.time_axis import day_of, ticks
from components.charts.timeline_layout import STRIP_AIR, Drawing, line_at
from components.exhibits.contract import Chart, plain


def chart(drawing: Drawing, *, today: date, today_words: str, event: str = "") -> Chart:
    """Give the plotly figure of a layout, with a line at `today` and an outline round the open event."""
    canvas, palette = drawing.canvas, drawing.canvas.palette
    texts = Texts.none()
    _add_headings(texts, drawing)
    add_labels(texts, drawing.placed, size=canvas.text, line=round(canvas.text * 1.09), colour=palette.ink)
    strip = _strip(drawing)
    drawn = [(one, drawing.marks[one.item.key]) for one in drawing.placed]
    wide = [pair for pair in drawn if is_wide(pair[0])]
    bars_only = {mark.id for _, mark in wide if not mark.coarse}
    points = [pair for pair in drawn if pair[1].id not in bars_only]
    bars = strip_trace(drawing.bins, drawing.axis, drawing.unit, strip, palette, texts)
    add_heading(texts, drawing.unit, strip, palette)
    grid = [crisp_path(_grid(drawing), palette.hair), crisp_path(_axis_lines(drawing), palette.rule)]
    _add_ticks(texts, drawing)
    shapes = [*grid, *_today(drawing, today, today_words, texts), *_focus(drawing, event)]
    more = [more for lane in drawing.lanes for more in lane.more]
    data = [
        bar_trace(wide, palette),
        cut_trace(wide, palette, start=drawing.axis.start, end=drawing.last_day),
        tail_trace(drawn, palette, least=drawing.axis.left - 1, most=drawing.axis.edge + 1),
        bars,
        *outlines(wide, palette),
        point_trace(points, palette),
        more_trace(more, drawing.marks, size=canvas.text, colour=palette.ink2),
        texts.trace(),
    ]
    return {"data": [trace for trace in data if trace["x"]], "layout": _layout(drawing, shapes)}


def _layout(drawing: Drawing, shapes: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the layout: both axes count px from the top left, so that every place is exact.

    `meta` says which whole days stand between which px, for a brush.
    """
    canvas, axis = drawing.canvas, drawing.axis
    first, last = math.ceil(axis.start), math.floor(axis.end)
    hidden = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    return {
        "width": canvas.width,
        "height": canvas.height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "xaxis": {**hidden, "range": [0, canvas.width]},
        "yaxis": {**hidden, "range": [canvas.height, 0]},
        "barmode": "overlay",
        "bargap": 0,
        "hovermode": "closest",
        "hoverdistance": 12,
        "shapes": shapes,
        "meta": {
            "from": day_of(first).isoformat(),
            "to": day_of(last - 1).isoformat(),
            "left": round(axis.px(first), 1),
            "right": round(axis.px(last), 1),
        },
    }


def _add_headings(texts: Texts, drawing: Drawing) -> None:
    canvas, palette = drawing.canvas, drawing.canvas.palette
    size = canvas.text + 1
    for lane in drawing.lanes:
        heading = drawing.headings[lane.code]
        # A low lane has its heading in its middle, or the line under it would strike through.
        y = lane.top + (size / 2 + 2 if canvas.narrow else min(size / 2 + 5, lane.height / 2))
        for line in heading.lines:
            texts.add(plain(line), 0, y, size=size, colour=palette.ink, weight=600)
            y += size + 3
        if heading.beside and canvas.narrow:
            x = text_width(heading.lines[0], size, weight=600) + 8
            texts.add(heading.number, x, y - size - 3, size=canvas.text, colour=palette.ink2)
        elif heading.beside:
            x = drawing.axis.left - 14
            texts.add(heading.number, x, y - size - 3, size=canvas.text, colour=palette.ink2, place="middle left")
        else:
            texts.add(heading.number, 0, y, size=canvas.text, colour=palette.ink2)


def _grid(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    """List the hairlines: between lanes, at the strong ticks, and round the slots of later years."""
    canvas, axis = drawing.canvas, drawing.axis
    base = drawing.base
    right = axis.edge
    lines = [(0.0, lane.top, right, lane.top) for lane in drawing.lanes]
    top = 2.0
    lines.append((axis.left, top, axis.left, base))
    strong = [tick.px for tick in ticks(axis, canvas.text) if tick.strong]
    lines += [piece for x in strong for piece in broken_line(drawing, x)]
    lines += [(left, top, left, base) for _, left in axis.slots()]
    lines.append((right, top, right, base))
    return lines


def _axis_lines(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    """List the lines of the axis: base, ticks, and the two strokes of a break before later years."""
    canvas, axis = drawing.canvas, drawing.axis
    base = drawing.base
    strip = _strip(drawing).base
    lines = [(axis.left, base, axis.right, base), (axis.left, strip, axis.right, strip)]
    lines += [(tick.px, base, tick.px, base + (6 if tick.strong else 4)) for tick in ticks(axis, canvas.text)]
    if axis.later:
        first = next(axis.slots())[1]
        lines.append((first, base, axis.edge, base))
        lines += [(axis.right + 3 + dx, base + 5, axis.right + 9 + dx, base - 5) for dx in (0, 5)]
    return lines


def crisp_path(lines: Sequence[tuple[float, float, float, float]], colour: str) -> dict[str, Any]:
    """Draw many straight lines as one shape under the marks, each on whole px."""
    path = "".join(f"M{_crisp(x0)},{_crisp(y0)}L{_crisp(x1)},{_crisp(y1)}" for x0, y0, x1, y1 in lines)
    return {"type": "path", "path": path, "layer": "below", "line": {"color": colour, "width": 1}}


def _crisp(px: float) -> float:
    return int(px) + 0.5


def _add_ticks(texts: Texts, drawing: Drawing) -> None:
    canvas, palette = drawing.canvas, drawing.canvas.palette
    y = drawing.base + canvas.text / 2 + 5
    for tick in ticks(drawing.axis, canvas.text):
        colour = palette.ink if tick.strong else palette.ink2
        texts.add(tick.label, tick.px + 3, y, size=canvas.text, colour=colour, weight=600 if tick.strong else 400)
    for year, left in drawing.axis.slots():
        texts.add(drawing.axis.slot_label(year), left + 3, y, size=canvas.text, colour=palette.ink, weight=600)


def _strip(drawing: Drawing) -> Strip:
    canvas = drawing.canvas
    return Strip(drawing.head - STRIP_AIR, drawing.head - STRIP_AIR, canvas.text, canvas.narrow)


def _today(drawing: Drawing, at: date, words: str, texts: Texts) -> list[dict[str, Any]]:
    """Draw a thin line at the as-known-on day or the cut-off, where the axis reaches it."""
    canvas, axis, palette = drawing.canvas, drawing.axis, drawing.canvas.palette
    x = line_at(axis, at)
    if x == math.inf:
        return []
    # The uppermost line of the strip is free of counts; on a phone its left holds the heading.
    y = canvas.text * 0.62
    fits = x + 5 + text_width(words, canvas.text) < axis.edge
    texts.add(
        words,
        x + 5 if fits else x - 5,
        y,
        size=canvas.text,
        colour=palette.ink2,
        place="middle right" if fits else "middle left",
    )
    return [crisp_path(broken_line(drawing, x), palette.ink3)]


def broken_line(drawing: Drawing, x: float) -> list[tuple[float, float, float, float]]:
    """Give an upright line from the top to the axis in pieces, open where words of a label stand on it."""
    count = count_at(drawing.bins, drawing.axis, _strip(drawing), x)
    gaps = words_over(drawing.placed, x, drawing.canvas.text)
    return pieces(x, 2.0, drawing.base, [*gaps, count] if count else gaps)


def _focus(drawing: Drawing, event: str) -> list[dict[str, Any]]:
    """Outline the mark of the open event, 4 px away."""
    for one in drawing.placed:
        if one.item.key == event:
            half = one.size / 2
            left, right = min(one.item.left, one.item.middle - half), max(one.item.right, one.item.middle + half)
            return [
                {
                    "type": "rect",
                    "x0": round(left - 5, 1),
                    "x1": round(right + 5, 1),
                    "y0": round(one.y - half - 5, 1),
                    "y1": round(one.y + half + 5, 1),
                    "line": {"color": drawing.canvas.palette.ink, "width": 2},
                }
            ]
    return []
