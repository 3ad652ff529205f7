"""The comparison of partners for narrow pictures: one partner below the other, in two columns where that fits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from components.charts.claim_cells import Sheet, Weighing
from components.charts.measure import ellipsis, text_width, wrap
from components.exhibits.contract import Canvas, Chart, Medium
from data.partner_items import Item, Partner
from data.partners import Entry, Matrix
from data.wording import counted

_TWO_COLUMNS = 600
_GAP = 24.0
#: What is given up first where a picture is low: the lines of silent items, then the assessments.
_LEVELS = ((2, True), (1, True), (1, False), (0, False))
#: A page, which may be as tall as it needs, names all silent items.
_WHOLE = (5, True)


@dataclass
class Drawn:
    """A picture of the comparison: what of it had no room, and which marks it uses."""

    chart: Chart
    items_left: int = 0
    claims_left: int = 0
    assessed: int = 0
    scaled: bool = False


@dataclass
class _Block:
    """A partner's list: its claims in order with what stands behind each, and how many are shown."""

    partner: Partner
    claims: int
    entries: list[tuple[Entry, int]]
    silent: list[str]
    one_item: bool
    shown: int = field(default=0)


def partner_lists(
    matrix: Matrix,
    items: Sequence[Item],
    weighings: Sequence[Weighing],
    canvas: Canvas,
    quoted: Collection[str] = (),
) -> Drawn:
    """Draw a list a partner: the first claim of each item, or all of one item, and what has no figure.

    Claims whose ids are `quoted` head their lists, so that none of them is cut.
    """
    sheet = Sheet.of(canvas)
    two = canvas.width >= _TWO_COLUMNS
    width = (canvas.width - _GAP) / 2 if two else float(canvas.width)
    parts = [[Partner.DPRK, Partner.BELARUS], [Partner.IRAN, Partner.CHINA]] if two else [list(Partner)]
    for lines, judged in _LEVELS if canvas.medium is Medium.STILL else (_WHOLE, *_LEVELS):
        said = list(weighings[:2]) if judged else []
        foot = _foot(sheet, said)
        columns = [[_block(matrix, items, one, width, canvas.text, lines, quoted) for one in part] for part in parts]
        room = canvas.height - foot
        if all(sum(_height(sheet, block, width) for block in column) <= room for column in columns):
            break
    ends = [0.0]
    for place, column in enumerate(columns):
        _fill(sheet, column, width, room)
        y = 0.0
        for block in column:
            y = _draw(sheet, block, place * (width + _GAP), y, width)
        ends.append(y)
    if said:
        _judge(sheet, said, min(max(ends), room))
    left = sum(block.claims - block.shown for column in columns for block in column)
    return Drawn(sheet.chart(), claims_left=left, assessed=len(said))


def _block(
    matrix: Matrix,
    items: Sequence[Item],
    partner: Partner,
    width: float,
    size: float,
    lines: int,
    quoted: Collection[str],
) -> _Block:
    cells = [matrix.cells[item, partner] for item in items]
    single = len(items) == 1
    entries = [
        (e, 0 if single else len(c.entries) - 1) for c in cells for e in (c.entries if single else c.entries[:1])
    ]
    entries.sort(key=lambda pair: pair[0].said.claim_id not in quoted)
    none = [_inside(cell.item.label) for cell in cells if not cell.entries and not cell.hidden]
    held = [_inside(cell.item.label) for cell in cells if not cell.entries and cell.hidden]
    words = [
        f"no public figure: {'; '.join(none)}" if none and not single else "no public figure" if none else "",
        f"held back by the filters: {'; '.join(held)}" if held else "",
    ]
    said = ". ".join(word for word in words if word)
    silent = wrap(said, width - 22, size, lines=lines) if said and lines else []
    claims = sum(len(cell.entries) for cell in cells)
    return _Block(partner, claims, entries, silent, single, min(len(entries), 1))


def _inside(label: str) -> str:
    return label[:1].lower() + label[1:]


def _height(sheet: Sheet, block: _Block, width: float) -> float:
    claims = sum(sheet.height(entry, width) + 3 for entry, _ in block.entries[: block.shown])
    return sheet.canvas.text * 2.6 + claims + len(block.silent) * sheet.step


def _fill(sheet: Sheet, column: Sequence[_Block], width: float, room: float) -> None:
    """Show one claim more of each partner in turn while there is room."""
    grown = True
    while grown:
        grown = False
        for block in column:
            if block.shown == len(block.entries):
                continue
            block.shown += 1
            if sum(_height(sheet, one, width) for one in column) > room:
                block.shown -= 1
            else:
                grown = True


def _draw(sheet: Sheet, block: _Block, x: float, y: float, width: float) -> float:
    palette, size = sheet.canvas.palette, sheet.canvas.text
    sheet.form(block.partner, x + 6, y + size * 0.75)
    sheet.texts.add(block.partner.label, x + 17, y + size * 0.75, palette.ink, heading=True)
    at = x + 25 + text_width(block.partner.label, size + 1, weight=600)
    sheet.texts.add(ellipsis(_counts(block), x + width - at, size), at, y + size * 0.75, palette.ink2)
    sheet.rule(x, x + width, y + size * 1.55, strong=True)
    y += size * 1.9
    for entry, more in block.entries[: block.shown]:
        y = sheet.entry(entry, x, y, width, f"+{more}" if more else "") + 3
    if block.silent:
        sheet.blocks.hatch(x, y + sheet.step / 2 - 4, 16, 8)
    for line in block.silent:
        sheet.texts.add(line, x + 22, y + sheet.step / 2, palette.ink2)
        y += sheet.step
    return y + size * 0.7


def _counts(block: _Block) -> str:
    """Count the claims of a partner and say how many of its lines are shown, where they are cut."""
    total = counted(block.claims, "claim")
    if block.shown == len(block.entries):
        return total
    noun = "" if block.one_item else " items"
    return f"{total}, {block.shown}{f' of {len(block.entries)}' if noun else ''}{noun} shown"


def _foot(sheet: Sheet, said: Sequence[Weighing]) -> float:
    return len(said) * (2 * sheet.step + 3) + sheet.canvas.text * 1.9 if said else 0.0


def _judge(sheet: Sheet, said: Sequence[Weighing], y: float) -> None:
    palette, size, width = sheet.canvas.palette, sheet.canvas.text, float(sheet.canvas.width)
    sheet.texts.add("Assessments", 0, y + size * 0.75, palette.ink, heading=True)
    sheet.rule(0, width, y + size * 1.55, strong=True)
    y += size * 1.9
    for one in said:
        y = sheet.weighing(one, 0, y, width) + 3
