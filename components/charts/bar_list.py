"""Bars of rival figures as a list, the newest year first: the form of narrow pictures, events among the years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from components.charts.bar_columns import Column, Gap, Scale, bounds
from components.charts.bar_parts import ARROW, Page, cap_colour, draw_part, draw_whole
from components.charts.event_marks import EventMark
from components.charts.measure import ellipsis, text_width, wrap
from data.trade_figures import Standing

_Line = Column | Gap | EventMark


def bar_list(
    page: Page,
    columns: list[Column],
    gaps: list[Gap],
    years: range,
    unit: str,
    events: Mapping[str, Sequence[EventMark]],
    *,
    log: bool,
) -> int:
    """Draw a line a column, a gap and, as far as there is room, an event; gives the columns without room.

    On a logarithmic scale a figure is a short block at its value: no length may be read.
    """
    canvas, size = page.canvas, page.canvas.text
    room = int((canvas.height - size * 2) / (size * 1.5))
    lines = list(_lines(columns, gaps, years, _kept(columns, gaps, years, events, room)))
    shown = lines[:room]
    hidden = sum(isinstance(line, Column) for line in lines[room:])
    pitch = min((canvas.height - size * 2) / max(len(shown), 1), size * 2.6)
    drawn = [line for line in shown if isinstance(line, Column)]
    about = min(max((text_width(column.about, size) for column in drawn), default=0), canvas.width * 0.38)
    left = text_width("0000", size + 1, weight=600) + 10
    start = left + about + 10
    figures = max((text_width(column.label, size, weight=600) for column in drawn), default=0) + 10
    scale = _scale(drawn, start, max(canvas.width - start - figures - ARROW, 20), log)
    page.texts.add(f"{unit}, log scale" if log else unit, 0, size * 0.8, canvas.palette.ink2)
    if hidden:
        page.texts.add(f"{hidden} earlier in the table", canvas.width - 2, size * 0.8, canvas.palette.ink2, right=True)
    told = 0
    for number_, line in enumerate(shown):
        y = size * 2 + pitch * (number_ + 0.5)
        year = _year(line)
        if year != told:
            page.rule(0, canvas.width, y - pitch / 2, y - pitch / 2, canvas.palette.hair)
            if not isinstance(line, Gap):
                page.texts.add(str(year), 0, y, canvas.palette.ink, heading=True)
        if isinstance(line, Gap):
            _lying_gap(page, line, left, start, y)
        elif isinstance(line, EventMark):
            _event(page, line, left, y)
        else:
            _about(page, line, left, y, about, lines=2 if pitch >= size * 2.1 else 1)
            _lying_column(page, line, y, scale)
            page.spans.append((0, y - pitch / 2, canvas.width, pitch, line.hover, line.focus))
        told = year
    return hidden


def _scale(drawn: Sequence[Column], start: float, room: float, log: bool) -> Scale:
    most = max((column.height for column in drawn), default=1) or 1
    least = min((column.least for column in drawn), default=0.0) if log else 0.0
    # One unit of air under the least: a block at the very start would read as none.
    return Scale(start, room, most, min(least / 2, most / 2)) if 0 < least < float("inf") else Scale(start, room, most)


def _year(line: _Line) -> int:
    return line.last if isinstance(line, Gap) else line.year if isinstance(line, Column) else line.first.year


def _kept(
    columns: list[Column], gaps: list[Gap], years: range, events: Mapping[str, Sequence[EventMark]], room: int
) -> list[EventMark]:
    """Keep the landmarks, the newest first, as far as figures and gaps leave room."""
    spare = room - len(columns) - len(gaps)
    marks = [mark for group in events.values() for mark in group if mark.first.year in years and mark.weight == 1]
    return sorted(marks, key=lambda mark: (-mark.start, mark.id))[: max(spare, 0)]


def _lines(columns: list[Column], gaps: list[Gap], years: range, events: Sequence[EventMark]) -> Iterator[_Line]:
    for year in reversed(years):
        yield from (gap for gap in gaps if gap.last == year)
        yield from (column for column in columns if column.year == year)
        own = [mark for mark in events if mark.first.year == year]
        yield from sorted(own, key=lambda mark: (-mark.start, mark.id))


def _event(page: Page, mark: EventMark, left: float, y: float) -> None:
    """Write an event behind its mark, its date at the right."""
    size, palette, width = page.canvas.text, page.canvas.palette, page.canvas.width
    when = mark.when.removesuffix(f" {mark.first.year}")
    page.events.append((left + 5, y, mark))
    page.texts.add(when, width - 2, y, palette.ink2, right=True)
    page.texts.add(ellipsis(mark.label, width - left - 26 - text_width(when, size), size), left + 16, y, palette.ink2)


def _lying_gap(page: Page, gap: Gap, left: float, start: float, y: float) -> None:
    size, palette = page.canvas.text, page.canvas.palette
    said = str(gap.last) if gap.first == gap.last else f"{gap.first}–{gap.last}"
    page.texts.add(said, 0, y, palette.ink, heading=True)
    at = max(left, text_width(said, size + 1, weight=600) + 10)
    words = gap.short or gap.words
    page.texts.add(ellipsis(words, start - at - 6, size), at, y, palette.ink2)
    page.blocks.hatch(start, y - 5, page.canvas.width * 0.2, 10)


def _about(page: Page, column: Column, left: float, y: float, width: float, *, lines: int) -> None:
    """Name period and origin before the bar, in two lines where one has no room for them."""
    size = page.canvas.text
    told = wrap(column.about, width + 2, size, lines=lines)
    for at, words in enumerate(told):
        page.texts.add(words, left, y + (at - (len(told) - 1) / 2) * size * 1.12, page.canvas.palette.ink2)


def _lying_column(page: Page, column: Column, y: float, scale: Scale) -> None:
    palette, start = page.canvas.palette, scale.floor
    if column.missing:
        page.blocks.hatch(start, y - 5, page.canvas.width * 0.1, 10)
        page.texts.add(column.missing, start + page.canvas.width * 0.1 + 6, y, palette.ink2)
        return
    end = scale.y(column.height)
    if column.whole == 0:
        page.zeros.append((start, y, page.colour_of(column)))
    elif column.whole is not None:
        at = scale.y(column.whole)
        base = max(at - 7, start) if scale.log else start
        draw_whole(page, column, base, y - 5, max(at - base, 1.5), 10)
    elif not scale.log:
        form = column.last.form if column.last else column.form
        draw_part(page, form, (start, y - 5, end - start, 10), page.colour_of(column))
    for step in column.steps:
        x = scale.y(step.value)
        if not scale.log and column.whole is None and step.form is Standing.ESTIMATE:
            continue
        page.cap((x, x), (y - 5, y + 5), cap_colour(page, column))
    for value, _ in column.ticks:
        x = scale.y(value)
        page.cap((x, x), (y - 6, y + 6), palette.ink)
    shift = 0
    if bounds(column):
        page.arrows.append((end, y, bounds(column), page.colour_of(column)))
        shift = ARROW + 2 if bounds(column) > 0 else 0
    page.texts.add(column.label, end + 5 + shift, y, palette.ink, bold=True)
