"""Timeline: events in lanes, uncertain dates drawn as such, the open event's card beside them."""

import streamlit as st

from components.content import event_list
from components.panels import view as views
from components.panels.browser import draw_tree, viewport_width
from components.panels.card import CARD_WIDTH, beside_card, show_card
from components.panels.controls import choice
from components.panels.dataset import dataset
from components.panels.frame import figure_height, mode, show

SHOWN = 60

tables, view = dataset(), views.current()
width, beside = beside_card(viewport_width())
figure, card = st.columns([width, CARD_WIDTH], gap="medium") if beside else (st.container(), st.container())
with figure:
    show("timeline", width=width, height=figure_height(tall=572, phone=620, width=width))
    choice(
        "lanes",
        {"category": "Category", "direction": "Direction", "region": "Region", "status": "Status"},
        label="Lanes by",
    )
with card:
    show_card()
events = view.selection.apply(tables).events.sort_values("date_start", ascending=False)
heading = f"Events as a list, newest {min(SHOWN, len(events))} of {len(events)}"
node = event_list(events.head(SHOWN), tables, mode(), heading=heading, empty="No event matches the filters.")
draw_tree(node, key="event-list", on_focus=views.open_focus)
