"""Numbers under the lanes of a timeline: one metric's claims over the same time, on an axis of their own, in px."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from components.charts.event_marks import Trace
from components.charts.lettering import Texts
from components.charts.overlay_labels import add_number_labels
from components.charts.overlay_panel import ARROW, MARK, Panel, Words, grid_values, value_words, way_of
from components.theme import PARTY_SYMBOLS, Palette, mix
from data.trails import Statement, Trail
from data.vocabulary import AsOfBasis, Precision

#: Px of range bars and of their end ticks (the look guide's marks).
_RANGE, _TICK = 8.0, 16.0
_BAND = 0.26


@dataclass(slots=True)
class Numbers:
    """The drawn panel: its traces, how many numbers are labelled, and the values of its grid."""

    traces: list[Trace] = field(default_factory=list)
    labelled: int = 0
    grid: list[float] = field(default_factory=list)


def draw_numbers(
    trails: Sequence[Trail], words: dict[str, Words], panel: Panel, texts: Texts, *, lead: str = ""
) -> Numbers:
    """Draw steps, ranges, bounds and marks of trails, with as many labels as there is room for.

    The trail of the claim `lead` (the one in the title) has the heavier line, which goes on as dots.
    """
    drawn = Numbers(grid=grid_values(panel.most, panel.base - panel.top, panel.text))
    for value in drawn.grid[1:]:
        y = panel.y(value) - panel.text * 0.58
        texts.add(value_words(value), panel.axis.left + 4, y, size=panel.text, colour=panel.palette.ink2)
    found = [statement for trail in trails for statement in trail.statements]
    drawn.traces += [
        *_periods(found, panel),
        *_steps(trails, panel, lead),
        *_ranges(found, panel),
        *_bounds(found, panel),
        *_marks(found, words, panel),
    ]
    drawn.labelled = add_number_labels(trails, words, panel, texts)
    return drawn


def _colour(statement: Statement, palette: Palette) -> str:
    return palette.party(statement.party) if statement.counted else palette.ink3


def _line(xs: list[float | None], ys: list[float | None], colour: str, **line: object) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": colour, **line},
        "hoverinfo": "skip",
    }


def _periods(found: Sequence[Statement], panel: Panel) -> Iterator[Trace]:
    """Draw months, quarters and years as pale bands, so that their mark is not read as a day."""
    coarse = [said for said in found if said.precision is not Precision.DAY and said.basis is not AsOfBasis.READ]
    if coarse:
        spans = [panel.span(said) for said in coarse]
        yield {
            "type": "bar",
            "orientation": "h",
            "base": [_px(left) for left, _ in spans],
            "x": [_px(right - left) for left, right in spans],
            "y": [_px(panel.y(said.value)) for said in coarse],
            "width": _RANGE,
            "marker": {
                "color": [mix(_colour(said, panel.palette), panel.palette.bg, _BAND) for said in coarse],
                "line": {"width": 0},
            },
            "hoverinfo": "skip",
        }


def _steps(trails: Sequence[Trail], panel: Panel, lead: str) -> Iterator[Trace]:
    """Draw what one origin revised as steps; the last value of the leading trail goes on as dots."""
    for trail in trails:
        leads = any(said.claim_id == lead for said in trail.statements)
        colour, width = _colour(trail.last, panel.palette), 2.4 if leads else 1.2
        xs: list[float | None] = []
        ys: list[float | None] = []
        for before, after in pairwise(trail.statements):
            x0, x1, y0, y1 = panel.x(before), panel.x(after), panel.y(before.value), panel.y(after.value)
            xs += [_px(x0), _px(x1), _px(x1), None]
            ys += [_px(y0), _px(y0), _px(y1), None]
        if xs:
            yield _line(xs, ys, colour, width=width)
        x, y = panel.x(trail.last), _px(panel.y(trail.last.value))
        if leads and panel.until > x + MARK:
            yield _line([_px(x), _px(panel.until)], [y, y], colour, width=1.2, dash="2px,4px")


def _ranges(found: Sequence[Statement], panel: Panel) -> Iterator[Trace]:
    """Draw low to high as a pale bar with end ticks."""
    ranged = [statement for statement in found if statement.ranged]
    if not ranged:
        return
    xs, colours = [_px(panel.x(said)) for said in ranged], [_colour(said, panel.palette) for said in ranged]
    lows, highs = [panel.y(said.lowest) for said in ranged], [panel.y(said.highest) for said in ranged]
    yield {
        "type": "bar",
        "x": xs,
        "base": [_px(high) for high in highs],
        "y": [_px(low - high) for low, high in zip(lows, highs, strict=True)],
        "width": _RANGE,
        "marker": {"color": colours, "opacity": 0.3, "line": {"width": 0}},
        "hoverinfo": "skip",
    }
    for colour in dict.fromkeys(colours):
        ends = [
            (x, y)
            for x, own, low, high in zip(xs, colours, lows, highs, strict=True)
            if own == colour
            for y in (low, high)
        ]
        flat: list[tuple[float | None, float | None]] = []
        for x, y in ends:
            flat += [(x - _TICK / 2, _px(y)), (x + _TICK / 2, _px(y)), (None, None)]
        yield _line([x for x, _ in flat], [y for _, y in flat], colour, width=2)


def _bounds(found: Sequence[Statement], panel: Panel) -> Iterator[Trace]:
    """Draw "at least" and "over" as arrows up, "up to", "under" and "nearly" as arrows down."""
    heads: list[tuple[float, float, str, str]] = []
    shafts: dict[str, tuple[list[float | None], list[float | None]]] = {}
    for said in found:
        way = way_of(said)
        if not way:
            continue
        colour, x, y = _colour(said, panel.palette), panel.x(said), panel.y(said.value)
        xs, ys = shafts.setdefault(colour, ([], []))
        xs += [_px(x), _px(x), None]
        ys += [_px(y), _px(y - way * ARROW), None]
        heads.append((x, y - way * ARROW, "triangle-up" if way > 0 else "triangle-down", colour))
    yield from (_line(xs, ys, colour, width=1.8) for colour, (xs, ys) in shafts.items())
    if heads:
        yield {
            "type": "scatter",
            "mode": "markers",
            "x": [_px(head[0]) for head in heads],
            "y": [_px(head[1]) for head in heads],
            "marker": {"symbol": [head[2] for head in heads], "size": 8, "color": [head[3] for head in heads]},
            "hoverinfo": "skip",
        }


def _marks(found: Sequence[Statement], words: dict[str, Words], panel: Panel) -> Iterator[Trace]:
    """Draw the mark of each statement: the party's shape, hollow where it is not counted or its day is not given.

    A click opens the event of a claim, or all claims of the metric where it has none.
    """
    for meta, chosen in (("event", [s for s in found if s.event_id]), ("metric", [s for s in found if not s.event_id])):
        if not chosen:
            continue
        hollow = [not said.counted or said.basis is AsOfBasis.READ for said in chosen]
        symbols = [PARTY_SYMBOLS[said.party] if said.counted else "circle" for said in chosen]
        yield {
            "type": "scatter",
            "mode": "markers",
            "x": [_px(panel.x(said)) for said in chosen],
            "y": [_px(panel.y(said.value)) for said in chosen],
            "marker": {
                "symbol": [
                    f"{symbol.removesuffix('-open')}-open" if open_ else symbol
                    for symbol, open_ in zip(symbols, hollow, strict=True)
                ],
                "size": MARK,
                "color": [_colour(said, panel.palette) for said in chosen],
                "line": {"width": [1.8 if open_ else 0 for open_ in hollow]},
                "opacity": 1,
            },
            "hovertext": [words[said.claim_id].hover for said in chosen],
            "hoverinfo": "text",
            "customdata": [said.event_id or said.metric for said in chosen],
            "meta": meta,
        }


def _px(value: float) -> float:
    return round(value, 1)
