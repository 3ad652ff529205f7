"""Numbers on demand under the lanes of a timeline, with its landmarks as rules through both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from components.charts.lettering import Texts
from components.charts.measure import wrap
from components.charts.milestone_rules import add_names, milestone_rules
from components.charts.overlay import Panel, Words, draw_numbers, top_value
from components.charts.timeline_picture import Drawing, broken_line, crisp_path, line_at
from components.exhibits.contract import Canvas, Chart, plain
from data.trails import Trail

_SHARE, _LEAST, _MOST = 0.36, 140.0, 230.0
#: Height, in lines of text, from which the names of landmarks may take two lines.
_ROOMY = 12.5
#: Px under the names of landmarks, so that an arrow at the top keeps clear of them.
_AIR = 14.0


@dataclass(frozen=True, slots=True)
class Under:
    """What is drawn under the lanes: the name of the metric, how it counts, its trails and their words.

    `absent` stands in the panel where there is no number, `lead` is the claim that the title names.
    """

    heading: str
    kind: str
    trails: Sequence[Trail]
    words: Mapping[str, Words]
    absent: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """How many numbers are labelled, and how many landmarks have a rule."""

    labelled: int
    ruled: int


def panel_height(canvas: Canvas) -> float:
    """Give the height that numbers take under the lanes."""
    return round(min(max(canvas.height * _SHARE, _LEAST), _MOST))


def add_numbers(made: Chart, drawing: Drawing, numbers: Under, today: date) -> Told:
    """Add the numbers to a timeline's figure, into the height that its layout left for them."""
    canvas, axis, palette = drawing.canvas, drawing.axis, drawing.canvas.palette
    texts, line = Texts.none(), canvas.text * 1.2
    lines = 2 if drawing.panel >= _ROOMY * canvas.text else 1
    rules = milestone_rules(drawing.chosen, axis, canvas.text, lines)
    names = drawing.bottom + 4 + (line if canvas.narrow else 0)
    add_names(texts, rules, names, line, canvas.text, palette)
    top = names + lines * line + _AIR
    until = min(line_at(drawing.axis, today), axis.right)
    found = [statement for trail in numbers.trails for statement in trail.statements]
    panel = Panel(axis, top, drawing.base, top_value(found), canvas.text, palette, until)
    _add_heading(texts, drawing, numbers)
    grid = [(0.0, drawing.bottom, axis.edge, drawing.bottom)]
    labelled = 0
    if found:
        drawn = draw_numbers(numbers.trails, dict(numbers.words), panel, texts, lead=numbers.lead)
        made["data"] += drawn.traces
        grid += [(axis.left, panel.y(value), axis.edge, panel.y(value)) for value in drawn.grid[1:]]
        labelled = drawn.labelled
    else:
        middle = (top + drawing.base) / 2
        for at, words in enumerate(wrap(numbers.absent, axis.edge - axis.left - 8, canvas.text)):
            texts.add(plain(words), axis.left + 4, middle + at * line, size=canvas.text, colour=palette.ink2)
    uprights = [piece for rule in rules for piece in _pieces(drawing, rule.x, names, rule.row, line)]
    made["layout"]["shapes"] += [crisp_path(grid, palette.hair), crisp_path(uprights, palette.rule)]
    made["data"].append(texts.trace())
    return Told(labelled, len(rules))


def _pieces(drawing: Drawing, x: float, names: float, row: int, line: float) -> list[tuple[float, float, float, float]]:
    """Give a rule in pieces: through the lanes, open where words of labels stand, to its name, and to the axis."""
    through = [(x0, max(y0, drawing.head), x1, min(y1, drawing.bottom)) for x0, y0, x1, y1 in broken_line(drawing, x)]
    inside = [piece for piece in through if piece[1] < piece[3]]
    return [*inside, (x, names + row * line, x, drawing.base)]


def _add_heading(texts: Texts, drawing: Drawing, numbers: Under) -> None:
    canvas, palette = drawing.canvas, drawing.canvas.palette
    size = canvas.text + 1
    y = drawing.bottom + size / 2 + 5
    width = drawing.axis.edge if canvas.narrow else drawing.axis.left - 10
    for words in wrap(numbers.heading, width, size, weight=600, lines=1 if canvas.narrow else 0):
        texts.add(plain(words), 0, y, size=size, colour=palette.ink, weight=600)
        y += size + 3
    if canvas.narrow:
        return
    for words in wrap(f"{numbers.kind}; from zero", width, canvas.text):
        texts.add(plain(words), 0, y, size=canvas.text, colour=palette.ink2)
        y += canvas.text + 3
