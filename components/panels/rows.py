"""The rows behind a clicked tile, flow or metric, as a table under the picture; the choice travels in the link."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.panels import view as views
from components.panels.dataset import dataset
from data import Tables
from data.countries import country_name
from data.flows import Behind, rows_behind
from data.ledger import metric_labels
from data.tiles import tiles
from data.trails import follow_words
from data.vocabulary import AsOfBasis, Basis, ClaimKind, MilestoneStatus, Qualifier, Term
from data.wording import counted

OPTION = "rows"
#: What an empty cell shows: nothing is known, which is not zero.
NO_VALUE = "–"
_COLUMNS: dict[str, dict[str, str]] = {
    "claims": {
        "subject": "Of", "origin": "Origin", "qualifier": "Word", "low": "Lowest", "best": "Number",
        "high": "Highest", "unit": "Unit",
        "scope": "Covers", "kind": "Counts", "as_of": "Speaks of", "as_of_basis": "That day is", "said_on": "Said by",
        "follows": "How it follows",
        "source": "Publication", "reliability": "Grade", "url": "Link", "note": "Note",
    },
    "flows": {
        "exporter": "Sent by", "importer": "Sent to",
        "period_start": "From", "period_end": "To", "commodity": "Commodity", "scope": "Covers",
        "value_usd_low": "USD, lowest", "value_usd_best": "USD", "value_usd_high": "USD, highest",
        "quantity_qualifier": "Word", "quantity": "Quantity", "quantity_unit": "Unit", "basis": "Basis",
        "origin": "Origin", "source": "Publication", "reliability": "Grade", "url": "Link", "note": "Note",
    },
    "projects": {
        "project": "Project", "milestone": "Milestone", "planned_date": "Planned for", "actual_date": "Done on",
        "status": "Status then", "source": "Publication", "reliability": "Grade", "url": "Link", "note": "Note",
    },
}  # fmt: skip
_TERMS: dict[str, type[Term]] = {
    "qualifier": Qualifier, "kind": ClaimKind, "as_of_basis": AsOfBasis, "quantity_qualifier": Qualifier,
    "basis": Basis, "status": MilestoneStatus,
}  # fmt: skip


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
    columns = _COLUMNS[name]
    dates = {
        heading: st.column_config.DateColumn(format="YYYY-MM-DD")
        for column, heading in columns.items()
        if column in frame and pd.api.types.is_datetime64_any_dtype(frame[column])
    }
    link = {"Link": st.column_config.LinkColumn(display_text="open")}
    shown = _readable(tables, frame)[list(columns)].rename(columns=columns)
    told = [heading for heading in shown if not (shown[heading].isna() | (shown[heading] == "")).all()]
    st.dataframe(shown[told], hide_index=True, width="stretch", placeholder=NO_VALUE, column_config={**dates, **link})


def _readable(tables: Tables, frame: pd.DataFrame) -> pd.DataFrame:
    sources = tables.sources[["source_id", "publisher", "reliability", "url"]]
    named = frame.merge(sources.rename(columns={"publisher": "source"}), on="source_id", how="left")
    for column, term in _TERMS.items():
        if column in named:
            named[column] = [term(code).label if code else "" for code in named[column]]
    if "supersedes" in named:
        named["follows"] = [follow_words(tables, claim_id) for claim_id in named["claim_id"]]
    for column in ("subject", "exporter", "importer"):
        if column in named:
            named[column] = named[column].map(country_name)
    if "origin" in named:
        named["origin"] = named["origin"].map(tables.origins.set_index("origin_id")["short_name"])
    if "commodity" in named:
        named["commodity"] = named["commodity"].map(tables.commodities.set_index("commodity")["label"])
    return named
