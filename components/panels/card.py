"""The event card: opened from any mark, list or table, addressed by `event` in the link."""

from __future__ import annotations

import streamlit as st

from components.content import event_card
from components.panels import view as views
from components.panels.browser import draw_tree
from components.panels.dataset import dataset
from components.panels.frame import mode
from data.dossier import dossier

CARD_WIDTH = 416
GAP = 28


def show_card() -> None:
    """Draw the card of the open event, if one is open."""
    view = views.current()
    if not view.event:
        return
    with st.container(key="card"):
        node = event_card(dossier(dataset(), view.event, view.selection.known_on), mode())
        draw_tree(node, key="event-card", on_focus=views.open_focus)


def beside_card(width: int) -> tuple[int, bool]:
    """Give the width that is left for a figure, and whether the open card stands beside it."""
    if views.current().event and width >= 1100:
        return width - CARD_WIDTH - GAP, True
    return width, False
