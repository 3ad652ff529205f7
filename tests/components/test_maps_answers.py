"""What a reader can trust of a map: whose a name is, what a line answers, what a title ranks, what a key explains."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from components.charts.measure import text_width
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.routes_map import routes_map
from components.maps.geometry import Box
from components.maps.labels import LEADING
from components.maps.place_marks import PlaceMark
from components.maps.plotly_painter import paint, panels
from components.maps.pydeck_lines import REACH
from components.maps.pydeck_painter import deck, named_in
from components.maps.pydeck_places import named
from components.maps.scene import scene
from components.maps.views import FRAMINGS, MapView, frame
from components.theme import THIN_SPACE, Mode
from data import Selection, Tables

AUTUMN = Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31))
SLIDE, HALF, SQUARE = (1488, 555), (728, 538), (1104, 820)


def _still(size: tuple[int, int]) -> Canvas:
    return Canvas(*size, Mode.LIGHT, Medium.STILL)


def _words(chart: dict[str, Any]) -> list[tuple[str, Box]]:
    """The words of a picture with their boxes, without halos."""
    found = []
    for trace in chart["data"]:
        font = trace.get("textfont", {})
        if trace["mode"] == "text" and not isinstance(font["color"], str):
            for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
                half, high = text_width(text, font["size"], weight=font["weight"]) / 2, font["size"] * LEADING / 2
                found.append((text, Box(x - half, y - high, x + half, y + high)))
    return found


@pytest.mark.parametrize("size", [SLIDE, HALF, SQUARE], ids=["slide", "half", "square"])
@pytest.mark.parametrize("selection", [AUTUMN, Selection()], ids=["autumn", "all"])
def test_beside_the_border_each_name_stands_nearer_to_its_own_station(
    tables: Tables, size: tuple[int, int], selection: Selection
) -> None:
    drawn, canvas = scene(tables, selection, MapView.CORRIDOR), _still(size)
    mouth = panels(drawn, canvas)[-1]
    spots = {place.name: (place.lon, place.lat) for place in drawn.places if place.name in ("Khasan", "Tumangang")}
    marks = dict(zip(spots, mouth.frame.px(np.array(list(spots.values()))), strict=True))
    told = [(text, box) for text, box in _words(paint(drawn, canvas).chart) if text in spots and mouth.box.holds(box)]
    assert {text for text, _ in told} == set(spots)
    for text, box in told:
        off = {name: np.hypot(*(mark - np.clip(mark, box[:2], box[2:]))) for name, mark in marks.items()}
        assert min(off, key=lambda name: off[name]) == text, off


@pytest.mark.parametrize("view", list(MapView))
def test_every_line_answers_a_hand_not_only_a_needle(tables: Tables, view: MapView) -> None:
    layers = deck(scene(tables, AUTUMN, view), width=1060, height=452).layers
    order = [layer.id.rpartition("-")[0] for layer in layers if layer.pickable]
    # What is drawn lies above, so that it answers first where lines are close.
    assert order[:2] == ["route-reach", "movement-reach"]
    by_name = {layer.id.rpartition("-")[0]: layer for layer in layers if layer.pickable}
    for seen, reach in (("routes", "route-reach"), ("movements", "movement-reach")):
        told = {(one["focus"], one["text"]) for one in by_name[seen].data if "focus" in one}
        assert told <= {(one["focus"], one["text"]) for one in by_name[reach].data}
        assert by_name[reach].get_width == REACH >= 10


def _places(tables: Tables, view: MapView) -> Exhibit:
    return routes_map(tables, AUTUMN, canvas=_still(SLIDE), options={"show": "places", "view": view})


@pytest.mark.parametrize("view", list(MapView))
def test_a_title_ranks_no_place_above_another_with_as_many_events(tables: Tables, view: MapView) -> None:
    exhibit = _places(tables, view)
    counts = dict(zip(exhibit.rows["Place"], exhibit.rows["Happened there"].astype(int), strict=True))
    told = {name: count for name, count in counts.items() if f"{name} ({count})" in exhibit.title}
    left_out = [count for name, count in counts.items() if name not in told]
    assert told
    assert min(told.values()) > max(left_out, default=0)


def test_places_that_are_level_are_told_as_level(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    level = tuple(
        PlaceMark(name.lower(), name, 131.0 + at / 10, 42.5, 1.0, 2, 0, end=False, on_route=False, text=name)
        for at, name in enumerate(("Aldan", "Birsk", "Chita", "Dunai"))
    )
    monkeypatch.setattr("components.exhibits.routes_map._placed", lambda drawn: list(level))
    title = _places(tables, MapView.PORTS).title
    assert title == "Far-eastern ports: 2 events each in Aldan, Birsk, Chita and 1 more, no place has more"


def test_the_key_of_played_days_explains_no_width_that_counts_events(tables: Tables) -> None:
    options = {"show": "play"}
    played = routes_map(tables, AUTUMN, canvas=Canvas(1104, 406, medium=Medium.SCREEN), options=options)
    still = routes_map(tables, AUTUMN, canvas=_still(SLIDE), options=options)
    assert "1 event" in [item.label for item in still.key]
    assert not [item.label for item in played.key if item.label.endswith((" event", " events", " or more"))]
    assert "Width compares one unit, as its origin named it" in played.note


def test_no_name_lies_under_a_close_look_on_the_map(tables: Tables) -> None:
    drawn, look = scene(tables, AUTUMN, MapView.TUMEN), Box(8, 8, 204, 158)
    laid = frame(FRAMINGS[MapView.TUMEN], Box(0, 0, 916, 452))
    bare, *_ = named(drawn, Mode.LIGHT, laid)
    assert any(look.left < word.x < look.right and look.top < word.y < look.bottom for word in bare.words)
    sheet, placed, _ = named(drawn, Mode.LIGHT, laid, look)
    for word in sheet.words:
        half = text_width(word.text, sheet.canvas.text, weight=word.weight) / 2
        assert not look.overlap(Box(word.x - half, word.y - 6, word.x + half, word.y + 6)), word.text
    assert named_in(drawn, Mode.LIGHT, 916, 452, look) == (len(sheet.named), placed)


@pytest.mark.parametrize("view", list(MapView))
def test_the_scale_bar_is_as_long_as_it_says_where_a_card_does_not_cut_it(tables: Tables, view: MapView) -> None:
    drawn = scene(tables, Selection(), view)
    laid = frame(drawn.framing, Box(0, 0, 1060, 452))
    sheet, _, bar = named(drawn, Mode.LIGHT, laid)
    (words,) = (words.text for words in sheet.words if words.text.endswith(" km"))
    km = float(words.removesuffix(" km").replace(THIN_SPACE, ""))
    assert (bar.right - bar.left) * laid.ground_km_per_px == pytest.approx(km)
    assert bar.left >= 222
    assert bar.right <= 1060 - 222
    layers = {layer.id for layer in deck(drawn, width=1060, height=452).layers}
    assert "scale-bar" in layers


def test_the_pannable_corridor_names_what_it_joins(tables: Tables) -> None:
    drawn = scene(tables, Selection(), MapView.CORRIDOR)
    sheet, *_ = named(drawn, Mode.LIGHT, frame(drawn.framing, Box(0, 0, 1060, 452)))
    assert {"kursk", "vladivostok", "rajin", "pyongyang"} <= sheet.named
