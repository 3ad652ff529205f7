"""What was promised of ports, rail, road, sea and air links, project by project, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from components.charts import glyphs
from components.charts.gantt import Drawn, gantt, needed_height
from components.charts.gantt_marks import stopped_glyph
from components.exhibits.contract import Canvas, Evidence, Exhibit, KeyItem
from components.exhibits.event_rows import title_fits
from components.exhibits.making import finish, nothing, opening
from data import Rows, Selection, Tables
from data.ledger import source_rows
from data.milestones import Act, Project, Works, in_works, milestone_rows, projects
from data.promises import Promise, Standing
from data.vocabulary import MilestoneStatus, Status
from data.wording import counted, day

ID = "milestones-gantt"


def milestones_gantt(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Draw projects with their promises against their outcomes; option `project` is a group of `Works`.

    Slip is counted from the end of the promised period and is a least while the outcome is open;
    projects of which nothing more is heard are hatched from their last dated row on.
    """
    rows = selection.apply(tables)
    works = options.get("project", "")
    found = in_works(projects(tables, selection), works)
    today = min(selection.known_on or tables.cut_off, tables.cut_off)
    group = Works(works).label if works else "Ports, railways, roads, sea and air links"
    given = opening(
        ID, group, _reach(tables, rows, works), tables=tables, selection=selection, canvas=canvas, options=options
    )
    if not found:
        return nothing(**given, advice="No milestone passes all filters.")
    drawn = gantt(found, canvas, first=selection.date_from, today=today, cut_off=tables.cut_off)
    title = _title(found)
    twin = pd.DataFrame([row for project in found for row in _twin(tables, project)])
    return finish(
        **given,
        title=title,
        chart=drawn.chart,
        key=_key(canvas, found),
        rows=twin,
        evidence=_evidence(rows, found),
        note=_note(found, drawn, today),
        alt=_alt(title, found),
    )


def needed(tables: Tables, selection: Selection, works: str, width: int) -> int:
    """Give the height in px at which the picture shows every milestone of a group at a width, none stretched."""
    return needed_height(in_works(projects(tables, selection), works), Canvas(width, 0))


def _reach(tables: Tables, rows: Rows, works: str) -> Iterator[str]:
    yield from rows.unreached("projects")

    def own(astray: pd.DataFrame) -> Iterable[bool]:
        of = {project.id for project in in_works(projects(tables, Selection(date_from=None)), works)}
        return astray["project_id"].isin(of)

    if unplaced := rows.unplaced("projects", own):
        yield unplaced


def _title(found: Sequence[Project]) -> str:
    """Say the first project's news, and the next one's where there is room."""
    said = _finding(found[0])
    for project in found[1:]:
        longer = f"{said}; {_finding(project, short=True)}"
        if title_fits(longer):
            return longer
    return said


def _finding(project: Project, *, short: bool = False) -> str:
    """Say how a project stands: its longest open promise, its newest act, what is due next."""
    said, parts = project.name, _parts(project)
    for count, part in enumerate(parts[:1] if short else parts):
        longer = f"{said}{'; ' if count else ': '}{part}"
        said = longer if not count or title_fits(longer) else said
    return said


def _parts(project: Project) -> list[str]:
    open_ = [promise for promise in project.promises if promise.standing is Standing.OPEN]
    late = sorted((promise for promise in open_ if promise.slip), key=_least)
    coming = [promise for promise in project.promises if promise.standing is Standing.COMING]
    settled = [promise for promise in project.promises if promise.outcome]
    parts = [f"{one.what} ({one.when}) {one.slip.words}" for one in late[-1:] if one.slip]
    if not late and settled:
        latest = max(settled, key=_least)
        late_ = latest.slip and latest.slip.least > 0
        parts.append(f"{latest.what} ({latest.when}) {latest.state}" if late_ else f"{latest.what} ({latest.when})")
    if project.newest:
        parts.append(f"{project.newest.what} ({project.newest.when})")
    parts += [f"{one.what} ({one.when}) {one.state}" for one in open_[-1:] if not parts]
    if coming:
        following = min(coming, key=lambda promise: (promise.end, -promise.start.toordinal()))
        parts.append(f"next: {following.what}, {following.when}")
    return [*parts, project.silence] if project.silence and not open_ else parts


def _least(promise: Promise) -> int:
    return promise.slip.least if promise.slip else 0


def _key(canvas: Canvas, found: Sequence[Project]) -> Iterator[KeyItem]:
    ink = canvas.palette.ink
    promises = [promise for project in found for promise in project.promises]
    acts = [act for project in found for act in project.dated]
    if promises:
        yield KeyItem("planned period", glyphs.bar(ink, dash="6,4"))
        yield KeyItem("planned day or month", glyphs.status_mark(Status.PLANNED, ink))
    if any(promise.outcome for promise in promises) or any(act.status is MilestoneStatus.DONE for act in acts):
        yield KeyItem("done", glyphs.status_mark(Status.CONFIRMED, ink))
    if any(act.status not in (MilestoneStatus.DONE, MilestoneStatus.STALLED) for act in acts):
        yield KeyItem("announced or begun", glyphs.status_mark(Status.CLAIMED, ink))
    if any(act.status is MilestoneStatus.STALLED for act in acts):
        yield KeyItem("stopped", stopped_glyph(ink))
    if any(promise.slip and promise.slip.most is None for promise in promises):
        yield KeyItem("late so far", glyphs.arrow(ink, more=True))
    if any(promise.outcome and promise.slip and promise.slip.least > 0 for promise in promises):
        yield KeyItem("late", glyphs.line(ink, width=26))
    if any(p.standing is Standing.OPEN and not p.slip for p in promises) or any(one.silence for one in found):
        yield KeyItem("not heard of since", glyphs.gap(canvas.palette.gap))


def _twin(tables: Tables, project: Project) -> Iterator[dict[str, str]]:
    for promise in project.promises:
        yield _promise_row(tables, project, promise)
    for act in project.acts:
        yield _act_row(tables, project, act)


def _promise_row(tables: Tables, project: Project, promise: Promise) -> dict[str, str]:
    return {
        **_project_cells(project),
        "Milestone": promise.what,
        "Planned for": promise.when,
        "Period ends": day(promise.end),
        "Happened": day(promise.outcome[1]) if promise.outcome else "",
        "How it stands": promise.state,
        "Slip": promise.slip.words if promise.slip else "",
        "Public": day(promise.said),
        "Project last heard of": day(project.heard),
        "Source": source_rows(tables)[promise.source_id]["publisher"],
        "Row": promise.id,
    }


def _act_row(tables: Tables, project: Project, act: Act) -> dict[str, str]:
    return {
        **_project_cells(project),
        "Milestone": act.what,
        "Planned for": "",
        "Period ends": "",
        "Happened": act.when,
        "How it stands": "; ".join(part for part in (act.status.label, project.silence) if part),
        "Slip": "",
        "Public": day(act.said),
        "Project last heard of": day(project.heard),
        "Source": source_rows(tables)[act.source_id]["publisher"],
        "Row": act.id,
    }


def _project_cells(project: Project) -> dict[str, str]:
    return {"Project": project.name, "Group": "; ".join(works.label for works in project.works)}


def _evidence(rows: Rows, found: Iterable[Project]) -> Evidence:
    """Give the milestones with those of their projects, and the selected events that they stand for."""
    events = {id for project in found for id in project.event_ids}
    return Evidence(
        events=rows.events[rows.events["event_id"].isin(events)],
        projects=milestone_rows(rows, (id for project in found for id in project.ids)),
    )


def _note(found: Sequence[Project], drawn: Drawn, today: date) -> str:
    left = sum(id not in drawn.shown for project in found for id in project.ids)
    silent = any(project.silence for project in found)
    parts = [
        f"Slip is counted from the end of the planned period, to {day(today)} where the outcome is open.",
        "An outcome counts only where a row is tied to the plan; silence is not failure.",
        "“Last heard of” is the newest milestone row of the project." if silent else "",
        f"{counted(left, 'milestone')} without room: see the table." if left else "",
        "Years after the break are not to scale." if drawn.years_apart else "",
    ]
    return " ".join(part for part in parts if part)


def _alt(title: str, found: Sequence[Project]) -> str:
    promises = sum(len(project.promises) for project in found)
    acts = sum(len(project.acts) for project in found)
    said = f"{counted(promises, 'plan')} with a date, {counted(acts, 'other milestone')}"
    return f"{title}. A chart of {counted(len(found), 'project')} over time: {said}."
