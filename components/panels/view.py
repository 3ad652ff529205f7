"""The view a reader is in, kept in step with the address bar; nothing else reads or writes the URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from components.exhibits.link import View, read_query
from data import Tables
from data.query import merged

_STATE = "view"


def open_view(tables: Tables, page: str) -> View:
    """Give the view of this run: from the address if a reader changed it there, else from memory.

    A page switch by the menu arrives with an empty query and keeps the view; a widget's change
    wins over an address that has not caught up yet.
    """
    state: dict[str, Any] = st.session_state.setdefault(_STATE, {"view": View(), "query": None, "page": page})
    query, overruled = merged(_asked())
    switched = state["page"] != page and not query
    if not state.pop("touched", False) and not switched and query != state["query"]:
        read = read_query(query, tables)
        state["view"] = replace(read, notices=(*overruled, *read.notices))
    state["page"] = page
    view: View = state["view"]
    return view


def write_query() -> None:
    """Put the view into the address bar when it says something else."""
    state = st.session_state[_STATE]
    query = state["view"].to_query()
    if sorted(query.items()) != sorted(_asked()):
        st.query_params.from_dict(query)
    state["query"] = query


def _asked() -> list[tuple[str, str]]:
    """Give what the address asks for; a key that stands in it twice comes twice."""
    return [(key, str(value)) for key in st.query_params for value in st.query_params.get_all(key)]


def carry_query() -> dict[str, str]:
    """Give the query that a switch of page takes along; on arrival the view is kept as it is, notices included."""
    state = st.session_state[_STATE]
    query: dict[str, str] = state["view"].to_query()
    state["query"] = query
    return query


def current_page() -> str:
    """Give the path of the page of this run, "" for the first."""
    page: str = st.session_state[_STATE]["page"]
    return page


def current() -> View:
    """Give the view of this run, once `open_view` has read it."""
    if _STATE not in st.session_state:
        # The first visit of a process may be a link to a page: Streamlit then runs the file in pages/
        # by itself, because only st.navigation in app.py tells it not to.
        PagesManager.uses_pages_directory = False
        st.rerun()
    view: View = st.session_state[_STATE]["view"]
    return view


def change(*, selection: Mapping[str, Any] | None = None, **fields: Any) -> None:
    """Change the view from a widget's callback: single selection fields, or `event`, `options`."""
    state = st.session_state[_STATE]
    view: View = state["view"]
    if selection is not None:
        fields["selection"] = replace(view.selection, **selection)
    state["view"] = replace(view, notices=(), **fields)
    state["touched"] = True


def change_option(key: str, value: str, *, default: str) -> None:
    """Set one option of the view; the default is left out of the address."""
    options = {name: kept for name, kept in current().options.items() if name != key}
    change(options=options if value == default else {**options, key: value})


def open_focus(focus: str) -> None:
    """Follow a click: "event:ID" opens that event's card, "close" closes it; others are left to pages."""
    kind, _, id = focus.partition(":")
    if kind == "event":
        change(event=id)
    elif focus == "close":
        change(event="")
