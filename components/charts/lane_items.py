"""What swim lanes are laid out from and into: events, rows of px, densities, and marks in their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from components.charts.measure import text_width

#: A body narrower than this is drawn as a mark: its length could not be read anyway.
LEAST_BODY = 9.0
PAD = 3.0
GAP = 6.0
AFTER_LABEL = 9.0
WIDE = 44.0


class Side(StrEnum):
    """Where a label stands to its mark."""

    RIGHT = "right"
    LEFT = "left"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class Item:
    """One event to be placed: px of its body (left = right for an instant) and what it says.

    Lower ranks are labelled first.
    """

    key: str
    rank: tuple[int, int]
    left: float
    right: float
    label: str
    fades_left: bool = False
    fades_right: bool = False

    @property
    def middle(self) -> float:
        """The px of the mark."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Density:
    """How close marks stand: row height, sizes without and with a label, rows that labels take."""

    pitch: float
    small: float
    large: float
    one_line: int
    two_lines: int
    compact: bool

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
    """The px that lanes may fill: `top` to `bottom`, `left` to `right`, at a text size."""

    left: float
    right: float
    top: float
    bottom: float
    text: float
    labels: bool = True

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


@dataclass(frozen=True, slots=True)
class Placed:
    """One mark in its place; `lines` is empty where it has no label."""

    item: Item
    y: float
    size: float
    tail: float
    lines: tuple[str, ...] = ()
    text_x: float = 0.0
    text_y: float = 0.0
    side: Side = Side.RIGHT


@dataclass(frozen=True, slots=True)
class More:
    """Events of a lane that found no row at one place, shown as "+3"."""

    x: float
    y: float
    items: tuple[Item, ...]


@dataclass(slots=True)
class Row:
    """A slim row: the px that are taken (by words, too), the marks on it, and the labels that begin on it."""

    taken: int = 0
    words: int = 0
    marks: dict[str, tuple[Item, int]] = field(default_factory=dict)
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


@dataclass(frozen=True, slots=True)
class Label:
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
    """A lane: what is in it on the way in; its place and the places of its marks on the way out."""

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

    @property
    def named(self) -> int:
        """How many events carry a label."""
        return sum(bool(one.lines) for one in self.placed)


def bits(left: float, right: float) -> int:
    """Give the bits of the px from `left` to `right`, both included.

    >>> bin(bits(1, 3))
    '0b1110'
    """
    first = int(left) if left > 0 else 0
    last = int(right)
    return ((1 << (last - first + 1)) - 1) << first if last > first else 1 << first


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


def reach(item: Item, half: float, tail: float) -> tuple[float, float]:
    """Give the px that a mark with its tails covers."""
    middle = (item.left + item.right) / 2
    left = min(item.left, middle - half) - (tail if item.fades_left else 0)
    right = max(item.right, middle + half) + (tail if item.fades_right else 0)
    return left, right


def own_px(item: Item, density: Density) -> int:
    """Give the bits of the px that a mark without a label covers."""
    left, right = reach(item, density.small / 2, density.tail(density.small))
    return bits(left, right + 1)


def height_of(lane: Lane, density: Density, extra: int = 0) -> float:
    """Give the height a lane needs with its rows, and `extra` more."""
    return max(lane.least, lane.head + 2 * PAD + (len(lane.rows) + extra) * density.pitch)
