"""Places, gathered marks, close looks, the strip of months and the cards of the map."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest
from PIL import Image

from components.charts.map_strip import Moment, Strip, map_strip
from components.content.place_card import place_card, route_card
from components.content.tree import text_of, walk
from components.exhibits.contract import Canvas, Medium
from components.exhibits.routes_map import routes_map
from components.maps.geometry import Box
from components.maps.ground import Ground, lines, polygons, zoomed_lines, zoomed_polygons
from components.maps.plotly_painter import looks_beside, paint, paint_beside
from components.maps.pydeck_painter import deck
from components.maps.pydeck_places import APART, groups
from components.maps.scene import Scene, scene
from components.maps.signs import CELL, LOOKS, Sign, glyph, icon_mapping, icons_name, sign_of, write_icons
from components.maps.spots import is_loose
from components.maps.view_events import events_here
from components.maps.views import FRAMINGS, Detail, MapView, frame, holding, shows
from components.theme import Mode
from data import Selection, Tables
from data.geography import FAR_EAST_WINDOW, KURSK_WINDOW, Points
from data.place_file import place_file
from data.port_readouts import port_readouts
from data.route_file import route_file
from data.vocabulary import Direction, MetricGroup, PlaceKind, PlaceRole
from data.wording import known_day

OCTOBER = Selection(date_from=date(2024, 10, 1), date_to=date(2024, 10, 31))


def drawn(tables: Tables, view: MapView, selection: Selection | None = None, *, show_places: bool = False) -> Scene:
    """The scene of a view."""
    return scene(tables, selection or Selection(), view, show_places=show_places)


def _inside(points: Points, window: tuple[float, float, float, float], margin: float) -> np.ndarray:
    west, south, east, north = window
    x, y = points.T
    found: np.ndarray = (x > west + margin) & (x < east - margin) & (y > south + margin) & (y < north - margin)
    return found


def test_no_border_of_the_corridor_is_drawn_at_two_scales() -> None:
    coarse = {tuple(point) for line in lines(Detail.CORRIDOR, Ground.BORDERS) for point in line.round(5).tolist()}
    zoomed = np.concatenate(zoomed_lines(Ground.BORDERS))
    for window in (FAR_EAST_WINDOW, KURSK_WINDOW):
        here = zoomed[_inside(zoomed, window, 0.01)]
        assert len(here) > 500
        assert not coarse & {tuple(point) for point in here.round(5).tolist()}


def test_the_coast_inside_the_far_east_is_the_fine_one() -> None:
    rings = [ring for rings in zoomed_polygons(Ground.LAND) for ring in rings]
    here = sum(int(_inside(ring, FAR_EAST_WINDOW, 0.2).sum()) for ring in rings)
    fine = sum(int(_inside(r, FAR_EAST_WINDOW, 0.2).sum()) for rs in polygons(Detail.FAR_EAST, Ground.LAND) for r in rs)
    assert here == fine > 5000


def test_every_kind_of_place_has_a_sign_and_each_sign_its_icons(tmp_path: Path) -> None:
    assert {sign_of(kind) for kind in PlaceKind} == set(Sign)
    sheet = Image.open(write_icons(tmp_path))
    assert sheet.size == (len(Sign) * CELL, len(LOOKS) * CELL)
    alpha = np.asarray(sheet.getchannel("A"), dtype=float)
    shapes = set()
    for name, cell in icon_mapping().items():
        part = alpha[int(cell["y"]) : int(cell["y"]) + CELL, int(cell["x"]) : int(cell["x"]) + CELL]
        edge = np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]])
        assert part.max() == 255, name
        assert edge.max() == 0, f"{name} reaches into the next icon"
        shapes.add(part.tobytes())
    assert len(shapes) == len(Sign) * len(LOOKS)
    assert icons_name() == write_icons(tmp_path).name
    assert len({glyph(sign, "#000000").svg for sign in Sign}) == len(Sign)


@pytest.mark.parametrize("view", list(MapView))
def test_gathering_loses_no_place_and_leaves_marks_apart(tables: Tables, view: MapView) -> None:
    made = drawn(tables, view)
    laid = frame(made.framing, Box(0, 0, 1060, 452))
    found = groups(made, Mode.LIGHT, laid)
    ids = [spot.place.place_id for group in found for spot in (group.lead, *group.others)]
    assert Counter(ids) == Counter(place.place_id for place in made.places)
    for i, group in enumerate(found):
        for other in found[:i]:
            assert np.hypot(group.lead.x - other.lead.x, group.lead.y - other.lead.y) >= APART
        for spot in group.others:
            assert np.hypot(spot.x - group.lead.x, spot.y - group.lead.y) < APART
        assert group.happened == sum(spot.place.happened for spot in (group.lead, *group.others))


def test_a_gathered_mark_opens_a_closer_view_that_holds_it_or_its_place(tables: Tables) -> None:
    for view in MapView:
        made = drawn(tables, view)
        for group in groups(made, Mode.LIGHT, frame(made.framing, Box(0, 0, 1060, 452))):
            kind, _, id = group.opens(view).partition(":")
            if kind == "view":
                assert group.others
                assert MapView(id) is not view
                assert all(shows(MapView(id), (spot.place.lon, spot.place.lat)) for spot in (group.lead, *group.others))
            else:
                assert id == group.lead.place.place_id
    assert holding([(130.6, 42.42), (131.9, 43.1)], MapView.CORRIDOR) is MapView.TUMEN
    assert holding([(130.6, 42.42), (131.9, 43.1)], MapView.TUMEN) is None


def test_what_was_only_said_is_hollow_and_adds_to_no_count(tables: Tables) -> None:
    made = drawn(tables, MapView.CORRIDOR)
    spec = json.loads(deck(made, width=1060, height=452).to_json())
    layers = {layer["id"]: layer["data"] for layer in spec["layers"]}
    said = [place for place in made.places if place.hollow]
    assert said
    icons = [record["i"] for record in (*layers["place-signs"], *layers["place-members-0"])]
    assert len([name for name in icons if name.endswith("-edge")]) == len(said)
    counted = deck(drawn(tables, MapView.CORRIDOR, show_places=True), width=1060, height=452)
    texts = " ".join(record["text"] for record in json.loads(counted.to_json())["layers"][-6]["data"])
    assert not any(f"{place.name}\n" in texts for place in said)


def test_rings_stand_round_loose_places_and_not_round_towns(tables: Tables) -> None:
    places = {place.place_id: place for place in drawn(tables, MapView.CORRIDOR).places}
    assert is_loose(places["astrakhan"], close=False)
    assert not is_loose(places["kursk"], close=True)
    assert is_loose(places["plekhovo"], close=True)
    assert not is_loose(places["plekhovo"], close=False)


@pytest.mark.parametrize("size", [(292, 452), (400, 150), (358, 480)])
def test_close_looks_fill_their_canvas_and_name_the_river_mouth(tables: Tables, size: tuple[int, int]) -> None:
    made = drawn(tables, MapView.CORRIDOR)
    canvas = Canvas(*size)
    boxes = [panel.box for panel in looks_beside(made, canvas)]
    assert len(boxes) == 2
    assert boxes[0].overlap(boxes[1]) == 0
    chart = paint_beside(made, canvas).chart
    go.Figure(chart)
    texts = {text for trace in chart["data"] if trace["mode"] == "text" for text in trace["text"]}
    assert {"Tumen mouth", "Sea of Japan", "Tumangang", "Khasan", "Rajin"} <= texts
    assert looks_beside(drawn(tables, MapView.KURSK), canvas) == ()
    assert looks_beside(drawn(tables, MapView.CORRIDOR, show_places=True), canvas) == ()


def test_the_view_of_ports_sets_figures_beside_ports_with_their_origin(tables: Tables) -> None:
    canvas = Canvas(1488, 640, medium=Medium.STILL)
    made = routes_map(tables, Selection(), canvas=canvas, options={"view": "ports"})
    texts = [text for trace in made.chart["data"] if trace["mode"] == "text" for text in trace["text"]]
    readouts = port_readouts(tables)
    for port in ("rajin", "vostochny", "vladivostok"):
        for one in readouts[port]:
            assert one.origin in texts
    assert "no public figure" in texts
    assert "rivals stand on its card" in made.note
    told = made.rows[made.rows["Place"] != ""]
    assert {"Rajin", "Vostochny port", "Posyet"} <= set(told["Place"])
    narrow = routes_map(tables, Selection(), canvas=Canvas(358, 420), options={"view": "ports"})
    assert "rivals" not in narrow.note


def test_port_figures_are_claims_known_by_the_day(tables: Tables) -> None:
    claims = tables.claims.set_index("claim_id")
    for port, ones in port_readouts(tables).items():
        for one in ones:
            assert claims.at[one.claim_id, "place_id"] == port
    early = port_readouts(tables, date(2017, 1, 1))
    for ones in early.values():
        for one in ones:
            said = known_day(claims.at[one.claim_id, "said_on"])
            assert said is not None
            assert said <= date(2017, 1, 1)
    assert early != port_readouts(tables)


def test_a_view_counts_what_happened_in_it_or_moved_through(tables: Tables) -> None:
    here = events_here(tables, Selection(date_from=None), MapView.MOUTH)
    events = tables.events.take(list(here))
    assert {"khasan", "tumangang", "rajin"} <= set(events["place_id"])
    scenes = events[events["place_role"] == PlaceRole.SCENE]
    stray = scenes[~scenes["place_id"].isin(["khasan", "tumangang", "rajin", "rason", "sonbong", "tumen_road_bridge",
                                             "friendship_rail_bridge"])]  # fmt: skip
    assert (stray["from_place_id"] != "").all()
    assert len(events_here(tables, OCTOBER, MapView.CORRIDOR)) < len(events_here(tables, Selection(), MapView.CORRIDOR))


def test_the_strip_counts_each_month_once_and_pales_what_is_outside() -> None:
    moments = [Moment(date(2024, 10, 1), Direction.DPRK_TO_RUSSIA)] * 3
    moments += [Moment(date(2024, 10, 1), Direction.BILATERAL), Moment(date(2024, 12, 1), Direction.BILATERAL)]
    strip = Strip(moments, date(2024, 9, 1), date(2025, 1, 31), (date(2024, 10, 1), date(2024, 10, 31)),
                  (date(2024, 12, 5), date(2024, 12, 5)))  # fmt: skip
    chart = map_strip(strip, Canvas(500, 78))
    go.Figure(chart)
    hits = next(trace for trace in chart["data"] if trace.get("meta") == "month")
    assert hits["customdata"] == ["2024-09", "2024-10", "2024-11", "2024-12", "2025-01"]
    assert hits["hovertext"][1] == "Oct 2024: 4 events"
    assert hits["hovertext"][2] == "Nov 2024: no events"
    bars = [trace for trace in chart["data"] if trace["type"] == "bar" and "meta" not in trace]
    heights = {round(x): y for trace in bars for x, y in zip(trace["x"], trace["y"], strict=True)}
    assert heights[150] < 0
    tall = sum(-y for trace in bars for x, y in zip(trace["x"], trace["y"], strict=True) if round(x) == 150)
    low = sum(-y for trace in bars for x, y in zip(trace["x"], trace["y"], strict=True) if round(x) == 350)
    assert tall == pytest.approx(4 * low, abs=0.5)
    pale = {round(x): o for t in bars for x, o in zip(t["x"], t["marker"]["opacity"], strict=True)}
    assert pale[150] == 1.0
    assert pale[350] < 0.5
    outline = next(trace for trace in chart["data"] if trace["type"] == "scatter")
    assert min(outline["x"]) == pytest.approx(299)


def test_a_place_card_has_all_spellings_counts_and_claims(tables: Tables) -> None:
    place = place_file(tables, "rajin", Selection())
    card = place_card(place, Mode.LIGHT)
    text = text_of(card)
    for word in ("Rajin", "Najin", "라진", "Раджин", "true spot within 3 km", "27 events here"):
        assert word in text
    asked = {node[1]["open"] for node in walk(card) if "open" in node[1]}
    assert "close" in asked
    assert "place:sonbong" in asked
    assert {f"event:{id}" for id in place.events["event_id"]} <= asked
    assert any(node[1].get("href") == "/ports?port=rajin" for node in walk(card))
    assert not any(
        node[1].get("href") for node in walk(place_card(place_file(tables, "kursk", Selection()), Mode.DARK))
    )


def test_the_claims_of_a_place_stand_by_theme_and_say_how_many_the_filters_leave(tables: Tables) -> None:
    place = place_file(tables, "rajin", Selection())
    held = int((tables.claims["place_id"] == "rajin").sum())
    assert place.held == held > len(place.facts)
    card = place_card(place, Mode.LIGHT)
    assert f"{len(place.facts)} of {held} under the filters" in text_of(card)
    themes = [node for node in walk(card) if node[1].get("class") == "theme"]
    assert [text_of(theme).split()[0] for theme in themes][:2] == ["Ports", "Arms"]
    vladivostok = place_file(tables, "vladivostok", Selection())
    assert [group for group, _ in vladivostok.themes][:2] == [MetricGroup.PORTS, MetricGroup.TRANSPORT]
    claims = [node for theme in themes for node in walk(theme) if "claim" in str(node[1].get("class", "")).split()]
    assert len(claims) == len(place.facts)
    everything = place_file(tables, "rajin", Selection(date_from=None))
    assert len(everything.facts) == everything.held == held
    assert f"Claims {held} under the filters" in text_of(place_card(everything, Mode.LIGHT))
    none = place_file(tables, "rajin", Selection(words="no row holds these words"))
    assert f"No public figure under the filters; {held} claims without them" in text_of(place_card(none, Mode.LIGHT))
    early = place_file(tables, "rajin", Selection(known_on=date(2024, 1, 1)))
    assert early.held < held, "a later claim is not told of"


def test_what_is_planned_stands_after_what_was_counted(tables: Tables) -> None:
    kinds = [fact.line.kind for fact in place_file(tables, "vladivostok", Selection()).facts]
    assert "planned" in kinds
    assert kinds == sorted(kinds, key=lambda kind: kind == "planned")


def test_one_of_a_unit_is_written_as_one(tables: Tables) -> None:
    text = " ".join(text_of(place_card(place_file(tables, "rajin", Selection()), Mode.LIGHT)).split())
    assert " 1 call per month" in text
    assert " 1 calls" not in text
    assert "at least 3 calls per month" in text


def test_a_place_card_keeps_to_the_filters(tables: Tables) -> None:
    everything, october = (place_file(tables, "kursk", s) for s in (Selection(), OCTOBER))
    assert 0 < len(october.events) < len(everything.events)
    assert october.happened + october.moved + october.said == len(october.events)
    early = place_file(tables, "rajin", Selection(known_on=date(2024, 1, 1)))
    assert early.facts
    assert len(early.facts) < len(place_file(tables, "rajin", Selection()).facts)
    empty = place_file(tables, "rajin", Selection(words="no row holds these words"))
    text = text_of(place_card(empty, Mode.LIGHT))
    assert "No event under the filters" in text
    assert "no events here" in text


def test_a_route_card_tells_each_state_with_its_event_up_to_the_day(tables: Tables) -> None:
    route = route_file(tables, "sea_rajin_vostochny", Selection(date_to=date(2024, 12, 31)))
    rows = tables.route_status[tables.route_status["route_id"] == "sea_rajin_vostochny"]
    begun = rows[rows["from_date"] <= "2024-12-31"]
    assert [s.event_id for s in route.history] == begun.sort_values("from_date")["event_id"].tolist()
    text = text_of(route_card(route, Mode.LIGHT, later=True))
    assert "247 km as drawn; computed, not a recorded track" in text
    assert "suspended, observed" in text
    known = route_file(tables, "sea_rajin_vostochny", Selection(known_on=date(2023, 12, 1)))
    assert len(known.history) == 1
    assert "munitions" not in text_of(route_card(known, Mode.LIGHT, later=False))
    undated = route_file(tables, "rail_transsib", Selection())
    assert "general knowledge" in text_of(route_card(undated, Mode.LIGHT, later=True))


def test_a_route_says_its_length_its_state_and_its_events(tables: Tables) -> None:
    made = drawn(tables, MapView.CORRIDOR)
    told = {route.route_id: made.told(route) for route in made.routes}
    assert told["rail_khasan_tumangang"].startswith("Khasan – Tumangang over the Friendship Bridge\n")
    assert "rail, 7.8 km as drawn, schematic" in told["rail_khasan_tumangang"]
    assert "operating since 2 Nov 2022, observed" in told["rail_khasan_tumangang"]
    assert "13 events, the latest: " in told["rail_khasan_tumangang"]
    assert "no event under the filters" in told["rail_transsib"]


def test_close_views_show_what_has_ceased(tables: Tables) -> None:
    ids = {}
    for view in (MapView.CORRIDOR, MapView.KOREA):
        spec = json.loads(deck(drawn(tables, view), width=1060, height=452).to_json())
        layer = next(layer for layer in spec["layers"] if layer["id"] == "routes-0")
        ids[view] = {record["focus"] for record in layer["data"]}
    assert "route:sea_rajin_pohang" in ids[MapView.KOREA] - ids[MapView.CORRIDOR]


def test_hostile_names_pass_only_as_text(tables: Tables) -> None:
    places = tables.places.copy()
    places.loc[places["place_id"] == "rajin", "name"] = "@@=alert(1)"
    places.loc[places["place_id"] == "vladivostok", "name"] = "<b>Vladivostok</b>"
    hostile = dataclasses.replace(tables, places=places)
    for view in (MapView.TUMEN, MapView.PORTS):
        spec = json.loads(deck(scene(hostile, Selection(), view), width=1060, height=452).to_json())
        inline = [record for layer in spec["layers"] if isinstance(layer["data"], list) for record in layer["data"]]
        texts = [record.get("text", "") for record in inline]
        assert any("alert(1)" in text for text in texts)
        assert not any(text.startswith("@@") for text in texts)
        chart = paint(scene(hostile, Selection(), view), Canvas(1360, 520)).chart
        assert not any("<b>" in text for trace in chart["data"] for text in trace.get("text", ()))
    assert FRAMINGS[MapView.MOUTH].geographic
