"""Marks, bars, grid and labels of numbers on a log or linear scale."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from components.charts.log_lines import ARROW, Run, Scale, ScaleLine, Spot, scale_ticks, short_number
from components.charts.marks import Blocks
from components.charts.measure import ellipsis, text_width
from components.charts.range_lines import Box, Sheet
from components.exhibits.contract import plain

#: Height of a bar, in px.
BAR = 8.0
#: Marks up to this size stand for part of a year.
_SMALL = 7.0


@dataclass
class ScalePage:
    """What is drawn, gathered from all panels into a few traces."""

    sheet: Sheet
    blocks: Blocks
    linear: bool
    spots: list[tuple[float, float, Spot]] = field(default_factory=list)
    heads: list[tuple[float, float, Spot]] = field(default_factory=list)


def draw_grid(page: ScalePage, strip: Box, scale: Scale) -> None:
    """Draw the lines of the scale and their numbers over it, as many as do not touch."""
    sheet, size, palette = page.sheet, page.sheet.canvas.text, page.sheet.canvas.palette
    edge = float("-inf")
    for value in scale_ticks(scale, size):
        x, label = scale.px(value), short_number(value)
        base = page.linear and value == 0
        sheet.rule(x, strip.top - size * 0.4, x, strip.bottom, palette.rule if base else palette.hair)
        wide = text_width(label, size)
        left = x if x == scale.left else x - wide / 2
        if left > edge + size * 0.7 and left + wide <= strip.right + size:
            sheet.write(label, left, strip.top - size * 1.0, palette.ink2)
            edge = left + wide


def draw_marks(page: ScalePage, line: ScaleLine, y: float, scale: Scale) -> None:
    """Draw the marks of a line with their ranges and arrows; on a scale from zero what was handled is a bar."""
    for spot in line.spots:
        x = scale.px(spot.value)
        if scale.linear and spot.solid:
            _bar(page, spot, scale.left, x, y)
        if spot.low < spot.high:
            _range(page, spot, scale, y)
        if spot.arrow:
            tip = max(x + spot.arrow * (ARROW - 4), scale.left)
            page.sheet.rule(x + spot.arrow * 5, y, tip, y, spot.colour, 1.8)
            page.heads.append((tip, y, spot))
        page.spots.append((x, y, spot))


def _bar(page: ScalePage, spot: Spot, left: float, right: float, y: float) -> None:
    draw: Callable[..., None] = page.blocks.hollow if spot.symbol.endswith("-open") else page.blocks.add
    high = BAR if spot.size > _SMALL else BAR / 2
    draw(left, y - high / 2, max(right - left, 1.0), high, spot.colour)


def _range(page: ScalePage, spot: Spot, scale: Scale, y: float) -> None:
    low, high = scale.px(spot.low), scale.px(spot.high)
    band = {"x0": low, "x1": high, "y0": y - BAR / 2, "y1": y + BAR / 2, "fillcolor": spot.colour, "opacity": 0.3}
    page.sheet.shapes.append({"type": "rect", **band, "line": {"width": 0}, "layer": "below"})
    for x in (low, high):
        page.sheet.rule(x, y - 8, x, y + 8, spot.colour, 2)


def write_label(page: ScalePage, runs: Sequence[Run], x: float, y: float, room: float) -> None:
    """Write a label of several runs as one text, cut where it does not fit."""
    size, palette, parts = page.sheet.canvas.text, page.sheet.canvas.palette, []
    for run in runs:
        weight = 600 if run.bold else 400
        text = ellipsis(run.text, room, size, weight=weight)
        room -= text_width(text, size, weight=weight)
        safe = plain(text)
        parts.append(f"<b>{safe}</b>" if run.bold else f'<span style="color:{palette.ink2}">{safe}</span>')
        if text != run.text:
            break
    page.sheet.texts.add("".join(parts), x, y, size=size, colour=palette.ink)


def spot_traces(page: ScalePage) -> Iterator[dict[str, Any]]:
    """Draw the marks: one trace a kind of focus, because a click names its kind by the trace."""
    for kind in dict.fromkeys(spot.focus[0] for *_, spot in page.spots):
        spots = [spot for spot in page.spots if spot[2].focus[0] == kind]
        colours = [spot.colour for *_, spot in spots]
        yield {
            "type": "scatter",
            "mode": "markers",
            "x": [round(x, 1) for x, _, _ in spots],
            "y": [round(y, 1) for _, y, _ in spots],
            "marker": {
                "symbol": [spot.symbol for *_, spot in spots],
                "size": [spot.size for *_, spot in spots],
                "color": colours,
                # On a scale from zero the bar is the mark; a clear point at its end keeps it clickable.
                "opacity": [0 if page.linear and spot.solid else 1 for *_, spot in spots],
                "line": {
                    "color": colours,
                    "width": [1.8 if spot.symbol.endswith("-open") else 0 for *_, spot in spots],
                },
            },
            "hovertext": [spot.hover for *_, spot in spots],
            "hoverinfo": "text",
            "customdata": [spot.focus[1] for *_, spot in spots],
            "meta": kind,
            "cliponaxis": False,
        }


def head_traces(page: ScalePage) -> Iterator[dict[str, Any]]:
    """Draw the heads of all arrows."""
    if page.heads:
        yield {
            "type": "scatter",
            "mode": "markers",
            "x": [round(x, 1) for x, _, _ in page.heads],
            "y": [round(y, 1) for _, y, _ in page.heads],
            "marker": {
                "symbol": ["triangle-right" if spot.arrow > 0 else "triangle-left" for *_, spot in page.heads],
                "size": 8,
                "color": [spot.colour for *_, spot in page.heads],
                "line": {"width": 0},
            },
            "hoverinfo": "skip",
        }
