"""The flow diagram in a real browser: units, clicks on nodes and links, the folded table, a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.test_view import drawn, query_of, redrawn
from tests.conftest import settle

Visit = Callable[[str], Any]


def press(page: Any, focus: str) -> None:
    """Click in the middle of the place of the flow figure that asks for a focus."""
    kind, _, id = focus.partition(":")
    where = page.evaluate(
        """([kind, id]) => {
            const plot = document.querySelector('.st-key-exhibit-trade-flows .js-plotly-plot');
            const trace = plot.data.find(one => one.meta === kind && one.customdata.includes(id));
            const at = trace.customdata.indexOf(id), frame = plot.getBoundingClientRect();
            return [frame.left + trace.x[at], frame.top + trace.base[at] + trace.y[at] / 2];
        }""",
        [kind, id],
    )
    page.mouse.move(*where)
    page.wait_for_timeout(150)
    page.mouse.click(*where)


def rows_said(page: Any) -> str:
    """Wait for the table of rows and give its heading."""
    page.wait_for_selector(".st-key-rows-panel [data-testid='stDataFrame']")
    settle(page)
    return str(page.locator(".st-key-rows-panel").inner_text())


def test_a_unit_redraws_the_figure_and_stands_in_the_link(visit: Visit) -> None:
    page = visit("/trade")
    before = drawn(page, "trade-flows")
    page.locator(".st-key-option-flows button", has_text="Rounds").click()
    redrawn(page, "trade-flows", before)
    settle(page)
    assert query_of(page) == {"flows": "rounds"}
    assert "rounds" in page.locator(".st-key-exhibit-trade-flows .tw-title").inner_text()


def test_a_node_lists_its_rows_in_both_directions(visit: Visit) -> None:
    page = visit("/trade?from=2015-01-01")
    drawn(page, "trade-flows")
    press(page, "goods:seafood")
    assert "Fish and seafood, both directions, under the filters" in rows_said(page)
    assert query_of(page)["rows"] == "goods:seafood"


def test_the_rows_that_a_press_opens_come_into_view(visit: Visit) -> None:
    page = visit("/trade")
    drawn(page, "trade-flows")
    press(page, "goods:corn")
    assert "Corn" in rows_said(page)
    page.wait_for_function(
        """() => {
            const { top, bottom } = document.querySelector('.st-key-rows-panel').getBoundingClientRect();
            return top > 60 && bottom <= innerHeight + 1;
        }"""
    )


def test_a_link_lists_its_own_rows_and_labour_its_claims(visit: Visit) -> None:
    page = visit("/trade")
    drawn(page, "trade-flows")
    press(page, "flows:PRK-RUS-ammunition")
    assert "Ammunition, DPRK to Russia, under the filters: 8 rows" in rows_said(page)
    press(page, "metric:workers_in_russia")
    page.wait_for_function("location.search.includes('metric')")
    assert "workers" in rows_said(page).lower()


def test_totals_told_in_part_unfold(visit: Visit) -> None:
    page = visit("/trade?from=2018-01-01")
    table = page.locator(".tw-reconciled details table")
    table.wait_for(state="attached")
    assert not table.is_visible()
    page.locator(".tw-reconciled summary").click()
    assert table.is_visible()


def test_the_flow_figure_fits_a_screen_and_a_phone(visit: Visit) -> None:
    page = visit("/trade")
    drawn(page, "trade-flows")
    figure = page.locator(".st-key-exhibit-trade-flows figure").bounding_box()
    assert figure["y"] + figure["height"] <= 900
    page.set_viewport_size({"width": 390, "height": 844})
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
