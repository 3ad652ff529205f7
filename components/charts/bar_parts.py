"""How bars of rival figures are drawn: the marks of a figure, and the traces that hold all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from components.charts.bar_columns import Column
from components.charts.event_marks import SYMBOLS, EventMark
from components.charts.marks import Blocks, Texts
from components.exhibits.contract import Canvas
from components.theme import mix
from data.trade_figures import Standing
from data.vocabulary import Basis

ARROW = 19  # px of the arrow that says a number bounds
_STEP = 2.4  # px of the line that caps a part of a year
_PALE = 0.16  # how much colour the body under a cap has
_BASES = {Standing.REPORTED: Basis.REPORTED, Standing.MIRROR: Basis.MIRROR, Standing.ESTIMATE: Basis.ESTIMATE}


#: Px of a figure (x, y, width, height), its words, and the kind and name of the rows that a click opens.
Target = tuple[float, float, float, float, str, tuple[str, str]]


@dataclass
class Page:
    """What is being drawn: marks in px from the lower left (or upper left) corner."""

    canvas: Canvas
    colour: str
    blocks: Blocks
    texts: Texts
    shapes: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    caps: dict[str, tuple[list[float | None], list[float | None]]] = field(default_factory=dict)
    arrows: list[tuple[float, float, int, str]] = field(default_factory=list)
    zeros: list[tuple[float, float, str]] = field(default_factory=list)
    spans: list[Target] = field(default_factory=list)
    events: list[tuple[float, float, EventMark]] = field(default_factory=list)
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

    def colour_of(self, column: Column) -> str:
        """Give the colour of a column."""
        return column.colour or self.colour


def draw_form(page: Page, form: Standing, box: tuple[float, float, float, float], colour: str) -> None:
    """Draw a block (x, y, width, height) as its standing asks: filled, pale, hatched or dashed."""
    if form is Standing.STATEMENT:
        page.blocks.pale(*box, colour)
    else:
        page.blocks.form(_BASES[form], *box, colour)


def draw_whole(page: Page, column: Column, x: float, y: float, width: float, height: float) -> None:
    """Draw a whole year; an origin that is never counted is drawn hollow and grey."""
    if column.counted:
        draw_form(page, column.form, (x, y, width, height), page.colour_of(column))
    else:
        page.blocks.hollow(x, y, width, height, page.canvas.palette.ink3)


def draw_part(page: Page, form: Standing, box: tuple[float, float, float, float], colour: str) -> None:
    """Draw the body under a step, so pale that only its cap is read as a mark."""
    ground = page.canvas.palette.bg
    if form is Standing.MIRROR:
        page.blocks.lines(*box, mix(colour, ground, 0.45))
    elif form is Standing.ESTIMATE:
        page.blocks.outline(*box, colour)
    else:
        page.blocks.add(*box, mix(colour, ground, _PALE))


def cap_colour(page: Page, column: Column) -> str:
    """Give a cap's colour: that of the ground where the body under it is filled."""
    filled = column.whole is not None and column.counted and column.form is Standing.REPORTED
    return page.canvas.palette.bg if filled else page.colour_of(column)


def _cap_traces(page: Page) -> Iterator[dict[str, Any]]:
    for colour, (xs, ys) in page.caps.items():
        line = {"color": colour, "width": _STEP}
        yield {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}


def _marker_traces(page: Page) -> Iterator[dict[str, Any]]:
    if page.zeros:
        x, y, colours = zip(*page.zeros, strict=True)
        marker = {"symbol": "circle-open", "size": 9, "color": list(colours), "line": {"width": 1.8}}
        yield {"type": "scatter", "mode": "markers", "x": list(x), "y": list(y), "marker": marker, "hoverinfo": "skip"}
    if page.arrows:
        yield from _arrow_traces(page)
    if page.events:
        yield _event_trace(page)


def _arrow_traces(page: Page) -> Iterator[dict[str, Any]]:
    """Draw a shaft and a head from the end of a bar towards more, or back into it towards less."""
    lying = page.lying
    ends = [(x + way * ARROW, y) if lying else (x, y + way * ARROW) for x, y, way, _ in page.arrows]
    shafts: dict[str, tuple[list[float | None], list[float | None]]] = {}
    for (x, y, _, colour), (to_x, to_y) in zip(page.arrows, ends, strict=True):
        xs, ys = shafts.setdefault(colour, ([], []))
        xs.extend([x, to_x, None])
        ys.extend([y, to_y, None])
    for colour, (xs, ys) in shafts.items():
        line = {"color": colour, "width": 1.8}
        yield {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}
    heads = {1: "triangle-right", -1: "triangle-left"} if lying else {1: "triangle-up", -1: "triangle-down"}
    marker = {
        "symbol": [heads[way] for _, _, way, _ in page.arrows],
        "size": 8,
        "color": [colour for *_, colour in page.arrows],
        "line": {"width": 0},
    }
    across, up = zip(*ends, strict=True)
    yield {
        "type": "scatter",
        "mode": "markers",
        "x": list(across),
        "y": list(up),
        "marker": marker,
        "hoverinfo": "skip",
    }


def _event_trace(page: Page) -> dict[str, Any]:
    """Draw the marks of events that stand among the lines of a list."""
    x, y, marks = zip(*page.events, strict=True)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(x),
        "y": list(y),
        "marker": {
            "symbol": [SYMBOLS[mark.status] for mark in marks],
            "size": 9,
            "color": [page.canvas.palette.direction(mark.direction) for mark in marks],
            "line": {"width": [1.6 if "open" in SYMBOLS[mark.status] else 0 for mark in marks]},
        },
        "hovertext": [mark.hover for mark in marks],
        "hoverinfo": "text",
        "customdata": [mark.id for mark in marks],
        "meta": "event",
    }


def _target_traces(targets: Sequence[Target], bg: str) -> Iterator[dict[str, Any]]:
    """Lay unseen bars over figures, which hold their words; one trace for each kind of rows that a click opens."""
    for kind in dict.fromkeys(focus[0] for *_, focus in targets):
        x, y, width, height, hover, focus = zip(*(one for one in targets if one[-1][0] == kind), strict=True)
        yield {
            "type": "bar",
            "x": [left + wide / 2 for left, wide in zip(x, width, strict=True)],
            "width": list(width),
            "base": list(y),
            "y": list(height),
            "marker": {"color": bg, "opacity": 0},
            "hovertext": list(hover),
            "hoverinfo": "text",
            "meta": kind,
            "customdata": [name for _, name in focus],
        }


def traces(page: Page) -> list[dict[str, Any]]:
    """Give all that is drawn as plotly traces."""
    marks = [*page.blocks.traces(), *_cap_traces(page), *_marker_traces(page)]
    return [*marks, *_target_traces(page.spans, page.canvas.palette.bg), *page.texts.traces()]
