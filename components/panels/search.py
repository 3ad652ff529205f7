"""Live search: words narrow the view while they are typed; the same state as the words of the filter bar."""

from __future__ import annotations

import json

import streamlit as st

from components.panels import view as views
from components.panels.browser import component
from components.panels.brush import events_left
from data import Selection, Tables

_KEY = "search"
_SEARCH = component(_KEY)
_TURN = "search turn"


def show_search(tables: Tables, selection: Selection) -> None:
    """Draw the field with the words of the selection and the number of events left."""
    data = {
        "words": selection.words,
        "left": events_left(tables, selection),
        # The browser numbers what it sends, so that an answer to earlier letters never replaces later ones.
        "turn": st.session_state.get(_TURN, 0),
    }
    _SEARCH(key=_KEY, data=json.dumps(data, separators=(",", ":")).encode(), on_words_change=lambda: _follow(tables))


def _follow(tables: Tables) -> None:
    sent = (st.session_state.get(_KEY) or {}).get("words")
    if sent is None:
        return
    turn, _, words = str(sent).partition(":")
    st.session_state[_TURN] = int(turn) if turn.isdecimal() else 0
    read, _ = Selection.from_query({"words": words}, tables)
    if read.words != views.current().selection.words:
        views.change(selection={"words": read.words})
