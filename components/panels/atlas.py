"""The pannable map: the exhibit's frame round a deck.gl view of its scene."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.content.frames import frame_foot, frame_head
from components.exhibits.contract import Exhibit
from components.maps.pydeck_painter import deck
from components.panels import view as views
from components.panels.browser import draw_tree
from components.panels.frame import exhibit, menu, mode

_ID = "routes-map"


def show_map(*, width: int, height: int) -> Exhibit:
    """Draw the routes map of the current view; clicking a movement opens its event's card."""
    made = exhibit(_ID, width=width, height=height)
    with st.container(key=f"exhibit-{_ID}"):
        draw_tree(frame_head(made), key="map-head", on_focus=lambda focus: None)
        if made.scene is not None and not made.empty:
            # The key changes with the named view only: a new key would throw away pan and zoom.
            key = f"deck-{views.current().options.get('view', 'corridor')}"
            drawn = deck(made.scene, mode(), width=width, height=height, focus=_focus())
            st.pydeck_chart(
                drawn,
                height=height,
                key=key,
                alt=made.alt,
                selection_mode="single-object",
                on_select=lambda: _picked(key),
            )
        draw_tree(frame_foot(made), key="map-foot", on_focus=lambda focus: None)
        menu(_ID, lambda: made)
    return made


def _picked(key: str) -> None:
    chosen: Any = (st.session_state.get(key) or {}).get("selection") or {}
    for records in (chosen.get("objects") or {}).values():
        for record in records:
            if str(record.get("focus", "")).strip():
                st.session_state["map-focus"] = record["focus"]
                views.open_focus(record["focus"])
                views.change()
                return


def _focus() -> str:
    event = views.current().event
    return f"event:{event}" if event else str(st.session_state.get("map-focus", ""))


def place_events(made: Exhibit, events: pd.DataFrame, places: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Give heading and events of the place clicked last; of the movements drawn, when none was."""
    kind, _, id = str(st.session_state.get("map-focus", "")).partition(":")
    if kind == "place":
        there = (events["place_id"] == id) | (events["from_place_id"] == id) | (events["to_place_id"] == id)
        name = places.set_index("place_id")["name"][id]
        return f"{name}: events there, from or to there, or said there", events[there]
    moving = events.iloc[0:0] if made.scene is None else made.scene.moving
    return "Movements drawn", moving
