"""Builds ahead: while a reader looks, the figures that the next click on a region would show."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import streamlit as st

from components.panels import view as views
from components.panels.filters import QUICK_REGIONS
from components.panels.frame import Place, message, places
from data import Selection, Tables

# One worker for all sessions: building ahead uses only what is idle, and never more than one core.
_WORKER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead")
_WAITING = "ahead"


def stop_building() -> None:
    """Drop what is still to be built ahead for this session, and forget the places of its last run."""
    waiting: list[Future[bytes]] = st.session_state.pop(_WAITING, [])
    for future in waiting:
        future.cancel()
    places().clear()


def build_ahead(tables: Tables) -> None:
    """Have the figures of this page built for each region button that can be pressed next."""
    selection = views.current().selection
    st.session_state[_WAITING] = [
        _WORKER.submit(message, tables, next_selection, place)
        for next_selection in _next(selection)
        for place in sorted(places(), key=_order)
    ]


def _order(place: Place) -> int:
    return place.order


def _next(selection: Selection) -> Iterator[Selection]:
    for region in QUICK_REGIONS:
        others = [kept for kept in selection.regions if kept is not region]
        chosen = others if region in selection.regions else [*others, region]
        yield replace(selection, regions=tuple(chosen))
