"""Partners and what is due in a real browser: choosing an item, opening a claim, the whole list of promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import settle

Visit = Callable[[str], Any]


def query_of(page: Any) -> dict[str, str]:
    """Read the query of the address bar."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.evaluate("location.href")).query).items()}


def title(page: Any, id: str) -> str:
    """Wait for an exhibit and give its title."""
    page.locator(f".st-key-exhibit-{id} figure.tw-exhibit[data-drawn]").wait_for()
    return str(page.locator(f".st-key-exhibit-{id} .tw-title").inner_text())


def test_an_item_is_shown_in_full_and_stands_in_the_link(visit: Visit) -> None:
    page = visit("/partners")
    before = title(page, "partners")
    page.locator(".st-key-option-item button", has_text="Missiles").click()
    page.wait_for_function(
        "before => document.querySelector('.st-key-exhibit-partners .tw-title').textContent !== before", arg=before
    )
    settle(page)
    assert title(page, "partners").startswith("Missiles: ")
    assert query_of(page) == {"item": "missiles"}


def test_a_claim_with_an_event_opens_its_card(visit: Visit) -> None:
    page = visit("/partners")
    title(page, "partners")
    page.locator(".tw-partners button.claim", has_text="about 15").first.click()
    page.locator(".st-key-card .tw-card").wait_for()
    assert query_of(page) == {"event": "2025-09-18-naumann-asymmetry"}


def test_a_claim_without_an_event_opens_the_rows_of_its_quantity(visit: Visit) -> None:
    page = visit("/partners")
    title(page, "partners")
    page.locator(".tw-partners button.claim", has_text="drones supplied").first.click()
    page.locator(".st-key-rows-panel").wait_for()
    settle(page)
    assert query_of(page) == {"rows": "metric:attack_drones"}


def test_a_figure_fits_the_screen(visit: Visit) -> None:
    page = visit("/partners")
    title(page, "partners")
    settle(page)
    box = page.locator(".st-key-exhibit-partners figure").bounding_box()
    assert box["y"] + box["height"] <= 900


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}], indirect=True, ids=["phone"])
def test_nothing_is_wider_than_a_phone(visit: Visit) -> None:
    page = visit("/partners")
    title(page, "partners")
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".tw-partners .partner").first.is_visible()


def test_the_short_list_opens_and_closes_the_whole_one(visit: Visit) -> None:
    page = visit("/")
    page.locator(".tw-due button.more").click()
    assert "days late" in title(page, "due")
    settle(page)
    assert query_of(page) == {"exhibit": "due"}
    page.locator(".tw-due button.more").click()
    page.locator(".st-key-exhibit-due").wait_for(state="detached")
    settle(page)
    assert query_of(page) == {}


def test_the_link_of_the_figure_shows_it(visit: Visit) -> None:
    page = visit("/?exhibit=due&known=2025-07-01")
    assert "promised for" in title(page, "due")
    subtitle = page.locator(".st-key-exhibit-due .tw-subtitle").inner_text().replace("\u00a0", " ")
    assert "as known on 1 Jul 2025" in subtitle
