"""Events per month and category as heat cells, with totals beside and beneath."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import pandas as pd

from components.charts.event_marks import EventMark, marks_of
from components.charts.glyphs import Glyph, swatch
from components.charts.lettering import Texts
from components.charts.measure import text_width
from components.charts.time_axis import Unit, day_of, number_of, precise_enough, starts
from components.exhibits.contract import Canvas, Chart, Exhibit, KeyItem
from components.exhibits.event_rows import evidence
from components.exhibits.making import finish, nothing
from components.theme import Palette, mix
from data import Selection, Tables
from data.vocabulary import Category
from data.wording import MONTHS, counted, listed

ID = "events-by-month"
#: Shares of the accent colour and the counts from which they hold.
_STEPS = ((1, 0.16, "1"), (2, 0.34, "2–3"), (4, 0.55, "4–6"), (7, 0.78, "7–11"), (12, 1.0, "12 or more"))
_MOST_MONTHS = 84
#: Px that a cell is wide at most, and rows that the totals beneath are high at most.
_WIDEST, _TALLEST = 120.0, 4
#: How many periods a title names: of those with the most events, and of those that follow.
_NAMED, _NAMED_NEXT = 3, 2
#: So many totals are written even where the title only counts some of them ("and 1 more").
_MOST_TOTALS = 6
_FULL_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Grid:
    """Counts by period and category, with the px of columns and rows.

    `names` are the periods of the columns in full words, `codes` their first months as in an ISO date.
    """

    canvas: Canvas
    unit: Unit
    firsts: list[int]
    categories: list[Category]
    counts: Counter[tuple[int, str]]
    totals: Counter[int]
    left: float
    cell: float
    top: float
    row: float
    base: float
    left_out: int
    names: list[str]
    codes: list[str]

    def x(self, column: int) -> float:
        """The left px of a column."""
        return self.left + column * self.cell

    def y(self, line: float) -> float:
        """The middle px of a category's row."""
        return self.top + (line + 0.5) * self.row


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
        chart=_chart(grid),
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


def _grid(dated: Sequence[EventMark], selection: Selection, canvas: Canvas, unit: Unit, left_out: int) -> _Grid:
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
    return _Grid(canvas, unit, firsts, categories, counts, totals, left, cell, top, row, base, left_out, names, codes)


def _column_of(firsts: Sequence[int]) -> Callable[[int], int]:
    return lambda number: bisect_right(firsts, number) - 1


def _key(grid: _Grid) -> list[KeyItem]:
    """List the shades that occur."""
    shown = {_step(count) for count in grid.counts.values()}
    return [KeyItem(step[2], _cell_glyph(grid.canvas.palette, step[1])) for step in _STEPS if step in shown]


def _cell_glyph(palette: Palette, share: float) -> Glyph:
    return swatch(mix(palette.accent, palette.bg, share))


def _shade(count: int, palette: Palette) -> str:
    return mix(palette.accent, palette.bg, _step(count)[1])


def _step(count: int) -> tuple[int, float, str]:
    return next(step for step in reversed(_STEPS) if count >= step[0])


def _chart(grid: _Grid) -> Chart:
    texts = Texts.none()
    _add_words(texts, grid)
    data = [_dots(grid), _bars(grid, texts), _cells(grid), texts.trace()]
    hidden = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    canvas = grid.canvas
    layout = {
        "width": canvas.width,
        "height": canvas.height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "xaxis": {**hidden, "range": [0, canvas.width]},
        "yaxis": {**hidden, "range": [canvas.height, 0]},
        "barmode": "overlay",
        "hovermode": "closest",
        "shapes": _lines(grid),
    }
    return {"data": [trace for trace in data if trace["x"]], "layout": layout}


def _cells(grid: _Grid) -> dict[str, Any]:
    """Draw the cells that hold events, as one trace of horizontal bars (exact in both directions)."""
    gap = 1.0 if grid.cell > 6 else 0.5
    height = min(grid.row - 2, max(grid.cell * 1.6, 11.0))
    cells = [
        (column, line, category, count)
        for line, category in enumerate(grid.categories)
        for column in range(len(grid.firsts))
        if (count := grid.counts.get((column, category)))
    ]
    lefts = [round(grid.x(column) + gap, 1) for column in range(len(grid.firsts))]
    middles = [round(grid.y(line), 1) for line in range(len(grid.categories))]
    # Few counts occur, in many cells: colour and words are made once for each.
    shades = {count: _shade(count, grid.canvas.palette) for count in {count for *_, count in cells}}
    said = {count: counted(count, "event") for count in shades}
    nouns = {category: category.label.lower() for category in grid.categories}
    return {
        "type": "bar",
        "orientation": "h",
        "base": [lefts[column] for column, *_ in cells],
        "x": [round(grid.cell - 2 * gap, 1)] * len(cells),
        "y": [middles[line] for _, line, *_ in cells],
        "width": round(height, 1),
        "marker": {"color": [shades[count] for *_, count in cells], "line": {"width": 0}},
        "hovertext": [f"{grid.names[column]}, {nouns[kind]}: {said[count]}" for column, _, kind, count in cells],
        "hoverinfo": "text",
        "customdata": [f"{grid.codes[column]}|{category}" for column, _, category, _ in cells],
        "meta": "month",
    }


def _dots(grid: _Grid) -> dict[str, Any]:
    """Draw a faint dot in each empty cell: looked at, and nothing found in the rows."""
    # One path of marks would be hundreds of nodes; short dashes of one line trace are a single one.
    middles = [grid.x(column) + grid.cell / 2 for column in range(len(grid.firsts))]
    dashes = [(round(middle - 0.75, 1), round(middle + 0.75, 1), None) for middle in middles]
    xs: list[float | None] = []
    ys: list[float | None] = []
    for line, category in enumerate(grid.categories):
        empty = [dash for column, dash in enumerate(dashes) if (column, category) not in grid.counts]
        y = round(grid.y(line), 1)
        xs += chain.from_iterable(empty)
        ys += [y, y, None] * len(empty)
    line_style = {"color": grid.canvas.palette.rule, "width": 1.5}
    return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line_style, "hoverinfo": "skip"}


def _bars(grid: _Grid, texts: Texts) -> dict[str, Any]:
    """Draw the totals of all categories beneath, and write those that the title names."""
    palette = grid.canvas.palette
    most = max(grid.totals.values())
    full = grid.base - grid.y(len(grid.categories) - 0.5) - grid.canvas.text - 12
    columns = sorted(grid.totals)
    heights = {column: grid.totals[column] / most * full for column in columns}
    _add_totals(texts, grid, heights)
    return {
        "type": "bar",
        "orientation": "h",
        "base": [round(grid.x(column) + 0.5, 1) for column in columns],
        "x": [round(grid.cell - 1, 1)] * len(columns),
        "y": [round(grid.base - heights[column] / 2, 1) for column in columns],
        "width": [round(heights[column], 1) for column in columns],
        "marker": {"color": palette.accent, "line": {"width": 0}},
        "hovertext": [f"{grid.names[column]}: {counted(grid.totals[column], 'event')}" for column in columns],
        "hoverinfo": "text",
        "customdata": [f"{grid.codes[column]}|" for column in columns],
        "meta": "month",
    }


def _add_totals(texts: Texts, grid: _Grid, heights: Mapping[int, float]) -> None:
    """Write the totals of the periods that the title names above their bars; neighbours make room for each other."""
    size, colour = grid.canvas.text, grid.canvas.palette.ink
    leaders, second = _leading(grid), _following(grid)
    if len(leaders) + len(second) > _MOST_TOTALS:
        leaders, second = leaders[:_NAMED], second[:_NAMED_NEXT]
    named = sorted({*leaders, *second})
    for column in named:
        words, x = str(grid.totals[column]), grid.x(column) + grid.cell / 2
        crowded = text_width(words, size, weight=600) + 2 > grid.cell
        after, before = crowded and column + 1 in named, crowded and column - 1 in named
        x += grid.cell / 2 * (before - after)
        place = "middle center" if before == after else "middle right" if before else "middle left"
        y = grid.base - heights[column] - size * 0.7
        texts.add(words, x, y, size=size, colour=colour, weight=600, place=place)


def _add_words(texts: Texts, grid: _Grid) -> None:
    palette, size = grid.canvas.palette, grid.canvas.text
    end = grid.x(len(grid.firsts))
    edge = end + text_width(str(sum(grid.totals.values())), size, weight=600) + 12
    for line, category in enumerate(grid.categories):
        texts.add(category.label, 0, grid.y(line), size=size, colour=palette.ink)
        total = sum(grid.counts.get((column, category), 0) for column in range(len(grid.firsts)))
        texts.add(str(total), edge, grid.y(line), size=size, colour=palette.ink2, place="middle left")
    y = grid.base - size * 0.7
    texts.add("All", 0, y, size=size, colour=palette.ink, weight=600)
    total = sum(grid.totals.values())
    texts.add(str(total), edge, y, size=size, colour=palette.ink, weight=600, place="middle left")
    years = _year_labels(grid)
    for x, label in years:
        texts.add(label, x + 3, size / 2 + 3, size=size, colour=palette.ink, weight=600)
    for x, label in _period_labels(grid, {x for x, _ in years}):
        texts.add(label, x + 3, size / 2 + 3, size=size, colour=palette.ink2)


def _period_labels(grid: _Grid, taken: set[float]) -> list[tuple[float, str]]:
    """Place the names of the other months or quarters where every one has room."""
    if grid.unit is Unit.YEAR:
        return []
    last = 2 if grid.unit is Unit.QUARTER else 0
    months = [day_of(first).month - 1 for first in grid.firsts]
    names = [f"{MONTHS[month]}–{MONTHS[month + last]}" if last else MONTHS[month] for month in months]
    widest = max(text_width(label, grid.canvas.text, weight=600) for label in (*names, f"{MONTHS[0]} 2000"))
    if widest + 10 > grid.cell:
        return []
    return [(grid.x(at), name) for at, name in enumerate(names) if grid.x(at) not in taken]


def _year_labels(grid: _Grid) -> list[tuple[float, str]]:
    """Place the labels of years, the first column naming its own; none touch."""
    size = grid.canvas.text
    each_headed = grid.unit is Unit.MONTH and bool(_period_labels(grid, set()))
    found: list[tuple[float, str]] = []
    for column, first in enumerate(grid.firsts):
        at = day_of(first)
        new = column == 0 or at.year != day_of(grid.firsts[column - 1]).year
        x = grid.x(column)
        if not new:
            continue
        alone = grid.unit is Unit.YEAR or (at.month == 1 and not each_headed)
        label = str(at.year) if alone else f"{MONTHS[at.month - 1]} {at.year}"
        if found and x < found[-1][0] + text_width(found[-1][1], size, weight=600) + 10:
            if found[-1][1].isdigit():
                continue
            found.pop()
        found.append((x, label))
    return found


def _lines(grid: _Grid) -> list[dict[str, Any]]:
    """Draw the lines at the starts of years and the base of the totals."""
    palette = grid.canvas.palette
    at = [grid.x(0), *(grid.x(i) for i, n in enumerate(grid.firsts) if i and day_of(n).month == 1)]
    if grid.unit is Unit.YEAR:
        at = [x for x, _ in _year_labels(grid)]
    path = "".join(f"M{int(x) + 0.5},{grid.top - 2}L{int(x) + 0.5},{grid.base}" for x in at)
    base = f"M{grid.left},{int(grid.base) + 0.5}L{grid.x(len(grid.firsts))},{int(grid.base) + 0.5}"
    return [
        {"type": "path", "path": path, "layer": "below", "line": {"color": palette.hair, "width": 1}},
        {"type": "path", "path": base, "layer": "below", "line": {"color": palette.rule, "width": 1}},
    ]


def _period(at: date, unit: Unit) -> str:
    """Say the period that begins on a day in full words."""
    if unit is Unit.YEAR:
        return str(at.year)
    if unit is Unit.QUARTER:
        return f"{_FULL_MONTHS[at.month - 1]}–{_FULL_MONTHS[at.month + 1]} {at.year}"
    return f"{_FULL_MONTHS[at.month - 1]} {at.year}"


def _finding(grid: _Grid) -> str:
    """Say which period has the most events and which follows; periods that tie are named together."""
    leaders, unit = _leading(grid), grid.unit.value
    most = grid.totals[leaders[0]]
    if len(grid.totals) == 1:
        verb = "begins" if most == 1 else "begin"
        return f"{counted(most, 'event')} {verb} in {grid.names[leaders[0]]}, none in another {unit}"
    if len(leaders) > 1:
        names = listed([grid.names[column] for column in leaders], _NAMED)
        noun = unit + "s" if len(leaders) > _NAMED else ""
        return f"{names}{' ' + noun if noun else ''} share the most events of any {unit}, {most}"
    first = f"{grid.names[leaders[0]]} has the most events of any {unit}, {most}"
    second = _following(grid)
    names = listed([grid.names[column] for column in second], _NAMED_NEXT)
    return f"{first}; {names} {'follows' if len(second) == 1 else 'follow'} with {grid.totals[second[0]]}"


def _leading(grid: _Grid) -> list[int]:
    """Give the columns with the most events."""
    most = max(grid.totals.values())
    return [column for column in sorted(grid.totals) if grid.totals[column] == most]


def _following(grid: _Grid) -> list[int]:
    """Give the columns with the next most events; none where several share the most, as none follows then."""
    leaders = _leading(grid)
    rest = {column: count for column, count in grid.totals.items() if column not in leaders}
    if len(leaders) > 1 or not rest:
        return []
    return [column for column in sorted(rest) if rest[column] == max(rest.values())]


def _rows(grid: _Grid) -> pd.DataFrame:
    """Give the table twin: one row a period, one column a category, and all."""
    columns = range(len(grid.firsts))
    table: dict[str, list[Any]] = {grid.unit.value.capitalize(): grid.names}
    for category in grid.categories:
        table[category.label] = [grid.counts.get((column, category), 0) for column in columns]
    table["All"] = [grid.totals.get(column, 0) for column in columns]
    return pd.DataFrame(table)


def _note(grid: _Grid) -> str:
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
