"""Events per month and category as heat cells, with totals beside and beneath."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from components.charts.event_marks import EventMark, marks_of
from components.charts.glyphs import Glyph, swatch
from components.charts.measure import text_width
from components.charts.month_grid import NAMED, NAMED_NEXT, STEPS, MonthGrid, month_grid, step_of
from components.charts.time_axis import Unit, day_of, number_of, precise_enough, starts
from components.exhibits.contract import Canvas, Exhibit, KeyItem
from components.exhibits.event_rows import evidence
from components.exhibits.making import finish, nothing
from components.theme import Palette, mix
from data import Selection, Tables
from data.vocabulary import Category
from data.wording import counted, listed

ID = "events-by-month"
_MOST_MONTHS = 84
#: Px that a cell is wide at most, and rows that the totals beneath are high at most.
_WIDEST, _TALLEST = 120.0, 4
_FULL_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December")  # fmt: skip


def events_by_month(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Count the selected events by month of their start and by category.

    Quarters take the place of months on a phone and in views of more than seven years. Events known
    only to a longer period are left out and counted in the note. A cell carries "2024-10|combat".
    """
    rows = selection.apply(tables)
    chosen = marks_of(tables, rows)
    unit = _unit(chosen, canvas)
    dated = [mark for mark in chosen if precise_enough(mark.precision, unit) and _inside(mark, selection)]
    if not dated:
        return nothing(
            id=ID,
            tables=tables,
            selection=selection,
            canvas=canvas,
            options=options,
            subtitle="Events a month by category",
            advice="No event that begins in a known month passes all filters.",
        )
    grid = _grid(dated, selection, canvas, unit, len(chosen) - len(dated))
    title = _finding(grid)
    subtitle = " · ".join(
        part
        for part in (f"Events a {unit.value} by category", selection.sentence(tables), rows.unplaced("events"))
        if part
    )
    return finish(
        id=ID,
        tables=tables,
        selection=selection,
        canvas=canvas,
        options=options,
        title=title,
        subtitle=subtitle,
        chart=month_grid(grid),
        key=_key(grid),
        rows=_rows(grid),
        evidence=evidence(tables, [mark.position for mark in dated]),
        note=_note(grid),
        alt=f"{title}. Grid of {counted(len(dated), 'event')} by {unit.value} of start and category, darker for more,"
        f" with the total of each category at the right and of each {unit.value} beneath.",
    )


def _unit(chosen: Sequence[EventMark], canvas: Canvas) -> Unit:
    monthly = [mark.start for mark in chosen if precise_enough(mark.precision, Unit.MONTH)]
    months = (max(monthly) - min(monthly)) / 30.4 if monthly else 0
    if months > 4 * _MOST_MONTHS:
        return Unit.YEAR
    return Unit.QUARTER if canvas.narrow or months > _MOST_MONTHS else Unit.MONTH


def _inside(mark: EventMark, selection: Selection) -> bool:
    """Say whether an event begins in the chosen days; spans that only reach into them do not count."""
    first, last = selection.date_from, selection.date_to
    # The first month may have begun before the first day: a date known to the month counts in it.
    begun = first is None or mark.first >= (first.replace(day=1) if mark.coarse else first)
    return begun and (last is None or mark.first <= last)


def _grid(dated: Sequence[EventMark], selection: Selection, canvas: Canvas, unit: Unit, left_out: int) -> MonthGrid:
    begin = min(mark.start for mark in dated)
    end = max(mark.start for mark in dated) + 1
    if selection.date_from and 0 < begin - number_of(selection.date_from) < 366:
        begin = number_of(selection.date_from)
    firsts = starts(unit, begin, end)
    at = _column_of(firsts)
    counts = Counter((at(mark.start), mark.category) for mark in dated)
    totals = Counter(at(mark.start) for mark in dated)
    present = {mark.category for mark in dated}
    categories = [category for category in Category if category in present]
    size = canvas.text
    left = max(text_width(category.label, size) for category in categories) + 16
    right = text_width(str(len(dated)), size, weight=600) + 18
    top, below = size + 10, max(canvas.height * 0.2, 48.0)
    base = canvas.height - 6.0
    row = min((base - below - top) / len(categories), 2.6 * size)
    base = min(base, top + (len(categories) + _TALLEST) * row + size + 12)
    cell = min((canvas.width - left - right) / len(firsts), _WIDEST)
    names = [_period(day_of(first), unit) for first in firsts]
    codes = [day_of(first).isoformat()[:7] for first in firsts]
    return MonthGrid(
        canvas, unit, firsts, categories, counts, totals, left, cell, top, row, base, left_out, names, codes
    )


def _column_of(firsts: Sequence[int]) -> Callable[[int], int]:
    return lambda number: bisect_right(firsts, number) - 1


def _key(grid: MonthGrid) -> list[KeyItem]:
    """List the shades that occur."""
    shown = {step_of(count) for count in grid.counts.values()}
    return [KeyItem(step[2], _cell_glyph(grid.canvas.palette, step[1])) for step in STEPS if step in shown]


def _cell_glyph(palette: Palette, share: float) -> Glyph:
    return swatch(mix(palette.accent, palette.bg, share))


def _period(at: date, unit: Unit) -> str:
    """Say the period that begins on a day in full words."""
    if unit is Unit.YEAR:
        return str(at.year)
    if unit is Unit.QUARTER:
        return f"{_FULL_MONTHS[at.month - 1]}–{_FULL_MONTHS[at.month + 1]} {at.year}"
    return f"{_FULL_MONTHS[at.month - 1]} {at.year}"


def _finding(grid: MonthGrid) -> str:
    """Say which period has the most events and which follows; periods that tie are named together."""
    leaders, unit = grid.leading, grid.unit.value
    most = grid.totals[leaders[0]]
    if len(grid.totals) == 1:
        verb = "begins" if most == 1 else "begin"
        return f"{counted(most, 'event')} {verb} in {grid.names[leaders[0]]}, none in another {unit}"
    if len(leaders) > 1:
        names = listed([grid.names[column] for column in leaders], NAMED)
        noun = unit + "s" if len(leaders) > NAMED else ""
        return f"{names}{' ' + noun if noun else ''} share the most events of any {unit}, {most}"
    first = f"{grid.names[leaders[0]]} has the most events of any {unit}, {most}"
    second = grid.following
    names = listed([grid.names[column] for column in second], NAMED_NEXT)
    return f"{first}; {names} {'follows' if len(second) == 1 else 'follow'} with {grid.totals[second[0]]}"


def _rows(grid: MonthGrid) -> pd.DataFrame:
    """Give the table twin: one row a period, one column a category, and all."""
    columns = range(len(grid.firsts))
    table: dict[str, list[Any]] = {grid.unit.value.capitalize(): grid.names}
    for category in grid.categories:
        table[category.label] = [grid.counts.get((column, category), 0) for column in columns]
    table["All"] = [grid.totals.get(column, 0) for column in columns]
    return pd.DataFrame(table)


def _note(grid: MonthGrid) -> str:
    unit = grid.unit.value
    words = "By start date of the event, not of the report; a dot is a cell without rows."
    if not grid.left_out:
        return words
    verb = "is" if grid.left_out == 1 else "are"
    events = counted(grid.left_out, "event")
    return f"{words} {events} not known to the {unit}, or begun before the chosen dates, {verb} left out."


def month_of(code: str) -> tuple[date, Category | None]:
    """Read a clicked cell ("2024-10|combat", or "2024-10|" for all) as first day and category.

    >>> month_of("2024-10|combat")
    (datetime.date(2024, 10, 1), <Category.COMBAT: 'combat'>)
    """
    month, _, category = code.partition("|")
    return date.fromisoformat(f"{month}-01"), Category(category) if category else None
