"""Shows exhibits: one component draws frame and chart, one menu takes them out as files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from typing import Any

import streamlit as st

from components.briefing import NoBrowser, Picture, Size, find_browser, render, table_csv
from components.exhibits.contract import Canvas, Exhibit
from components.exhibits.link import View
from components.exhibits.register import build
from components.panels import view as views
from components.panels.browser import draw_exhibit
from components.panels.dataset import assets, dataset
from components.theme import Mode
from data import Selection, Tables


def mode() -> Mode:
    """Give the mode the reader's browser shows."""
    return Mode.DARK if st.context.theme.type == "dark" else Mode.LIGHT


@lru_cache(maxsize=48)
def _built(
    id: str, tables: Tables, selection: Selection, canvas: Canvas, options: tuple[tuple[str, str], ...]
) -> Exhibit:
    return build(id, tables, selection, canvas=canvas, options=dict(options))


def exhibit(id: str, *, width: int, height: int, options: Mapping[str, str] | None = None) -> Exhibit:
    """Build an exhibit of the current view for a place of `width` × `height` px on the page."""
    view = views.current()
    given = {"event": view.event, **view.options, **(options or {})}
    return _built(id, dataset(), view.selection, Canvas(width, height, mode()), tuple(sorted(given.items())))


def show(
    id: str,
    *,
    width: int,
    height: int,
    order: int = 0,
    options: Mapping[str, str] | None = None,
    on_focus: Callable[[str], None] = views.open_focus,
) -> Exhibit:
    """Draw an exhibit with its menu; those with a higher `order` are drawn some frames later."""
    made = exhibit(id, width=width, height=height, options=options)
    with st.container(key=f"exhibit-{id}"):
        draw_exhibit(frame_data(made, order=order), key=f"figure-{id}", on_focus=on_focus)
        menu(made)
    return made


def frame_data(made: Exhibit, *, order: int = 0, chart: bool = True) -> dict[str, Any]:
    """Write an exhibit as the plain data that the browser draws."""
    key = [_key_entry(item) for item in made.key]
    note = " ".join(part for part in (f"Note: {made.note}" if made.note else "", made.credit) if part)
    data: dict[str, Any] = {
        "title": made.title,
        "subtitle": made.subtitle,
        "key": key,
        "chart": made.chart if chart else None,
        "source": made.sources.text(),
        "note": note,
        "alt": made.alt,
        "footer": made.footer,
        "link": made.link,
        "plotly": assets().plotly_url,
        "template": f"app/static/template-{made.canvas.mode}.json",
        "order": order,
    }
    data["revision"] = hashlib.sha1(repr(data).encode(), usedforsecurity=False).hexdigest()[:12]
    return data


def _key_entry(item: Any) -> list[Any]:
    if item.glyph is None:
        return [item.label, "", 0, 0, item.rule]
    return [item.label, item.glyph.uri, item.glyph.width, item.glyph.height, item.rule]


def menu(made: Exhibit) -> None:
    """Draw the menu of an exhibit: its picture for a slide, its rows as a table and as CSV."""
    # The content is made only while the menu is open: closed menus cost no messages on a rerun.
    opened = st.popover("···", key=f"menu-{made.id}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        _pictures(made)
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


def _pictures(made: Exhibit) -> None:
    view = views.current()
    trouble = _browser_trouble()
    if trouble:
        st.text(trouble)
        return
    for shade in Mode:
        st.download_button(
            f"PNG for a slide, 1600 × 900, {shade}",
            data=partial(_still, made, view, shade),
            file_name=f"tumen-watch-{made.id}-{made.version}{'-dark' if shade is Mode.DARK else ''}.png",
            mime="image/png",
            on_click="ignore",
            key=f"png-{made.id}-{shade}",
            width="stretch",
        )


@cache
def _browser_trouble() -> str:
    try:
        find_browser()
    except NoBrowser as missing:
        return str(missing)
    return ""


def _still(made: Exhibit, view: View, shade: Mode) -> bytes:
    options = {"event": view.event, **view.options}
    return render(made.id, dataset(), view.selection, size=Size.SLIDE, mode=shade, options=options, format=Picture.PNG)


@st.dialog("Rows behind the figure", width="large")
def _table(made: Exhibit) -> None:
    st.text(made.title)
    if made.rows.empty:
        st.text("No rows match the filters.")
    else:
        st.dataframe(made.rows, hide_index=True, width="stretch", height=520)
    st.text(f"{made.sources.text(origins=99, publications=99)}\n{made.footer}")
