"""The faults of a figure whose rows carry stand-ins: numbers that no row says, and numbers set in a false place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from components.exhibits.contract import Exhibit
from data import Tables
from tests.numbers import Number, Seen, When, bracketed, dates, numbers, ranges
from tests.stand_ins import FLOOR, Word, texts_of, words_of

_SCALES = (1, 1e3, 1e6, 1e9)
#: An axis is numbered with round numbers, alone or with their unit; no stand-in is round.
_TICK = re.compile(r"\s*[\d\u2009.,]+(?:[ \u2009](?:million|billion|thousand))?(?: [a-zA-Z]+)?\s*")
#: Milliseconds since 1970, by which plotly places days: no number of a row.
_INSTANT = 1e11
#: The words that go before the two numbers that a figure has worked out another one from.
_FROM = "worked out from"
#: How far rounding to one decimal may take a share from what it is; millions have three decimals.
_ROUNDED = 0.0501
#: The same words stand in many figures.
_numbers = lru_cache(maxsize=50_000)(numbers)
_ranges = lru_cache(maxsize=50_000)(ranges)


def strangers(texts: Iterable[Seen], tables: Tables) -> Iterator[str]:
    """Numbers of a figure that no row says: sums, means, differences, shares, points between.

    A difference or a share of two numbers that rows say is none where the figure tells both of them
    behind the words "worked out from".
    """
    known, words, read = words_of(tables), texts_of(tables), list(texts)
    made = _worked_out((text for _, text in read), known)
    for place, text in read:
        for found in _numbers(text):
            large = found.share or abs(found.value) >= FLOOR
            if not large or _known(found.value, known) or found.value in words or _tick(text, found):
                continue
            if not any(abs(found.value - value) <= (_ROUNDED if value < 1e6 else 500) for value in made):
                yield f"{found.value:.12g} in {place}: “{text}”"


def _worked_out(texts: Iterable[str], known: Mapping[float, Any]) -> set[float]:
    """Give what two known numbers behind "worked out from" make: their difference, and each as a share of either."""
    found: set[float] = set()
    for text in texts:
        for clause in text.split(_FROM)[1:]:
            one, other = [*(n.value for n in _numbers(clause)), 0.0, 0.0][:2]
            if one and other and _known(one, known) and _known(other, known):
                apart = abs(one - other)
                found |= {apart, *(100 * part / whole for whole in (one, other) for part in (apart, one, other))}
    return found


def mixtures(texts: Iterable[Seen], tables: Tables) -> Iterator[str]:
    """Ranges of a figure whose ends are not two words on one thing."""
    known = words_of(tables)
    for place, text in texts:
        for low, high in _ranges(text):
            left, right = known.get(low, ()), known.get(high, ())
            if left and right and not any(_alike(one, other) for one in left for other in right):
                yield f"{low:.12g} to {high:.12g} in {place}: “{text}” ({left[0].row}, {right[0].row})"


def misplaced(made: Exhibit, tables: Tables) -> Iterator[str]:
    """Rows of a table twin whose number is of an origin that neither the row nor the cell names."""
    known, names = words_of(tables), _names(tables)
    whose = next((column for column in ("Origin", "Origins") if column in made.rows), "")
    for row in made.rows.to_dict("records") if whose else ():
        for column, cell in row.items():
            for found in _numbers(str(cell)) if isinstance(cell, (str, float)) else ():
                said = known.get(found.value, ())
                if said and not any(names[word.origin] in f"{row[whose]} {cell}" for word in said):
                    yield f"{found.value:.12g} in rows, {column}: “{cell}” is not {row[whose]}’s but {said[0].row}"


def misread(texts: Iterable[Seen], tables: Tables) -> Iterator[str]:
    """Labels and hover words that put one origin's name on another one's number."""
    known, names = words_of(tables), _names(tables)
    for place, text in texts:
        if not place.startswith("picture"):
            continue
        values = [found.value for found in _numbers(text) if found.value in known]
        named = _named(text, tables) if len(values) == 1 else frozenset()
        if named and not any(names[word.origin] in named for word in known[values[0]]):
            yield f"{values[0]:.12g} in {place}: “{text}” is {known[values[0]][0].row}"


def misdated(texts: Iterable[Seen], tables: Tables) -> Iterator[str]:
    """Numbers whose brackets name a day or an origin that is none of theirs."""
    known, names = words_of(tables), _names(tables)
    for place, text in texts:
        for value, inside in bracketed(text) if place in ("title", "alt") else ():
            if "origins" in inside:
                continue  # speaks of the newest of several
            said, named = known.get(value, ()), _named(inside, tables)
            if said and named and not any(names[word.origin] in named for word in said):
                yield f"{value:.12g} in {place} is not by “{inside}” but {said[0].row}"
            days = [When(day.year, day.month, day.day) for word in said for day in word.days]
            if said and not all(any(day.within(when) for day in days) for when in dates(inside)):
                yield f"{value:.12g} in {place} is not of “{inside}”: {said[0].row}"


def misdrawn(made: Exhibit, tables: Tables) -> Iterator[str]:
    """Points placed by a number that no row says; places in px are too small to be one."""
    known = words_of(tables)
    for trace in made.chart["data"]:
        for axis in ("x", "y", "base"):
            for value in trace.get(axis) or ():
                if isinstance(value, (int, float)) and FLOOR <= abs(value) < _INSTANT and not _known(value, known):
                    yield f"{value:.12g} on {axis} of a trace of type {trace.get('type')}"


def _known(value: float, known: Mapping[float, Any]) -> bool:
    return any(round(value * scale, 6) in known for scale in _SCALES)


def _alike(one: Word, other: Word) -> bool:
    """One word, one origin's words on one thing, or two counted origins' words on one thing."""
    if one.thing != other.thing:
        return False
    return one.origin == other.origin or (one.counted and other.counted)


def _tick(text: str, found: Number) -> bool:
    """An axis goes by ones, twos, fives or twenty-fives of some power of ten."""
    digits = f"{abs(found.value):.10e}".split("e")[0].replace(".", "").rstrip("0")
    round_enough = len(digits) <= 2 or (len(digits) == 3 and int(digits) % 25 == 0)
    return round_enough and bool(_TICK.fullmatch(text))


@lru_cache(maxsize=4)
def _names(tables: Tables) -> dict[str, str]:
    return dict(zip(tables.origins["origin_id"], tables.origins["short_name"], strict=True))


@lru_cache(maxsize=4)
def _name_form(tables: Tables) -> re.Pattern[str]:
    longest_first = sorted(tables.origins["short_name"], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in longest_first) + r")(?!\w)")


def _named(text: str, tables: Tables) -> frozenset[str]:
    return frozenset(_name_form(tables).findall(text))
