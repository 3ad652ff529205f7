"""Trade: who sends what, by commodity and direction, and turnover by year."""

import streamlit as st

from components.panels.browser import viewport_width
from components.panels.frame import figure_height, show
from components.panels.rows import open_rows, rows_panel
from components.panels.shell import heading

width = viewport_width()
heading("Trade", "what is known to go which way, and what is said of its size; totals are never added to their parts")
show("trade-flows", width=width, height=figure_height(tall=520, phone=700, width=width), on_focus=open_rows)
rows_panel()
st.space("small")
show("turnover", width=width, height=figure_height(tall=400, phone=420, width=width), order=1, on_focus=open_rows)
