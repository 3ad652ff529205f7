"""Tables to look into: one of the dataset's, under the filters or whole, searched and downloaded."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.briefing import plain_csv
from components.panels import view as views
from components.panels.controls import choice
from components.panels.dataset import dataset
from data.wording import day

LABELS = {
    "events": "Events", "claims": "Claims", "flows": "Flows", "projects": "Milestones", "route_status": "Route status",
    "routes": "Routes", "places": "Places", "origins": "Origins", "sources": "Sources", "metrics": "Metrics",
    "commodities": "Commodities",
}  # fmt: skip
FILTERED = ("events", "claims", "flows", "projects", "route_status")
#: Columns that come first; the others follow in the order of the file.
_FIRST = {
    "events": ["date_start", "date_end", "title", "category", "status", "credibility", "direction"],
    "claims": ["as_of", "metric", "low", "best", "high", "qualifier", "unit", "origin", "said_on", "scope"],
    "flows": ["period_start", "period_end", "exporter", "importer", "commodity", "value_usd_best", "quantity",
              "quantity_unit", "basis", "origin"],
    "projects": ["project", "milestone", "planned_date", "actual_date", "status"],
    "sources": ["published", "publisher", "title", "url", "reliability"],
}  # fmt: skip


def pick_table() -> tuple[str, pd.DataFrame, bool]:
    """Draw the choice of table, the filter switch and the search; give name, rows and whether filtered."""
    name = choice("table", LABELS, label="Table")
    tables = dataset()
    left, right = st.columns([0.62, 0.38], vertical_alignment="bottom")
    words = left.text_input(
        "Search in this table", key="table-words", max_chars=200, placeholder="any words, in any column"
    )
    filtered = name in FILTERED and right.toggle("Only rows under the filters", value=True, key="table-filtered")
    frame: pd.DataFrame = getattr(views.current().selection.apply(tables) if filtered else tables, name)
    return name, _matching(_ordered(name, frame), words), filtered


def _ordered(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    first = [column for column in _FIRST.get(name, []) if column in frame]
    return frame[first + [column for column in frame if column not in first]]


def _matching(frame: pd.DataFrame, words: str) -> pd.DataFrame:
    if not words.strip() or frame.empty:
        return frame
    text = frame.astype(str).agg(" ".join, axis=1).str.casefold()
    keep = pd.Series(True, index=frame.index)
    for word in words.casefold().split():
        keep &= text.str.contains(word, regex=False)
    return frame[keep]


def show_table(name: str, frame: pd.DataFrame) -> None:
    """Draw the rows; picking one that belongs to an event opens its card."""
    st.text(f"{len(frame):,} rows of {len(getattr(dataset(), name)):,}".replace(",", "\u2009"))
    if frame.empty:
        st.text("No rows: clear the search, loosen the filters, or switch “Only rows under the filters” off.")
        return
    lists = [str(column) for column in frame if frame[column].map(lambda cell: isinstance(cell, tuple)).all()]
    shown = frame.assign(**{column: frame[column].map("; ".join) for column in lists})
    dates: dict[str, Any] = {
        str(column): st.column_config.DateColumn(format="YYYY-MM-DD") for column in frame.select_dtypes("datetime")
    }
    links = {"url": st.column_config.LinkColumn()} if "url" in frame else {}
    st.dataframe(
        shown, hide_index=True, width="stretch", height=520, key=f"rows-{name}", selection_mode="single-row",
        placeholder="–",
        on_select=lambda: _open(name, frame), column_config={**dates, **links},
    )  # fmt: skip


def _open(name: str, frame: pd.DataFrame) -> None:
    picked = st.session_state[f"rows-{name}"]["selection"]["rows"]
    if picked and "event_id" in frame and picked[0] < len(frame):
        event = str(frame["event_id"].iloc[picked[0]])
        if event:
            views.change(event=event)


def download(name: str, frame: pd.DataFrame, *, filtered: bool) -> None:
    """Offer the rows as CSV that says inside which table, filters, version and cut-off it holds."""
    tables, selection = dataset(), views.current().selection
    about = {
        "Table": LABELS[name],
        "Filters": selection.sentence(tables) if filtered else "none",
        "Rows": str(len(frame)),
        "Data": f"{tables.version}, sources read to {day(tables.cut_off)}",
    }
    st.download_button(
        "Download these rows as CSV", data=lambda: plain_csv(frame, about), on_click="ignore", mime="text/csv",
        file_name=f"tumen-watch-{name}-{tables.version}.csv", key="table-csv",
    )  # fmt: skip
