"""Numbers under the lanes of a timeline: one metric's claims over the same time, on an axis of their own, in px."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from components.charts.event_marks import Trace
from components.charts.lane_items import AFTER_LABEL, GAP
from components.charts.lettering import Texts
from components.charts.measure import text_width
from components.charts.time_axis import TimeAxis, number_of
from components.exhibits.contract import plain
from components.theme import PARTY_SYMBOLS, Palette, mix
from data.periods import period_end, period_start
from data.series import bound
from data.trails import Clock, Statement, Trail
from data.vocabulary import AsOfBasis, Precision, Qualifier
from data.wording import number

#: Px of marks, range bars with their end ticks, and upright arrows of a bound (the look guide's marks).
_MARK, _RANGE, _TICK, _ARROW = 9.0, 8.0, 16.0, 19.0
_BAND = 0.26
#: How far above or below its mark a label may stand, in sizes of its text, nearest first.
_RISES = (0.0, -0.7, 0.7, -1.2, 1.2, -1.8, 1.8, -2.6, 2.6)
_NOMINAL = (1, 2, 2.5, 5, 10)
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Words:
    """What stands at a statement: its label beside the mark, and what hovering says."""

    label: str
    hover: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Where the numbers stand: px from `top` to `base`, values from 0 to `most`, on a time axis."""

    axis: TimeAxis
    top: float
    base: float
    most: float
    text: float
    palette: Palette
    until: float

    def y(self, value: float) -> float:
        """Give the px of a value."""
        return self.base - value / self.most * (self.base - self.top)

    def span(self, statement: Statement) -> tuple[float, float]:
        """Give the px at which the day, month, quarter or year of a statement begins and ends."""
        first, last = (at(statement.as_of, statement.precision) for at in (period_start, period_end))
        return self.axis.px(number_of(first)), self.axis.px(number_of(last) + 1)

    def x(self, statement: Statement) -> float:
        """Give the px of a statement's mark: mid-day, or the middle of what the axis shows of its period."""
        left, right = self.span(statement)
        return (left + right) / 2


@dataclass(slots=True)
class Numbers:
    """The drawn panel: its traces, how many numbers are labelled, and the values of its grid."""

    traces: list[Trace] = field(default_factory=list)
    labelled: int = 0
    grid: list[float] = field(default_factory=list)


def top_value(statements: Iterable[Statement]) -> float:
    """Give the round value at the top of the axis, with a little air over the highest statement.

    >>> top_value([])
    1.0
    """
    highest = max((statement.highest for statement in statements), default=0.0)
    if highest <= 0:
        return 1.0
    wanted = highest * 1.12
    power = 10.0 ** math.floor(math.log10(wanted))
    steps = (share * power / 2 for share in range(2, 41))
    return next(step for step in steps if step >= wanted)


def grid_values(most: float, height: float, text: float) -> list[float]:
    """List the values of the grid, from 0: round steps, at least two and a half lines of text apart."""
    lines = max(int(height / (2.6 * text)), 1)
    rough = most / lines
    power = 10.0 ** math.floor(math.log10(rough))
    steps = [nominal * power for nominal in _NOMINAL]
    step = next((step for step in steps if rough * 0.999 <= step <= most * 1.001), 0.0) or max(
        step for step in steps if step <= most * 1.001
    )
    return [step * at for at in range(int(most / step + 1e-6) + 1)]


def value_words(value: float) -> str:
    """Write a value of the axis short.

    >>> value_words(2_500_000), value_words(500.0)
    ('2.5 million', '500')
    """
    return f"{value / _MILLION:g} million" if value >= _MILLION else number(value)


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
    drawn.labelled = _label(trails, words, panel, texts)
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
        if leads and panel.until > x + _MARK:
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
        way = _way(said)
        if not way:
            continue
        colour, x, y = _colour(said, panel.palette), panel.x(said), panel.y(said.value)
        xs, ys = shafts.setdefault(colour, ([], []))
        xs += [_px(x), _px(x), None]
        ys += [_px(y), _px(y - way * _ARROW), None]
        heads.append((x, y - way * _ARROW, "triangle-up" if way > 0 else "triangle-down", colour))
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


def _way(said: Statement) -> int:
    """Give 1 where more is meant, -1 where less is, 0 for neither; open ends count as bounds."""
    way = bound(said.qualifier or "")
    if way or said.best is not None or said.ranged:
        return way
    return 1 if said.high is None else -1 if said.low is None else 0


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
                "size": _MARK,
                "color": [_colour(said, panel.palette) for said in chosen],
                "line": {"width": [1.8 if open_ else 0 for open_ in hollow]},
                "opacity": 1,
            },
            "hovertext": [words[said.claim_id].hover for said in chosen],
            "hoverinfo": "text",
            "customdata": [said.event_id or said.metric for said in chosen],
            "meta": meta,
        }


_Box = tuple[float, float, float, float]


def _label(trails: Sequence[Trail], words: dict[str, Words], panel: Panel, texts: Texts) -> int:
    """Write labels beside marks where nothing is in the way: first what each trail says last, then the rest.

    Words keep off marks, steps and other words.
    """
    found = [statement for trail in trails for statement in trail.statements]
    taken = [*(_mark_box(said, panel) for said in found), *_value_boxes(panel), *_step_boxes(trails, panel)]
    lasts = [trail.last for trail in trails if trail.last.counted]
    order = dict.fromkeys((*sorted(lasts, key=lambda said: -said.as_of.toordinal()), *found))
    labelled = 0
    for said in order:
        label = words[said.claim_id].label
        spot = _spot(said, label, panel, taken)
        if spot is None:
            continue
        x, y, place, box = spot
        colour = panel.palette.ink if said.counted else panel.palette.ink2
        texts.add(plain(label), x, y, size=panel.text, colour=colour, place=place)
        taken.append(box)
        labelled += 1
    return labelled


def _mark_box(said: Statement, panel: Panel) -> _Box:
    x, half, way = panel.x(said), _MARK / 2 + 1, _way(said)
    top, bottom = panel.y(said.highest) - half, panel.y(said.lowest) + half
    return x - half, top - (_ARROW if way > 0 else 0), x + half, bottom + (_ARROW if way < 0 else 0)


def _step_boxes(trails: Sequence[Trail], panel: Panel) -> Iterator[_Box]:
    """Give the px of steps, on which no words should stand."""
    for trail in trails:
        for before, after in pairwise(trail.statements):
            x0, x1, y0, y1 = panel.x(before), panel.x(after), panel.y(before.value), panel.y(after.value)
            yield x0, y0 - 1, x1, y0 + 1
            yield x1 - 1, min(y0, y1), x1 + 1, max(y0, y1)


def _value_boxes(panel: Panel) -> Iterator[_Box]:
    """Give the px of the values written at the grid."""
    for value in grid_values(panel.most, panel.base - panel.top, panel.text)[1:]:
        left, y = panel.axis.left + 4, panel.y(value)
        yield left, y - 1.15 * panel.text, left + text_width(value_words(value), panel.text), y


def _spot(said: Statement, label: str, panel: Panel, taken: Sequence[_Box]) -> tuple[float, float, str, _Box] | None:
    """Find room for a label right or left of its mark, level with it, a line higher or a line lower."""
    width, half = text_width(label, panel.text), panel.text * 0.55
    x, y = panel.x(said), panel.y(said.value)
    for rise in (step * panel.text for step in _RISES):
        for place, left in (("middle right", x + GAP), ("middle left", x - GAP - width)):
            box = (left - 2, y + rise - half, left + width + AFTER_LABEL / 2, y + rise + half)
            inside = left >= panel.axis.left and box[2] <= panel.axis.edge and box[1] >= panel.top - 4
            if inside and box[3] <= panel.base and not any(_touch(box, other) for other in taken):
                return (left if place == "middle right" else left + width), y + rise, place, box
    return None


def _touch(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _px(value: float) -> float:
    return round(value, 1)


def label_of(statement: Statement, figure: str) -> str:
    """Write the label of a statement: origin and number with its bound, "≈" for about, and a day not given as such."""
    about = Qualifier.ABOUT.label
    said = f"≈ {figure.removeprefix(f'{about} ')}" if statement.qualifier is Qualifier.ABOUT else figure
    day = ", day not given" if statement.basis is AsOfBasis.READ else ""
    return f"{statement.origin} {said}{day}"


def hover_of(statement: Statement, figure: str, unit: str) -> str:
    """Write what hovering over a statement says: whose number, of when, and when it was said."""
    counted = "" if statement.counted else "<br>shown, not counted: not an identifiable origin at first hand"
    return (
        f"{plain(statement.origin)}: {plain(figure)} {plain(unit)}<br>"
        f"of {plain(statement.when(Clock.AS_OF))} · said {plain(statement.when(Clock.SAID_ON))} · "
        f"{plain(statement.publisher)}{counted}"
    )
