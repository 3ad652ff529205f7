"""The two browser-side components: an exhibit that keeps its chart, and a safe tree of elements."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import streamlit as st

from components.assets import plotly_url
from components.theme import STATIC_FOLDER

#: What the browser fetches once and keeps until it changes: the script, and the sheets that it links.
_FETCHED = (
    "js/tumen.js",
    "js/keyboard.js",
    "js/press.js",
    "js/timeline.js",
    "js/player.js",
    "js/player-map.js",
    "js/player-strip.js",
    "js/points.js",
    "js/points-picture.js",
    "css/page.css",
    "css/content.css",
)
_VIEWPORT_KEY = "viewport"
#: Content width of the page grid at 1440 px and above.
_FULL_WIDTH = 1360
_STAMP = hashlib.sha256(b"".join((STATIC_FOLDER / name).read_bytes() for name in _FETCHED)).hexdigest()[:10]


def component(name: str) -> Any:
    """Make the component that the function `name` of our script draws; called once, when a module is loaded."""
    # Inline script below 10 kB is sent again on every rerun, so only a stub stands here; it must
    # be multi-line or it is read as a file path.
    return st.components.v2.component(
        f"tumen_{name}",
        html='<div class="tw-host"></div>',
        isolate_styles=False,
        js=f"""
const module = import(new URL("app/static/js/tumen.js?{_STAMP}&plotly={plotly_url()}", document.baseURI));
export default async argument => (await module).{name}(argument);
""",
    )


_EXHIBIT = component("exhibit")
_TREE = component("tree")
_STORY = component("story")
_VIEWPORT = component("viewport")
_AHEAD = component("ahead")


def draw_exhibit(message: bytes, *, key: str, on_focus: Callable[[str], None]) -> None:
    """Draw an exhibit's frame and chart; a click calls `on_focus` with "kind:id"."""
    _EXHIBIT(key=key, data=message, on_focus_change=lambda: _forward(key, on_focus))


def draw_tree(node: Any, *, key: str, on_focus: Callable[[str], None]) -> None:
    """Draw a tree of elements (components.content.tree); buttons in it call `on_focus`."""
    _TREE(
        key=key, data=json.dumps(node, separators=(",", ":")).encode(), on_focus_change=lambda: _forward(key, on_focus)
    )


def draw_story(node: Any, *, key: str, on_focus: Callable[[str], None]) -> None:
    """Draw the bar of a story: a tree that keeps the keyboard on the button pressed, over a change of page too."""
    _STORY(
        key=key, data=json.dumps(node, separators=(",", ":")).encode(), on_focus_change=lambda: _forward(key, on_focus)
    )


def send_ahead(watch: str, figures: dict[str, list[str]]) -> None:
    """Send the messages that each figure (by id) shows when the first, second … watched button is pressed."""
    _AHEAD(key="ahead", data=json.dumps({"watch": watch, "figures": figures}).encode())


def viewport_width() -> int:
    """Give the content width in px that the browser reported, 1360 before it has."""
    seen = st.session_state.get(_VIEWPORT_KEY) or {}
    return int(seen.get("width") or _FULL_WIDTH)


def is_measured() -> bool:
    """Whether the browser has reported its content width yet."""
    return bool((st.session_state.get(_VIEWPORT_KEY) or {}).get("width"))


def watch_viewport() -> None:
    """Let the browser report its content width, so that figures are drawn for it."""
    _VIEWPORT(key=_VIEWPORT_KEY, data={"width": viewport_width()}, on_width_change=lambda: None)


def _forward(key: str, on_focus: Callable[[str], None]) -> None:
    focus = (st.session_state.get(key) or {}).get("focus")
    if focus:
        on_focus(str(focus))
