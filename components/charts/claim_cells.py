"""Claims as small blocks of text: the number in bold, what it counts, and whose word of which day it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from components.charts.marks import Blocks, Texts, pixel_layout
from components.charts.measure import ellipsis, text_width, wrap
from components.exhibits.contract import Canvas, Chart, plain
from components.theme import PARTY_SYMBOLS
from data.partner_items import Partner
from data.partners import Cell, Entry
from data.trails import Statement
from data.vocabulary import Party, Qualifier, Status

#: Partners borrow the forms of these parties, as the look guide asks; origins are never shown by colour here.
FORMS: Mapping[Partner, Party] = {
    Partner.DPRK: Party.DPRK,
    Partner.IRAN: Party.UKRAINE,
    Partner.CHINA: Party.EUROPE,
    Partner.BELARUS: Party.UNITED_STATES,
}
#: Which way a qualified number points.
POINTS: Mapping[Qualifier, int] = {
    Qualifier.AT_LEAST: 1,
    Qualifier.OVER: 1,
    Qualifier.UP_TO: -1,
    Qualifier.UNDER: -1,
    Qualifier.NEARLY: -1,
}
_ARROW = 19
#: Px that the ring before an uncounted origin takes.
_RING = 13.0
_Target: TypeAlias = tuple[float, float, float, float, str, str]
_Mark: TypeAlias = tuple[float, float, str, str, float]


@dataclass(frozen=True)
class Weighing:
    """An assessment as the picture shows it: who judges what, when, and how it is graded."""

    event_id: str
    title: str
    about: str
    hover: str


def about(entry: Entry, room: float, size: float, *, whole: bool = True) -> list[str]:
    """Say whose word a claim is, of which day, and its publisher's grade.

    Where one line is too short the day stands under the name; if not `whole` the name gives way on one line.
    """
    name, rest = entry.said.origin, f"{entry.when} · {entry.grade}"
    if text_width(f"{name}, {rest}", size) <= room:
        return [f"{name}, {rest}"]
    if whole:
        return [ellipsis(f"{name},", room, size), *wrap(rest, room, size, lines=2)]
    left = max(room - text_width(f", {rest}", size), 5 * size)
    return [ellipsis(f"{ellipsis(name, left, size)}, {rest}", room, size)]


def worded(entry: Entry) -> str:
    """Say what a number counts, with the part it covers."""
    return ", ".join(part for part in (entry.what, entry.scope) if part)


def hover(entry: Entry) -> str:
    """Say a claim in full, safe for plotly."""
    said = entry.said
    lines = [
        f"{entry.number} {worded(entry)} ({said.kind.label})".replace("  ", " "),
        f"{said.origin}, {entry.when}" + ("" if said.counted else "; shown, not counted"),
        f"{said.publisher}, grade {entry.grade}",
        said.note,
    ]
    return "<br>".join(plain(line) for line in lines if line)


def flowed(words: str, first: float, rest: float, size: float, lines: int = 2) -> list[str]:
    """Break words into lines of which the first has less room; the last ends in an ellipsis if cut."""
    taken: list[str] = []
    left = words.split(" ")
    while left and len(taken) < lines:
        room = rest if taken else first
        if len(taken) == lines - 1:
            return [*taken, ellipsis(" ".join(left), room, size)]
        line = ""
        while left and text_width(f"{line} {left[0]}".strip(), size) <= room:
            line = f"{line} {left.pop(0)}".strip()
        taken.append(line)
    return taken


@dataclass
class Sheet:
    """What a picture of claims holds while it is being drawn, in px from the upper left corner."""

    canvas: Canvas
    texts: Texts
    blocks: Blocks
    shapes: list[dict[str, Any]] = field(default_factory=list)
    marks: list[_Mark] = field(default_factory=list)
    arrows: list[tuple[float, float, int, str]] = field(default_factory=list)
    targets: list[_Target] = field(default_factory=list)
    #: Whether whose word a claim is may take a second line rather than be cut.
    whole: bool = True

    @classmethod
    def of(cls, canvas: Canvas) -> Sheet:
        """Begin an empty picture."""
        return cls(canvas, Texts(canvas), Blocks(canvas.palette))

    @property
    def step(self) -> float:
        """Distance of two lines of text."""
        return round(self.canvas.text * 1.24, 1)

    def rule(self, x0: float, x1: float, y: float, *, strong: bool = False, y1: float | None = None) -> None:
        """Draw a thin line below everything."""
        palette = self.canvas.palette
        line = {"color": palette.rule if strong else palette.hair, "width": 1}
        end = y if y1 is None else y1
        self.shapes.append({"type": "line", "x0": x0, "x1": x1, "y0": y, "y1": end, "line": line, "layer": "below"})

    def form(self, partner: Partner, x: float, y: float, size: float = 11) -> None:
        """Draw the mark of a partner."""
        party = FORMS[partner]
        self.marks.append((x, y, PARTY_SYMBOLS[party], self.canvas.palette.party(party), size))

    def lines(self, entry: Entry, width: float) -> list[str]:
        """Give the lines of what a claim counts; the first stands behind the number."""
        size = self.canvas.text
        lead = text_width(entry.number, size, weight=600) + 5
        return flowed(worded(entry), width - lead, width, size)

    def height(self, entry: Entry, width: float) -> float:
        """Give the height of a claim's block."""
        return (max(len(self.lines(entry, width)), 1) + len(self._about(entry, width))) * self.step

    def _about(self, entry: Entry, width: float, more: str = "+99") -> list[str]:
        """Give the lines on whose word a claim is; each leaves room for the ring and for how many follow."""
        ring = 0 if entry.said.counted else _RING
        # How many lines it takes must not hang on what follows: the height is asked for before that is known.
        kept = "+99" if self.whole else more
        room = width - ring - (text_width(kept, self.canvas.text) + 8 if kept else 0)
        return about(entry, room, self.canvas.text, whole=self.whole)

    def entry(self, entry: Entry, x: float, y: float, width: float, more: str = "") -> float:
        """Write a claim from its upper left corner; `more` stands at the right of its last line."""
        palette, size, step = self.canvas.palette, self.canvas.text, self.step
        said, top = entry.said, y
        ink = palette.ink if said.counted else palette.ink3
        self.texts.add(entry.number, x, y + step / 2, ink, bold=True)
        lead = text_width(entry.number, size, weight=600) + 5
        lines = self.lines(entry, width)
        for place, line in enumerate(lines):
            self.texts.add(line, x + (0 if place else lead), y + step / 2, ink)
            y += step
        y += 0 if lines else step
        indent = 0.0
        if not said.counted:
            self.blocks.ring(x + 5, y + step / 2, 8)
            indent = _RING
        for line in self._about(entry, width, more):
            self.texts.add(line, x + indent, y + step / 2, palette.ink2)
            y += step
        if more:
            self.texts.add(more, x + width - 3, y - step / 2, palette.ink2, right=True)
        self.targets.append((x - 4, top, width + 8, y - top, entry.focus, hover(entry)))
        return y

    def silence(self, cell: Cell, x: float, y: float, width: float) -> None:
        """Write the words of an empty cell behind a small hatch."""
        middle = y + self.step / 2
        self.blocks.hatch(x, middle - 4, 22, 8)
        self.texts.add(ellipsis(cell.silence, width - 28, self.canvas.text), x + 28, middle, self.canvas.palette.ink2)

    def weighing(self, said: Weighing, x: float, y: float, width: float) -> float:
        """Write an assessment, never a number, behind the mark of its status."""
        size, palette = self.canvas.text, self.canvas.palette
        self.marks.append((x + 6.5, y + self.step / 2, "diamond-open", palette.ink, 10))
        top = y
        for line, colour in ((said.title, palette.ink), (said.about, palette.ink2)):
            self.texts.add(ellipsis(line, width - 16, size), x + 16, y + self.step / 2, colour)
            y += self.step
        self.targets.append((x - 4, top, width + 8, y - top, f"event:{said.event_id}", said.hover))
        return y

    def strip(self, entries: Sequence[Entry], partner: Partner, x: float, y: float, scale: tuple[float, float]) -> None:
        """Draw claims on a line from zero: px a unit and the top of the scale are common to all partners."""
        factor, top = scale
        palette = self.canvas.palette
        self.rule(x, x + top * factor, y, strong=True)
        self.rule(x, x, y - 4, y1=y + 4, strong=True)
        self.texts.add(f"{top:g}", x + top * factor + _ARROW + 6, y, palette.ink2)
        for entry in entries:
            self._dot(entry.said, partner, x + entry.said.value * factor, y, (x, factor))

    def _dot(self, said: Statement, partner: Partner, at: float, y: float, origin: tuple[float, float]) -> None:
        palette = self.canvas.palette
        colour = palette.party(FORMS[partner]) if said.counted else palette.ink3
        if said.ranged:
            x, factor = origin
            self.blocks.add(x + said.lowest * factor, y - 4, (said.highest - said.lowest) * factor, 8, f"{colour}4D")
        if said.counted:
            self.form(partner, at, y, 10)
        else:
            self.marks.append((at, y, "circle-open", colour, 9))
        way = POINTS.get(said.qualifier, 0) if said.qualifier else 0
        if way:
            self.arrows.append((at, y, way, colour))

    def chart(self) -> Chart:
        """Give the picture as a plotly figure."""
        layout = {**pixel_layout(self.canvas), "shapes": self.shapes}
        kinds = dict.fromkeys(target[4].partition(":")[0] for target in self.targets)
        targets = [self._target_trace(kind) for kind in kinds]
        traces = [*self.blocks.traces(), *self._arrow_traces(), *self._mark_traces(), *targets, *self.texts.traces()]
        return {"data": traces, "layout": layout}

    def _mark_traces(self) -> list[dict[str, Any]]:
        if not self.marks:
            return []
        x, y, symbols, colours, sizes = zip(*self.marks, strict=True)
        marker = {
            "symbol": list(symbols),
            "color": list(colours),
            "size": list(sizes),
            "opacity": 1,
            "line": _edges(self.marks),
        }
        return [
            {"type": "scatter", "mode": "markers", "x": list(x), "y": list(y), "marker": marker, "hoverinfo": "skip"}
        ]

    def _arrow_traces(self) -> list[dict[str, Any]]:
        if not self.arrows:
            return []
        return [trace for colour in dict.fromkeys(one[3] for one in self.arrows) for trace in self._arrows_in(colour)]

    def _arrows_in(self, colour: str) -> list[dict[str, Any]]:
        chosen = [one for one in self.arrows if one[3] == colour]
        shaft_x = [value for x, _, way, _ in chosen for value in (x, x + way * (_ARROW - 4), None)]
        shaft_y = [value for _, y, _, _ in chosen for value in (y, y, None)]
        heads = {1: "triangle-right", -1: "triangle-left"}
        line = {"color": colour, "width": 1.8}
        marker = {"symbol": [heads[way] for _, _, way, _ in chosen], "size": 8, "color": colour, "line": {"width": 0}}
        return [
            {"type": "scatter", "mode": "lines", "x": shaft_x, "y": shaft_y, "line": line, "hoverinfo": "skip"},
            {
                "type": "scatter",
                "mode": "markers",
                "x": [x + way * (_ARROW - 4) for x, _, way, _ in chosen],
                "y": [y for _, y, _, _ in chosen],
                "marker": marker,
                "hoverinfo": "skip",
            },
        ]

    def _target_trace(self, kind: str) -> dict[str, Any]:
        chosen = [target for target in self.targets if target[4].startswith(f"{kind}:")]
        x, y, width, height, focus, said = zip(*chosen, strict=True)
        return {
            "type": "bar",
            "x": [left + wide / 2 for left, wide in zip(x, width, strict=True)],
            "width": list(width),
            "base": list(y),
            "y": list(height),
            "marker": {"color": self.canvas.palette.bg, "opacity": 0},
            "hovertext": list(said),
            "hoverinfo": "text",
            "meta": kind,
            "customdata": [one.partition(":")[2] for one in focus],
        }


def _edges(marks: Sequence[_Mark]) -> dict[str, Any]:
    return {"color": [mark[3] for mark in marks], "width": [1.8 if "open" in mark[2] else 0 for mark in marks]}


def status_words(status: str, credibility: str, grade: str) -> str:
    """Say how an assessment stands: its status and the grade of its information.

    >>> status_words("assessed", "3", "possibly true")
    'assessed, credibility 3, possibly true'
    """
    return f"{Status(status).label}, credibility {credibility}, {grade}"
