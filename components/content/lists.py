"""Lists of a page: events with their status mark."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.glyphs import status_mark
from components.content.tree import Node, h
from components.theme import PALETTES, Mode
from data import Tables
from data.vocabulary import PublicBasis, Status
from data.wording import NO_DATE, day, span


def mark(status: str, direction: str, mode: Mode) -> list[Any]:
    """Draw the status mark of an event in the colour of its direction, named for screen readers."""
    colour = PALETTES[mode].direction(direction)
    return h("img", src=status_mark(status, colour).uri, alt=Status(status).label, cls="mark")


def root(tag: str, mode: Mode, cls: str, *children: Node | None, label: str, role: str = "group") -> list[Any]:
    """Make the outermost element of a piece of content, which sets the colours of its mode."""
    return h(tag, *children, cls=f"tw-content mode-{mode.value} tw-{cls}", aria_label=label, role=role)


def event_list(
    events: pd.DataFrame,
    tables: Tables,
    mode: Mode,
    *,
    heading: str,
    date_column: str = "date_start",
    chosen: str = "",
    empty: str,
) -> Node:
    """List events, one line each: date, status mark, title; a click asks for ``event:<id>``.

    `date_column` is ``date_start`` (when it happened) or ``public_from`` (since when it is public);
    without events the sentence `empty` stands instead. The line of the event `chosen` is marked.
    """
    lines = [_event_line(row, mode, date_column, chosen) for row in events.to_dict("records")]
    body = h("ol", *lines, cls="lines") if lines else h("p", empty, cls="quiet")
    return root("section", mode, "list", h("h3", heading), body, label=heading)


def _event_line(row: dict[Any, Any], mode: Mode, date_column: str, chosen: str) -> Node:
    line = h(
        "button",
        h("span", _when(row, date_column), cls="when"),
        mark(row["status"], row["direction"], mode),
        h("span", row["title"], cls="what"),
        cls="line",
        open=f"event:{row['event_id']}",
        aria_current="true" if row["event_id"] == chosen else "false",
    )
    return h("li", line)


def _when(row: dict[Any, Any], date_column: str) -> str:
    if date_column == "public_from":
        public = day(row["public_from"])
        return f"by {public}" if row["public_basis"] == PublicBasis.KNOWN_BY and public != NO_DATE else public
    # A list is read by where things begin; the card has the whole span.
    same_day = row["date_precision"] == "day"
    end = row["date_start"] if same_day and row["date_qualifier"] != "by" else row["date_end"]
    return span(row["date_start"], end, row["date_precision"], row["date_qualifier"])
