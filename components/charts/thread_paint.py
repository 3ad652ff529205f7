"""Draws a laid-out thread: hatches, bands, tails, marks, words and axis, with few traces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from components.charts.event_marks import Trace
from components.charts.lane_items import Placed
from components.charts.lettering import Texts, add_labels, pieces, words_over
from components.charts.mark_traces import plus_numbers
from components.charts.marks import pixel_layout
from components.charts.measure import text_width
from components.charts.thread import Gap, Thread, ThreadMark, heading_lines, is_gap
from components.charts.thread_forms import SYMBOLS, Form
from components.charts.time_axis import TimeAxis, ticks
from components.exhibits.contract import Chart, plain
from components.theme import mix
from data.wording import counted

_BAND, _FADE = 0.26, (0.95, 0.78, 0.62, 0.45, 0.28, 0.12)
#: Open arcs of a half disc as two cubic curves: plotly's paths know no arcs.
_ARC = 0.5523


def chart(thread: Thread, *, event: str = "") -> Chart:
    """Give the plotly figure of a thread, with an outline round the marks of the open event."""
    canvas, palette = thread.canvas, thread.canvas.palette
    texts = Texts.none()
    _add_headings(texts, thread)
    placed = [one for _, lane in thread.lanes for one in lane.placed]
    line = round(canvas.text * 1.09)
    marks = [one for one in placed if not is_gap(one)]
    add_labels(texts, marks, size=canvas.text, line=line, colour=palette.ink)
    if not thread.words_inside:
        add_labels(texts, filter(is_gap, placed), size=canvas.text, line=line, colour=palette.ink2)
    _add_ticks(texts, thread)
    drawn = [
        (one, by_key[one.item.key], lane.colour)
        for lane, row in thread.lanes
        for by_key in ({mark.key: mark for mark in lane.marks},)
        for one in row.placed
        if not is_gap(one)
    ]
    shapes = [
        _path(_grid(thread), palette.hair),
        _path(_axis_lines(thread), palette.rule),
        *_inside(drawn),
        *_focus(drawn, event, palette.ink),
    ]
    data = [
        _hatches(thread, texts),
        _bands(drawn, palette.bg),
        _tails(drawn, palette.bg, thread.axis),
        _points(drawn),
        _numbers(thread),
        texts.trace(),
    ]
    layout = {**pixel_layout(canvas), "bargap": 0, "hoverdistance": 12, "shapes": shapes}
    return {"data": [trace for trace in data if trace["x"]], "layout": layout}


_Drawn = tuple[Placed, ThreadMark, str]


def _hatches(thread: Thread, texts: Texts) -> Trace:
    """Draw the gaps as hatched bars in one trace, parted in the middle where their words stand inside."""
    palette, size = thread.canvas.palette, thread.canvas.text
    bars: list[tuple[float, float, float, str, str]] = []
    for one, gap in _gaps(thread):
        left, right = one.item.left, one.item.right
        words = next((text for text in (gap.words, *gap.shorter) if text_width(text, size) + 38 < right - left), "")
        half = text_width(words, size) / 2 + 6 if words and thread.words_inside else 0.0
        middle = (left + right) / 2
        pieces = [(left, middle - half), (middle + half, right)] if half else [(left, right)]
        bars += [(start, end - start, one.y, gap.words, "/") for start, end in pieces]
        if half:
            # The ground behind the words keeps grid lines off them.
            bars.append((middle - half, 2 * half, one.y, gap.words, ""))
            texts.add(plain(words), middle, one.y, size=size, colour=palette.ink2, place="middle center")
    pattern = {
        "shape": [bar[4] for bar in bars],
        "size": 6,
        "solidity": 0.24,
        "fgcolor": palette.gap,
        "bgcolor": palette.bg,
        "fillmode": "replace",
    }
    return {
        "type": "bar",
        "orientation": "h",
        "base": [round(bar[0], 1) for bar in bars],
        "x": [round(bar[1], 1) for bar in bars],
        "y": [round(bar[2], 1) for bar in bars],
        "width": round(9 * size / 12, 1),
        "marker": {
            "color": [palette.gap if bar[4] else palette.bg for bar in bars],
            "pattern": pattern,
            "line": {"width": 0},
        },
        "hovertext": [plain(bar[3]) for bar in bars],
        "hoverinfo": "text",
    }


def _gaps(thread: Thread) -> list[tuple[Placed, Gap]]:
    return [
        (one, lane.gaps[int(one.item.key.partition(":")[2])])
        for lane, row in thread.lanes
        for one in row.placed
        if is_gap(one)
    ]


def _bands(drawn: Sequence[_Drawn], ground: str) -> Trace:
    """Draw the pale bands of days known only to the month or coarser."""
    wide = [(one, mark, colour) for one, mark, colour in drawn if one.item.right > one.item.left]
    return {
        "type": "bar",
        "orientation": "h",
        "base": [round(one.item.left, 1) for one, _, _ in wide],
        "x": [round(one.item.right - one.item.left, 1) for one, _, _ in wide],
        "y": [round(one.y, 1) for one, _, _ in wide],
        "width": 8,
        "marker": {"color": [mix(colour, ground, _BAND) for _, _, colour in wide], "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _tails(drawn: Sequence[_Drawn], ground: str, axis: TimeAxis) -> Trace:
    """Draw the fading tails of "by", "after" and "about"."""
    bars: list[tuple[float, float, float, str]] = []
    for one, mark, colour in drawn:
        half = one.size / 2
        left = one.item.left if one.item.right > one.item.left else one.item.middle - half
        right = one.item.right if one.item.right > one.item.left else one.item.middle + half
        step = one.tail / len(_FADE) * (0.65 if mark.fades_left and mark.fades_right else 1)
        for i, share in enumerate(_FADE):
            begins = [left - (i + 1) * step] if mark.fades_left else []
            begins += [right + i * step] if mark.fades_right else []
            bars += [(x, step, one.y, mix(colour, ground, share)) for x in begins if axis.left - 1 <= x <= axis.edge]
    return {
        "type": "bar",
        "orientation": "h",
        "base": [round(bar[0], 1) for bar in bars],
        "x": [round(bar[1], 1) for bar in bars],
        "y": [round(bar[2], 1) for bar in bars],
        "width": 2,
        "marker": {"color": [bar[3] for bar in bars], "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _size(one: Placed, mark: ThreadMark) -> float:
    """Give the px of a mark: its form's size, shrunk where rows are tight."""
    return round(SYMBOLS[mark.form][1] * one.size / 11, 1)


def _points(drawn: Sequence[_Drawn]) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(one.item.middle, 1) for one, _, _ in drawn],
        "y": [round(one.y, 1) for one, _, _ in drawn],
        "marker": {
            "symbol": [SYMBOLS[mark.form][0] for _, mark, _ in drawn],
            "size": [_size(one, mark) for one, mark, _ in drawn],
            "color": [colour for _, _, colour in drawn],
            "line": {
                "width": [SYMBOLS[mark.form][2] for _, mark, _ in drawn],
                "color": [colour for _, _, colour in drawn],
            },
            "opacity": 1,
        },
        "hovertext": [mark.hover for _, mark, _ in drawn],
        "hoverinfo": "text",
        "customdata": [mark.event_id for _, mark, _ in drawn],
        "meta": "event",
    }


def _inside(drawn: Sequence[_Drawn]) -> list[dict[str, Any]]:
    """Draw what stands inside rings: the bar of "neither" and the half of a partial admission."""
    found = []
    for one, mark, colour in drawn:
        x, y, r = one.item.middle, one.y, _size(one, mark) / 2
        if mark.form is Form.BARRED:
            found.append(_stroke(f"M{x - r:.1f},{y:.1f}L{x + r:.1f},{y:.1f}", colour))
        elif mark.form is Form.HALF:
            k = r * _ARC
            arc = (
                f"M{x:.1f},{y - r:.1f}C{x - k:.1f},{y - r:.1f},{x - r:.1f},{y - k:.1f},{x - r:.1f},{y:.1f}"
                f"C{x - r:.1f},{y + k:.1f},{x - k:.1f},{y + r:.1f},{x:.1f},{y + r:.1f}Z"
            )
            found.append({"type": "path", "path": arc, "fillcolor": colour, "line": {"width": 0}})
    return found


def _stroke(path: str, colour: str) -> dict[str, Any]:
    return {"type": "path", "path": path, "line": {"color": colour, "width": 1.6}}


def _numbers(thread: Thread) -> Trace:
    """Write "+3" where marks found no room; hovering names them, a click opens the first."""
    texts: Mapping[str, ThreadMark] = {mark.key: mark for lane, _ in thread.lanes for mark in lane.marks}
    more = [one for _, lane in thread.lanes for one in lane.more]
    held = [[texts[item.key] for item in one.items if item.key in texts] for one in more]
    return {
        **plus_numbers(more, size=thread.canvas.text, colour=thread.canvas.palette.ink2),
        "hovertext": ["<br>".join(mark.hover.split("<br>")[0] for mark in marks[:6]) for marks in held],
        "customdata": [marks[0].event_id if marks else "" for marks in held],
        "meta": "event",
    }


def _add_headings(texts: Texts, thread: Thread) -> None:
    canvas, palette = thread.canvas, thread.canvas.palette
    size = canvas.text + 1
    for lane, row in thread.lanes:
        y = row.top + size / 2 + (3 if canvas.narrow else 5)
        number = counted(len(lane.marks), thread.noun)
        if canvas.narrow:
            texts.add(plain(lane.name), 0, y, size=size, colour=palette.ink, weight=600)
            x = text_width(lane.name, size, weight=600) + 8
            texts.add(str(len(lane.marks)), x, y, size=canvas.text, colour=palette.ink2)
            continue
        for words in heading_lines(lane, canvas):
            texts.add(plain(words), 0, y, size=size, colour=palette.ink, weight=600)
            y += size + 2
        texts.add(number, 0, y, size=canvas.text, colour=palette.ink2)


def _grid(thread: Thread) -> list[tuple[float, float, float, float]]:
    axis, base, top = thread.axis, thread.base, thread.lanes[0][1].top
    lines = [(0.0, row.top, axis.edge, row.top) for _, row in thread.lanes[1:]]
    lines += [(x, top, x, base) for x in (axis.left, axis.edge)]
    at = [tick.px for tick in ticks(axis, thread.canvas.text) if tick.strong and tick.px > axis.left + 1]
    placed = [one for _, row in thread.lanes for one in row.placed]
    return [*lines, *(piece for x in at for piece in pieces(x, top, base, words_over(placed, x, thread.canvas.text)))]


def _axis_lines(thread: Thread) -> list[tuple[float, float, float, float]]:
    axis, base = thread.axis, thread.base
    lines = [(axis.left, base, axis.right, base)]
    lines += [(tick.px, base, tick.px, base + (6 if tick.strong else 4)) for tick in ticks(axis, thread.canvas.text)]
    if axis.later:
        lines.append((next(axis.slots())[1], base, axis.edge, base))
        lines += [(axis.right + 3 + dx, base + 5, axis.right + 9 + dx, base - 5) for dx in (0, 5)]
    return lines


def _path(lines: Sequence[tuple[float, float, float, float]], colour: str) -> dict[str, Any]:
    path = "".join(f"M{int(a) + 0.5},{int(b) + 0.5}L{int(c) + 0.5},{int(d) + 0.5}" for a, b, c, d in lines)
    return {"type": "path", "path": path, "layer": "below", "line": {"color": colour, "width": 1}}


def _add_ticks(texts: Texts, thread: Thread) -> None:
    canvas, palette = thread.canvas, thread.canvas.palette
    y = thread.base + canvas.text / 2 + 5
    for tick in ticks(thread.axis, canvas.text):
        colour = palette.ink if tick.strong else palette.ink2
        texts.add(tick.label, tick.px + 3, y, size=canvas.text, colour=colour, weight=600 if tick.strong else 400)
    for year, left in thread.axis.slots():
        texts.add(thread.axis.slot_label(year), left + 3, y, size=canvas.text, colour=palette.ink, weight=600)


def _focus(drawn: Sequence[_Drawn], event: str, colour: str) -> list[dict[str, Any]]:
    """Outline the marks of the open event, 4 px away."""
    found = []
    for one, mark, _ in drawn:
        if mark.event_id == event:
            half = _size(one, mark) / 2 + 4
            found.append(
                {
                    "type": "rect",
                    "x0": round(min(one.item.left, one.item.middle) - half, 1),
                    "x1": round(max(one.item.right, one.item.middle) + half, 1),
                    "y0": round(one.y - half, 1),
                    "y1": round(one.y + half, 1),
                    "line": {"color": colour, "width": 2},
                }
            )
    return found
