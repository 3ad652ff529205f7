"""A matrix of short statements: rows of things, columns of stages, each cell a dated list with marks.

Where nothing is known a cell is hatched and says so. A narrow picture turns into a list. What does not fit
is counted in its cell; nothing is ever cut silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from components.charts.ladder_list import draw_list
from components.charts.ladder_page import PAD, Cell, Column, Laid, Line, Page, draw_entry, more, silence, tall, wrapped
from components.charts.marks import Blocks, pixel_layout
from components.charts.measure import ellipsis, text_width, wrap
from components.exhibits.contract import Canvas, Chart, Medium, plain

_GAP = 20.0
#: Columns narrower than so many letters turn the matrix into a list.
_LETTERS = 11.5
#: Lines of an entry on a screen, where pictures take the height they need.
_ON_SCREEN = 8


@dataclass(frozen=True, slots=True)
class LadderPicture:
    """The picture, with how many entries it shows of how many there are."""

    chart: Chart
    shown: int
    total: int


def stage_ladder(columns: Sequence[Column], lines: Sequence[Line], canvas: Canvas, *, most: int = 2) -> LadderPicture:
    """Draw the matrix, or the list where its columns would be too narrow to read.

    In a still an entry takes at most `most` lines (one more in a list) and then ends in an ellipsis; on a screen,
    where its hover text has all of it too, it takes the lines it needs.
    """
    page = Page(canvas, Blocks(canvas.palette), most if canvas.medium is Medium.STILL else _ON_SCREEN)
    if canvas.width * 0.86 / len(columns) < canvas.text * _LETTERS:
        draw_list(page, columns, lines)
    else:
        _matrix(page, columns, lines)
    total = sum(len(cell.entries) for line in lines for cell in line.cells)
    layout = {**pixel_layout(canvas), "shapes": page.rules}
    return LadderPicture({"data": page.traces(), "layout": layout}, page.shown, total)


def _matrix(page: Page, columns: Sequence[Column], lines: Sequence[Line]) -> None:
    canvas, size = page.canvas, page.size
    left = _heading_width(lines, size, canvas.width * 0.16)
    width = canvas.width - left
    share = sum(column.share for column in columns)
    widths = [width * column.share / share for column in columns]
    lefts = [left + before for before in accumulate([0.0, *widths[:-1]])]
    headed = any(column.heading for column in columns)
    named = [
        wrap(column.heading, wide - _GAP, size + 1, weight=600, lines=2)
        for column, wide in zip(columns, widths, strict=True)
    ]
    deep = max(map(len, named)) - 1
    top = size * 2.25 + deep * page.step if headed else 0.0
    for parts, x in zip(named, lefts, strict=True):
        for number, part in enumerate(parts):
            page.words(plain(part), x, size * 1.0 + number * page.step, heading=True)
    if headed:
        page.rule(0, canvas.width, top - 3, strong=True)
    laid = [[_laid(page, cell, wide - _GAP) for cell, wide in zip(line.cells, widths, strict=True)] for line in lines]
    heights = _shared(page, lines, laid, left, canvas.height - top)
    y = top
    for line, cells, height in zip(lines, laid, heights, strict=False):
        if y > top:
            page.rule(0, canvas.width, y)
        if left:
            for number, part in enumerate(wrap(line.heading, left - 14, size + 1, weight=600)):
                page.words(plain(part), 0, y + PAD + page.step * (number + 0.5), heading=True)
        for x, wide, cell, entries in zip(lefts, widths, line.cells, cells, strict=True):
            _draw_cell(page, cell, entries, (x, y + PAD, wide - _GAP, height - 2 * PAD), headed)
        y += height
    hidden = len(lines) - len(heights)
    if hidden > 0:
        page.words(f"and {hidden} more {'row' if hidden == 1 else 'rows'}: see the table", left, y + page.step * 0.6,
                   canvas.palette.ink2)  # fmt: skip


def _heading_width(lines: Sequence[Line], size: float, most: float) -> float:
    widest = max((text_width(line.heading, size + 1, weight=600) for line in lines), default=0.0)
    return min(widest + 18, most) if widest else 0.0


def _laid(page: Page, cell: Cell, width: float) -> list[Laid]:
    return [(entry, list(wrapped(page, entry, width - page.indent, page.most))) for entry in cell.entries]


def _shared(
    page: Page,
    lines: Sequence[Line],
    laid: Sequence[Sequence[list[Laid]]],
    left: float,
    room: float,
) -> list[float]:
    """Share the height among the rows: none gets more than it needs, the tallest give way first."""
    needs, least = [], []
    for line, cells in zip(lines, laid, strict=True):
        name = len(wrap(line.heading, left - 14, page.size + 1, weight=600)) * page.step if left else 0.0
        pairs = [(cell, held.caption) for cell, held in zip(cells, line.cells, strict=True)]
        whole = max(tall(page, cell, caption) for cell, caption in pairs)
        short = max(min(tall(page, cell, said), tall(page, cell[:1], said) + page.step) for cell, said in pairs)
        needs.append(max(name, whole, page.step * 2) + 2 * PAD)
        least.append(max(name, short, page.step * 2) + 2 * PAD)
    count = len(lines)
    while count > 1 and sum(least[:count]) > room - (page.step if count < len(lines) else 0):
        count -= 1
    room -= page.step if count < len(lines) else 0
    low, high = 0.0, room
    for _ in range(24):
        cap = (low + high) / 2
        used = sum(max(floor, min(need, cap)) for need, floor in zip(needs[:count], least[:count], strict=True))
        low, high = (cap, high) if used <= room else (low, cap)
    return [max(floor, min(need, low)) for need, floor in zip(needs[:count], least[:count], strict=True)]


def _draw_cell(
    page: Page,
    cell: Cell,
    entries: Sequence[Laid],
    box: tuple[float, float, float, float],
    headed: bool,
) -> None:
    x, y, width, height = box
    if cell.caption and (entries or not headed):
        colour = page.canvas.palette.ink2 if headed else page.canvas.palette.ink
        size, weight = (page.size, 400) if headed else (page.size + 1, 600)
        words = ellipsis(cell.caption, width, size, weight=weight)
        page.words(plain(words), x, y + page.step / 2, colour, heading=not headed)
        y, height = y + page.step * (1 if headed else 1.2), height - page.step * (1 if headed else 1.2)
    if not entries:
        if cell.silence:
            silence(page, cell.silence, x, y + page.step / 2, width)
        return
    shown = _fitting(page, entries, height)
    for entry, lines in entries[:shown]:
        y = draw_entry(page, entry, lines, x, y)
    if shown < len(entries):
        more(page, len(entries) - shown, x, y, width)


def _fitting(page: Page, entries: Sequence[Laid], height: float) -> int:
    """Say how many entries fit, leaving a line for "and n more" where some do not."""
    if tall(page, entries) <= height + page.step * 0.3:
        return len(entries)
    shown = len(entries) - 1
    while shown > 0 and tall(page, entries[:shown]) + page.step > height + page.step * 0.3:
        shown -= 1
    return shown
