"""Widths of text in the product's typeface, so that labels can be laid out before they are drawn."""

from __future__ import annotations

from functools import cache, lru_cache

from PIL import ImageFont

from components.theme import STATIC_FOLDER

_UNITS = 1000


@cache
def _face(weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(STATIC_FOLDER / "fonts" / f"TumenSans-{weight}.ttf"), _UNITS)


@cache
def _advance(character: str, weight: int) -> float:
    return _face(weight).getlength(character) / _UNITS


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, *, weight: int = 400) -> float:
    """Give the width of a line in px at a font size in px (weights 400, 500 and 600; no kerning)."""
    return size * sum(_advance(character, weight) for character in text)


def wrap(text: str, width: float, size: float, *, weight: int = 400, lines: int = 0) -> list[str]:
    """Break text at spaces into lines no wider than `width` px.

    With `lines` above zero the text is cut to that many lines, the last ending in an ellipsis.
    A word wider than the line is broken inside, so nothing ever overflows.
    """
    broken: list[str] = []
    line = ""
    # Only at plain spaces: a thin space inside a number is white space to str.split() too.
    for word in filter(None, text.split(" ")):
        for piece in _pieces(word, width, size, weight):
            joined = f"{line} {piece}" if line else piece
            if line and text_width(joined, size, weight=weight) > width:
                broken.append(line)
                line = piece
            else:
                line = joined
    broken = [*broken, line] if line else broken
    if lines and len(broken) > lines:
        return [*broken[: lines - 1], ellipsis(" ".join(broken[lines - 1 :]), width, size, weight=weight)]
    return broken


def ellipsis(text: str, width: float, size: float, *, weight: int = 400) -> str:
    """Cut text to `width` px, ending in an ellipsis where anything was cut."""
    if text_width(text, size, weight=weight) <= width:
        return text
    while text and text_width(text + "…", size, weight=weight) > width:
        text = text[:-1]
    return text.rstrip(" ,;:–-") + "…"


def _pieces(word: str, width: float, size: float, weight: int) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size, weight=weight) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
