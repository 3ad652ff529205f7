"""The event card: opened from any mark, list or table, addressed by `event` in the link."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.content import event_card
from components.content.tree import h
from components.panels import view as views
from components.panels.browser import draw_tree
from components.panels.dataset import dataset
from components.panels.frame import mode
from data.dossier import dossier

CARD_WIDTH = 416
GAP = 28
#: Page width in px from which a card stands beside the figures, and the share of a column that is not to be seen.
_WIDE, _NO_WIDTH = 1100, 1e-6


def show_card() -> None:
    """Draw the card of the open event, if one is open."""
    view = views.current()
    if not view.event:
        return
    with st.container(key="card"):
        _outside()
        node = event_card(dossier(dataset(), view.event, view.selection.known_on), mode())
        draw_tree(node, key="event-card", on_focus=views.open_focus)


def _outside() -> None:
    """Say that the filters leave the open event out; whether it was public by a chosen day the card says itself."""
    view = views.current()
    under = replace(view.selection, known_on=None).apply(dataset()).events
    if not (under["event_id"] == view.event).any():
        node = h("p", "Outside the filters that are set", cls="tw-outside", role="status")
        draw_tree(node, key="card-outside", on_focus=lambda focus: None)


def beside_card(width: int) -> tuple[int, bool]:
    """Give the width that is left for a figure, and whether the open card stands beside it."""
    if views.current().event and width >= _WIDE:
        return width - CARD_WIDTH - GAP, True
    return width, False


def card_places(full: int) -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """Give the places of the first figure, of the open card and of what follows, in a page `full` px wide.

    Beside the figures the card stays in view while they scroll (its key is styled so); on a narrow
    screen it stands under the first one.
    """
    if full < _WIDE:
        return st.container(), st.container(), st.container()
    width, beside = beside_card(full)
    # The columns are there without a card too, the second one without width: were they not, the browser would
    # build all figures anew with each card, and lose the reader's place.
    shares = [width, CARD_WIDTH] if beside else [1, _NO_WIDTH]
    figures, card = st.container(key="beside").columns(shares, gap="medium" if beside else None)
    return figures, card, figures
