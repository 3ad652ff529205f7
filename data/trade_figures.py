"""Figures of trade as one origin gave them: whole years, parts of years and months, told apart.

Nothing here adds or averages. What is worked out (a difference, an index, a share) always comes
from two rows that are kept beside the result.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from data.series import DPRK, USD, VALUES, Record, bound, flow_records, without_alternatives
from data.tables import Tables
from data.vocabulary import Basis, OriginKind, Term
from data.wording import bounded, number, span

MILLION = 1e6


class Partner(Term):
    """A country that the DPRK trades with."""

    RUSSIA = "RUS", "Russia"
    CHINA = "CHN", "China"


class Standing(Term):
    """How a figure came about; what an official said of trade is told from statistics."""

    REPORTED = "reported", "reported statistics"
    STATEMENT = "statement", "official’s statement"
    MIRROR = "mirror", "mirror statistics"
    ESTIMATE = "estimate", "estimate"


#: Standings in the order in which one of several figures is preferred.
RANKS = tuple(Standing)
_STANDINGS = {Basis.MIRROR: Standing.MIRROR, Basis.ESTIMATE: Standing.ESTIMATE}


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the flows with a number: who, what, when, how much, and whose word it is.

    `low`, `best` and `high` are None where the row leaves them open, in `unit`. `counted` is False
    for composite and news origins, which are shown and never counted.
    """

    flow_id: str
    part_of: str
    exporter: str
    importer: str
    commodity: str
    start: date
    end: date
    low: float | None
    best: float | None
    high: float | None
    unit: str
    qualifier: str
    standing: Standing
    origin_id: str
    origin: str
    counted: bool
    publisher: str

    @property
    def value(self) -> float:
        """The number a mark stands at: the best one, else the lowest, else the highest."""
        return next(number for number in (self.best, self.low, self.high) if number is not None)

    @property
    def bound(self) -> int:
        """Whether more (1) or less (-1) is meant, or neither (0)."""
        return bound(self.qualifier)

    @property
    def year(self) -> int:
        """The calendar year in which the period begins."""
        return self.start.year

    @property
    def whole_year(self) -> bool:
        """Whether the period is exactly one calendar year."""
        return self.within_year and (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31)

    @property
    def within_year(self) -> bool:
        """Whether the period lies in one calendar year."""
        return self.start.year == self.end.year

    @property
    def one_month(self) -> bool:
        """Whether the period is exactly one calendar month."""
        last = calendar.monthrange(self.end.year, self.end.month)[1]
        same = (self.start.year, self.start.month) == (self.end.year, self.end.month)
        return same and self.start.day == 1 and self.end.day == last

    @property
    def period(self) -> str:
        """The period in words."""
        return span(self.start, self.end)

    @property
    def words(self) -> str:
        """The number with its bound and unit; USD in millions from one million on."""
        large = self.unit == USD and self.value >= MILLION
        return f"{self.scaled(MILLION if large else 1)} {'million ' if large else ''}{self.unit}"

    def scaled(self, unit: float) -> str:
        """Write the number over a unit of so many, without the unit: of 34.4e6 over 1e6 "34.4"."""
        low, best, high = (None if value is None else value / unit for value in (self.low, self.best, self.high))
        return bounded(low, best, high, self.qualifier)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures set against one another, and what lies between them."""

    first: Figure
    second: Figure

    @property
    def difference(self) -> float:
        """How far the second lies above the first; below zero where it lies under it."""
        return self.second.value - self.first.value

    @property
    def percent(self) -> float | None:
        """The difference as a percentage of the first; None where the first is zero."""
        return 100 * self.difference / self.first.value if self.first.value else None

    @property
    def words(self) -> str:
        """The size of the difference with its unit, and as a percentage of the first."""
        said = sized(abs(self.difference), self.first.unit)
        share = self.percent
        return said if share is None else f"{said}, {percent_words(abs(share))}"


def sized(value: float, unit: str) -> str:
    """Write a number with its unit; USD in millions from one million on.

    >>> sized(2_721_100_000, "USD").replace("\u2009", "_"), sized(40_469, "USD").replace("\u2009", "_")
    ('2_721.1 million USD', '40_469 USD')
    """
    return f"{number(value / MILLION)} million USD" if unit == USD and value >= MILLION else f"{number(value)} {unit}"


def percent_words(value: float) -> str:
    """Write a percentage that was worked out, to one decimal.

    >>> [percent_words(value).replace("\u2009", " ") for value in (56.1904, 0.02, 3.0)]
    ['56.2 %', 'under 0.1 %', '3 %']
    """
    if 0 < value < 0.05:
        return "under 0.1\u2009%"
    return f"{value:.1f}".removesuffix(".0") + "\u2009%"


def figures(tables: Tables, flows: pd.DataFrame, exporter: str, importer: str, commodity: str) -> list[Figure]:
    """List the figures of one flow among selected rows, for the whole of it and as first stated.

    Rows with a `scope`, without a number, and restatements of another selected row are left out, as
    are caps and plans. A row with a value and a quantity is read by its value.
    """
    book = _book(tables)
    wanted = (exporter, importer, commodity)
    told = [
        row
        for row in flow_records(tables, flows)
        if (row["exporter"], row["importer"], row["commodity"]) == wanted and row["flow_id"] in book
    ]
    return [book[row["flow_id"]] for row in without_alternatives(told)]


def two_way(tables: Tables, flows: pd.DataFrame, partner: Partner) -> list[Figure]:
    """List the figures in USD for the whole two-way trade of a partner and the DPRK."""
    return [one for one in figures(tables, flows, partner, DPRK, "two_way_total") if one.unit == USD]


def whole_years(told: Iterable[Figure]) -> list[Figure]:
    """Keep the figures for exactly one calendar year."""
    return [one for one in told if one.whole_year]


def part_years(told: Iterable[Figure]) -> list[Figure]:
    """Keep the figures for a part of one calendar year: never to be read as that year."""
    return [one for one in told if one.within_year and not one.whole_year]


def rivals(told: Iterable[Figure]) -> list[tuple[Figure, ...]]:
    """Group whole-year figures of one flow by year where two or more origins at first hand give one.

    Newest year first; in a year from the highest figure to the lowest.
    """
    by_year: dict[int, list[Figure]] = {}
    for one in whole_years(told):
        if one.counted:
            by_year.setdefault(one.year, []).append(one)
    return [
        tuple(sorted(found, key=lambda one: (-one.value, one.origin)))
        for _, found in sorted(by_year.items(), reverse=True)
        if len({one.origin_id for one in found}) > 1
    ]


def compared(before: Iterable[Figure], after: Iterable[Figure]) -> list[tuple[Figure | None, Figure | None]]:
    """Set the newest whole-year figure of each origin in one period beside its newest in another.

    Origins that speak in both come first; None stands where an origin gives no whole year.
    """
    first, second = _newest(before), _newest(after)
    names = sorted({*first, *second}, key=lambda id: (id not in first or id not in second, id not in second, id))
    return [(first.get(id), second.get(id)) for id in names]


def _newest(told: Iterable[Figure]) -> dict[str, Figure]:
    ordered = sorted(whole_years(told), key=lambda one: (one.year, one.flow_id))
    return {one.origin_id: one for one in ordered if one.counted}


def preferred(told: Sequence[Figure]) -> Figure:
    """Give the figure that leads among rivals: at first hand, then by how it came about, then the highest."""
    return min(told, key=lambda one: (not one.counted, RANKS.index(one.standing), -one.value, one.flow_id))


@dataclass(frozen=True, slots=True)
class Index:
    """The figures of one origin on one partner, each as a percentage of the origin's own base year."""

    partner: Partner
    base: Figure
    figures: tuple[Figure, ...]

    def level(self, one: Figure) -> float:
        """Give a figure as an index number: 100 in the base year."""
        return 100 * one.value / self.base.value


def indexed(told: Mapping[Partner, Sequence[Figure]]) -> tuple[Index, ...]:
    """Index each partner's trade on a year that both have, by the one origin on each that says most.

    The same origin for both partners goes before two, then the base year that leaves the most
    figures, the newest of equals. Empty where no year is common.
    """
    options = [
        (same, len(first.figures) + len(second.figures), first.base.year, first.base.origin_id, first, second)
        for first in _bases(Partner.RUSSIA, told)
        for second in _bases(Partner.CHINA, told)
        if first.base.year == second.base.year
        for same in (first.base.origin_id == second.base.origin_id,)
    ]
    if not options:
        return ()
    *_, first, second = max(options, key=lambda option: option[:4])
    return first, second


def _bases(partner: Partner, told: Mapping[Partner, Sequence[Figure]]) -> Iterator[Index]:
    own = [one for one in whole_years(told.get(partner, ())) if one.counted]
    for base in own:
        if base.value > 0:
            yield Index(partner, base, tuple(one for one in own if one.origin_id == base.origin_id))


@lru_cache(maxsize=4)
def _book(tables: Tables) -> Mapping[str, Figure]:
    """Read every row of the flows that has a number and no scope, once for all selections."""
    columns = (tables.origins[name].tolist() for name in ("origin_id", "short_name", "composite", "kind"))
    origins = {id: (name, not composite, kind) for id, name, composite, kind in zip(*columns, strict=True)}
    publishers = dict(zip(tables.sources["source_id"], tables.sources["publisher"], strict=True))
    found = (_figure(row, origins[row["origin"]], publishers) for row in flow_records(tables, tables.flows))
    return {one.flow_id: one for one in found if one is not None}


def _figure(row: Record, origin: tuple[str, bool, str], publishers: Mapping[str, str]) -> Figure | None:
    values = [_known(row[column]) for column in VALUES]
    in_usd = any(value is not None for value in values)
    quantity = _known(row["quantity"])
    if row["scope"] or row["basis"] in (Basis.CAP, Basis.PLAN) or not (in_usd or quantity is not None):
        return None
    name, named, kind = origin
    low, best, high = values if in_usd else (None, quantity, None)
    statement = row["basis"] == Basis.REPORTED and kind == OriginKind.GOVERNMENT
    return Figure(
        flow_id=row["flow_id"],
        part_of=row["part_of"],
        exporter=row["exporter"],
        importer=row["importer"],
        commodity=row["commodity"],
        start=row["period_start"].date(),
        end=row["period_end"].date(),
        low=low,
        best=best,
        high=high,
        unit=USD if in_usd else row["quantity_unit"],
        qualifier=row["quantity_qualifier"],
        standing=Standing.STATEMENT if statement else _STANDINGS.get(Basis(row["basis"]), Standing.REPORTED),
        origin_id=row["origin"],
        origin=name,
        counted=named and kind != OriginKind.NEWS,
        publisher=publishers.get(row["source_id"], ""),
    )


def _known(value: float | None) -> float | None:
    return None if value is None or value != value else float(value)
