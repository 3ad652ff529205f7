"""The sizes a still leaves in: one table of px for the anatomy of a figure."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Type(NamedTuple):
    """A type size and its line height, in px."""

    size: float
    line: float


class Anatomy(NamedTuple):
    """Where the parts of a still stand, in px from the left and the top."""

    width: int
    height: int
    margin: int
    bar: int  # top of the ink bar
    title_top: int
    title: Type
    subtitle: Type
    key: Type  # `line` is the distance between key rows
    key_middle: int  # from the end of the subtitle to the middle of the first key row
    key_after: int  # from the middle of the last key row to the picture
    small: Type  # source and note, which end at `small_end`
    small_end: int
    hairline: int
    footer: float
    footer_middle: int
    link_middle: int

    @property
    def inner(self) -> int:
        """Width between the margins."""
        return self.width - 2 * self.margin


class Size(StrEnum):
    """The named sizes; `anatomy` gives the px."""

    SLIDE = "slide"
    SQUARE = "square"
    HALF = "half"
    A4 = "a4"

    @property
    def anatomy(self) -> Anatomy:
        """The px of the size."""
        return _ANATOMIES[self]

    @property
    def label(self) -> str:
        """What a menu calls the size: its use, then its px.

        >>> Size.A4.label
        'A4 width, 1240 × 877'
        """
        return f"{_LABELS[self]}, {self.anatomy.width} × {self.anatomy.height}"


_LABELS = {Size.SLIDE: "Slide", Size.SQUARE: "Square", Size.HALF: "Half slide", Size.A4: "A4 width"}


_ANATOMIES = {
    Size.SLIDE: Anatomy(
        width=1600, height=900, margin=56, bar=25, title_top=44, title=Type(34, 41), subtitle=Type(19, 26),
        key=Type(13.5, 24), key_middle=22, key_after=26, small=Type(14, 20), small_end=854, hairline=862,
        footer=13.5, footer_middle=879, link_middle=879,
    ),
    Size.SQUARE: Anatomy(
        width=1200, height=1200, margin=48, bar=23, title_top=44, title=Type(32, 39), subtitle=Type(18, 25),
        key=Type(13.5, 23), key_middle=22, key_after=24, small=Type(14, 19), small_end=1152, hairline=1160,
        footer=13, footer_middle=1177, link_middle=1177,
    ),
    Size.HALF: Anatomy(
        width=800, height=900, margin=36, bar=17, title_top=34, title=Type(25, 31), subtitle=Type(15.5, 21),
        key=Type(12.5, 22), key_middle=20, key_after=26, small=Type(12.5, 17), small_end=844, hairline=852,
        footer=11.5, footer_middle=866, link_middle=884,
    ),
    # The width of an A4 page at 150 px an inch and half its height: two figures fill a page.
    Size.A4: Anatomy(
        width=1240, height=877, margin=44, bar=20, title_top=38, title=Type(29, 35), subtitle=Type(16, 22),
        key=Type(12.5, 21), key_middle=20, key_after=22, small=Type(12.5, 17), small_end=834, hairline=841,
        footer=12, footer_middle=857, link_middle=857,
    ),
}  # fmt: skip
