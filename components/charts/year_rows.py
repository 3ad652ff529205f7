"""Lines by year against a limit: bars from zero, the months each covers as twelve cells, gaps as hatches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from components.charts.bars import nice_step
from components.charts.marks import Blocks, Texts, pixel_layout
from components.charts.measure import ellipsis, text_width
from components.charts.year_row_parts import LimitLine, Look, YearRow
from components.exhibits.contract import Canvas, Chart
from components.theme import mix
from data.oil_months import MONTHS, Cell
from data.vocabulary import Basis
from data.wording import number

_ARROW = 19  # px of the arrow that says a number bounds
_LETTERS = "JFMAMJJASOND"
_PALE = 0.3  # how much colour a converted bar has
_BETWEEN = " · "  # what parts the clauses behind a number
_STUMP = 8  # characters below which cut words say nothing
_WITHIN = 0.42  # and a month that is only within a longer report


def year_rows(rows: Sequence[YearRow], limit: LimitLine | None, canvas: Canvas) -> tuple[Chart, int]:
    """Draw lines grouped by year, oldest first; gives the picture and the number of lines without room.

    Where they do not all fit, the oldest years are left to the table.
    """
    page = _Page(canvas, rows, limit)
    page.draw()
    return {"data": list(page.traces()), "layout": {**pixel_layout(canvas), "shapes": page.shapes()}}, page.hidden


class _Page:
    """One picture under construction, in px from the upper left corner."""

    def __init__(self, canvas: Canvas, rows: Sequence[YearRow], limit: LimitLine | None) -> None:
        self.canvas, self.limit, self.palette, self.size = canvas, limit, canvas.palette, canvas.text
        self.stacked = canvas.narrow
        # The limit's words have a line of their own: on the line of the numbers they would hide some.
        self.head = self.size * (3.35 if limit else 2.1)
        self.rows = self._fitting(rows)
        self.hidden = len(rows) - len(self.rows)
        self.pitch = min((canvas.height - self.head) / max(len(self.rows), 1), self.size * self._row[1])
        self.cell, self.step = self._cell_sizes()
        self._columns()
        self.scale = self._scale()
        self.blocks, self.texts = Blocks(self.palette), Texts(canvas)
        self.rules: list[tuple[float, float, float, float]] = []
        self.strokes: dict[tuple[str, float], tuple[list[float | None], list[float | None]]] = {}
        self.heads: list[tuple[float, float, int, str]] = []
        self.zeros: list[tuple[float, float, str]] = []
        self.written: list[tuple[float, float, float, float]] = []
        self.targets: list[tuple[float, YearRow]] = []

    @property
    def _row(self) -> tuple[float, float]:
        """The least and the most height of a line, in sizes of text."""
        return (2.35, 3.6) if self.stacked else (1.38, 3.2)

    def _fitting(self, rows: Sequence[YearRow]) -> list[YearRow]:
        room = int((self.canvas.height - self.head) / (self.size * self._row[0]))
        kept = list(rows)
        while len(kept) > room and kept[0].year != kept[-1].year:
            kept = [row for row in kept if row.year != kept[0].year]
        return kept[-room:]

    def _cell_sizes(self) -> tuple[float, float]:
        if self.stacked:
            return 4.6, 6.0
        return (self.size * 0.75, self.size * 0.9) if self.canvas.width >= 850 else (5.6, 7.0)

    def _columns(self) -> None:
        year = text_width("0000", self.size + 1, weight=600) + (10 if self.stacked else 18)
        widest = max((text_width(row.name, self.size) for row in self.rows), default=0)
        names = min(widest, self.canvas.width * (0.2 if self.canvas.width >= 850 else 0.25))
        self.name_at, self.names = year, names
        self.cells_at = 0.0 if self.stacked else year + names + 16
        self.left = self.cells_at + 12 * self.step + (14 if self.stacked else 20)
        self.right = self.canvas.width - (_ARROW + 8.0 if self.stacked else 2.0)

    def _scale(self) -> float:
        """Give px a unit, so that each number with its words ends within the picture."""
        limit = self.limit.value * 1.12 if self.limit else 0.0
        tightest = [(self.right - self.left) / limit] if limit else []
        for row in self.rows:
            top = row.high or 0.0
            if top <= 0:
                continue
            words = 0.0 if self.stacked else min(self._words(row.figure, row.about), self._most(row))
            tightest.append(max(self.right - self.left - words - self._shift(row), 40) / top)
        return min(tightest, default=1.0)

    def _most(self, row: YearRow) -> float:
        """Give how much of the width the words of a line may claim; an estimate's dates belong to it."""
        return (self.right - self.left) * (0.55 if row.look is Look.ESTIMATED else 0.4)

    def _words(self, figure: str, about: str) -> float:
        behind = text_width(f"  {about}", self.size) if about else 0.0
        return text_width(figure, self.size, weight=600) + behind

    def _shift(self, row: YearRow) -> float:
        return 8 + (_ARROW if row.bound > 0 else 0)

    def draw(self) -> None:
        """Lay out every line, then the limit and the grid round what was written."""
        told = 0
        for number_, row in enumerate(self.rows):
            top = self.head + number_ * self.pitch
            if row.year != told:
                self.rules.append((0, top, self.canvas.width, top))
                at = top + (self.size * 0.85 if self.stacked else self.pitch / 2)
                self.texts.add(str(row.year), 0, at, self.palette.ink, heading=True)
            told = row.year
            self._line(row, top)
            self.targets.append((top, row))
        self._axis()

    def _line(self, row: YearRow, top: float) -> None:
        if self.stacked:
            text, y = top + self.size * 0.85, top + min(self.size * 1.95, self.pitch - 5)
        else:
            text = y = top + self.pitch / 2
        name = row.name if self.stacked else ellipsis(row.name, self.names + 1, self.size)
        self.texts.add(name, self.name_at, text, self.palette.ink if row.look is Look.REPORTED else self.palette.ink2)
        self._cells(row, y)
        end = self._mark(row, y)
        start = self.name_at + text_width(name, self.size) + 10 if self.stacked else end
        if self.stacked:
            self.written.append((self.name_at - 3, text - self.size * 0.75, start, text + self.size * 0.75))
        self._label(row, start, text)

    def _label(self, row: YearRow, x: float, y: float) -> None:
        words = f"{row.about}{_BETWEEN}{row.extra}" if row.about and row.extra else row.about or row.extra
        about = self._cut(words, self.canvas.width - x - self._words(row.figure, "") - text_width("  ", self.size))
        self.texts.figure(row.figure, about, x, y, self.palette.ink)
        half = self.size * 0.75
        self.written.append((x - 3, y - half, x + self._words(row.figure, about) + 4, y + half))

    def _cut(self, words: str, room: float) -> str:
        """Keep the clauses that fit; one without a number may be cut at a space, so that no number is cut short."""
        kept = ""
        for clause in words.split(_BETWEEN):
            longer = f"{kept}{_BETWEEN}{clause}" if kept else clause
            if text_width(longer, self.size) <= room:
                kept = longer
                continue
            stump = ellipsis(longer, room, self.size).rstrip("…").rpartition(" ")[0].rstrip(" ·,")
            plain_words = not any(sign.isdigit() for sign in clause)
            return f"{stump}…" if plain_words and len(stump) > len(kept) + _STUMP else kept
        return kept

    def _cells(self, row: YearRow, y: float) -> None:
        if not row.cells and row.look is not Look.GAP:
            return
        for month in MONTHS:
            x = self.cells_at + (month - 1) * self.step
            state = row.cells.get(month)
            if state is None:
                self.blocks.add(x + self.cell / 2 - 1.5, y - 0.5, 3, 1, self.palette.rule)
            elif row.look is Look.ESTIMATED:
                self.blocks.hollow(x, y - self.cell / 2, self.cell, self.cell, row.colour)
            else:
                colour = row.colour if state is Cell.OWN else mix(row.colour, self.palette.bg, _WITHIN)
                self.blocks.add(x, y - self.cell / 2, self.cell, self.cell, colour)

    def _mark(self, row: YearRow, y: float) -> float:
        """Draw a line's number; gives where its words begin."""
        if row.look is Look.GAP:
            width = min(110.0, (self.right - self.left) * 0.2)
            self.blocks.hatch(self.left, y - 5, width, 10)
            return self.left + width + 8
        if row.low is None or row.high is None:
            return self.left + 4
        low, high = self.left + row.low * self.scale, self.left + row.high * self.scale
        if row.high == 0:
            self.zeros.append((self.left, y, row.colour))
            return self.left + 12
        self._body(row, low, high, y)
        if row.bound:
            self._bound(row, high, y)
        return high + self._shift(row)

    def _body(self, row: YearRow, low: float, high: float, y: float) -> None:
        width = max(high - self.left, 1.5)
        if row.look is Look.REPORTED:
            self.blocks.form(Basis.REPORTED, self.left, y - 5, width, 10, row.colour)
            for end in row.ends:
                x = self.left + end * self.scale
                if self.left + 2 < x < high - 2:
                    self._stroke(self.palette.bg, 1.2, (x, x), (y - 5, y + 5))
        elif row.look is Look.ESTIMATED:
            self.blocks.form(Basis.ESTIMATE, self.left, y - 5, width, 10, row.colour)
        elif row.look is Look.CONVERTED:
            self.blocks.add(self.left, y - 4, width, 8, self._pale(row.colour))
            self._ticks(row.colour, low, high, y)
        else:
            self._stroke(row.colour, 1.6, (self.left, low), (y, y))
            if high > low:
                self.blocks.add(low, y - 4, high - low, 8, self._pale(row.colour))
            self._ticks(row.colour, low, high, y)

    def _pale(self, colour: str) -> str:
        return mix(colour, self.palette.bg, _PALE)

    def _ticks(self, colour: str, low: float, high: float, y: float) -> None:
        half = min(8.0, self.pitch * 0.36)
        for x in dict.fromkeys((low, high)):
            self._stroke(colour, 2.0, (x, x), (y - half, y + half))

    def _bound(self, row: YearRow, x: float, y: float) -> None:
        tip = x + row.bound * _ARROW
        self._stroke(row.colour, 1.8, (x, tip), (y, y))
        self.heads.append((tip, y, row.bound, row.colour))

    def _stroke(self, colour: str, width: float, xs: tuple[float, float], ys: tuple[float, float]) -> None:
        across, down = self.strokes.setdefault((colour, width), ([], []))
        across.extend([*xs, None])
        down.extend([*ys, None])

    def _axis(self) -> None:
        """Draw the grid with its numbers, the months' letters and the limit, all of it round the words."""
        y, bottom = self.head - self.size * 1.25, self.head + len(self.rows) * self.pitch
        taken = self._limit(self.size * 0.8, bottom)
        if not self.stacked:
            for at, letter in enumerate(_LETTERS if self.step >= self.size * 0.7 else ""):
                self.texts.add(
                    letter, self.cells_at + at * self.step + self.cell / 2, y, self.palette.ink2, centre=True
                )
        if self.stacked or self.step < self.size * 0.7:
            self.texts.add("Jan–Dec", self.cells_at, y, self.palette.ink2)
        reach = (self.right - self.left) / self.scale
        step = nice_step(reach, max(2, min(5, int((self.right - self.left) / 120))))
        for count in range(int(reach / step) + 1):
            x = self.left + count * step * self.scale
            for upper, lower in self._free(x, self.head, bottom):
                self.rules.append((x, upper, x, lower))
            words = number(count * step)
            half = text_width(words, self.size) / 2 + 5
            left = x if count == 0 else x - half
            if all(x + half < start or left > end for start, end in taken) and x + half <= self.canvas.width + 4:
                self.texts.add(words, x, y, self.palette.ink2, centre=count > 0)

    def _limit(self, y: float, bottom: float) -> list[tuple[float, float]]:
        """Draw the limit with its words over the axis; gives what the line takes of the axis."""
        if self.limit is None:
            return []
        x = self.left + self.limit.value * self.scale
        for upper, lower in self._free(x, self.size * 0.2, bottom):
            self._stroke(self.palette.ink, 2.0, (x, x), (upper, lower))
        figure, about = self.limit.figure, self.limit.about
        right, left = self.canvas.width - x - 8, x - 8
        for words in (about, ""):
            width = self._words(figure, words)
            if width <= right or width <= left:
                start = x + 6 if width <= right else x - 6 - width
                self.texts.figure(figure, words, start, y, self.palette.ink)
                break
        return [(x - 4, x + 4)]

    def _free(self, x: float, top: float, bottom: float) -> Iterator[tuple[float, float]]:
        """Give the stretches of a vertical line that no words stand on."""
        crossed = sorted((upper, lower) for left, upper, right, lower in self.written if left < x < right)
        ends = [top, *(y for pair in crossed for y in pair), bottom]
        for upper, lower in list(pairwise(ends))[::2]:
            if lower > upper:
                yield upper, lower

    def shapes(self) -> list[dict[str, Any]]:
        """Give all rules as one path under the marks, and the axis where the bars begin."""
        path = "".join(f"M{x0:.1f},{y0:.1f}L{x1:.1f},{y1:.1f}" for x0, y0, x1, y1 in self.rules)
        bottom = self.head + len(self.rows) * self.pitch
        axis = "".join(
            f"M{self.left:.1f},{upper:.1f}L{self.left:.1f},{lower:.1f}"
            for upper, lower in self._free(self.left, self.head, bottom)
        )
        colours = ((path, self.palette.hair), (axis, self.palette.rule))
        return [
            {"type": "path", "path": drawn, "line": {"color": colour, "width": 1}, "layer": "below"}
            for drawn, colour in colours
        ]

    def traces(self) -> Iterator[dict[str, Any]]:
        """Give marks, then what may be clicked, then words."""
        yield from self.blocks.traces()
        for (colour, width), (xs, ys) in self.strokes.items():
            line = {"color": colour, "width": width}
            yield {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}
        yield from self._points()
        yield from self._targets()
        yield from self.texts.traces()

    def _points(self) -> Iterator[dict[str, Any]]:
        marks = [(x, y, "triangle-right" if way > 0 else "triangle-left", 10, c) for x, y, way, c in self.heads]
        marks += [(x, y, "circle-open", 9, colour) for x, y, colour in self.zeros]
        if marks:
            x, y, symbols, sizes, colours = zip(*marks, strict=True)
            marker: dict[str, Any] = {"symbol": list(symbols), "size": list(sizes), "color": list(colours)}
            marker["line"] = {"width": [0 if size > 9 else 1.8 for size in sizes], "color": list(colours)}
            yield {
                "type": "scatter",
                "mode": "markers",
                "x": list(x),
                "y": list(y),
                "marker": marker,
                "hoverinfo": "skip",
                "cliponaxis": False,
            }

    def _targets(self) -> Iterator[dict[str, Any]]:
        for meta in dict.fromkeys(row.meta for _, row in self.targets):
            mine = [(top, row) for top, row in self.targets if row.meta == meta]
            yield {
                "type": "bar",
                "x": [self.canvas.width / 2] * len(mine),
                "width": [self.canvas.width] * len(mine),
                "base": [top for top, _ in mine],
                "y": [self.pitch] * len(mine),
                "marker": {"color": self.palette.bg, "opacity": 0},
                "hovertext": [row.hover for _, row in mine],
                "hoverinfo": "text",
                **({"meta": meta, "customdata": [row.id for _, row in mine]} if meta else {}),
            }
