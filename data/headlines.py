"""Headline numbers: one subject, one metric, one kind, one scope, one claim a family of origins.

The rule compares like with like and never sums or averages: it gives the lowest and the highest
of the newest claims at first hand, how many families of origins stand behind them, and the newest
day they speak of. What is left out (composite and news origins, other scopes) is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeAlias

import pandas as pd

from data.tables import Tables
from data.vocabulary import AsOfBasis, ClaimKind, OriginKind, Qualifier
from data.wording import coarse_day, day

SUBJECT = "PRK"
_Record: TypeAlias = Mapping[Any, Any]
#: Months a number stays a headline, back from the cut-off or the as-known-on day.
WINDOW_MONTHS: Mapping[ClaimKind, int] = {ClaimKind.STOCK: 12, ClaimKind.CUMULATIVE: 24}


class Bound(NamedTuple):
    """How one end of a headline range is bounded: the word and the origins that used it."""

    word: str
    origins: tuple[str, ...]


@dataclass(frozen=True)
class Counted:
    """A claim as the rule reads it: its two ends, its family and the day of its root."""

    row: int
    claim_id: str
    scope: str
    low: float
    high: float
    qualifier: str
    as_of: date
    precision: str
    said_on: date | None
    period: tuple[date | None, date | None]
    origin: str
    name: str
    family: str
    first_hand: bool
    supersedes: str
    root_as_of: date
    root_precision: str

    @property
    def rank(self) -> tuple[date, date, str]:
        """The order of newness inside a family; a missing `said_on` is oldest."""
        return (self.root_as_of, self.said_on or date.min, self.claim_id)


@dataclass(frozen=True, eq=False)
class Headline:
    """What the headline rule leaves of one metric on one day.

    `claims` are the counted claims, `listed` those of composite and news origins, `others` the
    claims of other scopes; all three keep the columns of the claims table. `origins` are the short
    names behind `claims`, in their order. Without a counted claim `lowest`, `highest` and `newest` are None.
    """

    metric: str
    label: str
    unit: str
    kind: ClaimKind
    subject: str
    scope: str
    day: date
    lowest: float | None
    highest: float | None
    lowest_bounds: tuple[Bound, ...]
    highest_bounds: tuple[Bound, ...]
    families: int
    origins: tuple[str, ...]
    newest: date | None
    newest_precision: str
    chosen: tuple[Counted, ...]
    unchosen: tuple[Counted, ...]
    elsewhere: tuple[Counted, ...]
    tables: Tables = field(repr=False)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """The counted claims, in the columns of the claims table."""
        return _rows(self.tables, self.chosen)

    @cached_property
    def listed(self) -> pd.DataFrame:
        """The claims of composite and news origins, which are listed and never counted."""
        return _rows(self.tables, self.unchosen)

    @cached_property
    def others(self) -> pd.DataFrame:
        """The claims of other scopes, listed beneath and not in the range."""
        return _rows(self.tables, self.elsewhere)

    @property
    def window(self) -> str:
        """Say from when to when a claim must speak to count."""
        months = WINDOW_MONTHS.get(self.kind)
        return f"{months} months to {day(self.day)}" if months else f"same period, to {day(self.day)}"

    @property
    def newest_words(self) -> str:
        """Say the newest day a counted claim speaks of, only as finely as it is known."""
        if self.newest is None:
            return f"none dated in the {self.window}"
        words = coarse_day(self.newest, self.newest_precision)
        return f"{words}, day not given" if self.newest_precision == "year" else words


def headline(
    tables: Tables,
    metric: str,
    kind: ClaimKind,
    *,
    known_on: date | None = None,
    scope: str = "",
    subject: str = SUBJECT,
    period: tuple[date | None, date | None] | None = None,
) -> Headline:
    """Work out the headline of a metric at the cut-off, or as known on an earlier day.

    Flows stand side by side only for one period, which must then be given. Raises ValueError for
    a metric the tables do not hold, for a plan or cap, and for a flow without a period.

    >>> from data import load_tables
    >>> found = headline(load_tables(), "troops_deployed", ClaimKind.CUMULATIVE)
    >>> found.lowest, found.highest, found.families, found.newest_words
    (12000.0, 15000.0, 4, '18 Sep 2025')
    """
    labels = _metric_labels(tables)
    if metric not in labels:
        raise ValueError(f"metric {metric!r} is not in the table of metrics")
    if kind not in WINDOW_MONTHS and (kind is not ClaimKind.FLOW or period is None):
        raise ValueError(f"a headline compares stocks, cumulative counts, or flows of one period; got {kind.value}")
    limit = known_on or tables.cut_off
    pool = _pool(counted_claims(tables).get((subject, metric, kind.value), ()), kind, limit, known_on, period)
    of_scope = [claim for claim in pool if claim.scope == scope]
    chosen = _newest_by_family(claim for claim in of_scope if claim.first_hand)
    listed = [claim for claim in of_scope if not claim.first_hand]
    others = [claim for claim in pool if claim.scope != scope]
    newest = max(chosen, key=lambda claim: claim.root_as_of, default=None)
    lowest = min((claim.low for claim in chosen), default=None)
    highest = max((claim.high for claim in chosen), default=None)
    label, unit = labels[metric]
    return Headline(
        metric=metric,
        label=label,
        unit=unit,
        kind=kind,
        subject=subject,
        scope=scope,
        day=limit,
        lowest=lowest,
        highest=highest,
        lowest_bounds=_bounds(claim for claim in chosen if claim.low == lowest),
        highest_bounds=_bounds(claim for claim in chosen if claim.high == highest),
        families=len(chosen),
        origins=tuple(claim.name for claim in chosen),
        newest=newest.root_as_of if newest else None,
        newest_precision=newest.root_precision if newest else "",
        chosen=tuple(chosen),
        unchosen=_in_order(listed),
        elsewhere=_in_order(others),
        tables=tables,
    )


@lru_cache(maxsize=4)
def counted_claims(tables: Tables) -> Mapping[tuple[str, str, str], tuple[Counted, ...]]:
    """Read the claims once, grouped by subject, metric and kind; those without a number are out.

    The day of a restatement is that of its root, and so is how well the day is known.
    """
    claims = tables.claims
    position = {claim_id: row for row, claim_id in enumerate(claims["claim_id"])}
    records = claims.to_dict("records")
    origins = tables.origins.set_index("origin_id").to_dict("index")
    groups: dict[tuple[str, str, str], list[Counted]] = {}
    for row, record in enumerate(records):
        root, seen = record, {record["claim_id"]}
        while root["restates"] and root["restates"] not in seen:
            seen.add(root["restates"])
            root = records[position[root["restates"]]]
        claim = _counted(row, record, root, origins[record["origin"]])
        if claim is not None:
            groups.setdefault((record["subject"], record["metric"], record["kind"]), []).append(claim)
    return {key: tuple(found) for key, found in groups.items()}


def _counted(row: int, record: _Record, root: _Record, origin: _Record) -> Counted | None:
    known = [value for value in (record["low"], record["best"], record["high"]) if value == value]
    as_of, root_as_of = _day(record["as_of"]), _day(root["as_of"])
    if not known or as_of is None or root_as_of is None or record["as_of_basis"] == AsOfBasis.READ:
        return None
    return Counted(
        row=row,
        claim_id=str(record["claim_id"]),
        scope=str(record["scope"]),
        low=float(known[0]),
        high=float(known[-1]),
        qualifier=str(record["qualifier"]),
        as_of=as_of,
        precision=str(record["date_precision"]),
        said_on=_day(record["said_on"]),
        period=(_day(record["period_start"]), _day(record["period_end"])),
        origin=str(record["origin"]),
        name=str(origin["short_name"]),
        family=str(origin["family"]) or str(record["origin"]),
        first_hand=not origin["composite"] and origin["kind"] != OriginKind.NEWS,
        supersedes=str(record["supersedes"]),
        root_as_of=root_as_of,
        root_precision=str(root["date_precision"]),
    )


def _pool(
    claims: Iterable[Counted],
    kind: ClaimKind,
    limit: date,
    known_on: date | None,
    period: tuple[date | None, date | None] | None,
) -> list[Counted]:
    months = WINDOW_MONTHS.get(kind)
    opens = (pd.Timestamp(limit) - pd.DateOffset(months=months)).date() if months else date.min
    pool = [
        claim
        for claim in claims
        if claim.as_of <= limit
        and claim.root_as_of >= opens
        and (known_on is None or (claim.said_on is not None and claim.said_on <= known_on))
        and (period is None or claim.period == period)
    ]
    superseded = {claim.supersedes for claim in pool}
    return [claim for claim in pool if claim.claim_id not in superseded]


def _newest_by_family(claims: Iterable[Counted]) -> list[Counted]:
    newest: dict[str, Counted] = {}
    for claim in claims:
        if claim.family not in newest or claim.rank > newest[claim.family].rank:
            newest[claim.family] = claim
    return sorted(newest.values(), key=lambda claim: claim.claim_id)


def _bounds(claims: Iterable[Counted]) -> tuple[Bound, ...]:
    said: dict[str, list[str]] = {}
    for claim in claims:
        if claim.qualifier and claim.qualifier != Qualifier.EXACTLY:
            said.setdefault(Qualifier(claim.qualifier).label, []).append(claim.name)
    return tuple(Bound(word, tuple(names)) for word, names in said.items())


def _in_order(claims: Iterable[Counted]) -> tuple[Counted, ...]:
    return tuple(sorted(claims, key=lambda claim: claim.claim_id))


def _rows(tables: Tables, claims: Iterable[Counted]) -> pd.DataFrame:
    return tables.claims.iloc[[claim.row for claim in claims]]


@lru_cache(maxsize=4)
def _metric_labels(tables: Tables) -> Mapping[str, tuple[str, str]]:
    metrics = tables.metrics
    labels = zip(metrics["label"], metrics["unit"], strict=True)
    return dict(zip(metrics["metric"], labels, strict=True))


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, pd.Timestamp) else None
