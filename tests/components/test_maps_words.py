"""Words on the map: what the title tells stands beside its lines, and leaders cross no words and few lines."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from components.exhibits.contract import Canvas, Medium
from components.maps.callouts import leading
from components.maps.geometry import Box, filled_in
from components.maps.labels import LEADER, Room
from components.maps.plotly_painter import paint, panels
from components.maps.pydeck_places import keep_lines_free
from components.maps.pydeck_strands import laid_over
from components.maps.scene import scene
from components.maps.sheet import Sheet
from components.maps.spots import all_spots
from components.maps.strokes import course
from components.maps.views import FRAMINGS, MapView, frame
from components.maps.wording import name_places
from components.theme import Mode
from data import Selection, Tables
from tests.components.map_words import word_boxes

RANGES = {
    "default": Selection(),
    "october": Selection(date_from=date(2024, 10, 1), date_to=date(2024, 10, 31)),
    "2025": Selection(date_from=date(2025, 1, 1), date_to=date(2025, 12, 31)),
}
SIZES = {"slide": (1488, 555), "square": (1104, 820), "half": (728, 498), "a4": (1152, 558)}
BOX = Box(0, 0, 400, 300)


def _canvas(size: str) -> Canvas:
    return Canvas(*SIZES[size], Mode.LIGHT, Medium.STILL)


# ---- Room -----------------------------------------------------------------------------------------------------


def test_a_leader_runs_over_noword_boxes() -> None:
    room = Room(BOX)
    room.take(Box(150, 100, 250, 130))
    spot = np.array([(200.0, 200.0)] * 2)
    over, aside = Box(170, 40, 230, 60), Box(330, 190, 380, 210)
    assert room.best([over, aside]) == 0
    assert room.best([over, aside], leads=spot) == 1
    assert room.best([over], leads=spot[:1]) is None


def test_a_leader_crosses_as_few_lines_as_can_be_but_does_not_run_far_for_it() -> None:
    room = Room(BOX)
    for y in (120, 140, 160):
        room.cross(filled_in(np.array([(100.0, y), (300.0, y)]), 5))
    spot = np.array([(200.0, 180.0)] * 2)
    over, below = Box(180, 60, 220, 80), Box(180, 250, 220, 270)
    assert room.best([over, below], leads=spot) == 1
    near, far = Box(190, 210, 230, 226), Box(10, 172, 50, 188)
    room.cross(filled_in(np.array([(180.0, 200.0), (220.0, 200.0)]), 5))
    assert room.best([far, near], leads=spot) == 1


def test_words_keep_off_a_leader_more_than_off_a_line() -> None:
    room = Room(BOX)
    lines = [np.array([(x, 0.0), (x, 300.0)]) for x in (100.0, 300.0)]
    room.cross(filled_in(lines[0], 5), LEADER)
    room.cross(filled_in(lines[1], 5))
    boxes = [Box(80, 100, 130, 118), Box(280, 100, 330, 118)]
    assert room.best(boxes) == 1
    assert room.best(boxes[:1], tolerance=6) is None


# ---- Stills ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("chosen", RANGES)
@pytest.mark.parametrize("view", list(MapView))
def test_what_the_title_tells_is_told_beside_its_line(tables: Tables, view: MapView, chosen: str, size: str) -> None:
    drawn = scene(tables, RANGES[chosen], view)
    texts = [text for text, _ in word_boxes(paint(drawn, _canvas(size)).chart)]
    for movement in leading(drawn):
        assert any(text.startswith(f"{movement.when} ·") for text in texts), movement.label


@pytest.mark.parametrize("size", ["slide", "a4"])
@pytest.mark.parametrize("view", [MapView.PORTS, MapView.KOREA, MapView.TUMEN])
def test_no_leader_crossesword_boxes(tables: Tables, view: MapView, size: str) -> None:
    canvas = _canvas(size)
    chart = paint(scene(tables, Selection(), view), canvas).chart
    words = list(word_boxes(chart))
    found = 0
    for trace in chart["data"]:
        line = trace.get("line", {})
        if trace["mode"] != "lines" or (line.get("width"), line.get("color")) != (0.8, canvas.palette.ink3):
            continue
        ends = np.array([trace["x"][:2], trace["y"][:2]], dtype=float).T
        found += 1
        way = ends[0] + (ends[1] - ends[0]) * np.linspace(0.05, 0.95, 40)[:, None]
        for text, box in words:
            inside = (way >= (box.left + 1, box.top + 1)) & (way <= (box.right - 1, box.bottom - 1))
            assert not inside.all(axis=1).any(), text
    assert found >= 3


def test_a_long_name_goes_without_its_brackets_before_it_lies_on_lines(tables: Tables) -> None:
    texts = [
        text for text, _ in word_boxes(paint(scene(tables, Selection(), MapView.CORRIDOR), _canvas("slide")).chart)
    ]
    assert "Kuzbass" in texts
    drawn, canvas = scene(tables, Selection(), MapView.CORRIDOR), _canvas("slide")
    panel = panels(drawn, canvas)[0]
    mine = [spot for spot in all_spots(drawn, canvas, panel) if spot.place.place_id == "kuzbass"]
    bare = Sheet(canvas)
    name_places(bare, drawn, mine, Room(panel.box))
    assert [words.text for words in bare.words] == ["Kuzbass (Kemerovo Oblast)"]


def test_words_keep_off_every_part_of_a_line_that_leaves_the_view_and_comes_back(tables: Tables) -> None:
    laid = frame(FRAMINGS[MapView.KOREA], Box(0, 0, 1488, 555))
    movements = scene(tables, Selection(), MapView.KOREA).movements
    parted = [one for one in (course(m.track, laid, 0.0, 0.0) for m in movements) if one and len(one.parts) > 1]
    assert parted
    for one in parted:
        for part in one.parts:
            away = np.hypot(*(one.cells - part[len(part) // 2]).T).min()
            assert away < 6


# ---- The map that pans ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", [MapView.CORRIDOR, MapView.TUMEN, MapView.KOREA])
def test_names_on_the_map_that_pans_keep_off_the_lines_as_they_are_drawn(tables: Tables, view: MapView) -> None:
    laid = frame(FRAMINGS[view], Box(0, 0, 1060, 452))
    drawn = scene(tables, Selection(), view)
    room = Room(laid.box)
    keep_lines_free(drawn, laid, room)
    spots = np.concatenate([strand.line for _, strand in laid_over(drawn, laid)])
    inside = (spots > (10, 10)).all(axis=1) & (spots < (1050, 442)).all(axis=1)
    assert inside.sum() > 100
    for x, y in spots[inside]:
        assert room.best([Box(x - 3, y - 3, x + 3, y + 3)], tolerance=0) is None
