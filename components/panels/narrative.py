"""Stories: a button that lists them, the bar of the open one, and the turn to the page of its step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from streamlit.navigation.page import Page

from components.content.narrative import RETURN, story_bar, story_list
from components.exhibits.link import STEP, STORY, View, bare_story, narratives, story_view
from components.panels import view as views
from components.panels.browser import draw_story, draw_tree
from components.panels.dataset import dataset
from components.panels.frame import mode
from data import Tables
from data.narratives import NarrativeStep

#: Paths of the pages on which no story has a step.
_WITHOUT = ("data", "method")
_BUTTON = "filter-stories"
_TURN = "turn to page"


def stories_button(tables: Tables) -> None:
    """Draw the button that lists the stories, on the pages that they lead through."""
    if views.current_page() in _WITHOUT:
        return
    opened = st.popover("Stories", key=_BUTTON, on_change="rerun")
    if not opened.open:
        return
    view = views.current()
    node = story_list(
        tables, tuple(narratives(tables).values()), mode(),
        known_on=view.selection.known_on, open_id=view.options.get(STORY, ""),
    )  # fmt: skip
    with opened:
        draw_tree(node, key="stories", on_focus=_open_story)


def show_story(tables: Tables) -> None:
    """Draw the bar of the open story, if one is open."""
    view = views.current()
    story = view.options.get(STORY, "")
    if not story:
        return
    number = int(view.options[STEP])
    node = story_bar(
        tables, narratives(tables)[story], number, mode(),
        known_on=view.selection.known_on, at_step=_at_step(tables, view),
    )  # fmt: skip
    with st.container(key="story"):
        draw_story(node, key="story-bar", on_focus=_follow)


def turn_page(tables: Tables, pages: Mapping[str, Page]) -> None:
    """Switch to the page of the step that was just asked for, by a button or by a link that names no more."""
    view = views.current()
    asked = st.session_state.pop(_TURN, False) or bare_story(
        {key: str(st.query_params[key]) for key in st.query_params}
    )
    if not asked or not view.options.get(STORY):
        return
    path = _step(tables, view).page.path
    if path != views.current_page() and path in pages:
        st.switch_page(pages[path], query_params=views.carry_query())


def _open_story(focus: str) -> None:
    kind, _, story = focus.partition(":")
    if kind == "story":
        st.session_state[_BUTTON] = False
        _go(story, 1)


def _follow(focus: str) -> None:
    """Follow a press in the bar: to a step, back to the view of this one, or out of the story."""
    options = views.current().options
    if focus == "close":
        views.change(options={key: value for key, value in options.items() if key not in (STORY, STEP)})
    elif options.get(STORY):
        number = focus.removeprefix("step:")
        _go(options[STORY], int(options[STEP] if focus == RETURN else number))


def _go(story: str, number: int) -> None:
    view = story_view(dataset(), story, number, views.current().selection.known_on)
    views.change(event=view.event, options=view.options, selection=vars(view.selection))
    st.session_state[_TURN] = True


def _step(tables: Tables, view: View) -> NarrativeStep:
    return narratives(tables)[view.options[STORY]].steps[int(view.options[STEP]) - 1]


def _at_step(tables: Tables, view: View) -> bool:
    """Tell whether the page shows what the step opens; the as-known-on day is the reader's own."""
    step = _step(tables, view)
    told = story_view(tables, view.options[STORY], int(view.options[STEP]), view.selection.known_on)
    return step.page.path == views.current_page() and replace(view, notices=()) == replace(told, notices=())
