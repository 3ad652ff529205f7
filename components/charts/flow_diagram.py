"""The mirrored flow diagram: one row a commodity, each direction a side, units never on one scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from components.charts.marks import Blocks, Texts, pixel_layout
from components.charts.measure import ellipsis, text_width, wrap
from components.exhibits.contract import Canvas, Chart
from data.vocabulary import Basis
from data.wording import NO_FIGURE

_SIDE_GAP = 36  # between the two directions
_WIDE = 540  # from this width a side has all its columns
_MARK = 16  # px of the mark before a figure
_ROWS = (1.95, 2.85, 3.95)  # height of a row of one, two and three lines, in text sizes
_TIGHT = (1.64, 2.42, 3.6)  # what such rows still need
_LISTED = 2.3  # height of a row in a list that may have two lines, in text sizes
_HINTED = 1.04  # how much wider than measured a screen may set a line
_BETWEEN = 11  # px between a figure and what is said about it


@dataclass(frozen=True)
class Voice:
    """An origin behind a commodity: how its figures came about and whether it counts as an origin."""

    name: str
    form: Basis
    counted: bool


@dataclass(frozen=True)
class Entry:
    """One exporter, importer and commodity: who speaks of it and the newest figure there is.

    `about` says period, origin and scope of the figure; `briefly` says less of it the further it goes.
    """

    id: str
    group: str
    name: str
    voices: tuple[Voice, ...]
    rows: int
    amount: str
    about: str
    briefly: tuple[str, ...]
    form: Basis
    newest: float
    hover: str = ""

    @property
    def origins(self) -> int:
        """How many origins at first hand speak of it; composite and news origins do not count."""
        return len({voice.name for voice in self.voices if voice.counted})


@dataclass(frozen=True)
class Side:
    """One direction with its entries, in the order of drawing (groups together)."""

    heading: str
    colour: str
    text_colour: str
    entries: tuple[Entry, ...]


@dataclass
class _Page:
    """What is being drawn: blocks, texts and lines in px."""

    canvas: Canvas
    blocks: Blocks
    texts: Texts
    shapes: list[dict[str, Any]] = field(default_factory=list)
    rows: list[tuple[float, float, float, float, Entry]] = field(default_factory=list)

    def rule(self, x0: float, x1: float, y: float, colour: str, width: float = 1) -> None:
        """Draw a horizontal line."""
        line = {"color": colour, "width": width}
        self.shapes.append({"type": "line", "x0": x0, "x1": x1, "y0": y, "y1": y, "line": line, "layer": "below"})


def flow_diagram(sides: Iterable[Side], canvas: Canvas) -> tuple[Chart, int]:
    """Draw the sides beside each other, or one below the other where it is narrow.

    Gives the picture and the number of entries that found no room (those last heard of longest ago).
    """
    page = _Page(canvas, Blocks(canvas.palette), Texts(canvas))
    shown = [side for side in sides if side.entries]
    hidden = _stacked(page, shown) if canvas.narrow else _beside(page, shown)
    layout = {**pixel_layout(canvas), "shapes": page.shapes}
    return {"data": [*_targets(page), *page.blocks.traces(), *page.texts.traces()], "layout": layout}, hidden


def _beside(page: _Page, sides: list[Side]) -> int:
    canvas = page.canvas
    size = canvas.text
    wide = (canvas.width - _SIDE_GAP) / 2 >= _WIDE
    width = (canvas.width - _SIDE_GAP * (len(sides) - 1)) / len(sides)
    head = size * 1.9 + (size * 1.6 if wide else size * 0.5)
    room = canvas.height - head - 1
    cut = [_fitted(side, int(room / (size + 3))) for side in sides]
    pitch = min([size * 2.9, *(room / len(side.entries) for side, _ in cut)])
    for number, (side, more) in enumerate(cut):
        left = number * (width + _SIDE_GAP)
        _heading(page, side, left, width, more)
        if wide:
            _table(page, side, left, width, head, room)
        else:
            _list(page, side, left, width, head, pitch)
    return sum(more for _, more in cut)


def _stacked(page: _Page, sides: list[Side]) -> int:
    canvas, size = page.canvas, page.canvas.text
    head, between = size * 2.2, size
    spent = head * len(sides) + between * (len(sides) - 1)
    lines = int((canvas.height - spent) / (size + 5))
    total = sum(len(side.entries) for side in sides)
    hidden, top = 0, 0.0
    pitch = min((canvas.height - spent) / max(min(total, lines), 1), size * 2.1)
    for side in sides:
        share = len(side.entries) if total <= lines else max(1, round(lines * len(side.entries) / total))
        kept, more = _fitted(side, share)
        _heading(page, kept, 0, canvas.width, more, top)
        _list(page, kept, 0, canvas.width, top + head, pitch)
        top += head + pitch * len(kept.entries) + between
        hidden += more
    return hidden


def _fitted(side: Side, room: int) -> tuple[Side, int]:
    """Keep as many entries as there is room for, those heard of most recently."""
    more = max(0, len(side.entries) - room)
    if not more:
        return side, 0
    kept = sorted(side.entries, key=lambda entry: -entry.newest)[:room]
    return replace(side, entries=tuple(entry for entry in side.entries if entry in kept)), more


def _heading(page: _Page, side: Side, left: float, width: float, more: int, top: float = 0) -> None:
    size = page.canvas.text
    page.texts.add(side.heading, left, top + size * 0.8, side.text_colour, heading=True)
    if more:
        said = f"{more} more in the table"
        page.texts.add(said, left + width - 2, top + size * 0.8, page.canvas.palette.ink2, right=True)
    page.rule(left, left + width, top + size * 1.9, side.colour, 2)


@dataclass(frozen=True)
class _Columns:
    """Left edges of the columns of one side in px, the pitch of cells, and lines a row may take."""

    group: float
    name: float
    cells: float
    figure: float
    end: float
    gap: float
    pitch: float
    lines: int


def _columns(side: Side, left: float, width: float, size: float, lines: int, name_lines: int) -> _Columns:
    gap, pitch, share = (14, 13, 0.22) if lines > 1 else (10, 11, 0.25)
    members = Counter(entry.group for entry in side.entries)
    group = max(_widest_line(name, size + 1, 600, min(max(lines, rows), 2)) for name, rows in members.items())
    most = max(len(entry.voices) for entry in side.entries)
    cells = max(most * pitch, text_width("Origins", size))
    names = min(max(_widest_line(entry.name, size, 400, name_lines) for entry in side.entries), width * share)
    name = left + 12 + group + gap
    at = name + names + gap
    figure = at + cells + text_width("Rows", size) + 2 * gap
    return _Columns(left, name, at, figure, left + width, gap, pitch, lines)


@lru_cache(maxsize=4096)
def _widest_line(text: str, size: float, weight: int, lines: int) -> float:
    """Give the width a text needs when it may be broken into so many lines."""
    whole = text_width(text, size, weight=weight) * _HINTED
    if lines < 2 or " " not in text:
        return whole
    words = text.split()
    breaks = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return min(max(text_width(part, size, weight=weight) for part in pair) for pair in breaks) * _HINTED


def _table(page: _Page, side: Side, left: float, width: float, top: float, room: float) -> None:
    """Draw a side with all its columns; rows take two lines where they need and may."""
    size, palette = page.canvas.text, page.canvas.palette
    columns, heights = _laid_out(side, left, width, size, room)
    _column_heads(page, columns, top - size * 0.75)
    y, left_over = top, list(zip(side.entries, heights, strict=True))
    for group, members in groupby(left_over, key=lambda pair: pair[0].group):
        rows = list(members)
        tall = sum(height for _, height in rows)
        page.rule(left, left + width, y, palette.hair)
        page.blocks.add(left, y + 3, 4, tall - 6, side.colour)
        _group(page, group, columns, y, tall, rows[0][1])
        for entry, height in rows:
            _row(page, side, entry, columns, y + height / 2)
            page.rows.append((columns.name - 4, columns.end, y, height, entry))
            y += height
    page.rule(left, left + width, y, palette.hair)


def _laid_out(side: Side, left: float, width: float, size: float, room: float) -> tuple[_Columns, list[float]]:
    """Give columns and row heights: whole names where there is room, else on two lines, else cut."""
    for names, rows, most in ((1, _ROWS, 3), (2, _ROWS, 3), (2, _TIGHT, 3), (2, _TIGHT, 2)):
        columns = _columns(side, left, width, size, most, names)
        heights = _heights(side, columns, size, rows)
        if sum(heights) <= room:
            stretch = min(room / sum(heights), 1.12 * _ROWS[0] / rows[0])
            return columns, [height * stretch for height in heights]
    return _columns(side, left, width, size, 1, 1), [room / len(side.entries)] * len(side.entries)


def _heights(side: Side, columns: _Columns, size: float, rows: tuple[float, float, float]) -> list[float]:
    """Give each row the height of one line, two or three, whichever its words need and may take."""
    alone = Counter(entry.group for entry in side.entries)
    return [size * rows[_lines(entry, columns, size, alone[entry.group] == 1) - 1] for entry in side.entries]


def _lines(entry: Entry, columns: _Columns, size: float, alone: bool) -> int:
    room = columns.end - columns.figure - _MARK - 8
    if not _fits(entry, room, size):
        return min(1 + len(wrap(entry.about, room, size)), columns.lines)
    name = text_width(entry.name, size) > _name_room(columns)
    group = alone and text_width(entry.group, size + 1, weight=600) > _group_room(columns)
    return 2 if name or group else 1


def _fits(entry: Entry, room: float, size: float) -> bool:
    return text_width(_said(entry), size, weight=600) * _HINTED + _BETWEEN + text_width(entry.about, size) <= room


def _said(entry: Entry) -> str:
    return "no figure known" if entry.amount == NO_FIGURE else entry.amount


def _group_room(columns: _Columns) -> float:
    return columns.name - columns.group - 12 - columns.gap + 2


def _name_room(columns: _Columns) -> float:
    return columns.cells - columns.name - columns.gap + 2


def _column_heads(page: _Page, columns: _Columns, y: float) -> None:
    colour = page.canvas.palette.ink2
    for text, x in (("Commodity", columns.name), ("Origins", columns.cells), ("Newest figure", columns.figure)):
        page.texts.add(text, x, y, colour)
    page.texts.add("Rows", columns.figure - columns.gap, y, colour, right=True)


def _group(page: _Page, group: str, columns: _Columns, y: float, tall: float, first: float) -> None:
    """Write a group's name level with its first row, on two lines where there is height for them."""
    size = page.canvas.text + 1
    lines = 2 if tall >= size * 2.2 else 1
    broken = wrap(group, _group_room(columns), size, weight=600, lines=lines)
    middle = tall == first
    page.texts.block(broken, columns.group + 12, y + first / 2, page.canvas.palette.ink, heading=True, middle=middle)


def _row(page: _Page, side: Side, entry: Entry, columns: _Columns, y: float) -> None:
    size, palette = page.canvas.text, page.canvas.palette
    name = wrap(entry.name, _name_room(columns), size, lines=min(columns.lines, 2))
    page.texts.block(name, columns.name, y, palette.ink)
    cell = columns.pitch - (3 if columns.lines > 1 else 2)
    for number, voice in enumerate(entry.voices):
        x = columns.cells + number * columns.pitch
        if voice.counted:
            page.blocks.form(voice.form, x, y - cell / 2, cell, cell, side.colour)
        else:
            page.blocks.ring(x + cell / 2, y, cell - 1)
    page.texts.add(str(entry.rows), columns.figure - columns.gap, y, palette.ink, right=True)
    _figure(page, side, entry, columns.figure, columns.end, y, columns.lines)


def _figure(page: _Page, side: Side, entry: Entry, left: float, right: float, y: float, lines: int) -> None:
    size, palette = page.canvas.text, page.canvas.palette
    page.blocks.form(entry.form, left, y - 5, _MARK, 10, side.colour)
    start = left + _MARK + 8
    room = right - start
    said = ellipsis(_said(entry), room, size, weight=600)
    colour = palette.ink2 if entry.amount == NO_FIGURE else palette.ink
    used = text_width(said, size, weight=600) * _HINTED + _BETWEEN
    if lines > 1 and not _fits(entry, room, size):
        below = _below(entry, room, size, lines - 1)
        step = size * 1.14
        first = y - step * len(below) / 2
        page.texts.add(said, start, first, colour, bold=True)
        for number, line in enumerate(below, 1):
            page.texts.add(line, start, first + number * step, palette.ink2)
        return
    tried = (entry.about, *entry.briefly, "")
    fitting = next(words for words in tried if not words or text_width(words, size) <= room - used)
    page.texts.figure(said, fitting, start, y, colour)


def _below(entry: Entry, room: float, size: float, lines: int) -> list[str]:
    """Break what is said of a figure into lines, or say it more briefly; it is cut only where nothing fits."""
    whole = wrap(entry.about, room, size)
    brief = next((words for words in entry.briefly if text_width(words, size) <= room), "")
    return [brief] if brief and len(whole) > lines else wrap(entry.about, room, size, lines=lines)


def _list(page: _Page, side: Side, left: float, width: float, top: float, pitch: float) -> None:
    """Draw name and newest figure alone, on two lines where rows are high enough: the form of narrow pictures."""
    size = page.canvas.text
    lines = 2 if pitch >= size * _LISTED else 1
    names = min(max(_widest_line(entry.name, size, 400, lines) for entry in side.entries), width * 0.4)
    for number, entry in enumerate(side.entries):
        y = top + pitch * (number + 0.5)
        if lines > 1 and number:
            page.rule(left, left + width, y - pitch / 2, page.canvas.palette.hair)
        page.texts.block(wrap(entry.name, names, size, lines=lines), left, y, page.canvas.palette.ink)
        _figure(page, side, entry, left + names + 10, left + width, y, lines)
        page.rows.append((left, left + width, y - pitch / 2, pitch, entry))


def _targets(page: _Page) -> Iterator[dict[str, Any]]:
    """Give invisible bars over the rows: what the pointer meets. Rows without flows only speak."""
    for clickable in (True, False):
        rows = [row for row in page.rows if bool(row[4].id) is clickable]
        if rows:
            trace: dict[str, Any] = {
                "type": "bar",
                "x": [(x0 + x1) / 2 for x0, x1, *_ in rows],
                "width": [x1 - x0 for x0, x1, *_ in rows],
                "base": [top for _, _, top, _, _ in rows],
                "y": [height for *_, height, _ in rows],
                "marker": {"color": page.canvas.palette.bg, "opacity": 0},
                "hovertext": [entry.hover for *_, entry in rows],
                "hoverinfo": "text",
            }
            yield {**trace, "meta": "flows", "customdata": [row[4].id for row in rows]} if clickable else trace
