"""The map layers: readable, complete for the tables, and plain about damage."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from data import Tables
from data.geography import EURASIA_WINDOW, LayerError, layer, route_lines
from data.tables import GEO_FOLDER


@pytest.mark.parametrize("path", sorted(GEO_FOLDER.glob("*.geojson")), ids=lambda path: path.stem)
def test_every_layer_reads_and_stays_on_the_globe(path: Path) -> None:
    shapes = layer(path.stem)
    assert shapes
    for shape in shapes:
        for points in (*shape.lines, *(ring for rings in shape.polygons for ring in rings)):
            assert np.abs(points[:, 0]).max() <= 180
            assert np.abs(points[:, 1]).max() <= 90


def test_each_route_of_the_tables_has_a_line_that_starts_and_ends_near_its_places(tables: Tables) -> None:
    lines = route_lines()
    places = tables.places.set_index("place_id")
    assert set(lines) == set(tables.routes["route_id"])
    for route in tables.routes.itertuples(index=False):
        for end, place_id in ((0, route.from_place_id), (-1, route.to_place_id)):
            lon, lat = lines[str(route.route_id)][end]
            place = places.loc[str(place_id)]
            away = np.hypot((lon - place["lon"]) * np.cos(np.radians(lat)), lat - place["lat"]) * 111.2
            assert away < 25, f"{route.route_id} ends {away:.0f} km from {place_id}"


def test_crimea_stands_with_ukraine_and_the_isthmus_is_told_apart() -> None:
    def holds(name: str, lon: float, lat: float) -> bool:
        rings = [p[0] for s in layer("eurasia_50m_countries") if s.text("name") == name for p in s.polygons]
        return any(_inside(ring, lon, lat) for ring in rings)

    assert holds("Ukraine", 34.1, 45.0)
    assert not holds("Russia", 34.1, 45.0)
    assert holds("Russia", 36.2, 51.7)
    assert [shape.text("class") for shape in layer("eurasia_50m_borders")].count("de_facto_line") == 1


def _inside(ring: np.ndarray, lon: float, lat: float) -> bool:
    x, y = ring.T
    following_x, following_y = np.roll(x, -1), np.roll(y, -1)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = x + (lat - y) * (following_x - x) / (following_y - y)
    return bool((((y > lat) != (following_y > lat)) & (crossing > lon)).sum() % 2)


def test_the_eurasian_layers_keep_to_their_window() -> None:
    west, south, east, north = EURASIA_WINDOW
    for shape in layer("eurasia_50m_land"):
        for rings in shape.polygons:
            low, high = rings[0].min(axis=0), rings[0].max(axis=0)
            assert low[0] >= west - 0.01
            assert low[1] >= south - 0.01
            assert high[0] <= east + 0.01
            assert high[1] <= north + 0.01


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not a GeoJSON"),
        ("{}", "not a GeoJSON"),
        ({"type": "Point", "coordinates": [1, 2]}, "feature 1: geometry 'Point'"),
        ({"type": "LineString", "coordinates": [[1, 2], [3, None]]}, "feature 1"),
        ({"type": "LineString", "coordinates": [[1, 2]]}, "feature 1: coordinates are not pairs"),
        (None, "feature 1: geometry 'none'"),
    ],
)
def test_a_damaged_layer_names_the_file_and_the_feature(tmp_path: Path, text: object, words: str) -> None:
    content = text if isinstance(text, str) else json.dumps({"features": [{"properties": {}, "geometry": text}]})
    (tmp_path / "broken.geojson").write_text(content, encoding="utf-8")
    with pytest.raises(LayerError, match=r"broken\.geojson") as caught:
        layer("broken", tmp_path)
    assert words in str(caught.value)


def test_a_missing_layer_is_named(tmp_path: Path) -> None:
    with pytest.raises(LayerError, match=r"rivers\.geojson is missing"):
        layer("rivers", tmp_path)
