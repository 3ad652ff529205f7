"""Ports in a real browser: choosing projects, a port and links; what a click opens; nothing too wide."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import settle

Visit = Callable[[str], Any]
_PICTURE = "document.querySelector('.st-key-exhibit-milestones-gantt .js-plotly-plot')"


def query_of(page: Any) -> dict[str, str]:
    """Read the query of the address bar."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.evaluate("location.href")).query).items()}


def title(page: Any, id: str) -> str:
    """Wait for an exhibit and give its title."""
    page.locator(f".st-key-exhibit-{id} figure.tw-exhibit[data-drawn]").wait_for()
    return str(page.locator(f".st-key-exhibit-{id} .tw-title").inner_text()).replace("\u00a0", " ")


def test_a_group_of_projects_is_shown_and_stands_in_the_link(visit: Visit) -> None:
    page = visit("/ports")
    assert not title(page, "milestones-gantt").startswith("Vladivostok-Rason tourist train")
    page.locator(".st-key-option-project button", has_text="Railways").click()
    page.wait_for_function(
        "() => document.querySelector('.st-key-exhibit-milestones-gantt .tw-title').textContent"
        ".startsWith('Vladivostok-Rason tourist train')"
    )
    settle(page)
    assert query_of(page) == {"project": "rail"}


def test_a_port_is_chosen_and_kept_in_the_link(visit: Visit) -> None:
    page = visit("/ports")
    assert page.locator(".tw-port h3").first.inner_text().startswith("Rajin")
    page.locator(".tw-ports button", has_text="Zarubino").click()
    page.wait_for_function("() => document.querySelector('.tw-port h3').textContent.startsWith('Zarubino')")
    settle(page)
    assert query_of(page) == {"port": "zarubino"}
    assert page.locator(".tw-ports button[aria-pressed=true]").inner_text() == "Zarubino"
    page.reload()
    settle(page)
    assert page.locator(".tw-port h3").first.inner_text().startswith("Zarubino")


def test_standard_items_without_a_claim_say_so(visit: Visit) -> None:
    page = visit("/ports?port=dunai")
    assert page.locator(".tw-port .facts .none").count() == 9
    assert page.locator(".tw-port .facts .none").first.inner_text() == "no public figure"


def test_a_claim_opens_its_event(visit: Visit) -> None:
    page = visit("/ports")
    page.locator(".tw-port button.claim", has_text="pier 3 terminal").first.click()
    page.locator(".st-key-card .tw-card").wait_for()
    settle(page)
    assert query_of(page) == {"event": "2014-07-18-rajin-pier3-terminal-opened"}


def test_a_claim_without_an_event_opens_the_rows_of_its_quantity(visit: Visit) -> None:
    page = visit("/ports?port=busan&from=all")
    page.locator(".tw-port button.claim", has_text="Port throughput, TEU").first.click()
    page.locator(".st-key-rows-panel").wait_for()
    settle(page)
    assert query_of(page)["rows"] == "metric:port_throughput_teu"


def test_the_day_of_the_links_follows_the_range(visit: Visit) -> None:
    page = visit("/ports?to=2019-01-01&from=all")
    assert title(page, "links-status").startswith("1 Jan 2019: Khasan–Tumangang–Rajin dual-gauge line limited")
    assert "limited since Jan–Mar 2018" in page.locator(".tw-port .side").inner_text().replace("\u00a0", " ")


def test_a_figure_fits_the_screen(visit: Visit) -> None:
    page = visit("/ports")
    title(page, "milestones-gantt")
    settle(page)
    box = page.locator(".st-key-exhibit-milestones-gantt figure").bounding_box()
    assert box["y"] + box["height"] <= 900


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}], indirect=True, ids=["phone"])
def test_nothing_is_wider_than_a_phone(visit: Visit) -> None:
    page = visit("/ports?port=vladivostok")
    title(page, "links-status")
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}], indirect=True, ids=["phone"])
def test_pictures_have_the_width_of_the_page_although_its_sheet_comes_late(page: Any, visit: Visit) -> None:
    """Without our sheet the page has narrower margins: pictures of that width would lose their right edge."""
    held: list[Any] = []
    page.route(re.compile(r"/css/page\.css"), lambda route: held.append(route))
    title(visit("/ports"), "milestones-gantt")
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_function(f"{_PICTURE}?.layout?.width === 358", timeout=15_000)


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}], indirect=True, ids=["phone"])
def test_no_label_is_lost_when_a_picture_is_drawn_anew_for_a_phone(visit: Visit) -> None:
    page = visit("/ports")
    title(page, "milestones-gantt")
    settle(page)
    page.wait_for_function(f"{_PICTURE}?.layout?.width === 358", timeout=15_000)
    drawn = f"[...{_PICTURE}.querySelectorAll('.textpoint')].length"
    given = f"{_PICTURE}.data.flatMap(trace => trace.mode === 'text' ? trace.text : []).length"
    assert page.evaluate(drawn) == page.evaluate(given)


@pytest.mark.parametrize(
    "context",
    [{"viewport": {"width": 1440, "height": 900}}, {"viewport": {"width": 390, "height": 844}}],
    indirect=True,
    ids=["screen", "phone"],
)
@pytest.mark.parametrize("query", ["", "&known=2024-11-15"], ids=["today", "earlier"])
def test_a_link_to_the_card_brings_it_below_the_bar(query: str, visit: Visit) -> None:
    page = visit(f"/ports?exhibit=port-card{query}")
    title(page, "border-counts")
    settle(page)
    page.wait_for_function("() => Math.abs(document.querySelector('.tw-ports').getBoundingClientRect().top - 142) < 30")
    banner = page.locator(".st-key-known-banner" if query else ".st-key-filterbar").bounding_box()
    assert page.locator(".tw-ports").bounding_box()["y"] >= banner["y"] + banner["height"]


def test_a_link_to_a_figure_brings_it_below_the_banner(visit: Visit) -> None:
    page = visit("/ports?exhibit=links-status&known=2024-11-15")
    title(page, "border-counts")
    settle(page)
    figure = ".st-key-exhibit-links-status figure"
    page.wait_for_function(f"() => document.querySelector('{figure}').getBoundingClientRect().top < 300")
    banner = page.locator(".st-key-known-banner").bounding_box()
    assert page.locator(figure).bounding_box()["y"] >= banner["y"] + banner["height"]


def test_a_figure_with_more_rows_than_a_screen_opens_and_closes(visit: Visit) -> None:
    page = visit("/ports")
    title(page, "milestones-gantt")
    assert "without room" in page.locator(".st-key-exhibit-milestones-gantt .tw-source").last.inner_text()
    page.locator(".st-key-whole-milestones-gantt button").click()
    page.wait_for_function(f"{_PICTURE}?.layout?.height > 800", timeout=15_000)
    settle(page)
    assert "without room" not in page.locator(".st-key-exhibit-milestones-gantt .tw-source").last.inner_text()
    assert query_of(page) == {"whole": "milestones-gantt"}
    assert "whole=" not in page.locator(".st-key-exhibit-links-status .tw-foot").last.inner_text()
    page.locator(".st-key-whole-milestones-gantt button").click()
    page.wait_for_function(f"{_PICTURE}?.layout?.height < 600", timeout=15_000)
    settle(page)
    assert query_of(page) == {}
