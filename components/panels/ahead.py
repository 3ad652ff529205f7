"""Builds ahead: while a reader looks, the figures that the next press of a region button would show."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import streamlit as st

from components.panels import view as views
from components.panels.browser import send_ahead
from components.panels.filters import QUICK_REGIONS
from components.panels.frame import message, places
from data import Selection, Tables

# One worker for all sessions: building ahead uses only what is idle, and never more than one core.
_WORKER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead")
_WAITING = "waiting ahead"
#: Figures up to this order stand on the first screen.
_LAST_SENT = 1
_BUTTONS = ".st-key-filter-regions button"


def stop_building() -> None:
    """Drop what is still to be built ahead for this session, and forget the places of its last run."""
    waiting: list[Future[bytes]] = st.session_state.pop(_WAITING, [])
    for future in waiting:
        future.cancel()
    places().clear()


def build_ahead(tables: Tables) -> None:
    """Send the page's first figures for each region button that can be pressed next.

    The browser draws them when the button is pressed. Figures further down are only built, so that
    the server answers at once.
    """
    following = _next(views.current().selection)
    first = {
        place.id: [message(tables, selection, place).decode() for selection in following]
        for place in places()
        if place.order <= _LAST_SENT
    }
    send_ahead(_BUTTONS, first)
    rest = [place for place in places() if place.order > _LAST_SENT]
    st.session_state[_WAITING] = [
        _WORKER.submit(message, tables, selection, place) for selection in following for place in rest
    ]


def _next(selection: Selection) -> list[Selection]:
    kept = selection.regions
    return [
        replace(selection, regions=tuple(r for r in kept if r is not region) if region in kept else (*kept, region))
        for region in QUICK_REGIONS
    ]
