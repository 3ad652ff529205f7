"""Arms: what was sent, stage by stage and by origin, what it is said to be worth, and what came back."""

from functools import partial

import streamlit as st

from components.content.named_units import named_units
from components.exhibits.arms import Arms
from components.panels import view as views
from components.panels.browser import draw_tree, viewport_width
from components.panels.card import beside_card, card_places, show_card
from components.panels.controls import choice, clock_choice
from components.panels.dataset import dataset
from components.panels.frame import figure_height, mode, show
from components.panels.rows import open_rows, rows_panel
from components.panels.shell import heading
from components.panels.tall import tall_list
from data.vessels import mentions

#: Figures in the order of the page, with their heights on a screen and on a phone, in px; lists take what they need.
FIGURES = {
    "containers": (520, 560),
    "shells": (520, 560),
    "stage-ladder": None,
    "readings": None,
    "values": (600, 1100),
    "other-direction": None,
}
#: Where a click came from: where the card cannot stand beside the figures, it opens under that one.
CLICKED = "arms-clicked"


def follow(place: str, focus: str) -> None:
    """Open what a click asks for, and remember in which part of the page it was made."""
    st.session_state[CLICKED] = place
    open_rows(focus)


tables, view = dataset(), views.current()
width, beside = beside_card(viewport_width())
selected = view.selection.apply(tables).events
clicked = st.session_state.get(CLICKED, "containers")
heading("Arms", "claims by origin and by stage; planned, shipped, delivered and used are never added to one another")
rows_panel()
column, card, _ = card_places(viewport_width())
with column:
    for order, (figure, heights) in enumerate(FIGURES.items()):
        if figure == "containers":
            clock_choice()
        if figure == "shells":
            choice("arms", {kind.value: kind.label for kind in Arms}, label="Show")
        if heights is None:
            tall_list(figure, width=width, order=order, on_focus=partial(follow, figure))
        else:
            height = figure_height(tall=heights[0], phone=heights[1], width=width)
            show(figure, width=width, height=height, order=order, on_focus=partial(follow, figure))
        if figure == clicked and not beside:
            show_card()
    node = named_units(mentions(tables, selected), selected, mode(),
                       heading="Ships, units and weapons named in the selected events",
                       empty="No ship, unit or weapon of the index is named in the selected events.")  # fmt: skip
    draw_tree(node, key="named-units", on_focus=partial(follow, "index"))
    if clicked not in FIGURES and not beside:
        show_card()
if beside:
    with card:
        show_card()
