"""The paint of claim panels: rules, bars, steps, arrows, marks and words in px, each kind in one trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from components.charts.claim_scale import HEADLINE_SIZE
from components.charts.lettering import Texts
from components.charts.marks import pixel_layout
from components.exhibits.contract import Canvas, Chart
from data.trails import Statement

_ARROW, _HEAD = 17.0, 8.0
_ONWARD = "2px,4px"


@dataclass
class Paint:
    """Everything drawn so far; `chart` makes it a plotly figure."""

    canvas: Canvas
    _rules: dict[str, list[str]] = field(default_factory=dict)
    _hatches: list[tuple[float, float, float, float]] = field(default_factory=list)
    _blocks: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    _lines: dict[tuple[str, float, str], tuple[list[float | None], list[float | None]]] = field(default_factory=dict)
    _heads: list[tuple[float, float, str, str]] = field(default_factory=list)
    _marks: list[tuple[float, float, str, float, str, str, Statement]] = field(default_factory=list)
    _texts: Texts = field(default_factory=Texts.none)

    def rule(self, x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
        """Draw a hairline under everything."""
        self._rules.setdefault(colour, []).append(f"M{_crisp(x0)},{_crisp(y0)}L{_crisp(x1)},{_crisp(y1)}")

    def hatch(self, x: float, y: float, width: float, height: float) -> None:
        """Hatch a gap."""
        self._hatches.append((x, y, width, height))

    def patch(self, left: float, top: float, right: float, bottom: float) -> None:
        """Clear the ground for words on a hatch."""
        self.block(left, top, right - left, bottom - top, self.canvas.palette.bg)

    def block(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle from its upper left corner."""
        self._blocks.append((x, y, width, height, colour))

    def step(self, x0: float, y0: float, x1: float, y1: float, colour: str, weight: float) -> None:
        """Go level to the next mark and then up or down to it."""
        self._path(colour, weight, "", [(x0, y0), (x1, y0), (x1, y1)])

    def onward(self, x0: float, x1: float, y: float, colour: str) -> None:
        """Carry the last number on, dotted: nobody has repeated it."""
        self._path(colour, 1.6, _ONWARD, [(x0, y), (x1, y)])

    def arrow(self, x: float, y: float, way: int, colour: str) -> None:
        """Draw the arrow of a bound upright from a mark: way 1 towards more, -1 towards less."""
        tip = y - way * _ARROW
        self._path(colour, 1.8, "", [(x, y), (x, tip + way * _HEAD / 2)])
        self._heads.append((x, tip + way * _HEAD / 2, "triangle-up" if way > 0 else "triangle-down", colour))

    def _path(self, colour: str, weight: float, dash: str, points: list[tuple[float, float]]) -> None:
        xs, ys = self._lines.setdefault((colour, weight, dash), ([], []))
        for x, y in points:
            xs.append(round(x, 1))
            ys.append(round(y, 1))
        xs.append(None)
        ys.append(None)

    def mark(self, x: float, y: float, symbol: str, size: float, colour: str, hover: str, statement: Statement) -> None:
        """Draw the mark of a claim."""
        self._marks.append((round(x, 1), round(y, 1), symbol, round(size, 1), colour, hover, statement))

    def write(
        self, text: str, x: float, y: float, colour: str, *, heading: bool = False, place: str = "middle right"
    ) -> None:
        """Write a line that is safe for plotly."""
        size, weight = self.canvas.text + heading, 600 if heading else 400
        self._texts.add(text, x, y, size=size, colour=colour, weight=weight, place=place)

    def number(self, text: str, x: float, y: float) -> None:
        """Write a headline number, the one large type of a picture."""
        size = self.canvas.text + HEADLINE_SIZE
        self._texts.add(text, x, y, size=size, colour=self.canvas.palette.ink, weight=600)

    def label(
        self, lines: Sequence[str], x: float, y: float, colour: str, width: float, *, right: bool = False
    ) -> None:
        """Write the lines of a label on clear ground: no grid line and no hatch runs through it.

        `x` is the left end; with `right` the lines end flush at the right, beside a mark that stands there.
        """
        size, step = self.canvas.text, self.canvas.text * 1.08
        half = (len(lines) - 1) * step / 2
        self.patch(x - 2, y - half - size * 0.5, x + width + 2, y + half + size * 0.5)
        for place, line in enumerate(lines):
            at, side = (x + width, "middle left") if right else (x, "middle right")
            self.write(line, at, y - half + place * step, colour, place=side)

    def chart(self) -> Chart:
        """Give the plotly figure."""
        layout = pixel_layout(self.canvas)
        shapes = [
            {"type": "path", "path": "".join(parts), "layer": "below", "line": {"color": colour, "width": 1}}
            for colour, parts in self._rules.items()
        ]
        traces = [
            *([self._hatch_trace()] if self._hatches else []),
            *([self._block_trace()] if self._blocks else []),
            *(self._line_trace(*style, xs, ys) for style, (xs, ys) in self._lines.items()),
            *([self._head_trace()] if self._heads else []),
            *self._mark_traces(),
            self._texts.trace(),
        ]
        return {"data": traces, "layout": {**layout, "bargap": 0, "hoverdistance": 14, "shapes": shapes}}

    def _hatch_trace(self) -> dict[str, Any]:
        gap = self.canvas.palette.gap
        pattern = {
            "shape": "/", "size": 6, "solidity": 0.24, "fgcolor": gap, "bgcolor": self.canvas.palette.bg,
            "fillmode": "replace",
        }  # fmt: skip
        marker = {"color": gap, "line": {"width": 0}, "pattern": pattern}
        return _bars([(*box, gap) for box in self._hatches], marker)

    def _block_trace(self) -> dict[str, Any]:
        return _bars(self._blocks, {"color": [colour for *_, colour in self._blocks], "line": {"width": 0}})

    def _line_trace(
        self, colour: str, weight: float, dash: str, xs: list[float | None], ys: list[float | None]
    ) -> dict[str, Any]:
        line = {"color": colour, "width": weight, **({"dash": dash} if dash else {})}
        return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}

    def _head_trace(self) -> dict[str, Any]:
        xs, ys, symbols, colours = zip(*self._heads, strict=True)
        marker = {"symbol": list(symbols), "size": _HEAD, "color": list(colours), "line": {"width": 0}, "opacity": 1}
        return {"type": "scatter", "mode": "markers", "x": list(xs), "y": list(ys), "marker": marker,
                "hoverinfo": "skip"}  # fmt: skip

    def _mark_traces(self) -> list[dict[str, Any]]:
        """Draw the marks: those with an event first, those that only their metric can open after them."""
        opening = [mark for mark in self._marks if mark[-1].event_id]
        others = [mark for mark in self._marks if not mark[-1].event_id]
        return [
            {**self._mark_trace(marks), "meta": meta, "customdata": [_opens(mark[-1], meta) for mark in marks]}
            for marks, meta in ((opening, "event"), (others, "metric"))
            if marks
        ]

    def _mark_trace(self, marks: list[tuple[float, float, str, float, str, str, Statement]]) -> dict[str, Any]:
        xs, ys, symbols, sizes, colours, hovers, _ = zip(*marks, strict=True)
        ground = self.canvas.palette.bg
        hollow = [name.endswith("-open") for name in symbols]
        edges = [colour if open_ else ground for colour, open_ in zip(colours, hollow, strict=True)]
        widths = [1.8 if open_ else 1.0 for open_ in hollow]
        marker = {
            "symbol": list(symbols), "size": list(sizes), "color": list(colours), "opacity": 1,
            "line": {"color": edges, "width": widths},
        }  # fmt: skip
        return {
            "type": "scatter",
            "mode": "markers",
            "x": list(xs),
            "y": list(ys),
            "marker": marker,
            "hovertext": list(hovers),
            "hoverinfo": "text",
            "cliponaxis": False,
        }


def _opens(statement: Statement, meta: str) -> str:
    return statement.event_id if meta == "event" else statement.metric


def _bars(boxes: list[tuple[float, float, float, float, str]], marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": [round(x + width / 2, 1) for x, _, width, _, _ in boxes],
        "width": [round(width, 1) for _, _, width, _, _ in boxes],
        "base": [round(y, 1) for _, y, _, _, _ in boxes],
        "y": [round(height, 1) for _, _, _, height, _ in boxes],
        "marker": marker,
        "hoverinfo": "skip",
    }


def _crisp(px: float) -> float:
    return int(px) + 0.5
