"""The Positions page in a real browser: topic, party, a click on a mark and on a line of the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.test_view import drawn, query_of, redrawn
from tests.conftest import settle

Visit = Callable[[str], Any]


def test_a_topic_changes_figure_list_and_address(visit: Visit) -> None:
    page = visit("/positions")
    before = drawn(page, "positions")
    page.locator(".st-key-option-topic button", has_text="Arms").click()
    redrawn(page, "positions", before)
    settle(page)
    assert query_of(page) == {"topic": "arms"}
    assert page.locator(".st-key-exhibit-positions .tw-title").inner_text().startswith("Arms: the DPRK denied first")
    page.locator(".st-key-positions-list h3", has_text="Arms, as said by all parties").wait_for()


def test_a_party_keeps_one_lane_and_a_line_opens_the_card(visit: Visit) -> None:
    page = visit("/positions?from=2024-10-01&speaker=dprk")
    drawn(page, "positions")
    line = page.locator(".st-key-positions-list button.line", has_text="DPRK confirms it sent combat troops")
    line.click()
    page.locator(".st-key-card h2", has_text="DPRK confirms it sent combat troops").wait_for()
    settle(page)
    assert query_of(page)["event"] == "2025-04-28-kcna-acknowledges"
    assert query_of(page)["speaker"] == "dprk"


def test_a_mark_of_the_thread_opens_its_card(visit: Visit) -> None:
    page = visit("/positions?speaker=russia&from=2024-10-01")
    drawn(page, "positions")
    box = page.locator(".st-key-exhibit-positions .scatterlayer .points path").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y, steps=3)
    page.locator(".st-key-exhibit-positions .hoverlayer .hovertext").wait_for()
    page.mouse.click(x, y)
    page.locator(".st-key-card h2").wait_for()
    settle(page)
    assert query_of(page)["event"] == "2024-10-10-peskov-fake-news"
