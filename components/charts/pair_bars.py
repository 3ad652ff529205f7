"""Figures in groups, one bar under the other from zero, with what lies between them in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.charts.bar_parts import ARROW, Page, draw_form, traces
from components.charts.marks import Blocks, Texts, pixel_layout
from components.charts.measure import ellipsis, text_width, wrap
from components.exhibits.contract import Canvas, Chart, Medium
from data.trade_figures import Standing

#: From this width on groups may stand in two columns.
_TWO_COLUMNS = 1000
_LEADING = 1.62
#: Few figures stand up to so many times further apart, their bars as much thicker: on a screen, on a tall still.
_MOST_STRETCH, _STILL_STRETCH = 1.9, 2.4
#: Air under a group, in text sizes: at most so much on a screen, and on a still, whose height is to be filled.
_AIR, _STILL_AIR = 1.6, 3.2
_THICK = 10.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure of a group; without a `value` its words say what is missing, over a hatch."""

    name: str
    label: str
    value: float | None
    form: Standing
    counted: bool
    bound: int
    colour: str
    hover: str
    focus: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that may be compared, and what lies between them in words."""

    heading: str
    said: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class PairPicture:
    """The picture and the number of groups that found no room."""

    chart: Chart
    hidden: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """A column of groups: its left end, the ends of its bars, its right end and the px of one unit."""

    left: float
    start: float
    right: float
    scale: float | None
    room: float
    stretch: float

    @property
    def leading(self) -> float:
        """Distance of bars, in sizes of the text."""
        return _LEADING * self.stretch

    @property
    def thick(self) -> float:
        """Px across a bar."""
        return round(_THICK * self.stretch)


def pair_bars(groups: Sequence[Group], canvas: Canvas, *, one_scale: bool) -> PairPicture:
    """Draw groups of bars, in two columns where it is wide and one has no room for them.

    With `one_scale` all bars have one scale; else each group has its own, as only lengths within
    a group may then be compared.
    """
    page = Page(canvas, canvas.palette.bilateral, Blocks(canvas.palette), Texts(canvas), lying=True)
    long = sum(_height(group, canvas, canvas.width) for group in groups) > canvas.height
    count = 2 if long and canvas.width >= _TWO_COLUMNS and len(groups) > 1 else 1
    columns, hidden = _fitting(groups, canvas, count)
    most = max((bar.value or 0 for group in groups for bar in group.bars), default=1) or 1
    wide = (canvas.width - 44 * (count - 1)) / count
    stretch = _stretch(columns, canvas, wide, hidden)
    most_air = canvas.text * stretch * (_STILL_AIR if canvas.medium is Medium.STILL else _AIR)
    for at, column in enumerate(columns):
        frame = _frame(groups, canvas, at * (wide + 44), wide, most if one_scale else None, stretch)
        need = sum(_height(group, canvas, wide, stretch) for group in column)
        air = min((canvas.height - (canvas.text * 1.6 if hidden else 0) - need) / max(len(column), 1), most_air)
        y = 2.0
        for group in column:
            y = _group(page, group, frame, y) + max(air, 0)
    if hidden:
        words = f"and {hidden} more: see the table"
        page.texts.add(words, canvas.width - 2, canvas.height - canvas.text * 0.7, canvas.palette.ink2, right=True)
    layout = {**pixel_layout(canvas), "shapes": page.shapes}
    return PairPicture({"data": traces(page), "layout": layout}, hidden)


def _stretch(columns: Sequence[Sequence[Group]], canvas: Canvas, wide: float, hidden: int) -> float:
    """Give how far bars may stand apart where there are few of them, all columns alike."""
    if hidden:
        return 1.0
    fixed, bars = 0.0, 1.0
    for column in columns:
        rows = sum(_LEADING * len(group.bars) + 1.6 for group in column) * canvas.text
        whole = sum(_height(group, canvas, wide) for group in column) + _AIR * canvas.text * len(column)
        if rows > bars:
            fixed, bars = whole - rows, rows
    most = _STILL_STRETCH if canvas.medium is Medium.STILL else _MOST_STRETCH
    return min(max((canvas.height - 2 - fixed) / bars, 1.0), most)


def _height(group: Group, canvas: Canvas, wide: float, stretch: float = 1.0) -> float:
    size = canvas.text
    return size * (2.0 + _LEADING * stretch * len(group.bars)) + size * 1.3 * (len(_head(group, canvas, wide)) - 1)


def _head(group: Group, canvas: Canvas, wide: float) -> list[str]:
    """Break what lies between the figures into lines: beside the heading, or under it where it is long."""
    size = canvas.text
    beside = wide - text_width(group.heading, size + 1, weight=600) - 16
    if text_width(group.said, size) <= beside:
        return [group.said]
    return ["", *wrap(group.said, wide, size)]


def _fitting(groups: Sequence[Group], canvas: Canvas, count: int) -> tuple[list[list[Group]], int]:
    """Share groups among columns in their order; gives those that found no room as a count."""
    wide = (canvas.width - 44 * (count - 1)) / count
    whole = sum(_height(group, canvas, wide) for group in groups)
    columns: list[list[Group]] = [[] for _ in range(count)]
    limit = canvas.height - canvas.text * (1.6 if whole > canvas.height * count else 0.2)
    at, used, placed = 0, 0.0, 0
    for group in groups:
        need = _height(group, canvas, wide)
        # Columns of about equal height look better than a full one beside a short one.
        full = used + need > limit or (at + 1 < count and used + need / 2 > whole / count)
        if columns[at] and full:
            if at + 1 == count:
                break
            at, used = at + 1, 0.0
        columns[at].append(group)
        used, placed = used + need, placed + 1
    return columns, len(groups) - placed


def _frame(
    groups: Sequence[Group], canvas: Canvas, left: float, wide: float, most: float | None, stretch: float
) -> _Frame:
    size = canvas.text
    bars = [bar for group in groups for bar in group.bars]
    names = min(max(text_width(bar.name, size) for bar in bars) + 12, wide * 0.4)
    labels = max(text_width(bar.label, size, weight=600) for bar in bars if bar.value is not None) + 12
    room = max(wide - names - labels - ARROW, 24)
    return _Frame(left, left + names, left + wide, room / most if most else None, room, stretch)


def _group(page: Page, group: Group, frame: _Frame, y: float) -> float:
    canvas, palette, size = page.canvas, page.canvas.palette, page.canvas.text
    page.rule(frame.left, frame.right, y, y, palette.rule)
    page.texts.add(group.heading, frame.left, y + size * 1.1, palette.ink, heading=True)
    first, *rest = _head(group, canvas, frame.right - frame.left)
    if first:
        page.texts.add(first, frame.right, y + size * 1.1, palette.ink2, right=True)
    top = y + size * 2.0
    for line in rest:
        page.texts.add(line, frame.left, top + size * 0.4, palette.ink2)
        top += size * 1.3
    most = max((bar.value or 0 for bar in group.bars), default=0) or 1
    scale = frame.scale if frame.scale is not None else frame.room / most
    for at, bar in enumerate(group.bars):
        _bar(page, bar, frame, top + size * frame.leading * (at + 0.5), scale)
    return top + size * frame.leading * len(group.bars)


def _bar(page: Page, bar: Bar, frame: _Frame, y: float, scale: float) -> None:
    palette, size, thick = page.canvas.palette, page.canvas.text, frame.thick
    name = ellipsis(bar.name, frame.start - frame.left - 8, size)
    page.texts.add(name, frame.left, y, palette.ink if bar.value is not None else palette.ink2)
    if bar.value is None:
        page.blocks.hatch(frame.start, y - thick / 2, frame.room * 0.22, thick)
        words = ellipsis(bar.label, frame.right - frame.start - frame.room * 0.22 - 8, size)
        page.texts.add(words, frame.start + frame.room * 0.22 + 8, y, palette.ink2)
        return
    length = max(bar.value * scale, 1.5)
    if bar.counted:
        draw_form(page, bar.form, (frame.start, y - thick / 2, length, thick), bar.colour)
    else:
        page.blocks.hollow(frame.start, y - thick / 2, length, thick, palette.ink3)
    shift = 0
    if bar.bound:
        page.arrows.append((frame.start + length, y, bar.bound, bar.colour))
        shift = ARROW + 2 if bar.bound > 0 else 0
    page.texts.add(bar.label, frame.start + length + 6 + shift, y, palette.ink, bold=True)
    page.spans.append((frame.left, y - size * 0.8, frame.right - frame.left, size * 1.6, bar.hover, bar.focus))
