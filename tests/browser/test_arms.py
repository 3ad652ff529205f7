"""The Arms page in a real browser: figures, choices in the address, the card beside and under the figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import settle

Visit = Callable[[str], Any]
IDS = ("containers", "shells", "stage-ladder", "readings", "values", "other-direction")


def _query(page: Any) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.evaluate("location.href")).query).items()}


def _drawn(page: Any, id: str) -> None:
    page.locator(f".st-key-exhibit-{id} figure.tw-exhibit[data-drawn]").wait_for()


def _press_mark(page: Any, id: str) -> str:
    """Press the first mark of a figure that leads to an event, as plotly reports a press; gives the event."""
    _drawn(page, id)
    event: str = page.evaluate(
        """id => {
            const chart = document.querySelector(`.st-key-exhibit-${id} .js-plotly-plot`);
            const trace = chart.data.find(t => t.meta === 'event' && t.customdata && t.customdata.some(e => e));
            const event = trace.customdata.find(e => e);
            chart.emit('plotly_click', { points: [{ data: trace, customdata: event }] });
            return event;
        }""",
        id,
    )
    return event


def test_every_figure_is_drawn_with_a_finding(visit: Visit) -> None:
    page = visit("/arms")
    for id in IDS:
        _drawn(page, id)
        assert page.locator(f".st-key-exhibit-{id} .tw-title").inner_text()


def test_choices_stand_in_the_address_and_change_the_figure(visit: Visit) -> None:
    page = visit("/arms")
    title = page.locator(".st-key-exhibit-shells .tw-title")
    _drawn(page, "shells")
    before = title.inner_text()
    page.locator(".st-key-option-arms button", has_text="Missiles").click()
    page.wait_for_function("before => document.querySelector('.st-key-exhibit-shells .tw-title').textContent"
                           ".replace(/\\u2060/g, '') !== before.replace(/\\u2060/g, '')", arg=before)  # fmt: skip
    page.wait_for_function("location.search === '?arms=missiles'")
    page.locator(".st-key-option-clock button", has_text="was said").click()
    page.wait_for_function("location.search.includes('clock=said_on')")
    settle(page)
    assert _query(page) == {"arms": "missiles", "clock": "said_on"}
    assert "was said" in page.locator(".st-key-exhibit-containers .tw-subtitle").inner_text()


@pytest.mark.parametrize("id", ["stage-ladder", "other-direction"])
def test_a_mark_opens_its_card_beside_the_figures(id: str, visit: Visit) -> None:
    page = visit("/arms")
    event = _press_mark(page, id)
    page.locator(".st-key-event-card").wait_for()
    settle(page)
    assert _query(page)["event"] == event
    figure, card = (page.locator(f".st-key-{key}").first.bounding_box() for key in ("exhibit-containers", "event-card"))
    assert card["x"] > figure["x"] + figure["width"]


def test_the_card_stays_in_view_while_the_figures_scroll(visit: Visit) -> None:
    page = visit("/arms?event=2024-12-23-ursa-major-sinks")
    _drawn(page, "other-direction")
    settle(page)
    page.locator('[data-testid="stMain"]').evaluate("main => main.scrollTo(0, 2500)")
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop > 2000")
    top = page.locator(".st-key-event-card h2").bounding_box()["y"]
    assert 104 < top < 300


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}], indirect=True, ids=["phone"])
def test_on_a_phone_the_card_opens_under_the_pressed_figure(visit: Visit) -> None:
    page = visit("/arms")
    _press_mark(page, "values")
    card = page.locator(".st-key-event-card")
    card.wait_for()
    settle(page)
    above = page.locator(".st-key-exhibit-values").bounding_box()["y"]
    below = page.locator(".st-key-exhibit-other-direction").bounding_box()["y"]
    assert above < card.bounding_box()["y"] < below


def test_a_name_of_the_index_leads_to_its_events(visit: Visit) -> None:
    page = visit("/arms")
    index = page.locator(".st-key-named-units")
    index.locator("summary", has_text="Angara").click()
    index.locator("details[open] [data-open^='event:']").first.click()
    page.wait_for_function("location.search.includes('event=')")
    assert _query(page)["event"] == "2023-08-01-sea-route-opens"
    page.locator(".st-key-event-card").wait_for()
