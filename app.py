"""Tumen Watch: page list, theme, filter bar and footer; `streamlit run app.py` starts it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.panels import view as views
from components.panels.ahead import build_ahead, stop_building
from components.panels.browser import watch_viewport
from components.panels.dataset import assets, dataset
from components.panels.filters import filter_bar
from components.panels.narrative import show_story, turn_page
from components.panels.shell import bottom_line, damage_report, notices
from data import DamagedData
from data.narratives import load_narratives

HOME = Path(__file__).parent
PAGES = {
    "Overview": ("overview.py", "", "Where things stand: headline numbers, events per month, what is newest."),
    "Timeline": ("timeline.py", "timeline", "Events in lanes, uncertain dates drawn, each leading to its claims."),
    "Map": ("map.py", "map", "Routes between Kursk, Rajin and Vladivostok, and what moved in the chosen dates."),
    "Forces": ("forces.py", "forces", "Soldiers sent, present, planned and lost, by origin; waves, sappers, workers."),
    "Arms": ("arms.py", "arms", "Containers, shells, missiles and guns by origin and stage, and what Russia gave."),
    "Trade": ("trade.py", "trade", "Who sends what, by commodity and direction, and turnover by year."),
    "Ports": (
        "ports.py",
        "ports",
        "Ports, bridge, railways and sea lines: promised, done, late or silent; port by port.",
    ),
    "Partners": ("partners.py", "partners", "DPRK, Iran, China and Belarus side by side, item by item."),
    "Positions": ("positions.py", "positions", "Who said what when: denial, silence, admission; sanctions by issuer."),
    "Data": ("data.py", "data", "Every table, to search and to download."),
    "Method": ("method.py", "method", "Grades, rules, gaps, borders and licences."),
}

# A Material icon as page icon would be fetched from a font server; a file is not.
st.set_page_config(page_title="Tumen Watch", page_icon=str(HOME / "static" / "icon.png"), layout="wide")
pages = {
    path: st.Page(f"pages/{file}", title=title, url_path=path or None, help=words, default=not path)
    for title, (file, path, words) in PAGES.items()
}
page = st.navigation(list(pages.values()), position="top")
try:
    tables = dataset()
    load_narratives(tables)
except DamagedData as damage:
    damage_report(damage)
    st.stop()
assets()
views.open_view(tables, page.url_path)
turn_page(tables, pages)
stop_building()
# The page comes first and fills the place below the bar, so that its first figure is sent at once.
top, told, body = st.container(key="top"), st.container(), st.container(key="body")
with body:
    page.run()
with top:
    filter_bar(tables)
with told:
    notices()
    show_story(tables)
watch_viewport()
views.write_query()
bottom_line(tables)
build_ahead(tables)
