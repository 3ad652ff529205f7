"""Estimates of value from zero on one scale, each with whose it is, of when, and how it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from components.charts.bars import nice_step
from components.charts.ladder_page import Mark
from components.charts.marks import Texts, pixel_layout
from components.charts.measure import ellipsis, text_width, wrap
from components.exhibits.contract import Canvas, Chart
from data.wording import number

_ARROW, _ARROW_ROOM = 22.0, 40.0
_PAD, _LEADING = 5.0, 1.24


@dataclass(frozen=True, slots=True)
class Estimate:
    """One estimate: its ends in the unit of the scale, its best value if there is one, and its words.

    `bound` is 1 where it may be more, -1 where less. `hover` is safe for plotly.
    """

    origin: str
    number: str
    when: str
    method: str
    low: float
    high: float
    best: float | None
    bound: int
    mark: Mark
    hover: str
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class EstimateGroup:
    """Estimates of one thing, which alone may be compared with one another."""

    heading: str
    estimates: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class ValuePicture:
    """The picture and the number of estimates that found no room."""

    chart: Chart
    hidden: int


@dataclass(frozen=True, slots=True)
class _Columns:
    """Left ends of the columns in px, and the px that one unit of the scale takes."""

    heading: float
    origin: float
    strip: float
    number: float
    when: float
    method: float
    scale: float
    narrow: bool
    compact: bool = False


@dataclass
class _Page:
    canvas: Canvas
    texts: Texts
    shapes: list[dict[str, Any]] = field(default_factory=list)
    marks: list[tuple[float, float, Estimate]] = field(default_factory=list)
    heads: list[tuple[float, float, Estimate]] = field(default_factory=list)

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: str, width: float = 1) -> None:
        shape = {"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": {"color": colour, "width": width}}
        self.shapes.append({**shape, "layer": "below"})


def value_strips(groups: Sequence[EstimateGroup], canvas: Canvas, unit: str) -> ValuePicture:
    """Draw the estimates in groups over one scale from zero, in `unit`; wide as columns, narrow stacked."""
    page = _Page(canvas, Texts(canvas))
    most = max((one.high for group in groups for one in group.estimates), default=1.0) or 1.0
    columns = _columns(groups, canvas, most)
    head = canvas.text * 1.9
    heights, hidden = _fitting(groups, columns, canvas, canvas.height - head)
    bottom = head + sum(heights) + (0 if columns.narrow else 2)
    _scale(page, columns, most, unit, head, bottom)
    y, at = head, 0
    for group in groups:
        for place, one in enumerate(group.estimates):
            if at == len(heights):
                break
            _row(page, columns, group.heading if place == 0 else "", one, y, heights[at])
            y, at = y + heights[at], at + 1
    if hidden:
        words = f"and {hidden} more: see the table"
        page.texts.add(words, columns.origin, y + canvas.text * 0.8, canvas.palette.ink2)
    layout = {**pixel_layout(canvas), "shapes": page.shapes}
    return ValuePicture({"data": [*page.texts.traces(), *_traces(page)], "layout": layout}, hidden)


def _columns(groups: Sequence[EstimateGroup], canvas: Canvas, most: float) -> _Columns:
    size, width = canvas.text, float(canvas.width)
    estimates = [one for group in groups for one in group.estimates]
    if width < 700:
        return _Columns(0, 0, 2, 0, 0, 0, (width - 2 - _ARROW_ROOM) / most, True)
    if width < 860:
        heading, about, figure = width * 0.17, width * 0.4, width * 0.18
        strip, end = heading + about, width - figure
        return _Columns(0, heading, strip, end, heading, heading, (end - strip - _ARROW_ROOM) / most, False, True)
    heading = min(max(text_width(g.heading, size + 1, weight=600) for g in groups) + 18, width * 0.16)
    origin = min(max(text_width(one.origin, size) for one in estimates) + 18, width * 0.14)
    figure = min(max(text_width(one.number, size, weight=600) for one in estimates) + 18, width * 0.16)
    when = min(max(text_width(one.when, size) for one in estimates) + 18, width * 0.13)
    method = width * (0.25 if width > 1100 else 0.22)
    strip = heading + origin
    end = width - method - when - figure
    return _Columns(0, heading, strip, end, end + figure, width - method, (end - strip - _ARROW_ROOM) / most, False)


def _fitting(
    groups: Sequence[EstimateGroup], columns: _Columns, canvas: Canvas, room: float
) -> tuple[list[float], int]:
    """Give the heights of the rows that fit, stretched a little into spare room, and how many do not."""
    needs = [
        _need(columns, canvas, group.heading if place == 0 else "", one)
        for group in groups
        for place, one in enumerate(group.estimates)
    ]
    count = len(needs)
    while count > 1 and sum(needs[:count]) + (canvas.text * 1.6 if count < len(needs) else 0) > room:
        count -= 1
    spare = (room - sum(needs[:count])) / count if count == len(needs) else 0.0
    return [need + min(max(spare, 0), canvas.text * 1.1) for need in needs[:count]], len(needs) - count


def _need(columns: _Columns, canvas: Canvas, heading: str, one: Estimate) -> float:
    step = canvas.text * _LEADING
    if columns.narrow:
        about = len(_about(one, canvas))
        return step * (1 + about) + 20 + 2 * _PAD + (step * 1.25 if heading else 0)
    told = 1 + len(_method(one, columns, canvas)) if columns.compact else len(_method(one, columns, canvas))
    lines = max(1, told, len(_heading(heading, columns, canvas)))
    return max(step * lines, 18) + 2 * _PAD


def _method(one: Estimate, columns: _Columns, canvas: Canvas) -> list[str]:
    if columns.compact:
        words = f"{one.when}; {one.method}" if one.method else one.when
        return wrap(words, columns.strip - columns.method - 10, canvas.text, lines=2)
    return wrap(one.method, canvas.width - columns.method - 2, canvas.text, lines=2)


def _heading(heading: str, columns: _Columns, canvas: Canvas) -> list[str]:
    return wrap(heading, columns.origin - 14, canvas.text + 1, weight=600)


def _about(one: Estimate, canvas: Canvas) -> list[str]:
    return wrap(f"{one.when}; {one.method}" if one.method else one.when, canvas.width, canvas.text, lines=2)


def _row(page: _Page, columns: _Columns, heading: str, one: Estimate, y: float, height: float) -> None:
    palette, size = page.canvas.palette, page.canvas.text
    step = size * _LEADING
    page.line(
        0, y, page.canvas.width, y, palette.rule if heading else palette.hair
    ) if heading or not columns.narrow else None
    if columns.narrow:
        _stacked(page, columns, heading, one, y + _PAD)
        return
    middle = y + height / 2
    names = _heading(heading, columns, page.canvas)
    for number_, words in enumerate(names):
        at = middle + step * (number_ - (len(names) - 1) / 2)
        page.texts.add(words, columns.heading, at, palette.ink, heading=True)
    lines = _method(one, columns, page.canvas)
    if columns.compact:
        page.texts.add(one.number, page.canvas.width, middle, palette.ink, bold=True, right=True)
        lines = [one.origin, *lines]
    else:
        page.texts.add(one.origin, columns.origin, middle, palette.ink)
        page.texts.add(one.number, columns.number, middle, palette.ink, bold=True)
        page.texts.add(one.when, columns.when, middle, palette.ink2)
    for number_, words in enumerate(lines):
        at = middle + step * (number_ - (len(lines) - 1) / 2)
        page.texts.add(words, columns.method, at, palette.ink if columns.compact and not number_ else palette.ink2)
    _mark(page, columns, one, middle)


def _stacked(page: _Page, columns: _Columns, heading: str, one: Estimate, y: float) -> None:
    palette, size = page.canvas.palette, page.canvas.text
    step = size * _LEADING
    if heading:
        words = ellipsis(heading, page.canvas.width, size + 1, weight=600)
        page.texts.add(words, 0, y + step * 0.6, palette.ink, heading=True)
        y += step * 1.25
    page.texts.add(one.origin, 0, y + step / 2, palette.ink)
    page.texts.add(one.number, page.canvas.width, y + step / 2, palette.ink, bold=True, right=True)
    _mark(page, columns, one, y + step + 10)
    y += step + 20
    for number_, words in enumerate(_about(one, page.canvas)):
        page.texts.add(words, 0, y + step * (number_ + 0.5), palette.ink2)


def _mark(page: _Page, columns: _Columns, one: Estimate, y: float) -> None:
    low, high = (columns.strip + value * columns.scale for value in (one.low, one.high))
    colour = one.mark.colour
    if one.low < one.high:
        box = {"type": "rect", "x0": low, "x1": high, "y0": y - 4, "y1": y + 4, "fillcolor": colour, "opacity": 0.3}
        page.shapes.append({**box, "line": {"width": 0}, "layer": "below"})
        for x in (low, high):
            page.line(x, y - 8, x, y + 8, colour, 2)
    best = columns.strip + one.best * columns.scale if one.best is not None else (low + high) / 2
    if one.bound:
        tip = max(best + one.bound * (_ARROW + 4), columns.strip)
        page.line(best + one.bound * 5, y, tip, y, colour, 1.8)
        page.heads.append((tip, y, one))
    page.marks.append((best, y, one))


def _scale(page: _Page, columns: _Columns, most: float, unit: str, head: float, bottom: float) -> None:
    palette, size = page.canvas.palette, page.canvas.text
    width = most * columns.scale
    step = nice_step(most, max(2, min(5, int(width / (size * 6)))))
    for at in range(int(most / step + 1e-9) + 1):
        x = columns.strip + at * step * columns.scale
        page.line(x, head - 4, x, bottom, palette.hair if at else palette.rule)
        if at:
            page.texts.add(number(at * step), x, head - size, palette.ink2, centre=True)
        else:
            beside = text_width(f"0 {unit}", size) + size > step * columns.scale and not columns.narrow
            if beside:
                page.texts.add(unit, x - 8, head - size, palette.ink2, right=True)
            page.texts.add("0" if beside else f"0 {unit}", x, head - size, palette.ink2)


def _traces(page: _Page) -> list[dict[str, Any]]:
    """Draw marks and arrow heads; ranges without a best value have a target that shows nothing."""
    traces = []
    for clickable in (False, True):
        marks = [mark for mark in page.marks if bool(mark[2].event_id) is clickable]
        if not marks:
            continue
        colours = [one.mark.colour for _, _, one in marks]
        bare = [one.low < one.high and one.best is None for _, _, one in marks]
        trace: dict[str, Any] = {
            "type": "scatter",
            "mode": "markers",
            "x": [round(x, 1) for x, _, _ in marks],
            "y": [round(y, 1) for _, y, _ in marks],
            "marker": {
                "symbol": [one.mark.symbol for _, _, one in marks],
                "size": [one.mark.size for _, _, one in marks],
                "color": colours,
                "opacity": 1,
                "line": {"color": colours, "width": [1.6 if "open" in one.mark.symbol else 0 for _, _, one in marks]},
            },
            "hovertext": [one.hover for _, _, one in marks],
            "hoverinfo": "text",
            "cliponaxis": False,
        }
        if any(bare):
            trace["marker"]["opacity"] = [0 if hidden else 1 for hidden in bare]
        traces.append(
            {**trace, "meta": "event", "customdata": [o.event_id for _, _, o in marks]} if clickable else trace
        )
    if page.heads:
        traces.append(_heads(page))
    return traces


def _heads(page: _Page) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(x, 1) for x, _, _ in page.heads],
        "y": [round(y, 1) for _, y, _ in page.heads],
        "marker": {
            "symbol": ["triangle-right" if one.bound > 0 else "triangle-left" for _, _, one in page.heads],
            "size": 8,
            "color": [one.mark.colour for _, _, one in page.heads],
            "line": {"width": 0},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
