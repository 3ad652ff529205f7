"""The strip over a timeline: events per day, week, month, quarter or year, stacked by direction."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from components.charts.event_marks import EventMark, Trace
from components.charts.lettering import Texts
from components.charts.mark_traces import direction_colours
from components.charts.measure import text_width
from components.charts.time_axis import TimeAxis, Unit, day_of, precise_enough, starts
from components.theme import Palette
from data.vocabulary import Direction, Precision
from data.wording import counted, day, month, span

_DIRECTIONS = tuple(Direction)
#: Events by the first day number of their bin and by direction.
Bins = dict[int, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Strip:
    """Where the strip stands: its base and its height in px, with the counts written above the bars."""

    base: float
    height: float
    text: float
    narrow: bool


def bins(chosen: Sequence[EventMark], axis: TimeAxis, unit: Unit) -> Bins:
    """Count events by bin of their start and by direction; dates coarser than a bin are not counted."""
    found: Bins = {first: {} for first in starts(unit, axis.start, axis.end)}
    firsts = sorted(found)
    fine = {precision for precision in Precision if precise_enough(precision, unit)}
    for mark in chosen:
        if mark.precision in fine and axis.start <= mark.start + 0.5 <= axis.end:
            counts = found[firsts[bisect_right(firsts, mark.start) - 1]]
            counts[mark.direction] = counts.get(mark.direction, 0) + 1
    return found


def strip_trace(counts: Bins, axis: TimeAxis, unit: Unit, strip: Strip, palette: Palette, texts: Texts) -> Trace:
    """Draw the bars of a strip and write each total above its bar where it is wide enough."""
    bars: list[tuple[float, float, float, float, str, str]] = []
    colour_of, scale, fullest = direction_colours(palette), _scale(counts, strip), _fullest(counts)
    for first, left, right in _extents(counts, axis):
        total, y = sum(counts[first].values()), strip.base
        said = f"{_name(first, unit)}: {counted(total, 'event')}"
        for direction, count in _stacked(counts[first]):
            height = count * scale
            hover = f"{said}<br>{direction.label}: {count}"
            bars.append((left, max(right - left, 1.0), y - height / 2, height, colour_of[direction], hover))
            y -= height
        if total == fullest or _is_written(total, left, right, strip):
            _write(texts, str(total), (left + right) / 2, y - strip.text * 0.62, strip.text, palette.ink2)
    return {
        "type": "bar",
        "orientation": "h",
        "base": [round(bar[0], 1) for bar in bars],
        "x": [round(bar[1], 1) for bar in bars],
        "y": [round(bar[2], 1) for bar in bars],
        "width": [round(bar[3], 1) for bar in bars],
        "marker": {"color": [bar[4] for bar in bars], "line": {"color": palette.bg, "width": 0.5}},
        "hovertext": [bar[5] for bar in bars],
        "hoverinfo": "text",
    }


def _scale(counts: Bins, strip: Strip) -> float:
    """Give the px of one event, so that the fullest bin leaves room for its count and a line of words."""
    most = max((sum(bin_counts.values()) for bin_counts in counts.values()), default=0)
    return (strip.height - 2 * strip.text - 8) / most if most else 0.0


def _fullest(counts: Bins) -> int:
    """Give the count of the one fullest bin, which is always written: it stands above all others; else 0.

    >>> _fullest({1: {"other": 3}, 2: {"other": 9}}), _fullest({1: {"other": 3}, 2: {"other": 3}}), _fullest({})
    (9, 0, 0)
    """
    first, second = sorted((0, 0, *(sum(bin_counts.values()) for bin_counts in counts.values())), reverse=True)[:2]
    return first if first > second else 0


def _extents(counts: Bins, axis: TimeAxis) -> Iterator[tuple[int, float, float]]:
    """List the bins that hold anything with the px of their bars."""
    firsts = sorted(counts)
    for first, after in zip(firsts, [*firsts[1:], int(axis.end) + 1], strict=True):
        if counts[first]:
            yield first, axis.px(first) + 1, axis.px(min(after, axis.end)) - 1


def _is_written(total: int, left: float, right: float, strip: Strip) -> bool:
    return right - left + (0 if strip.narrow else 2.5) >= text_width(str(total), strip.text)


def count_at(counts: Bins, axis: TimeAxis, strip: Strip, x: float) -> tuple[float, float] | None:
    """Give the px, from upper to lower, of the count that stands in the way of an upright line at `x`."""
    fullest = _fullest(counts)
    for first, left, right in _extents(counts, axis):
        total = sum(counts[first].values())
        half = text_width(str(total), strip.text) / 2 + 3
        written = total == fullest or _is_written(total, left, right, strip)
        if abs((left + right) / 2 - x) < half and written:
            y = strip.base - total * _scale(counts, strip) - strip.text * 0.62
            return y - strip.text * 0.6, y + strip.text * 0.6
    return None


def _stacked(counts: Mapping[str, int]) -> list[tuple[Direction, int]]:
    return [(direction, counts[direction]) for direction in _DIRECTIONS if direction in counts]


def _write(texts: Texts, words: str, x: float, y: float, size: float, colour: str) -> None:
    texts.add(words, x, y, size=size, colour=colour, place="middle center")


def _name(first: int, unit: Unit) -> str:
    """Say a bin in words."""
    at = day_of(first)
    if unit is Unit.YEAR:
        return str(at.year)
    if unit is Unit.QUARTER:
        return span(at, at, Precision.QUARTER)
    if unit is Unit.MONTH:
        return month(at)
    return f"Week of {day(at)}" if unit is Unit.WEEK else day(at)


def add_heading(texts: Texts, unit: Unit, strip: Strip, palette: Palette) -> None:
    """Say at the left what the bars count."""
    size = strip.text + 1
    words = f"Events a {unit.value}"
    if strip.narrow:
        texts.add(words, 0, strip.base - strip.height + size / 2, size=size, colour=palette.ink, weight=600)
        return
    y = strip.base - strip.height + size / 2 + 5
    texts.add(words, 0, y, size=size, colour=palette.ink, weight=600)
    texts.add("by start date", 0, y + size + 2, size=strip.text, colour=palette.ink2)
