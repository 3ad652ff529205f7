"""Labels of the numbers under a timeline: what they say, and where they stand clear of marks and steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from components.charts.lane_items import AFTER_LABEL, GAP
from components.charts.lettering import Texts
from components.charts.measure import text_width
from components.charts.overlay_panel import ARROW, MARK, Panel, Words, grid_values, value_words, way_of
from components.exhibits.contract import plain
from data.trails import Clock, Statement, Trail
from data.vocabulary import AsOfBasis, Qualifier

#: How far above or below its mark a label may stand, in sizes of its text, nearest first.
_RISES = (0.0, -0.7, 0.7, -1.2, 1.2, -1.8, 1.8, -2.6, 2.6)

_Box = tuple[float, float, float, float]


def add_number_labels(trails: Sequence[Trail], words: dict[str, Words], panel: Panel, texts: Texts) -> int:
    """Write labels beside marks where nothing is in the way: first what each trail says last, then the rest.

    Words keep off marks, steps and other words.
    """
    found = [statement for trail in trails for statement in trail.statements]
    today = (panel.until - 1, panel.top, panel.until + 1, panel.base)
    taken = [*(_mark_box(said, panel) for said in found), *_value_boxes(panel), *_step_boxes(trails, panel), today]
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
    x, half, way = panel.x(said), MARK / 2 + 1, way_of(said)
    top, bottom = panel.y(said.highest) - half, panel.y(said.lowest) + half
    return x - half, top - (ARROW if way > 0 else 0), x + half, bottom + (ARROW if way < 0 else 0)


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
