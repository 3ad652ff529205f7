"""Trade: who sends what, by commodity and direction, and turnover by year."""

from functools import partial

import streamlit as st

from components.content.reconciled import reconciliation
from components.exhibits.beside_rows import Beside
from components.exhibits.trade import PANEL
from components.exhibits.trade_months import What
from components.exhibits.trade_periods import BEFORE, FIRST, SECOND
from components.panels import view as views
from components.panels.browser import draw_tree, viewport_width
from components.panels.card import beside_card, card_places, show_card
from components.panels.controls import choice, years_choice
from components.panels.dataset import dataset
from components.panels.frame import figure_height, mode, show
from components.panels.rows import rows_panel
from components.panels.shell import heading
from components.panels.timeline_tools import follow as open_focus
from data.flows import Panel
from data.query import DEFAULT_FROM
from data.reconciled import not_compared, reconciled
from data.year_spans import known_years

#: Where the last click was made: the rows that it asks for open below that part of the page.
CLICKED = "trade-clicked"
#: Heights of the flow figure on a screen and on a phone, in px; a unit with few figures needs less.
HEIGHTS = {Panel.KNOWN: (544, 1040), Panel.USD: (460, 920), Panel.TONNES: (520, 1000)}


def follow(place: str, focus: str) -> None:
    """Open what a click asks for, and remember in which part of the page it was made."""
    st.session_state[CLICKED] = place
    open_focus(dataset(), focus)


def figure(id: str, *, tall: int, phone: int, order: int, wide: int | None = None) -> None:
    """Draw a figure with the rows or, where it cannot stand beside it, the card that it opened below it."""
    height = figure_height(tall=tall, phone=phone, width=width)
    show(id, width=wide or width, height=height, order=order, on_focus=partial(follow, id))


def opened(*places: str) -> None:
    """Draw the rows or the card that one of these parts of the page asked for."""
    if st.session_state.get(CLICKED, "trade-flows") in places:
        rows_panel()
        if not beside:
            show_card()
    st.space("small")


def years() -> None:
    """Draw what changes all series by year: how far back they go, the scale, and the events beneath."""
    begin = views.current().selection.date_from
    label, turned = ("Since 2022", DEFAULT_FROM) if begin is None else ("All years since 1999", None)
    back, axis, events = st.columns([0.24, 0.24, 0.52], vertical_alignment="bottom")
    change = {"selection": {"date_from": turned}}
    back.button(label, key="trade-since", width="stretch", on_click=views.change, kwargs=change)
    with axis:
        choice("axis", {"linear": "From zero", "log": "Log scale"}, label="Scale")
    with events:
        choice("events", {"shown": "Shown", "none": "Hidden"}, label="Sanctions, openings and agreements")


def periods() -> None:
    """Draw the choice of the two periods compared: spans of years, the second one may be the chosen dates."""
    known = known_years(tables)
    spanned = range(known[0], known[-1] + 1)
    one, two, _ = st.columns([0.3, 0.3, 0.4], gap="medium") if width > 700 else (st.container(), st.container(), None)
    with one:
        years_choice(FIRST, spanned, BEFORE, label="Compare the years from")
    with two:
        years_choice(SECOND, spanned, None, label="with those from", none="the chosen dates")


tables = dataset()
width, beside = beside_card(viewport_width())
flows = views.current().selection.apply(tables).flows
column, card, _ = card_places(viewport_width())
with column:
    heading(
        "Trade", "what is known to go which way, and what is said of its size; totals are never added to their parts"
    )
    panel = Panel(choice(PANEL, {panel.value: panel.label for panel in Panel}, label="Show"))
    tall, phone = HEIGHTS.get(panel, (400, 620))
    figure("trade-flows", tall=tall, phone=phone, order=0)
    opened("trade-flows")
    figure("oil-cap", tall=520, phone=620, order=1)
    opened("oil-cap")
    years()
    figure("turnover", tall=500, phone=560, order=2)
    opened("turnover")
    choice("months", {what.value: what.label for what in What}, label="By month")
    figure("trade-months", tall=500, phone=620, order=3)
    opened("trade-months")
    choice("beside", {form.value: form.label for form in Beside}, label="China beside Russia as")
    figure("china-beside-russia", tall=500, phone=700, order=4)
    opened("china-beside-russia")
    periods()
    half = width if width < 1000 else (width - 28) // 2
    one, two = st.columns(2, gap="medium") if half < width else (st.container(), st.container())
    with one:
        figure("trade-periods", tall=320, phone=460, order=5, wide=half)
    with two:
        figure("rival-figures", tall=320, phone=560, order=6, wide=half)
    opened("trade-periods", "rival-figures")
    node = reconciliation(tables, reconciled(tables, flows), not_compared(tables, flows), mode())
    draw_tree(node, key="reconciled", on_focus=partial(follow, "parts"))
    opened("parts")
if beside:
    with card:
        show_card()
