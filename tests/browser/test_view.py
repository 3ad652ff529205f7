"""The view in a real browser: filters, address bar, pages, history, bad links."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import settle
from tests.serving import ROOT

PATHS = ["/", *sorted(f"/{path.stem}" for path in (ROOT / "pages").glob("*.py") if path.stem != "overview")]
Visit = Callable[[str], Any]


def query_of(page: Any) -> dict[str, str]:
    """Read the query of the address bar."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.evaluate("location.href")).query).items()}


def drawn(page: Any, id: str) -> str:
    """Wait until an exhibit is drawn and give its revision."""
    figure = page.locator(f".st-key-exhibit-{id} figure.tw-exhibit[data-drawn]")
    figure.wait_for()
    return str(figure.get_attribute("data-drawn"))


def redrawn(page: Any, id: str, before: str) -> None:
    """Wait until an exhibit shows another revision."""
    page.wait_for_function(
        "([id, before]) => { const f = document.querySelector(`.st-key-exhibit-${id} figure`);"
        " return f && f.dataset.drawn && f.dataset.drawn !== before; }",
        arg=[id, before],
    )


def choose_region(page: Any, name: str) -> None:
    """Press one of the region buttons in the bar."""
    page.locator(".st-key-filter-regions button", has_text=name).click()


def test_a_filter_changes_chart_sentence_and_address(visit: Visit) -> None:
    page = visit("/timeline")
    before = drawn(page, "timeline")
    choose_region(page, "Rason")
    redrawn(page, "timeline", before)
    settle(page)
    assert query_of(page) == {"regions": "rason"}
    assert "Rason" in page.locator(".tw-sentence").first.inner_text()
    assert "Rason" in page.locator(".st-key-exhibit-timeline .tw-subtitle").inner_text()


def test_a_filter_changes_the_map(visit: Visit) -> None:
    page = visit("/map?from=2024-10-01&to=2024-12-31")
    title = page.locator(".st-key-exhibit-routes-map .tw-title").first
    title.wait_for()
    before = title.inner_text()
    choose_region(page, "Rason")
    page.wait_for_function("before => document.querySelector('.tw-title').textContent !== before", arg=before)


def test_the_view_survives_reload(visit: Visit) -> None:
    page = visit(
        "/timeline?from=2024-10-01&to=2024-12-31&regions=kursk_front&categories=combat,casualties&lanes=status"
    )
    shown = page.locator(".st-key-exhibit-timeline .tw-subtitle").inner_text()
    page.reload()
    settle(page)
    assert page.locator(".st-key-exhibit-timeline .tw-subtitle").inner_text() == shown
    assert query_of(page) == {
        "from": "2024-10-01", "to": "2024-12-31", "regions": "kursk_front", "categories": "combat,casualties",
        "lanes": "status",
    }  # fmt: skip


def test_a_page_switch_keeps_the_filters(visit: Visit) -> None:
    page = visit("/timeline?regions=rason")
    drawn(page, "timeline")
    page.get_by_role("link", name="Trade").click()
    drawn(page, "trade-flows")
    settle(page)
    assert query_of(page) == {"regions": "rason"}
    assert urlsplit(page.evaluate("location.href")).path == "/trade"


def test_back_takes_back_one_step(visit: Visit) -> None:
    page = visit("/timeline")
    first = drawn(page, "timeline")
    choose_region(page, "Rason")
    redrawn(page, "timeline", first)
    settle(page)
    second = drawn(page, "timeline")
    choose_region(page, "Primorye")
    redrawn(page, "timeline", second)
    settle(page)
    page.wait_for_function("location.search.includes('primorye')")
    page.go_back()
    page.wait_for_function("location.search === '?regions=rason'")
    page.wait_for_function("!document.querySelector('.tw-sentence').textContent.includes('Primorye')")
    settle(page)
    page.go_back()
    page.wait_for_function("location.search === ''")
    page.wait_for_function("document.querySelector('.tw-sentence').textContent.includes('all regions')")


def test_fast_clicks_all_count(visit: Visit) -> None:
    page = visit("/timeline")
    drawn(page, "timeline")
    for name in ("Kursk front", "Primorye", "Rason"):
        choose_region(page, name)
    page.wait_for_function("decodeURIComponent(location.search) === '?regions=kursk_front,primorye,rason'")


def test_a_bad_link_says_what_it_ignored(visit: Visit) -> None:
    page = visit("/timeline?regions=primory&from=2024-02-30&view=nowhere&event=no-such-event&zzz=1&statuses=denied")
    text = page.locator(".tw-notice").inner_text()
    for word in ("primorye", "2024-02-30", "nowhere", "no-such-event", "zzz"):
        assert word in text
    assert query_of(page) == {"statuses": "denied"}


def test_a_key_that_stands_twice_in_a_link_loses_nothing_in_silence(visit: Visit) -> None:
    page = visit("/timeline?regions=rason&regions=primorye&from=2024-10-01&from=2023-01-01")
    assert "2024-10-01" in page.locator(".tw-notice").inner_text()
    assert query_of(page) == {"regions": "primorye,rason", "from": "2023-01-01"}


def test_many_bad_parts_of_a_link_leave_the_page_in_sight(visit: Visit) -> None:
    page = visit("/timeline?" + "&".join(f"zz{number}=1" for number in range(40)))
    notice = page.locator(".tw-notice")
    assert notice.bounding_box()["height"] < 200
    assert "zz39" not in notice.inner_text()
    notice.get_by_text("and 35 more").click()
    assert "zz39" in notice.inner_text()


def test_the_card_of_an_event_that_the_filters_leave_out_says_so(visit: Visit) -> None:
    page = visit("/timeline?event=2024-10-08-first-wave-chongjin&from=2026-01-01")
    outside = page.locator(".st-key-card .tw-outside")
    outside.wait_for()
    page.get_by_role("button", name="Reset").click()
    page.wait_for_function("!document.querySelector('.tw-outside')")
    assert page.locator(".st-key-event-card h2").count() == 1


def test_a_preset_sets_the_dates(visit: Visit) -> None:
    page = visit("/timeline")
    before = drawn(page, "timeline")
    page.locator(".st-key-filter-period button").first.click()
    page.get_by_role("button", name="Oct–Dec 2024").click()
    redrawn(page, "timeline", before)
    page.wait_for_function("location.search === '?from=2024-10-01&to=2024-12-31'")


def test_reset_clears_everything(visit: Visit) -> None:
    page = visit("/timeline?from=2024-10-01&regions=rason&known=2025-05-01&words=rail")
    before = drawn(page, "timeline")
    page.get_by_role("button", name="Reset").click()
    redrawn(page, "timeline", before)
    page.wait_for_function("location.search === ''")


def test_counts_stand_beside_options(visit: Visit) -> None:
    page = visit("/timeline?from=2024-10-01&to=2024-12-31")
    page.locator(".st-key-filter-more button").first.click()
    page.locator(".st-key-filter-categories button").first.wait_for()
    settle(page)
    labels = page.locator(".st-key-filter-categories button").all_inner_texts()
    assert len(labels) == 14
    assert all(re.search(r"\d+$", label.strip()) for label in labels)
    before = drawn(page, "timeline")
    page.locator(".st-key-filter-categories button", has_text="Combat").click()
    redrawn(page, "timeline", before)
    page.wait_for_function("location.search.includes('categories=combat')")


def test_an_event_opens_by_click_and_by_link(visit: Visit) -> None:
    page = visit("/timeline?from=2024-10-01&to=2024-12-31")
    drawn(page, "timeline")
    page.locator(".st-key-event-list [data-open^='event:']").first.click()
    page.wait_for_function("location.search.includes('event=')")
    event = query_of(page)["event"]
    card = page.locator(".st-key-event-card")
    card.wait_for()
    title = card.locator("h2, h3").first.inner_text()
    page.goto(page.url.split("?")[0] + f"?event={event}")
    settle(page)
    assert page.locator(".st-key-event-card h2, .st-key-event-card h3").first.inner_text() == title
    page.locator(".st-key-event-card [data-open='close']").click()
    page.wait_for_function("!location.search.includes('event=')")


def test_a_mark_on_the_timeline_opens_its_event(visit: Visit) -> None:
    page = visit("/timeline?from=2024-10-01&to=2024-12-31")
    drawn(page, "timeline")
    page.evaluate("""() => {
        const chart = document.querySelector('.st-key-exhibit-timeline .js-plotly-plot');
        const trace = chart.data.find(t => t.meta === 'event' && t.customdata && t.customdata.length);
        chart.emit('plotly_click', { points: [{ data: trace, customdata: trace.customdata[0] }] });
    }""")
    page.locator(".st-key-event-card").wait_for()


def test_a_region_pressed_twice_at_once_leaves_the_figure_as_it_was(visit: Visit) -> None:
    """What the browser drew ahead at the first press is taken back where no answer follows."""
    page = visit("/timeline?from=2024-10-01&to=2024-12-31")
    drawn(page, "timeline")
    page.wait_for_timeout(500)
    subtitle = page.locator(".st-key-exhibit-timeline .tw-subtitle")
    shown = subtitle.inner_text()
    for _ in range(3):
        page.locator(".st-key-filter-regions button", has_text="Rason").dblclick()
        page.wait_for_timeout(1000)
        settle(page)
        assert "Rason" not in page.locator(".tw-sentence").first.inner_text()
        assert subtitle.inner_text() == shown


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "context",
    [
        {},
        {"scheme": "dark"},
        {"viewport": {"width": 390, "height": 844}},
        {"viewport": {"width": 820, "height": 1180}, "scheme": "dark"},
    ],
    indirect=True,
    ids=["light", "dark", "phone", "tablet"],
)
def test_every_page_draws_without_error_or_overflow(path: str, visit: Visit) -> None:
    page = visit(path)
    page.locator(".tw-bottom").wait_for()
    settle(page)
    assert page.locator('[data-testid="stException"], [data-testid="stAlert"]').count() == 0
    overflow = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    assert overflow <= 0


@pytest.mark.parametrize(
    ("path", "id"),
    [("/timeline", "timeline"), ("/map", "routes-map"), ("/trade", "trade-flows"), ("/trade", "turnover"),
     ("/", "events-by-month"), ("/", "headlines"), ("/forces", "waves"), ("/arms", "stage-ladder"),
     ("/arms", "other-direction"), ("/ports", "border-counts")],
)  # fmt: skip
def test_a_plain_screen_grab_shows_the_whole_figure(path: str, id: str, visit: Visit) -> None:
    page = visit(path)
    box = page.locator(f".st-key-exhibit-{id}")
    box.locator(".tw-title").first.wait_for()
    settle(page)
    height = box.evaluate("""frame => {
        const top = frame.querySelector('.tw-title').getBoundingClientRect().top;
        const feet = [...frame.querySelectorAll('.tw-foot')].map(foot => foot.getBoundingClientRect().bottom);
        return Math.max(...feet) - top;
    }""")
    assert 150 < height < 900 - 104


def test_the_typeface_is_ours(visit: Visit) -> None:
    page = visit("/timeline")
    drawn(page, "timeline")
    assert page.evaluate("document.fonts.check('400 13px \"Tumen Sans\"')")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert any("Tumen Sans" in family for family in loaded)


def test_what_is_drawn_ahead_is_what_the_server_answers(visit: Visit) -> None:
    """The browser draws a region's figure at the press; the server's answer must change nothing."""
    page = visit("/timeline?from=2024-10-01&to=2024-12-31")
    for name in ("Rason", "Primorye", "Rason"):
        before = int(drawn(page, "timeline"))
        choose_region(page, name)
        redrawn(page, "timeline", str(before))
        page.wait_for_timeout(150)
        settle(page)
        page.wait_for_timeout(300)
        assert int(drawn(page, "timeline")) == before + 1
    subtitle = page.locator(".st-key-exhibit-timeline .tw-subtitle").inner_text()
    sentence = page.locator(".tw-sentence").first.inner_text()
    assert "Primorye" in subtitle
    assert "Rason" not in subtitle
    assert sentence.split(" · ")[1] in subtitle
