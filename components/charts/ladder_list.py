"""The narrow form of a matrix of statements: rows one below the other, in two columns where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.charts.ladder_page import (
    PAD,
    Column,
    Laid,
    Line,
    Page,
    draw_entry,
    more,
    silence,
    silence_lines,
    tall,
    wrapped,
)
from components.charts.measure import ellipsis
from components.exhibits.contract import plain

#: From this width in px the list runs in two columns, so far apart.
_TWO_FROM, _APART = 560.0, 28.0


@dataclass(frozen=True, slots=True)
class _Block:
    """One row of the matrix with its cells laid out in lines."""

    line: Line
    cells: Sequence[Sequence[Laid]]
    silent: str
    quiet_lines: int


def draw_list(page: Page, columns: Sequence[Column], lines: Sequence[Line]) -> None:
    """Draw the rows as a list, each column with its entries; as many entries a cell as there is room for."""
    two = page.canvas.width >= _TWO_FROM and len(lines) > 1
    width = (page.canvas.width - _APART) / 2 if two else float(page.canvas.width)
    blocks = [_laid(page, columns, line, width) for line in lines]
    turn = _turn(page, blocks) if two else len(blocks)
    _column(page, columns, blocks[:turn], 0.0, width)
    _column(page, columns, blocks[turn:], width + _APART, width)


def _laid(page: Page, columns: Sequence[Column], line: Line, width: float) -> _Block:
    room, most = width - 2 * page.indent, page.most + 1
    cells = [[(e, list(wrapped(page, e, room, most))) for e in cell.entries] for cell in line.cells]
    silent = _silent(columns, line)
    return _Block(line, cells, silent, len(silence_lines(page, silent, width)) if silent else 0)


def _turn(page: Page, blocks: Sequence[_Block]) -> int:
    """Say before which row the second column begins, so that both are about as tall."""
    heights = [_height(page, block, 99) for block in blocks]
    return min(range(1, len(blocks)), key=lambda at: max(sum(heights[:at]), sum(heights[at:])))


def _column(page: Page, columns: Sequence[Column], blocks: Sequence[_Block], x: float, width: float) -> None:
    most = max((len(cell) for block in blocks for cell in block.cells), default=1)
    room = page.canvas.height - 2.0
    fits = (n for n in range(most, 0, -1) if sum(_height(page, block, n) for block in blocks) <= room)
    limit, y = next(fits, 1), 0.0
    for number, block in enumerate(blocks):
        ahead = page.step * 1.2 if number < len(blocks) - 1 else 0.0
        if y and y + _height(page, block, limit) > room - ahead:
            left = len(blocks) - number
            words = f"and {left} more {'row' if left == 1 else 'rows'}: see the table"
            page.words(words, x, y + page.step / 2, page.canvas.palette.ink2)
            return
        y = _draw(page, columns, block, limit, (x, y, width))


def _height(page: Page, block: _Block, limit: int) -> float:
    height = (page.step * 1.25 if block.line.heading else 0.0) + PAD * 2
    for cell in block.cells:
        if cell:
            height += page.step * 1.1 + tall(page, cell[:limit]) + (page.step if len(cell) > limit else 0)
    return height + page.step * (block.quiet_lines + 0.1 * bool(block.silent))


def _silent(columns: Sequence[Column], line: Line) -> str:
    """Join the columns in which a row has nothing, with what that silence means."""
    names = [
        column.heading or cell.caption
        for column, cell in zip(columns, line.cells, strict=True)
        if not cell.entries and cell.silence
    ]
    words = next((cell.silence for cell in line.cells if not cell.entries and cell.silence), "")
    return f"{words}: {', '.join(names).lower()}" if names else ""


def _draw(page: Page, columns: Sequence[Column], block: _Block, limit: int, place: tuple[float, float, float]) -> float:
    """Draw a row from a place (left, top, width) on; gives the px where it ends."""
    x, y, width = place
    if y:
        page.rule(x, x + width, y)
    y += PAD
    heading = block.line.heading
    if heading:
        page.words(plain(ellipsis(heading, width, page.size + 1, weight=600)), x, y + page.step * 0.55, heading=True)
        y += page.step * 1.25
    for column, cell, held in zip(columns, block.cells, block.line.cells, strict=True):
        if not cell:
            continue
        name = plain(ellipsis(": ".join(part for part in (column.heading, held.caption) if part), width, page.size))
        colour = page.canvas.palette.ink2 if heading else ""
        page.words(name, x, y + page.step * 0.55, colour, heading=not heading)
        y += page.step * 1.1
        for entry, lines in cell[:limit]:
            y = draw_entry(page, entry, lines, x + 4, y)
        if len(cell) > limit:
            more(page, len(cell) - limit, x + 4, y, width)
            y += page.step
    if block.silent:
        silence(page, block.silent, x, y + page.step * 0.55, width)
        y += page.step * (block.quiet_lines + 0.1)
    return y + PAD
