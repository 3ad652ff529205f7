"""What matrices of statements are drawn with: entries with their marks, wrapped words, hatches, one page of traces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from components.charts.marks import Blocks
from components.charts.measure import ellipsis, text_width, wrap
from components.exhibits.contract import Canvas, plain
from data.wording import MONTHS, NO_FIGURE

_LEADING = 1.28
#: Px between entries of a cell, and above and below a row.
BETWEEN, PAD = 2.5, 7.0
_DAY = re.compile(
    rf"(?<=\bby|\bin|\bon) (?=[\dA-Z])|(?<=\d) (?=(?:{'|'.join(MONTHS)})\b)|(?<=\b(?:{'|'.join(MONTHS)})) (?=\d)"
)
_WHOLE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark before an entry, by plotly symbol and colour."""

    symbol: str
    colour: str
    size: float = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement of a cell: words before the number, the number in bold, words after it.

    `hover` is safe for plotly; `event_id` "" means that no event carries it.
    """

    lead: str
    strong: str
    rest: str
    mark: Mark
    hover: str
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands at one crossing; without entries it is hatched and says `silence` ("" leaves it blank).

    `caption` stands over the entries and holds for all of them.
    """

    entries: tuple[Entry, ...]
    silence: str = NO_FIGURE
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the matrix; `cells` are as many as there are columns."""

    heading: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and how wide it is beside the others."""

    heading: str
    share: float = 1.0


#: An entry with the lines it is written in.
Laid: TypeAlias = tuple[Entry, list[str]]


@dataclass
class Page:
    """What is drawn so far, in px from the top left."""

    canvas: Canvas
    blocks: Blocks
    most: int
    rules: list[dict[str, Any]] = field(default_factory=list)
    texts: list[tuple[float, float, str, str, bool]] = field(default_factory=list)
    marks: list[tuple[float, float, Entry]] = field(default_factory=list)
    shown: int = 0

    @property
    def size(self) -> float:
        """Text size in px."""
        return self.canvas.text

    @property
    def step(self) -> float:
        """Px from one line of text to the next."""
        return self.size * _LEADING

    @property
    def indent(self) -> float:
        """Px from the edge of a cell to its words, past the mark."""
        return self.size * 1.42

    def rule(self, x0: float, x1: float, y: float, *, strong: bool = False) -> None:
        """Draw a horizontal hairline, or a stronger rule, below everything."""
        palette = self.canvas.palette
        line = {"color": palette.rule if strong else palette.hair, "width": 1}
        self.rules.append({"type": "line", "x0": x0, "x1": x1, "y0": y, "y1": y, "line": line, "layer": "below"})

    def words(self, text: str, x: float, y: float, colour: str = "", *, heading: bool = False) -> None:
        """Write one line of plotly text from its left end."""
        self.texts.append((x, y, text, colour or self.canvas.palette.ink, heading))

    def traces(self) -> list[dict[str, Any]]:
        """Give hatches, words and marks as plotly traces; marks that lead to events come last."""
        clickable = [mark for mark in self.marks if mark[2].event_id]
        others = [mark for mark in self.marks if not mark[2].event_id]
        texts = [self._text_trace(heading) for heading in (True, False)]
        return [
            *self.blocks.traces(),
            *(trace for trace in texts if trace["x"]),
            *([self._mark_trace(others)] if others else []),
            *([self._mark_trace(clickable, "event")] if clickable else []),
        ]

    def _text_trace(self, heading: bool) -> dict[str, Any]:
        # Plotly removes the element of an empty label, and whatever is drawn there next is lost with it.
        chosen = [text for text in self.texts if text[4] is heading and text[2]]
        font = {"size": self.size + heading, "weight": 600 if heading else 400, "color": [text[3] for text in chosen]}
        return {
            "type": "scatter",
            "mode": "text",
            "x": [round(text[0], 1) for text in chosen],
            "y": [round(text[1], 1) for text in chosen],
            "text": [text[2] for text in chosen],
            "textposition": "middle right",
            "textfont": font,
            "hoverinfo": "skip",
        }

    def _mark_trace(self, marks: Sequence[tuple[float, float, Entry]], meta: str = "") -> dict[str, Any]:
        colours = [entry.mark.colour for _, _, entry in marks]
        trace: dict[str, Any] = {
            "type": "scatter",
            "mode": "markers",
            "x": [round(x, 1) for x, _, _ in marks],
            "y": [round(y, 1) for _, y, _ in marks],
            "marker": {
                "symbol": [entry.mark.symbol for _, _, entry in marks],
                "size": [entry.mark.size for _, _, entry in marks],
                "color": colours,
                "opacity": 1,
                "line": {"color": colours, "width": [_weight(e.mark.symbol) for _, _, e in marks]},
            },
            "hovertext": [entry.hover for _, _, entry in marks],
            "hoverinfo": "text",
            "cliponaxis": False,
        }
        return {**trace, "meta": meta, "customdata": [entry.event_id for _, _, entry in marks]} if meta else trace


def _weight(symbol: str) -> float:
    """Give the px of a mark's outline: rings 1.6, ticks 2, filled marks none."""
    return 2 if symbol.startswith("line") else 1.6 if "open" in symbol else 0


def tall(page: Page, entries: Sequence[Laid], caption: str = "") -> float:
    """Give the px that entries take, with the caption over them."""
    return sum(len(lines) * page.step + BETWEEN for _, lines in entries) + (page.step * 1.2 if caption else 0)


def draw_entry(page: Page, entry: Entry, lines: Sequence[str], x: float, y: float) -> float:
    """Draw an entry from its corner on; gives the px where the next one begins."""
    page.marks.append((x + page.size * 0.46, y + page.step / 2, entry))
    page.shown += 1
    for number, line in enumerate(lines):
        page.words(line, x + page.indent - 3, y + page.step * (number + 0.5))
    return y + page.step * len(lines) + BETWEEN


def more(page: Page, count: int, x: float, y: float, width: float) -> None:
    """Write how many entries a cell leaves to the table."""
    words = f"and {count} more: see the table"
    fits = text_width(words, page.size) <= width - page.indent
    said = words if fits else f"and {count} more"
    page.words(said, x + page.indent - 3, y + page.step / 2, page.canvas.palette.ink2)


def silence(page: Page, words: str, x: float, y: float, width: float) -> None:
    """Draw the hatch that says nothing is known, with its words in at most two lines."""
    page.blocks.hatch(x, y - page.size * 0.42, _swatch(page, width), page.size * 0.84)
    for number, line in enumerate(silence_lines(page, words, width)):
        page.words(plain(line), x + _swatch(page, width) + 4, y + number * page.step, page.canvas.palette.ink2)


def silence_lines(page: Page, words: str, width: float) -> list[str]:
    """Break the words beside a hatch into the lines they are drawn in."""
    return wrap(words, width - _swatch(page, width) - 6, page.size, lines=2)


def _swatch(page: Page, width: float) -> float:
    return min(page.size * 1.8, width * 0.2)


def wrapped(page: Page, entry: Entry, width: float, most: int) -> Iterator[str]:
    """Break an entry into lines of plotly text, the number bold and the words after it muted."""
    tokens = [
        (word, style)
        for text, style in ((entry.lead, ""), (entry.strong, "b"), (entry.rest, "m"))
        for word in filter(None, _DAY.sub(_WHOLE, text).split(" "))
    ]
    lines: list[list[tuple[str, str]]] = [[]]
    used, space = 0.0, text_width(" ", page.size)
    for word, style in tokens:
        wide = text_width(word, page.size, weight=600 if style == "b" else 400)
        if lines[-1] and used + space + wide > width:
            lines.append([])
            used = 0.0
        used += wide + (space if lines[-1] else 0)
        lines[-1].append((word, style))
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(page, [token for line in lines[most - 1 :] for token in line], width)]
    for line in lines:
        yield _styled(line, page.canvas.palette.ink2)


def _cut(page: Page, tokens: Sequence[tuple[str, str]], width: float) -> list[tuple[str, str]]:
    """Keep as many words as a line holds, the last with an ellipsis."""
    kept: list[tuple[str, str]] = []
    room = width - text_width("…", page.size, weight=600)
    for word, style in tokens:
        wide = text_width(f"{word} ", page.size, weight=600 if style == "b" else 400)
        if wide > room:
            break
        room -= wide
        kept.append((word, style))
    if not kept:
        return [(ellipsis(tokens[0][0], width, page.size, weight=600), tokens[0][1])]
    word, style = kept[-1]
    return [*kept[:-1], (f"{word.rstrip(' ,;')}…", style)]


def _styled(line: Sequence[tuple[str, str]], muted: str) -> str:
    parts: list[tuple[str, list[str]]] = []
    for word, style in line:
        if parts and parts[-1][0] == style:
            parts[-1][1].append(word)
        else:
            parts.append((style, [word]))
    said = []
    for style, words in parts:
        text = plain(" ".join(words))
        if style == "b":
            text = f"<b>{text}</b>"
        elif style == "m":
            text = f'<span style="color:{muted}">{text}</span>'
        said.append(text)
    return " ".join(said)
