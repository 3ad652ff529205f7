"""Positions: who said what when, by party, with what experts make of it and sanctions by issuer."""

import streamlit as st

from components.content.thread_list import thread_list
from components.exhibits.positions import publications_of, speaker_of_options, spoken, topic_of
from components.panels import view as views
from components.panels.browser import draw_tree, viewport_width
from components.panels.card import beside_card, card_places, show_card
from components.panels.controls import choice
from components.panels.dataset import dataset
from components.panels.frame import figure_height, mode, show
from components.panels.shell import heading
from data.positions import RULE, Speaker, Topic

tables, view = dataset(), views.current()
width, _ = beside_card(viewport_width())
topic, speaker = topic_of(view.options), speaker_of_options(view.options)

heading("Positions", "who said what when, on the day it became public; a mark says that it was said, not that it is so")
with st.container(key="positions-choices", horizontal=True):
    choice("topic", {term: term.label for term in Topic}, label="Topic")
    choice("speaker", {"": "All", **{term: term.label for term in Speaker}}, label="Party")
first, card, rest = card_places(viewport_width())
with first:
    tall, phone = (300, 320) if speaker else (490, 620)
    show("positions", width=width, height=figure_height(tall=tall, phone=phone, width=width))
with card:
    show_card()
with rest:
    show("assessments", width=width, height=figure_height(tall=520, phone=1700, width=width), order=1)
    show("sanctions", width=width, height=figure_height(tall=520, phone=620, width=width), order=2)
    rows = view.selection.apply(tables)
    said = spoken(tables, view.selection, topic, speaker, rows)[0]
    whom = speaker.label if speaker else "all parties"
    order = choice("list", {"": "In order of time", "party": "By party"}, label="List")
    node = thread_list(
        said,
        publications_of(tables, view.selection.known_on, said),
        mode(),
        heading=f"{topic.label}, as said by {whom}",
        by_party=order == "party",
        empty=f"No statement on {topic.words} passes all filters.",
        rule=RULE,
    )
    draw_tree(node, key="positions-list", on_focus=views.open_focus)
