"""Filters as arrays: for every row of a table, whether each set filter passes it.

A verdict is `PASS`, `OUT` or `UNPLACED`; the last means that the filter cannot place the row at
all, for want of an event, a place or a date. Arrays are prepared once per `Tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.known import PUBLIC_DAY
from data.reach import FILTERED, Filter, Target, reaches
from data.searching import Mask, SearchText, contains, fold, search_text
from data.tables import Tables
from data.vocabulary import Category, Credibility, PlaceRole, Precision, Region, Reliability, Status, Term

if TYPE_CHECKING:
    from data.selection import Selection

Verdict = NDArray[np.int8]
Days = NDArray[np.int64]
Ranks = NDArray[np.int64]
UNPLACED, OUT, PASS = -1, 0, 1
EARLIEST, LATEST = -(10**9), 10**9
UNKNOWN_DAY = np.iinfo(np.int64).min
#: Tables whose rows may name an event.
LINKED = (Target.CLAIMS, Target.PROJECTS, Target.ROUTE_STATUS)


def day_number(day: date) -> int:
    """Return the number of a day since 1970."""
    return (day - date(1970, 1, 1)).days


def verdict(passes: Mask, placed: Mask | None = None) -> Verdict:
    """Make verdicts of what passes and, where it matters, what can be placed."""
    result = passes.astype(np.int8)
    if placed is not None:
        result[~placed] = UNPLACED
    return result


def span_of(dates: pd.Series, precisions: pd.Series) -> tuple[Days, Days]:
    """Return the first and last day of the period that each date covers; unknown days stay so."""
    days = dates.to_numpy().astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    first_of = {
        Precision.MONTH: (months, 1),
        Precision.QUARTER: (months - (months.astype(np.int64) % 3), 3),
        Precision.YEAR: (days.astype("datetime64[Y]").astype("datetime64[M]"), 12),
    }
    first, last = days.copy(), days.copy()
    for precision, (start, length) in first_of.items():
        coarse = (precisions == precision.value).to_numpy() & ~np.isnat(days)
        first[coarse] = start[coarse].astype("datetime64[D]")
        last[coarse] = (start[coarse] + length).astype("datetime64[D]") - 1
    return first.astype(np.int64), last.astype(np.int64)


def _days(dates: pd.Series) -> Days:
    return dates.to_numpy().astype("datetime64[D]").astype(np.int64)


def _codes(column: Iterable[str], terms: Sequence[str]) -> Ranks:
    return np.asarray(pd.Index(terms).get_indexer(pd.Index([str(code) for code in column])), dtype=np.int64)


def _among(values: Ranks, chosen: Ranks) -> Mask:
    return np.asarray(np.isin(values, chosen), dtype=np.bool_)


def _any(matrix: Mask, axis: int) -> Mask:
    return np.asarray(matrix.any(axis=axis), dtype=np.bool_)


def _members(lists: Iterable[tuple[str, ...]], terms: Sequence[str]) -> Mask:
    place = {str(term): number for number, term in enumerate(terms)}
    rows = [[place[code] for code in codes if code in place] for codes in lists]
    matrix = np.zeros((len(rows), len(terms)), dtype=np.bool_)
    for row, numbers in enumerate(rows):
        matrix[row, numbers] = True
    return matrix


def terms_of(kind: type[Term]) -> list[str]:
    """Return the codes of a vocabulary in its order."""
    return [str(term) for term in kind]


class Sieve:
    """All that filtering needs of one `Tables`, as arrays in the order of the tables' rows."""

    def __init__(self, tables: Tables) -> None:
        """Prepare the arrays; this takes some tens of milliseconds and is done once."""
        self.tables = tables
        events = tables.events
        self.spans = self._spans()
        self.public: dict[Target, Days] = {t: _days(self._frame(t)[PUBLIC_DAY[t]]) for t in FILTERED}
        self.event_of = self._event_links()
        self.origin_ids = list(tables.origins["origin_id"])
        self.event_origins = _members(events["origins"], self.origin_ids)
        self.category = _codes(events["category"], terms_of(Category))
        self.status = _codes(events["status"], terms_of(Status))
        self.credibility = _codes(events["credibility"], terms_of(Credibility))
        self.event_regions = self._event_regions()
        self.place_region = {t: self._region_of(self._frame(t)["place_id"]) for t in (Target.CLAIMS, Target.PROJECTS)}
        self.origin = {t: self._origin_numbers(t) for t in (Target.CLAIMS, Target.FLOWS)}
        self.published = _days(tables.sources["published"])
        self.reliability = self._reliability()

    @cached_property
    def text(self) -> SearchText:
        """The folded text of all rows, made at the first search."""
        return search_text(self.tables)

    def _frame(self, target: Target) -> pd.DataFrame:
        frame: pd.DataFrame = getattr(self.tables, target)
        return frame

    def _event_links(self) -> dict[Target, NDArray[np.int64]]:
        """Row number of the event that each row names; -1 for none."""
        ids = pd.Index(self.tables.events["event_id"])
        return {t: ids.get_indexer(pd.Index(self._frame(t)["event_id"])) for t in LINKED}

    def _origin_numbers(self, target: Target) -> NDArray[np.int64]:
        return _codes(self._frame(target)["origin"], self.origin_ids)

    def _spans(self) -> dict[Target, tuple[tuple[Days, Days], ...]]:
        """First and last days of each row; a milestone has two such spans, planned and actual."""
        events, claims, flows = self.tables.events, self.tables.claims, self.tables.flows
        projects, statuses = self.tables.projects, self.tables.route_status
        start, end = _days(claims["period_start"]), _days(claims["period_end"])
        first, last = span_of(claims["as_of"], claims["date_precision"])
        # An end that nobody gave is no endless period: the day the number speaks of stands for it.
        begun = np.where(start != UNKNOWN_DAY, start, np.where(end != UNKNOWN_DAY, np.minimum(first, end), first))
        ended = np.where(end != UNKNOWN_DAY, end, np.where(start != UNKNOWN_DAY, np.maximum(last, start), last))
        from_day, _ = span_of(statuses["from_date"], statuses["date_precision"])
        since = _opened(from_day, EARLIEST)
        return {
            Target.EVENTS: ((_days(events["date_start"]), _days(events["date_end"])),),
            Target.CLAIMS: ((begun, ended),),
            Target.FLOWS: ((_days(flows["period_start"]), _days(flows["period_end"])),),
            Target.PROJECTS: tuple(
                span_of(projects[f"{kind}_date"], projects[f"{kind}_precision"]) for kind in ("planned", "actual")
            ),
            Target.ROUTE_STATUS: ((since, np.full_like(since, LATEST)),),
        }

    def _region_of(self, place_ids: pd.Series) -> NDArray[np.int64]:
        regions = pd.Series(self.tables.places["region"].to_numpy(), index=self.tables.places["place_id"].to_numpy())
        return _codes(place_ids.map(regions).fillna(""), terms_of(Region))

    def _event_regions(self) -> Mask:
        events = self.tables.events
        matrix = _members(events["about_regions"], terms_of(Region))
        scene = (events["place_role"] == PlaceRole.SCENE.value).to_numpy()
        not_said = (events["place_role"] != PlaceRole.SAID_AT.value).to_numpy()
        for column, counts in (("place_id", scene), ("from_place_id", not_said), ("to_place_id", not_said)):
            region = self._region_of(events[column])
            rows = np.flatnonzero(counts & (region >= 0))
            matrix[rows, region[rows]] = True
        return matrix

    def _reliability(self) -> dict[Target, NDArray[np.int64]]:
        """Rank of the best source of each row; -1 where it names none."""
        sources = self.tables.sources
        ranks = _codes(sources["reliability"], terms_of(Reliability))
        rank = dict(zip(sources["source_id"], ranks.tolist(), strict=True))
        best = [min((rank[code] for code in codes if code in rank), default=-1) for codes in self._sources_of_events()]
        found = {Target.EVENTS: np.array(best, dtype=np.int64)}
        for target in FILTERED[1:]:
            found[target] = self._frame(target)["source_id"].map(rank).fillna(-1).to_numpy().astype(np.int64)
        return found

    def ranks(self, target: Target, known_on: date | None) -> Ranks:
        """Rank of the best source of each row; a route status without a source takes that of its event."""
        own = self.reliability[target]
        if target is not Target.ROUTE_STATUS:
            return own
        link = self.linked(known_on, target)
        of_event = np.where(link >= 0, self.reliability[Target.EVENTS][link], -1)
        return np.where(own >= 0, own, of_event)

    def _sources_of_events(self) -> Iterable[tuple[str, ...]]:
        return self.tables.events["source_ids"]

    def verdicts(self, wanted: Selection, target: Target) -> dict[Filter, Verdict]:
        """Return the verdicts of each filter that is set and reaches a table."""
        return {part: self._judge(part, wanted, target) for part in set_filters(wanted) if reaches(part, target)}

    def _judge(self, part: Filter, wanted: Selection, target: Target) -> Verdict:
        if part is Filter.DATES:
            return self.dates(wanted.date_from, wanted.date_to, target)
        if part is Filter.KNOWN:
            return self.known(wanted.known_on, target)
        if part is Filter.WORDS:
            return self.words(wanted.words, target, wanted.known_on)
        if part is Filter.RELIABILITY:
            return floor(self.ranks(target, wanted.known_on), wanted.reliability, wanted.unjudged)
        if part is Filter.ORIGINS:
            return self.origins(wanted.origins, target)
        if part is Filter.REGIONS:
            return self.regions(wanted.regions, target, wanted.known_on)
        of_events = self._of_events(part, wanted)
        return of_events if target is Target.EVENTS else self.through_event(of_events, wanted.known_on)

    def _of_events(self, part: Filter, wanted: Selection) -> Verdict:
        if part is Filter.CATEGORIES:
            return verdict(_among(self.category, _codes(wanted.categories, terms_of(Category))))
        if part is Filter.STATUSES:
            return verdict(_among(self.status, _codes(wanted.statuses, terms_of(Status))))
        return floor(self.credibility, wanted.credibility, wanted.unjudged)

    def linked(self, known_on: date | None, target: Target = Target.CLAIMS) -> NDArray[np.int64]:
        """Row number of each row's event; -1 if it has none, or none that was public by then."""
        link = self.event_of[target]
        if known_on is None:
            return link
        later: Mask = ~self._public_by(Target.EVENTS, known_on)
        return np.where((link >= 0) & later[link], -1, link)

    def _public_by(self, target: Target, known_on: date) -> Mask:
        days = self.public[target]
        return np.asarray((days != UNKNOWN_DAY) & (days <= day_number(known_on)), dtype=np.bool_)

    def through_event(self, of_events: Verdict, known_on: date | None) -> Verdict:
        """Carry the verdicts of events over to their claims; a claim without an event is unplaced."""
        link = self.linked(known_on)
        return np.where(link >= 0, of_events[link], np.int8(UNPLACED)).astype(np.int8)

    def dates(self, date_from: date | None, date_to: date | None, target: Target) -> Verdict:
        """Judge by overlap with a range of days that may be open at either end."""
        start = EARLIEST if date_from is None else day_number(date_from)
        end = LATEST if date_to is None else day_number(date_to)
        firsts, lasts = (np.stack(days) for days in zip(*self.spans[target], strict=True))
        known: Mask = firsts != UNKNOWN_DAY
        overlaps: Mask = known & (firsts <= end) & (lasts >= start)
        return verdict(_any(overlaps, 0), _any(known, 0))

    def known(self, known_on: date | None, target: Target) -> Verdict:
        """Judge by the public day; a row without one is unplaced."""
        if known_on is None:
            return np.ones(len(self._frame(target)), dtype=np.int8)
        return verdict(self._public_by(target, known_on), self.public[target] != UNKNOWN_DAY)

    def regions(self, regions: Sequence[Region], target: Target, known_on: date | None) -> Verdict:
        """Judge by region: events by themselves, claims by event or place, milestones by place."""
        chosen = _codes(regions, terms_of(Region))
        of_events = _any(self.event_regions[:, chosen], 1)
        if target is Target.EVENTS:
            return verdict(of_events)
        if target is Target.PROJECTS:
            region = self.place_region[target]
            return verdict(_among(region, chosen), region >= 0)
        region, link = self.place_region[target], self.linked(known_on)
        by_event = (link >= 0) & of_events[link]
        return verdict(by_event | _among(region, chosen), (link >= 0) | (region >= 0))

    def origins(self, origins: Sequence[str], target: Target) -> Verdict:
        """Judge by who asserts it at first hand."""
        chosen = np.array([number for number, code in enumerate(self.origin_ids) if code in origins], dtype=np.int64)
        if target is Target.EVENTS:
            return verdict(_any(self.event_origins[:, chosen], 1))
        return verdict(_among(self.origin[target], chosen), self.origin[target] >= 0)

    def words(self, words: str, target: Target, known_on: date | None = None) -> Verdict:
        """Judge by text: every word has to occur somewhere in the row's text."""
        texts: Sequence[str] = getattr(self.text, target)
        passes = np.ones(len(texts), dtype=np.bool_)
        for word in fold(words).split():
            found = contains(texts, word)
            if target is Target.EVENTS:
                found |= self._published_by_a_match(word, known_on)
            elif target is Target.CLAIMS:
                link = self.linked(known_on)
                found |= (link >= 0) & contains(self.text.titles, word)[link]
            passes &= found
        return verdict(passes)

    def _published_by_a_match(self, word: str, known_on: date | None) -> Mask:
        # A source of unknown day is shown at every day (its number is below all others), so it is searched too.
        shown = self.published <= (LATEST if known_on is None else day_number(known_on))
        columns = zip(self.text.publishers.items(), shown, strict=True)
        matching = {code for (code, publisher), seen in columns if seen and word in publisher}
        lists = self._sources_of_events()
        return np.fromiter((not matching.isdisjoint(codes) for codes in lists), dtype=np.bool_)


def _opened(days: Days, end: int) -> Days:
    return np.where(days == UNKNOWN_DAY, end, days)


def floor(ranks: NDArray[np.int64], lowest: Credibility | Reliability | None, unjudged: bool) -> Verdict:
    """Judge by a floor on grades; the last grade of a scale, "cannot be judged", passes only if asked for."""
    if lowest is None:
        return np.ones(len(ranks), dtype=np.int8)
    scale: list[Term] = list(type(lowest))
    passes = ranks <= scale.index(lowest)
    if unjudged:
        passes |= ranks == len(scale) - 1
    return verdict(passes, ranks >= 0)


def set_filters(wanted: Selection) -> tuple[Filter, ...]:
    """Return the filters that a selection sets, in the order of `Filter`."""
    values: Mapping[Filter, object] = {
        Filter.DATES: wanted.date_from or wanted.date_to,
        Filter.REGIONS: wanted.regions,
        Filter.CATEGORIES: wanted.categories,
        Filter.STATUSES: wanted.statuses,
        Filter.CREDIBILITY: wanted.credibility,
        Filter.RELIABILITY: wanted.reliability,
        Filter.ORIGINS: wanted.origins,
        Filter.WORDS: wanted.words,
        Filter.KNOWN: wanted.known_on,
    }
    return tuple(part for part in Filter if values[part])


@lru_cache(maxsize=4)
def sieve(tables: Tables) -> Sieve:
    """Return the sieve of a dataset, prepared once."""
    return Sieve(tables)
