"""One item of the comparison in full: all claims of each partner, wider where there are more of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.charts.claim_cells import Sheet, Weighing
from components.charts.measure import ellipsis, text_width
from components.charts.partner_list import Drawn
from components.exhibits.contract import Canvas
from data.partner_items import Item
from data.partners import Cell, Comparison, Matrix
from data.wording import counted

_GAP = 18.0
_STRIP = 26.0
#: Most columns of claims that one partner may take.
_MOST = 4


@dataclass(frozen=True)
class _Span:
    """Where a partner's claims stand: its left edge, and how many columns of one width it takes."""

    cell: Cell
    x: float
    columns: int
    width: float


def partner_item(matrix: Matrix, item: Item, weighings: Sequence[Weighing], canvas: Canvas) -> Drawn:
    """Draw the claims on one item, the newest of each origin first, with the assessments beneath."""
    sheet, said = Sheet.of(canvas), list(weighings[:4])
    foot = -(-len(said) // 2) * (2 * sheet.step + 3) + 12 if said else 0.0
    bottom = canvas.height - foot
    comparison, head = matrix.comparison(item), canvas.text * 2.1
    top = head + (_STRIP if comparison else 0)
    shown, end = 0, top
    for span in _spans(matrix.row(item), canvas, (bottom - top) / (2 * sheet.step + 3)):
        _heading(sheet, span)
        if comparison:
            _strip(sheet, span, comparison, head + _STRIP / 2)
        count, y = _claims(sheet, span, top, bottom)
        shown, end = shown + count, max(end, y)
    sheet.rule(0, canvas.width, canvas.text * 1.55, strong=True)
    _assess(sheet, said, end + 8)
    total = sum(len(cell.entries) for cell in matrix.row(item))
    return Drawn(sheet.chart(), claims_left=total - shown, assessed=len(said), scaled=comparison is not None)


def _spans(cells: Sequence[Cell], canvas: Canvas, lines: float) -> list[_Span]:
    """Share the width: silent partners take one narrow column, the others as many as their claims fill."""
    silent = canvas.text * 11.5
    narrow = sum(not cell.entries for cell in cells)
    room = canvas.width - narrow * silent
    wanted = [min(-(-len(cell.entries) // max(int(lines), 1)), _MOST) if cell.entries else 0 for cell in cells]
    most = max(int(room / (canvas.text * 15)), 1)
    while sum(wanted) > most and max(wanted) > 1:
        wanted[wanted.index(max(wanted))] -= 1
    width = min(room / max(sum(wanted), 1), canvas.text * 32)
    spans, x = [], 0.0
    for cell, columns in zip(cells, wanted, strict=True):
        spans.append(_Span(cell, x, columns, width - _GAP if columns else silent - _GAP))
        x += columns * width if columns else silent
    return spans


def _heading(sheet: Sheet, span: _Span) -> None:
    palette, size = sheet.canvas.palette, sheet.canvas.text
    partner = span.cell.partner
    sheet.form(partner, span.x + 6, size * 0.75)
    sheet.texts.add(partner.label, span.x + 17, size * 0.75, palette.ink, heading=True)
    at = span.x + 25 + text_width(partner.label, size + 1, weight=600)
    words = counted(len(span.cell.entries), "claim")
    if span.cell.entries:
        sheet.texts.add(ellipsis(words, span.x + span.width - at, size), at, size * 0.75, palette.ink2)


def _strip(sheet: Sheet, span: _Span, comparison: Comparison, y: float) -> None:
    entries = [entry for entry in comparison.entries if entry.said.subject == span.cell.partner]
    if entries:
        label = text_width(f"{comparison.top:g}", sheet.canvas.text) + 27
        width = min(span.width, sheet.canvas.text * 22)
        sheet.strip(entries, span.cell.partner, span.x, y, ((width - label) / comparison.top, comparison.top))


def _claims(sheet: Sheet, span: _Span, top: float, bottom: float) -> tuple[int, float]:
    """Write claims column after column; gives how many had room, and the end of the longest column."""
    if not span.cell.entries:
        sheet.silence(span.cell, span.x, top, span.width)
        return 0, top + sheet.step
    entries, shown, end = span.cell.entries, 0, top
    for column in range(span.columns):
        x, y = span.x + column * (span.width + _GAP), top
        while shown < len(entries):
            tall = sheet.height(entries[shown], span.width)
            if y + tall > bottom and y > top:
                break
            last = column == span.columns - 1
            following = entries[shown + 1] if shown + 1 < len(entries) else None
            cut = last and following is not None and y + tall + 3 + sheet.height(following, span.width) > bottom
            y = sheet.entry(entries[shown], x, y, span.width, f"+{len(entries) - shown - 1}" if cut else "") + 3
            shown += 1
        end = max(end, y)
    return shown, end


def _assess(sheet: Sheet, said: Sequence[Weighing], y: float) -> None:
    if not said:
        return
    width = float(sheet.canvas.width)
    sheet.rule(0, width, y - 4, strong=True)
    for place, one in enumerate(said):
        x = place % 2 * width / 2
        sheet.weighing(one, x, y + place // 2 * (2 * sheet.step + 3), width / 2 - _GAP)
