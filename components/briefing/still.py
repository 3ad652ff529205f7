"""Stills: an exhibit and its whole frame as one plotly figure, drawn to a file for a slide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from components.briefing.chrome import Picture, draw
from components.briefing.errors import IncompleteExhibit
from components.briefing.frame import Block, Frame, Line, Mark, frame
from components.briefing.sizes import Size
from components.exhibits.contract import Canvas, Chart, Exhibit, Medium, plain
from components.theme import FONT_FAMILY, PALETTES, Mode, Palette, template
from data import Selection, Tables

_FITTINGS = 4


def render(
    exhibit_id: str,
    tables: Tables,
    selection: Selection,
    *,
    size: Size = Size.SLIDE,
    mode: Mode = Mode.LIGHT,
    options: Mapping[str, str] | None = None,
    format: Picture = Picture.PNG,
    scale: float = 1,
) -> bytes:
    """Render an exhibit of the register as a picture file, complete for a slide.

    Raises UnknownExhibit, IncompleteExhibit (no file without the whole contract) and NoBrowser.
    """
    exhibit = fitted(exhibit_id, tables, selection, size=size, mode=mode, options=options)
    return picture(exhibit, size, format=format, scale=scale)


def fitted(
    exhibit_id: str,
    tables: Tables,
    selection: Selection,
    *,
    size: Size = Size.SLIDE,
    mode: Mode = Mode.LIGHT,
    options: Mapping[str, str] | None = None,
) -> Exhibit:
    """Build an exhibit of the register for the room that its frame leaves on a still."""
    from components.exhibits.register import build  # noqa: PLC0415 - the register loads every builder

    return fit(lambda canvas: build(exhibit_id, tables, selection, canvas=canvas, options=options), size, mode)


def fit(build: Callable[[Canvas], Exhibit], size: Size, mode: Mode) -> Exhibit:
    """Build an exhibit again until its picture has the height that its own frame leaves.

    A title may take one line or two and a note may depend on the room for labels, so the height is
    known only from the built exhibit. Where it does not settle, the smallest height is taken.
    """
    width, height = size.anatomy.inner, _nominal_height(size)
    seen: list[int] = []
    for _ in range(_FITTINGS):
        exhibit = build(Canvas(width, height, mode, Medium.STILL))
        left = frame(exhibit, size).height
        if left == height:
            return exhibit
        seen.append(left)
        height = left
    return build(Canvas(width, min(seen), mode, Medium.STILL))


def _nominal_height(size: Size) -> int:
    """Give the picture's height under a title of two lines, with one key row, a source and a note."""
    anatomy = size.anatomy
    head = anatomy.title_top + 2 * anatomy.title.line + 4 + anatomy.subtitle.line
    foot = anatomy.small_end - 2 * anatomy.small.line - 10
    return int(foot - head - anatomy.key_middle - anatomy.key_after)


def picture(exhibit: Exhibit, size: Size, *, format: Picture = Picture.PNG, scale: float = 1) -> bytes:
    """Draw an exhibit that was built for a still (see `fit`) as a picture file."""
    anatomy = size.anatomy
    return draw(compose(exhibit, size), format=format, width=anatomy.width, height=anatomy.height, scale=scale)


def compose(exhibit: Exhibit, size: Size) -> Chart:
    """Put an exhibit's picture and its frame together as one plotly figure of the size.

    The picture's margins grow by the frame, so its plot area, and with it everything that the
    builder placed on paper coordinates, stays as it was. Raises IncompleteExhibit.
    """
    _refuse_incomplete(exhibit)
    around = frame(exhibit, size)
    palette = PALETTES[exhibit.canvas.mode]
    layout = dict(exhibit.chart["layout"])
    paper = _Paper(layout, exhibit.canvas, around, size)
    layout |= {
        "width": size.anatomy.width,
        "height": size.anatomy.height,
        "margin": paper.margin,
        "template": template(exhibit.canvas.mode),
        "paper_bgcolor": palette.bg,
        "showlegend": False,
        "annotations": [*layout.get("annotations", ()), *(paper.text(line, palette) for line in around.lines)],
        "images": [*layout.get("images", ()), *(paper.image(mark) for mark in around.marks)],
        "shapes": [*layout.get("shapes", ()), *(paper.block(block, palette) for block in around.blocks)],
    }
    if not exhibit.chart["data"]:
        layout.setdefault("xaxis", {"visible": False})
        layout.setdefault("yaxis", {"visible": False})
    # Without names of ours plotly makes up random ones, which stand in the SVG.
    return {"data": [{"uid": f"t{at}", **trace} for at, trace in enumerate(exhibit.chart["data"])], "layout": layout}


def _refuse_incomplete(exhibit: Exhibit) -> None:
    parts = {
        "title": bool(exhibit.title.strip()),
        "sources": exhibit.empty or bool(exhibit.sources.origins or exhibit.sources.publications),
        "as-of day": isinstance(exhibit.as_of, date) and not pd.isna(exhibit.as_of),
        "data version": bool(exhibit.version.strip()),
        "picture": bool(exhibit.chart.get("layout")),
    }
    if missing := [name for name, there in parts.items() if not there]:
        raise IncompleteExhibit(exhibit.id, missing)


class _Paper:
    """The still's px as plotly's paper coordinates, which count from the picture's plot area."""

    def __init__(self, layout: Mapping[str, Any], canvas: Canvas, around: Frame, size: Size) -> None:
        own = layout.get("margin", {})
        left, top = own.get("l", 0) + around.left, own.get("t", 0) + around.top
        right = own.get("r", 0) + size.anatomy.width - around.left - canvas.width
        bottom = own.get("b", 0) + size.anatomy.height - around.top - canvas.height
        self.margin = {"l": left, "r": right, "t": top, "b": bottom, "pad": own.get("pad", 0), "autoexpand": False}
        self._left, self._top = float(left), float(top)
        self._width = float(max(size.anatomy.width - left - right, 1))
        self._height = float(max(size.anatomy.height - top - bottom, 1))

    def _x(self, px: float) -> float:
        return (px - self._left) / self._width

    def _y(self, px: float) -> float:
        return 1 - (px - self._top) / self._height

    def text(self, line: Line, palette: Palette) -> dict[str, Any]:
        return {
            "text": plain(line.text),
            "x": self._x(line.x),
            "y": self._y(line.y),
            "xref": "paper",
            "yref": "paper",
            "xanchor": "right" if line.right else "left",
            "yanchor": "middle",
            "align": "left",
            "showarrow": False,
            "borderpad": 0,
            "font": {
                "family": FONT_FAMILY,
                "size": line.size,
                "weight": line.weight,
                "color": getattr(palette, line.colour),
            },
        }

    def image(self, mark: Mark) -> dict[str, Any]:
        return {
            "source": mark.glyph.uri,
            "x": self._x(mark.x),
            "y": self._y(mark.y),
            "sizex": mark.glyph.width / self._width,
            "sizey": mark.glyph.height / self._height,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "middle",
            "sizing": "stretch",
            "layer": "above",
        }

    def block(self, block: Block, palette: Palette) -> dict[str, Any]:
        return {
            "type": "rect",
            "xref": "paper",
            "yref": "paper",
            "x0": self._x(block.x),
            "x1": self._x(block.x + block.width),
            "y0": self._y(block.y),
            "y1": self._y(block.y + block.height),
            "fillcolor": getattr(palette, block.colour),
            "line": {"width": 0},
            "layer": "above",
        }
