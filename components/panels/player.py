"""The map through time: the exhibit's frame round a canvas that the browser plays by itself."""

from __future__ import annotations

import streamlit as st

from components.content.frames import frame_foot, frame_head
from components.exhibits.contract import Canvas, Exhibit
from components.exhibits.map_day import PLAY
from components.maps.canvas_painter import play_message
from components.maps.views import view_of
from components.panels import view as views
from components.panels.browser import component, draw_tree
from components.panels.dataset import dataset
from components.panels.frame import exhibit, menu, mode
from data.readouts import Gauge

__all__ = ["PLAY", "show_choice", "show_player"]

_ID = "routes-map"
_KEY = "player"
_PLAYER = component(_KEY)
#: What the choice is called in a link, and what stands there only while movements are played.
_SHOW, _DAY, _UNIT = "show", "at", "unit"
#: From this width on what is under way stands beside the map, in a column of so many px.
_WIDE, _SIDE, _GAP = 880, 236, 20
#: Px of the row of controls under the map.
_BAR = 46


def show_choice() -> str:
    """Draw the choice of what the map shows; a day and a unit of the player leave the link with it."""
    labels = {"": "Routes and movements", "places": "Events by place", PLAY: "Through time"}
    key, chosen = f"option-{_SHOW}", views.current().options.get(_SHOW, "")
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    st.segmented_control(
        "Show", list(labels), key=key, required=True, format_func=lambda code: labels[code],
        on_change=lambda: _choose(st.session_state[key]),
    )  # fmt: skip
    return chosen


def _choose(show: str) -> None:
    options = {key: value for key, value in views.current().options.items() if key not in (_SHOW, _DAY, _UNIT)}
    views.change(options={**options, _SHOW: show} if show else options)


def show_player(*, width: int, height: int) -> Exhibit:
    """Draw the map through time of the current view, controls included, in a place of `width` × `height` px.

    A day on which the player rests becomes the option `at`, and its finding the title; a click on a
    movement opens its event's card.
    """
    wide = width >= _WIDE
    canvas = Canvas(width - _SIDE - _GAP if wide else width, height - _BAR if wide else height, mode())
    made = exhibit(_ID, width=canvas.width, height=canvas.height)
    with st.container(key=f"exhibit-{_ID}"):
        draw_tree(frame_head(made), key="player-head", on_focus=lambda focus: None)
        if not made.empty:
            _PLAYER(key=_KEY, data=_message(canvas, wide=wide), on_focus_change=_follow)
        draw_tree(frame_foot(made), key="map-foot", on_focus=lambda focus: None)
        menu(_ID, lambda: made)
    return made


def _message(canvas: Canvas, *, wide: bool) -> bytes:
    """Write the day to stand on, then what is played; a new day alone leaves the second part as it was."""
    view = views.current()
    shown, _ = view_of(view.options.get("view", ""))
    gauge = Gauge(view.options.get(_UNIT, Gauge.TROOPS))
    played = play_message(dataset(), view.selection, shown, canvas, gauge, wide=wide)
    return view.options.get(_DAY, "").encode() + b"\n" + played


def _follow() -> None:
    focus = str((st.session_state.get(_KEY) or {}).get("focus") or "")
    kind, _, asked = focus.partition(":")
    if kind == _DAY:
        views.change_option(_DAY, asked, default="")
    elif kind == _UNIT and asked in set(Gauge):
        views.change_option(_UNIT, asked, default=Gauge.TROOPS)
    else:
        views.open_focus(focus)
