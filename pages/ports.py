"""Ports and corridors: what was promised and came about, one port in full, and what each link is on the day."""

from functools import partial

import streamlit as st

from components.exhibits import border_counts, links_status, milestones_gantt, ports_throughput
from components.exhibits.links_status import MODES
from components.exhibits.ports_throughput import Scale
from components.panels import view as views
from components.panels.browser import viewport_width
from components.panels.card import beside_card, card_places, show_card
from components.panels.controls import choice
from components.panels.dataset import dataset
from components.panels.port import port_panel
from components.panels.rows import open_rows, rows_panel
from components.panels.shell import heading
from components.panels.tall import LOOSE, SCREEN, tall_figure
from data.milestones import Works

#: Where a click came from: where the card cannot stand beside the figures, it opens under that part.
CLICKED = "ports-clicked"


def follow(place: str, focus: str) -> None:
    """Open what a click asks for, and remember in which part of the page it was made."""
    st.session_state[CLICKED] = place
    open_rows(focus)


def opened_below(place: str) -> None:
    """Draw the card and the rows under the part of the page where they were asked for."""
    if st.session_state.get(CLICKED, "milestones-gantt") == place:
        rows_panel()
        if not beside:
            show_card()
    st.space("small")


def figure(id: str, needed: int, *, order: int, tall: int = SCREEN, loose: float = LOOSE) -> None:
    """Draw one figure in the width that the open card leaves, and under it what was opened there."""
    tall_figure(id, needed, width=width, order=order, on_focus=partial(follow, id), tall=tall, loose=loose)
    opened_below(id)


tables, view = dataset(), views.current()
width, beside = beside_card(viewport_width())
heading("Ports and corridors", "what was promised, done, late or silent, from Rajin and the Tumen to Vladivostok")
column, card, _ = card_places(viewport_width())
with column:
    choice("project", {"": "All", **{str(works): works.label for works in Works}}, label="Projects")
    needed = milestones_gantt.needed(tables, view.selection, view.options.get("project", ""), width)
    figure("milestones-gantt", needed, order=0, tall=512, loose=1.4)
    port_panel(partial(follow, "port"))
    opened_below("port")
    choice("scale", {str(scale): scale.label for scale in Scale}, label="Lengths")
    figure("ports-throughput", ports_throughput.needed(tables, view.selection, width), order=1)
    choice("mode", {"": "All links", **MODES}, label="Links")
    needed = links_status.needed(tables, view.selection, view.options.get("mode", ""), width)
    figure("links-status", needed, order=2)
    figure("border-counts", border_counts.needed(tables, view.selection, width), order=3)
if beside:
    with card:
        show_card()
