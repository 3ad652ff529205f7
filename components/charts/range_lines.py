"""Numbers as lines of a dot-and-range picture: what a line holds, and how its marks are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from components.charts.bars import nice_step
from components.charts.lettering import Texts
from components.charts.measure import text_width
from components.exhibits.contract import Canvas, plain
from data.wording import counted, number

#: Length of the arrow of a bound, with its head, and the room it needs beyond the mark.
_ARROW, _ARROW_ROOM = 26.0, 34.0
_BAR = 9.0


@dataclass(frozen=True, slots=True)
class RangeLine:
    """One number on a line: whose it is, what it says in words, and where its marks stand.

    `arrow` is 1 towards more, -1 towards less, 0 without a bound. With `bar` the number is drawn as
    a bar from zero (a series of one origin), else as the symbol at `best` or, without a best one,
    at the end the claim gives. `about` fills the columns to the right of the number.
    """

    name: str
    number: str
    about: tuple[str, ...]
    low: float
    high: float
    best: float | None
    symbol: str
    colour: str
    hover: str
    focus: tuple[str, str]
    arrow: int = 0
    bar: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class RangeGroup:
    """Lines that count the same thing in the same way, under one heading."""

    heading: str
    lines: tuple[RangeLine, ...]


@dataclass(frozen=True, slots=True)
class RangePanel:
    """Groups over one scale from zero; without a `unit` the numbers stand alone, in units of their own."""

    groups: tuple[RangeGroup, ...]
    unit: str
    columns: tuple[str, ...] = ()
    heading: str = ""
    share: float = 1.0

    @property
    def lines(self) -> list[RangeLine]:
        """All lines, top to bottom."""
        return [line for group in self.groups for line in group.lines]


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the canvas, in px."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Px from side to side."""
        return self.right - self.left


@dataclass
class Sheet:
    """What is drawn, gathered from all panels into a few traces."""

    canvas: Canvas
    texts: Texts = field(default_factory=Texts.none)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    marks: list[tuple[float, float, RangeLine]] = field(default_factory=list)
    bars: list[tuple[float, float, float, RangeLine]] = field(default_factory=list)
    heads: list[tuple[float, float, RangeLine]] = field(default_factory=list)
    hidden: int = 0

    def write(self, text: str, x: float, y: float, colour: str, *, weight: int = 400, right: bool = False) -> None:
        """Write one line of row text from its left or right end."""
        size = self.canvas.text + (weight > 400 and colour == self.canvas.palette.ink and not right)
        side = "middle left" if right else "middle right"
        self.texts.add(plain(text), x, y, size=size, colour=colour, weight=weight, place=side)

    def rule(self, x0: float, y0: float, x1: float, y1: float, colour: str, width: float = 1) -> None:
        """Draw a straight line below the marks."""
        line = {"color": colour, "width": width}
        self.shapes.append({"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": line, "layer": "below"})


def largest(panel: RangePanel) -> float:
    """Give the number at the end of a panel's scale."""
    return max((line.high for line in panel.lines), default=0.0) or 1.0


def _px(strip: Box, value: float, most: float) -> float:
    return strip.left + value / most * (strip.width - _ARROW_ROOM)


def draw_scale(sheet: Sheet, panel: RangePanel, strip: Box) -> None:
    """Write the round numbers of the scale over the strip and draw its lines; zero is the baseline."""
    if not panel.unit:
        return
    size, palette, most = sheet.canvas.text, sheet.canvas.palette, largest(panel)
    step = nice_step(most, max(2, min(6, int(strip.width / (size * 6)))))
    edge = float("-inf")
    for at in range(int(most / step + 1e-9) + 1):
        x, label = _px(strip, at * step, most), number(at * step)
        sheet.rule(x, strip.top - size * 0.5, x, strip.bottom, palette.hair if at else palette.rule)
        if at == 0:
            room = _px(strip, step, most) - x - text_width(number(step), size) / 2 - size
            label = f"0 {panel.unit}" if text_width(f"0 {panel.unit}", size) < room else "0"
        wide = text_width(label, size)
        left = x if at == 0 else x - wide / 2
        if left > edge + size * 0.6 and left + wide <= strip.right + size:
            sheet.write(label, left, strip.top - size * 1.1, palette.ink2)
            edge = left + wide


def draw_mark(sheet: Sheet, line: RangeLine, strip: Box, most: float, y: float) -> None:
    """Draw the range, arrow and mark of a line on its strip, or its bar."""
    low, high = _px(strip, line.low, most), _px(strip, line.high, most)
    if line.bar:
        sheet.bars.append((strip.left, high - strip.left, y, line))
        return  # its bound stands in words: an arrow back into the bar would not be seen
    if line.low < line.high:
        _range(sheet, line, low, high, y)
    at = _px(strip, line.best, most) if line.best is not None else (low if line.arrow > 0 else high)
    if line.arrow:
        tip = max(at + line.arrow * (_ARROW - 4), strip.left)  # nothing lies below zero
        sheet.rule(max(at + line.arrow * 5, strip.left), y, tip, y, line.colour, 1.8)
        sheet.heads.append((tip, y, line))
    sheet.marks.append((at, y, line))


def _range(sheet: Sheet, line: RangeLine, low: float, high: float, y: float) -> None:
    sheet.shapes.append(
        {"type": "rect", "x0": low, "x1": high, "y0": y - 4, "y1": y + 4, "fillcolor": line.colour, "opacity": 0.3,
         "line": {"width": 0}, "layer": "below"}
    )  # fmt: skip
    for x in (low, high):
        sheet.rule(x, y - 8, x, y + 8, line.colour, 2)


def draw_more(sheet: Sheet, hidden: int, x: float, y: float) -> None:
    """Write how many lines found no room."""
    if hidden:
        sheet.write(f"and {counted(hidden, 'more number')}: see the table", x, y, sheet.canvas.palette.ink2)
        sheet.hidden += hidden


def mark_traces(sheet: Sheet) -> list[dict[str, Any]]:
    """Draw the marks: one trace a kind of focus, because a click names its kind by the trace."""
    traces = []
    for kind in dict.fromkeys(line.focus[0] for _, _, line in sheet.marks):
        points = [point for point in sheet.marks if point[2].focus[0] == kind]
        colours = [line.colour for _, _, line in points]
        # A ranged claim without a best number is its bar and ticks; a clear point keeps it clickable.
        shown = [1 if line.best is not None or line.low == line.high else 0 for _, _, line in points]
        hollow = [line.symbol.endswith("-open") for _, _, line in points]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [round(x, 1) for x, _, _ in points],
                "y": [round(y, 1) for _, y, _ in points],
                "marker": {
                    "symbol": [line.symbol for _, _, line in points],
                    "size": [10 if open_ else 11 for open_ in hollow],
                    "color": colours,
                    "opacity": shown,
                    "line": {"color": colours, "width": [1.8 if open_ else 0 for open_ in hollow]},
                },
                **_focused([line for _, _, line in points], kind),
            }
        )
    return traces


def bar_traces(sheet: Sheet) -> list[dict[str, Any]]:
    """Draw the bars of a series, one trace a kind of focus."""
    traces = []
    for kind in dict.fromkeys(line.focus[0] for *_, line in sheet.bars):
        bars = [bar for bar in sheet.bars if bar[3].focus[0] == kind]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "base": [round(left, 1) for left, _, _, _ in bars],
                "x": [round(max(wide, 1.0), 1) for _, wide, _, _ in bars],
                "y": [round(y, 1) for _, _, y, _ in bars],
                "width": _BAR,
                "marker": {"color": [line.colour for *_, line in bars], "line": {"width": 0}},
                **_focused([line for *_, line in bars], kind),
            }
        )
    return traces


def head_traces(sheet: Sheet) -> list[dict[str, Any]]:
    """Draw the heads of all arrows."""
    if not sheet.heads:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [round(x, 1) for x, _, _ in sheet.heads],
            "y": [round(y, 1) for _, y, _ in sheet.heads],
            "marker": {
                "symbol": ["triangle-right" if line.arrow > 0 else "triangle-left" for *_, line in sheet.heads],
                "size": 8,
                "color": [line.colour for *_, line in sheet.heads],
                "line": {"width": 0},
            },
            "hoverinfo": "skip",
        }
    ]


def _focused(lines: Sequence[RangeLine], kind: str) -> dict[str, Any]:
    return {
        "hovertext": [line.hover for line in lines],
        "hoverinfo": "text",
        "customdata": [line.focus[1] for line in lines],
        "meta": kind,
        "cliponaxis": False,
    }
