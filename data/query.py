"""Selections as query strings: reading never fails, and names whatever it ignores."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from data.tables import Tables
from data.vocabulary import Category, Credibility, Region, Reliability, Status, Term
from data.wording import day

#: Query keys of a selection; others belong to the page.
KEYS = (
    "from",
    "to",
    "regions",
    "categories",
    "statuses",
    "known",
    "credibility",
    "reliability",
    "unjudged",
    "origins",
    "words",
)
#: Keys whose value is a list.
LISTS = frozenset({"regions", "categories", "statuses", "origins"})
NO_LIMIT = "all"
DEFAULT_FROM = date(2022, 1, 1)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 31)
MOST_WORDS = 200
_SHOWN = 80
_DAY_PATTERN = re.compile(r"(\d{1,6})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)

#: Values of one key that have been understood, by the field of `Selection` they set.
Fields = dict[str, object]
_T = TypeVar("_T", bound=Term)


@dataclass(frozen=True)
class Notice:
    """One part of a link that was ignored: key, value (cut), words for the reader, nearest accepted values."""

    key: str
    value: str
    message: str
    accepted: tuple[str, ...] = ()


def tidy(text: str, limit: int = MOST_WORDS) -> str:
    """Collapse white space, drop what cannot be printed and cut to a length.

    >>> tidy("  Rajin   port ")
    'Rajin port'
    """
    printable = "".join(mark if mark.isprintable() else " " for mark in text)
    return " ".join(printable.split())[:limit].rstrip()


def shown(value: str) -> str:
    """Quote a value for a message, cut where it is very long."""
    text = tidy(value, _SHOWN + 1)
    return f'"{text[: _SHOWN - 1]}…"' if len(text) > _SHOWN else f'"{text}"'


def nearest(value: str, accepted: Iterable[str]) -> str:
    """Return the accepted value that is most like a given one.

    >>> nearest("primory", ["rason", "primorye"])
    'primorye'
    """
    given = tidy(value, _SHOWN).casefold()

    def likeness(candidate: str) -> float:
        return difflib.SequenceMatcher(None, given, candidate.casefold()).ratio()

    return max(accepted, key=likeness, default="")


def unknown_keys(query: Mapping[str, str], accepted: Iterable[str]) -> tuple[Notice, ...]:
    """Name every key of a query that is not accepted, with the nearest one that is."""
    known = list(accepted)
    return tuple(
        _refused(key, value, f"{shown(key)} is not a part of a link that is known here", nearest(key, known), bare=True)
        for key, value in query.items()
        if key not in known
    )


def merged(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, str], tuple[Notice, ...]]:
    """Make one query of keys that may stand in a link more than once: lists are joined, else the last value counts.

    A notice names each value that does not count.

    >>> pairs = [("regions", "rason"), ("to", "2024-12-31"), ("regions", "ukraine"), ("to", "2025-01-31")]
    >>> query, notices = merged(pairs)
    >>> query
    {'regions': 'rason,ukraine', 'to': '2025-01-31'}
    >>> [notice.message for notice in notices]
    ['to: "2024-12-31" stands before another value of the same key, which counts; nearest: 2025-01-31']
    """
    query: dict[str, str] = {}
    passed: list[tuple[str, str]] = []
    for key, value in pairs:
        before = query.get(key, "")
        if key in LISTS and before and value:
            query[key] = f"{before},{value}"
            continue
        passed += [(key, before)] if before and before != value else []
        query[key] = value
    why = "stands before another value of the same key, which counts"
    return query, tuple(_refused(key, value, f"{shown(value)} {why}", query[key]) for key, value in passed)


def read(query: Mapping[str, str], tables: Tables) -> tuple[Fields, tuple[Notice, ...]]:
    """Read the fields of a selection from a query and name what was ignored; never raises."""
    reader = _Reader(query)
    fields: Fields = {
        "regions": reader.terms("regions", Region, "region"),
        "categories": reader.terms("categories", Category, "category"),
        "statuses": reader.terms("statuses", Status, "status"),
        "credibility": reader.grade("credibility", Credibility),
        "reliability": reader.grade("reliability", Reliability),
        "unjudged": reader.flag("unjudged"),
        "origins": reader.ids("origins", tables.origins["origin_id"], "origin"),
        "words": reader.words(),
        "known_on": reader.known(tables.cut_off),
        **reader.dates(),
    }
    return fields, tuple(reader.notices)


def read_day(query: Mapping[str, str], key: str, cut_off: date) -> tuple[date | None, tuple[Notice, ...]]:
    """Read one day that no source can lie beyond; None where there is none, with a notice of what was ignored.

    >>> found, notices = read_day({"at": "2024-02-30"}, "at", date(2026, 11, 25))
    >>> found, notices[0].message
    (None, 'at: "2024-02-30" is not a day between 1900-01-01 and 2099-12-31; nearest: 2024-02-29')
    """
    reader = _Reader(query)
    return reader.known(cut_off, key), tuple(reader.notices)


def _refused(key: str, value: str, why: str, accepted: str, *, bare: bool = False) -> Notice:
    ending = f"; nearest: {accepted}" if accepted else ""
    message = f"{why}{ending}" if bare else f"{key}: {why}{ending}"
    return Notice(tidy(key, _SHOWN), tidy(value, _SHOWN), message, (accepted,) if accepted else ())


class _Reader:
    """Reads one query key at a time and collects notices."""

    def __init__(self, query: Mapping[str, str]) -> None:
        self.query = query
        self.notices: list[Notice] = []

    def text(self, key: str) -> str:
        return tidy(str(self.query.get(key, "")), 20_000)

    def refuse(self, key: str, value: str, why: str, accepted: str = "") -> None:
        self.notices.append(_refused(key, value, why, accepted))

    def parts(self, key: str) -> list[str]:
        return [part for part in (piece.strip() for piece in self.text(key).split(",")) if part]

    def ids(self, key: str, accepted: Iterable[str], noun: str) -> tuple[str, ...]:
        known = {str(code).casefold(): str(code) for code in accepted}
        return tuple(code for part in self.parts(key) if (code := self._match(key, part, known, noun)))

    def terms(self, key: str, kind: type[_T], noun: str) -> tuple[_T, ...]:
        known = {_coded(name): term.value for term in kind for name in (term.label, term.value)}
        return tuple(kind(code) for part in self.parts(key) if (code := self._match(key, part, known, noun)))

    def _match(self, key: str, part: str, known: Mapping[str, str], noun: str) -> str:
        found = known.get(_coded(part), "") or known.get(part.casefold(), "")
        if not found:
            article = "an" if noun[0] in "aeiou" else "a"
            self.refuse(key, part, f"{shown(part)} is not {article} {noun}", nearest(part, set(known.values())))
        return found

    def grade(self, key: str, kind: type[_T]) -> _T | None:
        value = self.text(key)
        floors = [term.value for term in kind][:-1]
        if not value:
            return None
        if value.upper() in floors:
            return kind(value.upper())
        why = f"{shown(value)} is not a grade from {floors[0]} to {floors[-1]}"
        self.refuse(key, value, why, nearest(value, floors))
        return None

    def flag(self, key: str) -> bool:
        value = self.text(key)
        if value and value.casefold() not in ("yes", "no"):
            self.refuse(key, value, f"{shown(value)} is neither yes nor no", nearest(value, ["yes", "no"]))
        return value.casefold() == "yes"

    def words(self) -> str:
        value = self.text("words")
        kept = tidy(value)
        if kept != value:
            why = f"{shown(value)} is longer than {MOST_WORDS} characters and was cut"
            self.notices.append(Notice("words", tidy(value, _SHOWN), f"words: {why}", (kept,)))
        return kept

    def known(self, cut_off: date, key: str = "known") -> date | None:
        found = self.day(key)
        if found is None or found <= cut_off:
            return found
        why = f"{found.isoformat()} lies after {day(cut_off)}, the last day for which sources were read"
        self.refuse(key, found.isoformat(), why, cut_off.isoformat())
        return None

    def dates(self) -> Fields:
        unlimited = self.text("from").casefold() == NO_LIMIT
        start = None if unlimited else self.day("from")
        end = self.day("to")
        first = None if unlimited else (start or DEFAULT_FROM)
        if first is None or end is None or first <= end:
            return {"date_from": first, "date_to": end}
        if start is None:
            why = f"{end.isoformat()} lies before {DEFAULT_FROM.isoformat()}, where the range starts by default"
            self.refuse("to", end.isoformat(), why, f"from={NO_LIMIT}")
        else:
            why = f"{start.isoformat()} lies after to, {end.isoformat()}; both were ignored"
            self.refuse("from", start.isoformat(), why, f"from={end.isoformat()}, to={start.isoformat()}")
        return {"date_from": DEFAULT_FROM, "date_to": None}

    def day(self, key: str) -> date | None:
        value = self.text(key)
        if not value:
            return None
        found = _iso_day(value)
        if found is not None and FIRST_DAY <= found <= LAST_DAY:
            return found
        why = f"{shown(value)} is not a day between {FIRST_DAY.isoformat()} and {LAST_DAY.isoformat()}"
        self.refuse(key, value, why, _nearest_day(value).isoformat())
        return None


def _coded(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.casefold())


def _iso_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) else None
    except ValueError:
        return None


def _nearest_day(value: str) -> date:
    """Return the accepted day that a mistyped one probably meant; the default start if it is no day at all."""
    found = _DAY_PATTERN.search(value)
    if found is None:
        return DEFAULT_FROM
    year, month, number = (int(part or 1) for part in found.groups())
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return FIRST_DAY if year < FIRST_DAY.year else LAST_DAY
    month = min(max(month, 1), 12)
    for candidate in range(min(max(number, 1), 31), 0, -1):
        try:
            return date(year, month, candidate)
        except ValueError:
            continue
    return DEFAULT_FROM
