"""A reader's own points on the Map page: taken in, kept in this session's memory, drawn on a map of their own.

Nothing of them reaches the link, a count, a title, an exhibit or a file; they are gone with the session.
"""

from __future__ import annotations

import streamlit as st

from components.content.tree import Node, h
from components.exhibits.contract import Canvas
from components.exhibits.routes_map import CREDIT
from components.maps.point_layer import (
    filters_of,
    heading,
    map_message,
    point_message,
    reach,
    reading_notes,
)
from components.maps.scene import scene
from components.maps.views import view_of
from components.panels import view as views
from components.panels.browser import component, draw_tree
from components.panels.dataset import dataset
from components.panels.frame import mode
from data.feed import MAX_BYTES, MAX_ROWS, Column, Feed, UnusableFeed, read_feed, shown
from data.feed_columns import ALSO
from data.wording import counted, number

_FEED = component("feed")
_POINTS = component("points")
#: Where the session keeps the feed, its message, and what was wrong with the last file.
_OWN, _SENT, _TROUBLE = "own-points", "own-points-sent", "own-points-trouble"
_FILE, _KIND = "own-points-file", "own-points-kind"
#: A file with more kinds than this is not asked about them: such a column is a name, not a kind.
_KINDS = 30
_ALL = "All kinds"


def feed_button() -> None:
    """Draw the button behind which a reader's file is taken in, or given up."""
    own = _own()
    words = f"Your points: {number(len(own))}" if own else "Your own points"
    opened = st.popover(words, key="own-points-menu", on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.file_uploader(
            f"A CSV file, at most {MAX_BYTES // 1024**2} MB and {number(MAX_ROWS)} rows",
            type="csv", key=_FILE, on_change=_take_in, max_upload_size=MAX_BYTES // 1024**2,
        )  # fmt: skip
        draw_tree(_advice(st.session_state.get(_TROUBLE, ())), key="own-points-advice", on_focus=lambda focus: None)
        if own and st.button("Remove your points", key="own-points-remove", width="stretch"):
            _forget()
            st.rerun()


def show_feed(*, width: int, height: int) -> None:
    """Draw a reader's points over the map of the current view, where a file has been taken in."""
    own = _own()
    if own is None:
        return
    selection = views.current().selection
    shown_view, _ = view_of(views.current().options.get("view", ""))
    with st.container(key="own-points", gap=None):
        kind = str(st.session_state.get(_KIND, _ALL))
        kind = kind if kind in own.kinds and _sorted_by_kind(own) else ""
        count = shown(own, selection.date_from, selection.date_to, kind)
        head = h(
            "section",
            h("h3", heading(own, count), cls="tw-title"),
            h("p", reach(own, count, selection), cls="tw-subtitle"),
            cls="tw-exhibit",
        )
        draw_tree(head, key="own-points-head", on_focus=lambda focus: None)
        _kind_choice(own)
        _FEED(key="own-points-data", data=st.session_state[_SENT])
        drawn = scene(dataset(), selection, shown_view)
        sent = map_message(drawn, Canvas(width, height, mode()), filters_of(own, selection, kind))
        _POINTS(key="own-points-map", data=sent)
        draw_tree(_foot(own), key="own-points-foot", on_focus=lambda focus: None)


def _own() -> Feed | None:
    own: Feed | None = st.session_state.get(_OWN)
    return own


def _take_in() -> None:
    """Read the file that was chosen; one that cannot be used leaves what was there before."""
    file = st.session_state.get(_FILE)
    st.session_state[_TROUBLE] = ()
    if file is None:
        return
    try:
        own = read_feed(file.name, file.getvalue())
    except UnusableFeed as unusable:
        st.session_state[_TROUBLE] = tuple(str(problem) for problem in unusable.problems)
        return
    st.session_state[_OWN], st.session_state[_SENT] = own, point_message(own)
    st.session_state.pop(_KIND, None)


def _forget() -> None:
    for key in (_OWN, _SENT, _TROUBLE, _KIND):
        st.session_state.pop(key, None)


def _sorted_by_kind(own: Feed) -> bool:
    return 1 < len(own.kinds) <= _KINDS


def _kind_choice(own: Feed) -> None:
    """Ask for one kind of point, where the file tells kinds apart."""
    if not _sorted_by_kind(own):
        return
    numbers = {kind: count for kind, count in own.by_number if kind}
    st.selectbox(
        "Kind", [_ALL, *numbers], key=_KIND, width=320, label_visibility="collapsed",
        format_func=lambda kind: f"{kind}: {number(numbers[kind])}" if kind in numbers else kind,
    )  # fmt: skip


def _advice(trouble: tuple[str, ...]) -> Node:
    also = "; ".join(f"{column}: {', '.join(ALSO[column])}" for column in Column)
    refused = [h("p", "The file was not used.", cls="refused"), *(h("p", line) for line in trouble)] if trouble else []
    return h(
        "div",
        *refused,
        h("p", "The first line names the columns: lat and lon, and if you like date, name and kind."),
        h("p", "Dates: 2024-10-08, 2024-10 or 2024. Encoding: UTF-8."),
        h("p", "The points stay in this session’s memory and on this map: in no link, count, title or download."),
        h("details", h("summary", "Other names for the columns"), h("p", also)),
        cls="tw-own-advice",
    )


def _foot(own: Feed) -> Node:
    notes = reading_notes(own)
    source = (
        f"Points: {own.file}, read in this session only; their positions and dates are the file’s, unchecked. "
        f"Routes and movements: this dataset under the filters, drawn as in the map above. {CREDIT}"
    )
    left = f"{counted(own.left_out, 'line')} left out" if own.left_out else "What was not read"
    told = h("details", h("summary", left), *(h("p", note) for note in notes)) if notes else None
    return h("div", h("p", source, cls="tw-source"), told, cls="tw-own-foot")
