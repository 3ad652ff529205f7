"""The unit panels of the flow diagram: each flow a line to its importer, its figures on one scale.

Countries and groups have no width here, for widths would be sums: figures of different goods,
periods and origins stand beside each other and are never added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.charts import flow_rows
from components.charts.flow_diagram import SIDE_GAP, goods_head
from components.charts.flow_parts import Page, Side
from components.charts.flow_rows import ABOVE, BESIDE, Columns, Form, Row
from components.charts.flow_scale import Scale, Strip, draw_scale, draw_spots, scale_of
from components.charts.marks import pixel_layout
from components.charts.measure import text_width, wrap
from components.exhibits.contract import Canvas, Chart, plain
from data.wording import NO_FIGURE, counted, listed

_LABELLED = 43  # from this width on, in text sizes, groups have their labels beside the rows
_LOW = 320  # px below which goods without a figure get one line
_HATCH = 64.0  # px of the hatch that says no figure is known


@dataclass(frozen=True)
class _Frame:
    left: float
    right: float
    words: Columns
    strip: Strip
    label: float


def flow_strips(sides: Sequence[Side], canvas: Canvas, unit: str) -> tuple[Chart, int]:
    """Draw the figures of both directions in one unit on one scale; gives the entries without room too.

    Goods known without a figure in the unit stand under each direction as a hatched flow.
    """
    page = Page(canvas)
    shown = [side for side in sides if side.entries or side.unsized]
    scale = scale_of(spot for side in shown for entry in side.entries for spot in entry.spots)
    if canvas.narrow:
        return _stacked(page, shown, scale, unit)
    return _beside(page, shown, scale, unit)


def _beside(page: Page, sides: Sequence[Side], scale: Scale, unit: str) -> tuple[Chart, int]:
    canvas, size = page.canvas, page.canvas.text
    width = (canvas.width - SIDE_GAP) / 2
    head = size * 3.6
    forms = BESIDE if width / size >= _LABELLED else ABOVE
    rooms = [canvas.height - head - _foot(side, width, canvas) for side in sides]
    form = next(
        (
            form
            for form in forms
            if all(
                flow_rows.tall(side, _frame(side, 0, width, size, form, scale).words, size, form) <= room
                for side, room in zip(sides, rooms, strict=True)
            )
        ),
        forms[-1],
    )
    hidden = 0
    for number, (side, room) in enumerate(zip(sides, rooms, strict=True)):
        hidden += _side(page, side, number * (width + SIDE_GAP), width, 0, room, form, scale, unit)
    return page.chart(pixel_layout(canvas)), hidden


def _stacked(page: Page, sides: Sequence[Side], scale: Scale, unit: str) -> tuple[Chart, int]:
    canvas, size = page.canvas, page.canvas.text
    width, head = float(canvas.width), size * 3.6
    feet = [_foot(side, width, canvas) for side in sides]
    room = canvas.height - sum(feet) - head * len(sides) - size * 0.8 * (len(sides) - 1)

    def needed(form: Form) -> list[float]:
        return [
            flow_rows.tall(side, _frame(side, 0, width, size, form, scale).words, size, form) if side.entries else 0.0
            for side in sides
        ]

    form = next((one for one in ABOVE if sum(needed(one)) <= room), ABOVE[-1])
    total, top, hidden = sum(needed(form)) or 1.0, 0.0, 0
    for side, tall, foot in zip(sides, needed(form), feet, strict=True):
        share = min(room * tall / total, tall * 1.35)
        hidden += _side(page, side, 0, width, top, share, form, scale, unit)
        top += head + share + foot + size * 0.8
    return page.chart(pixel_layout(canvas)), hidden


def _frame(side: Side, left: float, width: float, size: float, form: Form, scale: Scale) -> _Frame:
    right, labelled = left + width, width / size >= _LABELLED
    label = 0.0
    if labelled and side.entries:
        needed = max(flow_rows.widest_line(entry.group, size + 1, 600, 2) for entry in side.entries)
        label = min(needed, width * 0.16) + 18
    name = left + label + (0 if labelled else 8)
    strip = right - width * (0.3 if labelled else 0.26)
    end = strip - 14
    figure = name + flow_rows.shared(side, name, end, size, form) + 10
    words = Columns(name, figure, end, label=max(label - 16, 0.0))
    return _Frame(left, right, words, Strip(scale, strip, right - 10), label)


def _side(
    page: Page,
    side: Side,
    left: float,
    width: float,
    top: float,
    room: float,
    form: Form,
    scale: Scale,
    unit: str,
) -> int:
    """Draw one direction and give how many of its entries found no room."""
    size = page.canvas.text
    frame, head = _frame(side, left, width, size, form, scale), top + size * 3.6
    kept, hidden = flow_rows.cut(side, frame.words, size, form, room) if side.entries else (side, 0)
    _heading(page, side, left, width, hidden, top, unit)
    y = head
    if kept.entries:
        rows, bands = flow_rows.laid_out(kept, frame.words, size, form, head, room)
        y = max(band.bottom for band in bands.values())
        draw_scale(page, frame.strip, top + size * 2.7, head - size * 0.2, y)
        colour = page.canvas.palette.ink2
        page.texts.add(goods_head(frame.words, size), frame.words.name, top + size * 2.7, colour)
        if text_width("Newest figure", size) * 1.04 < frame.words.end - frame.words.figure - size * 2:
            page.texts.add("Newest figure", frame.words.figure, top + size * 2.7, colour)
        _groups(page, side, frame, rows, bands, form)
        for row in rows:
            _row(page, side, frame, row, form)
    _unsized(page, side, frame, y + size * 0.6)
    return hidden


def _heading(page: Page, side: Side, left: float, width: float, hidden: int, top: float, unit: str) -> None:
    size, palette = page.canvas.text, page.canvas.palette
    flows = sum(not entry.beside and not entry.total for entry in side.entries)
    said = f"{flows} of {counted(side.known, 'known flow')} with a figure in {unit}"
    brief = f"{flows} of {side.known} in {unit}"
    more = f", {hidden} only in the table" if hidden else ""
    room = width - text_width(side.heading, size + 1, weight=600) - 12
    tried = (said + more, brief + more, more[2:])
    fitting = next((words for words in tried if text_width(words, size) * 1.04 <= room), "")
    page.texts.add(side.heading, left, top + size * 0.8, side.text_colour, heading=True)
    page.texts.add(fitting, left + width - 2, top + size * 0.8, palette.ink2, right=True)
    page.rule(left, left + width, top + size * 1.75, side.colour, 2)
    page.target(left, left + width, top, size * 1.7, side.node, side.hover)


def _groups(
    page: Page, side: Side, frame: _Frame, rows: Sequence[Row], bands: dict[str, flow_rows.Band], form: Form
) -> None:
    size, palette = page.canvas.text, page.canvas.palette
    for group, band in bands.items():
        node = next(row.entry.group_node for row in rows if row.entry.group == group)
        page.rule(frame.left, frame.right, band.top - 1, palette.hair)
        page.blocks.add(frame.left, band.top + 3, 3, band.bottom - band.top - 6, side.colour)
        if form.headings:
            page.texts.add(group, frame.words.name, band.heading, palette.ink, heading=True)
            page.target(frame.left, frame.right, band.top, size * 1.4, node, plain(group))
        elif frame.label:
            lines = wrap(group, frame.words.label, size + 1, weight=600, lines=2)
            page.texts.block(lines, frame.left + 9, (band.top + band.bottom) / 2, palette.ink, heading=True)
            page.target(frame.left, frame.words.name - 5, band.top, band.bottom - band.top, node, plain(group))


def _row(page: Page, side: Side, frame: _Frame, row: Row, form: Form) -> None:
    entry, palette = row.entry, page.canvas.palette
    flow_rows.write(page, row, frame.words, form)
    page.rule(frame.strip.left, frame.right - 4, row.y, palette.rule)
    head = (
        f"M{frame.right:.1f},{row.y:.1f}L{frame.right - 5:.1f},{row.y - 3:.1f}L{frame.right - 5:.1f},{row.y + 3:.1f}Z"
    )
    page.shapes.append(
        {"type": "path", "path": head, "fillcolor": palette.rule, "line": {"width": 0}, "layer": "below"}
    )
    draw_spots(page, frame.strip, entry.spots, row.y, row.height, side.colour)
    top = row.y - row.height / 2
    page.target(frame.words.name - 4, frame.words.figure - 6, top, row.height, entry.node, entry.hover)
    page.target(frame.words.figure - 5, frame.right, top, row.height, entry.link, entry.hover)


def _unsized(page: Page, side: Side, frame: _Frame, top: float) -> None:
    """Write what is known to go without a figure in the unit, beside the hatch that says so."""
    if not side.unsized:
        return
    size, palette = page.canvas.text, page.canvas.palette
    lines = _unsized_lines(side, frame.right - frame.left, page.canvas)
    page.rule(frame.left, frame.right, top - size * 0.3, palette.hair)
    y = top + size * LINE * len(lines) / 2 + size * 0.2
    page.blocks.hatch(frame.right - _HATCH, y - 5, _HATCH, 10)
    page.texts.block(lines, frame.left, y, palette.ink2)
    page.target(frame.left, frame.right, top, size * LINE * len(lines) + size * 0.4, side.node, side.hover)


LINE = flow_rows.LEADING


def _unsized_lines(side: Side, width: float, canvas: Canvas) -> list[str]:
    """Name as many of the goods as two lines hold, or one where the picture is low."""
    room, most, size = width - _HATCH - 14, 2 if canvas.height >= _LOW else 1, canvas.text
    said = f"{NO_FIGURE.capitalize()} in {side.unsized_in}"
    for names in range(len(side.unsized), 0, -1):
        lines = wrap(f"{said}: {listed(side.unsized, names)}", room, size)
        if len(lines) <= most:
            return lines
    return wrap(f"{said}: {counted(len(side.unsized), 'kind')} of goods", room, size, lines=most)


def _foot(side: Side, width: float, canvas: Canvas) -> float:
    if not side.unsized:
        return 2.0
    return canvas.text * (LINE * len(_unsized_lines(side, width, canvas)) + 1.2)
