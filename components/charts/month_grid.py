"""Counts by period and category as shaded cells, with the totals of rows beside and of columns beneath."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from components.charts.lettering import Texts
from components.charts.marks import pixel_layout
from components.charts.measure import text_width
from components.charts.time_axis import Unit, day_of
from components.exhibits.contract import Canvas, Chart
from components.theme import Palette, mix
from data.vocabulary import Category
from data.wording import MONTHS, counted

#: Shares of the accent colour and the counts from which they hold.
STEPS = ((1, 0.16, "1"), (2, 0.34, "2–3"), (4, 0.55, "4–6"), (7, 0.78, "7–11"), (12, 1.0, "12 or more"))
#: How many periods are named: of those with the most events, and of those that follow.
NAMED, NAMED_NEXT = 3, 2
#: So many totals are written even where a title only counts some of them ("and 1 more").
_MOST_TOTALS = 6


@dataclass(frozen=True, slots=True)
class MonthGrid:
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

    @property
    def leading(self) -> list[int]:
        """The columns with the most events."""
        most = max(self.totals.values())
        return [column for column in sorted(self.totals) if self.totals[column] == most]

    @property
    def following(self) -> list[int]:
        """The columns with the next most events; none where several share the most, as none follows then."""
        leaders = self.leading
        rest = {column: count for column, count in self.totals.items() if column not in leaders}
        if len(leaders) > 1 or not rest:
            return []
        return [column for column in sorted(rest) if rest[column] == max(rest.values())]


def month_grid(grid: MonthGrid) -> Chart:
    """Draw the grid; a cell carries its period and category as "2024-10|combat"."""
    texts = Texts.none()
    _add_words(texts, grid)
    data = [_dots(grid), _bars(grid, texts), _cells(grid), texts.trace()]
    layout = {**pixel_layout(grid.canvas), "shapes": _lines(grid)}
    return {"data": [trace for trace in data if trace["x"]], "layout": layout}


def step_of(count: int) -> tuple[int, float, str]:
    """Give the shade of a count: from which count it holds, its share of the colour, and its words."""
    return next(step for step in reversed(STEPS) if count >= step[0])


def _shade(count: int, palette: Palette) -> str:
    return mix(palette.accent, palette.bg, step_of(count)[1])


def _cells(grid: MonthGrid) -> dict[str, Any]:
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


def _dots(grid: MonthGrid) -> dict[str, Any]:
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


def _bars(grid: MonthGrid, texts: Texts) -> dict[str, Any]:
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


def _add_totals(texts: Texts, grid: MonthGrid, heights: Mapping[int, float]) -> None:
    """Write the totals of the periods that the title names above their bars; neighbours make room for each other."""
    size, colour = grid.canvas.text, grid.canvas.palette.ink
    leaders, second = grid.leading, grid.following
    if len(leaders) + len(second) > _MOST_TOTALS:
        leaders, second = leaders[:NAMED], second[:NAMED_NEXT]
    named = sorted({*leaders, *second})
    for column in named:
        words, x = str(grid.totals[column]), grid.x(column) + grid.cell / 2
        crowded = text_width(words, size, weight=600) + 2 > grid.cell
        after, before = crowded and column + 1 in named, crowded and column - 1 in named
        x += grid.cell / 2 * (before - after)
        place = "middle center" if before == after else "middle right" if before else "middle left"
        y = grid.base - heights[column] - size * 0.7
        texts.add(words, x, y, size=size, colour=colour, weight=600, place=place)


def _add_words(texts: Texts, grid: MonthGrid) -> None:
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


def _period_labels(grid: MonthGrid, taken: set[float]) -> list[tuple[float, str]]:
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


def _year_labels(grid: MonthGrid) -> list[tuple[float, str]]:
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


def _lines(grid: MonthGrid) -> list[dict[str, Any]]:
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
