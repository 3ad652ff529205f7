"""Map: routes by mode and certainty, and what moved along them in the chosen dates."""

import streamlit as st

from components.content import event_list
from components.panels import view as views
from components.panels.atlas import place_events, show_map
from components.panels.browser import draw_tree, viewport_width
from components.panels.card import CARD_WIDTH, beside_card, show_card
from components.panels.controls import choice
from components.panels.dataset import dataset
from components.panels.frame import figure_height, mode

VIEWS = {
    "corridor": "Whole corridor",
    "tumen": "Rason–Primorye",
    "kursk": "Kursk front",
    "korea": "Korean peninsula",
    "ports": "Far-eastern ports",
}

tables, view = dataset(), views.current()
width, beside = beside_card(viewport_width())
with st.container(key="map-controls", horizontal=True):
    choice("view", VIEWS, label="View")
    choice("show", {"": "Routes and movements", "places": "Events by place"}, label="Show")
figure, card = st.columns([width, CARD_WIDTH], gap="medium") if beside else (st.container(), st.container())
with figure:
    made = show_map(width=width, height=figure_height(tall=500, phone=420, width=width))
with card:
    show_card()
events = view.selection.apply(tables).events
heading, here = place_events(made, events, tables.places)
node = event_list(here.sort_values("date_start", ascending=False).head(60), tables, mode(), heading=heading,
                  date_column="date_start", empty="No event matches the filters.")  # fmt: skip
draw_tree(node, key="map-events", on_focus=views.open_focus)
