"""The chosen port on the Ports page: a row of buttons by coast and the card; the choice travels in the link."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.content.port_card import port_card, port_picker
from components.exhibits.port_card import ID
from components.panels import view as views
from components.panels.browser import draw_tree
from components.panels.dataset import dataset
from components.panels.frame import exhibit, menu, mode
from data.ledger import place_names
from data.links import chosen_day
from data.ports import PORT_IDS, port_file
from data.wording import day

OPTION = "port"
#: Px of the picture of the card, which leaves by its menu.
_WIDTH, _HEIGHT = 1360, 540


def port_panel(on_focus: Callable[[str], None]) -> None:
    """Draw the buttons of the ports and the card of the chosen one; other clicks go on to `on_focus`."""
    tables, view = dataset(), views.current()
    chosen = view.options.get(OPTION, PORT_IDS[0])
    names = place_names(tables)

    def follow(focus: str) -> None:
        kind, _, id = focus.partition(":")
        if kind == OPTION:
            views.change_option(OPTION, id, default=PORT_IDS[0])
        else:
            on_focus(focus)

    selection = view.selection
    file = port_file(tables, chosen, selection.date_to, selection.known_on)
    with st.container(key="port"):
        picker = port_picker(names, chosen, mode(), sought=view.options.get("exhibit") == ID)
        draw_tree(picker, key="port-picker", on_focus=follow)
        card = port_card(file, tables, mode(), on=day(chosen_day(tables, selection)))
        with st.container(key=f"exhibit-{ID}"):
            draw_tree(card, key="port-card", on_focus=follow)
            menu(ID, lambda: exhibit(ID, width=_WIDTH, height=_HEIGHT), {OPTION: chosen})
