"""The map through time in a real browser: it plays by itself, rests in the address, and keeps still when asked to."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from statistics import median, quantiles
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import IN_CI, settle

Visit = Callable[[str], Any]
AUTUMN = "/map?show=play&from=2024-09-01&to=2025-03-31"
#: Ms of the main thread a frame may take, and frames a second: half of what was measured without a GPU.
MOST_WORK, LEAST_FRAMES = 20, 30
TITLE = ".st-key-exhibit-routes-map .tw-title"
_COUNTING = """
window.spent = []; window.stamps = [];
const ask = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = act => ask(now => {
    const start = performance.now();
    act(now);
    window.spent.push(performance.now() - start);
    window.stamps.push(now);
});
"""


def _query(page: Any) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.evaluate("location.href")).query).items()}


def _ready(page: Any) -> Any:
    page.locator(".tw-player[data-drawn]").wait_for()
    settle(page)
    return page


def _date(page: Any) -> str:
    return str(page.locator(".tw-player-date").inner_text()).replace("\u00a0", " ")


def _day_in_address(page: Any, day: str) -> None:
    page.wait_for_function("day => new URLSearchParams(location.search).get('at') === day", arg=day)


def _painted(page: Any, colour: str) -> int:
    """Count the pixels of the canvas that are nearly of a colour."""
    found: int = page.evaluate(
        """colour => {
            const canvas = document.querySelector('.tw-player canvas');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const want = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16));
            let count = 0;
            for (let i = 0; i < data.length; i += 4) {
                if (want.every((value, at) => Math.abs(data[i + at] - value) < 12)) count += 1;
            }
            return count;
        }""",
        colour,
    )
    return found


def test_it_plays_smoothly_and_asks_the_server_for_nothing(page: Any, visit: Visit) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.add_init_script(_COUNTING)
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame or ""))))
    _ready(visit(AUTUMN))
    page.wait_for_timeout(1500)
    first = _date(page)
    page.evaluate("spent.length = stamps.length = 0")
    sent.clear()
    page.locator(".tw-player-play").click()
    page.wait_for_timeout(4000)
    spent, stamps = page.evaluate("[spent, stamps]")
    assert page.locator(".tw-player-playing").count() == 1
    assert sent == []
    assert _date(page) != first
    gaps = [b - a for a, b in pairwise(stamps) if b > a]
    assert quantiles(spent, n=20)[-1] < MOST_WORK
    if not IN_CI:
        assert 1000 / median(gaps) >= LEAST_FRAMES


def test_a_day_that_rests_stands_in_title_and_address(page: Any, visit: Visit) -> None:
    page.emulate_media(reduced_motion="no-preference")
    _ready(visit(AUTUMN + "&at=2024-10-09"))
    assert _date(page) == "9 Oct 2024"
    assert page.locator(TITLE).inner_text().replace("\u00a0", " ").startswith("On 9 Oct 2024: First wave")
    page.locator(".tw-player-play").click()
    page.wait_for_function("!location.search.includes('at=')")
    page.wait_for_function("sel => !document.querySelector(sel).textContent.startsWith('On ')", arg=TITLE)
    page.locator(".tw-player-play").click()
    page.wait_for_function("location.search.includes('at=20')")
    shown = _date(page)
    page.wait_for_function(
        "([sel, day]) => document.querySelector(sel).textContent.replace(/\\u00a0/g, ' ').startsWith(`On ${day}`)",
        arg=[TITLE, shown],
    )


def test_keys_move_by_days_and_the_canvas_shows_it(page: Any, visit: Visit) -> None:
    _ready(visit(AUTUMN + "&at=2024-10-07"))
    before = _painted(page, "#C14B27")
    page.locator(".tw-player canvas").focus()
    page.keyboard.press("ArrowRight")
    _day_in_address(page, "2024-10-08")
    assert _date(page) == "8 Oct 2024"
    assert _painted(page, "#C14B27") > before + 100
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    _day_in_address(page, "2024-10-06")
    page.keyboard.press("PageUp")
    _day_in_address(page, "2024-11-05")
    page.locator(".tw-player-strip input").focus()
    page.keyboard.press("Shift+ArrowRight")
    _day_in_address(page, "2024-11-12")


def test_who_wants_no_motion_gets_steps(visit: Visit) -> None:
    page = _ready(visit(AUTUMN + "&at=2024-09-01"))
    assert not page.locator(".tw-player-play").is_visible()
    page.get_by_role("button", name="On to the next day on which something moves").click()
    _day_in_address(page, "2024-10-01")
    settle(page)
    read = "document.querySelector('.tw-player canvas').toDataURL()"
    before = page.evaluate(read)
    page.wait_for_timeout(600)
    assert page.evaluate(read) == before
    page.locator(".tw-player canvas").focus()
    page.keyboard.press(" ")
    _day_in_address(page, "2024-10-08")
    page.locator(".tw-player-playing").wait_for(state="detached")


def test_a_movement_in_the_list_and_on_the_map_opens_its_card(visit: Visit) -> None:
    page = _ready(visit(AUTUMN + "&at=2024-10-12"))
    page.locator(".tw-player-list button", has_text="First wave sails").click()
    page.wait_for_function("location.search.includes('event=2024-10-08-first-wave-chongjin')")
    page.locator(".st-key-event-card").wait_for()
    assert _query(page)["at"] == "2024-10-12"


def test_pointing_at_a_line_names_it(visit: Visit) -> None:
    page = _ready(visit("/map?show=play&view=korea&from=2024-09-01&to=2025-03-31&at=2024-10-12"))
    box = page.locator(".tw-player canvas").bounding_box()
    spot = page.evaluate(
        """() => {
            const canvas = document.querySelector('.tw-player canvas');
            const { data, width } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const hits = [];
            for (let i = 0; i < data.length; i += 4) {
                const near = [193, 75, 39].every((value, at) => Math.abs(data[i + at] - value) < 12);
                if (near) hits.push([i / 4 % width, Math.floor(i / 4 / width)]);
            }
            return hits[Math.floor(hits.length / 2)].map(value => value / devicePixelRatio);
        }"""
    )
    page.mouse.move(box["x"] + spot[0], box["y"] + spot[1])
    tip = page.locator(".tw-player-tip")
    tip.wait_for(state="visible")
    assert "→ Vladivostok" in tip.inner_text()


def test_back_leads_past_the_days(visit: Visit) -> None:
    page = visit("/map?from=2024-09-01&to=2025-03-31")
    settle(page)
    page.locator(".st-key-option-show button", has_text="Through time").click()
    _ready(page)
    page.wait_for_function("location.search.includes('show=play')")
    for day in ("2024-10-08", "2024-10-18", "2024-10-23"):
        page.get_by_role("button", name="On to the next day on which something moves").click()
        _day_in_address(page, day)
        settle(page)
    page.go_back()
    page.wait_for_function("!location.search.includes('show=play')")
    page.locator(".tw-player").wait_for(state="detached")


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/map?show=play", "2 Nov 2022"),
        ("/map?show=play&view=kursk&from=2024-09-01&to=2025-03-31", "23 Oct 2024"),
        ("/map?show=play&from=2022-01-01&at=2022-01-01", "1 Jan 2022"),
    ],
)
def test_it_opens_on_the_first_day_that_shows_a_movement_unless_a_link_names_one(
    path: str, day: str, visit: Visit
) -> None:
    page = _ready(visit(path))
    assert _date(page) == day
    heading = page.locator(".tw-player-side h4").inner_text()
    assert heading == ("Nothing is dated to this day" if "at=" in path else "Under way, by its dates")


def test_a_quiet_day_leads_to_the_next_movement(visit: Visit) -> None:
    page = _ready(visit("/map?show=play&from=2022-01-01&at=2022-01-01"))
    page.locator(".tw-player-next", has_text="next").click()
    _day_in_address(page, "2022-11-02")
    page.locator(".tw-player-next").wait_for(state="detached")
    assert page.locator(".tw-player-side h4").inner_text() == "Under way, by its dates"


def test_a_single_day_has_nothing_to_play(page: Any, visit: Visit) -> None:
    page.emulate_media(reduced_motion="no-preference")
    _ready(visit("/map?show=play&from=2024-10-08&to=2024-10-08"))
    assert not page.locator(".tw-player-play").is_visible()
    assert page.locator(".tw-player-strip input").is_disabled()
    assert page.locator(".tw-player-list button").count() > 1


def test_days_with_more_to_tell_do_not_move_the_controls(visit: Visit) -> None:
    page = _ready(visit(AUTUMN + "&at=2025-02-06"))
    canvas, bar = (page.locator(f".tw-player {part}").bounding_box() for part in ("canvas", ".tw-player-bar"))
    assert abs(canvas["y"] + canvas["height"] - bar["y"]) < 2
    assert "more in the 60 days before" in page.locator(".tw-player-list").inner_text()
    shown = page.locator(".tw-player-list").evaluate("list => list.scrollHeight - list.clientHeight")
    assert shown <= 0, "no line of the list is cut"


def test_another_unit_changes_the_counts(visit: Visit) -> None:
    page = _ready(visit("/map?at=2025-01-20"))
    counts = page.locator(".tw-player-counts")
    assert "US DoD" in counts.inner_text()
    page.locator(".tw-player-side select").select_option("containers")
    page.wait_for_function("document.querySelector('.tw-player-counts').textContent.includes('ROK DIA')")
    page.wait_for_function("location.search.includes('unit=containers')")
    assert "22\u2009000" in counts.inner_text()


def test_leaving_the_player_leaves_its_day(visit: Visit) -> None:
    page = _ready(visit("/map?at=2025-01-20&unit=containers"))
    page.locator(".st-key-option-show button", has_text="Routes and movements").click()
    page.wait_for_function("location.search === ''")


@pytest.mark.parametrize(
    "context",
    [{}, {"viewport": {"width": 390, "height": 844}}, {"scheme": "dark"}],
    indirect=True, ids=["light", "phone", "dark"],
)  # fmt: skip
def test_it_fits_and_is_as_sharp_as_the_screen(visit: Visit) -> None:
    page = _ready(visit(AUTUMN + "&at=2024-10-12"))
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth") <= 0
    sharp = page.evaluate(
        "(() => { const c = document.querySelector('.tw-player canvas');"
        " return c.width === Math.round(c.clientWidth * Math.min(devicePixelRatio, 3)); })()"
    )
    assert sharp
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert _painted(page, "#EE7F55" if dark else "#C14B27") > 100
