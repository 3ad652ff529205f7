"""Marks and labels laid out in px and drawn with as few traces as possible."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from components.exhibits.contract import Canvas, plain
from components.theme import Palette, mix
from data.vocabulary import Basis

#: Dash of an estimate's outline; nothing but certainty is dashed.
ESTIMATE_DASH = "3px,2px"


def pixel_layout(canvas: Canvas, *, top: bool = True) -> dict[str, Any]:
    """Give a layout whose axes are the px of the canvas, y downwards (or upwards if not `top`)."""
    height = float(canvas.height)
    axis = {"visible": False, "fixedrange": True}
    return {
        "width": canvas.width,
        "height": canvas.height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "xaxis": {**axis, "range": [0, canvas.width]},
        "yaxis": {**axis, "range": [height, 0] if top else [0, height]},
        "barmode": "overlay",
        "hovermode": "closest",
    }


@dataclass
class Blocks:
    """Rectangles and rings in px, each in the form of how its figure came about."""

    palette: Palette
    _bars: list[tuple[float, float, float, float, str, str, str, float]] = field(default_factory=list)
    _dashed: dict[str, tuple[list[float | None], list[float | None]]] = field(default_factory=dict)
    _rings: list[tuple[float, float, float]] = field(default_factory=list)

    def add(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw a filled rectangle from its corner."""
        self._bars.append((x, y, width, height, colour, "", colour, 0))

    def form(self, basis: Basis, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw a rectangle as its basis asks: filled, hatched with outline, dashed, or the grey hatch."""
        if basis is Basis.REPORTED:
            self.add(x, y, width, height, colour)
        elif basis is Basis.MIRROR:
            self._bars.append((x + 0.75, y + 0.75, width - 1.5, height - 1.5, colour, "/", colour, 1.5))
        elif basis is Basis.UNQUANTIFIED:
            self.hatch(x, y, width, height)
        else:
            self.outline(x, y, width, height, colour)

    def hatch(self, x: float, y: float, width: float, height: float) -> None:
        """Draw the grey hatch that says nothing is known; words belong beside it."""
        self._bars.append((x, y, width, height, self.palette.gap, "/", self.palette.gap, 0))

    def outline(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw the dashed outline of an estimate."""
        xs, ys = self._dashed.setdefault(colour, ([], []))
        left, right, upper, lower = x + 0.75, x + width - 0.75, y + 0.75, y + height - 0.75
        xs.extend([left, right, right, left, left, None])
        ys.extend([upper, upper, lower, lower, upper, None])

    def lines(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw a rectangle of thin lines without an outline."""
        self._bars.append((x, y, width, height, colour, "/", colour, 0))

    def hollow(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw a solid outline round nothing."""
        self._bars.append((x + 0.75, y + 0.75, width - 1.5, height - 1.5, self.palette.bg, "", colour, 1.5))

    def pale(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw a paler body with a solid outline: what somebody said, not what statistics hold."""
        fill = mix(colour, self.palette.bg, 0.45)
        self._bars.append((x + 0.75, y + 0.75, width - 1.5, height - 1.5, fill, "", colour, 1.5))

    def ring(self, x: float, y: float, size: float = 9) -> None:
        """Draw the hollow ring of an origin that is shown but never counted."""
        self._rings.append((x, y, size))

    def traces(self) -> list[dict[str, Any]]:
        """Give the bars, the dashed outlines and the rings as plotly traces."""
        traces = [self._bar_trace()] if self._bars else []
        traces.extend(self._dash_trace(colour, xs, ys) for colour, (xs, ys) in self._dashed.items())
        if self._rings:
            traces.append(self._ring_trace())
        return traces

    def _bar_trace(self) -> dict[str, Any]:
        x, y, width, height, colours, shapes, lines, weights = zip(*self._bars, strict=True)
        marker = {
            "color": list(colours),
            "line": {"color": list(lines), "width": list(weights)},
            "pattern": {
                "shape": list(shapes),
                "size": [5 if weight else 6 for weight in weights],
                "solidity": [0.3 if weight else 0.24 for weight in weights],
                "fgcolor": list(colours),
                "bgcolor": self.palette.bg,
                "fillmode": "replace",
            },
        }
        return {
            "type": "bar",
            "x": [left + wide / 2 for left, wide in zip(x, width, strict=True)],
            "width": list(width),
            "base": list(y),
            "y": list(height),
            "marker": marker,
            "hoverinfo": "skip",
        }

    def _dash_trace(self, colour: str, xs: list[float | None], ys: list[float | None]) -> dict[str, Any]:
        line = {"color": colour, "width": 1.5, "dash": ESTIMATE_DASH}
        return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}

    def _ring_trace(self) -> dict[str, Any]:
        line = {"color": self.palette.ink3, "width": 1.5}
        x, y, sizes = zip(*self._rings, strict=True)
        marker = {"symbol": "circle-open", "size": list(sizes), "color": self.palette.ink3, "line": line}
        return {"type": "scatter", "mode": "markers", "x": list(x), "y": list(y), "marker": marker, "hoverinfo": "skip"}


@dataclass
class Texts:
    """Labels in px, gathered by size and weight into a trace each."""

    canvas: Canvas
    _labels: dict[tuple[bool, bool, str], list[tuple[float, float, str, str]]] = field(default_factory=dict)

    def add(
        self,
        text: str,
        x: float,
        y: float,
        colour: str,
        *,
        heading: bool = False,
        bold: bool = False,
        right: bool = False,
        centre: bool = False,
    ) -> None:
        """Write a line from its left end (or right end, or centre) on; row text is made plain here."""
        side = "middle center" if centre else "middle left" if right else "middle right"
        self._write(plain(text), x, y, colour, (heading, bold, side))

    def figure(self, said: str, about: str, x: float, y: float, colour: str) -> None:
        """Write a number in bold and what is said about it behind it, as one line that flows."""
        muted = f'  <span style="color:{self.canvas.palette.ink2}">{plain(about)}</span>' if about else ""
        self._write(f"<b>{plain(said)}</b>{muted}", x, y, colour, (False, False, "middle right"))

    def block(
        self, lines: list[str], x: float, y: float, colour: str, *, heading: bool = False, middle: bool = True
    ) -> None:
        """Write lines about a middle, or from the first line downwards."""
        step = (self.canvas.text + heading) * 1.17
        first = y - step * (len(lines) - 1) / 2 if middle else y
        for number, line in enumerate(lines):
            self.add(line, x, first + number * step, colour, heading=heading)

    def _write(self, text: str, x: float, y: float, colour: str, style: tuple[bool, bool, str]) -> None:
        if text:  # plotly removes the element of an empty label, and whatever is drawn there next is lost with it
            self._labels.setdefault(style, []).append((x, y, text, colour))

    def traces(self) -> list[dict[str, Any]]:
        """Give one text trace for every size, weight and alignment."""
        return [self._trace(style, labels) for style, labels in self._labels.items()]

    def _trace(self, style: tuple[bool, bool, str], labels: list[tuple[float, float, str, str]]) -> dict[str, Any]:
        heading, bold, side = style
        x, y, text, colours = zip(*labels, strict=True)
        font = {"size": self.canvas.text + heading, "weight": 600 if heading or bold else 400, "color": list(colours)}
        return {
            "type": "scatter",
            "mode": "text",
            "x": list(x),
            "y": list(y),
            "text": list(text),
            "textposition": side,
            "textfont": font,
            "hoverinfo": "skip",
        }
