"""The one filter state: it applies itself, travels in a link and says itself in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache, reduce
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from data import query as links
from data.filter_words import chosen, origins_named
from data.known import without_hindsight
from data.query import DEFAULT_FROM, FIRST_DAY, LAST_DAY, NO_LIMIT, Notice
from data.reach import FILTERED, Filter, Target, unreached
from data.searching import Mask
from data.sieve import OUT, PASS, Sieve, Verdict, set_filters, sieve
from data.tables import Tables
from data.vocabulary import Category, Credibility, Region, Reliability, Status, Term
from data.wording import counted, day, span

_T = TypeVar("_T", bound=Term)


@dataclass(frozen=True)
class Selection:
    """What a reader wants to see; empty means all.

    `date_from` None is no lower limit, `date_to` None keeps what is planned. `credibility` and
    `reliability` are floors, which the last grade ("cannot be judged") passes only with
    `unjudged`. `known_on` keeps what was public by that day. Values are put in the order of their
    vocabulary, without repeats. Raises ValueError for a value outside its vocabulary, a range that
    ends before it starts, a day outside 1900–2099 or a floor of 6 or F.

    >>> Selection(regions=("rason", "primorye")).regions
    (<Region.PRIMORYE: 'primorye'>, <Region.RASON: 'rason'>)
    """

    date_from: date | None = DEFAULT_FROM
    date_to: date | None = None
    regions: tuple[Region, ...] = ()
    categories: tuple[Category, ...] = ()
    statuses: tuple[Status, ...] = ()
    credibility: Credibility | None = None
    reliability: Reliability | None = None
    unjudged: bool = False
    origins: tuple[str, ...] = ()
    words: str = ""
    known_on: date | None = None

    def __post_init__(self) -> None:
        """Bring every field to its normal form."""
        normal: dict[str, object] = {
            "regions": _ordered(self.regions, Region),
            "categories": _ordered(self.categories, Category),
            "statuses": _ordered(self.statuses, Status),
            "credibility": _floor(self.credibility, Credibility),
            "reliability": _floor(self.reliability, Reliability),
            "unjudged": bool(self.unjudged),
            "origins": tuple(sorted({code.strip() for code in self.origins} - {""})),
            "words": links.tidy(self.words),
        }
        for name in ("date_from", "date_to", "known_on"):
            normal[name] = _plain_day(getattr(self, name))
        for name, value in normal.items():
            object.__setattr__(self, name, value)
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise ValueError(f"the range ends on {self.date_to}, before it starts on {self.date_from}")

    def apply(self, tables: Tables) -> Rows:
        """Return the rows that pass every set filter; the result is shared and must not be changed."""
        return _applied(tables, self)

    def set_filters(self) -> tuple[Filter, ...]:
        """Return the filters that are set, the default start of the range included."""
        return set_filters(self)

    def to_query(self) -> dict[str, str]:
        """Return the query of a link: only what differs from the default.

        >>> Selection(date_from=None, regions=("rason",)).to_query()
        {'from': 'all', 'regions': 'rason'}
        """
        lower = NO_LIMIT if self.date_from is None else self.date_from.isoformat()
        values = {
            "from": "" if self.date_from == DEFAULT_FROM else lower,
            "to": self.date_to.isoformat() if self.date_to else "",
            "regions": ",".join(self.regions),
            "categories": ",".join(self.categories),
            "statuses": ",".join(self.statuses),
            "known": self.known_on.isoformat() if self.known_on else "",
            "credibility": self.credibility or "",
            "reliability": self.reliability or "",
            "unjudged": "yes" if self.unjudged else "",
            "origins": ",".join(self.origins),
            "words": self.words,
        }
        return {key: str(value) for key, value in values.items() if value}

    @classmethod
    def from_query(cls, query: Mapping[str, str], tables: Tables) -> tuple[Selection, tuple[Notice, ...]]:
        """Read a selection from a link, with a notice for each value that was ignored; never raises."""
        fields, notices = links.read(query, tables)
        values: dict[str, Any] = dict(fields)
        return cls(**values), notices

    def sentence(self, tables: Tables) -> str:
        """Say the filters in plain words; different selections give different sentences.

        >>> from data.loading import load_tables
        >>> Selection(regions=("rason",), words="bridge").sentence(load_tables())
        '1 Jan 2022 – 25 Nov 2026, and what is planned · Rason · “bridge”'
        """
        also = " or not judged" if self.unjudged else ""
        parts = [
            self._dates_in_words(tables.cut_off),
            chosen(self.regions, Region, "regions") or "all regions",
            chosen(self.categories, Category, "categories"),
            chosen(self.statuses, Status, "statuses"),
            f"credibility {self.credibility} or better{also}" if self.credibility else "",
            f"sources {self.reliability} or better{also}" if self.reliability else "",
            "" if self.credibility or self.reliability or not self.unjudged else "also what cannot be judged",
            f"origins: {', '.join(origins_named(tables, self.origins))}" if self.origins else "",
            f"“{self.words}”" if self.words else "",
            f"as known on {day(self.known_on)}" if self.known_on else "",
        ]
        return " · ".join(part for part in parts if part)

    def _dates_in_words(self, cut_off: date) -> str:
        if self.date_to is not None:
            return span(self.date_from, self.date_to, "day")
        today = self.known_on or cut_off
        if self.date_from is None:
            return f"all dates to {day(today)}, and what is planned"
        if self.date_from > today:
            return f"planned for {day(self.date_from)} onwards"
        return f"{span(self.date_from, today, 'day')}, and what is planned"


@dataclass(frozen=True, eq=False)
class Rows:
    """What is left of the tables under a selection; frames keep the columns and index of the tables.

    A frame is cut out when it is first asked for; `positions` costs nothing. `left_out` counts, per
    table, the rows that a set filter could not place and that nothing else excludes; `left_out_by`
    splits the reasons by filter (one row may have several), `astray` says which rows they are. With an
    as-known-on day `later_note` is blank, and so is the `event_id` of what was public before its event
    was.
    """

    tables: Tables
    kept: Mapping[str, Mask]
    left_out: Mapping[str, int]
    left_out_by: Mapping[str, Mapping[Filter, int]]
    filters: tuple[Filter, ...]
    known_on: date | None = None
    astray: Mapping[str, Mapping[Filter, Mask]] = field(default_factory=dict)

    @cached_property
    def events(self) -> pd.DataFrame:
        """The events that pass."""
        return self._cut(Target.EVENTS)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """The claims that pass."""
        return self._cut(Target.CLAIMS)

    @cached_property
    def flows(self) -> pd.DataFrame:
        """The trade flows that pass."""
        return self._cut(Target.FLOWS)

    @cached_property
    def projects(self) -> pd.DataFrame:
        """The milestones that pass."""
        return self._cut(Target.PROJECTS)

    @cached_property
    def route_status(self) -> pd.DataFrame:
        """The route statuses that pass."""
        return self._cut(Target.ROUTE_STATUS)

    def positions(self, table: str) -> list[int]:
        """List the places in a table, counted from 0, of the rows that pass."""
        found: list[int] = np.flatnonzero(self.kept[table]).tolist()
        return found

    def _cut(self, target: Target) -> pd.DataFrame:
        frame: pd.DataFrame = getattr(self.tables, target)
        kept = self.kept[target]
        rest = frame if kept.all() else frame[kept]
        return rest if self.known_on is None else _as_known(rest, kept, sieve(self.tables), target, self.known_on)

    def unreached(self, table: str) -> tuple[str, ...]:
        """Say which set filters cannot reach a table, such as "regions do not apply to trade flows"."""
        return unreached(self.filters, Target(table))

    def unplaced(self, table: str, own: Callable[[pd.DataFrame], Iterable[bool]] | None = None) -> str:
        """Say how many rows of a table could not be placed and by which filters; empty if none.

        `own` tells of these rows, one by one, which a figure could have drawn: the others do not count.
        """
        count, reasons = self.left_out[table], self.left_out_by[table]
        if count and own is not None:
            count, reasons = self._astray(table, own)
        parts = [part.label for part in reasons]
        noun = {"events": "event", "claims": "claim", "flows": "flow", "projects": "milestone"}
        rows = counted(count, noun.get(table, "route status"), "route statuses" if table == "route_status" else "")
        return f"{rows} left out: cannot be placed by {' or '.join(parts)}" if count else ""

    def _astray(self, table: str, own: Callable[[pd.DataFrame], Iterable[bool]]) -> tuple[int, dict[Filter, int]]:
        frame: pd.DataFrame = getattr(self.tables, table)
        masks = self.astray[table]
        lost = reduce(np.logical_or, masks.values())
        wanted = np.zeros(len(frame), dtype=np.bool_)
        wanted[lost] = np.fromiter(own(frame[lost]), dtype=np.bool_, count=int(lost.sum()))
        counts = _counts({part: mask & wanted for part, mask in masks.items()})
        return int(np.count_nonzero(wanted)), {part: count for part, count in counts.items() if count}


def _ordered(values: Iterable[str], kind: type[_T]) -> tuple[_T, ...]:
    chosen = {kind(value) for value in values}
    return tuple(term for term in kind if term in chosen)


def _floor(value: str | None, kind: type[_T]) -> _T | None:
    if not value:
        return None
    floor, scale = kind(value), list(kind)
    if floor is scale[-1]:
        raise ValueError(f"{floor} means that nothing can be judged and is no floor")
    return floor


def _plain_day(value: date | None) -> date | None:
    plain = value.date() if isinstance(value, datetime) else value
    if plain is not None and not FIRST_DAY <= plain <= LAST_DAY:
        raise ValueError(f"{plain} lies outside {FIRST_DAY} to {LAST_DAY}")
    return plain


@lru_cache(maxsize=16)
def _applied(tables: Tables, selection: Selection) -> Rows:
    prepared = sieve(tables)
    passing: dict[str, Mask] = {}
    left_out: dict[str, int] = {}
    astray: dict[str, dict[Filter, Mask]] = {}
    for target in FILTERED:
        verdicts = prepared.verdicts(selection, target)
        name, rows = target.value, len(getattr(tables, target))
        passing[name], unplaced = combined(verdicts, rows)
        left_out[name] = int(np.count_nonzero(unplaced))
        astray[name] = _reasons(verdicts, unplaced) if left_out[name] else {}
    counts = {name: _counts(masks) for name, masks in astray.items()}
    return Rows(tables, passing, left_out, counts, set_filters(selection), selection.known_on, astray)


def combined(verdicts: Mapping[Filter, Verdict], count: int) -> tuple[Mask, Mask]:
    """Return which of `count` rows pass every filter, and which only lack a place in some."""
    if not verdicts:
        return np.ones(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
    kept = reduce(np.logical_and, (one == PASS for one in verdicts.values()))
    not_out = reduce(np.logical_and, (one != OUT for one in verdicts.values()))
    return kept, not_out & ~kept


def _reasons(verdicts: Mapping[Filter, Verdict], unplaced: Mask) -> dict[Filter, Mask]:
    """Say for each filter which of the rows without a place it could not place."""
    masks = {part: unplaced & (one != PASS) for part, one in verdicts.items()}
    return {part: mask for part, mask in masks.items() if mask.any()}


def _as_known(frame: pd.DataFrame, kept: Mask, prepared: Sieve, target: Target, known_on: date) -> pd.DataFrame:
    """Blank what was not yet known: later notes of events, links of other rows to later events."""
    if target is Target.FLOWS:
        return frame
    if target is Target.EVENTS:
        return without_hindsight(frame)
    later = prepared.linked(known_on, target)[kept] < 0
    return frame.assign(event_id=frame["event_id"].mask(later, ""))


def _counts(masks: Mapping[Filter, Mask]) -> dict[Filter, int]:
    return {part: int(np.count_nonzero(mask)) for part, mask in masks.items()}
