"""Works and services by project: what was promised and what came of it, what was done, who fell silent.

A project is all milestones of one `project_id`. Its promises are those of `data.promises`, so that slip
is counted in one place; its acts are the milestones that only tell what happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

import pandas as pd

from data.promise_milestones import Known, milestones
from data.promises import Promise, Standing, period
from data.selection import Rows, Selection
from data.tables import Tables
from data.vocabulary import MilestoneStatus, ProjectMode, Term
from data.wording import coarse_day, known_day, month

_Row: TypeAlias = Mapping[Any, Any]
_RAJIN = "rajin"
NO_DATE_GIVEN = "no date given"


class Works(Term):
    """A group of projects; a project of one of the others may also belong to Rajin."""

    RAJIN = "rajin", "Rajin"
    RAIL = "rail", "Railways and trains"
    BRIDGE = "bridge", "Road bridges and checkpoint"
    PORTS = "ports", "Other ports"
    AIR_SEA = "air_sea", "Flights and shipping"


class News(Term):
    """How a project stands on the day, the weightiest first."""

    LATE = "late", "late"
    AHEAD = "ahead", "dates to come"
    SILENT = "silent", "outcome open, last heard of"
    DONE = "done", "done"


@dataclass(frozen=True, slots=True)
class Act:
    """A milestone that was not promised for a day: what happened, `first` to `last` day of when it may have.

    Without any date `first` and `last` are None.
    """

    id: str
    what: str
    first: date | None
    last: date | None
    when: str
    status: MilestoneStatus
    event_id: str
    said: date | None
    source_id: str


@dataclass(frozen=True, slots=True)
class Project:
    """One project: its promises and acts in order of time, and `heard`, the day of its last dated row."""

    id: str
    name: str
    works: tuple[Works, ...]
    promises: tuple[Promise, ...]
    acts: tuple[Act, ...]
    heard: date | None
    news: News

    @property
    def dated(self) -> tuple[Act, ...]:
        """The acts that have a date."""
        return tuple(act for act in self.acts if act.first)

    @property
    def newest(self) -> Act | None:
        """The newest dated act, else one without a date, else None."""
        return next(reversed(self.dated or self.acts), None)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its milestones, promises first."""
        return (*(promise.id for promise in self.promises), *(act.id for act in self.acts))

    @property
    def event_ids(self) -> tuple[str, ...]:
        """The events its milestones stand for."""
        ids = (*(promise.event_id for promise in self.promises), *(act.event_id for act in self.acts))
        return tuple(id for id in ids if id)

    @property
    def silence(self) -> str:
        """Say since when a project that is neither done nor late is not heard of, "" for any other."""
        if self.news is not News.SILENT:
            return ""
        return f"last heard of {month(self.heard)}" if self.heard else "not heard of, no dated row"


@lru_cache(maxsize=8)
def projects(tables: Tables, selection: Selection) -> tuple[Project, ...]:
    """Give the projects of a selection, the biggest news first: late, then coming, then silent, then done.

    Outcomes are looked up among all rows that were public by the as-known-on day, so that a filter
    which hides an outcome does not make a promise look broken.

    >>> from data import Selection, load_tables
    >>> [project.name for project in projects(load_tables(), Selection())][:2]
    ['Tumen River road bridge', 'Khasan road checkpoint']
    """
    return found(tables, selection.apply(tables))


def found(tables: Tables, rows: Rows) -> tuple[Project, ...]:
    """Join the milestones among `rows` into projects; raises ValueError for a mode outside its vocabulary."""
    today = min(rows.known_on or tables.cut_off, tables.cut_off)
    known = Known(tables, today, rows.known_on)
    promised: dict[str, list[Promise]] = {}
    project_of = dict(zip(rows.projects["milestone_id"], rows.projects["project_id"], strict=True))
    for promise in milestones(known, rows.projects):
        promised.setdefault(project_of[promise.id], []).append(promise)
    joined = (
        _project(known, str(id), group.to_dict("records"), promised.get(str(id), ()))
        for id, group in rows.projects.groupby("project_id", sort=False)
    )
    return tuple(sorted((project for project in joined if project.promises or project.acts), key=_place))


def in_works(all_: Iterable[Project], works: str) -> tuple[Project, ...]:
    """Give the projects of one group, all of them for ""."""
    return tuple(project for project in all_ if not works or works in project.works)


def _project(known: Known, id: str, records: Sequence[_Row], promises: Iterable[Promise]) -> Project:
    name = str(records[0]["project"])
    acts = tuple(sorted(_acts(records, known.today), key=lambda act: (act.last or date.min, act.id)))
    ordered = tuple(sorted(promises, key=lambda promise: (promise.end, promise.start, promise.id)))
    return Project(
        id=id,
        name=name,
        works=_works(name, records),
        promises=ordered,
        acts=acts,
        heard=known.heard(id),
        news=_news(ordered, records),
    )


def _acts(records: Iterable[_Row], today: date) -> Iterator[Act]:
    """Read the milestones without a planned date; what lies after the day of the reading is not yet an act."""
    for row in records:
        done = known_day(row["actual_date"])
        if known_day(row["planned_date"]):
            continue
        first, last = period(done, row["actual_precision"]) if done else (None, None)
        if first and first > today:
            continue
        yield Act(
            id=row["milestone_id"],
            what=row["milestone"],
            first=first,
            last=min(last, today) if last else None,
            when=coarse_day(done, row["actual_precision"]) if done else NO_DATE_GIVEN,
            status=MilestoneStatus(row["status"]),
            event_id=row["event_id"],
            said=known_day(row["public_from"]),
            source_id=row["source_id"],
        )


def _works(name: str, records: Sequence[_Row]) -> tuple[Works, ...]:
    """Sort a project by how it carries; whatever stands at Rajin or names it belongs to Rajin as well."""
    mode = ProjectMode(records[0]["mode"])
    at_rajin = any(row["place_id"] == _RAJIN for row in records) or _RAJIN.title() in name
    if mode is ProjectMode.PORT:
        return (Works.RAJIN,) if at_rajin else (Works.PORTS,)
    own = {ProjectMode.ROAD: Works.BRIDGE, ProjectMode.RAIL: Works.RAIL}.get(mode, Works.AIR_SEA)
    return (own, Works.RAJIN) if at_rajin else (own,)


def _news(promises: Sequence[Promise], records: Sequence[_Row]) -> News:
    """Say how a project stands: by its promises, else by whether its newest row tells of something done."""
    if any(promise.standing is Standing.OPEN and promise.slip for promise in promises):
        return News.LATE
    if any(promise.standing is Standing.COMING for promise in promises):
        return News.AHEAD
    open_ = any(promise.standing is Standing.OPEN for promise in promises)
    newest = max(records, key=lambda row: (known_day(row["actual_date"]) or date.min, row["milestone_id"]))
    done = newest["status"] == MilestoneStatus.DONE and known_day(newest["actual_date"]) is not None
    settled = bool(promises) and all(promise.standing is Standing.SETTLED for promise in promises)
    return News.DONE if not open_ and (done or settled) else News.SILENT


def _place(project: Project) -> tuple[int, int, int, str]:
    """Order by news, what was done late before what was done in time, then the one last heard of first."""
    heard = project.heard.toordinal() if project.heard else 0
    late = max((one.slip.least for one in project.promises if one.outcome and one.slip), default=0)
    return list(News).index(project.news), -max(late, 0) * (project.news is News.DONE), -heard, project.id


def milestone_rows(rows: Rows, ids: Iterable[str]) -> pd.DataFrame:
    """Give the rows of some milestones and of the projects they belong to, which hold their outcomes."""
    table = rows.tables.projects
    if rows.known_on is not None:
        table = table[table["public_from"] <= pd.Timestamp(rows.known_on)]
    used = set(table["project_id"][table["milestone_id"].isin(set(ids))])
    return table[table["project_id"].isin(used)]
