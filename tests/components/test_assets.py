"""What the browser fetches: made once, whole, and only again when something changed."""

from __future__ import annotations

import re
import time
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from components.assets import ensure_assets
from components.theme import PALETTES, STATIC_FOLDER, Mode


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    (folder / "vendor").mkdir()
    (folder / "vendor" / "plotly-0.0.1.min.js").write_text("old", encoding="utf-8")
    (folder / "geo").mkdir()
    (folder / "geo" / "old.geojson").write_text("{}", encoding="utf-8")
    ensure_assets(folder)
    return folder


def made(folder: Path) -> dict[str, int]:
    return {str(file.relative_to(folder)): file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}


def test_addresses_name_files_that_are_there(static: Path) -> None:
    assets = ensure_assets(static)
    assert assets.plotly_url == f"app/static/vendor/plotly-{version('plotly')}.min.js"
    script = static / assets.plotly_url.removeprefix("app/static/")
    assert b"plotly.js v" in script.read_bytes()[:200]
    assert len(list((static / assets.ground_url.removeprefix("app/static/")).glob("*.geojson"))) > 5


def test_what_is_no_longer_made_is_removed_and_nothing_half_made_stays(static: Path) -> None:
    names = made(static)
    assert not [name for name in names if "0.0.1" in name or "old" in name]
    assert not list(static.rglob(".making-*"))


def test_up_to_date_files_are_left_alone_and_cost_nothing(static: Path) -> None:
    before = made(static)
    start = time.perf_counter()
    ensure_assets(static)
    assert time.perf_counter() - start < 0.5  # a full run takes longer than this; the aim is 20 ms
    assert made(static) == before


def test_damaged_files_are_made_again(static: Path) -> None:
    script = next((static / "vendor").glob("plotly-*.min.js"))
    layer = next((static / "geo").glob("*.geojson"))
    sizes = script.stat().st_size, layer.stat().st_size
    script.write_text("cut", encoding="utf-8")
    layer.unlink()
    ensure_assets(static)
    assert (script.stat().st_size, layer.stat().st_size) == sizes


@pytest.mark.parametrize("mode", Mode)
def test_wordmark_is_outlines_in_the_ink_of_its_mode(mode: Mode) -> None:
    root = ElementTree.parse(STATIC_FOLDER / f"wordmark-{mode}.svg").getroot()
    tags = {re.sub(r"\{.*\}", "", element.tag) for element in root.iter() if isinstance(element.tag, str)}
    assert tags == {"svg", "path"}
    assert {path.get("fill") for path in root} == {PALETTES[mode].ink}


def test_icon_is_square_and_small() -> None:
    with Image.open(STATIC_FOLDER / "icon.png") as icon:
        assert icon.size == (64, 64)
