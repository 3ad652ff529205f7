"""The short list of what is due and overdue."""

from __future__ import annotations

from collections.abc import Iterable

from components.content.lists import root
from components.content.tree import Node, h
from components.theme import Mode
from data.due import Due

#: What the button under the list asks for: the whole table.
SEE_ALL = "exhibit:due"


def due_list(dues: Iterable[Due], mode: Mode, *, heading: str, empty: str, more: str = "", aside: str = "") -> Node:
    """List promises due and overdue: promised date, what, and how it stands.

    `more` leads to all of them; `aside` says under the heading which filters do not reach the list.
    """
    lines = [_due_line(due) for due in dues]
    body = h("ol", *lines, cls="lines") if lines else h("p", empty, cls="quiet")
    button = h("button", more, cls="more", open=SEE_ALL) if more else None
    told = h("p", aside, cls="quiet") if aside else None
    return root("section", mode, "list tw-due", h("h3", heading), told, body, button, label=heading)


def _due_line(due: Due) -> Node:
    inside = (
        h("span", due.planned, cls="when"),
        h("span", f"{due.project}: {due.milestone}", cls="what"),
        _state(due),
    )
    if due.event_id:
        return h("li", h("button", *inside, cls="line", open=f"event:{due.event_id}"))
    return h("li", h("div", *inside, cls="line"))


def _state(due: Due) -> Node:
    """Set how a promise stands; what it was since promised for stands smaller beneath."""
    said, _, since = due.state.partition("; ")
    more = h("small", since) if since else None
    return h("span", said, more, cls="state overdue" if due.overdue else "state")
