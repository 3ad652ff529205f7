"""The comparison of partners as a picture: a grid where there is width for it, else one list a partner."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import product

from components.charts.claim_cells import Sheet, Weighing
from components.charts.measure import text_width, wrap
from components.charts.partner_item import partner_item
from components.charts.partner_list import Drawn, partner_lists
from components.exhibits.contract import Canvas
from data.partner_items import Item, Partner
from data.partners import Cell, Comparison, Entry, Matrix
from data.wording import counted

#: A grid of four columns needs so many px; below stand lists.
GRID_WIDTH = 860
_MOST_JUDGED = 2
#: Air between rows, widest first; a low picture takes less of it before it leaves out an item.
_PADS = (8.0, 6.0, 4.0)
_STRIP = 18.0


@dataclass
class _Band:
    """A row of the grid: how many claims each of its cells shows."""

    item: Item
    cells: tuple[Cell, ...]
    comparison: Comparison | None
    shown: list[int] = field(default_factory=list)


def partner_picture(
    matrix: Matrix,
    items: Sequence[Item],
    weighings: Sequence[Weighing],
    canvas: Canvas,
    quoted: Collection[str] = (),
) -> Drawn:
    """Draw some items of the comparison, the assessments beside them, for a canvas.

    `quoted` are ids of claims that a list must show; the grid shows the first claim of every cell.
    """
    if canvas.width < GRID_WIDTH:
        return partner_lists(matrix, items, weighings, canvas, quoted)
    if len(items) == 1:
        return partner_item(matrix, items[0], weighings, canvas)
    return _Grid(Sheet.of(canvas), matrix, items, weighings).drawn()


@dataclass
class _Grid:
    sheet: Sheet
    matrix: Matrix
    items: Sequence[Item]
    weighings: Sequence[Weighing]
    pad: float = _PADS[0]

    @property
    def canvas(self) -> Canvas:
        return self.sheet.canvas

    @property
    def left(self) -> float:
        return max(self.canvas.text * 9.4, self.canvas.width * 0.098)

    @property
    def column(self) -> float:
        return (self.canvas.width - self.left) / len(Partner)

    @property
    def inner(self) -> float:
        return self.column - 16

    @property
    def head(self) -> float:
        return self.canvas.text * 1.9

    @property
    def foot(self) -> float:
        """Height of the assessments: two beside each other."""
        rows = -(-min(len(self.weighings), _MOST_JUDGED) // 2)
        return rows * (2 * self.sheet.step) + self.pad + (rows - 1) * 3 if rows else 0.0

    def drawn(self) -> Drawn:
        bands = [self._band(item) for item in self.items]
        # A low picture rather cuts a name than it leaves out an item.
        for self.sheet.whole, self.pad in product((True, False), _PADS):
            room = self.canvas.height - self.head - self.foot
            if sum(map(self._height, bands)) <= room:
                break
        while len(bands) > 1 and sum(map(self._height, bands)) > room:
            bands.pop()
        self._fill(bands, room)
        self._heading()
        y = self.head
        for band in bands:
            self._draw(band, y)
            y += self._height(band)
        self._assess(y)
        shown = {item for item in self.items if item in {band.item for band in bands}}
        left = sum(len(cell.entries) - n for band in bands for cell, n in zip(band.cells, band.shown, strict=True))
        return Drawn(
            self.sheet.chart(),
            items_left=len(self.items) - len(shown),
            claims_left=left,
            assessed=min(len(self.weighings), _MOST_JUDGED),
            scaled=any(band.comparison for band in bands),
        )

    def _band(self, item: Item) -> _Band:
        cells = self.matrix.row(item)
        return _Band(item, cells, self.matrix.comparison(item), [min(len(cell.entries), 1) for cell in cells])

    def _height(self, band: _Band) -> float:
        cells = [self._cell_height(cell.entries[:n]) for cell, n in zip(band.cells, band.shown, strict=True)]
        label = len(self._label(band.item)) * (self.canvas.text + 1) * 1.17
        return max(*cells, self.sheet.step, label) + self.pad + (_STRIP if band.comparison else 0)

    def _cell_height(self, entries: Sequence[Entry]) -> float:
        return sum(self.sheet.height(entry, self.inner) for entry in entries) + max(len(entries) - 1, 0) * 3

    def _fill(self, bands: list[_Band], room: float) -> None:
        """Show one claim more in each row in turn, in their order, while there is room."""
        grown = True
        while grown:
            grown = False
            for band in bands:
                before = list(band.shown)
                band.shown = [min(n + 1, len(cell.entries)) for cell, n in zip(band.cells, before, strict=True)]
                if band.shown == before or sum(map(self._height, bands)) > room:
                    band.shown = before
                else:
                    grown = True

    def _label(self, item: Item) -> list[str]:
        return wrap(item.label, self.left - 12, self.canvas.text + 1, weight=600, lines=2)

    def _heading(self) -> None:
        sheet, palette, size = self.sheet, self.canvas.palette, self.canvas.text
        for place, partner in enumerate(Partner):
            x = self.left + place * self.column
            claims = sum(len(self.matrix.cells[item, partner].entries) for item in self.items)
            sheet.form(partner, x + 6, size * 0.75)
            sheet.texts.add(partner.label, x + 17, size * 0.75, palette.ink, heading=True)
            at = x + 17 + text_width(partner.label, size + 1, weight=600) + 8
            sheet.texts.add(counted(claims, "claim"), at, size * 0.75, palette.ink2)
        sheet.rule(0, self.canvas.width, self.head - size * 0.35, strong=True)

    def _draw(self, band: _Band, y: float) -> None:
        sheet = self.sheet
        if y > self.head:
            sheet.rule(0, self.canvas.width, y - self.pad / 2 + 1)
        sheet.texts.block(
            self._label(band.item), 0, y + sheet.step / 2, self.canvas.palette.ink, heading=True, middle=False
        )
        for place, (cell, n) in enumerate(zip(band.cells, band.shown, strict=True)):
            x, at = self.left + place * self.column, y
            if not cell.entries:
                sheet.silence(cell, x, y, self.inner)
            more = len(cell.entries) - n
            for index, entry in enumerate(cell.entries[:n]):
                last = index == n - 1 and more > 0
                at = sheet.entry(entry, x, at, self.inner, f"+{more}" if last else "") + 3
            if band.comparison:
                self._strip(band, cell.partner, x, y)

    def _strip(self, band: _Band, partner: Partner, x: float, y: float) -> None:
        comparison = band.comparison
        if comparison is None:
            return
        entries = [entry for entry in comparison.entries if entry.said.subject == partner]
        top = comparison.top
        label = text_width(f"{top:g}", self.canvas.text) + 27
        if entries:
            at = y + self._height(band) - self.pad - _STRIP / 2 + 4
            self.sheet.strip(entries, partner, x, at, ((self.inner - label) / top, top))

    def _assess(self, y: float) -> None:
        if not self.weighings:
            return
        sheet, palette = self.sheet, self.canvas.palette
        sheet.rule(0, self.canvas.width, y - self.pad / 2 + 1, strong=True)
        title = wrap("Assessments", self.left - 12, self.canvas.text + 1, weight=600, lines=2)
        sheet.texts.block(title, 0, y + sheet.step / 2, palette.ink, heading=True, middle=False)
        for index, said in enumerate(self.weighings[:_MOST_JUDGED]):
            x = self.left + index % 2 * 2 * self.column
            sheet.weighing(said, x, y + index // 2 * (2 * sheet.step + 3), 2 * self.column - 16)
