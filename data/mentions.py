"""Numbers and dates that a sentence mentions, read the one way in which texts and rows are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from data.wording import MONTHS

#: Year, month and day as far as they are mentioned; None where a part is left open.
Moment: TypeAlias = tuple[int | None, int | None, int | None]

#: Numbers that may be written as words, because a digit would read oddly; larger ones are digits.
SMALL = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_LARGE = (
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    *("dozen", "dozens", "hundred", "hundreds", "thousand", "thousands"),
    *("million", "millions", "billion", "billions"),
)
_REST = ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember")
_MONTH = "|".join(f"{short}{f'(?:{rest})?' if rest else ''}" for short, rest in zip(MONTHS, _REST, strict=True))
_MENTION = re.compile(
    rf"""
    \b(?P<iso>\d{{4}}-\d\d-\d\d)\b
    | (?<![\d.,]) (?P<first>\d{{1,2}}) (?:\s?[–-]\s?(?P<last>\d{{1,2}}))? \s (?P<month>{_MONTH})\b
      (?:\s(?P<year>\d{{4}})\b)?
    | \b(?P<from>{_MONTH}) (?:\s?[–-]\s?(?P<to>{_MONTH}))?\b (?:\s(?P<of>\d{{4}})\b)?
    | (?P<number>\d{{1,3}}(?:[,\u2009\u202f\u00a0]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
      (?:[\s\u00a0](?P<scale>thousand|million|billion)\b)?
    | \b(?P<word>(?i:{"|".join([*SMALL, *_LARGE])}))\b
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Mentions:
    """What a text mentions, each with the words that say so.

    A bare number from 1900 to 2100 may be a year; it stands in `numbers` and in `moments`. `large`
    are number words above ten ("dozens"), which say no exact number.
    """

    moments: tuple[tuple[str, Moment], ...]
    numbers: tuple[tuple[str, float], ...]
    large: tuple[str, ...]


def mentions(text: str) -> Mentions:
    """Read every number and date of a text.

    >>> mentions("on 8–13 Oct 2024 about 1,500 in two waves").moments
    (('8–13 Oct 2024', (2024, 10, 8)), ('8–13 Oct 2024', (2024, 10, 13)))
    >>> mentions("from Oct 2024 some 6.5 million, in two waves").numbers
    (('6.5 million', 6500000.0), ('two', 2.0))
    """
    moments: list[tuple[str, Moment]] = []
    numbers: list[tuple[str, float]] = []
    large: list[str] = []
    for found in _MENTION.finditer(text):
        words = found[0]
        moments += [(words, moment) for moment in _moments(found)]
        if found["number"]:
            numbers.append((words, _value(found)))
        elif words.lower() in SMALL:
            numbers.append((words, float(SMALL[words.lower()])))
        elif found["word"]:
            large.append(words.lower())
    return Mentions(tuple(moments), tuple(numbers), tuple(large))


def may_be_year(words: str) -> bool:
    """Tell whether a number may just as well be a year.

    >>> may_be_year("2024"), may_be_year("2397"), may_be_year("2,024")
    (True, False, False)
    """
    return re.fullmatch(r"(?:19|20)\d\d", words) is not None


def _moments(found: re.Match[str]) -> Iterator[Moment]:
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
        yield year, month, day
    elif found["month"]:
        for day in filter(None, (found["first"], found["last"])):
            yield _year(found["year"]), _month(found["month"]), int(day)
    elif found["from"]:
        for name in filter(None, (found["from"], found["to"])):
            yield _year(found["of"]), _month(name), None
    elif found["number"] and may_be_year(found[0]):
        yield int(found[0]), None, None


def _value(found: re.Match[str]) -> float:
    plain = float(re.sub(r"[,\u2009\u202f\u00a0]", "", found["number"]))
    return round(plain * _SCALES.get(found["scale"] or "", 1), 6)


def _month(name: str) -> int:
    return MONTHS.index(name[:3]) + 1


def _year(digits: str | None) -> int | None:
    return int(digits) if digits else None
