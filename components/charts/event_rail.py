"""Events on the time axis of a picture of numbers: marks in slim lanes, as many named as have room."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.charts.event_marks import EventMark, Trace
from components.charts.lane_items import LEAST_BODY, Item, Lane, Room
from components.charts.lanes import arrange
from components.charts.lettering import Texts, add_labels
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
from components.charts.time_axis import TimeAxis
from components.charts.timeline_picture import crisp_path
from components.exhibits.contract import Canvas, plain


@dataclass(frozen=True)
class Rail:
    """The drawn lanes: traces and shapes in px from the top, and how many events are drawn and named."""

    traces: list[Trace]
    shapes: list[dict[str, Any]]
    drawn: int
    named: int


def gutter(groups: Mapping[str, Sequence[EventMark]], canvas: Canvas) -> float:
    """Give the px that the headings of lanes take on the left; 0 where there are no lanes."""
    return max((text_width(name, canvas.text + 1, weight=600) + 14 for name in groups), default=0.0)


def event_rail(
    groups: Mapping[str, Sequence[EventMark]], axis: TimeAxis, canvas: Canvas, *, top: float, bottom: float
) -> Rail:
    """Draw groups of events, a lane each, between `top` and `bottom` on an axis that is already there.

    Landmarks are named first; what finds no room for its words stays as a mark, and what finds no
    room at all is gathered in numbers. A mark opens its event.
    """
    palette, size = canvas.palette, canvas.text
    marks = {mark.id: mark for group in groups.values() for mark in group}
    lanes = [Lane(name, [_item(mark, axis) for mark in group], size + 4, 0.0) for name, group in groups.items()]
    arrange(lanes, Room(axis.left, axis.right + 2, top, bottom, size))
    texts = Texts.none()
    placed = [one for lane in lanes for one in lane.placed]
    for lane in lanes:
        y = lane.top + min(size / 2 + 5, lane.height / 2)
        texts.add(plain(lane.code), 0, y, size=size + 1, colour=palette.ink, weight=600)
    add_labels(texts, placed, size=size, line=round(size * 1.09), colour=palette.ink)
    drawn = [(one, marks[one.item.key]) for one in placed]
    wide = [pair for pair in drawn if is_wide(pair[0])]
    bars_only = {mark.id for _, mark in wide if not mark.coarse}
    gathered = [more for lane in lanes for more in lane.more]
    traces = [
        bar_trace(wide, palette),
        cut_trace(wide, palette, start=axis.start, end=axis.end),
        tail_trace(drawn, palette, least=axis.left, most=axis.right + 2),
        *outlines(wide, palette),
        point_trace([pair for pair in drawn if pair[1].id not in bars_only], palette),
        more_trace(gathered, marks, size=size, colour=palette.ink2),
        texts.trace(),
    ]
    rules = [(0.0, lane.top, axis.right, lane.top) for lane in lanes]
    shapes = [crisp_path(rules, palette.hair)] if rules else []
    return Rail([trace for trace in traces if trace["x"]], shapes, len(marks), sum(lane.named for lane in lanes))


def flipped(traces: Sequence[Trace], height: float) -> list[Trace]:
    """Turn traces laid out from the top for a picture whose px count from the bottom."""
    return [{**trace, "y": [None if y is None else round(height - y, 1) for y in trace["y"]]} for trace in traces]


def _item(mark: EventMark, axis: TimeAxis) -> Item:
    left, right = axis.pixels([mark.start, mark.end])
    if right - left < LEAST_BODY or (mark.end - mark.start == 1 and not mark.coarse):
        left = right = (left + right) / 2
    cut = mark.coarse and (mark.start < axis.start or mark.end > axis.end)
    spot = axis.px(math.floor((mark.start + mark.end) / 2)) if cut else None
    return Item(mark.id, (mark.weight, mark.start), left, right, mark.label, mark.fades_left, mark.fades_right, spot)
