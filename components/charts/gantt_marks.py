"""What stands on the time axis of a project: promised periods, outcomes, slip, acts and silence, all in px."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from components.charts.glyphs import Glyph
from components.charts.marks import Blocks
from components.charts.time_axis import TimeAxis, number_of
from components.exhibits.contract import plain
from components.theme import Palette
from data.milestones import Act, News, Project
from data.promises import Promise, Standing
from data.vocabulary import MilestoneStatus

#: Px under which a period is narrower than the mark that stands for it.
_LEAST = 12.0
_HALF = 4.5
#: Px of a mark, and of the crossing strokes of what was stopped.
_SIZE, _CROSS = 10, 8
#: Hollow marks and the plotly symbols that are drawn for them in the colour of the ground.
_FILLED = {"circle-open": "circle", "square-open": "square"}

_Path = tuple[list[float | None], list[float | None]]


@dataclass
class Marks:
    """Marks, slip lines, dashed periods and pale bands, gathered into a few traces; in ink or in `colour`."""

    palette: Palette
    colour: str = ""
    _marks: list[tuple[float, float, str, str, str]] = field(default_factory=list)
    _solid: _Path = field(default_factory=lambda: ([], []))
    _dashed: _Path = field(default_factory=lambda: ([], []))
    _bands: list[tuple[float, float, float]] = field(default_factory=list)

    def mark(self, x: float, y: float, symbol: str, hover: str = "", event_id: str = "") -> None:
        """Draw a mark; with an event a click on it opens that."""
        self._marks.append((x, y, symbol, hover, event_id))

    def line(self, left: float, right: float, y: float) -> None:
        """Draw the line of a slip."""
        _extend(self._solid, [left, right], [y, y])

    def box(self, left: float, right: float, y: float) -> None:
        """Draw the dashed outline of a promised period."""
        upper, lower = y - _HALF, y + _HALF
        _extend(self._dashed, [left, right, right, left, left], [upper, upper, lower, lower, upper])

    def band(self, left: float, right: float, y: float) -> None:
        """Draw the pale band of a date that is known only to its month, quarter or year."""
        self._bands.append((left, right, y))

    def traces(self) -> list[dict[str, Any]]:
        """Give the traces, marks on top."""
        found = [self._band_trace()] if self._bands else []
        for path, style in ((self._solid, {"width": 2.4}), (self._dashed, {"width": 1.5, "dash": "6px,4px"})):
            if path[0]:
                found.append(self._path_trace(path, style))
        linked = [mark for mark in self._marks if mark[4]]
        loose = [mark for mark in self._marks if not mark[4]]
        return [*found, *(self._mark_trace(some) for some in (loose, linked) if some)]

    def _band_trace(self) -> dict[str, Any]:
        return {
            "type": "bar",
            "x": [(left + right) / 2 for left, right, _ in self._bands],
            "width": [right - left for left, right, _ in self._bands],
            "base": [y - 4 for *_, y in self._bands],
            "y": [8] * len(self._bands),
            "marker": {"color": self.colour or self.palette.ink, "opacity": 0.26},
            "hoverinfo": "skip",
        }

    def _path_trace(self, path: _Path, style: dict[str, Any]) -> dict[str, Any]:
        line = {"color": self.colour or self.palette.ink, **style}
        return {"type": "scatter", "mode": "lines", "x": path[0], "y": path[1], "line": line, "hoverinfo": "skip"}

    def _mark_trace(self, marks: Sequence[tuple[float, float, str, str, str]]) -> dict[str, Any]:
        x, y, symbols, hovers, events = zip(*marks, strict=True)
        ink, ground = self.colour or self.palette.ink, self.palette.bg
        hollow = [symbol in ("circle-open", "square-open", "x-thin") for symbol in symbols]
        # A ring that lies on a band would show the band inside: it is a disc in the colour of the ground.
        marker = {
            "symbol": [_FILLED.get(symbol, symbol) for symbol in symbols],
            "size": [_CROSS if symbol in ("x-thin", "triangle-right") else _SIZE for symbol in symbols],
            "color": [ground if symbol in _FILLED else ink for symbol in symbols],
            "line": {
                "width": [
                    1.8 if open_ else 1 if symbol == "circle" else 0
                    for symbol, open_ in zip(symbols, hollow, strict=True)
                ],
                "color": [ink if open_ else ground for open_ in hollow],
            },
            "opacity": 1,
        }
        trace = {"type": "scatter", "mode": "markers", "x": list(x), "y": list(y), "marker": marker}
        if events[0]:
            return {
                **trace,
                "hovertext": list(hovers),
                "hoverinfo": "text",
                "meta": "event",
                "customdata": list(events),
            }
        return {**trace, "hovertext": list(hovers), "hoverinfo": ["text" if words else "skip" for words in hovers]}


def _extend(path: _Path, xs: Sequence[float], ys: Sequence[float]) -> None:
    path[0].extend([*xs, None])
    path[1].extend([*ys, None])


def draw_promise(marks: Marks, blocks: Blocks, promise: Promise, axis: TimeAxis, today: date, y: float) -> None:
    """Draw the promised period over its whole precision, then the slip, the silence or the outcome."""
    # Behind the break of an axis a first day belongs to its own year only a hair after it has begun.
    start, end = axis.px(number_of(promise.start) + 0.05), axis.px(number_of(promise.end) + 1)
    now = axis.px(number_of(today) + 1)
    if promise.standing is Standing.OPEN and promise.slip:
        marks.line(end, now - 4, y)
        marks.mark(now - 4, y, "triangle-right")
    elif promise.standing is Standing.OPEN and now - end > 2:
        blocks.hatch(end + 1, y - 4, now - end - 1, 8)
    if end - start < _LEAST:
        marks.mark((start + end) / 2, y, "square-open")
    else:
        marks.box(start, end, y)
    if promise.outcome:
        _outcome(marks, promise.outcome, axis, end, y)


def _outcome(marks: Marks, outcome: tuple[date, date], axis: TimeAxis, end: float, y: float) -> None:
    first, last = axis.px(number_of(outcome[0])), axis.px(number_of(outcome[1]) + 1)
    middle = (first + last) / 2
    if middle > end:
        marks.line(end, middle, y)
    if last - first >= _LEAST:
        marks.band(first, last, y)
    marks.mark(middle, y, "circle")


def draw_act(marks: Marks, act: Act, project: Project, axis: TimeAxis, y: float) -> None:
    """Draw what happened: a disc where it was done, a ring where it was announced, a cross where it stopped."""
    if act.first is None or act.last is None:
        return
    left, right = axis.px(number_of(act.first)), axis.px(number_of(act.last) + 1)
    if right - left >= _LEAST:
        marks.band(left, right, y)
    words = (f"{project.name}: {act.what}", f"{act.when}, {act.status.label}")
    marks.mark((left + right) / 2, y, symbol_of(act.status), "<br>".join(map(plain, words)), act.event_id)


def draw_silence(blocks: Blocks, project: Project, axis: TimeAxis, today: date, y: float) -> None:
    """Hatch the time since a project that is neither done nor late was last heard of."""
    if project.news is not News.SILENT or project.heard is None:
        return
    left, now = axis.px(number_of(project.heard) + 1) + 7, axis.px(number_of(today) + 1)
    if now - left > 2:
        blocks.hatch(left, y - 4, now - left, 8)


def symbol_of(status: MilestoneStatus) -> str:
    """Give plotly's symbol for what an act was.

    >>> symbol_of(MilestoneStatus.DONE), symbol_of(MilestoneStatus.ANNOUNCED), symbol_of(MilestoneStatus.STALLED)
    ('circle', 'circle-open', 'x-thin')
    """
    if status is MilestoneStatus.DONE:
        return "circle"
    return "x-thin" if status is MilestoneStatus.STALLED else "circle-open"


def stopped_glyph(colour: str) -> Glyph:
    """Draw the cross of an act that stopped or froze something, for the key."""
    path = f'<path d="M3.5 3.5 10.5 10.5M10.5 3.5 3.5 10.5" stroke="{colour}" stroke-width="1.8"/>'
    frame = 'xmlns="http://www.w3.org/2000/svg" width="14" height="14" viewBox="0 0 14 14"'
    return Glyph(f"<svg {frame}>{path}</svg>", 14, 14)
