"""Rows of a flow diagram: in which form they fit, and the words of a row that never overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from components.charts.flow_parts import Entry, Page, Side
from components.charts.measure import ellipsis, text_width, wrap
from data.wording import NO_FIGURE, counted

LEADING = 1.17  # distance of two lines of one row, in text sizes, as `Texts.block` has it
_HINTED = 1.04  # how much wider than measured a screen may set a line
_BETWEEN = 11.0  # px between a figure and what is said about it
_STRETCH = 1.35  # how far rows are drawn apart where there is room
_INDENT = 0.9  # how far goods below other goods are set in, in text sizes


@dataclass(frozen=True)
class Form:
    """How rows are written: lines a row may take, room about them, headings over groups, or labels beside.

    `leading` is the distance of two lines of one row, in text sizes.
    """

    lines: int
    pad: float
    headings: bool = False
    gap: float = 0.4
    leading: float = LEADING

    @property
    def heading(self) -> float:
        """Height of a group's heading in text sizes, 0 where groups have none."""
        return 1.5 if self.headings else 0.0


#: Forms in the order in which they are tried, with labels of groups beside the rows and without.
BESIDE = (
    Form(3, 0.5),
    Form(3, 0.3),
    Form(3, 0.12),
    Form(2, 0.12),
    Form(2, 0.06, gap=0.12),
    Form(2, 0.0, gap=0.1, leading=1.07),
    Form(1, 0.55, gap=0.3),
    Form(1, 0.2, gap=0.3),
)
ABOVE = (
    Form(3, 0.5, headings=True),
    Form(3, 0.08, headings=True),
    Form(2, 0.08, headings=True),
    # Whose word a figure is comes before what group a commodity is of.
    Form(2, 0.12, gap=0.2),
    Form(2, 0.06, gap=0.1, leading=1.1),
    Form(2, 0.0, gap=0.1, leading=1.07),
    Form(1, 0.5, headings=True, gap=0.2),
    Form(1, 0.2, headings=True, gap=0.1),
    Form(1, 0.2, gap=0.3),
)


@dataclass(frozen=True)
class Columns:
    """Left edges of the words of a row in px.

    `count` is the right end of the counts and `label` the width of group labels, 0 without them.
    """

    name: float
    figure: float
    end: float
    count: float = 0.0
    label: float = 0.0

    def name_room(self, entry: Entry, size: float) -> float:
        """Give the px that a name has."""
        end = self.count - text_width(_ratio(entry), size) - 8 if self.count else self.figure - 10
        return end - self.name - entry.depth * size * _INDENT


@dataclass(frozen=True)
class Row:
    """An entry in its place: its middle and height in px."""

    entry: Entry
    y: float
    height: float


@dataclass(frozen=True)
class Band:
    """A group in its place: from `top` to `bottom`, with the middle of its heading, all in px."""

    top: float
    heading: float
    bottom: float


def height(entry: Entry, columns: Columns, size: float, form: Form) -> float:
    """Give the height that a row needs in a form, in px."""
    return size * (form.leading * min(_lines(entry, columns, size), form.lines) + form.pad)


def _slack(group: str, members: Sequence[Entry], columns: Columns, size: float, form: Form) -> float:
    """Give the px by which a label beside a group is higher than its rows."""
    if not columns.label:
        return 0.0
    lines = len(_wrapped(group, columns.label, size + 1, 600, lines=2))
    rows = sum(height(entry, columns, size, form) for entry in members)
    return max(0.0, (size + 1) * LEADING * lines + 3 - rows)


def tall(side: Side, columns: Columns, size: float, form: Form) -> float:
    """Give the height that all rows of a side need in a form, in px."""
    groups = list(side.groups())
    rows = sum(height(entry, columns, size, form) for entry in side.entries)
    slack = sum(_slack(group, members, columns, size, form) for group, members in groups)
    return rows + slack + len(groups) * form.heading * size + max(len(groups) - 1, 0) * form.gap * size


def laid_out(
    side: Side, columns: Columns, size: float, form: Form, top: float, room: float
) -> tuple[list[Row], dict[str, Band]]:
    """Put rows below each other, stretched a little where there is room; gives the groups too."""
    needed = tall(side, columns, size, form)
    stretch = min(max(room / needed, 1.0), _STRETCH) if needed else 1.0
    rows, bands, y = [], {}, top
    for group, members in side.groups():
        begin, slack = y, _slack(group, members, columns, size, form) * stretch / 2
        y += form.heading * size * stretch + slack
        for entry in members:
            share = height(entry, columns, size, form) * stretch
            rows.append(Row(entry, y + share / 2, share))
            y += share
        y += slack
        bands[group] = Band(begin, begin + form.heading * size * stretch / 2, y)
        y += form.gap * size * stretch
    return rows, bands


def cut(side: Side, columns: Columns, size: float, form: Form, room: float) -> tuple[Side, int]:
    """Keep as many entries as there is room for; gives how many are left out.

    The best attested one always stays; of the others those heard of longest ago go first.
    """
    best = max(side.entries, key=lambda entry: (not entry.total, entry.origins, entry.rows))
    kept = sorted(side.entries, key=lambda entry: (entry is not best, -entry.newest))
    while len(kept) > 1 and tall(_only(side, kept), columns, size, form) > room:
        kept.pop()
    return _only(side, kept), len(side.entries) - len(kept)


def _only(side: Side, kept: Sequence[Entry]) -> Side:
    return replace(side, entries=tuple(entry for entry in side.entries if entry in kept))


def name_width(entries: Iterable[Entry], size: float, lines: int) -> float:
    """Give the px that names need when each may take so many lines, what stands behind them included."""
    widths = [0.0]
    for entry in entries:
        widths.append(widest_line(entry.name, size, 400, min(lines, 2)) + entry.depth * size * _INDENT)
        if lines > 1:
            widths.append(text_width(entry.behind, size) * _HINTED + entry.depth * size * _INDENT)
    return max(widths) + 1


def shared(side: Side, left: float, end: float, size: float, form: Form, *, share: float = 0.46) -> float:
    """Give the px of names where names and figures share a width: figures stay whole while names can give way."""
    figures = max((text_width(entry.figure, size, weight=600) * _HINTED for entry in side.entries), default=0.0)
    most = min((end - left) * share, max(end - left - figures - 10, (end - left) * 0.3))
    return min(name_width(side.entries, size, form.lines), most)


@lru_cache(maxsize=4096)
def widest_line(text: str, size: float, weight: int, lines: int) -> float:
    """Give the width a text needs when it may be broken into so many lines."""
    whole = text_width(text, size, weight=weight) * _HINTED
    if lines < 2 or " " not in text:
        return whole
    words = text.split()
    breaks = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return min(max(text_width(part, size, weight=weight) for part in pair) for pair in breaks) * _HINTED


def write(page: Page, row: Row, columns: Columns, form: Form) -> None:
    """Write the words of a row: name, what stands behind it, and its figure."""
    size, ink2 = page.canvas.text, page.canvas.palette.ink2
    _name(page, row, columns, form)
    if columns.count and not row.entry.beside:
        page.texts.add(_ratio(row.entry), columns.count, row.y, ink2, right=True)
    _figure(page, row, columns, form, size)


@lru_cache(maxsize=8192)
def _wrapped(text: str, width: float, size: float, weight: int = 400, lines: int = 0) -> tuple[str, ...]:
    """Break text into lines; kept, as each form of rows that is tried asks again."""
    return tuple(wrap(text, width, size, weight=weight, lines=lines))


def _name(page: Page, row: Row, columns: Columns, form: Form) -> None:
    size, palette, entry = page.canvas.text, page.canvas.palette, row.entry
    left = columns.name + entry.depth * size * _INDENT
    room = columns.name_room(entry, size)
    if form.lines == 1:
        page.texts.add(ellipsis(entry.name, room, size), left, row.y, palette.ink)
        return
    lines = _wrapped(entry.name, room, size, lines=2)
    said = _behind(entry, room, size)
    behind = [said] if said and len(lines) < form.lines else []
    first = row.y - size * form.leading * (len(lines) + len(behind) - 1) / 2
    for number, line in enumerate(lines):
        page.texts.add(line, left, first + number * size * form.leading, palette.ink)
    for line in behind:
        page.texts.add(line, left, first + len(lines) * size * form.leading, palette.ink2)


def _figure(page: Page, row: Row, columns: Columns, form: Form, size: float) -> None:
    entry, palette = row.entry, page.canvas.palette
    room = columns.end - columns.figure
    said = ellipsis(entry.figure, room, size, weight=600)
    colour = palette.ink2 if entry.amount == NO_FIGURE else palette.ink
    if form.lines == 1:
        used = text_width(said, size, weight=600) * _HINTED + _BETWEEN
        tried = (entry.about, *entry.briefly, "")
        fitting = next(words for words in tried if not words or text_width(words, size) * _HINTED <= room - used)
        page.texts.figure(said, fitting, columns.figure, row.y, colour)
        return
    below = _about(entry, room, size, form.lines - 1)
    first = row.y - size * form.leading * len(below) / 2
    page.texts.add(said, columns.figure, first, colour, bold=True)
    for number, line in enumerate(below, 1):
        page.texts.add(line, columns.figure, first + number * size * form.leading, palette.ink2)


def _about(entry: Entry, room: float, size: float, lines: int) -> Sequence[str]:
    """Break what is said of a figure into lines, or say it more briefly; it is cut only where nothing fits."""
    whole = _wrapped(entry.about, room, size)
    if len(whole) <= lines:
        return whole
    brief = next((words for words in entry.briefly if text_width(words, size) * _HINTED <= room), "")
    return [brief] if brief else _wrapped(entry.about, room, size, lines=lines)


def _lines(entry: Entry, columns: Columns, size: float) -> int:
    names = len(_wrapped(entry.name, columns.name_room(entry, size), size, lines=2)) + (not entry.beside)
    return max(names, 1 + len(_about(entry, columns.end - columns.figure, size, 2)))


def _behind(entry: Entry, room: float, size: float) -> str:
    """Say what stands behind an entry as fully as there is room."""
    tried = (entry.behind, counted(entry.rows, "row"), "")
    return next(words for words in tried if text_width(words, size) * _HINTED <= room)


def _ratio(entry: Entry) -> str:
    return f"{entry.rows} / {entry.origins}"
