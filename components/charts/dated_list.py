"""A list in groups with a mark, a date, a way and numbers in every line: a table that is a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from components.charts.event_marks import SYMBOLS
from components.charts.grouped_rows import RowPlan, plan_rows
from components.charts.lettering import Texts
from components.charts.marks import pixel_layout
from components.charts.measure import ellipsis, text_width, wrap
from components.exhibits.contract import Canvas, Chart, plain
from data.vocabulary import RoutePath
from data.wording import counted

#: Lines of a journey by how well its path is known: dash and opacity, as on the maps.
PATHS: dict[RoutePath, tuple[str, float]] = {
    RoutePath.PUBLISHED: ("solid", 1.0),
    RoutePath.LIKELY: ("7px,4px", 0.65),
    RoutePath.UNKNOWN: ("1.5px,5px", 1.0),
}
_COLUMNS_FROM = 1100.0
_PATH = 30.0


@dataclass(frozen=True, slots=True)
class ListLine:
    """One event: its date, mark, words, way and numbers; `rank` decides who stays where room is short."""

    event_id: str
    when: str
    status: str
    colour: str
    title: str
    label: str
    way: str
    path: RoutePath | None
    numbers: str
    hover: str
    rank: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ListGroup:
    """Lines under one heading, in their order."""

    heading: str
    lines: tuple[ListLine, ...]


@dataclass(frozen=True)
class ListPicture:
    """The picture, and the ids of the events that are lines in it."""

    chart: Chart
    shown: frozenset[str]


@dataclass
class _Sheet:
    canvas: Canvas
    texts: Texts = field(default_factory=Texts.none)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    marks: list[tuple[float, float, ListLine]] = field(default_factory=list)

    def write(self, text: str, x: float, y: float, colour: str, *, heading: bool = False, right: bool = False) -> None:
        """Write one line of row text."""
        size, weight = self.canvas.text + heading, 600 if heading else 400
        place = "middle left" if right else "middle right"
        self.texts.add(plain(text), x, y, size=size, colour=colour, weight=weight, place=place)

    def stroke(self, x0: float, x1: float, y: float, colour: str, *, width: float = 1, **look: Any) -> None:
        """Draw a level line."""
        opacity = look.pop("opacity", 1)
        line = {"color": colour, "width": width, **look}
        self.shapes.append(
            {"type": "line", "x0": x0, "x1": x1, "y0": y, "y1": y, "line": line, "opacity": opacity, "layer": "below"}
        )


def dated_list(groups: Sequence[ListGroup], canvas: Canvas, columns: tuple[str, str, str, str]) -> ListPicture:
    """Draw groups of lines, as many as have room; those of the lowest `rank` stay.

    `columns` are the headings of date, event, way and numbers, which a narrow canvas leaves out: there
    every event takes two rows of text.
    """
    sheet, wide = _Sheet(canvas), canvas.width >= _COLUMNS_FROM
    whole = sum(len(group.lines) for group in groups)
    kept = _kept(groups, canvas, wide)
    plan = _plan(kept, canvas, wide)
    bottom = _wide(sheet, kept, plan, columns) if wide else _narrow(sheet, kept, plan)
    shown = frozenset(line.event_id for _, _, line in sheet.marks)
    if whole > len(shown):
        more = f"and {counted(whole - len(shown), 'more event')}: see the table"
        sheet.write(more, 0, bottom + canvas.text * 0.9, canvas.palette.ink2)
    layout = {**pixel_layout(canvas), "shapes": sheet.shapes}
    return ListPicture({"data": [_mark_trace(sheet), sheet.texts.trace()], "layout": layout}, shown)


def _kept(groups: Sequence[ListGroup], canvas: Canvas, wide: bool) -> list[ListGroup]:
    """Leave lines out, the least important first, until the rest has room."""
    ranked = sorted((line for group in groups for line in group.lines), key=lambda line: line.rank)
    kept, count = list(groups), len(ranked)
    while count > 1 and _plan(kept, canvas, wide).hidden:
        count -= 1
        stay = {line.event_id for line in ranked[:count]}
        kept = [ListGroup(group.heading, tuple(x for x in group.lines if x.event_id in stay)) for group in groups]
        kept = [group for group in kept if group.lines]
    return kept


def _head_lines(group: ListGroup, canvas: Canvas) -> list[str]:
    return wrap(group.heading, canvas.text * 9, canvas.text + 1, weight=600, lines=3)


def _plan(groups: Sequence[ListGroup], canvas: Canvas, wide: bool) -> RowPlan:
    size = canvas.text
    counts = [len(group.lines) for group in groups]
    if wide:
        heads = [(len(_head_lines(group, canvas)) - 1) * (size + 1) * 1.2 + size * 1.7 for group in groups]
        return plan_rows(counts, heads, size * 1.9, canvas.height - size * 1.5, (size * 1.6, size * 2.2), size * 0.9)
    room = canvas.height - size * 1.5 - size * 1.7 * len(groups)
    return plan_rows(counts, [0.0] * len(groups), 0, room, (size * 2.8, size * 3.1), size * 0.6)


def _wide(sheet: _Sheet, groups: Sequence[ListGroup], plan: RowPlan, columns: tuple[str, str, str, str]) -> float:
    """Draw one row a line, in columns; gives the lower edge."""
    canvas, palette, size = sheet.canvas, sheet.canvas.palette, sheet.canvas.text
    lines = [line for group in groups for line in group.lines]
    gap = size * 1.3
    when_at = size * 9.5
    mark_at = when_at + max(text_width(line.when, size) for line in lines) + gap * 0.9
    title_at = mark_at + size
    room = canvas.width - title_at
    way_wide = min(max(text_width(line.way, size) for line in lines) + _PATH + 8, room * 0.27)
    title_wide = min(max(text_width(line.title, size) for line in lines), room * 0.44)
    way_at = title_at + title_wide + gap
    numbers_at = way_at + way_wide + gap
    for text, x in zip(columns, (when_at, title_at, way_at, numbers_at), strict=True):
        sheet.write(text, x, size * 0.8, palette.ink2)
    for place in plan.groups:
        group = groups[place.index]
        sheet.stroke(0, canvas.width, place.top - size * 0.45, palette.rule if not place.index else palette.hair)
        for at, text in enumerate(_head_lines(group, canvas)):
            sheet.write(text, 0, place.rows[0] + at * (size + 1) * 1.2, palette.ink, heading=True)
        for line, y in zip(group.lines, place.rows, strict=False):
            sheet.write(line.when, when_at, y, palette.ink2)
            sheet.marks.append((mark_at, y, line))
            sheet.write(ellipsis(line.title, title_wide, size), title_at, y, palette.ink)
            _way(sheet, line, way_at, y, way_wide)
            sheet.write(_whole(line.numbers, canvas.width - numbers_at, size), numbers_at, y, palette.ink)
    return plan.groups[-1].bottom


def _way(sheet: _Sheet, line: ListLine, x: float, y: float, wide: float) -> float:
    """Draw the short line that says how well the path is known, and write the way; gives where it ends."""
    size, at = sheet.canvas.text, x
    if line.path is not None:
        dash, opacity = PATHS[line.path]
        sheet.stroke(x, x + _PATH - 6, y, line.colour, width=2.4, dash=dash, opacity=opacity)
        at += _PATH
    words = ellipsis(line.way, wide - (at - x), size)
    sheet.write(words, at, y, sheet.canvas.palette.ink2)
    return at + text_width(words, size)


def _narrow(sheet: _Sheet, groups: Sequence[ListGroup], plan: RowPlan) -> float:
    """Draw two rows of text a line, headings above; gives the lower edge."""
    canvas, palette, size = sheet.canvas, sheet.canvas.palette, sheet.canvas.text
    shift, wide = 0.0, float(canvas.width)
    for place in plan.groups:
        top = place.top + shift
        if place.index:
            sheet.stroke(0, wide, top - size * 0.2, palette.hair)
        sheet.write(groups[place.index].heading, 0, top + size * 0.8, palette.ink, heading=True)
        shift += size * 1.7
        for line, y in zip(groups[place.index].lines, place.rows, strict=False):
            _two_rows(sheet, line, y + shift, plan.pitch)
    return plan.groups[-1].bottom + shift


def _two_rows(sheet: _Sheet, line: ListLine, y: float, pitch: float) -> None:
    palette, size, wide = sheet.canvas.palette, sheet.canvas.text, float(sheet.canvas.width)
    upper, lower, left = y - pitch * 0.23, y + pitch * 0.2, size * 1.3
    room = wide - left - text_width(line.when, size) - size
    title = line.title if text_width(line.title, size) <= room else line.label
    sheet.marks.append((size * 0.5, upper, line))
    sheet.write(ellipsis(title, room, size), left, upper, palette.ink)
    sheet.write(line.when, wide - 3, upper, palette.ink2, right=True)
    end = _way(sheet, line, left, lower, wide - left) if line.way else left
    start = end + (size if line.way else 0)
    if line.numbers and wide - start > size * 4:
        sheet.write(_whole(line.numbers, wide - start, size), start, lower, palette.ink2)


def _whole(numbers: str, room: float, size: float) -> str:
    """Write as many whole numbers as have room and count the rest; only the words of a first one are cut.

    >>> _whole("NIS 3 sent; HUR 4 planned; JCS 5 seen", 130, 12)
    'NIS 3 sent and 2 more'
    """
    parts, room = numbers.split("; "), room - 3
    for kept in range(len(parts), 0, -1):
        more = f" and {len(parts) - kept} more" if kept < len(parts) else ""
        words = "; ".join(parts[:kept]) + more
        if text_width(words, size) <= room:
            return words
    return ellipsis(parts[0], room - text_width(more, size), size) + more


def _mark_trace(sheet: _Sheet) -> dict[str, Any]:
    colours = [line.colour for _, _, line in sheet.marks]
    solid = [not SYMBOLS[line.status].endswith(("open", "dot")) for _, _, line in sheet.marks]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(x, 1) for x, _, _ in sheet.marks],
        "y": [round(y, 1) for _, y, _ in sheet.marks],
        "marker": {
            "symbol": [SYMBOLS[line.status] for _, _, line in sheet.marks],
            "size": 11,
            "color": colours,
            "opacity": 1,
            "line": {"color": colours, "width": [0 if one else 1.8 for one in solid]},
        },
        "hovertext": [line.hover for _, _, line in sheet.marks],
        "hoverinfo": "text",
        "customdata": [line.event_id for _, _, line in sheet.marks],
        "meta": "event",
        "cliponaxis": False,
    }
