"""Measures a reader's own points: what is sent, how soon a filter is seen, how smoothly the map moves."""

from __future__ import annotations

import statistics
from typing import Any

from tests.conftest import unfolded
from tests.points import KINDS, synthetic_points

MAP = ".tw-host:has(.tw-points)"
POINTS = 50_000
#: Played on a canvas: a WebGL map drawn in software beside it would be what is measured.
PATH = "/map?show=play&from=2022-01-01"
_COUNT_FRAMES = """() => {
  window.spent = []; window.counting = true;
  let last = performance.now();
  const step = now => { spent.push(now - last); last = now; if (window.counting) requestAnimationFrame(step); };
  requestAnimationFrame(step);
}"""
_UNTIL_CHANGED = """([map, before]) => new Promise(resolve => {
  const begun = performance.now();
  const step = () => document.querySelector(map).dataset.points === before
    ? requestAnimationFrame(step) : requestAnimationFrame(() => resolve(performance.now() - begun));
  step();
})"""


def measured(page: Any, address: str) -> list[tuple[str, str]]:
    """Take a made-up file of 50,000 rows in and give what was measured, in words and numbers."""
    sizes: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sizes.append(len(frame))))
    page.goto(address + PATH)
    page.wait_for_selector(".tw-bottom", state="attached")
    page.wait_for_timeout(3000)
    content = synthetic_points(POINTS)
    page.locator(".st-key-own-points-menu button").first.click()
    field = page.locator('[data-testid="stFileUploader"] input[type=file]')
    field.wait_for(state="attached")
    sizes.clear()
    field.set_input_files({"name": "made-up.csv", "mimeType": "text/csv", "buffer": content})
    page.locator(f"{MAP}[data-points][data-drawn]").wait_for()
    page.wait_for_timeout(2000)
    page.keyboard.press("Escape")
    page.locator('[data-testid="stPopoverBody"]').wait_for(state="hidden")
    page.wait_for_timeout(2000)
    sent = max(sizes)
    filtered, again = _filtered(page, sizes)
    frames = {way: _moved(page, nearer) for way, nearer in (("in squares", 0), ("one by one", 4))}
    return [
        ("file / message with the points, sent once", f"{len(content) / 1e6:.1f} MB / {sent / 1e6:.1f} MB"),
        ("messages of a filter", f"{again / 1000:.0f} kB"),
        ("filter pressed → points redrawn", f"{filtered:.0f} ms"),
        *((f"a frame while moving, points {way}: median, 95 of 100", found) for way, found in frames.items()),
    ]


def _filtered(page: Any, sizes: list[int]) -> tuple[float, int]:
    """Choose one kind, then all again, and give the median time and the largest sum of messages."""
    times, sums = [], []
    for kind in (KINDS[0], KINDS[1], KINDS[2]):
        before = page.locator(MAP).get_attribute("data-points")
        page.locator(".st-key-own-points-kind input").scroll_into_view_if_needed()
        option = unfolded(page, ".st-key-own-points-kind input", kind)
        sizes.clear()
        option.click()
        times.append(page.evaluate(_UNTIL_CHANGED, [MAP, before]))
        page.wait_for_timeout(1500)
        sums.append(sum(sizes))
    return statistics.median(times), max(sums)


def _moved(page: Any, nearer: int) -> str:
    for _ in range(nearer):
        page.locator(MAP).get_by_role("button", name="Nearer").click()
    canvas = page.locator(f"{MAP} canvas")
    canvas.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    box = canvas.bounding_box()
    page.evaluate(_COUNT_FRAMES)
    page.mouse.move(box["x"] + 600, box["y"] + 200)
    page.mouse.down()
    for step in range(90):
        page.mouse.move(box["x"] + 600 - 4 * step, box["y"] + 200 + step % 30)
        page.wait_for_timeout(8)
    page.mouse.up()
    spent = sorted(page.evaluate("() => { window.counting = false; return spent.slice(3); }"))
    return f"{statistics.median(spent):.0f} ms, {spent[int(0.95 * len(spent))]:.0f} ms"
