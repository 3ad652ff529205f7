"""Promises as rows: the promised period, what came of it, and its words, over one time axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import Any

from components.charts.marks import Blocks, Texts, pixel_layout
from components.charts.measure import ellipsis, text_width, wrap
from components.charts.time_axis import TimeAxis, number_of, ticks, time_axis
from components.exhibits.contract import Canvas, Chart, Medium, plain
from data.promises import Kind, Promise, Standing
from data.wording import counted, day

#: A picture needs so many px for words beside the axis: on screen for all of them, because there it takes the
#: height that it needs; a still has no such height and rather cuts a few long words than it leaves out rows.
_WIDE = {Medium.SCREEN: 1200, Medium.STILL: 900}
#: Any axis needs so many px.
_AXIS = 560
#: Where words stand above each other, they take this share of the width beside an axis.
_SHARE = 0.55


def _is_wide(canvas: Canvas) -> bool:
    return canvas.width >= _WIDE[canvas.medium]


@dataclass
class Drawn:
    """A picture of promises, and how many of them had no room."""

    chart: Chart
    left_out: int
    years_apart: bool


@dataclass(frozen=True)
class _Group:
    standing: Standing
    promises: tuple[Promise, ...]
    shown: int


@dataclass
class _Page:
    canvas: Canvas
    today: date
    texts: Texts
    blocks: Blocks
    axis: TimeAxis | None
    shapes: list[dict[str, Any]] = field(default_factory=list)
    dashed: dict[str, tuple[list[float | None], list[float | None]]] = field(default_factory=dict)
    lines: dict[str, tuple[list[float | None], list[float | None]]] = field(default_factory=dict)
    marks: list[tuple[float, float, str, str]] = field(default_factory=list)
    targets: list[tuple[float, float, Promise]] = field(default_factory=list)

    @property
    def wide(self) -> bool:
        return _is_wide(self.canvas)

    @property
    def pitch(self) -> float:
        """Height of a row: one line of words where they stand beside the axis, else two."""
        return round(self.canvas.text * (1.62 if self.wide else 2.75), 1)

    @property
    def room(self) -> float:
        """Width for words that stand above each other."""
        return self.canvas.width * (_SHARE if self.axis else 1) - 14

    def worded(self, promise: Promise) -> tuple[list[str], list[str]]:
        """Break the name of a promise, and how it stands, into lines: nothing is cut."""
        said = f"{promise.when}: {promise.state}"
        return wrap(promise.name, self.room, self.canvas.text), wrap(said, self.room, self.canvas.text)

    def tall(self, promise: Promise) -> float:
        """Height of a promise's row."""
        if self.wide:
            return self.pitch
        return self.pitch + self.canvas.text * 1.2 * (sum(map(len, self.worded(promise))) - 2)

    @property
    def head(self) -> float:
        return self.canvas.text * 2.1

    @property
    def top(self) -> float:
        return self.canvas.text * 1.9 if self.axis else 0.0


def promise_rows(found: Sequence[Promise], canvas: Canvas, *, first: date | None, today: date, cut_off: date) -> Drawn:
    """Draw promises in groups, coming ones first, each from its promised period to its outcome or to today."""
    page = _Page(canvas, today, Texts(canvas), Blocks(canvas.palette), _axis(found, canvas, first, today, cut_off))
    groups = _fit(page, found)
    y = page.top
    _ticks(page)
    for group in groups:
        y = _heading(page, group, y)
        for promise in group.promises[: group.shown]:
            _row(page, promise, y + page.tall(promise) / 2)
            y += page.tall(promise)
        if group.shown < len(group.promises):
            more = counted(len(group.promises) - group.shown, "more")
            words = f"and {more.removesuffix('s')}: see the table"
            page.texts.add(words, 0, y + canvas.text * 0.65, canvas.palette.ink2)
            y += canvas.text * 1.3
    _today(page, y)
    left = sum(len(group.promises) - group.shown for group in groups)
    return Drawn(_chart(page), left, bool(page.axis and page.axis.later))


def needed_height(found: Sequence[Promise], canvas: Canvas) -> int:
    """Give the px that all these promises take at the width of a canvas."""
    axis = TimeAxis(0, 1, 0, 1) if canvas.width >= _AXIS else None
    page = _Page(canvas, date.min, Texts(canvas), Blocks(canvas.palette), axis)
    groups = len({promise.standing for promise in found})
    return math.ceil(_heads(page, groups) + sum(map(page.tall, found))) + 1


def _heads(page: _Page, groups: int) -> float:
    """Give the px of all headings, with the line under a group that says what is left out."""
    return groups * (page.head + page.canvas.text * 1.3) + page.top


def _axis(found: Sequence[Promise], canvas: Canvas, first: date | None, today: date, cut_off: date) -> TimeAxis | None:
    if canvas.width < _AXIS:
        return None
    left = _left(found, canvas) if _is_wide(canvas) else canvas.width * _SHARE
    right = canvas.width * (0.745 if _is_wide(canvas) else 1) - 4
    extents = [(number_of(promise.start), number_of(promise.end) + 1) for promise in found]
    extents.append((number_of(today), number_of(today) + 1))
    return time_axis(extents, first, None, cut_off, left, right)


def _left(found: Sequence[Promise], canvas: Canvas) -> float:
    """Give the px at which the axis begins: names keep their words where the axis can spare the room."""
    size = canvas.text
    widest = max(text_width(promise.name, size) + text_width(promise.when, size) for promise in found) + 26
    return min(max(widest, canvas.width * 0.34), canvas.width * 0.44)


def _fit(page: _Page, found: Sequence[Promise]) -> list[_Group]:
    """Share the height among the groups: each keeps some rows, the open ones gain first."""
    groups = {s: tuple(p for p in found if p.standing is s) for s in Standing}
    groups = {s: promises for s, promises in groups.items() if promises}
    shown = {s: min(len(promises), 1) for s, promises in groups.items()}
    order = [s for s in (Standing.OPEN, Standing.COMING, Standing.OPEN, Standing.SETTLED) if s in groups]
    budget = page.canvas.height - _heads(page, len(groups))
    used = list(accumulate(page.tall(promises[0]) for promises in groups.values()))
    room, spent = sum(end <= budget for end in used), used[-1]
    grown = True
    while grown:
        grown = False
        for standing in order:
            following = groups[standing][shown[standing] :][:1]
            if following and spent + page.tall(following[0]) <= budget:
                shown[standing] += 1
                spent += page.tall(following[0])
                grown = True
    kept = list(groups) if room >= len(groups) else list(groups)[: max(room, 1)]
    return [_Group(s, groups[s], shown[s] if s in kept else 0) for s in groups if s in kept or room >= 1]


def _heading(page: _Page, group: _Group, y: float) -> float:
    size, palette = page.canvas.text, page.canvas.palette
    middle = y + page.head - size * 0.95
    page.texts.add(group.standing.label, 0, middle, palette.ink, heading=True)
    at = text_width(group.standing.label, size + 1, weight=600) + 8
    page.texts.add(str(len(group.promises)), at, middle, palette.ink2)
    line = {"color": palette.rule, "width": 1}
    bottom = y + page.head - 2
    page.shapes.append(
        {"type": "line", "x0": 0, "x1": page.canvas.width, "y0": bottom, "y1": bottom, "line": line, "layer": "below"}
    )
    return y + page.head


def _row(page: _Page, promise: Promise, y: float) -> None:
    canvas, palette, size = page.canvas, page.canvas.palette, page.canvas.text
    ink = palette.ink if promise.counted else palette.ink3
    if page.wide:
        room = (page.axis.left if page.axis else canvas.width) - 14
        when = text_width(promise.when, size) + 10
        page.texts.add(ellipsis(promise.name, room - when, size), 0, y, ink)
        page.texts.add(promise.when, room, y, palette.ink2, right=True)
        left = canvas.width * 0.755
        page.texts.add(ellipsis(promise.state, canvas.width - left, size), left, y, palette.ink)
    else:
        name, said = page.worded(promise)
        top = y - size * 0.6 * (len(name) + len(said) - 1)
        for place, line in enumerate((*name, *said)):
            page.texts.add(line, 0, top + place * size * 1.2, ink if place < len(name) else palette.ink2)
    if page.axis:
        _bar(page, promise, y, page.axis)
    page.targets.append((y, page.tall(promise), promise))


def _bar(page: _Page, promise: Promise, y: float, axis: TimeAxis) -> None:
    """Draw the promised period dashed, then the slip, the silence, or the outcome."""
    palette = page.canvas.palette
    colour = palette.ink if promise.counted else palette.ink3
    # A hair after midnight: the very first moment of a year counts as the end of the year before.
    start, end = axis.px(number_of(promise.start) + 0.05), axis.px(number_of(promise.end) + 1)
    if promise.standing is Standing.OPEN:
        now = axis.px(number_of(page.today) + 1)
        if promise.slip:
            _line(page.lines, colour, (end, now), y)
        elif now - end > 2:
            page.blocks.hatch(end + 1, y - 4, now - end - 1, 8)
    if promise.outcome:
        done = axis.px(number_of(promise.outcome[1]) + 0.5)
        _line(page.lines, colour, (end, done), y)
    if end - start < 12:
        page.marks.append(((start + end) / 2, y, "square-open", colour))
    else:
        _box(page.dashed, colour, (start, end), y)
    if promise.outcome:
        page.marks.append((axis.px(number_of(promise.outcome[1]) + 0.5), y, "circle", colour))


def _line(
    lines: dict[str, tuple[list[float | None], list[float | None]]], colour: str, xs: tuple[float, float], y: float
) -> None:
    across, up = lines.setdefault(colour, ([], []))
    across.extend([*xs, None])
    up.extend([y, y, None])


def _box(
    lines: dict[str, tuple[list[float | None], list[float | None]]], colour: str, xs: tuple[float, float], y: float
) -> None:
    (left, right), (upper, lower) = xs, (y - 4.5, y + 4.5)
    across, up = lines.setdefault(colour, ([], []))
    across.extend([left, right, right, left, left, None])
    up.extend([upper, upper, lower, lower, upper, None])


def _ticks(page: _Page) -> None:
    if not page.axis:
        return
    size, palette = page.canvas.text, page.canvas.palette
    for tick in ticks(page.axis, size):
        page.texts.add(tick.label, tick.px + 3, size * 0.75, palette.ink2, bold=tick.strong)
    for year, left in page.axis.slots():
        page.texts.add(page.axis.slot_label(year), left, size * 0.75, palette.ink2, bold=True)


def _today(page: _Page, bottom: float) -> None:
    """Rule the strong ticks and the day of the reading through all rows."""
    if not page.axis:
        return
    palette = page.canvas.palette
    top = page.canvas.text * 1.5
    lines = [(tick.px, palette.hair) for tick in ticks(page.axis, page.canvas.text) if tick.strong]
    now = page.axis.px(number_of(page.today) + 1)
    lines.append((now, palette.ink2))
    middle = page.top + page.head - page.canvas.text * 0.95
    page.texts.add(day(page.today), now - 4, middle, palette.ink2, right=True)
    for x, colour in lines:
        line = {"color": colour, "width": 1}
        page.shapes.append({"type": "line", "x0": x, "x1": x, "y0": top, "y1": bottom, "line": line, "layer": "below"})


def _chart(page: _Page) -> Chart:
    traces = page.blocks.traces()
    for lines, style in ((page.lines, {"width": 2.4}), (page.dashed, {"width": 1.5, "dash": "6px,4px"})):
        traces += [
            {
                "type": "scatter",
                "mode": "lines",
                "x": xs,
                "y": ys,
                "line": {"color": colour, **style},
                "hoverinfo": "skip",
            }
            for colour, (xs, ys) in lines.items()
        ]
    if page.marks:
        traces.append(_mark_trace(page))
    linked = [target for target in page.targets if target[2].event_id]
    loose = [target for target in page.targets if not target[2].event_id]
    traces += [_target_trace(page, targets) for targets in (linked, loose) if targets]
    return {"data": [*traces, *page.texts.traces()], "layout": {**pixel_layout(page.canvas), "shapes": page.shapes}}


def _mark_trace(page: _Page) -> dict[str, Any]:
    x, y, symbols, colours = zip(*page.marks, strict=True)
    widths = [1.8 if "open" in symbol else 0 for symbol in symbols]
    marker = {
        "symbol": list(symbols),
        "size": 10,
        "color": list(colours),
        "line": {"width": widths, "color": list(colours)},
    }
    return {"type": "scatter", "mode": "markers", "x": list(x), "y": list(y), "marker": marker, "hoverinfo": "skip"}


def _target_trace(page: _Page, targets: Sequence[tuple[float, float, Promise]]) -> dict[str, Any]:
    width = page.canvas.width
    trace = {
        "type": "bar",
        "x": [width / 2] * len(targets),
        "width": [width] * len(targets),
        "base": [y - tall / 2 for y, tall, _ in targets],
        "y": [tall for _, tall, _ in targets],
        "marker": {"color": page.canvas.palette.bg, "opacity": 0},
        "hovertext": [hover(promise) for *_, promise in targets],
        "hoverinfo": "text",
    }
    if targets[0][2].event_id:
        trace |= {"meta": "event", "customdata": [promise.event_id for *_, promise in targets]}
    return trace


def hover(promise: Promise) -> str:
    """Say a promise in full, safe for plotly."""
    kind = "" if promise.kind is Kind.MILESTONE else f" ({promise.kind.label})"
    lines = [promise.name + kind, f"promised for {promise.when}", promise.state]
    return "<br>".join(plain(line) for line in lines)
