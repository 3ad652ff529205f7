"""Links by mode as rows: the statuses of each over time as a strip, and in words what it is on the day."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from components.charts import glyphs
from components.charts.axis_rows import BESIDE, ROOMY, WIDE, AxisRows, shortened
from components.charts.gantt_marks import Marks
from components.charts.glyphs import Glyph
from components.charts.marks import Blocks, Texts
from components.charts.measure import ellipsis, text_width, wrap
from components.charts.time_axis import TimeAxis, number_of, time_axis
from components.exhibits.contract import Canvas, Chart, Medium, plain
from components.theme import Palette, mix
from data.links import Link
from data.vocabulary import Mode, RouteState
from data.wording import counted

#: A strip shows at least so many days, however short the chosen range.
_LEAST_DAYS = 365
_HALF = 4.5
#: The part of a roomy page that strips take.
_STRIP = 0.23
#: From line to line of a note, in text sizes.
_LINE = 1.16
#: Rows stand so much closer before one of them gives way; on a still, which nobody can open further, so much.
_CLOSEST, _CLOSEST_STILL = 0.955, 0.76
#: Height of the line that names a mode, in text sizes: as a rule, and where rows stand at their closest.
_HEAD, _LOW_HEAD = 2.1, 1.6
#: A hollow bar needs so many px to be more than its own outline.
_NARROWEST = 4.0


@dataclass(frozen=True)
class Drawn:
    """A picture of links and how many of them have no room."""

    chart: Chart
    left_out: int


@dataclass
class _Page:
    rows: AxisRows
    blocks: Blocks
    marks: Marks
    #: Where the newest notes begin, behind the words of what each link is; the width where they have no room.
    notes: float
    #: Whether notes stand in as many lines as they need; where that costs rows, in one each.
    whole: bool
    #: Height of the line that names a mode, in text sizes.
    heading: float = _HEAD

    @property
    def head(self) -> float:
        """Height of the line that names a mode."""
        return self.rows.canvas.text * self.heading

    def told(self, link: Link) -> list[str]:
        """Break the newest note of a link into lines."""
        canvas, words = self.rows.canvas, _newest(link)
        room = canvas.width - self.notes
        if room <= 0 or not words:
            return []
        return wrap(words, room, canvas.text) if self.whole else [ellipsis(words, room, canvas.text)]

    def height(self, link: Link) -> float:
        """Height of a row: further lines of its note add to it."""
        return self.rows.pitch + max(len(self.told(link)) - 1, 0) * self.rows.canvas.text * _LINE


def needed_height(links: Sequence[Link], canvas: Canvas) -> int:
    """Give the px that all rows of these links take at the width of a canvas."""
    page = _page(links, canvas, TimeAxis(0, 1, *_strip_ends(links, canvas)), date.min)
    modes = {link.mode for link in links}
    rows = sum(page.height(link) for link in links) + page.head * len(modes)
    return math.ceil(page.rows.top + rows + page.rows.foot) + 1


def link_rows(links: Sequence[Link], canvas: Canvas, *, first: date | None, on: date) -> Drawn:
    """Draw links grouped by mode in the order given; a mode with many rows loses its last ones first."""
    groups = {mode: [link for link in links if link.mode is mode] for mode in dict.fromkeys(one.mode for one in links)}
    page = _page(links, canvas, _axis(links, canvas, first, on), on)
    counts = _fit(page, groups)
    if _half_still(canvas) and sum(counts.values()) < len(links):
        page = _page(links, canvas, _axis(links, canvas, first, on, flat=True), on, flat=True)
        counts = _fit(page, groups)
    y = page.rows.top
    for mode, group in groups.items():
        if not counts[mode]:
            continue
        _heading(page, mode, len(group), y)
        y += page.head
        for link in group[: counts[mode]]:
            _row(page, link, y)
            y += page.height(link)
    left = len(links) - sum(counts.values())
    page.rows.frame(y, f"and {counted(left, 'more link')}: see the table" if left else "")
    return Drawn(page.rows.chart([*page.blocks.traces(), *page.marks.traces()]), left)


def _half_still(canvas: Canvas) -> bool:
    """Say whether a still has rows of two lines, which can be told in one each."""
    return canvas.medium is Medium.STILL and BESIDE <= canvas.width < WIDE


def _page(links: Sequence[Link], canvas: Canvas, axis: TimeAxis, on: date, *, flat: bool = False) -> _Page:
    rows = AxisRows(canvas, on, axis, Texts(canvas), flat=flat)
    marks = Marks(canvas.palette, canvas.palette.accent)
    return _Page(rows, Blocks(canvas.palette), marks, _notes(links, rows), whole=True)


def _axis(links: Sequence[Link], canvas: Canvas, first: date | None, on: date, *, flat: bool = False) -> TimeAxis:
    left, right = _flat_ends(links, canvas) if flat else _strip_ends(links, canvas)
    oldest = min(link.stretches[0].first for link in links)
    begins = min(max(oldest, first or oldest), on - timedelta(days=_LEAST_DAYS))
    return time_axis([(number_of(begins), number_of(on) + 1)], begins, on, on, left, right)


def _strip_ends(links: Sequence[Link], canvas: Canvas) -> tuple[float, float]:
    """Give the px of the strips: beside the names, as short as leaves the notes their room."""
    width, size = canvas.width, canvas.text
    if width < BESIDE:
        return 0.0, width - 4.0
    if width < ROOMY:
        return (width * 0.33, width * 0.66 - 4) if width >= WIDE else (width * 0.5, width - 4.0)
    left = min(max((text_width(link.name, size) for link in links), default=0.0) + 20, width * 0.28)
    return left, left + width * _STRIP


def _flat_ends(links: Sequence[Link], canvas: Canvas) -> tuple[float, float]:
    """Give the px of the strips between the names and what each link is, both of them whole."""
    size = canvas.text
    left = min(max(text_width(link.name, size) for link in links) + 18, canvas.width * 0.43)
    told = max(text_width(link.standing, size) for link in links)
    return left, max(canvas.width - told - 30, left + canvas.width * 0.1)


def _notes(links: Sequence[Link], rows: AxisRows) -> float:
    """Give where the notes begin: what a link is on the day is never cut for the sake of what is noted on it."""
    size, width = rows.canvas.text, float(rows.canvas.width)
    if width < ROOMY:
        return width
    begins = rows.axis.right + 14 + max((text_width(link.standing, size) for link in links), default=0.0) + 16
    return begins if width - begins >= size * 12 else width


def _fit(page: _Page, groups: dict[Mode, list[Link]]) -> dict[Mode, int]:
    """Share the rows among the modes: notes give way first, then the fullest mode; each keeps a row while it can."""
    rows = page.rows
    counts = {mode: len(group) for mode, group in groups.items()}
    room = rows.canvas.height - rows.top - rows.foot

    def used() -> float:
        kept = {mode: groups[mode][:count] for mode, count in counts.items() if count}
        return sum(page.head + sum(page.height(link) for link in group) for group in kept.values())

    page.whole = used() <= room
    rows.stretch = 1.0 if page.whole else _CLOSEST
    if used() > room and rows.canvas.medium is Medium.STILL and rows.wide:
        rows.stretch, page.heading = _CLOSEST_STILL, _LOW_HEAD
    while used() > room and any(counts.values()):
        fullest = max(counts, key=lambda mode: (counts[mode], list(counts).index(mode)))
        counts[fullest] -= 1
    spare = room - used()
    rows.stretch = min(rows.stretch * max(1.0 + spare / (max(sum(counts.values()), 1) * rows.pitch), 1.0), 1.4)
    return counts


def _heading(page: _Page, mode: Mode, count: int, top: float) -> None:
    size, palette = page.rows.canvas.text, page.rows.canvas.palette
    y, words = top + page.head - size * (0.95 if page.heading == _HEAD else 0.72), HEADINGS[mode]
    page.rows.texts.add(words, 0, y, palette.ink, heading=True)
    page.rows.texts.add(str(count), text_width(words, size + 1, weight=600) + 8, y, palette.ink2)
    page.rows.rule(top + page.head - 1, palette.rule)


#: What a group of links is called.
HEADINGS = {Mode.RAIL: "Rail", Mode.ROAD: "Road", Mode.AIR: "Air", Mode.SEA: "Sea, ferries included"}


def _row(page: _Page, link: Link, top: float) -> None:
    rows = page.rows
    size, palette, width = rows.canvas.text, rows.canvas.palette, rows.canvas.width
    room = width if rows.stacked else rows.axis.left - 14
    y = rows.first_line(top)
    rows.texts.add(ellipsis(link.name, room, size), 0, y, palette.ink)
    hover = "<br>".join(plain(part) for part in (link.name, link.standing, link.now.note) if part)
    rows.target(0, room, top, hover, link.now.event_id)
    if rows.wide:
        left, middle = rows.axis.right + 14, page.notes
        rows.texts.add(shortened(link.standing, middle - left - 12, size), left, y, palette.ink)
        for at, words in enumerate(page.told(link)):
            rows.texts.add(words, middle, y + at * size * _LINE, palette.ink2)
        rows.target(left, width, top, hover, link.now.event_id)
    else:
        rows.second_line(link.standing, 0, top, room)
    _strip(page, link, rows.strip(top))


def _newest(link: Link) -> str:
    """Say what the newest row adds, after its day where that is not the first of its status."""
    now = link.now
    return f"{now.since}: {now.note}" if now.note and now is not link.begun else now.note


def _strip(page: _Page, link: Link, y: float) -> None:
    """Draw what the link was over time, and let each of its rows speak under the pointer."""
    for state, first, last in link.runs():
        left, right = _ends(page, first, last)
        if right - left >= 1:
            draw_state(page.blocks, page.marks, state, left, right, y)
    for stretch in link.stretches:
        left, right = _ends(page, stretch.first, stretch.last)
        if right - left >= 1:
            how = f"from {stretch.since}, {stretch.certainty.label}"
            words = (f"{link.name}: {stretch.state.label}", how, stretch.note)
            hover = "<br>".join(plain(part) for part in words if part)
            page.rows.target(left, right, y - page.rows.pitch / 2, hover, stretch.event_id)


def _ends(page: _Page, first: date, last: date) -> tuple[float, float]:
    return page.rows.axis.px(number_of(first)), page.rows.axis.px(number_of(last) + 1)


def draw_state(blocks: Blocks, marks: Marks, state: RouteState, left: float, right: float, y: float) -> None:
    """Draw one status as a bar from `left` to `right` about a height in px."""
    palette, wide, top = blocks.palette, right - left, y - _HALF
    if state is RouteState.OPERATING:
        blocks.add(left, top, wide, 2 * _HALF, palette.accent)
    elif state is RouteState.LIMITED:
        blocks.add(left, top, wide, 2 * _HALF, _pale(palette))
    elif state is RouteState.REPORTED:
        blocks.hollow(left, top, max(wide, _NARROWEST), 2 * _HALF, palette.accent)
    elif state is RouteState.SUSPENDED:
        blocks.hatch(left, top, wide, 2 * _HALF)
    elif state is RouteState.NONE:
        blocks.add(left, y - 0.5, wide, 1, palette.rule)
    else:
        if state is RouteState.UNDER_CONSTRUCTION:
            marks.band(left, right, y)
        marks.box(left, right, y)


def state_glyph(state: RouteState, palette: Palette) -> Glyph:
    """Draw a status for the key."""
    pale = mix(palette.accent, palette.bg, 0.26)
    return {
        RouteState.OPERATING: glyphs.swatch(palette.accent, width=26),
        RouteState.LIMITED: glyphs.swatch(_pale(palette), width=26),
        RouteState.REPORTED: glyphs.bar(palette.accent),
        RouteState.SUSPENDED: glyphs.gap(palette.gap),
        RouteState.UNDER_CONSTRUCTION: glyphs.bar(palette.accent, dash="6,4", fill=pale),
        RouteState.PLANNED: glyphs.bar(palette.accent, dash="6,4"),
        RouteState.NONE: glyphs.line(palette.rule, weight=1, width=26),
    }[state]


def _pale(palette: Palette) -> str:
    return mix(palette.accent, palette.bg, 0.45)
