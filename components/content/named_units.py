"""The index of ships, units and weapons as a reading table, each name leading to its events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components.content.lists import mark, root
from components.content.tree import Node, h
from components.theme import Mode
from data.vessels import Mention, NamedKind
from data.wording import counted, listed, span

_Row = Mapping[Any, Any]
#: Names that show all their events at once; longer lists open on a press.
_OPEN = 2


def named_units(mentions: Sequence[Mention], events: pd.DataFrame, mode: Mode, *, heading: str, empty: str) -> Node:
    """Lay out the names by kind with their first and last event; a press on one asks for ``event:<id>``.

    `events` are the rows the mentions point to (columns of the events table); without any name the
    sentence `empty` stands instead.
    """
    if not mentions:
        return root("section", mode, "list tw-units", h("h3", heading), h("p", empty, cls="quiet"), label=heading)
    known = {str(row["event_id"]): row for row in events.to_dict("records")}
    parts = [
        _group(kind, [found for found in mentions if found.named.kind is kind], known, mode)
        for kind in NamedKind
        if any(found.named.kind is kind for found in mentions)
    ]
    return root("section", mode, "list tw-units", h("h3", heading), h("div", *parts, cls="groups"), label=heading)


def _group(kind: NamedKind, found: Sequence[Mention], known: Mapping[str, _Row], mode: Mode) -> Node:
    return h("section", h("h4", kind.label), *(_name(mention, known, mode) for mention in found), cls="group")


def _name(mention: Mention, known: Mapping[str, _Row], mode: Mode) -> Node:
    rows = [known[id] for id in mention.event_ids if id in known]
    about = counted(len(rows), "event")
    reach = f"{about}, first {_when(rows[0])}, last {_when(rows[-1])}" if len(rows) > 1 else about
    spelled = [other for other in mention.named.others if other != f"{mention.named.name}s"]
    others = f"also: {listed(spelled, 3)}" if spelled else ""
    title = h("span", h("strong", mention.named.name), h("small", others) if others else None, cls="name")
    lines = h("ol", *(_line(row, mode) for row in rows), cls="lines near")
    if len(rows) <= _OPEN:
        return h("div", h("div", title, h("span", reach, cls="reach"), cls="head"), lines, cls="unit")
    return h("details", h("summary", title, h("span", reach, cls="reach"), cls="head"), lines, cls="unit")


def _line(row: _Row, mode: Mode) -> Node:
    what = h("span", row["title"], h("small", _when(row)), cls="what")
    return h(
        "li",
        h("button", mark(row["status"], row["direction"], mode), what, cls="line", open=f"event:{row['event_id']}"),
    )


def _when(row: _Row) -> str:
    return span(row["date_start"], row["date_end"], row["date_precision"], row["date_qualifier"])
