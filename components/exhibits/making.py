"""What every builder ends with: sources, as-of date, version and link, worked out one way for all."""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pandas as pd

from components.charts.extent import ending
from components.charts.measure import wrap
from components.exhibits.contract import Canvas, Chart, Evidence, Exhibit, KeyItem, Medium, Sources, plain
from data import Selection, Tables, loosening
from data.ledger import origin_names
from data.vocabulary import AsOfBasis, ClaimKind, Precision

#: Page on which each exhibit stands, for its link.
PATHS: dict[str, str] = {
    "headlines": "/",
    "events-by-month": "/",
    "due": "/",
    "timeline": "/timeline",
    "routes-map": "/map",
    "trade-flows": "/trade",
    "turnover": "/trade",
    "rival-figures": "/trade",
    "trade-periods": "/trade",
    "trade-months": "/trade",
    "china-beside-russia": "/trade",
    "oil-cap": "/trade",
    "containers": "/arms",
    "shells": "/arms",
    "stage-ladder": "/arms",
    "readings": "/arms",
    "values": "/arms",
    "other-direction": "/arms",
    "troops": "/forces",
    "losses": "/forces",
    "latest-by-origin": "/forces",
    "waves": "/forces",
    "engineers": "/forces",
    "workers": "/forces",
    "milestones-gantt": "/ports",
    "links-status": "/ports",
    "port-card": "/ports",
    "ports-throughput": "/ports",
    "border-counts": "/ports",
    "partners": "/partners",
    "positions": "/positions",
    "assessments": "/positions",
    "sanctions": "/positions",
}
#: Table whose filters decide whether an exhibit is empty; "" where no filter reaches it.
FILTERED_TABLES: dict[str, str] = {
    "due": "projects",
    "milestones-gantt": "projects",
    "links-status": "route_status",
    "partners": "claims",
    "headlines": "",
    "port-card": "",
    "ports-throughput": "",
    "border-counts": "claims",
    "trade-flows": "flows",
    "turnover": "flows",
    "rival-figures": "flows",
    "trade-periods": "flows",
    "trade-months": "flows",
    "china-beside-russia": "flows",
    "oil-cap": "flows",
    "containers": "claims",
    "shells": "claims",
    "stage-ladder": "claims",
    "readings": "claims",
    "values": "claims",
    "troops": "claims",
    "losses": "claims",
    "latest-by-origin": "claims",
    "engineers": "claims",
    "workers": "claims",
}
#: Exhibits that draw statuses, which are not known as of an earlier day.
GRADED = (
    "due", "milestones-gantt", "partners", "timeline", "events-by-month", "routes-map", "waves",
    "turnover", "trade-months", "china-beside-russia",
    "positions", "assessments", "sanctions", "other-direction",
)  # fmt: skip
_TODAY = "Statuses and grades are today’s."
#: Setting that puts a public address before the links in figures, without a trailing slash.
ADDRESS_SETTING = "TUMEN_WATCH_ADDRESS"


def opening(
    id: str,
    what: str,
    reach: Iterable[str],
    *,
    tables: Tables,
    selection: Selection,
    canvas: Canvas,
    options: Mapping[str, str],
) -> dict[str, Any]:
    """Give what a figure begins with, for `finish` or `nothing`, with its subtitle.

    The subtitle says what is shown, the filters in words, and what of them does not `reach` the rows.
    """
    subtitle = " · ".join(part for part in (what, selection.sentence(tables), *reach) if part)
    return {
        "id": id, "tables": tables, "selection": selection, "canvas": canvas, "options": options, "subtitle": subtitle,
    }  # fmt: skip


def finish(
    *,
    id: str,
    tables: Tables,
    selection: Selection,
    canvas: Canvas,
    options: Mapping[str, str],
    title: str,
    subtitle: str,
    chart: Chart,
    key: Iterable[KeyItem],
    rows: pd.DataFrame,
    evidence: Evidence,
    note: str,
    alt: str,
    scene: Any = None,
    credit: str = "",
    empty: bool = False,
) -> Exhibit:
    """Make an exhibit from what a builder drew and the rows it rests on."""
    newest, precision = newest_day(tables, evidence, selection.known_on)
    return Exhibit(
        id=id,
        title=title,
        subtitle=subtitle,
        chart=ending(chart) if canvas.medium is Medium.SCREEN else chart,
        key=tuple(key),
        rows=rows,
        sources=sources(tables, evidence, selection.known_on),
        note=f"{note} {_TODAY}".strip() if selection.known_on and id in GRADED else note,
        alt=alt,
        as_of=newest,
        as_of_precision=precision,
        version=tables.version,
        cut_off=tables.cut_off,
        link=link(id, selection, options),
        sentence=selection.sentence(tables),
        canvas=canvas,
        scene=scene,
        empty=empty,
        credit=credit,
    )


#: Filters of more letters than a title holds stand in the subtitle alone.
_WORDS_OF_TITLE = 110


def nothing(
    *,
    id: str,
    tables: Tables,
    selection: Selection,
    canvas: Canvas,
    options: Mapping[str, str],
    subtitle: str,
    advice: str,
    holds: loosening.Holds | None = None,
) -> Exhibit:
    """Make the "no rows" form of an exhibit: the frame stays, the picture says what to loosen.

    With `holds`, which tells whether the figure has rows under a selection, only a filter that hides
    these rows is named.
    """
    words = selection.sentence(tables)
    short = len(words) <= _WORDS_OF_TITLE
    table = FILTERED_TABLES.get(id, "events")
    said = [advice]
    if table and holds:
        said.append(loosening.figure_advice(tables, selection, table, holds))
    elif table:
        said.append(loosening.advice(tables, selection, table))
    lines = [plain(line) for part in said for line in wrap(part, canvas.width - 8, canvas.text + 2)]
    height = canvas.height
    if canvas.medium is Medium.SCREEN:
        height = min(height, math.ceil((canvas.text + 2) * (1.35 * len(lines) + 2)))
    text = {
        "text": "<br>".join(lines),
        "x": 0,
        "y": 1 - (canvas.text + 2) / height if canvas.medium is Medium.SCREEN else 0.92,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "align": "left",
        "font": {"size": canvas.text + 2, "color": canvas.palette.ink2},
    }
    axis = {"visible": False, "fixedrange": True, "range": [0, 1]}
    layout = {
        "width": canvas.width,
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "xaxis": axis,
        "yaxis": axis,
        "annotations": [text],
    }
    return finish(
        id=id,
        tables=tables,
        selection=selection,
        canvas=canvas,
        options=options,
        title=f"No rows: {words if short else 'none passes these filters'}",
        subtitle=subtitle if short or words in subtitle else f"{subtitle} · {words}",
        chart={"data": [], "layout": layout},
        key=(),
        rows=pd.DataFrame(),
        evidence=Evidence(),
        note="",
        alt=f"No rows. {' '.join(said)}",
        empty=True,
    )


def link(id: str, selection: Selection, options: Mapping[str, str]) -> str:
    """Give path and query of the view a figure shows, after the public address where one is set."""
    own = {"exhibit": id} if list(PATHS.values()).count(PATHS[id]) > 1 else {}
    query = urlencode({**selection.to_query(), **options, **own}, safe=",:")
    return os.environ.get(ADDRESS_SETTING, "").rstrip("/") + PATHS[id] + (f"?{query}" if query else "")


def sources(tables: Tables, evidence: Evidence, known_on: date | None = None) -> Sources:
    """Name the origins and publications behind a figure, most used first, as known on a day."""
    origins, publications = _origin_ids(evidence), _source_ids(evidence)
    names, publisher_of = _names(tables)
    if known_on is not None:
        later = tables.sources["source_id"][tables.sources["published"] > pd.Timestamp(known_on)]
        publications -= Counter({key: publications[key] for key in later})
    publishers: Counter[str] = Counter()
    for source_id, count in publications.items():
        publishers[publisher_of[source_id]] += count
    said = _ranked(Counter({names[key]: count for key, count in origins.items()}))
    read = _ranked(publishers)
    return Sources(said, read) if said else Sources(read or ("no rows",), ())


@lru_cache(maxsize=4)
def _names(tables: Tables) -> tuple[Mapping[str, str], Mapping[str, str]]:
    sources = tables.sources
    return (
        origin_names(tables),
        dict(zip(sources["source_id"], sources["publisher"], strict=True)),
    )


def _ranked(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _origin_ids(evidence: Evidence) -> Counter[str]:
    found: Counter[str] = Counter()
    if len(evidence.events):
        found.update(origin for origins in evidence.events["origins"] for origin in origins)
    for frame in (evidence.claims, evidence.flows):
        if len(frame):
            found.update(frame["origin"])
    return found


def _source_ids(evidence: Evidence) -> Counter[str]:
    found: Counter[str] = Counter()
    if len(evidence.events):
        found.update(source for sources in evidence.events["source_ids"] for source in sources)
    for frame in (evidence.claims, evidence.flows, evidence.projects, evidence.route_status):
        if len(frame):
            found.update(source for source in frame["source_id"] if source)
    return found


def as_of(tables: Tables, evidence: Evidence, known_on: date | None = None) -> date:
    """Give the newest day the rows speak of, not after the cut-off or the as-known-on day.

    Days only read off (`as_of_basis` read), plans and caps do not count; without any day the limit
    itself is given.
    """
    return newest_day(tables, evidence, known_on)[0]


def newest_day(tables: Tables, evidence: Evidence, known_on: date | None = None) -> tuple[date, Precision]:
    """Give the day of `as_of` and how finely it is known, the finest where several rows speak of it."""
    limit = min(tables.cut_off, known_on) if known_on else tables.cut_off
    last, newest, found = np.datetime64(limit), np.datetime64("0001-01-01"), set[str]()
    for frame, day, fine in _dated(evidence):
        days = frame[day].to_numpy().astype("datetime64[D]") if len(frame) else np.empty(0, "datetime64[D]")
        # A comparison leaves out what has no day.
        passed = days[days <= last]
        if len(passed) and (top := passed.max()) >= newest:
            own = set(frame[fine][days == top]) if fine else {Precision.DAY.value}
            found = own | found if top == newest else own
            newest = top
    # The vocabulary runs from the finest to the coarsest.
    finest = next((one for one in Precision if one in found), None)
    return (newest.astype(date), finest) if finest else (limit, Precision.DAY)


def _dated(evidence: Evidence) -> list[tuple[pd.DataFrame, str, str]]:
    claims = evidence.claims
    if len(claims):
        claims = claims[
            (claims["as_of_basis"] != AsOfBasis.READ) & ~claims["kind"].isin([ClaimKind.PLAN, ClaimKind.CAP])
        ]
    return [
        (claims, "as_of", "date_precision"),
        (evidence.events, "date_end", "date_precision"),
        (evidence.flows, "period_end", ""),
        (evidence.projects, "actual_date", "actual_precision"),
        (evidence.route_status, "from_date", "date_precision"),
    ]
