"""The picture of a figure to take away: size, format and ground in one small form, one button."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial

import streamlit as st

from components.briefing import NoBrowser, Picture, Size, find_browser, render
from components.exhibits.contract import Exhibit
from components.panels import view as views
from components.panels.dataset import dataset
from components.theme import Mode
from data import Selection

#: What a file of a format is to a browser.
_KINDS = {Picture.PNG: "image/png", Picture.SVG: "image/svg+xml", Picture.PDF: "application/pdf"}
#: The last choice of the session: whoever takes ten figures for one document chooses once.
_CHOSEN = "picture-choice"
_Choice = tuple[Size, Picture, Mode]


def picture_form(made: Exhibit, options: Mapping[str, str], *, shown: Mode) -> None:
    """Ask for size, format and ground of a figure's picture, and offer it; drawn only on the press.

    `options` are those that the figure is drawn with on the page, `shown` the ground it stands on.
    """
    trouble = _browser_trouble()
    if trouble:
        st.text(trouble)
        return
    size, format, ground = _choice(made.id, shown)
    st.download_button(
        f"Download the {str(format).upper()}",
        data=partial(_still, made.id, views.current().selection, options, (size, format, ground)),
        file_name=file_name(made, (size, format, ground)),
        mime=_KINDS[format],
        on_click="ignore",
        key=f"picture-{made.id}",
        type="primary",
        width="stretch",
    )


def file_name(made: Exhibit, chosen: _Choice) -> str:
    """Name the file after figure and data version, and after size and ground where they are not the usual."""
    size, format, ground = chosen
    parts = ["" if size is Size.SLIDE else str(size), "" if ground is Mode.LIGHT else str(ground)]
    return f"{'-'.join(['tumen-watch', made.id, made.version, *filter(None, parts)])}.{format}"


def _choice(id: str, shown: Mode) -> _Choice:
    size, format, ground = st.session_state.get(_CHOSEN, (Size.SLIDE, Picture.PNG, shown))
    picked = st.selectbox(
        "Picture", list(Size), index=list(Size).index(size), format_func=lambda one: Size(one).label, key=f"size-{id}"
    )
    with st.container(horizontal=True, key=f"picture-ways-{id}"):
        format = st.segmented_control(
            "Format", list(Picture), default=format, required=True, key=f"format-{id}",
            format_func=lambda one: str(one).upper(), label_visibility="collapsed",
        )  # fmt: skip
        ground = st.segmented_control(
            "Ground", list(Mode), default=ground, required=True, key=f"ground-{id}",
            format_func=lambda one: str(one).capitalize(), label_visibility="collapsed",
        )  # fmt: skip
    chosen = Size(picked or Size.SLIDE), Picture(format or Picture.PNG), Mode(ground or Mode.LIGHT)
    st.session_state[_CHOSEN] = chosen
    return chosen


def _still(id: str, selection: Selection, options: Mapping[str, str], chosen: _Choice) -> bytes:
    size, format, ground = chosen
    return render(id, dataset(), selection, size=size, mode=ground, options=options, format=format)


@cache
def _browser_trouble() -> str:
    try:
        find_browser()
    except NoBrowser as missing:
        return str(missing)
    return ""
