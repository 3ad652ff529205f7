"""The rows behind a clicked tile, flow or metric, as a table under the picture; the choice travels in the link."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from components.panels import view as views
from components.panels.dataset import dataset
from data import Tables
from data.flows import Behind, rows_behind
from data.ledger import metric_labels
from data.row_words import DAYS, NUMBERS, valued, worded
from data.tiles import tiles
from data.wording import counted

OPTION = "rows"
#: What an empty cell shows: nothing is known, which is not zero.
NO_VALUE = "–"
#: Room for a number in words, px: the browser would measure the bare value.
_WIDE = 110


def open_rows(focus: str) -> None:
    """Follow a click: a tile, flow or metric opens its rows, an event its card."""
    kind = focus.partition(":")[0]
    if kind in ("headline", "metric", *Behind):
        views.change_option(OPTION, focus, default="")
    else:
        views.open_focus(focus)


def rows_panel() -> None:
    """Draw the table of rows behind the opened tile, flow or metric, if one is open."""
    focus = views.current().options.get(OPTION, "")
    if not focus:
        return
    title, name, frame = _behind(dataset(), focus)
    with st.container(key="rows-panel"):
        left, right = st.columns([0.9, 0.1], vertical_alignment="center")
        left.text(f"{title}: {counted(len(frame), 'row')}")
        right.button("Close", key="rows-close", on_click=views.change_option, args=(OPTION, ""),
                     kwargs={"default": ""}, width="stretch")  # fmt: skip
        _draw(dataset(), name, frame)


def _behind(tables: Tables, focus: str) -> tuple[str, str, pd.DataFrame]:
    kind, _, id = focus.partition(":")
    selection = views.current().selection
    if kind == "headline":
        tile = next(tile for tile in tiles(tables, selection.known_on) if tile.code == id)
        frame: pd.DataFrame = getattr(tables, tile.table)
        return f"Behind “{tile.label}”", tile.table, frame[frame[frame.columns[0]].isin(tile.ids)]
    if kind == "metric":
        claims = selection.apply(tables).claims
        told = claims[claims["metric"] == id].sort_values(["as_of", "said_on", "claim_id"])
        return f"{metric_labels(tables)[id]}, under the filters", "claims", told
    name, told = rows_behind(tables, selection.apply(tables).flows, focus)
    return f"{name}, under the filters", "flows", told


def _draw(tables: Tables, name: str, frame: pd.DataFrame) -> None:
    shown = worded(tables, name, frame)
    numbers = {h: st.column_config.NumberColumn(alignment="right", width=_WIDE) for h in NUMBERS if h in shown}
    link = {"Link": st.column_config.LinkColumn(display_text="open")}
    st.dataframe(in_words(valued(name, frame, shown), shown), hide_index=True, width="stretch",
                 placeholder=NO_VALUE, column_config={**numbers, **link})  # fmt: skip


def in_words(values: pd.DataFrame, shown: pd.DataFrame) -> Styler:
    """Show days and numbers in the words of `shown`, while a click on a heading still sorts by what they stand for."""
    styler = values.style
    for heading in (*NUMBERS, *DAYS):
        if heading in shown:
            words = shown[heading].dropna()
            for text, cells in words.groupby(words):
                styler = styler.format(partial(_said, str(text)), subset=(cells.index, [heading]))
    return styler


def _said(text: str, _value: object) -> str:
    return text
