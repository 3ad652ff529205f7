"""Planned events and planned numbers as promises, where they were public before the day they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

import pandas as pd

from data.ledger import claim_rows, figure, metric_labels, origin_rows, unit_words
from data.promise_milestones import Known
from data.promises import Kind, Promise, Standing, period, silence, standing_on, until
from data.tables import Tables
from data.vocabulary import AsOfBasis, Category, ClaimKind, OriginKind, Status
from data.wording import coarse_day, day, known_day, span

_Row: TypeAlias = Mapping[Any, Any]


def planned_events(known: Known, events: pd.DataFrame, linked: set[str]) -> Iterator[Promise]:
    """Read the planned events that were public before their dates and that no milestone stands for."""
    planned = events[(events["status"] == Status.PLANNED) & (events["public_from"] < events["date_start"])]
    for row in planned.to_dict("records"):
        start, end, said = known_day(row["date_start"]), known_day(row["date_end"]), known_day(row["public_from"])
        if row["event_id"] in linked or start is None or end is None:
            continue
        standing = standing_on(end, known.today, settled=False)
        coming = standing is Standing.COMING
        yield Promise(
            id=row["event_id"],
            kind=Kind.EVENT,
            event_id=row["event_id"],
            subject=Category(row["category"]).label,
            what=row["label"],
            start=start,
            end=end,
            when=span(start, end, row["date_precision"]),
            said=said,
            standing=standing,
            outcome=None,
            slip=None,
            heard=said,
            state=until(end, known.today) if coming else silence(said, end),
            source_id=next(iter(row["source_ids"]), ""),
        )


def planned_numbers(known: Known, claims: pd.DataFrame, taken: set[tuple[str, date]]) -> Iterator[Promise]:
    """Read the planned numbers whose day lies after the one on which they were said."""
    for row in claims[claims["kind"] == ClaimKind.PLAN].to_dict("records"):
        promised = _deadline(row)
        said = known_day(row["said_on"])
        if promised is None or (said and promised[1] <= said) or (said is None and promised[1] < known.today):
            continue
        if (row["event_id"], promised[1]) in taken or (row["source_id"], promised[1]) in taken:
            continue
        yield _number(known, row, promised, said)


def _deadline(row: _Row) -> tuple[date, date] | None:
    """Give the period that a planned number is meant for, None where only its saying is dated."""
    end = known_day(row["period_end"])
    if end:
        return known_day(row["period_start"]) or end, end
    as_of = known_day(row["as_of"])
    return period(as_of, row["date_precision"]) if as_of and row["as_of_basis"] == AsOfBasis.STATED else None


def _number(known: Known, row: _Row, promised: tuple[date, date], said: date | None) -> Promise:
    start, end = promised
    origin = origin_rows(known.tables)[row["origin"]]
    reported = "; ".join(_reported(known, row, end)) if end < known.today else ""
    standing = standing_on(end, known.today, settled=bool(reported))
    coming = standing is Standing.COMING
    precision = row["date_precision"] if not known_day(row["period_end"]) else ""
    return Promise(
        id=row["claim_id"],
        kind=Kind.NUMBER,
        event_id=row["event_id"],
        subject=origin["short_name"],
        what=_what(known.tables, row),
        start=start,
        end=end,
        when=coarse_day(end, precision) if precision else day(end) if start == end else span(start, end),
        said=said,
        standing=standing,
        outcome=None,
        slip=None,
        heard=said,
        state=reported or (until(end, known.today) if coming else f"no outcome tied to it; said {day(said)}"),
        source_id=row["source_id"],
        counted=not origin["composite"] and origin["kind"] != OriginKind.NEWS,
    )


def _what(tables: Tables, row: _Row) -> str:
    label = metric_labels(tables)[row["metric"]]
    named = row["unit"] in ("persons", "yes_no") or unit_words(row["unit"]).casefold() in label.casefold()
    unit = "" if named else f" {unit_words(row['unit'])}"
    scope = f" ({row['scope']})" if row["scope"] else ""
    return f"{label}, {figure(row)}{unit}{scope}"


def _reported(known: Known, row: _Row, end: date) -> Iterable[str]:
    """Name what was counted for the very same thing and period: a report beside the plan, not a verdict on it."""
    same = ("subject", "metric", "scope", "place_id")
    for one in claim_rows(known.tables).values():
        if one["kind"] != ClaimKind.FLOW or any(one[column] != row[column] for column in same):
            continue
        said = known_day(one["said_on"])
        public = known.known_on is None or (said is not None and said <= known.known_on)
        if (
            public
            and known_day(one["period_start"]) == known_day(row["period_start"])
            and known_day(one["period_end"]) == end
        ):
            yield f"reported: {figure(one)} ({origin_rows(known.tables)[one['origin']]['short_name']})"
