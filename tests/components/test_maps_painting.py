"""The painters: what reaches plotly and deck.gl is valid, in the picture, safe and small."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from components.exhibits.contract import Canvas, Medium
from components.exhibits.routes_map import routes_map
from components.maps.callouts import leading
from components.maps.geometry import Box
from components.maps.ground import Ground, file_name, in_px, write_ground
from components.maps.plotly_painter import paint, panels
from components.maps.pydeck_painter import deck
from components.maps.scene import scene
from components.maps.signs import Sign
from components.maps.views import FRAMINGS, Detail, MapView
from components.theme import Mode
from data import Selection, Tables
from data.vocabulary import Status
from data.wording import THIN_SPACE, span
from tests.components.map_words import word_boxes

AUTUMN = Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31))
OCTOBER = Selection(date_from=date(2024, 10, 1), date_to=date(2024, 10, 31))
SIZES = {
    "full": (1360, 520), "eight": (900, 330), "small": (432, 250), "phone": (358, 520), "still": (1488, 640),
    "slide": (1488, 555), "square": (1104, 820), "half": (728, 538), "a4": (1152, 558),
}  # fmt: skip
STILLS = ("still", "slide", "square", "half", "a4")


def _canvas(size: str, mode: Mode = Mode.LIGHT) -> Canvas:
    return Canvas(*SIZES[size], mode, Medium.STILL if size in STILLS else Medium.SCREEN)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", list(MapView))
@pytest.mark.parametrize("show", ["", "places"])
def test_pictures_are_valid_and_stay_inside(tables: Tables, size: str, view: MapView, show: str) -> None:
    canvas = _canvas(size)
    chart = routes_map(tables, Selection(), canvas=canvas, options={"view": view, "show": show}).chart
    go.Figure(chart)
    assert (chart["layout"]["width"], chart["layout"]["height"]) == SIZES[size]
    for trace in chart["data"]:
        x, y = ([value for value in trace[axis] if value is not None] for axis in "xy")
        slack = 16 if trace.get("fill") else 10
        assert min(x, default=0) >= -slack
        assert max(x, default=0) <= canvas.width + slack
        assert min(y, default=0) >= -slack
        assert max(y, default=0) <= canvas.height + slack


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("selection", [OCTOBER, Selection()], ids=["october", "all"])
def test_words_neither_overlap_nor_leave_the_picture(tables: Tables, size: str, selection: Selection) -> None:
    canvas = _canvas(size)
    chart = paint(scene(tables, selection, MapView.CORRIDOR), canvas).chart
    boxes = list(word_boxes(chart))
    assert len(boxes) > 5
    for i, (text, box) in enumerate(boxes):
        assert Box(0, 0, canvas.width, canvas.height).holds(box), text
        for word, other in boxes[:i]:
            assert not box.overlap(other), (text, word)


def test_clicks_name_events_and_places_of_the_tables(tables: Tables) -> None:
    chart = paint(scene(tables, Selection(), MapView.CORRIDOR), _canvas("full")).chart
    known = {"event": set(tables.events["event_id"]), "place": set(tables.places["place_id"])}
    live = [trace for trace in chart["data"] if "meta" in trace]
    assert {trace["meta"] for trace in live} == {"event", "place"}
    for trace in live:
        assert set(trace["customdata"]) <= known[trace["meta"]]
        assert len(trace["customdata"]) == len(trace["x"]) == len(trace["hovertext"])


def test_the_title_names_labels_and_dates_of_rows(tables: Tables) -> None:
    october = routes_map(tables, OCTOBER, canvas=_canvas("still"), options={})
    reported = "HUR: first units in Kursk (reported, 23 Oct 2024)"
    assert october.title == f"First wave sails for Vladivostok (8–13 Oct 2024); {reported}"
    everything = routes_map(tables, Selection(), canvas=_canvas("still"), options={})
    assert everything.title != october.title
    for part in everything.title.split("; "):
        label, _, when = part.rstrip(")").rpartition(" (")
        row = tables.events[tables.events["label"] == label.replace(THIN_SPACE, " ")].iloc[0]
        day = span(row["date_start"], row["date_end"], row["date_precision"], row["date_qualifier"])
        assert when == (day if row["status"] == Status.CONFIRMED else f"{Status(row['status']).label}, {day}")


def _texts(chart: dict[str, Any]) -> list[str]:
    return [text for trace in chart["data"] if trace["mode"] == "text" for text in trace["text"]]


def test_callouts_begin_with_the_movements_of_the_title(tables: Tables) -> None:
    for view, selection in ((MapView.CORRIDOR, AUTUMN), (MapView.KURSK, Selection())):
        drawn = scene(tables, selection, view)
        texts = _texts(paint(drawn, _canvas("still")).chart)
        for movement in leading(drawn):
            assert any(text.startswith(f"{movement.when} ·") for text in texts)


def test_callouts_tell_how_much_and_who_said_so(tables: Tables) -> None:
    for size in ("slide", "half"):
        texts = _texts(paint(scene(tables, OCTOBER, MapView.CORRIDOR), _canvas(size)).chart)
        assert f"1{THIN_SPACE}500 persons (NIS)" in texts, size
        assert any(text.startswith("Oct 2024 · US: 3") for text in texts), size


@pytest.mark.parametrize("size", STILLS)
@pytest.mark.parametrize("selection", [OCTOBER, Selection()], ids=["october", "all"])
def test_one_look_names_what_the_corridor_joins(tables: Tables, size: str, selection: Selection) -> None:
    drawn = scene(tables, selection, MapView.CORRIDOR)
    canvas = _canvas(size)
    main, *insets = panels(drawn, canvas)
    covered = [inset.box for inset in insets]
    named = {
        text
        for trace in paint(drawn, canvas).chart["data"]
        if trace["mode"] == "text" and not isinstance(trace["textfont"]["color"], str)
        for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True)
        if y <= main.box.bottom and not any(b.left <= x <= b.right and b.top <= y <= b.bottom for b in covered)
    }
    assert {"Kursk", "Rajin", "Vladivostok", "Pyongyang"} <= named


def test_a_title_over_years_tells_two_kinds_of_movement_on_two_ways(tables: Tables) -> None:
    drawn = scene(tables, Selection(), MapView.TUMEN)
    one, other = leading(drawn)
    category = tables.events.set_index("event_id")["category"]
    assert category[one.event_ids[0]] != category[other.event_ids[0]]
    assert one.track.way != other.track.way
    assert one.at <= other.at


def test_a_key_never_begins_with_a_rule(tables: Tables) -> None:
    quiet = Selection(date_from=date(2026, 8, 1), date_to=date(2026, 8, 31))
    for view in (MapView.KURSK, MapView.CORRIDOR, MapView.PORTS):
        exhibit = routes_map(tables, quiet, canvas=_canvas("slide"), options={"view": view})
        assert exhibit.key, view
        assert not exhibit.key[0].rule, view


def test_a_still_explains_only_signs_that_it_draws(tables: Tables) -> None:
    tumen = routes_map(tables, OCTOBER, canvas=_canvas("half"), options={})
    symbols = {
        symbol for trace in tumen.chart["data"] if trace.get("meta") == "place" for symbol in trace["marker"]["symbol"]
    }
    told = {item.label for item in tumen.key} & {sign.label for sign in Sign}
    assert told == {Sign(symbol).label for symbol in symbols}


def test_discs_of_a_close_look_stay_inside_it(tables: Tables) -> None:
    drawn, canvas = scene(tables, Selection(), MapView.CORRIDOR, show_places=True), _canvas("half")
    found = panels(drawn, canvas)
    assert len(found) == 3
    for trace in paint(drawn, canvas).chart["data"]:
        if trace.get("meta") == "place":
            panel = min(found, key=lambda panel: not all(_inside(panel.box, x, y, 0.0) for x, y in _spots(trace)))
            grown = trace["marker"]["size"] if panel.inset else [0.0] * len(trace["x"])
            assert all(_inside(panel.box, x, y, r / 2) for (x, y), r in zip(_spots(trace), grown, strict=True))


def _spots(trace: dict[str, Any]) -> list[tuple[float, float]]:
    return list(zip(trace["x"], trace["y"], strict=True))


def _inside(box: Box, x: float, y: float, radius: float) -> bool:
    slack = 0.2 - radius
    return box.left - slack <= x <= box.right + slack and box.top - slack <= y <= box.bottom + slack


def test_a_callout_neither_breaks_a_number_nor_says_it_twice(tables: Tables) -> None:
    events = tables.events.copy()
    where = events["event_id"] == "2024-10-23-first-units-in-kursk"
    events.loc[where, "label"] = "1 000 engineers arrive for Kursk"
    events.loc[where, "title"] = "About 1,000 engineers arrive in Kursk"
    told = dataclasses.replace(tables, events=events)
    exhibit = routes_map(told, OCTOBER, canvas=_canvas("still"), options={})
    assert "1\u2009000 engineers arrive for Kursk (reported, 23 Oct 2024)" in exhibit.title
    texts = _texts(exhibit.chart)
    assert any("1\u2009000" in text for text in texts)
    assert not any(text.startswith("About") for text in texts)


def test_the_key_lists_only_what_is_drawn(tables: Tables) -> None:
    for view in MapView:
        exhibit = routes_map(tables, Selection(), canvas=_canvas("still"), options={"view": view})
        markers = next(trace["marker"] for trace in exhibit.chart["data"] if trace.get("meta") == "place")
        hollow = _canvas("still").palette.land in markers["color"]
        assert ("only said there" in {item.label for item in exhibit.key}) == hollow


def test_the_ports_are_no_second_look_at_the_peninsula(tables: Tables) -> None:
    ports, korea = (FRAMINGS[view].must_show for view in (MapView.PORTS, MapView.KOREA))
    places = tables.places.set_index("place_id")
    low, high = np.min(ports, axis=0), np.max(ports, axis=0)
    for place in ("rajin", "chongjin", "vostochny", "vladivostok", "khasan"):
        where = places.loc[place, ["lon", "lat"]].to_numpy(dtype=float)
        assert (low < where).all()
        assert (where < high).all()
    assert np.ptp(ports, axis=0)[1] < np.ptp(korea, axis=0)[1] / 4


def test_without_movements_the_title_says_how_the_routes_stood(tables: Tables) -> None:
    exhibit = routes_map(tables, Selection(words="nothing has these words"), canvas=_canvas("full"), options={})
    assert not exhibit.empty
    assert exhibit.title.startswith("Rajin – Vostochny: limited since 21 Dec 2025; ")
    earlier = Selection(words="nothing has these words", date_to=date(2025, 4, 1))
    assert (
        "Tumen road bridge and approaches: under construction since 27 Feb 2025"
        in routes_map(tables, earlier, canvas=_canvas("full"), options={"view": "tumen"}).title
    )
    assert "No movement" in exhibit.subtitle
    assert len(exhibit.rows) > 30
    assert exhibit.sources.origins


def test_no_rows_says_what_to_loosen(tables: Tables) -> None:
    nothing = Selection(words="nothing has these words")
    for options, selection in ({"show": "places"}, nothing), ({}, Selection(date_from=None, date_to=date(1999, 1, 1))):
        exhibit = routes_map(tables, selection, canvas=_canvas("full"), options=options)
        assert exhibit.empty
        assert exhibit.title.startswith("No rows")
        assert "Loosen" in exhibit.alt or "later last day" in exhibit.alt


def test_a_bad_view_is_told_and_hypothetical_routes_wait_to_be_asked_for(tables: Tables) -> None:
    odd = routes_map(tables, OCTOBER, canvas=_canvas("full"), options={"view": "tumenn"})
    assert "no map view “tumenn”" in odd.note
    plain = scene(tables, OCTOBER, MapView.CORRIDOR)
    asked = scene(tables, OCTOBER, MapView.CORRIDOR, hypothetical=True)
    extra = {route.route_id for route in asked.routes} - {route.route_id for route in plain.routes}
    assert extra == {"sea_nakhodka_chongjin", "sea_rajin_busan"}


def test_the_table_twin_holds_every_movement(tables: Tables) -> None:
    exhibit = routes_map(tables, OCTOBER, canvas=_canvas("full"), options={})
    assert len(exhibit.rows) == len(exhibit.scene.moving) == 6
    assert exhibit.rows["Origins"].str.len().min() > 0
    assert "Crimea as in UN General Assembly resolution 68/262" in exhibit.credit


def test_hostile_words_stay_words(tables: Tables) -> None:
    events = tables.events.copy()
    where = events["event_id"] == "2024-10-23-first-units-in-kursk"
    events.loc[where, "label"] = "@@=alert(1)"
    events.loc[where, "title"] = "<img src=x onerror=alert(1)> 9"
    places = tables.places.copy()
    places.loc[places["place_id"] == "omsk", "name"] = "@@=<b>Omsk</b>"
    hostile = dataclasses.replace(tables, events=events, places=places)
    drawn = scene(hostile, OCTOBER, MapView.CORRIDOR)
    spec = json.loads(deck(drawn).to_json())
    inline = [layer["data"] for layer in spec["layers"] if isinstance(layer["data"], list)]
    texts = [record.get("text", "") for records in inline for record in records]
    assert any("Omsk" in text for text in texts)
    assert not any(text.startswith("@@") for text in texts)
    for trace in paint(drawn, _canvas("full")).chart["data"]:
        for text in (*trace.get("text", ()), *trace.get("hovertext", ())):
            assert "<b>" not in text
            assert "<img" not in text


@pytest.mark.parametrize("view", list(MapView))
def test_decks_ask_for_no_base_map_and_are_small(tables: Tables, view: MapView) -> None:
    text = deck(scene(tables, Selection(), view), Mode.DARK).to_json()
    spec = json.loads(text)
    # pydeck's word for unset: any other makes the front end fetch a base map.
    assert spec["mapStyle"] == "__MAP_STYLE__"
    assert spec.get("mapProvider") is None
    assert "NaN" not in text
    assert "http" not in text
    assert len(text) < 300_000
    ids = [layer["id"] for layer in spec["layers"]]
    assert len(ids) == len(set(ids))
    for layer in spec["layers"]:
        if layer.get("pickable"):
            assert all(
                record["focus"].partition(":")[0] in {"event", "place", "route", "view"} for record in layer["data"]
            )
            assert all(record["text"] for record in layer["data"])
    assert spec["views"][0]["@@type"] == ("MapView" if FRAMINGS[view].geographic else "OrthographicView")


def test_ground_files_are_written_once_and_named_by_content(tmp_path: Path) -> None:
    (tmp_path / "corridor-land-0000000000.geojson").write_text("{}", encoding="utf-8")
    first = write_ground(tmp_path)
    stamps = {path: path.stat().st_mtime_ns for path in first}
    assert write_ground(tmp_path) == first
    assert {path: path.stat().st_mtime_ns for path in first} == stamps
    assert set(tmp_path.iterdir()) == set(first)
    assert tmp_path / file_name(Detail.CORRIDOR, Ground.LAND) in first
    assert file_name(Detail.CORRIDOR, Ground.RAIL) == ""
    land: dict[str, Any] = json.loads((tmp_path / file_name(Detail.KURSK, Ground.LAND)).read_text(encoding="utf-8"))
    ring = np.array(land["features"][0]["geometry"]["coordinates"][0][0])
    assert np.abs(ring).max() <= 180


def test_the_corridor_carries_its_close_looks_only_where_there_is_room(tables: Tables) -> None:
    drawn = scene(tables, OCTOBER, MapView.CORRIDOR)
    assert [p.name for p in panels(drawn, _canvas("still"))] == ["", "Sea of Japan", "Tumen mouth"]
    assert len(panels(drawn, _canvas("eight"))) == 1
    assert [p.name for p in panels(drawn, _canvas("phone"))] == ["", "Sea of Japan"]
    main = panels(drawn, _canvas("still"))[0]
    x, _ = in_px(main.frame, Ground.LAND)
    assert len(x) < 8000


def test_same_input_same_picture(tables: Tables) -> None:
    def once() -> str:
        chart = routes_map(tables, Selection(), canvas=_canvas("still", Mode.DARK), options={}).chart
        return json.dumps(chart, sort_keys=True)

    assert once() == once()


def test_the_small_map_of_places_names_the_top_four(tables: Tables) -> None:
    exhibit = routes_map(tables, Selection(), canvas=_canvas("small"), options={"show": "places"})
    top = exhibit.rows.nlargest(3, "Happened there")
    assert isinstance(top, pd.DataFrame)
    for name, count in zip(top["Place"], top["Happened there"], strict=True):
        assert f"{name} ({count})" in exhibit.title
    texts = {text for trace in exhibit.chart["data"] if trace["mode"] == "text" for text in trace["text"]}
    rows = exhibit.rows
    written = [f"{name} {count}" for name, count in zip(rows["Place"], rows["Happened there"], strict=True)]
    assert sum(words in texts for words in written) == 4


def test_counts_by_place_speak_of_the_view_alone(tables: Tables) -> None:
    for view in (MapView.TUMEN, MapView.KURSK):
        exhibit = routes_map(tables, Selection(), canvas=_canvas("slide"), options={"view": view, "show": "places"})
        assert exhibit.title.startswith(f"{view.label}: most events happened in ")
        assert "Pyongyang" not in exhibit.title
        west, south = np.min(FRAMINGS[view].must_show, axis=0)
        east, north = np.max(FRAMINGS[view].must_show, axis=0)
        places = tables.places.set_index("name").loc[list(exhibit.rows["Place"])]
        assert places["lon"].between(west, east).all()
        assert places["lat"].between(south, north).all()
