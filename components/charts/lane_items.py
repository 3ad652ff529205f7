"""What swim lanes are laid out from and into: events, rows of px, densities, and marks in their places."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache, reduce
from operator import and_
from typing import NamedTuple

from components.charts.lane_bits import bits, runs
from components.charts.measure import text_width

#: A body narrower than this is drawn as a mark: its length could not be read anyway.
LEAST_BODY = 9.0
PAD = 3.0
GAP = 6.0
AFTER_LABEL = 9.0
WIDE = 44.0
#: Px at 12 px text between a long span and its words beneath.
UNDER = 3.5


class Side(StrEnum):
    """Where a label stands to its mark."""

    RIGHT = "right"
    LEFT = "left"
    UNDER = "under"


# Named tuples, not data classes, where hundreds are made for a picture: frozen classes take four times as long.
class Item(NamedTuple):
    """One event to be placed: px of its body (left = right for an instant) and what it says.

    Lower ranks are labelled first. `spot` is the px of the mark of a body that the window cuts.
    """

    key: str
    rank: tuple[int, int]
    left: float
    right: float
    label: str
    fades_left: bool = False
    fades_right: bool = False
    spot: float | None = None

    @property
    def middle(self) -> float:
        """The px of the mark."""
        return (self.left + self.right) / 2 if self.spot is None else self.spot


@dataclass(frozen=True, slots=True)
class Density:
    """How close marks stand: row height, sizes without and with a label, rows that labels take."""

    pitch: float
    small: float
    large: float
    one_line: int
    two_lines: int
    compact: bool

    @property
    def over(self) -> float:
        """Size of a long span over its words: slim where rows are, so that the words keep off it."""
        return self.small if self.compact else self.large

    def tail(self, size: float) -> float:
        """Px of a fading tail at a size of mark: 26 at full size."""
        return 2.2 * size


#: At 12 px text, roomiest first: in each, one or two lines of a label fill whole rows.
_DENSITIES = (
    Density(14.5, 10.0, 11.0, 1, 2, compact=False),
    Density(9.8, 8.0, 10.0, 2, 3, compact=False),
    Density(7.4, 6.4, 8.5, 2, 4, compact=True),
)


@dataclass(frozen=True, slots=True)
class Room:
    """The px that lanes may fill: `top` to `bottom`, `left` to `right`, at a text size.

    Labels run through an upright line at `rule` only where a landmark finds no other room.
    """

    left: float
    right: float
    top: float
    bottom: float
    text: float
    labels: bool = True
    rule: float = math.inf

    @property
    def under(self) -> float:
        """Px between a long span and its words beneath."""
        return UNDER * self.text / 12

    @property
    def line(self) -> float:
        """Px from one line of a label to the next."""
        return round(self.text * 1.09)

    def densities(self) -> Iterator[Density]:
        """Give the densities to try at this text size."""
        scale = self.text / 12
        for one in _DENSITIES:
            yield Density(
                one.pitch * scale, one.small * scale, one.large * scale, one.one_line, one.two_lines, one.compact
            )


class Placed(NamedTuple):
    """One mark in its place; `lines` is empty where it has no label."""

    item: Item
    y: float
    size: float
    tail: float
    lines: tuple[str, ...] = ()
    text_x: float = 0.0
    text_y: float = 0.0
    side: Side = Side.RIGHT


class More(NamedTuple):
    """Events of a lane that found no row at one place, shown as "+3"."""

    x: float
    y: float
    items: tuple[Item, ...]


#: A mark and the bits of the px it covers.
Owned = tuple[Item, int]


@dataclass(slots=True)
class Row:
    """A slim row: the px that are taken (by words, too), the marks on it, and the labels that begin on it."""

    taken: int = 0
    words: int = 0
    marks: dict[str, Owned] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)

    def put(self, item: Item, own: int) -> None:
        """Set a mark on the row."""
        self.taken |= own
        self.marks[item.key] = (item, own)

    def drop(self, key: str) -> None:
        """Take a mark off the row."""
        self.taken &= ~self.marks.pop(key)[1]

    def under(self, wanted: int) -> list[Item]:
        """List the marks that stand on some px."""
        return [item for item, own in self.marks.values() if own & wanted] if self.taken & wanted else []


class Label(NamedTuple):
    """One way to write a label: rows and px it takes, with its mark, and where its words begin."""

    item: Item
    rows: int
    side: Side
    lines: tuple[str, ...]
    text_x: float
    wanted: int
    reach: tuple[float, float]


#: Landmarks with the ways to label each, best first.
Words = list[tuple[str, list[Label]]]


@dataclass(slots=True)
class Lane:
    """A lane: what is in it on the way in; its place and the places of its marks on the way out.

    `ways` keeps the ways to label its marks; `changes` counts how often a label has altered it.
    """

    code: str
    items: Sequence[Item]
    least: float
    head: float = 0.0
    top: float = 0.0
    height: float = 0.0
    placed: list[Placed] = field(default_factory=list)
    more: list[More] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    numbers: list[tuple[float, int, tuple[Item, ...]]] = field(default_factory=list)
    lead: int = 0
    ways: dict[str, list[Label]] = field(default_factory=dict)
    changes: int = 0
    full: dict[int, int] = field(default_factory=dict)
    costs: dict[int, float] = field(default_factory=dict)

    @property
    def named(self) -> int:
        """How many events carry a label."""
        return sum(bool(one.lines) for one in self.placed)

    def changed(self) -> None:
        """Note that a label has altered the rows."""
        self.changes += 1
        self.full.clear()
        self.costs.clear()

    def cost(self, deep: int, density: Density) -> float:
        """Give the height that so many more rows would take."""
        found = self.costs.get(deep)
        if found is None:
            found = self.costs[deep] = height_of(self, density, deep) - height_of(self, density)
        return found

    def taken_everywhere(self, deep: int) -> int:
        """Give the px taken on every run of so many neighbouring rows, where no label of that height can go."""
        found = self.full.get(deep)
        if found is None:
            found = self.full[deep] = reduce(and_, runs([row.taken for row in self.rows], deep), -1)
        return found


@lru_cache(maxsize=8192)
def balanced(label: str, size: float) -> tuple[str, ...]:
    """Break a label into two lines of nearly equal width; short ones stay on one.

    >>> balanced("Kyiv: first clash in Kursk", 12)
    ('Kyiv: first', 'clash in Kursk')
    """
    # Only plain spaces part words: a thin space stands inside a number.
    words = label.split(" ")
    if len(words) < 2 or width_of(label, size) < 6 * size:
        return (label,)
    cuts = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return min(cuts, key=lambda cut: max(text_width(line, size) for line in cut))


@lru_cache(maxsize=16384)
def width_of(text: str, size: float) -> float:
    """Give the width of a line in px; remembered, as the same labels are laid out again and again."""
    return text_width(text, size)


@lru_cache(maxsize=8192)
def settings(label: str, size: float, *, whole_first: bool) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Give the ways to set a label, on one line and on two, each with its width in px."""
    whole, wrapped = (label,), balanced(label, size)
    lines = [whole] if len(wrapped) < 2 else [whole, wrapped] if whole_first else [wrapped, whole]
    return tuple((way, max(width_of(line, size) for line in way)) for way in lines)


@lru_cache(maxsize=8192)
def narrowest(label: str, size: float) -> float:
    """Give the width of a label in px where it is set as narrow as can be."""
    return min(width for _, width in settings(label, size, whole_first=True))


def reach(item: Item, half: float, tail: float) -> tuple[float, float]:
    """Give the px that a mark with its tails covers."""
    middle = (item.left + item.right) / 2 if item.spot is None else item.spot
    left = min(item.left, middle - half) - (tail if item.fades_left else 0)
    right = max(item.right, middle + half) + (tail if item.fades_right else 0)
    return left, right


def owned_px(items: Sequence[Item], density: Density) -> list[Owned]:
    """Give marks without labels with the bits of the px that each covers."""
    half, tail = density.small / 2, density.tail(density.small)
    found: list[Owned] = []
    for item in items:
        # Most marks are instants without tails: written out, as a call would take as long as the rest.
        if item.left == item.right and not (item.fades_left or item.fades_right):
            left, right = item.left - half, item.left + half
        else:
            left, right = reach(item, half, tail)
        found.append((item, bits(left, right + 1)))
    return found


def height_of(lane: Lane, density: Density, extra: int = 0) -> float:
    """Give the height a lane needs with its rows, and `extra` more."""
    return max(lane.least, lane.head + 2 * PAD + (len(lane.rows) + extra) * density.pitch)
