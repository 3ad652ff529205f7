"""The sheet a plotly map is drawn on: panels, traces and words in px."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from components.exhibits.contract import Canvas, plain
from components.maps.geometry import Box
from components.maps.views import Detail, Frame
from components.theme import Palette
from data.geography import Points

Coordinates = list[float | None]
_EIGHT = tuple((1.3 * float(np.cos(a)), 1.3 * float(np.sin(a))) for a in np.arange(8) * np.pi / 4)


@dataclass(frozen=True)
class Panel:
    """One rectangle of the picture with its own frame; `name` is written inside an inset."""

    frame: Frame
    name: str = ""
    inset: bool = False
    called_out: bool = True

    @property
    def box(self) -> Box:
        """Its rectangle in px."""
        return self.frame.box

    @property
    def close(self) -> bool:
        """Whether it stands on the fine layers."""
        return self.frame.detail is not Detail.CORRIDOR

    def holds(self, lonlat: Sequence[tuple[float, float]], margin: float = 0) -> bool:
        """Whether all the given points lie in the panel, `margin` px from its edge."""
        return _holds(self.frame, tuple(lonlat), margin)


@lru_cache(maxsize=4096)
def _holds(laid: Frame, lonlat: tuple[tuple[float, float], ...], margin: float) -> bool:
    px, box = laid.px(np.array(lonlat)), laid.box.grown(-margin)
    return bool(((px >= (box.left, box.top)) & (px <= (box.right, box.bottom))).all())


@dataclass(frozen=True)
class Focus:
    """The open event and its place, which get an ink outline."""

    event_id: str
    place_id: str = ""


@dataclass(frozen=True)
class Words:
    """A line of text with the middle of its box in px; `anchor` is the spot it names."""

    x: float
    y: float
    text: str
    colour: str
    weight: int = 400
    halo: bool = True
    anchor: tuple[float, float] | None = None


@dataclass
class Sheet:
    """The traces of a picture in order of painting, its words, and which places are drawn and named."""

    canvas: Canvas
    focus: Focus | None = None
    traces: list[dict[str, Any]] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    #: The movements that are told in words beside their lines.
    told: set[tuple[str, ...]] = field(default_factory=set)
    #: The most events that lie on any line drawn.
    most: int = 1

    @property
    def palette(self) -> Palette:
        """The colours of the canvas."""
        return self.canvas.palette

    def line(self, parts: Iterable[Points], colour: str, width: float, *, dash: str = "solid") -> None:
        """Add lines of one look as one trace."""
        self.stroke(*joined(parts), {"color": colour, "width": width, "dash": dash})

    def stroke(self, x: Coordinates, y: Coordinates, line: dict[str, Any], **more: Any) -> None:
        """Add a line trace of ready coordinates."""
        if x:
            more = {"hoverinfo": "skip", **more}
            self.traces.append({"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, **more})

    def area(self, x: Coordinates, y: Coordinates, colour: str, *, opacity: float = 1.0) -> None:
        """Add filled areas as one trace."""
        look = {"fill": "toself", "fillcolor": colour, "opacity": opacity}
        self.stroke(x, y, {"width": 0}, **look)

    def write(self) -> None:
        """Add the words: first their halos in land colour, eight copies 1.3 px off, then the words."""
        for weight in (400, 600):
            haloed = [w for w in self.words if w.halo and w.weight == weight]
            self._text([(w.x + dx, w.y + dy, w.text) for w in haloed for dx, dy in _EIGHT], self.palette.land, weight)
        for weight in (400, 600):
            mine = [w for w in self.words if w.weight == weight]
            self._text([(w.x, w.y, w.text) for w in mine], [w.colour for w in mine], weight)

    def _text(self, items: list[tuple[float, float, str]], colour: str | list[str], weight: int) -> None:
        if items:
            font = {"color": colour, "size": self.canvas.text, "weight": weight}
            self.traces.append({
                "type": "scatter", "mode": "text", "x": [round(float(x), 1) for x, _, _ in items],
                "y": [round(float(y), 1) for _, y, _ in items], "text": [plain(text) for _, _, text in items],
                "textposition": "middle center", "textfont": font, "hoverinfo": "skip", "cliponaxis": False,
            })  # fmt: skip


def joined(parts: Iterable[Points]) -> tuple[Coordinates, Coordinates]:
    """Write lines one after the other as x and y, with None between them."""
    xs: Coordinates = []
    ys: Coordinates = []
    for part in parts:
        x, y = part.round(1).T.tolist()
        xs += [*x, None]
        ys += [*y, None]
    return xs, ys


def corners(box: Box) -> tuple[Coordinates, Coordinates]:
    """Give a box as a closed line."""
    return [box.left, box.right, box.right, box.left, box.left], [box.top, box.top, box.bottom, box.bottom, box.top]
