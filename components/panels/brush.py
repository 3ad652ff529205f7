"""The brush over the timeline: the months of all events under the other filters, with a window to drag."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import streamlit as st

from components.charts.event_marks import event_marks, marks_of
from components.charts.time_axis import Unit, day_of, number_of, precise_enough, starts
from components.panels import view as views
from components.panels.browser import component
from data import Selection, Tables
from data.choices import presets
from data.query import DEFAULT_FROM
from data.wording import counted

_KEY = "brush"
_BRUSH = component(_KEY)
#: Share of the strip up to which years before the default range reach, and from which later years begin.
_EARLY, _LATE = 0.15, 0.93
#: A gathered span gets this much air on both sides, in days or as a share, and narrows the range at least so far.
_AIR_DAYS, _AIR_SHARE, _NARROWER = 1, 0.08, 0.8


def show_brush(tables: Tables, selection: Selection) -> None:
    """Draw the brush for a selection; what is dragged or typed on it becomes the dates of the view."""
    _BRUSH(key=_KEY, data=_message(tables, selection), on_window_change=lambda: _follow(tables))


def _follow(tables: Tables) -> None:
    sent = (st.session_state.get(_KEY) or {}).get("window")
    if sent:
        first, _, last = str(sent).partition(":")
        views.change(selection=_dates(tables, first, last))


def _dates(tables: Tables, first: str, last: str) -> dict[str, date | None]:
    """Read days as a link would: "" is no limit, and what is no day gives the default range."""
    read, _ = Selection.from_query({"from": first or "all", "to": last}, tables)
    return {"date_from": read.date_from, "date_to": read.date_to}


@lru_cache(maxsize=64)
def _message(tables: Tables, selection: Selection) -> bytes:
    firsts, counts = _counts(tables, replace(selection, date_from=None, date_to=None))
    data: dict[str, Any] = {
        "from": selection.date_from.isoformat() if selection.date_from else "",
        "to": selection.date_to.isoformat() if selection.date_to else "",
        "first": day_of(firsts[0]).isoformat(),
        "counts": counts,
        "knots": _knots(tables, firsts[0]),
        "presets": [
            [preset.label, *(day.isoformat() if day else "" for day in (preset.date_from, preset.date_to))]
            for preset in presets(tables)
        ],
    }
    return json.dumps(data, separators=(",", ":")).encode()


@lru_cache(maxsize=16)
def _counts(tables: Tables, undated: Selection) -> tuple[list[int], list[int]]:
    """Count the events by month over the span of all events; dates coarser than a month are not counted."""
    firsts = _months(tables)
    place = {first: at for at, first in enumerate(firsts)}
    counts = [0] * len(firsts)
    for mark in marks_of(tables, undated.apply(tables)):
        if precise_enough(mark.precision, Unit.MONTH):
            counts[place[number_of(day_of(mark.start).replace(day=1))]] += 1
    return firsts, counts


@lru_cache(maxsize=4)
def _months(tables: Tables) -> list[int]:
    marks = event_marks(tables).values()
    first = min((mark.start for mark in marks), default=number_of(DEFAULT_FROM))
    last = max((mark.end for mark in marks), default=number_of(tables.cut_off))
    return starts(Unit.MONTH, first, max(last, number_of(tables.cut_off) + 1))


def _knots(tables: Tables, first: int) -> list[tuple[int, float]]:
    """Give day numbers with their share of the strip: years far from the range that matters are drawn narrower."""
    last_month = day_of(_months(tables)[-1])
    end = number_of(date(last_month.year + last_month.month // 12, last_month.month % 12 + 1, 1))
    start, turn = number_of(DEFAULT_FROM), number_of(date(tables.cut_off.year + 1, 1, 1))
    knots = [(first, 0.0)]
    knots += [(start, _EARLY)] if first < start < end else []
    knots += [(turn, _LATE)] if first < turn < end else []
    return [*knots, (end, 1.0)]


def narrow_to(tables: Tables, asked: str) -> None:
    """Follow a click on a number such as "+3": show its span of days alone.

    `asked` is what the number carries: first day, last day and an event of it. Where the dates
    are about as narrow already, only the category of that event is kept; then its card opens.
    """
    first, last, event = [*asked.split(":", 2), "", ""][:3]
    mark = event_marks(tables).get(event)
    if mark is None:
        return
    selection = views.current().selection
    window = _with_air(_dates(tables, first, last))
    if _days(tables, window) <= _NARROWER * _days(tables, vars(selection)):
        views.change(selection=window)
    elif selection.categories != (mark.category,):
        views.change(selection={"categories": (mark.category,)})
    else:
        views.change(event=event)


def _with_air(window: dict[str, date | None]) -> dict[str, date | None]:
    first, last = window["date_from"], window["date_to"]
    if first is None or last is None:
        return window
    air = max(_AIR_DAYS, round((last - first).days * _AIR_SHARE))
    return {"date_from": day_of(number_of(first) - air), "date_to": day_of(number_of(last) + air)}


def _days(tables: Tables, window: dict[str, Any]) -> int:
    months = _months(tables)
    first, last = window["date_from"], window["date_to"]
    return (number_of(last) if last else months[-1]) - (number_of(first) if first else months[0]) + 1


def events_left(tables: Tables, selection: Selection) -> str:
    """Say how many events pass the filters.

    >>> from data import load_tables
    >>> events_left(load_tables(), Selection(words="no row holds these words"))
    'no events'
    """
    return counted(len(selection.apply(tables).positions("events")), "event")
