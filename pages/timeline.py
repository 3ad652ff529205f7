"""Timeline: events in lanes under their density, numbers beneath on demand, the open event's card beside them."""

from functools import partial

import streamlit as st

from components.content.months import PAGE, month_list
from components.exhibits.timeline import Lanes
from components.panels import view as views
from components.panels.browser import draw_tree, viewport_width
from components.panels.card import beside_card, card_places, show_card
from components.panels.controls import choice
from components.panels.dataset import dataset
from components.panels.frame import figure_height, mode, show
from components.panels.rows import rows_panel
from components.panels.timeline_tools import events_shown, follow, timeline_tools

#: From so many events on, lanes over numbers take a picture of so many px, alone and beside the card.
CROWDED, ALONE, BESIDE_CARD = 60, 620, 568

tables, view = dataset(), views.current()
width, beside = beside_card(viewport_width())
# A phone shows four lanes, landmarks named first as elsewhere, and the list by month under them.
lanes = Lanes.CATEGORY if width >= 560 else Lanes.DIRECTION
# Beside the card, and with numbers, title, key and note take a line more. Many events over numbers get the height
# that leaves the whole frame in view under the bars of the page.
numbers = "overlay" in view.options
selected = view.selection.apply(tables).events
tall = 478 if beside or numbers else 514
if numbers and len(selected) > CROWDED:
    tall = BESIDE_CARD if beside else ALONE
height = figure_height(tall=tall, phone=640 if numbers or len(selected) > CROWDED else 520, width=width)
open_focus = partial(follow, tables)

# The tools stand above the figure but are drawn after it: the figure is what a reader waits for.
tools = st.container(key="timeline-head")
first, card, rest = card_places(viewport_width())
with first:
    show(
        "timeline",
        width=width,
        height=height,
        options={} if lanes is Lanes.CATEGORY else {"lanes": view.options.get("lanes", lanes)},
        on_focus=open_focus,
    )
    rows_panel()
with card:
    show_card()
with tools:
    timeline_tools(tables, lanes=lanes)
with rest:
    order = choice("order", {"newest": "Newest first", "oldest": "Oldest first"}, label="List")
    node = month_list(
        selected,
        mode(),
        newest_first=order == "newest",
        shown=events_shown(PAGE),
        empty="No event matches the filters.",
    )
    draw_tree(node, key="event-list", on_focus=open_focus)
