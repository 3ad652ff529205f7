"""What a reader sees of a figure, and the numbers, ranges and dates in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from components.exhibits.contract import Exhibit
from data.wording import MONTHS

#: Keys under which a plotly figure holds words that are drawn; ids and codes stand under others.
_DRAWN = frozenset({"text", "hovertext", "ticktext", "label", "labels", "name", "hovertemplate"})
_TAG = re.compile(r"<[^<>]*>")
_THIN = "\u2009\u202f\u00a0"
_MONTH = "|".join(
    ("January|February|March|April|May|June|July|August|September|October|November|December", "|".join(MONTHS))
)
_YEAR = r"(?:19|20)\d\d"
#: Dates as the product writes them. A bare year is one because a quantity of four digits has a thin space in it.
_DATE = re.compile(
    rf"""(?<![\w.{_THIN}])(?:
      (?P<iso>{_YEAR}-\d\d-\d\d)
    | (?:(?P<day1>\d{{1,2}})[ ]?)?(?:(?P<month1>{_MONTH})(?:[ ](?P<year1>{_YEAR}))?)?[ ]?[–-][ ]?
      (?:(?P<day2>\d{{1,2}})[ ])?(?P<month2>{_MONTH})[ ](?P<year2>{_YEAR})
    | (?:(?P<day>\d{{1,2}})[ ])?(?P<month>{_MONTH})(?:[ ](?P<year>{_YEAR}))?
    | (?P<from>{_YEAR})[–-](?P<to>{_YEAR}|\d\d)
    | (?P<only>{_YEAR})
    )(?![\w{_THIN}])(?!\.\d)""",
    re.VERBOSE,
)
_DIGITS = rf"\d{{1,3}}(?:[{_THIN},]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?"
#: A number stands by itself: what hangs on letters ("KN-23", "810th", "T-62M") is a name.
_NUMBER = re.compile(
    rf"(?<![\w.])(?<![A-Za-z][-–])(?P<minus>[\u2212-](?=\d))?(?P<digits>{_DIGITS})"
    rf"(?:[ {_THIN}]?(?P<word>million|billion|thousand|bn|M|k)\b)?(?![A-Za-z\d])(?!\.\d)(?P<cut>[{_THIN}]?…)?"
)
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "M": 1e6, "billion": 1e9, "bn": 1e9}
_BOUND = r"(?:at least |up to |over |about |nearly |under |exactly )?"
_N = rf"[\u2212]?(?:{_DIGITS})(?:[ {_THIN}](?:million|billion|thousand))?"
#: The forms in which two numbers are set against one another as the ends of one thing.
_PAIRS = tuple(
    re.compile(form)
    for form in (
        rf"(?<![\w.])(?P<low>{_N})\s?–\s?(?P<high>{_N})",
        rf"(?<![\w.])(?P<low>{_N})(?: [a-zA-Z]+)? to {_BOUND}(?P<high>{_N})",
        rf"[Bb]etween {_BOUND}(?P<low>{_N}) and {_BOUND}(?P<high>{_N})",
        rf"[Ll]owest:? {_BOUND}(?P<low>{_N})[^;]*?highest:? {_BOUND}(?P<high>{_N})",
        rf"(?<![\w.])(?P<low>{_N})(?: \([^()]*\))? → {_BOUND}(?=(?P<high>{_N}))",
    )
)


#: What a number was and what it became, brackets left out.
_CHANGE = re.compile(rf"\bfrom (?:[a-z]+ )*(?P<was>{_N})(?:–{_N})? to (?:[a-z]+ )*(?P<became>{_N})")
#: A number and the brackets behind it, in which titles say whose it is and of which day.
_BRACKETED = re.compile(rf"(?<![\w.])(?P<number>{_N})(?P<between>[^();\d]*)\((?P<inside>[^()]*)\)")


class Seen(NamedTuple):
    """One piece of text and where a reader meets it."""

    place: str
    text: str


class Number(NamedTuple):
    """A number as it is meant; `share` where a percent sign or "times" follows it."""

    value: float
    share: bool = False


class When(NamedTuple):
    """A date as finely as it is written; 0 for a month or day that is not."""

    year: int
    month: int = 0
    day: int = 0

    def within(self, other: When) -> bool:
        """Tell whether this date lies in the period that another one names."""
        return all(mine == theirs for mine, theirs in zip(self, other, strict=True) if theirs)


def seen(made: Exhibit) -> Iterator[Seen]:
    """Give every text of an exhibit: frame, picture, hover and table twin; tags out, entities as characters."""
    yield Seen("title", made.title)
    yield Seen("subtitle", made.subtitle)
    yield Seen("note", made.note)
    yield Seen("alt", made.alt)
    yield from (Seen("key", item.label) for item in made.key)
    yield from (Seen(place, plain(text)) for place, text in _drawn(made.chart, "", ""))
    yield from twin(made.rows)


def twin(rows: pd.DataFrame) -> Iterator[Seen]:
    """Give the cells of a table twin; a cell that is a number is written without spaces, as in a download."""
    for column in rows.columns:
        for cell in rows[column].tolist():
            if isinstance(cell, str):
                yield Seen(f"rows, {column}", cell)
            elif isinstance(cell, (int, float)) and cell == cell:
                yield Seen(f"rows, {column}", f"{cell:,.10f}".rstrip("0").rstrip("."))
            elif isinstance(cell, pd.Timestamp):
                yield Seen(f"rows, {column}", cell.date().isoformat())


def plain(text: str) -> str:
    """Write a label of plotly's pseudo-HTML as a reader sees it."""
    return html.unescape(_TAG.sub(" ", text))


def numbers(text: str) -> list[Number]:
    """Read the quantities of a text: dates are none, nor are names, nor what an ellipsis cut short.

    >>> [found.value for found in numbers("5.7 million by 3 Oct 2024, 12\u2009000 of KN-23 and 37% in 2024")]
    [5700000.0, 12000.0, 37.0]
    """
    undated = _DATE.sub(lambda found: "·" * len(found[0]), text)
    return [
        Number(_value(found), bool(re.match(r"\s?%|[ \u2009](?:per ?cent|times|fold)\b", undated[found.end() :])))
        for found in _NUMBER.finditer(undated)
        if not found["cut"]
    ]


def ranges(text: str) -> list[tuple[float, float]]:
    """Read the pairs of numbers that a text sets against one another as the ends of one thing.

    >>> ranges("12\u2009000–15\u2009000; 5.7–10 million; from 100 to at least 2\u2009000; 8–13 Oct 2024")
    [(12000.0, 15000.0), (5700000.0, 10000000.0), (100.0, 2000.0)]
    >>> ranges("lowest 4\u2009000 (ROK JCS, 27 Mar 2025), highest 6\u2009000 (NIS)"), ranges("100 → 300 → 600")
    ([(4000.0, 6000.0)], [(100.0, 300.0), (300.0, 600.0)])
    """
    undated = _DATE.sub(lambda found: "·" * len(found[0]), text)
    return [_ends(found) for form in _PAIRS for found in form.finditer(undated)]


def changes(text: str) -> list[tuple[float, float]]:
    """Read what a number was and what it became; of a range its lower end.

    >>> changes("fell from 30\u2009000–40\u2009000 (5 Jan 2025) to nearly 20\u2009000–25\u2009000 (27 Feb 2025)")
    [(30000.0, 20000.0)]
    """
    bare = re.sub(r" \([^()]*\)", "", text)
    pairs = ([_scaled(found[end]) for end in ("was", "became")] for found in _CHANGE.finditer(bare))
    return [(was * _SCALES.get(word, 1), became * _SCALES.get(after, 1)) for (was, word), (became, after) in pairs]


def bracketed(text: str) -> list[tuple[float, str]]:
    """Read numbers with the words in the brackets behind them.

    >>> bracketed("from at least 100 (19 Dec 2024) to 2\u2009000 (NIS, 2 Sep 2025); 5.7 million rounds (HUR)")
    [(100.0, '19 Dec 2024'), (2000.0, 'NIS, 2 Sep 2025'), (5700000.0, 'HUR')]
    """
    found = ((_scaled(match["number"]), match["inside"]) for match in _BRACKETED.finditer(text))
    return [(round(value * _SCALES.get(word, 1), 6), inside) for (value, word), inside in found]


def dates(text: str) -> list[When]:
    """Read the dates of a text, each end of a span by itself.

    >>> dates("8–13 Oct 2024, Jul–Sep 2025 and 2026; 1 Oct – 3 Nov 2024")[:2]
    [When(year=2024, month=10, day=8), When(year=2024, month=10, day=13)]
    >>> dates("July 2025, 2023–2024, 2024-10-18, 12\u2009000")
    [When(year=2025, month=7, day=0), When(year=2023, month=0, day=0), When(year=2024, month=0, day=0), \
When(year=2024, month=10, day=18)]
    """
    return [when for found in _DATE.finditer(text) for when in _whens(found)]


def _whens(found: re.Match[str]) -> Iterator[When]:
    if found["iso"]:
        yield When(*(int(part) for part in found["iso"].split("-")))
    elif found["month2"]:
        year, month = int(found["year2"]), _month(found["month2"])
        if found["day1"] or found["month1"]:
            first = _month(found["month1"]) if found["month1"] else month
            yield When(int(found["year1"] or year), first, int(found["day1"] or 0))
        yield When(year, month, int(found["day2"] or 0))
    elif found["month"]:
        if found["year"]:
            yield When(int(found["year"]), _month(found["month"]), int(found["day"] or 0))
    elif found["from"]:
        yield When(int(found["from"]))
        yield When(int(found["from"][: 4 - len(found["to"])] + found["to"]))
    else:
        yield When(int(found["only"]))


def _month(name: str) -> int:
    return MONTHS.index(name[:3]) + 1


def _drawn(value: Any, key: str, kind: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _drawn(part, name, f"{kind}.{name}" if kind else name)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _drawn(part, key, kind)
    elif key in _DRAWN and value is not None:
        yield f"picture, {kind}", str(value)


def _value(found: re.Match[str]) -> float:
    sign = -1 if found["minus"] else 1
    return sign * _plain_value(found["digits"]) * _SCALES.get(found["word"] or "", 1)


def _plain_value(digits: str) -> float:
    return round(float(re.sub(rf"[{_THIN},]", "", digits)), 9)


def _ends(found: re.Match[str]) -> tuple[float, float]:
    """Read both ends; in "5.7–10 million" the word goes with both."""
    (low, word), (high, after) = (_scaled(found[end]) for end in ("low", "high"))
    return round(low * _SCALES.get(word or after, 1), 6), round(high * _SCALES.get(after, 1), 6)


def _scaled(text: str) -> tuple[float, str]:
    digits, _, word = text.replace("\u2212", "-").partition(" ") if " " in text else (text, "", "")
    value = re.sub(rf"[{_THIN},]", "", digits.replace("\u2212", "-"))
    return float(value), word
