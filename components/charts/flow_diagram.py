"""The mirrored flow diagram: exporter, group, commodity and importer; one band is one known flow.

Both directions share one thickness of bands, so bars of countries and groups may be compared by the
number of flows. Nothing in it stands for an amount: amounts are written, never added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.charts import flow_rows
from components.charts.flow_parts import Entry, Page, Side
from components.charts.flow_rows import ABOVE, BESIDE, Columns, Form, Row
from components.charts.marks import pixel_layout
from components.charts.measure import text_width, wrap
from components.exhibits.contract import Canvas, Chart, plain
from data.wording import counted

SIDE_GAP = 36.0  # px between the two directions
_LABELLED = 43  # from this width on, in text sizes, groups have their labels beside the rows
_BANDS = (2.0, 18.0)  # thinnest and thickest band in px
_STUB = 10.0  # px of the block of a total, which no band leads to


@dataclass(frozen=True)
class Frame:
    """The columns of one direction in px: bars of countries, fans, labels of groups and the words."""

    left: float
    right: float
    bar: float
    group: float
    spread: float
    words: Columns
    label: float
    labelled: bool
    fan: float

    @property
    def into(self) -> float:
        """Where bands end on the left of the words."""
        return self.words.name - 6

    @property
    def out(self) -> float:
        """Where bands begin on the right of the words."""
        return self.words.end + 14


def flow_diagram(sides: Sequence[Side], canvas: Canvas) -> tuple[Chart, int]:
    """Draw the sides beside each other, or one below the other where it is narrow.

    Gives the picture and the number of entries that found no room (those last heard of longest ago).
    """
    page, shown = Page(canvas), [side for side in sides if side.entries]
    hidden = _stacked(page, shown) if canvas.narrow else _beside(page, shown)
    return page.chart(pixel_layout(canvas)), hidden


def _beside(page: Page, sides: Sequence[Side]) -> int:
    canvas, size = page.canvas, page.canvas.text
    width = (canvas.width - SIDE_GAP) / 2
    labelled = width / size >= _LABELLED
    head = size * (3.3 if labelled else 2.3)
    room = canvas.height - head - 2
    drawn, hidden = [], 0
    for number, side in enumerate(sides):
        form = best_form(side, width, size, room)
        frame = _frame(side, number * (width + SIDE_GAP), width, size, form)
        kept, more = flow_rows.cut(side, frame.words, size, form, room)
        rows, bands = flow_rows.laid_out(kept, frame.words, size, form, head, room)
        drawn.append((kept, frame, rows, bands, form))
        heading(page, side, frame.left, width, more)
        hidden += more
    band = _band([rows for _, _, rows, *_ in drawn])
    for side, frame, rows, bands, form in drawn:
        if labelled:
            _column_heads(page, side, frame, size * 2.6)
        _draw(page, side, frame, rows, bands, band, form)
    return hidden


def best_form(side: Side, width: float, size: float, room: float) -> Form:
    """Give the roomiest form of rows that fits the height, else the tightest."""
    forms = BESIDE if width / size >= _LABELLED else ABOVE
    return next((one for one in forms if _fits(side, width, size, one, room)), forms[-1])


def _stacked(page: Page, sides: Sequence[Side]) -> int:
    canvas, size = page.canvas, page.canvas.text
    head, between = size * 2.3, size * 0.8
    room = canvas.height - head * len(sides) - between * (len(sides) - 1) - 2
    width = float(canvas.width)

    def needed(form: Form) -> list[float]:
        return [flow_rows.tall(side, _frame(side, 0, width, size, form).words, size, form) for side in sides]

    form = next((one for one in ABOVE if sum(needed(one)) <= room), ABOVE[-1])
    total, top, hidden, drawn = sum(needed(form)), 0.0, 0, []
    for side, tall in zip(sides, needed(form), strict=True):
        frame, share = _frame(side, 0, width, size, form), room * tall / total
        kept, more = flow_rows.cut(side, frame.words, size, form, share)
        rows, bands = flow_rows.laid_out(kept, frame.words, size, form, top + head, share)
        heading(page, side, 0, width, more, top)
        drawn.append((kept, frame, rows, bands))
        top, hidden = top + head + share + between, hidden + more
    band = _band([rows for _, _, rows, _ in drawn])
    for side, frame, rows, bands in drawn:
        _draw(page, side, frame, rows, bands, band, form)
    return hidden


def _fits(side: Side, width: float, size: float, form: Form, room: float) -> bool:
    return flow_rows.tall(side, _frame(side, 0, width, size, form).words, size, form) <= room


def _frame(side: Side, left: float, width: float, size: float, form: Form) -> Frame:
    """Measure the columns of a side; words take what bars and fans leave."""
    unit, right = size / 12, left + width
    labelled = width / size >= _LABELLED
    dense = form.lines == 1
    if not labelled:
        fan, bar = (44.0 if width >= 400 else 20.0) * (0.8 if dense else 1.0), 6.0
        name, end = left + bar + fan + 12, right - bar - fan - 14
        figure = name + flow_rows.shared(side, name, end, size, form) + 10
        return Frame(left, right, bar, left + bar + fan, 0, Columns(name, figure, end), 0, False, fan)
    bar, fan = 8.0, (36 if dense else 60) * unit
    group = left + bar + fan
    label = min(max(flow_rows.widest_line(entry.group, size + 1, 600, 2) for entry in side.entries), width * 0.15)
    spread = group + 9 + label + 6
    name, end = spread + (22 if dense else 34) * unit + 9, right - bar - fan - 14
    names = flow_rows.shared(side, name, end, size, form, share=0.4 if dense else 0.46)
    count = name + names + 40 * unit if dense else 0.0
    figure = (count or name + names) + 10
    return Frame(left, right, bar, group, spread, Columns(name, figure, end, count, label + 2), label, True, fan)


def heading(page: Page, side: Side, left: float, width: float, more: int, top: float = 0) -> None:
    """Write a direction with the number of its known flows, and how many found no room."""
    size, palette = page.canvas.text, page.canvas.palette
    y = top + size * 0.8
    page.texts.add(side.heading, left, y, side.text_colour, heading=True)
    said = counted(side.known, "known flow")
    page.texts.add(f"{said}, {more} only in the table" if more else said, left + width - 2, y, palette.ink2, right=True)
    page.rule(left, left + width, top + size * 1.75, side.colour, 2)
    page.target(left, left + width, top, size * 1.7, side.node, side.hover)


def _column_heads(page: Page, side: Side, frame: Frame, y: float) -> None:
    colour, words = page.canvas.palette.ink2, frame.words
    page.texts.add(side.exporter, frame.left, y, colour)
    page.texts.add("Group", frame.group + 8, y, colour)
    page.texts.add(goods_head(words, page.canvas.text), words.name, y, colour)
    if words.count:
        page.texts.add("rows / origins", words.count, y, colour, right=True)
    page.texts.add("Newest figure", words.figure, y, colour)
    page.texts.add(side.importer, frame.right - 1, y, colour, right=True)


def goods_head(words: Columns, size: float) -> str:
    """Head the names with what stands under them, as far as there is room."""
    if words.count:
        return "Goods"
    tried = ("Goods, rows and origins", "Goods, rows", "Goods")
    return next((head for head in tried if text_width(head, size) * 1.04 <= words.figure - words.name - 8), "")


def _band(sides: Sequence[Sequence[Row]]) -> float:
    """Give the one thickness of all bands: as thick as the lowest row allows."""
    lowest = min((row.height for rows in sides for row in rows if not row.entry.total), default=_BANDS[0] * 2)
    return min(max(lowest * 0.62, _BANDS[0]), _BANDS[1])


def _draw(
    page: Page, side: Side, frame: Frame, rows: Sequence[Row], bands: dict[str, flow_rows.Band], band: float, form: Form
) -> None:
    flows = [row for row in rows if not row.entry.total]
    stack = _stack(flows, band)
    if flows:
        _bars(page, side, frame, stack, band)
    for group, members in _grouped(rows):
        _group(page, side, frame, group, members, bands[group].heading, stack, band, form)
    for row in rows:
        _row(page, side, frame, row, stack, band, form)


def _stack(flows: Sequence[Row], band: float) -> dict[str, float]:
    """Stack the bands of a country about the middle of its rows: the middle of each by its link."""
    if not flows:
        return {}
    middle = (flows[0].y + flows[-1].y) / 2
    first = middle - band * (len(flows) - 1) / 2
    return {row.entry.link: first + number * band for number, row in enumerate(flows)}


def _bars(page: Page, side: Side, frame: Frame, stack: dict[str, float], band: float) -> None:
    top, tall = min(stack.values()) - band / 2, band * len(stack)
    for x in (frame.left, frame.right - frame.bar):
        page.blocks.add(x, top, frame.bar, tall, side.colour)
        page.target(x, x + frame.bar, top, tall, side.node, side.hover)


def _grouped(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.entry.group, []).append(row)
    return list(groups.items())


def _group(
    page: Page,
    side: Side,
    frame: Frame,
    group: str,
    rows: Sequence[Row],
    head: float,
    stack: dict[str, float],
    band: float,
    form: Form,
) -> None:
    size, ink = page.canvas.text, page.canvas.palette.ink
    first = rows[0].entry
    hover = _group_hover(group, [row.entry for row in rows])
    if form.headings:
        page.texts.add(group, frame.words.name, head, ink, heading=True)
        page.target(frame.words.name, frame.words.end, head - size * 0.7, size * 1.4, first.group_node, hover)
    if not frame.labelled:
        return
    y, thick = (rows[0].y + rows[-1].y) / 2, band * len(rows)
    lines = wrap(group, frame.label + 2, size + 1, weight=600, lines=2)
    page.texts.block(lines, frame.group + 8, y, ink, heading=True)
    reach = max(thick, len(lines) * size * 1.3)
    page.target(frame.group, frame.spread, y - reach / 2, reach, first.group_node, hover)
    if first.total:
        return
    gathered = sum(stack[row.entry.link] for row in rows) / len(rows)
    page.ribbons.gather((frame.left + frame.bar, gathered), (frame.group, y), thick, side.colour)
    for x in (frame.group, frame.spread - 3):
        page.blocks.add(x, y - thick / 2, 3, thick, side.colour)
    for number, row in enumerate(rows):
        start = (frame.spread, y + (number - (len(rows) - 1) / 2) * band)
        page.ribbons.flow(row.entry, start, (frame.into, row.y), band, side.colour)


def _row(page: Page, side: Side, frame: Frame, row: Row, stack: dict[str, float], band: float, form: Form) -> None:
    entry = row.entry
    flow_rows.write(page, row, frame.words, form)
    top = row.y - row.height / 2
    page.target(frame.words.name - 4, frame.words.figure - 6, top, row.height, entry.node, entry.hover)
    page.target(frame.words.figure - 5, frame.right - frame.bar - 1, top, row.height, entry.link, entry.hover)
    if entry.total:
        page.ribbons.flow(entry, (frame.out, row.y), (frame.out + _STUB, row.y), band, side.colour)
        return
    if not frame.labelled:
        start = (frame.left + frame.bar, stack[entry.link])
        page.ribbons.flow(entry, start, (frame.into, row.y), band, side.colour)
    end = (frame.right - frame.bar, stack[entry.link])
    page.ribbons.flow(entry, (frame.out, row.y), end, band, side.colour)
    if not entry.counted:
        page.blocks.ring(frame.out - 7, row.y, min(band, 9))


def _group_hover(group: str, entries: Sequence[Entry]) -> str:
    rows = sum(entry.rows for entry in entries)
    kinds = counted(len(entries), "total" if entries[0].total else "known flow")
    return f"{plain(group)}: {kinds}, {counted(rows, 'row')}"
