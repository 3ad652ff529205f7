"""What surrounds every page: headings, messages about a link, damage reports and the bottom line."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.content.tree import h
from components.panels import view as views
from components.panels.browser import draw_tree
from data import DamagedData, Tables
from data.wording import day

#: Parts of a link that are named as ignored before the rest is folded away, so that the page stays in sight.
_TOLD = 5


def heading(title: str, line: str) -> None:
    """Draw a page's title and its one line of explanation."""
    views.current()
    node = h("div", h("h1", title, cls="tw-page-title"), h("p", line, cls="tw-page-line"), cls="tw-lead")
    draw_tree(node, key="page-heading", on_focus=lambda focus: None)


def notices() -> None:
    """Name what a link asked for and could not have, with the nearest accepted value."""
    found = views.current().notices
    if not found:
        return
    lines = [h("p", f"Ignored in this link – {notice.message}") for notice in found]
    first, rest = lines[:_TOLD], lines[_TOLD:]
    more = h("details", h("summary", f"and {len(rest)} more"), *rest) if rest else None
    draw_tree(h("div", *first, more, cls="tw-notice", role="status"), key="notices", on_focus=lambda focus: None)


def damage_report(damage: DamagedData) -> None:
    """Say which file and row keep the dashboard from opening; nothing is drawn from damaged tables."""
    st.header("The tables cannot be trusted as they are")
    st.text("No figure is drawn until these places are mended. “python -m data check” prints the same list.")
    rows = [
        {
            "file": p.file,
            "row": p.row or None,
            "field": p.field,
            "value": p.value,
            "problem": p.message,
            "nearest": p.accepted,
        }
        for p in damage.problems
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")


def bottom_line(tables: Tables) -> None:
    """Draw the last line of a page: data version, cut-off and what the ground of the maps is."""
    left = f"Tumen Watch · data {tables.version}, sources read to {day(tables.cut_off)} · Unclassified – open sources"
    right = "Claims, not facts: every number belongs to an origin, a day and a grade."
    draw_tree(h("div", h("span", left), h("span", right), cls="tw-bottom"), key="bottom", on_focus=lambda focus: None)
