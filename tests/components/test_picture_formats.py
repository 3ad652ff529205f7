"""Pictures in every size and format: complete, in the typeface, and the same bytes for the same view."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from components.briefing import Picture, Size, chrome, fitted, picture
from components.briefing.__main__ import main
from components.briefing.fonts import with_fonts
from components.briefing.frame import frame
from components.theme import Mode
from data import Selection, Tables
from tests.chromium import ADVICE, found
from tests.conftest import IN_CI

MAP = "routes-map"
#: The sizes the design names, in px.
WANTED = {"slide": (1600, 900), "half": (800, 900), "square": (1200, 1200), "a4": (1240, 877)}


@pytest.fixture(scope="module")
def drawing() -> Iterator[None]:
    """The browser that draws; ended when the module's tests are over."""
    path = found()
    if path is None:
        (pytest.fail if IN_CI else pytest.skip)(ADVICE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER_PATH", str(path))
        yield
        chrome.stop()


def test_every_size_of_the_design_is_offered() -> None:
    assert {str(size): (size.anatomy.width, size.anatomy.height) for size in Size} == WANTED


@pytest.mark.parametrize("size", Size)
def test_the_frame_of_the_map_leaves_room_and_stays_inside(tables: Tables, size: Size) -> None:
    made = fitted(MAP, tables, Selection(), size=size)
    around = frame(made, size)
    assert made.canvas.height <= around.height
    assert around.height > 0.4 * size.anatomy.height
    assert all(0 <= line.x <= size.anatomy.width and 0 < line.y < size.anatomy.height for line in around.lines)
    said = " ".join(line.text for line in around.lines)
    assert [part for part in ("Natural Earth", "GeoNames", "Tumen Watch", "/map") if part not in said] == []


@pytest.mark.browser
@pytest.mark.parametrize("exhibit", [MAP, "timeline", "turnover"])
def test_equal_views_give_equal_svg(tables: Tables, drawing: None, exhibit: str) -> None:
    first, second = (
        picture(fitted(exhibit, tables, Selection(), size=Size.HALF), Size.HALF, format=Picture.SVG) for _ in range(2)
    )
    assert first == second


@pytest.mark.browser
def test_a_vector_map_is_complete_and_carries_its_typeface(tables: Tables, drawing: None) -> None:
    made = fitted(MAP, tables, Selection(), size=Size.A4)
    svg = picture(made, Size.A4, format=Picture.SVG).decode()
    words = " ".join(re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", svg)).replace("\u00a0", " ")
    for part in ("Tumen Watch", "Natural Earth", "Rajin", "km", made.subtitle.split(" · ")[0], made.key[0].label):
        assert part in words
    assert 'width="1240" height="877"' in svg
    assert svg.count("@font-face") >= 2
    assert not re.search(r'(?:href|src)="(?!data:|#)', svg), "nothing is fetched"


@pytest.mark.browser
@pytest.mark.parametrize("size", Size)
def test_a_map_is_drawn_at_the_px_of_its_size(tables: Tables, drawing: None, size: Size) -> None:
    content = picture(fitted(MAP, tables, Selection(), size=size, mode=Mode.DARK), size)
    assert Image.open(io.BytesIO(content)).size == WANTED[str(size)]


@pytest.mark.browser
def test_the_command_line_writes_the_map_as_pdf_for_a_page(tmp_path: Path, drawing: None) -> None:
    file = tmp_path / "map.pdf"
    given = ["render", MAP, "--format", "pdf", "--size", "a4", "--query", "view=tumen", "--output", str(file)]
    assert main(given) == 0
    content = file.read_bytes()
    assert content.startswith(b"%PDF")
    assert b"TumenSans" in content
    box = re.search(rb"MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert box
    assert [round(float(side) * 96 / 72) for side in box.groups()] == [1240, 877]


def test_an_alphabet_is_carried_only_where_it_is_used() -> None:
    latin, hangul = (with_fonts(f"<svg><text>{text}</text></svg>".encode()) for text in ("Rajin", "라진"))
    assert (latin.count(b"@font-face"), hangul.count(b"@font-face")) == (1, 2)
    assert hangul.decode().endswith("<text>라진</text></svg>")
