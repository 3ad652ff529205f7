"""Projects as blocks of rows over one time axis: acts on the project's own line, each promise on a line beneath."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from components.charts.axis_rows import BESIDE, ROOMY, WIDE, AxisRows, shortened
from components.charts.gantt_marks import Marks, draw_act, draw_promise, draw_silence
from components.charts.marks import Blocks, Texts
from components.charts.measure import ellipsis, text_width
from components.charts.time_axis import TimeAxis, number_of, time_axis
from components.exhibits.contract import Canvas, Chart, Medium, plain
from data.milestones import Act, News, Project
from data.promises import Promise, Standing
from data.wording import counted

#: Few rows stand up to so many times further apart.
_MOST_STRETCH = 1.4
#: On a still, which nobody can open further, rows stand so much closer before one gives way: in one line, in two.
_CLOSEST_FLAT, _CLOSEST = 0.76, 0.87
#: Px by which promises stand in from their project.
_INDENT = 12.0


@dataclass(frozen=True)
class Line:
    """One row: a promise, or the acts of a project; `head` is the project's own row above its promises.

    A row that is `brief` stands for a whole project that is done: its weightiest promise, among its acts.
    """

    project: Project
    promise: Promise | None = None
    head: bool = False
    brief: bool = False

    @property
    def alone(self) -> bool:
        """Whether the row is all that its project has."""
        only = self.promise is None or (len(self.project.promises) == 1 and not self.project.acts)
        return self.brief or (only and not self.head)

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts drawn on the row."""
        return () if self.promise and not self.brief else self.project.dated

    @property
    def what(self) -> str:
        """What was promised, or was done last."""
        if self.promise:
            return self.promise.what
        return self.project.newest.what if self.project.newest and not self.head else ""

    @property
    def when(self) -> str:
        """For when it was promised, or when it happened."""
        if self.promise:
            return self.promise.when
        return self.project.newest.when if self.project.newest and not self.head else ""

    @property
    def state(self) -> str:
        """How it stands on the day, in words."""
        newest = self.project.newest
        if self.promise:
            return self.promise.state
        if newest is None:
            return self.project.silence
        said = f"{newest.what}, {newest.when}" if self.head else newest.status.label
        return "; ".join(part for part in (said, self.project.silence) if part)

    @property
    def event_id(self) -> str:
        """The event a click on the row's words opens, "" where there is none."""
        if self.promise:
            return self.promise.event_id
        return self.project.newest.event_id if self.project.newest else ""


@dataclass(frozen=True)
class Drawn:
    """A picture, the milestones in it, and whether years stand behind a break."""

    chart: Chart
    shown: frozenset[str]
    years_apart: bool


@dataclass
class _Page:
    rows: AxisRows
    blocks: Blocks
    marks: Marks

    @property
    def gap(self) -> float:
        """Px between two projects."""
        return self.rows.canvas.text * (0.35 if self.rows.wide else 0.5)


def gantt(projects: Sequence[Project], canvas: Canvas, *, first: date | None, today: date, cut_off: date) -> Drawn:
    """Draw projects in the order given, each with its promises; those without room are left out from the end."""
    axis = _axis(projects, canvas, first, today, cut_off)
    page = _Page(AxisRows(canvas, today, axis, Texts(canvas)), Blocks(canvas.palette), Marks(canvas.palette))
    rows = page.rows
    blocks = _blocks(page, projects)
    rows.stretch = _stretch(page, blocks)
    shown: list[Line] = []
    y = rows.top
    for block in _fit(page, blocks):
        rows.rule(y + page.gap / 2, canvas.palette.hair)
        y += page.gap
        for line in block:
            _row(page, line, y)
            shown.append(line)
            y += rows.pitch
    ids = frozenset(id for line in shown for id in _ids(line))
    left = sum(id not in ids for project in projects for id in project.ids)
    rows.frame(y, f"and {counted(left, 'more milestone')}: see the table" if left else "")
    chart = rows.chart([*page.blocks.traces(), *page.marks.traces()])
    return Drawn(chart, ids, bool(axis.later))


def needed_height(projects: Sequence[Project], canvas: Canvas) -> int:
    """Give the px that all rows of these projects take at the width of a canvas."""
    rows = AxisRows(canvas, date.min, TimeAxis(0, 1, 0, 1), Texts(canvas))
    page = _Page(rows, Blocks(canvas.palette), Marks(canvas.palette))
    blocks = (page.gap + len(lines(project)) * rows.pitch for project in projects)
    return math.ceil(rows.top + sum(blocks) + rows.foot) + 1


def lines(project: Project) -> list[Line]:
    """List the rows of a project: one where it has only acts or only one promise, else its own and its promises'."""
    if not project.promises or (len(project.promises) == 1 and not project.acts):
        return [Line(project, next(iter(project.promises), None))]
    return [Line(project, head=True), *(Line(project, promise) for promise in project.promises)]


def _ids(line: Line) -> Iterator[str]:
    if line.promise:
        yield line.promise.id
    if not line.promise or line.brief:
        yield from (act.id for act in line.project.acts)


def _axis(projects: Sequence[Project], canvas: Canvas, first: date | None, today: date, cut_off: date) -> TimeAxis:
    wide, beside = canvas.width >= WIDE, canvas.width >= BESIDE
    left = canvas.width * (0.4 if wide else 0.56) if beside else 0.0
    left = _left(projects, canvas) if canvas.width >= ROOMY else left
    right = canvas.width * (0.745 if wide else 1) - 4
    extents = [(number_of(today), number_of(today) + 1)]
    for project in projects:
        extents += [(number_of(promise.start), number_of(promise.end) + 1) for promise in project.promises]
        extents += [(number_of(act.first), number_of(act.last) + 1) for act in project.acts if act.first and act.last]
    return time_axis(extents, first, None, cut_off, left, right)


def _left(projects: Sequence[Project], canvas: Canvas) -> float:
    """Give the px at which the axis begins: names keep their words where the axis can spare the room."""
    size, widest = canvas.text, 0.0
    for line in (line for project in projects for line in lines(project)):
        name = _INDENT
        if line.head or line.alone:
            name = text_width(line.project.name, size, weight=600) + size * 0.55
        widest = max(widest, name + text_width(line.what, size) + text_width(line.when, size))
    return min(max(widest + 26, canvas.width * 0.345), canvas.width * 0.385)


def _blocks(page: _Page, projects: Sequence[Project]) -> list[list[Line]]:
    """Give the rows of each project; on a still without room for all, fewer of those that have several.

    Where a row has two lines, a project keeps its longest overdue promise and the one due next; then what is
    done has one row, the last projects first.
    """
    blocks = [lines(project) for project in projects]
    if page.rows.canvas.medium is not Medium.STILL or _ratio(page, blocks) >= _closest(page):
        return blocks
    if not page.rows.wide:
        blocks = [_foremost(block) for block in blocks]
    for at in reversed(range(len(blocks))):
        if _ratio(page, blocks) >= _closest(page):
            break
        if projects[at].news is News.DONE and len(blocks[at]) > 1:
            told = min((line for line in blocks[at] if line.promise), key=_weight)
            blocks[at] = [replace(told, brief=True)]
    return blocks


def _foremost(block: list[Line]) -> list[Line]:
    """Keep of a project's promises the weightiest one and the next one due."""
    promised = sorted((line for line in block if line.promise), key=_weight)
    coming = [line for line in promised if line.promise and line.promise.standing is Standing.COMING]
    kept = [*promised[:1], *coming[:1]]
    return [line for line in block if not line.promise or line in kept]


def _closest(page: _Page) -> float:
    if page.rows.canvas.medium is not Medium.STILL:
        return 1.0
    return _CLOSEST_FLAT if page.rows.wide else _CLOSEST


def _ratio(page: _Page, blocks: Sequence[Sequence[Line]]) -> float:
    """Give how far rows would stand apart, in the usual pitch, if they filled the page."""
    room = page.rows.canvas.height - page.rows.top - page.rows.foot - len(blocks) * page.gap
    return room / (sum(map(len, blocks)) * page.rows.pitch)


def _stretch(page: _Page, blocks: Sequence[Sequence[Line]]) -> float:
    """Give how far rows stand apart: further where there are few, closer on a still where there are many."""
    return min(max(_ratio(page, blocks), _closest(page)), _MOST_STRETCH)


def _fit(page: _Page, blocks: Sequence[list[Line]]) -> Iterator[list[Line]]:
    """Give the blocks that have room, the last perhaps cut to the promises with the biggest news."""
    pitch = page.rows.pitch
    room = page.rows.canvas.height - page.rows.top - page.rows.foot
    for block in blocks:
        fitting = int((room - page.gap) / pitch)
        if fitting >= len(block):
            room -= page.gap + len(block) * pitch
            yield block
        else:
            if block[0].head and fitting >= 2:
                kept = sorted(block[1:], key=_weight)[: fitting - 1]
                yield [block[0], *(line for line in block[1:] if line in kept)]
            return


def _weight(line: Line) -> tuple[int, int]:
    """Order promises: open ones longest overdue first, then the next ones due, then outcomes latest first."""
    promise = line.promise
    if promise is None:
        return 0, 0
    least = promise.slip.least if promise.slip else 0
    if promise.outcome:
        return 2, -least
    return (0, -least) if promise.slip else (1, promise.end.toordinal())


def _row(page: _Page, line: Line, top: float) -> None:
    _words(page.rows, line, top)
    axis, today, y = page.rows.axis, page.rows.today, page.rows.strip(top)
    for act in line.acts:
        draw_act(page.marks, act, line.project, axis, y)
    if line.promise:
        draw_promise(page.marks, page.blocks, line.promise, axis, today, y)
        return
    draw_silence(page.blocks, line.project, axis, today, y)


def _words(rows: AxisRows, line: Line, top: float) -> None:
    canvas, y = rows.canvas, rows.first_line(top)
    size, palette = canvas.text, canvas.palette
    room = canvas.width if rows.stacked else rows.axis.left - 14
    rows.target(0, room, top, _hover(line), line.event_id)
    if not rows.wide:
        _name(rows, line, y, room)
        left = 0.0 if line.head or line.alone else _INDENT
        said = line.state if line.head or not line.when else f"{line.when}: {line.state}"
        rows.second_line(said, left, top, room - left)
        return
    _name(rows, line, y, room - (text_width(line.when, size) + 10 if line.when else 0))
    left = canvas.width * 0.757
    rows.texts.add(line.when, room, y, palette.ink2, right=True)
    rows.texts.add(shortened(line.state, canvas.width - left, size), left, y, palette.ink)
    rows.target(left, canvas.width, top, _hover(line), line.event_id)


def _name(rows: AxisRows, line: Line, y: float, room: float) -> None:
    """Write the project in bold where the row is its first, and behind it what was promised or done."""
    size, ink = rows.canvas.text, rows.canvas.palette.ink
    if not (line.head or line.alone):
        rows.texts.add(ellipsis(line.what, room - _INDENT, size), _INDENT, y, ink)
        return
    name = ellipsis(line.project.name, room, size, weight=600)
    rows.texts.add(name, 0, y, ink, bold=True)
    used = text_width(name, size, weight=600) + size * 0.55
    if line.what and room - used > size * 4:
        rows.texts.add(ellipsis(line.what, room - used, size), used, y, ink)


def _hover(line: Line) -> str:
    """Say a row in full, safe for plotly."""
    said = ": ".join(part for part in (line.project.name, line.what) if part)
    when = f"promised for {line.when}" if line.promise else line.when
    return "<br>".join(plain(part) for part in (said, when, line.state) if part)
