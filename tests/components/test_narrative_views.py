"""Narratives on the screen: every step's view can be opened, and nothing is told before it was public."""

from __future__ import annotations

import ast
from datetime import date, timedelta

import pytest

from components.content.narrative import story_bar, story_list
from components.content.tree import text_of, walk
from components.exhibits.link import read_query, story_view
from components.theme import Mode
from data import Tables, load_tables
from data.narratives import Narrative, Page, load_narratives, not_public
from tests.serving import ROOT

STORIES = load_narratives(load_tables())
STEPS = [(story, number) for story in STORIES for number in range(1, len(story.steps) + 1)]
NAMES = [f"{story.id}-{number}" for story, number in STEPS]


def app_paths() -> set[str]:
    """Give the paths of the pages that the application lists."""
    tree = ast.parse((ROOT / "app.py").read_text("utf-8"))
    pages = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "PAGES"
    )
    return {path for _, path, _ in ast.literal_eval(pages).values()}


def test_a_step_may_open_every_page_that_figures_stand_on() -> None:
    assert {page.path for page in Page} == app_paths() - {"data", "method"}


@pytest.mark.parametrize(("story", "number"), STEPS, ids=NAMES)
def test_a_steps_view_is_read_without_a_notice_and_comes_back_from_its_link(
    story: Narrative, number: int, tables: Tables
) -> None:
    view = story_view(tables, story.id, number)
    assert view.notices == ()
    assert read_query(view.to_query(), tables) == view
    assert read_query({"story": story.id, "step": str(number)}, tables) == view
    rows = view.selection.apply(tables)
    assert set(story.steps[number - 1].events) <= set(rows.events["event_id"])


def test_the_readers_day_goes_along(tables: Tables) -> None:
    view = read_query({"story": "shells", "step": "3", "known": "2024-11-15"}, tables)
    assert view.selection.known_on == date(2024, 11, 15)
    assert view.options["step"] == "3"


def test_a_link_that_says_more_than_the_step_is_taken_at_its_word(tables: Tables) -> None:
    view = read_query({"story": "shells", "step": "3", "regions": "rason"}, tables)
    assert view.selection.to_query() == {"regions": "rason"}
    assert view.options == {"story": "shells", "step": "3"}


@pytest.mark.parametrize(
    ("query", "kept", "said"),
    [
        ({"story": "shells", "step": "999"}, "1", "is not one of the 7 steps of “shells”; nearest: 7"),
        ({"story": "shells", "step": "0"}, "1", "nearest: 1"),
        ({"story": "shells", "step": "-3"}, "1", "nearest: 1"),
        ({"story": "shells", "step": "²"}, "1", "nearest: 1"),
        ({"story": "shels", "step": "2"}, None, "nearest: shells"),
        ({"story": "<script>alert(1)</script>"}, None, "is not known here"),
        ({"step": "2"}, None, "needs a story; nearest: story=first-wave"),
    ],
)
def test_a_bad_story_or_step_is_named_with_the_nearest(
    query: dict[str, str], kept: str | None, said: str, tables: Tables
) -> None:
    view = read_query(query, tables)
    assert view.options.get("step") == kept
    assert [said in notice.message for notice in view.notices] == [True]


@pytest.mark.parametrize(("story", "number"), STEPS, ids=NAMES)
def test_nothing_of_a_step_is_told_the_day_before_it_was_public(story: Narrative, number: int, tables: Tables) -> None:
    step = story.steps[number - 1]
    last = max(day for day in not_public(tables, step, date(1990, 1, 1)) if day)
    before = last - timedelta(days=1)
    bar = story_bar(tables, story, number, Mode.LIGHT, known_on=before, at_step=True)
    hidden = (story.title, story.summary, step.title, step.text)
    told = text_of(bar) + " ".join(str(node[1]) for node in walk(bar)) + text_of(listed(tables, before))
    assert [text for text in hidden if text in told] == []
    assert not [node for node in walk(bar) if node[0] == "a"]
    at_last = text_of(story_bar(tables, story, number, Mode.LIGHT, known_on=last, at_step=True))
    assert step.title in at_last
    assert step.text in at_last


def listed(tables: Tables, known_on: date | None) -> list[object]:
    made = story_list(tables, STORIES, Mode.LIGHT, known_on=known_on)
    assert isinstance(made, list)
    return made


def test_the_list_names_every_story_with_its_steps_and_period(tables: Tables) -> None:
    text = text_of(listed(tables, None))
    for story in STORIES:
        assert f"{story.title} {len(story.steps)} steps · " in text
    assert "The first wave, October 2024 6 steps · Oct–Nov 2024" in text


def test_the_bar_leads_on_and_back_and_shows_graded_sources(tables: Tables) -> None:
    story = STORIES[0]

    def asks(number: int) -> list[str]:
        bar = story_bar(tables, story, number, Mode.DARK, known_on=None, at_step=True)
        return [node[1]["open"] for node in walk(bar) if "open" in node[1]]

    dots = [f"step:{number}" for number in range(1, 7)]
    assert asks(1) == [*dots, "step:2", "close"]
    assert asks(3) == ["step:2", *dots, "step:4", "close"]
    assert asks(6) == ["step:5", *dots, "close"]
    bar = story_bar(tables, story, 4, Mode.LIGHT, known_on=None, at_step=False)
    grades = [node[2] for node in walk(bar) if node[1].get("class") == "badge"]
    assert grades == ["A", "B", "C", "B"]
    assert "Return to the step" in text_of(bar)
