"""Figures with more rows than a screen has room for: at the height of a screen, or opened to their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from components.panels import view as views
from components.panels.frame import figure_height, picture_height, show

OPTION = "whole"
#: Heights of a picture of which a screen and a phone still show enough, in px.
SCREEN, PHONE = 640, 1500
#: Few rows may stand so much further apart than at their closest.
LOOSE = 1.15
#: A picture without rows says so in its first lines.
_LEAST = 240
#: Px that no list reaches: a list that is given them ends below its last line.
_ENDLESS = 3600


class Height(NamedTuple):
    """Px of a picture, and whether it would need more than a screen has."""

    px: int
    more: bool


def height_of(needed: int, *, screen: int, whole: bool, loose: float = LOOSE) -> Height:
    """Give a picture the height that its rows need, a little more where they are few, a screen's where they are many.

    >>> height_of(500, screen=640, whole=False), height_of(900, screen=640, whole=False)
    (Height(px=575, more=False), Height(px=640, more=True))
    >>> height_of(900, screen=640, whole=True)
    Height(px=900, more=True)
    """
    if needed > screen:
        return Height(needed if whole else screen, more=True)
    return Height(max(min(round(needed * loose), screen), _LEAST), more=False)


def tall_figure(
    id: str,
    needed: int,
    *,
    width: int,
    order: int,
    on_focus: Callable[[str], None],
    tall: int = SCREEN,
    phone: int = PHONE,
    loose: float = LOOSE,
) -> None:
    """Draw a figure that needs so many px; where a screen has fewer, a button under it opens and closes the rest.

    What is opened travels in the link.
    """
    screen = figure_height(tall=tall, phone=phone, width=width)
    height = height_of(needed, screen=screen, whole=_opened(id), loose=loose)
    _draw(id, height, width=width, order=order, on_focus=on_focus)


def tall_list(id: str, *, width: int, order: int, on_focus: Callable[[str], None]) -> None:
    """Draw a list in words, whose picture ends below its last line, as `tall_figure` draws a figure."""
    needed = picture_height(id, width=width, room=_ENDLESS)
    screen = figure_height(tall=SCREEN, phone=PHONE, width=width)
    more = needed > screen
    # A list needs some px more than it takes: it is drawn with room to spare, and ends where it ends.
    height = Height(screen if more and not _opened(id) else _ENDLESS, more)
    _draw(id, height, width=width, order=order, on_focus=on_focus)


def _opened(id: str) -> bool:
    return views.current().options.get(OPTION) == id


def _draw(id: str, height: Height, *, width: int, order: int, on_focus: Callable[[str], None]) -> None:
    opened = _opened(id)
    # The link of a figure says of itself alone that it is opened.
    show(id, width=width, height=height.px, order=order, options=None if opened else {OPTION: ""}, on_focus=on_focus)
    if height.more:
        words = "Show at the height of a screen" if opened else "Show all rows, in full height"
        given = {"key": OPTION, "value": "" if opened else id, "default": ""}
        st.button(words, key=f"{OPTION}-{id}", on_click=views.change_option, kwargs=given)
