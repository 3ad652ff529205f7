"""Due and overdue: all promises of a selection, and the short list of those nearest to the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from data.promise_milestones import Known, milestones, promised_end
from data.promise_plans import planned_events, planned_numbers
from data.promises import Kind, Promise, Standing
from data.selection import Rows, Selection
from data.tables import Tables


def promises(tables: Tables, rows: Rows) -> tuple[Promise, ...]:
    """Give the promises among the rows of a selection: coming ones nearest first, then passed ones longest first.

    Outcomes are looked up among all rows that were public by the as-known-on day, because a filter
    that hides the outcome must not make a promise look broken.
    """
    today = rows.known_on or tables.cut_off
    known = Known(tables, today, rows.known_on)
    found = list(milestones(known, rows.projects))
    taken = {(row["event_id"], promised_end(row)) for row in known.planned if row["event_id"]}
    taken |= {(row["source_id"], promised_end(row)) for row in known.planned}
    events = {row["event_id"] for row in known.planned}
    found += [*planned_events(known, rows.events, events), *planned_numbers(known, rows.claims, taken)]
    return tuple(sorted(found, key=_place))


@lru_cache(maxsize=8)
def promised(tables: Tables, selection: Selection) -> tuple[Promise, ...]:
    """Give the promises of a selection, worked out once.

    >>> from data import Selection, load_tables
    >>> found = {promise.id: promise for promise in promised(load_tables(), Selection())}
    >>> found["khasan-rajin-railway-05a"].state
    'done 2 Nov 2022, 33 days late'
    """
    return promises(tables, selection.apply(tables))


def _place(promise: Promise) -> tuple[int, bool, int, str]:
    """Order coming promises by their day, passed ones longest first, settled ones latest first; numbers come last."""
    late = promise.slip.least if promise.slip else 0
    order = -late if promise.standing is Standing.SETTLED else promise.end.toordinal()
    return list(Standing).index(promise.standing), promise.kind is Kind.NUMBER, order, promise.id


@dataclass(frozen=True)
class Due:
    """A promise that is due or overdue, for a short list: `state` says how it stands on the day."""

    milestone_id: str
    event_id: str
    project: str
    milestone: str
    planned: str
    overdue: bool
    state: str


def due(tables: Tables, *, known_on: date | None = None, limit: int = 8) -> tuple[Due, ...]:
    """Give the milestones and events nearest to the day whose outcome is open, whatever the filters.

    What is still to come stands first, then what has passed, each nearest first. Planned numbers are
    left to the full table.

    >>> from data import load_tables
    >>> [line.state for line in due(load_tables(), limit=3)]
    ['due in 5 days', 'due in 36 days', 'at least 25 days late; since promised for 31 Dec 2026']
    """
    found = promised(tables, Selection(date_from=None, known_on=known_on))
    found = tuple(promise for promise in found if promise.kind is not Kind.NUMBER)
    coming = [promise for promise in found if promise.standing is Standing.COMING][: (limit + 1) // 2]
    passed = sorted(
        (promise for promise in found if promise.standing is Standing.OPEN), key=lambda one: one.end, reverse=True
    )
    return tuple(_due(promise) for promise in [*coming, *passed[: limit - len(coming)]])


def _due(promise: Promise) -> Due:
    coarse = promise.start < promise.end and promise.kind is Kind.MILESTONE
    return Due(
        milestone_id=promise.id,
        event_id=promise.event_id,
        project=promise.subject,
        milestone=promise.what,
        planned=f"{'by ' if coarse else ''}{promise.when}",
        overdue=promise.standing is Standing.OPEN,
        state=promise.state,
    )
