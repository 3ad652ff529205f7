"""Milestones as promises: which came about, which were promised anew, and when their project was last heard of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import pandas as pd

from data.promises import Kind, Promise, Slip, Standing, period, silence, slip, standing_on, until
from data.tables import Tables
from data.vocabulary import MilestoneStatus
from data.wording import coarse_day, day, known_day, span

_Row: TypeAlias = Mapping[Any, Any]


class Known:
    """The milestones that were public by a day, and that day."""

    def __init__(self, tables: Tables, today: date, known_on: date | None) -> None:
        """Keep what was public by `known_on` (None: all); `today` is the day of the reading."""
        projects = tables.projects
        if known_on is not None:
            projects = projects[projects["public_from"] <= pd.Timestamp(known_on)]
        self.tables, self.today, self.known_on = tables, today, known_on
        self.records: Sequence[_Row] = projects.to_dict("records")
        self.by_id = {row["milestone_id"]: row for row in self.records}
        self.planned = [row for row in self.records if known_day(row["planned_date"])]

    def outcome(self, row: _Row) -> tuple[date, date] | None:
        """Give when a milestone, or the one it promised, came about, as finely as that is known."""
        for one in (row, self.by_id.get(row["promise_of"])):
            done = known_day(one["actual_date"]) if one else None
            if one and done and done <= self.today:
                first, last = period(done, one["actual_precision"])
                return first, min(last, self.today)
        return None

    def heard(self, project_id: str) -> date | None:
        """Give the last dated row of a project: an act, or the day on which a row became public."""
        days = [
            known
            for row in self.records
            if row["project_id"] == project_id
            for column in ("actual_date", "public_from")
            if (known := known_day(row[column])) and known <= self.today
        ]
        return max(days, default=None)

    def renewed(self, row: _Row) -> str:
        """Say for when the same outcome has since been promised, "" where for no later day."""
        target = row["promise_of"]
        if not target:
            return ""
        rivals = [one for one in self.planned if target in (one["milestone_id"], one["promise_of"])]
        later = [one for one in rivals if promised_end(one) > promised_end(row)]
        if not later:
            return ""
        ahead = [one for one in later if promised_end(one) >= self.today]
        newest = min(ahead, key=promised_end) if ahead else max(later, key=promised_end)
        return coarse_day(newest["planned_date"], newest["planned_precision"])


def promised_end(row: _Row) -> date:
    """Give the last day of the period that a milestone was promised for."""
    planned = known_day(row["planned_date"])
    if planned is None:
        raise ValueError(f"{row['milestone_id']}: no planned date")
    return period(planned, row["planned_precision"])[1]


def milestones(known: Known, projects: pd.DataFrame) -> Iterator[Promise]:
    """Read the milestones with a planned date as promises."""
    for row in projects.to_dict("records"):
        planned = known_day(row["planned_date"])
        if planned is None:
            continue
        start, end = period(planned, row["planned_precision"])
        outcome, heard = known.outcome(row), known.heard(row["project_id"])
        late = slip(end, outcome, known.today)
        standing = standing_on(end, known.today, settled=outcome is not None)
        state = _milestone_state(known, row, standing, (late, outcome, heard))
        yield Promise(
            id=row["milestone_id"],
            kind=Kind.MILESTONE,
            event_id=row["event_id"],
            subject=row["project"],
            what=row["milestone"],
            start=start,
            end=end,
            when=coarse_day(planned, row["planned_precision"]),
            said=known_day(row["public_from"]),
            standing=standing,
            outcome=outcome,
            slip=late if outcome or (standing is Standing.OPEN and _is_late(row)) else None,
            heard=heard,
            state=state,
            source_id=row["source_id"],
        )


def _is_late(row: _Row) -> bool:
    """Tell whether the tables say that a passed promise was not kept, and not merely nothing."""
    return bool(row["promise_of"]) or row["status"] in (MilestoneStatus.DELAYED, MilestoneStatus.STALLED)


def _milestone_state(
    known: Known, row: _Row, standing: Standing, found: tuple[Slip, tuple[date, date] | None, date | None]
) -> str:
    late, outcome, heard = found
    if outcome:
        done = day(outcome[0]) if outcome[0] == outcome[1] else span(*outcome)
        return f"done {done}, {late.words}"
    if standing is Standing.COMING:
        return until(promised_end(row), known.today)
    if renewed := known.renewed(row):
        return f"{late.words}; since promised for {renewed}"
    if row["status"] == MilestoneStatus.STALLED:
        return f"stalled, {late.words}"
    if _is_late(row):
        return late.words
    return silence(heard, promised_end(row))
