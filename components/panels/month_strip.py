"""The strip under the map: events a month in the current view; a click on a month narrows the dates."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pandas as pd

from components.charts.event_marks import event_marks
from components.charts.map_strip import Moment, Strip, map_strip, month_end
from components.charts.time_axis import Unit, day_of, precise_enough
from components.exhibits.contract import Canvas
from components.maps.view_events import events_here
from components.maps.views import MapView
from components.panels import view as views
from components.panels.browser import draw_exhibit
from components.panels.frame import mode
from data import Selection, Tables
from data.query import DEFAULT_FROM
from data.vocabulary import Direction

_HEIGHT = 78
_MONTH = re.compile(r"\d{4}-\d{2}")


def show_strip(tables: Tables, view: MapView, *, width: int, on_focus: Callable[[str], None]) -> None:
    """Draw the strip for a view of the map under the current selection."""
    current = views.current()
    sent = bare_message(
        "map-strip", _chart(tables, current.selection, view, current.event, Canvas(width, _HEIGHT, mode()))
    )
    draw_exhibit(sent, key="map-strip", on_focus=on_focus)


def narrow_to_month(asked: str) -> None:
    """Follow a click on a month, written YYYY-MM: show it alone, or the default range where it already is."""
    if not _MONTH.fullmatch(asked):
        return
    first = date.fromisoformat(f"{asked}-01")
    selection = views.current().selection
    if (selection.date_from, selection.date_to) == (first, month_end(first)):
        views.change(selection={"date_from": DEFAULT_FROM, "date_to": None})
    else:
        views.change(selection={"date_from": first, "date_to": month_end(first)})


def bare_message(id: str, chart: str) -> bytes:
    """Write a picture without frame as the browser's exhibit takes it; `chart` is JSON."""
    empty = {"title": "", "subtitle": "", "key": [], "source": "", "note": "", "footer": "", "link": ""}
    head = json.dumps({
        "id": id, **empty, "alt": "", "template": f"app/static/template-{mode()}.json", "order": 1, "sought": False,
    })  # fmt: skip
    return f'{head[:-1]}, "chart": {chart}}}'.encode()


@lru_cache(maxsize=64)
def _chart(tables: Tables, selection: Selection, view: MapView, event: str, canvas: Canvas) -> str:
    undated = replace(selection, date_from=None, date_to=None)
    moments = _moments(tables, events_here(tables, undated, view))
    months = [moment.month for moment in moments]
    start = selection.date_from
    first = min([start or DEFAULT_FROM, *months]) if start is None or start < DEFAULT_FROM else DEFAULT_FROM
    last = max([tables.cut_off, *months])
    chosen = ((selection.date_from or first).replace(day=1), selection.date_to or last)
    strip = Strip(
        [moment for moment in moments if moment.month >= first.replace(day=1)], first, last, chosen,
        _span(tables, event),
    )  # fmt: skip
    return json.dumps(map_strip(strip, canvas), separators=(",", ":"), allow_nan=False)


def _moments(tables: Tables, positions: tuple[int, ...]) -> list[Moment]:
    """Give the months of events that are dated to a month or finer."""
    events = tables.events
    ids = events["event_id"].to_numpy()
    marks = event_marks(tables)
    found = (marks[ids[at]] for at in positions if ids[at] in marks)
    return [
        Moment(day_of(mark.start).replace(day=1), Direction(mark.direction))
        for mark in found
        if precise_enough(mark.precision, Unit.MONTH)
    ]


def _span(tables: Tables, event: str) -> tuple[date, date] | None:
    rows = tables.events[tables.events["event_id"] == event]
    if rows.empty or rows["date_start"].isna().any():
        return None
    start, end = pd.Timestamp(rows["date_start"].iloc[0]), pd.Timestamp(rows["date_end"].iloc[0])
    return start.date(), end.date()
