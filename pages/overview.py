"""Overview: where things stand, how events spread over the months, what is newest, what is due."""

from dataclasses import replace

import streamlit as st

from components.content import due_list, event_list, tile_row
from components.exhibits.due import needed
from components.panels import view as views
from components.panels.browser import draw_tree, viewport_width
from components.panels.card import show_card
from components.panels.dataset import dataset
from components.panels.frame import figure_height, mode, show
from components.panels.rows import open_rows, rows_panel
from components.panels.shell import heading
from data import Selection
from data.due import due
from data.known import newest_public
from data.tiles import tiles
from data.vocabulary import Status


def open_all(focus: str) -> None:
    """Follow a click in the list of what is due: its button opens or closes the whole table, a line its event."""
    kind, _, id = focus.partition(":")
    if kind == "exhibit":
        views.change_option("exhibit", "" if views.current().options.get("exhibit") == id else id, default="")
    else:
        views.open_focus(focus)


tables, view, width = dataset(), views.current(), viewport_width()
all_due = view.options.get("exhibit") == "due"
wide = width >= 1100
known_on = view.selection.known_on
selected = view.selection.apply(tables).events
happened = selected[
    (selected["date_start"] <= str(known_on or tables.cut_off)) & (selected["status"] != Status.PLANNED)
]
nothing = "No event matches the filters."
# Tiles and the short list of what is due follow the as-known-on day alone, and say so once another filter is set.
narrowed = replace(view.selection, known_on=None) != Selection()
unfiltered = "Whatever the dates, regions and other filters." if narrowed else ""
under = " under the filters" if narrowed else ""

heading(
    "Where things stand",
    "lowest to highest claim of the last 24 months (Kursk: 12); each tick is an origin’s number; bars start at zero"
    + ("; filters aside" if narrowed else ""),
)
draw_tree(tile_row(tiles(tables, known_on), mode()), key="tiles", on_focus=open_rows)
rows_panel()
show_card()
left, right = st.columns([900, 432], gap="medium") if wide else (st.container(), st.container())
with left:
    show("events-by-month", width=900 if wide else width, height=300 if wide else 330)
with right:
    show("routes-map", width=432 if wide else width, height=256, order=1, options={"show": "places"})
first, second, third = st.columns(3, gap="medium") if wide else [st.container() for _ in range(3)]
with first:
    latest = happened.sort_values("date_start", ascending=False).head(8)
    node = event_list(latest, tables, mode(), heading="Latest", date_column="date_start", empty=nothing)
    draw_tree(node, key="latest", on_focus=views.open_focus)
with second:
    learnt = newest_public(selected, 8)
    node = event_list(learnt, tables, mode(), heading="Newly learnt", date_column="public_from", empty=nothing)
    draw_tree(node, key="learnt", on_focus=views.open_focus)
with third:
    dues = due(tables, known_on=known_on)
    more = "Close the whole list" if all_due else f"See all that is due or overdue{under}"
    node = due_list(
        dues, mode(), heading="Due and overdue", empty="Nothing is due or overdue.", more=more, aside=unfiltered
    )
    draw_tree(node, key="due", on_focus=open_all)
if all_due:
    show("due", width=width, height=max(needed(tables, view.selection, width), 240), order=2)
show("headlines", width=width, height=figure_height(tall=430, phone=620, width=width), order=3 if all_due else 2)
