"""Journeys of soldiers as links to the map, each with the dates and the event set."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

import pandas as pd

from components.content.lists import mark, root
from components.content.tree import Node, h
from components.theme import Mode
from data import Selection
from data.waves import Moved

HEADING = "Journeys on the map"


def journey_list(found: Iterable[Moved], selection: Selection, mode: Mode) -> Node:
    """List the events that name a way from one place to another, each with its card and its place on the map."""
    lines = [_line(one, selection, mode) for one in found if one.path is not None]
    empty = "No journey between two named places matches the filters."
    body = h("ol", *lines, cls="lines") if lines else h("p", empty, cls="quiet")
    return root("section", mode, "list tw-journeys", h("h3", HEADING), body, label=HEADING)


def map_link(one: Moved, selection: Selection) -> str:
    """Give the map's address for an event: the month before and after it, the event open, all else as chosen.

    >>> import datetime
    >>> from data import load_tables
    >>> from data.waves import moved
    >>> tables = load_tables()
    >>> first = moved(tables, tables.events, tables.claims)[1]
    >>> map_link(first, Selection(known_on=datetime.date(2025, 1, 1)))
    '/map?from=2024-09-08&to=2024-11-08&known=2025-01-01&event=2024-10-08-first-wave-chongjin'
    """
    month = pd.DateOffset(months=1)
    kept = {key: value for key, value in selection.to_query().items() if key == "known"}
    dates = {"from": f"{one.start - month:%Y-%m-%d}", "to": f"{one.start + month:%Y-%m-%d}"}
    return "/map?" + urlencode({**dates, **kept, "event": one.event_id})


def _line(one: Moved, selection: Selection, mode: Mode) -> Node:
    path = one.path.label if one.path else ""
    about = ", ".join(part for part in (one.way, f"by {one.by}" if one.by else "", path) if part)
    event = h(
        "button",
        h("span", one.when, cls="when"),
        mark(one.status, one.direction, mode),
        h("span", one.title, h("small", f"{one.wave.label}: {about}"), cls="what"),
        cls="line",
        open=f"event:{one.event_id}",
    )
    link = h("a", "On the map", href=map_link(one, selection), aria_label=f"On the map: {one.label}")
    return h("li", event, link)
