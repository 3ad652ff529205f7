"""Due and overdue: what was planned or promised, by when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from components.charts import glyphs
from components.charts.promise_rows import Drawn, needed_height, promise_rows
from components.exhibits.contract import Canvas, Evidence, Exhibit, KeyItem
from components.exhibits.making import finish, nothing, opening
from data import Rows, Selection, Tables
from data.due import promised
from data.ledger import source_rows
from data.promises import Kind, Promise, Standing
from data.vocabulary import ClaimKind, Status
from data.wording import counted, day

ID = "due"
#: A title of two lines on a slide holds about so many characters.
_TITLE_LENGTH = 155


def due(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """List promises with their dates: still to come, passed and open, passed with an outcome.

    Slip is counted from the end of the promised period and is a least while the outcome is open;
    what the tables are silent about is hatched, not called late.
    """
    rows = selection.apply(tables)
    found = promised(tables, selection)
    today = min(selection.known_on or tables.cut_off, tables.cut_off)
    given = opening(
        ID,
        "Planned, promised or announced for a day",
        _reach(rows),
        tables=tables,
        selection=selection,
        canvas=canvas,
        options=options,
    )
    if not found:
        return nothing(**given, advice="Nothing with a promised date passes all filters.")
    drawn = promise_rows(found, canvas, first=selection.date_from, today=today, cut_off=tables.cut_off)
    title = _title(found)
    return finish(
        **given,
        title=title,
        chart=drawn.chart,
        key=_key(canvas, found),
        rows=pd.DataFrame([_twin(tables, promise) for promise in found]),
        evidence=_evidence(rows, found),
        note=_note(found, drawn, today),
        alt=_alt(title, found),
    )


def needed(tables: Tables, selection: Selection, width: int) -> int:
    """Give the height in px at which the picture shows every promise at a width."""
    return needed_height(promised(tables, selection), Canvas(width, 0))


def _reach(rows: Rows) -> Iterator[str]:
    yield from rows.unreached("projects")
    unplaced = (
        rows.unplaced("projects", lambda astray: astray["planned_date"].notna()),
        rows.unplaced("claims", lambda astray: astray["kind"] == ClaimKind.PLAN),
    )
    yield from filter(None, unplaced)


def _title(found: Sequence[Promise]) -> str:
    """Name the promise that has been open longest, then the latest outcome or the next one due."""
    firm = [promise for promise in found if promise.kind is not Kind.NUMBER] or list(found)
    open_, coming, settled = (
        [promise for promise in firm if promise.standing is standing]
        for standing in (Standing.OPEN, Standing.COMING, Standing.SETTLED)
    )
    late = [promise for promise in open_ if promise.slip]
    lead = late[:1] or open_[:1] or sorted(settled, key=lambda promise: promise.slip.least if promise.slip else 0)[-1:]
    words = "".join(f"{promise.name}, promised for {promise.when}: {promise.state}" for promise in lead)
    ways = [way for promise in coming[:1] for way in _next(promise)]
    if not words:
        return ways[0][:1].upper() + ways[0][1:]
    return next((f"{words}; {way}" for way in ways if len(words) + len(way) < _TITLE_LENGTH), words)


def _next(promise: Promise) -> Iterator[str]:
    """Say what is due next, at length and briefly."""
    name = promise.what if promise.kind is Kind.EVENT else promise.name
    yield f"next: {name} ({promise.when}, {promise.state})"
    yield f"next due: {name}, {promise.when}"


def _key(canvas: Canvas, found: Sequence[Promise]) -> Iterator[KeyItem]:
    ink, narrow = canvas.palette.ink, canvas.width < 560
    if narrow:
        return
    yield KeyItem("promised period", glyphs.bar(ink, dash="6,4"))
    yield KeyItem("promised day", glyphs.status_mark(Status.PLANNED, ink))
    if any(promise.outcome for promise in found):
        yield KeyItem("came about", glyphs.status_mark(Status.CONFIRMED, ink))
    if any(promise.slip and promise.slip.least for promise in found):
        yield KeyItem("late, or late so far", glyphs.line(ink, width=26))
    if any(promise.standing is Standing.OPEN and not promise.slip for promise in found):
        yield KeyItem("no word of an outcome", glyphs.gap(canvas.palette.gap))
    if any(not promise.counted for promise in found):
        yield KeyItem("grey: unnamed officials or news", glyphs.status_mark(Status.PLANNED, canvas.palette.ink3))


def _twin(tables: Tables, promise: Promise) -> dict[str, str]:
    source = source_rows(tables)[promise.source_id]
    return {
        "Standing": promise.standing.label,
        "Promise": promise.name,
        "Promised for": promise.when,
        "Ends": day(promise.end),
        "How it stands": promise.state,
        "Came about": "" if promise.outcome is None else day(promise.outcome[1]),
        "Days late": "" if promise.slip is None else promise.slip.words,
        "Said": day(promise.said),
        "Last heard of": day(promise.heard),
        "Kind": promise.kind.label,
        "Source": source["publisher"],
        "Row": promise.id,
    }


def _evidence(rows: Rows, found: Sequence[Promise]) -> Evidence:
    """Give the rows of the promises, and those of their projects, which hold the outcomes."""
    ids = {promise.id for promise in found}
    projects = rows.tables.projects
    if rows.known_on is not None:
        projects = projects[projects["public_from"] <= pd.Timestamp(rows.known_on)]
    used = set(projects["project_id"][projects["milestone_id"].isin(ids)])
    return Evidence(
        events=rows.events[rows.events["event_id"].isin(ids)],
        claims=rows.claims[rows.claims["claim_id"].isin(ids)],
        projects=projects[projects["project_id"].isin(used)],
    )


def _note(found: Sequence[Promise], drawn: Drawn, today: date) -> str:
    numbers = sum(promise.kind is Kind.NUMBER for promise in found)
    parts = [
        f"Slip is counted from the end of the promised period, to {day(today)} where the outcome is open.",
        "An outcome counts only where a row is tied to the promise; silence is not failure.",
        f"{counted(numbers, 'planned number')} stand under the name of who gave them." if numbers > 1 else "",
        f"{counted(drawn.left_out, 'promise')} without room: see the table." if drawn.left_out else "",
        "Years after the break are not to scale." if drawn.years_apart else "",
    ]
    return " ".join(part for part in parts if part)


def _alt(title: str, found: Sequence[Promise]) -> str:
    counts = ", ".join(
        f"{standing.label.lower()}: {count}"
        for standing in Standing
        if (count := sum(promise.standing is standing for promise in found))
    )
    return f"{title}. A list of {counted(len(found), 'promise')} over time ({counts})."
