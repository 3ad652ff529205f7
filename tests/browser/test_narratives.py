"""Stories in a real browser: opened from the list, walked through, linked, left and looked back at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from components.exhibits.link import story_view
from data import Tables
from data.narratives import Narrative, load_narratives
from tests.conftest import settle

Visit = Callable[[str], Any]
BAR = ".st-key-story-bar .tw-story"
OIL = "oil-and-cap"


def told(tables: Tables, id: str) -> Narrative:
    return next(narrative for narrative in load_narratives(tables) if narrative.id == id)


def at(page: Any, tables: Tables, id: str, number: int) -> None:
    """Wait until a step is on the screen: its heading, its page and its whole view in the address."""
    narrative = told(tables, id)
    step = narrative.steps[number - 1]
    heading = f"Step {number} of {len(narrative.steps)}: {step.title}"
    page.wait_for_function(
        "heading => document.querySelector('.tw-story h3')?.textContent.replaceAll('\\u00a0', ' ') === heading",
        arg=heading,
    )
    page.wait_for_function("path => location.pathname === path", arg=f"/{step.page.path}")
    settle(page)
    assert query_of(page) == story_view(tables, id, number).to_query()
    assert page.locator(f"{BAR} .changed").count() == 0


def query_of(page: Any) -> dict[str, str]:
    query = parse_qs(urlsplit(page.evaluate("location.href")).query, keep_blank_values=True)
    return {key: values[0] for key, values in query.items()}


def press(page: Any, name: str) -> None:
    page.locator(BAR).get_by_role("button", name=name, exact=True).click()


def test_a_story_is_opened_from_the_list_and_walked_through(visit: Visit, tables: Tables) -> None:
    page = visit("/")
    page.locator(".st-key-filter-stories button").first.click()
    page.locator(".st-key-stories [data-open^='story:']").first.wait_for()
    titles = page.locator(".st-key-stories .line strong").all_inner_texts()
    assert titles == [narrative.title for narrative in load_narratives(tables)]
    page.locator(f".st-key-stories [data-open='story:{OIL}']").click()
    at(page, tables, OIL, 1)
    page.locator(".st-key-stories").wait_for(state="hidden")
    for number in (2, 3):
        press(page, "Next")
        at(page, tables, OIL, number)
    event = told(tables, OIL).steps[2].event
    assert page.locator(".st-key-event-card h2").inner_text() == title_of(tables, event)
    last = len(told(tables, OIL).steps)
    page.locator(f"{BAR} [data-open='step:{last}']").click()
    at(page, tables, OIL, last)
    page.locator(BAR).get_by_role("button", name="Next").wait_for(state="detached")


def test_a_story_is_opened_from_a_page_that_it_leads_through(visit: Visit, tables: Tables) -> None:
    page = visit("/positions")
    page.locator(".st-key-filter-stories button").first.click()
    page.locator(".st-key-stories [data-open='story:denial-to-admission']").click()
    at(page, tables, "denial-to-admission", 1)


def title_of(tables: Tables, event_id: str) -> str:
    return str(tables.events.set_index("event_id")["title"][event_id])


def test_the_browsers_back_button_takes_back_one_step_and_then_the_story(visit: Visit, tables: Tables) -> None:
    page = visit("/timeline?regions=rason")
    page.locator(".st-key-filter-stories button").first.click()
    page.locator(f".st-key-stories [data-open='story:{OIL}']").click()
    for number in (1, 2):
        at(page, tables, OIL, number)
        press(page, "Next")
    at(page, tables, OIL, 3)
    for number in (2, 1):
        page.go_back()
        at(page, tables, OIL, number)
    page.go_back()
    page.wait_for_function("location.pathname === '/timeline' && location.search === '?regions=rason'")
    page.locator(BAR).wait_for(state="detached")


def test_back_to_a_page_without_filters_leaves_the_story(visit: Visit, tables: Tables) -> None:
    page = visit("/")
    page.locator(".st-key-filter-stories button").first.click()
    page.locator(f".st-key-stories [data-open='story:{OIL}']").click()
    at(page, tables, OIL, 1)
    page.go_back()
    page.locator(BAR).wait_for(state="detached")
    page.wait_for_function("location.pathname === '/' && location.search === ''")
    page.wait_for_function("document.querySelector('.tw-sentence').textContent.includes('all regions')")


def test_the_bars_own_back_and_dots_lead_to_their_steps(visit: Visit, tables: Tables) -> None:
    page = visit(f"/?story={OIL}&step=3")
    at(page, tables, OIL, 3)
    press(page, "Back")
    at(page, tables, OIL, 2)
    page.locator(f"{BAR} [data-open='step:7']").click()
    at(page, tables, OIL, 7)


def test_a_short_link_shows_its_step_and_so_does_the_whole_one(visit: Visit, tables: Tables) -> None:
    page = visit(f"/map?story={OIL}&step=2")
    at(page, tables, OIL, 2)
    page.reload()
    at(page, tables, OIL, 2)


def test_close_leaves_the_story_and_keeps_what_is_seen(visit: Visit, tables: Tables) -> None:
    page = visit("/timeline?story=first-wave&step=3")
    at(page, tables, "first-wave", 3)
    page.locator(BAR).get_by_role("button", name="Close the story").click()
    page.locator(BAR).wait_for(state="detached")
    page.wait_for_function("!location.search.includes('story')")
    settle(page)
    whole = story_view(tables, "first-wave", 3).to_query()
    assert query_of(page) == {key: value for key, value in whole.items() if key not in ("story", "step")}


def test_a_changed_view_says_so_and_offers_the_step_again(visit: Visit, tables: Tables) -> None:
    page = visit("/timeline?story=first-wave&step=3")
    at(page, tables, "first-wave", 3)
    page.locator(".st-key-filter-regions button", has_text="Rason").click()
    page.locator(f"{BAR} .changed").wait_for()
    page.get_by_role("link", name="Trade").click()
    page.wait_for_function("location.pathname === '/trade'")
    page.locator(f"{BAR} .return").click()
    at(page, tables, "first-wave", 3)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("story=first-wave&step=999", ("999", "nearest: 6")),
        ("story=%3Cscript%3Ealert(1)%3C/script%3E&step=2", ("<script>", "nearest:")),
        ("story=first-wve", ("first-wve", "nearest: first-wave")),
        ("step=2", ("needs a story", "nearest: story=first-wave")),
    ],
    ids=["step beyond the last", "script", "mistyped", "step alone"],
)
def test_a_bad_step_or_story_is_named_with_the_nearest(visit: Visit, query: str, words: tuple[str, ...]) -> None:
    page = visit(f"/timeline?{query}")
    text = page.locator(".tw-notice").inner_text()
    for word in words:
        assert word in text


def test_a_notice_survives_the_turn_to_the_page_of_the_step(visit: Visit, tables: Tables) -> None:
    page = visit("/trade?story=first-wave&step=999")
    at(page, tables, "first-wave", 1)
    assert "999" in page.locator(".tw-notice").inner_text()


def test_what_was_not_public_is_not_told(visit: Visit, tables: Tables) -> None:
    page = visit("/timeline?story=denial-to-admission&step=5&known=2024-11-15")
    bar = page.locator(BAR)
    bar.wait_for()
    said = bar.inner_text()
    story = told(tables, "denial-to-admission")
    assert "not public by 15 Nov 2024" in said.replace("\u00a0", " ")
    for hidden in (story.title, story.steps[4].title, "Gerasimov", "acknowledgement"):
        assert hidden not in said
    assert query_of(page)["known"] == "2024-11-15"
    page.locator(f"{BAR} [data-open='step:1']").click()
    page.locator(BAR).get_by_text("another piece of fake news").wait_for()
    assert query_of(page)["known"] == "2024-11-15"


def test_the_keyboard_walks_on_without_losing_its_place(visit: Visit, tables: Tables) -> None:
    page = visit(f"/?story={OIL}")
    at(page, tables, OIL, 1)
    page.locator(BAR).get_by_role("button", name="Next").focus()
    for number in (2, 3):
        page.keyboard.press("Enter")
        at(page, tables, OIL, number)
        page.wait_for_function("document.activeElement?.textContent === 'Next'")
