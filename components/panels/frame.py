"""Shows exhibits: one component draws frame and chart, one menu takes them out as files."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

import streamlit as st

from components.briefing import table_csv
from components.exhibits.contract import Canvas, Exhibit, KeyItem
from components.exhibits.link import STORY
from components.exhibits.register import EXHIBITS, build
from components.panels import view as views
from components.panels.browser import draw_exhibit
from components.panels.dataset import dataset
from components.panels.pictures import picture_form
from components.theme import Mode
from data import Selection, Tables

#: Seconds by which a changed first figure goes ahead of the rest of the page. The browser collects what
#: arrives within 10 ms and lays it out in one go; a figure that arrives alone is drawn about 50 ms
#: sooner, and the rest would have waited for its drawing anyway.
_HEAD_START = 0.045
#: Set by a press whose figure the browser has already drawn: nothing needs to go ahead of anything.
AHEAD = "drawn ahead"


#: Height of the banner of an earlier day and of the bar of a story, and the width up to which a page is laid
#: out for a phone, in px.
_BANNER, _STORY, _PHONE_WIDTH = 36, 124, 700


def mode() -> Mode:
    """Give the mode the reader's browser shows."""
    return Mode.DARK if st.context.theme.type == "dark" else Mode.LIGHT


@dataclass(frozen=True)
class Place:
    """Where and how a figure stands on a page; `sought` is the one that the link points to."""

    id: str
    canvas: Canvas
    options: tuple[tuple[str, str], ...]
    order: int = 0
    sought: bool = False


@lru_cache(maxsize=8)
def _built(tables: Tables, selection: Selection, place: Place) -> Exhibit:
    return build(place.id, tables, selection, canvas=place.canvas, options=dict(place.options))


@lru_cache(maxsize=96)
def message(tables: Tables, selection: Selection, place: Place) -> bytes:
    """Write an exhibit as the JSON that the browser draws; built once for all sessions.

    Bytes go through Streamlit as they are; a dictionary would be written twice and walked once.
    Only they are kept: the chart as Python objects takes ten times their memory.
    """
    made = build(place.id, tables, selection, canvas=place.canvas, options=dict(place.options))
    data = {
        "id": made.id,
        "title": made.title,
        "subtitle": made.subtitle,
        "key": [_key_entry(item) for item in made.key],
        "chart": made.chart,
        "source": made.sources.text(),
        "note": made.remark,
        "alt": made.alt,
        "footer": made.footer,
        "link": made.link,
        "template": f"app/static/template-{place.canvas.mode}.json",
        "order": place.order,
        "sought": place.sought,
    }
    return json.dumps(data, separators=(",", ":"), allow_nan=False).encode()


def _place(id: str, width: int, height: int, order: int, options: Mapping[str, str] | None) -> Place:
    view = views.current()
    given = {"event": view.event, **view.options, **(options or {})}
    known = {key: value for key, value in given.items() if key in EXHIBITS[id].options}
    sought = view.options.get("exhibit") == id
    return Place(id, Canvas(width, height, mode()), tuple(sorted(known.items())), order, sought)


def exhibit(id: str, *, width: int, height: int) -> Exhibit:
    """Build an exhibit of the current view for a place of `width` × `height` px on the page."""
    return _built(dataset(), views.current().selection, _place(id, width, height, 0, None))


@lru_cache(maxsize=96)
def _height(tables: Tables, selection: Selection, place: Place) -> int:
    made = build(place.id, tables, selection, canvas=place.canvas, options=dict(place.options))
    return int(made.chart["layout"]["height"])


def picture_height(id: str, *, width: int, room: int) -> int:
    """Give the px that the picture of an exhibit takes of a `room`, at most; measured once for all sessions."""
    return _height(dataset(), views.current().selection, _place(id, width, room, 0, None))


def show(
    id: str,
    *,
    width: int,
    height: int,
    order: int = 0,
    options: Mapping[str, str] | None = None,
    on_focus: Callable[[str], None] = views.open_focus,
) -> None:
    """Draw an exhibit with its menu; those with a higher `order` are drawn some frames later."""
    tables, selection, place = dataset(), views.current().selection, _place(id, width, height, order, options)
    sent = message(tables, selection, place)
    with st.container(key=f"exhibit-{id}"):
        draw_exhibit(sent, key=f"figure-{id}", on_focus=on_focus)
        if order == 0 and _changed(id, sent) and not st.session_state.pop(AHEAD, False):
            time.sleep(_HEAD_START)
        menu(id, partial(_built, tables, selection, place), dict(place.options))
    places().append(place)


def figure_height(*, tall: int, phone: int, width: int) -> int:
    """Give a figure's height in px such that a screen of 1440 × 900 shows its whole frame.

    The banner of an earlier day and the bar of a story take their part of the screen.
    """
    if width <= _PHONE_WIDTH:
        return phone
    view = views.current()
    return tall - (_BANNER if view.selection.known_on else 0) - (_STORY if view.options.get(STORY) else 0)


def places() -> list[Place]:
    """Give the places filled in this run, in their order on the page."""
    found: list[Place] = st.session_state.setdefault("places", [])
    return found


def _changed(id: str, sent: bytes) -> bool:
    shown: dict[str, int] = st.session_state.setdefault("shown", {})
    before = shown.get(id)
    shown[id] = hash(sent)
    return before is not None and before != shown[id]


def _key_entry(item: KeyItem) -> list[str | int | bool]:
    if item.glyph is None:
        return [item.label, "", 0, 0, item.rule]
    return [item.label, item.glyph.uri, item.glyph.width, item.glyph.height, item.rule]


def menu(id: str, built: Callable[[], Exhibit], options: Mapping[str, str] | None = None) -> None:
    """Draw the menu of an exhibit: its picture in the sizes and formats, its rows as a table and as CSV.

    `options` are those it is drawn with, where they are others than the view's.
    """
    # The content is made only while the menu is open: closed menus cost no messages on a rerun.
    opened = st.popover("···", key=f"menu-{id}", on_change="rerun")
    if not opened.open:
        return
    made = built()
    with opened:
        view = views.current()
        picture_form(made, {"event": view.event, **view.options} if options is None else options, shown=mode())
        st.download_button(
            "Rows as CSV",
            data=lambda: table_csv(made),
            file_name=f"tumen-watch-{made.id}-{made.version}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"csv-{made.id}",
            width="stretch",
        )
        if st.button("Rows as a table", key=f"rows-{made.id}", width="stretch"):
            _table(made)


@st.dialog("Rows behind the figure", width="large")
def _table(made: Exhibit) -> None:
    st.text(made.title)
    if made.rows.empty:
        st.text("No rows match the filters.")
    else:
        st.dataframe(made.rows, hide_index=True, width="stretch", height=520, placeholder="–")
    st.text(f"{made.sources.text(origins=99, publications=99)}\n{made.footer}")
