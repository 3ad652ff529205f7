"""Strands: movements of one look as one line, as wide as events lie on it, and different looks side by side."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from components.exhibits.contract import Canvas, Medium
from components.exhibits.routes_map import routes_map
from components.maps.geometry import Box, lengths, shifted
from components.maps.pydeck_painter import deck
from components.maps.scene import scene
from components.maps.strands import Kind, Member, kind_of, offsets, strands, width_of_count
from components.maps.strokes import beside
from components.maps.tracks import Track
from components.maps.views import FRAMINGS, MapView, frame
from components.theme import Mode
from data import Selection, Tables
from data.geography import Points

STILL = Canvas(1488, 555, Mode.LIGHT, Medium.STILL)
OCTOBER = Selection(date_from=date(2024, 10, 1), date_to=date(2024, 10, 31))


def _line(*corners: tuple[float, float]) -> Points:
    return np.array(corners, dtype=float)


def _member(*corners: tuple[float, float], events: int = 1, likely: bool = False) -> Member:
    return Member(_line(*corners), events, likely)


def test_lines_that_run_together_are_one_with_all_their_events() -> None:
    found = strands([_member((0, 50), (400, 50)), _member((400, 51), (0, 51), events=2)])
    assert [strand.events for strand in found] == [3]
    assert float(lengths(found[0].line)[-1]) == pytest.approx(400, abs=4)


def test_lines_that_cross_stay_two() -> None:
    found = strands([_member((0, 50), (400, 50)), _member((200, 0), (200, 100))])
    assert sorted(strand.events for strand in found) == [1, 1]


def test_a_branch_is_counted_on_the_trunk_up_to_where_it_leaves() -> None:
    found = strands([_member((0, 50), (400, 50)), _member((0, 50), (200, 50), (200, 250))])
    by_count = {count: [s for s in found if s.events == count] for count in (1, 2)}
    shared = by_count[2]
    assert len(shared) == 1
    assert shared[0].line[:, 0].max() == pytest.approx(200, abs=14)
    ends = [strand.line for strand in by_count[1]]
    branch = next(line for line in ends if line[:, 1].max() > 200)
    assert branch[:, 1].min() == pytest.approx(50, abs=4), "the branch begins on its trunk"


def test_a_stretch_is_pale_only_where_every_path_on_it_is_likely() -> None:
    both = strands([_member((0, 50), (400, 50), likely=True), _member((0, 50), (200, 50))])
    assert [(strand.events, strand.likely) for strand in sorted(both, key=lambda s: s.line[0, 0])] == [
        (2, False), (1, True),
    ]  # fmt: skip


@pytest.mark.parametrize("view", list(MapView))
def test_looks_on_one_way_lie_beside_each_other_and_each_on_one_side(tables: Tables, view: MapView) -> None:
    drawn = scene(tables, Selection(), view)
    movements = dict(enumerate(drawn.movements))
    found = offsets(movements, frame(FRAMINGS[view], Box(0, 0, 1488, 555)))
    assert found.keys() == movements.keys()
    by_track: dict[Track, dict[Kind, tuple[float, int]]] = {}
    for i, movement in movements.items():
        by_track.setdefault(movement.track, {})[kind_of(movement)] = (found[i], len(movement.event_ids))
    for looks in by_track.values():
        places = sorted(looks.values())
        for (a, one), (b, other) in pairwise(places):
            assert b - a >= (width_of_count(one) + width_of_count(other)) / 2, looks


def test_a_range_draws_fewer_lines_and_says_what_their_width_counts(tables: Tables) -> None:
    still = routes_map(tables, Selection(), canvas=STILL, options={"view": "tumen"})
    alone = routes_map(tables, Selection(), canvas=STILL, options={"view": "tumen", "at": "2024-10-12"})
    colour = STILL.palette.dprk_to_russia
    lines = [
        trace
        for trace in still.chart["data"]
        if trace["mode"] == "lines" and not trace.get("fill") and trace["line"].get("color") == colour
    ]
    widths = {trace["line"]["width"] for trace in lines}
    assert widths <= {width_of_count(count) for count in range(1, 5)}
    assert len(widths) > 1
    assert {"1 event", "4 or more"} <= {item.label for item in still.key}
    assert not {"1 event", "4 or more"} & {item.label for item in alone.key}, "a day compares loads"


@pytest.mark.parametrize("view", list(MapView))
def test_the_pannable_map_bundles_as_files_do_and_opens_the_weightiest(tables: Tables, view: MapView) -> None:
    drawn = scene(tables, Selection(), view)
    layers = json.loads(deck(drawn, width=1060, height=452).to_json())["layers"]
    lines = next(layer["data"] for layer in layers if layer["id"].startswith("movements-"))
    assert {line["w"] for line in lines} <= {width_of_count(count) for count in range(1, 5)}
    weightiest = {movement.focus for movement in drawn.movements}
    assert {line["focus"] for line in lines} <= weightiest
    shared = [line["text"] for line in lines if "more event" in line["text"]]
    assert shared, "a line of many events tells the first of them and how many more there are"


def test_a_line_far_beside_a_bending_way_does_not_knot() -> None:
    steps = np.arange(0.0, 240.0, 2.0)
    way = np.column_stack([steps, 30 + 6 * np.sin(steps * 2 * np.pi / 40)])
    assert (np.diff(shifted(way, 14)[:, 0]) < 0).any(), "moved as it is, the line knots"
    away = beside(way, 14)
    assert (np.diff(away[:, 0]) > 0).all()
    assert away[:, 1] == pytest.approx(44, abs=7)
