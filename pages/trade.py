"""Trade: who sends what, by commodity and direction, and turnover by year."""

import streamlit as st

from components.panels.browser import viewport_width
from components.panels.frame import show
from components.panels.rows import open_rows, rows_panel
from components.panels.shell import heading

width = viewport_width()
heading("Trade", "what is known to go which way, and what is said of its size; totals are never added to their parts")
show("trade-flows", width=width, height=520 if width > 700 else 700, on_focus=open_rows)
rows_panel()
st.space("small")
show("turnover", width=width, height=400 if width > 700 else 420, order=1, on_focus=open_rows)
