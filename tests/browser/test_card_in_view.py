"""The card of an event wherever it was opened: in view at once, and the reader's place kept when it is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import settle

Visit = Callable[[str], Any]
PHONE = {"viewport": {"width": 390, "height": 844}}
LISTS = {
    "/": ".st-key-latest button.line",
    "/forces": ".st-key-journeys button.line",
    "/positions": ".st-key-positions-list button.line",
    "/partners": ".st-key-partner-table button.claim",
    "/timeline": ".st-key-event-list button.line",
}
HEAD_IN_VIEW = """() => {
  const card = document.querySelector('.tw-card');
  const top = card ? card.getBoundingClientRect().top : -1;
  return top >= 60 && top < innerHeight - 200;
}"""
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


def drawn(page: Any) -> Any:
    """Wait until every figure of the page is drawn."""
    page.wait_for_function("[...document.querySelectorAll('figure.tw-exhibit')].every(f => f.dataset.drawn)")
    return settle(page)


def opened(page: Any, lines: str) -> Any:
    """Press a line of a list that opens a card; gives the line."""
    line = page.locator(f"{lines}:visible").nth(5)
    line.scroll_into_view_if_needed()
    page.evaluate("new Promise(requestAnimationFrame)")
    line.click()
    page.wait_for_function(HEAD_IN_VIEW)
    return line


@pytest.mark.parametrize("path", LISTS)
def test_a_line_far_down_opens_its_card_in_view_and_closing_leads_back_to_it(path: str, visit: Visit) -> None:
    page = drawn(visit(path))
    line = opened(page, LISTS[path])
    drawn(page)
    page.locator(".tw-card .close").click()
    page.locator(".tw-card").wait_for(state="detached")
    drawn(page)
    page.wait_for_function(
        "line => { const { top } = line.getBoundingClientRect(); return top > 50 && top < innerHeight; }",
        arg=line.element_handle(),
    )


@pytest.mark.parametrize("context", [PHONE], indirect=True, ids=["phone"])
@pytest.mark.parametrize("path", ["/forces", "/positions"])
def test_on_a_phone_too(path: str, visit: Visit) -> None:
    page = drawn(visit(path))
    opened(page, LISTS[path])


def test_a_link_to_an_event_leaves_the_page_at_its_top(visit: Visit) -> None:
    page = drawn(visit("/forces?event=2025-04-30-nis-600-killed"))
    page.locator(".tw-card").wait_for()
    assert page.evaluate(SCROLLED) == 0


def test_figures_keep_their_charts_when_a_card_opens(visit: Visit) -> None:
    page = drawn(visit("/forces"))
    page.evaluate("document.querySelector('.st-key-exhibit-losses figure').dataset.kept = 'yes'")
    opened(page, LISTS["/forces"])
    drawn(page)
    assert page.locator(".st-key-exhibit-losses figure[data-kept=yes]").count() == 1


def test_words_typed_in_one_go_are_one_step_back(visit: Visit) -> None:
    page = drawn(visit("/timeline"))
    field = page.locator(".tw-search input")
    field.click()
    before = page.evaluate("history.length")
    for letters, words in (("Ra", "Ra"), ("ji", "Raji"), ("n", "Rajin")):
        field.press_sequentially(letters)
        page.wait_for_function("words => new URLSearchParams(location.search).get('words') === words", arg=words)
        settle(page)
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    page.wait_for_function("!new URLSearchParams(location.search).get('words')")
    settle(page)
    assert page.locator(".tw-search input").input_value() == ""
