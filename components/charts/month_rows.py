"""Bars by month in a row a year: the form of narrow pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from components.charts.bar_columns import Column, bounds
from components.charts.bar_parts import Page, draw_whole
from components.charts.measure import ellipsis, text_width

if TYPE_CHECKING:
    from components.charts.month_bars import MonthPanel, MonthPlot

_LETTERS = "JFMAMJJASOND"


def month_rows(page: Page, panels: Sequence[MonthPanel], plot: MonthPlot) -> int:
    """Draw a row of twelve months for each year, the newest first, a panel a unit; gives months without a label."""
    canvas, size = page.canvas, page.canvas.text
    alone = len(panels) == 1
    rows = [(panel, year) for panel in panels for year in reversed(plot.years) if alone or _speaks(panel, year)]
    left = text_width("0000", size + 1, weight=600) + 12
    cell = (canvas.width - left - 2) / 12
    for at, letter in enumerate(_LETTERS):
        page.texts.add(letter, left + cell * (at + 0.5), size * 0.8, canvas.palette.ink2, centre=True)
    room = int((canvas.height - size * 1.6) / (size * 4.2))
    shown = rows[:room]
    pitch = min((canvas.height - size * 1.6) / max(len(shown), 1), size * 8.5)
    unlabelled = 0
    for at, (panel, year) in enumerate(shown):
        first = at == 0 or shown[at - 1][0] is not panel
        top = size * 1.6 + pitch * at
        unlabelled += _row(page, panel, year, plot, (top, pitch, left, cell), unit=panel.unit if first else "")
    hidden = {(panel.unit, year) for panel, year in rows[room:]}
    return unlabelled + sum((panel.unit, one.year // 12) in hidden for panel in panels for one in panel.columns)


def _speaks(panel: MonthPanel, year: int) -> bool:
    spans = [(one.first // 12, one.last // 12) for one in panel.longer]
    return any(one.year // 12 == year for one in panel.columns) or any(first <= year <= last for first, last in spans)


def _row(
    page: Page,
    panel: MonthPanel,
    year: int,
    plot: MonthPlot,
    place: tuple[float, float, float, float],
    *,
    unit: str,
) -> int:
    """Draw the months of one year; gives those without a label."""
    top, pitch, left, cell = place
    size, palette = page.canvas.text, page.canvas.palette
    floor = top + pitch - size * 1.1
    page.rule(0, page.canvas.width, floor, floor, palette.rule)
    page.texts.add(str(year), 0, floor - size * 0.8, palette.ink, heading=True)
    longer = max((one for one in panel.longer if one.first // 12 == year == one.last // 12),
                 key=lambda one: one.last - one.first, default=None)  # fmt: skip
    said = " · ".join(part for part in (unit, longer.words if longer else "") if part)
    if said:
        words = ellipsis(said, page.canvas.width - left, size)
        page.texts.add(words, page.canvas.width - 2, top + size * 0.6, palette.ink2, right=True)
    most = max((one.height for one in panel.columns), default=1.0) or 1.0
    scale = (pitch - size * 3.6) / most
    columns = [one for one in panel.columns if one.year // 12 == year]
    told = {one.year % 12 for one in columns}
    for month in range(12):
        if month not in told and year * 12 + month <= plot.until:
            page.blocks.hatch(left + cell * month + 2, floor - 7, cell - 4, 6)
    _events(page, plot, year, floor, (left, cell))
    return _months(page, columns, (left, cell, floor, scale))


def _months(page: Page, columns: Sequence[Column], place: tuple[float, float, float, float]) -> int:
    left, cell, floor, scale = place
    size, palette, taken, unlabelled = page.canvas.text, page.canvas.palette, list[tuple[float, float]](), 0
    for one in sorted(columns, key=lambda one: (-one.height, one.year)):
        x, height = left + cell * (one.year % 12 + 0.5), (one.whole or 0) * scale
        if one.whole == 0:
            page.zeros.append((x, floor, page.colour_of(one)))
        else:
            draw_whole(page, one, x - cell * 0.36, floor - max(height, 1.5), cell * 0.72, max(height, 1.5))
        page.spans.append((x - cell / 2, floor - height - size * 2, cell, height + size * 2, one.hover, one.focus))
        words = f"{one.label}+" if bounds(one) > 0 and one.label.isdecimal() else one.label
        wide = text_width(words, size, weight=600)
        at = min(max(x, left + wide / 2), page.canvas.width - wide / 2 - 1)
        # Taller neighbours hide words beside them: the tallest are labelled first, and words keep apart.
        box = (at - wide / 2 - 3, at + wide / 2 + 3)
        tall = [other for other in columns if other is not one and other.height > one.height]
        hidden = any(box[0] < left + cell * (other.year % 12 + 0.86) and left + cell * (other.year % 12 + 0.14) < box[1]
                     and (other.height - one.height) * scale < size * 2.2 for other in tall)  # fmt: skip
        if any(box[0] < b and a < box[1] for a, b in taken) or hidden:
            unlabelled += 1
            continue
        taken.append(box)
        shift = size * (1.3 if one.whole == 0 else 0.8)
        page.texts.add(words, at, floor - height - shift, palette.ink, bold=True, centre=True)
    return unlabelled


def _events(page: Page, plot: MonthPlot, year: int, floor: float, place: tuple[float, float]) -> None:
    """Set the landmarks of a year as marks under its line."""
    left, cell = place
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    for marks in plot.events.values():
        for mark in marks:
            if mark.weight == 1 and mark.first.year == year:
                x = left + cell * 12 * (mark.first.timetuple().tm_yday - 0.5) / days
                page.events.append((x, floor + page.canvas.text * 0.55, mark))
