"""A reader's own points in a real browser: taken in, drawn, filtered, moved, refused, and never evaluated."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Any

import pytest

from data.wording import number
from tests.conftest import choose, settle
from tests.points import KINDS, synthetic_points

Visit = Callable[[str], Any]
MAP = ".tw-host:has(.tw-points)"
#: A map that is played on a canvas: the other one, drawn by WebGL in software, would keep the browser busy.
QUIET = "/map?show=play&view=tumen&from=2022-01-01"
HOSTILE = """lat,lon,date,name,kind
42.60,131.10,2024-10-08,"<img src=x onerror=""window.hacked=1""><b>bold</b>",<script>window.hacked=1</script>
42.70,131.30,2024-10,@@=window.hacked=1,"=HYPERLINK(""http://evil.example"")"
999,1,2024-01-01,@@=window.hacked=2,x
42.80,131.50,08/10/2024,"<i onmouseover=window.hacked=3>x</i>",x
"""
FRAMES = """() => {
  window.frames_ = []; window.counting = true;
  let last = performance.now();
  const step = now => {
    window.frames_.push(now - last);
    last = now;
    if (window.counting) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}"""


def take_in(page: Any, name: str, content: bytes) -> None:
    """Choose a file behind the button of the Map page and wait for what comes of it."""
    page.locator(".st-key-own-points-menu button").first.click()
    field = page.locator('[data-testid="stFileUploader"] input[type=file]')
    field.wait_for(state="attached")
    settle(page)
    field.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def drawn(page: Any) -> dict[str, str]:
    """Wait for the points' map and give what it says of itself."""
    page.locator(f"{MAP}[data-points][data-drawn]").wait_for(timeout=60_000)
    settle(page)
    found: dict[str, str] = page.locator(MAP).evaluate("host => ({...host.dataset})")
    return found


def title(own: Any) -> str:
    """The heading, without the signs that keep its numbers whole."""
    text: str = own.locator("h3").inner_text()
    return text.replace("\u2060", "")


def closed(page: Any) -> None:
    page.keyboard.press("Escape")
    page.locator('[data-testid="stPopoverBody"]').wait_for(state="hidden")
    settle(page)


def test_fifty_thousand_points_are_gathered_and_come_apart_when_near(visit: Visit) -> None:
    page = visit("/map?show=play&from=2022-01-01")
    take_in(page, "made-up.csv", synthetic_points(50_000))
    seen = drawn(page)
    closed(page)
    assert (seen["points"], seen["way"]) == ("50000", "squares")
    own = page.locator(".st-key-own-points")
    assert title(own) == f"Your points: {number(50_000)} from made-up.csv, not part of the dataset"
    assert "in a square about" in own.locator(".tw-points-key").inner_text()
    for _ in range(4):
        own.get_by_role("button", name="Nearer").click()
    page.wait_for_function(f"document.querySelector('{MAP}').dataset.way === 'single'")
    assert own.locator(".tw-points-key").inner_text() == "one of your points"
    assert "made-up" not in page.url
    assert len(page.context.cookies()) <= 2


def test_the_dates_reach_the_points_and_only_the_small_message_is_sent_again(visit: Visit, page: Any) -> None:
    sizes: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sizes.append(len(frame))))
    visit(QUIET)
    take_in(page, "made-up.csv", synthetic_points(50_000))
    drawn(page)
    closed(page)
    assert max(sizes) > 1_500_000, "the points come once, as they are"
    sizes.clear()
    choose(page, ".st-key-own-points-kind input", KINDS[0])
    page.wait_for_function(f"+document.querySelector('{MAP}').dataset.points < 20000")
    settle(page)
    assert sum(sizes) < 300_000, "a filter does not send them again"
    assert f"of {number(50_000)} from" in title(page.locator(".st-key-own-points"))


def test_moving_the_map_is_smooth_with_fifty_thousand_points(visit: Visit) -> None:
    page = visit("/map?show=play&from=2022-01-01")
    take_in(page, "made-up.csv", synthetic_points(50_000))
    drawn(page)
    closed(page)
    canvas = page.locator(f"{MAP} canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    x, y = box["x"] + 500, box["y"] + 150
    work: list[float] = []
    page.evaluate(FRAMES)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(x - 4 * step, y + step % 20)
        page.wait_for_timeout(16)
        work.append(float(page.locator(MAP).get_attribute("data-ms")))
    page.mouse.up()
    frames = page.evaluate("() => { window.counting = false; return window.frames_.slice(3); }")
    assert len(frames) > 20
    # Wide margins, for busy machines: 17 ms a frame and 2 ms of work were measured.
    assert statistics.median(frames) < 70
    assert statistics.median(work) < 20


def test_a_hostile_file_is_text_on_the_map_and_beside_it(visit: Visit) -> None:
    page = visit(QUIET)
    take_in(page, "<img src=x onerror=window.hacked=4>.csv", HOSTILE.encode())
    drawn(page)
    closed(page)
    own = page.locator(".st-key-own-points")
    assert "2 from <img src=x onerror=window.hacked=4>.csv" in title(own)
    canvas = own.locator("canvas")
    canvas.scroll_into_view_if_needed()
    told = set()
    for lon, lat in ((131.10, 42.60), (131.30, 42.70)):
        x, y = page.evaluate(AIM, [lon, lat])
        page.mouse.move(x, y)
        tip = own.locator(".tip")
        tip.wait_for(state="visible")
        told.add(tip.locator("strong").inner_text())
        assert tip.locator("img, b, script").count() == 0
        assert "not part of the dataset" in tip.inner_text()
    assert told == {'<img src=x onerror="window.hacked=1"><b>bold</b>', "@@=window.hacked=1"}
    own.get_by_text("2 lines left out").click()
    left = own.locator(".tw-own-foot").inner_text()
    assert 'row 4, field lat: "999" is not between -90 and 90' in left
    assert 'row 5, field date: "08/10/2024" cannot be read for certain' in left
    assert page.evaluate("window.hacked") is None
    assert page.locator(".stMain img[src='x']").count() == 0
    assert own.locator(".tw-host b, .tw-host i[onmouseover], .tw-host script").count() == 0


def test_points_out_of_sight_are_told_of(visit: Visit) -> None:
    page = visit(QUIET)
    lines = [
        b"lat,lon,date",
        b"51.7,36.2,2024-10-08",
        b"51.8,36.3,2024",
        b"42.6,131.1,2024-10",
        b"42.6,131.1,2019-10-08",
    ]
    take_in(page, "far.csv", b"\n".join(lines))
    drawn(page)
    closed(page)
    said = "words => document.querySelector('.tw-points .seen').textContent.startsWith(words)"
    page.wait_for_function(said, arg="1 of 3 in sight")
    page.locator(".st-key-option-view button", has_text="Kursk front").click()
    page.wait_for_function(said, arg="2 of 3 in sight")
    settle(page)
    for _ in range(2):
        page.locator(".st-key-own-points").get_by_role("button", name="Nearer").click()
    page.wait_for_function(said, arg="None of your 3 points lies in this view")


#: Where a place stands on the screen, by the view that the map had at first (Web Mercator).
AIM = """([lon, lat]) => {
  const canvas = document.querySelector('.tw-points canvas');
  const box = canvas.getBoundingClientRect();
  const earth = 6371.0088, radian = Math.PI / 180;
  const x = earth * lon * radian, y = -earth * Math.log(Math.tan(Math.PI / 4 + lat * radian / 2));
  const [west, south, east, north] = [130.05, 42.15, 132.15, 43.2];
  const across = lon => earth * lon * radian;
  const down = lat => -earth * Math.log(Math.tan(Math.PI / 4 + lat * radian / 2));
  const sides = [(across(east) - across(west)) / box.width, (down(south) - down(north)) / box.height];
  const perPx = Math.max(...sides) / 0.92;
  const middle = [(across(west) + across(east)) / 2, (down(south) + down(north)) / 2];
  return [box.left + box.width / 2 + (x - middle[0]) / perPx, box.top + box.height / 2 + (y - middle[1]) / perPx];
}"""


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("no-header.csv", b"42.1,130.2\n42.2,130.3\n", "no header"),
        ("nul.csv", b"lat,lon\n1,\x002\n", "row 2: a NUL byte"),
        ("latin.csv", "lat,lon,name\n1,2,Владивосток".encode("cp1251"), "is not UTF-8"),
        ("book.csv", b"PK\x03\x04 workbook", "save it as CSV"),
        ("large.csv", b"lat,lon\n" + b"1,2\n" * 5_500_000, "File must be 20.0MB or smaller"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(name: str, content: bytes, words: str, visit: Visit) -> None:
    page = visit(QUIET)
    take_in(page, name, content)
    page.locator('[data-testid="stPopoverBody"]').get_by_text(words).first.wait_for(timeout=60_000)
    assert page.locator(".st-key-own-points").count() == 0


def test_the_points_outlive_a_change_of_page_and_go_when_told_but_never_into_a_link(visit: Visit, context: Any) -> None:
    page = visit(QUIET)
    address = page.url
    take_in(page, "mine.csv", HOSTILE.encode())
    drawn(page)
    closed(page)
    assert page.url == address
    page.get_by_role("link", name="Trade").click()
    page.wait_for_url("**/trade*")
    settle(page)
    page.get_by_role("link", name="Map", exact=True).click()
    page.wait_for_url("**/map*")
    assert drawn(page)["points"] == "2"
    other = context.new_page()
    other.goto(page.url)
    settle(other)
    assert other.locator(".st-key-own-points").count() == 0
    page.locator(".st-key-own-points-menu button").first.click()
    page.get_by_role("button", name="Remove your points").click()
    page.locator(".st-key-own-points").wait_for(state="detached")
