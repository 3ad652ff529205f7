"""The dashboard by keyboard alone, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.test_view import drawn
from tests.conftest import settle

Visit = Callable[[str], Any]
INSIDE = "document.activeElement.closest('[data-testid=stPopoverBody]') !== null"
HELD = "document.activeElement.textContent"


@pytest.mark.parametrize("key", ["filter-period", "filter-more", "filter-known-on", "filter-stories", "menu-timeline"])
def test_an_opened_popover_takes_the_keyboard_in_and_gives_it_back(key: str, visit: Visit) -> None:
    page = visit("/timeline?from=2024-10-01&to=2024-12-31")
    drawn(page, "timeline")
    opener = page.locator(f".st-key-{key} button").first
    words = opener.inner_text()
    opener.press("Enter")
    page.wait_for_function(INSIDE)
    settle(page)
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate(INSIDE)
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('[data-testid=stPopoverBody]')")
    page.wait_for_function("document.activeElement !== document.body")
    assert page.evaluate("document.activeElement.innerText") == words


@pytest.mark.parametrize("inside", [False, True], ids=["from the list", "from the card"])
def test_escape_closes_the_card_and_the_keyboard_is_back_at_its_line(inside: bool, visit: Visit) -> None:
    page = visit("/timeline?from=2024-10-01&to=2024-12-31")
    drawn(page, "timeline")
    line = page.locator(".st-key-event-list [data-open^='event:']").nth(2)
    words = line.text_content()
    line.press("Enter")
    page.locator(".tw-card").wait_for()
    if inside:
        page.locator(".tw-card [data-open='close']").focus()
    page.keyboard.press("Escape")
    page.wait_for_function("!location.search.includes('event=')")
    page.wait_for_function("document.activeElement !== document.body")
    assert page.evaluate(HELD) == words


def test_escape_in_a_field_keeps_the_card(visit: Visit) -> None:
    page = visit("/timeline?from=2024-10-01&to=2024-12-31&event=2024-10-08-first-wave-chongjin")
    drawn(page, "timeline")
    field = page.locator(".st-key-search input")
    field.press("Escape")
    page.wait_for_timeout(500)
    assert page.locator(".tw-card").count() == 1


def test_a_sheet_of_paper_holds_the_figures_whole(visit: Visit) -> None:
    page = visit("/timeline")
    drawn(page, "timeline")
    sheets = page.pdf(prefer_css_page_size=True)
    widths = {float(width) for width in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ", sheets)}
    page.emulate_media(media="print")
    figure = page.locator(".st-key-exhibit-timeline figure svg.main-svg").first.bounding_box()
    assert min(widths) * 4 / 3 >= figure["width"] + 40
    assert not page.locator(".st-key-filterbar").is_visible()
