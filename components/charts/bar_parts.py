"""The parts that bars of rival figures are made of: what is drawn, and the marks of a figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from components.charts.marks import Blocks, Texts
from components.exhibits.contract import Canvas
from components.theme import mix
from data.vocabulary import Basis

ARROW = 19  # px of the arrow that says a number bounds
_STEP = 2.4  # px of the line that caps a part of a year
_PALE = 0.16  # how much colour the body under a cap has


@dataclass(frozen=True)
class Step:
    """A figure for a part of a year: where it ends within the year (0 to 1) and its words."""

    value: float
    end: float
    form: Basis
    bound: int
    text: str
    period: str


@dataclass(frozen=True)
class Column:
    """What one origin says of one year: a whole, steps towards it, or steps only."""

    year: int
    name: str
    whole: float | None
    form: Basis
    counted: bool
    bound: int
    text: str
    steps: tuple[Step, ...]
    ids: tuple[str, ...]
    hover: str

    @property
    def height(self) -> float:
        """The highest value the column reaches."""
        steps = [step.value for step in self.steps]
        return max(steps if self.whole is None else [self.whole, *steps])

    @property
    def last(self) -> Step | None:
        """The step that speaks for a column without a whole: the one that reaches furthest."""
        return max(self.steps, key=lambda step: step.end) if self.whole is None else None

    @property
    def label(self) -> str:
        """The figure in words."""
        return self.text if self.last is None else self.last.text

    @property
    def about(self) -> str:
        """The origin, with the period where it is not the whole year."""
        return self.name if self.last is None else f"{self.last.period}, {self.name}"

    @property
    def line(self) -> str:
        """Figure, months and origin in one line."""
        return f"{self.label}  {self.name}" if self.last is None else f"{self.label} · {self.about}"


@dataclass(frozen=True)
class Gap:
    """Years without a figure, and the words for it."""

    first: int
    last: int
    words: str


@dataclass
class Page:
    """What is being drawn: one colour, marks in px from the lower left (or upper left) corner."""

    canvas: Canvas
    colour: str
    blocks: Blocks
    texts: Texts
    shapes: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    caps: dict[str, tuple[list[float | None], list[float | None]]] = field(default_factory=dict)
    arrows: list[tuple[float, float, int]] = field(default_factory=list)
    zeros: list[tuple[float, float]] = field(default_factory=list)
    targets: list[tuple[float, float, float, float, Column]] = field(default_factory=list)
    lying: bool = False

    def rule(self, x0: float, x1: float, y0: float, y1: float, colour: str) -> None:
        """Draw a thin line below everything."""
        line = {"color": colour, "width": 1}
        self.shapes.append({"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line, "layer": "below"})

    def cap(self, xs: tuple[float, float], ys: tuple[float, float], colour: str) -> None:
        """Draw the line that ends a step."""
        across, up = self.caps.setdefault(colour, ([], []))
        across.extend([*xs, None])
        up.extend([*ys, None])


def draw_whole(page: Page, column: Column, x: float, y: float, width: float, height: float) -> None:
    """Draw a whole year; an origin that is never counted is drawn hollow and grey."""
    if column.counted:
        page.blocks.form(column.form, x, y, width, height, page.colour)
    else:
        page.blocks.hollow(x, y, width, height, page.canvas.palette.ink3)


def draw_part(page: Page, form: Basis, x: float, y: float, width: float, height: float) -> None:
    """Draw the body under a step, so pale that only its cap is read as a mark."""
    ground = page.canvas.palette.bg
    if form is Basis.MIRROR:
        page.blocks.lines(x, y, width, height, mix(page.colour, ground, 0.45))
    elif form is Basis.ESTIMATE:
        page.blocks.outline(x, y, width, height, page.colour)
    else:
        page.blocks.add(x, y, width, height, mix(page.colour, ground, _PALE))


def cap_colour(page: Page, column: Column) -> str:
    """Give a cap's colour: that of the ground where the body under it is filled."""
    filled = column.whole is not None and column.counted and column.form is Basis.REPORTED
    return page.canvas.palette.bg if filled else page.colour


def bounds(column: Column) -> int:
    """Give which way the figure of a column bounds (1, -1 or 0)."""
    return column.bound if column.last is None else column.last.bound


def _cap_traces(page: Page) -> Iterator[dict[str, Any]]:
    for colour, (xs, ys) in page.caps.items():
        line = {"color": colour, "width": _STEP}
        yield {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}


def _marker_traces(page: Page) -> Iterator[dict[str, Any]]:
    if page.zeros:
        x, y = zip(*page.zeros, strict=True)
        marker = {"symbol": "circle-open", "size": 9, "color": page.colour, "line": {"width": 1.8}}
        yield {"type": "scatter", "mode": "markers", "x": list(x), "y": list(y), "marker": marker, "hoverinfo": "skip"}
    if page.arrows:
        yield from _arrow_traces(page)


def _arrow_traces(page: Page) -> Iterator[dict[str, Any]]:
    """Draw a shaft and a head from the end of a bar towards more, or back into it towards less."""
    lying = page.lying
    ends = [(x + way * ARROW, y) if lying else (x, y + way * ARROW) for x, y, way in page.arrows]
    xs, ys = [], []
    for (x, y, _), (to_x, to_y) in zip(page.arrows, ends, strict=True):
        xs.extend([x, to_x, None])
        ys.extend([y, to_y, None])
    line = {"color": page.colour, "width": 1.8}
    yield {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}
    heads = {1: "triangle-right", -1: "triangle-left"} if lying else {1: "triangle-up", -1: "triangle-down"}
    marker = {"symbol": [heads[way] for *_, way in page.arrows], "size": 8, "color": page.colour, "line": {"width": 0}}
    across, up = zip(*ends, strict=True)
    yield {
        "type": "scatter",
        "mode": "markers",
        "x": list(across),
        "y": list(up),
        "marker": marker,
        "hoverinfo": "skip",
    }


def _target_traces(page: Page) -> Iterator[dict[str, Any]]:
    x, y, width, height, columns = zip(*page.targets, strict=True)
    yield {
        "type": "bar",
        "x": [left + wide / 2 for left, wide in zip(x, width, strict=True)],
        "width": list(width),
        "base": list(y),
        "y": list(height),
        "marker": {"color": page.canvas.palette.bg, "opacity": 0},
        "hovertext": [column.hover for column in columns],
        "hoverinfo": "text",
        "meta": "flows",
        "customdata": [column.ids[0] for column in columns],
    }


def runs(years: list[int]) -> list[tuple[int, int]]:
    """Join consecutive years.

    >>> runs([2002, 2003, 2007, 2022])
    [(2002, 2003), (2007, 2007), (2022, 2022)]
    """
    starts = [0, *(at + 1 for at, (a, b) in enumerate(pairwise(years)) if b != a + 1)]
    return [(years[a], years[b - 1]) for a, b in zip(starts, [*starts[1:], len(years)], strict=True)] if years else []


def traces(page: Page) -> list[dict[str, Any]]:
    """Give all that is drawn as plotly traces."""
    marks = [*page.blocks.traces(), *_cap_traces(page), *_marker_traces(page)]
    targets = _target_traces(page) if page.targets else ()
    return [*marks, *targets, *page.texts.traces()]
