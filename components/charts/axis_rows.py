"""Rows of words beside or above a strip of time, with ticks, the day of the reading and what a click opens."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from components.charts.marks import Texts, pixel_layout
from components.charts.measure import ellipsis, text_width
from components.charts.time_axis import TimeAxis, number_of, ticks
from components.exhibits.contract import Canvas, Chart
from data.wording import day

#: From so many px on words stand left and right of the axis, and from so many the axis stands beside the words.
WIDE, BESIDE = 900, 560
#: From so many px on there is room for long words as well.
ROOMY = 1100
_PITCH = {"wide": 1.6, "beside": 2.75, "stacked": 4.0}


class _Target(NamedTuple):
    left: float
    right: float
    top: float
    hover: str
    event_id: str


@dataclass
class AxisRows:
    """A page of rows over one time axis, in px of its canvas.

    Its form follows the width: words on both sides of the axis, the axis beside two lines of words,
    or beneath them. `stretch` widens the rows where there are few, and `flat` keeps them to one line
    where the page would have two.
    """

    canvas: Canvas
    today: date
    axis: TimeAxis
    texts: Texts
    stretch: float = 1.0
    flat: bool = False
    _shapes: list[dict[str, Any]] = field(default_factory=list)
    _targets: list[_Target] = field(default_factory=list)
    _strips: list[float] = field(default_factory=list)

    @property
    def wide(self) -> bool:
        """Whether words stand on both sides of the axis."""
        return self.flat or self.canvas.width >= WIDE

    @property
    def stacked(self) -> bool:
        """Whether the axis stands beneath the words."""
        return self.canvas.width < BESIDE

    @property
    def pitch(self) -> float:
        """Height of a row."""
        form = "wide" if self.wide else "stacked" if self.stacked else "beside"
        return math.floor(self.stretch * self.canvas.text * _PITCH[form] * 10) / 10

    @property
    def top(self) -> float:
        """Where the first row begins, under the names of the years."""
        return self.canvas.text * 1.9

    @property
    def foot(self) -> float:
        """Height of the line under the rows."""
        return self.canvas.text * 1.5

    def first_line(self, top: float) -> float:
        """Give the middle of the first line of words of a row."""
        if self.wide:
            return top + self.pitch / 2
        return top + (self.canvas.text * 0.72 if self.stacked else self.pitch / 2 - self.canvas.text * 0.6)

    def strip(self, top: float) -> float:
        """Give the height at which a row's marks stand, beside its words or beneath them; ticks will cross it there."""
        y = top + (self.canvas.text * 3.1 if self.stacked else self.pitch / 2)
        self._strips.append(y)
        return y

    def second_line(self, words: str, x: float, top: float, room: float) -> None:
        """Write what stands under a name; words without room lose what follows a semicolon first."""
        y = self.first_line(top) + self.canvas.text * 1.2
        self.texts.add(shortened(words, room, self.canvas.text), x, y, self.canvas.palette.ink2)

    def rule(self, y: float, colour: str) -> None:
        """Draw a line across the page."""
        self._stroke((0, self.canvas.width), (y, y), colour)

    def target(self, left: float, right: float, top: float, hover: str, event_id: str) -> None:
        """Let part of a row say something under the pointer, and open an event."""
        self._targets.append(_Target(left, right, top, hover, event_id))

    def frame(self, bottom: float, left_out: str) -> None:
        """Draw ticks above, the day of the reading through all rows, and in the last line what has no room."""
        size, palette = self.canvas.text, self.canvas.palette
        for tick in ticks(self.axis, size):
            self.texts.add(tick.label, tick.px + 3, size * 0.75, palette.ink2, bold=tick.strong)
            if tick.strong:
                self._upright(tick.px, bottom, palette.hair)
        for year, left in self.axis.slots():
            self.texts.add(self.axis.slot_label(year), left, size * 0.75, palette.ink2, bold=True)
        now = self.axis.px(number_of(self.today) + 1)
        self._upright(now, bottom + size * 0.4, palette.ink2)
        words, y = day(self.today), bottom + size * 0.85
        begins = max(now - text_width(words, size), 0)
        self.texts.add(words, begins, y, palette.ink2)
        if left_out:
            # The note of the figure sends to the table too: where the line is short, the number alone stands.
            fits = text_width(left_out, size) <= begins - 12
            told = left_out if fits else left_out.partition(":")[0]
            self.texts.add(ellipsis(told, begins - 12, size), 0, y, palette.ink2)

    def chart(self, traces: Sequence[dict[str, Any]]) -> Chart:
        """Give the picture with these traces between what can be clicked and the words."""
        linked = [target for target in self._targets if target.event_id]
        loose = [target for target in self._targets if not target.event_id]
        targets = [self._target_trace(some) for some in (linked, loose) if some]
        layout = {**pixel_layout(self.canvas), "shapes": self._shapes}
        return {"data": [*targets, *traces, *self.texts.traces()], "layout": layout}

    def _upright(self, x: float, bottom: float, colour: str) -> None:
        """Draw an upright line through all rows, or through their strips alone where words stand in between."""
        if not self.stacked:
            self._stroke((x, x), (self.canvas.text * 1.5, bottom), colour)
            return
        reach = self.canvas.text * 0.62
        for y in self._strips:
            self._stroke((x, x), (y - reach, y + reach), colour)

    def _stroke(self, xs: tuple[float, float], ys: tuple[float, float], colour: str) -> None:
        (x0, x1), (y0, y1) = xs, ys
        line = {"color": colour, "width": 1}
        self._shapes.append({"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line, "layer": "below"})

    def _target_trace(self, targets: Sequence[_Target]) -> dict[str, Any]:
        trace = {
            "type": "bar",
            "x": [(target.left + target.right) / 2 for target in targets],
            "width": [target.right - target.left for target in targets],
            "base": [target.top for target in targets],
            "y": [self.pitch] * len(targets),
            "marker": {"color": self.canvas.palette.bg, "opacity": 0},
            "hovertext": [target.hover for target in targets],
            "hoverinfo": "text",
        }
        if targets[0].event_id:
            trace |= {"meta": "event", "customdata": [target.event_id for target in targets]}
        return trace


def shortened(words: str, room: float, size: float) -> str:
    """Cut words to a width, first at a semicolon, then anywhere.

    >>> shortened("at least 25 days late; since promised for 2026", 150, 12)
    'at least 25 days late'
    """
    head, mark, _ = words.rpartition("; ")
    while mark and text_width(words, size) > room:
        words = head
        head, mark, _ = words.rpartition("; ")
    return ellipsis(words, room, size)
