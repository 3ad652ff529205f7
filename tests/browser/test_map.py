"""The map in a real browser: clicks, cards, list and strip answer each other; pan and zoom stay."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from PIL import Image

from components.maps.geometry import Box
from components.maps.views import FRAMINGS, MapView, frame
from data import Tables
from tests.browser.test_view import choose_region, query_of
from tests.conftest import settle

Visit = Callable[[str], Any]
CANVAS = ".st-key-map-deck canvas"
TOOLTIP = ".st-key-map-deck .deck-tooltip"
LAND = np.array([251, 250, 246])
AUTUMN = "from=2024-10-01&to=2024-12-31"


def opened(visit: Visit, path: str) -> Any:
    """Open a path of the map and wait until deck.gl has drawn it."""
    page = visit(path)
    page.locator(CANVAS).first.wait_for()
    settle(page)
    return at_rest(page)


def at_rest(page: Any) -> Any:
    """Wait until the map shows lines and no longer changes: layers and signs come one after the other."""
    before = grab(page)
    for _ in range(40):
        page.wait_for_timeout(700)
        now = grab(page)
        if np.array_equal(before, now) and (np.abs(now - LAND).max(axis=2) > 6).mean() > 0.005:
            return page
        before = now
    raise AssertionError("the map was not drawn, or never came to rest")


def grab(page: Any) -> np.ndarray:
    """Picture the part of the map that holds no close look."""
    box = page.locator(CANVAS).first.bounding_box()
    clip = {"x": box["x"] + 420, "y": box["y"] + 20, "width": 380, "height": box["height"] - 60}
    return np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB"), dtype=int)


def alike(a: np.ndarray, b: np.ndarray) -> float:
    """Give the share of the pixels that are not plain land in either picture that are the same in both."""
    drawn = (np.abs(a - LAND).max(axis=2) > 6) | (np.abs(b - LAND).max(axis=2) > 6)
    return float((np.abs(a - b).max(axis=2) < 8)[drawn].mean())


def drag(page: Any, by: tuple[int, int]) -> None:
    """Pan the map with the mouse."""
    box = page.locator(CANVAS).first.bounding_box()
    x, y = box["x"] + 500, box["y"] + 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0] / 2, y + by[1] / 2, steps=4)
    page.mouse.move(x + by[0], y + by[1], steps=4)
    page.mouse.up()
    at_rest(page)


def spot_of(page: Any, tables: Tables, view: MapView, place_id: str) -> tuple[float, float]:
    """Find where a place stands on the screen, in the first view of the map."""
    return place_on_screen(tables, view, place_id, page.locator(CANVAS).first.bounding_box())


def place_on_screen(tables: Tables, view: MapView, place_id: str, box: dict[str, float]) -> tuple[float, float]:
    """Give the px of a place in the first view of a map that fills a box of the screen."""
    place = tables.places.set_index("place_id").loc[place_id]
    laid = frame(FRAMINGS[view], Box(0, 0, round(box["width"]), round(box["height"])))
    x, y = laid.px(np.array([[place["lon"], place["lat"]]]))[0]
    return box["x"] + float(x), box["y"] + float(y)


def click_place(page: Any, tables: Tables, view: MapView, place_id: str, *, until: str) -> None:
    """Point at a place until the map tells its name, then click until the address holds `until`."""
    x, y = spot_of(page, tables, view, place_id)
    press(page, x, y, says=tables.places.set_index("place_id")["name"][place_id], until=until)


def press(page: Any, x: float, y: float, *, says: str, until: str) -> None:
    """Click a spot of the map whose tooltip says something, until the address holds `until`.

    Without a graphics card deck.gl may look for what lies under the pointer for longer than a click may take.
    """
    for step in range(24):
        page.mouse.move(x + step % 2, y)
        page.wait_for_timeout(600)
        if says not in page.locator(TOOLTIP).first.inner_text():
            continue
        page.mouse.click(x + step % 2, y)
        for _ in range(20):
            page.wait_for_timeout(500)
            if until in unquote(page.url):
                return
    raise AssertionError(f"a click on {says} does not lead to {until}")


@pytest.mark.parametrize("view", ["", "view=kursk"], ids=["corridor", "kursk"])
def test_pan_and_zoom_survive_a_filter(view: str, visit: Visit) -> None:
    page = opened(visit, f"/map?{AUTUMN}&{view}")
    still = grab(page)
    drag(page, (150, 70))
    page.mouse.wheel(0, -240)
    at_rest(page)
    moved = grab(page)
    assert alike(still, moved) < 0.6
    before = page.locator(".tw-sentence").first.inner_text()
    choose_region(page, "Rason")
    page.wait_for_function("before => document.querySelector('.tw-sentence').innerText !== before", arg=before)
    settle(page)
    at_rest(page)
    after = grab(page)
    assert alike(moved, after) > alike(still, after) + 0.2


def test_pan_survives_an_opened_card(visit: Visit) -> None:
    page = opened(visit, f"/map?{AUTUMN}&view=kursk")
    drag(page, (0, 110))
    moved = page.locator(CANVAS).first.bounding_box()["width"]
    page.locator(".st-key-map-events [data-open^='event:']").first.click()
    page.locator(".st-key-event-card").wait_for()
    settle(page)
    at_rest(page)
    held = page.locator(CANVAS).first.bounding_box()["width"]
    assert held < moved
    # Nothing was put in the place of the map: it is the element that was panned.
    narrow = grab(page)
    fresh = opened(visit, page.url.removeprefix(page.evaluate("location.origin")))
    assert alike(narrow, grab(fresh)) < 0.5


def test_a_place_opens_its_card_and_leads_to_its_port(visit: Visit, tables: Tables) -> None:
    page = opened(visit, "/map?view=tumen")
    click_place(page, tables, MapView.TUMEN, "rajin", until="spot=place:rajin")
    card = page.locator(".st-key-spot-card")
    card.wait_for()
    assert query_of(page)["spot"] == "place:rajin"
    text = card.inner_text()
    for word in ("Rajin", "Najin", "라진", "Раджин", "within 3 km", "Claims", "Near by"):
        assert word in text
    assert page.locator(".st-key-map-events h3").inner_text().startswith("Rajin")
    card.locator("[data-open^='event:']").first.click()
    page.locator(".st-key-event-card").wait_for()
    page.locator(".st-key-event-card [data-open='close']").click()
    card.wait_for()
    card.get_by_role("link", name="All on the port of Rajin").click()
    page.wait_for_url("**/ports?*")


def test_one_click_is_enough_on_a_busy_machine(visit: Visit, tables: Tables) -> None:
    page = opened(visit, "/map?view=tumen")
    # Each press keeps the page from its next event for longer than a click may take in deck.gl.
    page.evaluate("""() => window.addEventListener('pointerdown', () => {
        for (const from = performance.now(); performance.now() < from + 400;); })""")
    page.mouse.click(*spot_of(page, tables, MapView.TUMEN, "rajin"))
    page.wait_for_url("**spot=place*")
    assert query_of(page)["spot"] == "place:rajin"


def test_a_held_press_on_the_map_is_no_click(visit: Visit, tables: Tables) -> None:
    page = opened(visit, "/map?view=tumen")
    page.mouse.move(*spot_of(page, tables, MapView.TUMEN, "rajin"))
    page.mouse.down()
    page.wait_for_timeout(700)
    page.mouse.up()
    page.wait_for_timeout(3000)
    assert "spot" not in query_of(page)


def test_a_mark_opens_again_after_its_card_was_closed(visit: Visit, tables: Tables) -> None:
    page = opened(visit, "/map?view=tumen")
    for _ in range(2):
        click_place(page, tables, MapView.TUMEN, "rajin", until="spot=place:rajin")
        page.locator(".st-key-spot-card [data-open='close']").click()
        page.wait_for_function("!location.search.includes('spot=')")
        settle(page)
        at_rest(page)


def test_a_gathered_mark_opens_the_view_that_holds_its_places(visit: Visit, tables: Tables) -> None:
    page = opened(visit, "/map?view=tumen")
    click_place(page, tables, MapView.TUMEN, "khasan", until="view=mouth")
    settle(page)
    at_rest(page)
    click_place(page, tables, MapView.MOUTH, "tumangang", until="spot=place:tumangang")
    page.locator(".st-key-spot-card").wait_for()
    assert query_of(page)["spot"] == "place:tumangang"


def test_a_route_opens_its_history(visit: Visit, tables: Tables) -> None:
    page = opened(visit, f"/map?{AUTUMN}&spot=route:rail_khasan_tumangang")
    text = page.locator(".st-key-spot-card").inner_text().replace("\u00a0", " ")
    assert "Khasan – Tumangang over the Friendship Bridge" in text
    assert "7.8 km as drawn; schematic" in text
    assert "16 Dec 2024" in text
    assert "up to 31 Dec 2024" in text
    page.locator(".st-key-spot-card [data-open='close']").click()
    page.wait_for_function("!location.search.includes('spot=')")
    page.locator(".st-key-spot-card").wait_for(state="detached")


def test_a_listed_event_is_marked_on_list_and_strip(visit: Visit) -> None:
    page = opened(visit, f"/map?{AUTUMN}")
    before = grab(page)
    page.locator(".st-key-map-events [data-open='event:2024-10-23-first-units-in-kursk']").click()
    page.locator(".st-key-event-card").wait_for()
    settle(page)
    marked = page.locator(".st-key-map-events [aria-current='true']")
    assert marked.get_attribute("data-open") == "event:2024-10-23-first-units-in-kursk"
    at_rest(page)
    # The outline of ink round its flight crosses the middle of the map.
    ink = (np.abs(grab(page) - np.array([22, 25, 29])).max(axis=2) < 12).sum()
    assert ink > (np.abs(before - np.array([22, 25, 29])).max(axis=2) < 12).sum() + 400
    outlined = page.evaluate("""() => document.querySelector('.st-key-map-strip .js-plotly-plot').data
        .filter(trace => trace.type === 'scatter').length""")
    assert outlined == 1


def test_a_month_of_the_strip_narrows_the_dates_and_widens_them_again(visit: Visit) -> None:
    page = opened(visit, "/map?view=kursk")
    strip = page.locator(".st-key-map-strip .js-plotly-plot")
    at = strip.evaluate("""plot => { const hits = plot.data.find(trace => trace.meta === 'month');
        return hits.x[hits.customdata.indexOf('2024-11')]; }""")
    box = strip.bounding_box()
    for query in ({"from": "2024-11-01", "to": "2024-11-30", "view": "kursk"}, {"view": "kursk"}):
        page.mouse.move(box["x"] + at, box["y"] + 40)
        page.wait_for_timeout(200)
        page.mouse.click(box["x"] + at, box["y"] + 40)
        page.wait_for_function("to => location.search.includes('to=') === to", arg="to" in query)
        settle(page)
        assert query_of(page) == query
        page.wait_for_timeout(600)


def test_a_tap_on_a_month_counts_once(browser: Any, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{server}/map?view=kursk")
    settle(page)
    page.wait_for_function("document.querySelector('.st-key-map-deck canvas')?.getBoundingClientRect().width < 400")
    strip = page.locator(".st-key-map-strip .js-plotly-plot")
    strip.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    at = strip.evaluate("""plot => { const hits = plot.data.find(trace => trace.meta === 'month');
        return hits.x[hits.customdata.indexOf('2024-11')]; }""")
    box = strip.bounding_box()
    page.touchscreen.tap(box["x"] + at, box["y"] + 40)
    page.wait_for_function("location.search.includes('to=2024-11-30')")
    settle(page)
    page.wait_for_timeout(2000)
    assert query_of(page) == {"from": "2024-11-01", "to": "2024-11-30", "view": "kursk"}
    context.close()


def test_the_close_looks_stand_beside_on_the_map_and_below(visit: Visit, page: Any) -> None:
    opened(visit, "/map")
    looks, deck = (page.locator(f"{key} .js-plotly-plot, {key} canvas").first for key in
                   (".st-key-map-looks-corridor", ".st-key-map-deck"))  # fmt: skip
    assert looks.bounding_box()["x"] >= deck.bounding_box()["x"] + deck.bounding_box()["width"]
    texts = page.evaluate("""() => document.querySelector('.st-key-map-looks-corridor .js-plotly-plot').data
        .flatMap(trace => trace.mode === 'text' ? trace.text : [])""")
    assert {"Tumen mouth", "Tumangang", "Khasan", "Rajin"} <= set(texts)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("document.querySelector('.st-key-map-deck canvas').getBoundingClientRect().width < 400")
    settle(page)
    page.wait_for_timeout(1000)
    assert looks.bounding_box()["y"] >= deck.bounding_box()["y"] + deck.bounding_box()["height"]
