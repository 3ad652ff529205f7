"""Data: every table, searchable, under the filters or whole, with the filters named in the download."""

import streamlit as st

from components.panels.browser import viewport_width
from components.panels.card import show_card
from components.panels.shell import heading
from components.panels.tables import download, pick_table, show_table
from components.panels.view import current

heading("Data", "the rows behind every figure; a click on a row opens its event")
name, frame, filtered = pick_table()
beside = bool(current().event) and viewport_width() >= 1100
table, card = st.columns([1, 0.45], gap="medium") if beside else (st.container(), st.container())
with table:
    show_table(name, frame)
    download(name, frame, filtered=filtered)
with card:
    show_card()
