"""Passages of attributed sentences set in columns, as a picture that also goes into a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from components.charts.lettering import Texts
from components.charts.marks import pixel_layout
from components.charts.measure import ellipsis, wrap
from components.charts.thread_forms import SYMBOLS, Form
from components.exhibits.contract import Canvas, Chart, plain

_GAP, _INDENT = 28.0, 18.0
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence and whose it is: `foot` names origin, day and grade; both are as in the rows."""

    event_id: str
    text: str
    foot: str
    colour: str
    hollow: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Entries under one heading."""

    heading: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Columns:
    """The chart and how many entries found no room in it."""

    chart: Chart
    left_out: int


@dataclass(slots=True)
class _Block:
    """A heading or an entry on its way into a column."""

    lines: list[str]
    foot: list[str]
    entry: Entry | None
    heading: str

    def height(self, size: float) -> float:
        """Give the px that the block takes, air beneath included."""
        line = round(size * 1.3)
        return (len(self.lines) + len(self.foot)) * line + (8 if self.entry else 7)


def reading_columns(passages: Sequence[Passage], canvas: Canvas, *, event: str = "") -> Columns:
    """Set passages in columns, as many entries of each as fit, and outline the entry of the open event.

    Where not all fit, the longest passage gives up its last entries first and says how many.
    """
    count = 3 if canvas.width >= 1100 else 2 if canvas.width >= 640 else 1
    width = (canvas.width - _GAP * (count - 1)) / count
    quotas = [len(passage.entries) for passage in passages]
    while True:
        blocks = _blocks(passages, quotas, width, canvas.text)
        columns = _balanced(blocks, canvas, count)
        if columns is not None or max(quotas) <= 1:
            break
        quotas[quotas.index(max(quotas))] -= 1
    left_out = sum(len(passage.entries) - quota for passage, quota in zip(passages, quotas, strict=True))
    return Columns(_chart(columns or [blocks], width, canvas, event), left_out)


def _blocks(passages: Sequence[Passage], quotas: Sequence[int], width: float, size: float) -> list[_Block]:
    found = []
    for passage, quota in zip(passages, quotas, strict=True):
        found.append(_Block([passage.heading], [], None, passage.heading))
        for entry in passage.entries[:quota]:
            text = _wrapped(entry.text, width - _INDENT, size, _MOST_LINES)
            foot = _wrapped(entry.foot, width - _INDENT, size, 2)
            found.append(_Block(list(text), list(foot), entry, passage.heading))
        if more := len(passage.entries) - quota:
            found[-1].foot.append(f"and {more} more: see the table")
    return found


@lru_cache(maxsize=1024)
def _wrapped(text: str, width: float, size: float, lines: int) -> tuple[str, ...]:
    return tuple(wrap(text, width, size, lines=lines))


def _balanced(blocks: Sequence[_Block], canvas: Canvas, count: int) -> list[list[_Block]] | None:
    """Fill columns to the least height that holds the blocks; None where the canvas is too low for them."""
    most = canvas.height - 4.0
    if (columns := _flow(blocks, canvas.text, most, count)) is None:
        return None
    height = sum(block.height(canvas.text) for block in blocks) / count
    while height < most:
        if (lower := _flow(blocks, canvas.text, height, count)) is not None:
            return lower
        height += canvas.text
    return columns


def _flow(blocks: Sequence[_Block], size: float, most: float, count: int) -> list[list[_Block]] | None:
    """Fill columns of `most` px from the top; None where the blocks do not fit. A heading keeps its first entry."""
    columns: list[list[_Block]] = [[]]
    y = 0.0
    for at, block in enumerate(blocks):
        height = block.height(size)
        following = blocks[at + 1].height(size) if block.entry is None and at + 1 < len(blocks) else 0.0
        # Air before a heading inside a column.
        height += 10 if block.entry is None and columns[-1] else 0
        if y + height + following > most:
            if not columns[-1] or len(columns) == count:
                return None
            columns.append([])
            y, height = 0.0, block.height(size)
            if block.entry is not None:
                again = _Block([f"{block.heading}, continued"], [], None, block.heading)
                columns[-1].append(again)
                y = again.height(size)
        columns[-1].append(block)
        y += height
    return columns


def _chart(columns: Sequence[Sequence[_Block]], width: float, canvas: Canvas, event: str) -> Chart:
    palette, size = canvas.palette, canvas.text
    line, texts = round(size * 1.3), Texts.none()
    spots: list[tuple[float, float, Entry]] = []
    rules: list[tuple[float, float, str]] = []
    shapes: list[dict[str, Any]] = []
    for at, blocks in enumerate(columns):
        x, y = at * (width + _GAP), 2.0
        for block in blocks:
            if block.entry is None:
                y += 10 if block is not blocks[0] else 0
                rules.append((x, y, palette.ink))
                heading = ellipsis(block.lines[0], width, size + 1, weight=600)
                texts.add(plain(heading), x, y + line * 0.7, size=size + 1, colour=palette.ink, weight=600)
            else:
                top = y
                spots.append((x + 6, y + line * 0.5, block.entry))
                for i, words in enumerate([*block.lines, *block.foot]):
                    colour = palette.ink if i < len(block.lines) else palette.ink2
                    texts.add(plain(words), x + _INDENT, y + line * (i + 0.5), size=size, colour=colour)
                if block.entry.event_id == event:
                    shapes.append(_outline(x, top, width, block.height(size) - 8, palette.ink))
            y += block.height(size)
    shapes += [_rule(x, y, width, colour) for x, y, colour in rules]
    data = [_spots(spots, palette.ink3, size / 12), texts.trace()]
    return {
        "data": [trace for trace in data if trace["x"]],
        "layout": {**pixel_layout(canvas), "hoverdistance": 16, "shapes": shapes},
    }


def _spots(spots: Sequence[tuple[float, float, Entry]], faint: str, scale: float) -> dict[str, Any]:
    forms = [SYMBOLS[Form.RING if entry.hollow else Form.DIAMOND] for _, _, entry in spots]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(x, 1) for x, _, _ in spots],
        "y": [round(y, 1) for _, y, _ in spots],
        "marker": {
            "symbol": [symbol for symbol, _, _ in forms],
            "size": [round(size * scale, 1) for _, size, _ in forms],
            "color": [faint if entry.hollow else entry.colour for _, _, entry in spots],
            "line": {"width": [stroke for _, _, stroke in forms]},
            "opacity": 1,
        },
        "hovertext": [f"{plain(entry.text)}<br>{plain(entry.foot)}" for _, _, entry in spots],
        "hoverinfo": "text",
        "customdata": [entry.event_id for _, _, entry in spots],
        "meta": "event",
    }


def _rule(x: float, y: float, width: float, colour: str) -> dict[str, Any]:
    line = {"color": colour, "width": 1}
    return {"type": "line", "x0": round(x, 1), "x1": round(x + width, 1), "y0": y - 1.5, "y1": y - 1.5, "line": line}


def _outline(x: float, y: float, width: float, height: float, colour: str) -> dict[str, Any]:
    box = {"x0": round(x - 3, 1) if x > 4 else 1, "x1": round(x + width, 1), "y0": y - 3, "y1": y + height + 3}
    return {"type": "rect", **box, "line": {"color": colour, "width": 2}}
