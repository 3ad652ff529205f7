"""What flow diagrams are made of: the entries of a direction, their ribbons, and the page in px."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from components.charts.marks import ESTIMATE_DASH, Blocks, Texts
from components.exhibits.contract import Canvas
from components.theme import Palette, mix
from data.vocabulary import Basis
from data.wording import NO_FIGURE, counted

#: How strongly a counted ribbon is tinted, and one that only gathers others.
_TINT, _GATHERED = 0.5, 0.2
_STEPS = 24  # points along a ribbon's middle
_STROKE = 6.0  # px between strokes of a hatch
Point = tuple[float, float]


@dataclass(frozen=True)
class Voice:
    """An origin behind a commodity: how its figures came about and whether it counts as an origin."""

    name: str
    form: Basis
    counted: bool


@dataclass(frozen=True)
class Spot:
    """A figure on the scale of a unit; `bound` is 1 where it may be more, -1 where less."""

    low: float | None
    best: float | None
    high: float | None
    bound: int
    form: Basis
    counted: bool

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers of the figure."""
        return tuple(value for value in (self.low, self.best, self.high) if value is not None)


@dataclass(frozen=True)
class Entry:
    """One exporter, importer and commodity: who speaks of it and the newest figure there is.

    `link` and `node` are what a click on the flow and on its name ask for; `depth` is how deep the
    commodity lies below another entry. `about` says period, origin and scope of the figure; `briefly`
    says less of it the further it goes. `part` marks a figure that covers only a part of the trade,
    `total` an entry that contains others and is no flow beside them; `spots` are figures in one unit,
    the newest first. `beside` marks a further figure of the entry before it, which is no flow of its own.
    """

    link: str
    node: str
    group: str
    group_node: str
    name: str
    voices: tuple[Voice, ...]
    rows: int
    amount: str
    about: str
    briefly: tuple[str, ...]
    form: Basis
    newest: float
    counted: bool = True
    part: bool = False
    total: bool = False
    beside: bool = False
    depth: int = 0
    hover: str = ""
    spots: tuple[Spot, ...] = ()

    @property
    def origins(self) -> int:
        """How many origins at first hand speak of it; composite and news origins do not count."""
        return len({voice.name for voice in self.voices if voice.counted})

    @property
    def behind(self) -> str:
        """What stands behind the entry, in words; nothing for a figure that stands beside another."""
        if self.beside:
            return ""
        return f"{counted(self.rows, 'row')}, {counted(self.origins, 'origin') if self.origins else '0 origins'}"

    @property
    def figure(self) -> str:
        """The figure, or that there is none."""
        return "no figure known" if self.amount == NO_FIGURE else self.amount


@dataclass(frozen=True)
class Side:
    """One direction with its entries, in the order of drawing (groups together).

    `known` counts its flows; `unsized` names goods that have no figure in `unsized_in`.
    """

    heading: str
    exporter: str
    importer: str
    node: str
    colour: str
    text_colour: str
    entries: tuple[Entry, ...]
    known: int
    hover: str = ""
    unsized: tuple[str, ...] = ()
    unsized_in: str = ""

    def groups(self) -> Iterator[tuple[str, list[Entry]]]:
        """Give the groups with their entries."""
        for group, members in groupby(self.entries, key=lambda entry: entry.group):
            yield group, list(members)


@dataclass
class Ribbons:
    """Bands that bend from one height to another, in the form of how their figure came about."""

    palette: Palette
    _fills: dict[str, list[str]] = field(default_factory=dict)
    _lines: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def gather(self, start: Point, end: Point, thick: float, colour: str) -> None:
        """Draw a pale band that only gathers others."""
        self._fill(start, end, thick, mix(colour, self.palette.bg, _GATHERED))

    def flow(self, entry: Entry, start: Point, end: Point, thick: float, colour: str) -> None:
        """Draw the band of an entry: filled, hatched, dashed, or hollow for a part or an uncounted origin."""
        if entry.form is Basis.UNQUANTIFIED:
            self._hatch(start, end, thick, self.palette.gap)
        elif not entry.counted:
            self._outline(start, end, thick, self.palette.ink3, "")
        elif entry.form is Basis.ESTIMATE:
            self._outline(start, end, thick, colour, ESTIMATE_DASH)
        elif entry.form is Basis.MIRROR or entry.part:
            self._outline(start, end, thick, colour, "")
            if entry.form is Basis.MIRROR:
                self._hatch(start, end, thick, colour)
        else:
            self._fill(start, end, thick, mix(colour, self.palette.bg, _TINT))

    def shapes(self) -> list[dict[str, Any]]:
        """Give one shape for every style."""
        flat = {"type": "path", "layer": "below"}
        fills = [
            {**flat, "path": "".join(paths), "fillcolor": colour, "line": {"width": 0}}
            for colour, paths in self._fills.items()
        ]
        lines = [
            {**flat, "path": "".join(paths), "line": {"color": colour, "width": 1.2, "dash": dash or "solid"}}
            for (colour, dash), paths in self._lines.items()
        ]
        return [*fills, *lines]

    def _fill(self, start: Point, end: Point, thick: float, colour: str) -> None:
        self._fills.setdefault(colour, []).append(_band(start, end, thick))

    def _outline(self, start: Point, end: Point, thick: float, colour: str, dash: str) -> None:
        self._lines.setdefault((colour, dash), []).append(_band(start, end, thick - 1.2))

    def _hatch(self, start: Point, end: Point, thick: float, colour: str) -> None:
        """Draw slanted strokes along the band: each from its lower edge to its upper edge further on."""
        middle = _middle(start, end)
        long, half = _length(middle), thick / 2
        strokes, at = self._lines.setdefault((colour, ""), []), 1.0
        while at + thick <= long:
            (x0, y0), (x1, y1) = _along(middle, at), _along(middle, at + thick)
            strokes.append(f"M{x0:.1f},{y0 + half:.1f}L{x1:.1f},{y1 - half:.1f}")
            at += _STROKE


def _band(start: Point, end: Point, thick: float) -> str:
    """Write a band with level ends as an SVG path.

    >>> _band((0, 10), (20, 10), 4)
    'M0.0,8.0C10.0,8.0 10.0,8.0 20.0,8.0L20.0,12.0C10.0,12.0 10.0,12.0 0.0,12.0Z'
    """
    (x0, y0), (x1, y1), half = start, end, thick / 2
    middle = (x0 + x1) / 2
    there = f"M{x0:.1f},{y0 - half:.1f}C{middle:.1f},{y0 - half:.1f} {middle:.1f},{y1 - half:.1f} "
    back = f"C{middle:.1f},{y1 + half:.1f} {middle:.1f},{y0 + half:.1f} {x0:.1f},{y0 + half:.1f}Z"
    return f"{there}{x1:.1f},{y1 - half:.1f}L{x1:.1f},{y1 + half:.1f}{back}"


def _middle(start: Point, end: Point) -> list[Point]:
    """Give points along the middle of a band: the cubic curve that `_band` writes."""
    (x0, y0), (x1, y1) = start, end
    points = []
    for step in range(_STEPS + 1):
        s = step / _STEPS
        x = x0 + (x1 - x0) * (1.5 * s * (1 - s) + s**3)
        y = y0 + (y1 - y0) * (3 * s * s * (1 - s) + s**3)
        points.append((x, y))
    return points


def _length(line: list[Point]) -> float:
    """Give the length of a line in px.

    >>> _length([(0, 0), (3, 4), (3, 10)])
    11.0
    """
    return sum(math.dist(one, other) for one, other in pairwise(line))


def _along(line: list[Point], far: float) -> Point:
    """Give the point so many px along a line.

    >>> _along([(0, 0), (3, 4), (3, 10)], 8)
    (3.0, 7.0)
    """
    for (x0, y0), (x1, y1) in pairwise(line):
        step = math.dist((x0, y0), (x1, y1))
        if far <= step and step:
            return x0 + (x1 - x0) * far / step, y0 + (y1 - y0) * far / step
        far -= step
    return line[-1]


@dataclass
class Page:
    """What is being drawn: ribbons, blocks, texts, lines and the places that answer the pointer."""

    canvas: Canvas
    ribbons: Ribbons = field(init=False)
    blocks: Blocks = field(init=False)
    texts: Texts = field(init=False)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    _targets: dict[str, list[tuple[float, float, float, float, str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with nothing drawn."""
        self.ribbons, self.blocks, self.texts = (
            Ribbons(self.canvas.palette),
            Blocks(self.canvas.palette),
            Texts(self.canvas),
        )

    def rule(self, x0: float, x1: float, y: float, colour: str, width: float = 1) -> None:
        """Draw a horizontal line."""
        self.line(x0, y, x1, y, colour, width)

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: str, width: float = 1, dash: str = "") -> None:
        """Draw a line, dashed only by certainty."""
        line = {"color": colour, "width": width, **({"dash": dash} if dash else {})}
        shape = {"type": "line", "x0": round(x0, 1), "x1": round(x1, 1), "y0": round(y0, 1), "y1": round(y1, 1)}
        self.shapes.append({**shape, "line": line, "layer": "below"})

    def target(self, x0: float, x1: float, top: float, height: float, focus: str, hover: str) -> None:
        """Let a place answer the pointer: `focus` is what a click asks for, `hover` is safe for plotly."""
        kind, _, id = focus.partition(":")
        self._targets.setdefault(kind, []).append((x0, x1, top, height, id, hover))

    def chart(self, layout: dict[str, Any]) -> dict[str, Any]:
        """Give the whole picture."""
        shapes = [*self.ribbons.shapes(), *self.shapes]
        data = [*self._pointed(), *self.blocks.traces(), *self.texts.traces()]
        return {"data": data, "layout": {**layout, "shapes": shapes}}

    def _pointed(self) -> Iterator[dict[str, Any]]:
        """Give invisible bars over what the pointer may meet, a trace for each kind of focus."""
        for kind, places in self._targets.items():
            yield {
                "type": "bar",
                "x": [round((x0 + x1) / 2, 1) for x0, x1, *_ in places],
                "width": [round(x1 - x0, 1) for x0, x1, *_ in places],
                "base": [round(top, 1) for _, _, top, *_ in places],
                "y": [round(height, 1) for *_, height, _, _ in places],
                "marker": {"color": self.canvas.palette.bg, "opacity": 0},
                "hovertext": [hover for *_, hover in places],
                "hoverinfo": "text",
                "meta": kind,
                "customdata": [id for *_, id, _ in places],
            }
