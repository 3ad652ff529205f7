"""The dataset of this process: loaded once, shared by every session, never changed."""

from __future__ import annotations

import gc

import streamlit as st

from components.assets import Assets, ensure_assets
from data import Tables, load_tables


@st.cache_resource(show_spinner=False)
def dataset() -> Tables:
    """Load the tables once a process; raises DamagedData when they cannot be trusted."""
    return load_tables()


@st.cache_resource(show_spinner=False)
def assets() -> Assets:
    """Make what the browser fetches, once a process, and take the libraries out of later collections.

    Without the freeze each collection walks pandas and plotly and holds back finished messages.
    """
    made = ensure_assets()
    gc.collect()
    gc.freeze()
    return made
