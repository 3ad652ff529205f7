"""The timeline's tools in a real browser: brush, presets, keys, live search, numbers, clicks, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import settle

Visit = Callable[[str], Any]
STRIP = ".tw-brush-strip"


def query_of(page: Any) -> dict[str, str]:
    """Read the query of the address bar."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.evaluate("location.href")).query).items()}


def opened(page: Any) -> Any:
    """Wait until figure and tools are drawn."""
    page.locator(".st-key-exhibit-timeline figure[data-drawn]").wait_for()
    page.locator(f"{STRIP} path").first.wait_for(state="attached")
    page.locator(".tw-search input").wait_for()
    return settle(page)


def subtitle(page: Any) -> str:
    """Read the subtitle of the figure."""
    return str(page.locator(".st-key-exhibit-timeline .tw-subtitle").inner_text()).replace("\u00a0", " ")


def until(page: Any, script: str, value: Any = None) -> None:
    """Wait until a piece of JavaScript is true."""
    page.wait_for_function(script, arg=value)


def drag(page: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag from one place to another, in px of the page."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, end[1], steps=3)
    page.mouse.move(*end, steps=3)
    page.mouse.up()


def at_year(page: Any, year: int) -> float:
    """Give the px of the page at which a year begins on the brush."""
    return float(
        page.evaluate(
            "([strip, year]) => [...document.querySelectorAll(`${strip} .tw-brush-axis span`)]"
            ".find(s => s.textContent === year).getBoundingClientRect().left",
            [STRIP, str(year)],
        )
    )


def test_a_drag_over_the_months_sets_dates_figure_and_address_and_back_undoes_it(visit: Visit) -> None:
    page = opened(visit("/timeline"))
    before = subtitle(page)
    box = page.locator(STRIP).bounding_box()
    y = box["y"] + 12
    drag(page, (at_year(page, 2024) + 3, y), (at_year(page, 2025) - 3, y))
    until(page, "location.search === '?from=2024-01-01&to=2024-12-31'")
    until(page, "document.querySelector('.tw-subtitle').textContent.includes('2024')")
    settle(page)
    assert "1 Jan" in subtitle(page)
    assert subtitle(page) != before
    page.go_back()
    until(page, "location.search === ''")
    until(page, "!document.querySelector('.tw-subtitle').textContent.includes('31')")
    settle(page)
    assert subtitle(page) == before


def test_a_window_is_moved_by_months_and_cleared_by_a_double_click(visit: Visit) -> None:
    page = opened(visit("/timeline?from=2024-01-01&to=2024-06-30"))
    pane = page.locator(".tw-brush-window").bounding_box()
    year = at_year(page, 2025) - at_year(page, 2024)
    middle, y = pane["x"] + pane["width"] / 2, pane["y"] + 10
    drag(page, (middle, y), (middle + year / 2, y))
    until(page, "location.search === '?from=2024-07-01&to=2024-12-31'")
    settle(page)
    page.mouse.dblclick(at_year(page, 2022) + 20, y)
    until(page, "location.search === '?from=all'")


def test_an_edge_is_dragged_and_shift_goes_by_days(visit: Visit) -> None:
    page = opened(visit("/timeline?from=2024-01-01&to=2024-12-31"))
    edge = page.get_by_role("slider", name="To").bounding_box()
    x, y = edge["x"] + edge["width"] / 2, edge["y"] + 14
    page.keyboard.down("Shift")
    drag(page, (x, y), (x - 37, y))
    page.keyboard.up("Shift")
    until(page, "location.search.includes('to=2024-') && !location.search.includes('to=2024-12-31')")
    chosen = query_of(page)
    assert chosen["from"] == "2024-01-01"
    assert "2024-07-01" < chosen["to"] < "2024-11-30"


def test_the_edges_answer_to_the_keyboard(visit: Visit) -> None:
    page = opened(visit("/timeline?from=2024-01-01&to=2024-12-31"))
    edge = page.get_by_role("slider", name="From")
    assert edge.get_attribute("aria-valuetext").replace("\u00a0", " ") == "1 Jan 2024"
    edge.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    until(page, "location.search === '?from=2024-03-02&to=2024-12-31'")
    settle(page)
    assert page.evaluate("document.activeElement.getAttribute('role')") == "slider"
    page.get_by_role("slider", name="To").focus()
    page.keyboard.press("End")
    until(page, "location.search === '?from=2024-03-02'")


def test_of_a_narrow_window_the_nearer_edge_is_taken(visit: Visit) -> None:
    page = opened(visit("/timeline?from=2024-10-01&to=2024-10-31"))
    pane = page.locator(".tw-brush-window").bounding_box()
    assert pane["width"] < 14, "the handles lie over each other"
    y = pane["y"] + 14
    # Within the reach of both handles, and nearer to the left edge.
    drag(page, (pane["x"] + pane["width"] * 0.4, y), (at_year(page, 2024) + 1, y))
    until(page, "location.search === '?from=2024-01-01&to=2024-10-31'")


def test_a_finger_draws_a_window_drags_its_edge_and_moves_it(visit: Visit) -> None:
    page = opened(visit("/timeline"))
    finger = page.context.new_cdp_session(page)
    finger.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 1})

    def swipe(start: float, end: float) -> None:
        box = page.locator(STRIP).bounding_box()
        for type, x in [("touchStart", start), *(("touchMove", start + (end - start) * n / 6) for n in range(1, 7))]:
            finger.send("Input.dispatchTouchEvent", {"type": type, "touchPoints": [{"x": x, "y": box["y"] + 13}]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe(at_year(page, 2024) + 3, at_year(page, 2025) - 3)
    until(page, "location.search === '?from=2024-01-01&to=2024-12-31'")
    settle(page)
    edge = page.get_by_role("slider", name="To").bounding_box()
    swipe(edge["x"] + edge["width"] / 2, at_year(page, 2026))
    until(page, "location.search === '?from=2024-01-01&to=2025-12-31'")
    settle(page)
    swipe(at_year(page, 2025), at_year(page, 2024))
    until(page, "location.search === '?from=2023-01-01&to=2024-12-31'")


def test_a_preset_is_one_press(visit: Visit) -> None:
    page = opened(visit("/timeline"))
    button = page.locator(".tw-brush-presets button", has_text="Oct–Dec 2024")
    button.click()
    until(page, "location.search === '?from=2024-10-01&to=2024-12-31'")
    until(page, "[...document.querySelectorAll('.tw-brush-presets button')]"
                ".find(b => b.textContent === 'Oct–Dec 2024').getAttribute('aria-pressed') === 'true'")  # fmt: skip


def test_typing_narrows_live_keeps_the_caret_and_escape_clears(visit: Visit) -> None:
    page = opened(visit("/timeline"))
    everything = int(page.locator(".tw-search span").inner_text().split()[0])
    field = page.locator(".tw-search input")
    field.click()
    page.keyboard.type("raji", delay=60)
    until(page, "decodeURIComponent(location.search) === '?words=raji'")
    page.keyboard.type("n", delay=60)
    until(page, "location.search === '?words=rajin'")
    until(page, "document.querySelector('.tw-subtitle').textContent.includes('rajin')")
    settle(page)
    left = int(page.locator(".tw-search span").inner_text().split()[0])
    assert 0 < left < everything
    assert subtitle(page).startswith(f"{left} events")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("x")
    until(page, "location.search === '?words=rajixn'")
    assert field.input_value() == "rajixn"
    page.keyboard.press("Escape")
    until(page, "location.search === ''")
    assert field.input_value() == ""


def test_the_search_shows_the_words_of_the_filter_bar(visit: Visit) -> None:
    page = opened(visit("/timeline?words=Khasan"))
    assert page.locator(".tw-search input").input_value() == "Khasan"
    page.get_by_role("button", name="Reset").click()
    until(page, "document.querySelector('.tw-search input').value === ''")


def test_a_click_on_a_mark_opens_its_card_and_the_address_holds_it(visit: Visit) -> None:
    page = opened(visit("/timeline?from=2024-10-01&to=2024-12-31"))
    spot = page.evaluate("""() => {
        const chart = document.querySelector('.st-key-exhibit-timeline .js-plotly-plot');
        const trace = chart.data.find(t => t.meta === 'event' && t.mode === 'markers');
        const box = chart.getBoundingClientRect();
        return { x: box.left + trace.x[0], y: box.top + trace.y[0], id: trace.customdata[0] };
    }""")
    page.mouse.click(spot["x"], spot["y"])
    page.locator(".st-key-event-card").wait_for()
    settle(page)
    assert query_of(page)["event"] in page.content()
    page.go_back()
    until(page, "!location.search.includes('event=')")
    page.locator(".st-key-event-card").wait_for(state="detached")


def test_a_number_of_gathered_marks_shows_its_span_alone(visit: Visit) -> None:
    page = opened(visit("/timeline"))
    spot = page.evaluate("""() => {
        const chart = document.querySelector('.st-key-exhibit-timeline .js-plotly-plot');
        const trace = chart.data.find(t => t.meta === 'span');
        const most = trace.text.reduce((best, text, at) => +text.slice(1) > +trace.text[best].slice(1) ? at : best, 0);
        const box = chart.getBoundingClientRect();
        return { x: box.left + trace.x[most], y: box.top + trace.y[most], asked: trace.customdata[most] };
    }""")
    page.mouse.click(spot["x"], spot["y"])
    until(page, "location.search.includes('from=') && location.search.includes('to=')")
    chosen, (first, last, _) = query_of(page), spot["asked"].split(":")
    assert chosen["from"] < first
    assert last < chosen["to"]
    until(page, "day => document.querySelector('.tw-subtitle').textContent.includes(day)", chosen["to"][:4])


@pytest.mark.parametrize("metric", ["troops_deployed", "containers_shipped"])
def test_numbers_stand_under_the_lanes_and_in_the_link(metric: str, visit: Visit) -> None:
    page = opened(visit(f"/timeline?overlay={metric}"))
    assert "below: " in subtitle(page)
    assert query_of(page) == {"overlay": metric}
    page.locator(".st-key-option-overlay button").click()
    page.get_by_role("option", name="DPRK soldiers killed (losses)").click()
    until(page, "location.search === '?overlay=killed'")
    until(page, "document.querySelector('.tw-subtitle').textContent.includes('DPRK soldiers killed')")


def test_an_unknown_metric_is_named_and_ignored(visit: Visit) -> None:
    page = opened(visit("/timeline?overlay=troops_deploid"))
    assert "troops_deployed" in page.locator(".tw-notice").inner_text()
    assert query_of(page) == {}


def test_lanes_change_with_one_press(visit: Visit) -> None:
    page = opened(visit("/timeline"))
    page.locator(".st-key-option-lanes button", has_text="Party").click()
    until(page, "location.search === '?lanes=party'")
    until(page, "[...document.querySelectorAll('.tw-chart text')].some(t => t.textContent === 'Several parties')")


def test_the_list_is_grouped_by_month_runs_both_ways_and_shows_more(visit: Visit) -> None:
    page = opened(visit("/timeline?from=2024-01-01&to=2024-12-31"))
    page.locator(".tw-months h4").first.wait_for()
    lines = page.locator(".tw-months button.line")
    assert lines.count() == 60
    newest = page.locator(".tw-months h4 span").first.inner_text()
    page.locator(".tw-months button.more").press("Enter")
    until(page, "document.querySelectorAll('.tw-months button.line').length === 120")
    page.locator(".st-key-option-order button", has_text="Oldest first").click()
    until(page, "newest => document.querySelector('.tw-months h4 span').textContent !== newest", newest)
    settle(page)
    assert query_of(page)["order"] == "oldest"
    lines.first.press("Enter")
    page.locator(".st-key-event-card").wait_for()


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}], indirect=True, ids=["phone"])
def test_a_phone_has_a_list_by_month_with_bars_and_a_brush(visit: Visit) -> None:
    page = opened(visit("/timeline"))
    page.locator(".tw-months .share").first.wait_for(state="attached")
    assert page.locator(".tw-months h4").count() > 5
    box = page.locator(STRIP).bounding_box()
    assert box["width"] > 340
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth") <= 0


def test_the_whole_frame_is_on_the_first_screen(visit: Visit) -> None:
    few = "/timeline?overlay=casualties&from=2024-12-01&to=2024-12-31"
    for path in ("/timeline", few, "/timeline?from=2024-10-01&to=2024-12-31"):
        page = opened(visit(path))
        bottom = page.locator(".st-key-exhibit-timeline .tw-foot").bounding_box()
        assert bottom["y"] + bottom["height"] <= 900, path


@pytest.mark.parametrize("card", ["", "&event=2024-10-08-first-wave-chongjin"], ids=["figure alone", "beside a card"])
def test_many_events_over_numbers_stand_whole_on_one_screen_under_the_bars(card: str, visit: Visit) -> None:
    page = opened(visit(f"/timeline?overlay=troops_deployed{card}"))
    bars = page.locator("[class*=st-key-filterbar]").first.bounding_box()
    frame = page.locator(".st-key-exhibit-timeline figure").bounding_box()
    assert frame["height"] <= 900 - (bars["y"] + bars["height"])
