"""Map: routes by mode and certainty, what moved along them in the chosen dates, and what stands at each place."""

import streamlit as st

from components.content import event_list
from components.maps.views import MapView
from components.panels import view as views
from components.panels.atlas import current_view, follow, listed_events, show_map
from components.panels.browser import draw_tree, viewport_width
from components.panels.card import CARD_WIDTH, GAP
from components.panels.controls import choice
from components.panels.dataset import dataset
from components.panels.feed import feed_button, show_feed
from components.panels.frame import figure_height, mode
from components.panels.month_strip import show_strip
from components.panels.player import PLAY, show_choice, show_player
from components.panels.rows import rows_panel
from components.panels.spot import is_open, show_spot

VIEWS = {
    MapView.CORRIDOR: "Whole corridor",
    MapView.TUMEN: "Rason–Primorye",
    MapView.MOUTH: "Tumen mouth",
    MapView.PORTS: "Far-eastern ports",
    MapView.KOREA: "Korean peninsula",
    MapView.KURSK: "Kursk front",
}

tables, view = dataset(), views.current()
beside = is_open() and viewport_width() >= 1100
width = viewport_width() - (CARD_WIDTH + GAP if beside else 0)
with st.container(key="map-controls", horizontal=True):
    choice("view", {str(code): words for code, words in VIEWS.items()}, label="View")
    played = show_choice() == PLAY
    feed_button()
# One row whether a card is open or not: a map that changed its place on the page would lose pan and zoom. The
# columns of other pages (card_places) give way to plain boxes where the page gets narrow: a tablet that is turned
# would build the map anew, a card of a place or route would find no column.
with st.container(key="map-row"):
    with st.container(key="map-figure"):
        draw = show_player if played else show_map
        # The corridor lies flat: on a phone more height would show the Arctic and India.
        low = current_view() is MapView.CORRIDOR and not played
        draw(width=width, height=figure_height(tall=452, phone=280 if low else 420, width=width))
        show_strip(tables, current_view(), width=width, on_focus=follow)
        rows_panel()
    with st.container(key="map-card"):
        show_spot(follow)
show_feed(width=viewport_width(), height=figure_height(tall=500, phone=420, width=viewport_width()))
heading, here = listed_events()
node = event_list(here, tables, mode(), heading=heading, date_column="date_start", chosen=view.event,
                  empty="No event matches the filters.")  # fmt: skip
draw_tree(node, key="map-events", on_focus=follow)
