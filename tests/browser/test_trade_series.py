"""The series of the Trade page in a real browser: options redraw their figures, events open cards, columns rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.test_view import drawn, query_of, redrawn
from tests.conftest import settle

Visit = Callable[[str], Any]
#: Where a mark with customdata stands in the window, found in the chart's own data.
_PLACE = """([id, meta]) => {
  const plot = document.querySelector(`.st-key-exhibit-${id} .js-plotly-plot`);
  const trace = plot.data.findIndex(one => one.meta === meta && one.type === (meta === 'event' ? 'scatter' : 'bar'));
  const box = plot.getBoundingClientRect(), full = plot._fullLayout, data = plot.data[trace];
  const at = meta === 'event' ? data.customdata.length - 1 : 0;
  const y = meta === 'event' ? data.y[at] : data.base[at] + data.y[at] / 2;
  return [box.left + full.xaxis.d2p(data.x[at]), box.top + full.yaxis.d2p(y), data.customdata[at]];
}"""


def press(page: Any, id: str, meta: str) -> str:
    """Press a mark of a figure and give what it stands for."""
    page.locator(f".st-key-exhibit-{id}").scroll_into_view_if_needed()
    settle(page)
    x, y, name = page.evaluate(_PLACE, [id, meta])
    page.mouse.move(x - 1, y)
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    return str(name)


def test_another_scale_redraws_both_series_of_years(visit: Visit) -> None:
    page = visit("/trade")
    before, beside, months = (drawn(page, id) for id in ("turnover", "china-beside-russia", "trade-months"))
    page.locator(".st-key-option-axis button", has_text="Log scale").click()
    redrawn(page, "turnover", before)
    redrawn(page, "china-beside-russia", beside)
    settle(page)
    assert query_of(page) == {"axis": "log"}
    assert drawn(page, "trade-months") == months


def test_an_event_beneath_the_numbers_opens_its_card(visit: Visit) -> None:
    page = visit("/trade")
    drawn(page, "turnover")
    event = press(page, "turnover", "event")
    page.wait_for_selector(".tw-card h2")
    settle(page)
    assert query_of(page)["event"] == event


def test_a_column_opens_all_rows_of_its_flow(visit: Visit) -> None:
    page = visit("/trade?events=none")
    drawn(page, "turnover")
    assert press(page, "turnover", "flows") == "RUS-PRK-two_way_total"
    page.wait_for_selector(".st-key-rows-panel [data-testid='stDataFrame']")
    settle(page)
    assert query_of(page)["rows"] == "flows:RUS-PRK-two_way_total"
