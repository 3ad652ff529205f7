"""Forces: soldiers sent, present, planned and lost by origin; waves; sappers, builders and workers."""

import streamlit as st

from components.content.journeys import journey_list
from components.content.revisions import revision_table
from components.exhibits import engineers, workers
from components.exhibits.latest_by_origin import MEASURES
from components.exhibits.link import row_sets
from components.panels import view as views
from components.panels.browser import draw_tree, viewport_width
from components.panels.card import beside_card, card_places, show_card
from components.panels.controls import choice, clock_choice
from components.panels.dataset import dataset
from components.panels.frame import figure_height, mode, show
from components.panels.rows import open_rows, rows_panel
from components.panels.shell import heading
from components.panels.tall import tall_list
from data.trails import statements, trails
from data.waves import moved

LOSSES = ("killed", "wounded", "casualties", "captured")
REVISED = ("troops_deployed", "troops_in_russia", "troops_in_kursk", "troops_planned", "troops_planned_additional",
           *LOSSES, "engineering_troops_planned", "engineers_deployed")  # fmt: skip

#: From this width on the panels of a figure stand side by side.
SIDE_BY_SIDE = 1200

tables, view = dataset(), views.current()
rows = view.selection.apply(tables)
width, _ = beside_card(viewport_width())


def opened_below(id: str) -> set[str]:
    """Give the sets of rows that open below a figure: those of its own metrics, all others below the first."""
    own = {"losses": LOSSES, "engineers": {*engineers.PEOPLE, *engineers.WORK},
           "workers": {*workers.PEOPLE, *workers.ENTRIES, *workers.TERMS}}  # fmt: skip
    if id == "troops":
        elsewhere = {f"metric:{metric}" for metrics in own.values() for metric in metrics}
        return set(row_sets(tables)) - elsewhere
    return {f"metric:{metric}" for metric in own.get(id, ())}


def figure(id: str, *, tall: int, phone: int, order: int) -> None:
    """Draw one figure in the width that the open card leaves, with the rows of a metric that it opened below it."""
    height = figure_height(tall=tall, phone=phone, width=width)
    show(id, width=width, height=height, order=order, on_focus=open_rows)
    if view.options.get("rows", "") in opened_below(id):
        rows_panel()


first, card, rest = card_places(viewport_width())
with first:
    heading(
        "Forces", "soldiers sent, present, planned and lost, by origin; numbers of different origins are never added"
    )
    clock_choice()
    figure("troops", tall=468, phone=640, order=0)
with card:
    show_card()
with rest:
    figure("losses", tall=540, phone=680, order=1)
    choice("measure", {code: measure.label for code, measure in MEASURES.items()}, label="Newest number by origin")
    figure("latest-by-origin", tall=520, phone=860, order=2)
    told = trails(statements(tables, rows.claims, metrics=REVISED))
    draw_tree(revision_table(tables, told, mode()), key="revisions", on_focus=open_rows)
    st.space("small")
    tall_list("waves", width=width, order=3, on_focus=open_rows)
    gone = journey_list(moved(tables, rows.events, rows.claims), view.selection, mode())
    draw_tree(gone, key="journeys", on_focus=open_rows)
    st.space("small")
    # Two panels side by side need less height than one below the other.
    figure("engineers", tall=470 if width >= SIDE_BY_SIDE else 600, phone=860, order=4)
    figure("workers", tall=520 if width >= SIDE_BY_SIDE else 820, phone=1400, order=5)
