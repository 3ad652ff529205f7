"""A thread of statements: one lane a speaker, time to the right, marks with their labels, gaps hatched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from components.charts.lane_items import LEAST_BODY, Density, Item, Lane, Placed, Room
from components.charts.lanes import arrange
from components.charts.measure import wrap
from components.charts.thread_forms import Form
from components.charts.time_axis import TimeAxis, number_of, time_axis
from components.exhibits.contract import Canvas

_AXIS = 22.0


@dataclass(frozen=True, slots=True)
class ThreadMark:
    """A statement to be drawn: `start` and `end` are day numbers (end excluded), texts are as in the rows."""

    key: str
    event_id: str
    start: int
    end: int
    label: str
    hover: str
    form: Form
    weight: int
    coarse: bool = False
    fades_left: bool = False
    fades_right: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Days in which a lane says nothing, with the words for it, in full and ever shorter."""

    start: int
    end: int
    words: str
    shorter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadLane:
    """A speaker: heading, colour, marks and gaps."""

    name: str
    colour: str
    marks: Sequence[ThreadMark]
    gaps: Sequence[Gap] = ()


@dataclass(frozen=True)
class Thread:
    """A laid-out thread, from which the chart and its note are made."""

    canvas: Canvas
    axis: TimeAxis
    lanes: Sequence[tuple[ThreadLane, Lane]]
    noun: str
    words_inside: bool

    @property
    def total(self) -> int:
        """How many marks there are."""
        return sum(len(lane.marks) for lane, _ in self.lanes)

    @property
    def named(self) -> int:
        """How many marks carry a label."""
        return sum(bool(one.lines) for _, lane in self.lanes for one in lane.placed if not is_gap(one))

    @property
    def base(self) -> float:
        """The px of the time axis."""
        bottom = self.lanes[-1][1].top + self.lanes[-1][1].height
        return min(bottom + 4, self.canvas.height - _AXIS * self.canvas.text / 12)


def lay_out(
    lanes: Sequence[ThreadLane], canvas: Canvas, *, first: date | None, last: date | None, cut_off: date, noun: str
) -> Thread:
    """Place the marks of speakers between the chosen days, with as many labels as fit."""
    extents = [(mark.start, mark.end) for lane in lanes for mark in lane.marks]
    extents += [(gap.start, gap.end) for lane in lanes for gap in lane.gaps]
    gutter = 0.0 if canvas.narrow else 9.4 * (canvas.text + 1) + 12
    axis = time_axis(extents, first, last, cut_off, gutter or 4.0, canvas.width - 6.0)
    bottom = canvas.height - _AXIS * canvas.text / 12 - 4
    room = Room(axis.left, axis.edge + 4, 2.0, bottom, canvas.text)
    rows, density = _arranged(lanes, axis, room, canvas, beside=False)
    inside = density.pitch >= 0.8 * canvas.text
    if not inside and any(lane.gaps for lane in lanes):
        # Slim rows have no height for words inside a hatch: they go beside it, as other labels do.
        rows, _ = _arranged(lanes, axis, room, canvas, beside=True)
    return Thread(canvas, axis, tuple(zip(lanes, rows, strict=True)), noun, inside)


def _arranged(
    lanes: Sequence[ThreadLane], axis: TimeAxis, room: Room, canvas: Canvas, *, beside: bool
) -> tuple[list[Lane], Density]:
    rows = [Lane(lane.name, _items(lane, axis, beside), _least(lane, canvas), _head(canvas)) for lane in lanes]
    return rows, arrange(rows, room)


def _head(canvas: Canvas) -> float:
    return canvas.text + 4 if canvas.narrow else 0.0


def _least(lane: ThreadLane, canvas: Canvas) -> float:
    if canvas.narrow:
        return 2.4 * canvas.text
    return (len(heading_lines(lane, canvas)) + 1) * (canvas.text + 2) + 4


def heading_lines(lane: ThreadLane, canvas: Canvas) -> list[str]:
    """Break the heading of a lane into the lines of its column."""
    size = canvas.text + 1
    return wrap(lane.name, 9.2 * size, size, weight=600)


def _items(lane: ThreadLane, axis: TimeAxis, words: bool) -> list[Item]:
    found = []
    for mark in lane.marks:
        left, right = axis.px(mark.start), axis.px(mark.end)
        if right - left < LEAST_BODY or not mark.coarse:
            left = right = (left + right) / 2
        rank = (mark.weight, mark.start)
        found.append(Item(mark.key, rank, left, right, mark.label, mark.fades_left, mark.fades_right))
    for at, gap in enumerate(lane.gaps):
        left, right = axis.px(gap.start), axis.px(gap.end)
        if right - left >= LEAST_BODY:
            found.append(Item(f"gap:{at}", (1, gap.start), left, right, gap.words if words else ""))
    return found


def is_gap(one: Placed) -> bool:
    """Say whether a placed item is a gap and no statement."""
    return one.item.key.startswith("gap:")


def day_numbers(first: date, last: date) -> tuple[int, int]:
    """Give the day numbers of a span of days, end excluded.

    >>> day_numbers(date(1970, 1, 1), date(1970, 1, 2))
    (0, 2)
    """
    return number_of(first), number_of(last) + 1
