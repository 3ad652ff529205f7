"""Figures and tables that leave through the browser."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.browser.test_view import drawn
from tests.conftest import choose, settle

Visit = Callable[[str], Any]


def taken(page: Any, id: str, label: str) -> Path:
    """Open a figure's menu, press an entry and give the file that arrives."""
    page.locator(f".st-key-menu-{id} button").first.click()
    entry = page.get_by_role("button", name=label)
    entry.wait_for()
    settle(page)
    with page.expect_download(timeout=60_000) as arriving:
        entry.click()
    return Path(arriving.value.path())


@pytest.mark.parametrize(
    ("path", "id"),
    [("/timeline?from=2024-10-01&to=2024-12-31", "timeline"), ("/map?from=2024-10-01&to=2024-10-31", "routes-map")],
)
def test_a_figure_leaves_as_a_slide(path: str, id: str, visit: Visit) -> None:
    page = visit(path)
    page.locator(f".st-key-exhibit-{id} .tw-title").first.wait_for()
    picture = Image.open(taken(page, id, "Download the PNG"))
    assert (picture.format, picture.size) == ("PNG", (1600, 900))
    colours = picture.convert("RGB").getcolors(1 << 24) or []
    assert len(colours) > 50
    assert max(colours)[1] in ((255, 255, 255), (251, 250, 246))


@pytest.mark.parametrize(
    ("format", "ground", "starts", "holds"),
    [("SVG", "Light", b"<svg", b'width="1240" height="877"'), ("PDF", "Dark", b"%PDF", b"TumenSans")],
)
def test_the_map_leaves_in_the_size_format_and_ground_chosen(
    format: str, ground: str, starts: bytes, holds: bytes, visit: Visit
) -> None:
    page = visit("/map?from=2024-10-01&to=2024-10-31&view=tumen")
    page.locator(".st-key-exhibit-routes-map .tw-title").first.wait_for()
    page.locator(".st-key-menu-routes-map button").first.click()
    choose(page, ".st-key-size-routes-map input", "A4 width, 1240 × 877")
    settle(page)
    for group, name in (("format", format), ("ground", ground)):
        page.locator(f".st-key-{group}-routes-map").get_by_role("radio", name=name).click()
        settle(page)
    entry = page.get_by_role("button", name=f"Download the {format}")
    entry.wait_for()
    with page.expect_download(timeout=60_000) as arriving:
        entry.click()
    name = arriving.value.suggested_filename
    assert name.startswith("tumen-watch-routes-map-")
    assert name.endswith(f"-a4{'-dark' if ground == 'Dark' else ''}.{format.lower()}")
    content = Path(arriving.value.path()).read_bytes()
    assert content.startswith(starts)
    assert holds in content


def test_rows_leave_as_csv_with_their_filters(visit: Visit) -> None:
    page = visit("/timeline?from=2024-10-01&to=2024-12-31")
    drawn(page, "timeline")
    text = taken(page, "timeline", "Rows as CSV").read_text(encoding="utf-8-sig")
    about = [line for line in text.splitlines() if line.startswith("#")]
    assert any("1 Oct" in line and "31 Dec 2024" in line for line in about)
    rows = list(csv.reader(io.StringIO("\n".join(line for line in text.splitlines() if not line.startswith("#")))))
    assert len(rows) > 50


def test_a_table_leaves_whole(visit: Visit) -> None:
    page = visit("/data?table=places")
    with page.expect_download() as arriving:
        page.get_by_role("button", name="Download these rows as CSV").click()
    text = Path(arriving.value.path()).read_text(encoding="utf-8-sig")
    assert "라진" in text


def test_the_table_twin_opens(visit: Visit) -> None:
    page = visit("/trade")
    drawn(page, "turnover")
    page.locator(".st-key-menu-turnover button").first.click()
    page.get_by_role("button", name="Rows as a table").click()
    page.get_by_role("dialog").locator('[data-testid="stDataFrame"]').wait_for()
