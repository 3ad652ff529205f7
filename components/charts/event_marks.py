"""Events as marks: what is fixed about each, and the traces that draw them once they are placed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import pandas as pd

from components.charts.lane_items import LEAST_BODY, More, Placed
from components.exhibits.contract import plain
from components.theme import Palette, mix
from data import Tables
from data.vocabulary import Category, DateQualifier, Precision, Status
from data.wording import THIN_SPACE, span

Trace = dict[str, Any]

SYMBOLS: dict[str, str] = {
    Status.CONFIRMED: "circle",
    Status.REPORTED: "circle-open-dot",
    Status.CLAIMED: "circle-open",
    Status.ASSESSED: "diamond-open",
    Status.PLANNED: "square-open",
    Status.DENIED: "circle-x-open",
}
#: Outlines of bars that plotly's bar trace cannot draw: dash in px by status.
DASHES: dict[str, str] = {Status.ASSESSED: "2px,3px", Status.PLANNED: "6px,4px"}
#: Plotly draws symbols at their own scale; these even out how large they look.
_SCALES = {"diamond-open": 1.02, "square-open": 0.98}
_BAND, _HALF = 0.26, 0.45
_FADE = (0.95, 0.78, 0.62, 0.45, 0.28, 0.12)
_FADES_LEFT = (DateQualifier.BY, DateQualifier.ABOUT)
_FADES_RIGHT = (DateQualifier.AFTER, DateQualifier.ABOUT)
_COLUMNS = ("event_id", "date_start", "date_end", "date_precision", "date_qualifier", "category", "direction",
            "status", "about_regions", "weight", "label")  # fmt: skip
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
#: Events named in the hover text of a "+5" before the rest is only counted.
_NAMED_IN_MORE = 6


@dataclass(frozen=True, slots=True)
class EventMark:
    """One event as every picture of time needs it.

    `start` and `end` are day numbers (end excluded), `position` is the row in the events table;
    `hover` is safe for plotly.
    """

    id: str
    position: int
    start: int
    end: int
    first: date
    precision: str
    qualifier: str
    category: str
    direction: str
    status: str
    region: str
    weight: int
    label: str
    when: str
    hover: str

    @property
    def fades_left(self) -> bool:
        """Whether the event may have been earlier."""
        return self.qualifier in _FADES_LEFT

    @property
    def fades_right(self) -> bool:
        """Whether the event may have been later."""
        return self.qualifier in _FADES_RIGHT

    @property
    def coarse(self) -> bool:
        """Whether the day is not known, only a month, quarter or year."""
        return self.precision != Precision.DAY


@lru_cache(maxsize=4)
def event_marks(tables: Tables) -> Mapping[str, EventMark]:
    """Prepare every dated event of the tables once, by id; filters only pick from these."""
    events = tables.events[tables.events["date_start"].notna()]
    starts = _days(events["date_start"])
    ends = _days(events["date_end"].fillna(events["date_start"]))
    positions = [int(at) for at in tables.events.index.get_indexer(events.index)]
    columns: dict[str, list[Any]] = {name: events[name].tolist() for name in _COLUMNS}
    found = {}
    for at, (start, end, position) in enumerate(zip(starts, ends, positions, strict=True)):
        mark = _mark({name: column[at] for name, column in columns.items()}, start, max(start, end) + 1, position)
        found[mark.id] = mark
    return MappingProxyType(found)


def _mark(row: Mapping[str, Any], start: int, end: int, position: int) -> EventMark:
    # A number must not be broken over two lines: thin spaces hold it together.
    label = _THOUSANDS.sub(THIN_SPACE, row["label"])
    when = span(row["date_start"], row["date_end"], row["date_precision"], row["date_qualifier"])
    status, category = Status(row["status"]).label, Category(row["category"]).label
    return EventMark(
        id=row["event_id"],
        position=position,
        start=start,
        end=end,
        first=row["date_start"].date(),
        precision=row["date_precision"],
        qualifier=row["date_qualifier"],
        category=row["category"],
        direction=row["direction"],
        status=row["status"],
        region=next(iter(row["about_regions"]), ""),
        weight=int(row["weight"]),
        label=label,
        when=when,
        hover=f"{plain(label)}<br>{plain(when)} · {status} · {category}",
    )


def _days(column: pd.Series[Any]) -> list[int]:
    return [int(value) for value in column.to_numpy().astype("datetime64[D]").astype("int64")]


def bar_trace(placed: Sequence[Placed], marks: Mapping[str, EventMark], palette: Palette) -> Trace:
    """Draw spans as bars in the form of their status and coarse dates as pale bands, in one trace."""
    wide = [(one, marks[one.item.key]) for one in placed if one.item.right - one.item.left >= LEAST_BODY]
    fills, lines, widths = [], [], []
    for _, mark in wide:
        fill, line, width = _bar_form(mark, palette)
        fills.append(fill)
        lines.append(line)
        widths.append(width)
    return {
        **_rectangles(
            [one.item.left for one, _ in wide],
            [one.item.right - one.item.left for one, _ in wide],
            [one.y for one, _ in wide],
            [_thickness(one, mark) for one, mark in wide],
        ),
        "marker": {"color": fills, "line": {"color": lines, "width": widths}},
        "hovertext": [mark.hover for _, mark in wide],
        "hoverinfo": "text",
        "customdata": [mark.id for _, mark in wide],
        "meta": "event",
    }


def _thickness(placed: Placed, mark: EventMark) -> float:
    return round(min(placed.size, 8.0) if mark.coarse else min(placed.size, 10.0), 1)


def _bar_form(mark: EventMark, palette: Palette) -> tuple[str, str, float]:
    """Give fill, outline and outline width; dashed outlines come from `outlines`."""
    colour = palette.direction(mark.direction)
    if mark.coarse:
        return mix(colour, palette.bg, _BAND), colour, 0
    if mark.status == Status.CONFIRMED:
        return colour, colour, 0
    if mark.status == Status.REPORTED:
        return mix(colour, palette.bg, _HALF), colour, 1.5
    return palette.bg, colour, 0 if mark.status in DASHES else 1.5


def _rectangles(base: list[float], length: list[float], y: list[float], width: list[float]) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "base": [round(value, 1) for value in base],
        "x": [round(value, 1) for value in length],
        "y": [round(value, 1) for value in y],
        "width": width,
    }


def outlines(placed: Sequence[Placed], marks: Mapping[str, EventMark], palette: Palette) -> list[Trace]:
    """Draw the dashed outlines of assessed and planned bars and the stroke through denied ones."""
    groups: dict[tuple[str, str], tuple[list[float | None], list[float | None]]] = {}
    for one in placed:
        mark = marks[one.item.key]
        if mark.coarse or one.item.right - one.item.left < LEAST_BODY:
            continue
        if mark.status in DASHES:
            dash, half = DASHES[mark.status], _thickness(one, mark) / 2
            a, b = one.item.left, one.item.right
            line = [(a, -half), (b, -half), (b, half), (a, half), (a, -half)]
        elif mark.status == Status.DENIED:
            dash, line = "solid", [(one.item.left - 4, 0.0), (one.item.right + 4, 0.0)]
        else:
            continue
        xs, ys = groups.setdefault((palette.direction(mark.direction), dash), ([], []))
        xs.extend([*(round(x, 1) for x, _ in line), None])
        ys.extend([*(round(one.y + dy, 1) for _, dy in line), None])
    return [_line(xs, ys, colour, dash) for (colour, dash), (xs, ys) in sorted(groups.items())]


def _line(xs: list[float | None], ys: list[float | None], colour: str, dash: str) -> Trace:
    line = {"color": colour, "width": 1.5, "dash": dash}
    return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}


def tail_trace(
    placed: Sequence[Placed], marks: Mapping[str, EventMark], palette: Palette, *, least: float, most: float
) -> Trace:
    """Draw the fading tails of "by", "after" and "about" in one trace of short bars within `least` to `most` px."""
    base: list[float] = []
    length: list[float] = []
    y: list[float] = []
    fills: list[str] = []
    fade = {colour: _fade(colour, palette.bg) for colour in {palette.direction(m.direction) for m in marks.values()}}
    for one in placed:
        item = one.item
        if not (item.fades_left or item.fades_right):
            continue
        colours = fade[palette.direction(marks[item.key].direction)]
        left, right = _ends(one, marks[item.key])
        # A tail that says "about" is shorter: it has two.
        step = one.tail / len(_FADE) * (0.65 if item.fades_left and item.fades_right else 1)
        for i, colour in enumerate(colours):
            for begin in ([left - (i + 1) * step] if item.fades_left else []) + (
                [right + i * step] if item.fades_right else []
            ):
                if begin < least or begin + step > most:
                    continue
                base.append(begin)
                length.append(step)
                y.append(one.y)
                fills.append(colour)
    return {
        **_rectangles(base, length, y, [2] * len(base)),
        "marker": {"color": fills, "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _fade(colour: str, ground: str) -> tuple[str, ...]:
    return tuple(mix(colour, ground, share) for share in _FADE)


def _ends(placed: Placed, mark: EventMark) -> tuple[float, float]:
    """Give the px at which tails begin: the edges of the body, or of the mark."""
    item = placed.item
    half = placed.size / 2
    if item.right - item.left >= LEAST_BODY:
        return item.left, item.right
    return item.middle - half, item.middle + half


def point_trace(placed: Sequence[Placed], marks: Mapping[str, EventMark], palette: Palette) -> Trace:
    """Draw the marks of instants and of coarse dates, form by status and colour by direction."""
    points = [
        (one, mark)
        for one in placed
        if (mark := marks[one.item.key]).coarse or one.item.right - one.item.left < LEAST_BODY
    ]
    symbols = [SYMBOLS[mark.status] for _, mark in points]
    # The outline of an open symbol stands on its edge: it is drawn that much smaller.
    strokes = [_stroke(symbol, one.size) for symbol, (one, _) in zip(symbols, points, strict=True)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(one.item.middle, 1) for one, _ in points],
        "y": [round(one.y, 1) for one, _ in points],
        "marker": {
            "symbol": symbols,
            "size": [
                round((one.size - stroke * 0.5) * _SCALES.get(symbol, 1), 1)
                for symbol, stroke, (one, _) in zip(symbols, strokes, points, strict=True)
            ],
            "color": [palette.direction(mark.direction) for _, mark in points],
            "line": {"width": strokes},
            "opacity": 1,
        },
        "hovertext": [mark.hover for _, mark in points],
        "hoverinfo": "text",
        "customdata": [mark.id for _, mark in points],
        "meta": "event",
    }


def _stroke(symbol: str, size: float) -> float:
    return 0.0 if symbol == "circle" else 1.8 if size >= 9 else 1.4


def more_trace(more: Sequence[More], marks: Mapping[str, EventMark], *, size: float, colour: str) -> Trace:
    """Draw "+5" where events found no room; hovering names them, a click opens the first."""
    hover = []
    for one in more:
        names = [marks[item.key] for item in one.items]
        lines = [f"{plain(mark.label)}, {plain(mark.when)}" for mark in names[:_NAMED_IN_MORE]]
        rest = len(names) - _NAMED_IN_MORE
        hover.append("<br>".join([*lines, f"and {rest} more"] if rest > 0 else lines))
    return {
        "type": "scatter",
        "mode": "text",
        "x": [round(one.x, 1) for one in more],
        "y": [round(one.y, 1) for one in more],
        "text": [f"+{len(one.items)}" for one in more],
        "textposition": "middle center",
        "textfont": {"size": size, "color": colour, "weight": 600},
        "hovertext": hover,
        "hoverinfo": "text",
        "customdata": [one.items[0].key for one in more],
        "meta": "event",
    }
