"""Where everything of a timeline goes: strip, lanes with their headings, numbers on demand, one time axis; in px."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from components.charts.density_strip import Bins, bins
from components.charts.event_marks import EventMark
from components.charts.lane_items import LEAST_BODY, Item, Lane, Placed, Room
from components.charts.lanes import arrange
from components.charts.measure import text_width, wrap
from components.charts.time_axis import TimeAxis, Unit, bin_unit, number_of, time_axis
from components.exhibits.contract import Canvas
from data.wording import counted

_AXIS = 22.0
#: Least height of numbers under the lanes, in lines of text.
_LEAST_PANEL = 8.0
#: A lane of more events than this needs a line more than its heading.
_CROWDED = 4
#: Px between the bars of the strip and the first lane.
STRIP_AIR = 7.0


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
    labels = True
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
    return min(max((canvas.height - panel) * 0.13, 4.6 * canvas.text), 110.0) + STRIP_AIR


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


def line_at(axis: TimeAxis, today: date) -> float:
    """Give the px of the line at the end of a day; infinite where the axis does not reach it."""
    number = number_of(today) + 1
    return axis.px(number) if axis.start < number < axis.end else math.inf
