"""The ground of the map that pans: few segments, and still the coast and the borders that the layers hold."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from components.maps.geometry import Box
from components.maps.ground import HAIRS, Ground, lines, polygons, zoomed_polygons
from components.maps.pydeck_painter import deck
from components.maps.scene import scene
from components.maps.topology import area_of, chained, dissolved, simplified
from components.maps.view_ground import view_areas, view_file, view_lines, write_view_ground
from components.maps.views import FRAMINGS, Detail, MapView, frame
from data import Selection, Tables
from data.geography import FAR_EAST_WINDOW, Points

#: Segments a view may hold: in software each costs about 0.02 ms in every frame.
MOST = 3_200


def square(west: float, south: float, size: float = 1.0) -> Points:
    corners = [(west, south), (west + size, south), (west + size, south + size), (west, south + size), (west, south)]
    return np.array(corners)


@pytest.mark.parametrize("view", MapView)
def test_a_view_holds_few_segments_and_no_kind_is_lost(view: MapView) -> None:
    counts = {kind: sum(len(line) - 1 for line in view_lines(view, kind))
              for kind in Ground if view_file(view, kind) and not kind.closed}  # fmt: skip
    assert all(counts.values())
    assert sum(counts.values()) < MOST
    assert sum(len(ring) for area in view_areas(view, Ground.LAND) for ring in area) < 8_000


@pytest.mark.parametrize("view", MapView)
def test_land_and_sea_of_a_view_are_those_of_its_layers(view: MapView) -> None:
    laid = frame(FRAMINGS[view], Box(0, 0, 1060, 452))
    detail, projection = FRAMINGS[view].detail, FRAMINGS[view].projection
    layers = zoomed_polygons(Ground.LAND) if detail is Detail.CORRIDOR else polygons(detail, Ground.LAND)
    before = _painted([[laid.from_plane(projection.forward(ring)) for ring in rings] for rings in layers])
    after = _painted([[laid.from_plane(ring) for ring in area] for area in view_areas(view, Ground.LAND)])
    assert (before != after).mean() < 0.01
    assert 0.4 < after.mean() <= 1


def _painted(areas: list[list[Points]]) -> np.ndarray:
    sheet = Image.new("1", (1060, 452))
    for outline, *holes in areas:
        one = Image.new("1", sheet.size)
        pen = ImageDraw.Draw(one)
        for ring, fill in ((outline, 1), *((hole, 0) for hole in holes)):
            pen.polygon([(float(x), float(y)) for x, y in np.clip(ring, -2e5, 2e5)], fill=fill)
        sheet.paste(1, mask=one)
    return np.asarray(sheet, dtype=bool)


def test_borders_of_a_view_stray_by_less_than_a_pixel() -> None:
    laid = frame(FRAMINGS[MapView.TUMEN], Box(0, 0, 1060, 452))
    thin = np.concatenate([_dense(laid.from_plane(line)) for line in view_lines(MapView.TUMEN, Ground.BORDERS)])
    px = np.concatenate([laid.px(line) for line in lines(Detail.FAR_EAST, Ground.BORDERS)])
    seen = px[(px[:, 0] > 0) & (px[:, 0] < 1060) & (px[:, 1] > 0) & (px[:, 1] < 452)]
    assert len(seen) > 50
    away = np.sqrt(((seen[:, None, :] - thin[None, :, :]) ** 2).sum(axis=2)).min(axis=1)
    assert away.max() < 1.2


def _dense(line: Points) -> Points:
    parts = [np.linspace(a, b, max(2, int(np.hypot(*(b - a)) * 2))) for a, b in itertools.pairwise(line)]
    return np.concatenate(parts)


def test_the_view_of_the_peninsula_has_no_line_that_ends_at_the_edge_of_its_layers() -> None:
    west, south, east, _ = FAR_EAST_WINDOW
    for kind in HAIRS:
        here, all_ = (np.concatenate(lines(detail, kind)) for detail in (Detail.PENINSULA, Detail.FAR_EAST))
        # West and south of the frame, and in Japan: there the window's edges lie in the picture.
        for part, limit in ((here, 0), (all_, 1)):
            x, y = part.T
            japan = (x > 131.5) & (y < 39.5)
            cut = (x < west + 0.05) | (y < south + 0.05) | ((x > east - 0.05) & (y < 44)) | japan
            assert cut.any() == limit, kind
        # The rivers of the border are there.
        assert (np.abs(here - (130.6, 42.43)).max(axis=1) < 0.3).any()


def test_files_are_small_named_by_their_source_and_asked_for_by_the_deck(tmp_path: Path, tables: Tables) -> None:
    written = write_view_ground(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {path.name for path in written}
    assert max(path.stat().st_size for path in written) < 200_000
    spec = json.loads(deck(scene(tables, Selection(), MapView.TUMEN)).to_json())
    asked = {str(layer["data"]).rpartition("/")[2] for layer in spec["layers"] if isinstance(layer["data"], str)}
    assert asked == {view_file(MapView.TUMEN, kind) for kind in Ground}
    assert asked <= {path.name for path in written}
    assert "view-corridor-rail" not in " ".join(path.name for path in written)


def test_areas_that_touch_become_one_and_real_holes_stay() -> None:
    cells = [square(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    (area,) = dissolved(cells)
    assert area_of(area[0]) == pytest.approx(9)
    assert [area_of(hole) for hole in area[1:]] == [pytest.approx(-1)]
    (filled,) = dissolved(cells, least=2)
    assert len(filled) == 1
    assert len(dissolved([square(0, 0), square(5, 5)])) == 2


def test_lines_are_joined_only_where_two_meet() -> None:
    arms = [np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([[1.0, 0.0], [2.0, 0.0]]), np.array([[1.0, 0.0], [1.0, 1.0]])]
    assert len(chained(arms)) == 3
    (whole,) = chained(arms[:2])
    assert whole.tolist() == [[0, 0], [1, 0], [2, 0]]
    ring = [np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[1.0, 1.0], [0.0, 0.0]])]
    assert sum(len(line) - 1 for line in chained(ring)) == 3


def test_a_line_may_be_finer_in_one_part() -> None:
    line = np.array([[0, 0], [1, 0.4], [2, 0], [3, 0], [4, 0.4], [5, 0]], dtype=float)
    assert len(simplified(line, 1.0)) == 2
    kept = simplified(line, np.array([1.0, 1.0, 1.0, 0.1, 0.1, 0.1]))
    assert [4.0, 0.4] in kept.tolist()
    assert [1.0, 0.4] not in kept.tolist()


@pytest.mark.parametrize("turn", [0, 1])
def test_only_layers_that_answer_the_pointer_change_their_name_with_a_click(tables: Tables, turn: int) -> None:
    drawn = scene(tables, Selection(), MapView.TUMEN)
    layers = json.loads(deck(drawn, turn=turn).to_json())["layers"]
    assert {layer["id"] for layer in layers if layer["pickable"]} == {
        f"{name}-{turn}"
        for name in (
            "route-reach",
            "movement-reach",
            "routes",
            "movements",
            "movement-heads",
            "place-members",
            "places",
        )
    }
    assert "ground-land" in {layer["id"] for layer in layers}


def test_arrow_heads_keep_their_size_at_every_zoom(tables: Tables) -> None:
    layers = json.loads(deck(scene(tables, Selection(), MapView.TUMEN)).to_json())["layers"]
    heads = next(layer for layer in layers if layer["id"] == "movement-heads-0")
    assert heads["@@type"] == "IconLayer"
    assert heads["sizeUnits"] == "pixels"
    assert len({record["a"] for record in heads["data"]}) > 5
