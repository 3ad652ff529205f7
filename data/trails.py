"""Claims as one origin told them over time: what it said first, what it revised, what it repeated.

A trail never leaves one subject, metric, scope, kind and origin, so whatever is drawn from one
trail compares like with like. Nothing here adds, averages or ranges over claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

import pandas as pd

from data.ledger import claim_rows, figure, origin_rows, source_rows, speaks_of
from data.periods import period_end, period_start
from data.tables import Tables
from data.vocabulary import AsOfBasis, ClaimKind, OriginKind, Party, Precision, Qualifier, Term
from data.wording import coarse_day, known_day, span

_Row: TypeAlias = Mapping[Any, Any]


class Clock(Term):
    """By which of its two days a claim is placed in time."""

    AS_OF = "as_of", "the day each number speaks of"
    SAID_ON = "said_on", "the day each number was said"


class Step(Term):
    """How a claim of a trail follows the one before it."""

    FIRST = "first", "first said"
    REVISION = "revision", "revised"
    RESTATEMENT = "restatement", "repeated unchanged"


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim as a point in time: the number, both clocks, and whose word it is.

    `low`, `best` and `high` are None where the claim leaves them open. `as_of` stands at the last
    day of what `precision` allows. `counted` is False for composite and news origins, which are
    shown and never counted. `step` says how it follows the claim `before` ("" for a first one).
    """

    claim_id: str
    event_id: str
    subject: str
    metric: str
    scope: str
    kind: ClaimKind
    unit: str
    low: float | None
    best: float | None
    high: float | None
    qualifier: Qualifier | None
    as_of: date
    precision: Precision
    basis: AsOfBasis
    said_on: date | None
    said_precision: Precision
    origin_id: str
    origin: str
    party: Party
    family: str
    counted: bool
    source_id: str
    publisher: str
    place_id: str
    note: str
    period: tuple[date | None, date | None]
    step: Step
    before: str

    @property
    def value(self) -> float:
        """The number a mark stands at: the best one, else the lowest, else the highest."""
        return next(number for number in (self.best, self.low, self.high) if number is not None)

    @property
    def lowest(self) -> float:
        """The lower end of what was said."""
        return self.low if self.low is not None else self.value

    @property
    def highest(self) -> float:
        """The upper end of what was said."""
        return self.high if self.high is not None else self.value

    @property
    def ranged(self) -> bool:
        """Whether a range was given and not one number."""
        return self.lowest < self.highest

    def day(self, clock: Clock) -> date | None:
        """Give the day of one clock; None where nobody knows when it was said."""
        return self.as_of if clock is Clock.AS_OF else self.said_on

    def day_precision(self, clock: Clock) -> Precision:
        """Say how finely the day of one clock is known."""
        return self.precision if clock is Clock.AS_OF else self.said_precision

    def when(self, clock: Clock) -> str:
        """Write the day of one clock only as finely as it is known; for what is counted in a period, the period."""
        if clock is Clock.AS_OF and self.basis is AsOfBasis.READ:
            return "day not given"
        start, end = self.period
        if clock is Clock.AS_OF and self.kind is ClaimKind.FLOW and start and end and start < end:
            return span(start, end)
        return coarse_day(self.day(clock), self.day_precision(clock))


@dataclass(frozen=True)
class Trail:
    """What one origin said of one thing, oldest first: a first statement and what revises or repeats it."""

    statements: tuple[Statement, ...]

    @property
    def first(self) -> Statement:
        """The oldest statement of the trail."""
        return self.statements[0]

    @property
    def last(self) -> Statement:
        """The newest statement of the trail."""
        return self.statements[-1]

    @property
    def revised(self) -> bool:
        """Whether the origin ever changed its number here."""
        return any(statement.step is Step.REVISION for statement in self.statements)


def statements(
    tables: Tables,
    claims: pd.DataFrame,
    *,
    metrics: Iterable[str],
    kinds: Iterable[ClaimKind] = tuple(ClaimKind),
    subject: str = "PRK",
) -> tuple[Statement, ...]:
    """Give the claims of some metrics and kinds among `claims` (columns of the claims table), in order of `as_of`.

    Claims without any number are left out.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> killed = statements(tables, tables.claims, metrics=["killed"], kinds=[ClaimKind.CUMULATIVE])
    >>> [said.value for said in killed if said.origin_id == "nis"]
    [100.0, 300.0, 600.0, 2000.0]
    """
    wanted, counting = set(metrics), set(kinds)
    known = _statements(tables)
    pairs = zip(claims["claim_id"].tolist(), claims["event_id"].tolist(), strict=True)
    # Under an as-known-on day the frame's link to an event not yet public is blank; the table's is not.
    chosen = (_linked(known[claim_id], event_id) for claim_id, event_id in pairs if claim_id in known)
    found = [s for s in chosen if s.metric in wanted and s.kind in counting and s.subject == subject]
    return tuple(sorted(found, key=lambda s: (s.as_of, s.said_on or date.max, s.claim_id)))


def trails(found: Sequence[Statement]) -> tuple[Trail, ...]:
    """Join statements that revise or repeat one another into trails, in order of their first day.

    A link to a claim that is not among `found` begins a trail: what a filter left out is not drawn
    through. Statements of one origin without such a link stay apart, because nobody said that one
    replaces the other.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> killed = statements(tables, tables.claims, metrics=["killed"], kinds=[ClaimKind.CUMULATIVE])
    >>> [len(trail.statements) for trail in trails(killed) if trail.first.origin_id == "nis"]
    [4]
    """
    inside = {statement.claim_id for statement in found}
    chains: dict[str, list[Statement]] = {}
    head: dict[str, str] = {}
    for statement in sorted(found, key=_depth_key(found)):
        start = head[statement.before] if statement.before in inside else statement.claim_id
        head[statement.claim_id] = start
        chains.setdefault(start, []).append(statement)
    ordered = (sorted(chain, key=lambda s: (s.as_of, s.said_on or date.max, s.claim_id)) for chain in chains.values())
    return tuple(
        Trail(tuple(chain)) for chain in sorted(ordered, key=lambda chain: (chain[0].as_of, chain[0].claim_id))
    )


def spoken_within(found: Iterable[Statement], first: date | None, last: date | None) -> tuple[Statement, ...]:
    """Keep the statements that speak of a day between two days, as finely as that day is known.

    A selection by dates keeps a count whose period reaches into the dates even where it speaks of a
    later day; a picture over those dates has no place for it.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> killed = statements(tables, tables.claims, metrics=["killed"], kinds=[ClaimKind.CUMULATIVE])
    >>> [said.value for said in spoken_within(killed, date(2025, 4, 1), None) if said.counted]
    [600.0, 2000.0]
    """
    return tuple(
        said
        for said in found
        if (first is None or period_end(said.as_of, said.precision) >= first)
        and (last is None or period_start(said.as_of, said.precision) <= last)
    )


def latest_by_origin(found: Iterable[Statement]) -> tuple[Statement, ...]:
    """Give the newest statement of each origin, metric, scope and kind, superseded ones left out.

    Newness is that of `as_of`, then `said_on`; a claim whose day was only read off is newest only
    where the origin gave no other.
    """
    found = tuple(found)
    replaced = {statement.before for statement in found if statement.step is Step.REVISION}
    newest: dict[tuple[str, str, str, str, ClaimKind], Statement] = {}
    for statement in found:
        if statement.claim_id in replaced:
            continue
        key = (statement.subject, statement.metric, statement.scope, statement.origin_id, statement.kind)
        if key not in newest or _newness(statement) > _newness(newest[key]):
            newest[key] = statement
    return tuple(newest.values())


def words(tables: Tables, statement: Statement) -> str:
    """Write the number of a statement with its range and bound, and the day it speaks of.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> words(tables, statements(tables, tables.claims, metrics=["killed"])[-1])
    '2\u2009000, 2 Sep 2025, when it was said'
    """
    row = claim_rows(tables)[statement.claim_id]
    return f"{figure(row)}, {speaks_of(row)}"


def follows(tables: Tables, statement: Statement) -> str:
    """Say what a statement revises or repeats, with the day on which that was said; "" for a first one.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> follows(tables, statements(tables, tables.claims, metrics=["killed"])[-1]).replace("\u2009", " ")
    'revises 600 (30 Apr 2025)'
    """
    return follow_words(tables, statement.claim_id)


def follow_words(tables: Tables, claim_id: str) -> str:
    """Say what a claim revises or repeats, with the day on which that was said; "" for a first one."""
    claim = claim_rows(tables)[claim_id]
    before = claim["supersedes"] or claim["restates"]
    if not before:
        return ""
    row = claim_rows(tables)[before]
    said = coarse_day(row["said_on"], row["said_precision"] or Precision.DAY)
    return f"{'revises' if claim['supersedes'] else 'repeats'} {figure(row)} ({said})"


def _linked(statement: Statement, event_id: str) -> Statement:
    return statement if statement.event_id == event_id else replace(statement, event_id=event_id)


def _newness(statement: Statement) -> tuple[bool, date, date, str]:
    given = statement.basis is not AsOfBasis.READ
    return given, statement.as_of, statement.said_on or date.min, statement.claim_id


def _depth_key(found: Sequence[Statement]) -> Any:
    """Order statements so that each comes after the one it follows, whatever their days say."""
    by_id = {statement.claim_id: statement for statement in found}

    def depth(statement: Statement) -> tuple[int, str]:
        steps, at, seen = 0, statement, {statement.claim_id}
        while at.before in by_id and at.before not in seen:
            seen.add(at.before)
            at, steps = by_id[at.before], steps + 1
        return steps, statement.claim_id

    return depth


@lru_cache(maxsize=4)
def _statements(tables: Tables) -> Mapping[str, Statement]:
    origins, sources = origin_rows(tables), source_rows(tables)
    found = {}
    for claim_id, row in claim_rows(tables).items():
        if any(_number(row[column]) is not None for column in ("low", "best", "high")):
            found[claim_id] = _statement(row, origins[row["origin"]], sources[row["source_id"]])
    return found


def _statement(row: _Row, origin: _Row, source: _Row) -> Statement:
    as_of = known_day(row["as_of"])
    if as_of is None:
        raise ValueError(f"claim {row['claim_id']}: as_of is never empty")
    step = Step.REVISION if row["supersedes"] else Step.RESTATEMENT if row["restates"] else Step.FIRST
    return Statement(
        claim_id=row["claim_id"],
        event_id=row["event_id"],
        subject=row["subject"],
        metric=row["metric"],
        scope=row["scope"],
        kind=ClaimKind(row["kind"]),
        unit=row["unit"],
        low=_number(row["low"]),
        best=_number(row["best"]),
        high=_number(row["high"]),
        qualifier=Qualifier(row["qualifier"]) if row["qualifier"] else None,
        as_of=as_of,
        precision=Precision(row["date_precision"]),
        basis=AsOfBasis(row["as_of_basis"]),
        said_on=known_day(row["said_on"]),
        said_precision=Precision(row["said_precision"] or Precision.DAY),
        origin_id=row["origin"],
        origin=origin["short_name"],
        party=Party(origin["party"]),
        family=origin["family"] or row["origin"],
        counted=not origin["composite"] and origin["kind"] != OriginKind.NEWS,
        source_id=row["source_id"],
        publisher=source["publisher"],
        place_id=row["place_id"],
        note=row["note"],
        period=(known_day(row["period_start"]), known_day(row["period_end"])),
        step=step,
        before=row["supersedes"] or row["restates"],
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, float) and value == value else None
