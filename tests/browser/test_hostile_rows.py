"""Text of rows stays text: no markup, no script, no fetched picture, no evaluated expression."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from components.maps.views import MapView
from data import Tables
from tests.browser.test_map import place_on_screen, press
from tests.conftest import settle
from tests.serving import ROOT, dashboard, free_port, running

MARKUP = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script><b>bold</b>'
EXPRESSION = "@@=window.hacked=1"
PICTURE = "![x](http://evil.example/x.png) [link](javascript:window.hacked=1)"
FORMULA = '=HYPERLINK("http://evil.example")'
TEXTS = {"label": "<b>bold</b> @@=1", "title": MARKUP, "summary": PICTURE, "actors": EXPRESSION, "tags": FORMULA}


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard over tables whose texts try everything."""
    home = tmp_path_factory.mktemp("hostile") / "watch"
    shutil.copytree(
        ROOT, home, ignore=shutil.ignore_patterns(".git", ".venv*", ".*_cache", "__pycache__", "docs", "failures")
    )
    _spoil(home / "data" / "tables" / "events.csv", TEXTS)
    _spoil(home / "data" / "tables" / "places.csv", {"note": EXPRESSION, "alt_names": MARKUP.replace(";", "")})
    _spoil(home / "data" / "tables" / "claims.csv", {"note": MARKUP})
    _spoil(home / "data" / "tables" / "places.csv", {"name": EXPRESSION}, only="rajin")
    _spoil(home / "data" / "tables" / "places.csv", {"name": MARKUP}, only="vladivostok")
    _spoil(home / "data" / "geo" / "routes.csv", {"name": f"{EXPRESSION} {MARKUP}"})
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with running(dashboard(port), f"{address}/_stcore/health", folder=home):
        yield address


def _spoil(path: Path, texts: dict[str, str], *, only: str = "") -> None:
    """Replace texts of every row, or of the row with the key `only`, by hostile ones with the row's number."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        for number, row in enumerate(rows):
            unique = {field: f"{text} {number}" for field, text in texts.items()}
            spoilt = not only or next(iter(row.values())) == only
            writer.writerow({**row, **unique} if spoilt else row)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/timeline?from=2024-10-01&to=2024-12-31&event=2024-10-08-first-wave-chongjin",
        "/map?from=2024-10-01&to=2024-10-31",
        "/map?from=2024-10-01&to=2024-10-31&at=2024-10-12&spot=place:rajin",
        "/data?table=events",
        f"/timeline?words={MARKUP}&regions={EXPRESSION}&event={MARKUP}",
    ],
)
def test_hostile_text_is_shown_as_written(path: str, page: Any, hostile_server: str) -> None:
    page.goto(hostile_server + path)
    settle(page)
    page.locator(".tw-bottom").wait_for(timeout=60_000)
    settle(page)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".stMain img[src='x'], .stMain a[href^='javascript']").count() == 0
    assert page.locator(".tw-host b, .tw-host script, .tw-host iframe").count() == 0


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}], indirect=True, ids=["phone"])
@pytest.mark.parametrize("key", ["view", "show", "at", "spot", "unit", "event", "from"])
@pytest.mark.parametrize("value", ["x" * 260, "фЖ" * 130, MARKUP], ids=["latin", "cyrillic", "markup"])
def test_a_bad_value_in_a_link_is_told_in_the_width_of_a_phone(key: str, value: str, visit: Any) -> None:
    page = visit(f"/map?show=play&{key}={quote(value)}")
    assert page.locator(".tw-notice").inner_text().startswith(f"Ignored in this link – {key}: ")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth") <= 0
    assert page.locator(".tw-title").first.inner_text()
    assert page.evaluate("window.hacked") is None


def test_formulas_leave_a_download_harmless(page: Any, hostile_server: str) -> None:
    page.goto(hostile_server + "/data?table=events")
    settle(page)
    with page.expect_download() as arriving:
        page.get_by_role("button", name="Download these rows as CSV").click()
    text = Path(arriving.value.path()).read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+@" and cell]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)


def test_hostile_rows_pass_into_a_readers_hands_only_as_text(hostile_server: str, page: Any) -> None:
    page.goto(hostile_server + "/timeline?from=2024-10-01&to=2024-12-31&event=2024-10-08-first-wave-chongjin")
    settle(page)
    card = page.locator(".st-key-event-card")
    card.wait_for(timeout=60_000)
    assert "<script>" in card.inner_text()


@pytest.mark.parametrize(("place", "said"), [("rajin", EXPRESSION), ("vladivostok", MARKUP)])
def test_hostile_names_on_the_map_are_told_as_written(
    place: str, said: str, hostile_server: str, page: Any, tables: Tables
) -> None:
    page.goto(f"{hostile_server}/map?view=tumen")
    settle(page)
    box = page.locator(".st-key-map-deck canvas").first.bounding_box()
    x, y = place_on_screen(tables, MapView.TUMEN, place, box)
    press(page, x, y, says=said, until=f"spot=place:{place}")
    assert page.locator(".deck-tooltip img, .deck-tooltip script, .deck-tooltip b").count() == 0
    card = page.locator(".st-key-spot-card")
    card.wait_for(timeout=60_000)
    assert said in card.inner_text()
    page.goto(f"{hostile_server}/map?spot=route:rail_khasan_rajin")
    settle(page)
    assert EXPRESSION in page.locator(".st-key-spot-card h2").inner_text()
    assert page.evaluate("window.hacked") is None
    assert page.locator(".tw-host img[src='x'], .tw-host b, .tw-host script").count() == 0
