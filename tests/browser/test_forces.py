"""The Forces page in a real browser: measures, a click on a mark, rows of a metric, the way to the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.test_view import drawn, query_of, redrawn
from tests.conftest import settle

Visit = Callable[[str], Any]


def test_another_measure_redraws_its_figure_and_no_other(visit: Visit) -> None:
    page = visit("/forces")
    before, untouched = drawn(page, "latest-by-origin"), drawn(page, "workers")
    page.locator(".st-key-option-measure button", has_text="Killed").nth(1).click()
    redrawn(page, "latest-by-origin", before)
    settle(page)
    assert query_of(page) == {"measure": "killed"}
    assert "One named origin" in page.locator(".st-key-exhibit-latest-by-origin .tw-title").inner_text()
    assert drawn(page, "workers") == untouched


def test_a_statement_of_a_trail_opens_its_event_and_back_closes_it(visit: Visit) -> None:
    page = visit("/forces")
    drawn(page, "latest-by-origin")
    page.locator(".tw-revisions .step", has_text="at least 100").click()
    page.wait_for_selector(".tw-card h2")
    settle(page)
    assert "event" in query_of(page)
    page.go_back()
    page.wait_for_function("!location.search.includes('event=')")
    page.wait_for_selector(".tw-card", state="detached")


def test_the_name_of_a_count_opens_all_its_claims(visit: Visit) -> None:
    page = visit("/forces")
    drawn(page, "losses")
    page.locator(".tw-revisions td > button", has_text="DPRK soldiers killed").first.click()
    page.wait_for_selector(".st-key-rows-panel [data-testid='stDataFrame']")
    settle(page)
    assert query_of(page) == {"rows": "metric:killed"}
    assert "DPRK soldiers killed, under the filters" in page.locator(".st-key-rows-panel").inner_text()


def test_a_journey_leads_to_the_map_with_its_card_open(visit: Visit) -> None:
    page = visit("/forces")
    link = page.locator(".tw-journeys a").nth(1)
    link.wait_for()
    link.click()
    page.wait_for_url("**/map?*")
    settle(page)
    page.wait_for_selector(".tw-card h2")
    assert query_of(page)["event"] == "2024-10-08-first-wave-chongjin"
    assert "First wave" in page.locator(".tw-card h2").inner_text()


def test_no_figure_is_wider_than_a_phone(visit: Visit) -> None:
    page = visit("/forces")
    page.set_viewport_size({"width": 390, "height": 844})
    for id in ("troops", "losses", "latest-by-origin", "waves", "engineers", "workers"):
        page.wait_for_function(
            "id => { const s = document.querySelector(`.st-key-exhibit-${id} svg.main-svg`);"
            " return s && s.getBoundingClientRect().width <= 360; }",
            arg=id,
        )
