"""The picture of a timeline: a strip of counts, lanes of marks, numbers on demand, one time axis; all in px."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from components.charts.density_strip import Bins, Strip, add_heading, bins, count_at, strip_trace
from components.charts.event_marks import (
    EventMark,
    bar_trace,
    cut_trace,
    is_wide,
    more_trace,
    outlines,
    point_trace,
    tail_trace,
)
from components.charts.lane_items import LEAST_BODY, Item, Lane, Placed, Room
from components.charts.lanes import arrange
from components.charts.lettering import Texts, add_labels, pieces, words_over
from components.charts.measure import text_width, wrap
from components.charts.time_axis import (
    TimeAxis,
    Unit,
    bin_unit,
    day_of,
    number_of,
    ticks,
    time_axis,
)
from components.exhibits.contract import Canvas, Chart, plain
from data.wording import counted

_AXIS = 22.0
#: Least height of numbers under the lanes, in lines of text.
_LEAST_PANEL = 8.0
#: A lane of more events than this needs a line more than its heading.
_CROWDED = 4
#: Px between the bars of the strip and the first lane.
_STRIP_AIR = 7.0


class _Heading(NamedTuple):
    lines: tuple[str, ...]
    number: str
    beside: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A laid-out timeline: everything that traces, note and alternative text are made from."""

    canvas: Canvas
    axis: TimeAxis
    lanes: list[Lane]
    headings: dict[str, _Heading]
    marks: Mapping[str, EventMark]
    chosen: list[EventMark]
    placed: list[Placed]
    head: float
    panel: float
    unit: Unit
    bins: Bins

    @property
    def bottom(self) -> float:
        """The px at which the lanes end; few events leave height beneath."""
        return self.lanes[-1].top + self.lanes[-1].height

    @property
    def base(self) -> float:
        """The px of the time axis, under the lanes and under the numbers where they are drawn."""
        return self.bottom + self.panel

    @property
    def last_day(self) -> float:
        """The day number at which the window cuts what goes on; slots of later years cut nothing."""
        return math.inf if self.axis.later else self.axis.end

    @property
    def named(self) -> int:
        """How many events carry a label."""
        return sum(lane.named for lane in self.lanes)

    @property
    def gathered(self) -> int:
        """How many events stand behind a number."""
        return sum(len(more.items) for lane in self.lanes for more in lane.more)


def draw(
    groups: Mapping[str, list[EventMark]],
    marks: Mapping[str, EventMark],
    canvas: Canvas,
    *,
    first: date | None,
    last: date | None,
    cut_off: date,
    today: date,
    also: Sequence[tuple[int, int]] = (),
    panel: float = 0.0,
) -> Drawing:
    """Lay out groups of events, one lane each, between the chosen days.

    `marks` holds at least these events, by id; plans beyond the year of the cut-off may stand
    behind a break of the axis. Labels keep clear of the line at `today`. `also` are further days
    the axis must reach (as those of events), `panel` is height to leave between lanes and axis.
    """
    chosen = [mark for group in groups.values() for mark in group]
    head, axis_height = _head_height(canvas, panel), _AXIS * canvas.text / 12
    headings, gutter = _headings(groups, canvas, canvas.height - axis_height - panel - head)
    least = {name: _least_height(heading, canvas) for name, heading in headings.items()}
    labels = not canvas.narrow
    if panel:
        # Many lanes take from the numbers what they cannot do without, and where that is too much, give up labels.
        free, lowest = canvas.height - axis_height - head, _LEAST_PANEL * canvas.text
        if sum(least.values()) > free - lowest and labels:
            labels, least = False, dict.fromkeys(least, canvas.text + 3)
        crowded = sum(len(group) > _CROWDED for group in groups.values()) if labels else 0
        panel = max(min(panel, free - sum(least.values()) - crowded * canvas.text), lowest)
    top, bottom = head, canvas.height - panel - axis_height
    left = gutter if gutter else 4.0
    extents = [*((mark.start, mark.end) for mark in chosen), *also]
    axis = time_axis(extents, first, last, cut_off, left, canvas.width - 6.0)
    lanes = [
        Lane(
            code=name,
            items=_items(group, axis),
            least=least[name],
            head=canvas.text + 2 if canvas.narrow else 0.0,
        )
        for name, group in groups.items()
    ]
    room = Room(left, axis.edge + 4, top, bottom, canvas.text, labels, line_at(axis, today))
    arrange(lanes, room)
    placed = [one for lane in lanes for one in lane.placed]
    unit = bin_unit(axis, canvas.text * (1.0 if canvas.narrow else 1.35))
    return Drawing(canvas, axis, lanes, headings, marks, chosen, placed, head, panel, unit, bins(chosen, axis, unit))


def _head_height(canvas: Canvas, panel: float) -> float:
    """Give the height of the strip over the lanes, with the air beneath it."""
    return min(max((canvas.height - panel) * 0.13, 4.6 * canvas.text), 110.0) + _STRIP_AIR


def _headings(
    groups: Mapping[str, Sequence[EventMark]], canvas: Canvas, height: float
) -> tuple[dict[str, _Heading], float]:
    """Choose how lanes are headed and how wide the column of headings is (none on a phone).

    Tall lanes carry the count under a heading of one or two lines, low ones beside it.
    """
    size = canvas.text + 1
    if canvas.narrow:
        return {name: _Heading((name,), str(len(marks)), True) for name, marks in groups.items()}, 0.0
    if height / len(groups) < 4.6 * size:
        wide = max(text_width(name, size, weight=600) for name in groups)
        count = max(text_width(str(len(marks)), canvas.text) for marks in groups.values())
        return {name: _Heading((name,), str(len(marks)), True) for name, marks in groups.items()}, wide + count + 24
    column = 8.2 * size
    tall = {
        name: _Heading(tuple(wrap(name, column, size, weight=600)), counted(len(marks), "event"), False)
        for name, marks in groups.items()
    }
    return tall, column + 12


def _least_height(heading: _Heading, canvas: Canvas) -> float:
    if canvas.narrow:
        return 2 * canvas.text
    return (len(heading.lines) + (0 if heading.beside else 1)) * (canvas.text + 3) + 6


def _items(marks: Sequence[EventMark], axis: TimeAxis) -> list[Item]:
    lefts = axis.pixels([mark.start for mark in marks])
    rights = axis.pixels([mark.end for mark in marks])
    found = []
    for mark, left, right in zip(marks, lefts, rights, strict=True):
        if right - left < LEAST_BODY or (mark.end - mark.start == 1 and not mark.coarse):
            left = right = (left + right) / 2
        rank = (mark.weight, mark.start)
        # A mark in the middle of what the window leaves of a period would read as a date.
        cut = mark.coarse and (mark.start < axis.start or (mark.end > axis.end and not axis.later))
        spot = axis.px((mark.start + mark.end) / 2) if cut else None
        found.append(Item(mark.id, rank, left, right, mark.label, mark.fades_left, mark.fades_right, spot))
    return found


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
    return Strip(drawing.head - _STRIP_AIR, drawing.head - _STRIP_AIR, canvas.text, canvas.narrow)


def line_at(axis: TimeAxis, today: date) -> float:
    """Give the px of the line at the end of a day; infinite where the axis does not reach it."""
    number = number_of(today) + 1
    return axis.px(number) if axis.start < number < axis.end else math.inf


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
