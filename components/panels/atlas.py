"""The pannable map: the exhibit's frame round a deck.gl view of its scene, with the close looks beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from components.content.frames import frame_foot, frame_head
from components.exhibits.contract import Canvas, Exhibit
from components.exhibits.link import spots
from components.maps.geometry import Box
from components.maps.plotly_painter import looks_beside, paint_beside
from components.maps.pydeck_painter import deck, named_in
from components.maps.scene import Scene
from components.maps.sheet import Focus
from components.maps.view_events import events_here
from components.maps.views import MapView, view_of
from components.maps.wording import NAMED, named_words
from components.panels import view as views
from components.panels.browser import draw_exhibit, draw_tree, is_measured, viewport_width
from components.panels.dataset import dataset
from components.panels.frame import exhibit, menu, mode
from components.panels.month_strip import bare_message, narrow_to_month
from components.panels.rows import open_rows
from components.panels.spot import OPTION, opened, outlined
from data.wording import counted

_ID = "routes-map"
#: From this width on the close looks stand beside the map, in a column so wide; up to a phone's, below it.
_BESIDE, _COLUMN, _GAP, _PHONE = 1100, 292, 8, 560
#: Between the two they lie on a corner of the map that has little to show, each so large.
_LAID, _LAID_OFF = (196, 150), 8
_LISTED = 60
_TURN = "map-turn"


def current_view() -> MapView:
    """Give the view of the map that the link names."""
    return view_of(views.current().options.get("view", ""))[0]


def show_map(*, width: int, height: int) -> Exhibit:
    """Draw the routes map of the current view in `width` × `height` px, close looks included."""
    made = exhibit(_ID, width=width, height=height)
    with st.container(key=f"exhibit-{_ID}"):
        draw_tree(frame_head(made), key="map-head", on_focus=lambda focus: None)
        told = made
        if made.scene is not None and not made.empty:
            with st.container(key="map-pictures"):
                told = _pictures(made, made.scene, width, height)
        draw_tree(frame_foot(told), key="map-foot", on_focus=lambda focus: None)
        menu(_ID, lambda: made)
    return made


def _pictures(made: Exhibit, drawn: Scene, width: int, height: int) -> Exhibit:
    """Draw the map and its close looks; gives the exhibit with a note on what this picture names."""
    looks = _looks_canvas(drawn, width, height)
    beside = looks is not None and looks.height == height
    wide = width - (looks.width + _GAP if looks and beside else 0)
    with st.container(key="map-deck"):
        laid = looks if looks and looks.height == _LAID[1] else None
        size, over = _deck(made, drawn, wide, height, laid)
    if looks:
        with st.container(key=f"map-looks-{drawn.view}"):
            sent = bare_message("map-looks", _looks(drawn, looks, views.current().event))
            draw_exhibit(sent, key="map-looks-figure", on_focus=follow)
    words = named_words(*named_in(drawn, mode(), *size, over))
    return replace(made, note=NAMED.sub(f"{words} A number after a name counts places gathered there.", made.note))


def _looks_canvas(drawn: Scene, width: int, height: int) -> Canvas | None:
    """Share out the room for the close looks: beside the map, on a corner of it, or below it on a phone."""
    count = len(looks_beside(drawn, Canvas(_COLUMN, height, mode())))
    if not count:
        return None
    if width >= _BESIDE:
        return Canvas(_COLUMN, height, mode())
    if width > _PHONE:
        return Canvas(count * (_LAID[0] + _GAP) - _GAP, _LAID[1], mode())
    return Canvas(width, 240 * count, mode())


@lru_cache(maxsize=32)
def _looks(drawn: Scene, canvas: Canvas, event: str) -> str:
    focus = Focus(event) if event else None
    return json.dumps(paint_beside(drawn, canvas, focus=focus).chart, separators=(",", ":"), allow_nan=False)


def _deck(
    made: Exhibit, drawn: Scene, width: int, height: int, look: Canvas | None
) -> tuple[tuple[int, int], Box | None]:
    """Draw the map that can be panned; gives the size for which its first view is laid out, and what `look` hides."""
    # The key changes with the named view only, and the first view is that of the key's first drawing in
    # this window: a new key or another first view would throw away pan and zoom.
    key = f"deck-{drawn.view}"
    size = (width, height)
    if is_measured():
        first: dict[tuple[str, int], tuple[int, int]] = st.session_state.setdefault("map-first", {})
        size = first.setdefault((key, viewport_width()), size)
    over = _under(look, drawn.view, (width, height), size) if look else None
    st.pydeck_chart(
        deck(
            drawn,
            mode(),
            width=size[0],
            height=size[1],
            focus=outlined(),
            turn=st.session_state.get(_TURN, 0),
            over=over,
        ),
        height=height,
        key=key,
        alt=made.alt,
        selection_mode="single-object",
        on_select=lambda: _picked(key),
    )
    return size, over


def _under(look: Canvas, view: MapView, shown: tuple[int, int], laid: tuple[int, int]) -> Box:
    """Give the px of a map's first view that the look on its corner hides: below, in Rason and Primorye above.

    A map whose size changed keeps its middle.
    """
    left = (laid[0] - shown[0]) / 2 + _LAID_OFF
    top = (laid[1] - shown[1]) / 2 + (_LAID_OFF if view is MapView.TUMEN else shown[1] - _LAID_OFF - look.height)
    return Box(left, top, left + look.width, top + look.height)


def _picked(key: str) -> None:
    chosen: Any = (st.session_state.get(key) or {}).get("selection") or {}
    for records in (chosen.get("objects") or {}).values():
        for record in records:
            focus = str(record.get("focus", "")).strip()
            if focus:
                # The mark is let go at once, so that the next click on it opens it again.
                st.session_state[_TURN] = 1 - st.session_state.get(_TURN, 0)
                follow(focus)
                return


def follow(focus: str) -> None:
    """Follow a click on the map, its looks, its strip or its cards."""
    kind, _, id = focus.partition(":")
    if focus in spots(dataset()):
        views.change(event="", options={**views.current().options, OPTION: focus})
    elif kind == "view" and id in set(MapView):
        views.change_option("view", id, default=MapView.CORRIDOR)
    elif kind == "month":
        narrow_to_month(id)
    else:
        open_rows(focus)


def listed_events() -> tuple[str, pd.DataFrame]:
    """Give heading and events of the list under the map: of the open place or route, else of the view.

    The newest come first, so many at most; the heading says how many there are.
    """
    tables, selection = dataset(), views.current().selection
    kind, id = opened()
    if kind == "place":
        events = selection.apply(tables).events
        there = (events["place_id"] == id) | (events["from_place_id"] == id) | (events["to_place_id"] == id)
        name = tables.places.set_index("place_id")["name"][id]
        return _headed(f"{name}: events there, from or to there, or said there", events[there])
    if kind == "route":
        events = selection.apply(tables).events
        name = str(tables.routes.set_index("route_id")["name"][id]).replace(" - ", " – ")
        return _headed(f"{name}: events that name it", events[[id in ids for ids in events["route_ids"]]])
    view = current_view()
    here = tables.events.take(list(events_here(tables, selection, view)))
    return _headed(f"{view.label}: events that happened there or moved through", here)


def _headed(words: str, events: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    newest = events.sort_values(["date_start", "event_id"], ascending=False).head(_LISTED)
    if len(events) > _LISTED:
        return f"{words}, newest {_LISTED} of {len(events)}", newest
    return f"{words}, {counted(len(events), 'event')}", newest
