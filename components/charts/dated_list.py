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
from components.exhibits.contract import Canvas, Chart, Medium, plain
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
#: In a narrow list: px of a heading, of a row and between lines, in sizes of the text.
_HEAD, _ROW, _BETWEEN = 1.7, 1.22, 0.5


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
    every event takes two rows of text, and more where its numbers need them.
    """
    sheet, wide = _Sheet(canvas), canvas.width >= _COLUMNS_FROM
    whole = sum(len(group.lines) for group in groups)
    kept = _kept(groups, canvas, wide)
    bottom = _wide(sheet, kept, columns) if wide else _narrow(sheet, kept)
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
    while count > 1 and not _fits(kept, canvas, wide):
        count -= 1
        stay = {line.event_id for line in ranked[:count]}
        kept = [ListGroup(group.heading, tuple(x for x in group.lines if x.event_id in stay)) for group in groups]
        kept = [group for group in kept if group.lines]
    return kept


def _head_lines(group: ListGroup, canvas: Canvas) -> list[str]:
    return wrap(group.heading, canvas.text * 9, canvas.text + 1, weight=600, lines=3)


def _fits(groups: Sequence[ListGroup], canvas: Canvas, wide: bool) -> bool:
    if wide:
        return not _plan(groups, _columns(groups, canvas)).hidden
    return sum(_tall(group, canvas) for group in groups) <= canvas.height - canvas.text * 1.5


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of a wide list begin, in px, and how wide those of titles and ways are."""

    canvas: Canvas
    when: float
    mark: float
    title: float
    way: float
    numbers: float
    title_wide: float
    way_wide: float

    def told(self, line: ListLine) -> list[str]:
        """Give the numbers of a line as rows of text: all on a screen, in a still those that have room on one."""
        room, size = self.canvas.width - self.numbers, self.canvas.text
        if self.canvas.medium is Medium.STILL or not line.numbers:
            return [_whole(line.numbers, room, size)]
        return wrap(line.numbers, room - 3, size)


def _columns(groups: Sequence[ListGroup], canvas: Canvas) -> _Columns:
    size = canvas.text
    lines = [line for group in groups for line in group.lines]
    when, gap = size * 9.5, size * 1.3
    mark = when + max(text_width(line.when, size) for line in lines) + gap * 0.9
    title = mark + size
    room = canvas.width - title
    way_wide = min(max(text_width(line.way, size) for line in lines) + _PATH + 8, room * 0.27)
    title_wide = min(max(text_width(line.title, size) for line in lines), room * 0.44)
    way = title + title_wide + gap
    return _Columns(canvas, when, mark, title, way, way + way_wide + gap, title_wide, way_wide)


def _plan(groups: Sequence[ListGroup], at: _Columns) -> RowPlan:
    """Spread rows over the height; numbers that run on take a row each."""
    canvas, size = at.canvas, at.canvas.text
    counts = [sum(len(at.told(line)) for line in group.lines) for group in groups]
    heads = [(len(_head_lines(group, canvas)) - 1) * (size + 1) * 1.2 + size * 1.7 for group in groups]
    # A screen has the height that rows need; a still spreads them over what it has.
    most = size * (1.6 if canvas.medium is Medium.SCREEN else 2.2)
    return plan_rows(counts, heads, size * 1.9, canvas.height - size * 1.5, (size * 1.6, most), size * 0.9)


def _wide(sheet: _Sheet, groups: Sequence[ListGroup], headings: tuple[str, str, str, str]) -> float:
    """Draw one row a line, in columns; gives the lower edge."""
    canvas, palette, size = sheet.canvas, sheet.canvas.palette, sheet.canvas.text
    at = _columns(groups, canvas)
    plan = _plan(groups, at)
    for text, x in zip(headings, (at.when, at.title, at.way, at.numbers), strict=True):
        sheet.write(text, x, size * 0.8, palette.ink2)
    for place in plan.groups:
        group = groups[place.index]
        sheet.stroke(0, canvas.width, place.top - size * 0.45, palette.rule if not place.index else palette.hair)
        for number, text in enumerate(_head_lines(group, canvas)):
            sheet.write(text, 0, place.rows[0] + number * (size + 1) * 1.2, palette.ink, heading=True)
        rows = iter(place.rows)
        for line in group.lines:
            for number, told in enumerate(at.told(line)):
                y = next(rows, None)
                if y is None:
                    break
                if not number:
                    _first_row(sheet, line, at, y)
                sheet.write(told, at.numbers, y, palette.ink)
    return plan.groups[-1].bottom


def _first_row(sheet: _Sheet, line: ListLine, at: _Columns, y: float) -> None:
    palette, size = sheet.canvas.palette, sheet.canvas.text
    sheet.write(line.when, at.when, y, palette.ink2)
    sheet.marks.append((at.mark, y, line))
    sheet.write(ellipsis(line.title, at.title_wide, size), at.title, y, palette.ink)
    _way(sheet, line, at.way, y, at.way_wide)


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


def _narrow(sheet: _Sheet, groups: Sequence[ListGroup]) -> float:
    """Draw lines of two or more rows of text, headings above; gives the lower edge."""
    canvas, palette, size = sheet.canvas, sheet.canvas.palette, sheet.canvas.text
    top = 0.0
    for at, group in enumerate(groups):
        if at:
            sheet.stroke(0, canvas.width, top, palette.hair)
        sheet.write(group.heading, 0, top + size * (0.8 + 0.2 * bool(at)), palette.ink, heading=True)
        y = top + size * _HEAD
        for line in group.lines:
            y = _stacked(sheet, line, y)
        top += _tall(group, canvas)
    return top


def _tall(group: ListGroup, canvas: Canvas) -> float:
    """Give the px of a group in a narrow list."""
    rows = sum(1 + len(_lower(line, canvas)) for line in group.lines)
    return canvas.text * (_HEAD + rows * _ROW + len(group.lines) * _BETWEEN + 0.3)


def _lower(line: ListLine, canvas: Canvas) -> list[tuple[str, str]]:
    """Give what stands under the title, row by row, as way and numbers: on one row where both have room.

    A still keeps to one row and counts the numbers that it leaves out.
    """
    size = canvas.text
    room = canvas.width - size * 1.3 - 3
    used = text_width(line.way, size) + (_PATH if line.path is not None else 0) + size if line.way else 0.0
    numbers = line.numbers
    if numbers and canvas.medium is Medium.STILL:
        numbers = _whole(numbers, room - used + 3, size) if room - used > size * 4 else ""
    if not numbers or used + text_width(numbers, size) <= room:
        return [(line.way, numbers)] if line.way or numbers else []
    told = [("", part) for part in wrap(line.numbers, room, size)]
    return [(line.way, ""), *told] if line.way else told


def _stacked(sheet: _Sheet, line: ListLine, y: float) -> float:
    """Draw a line with its date at the end of its first row; gives where the next begins."""
    palette, size, wide = sheet.canvas.palette, sheet.canvas.text, float(sheet.canvas.width)
    left, step = size * 1.3, size * _ROW
    room = wide - left - text_width(line.when, size) - size
    title = line.title if text_width(line.title, size) <= room else line.label
    middle = y + step / 2
    sheet.marks.append((size * 0.5, middle, line))
    sheet.write(ellipsis(title, room, size), left, middle, palette.ink)
    sheet.write(line.when, wide - 3, middle, palette.ink2, right=True)
    lower = _lower(line, sheet.canvas)
    for way, numbers in lower:
        middle += step
        end = _way(sheet, line, left, middle, wide - left) + size if way else left
        if numbers:
            sheet.write(numbers, end, middle, palette.ink2)
    return y + step * (1 + len(lower)) + size * _BETWEEN


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
