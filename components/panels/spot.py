"""What is open on the map: an event, else a place or a route; the choice travels in the link."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.content.place_card import place_card, route_card
from components.panels import view as views
from components.panels.browser import draw_tree
from components.panels.card import show_card
from components.panels.dataset import dataset
from components.panels.frame import mode
from data.place_file import place_file
from data.route_file import route_file

OPTION = "spot"


def opened() -> tuple[str, str]:
    """Give kind and id of the open place or route, ("", "") where none is open."""
    kind, _, id = views.current().options.get(OPTION, "").partition(":")
    return kind, id


def is_open() -> bool:
    """Whether a card stands on the map page: an event's, a place's or a route's."""
    return bool(views.current().event or opened()[0])


def outlined() -> str:
    """Say what the map outlines: the open event, else the open place or route."""
    event = views.current().event
    return f"event:{event}" if event else views.current().options.get(OPTION, "")


def show_spot(on_focus: Callable[[str], None]) -> None:
    """Draw the card of the open event, else that of the open place or route."""
    kind, id = opened()
    if views.current().event:
        show_card()
    elif kind:
        tables, selection = dataset(), views.current().selection
        card = (
            place_card(place_file(tables, id, selection), mode())
            if kind == "place"
            else route_card(route_file(tables, id, selection), mode(), later=selection.known_on is None)
        )
        with st.container(key="card"):
            draw_tree(card, key="spot-card", on_focus=lambda focus: _follow(focus, on_focus))


def _follow(focus: str, on_focus: Callable[[str], None]) -> None:
    if focus == "close":
        views.change_option(OPTION, "", default="")
    else:
        on_focus(focus)
