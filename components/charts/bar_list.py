"""Bars of rival figures as a list, the newest year first: the form of narrow pictures."""

from __future__ import annotations

from collections.abc import Iterator

from components.charts.bar_parts import ARROW, Column, Gap, Page, bounds, cap_colour, draw_part, draw_whole
from components.charts.measure import ellipsis, text_width
from data.vocabulary import Basis


def bar_list(page: Page, columns: list[Column], gaps: list[Gap], years: range, unit: str) -> int:
    """Draw a line a column and a gap; gives the number of columns that found no room."""
    canvas, size = page.canvas, page.canvas.text
    lines = list(_lines(columns, gaps, years))
    room = int((canvas.height - size * 2) / (size * 1.5))
    shown = lines[:room]
    hidden = sum(isinstance(line, Column) for line in lines[room:])
    pitch = min((canvas.height - size * 2) / max(len(shown), 1), size * 2.6)
    drawn = [line for line in shown if isinstance(line, Column)]
    about = min(max((text_width(column.about, size) for column in drawn), default=0), canvas.width * 0.38)
    left = text_width("0000", size + 1, weight=600) + 10
    start = left + about + 10
    figures = max((text_width(column.label, size, weight=600) for column in drawn), default=0) + 10
    top = max((column.height for column in drawn), default=1) or 1
    scale = max(canvas.width - start - figures - ARROW, 20) / top
    page.texts.add(unit, 0, size * 0.8, canvas.palette.ink2)
    if hidden:
        page.texts.add(f"{hidden} earlier in the table", canvas.width - 2, size * 0.8, canvas.palette.ink2, right=True)
    told = 0
    for number_, line in enumerate(shown):
        y = size * 2 + pitch * (number_ + 0.5)
        year = line.year if isinstance(line, Column) else line.last
        if year != told:
            page.rule(0, canvas.width, y - pitch / 2, y - pitch / 2, canvas.palette.hair)
        if isinstance(line, Gap):
            _lying_gap(page, line, left, start, y)
        else:
            if year != told:
                page.texts.add(str(year), 0, y, canvas.palette.ink, heading=True)
            _lying_column(page, line, (left, start), y, scale, about)
            page.targets.append((0, y - pitch / 2, canvas.width, pitch, line))
        told = year
    return hidden


def _lines(columns: list[Column], gaps: list[Gap], years: range) -> Iterator[Column | Gap]:
    for year in reversed(years):
        yield from (gap for gap in gaps if gap.last == year)
        yield from (column for column in columns if column.year == year)


def _lying_gap(page: Page, gap: Gap, left: float, start: float, y: float) -> None:
    size, palette = page.canvas.text, page.canvas.palette
    said = str(gap.last) if gap.first == gap.last else f"{gap.first}–{gap.last}"
    page.texts.add(said, 0, y, palette.ink, heading=True)
    at = max(left, text_width(said, size + 1, weight=600) + 10)
    page.texts.add(ellipsis(gap.words, start - at - 6, size), at, y, palette.ink2)
    page.blocks.hatch(start, y - 5, page.canvas.width * 0.2, 10)


def _lying_column(page: Page, column: Column, edges: tuple[float, float], y: float, scale: float, about: float) -> None:
    size, palette = page.canvas.text, page.canvas.palette
    left, start = edges
    page.texts.add(ellipsis(column.about, about + 2, size), left, y, palette.ink2)
    end = start + column.height * scale
    if column.whole == 0:
        page.zeros.append((start, y))
    elif column.whole is not None:
        draw_whole(page, column, start, y - 5, max(end - start, 1.5), 10)
    else:
        form = column.last.form if column.last else column.form
        draw_part(page, form, start, y - 5, end - start, 10)
    for step in column.steps:
        x = start + step.value * scale
        if column.whole is None and step.form is Basis.ESTIMATE:
            continue
        page.cap((x, x), (y - 5, y + 5), cap_colour(page, column))
    shift = 0
    if bounds(column):
        page.arrows.append((end, y, bounds(column)))
        shift = ARROW + 2 if bounds(column) > 0 else 0
    page.texts.add(column.label, end + 5 + shift, y, palette.ink, bold=True)
