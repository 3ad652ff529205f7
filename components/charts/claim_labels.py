"""Direct labels of claims: origin and number beside each mark, as many as fit without touching anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeAlias

from components.charts.claim_spots import Spot, figure_words
from components.charts.measure import text_width
from components.exhibits.contract import Canvas, plain
from data.trails import Clock
from data.vocabulary import AsOfBasis
from data.wording import coarse_day

Box: TypeAlias = tuple[float, float, float, float]


class Words(NamedTuple):
    """One way to write a label: what stands before the number, the number, and what stands behind it.

    Between steep lines there may be room for no more than a word or two: with `rows` 2 the number
    stands under the name, with 3 its unit under the number.
    """

    name: str
    number: str
    after: str
    rows: int = 1

    @property
    def stacked(self) -> tuple[str, ...]:
        """The lines of the number, where the name has one of its own.

        >>> Words("RUSI  ", "5.7–6.7 million", "", rows=3).stacked
        ('5.7–6.7', 'million')
        """
        return tuple(self.number.rsplit(" ", 1)) if self.rows > 2 else (self.number,)

    def width(self, size: float) -> float:
        """Give the px of the longest line."""
        if self.rows > 1:
            lines = (text_width(line, size, weight=600) for line in self.stacked)
            return max(text_width(self.name.strip(), size), *lines)
        around = text_width(self.name, size) + text_width(self.after, size)
        return around + text_width(self.number, size, weight=600)

    def height(self, size: float) -> float:
        """Give the px of all lines."""
        return size * 1.08 * self.rows


class Label(NamedTuple):
    """A label in its place: left end and middle in px."""

    spot: Spot
    words: Words
    x: float
    y: float

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as plotly's markup, numbers of counted origins in bold."""
        words, counted = self.words, self.spot.statement.counted
        bold = [f"<b>{plain(line)}</b>" if counted else plain(line) for line in words.stacked]
        if words.rows > 1:
            return plain(words.name.strip()), *bold
        return (f"{plain(words.name)}{bold[0]}{plain(words.after)}",)


@dataclass
class Labels:
    """Places labels one by one in the free px of a panel: what stands in `taken` is never touched."""

    canvas: Canvas
    left: float
    right: float
    taken: list[Box] = field(default_factory=list)
    found: list[Label] = field(default_factory=list)
    _marks: list[tuple[float, float]] = field(default_factory=list)

    def block(self, *boxes: Box) -> None:
        """Keep labels off these px."""
        self.taken.extend(boxes)

    def free(self, box: Box) -> bool:
        """Say whether px are free and inside the plot."""
        left, top, right, bottom = box
        if left < self.left or right > self.right:
            return False
        return not any(left < r and right > x and top < b and bottom > y for x, y, r, b in self.taken)

    def place(self, spots: Sequence[Spot], zone: tuple[float, float], clock: Clock) -> list[Label]:
        """Label the marks of a panel, the most important first, between two px from the top; gives the new labels."""
        before = len(self.found)
        named: set[int] = set()
        self._marks = [(one.x, y) for one in spots for y, _ in one.points]
        for spot in sorted((one for one in spots if not one.repeated), key=lambda one: _rank(one, spots, clock)):
            label = self._label(spot, zone, clock, spot.trail in named, _newest(spot, spots))
            if label:
                named.add(spot.trail)
                self.found.append(label)
        return self.found[before:]

    def _label(self, spot: Spot, zone: tuple[float, float], clock: Clock, named: bool, newest: bool) -> Label | None:
        size = self.canvas.text
        for words in _ways(spot, clock, named, newest):
            width, height = words.width(size), words.height(size)
            for x, y in _places(spot, width, height):
                box = (x - 2, y - height / 2, x + width + 3, y + height / 2)
                if zone[0] <= box[1] and box[3] <= zone[1] and self.free(box) and self._nearest(box, spot):
                    self.taken.append(box)
                    return Label(spot, words, x, y)
        return None

    def _nearest(self, box: Box, spot: Spot) -> bool:
        """Say whether no other mark is nearer to words than their own, so that nobody takes them for its label."""
        own = min(_distance(box, spot.x, y) for y, _ in spot.points)
        marks = {(round(y, 1), round(spot.x, 1)) for y, _ in spot.points}
        others = [(x, y) for x, y in self._marks if (round(y, 1), round(x, 1)) not in marks]
        return all(own <= _distance(box, x, y) + 1 and not _leads(box, x, y) for x, y in others)


def _leads(box: Box, x: float, y: float) -> bool:
    """Say whether a mark stands level with words and close to an end of them, where the eye takes it for theirs.

    >>> words = (100.0, 40.0, 180.0, 54.0)
    >>> _leads(words, 92, 47), _leads(words, 80, 47), _leads(words, 92, 70), _leads(words, 140, 47)
    (True, False, False, False)
    """
    middle, height = (box[1] + box[3]) / 2, box[3] - box[1]
    aside = max(box[0] - x, x - box[2])
    return abs(y - middle) < height * 0.55 and 0 <= aside < height


def _distance(box: Box, x: float, y: float) -> float:
    """Give the square of the distance from a box to a point."""
    aside, above = max(box[0] - x, 0.0, x - box[2]), max(box[1] - y, 0.0, y - box[3])
    return aside * aside + above * above


def _rank(spot: Spot, spots: Sequence[Spot], clock: Clock) -> tuple[bool, bool, bool, int, float]:
    """Order marks for labels: those of the title's origin, then counted ones, the newest, the largest."""
    day = spot.statement.day(clock) or date.min
    return not spot.lead, not spot.statement.counted, not _newest(spot, spots), -day.toordinal(), -spot.statement.value


def _newest(spot: Spot, spots: Sequence[Spot]) -> bool:
    return not any(other.trail == spot.trail and other.x > spot.x and not other.repeated for other in spots)


def _ways(spot: Spot, clock: Clock, named: bool, newest: bool) -> Iterator[Words]:
    """List the ways to write a label, the fullest first; the name may go where its line carries one already."""
    statement = spot.statement
    number, name = figure_words(statement), f"{statement.origin}\u2009 "
    if clock is Clock.AS_OF and statement.basis is AsOfBasis.READ:
        yield Words(name, number, ", day not given")
        return
    if spot.lead and not named:
        yield Words(name, number, f", {coarse_day(statement.day(clock), statement.day_precision(clock))}")
    yield Words(name, number, "")
    if named:
        yield Words("", number, "")
    if newest and statement.counted:
        # What an origin says last is worth more lines than what it has said before.
        yield Words(name, number, "", rows=2)
        if " " in number:
            yield Words(name, number, "", rows=3)


def _places(spot: Spot, width: float, height: float) -> Iterator[tuple[float, float]]:
    """List where a label may stand, best first: beside the mark, then above and below it, then further off."""
    left, top, right, bottom = spot.reach
    gap, middle = 4.0, (spot.low + spot.high) / 2
    over, under = top - height / 2 - 1, bottom + height / 2 + 1
    yield right + gap, middle
    yield left - gap - width, middle
    yield right + 1, spot.y - height / 2 - 3
    yield right + 1, spot.y + height / 2 + 3
    yield left - 1 - width, spot.y - height / 2 - 3
    yield left - 1 - width, spot.y + height / 2 + 3
    for share in (0.5, 0.25, 0.75, 0.1, 0.9):
        yield spot.x - width * share, over
    for share in (0.5, 0.25, 0.75, 0.1, 0.9):
        yield spot.x - width * share, under
    for lift in (0.55, 1.05):
        yield right + gap, spot.y - height * lift
        yield right + gap, spot.y + height * lift
        yield left - gap - width, spot.y - height * lift
        yield left - gap - width, spot.y + height * lift
