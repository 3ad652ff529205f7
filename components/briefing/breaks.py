"""Where lines of a still may break: never inside a date or a number, best between two clauses."""

from __future__ import annotations

import re
from functools import lru_cache

from components.briefing.sizes import Anatomy, Type
from components.charts.measure import text_width, wrap
from data.wording import MONTHS

_TITLE_SHRINK = 0.78  # a long title is set smaller, down to this share, before it is cut
_SUBTITLE_SHRINK = 0.84  # a subtitle of more than two lines is set smaller, and whole
_MOST_LINES = 9  # of a subtitle; the longest that filters and words can make takes eight on a half slide
_NO_BREAK = "\u00a0"
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*"
#: Spaces at which no line ends: in "18 Oct 2024", "12 000", "34 million USD", and before a dash or a middle dot.
_BONDS = re.compile(
    rf"(?<=\d) (?={_MONTH}\b)|\b(?P<month>{_MONTH}) (?=\d)|(?<=\d) (?=\d{{3}}(?!\d))"
    r"|(?<=\b(?:on|by)) (?=\d)|(?<=\d) (?=(?:million|billion|USD)\b)|(?<=illion) (?=USD\b)|(?<=\S) (?=[–·] )"
)


def broken(text: str, width: float, size: float, *, lines: int = 0, even: bool = False) -> list[str]:
    """Break text into lines as `wrap` does, but never inside a date or a number.

    Of two lines that shall be `even` the second holds more than a word or two.

    >>> broken("NIS announces troop deployment (18 Oct 2024)", 250, 14)
    ['NIS announces troop deployment', '(18 Oct 2024)']
    """
    bound = _bound(text)
    found = wrap(bound, width, size, lines=lines)
    cut = bool(found) and found[-1].endswith("…")
    return _loose(_balanced(bound, found, width, size, 400) if even and not cut else found)


@lru_cache(maxsize=256)
def _bound(text: str) -> str:
    return _BONDS.sub(lambda bond: f"{bond['month'] or ''}{_NO_BREAK}", text)


def _loose(lines: list[str]) -> list[str]:
    return [line.replace(_NO_BREAK, " ") for line in lines]


def title_lines(title: str, anatomy: Anatomy) -> tuple[list[str], Type]:
    """Break a title into at most two lines, smaller where it is long, cut with an ellipsis at the last.

    It is broken between two clauses where both fit, else where the second line is no mere remnant.
    """
    style, bound = anatomy.title, _bound(title)
    for step in range(1, 5):
        found = wrap(bound, anatomy.inner, style.size, weight=600)
        if len(found) <= 2:
            return _loose(_by_clause(bound, found, anatomy.inner, style.size)), style
        share = 1 - (1 - _TITLE_SHRINK) * step / 4
        style = Type(round(anatomy.title.size * share, 1), round(anatomy.title.line * share))
    return _loose(wrap(bound, anatomy.inner, style.size, weight=600, lines=2)), style


def subtitle_lines(subtitle: str, anatomy: Anatomy) -> tuple[list[str], Type]:
    """Break a subtitle into two lines, or into more and smaller ones: the filters it names stand whole."""
    style = anatomy.subtitle
    found = broken(subtitle, anatomy.inner, style.size, even=True)
    if len(found) <= 2:
        return found, style
    style = Type(round(style.size * _SUBTITLE_SHRINK, 1), round(style.line * _SUBTITLE_SHRINK))
    return broken(subtitle, anatomy.inner, style.size, lines=_MOST_LINES), style


def _by_clause(text: str, found: list[str], width: float, size: float) -> list[str]:
    """Break after the semicolon that leaves the two lines most alike, where there is one."""
    if len(found) < 2:
        return found
    pairs = [[text[: at.end() - 1], text[at.end() :]] for at in re.finditer("; ", text)]
    widest = {max(text_width(line, size, weight=600) for line in pair): pair for pair in pairs}
    if widest and min(widest) <= width:
        return widest[min(widest)]
    return _balanced(text, found, width, size, 600)


def _balanced(text: str, found: list[str], width: float, size: float, weight: int) -> list[str]:
    """Break earlier where the second line would hold only a word or two."""
    for share in (0.85, 0.7, 0.55):
        if len(found) != 2 or text_width(found[-1], size, weight=weight) > 0.25 * width:
            break
        narrower = wrap(text, width * share, size, weight=weight)
        found = narrower if len(narrower) == 2 else found
    return found
