"""The traces that draw events once they are placed: bars, tails, marks, and numbers for what is gathered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from components.charts.event_marks import SYMBOLS, EventMark, Trace
from components.charts.lane_items import LEAST_BODY, More, Placed
from components.charts.time_axis import day_of
from components.theme import Palette, mix
from data.vocabulary import Direction, Status

#: Outlines of bars that plotly's bar trace cannot draw: dash in px by status.
DASHES: dict[str, str] = {Status.ASSESSED: "2px,3px", Status.PLANNED: "6px,4px"}
#: Plotly draws symbols at their own scale; these even out how large they look.
_SCALES = {"diamond-open": 1.02, "square-open": 0.98}
_BAND, _HALF = 0.26, 0.45
_FADE = (0.95, 0.78, 0.62, 0.45, 0.28, 0.12)
#: Px over which the body of a coarse date fades where the window cuts it, and how pale it gets.
_CUT, _CUT_FADE = 21.0, (0.12, 0.3, 0.48, 0.66, 0.84)
#: Events named in the hover text of a "+5" before the rest is only counted.
_NAMED_IN_MORE = 6
#: A mark in its place with its event.
Drawn = tuple[Placed, EventMark]


@lru_cache(maxsize=8)
def direction_colours(palette: Palette) -> Mapping[str, str]:
    """Give the colours by direction, as plain text by plain text: looked up hundreds of times."""
    return {str(direction): palette.direction(direction) for direction in Direction}


def is_wide(placed: Placed) -> bool:
    """Say whether a mark has a body whose length can be read."""
    return placed.item.right - placed.item.left >= LEAST_BODY


def bar_trace(wide: Sequence[Drawn], palette: Palette) -> Trace:
    """Draw wide marks: spans as bars in the form of their status, coarse dates as pale bands, in one trace."""
    forms = [_bar_form(mark.direction, mark.status, mark.coarse, palette) for _, mark in wide]
    return {
        **_rectangles(
            [one.item.left for one, _ in wide],
            [one.item.right - one.item.left for one, _ in wide],
            [one.y for one, _ in wide],
            [_thickness(one, mark) for one, mark in wide],
        ),
        "marker": {
            "color": [fill for fill, _, _ in forms],
            "line": {"color": [line for _, line, _ in forms], "width": [width for _, _, width in forms]},
        },
        "hovertext": [mark.hover for _, mark in wide],
        "hoverinfo": "text",
        "customdata": [mark.id for _, mark in wide],
        "meta": "event",
    }


def _thickness(placed: Placed, mark: EventMark) -> float:
    return round(min(placed.size, 8.0) if mark.coarse else min(placed.size, 10.0), 1)


@lru_cache(maxsize=512)
def _bar_form(direction: str, status: str, coarse: bool, palette: Palette) -> tuple[str, str, float]:
    """Give fill, outline and outline width; dashed outlines come from `outlines`."""
    colour = palette.direction(direction)
    if coarse:
        return mix(colour, palette.bg, _BAND), colour, 0
    if status == Status.CONFIRMED:
        return colour, colour, 0
    if status == Status.REPORTED:
        return mix(colour, palette.bg, _HALF), colour, 1.5
    return palette.bg, colour, 0 if status in DASHES else 1.5


def _rectangles(base: list[float], length: list[float], y: list[float], width: list[float] | float) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "base": [round(value, 1) for value in base],
        "x": [round(value, 1) for value in length],
        "y": [round(value, 1) for value in y],
        "width": width,
    }


def outlines(wide: Sequence[Drawn], palette: Palette) -> list[Trace]:
    """Draw the dashed outlines of assessed and planned bars and the stroke through denied ones."""
    groups: dict[tuple[str, str], tuple[list[float | None], list[float | None]]] = {}
    colours = direction_colours(palette)
    for one, mark in wide:
        if mark.coarse:
            continue
        if mark.status in DASHES:
            dash, half = DASHES[mark.status], _thickness(one, mark) / 2
            a, b = one.item.left, one.item.right
            line = [(a, -half), (b, -half), (b, half), (a, half), (a, -half)]
        elif mark.status == Status.DENIED:
            dash, line = "solid", [(one.item.left - 4, 0.0), (one.item.right + 4, 0.0)]
        else:
            continue
        xs, ys = groups.setdefault((colours[mark.direction], dash), ([], []))
        xs.extend([*(round(x, 1) for x, _ in line), None])
        ys.extend([*(round(one.y + dy, 1) for _, dy in line), None])
    return [_line(xs, ys, colour, dash) for (colour, dash), (xs, ys) in sorted(groups.items())]


def _line(xs: list[float | None], ys: list[float | None], colour: str, dash: str) -> Trace:
    line = {"color": colour, "width": 1.5, "dash": dash}
    return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}


def tail_trace(drawn: Sequence[Drawn], palette: Palette, *, least: float, most: float) -> Trace:
    """Draw the fading tails of "by", "after" and "about" in one trace of short bars within `least` to `most` px."""
    bars: list[tuple[float, float, float, str]] = []
    for one, mark in drawn:
        if not (mark.fades_left or mark.fades_right):
            continue
        left, right = _ends(one)
        # A tail that says "about" is shorter: it has two.
        step = one.tail / len(_FADE) * (0.65 if mark.fades_left and mark.fades_right else 1)
        for i, colour in enumerate(_fade(mark.direction, palette)):
            begins = [left - (i + 1) * step] if mark.fades_left else []
            begins += [right + i * step] if mark.fades_right else []
            bars += [(begin, step, one.y, colour) for begin in begins if begin >= least and begin + step <= most]
    return {
        **_rectangles([bar[0] for bar in bars], [bar[1] for bar in bars], [bar[2] for bar in bars], 2),
        "marker": {"color": [bar[3] for bar in bars], "line": {"width": 0}},
        "hoverinfo": "skip",
    }


@lru_cache(maxsize=16)
def _fade(direction: str, palette: Palette) -> tuple[str, ...]:
    return tuple(mix(palette.direction(direction), palette.bg, share) for share in _FADE)


def cut_trace(drawn: Sequence[Drawn], palette: Palette, *, start: float, end: float) -> Trace:
    """Fade the bodies of coarse dates that go on outside the days from `start` to `end` towards the edge."""
    bars: list[tuple[float, float, float, float, str]] = []
    for one, mark in drawn:
        before, after = mark.start < start, mark.end > end
        if not mark.coarse or not (before or after):
            continue
        item, width = one.item, _thickness(one, mark)
        step = min(_CUT, (item.right - item.left) / 3) / len(_CUT_FADE)
        for i, colour in enumerate(_paler(mark.direction, palette)):
            begins = [item.left + i * step] if before else []
            begins += [item.right - (i + 1) * step] if after else []
            bars += [(begin, step, one.y, width + 0.4, colour) for begin in begins]
    return {
        **_rectangles([bar[0] for bar in bars], [bar[1] for bar in bars], [bar[2] for bar in bars], 0),
        "width": [round(bar[3], 1) for bar in bars],
        "marker": {"color": [bar[4] for bar in bars], "line": {"width": 0}},
        "hoverinfo": "skip",
    }


@lru_cache(maxsize=16)
def _paler(direction: str, palette: Palette) -> tuple[str, ...]:
    return tuple(mix(palette.direction(direction), palette.bg, _BAND * share) for share in _CUT_FADE)


def _ends(placed: Placed) -> tuple[float, float]:
    """Give the px at which tails begin: the edges of the body, or of the mark."""
    item = placed.item
    if is_wide(placed):
        return item.left, item.right
    half = placed.size / 2
    return item.middle - half, item.middle + half


def point_trace(points: Sequence[Drawn], palette: Palette) -> Trace:
    """Draw the marks of instants and of coarse dates, form by status and colour by direction."""
    colours = direction_colours(palette)
    forms = [_point_form(mark.status, one.size) for one, mark in points]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(one.item.middle, 1) for one, _ in points],
        "y": [round(one.y, 1) for one, _ in points],
        "marker": {
            "symbol": [symbol for symbol, _, _ in forms],
            "size": [size for _, size, _ in forms],
            "color": [colours[mark.direction] for _, mark in points],
            "line": {"width": [stroke for _, _, stroke in forms]},
            "opacity": 1,
        },
        "hovertext": [mark.hover for _, mark in points],
        "hoverinfo": "text",
        "customdata": [mark.id for _, mark in points],
        "meta": "event",
    }


@lru_cache(maxsize=256)
def _point_form(status: str, size: float) -> tuple[str, float, float]:
    """Give symbol, size and stroke of a mark."""
    symbol = SYMBOLS[status]
    stroke = _stroke(symbol, size)
    # The outline of an open symbol stands on its edge: it is drawn that much smaller.
    return symbol, round((size - stroke * 0.5) * _SCALES.get(symbol, 1), 1), stroke


def _stroke(symbol: str, size: float) -> float:
    return 0.0 if symbol == "circle" else 1.8 if size >= 9 else 1.4


def more_trace(more: Sequence[More], marks: Mapping[str, EventMark], *, size: float, colour: str) -> Trace:
    """Draw "+5" where events found no room; hovering names them, a click asks for their span of days.

    The focus is ``span:<first day>:<last day>:<an event's id>``, days as ISO dates.
    """
    hover, asked = [], []
    for one in more:
        gathered = [marks[item.key] for item in one.items]
        lines = [mark.line for mark in gathered[:_NAMED_IN_MORE]]
        rest = len(gathered) - _NAMED_IN_MORE
        hover.append("<br>".join([*lines, *([f"and {rest} more"] if rest > 0 else []), "Click: this span alone"]))
        asked.append(span_asked(gathered))
    return {**plus_numbers(more, size=size, colour=colour), "hovertext": hover, "customdata": asked, "meta": "span"}


def plus_numbers(more: Sequence[More], *, size: float, colour: str) -> Trace:
    """Write "+5" where marks found no room, for a trace that says what hovering and a click give."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [round(one.x, 1) for one in more],
        "y": [round(one.y, 1) for one in more],
        "text": [f"+{len(one.items)}" for one in more],
        "textposition": "middle center",
        "textfont": {"size": size, "color": colour, "weight": 600},
        "hoverinfo": "text",
    }


def span_asked(gathered: Sequence[EventMark]) -> str:
    """Write the days over which gathered events spread; coarse dates count only where there is nothing finer."""
    fine = [mark for mark in gathered if not mark.coarse] or list(gathered)
    first, last = min(mark.start for mark in fine), max(mark.end for mark in fine) - 1
    return f"{day_of(first).isoformat()}:{day_of(last).isoformat()}:{fine[0].id}"
