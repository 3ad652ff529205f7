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

tables, view = dataset(), views.current()
width, beside = beside_card(viewport_width())
# A phone shows four lanes, and the list by month under them.
lanes = Lanes.CATEGORY if width >= 560 else Lanes.DIRECTION
# Beside the card, and with numbers, title, key and note take a line more; numbers need a height of their own.
numbers = "overlay" in view.options
height = figure_height(tall=478 if beside or numbers else 514, phone=430, width=width)
open_focus = partial(follow, tables)

# The tools stand above the figure but are drawn after it: the figure is what a reader waits for.
tools = st.container(key="timeline-head")
first, card, rest = card_places(viewport_width())
with first:
    show(
        "timeline",
        width=width,
        height=max(height, 478) if numbers else height,
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
        view.selection.apply(tables).events,
        mode(),
        newest_first=order == "newest",
        shown=events_shown(PAGE),
        empty="No event matches the filters.",
    )
    draw_tree(node, key="event-list", on_focus=open_focus)
