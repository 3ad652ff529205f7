"""Numbers on demand under the lanes of a timeline, with its landmarks as rules through both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from components.charts.lettering import Texts, pieces
from components.charts.measure import text_width, wrap
from components.charts.milestone_rules import Rule, add_names, milestone_rules
from components.charts.overlay import draw_numbers
from components.charts.overlay_panel import Panel, Words, top_value
from components.charts.timeline_layout import Drawing, line_at
from components.charts.timeline_picture import broken_line, crisp_path
from components.exhibits.contract import Canvas, Chart, Medium, plain
from data.trails import Trail

#: Height that numbers take: a share of the picture, in px at least, and at most in a still and on a screen, where
#: what a taller picture gains goes to the lanes.
_SHARE, _LEAST, _MOST, _MOST_ON_SCREEN = 0.36, 140.0, 230.0, 172.0
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
    most = _MOST if canvas.medium is Medium.STILL else _MOST_ON_SCREEN
    return round(min(max(canvas.height * _SHARE, _LEAST), most))


def add_numbers(made: Chart, drawing: Drawing, numbers: Under, today: date) -> Told:
    """Add the numbers to a timeline's figure, into the height that its layout left for them."""
    canvas, axis, palette = drawing.canvas, drawing.axis, drawing.canvas.palette
    texts, line = Texts.none(), canvas.text * 1.2
    lines = 2 if drawing.panel >= _ROOMY * canvas.text else 1
    upright = line_at(axis, today)
    rules = milestone_rules(drawing.chosen, axis, canvas.text, lines, line=upright)
    names = drawing.bottom + 4 + (line if canvas.narrow else 0)
    add_names(texts, rules, names, line, canvas.text, palette)
    top = names + lines * line + _AIR
    until = min(upright, axis.right)
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
    uprights = [piece for rule in rules for piece in _pieces(drawing, rule, rules, names, line)]
    made["layout"]["shapes"] += [crisp_path(grid, palette.hair), crisp_path(uprights, palette.rule)]
    made["data"].append(texts.trace())
    return Told(labelled, len(rules))


def _pieces(
    drawing: Drawing, rule: Rule, rules: Sequence[Rule], names: float, line: float
) -> list[tuple[float, float, float, float]]:
    """Give a rule in pieces: through the lanes to its name and to the axis, open where words stand on it."""
    x, size = rule.x, drawing.canvas.text
    gaps = [
        (names + other.row * line, names + (other.row + 1) * line)
        for other in rules
        if other.row > rule.row and other.text_x - 3 < x < other.text_x + text_width(other.words, size) + 3
    ]
    through = [(x0, max(y0, drawing.head), x1, min(y1, drawing.bottom)) for x0, y0, x1, y1 in broken_line(drawing, x)]
    inside = [piece for piece in through if piece[1] < piece[3]]
    return [*inside, *pieces(x, names + rule.row * line, drawing.base, gaps)]


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
