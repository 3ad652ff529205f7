"""The comparison of partners for reading: every claim of every cell, and the assessments beside them."""

from __future__ import annotations

from collections.abc import Sequence

from components.content.card_ledger import badge
from components.content.lists import root
from components.content.tree import Node, h
from components.theme import Mode
from data.partner_items import Item, Partner
from data.partners import Cell, Entry, Matrix
from data.vocabulary import Reliability
from data.wording import counted

#: How many claims a cell shows before it folds the others.
_OPEN = 3


def partner_table(matrix: Matrix, items: Sequence[Item], mode: Mode) -> Node:
    """Lay out all claims, a row an item and a column a partner; each opens its event or its quantity's rows.

    With several items each cell shows its first claims and folds the others; one item alone shows the
    newest of each origin and folds what the same origins said before.
    """
    single = len(items) == 1
    heading = "Every claim, item by item"
    head = h("tr", h("th", "Item", scope="col"), *(h("th", partner.label, scope="col") for partner in Partner))
    body = [
        h("tr", h("th", item.label, scope="row"), *(_cell(cell, single) for cell in matrix.row(item))) for item in items
    ]
    table = h("table", h("thead", head), h("tbody", *body))
    small = h("small", "newest of each origin first; A to F is the publisher’s grade")
    return root("section", mode, "partners", h("h3", heading, small), table, label=heading)


def _cell(cell: Cell, single: bool) -> Node:
    name = h("span", cell.partner.label, cls="partner")
    if not cell.entries:
        return h("td", name, h("span", cell.silence, cls="silence"), cls="none")
    latest = sum(entry.latest for entry in cell.entries)
    shown = latest if single else min(latest, _OPEN)
    rest = cell.entries[shown:]
    summary = h("summary", counted(len(rest), "earlier claim" if single else "further claim"))
    folded = h("details", summary, *map(_entry, rest)) if rest else None
    return h("td", name, *map(_entry, cell.entries[:shown]), folded)


def _entry(entry: Entry) -> Node:
    said = entry.said
    words = ", ".join(part for part in (entry.what, entry.scope) if part)
    standing = f"{said.kind.label}; {said.note}" if said.note else said.kind.label
    uncounted = h("small", "listed, not counted", cls="uncounted") if not said.counted else None
    return h(
        "button",
        h("span", h("strong", entry.number), f" {words} ({standing})"),
        h("small", f"{said.origin}, {entry.when} ", _grade(entry), f" {said.publisher}"),
        uncounted,
        cls="claim" if said.counted else "claim aside",
        open=entry.focus,
    )


def _grade(entry: Entry) -> Node:
    known = entry.grade in set(Reliability)
    return badge(entry.grade if known else "", Reliability(entry.grade).label if known else "")
