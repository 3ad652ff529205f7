"""The tools over the timeline: search, lanes, numbers under the same time, and the brush."""

from __future__ import annotations

import streamlit as st

from components.exhibits.timeline import Lanes
from components.panels import view as views
from components.panels.brush import narrow_to, show_brush
from components.panels.controls import choice
from components.panels.rows import open_rows
from components.panels.search import show_search
from data import Tables
from data.overlays import overlays

_NONE = ""
_SHOWN = "events shown"


def timeline_tools(tables: Tables, *, lanes: Lanes) -> None:
    """Draw the tools; `lanes` is what stands first and stays out of the link."""
    selection = views.current().selection
    with st.container(key="timeline-tools", horizontal=True, vertical_alignment="center"):
        show_search(tables, selection)
        ordered = sorted(Lanes, key=lambda kind: kind is not lanes)
        choice("lanes", {kind.value: kind.label.capitalize() for kind in ordered}, label="Lanes by")
        _overlay(tables)
    with st.container(key="timeline-brush"):
        show_brush(tables, selection)


def _overlay(tables: Tables) -> None:
    """Draw the choice of numbers under the lanes, by group of metrics."""
    names = {_NONE: "none", **{code: f"{one.label} ({one.group.label})" for code, one in overlays(tables).items()}}
    key = "option-overlay"
    chosen = views.current().options.get("overlay", _NONE)
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    st.selectbox(
        "Numbers under the same time", list(names), key=key, format_func=lambda code: names[code],
        on_change=lambda: views.change_option("overlay", st.session_state[key], default=_NONE),
    )  # fmt: skip


def follow(tables: Tables, focus: str) -> None:
    """Follow a click in the figure or the list: an event's card, a span of days, more of the list, or rows."""
    kind, _, asked = focus.partition(":")
    if kind == "span":
        narrow_to(tables, asked)
    elif kind == "more" and asked.isdecimal():
        st.session_state[_SHOWN] = (views.current().selection, int(asked))
    else:
        open_rows(focus)


def events_shown(least: int) -> int:
    """Give how many events the list shows: `least`, or as many as were asked for under these filters."""
    selection, asked = st.session_state.get(_SHOWN, (None, 0))
    return max(least, asked) if selection == views.current().selection else least
