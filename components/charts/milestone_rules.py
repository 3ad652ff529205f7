"""Landmark events as thin upright rules through a picture of time, named where there is room, all in px."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from components.charts.event_marks import EventMark
from components.charts.lettering import Texts
from components.charts.measure import text_width
from components.charts.time_axis import TimeAxis
from components.exhibits.contract import plain
from components.theme import Palette

#: Px between two names on one line.
_APART = 10.0


class Rule(NamedTuple):
    """A landmark with the px of its rule and the place of its name."""

    x: float
    words: str
    text_x: float
    row: int


def milestone_rules(
    marks: Iterable[EventMark], axis: TimeAxis, size: float, rows: int = 2, *, line: float = math.inf
) -> list[Rule]:
    """Place the names of landmarks known to the day on a few lines; those without room get no rule.

    A name stands right of its rule, at the end of the axis or where it would run through the upright
    `line` left of it. Early ones go first, then each next one that fits.
    """
    landmarks = sorted((mark for mark in marks if mark.weight == 1 and not mark.coarse), key=lambda m: (m.start, m.id))
    ends = [axis.left] * rows
    found: list[Rule] = []
    for mark in landmarks:
        if not axis.start <= mark.start < axis.end:
            continue
        x, width = axis.px(mark.start + 0.5), text_width(mark.label, size)
        lefts = [x - 4 - width] if x + 4 + width > axis.edge else [x + 4, x - 4 - width]
        clear = [left for left in lefts if not left - 3 < line < left + width + 3]
        left, row = next(((left, row) for left in clear[:1] for row in range(rows) if left >= ends[row]), (0.0, None))
        if row is not None:
            ends[row] = left + width + _APART
            found.append(Rule(x, mark.label, left, row))
    return found


def add_names(texts: Texts, rules: Sequence[Rule], top: float, line: float, size: float, palette: Palette) -> None:
    """Write the names of rules on their lines under `top`."""
    for rule in rules:
        y = top + (rule.row + 0.5) * line
        texts.add(plain(rule.words), rule.text_x, y, size=size, colour=palette.ink2)
