"""The strip under the map: events a month, with the chosen dates and the month of the open event."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from components.charts.measure import text_width
from components.exhibits.contract import Canvas, Chart
from data.vocabulary import Direction
from data.wording import counted, month

_HEAD, _AXIS = 18.0, 16.0
_PALE = 0.32


@dataclass(frozen=True)
class Moment:
    """An event on the strip: the month in which it began, and its direction."""

    month: date
    direction: Direction


@dataclass(frozen=True)
class Strip:
    """What the strip shows: `first` to `last` month, the chosen months, and the span of the open event."""

    moments: Sequence[Moment]
    first: date
    last: date
    chosen: tuple[date, date]
    focus: tuple[date, date] | None = None
    heading: str = "Events a month on this map"


def month_end(first: date) -> date:
    """Give the last day of a month.

    >>> month_end(date(2024, 2, 1))
    datetime.date(2024, 2, 29)
    """
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def months_between(first: date, last: date) -> list[date]:
    """List the first days of the months from one day to another.

    >>> months_between(date(2024, 11, 15), date(2025, 1, 2))
    [datetime.date(2024, 11, 1), datetime.date(2024, 12, 1), datetime.date(2025, 1, 1)]
    """
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(start, end + 1)]


def map_strip(strip: Strip, canvas: Canvas) -> Chart:
    """Draw the strip as a figure of the canvas's size; a click on a month asks for "month:YYYY-MM"."""
    months = months_between(strip.first, strip.last)
    step = canvas.width / len(months)
    counts = {direction: Counter(m.month for m in strip.moments if m.direction is direction) for direction in Direction}
    totals = Counter(m.month for m in strip.moments)
    most = max((totals[one] for one in months), default=0)
    base = canvas.height - _AXIS
    unit = (base - _HEAD - canvas.text) / most if most else 0.0
    data = [trace for direction in Direction if (trace := _bars(strip, canvas, months, counts, direction, unit, step))]
    data += [_hits(months, totals, canvas, step), *_focus(strip, months, canvas, step)]
    layout = {
        "width": canvas.width, "height": canvas.height, "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "xaxis": _axis(0, canvas.width), "yaxis": _axis(canvas.height, 0), "barmode": "overlay", "bargap": 0,
        "plot_bgcolor": canvas.palette.bg, "paper_bgcolor": canvas.palette.bg, "showlegend": False,
        "hovermode": "closest", "dragmode": False, "annotations": list(_words(strip, canvas, months, step)),
        "shapes": [_rule(0, canvas.width, base, canvas.palette.rule)],
    }  # fmt: skip
    return {"data": data, "layout": layout}


def _axis(low: float, high: float) -> dict[str, Any]:
    return {"visible": False, "fixedrange": True, "zeroline": False, "showgrid": False, "range": [low, high]}


def _bars(
    strip: Strip, canvas: Canvas, months: Sequence[date], counts: dict[Direction, Counter[date]], direction: Direction,
    unit: float, step: float,
) -> dict[str, Any]:  # fmt: skip
    """Stack one direction on those before it; months outside the chosen ones are pale."""
    below = list(Direction)[: list(Direction).index(direction)]
    base = canvas.height - _AXIS
    kept = [(at, one) for at, one in enumerate(months) if counts[direction][one]]
    if not kept:
        return {}
    lifts = [sum(counts[other][one] for other in below) * unit for _, one in kept]
    first, last = strip.chosen
    heights = [round(counts[direction][one] * unit, 1) for _, one in kept]
    return {
        "type": "bar", "x": [round((at + 0.5) * step, 1) for at, _ in kept], "y": [-height for height in heights],
        "base": [round(base - lift, 1) for lift in lifts], "width": max(step - 1, 0.8),
        "marker": {
            "color": canvas.palette.direction(direction), "line": {"width": 0},
            "opacity": [1.0 if first <= one <= last else _PALE for _, one in kept],
        },
        "hoverinfo": "skip",
    }  # fmt: skip


def _hits(months: Sequence[date], totals: Counter[date], canvas: Canvas, step: float) -> dict[str, Any]:
    """Lay unseen columns over the months: all that answers the pointer."""
    return {
        "type": "bar", "x": [round((at + 0.5) * step, 1) for at in range(len(months))],
        "y": [-(canvas.height - _AXIS)] * len(months), "base": canvas.height - _AXIS, "width": step,
        "marker": {"color": canvas.palette.ink, "opacity": 0.0, "line": {"width": 0}},
        "hovertext": [f"{month(one)}: {counted(totals[one], 'event')}" for one in months], "hoverinfo": "text",
        "customdata": [f"{one:%Y-%m}" for one in months], "meta": "month",
    }  # fmt: skip


def _focus(strip: Strip, months: Sequence[date], canvas: Canvas, step: float) -> Iterator[dict[str, Any]]:
    """Set an outline of ink round the months of the open event."""
    if strip.focus is None:
        return
    inside = [at for at, one in enumerate(months) if strip.focus[0].replace(day=1) <= one <= strip.focus[1]]
    if not inside:
        return
    left, right = inside[0] * step - 1, (inside[-1] + 1) * step
    top, base = _HEAD, canvas.height - _AXIS
    yield {
        "type": "scatter", "mode": "lines", "x": [left, right, right, left, left], "y": [top, top, base, base, top],
        "line": {"color": canvas.palette.ink, "width": 2}, "hoverinfo": "skip",
    }  # fmt: skip


def _words(strip: Strip, canvas: Canvas, months: Sequence[date], step: float) -> Iterator[dict[str, Any]]:
    size, palette = canvas.text, canvas.palette
    yield _word(strip.heading, 0, 8, size + 1, palette.ink, weight=600)
    free = -1.0
    for at, one in enumerate(months):
        if one.month == 1 or at == 0:
            x, label = at * step, str(one.year)
            fits = x + text_width(label, size) <= canvas.width and x >= free
            early = at == 0 and one.month > 10
            if fits and not early:
                yield _word(label, x, canvas.height - _AXIS / 2, size, palette.ink2)
                free = x + text_width(label, size) + 8


def _word(text: str, x: float, y: float, size: float, colour: str, *, weight: int = 400) -> dict[str, Any]:
    return {
        "text": text, "x": round(x, 1), "y": round(y, 1), "xanchor": "left", "yanchor": "middle", "showarrow": False,
        "font": {"size": size, "color": colour, "weight": weight},
    }  # fmt: skip


def _rule(left: float, right: float, y: float, colour: str) -> dict[str, Any]:
    return {"type": "line", "x0": left, "x1": right, "y0": y, "y1": y, "line": {"color": colour, "width": 1}}
