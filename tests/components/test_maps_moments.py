"""The map through time: what is seen on a day, what a route was, what the browser is sent, and the still of a day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.link import read_query
from components.exhibits.register import build
from components.maps.canvas_painter import play_message
from components.maps.moments import (
    NARROWEST,
    PLAIN,
    WIDEST,
    Passage,
    lanes_in_time,
    passages,
    playing_days,
    route_spans,
    stroke,
    stroke_of,
    width_of,
)  # fmt: skip
from components.maps.route_marks import RouteMark, route_mark, states_on
from components.maps.scene import TRACE_DAYS, scene
from components.maps.views import MapView
from data import Selection, Tables
from data.readouts import Gauge, loads
from data.vocabulary import Movement, Status
from tests.components.test_exhibit_grid import SELECTIONS

ALL = Selection(date_from=None)
AUTUMN = Selection(date_from=date(2024, 10, 1), date_to=date(2025, 3, 31))
WAVE = "2024-10-08-first-wave-chongjin"


def _passage(tables: Tables, event_id: str) -> Passage:
    return next(p for p in passages(tables, ALL, MapView.CORRIDOR) if p.event_id == event_id)


def _message(tables: Tables, selection: Selection = AUTUMN, gauge: Gauge = Gauge.TROOPS, **more: Any) -> dict[str, Any]:
    view, canvas = more.get("view", MapView.CORRIDOR), more.get("canvas", Canvas(1360, 500))
    found: dict[str, Any] = json.loads(play_message(tables, selection, view, canvas, gauge))
    return found


def _day_map(tables: Tables, at: str, selection: Selection = ALL, **options: str) -> Exhibit:
    return build("routes-map", tables, selection, canvas=Canvas(1360, 500), options={"at": at, **options})


# ---- Movements ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2024, 10, 7), None), (date(2024, 10, 8), 0), (date(2024, 10, 13), 0), (date(2024, 10, 14), 1),
     (date(2024, 12, 12), 60), (date(2024, 12, 13), None)],
    ids=["day before", "first day", "last day", "day after", "last trace", "gone"],
)  # fmt: skip
def test_the_first_wave_is_under_way_on_its_dates_and_then_a_trace(tables: Tables, day: date, age: int | None) -> None:
    assert _passage(tables, WAVE).age(day) == age


def test_coarse_and_bounded_dates_are_not_known_days(tables: Tables) -> None:
    dated = {p.event_id: p.dated for p in passages(tables, ALL, MapView.CORRIDOR)}
    assert dated[WAVE]
    assert not dated["2024-10-01-wonsan-vladivostok-sealift"]  # a month
    assert not dated["2024-10-18-blagoveshchensk-dispersal"]  # "by" a day
    assert not dated["2026-01-14-single-ship-call-january"]  # "about" a day


def test_what_is_denied_or_counted_to_date_never_moves(tables: Tables) -> None:
    by_id = tables.events.set_index("event_id")
    moving = by_id.loc[[p.event_id for p in passages(tables, ALL, MapView.CORRIDOR)]]
    assert set(moving["movement"]) == {Movement.MOVEMENT, Movement.SERVICE_START, Movement.PERIOD_TOTAL}
    assert Status.DENIED not in set(moving["status"])


def test_traces_fade_and_never_look_like_what_is_under_way() -> None:
    ages = [stroke(age, 2.4, 1.0) for age in range(1, TRACE_DAYS + 1)]
    assert [s.opacity for s in ages] == sorted((s.opacity for s in ages), reverse=True)
    assert all(s.width < 2.4 and 0 < s.opacity < 1 for s in ages)


def test_two_movements_seen_on_one_day_never_lie_on_one_lane(tables: Tables) -> None:
    found = passages(tables, ALL, MapView.CORRIDOR)
    placed = list(zip(found, lanes_in_time(found), strict=True))
    assert {lane for _, lane in placed} > {0, 1}
    for at, (one, lane) in enumerate(placed):
        side = -lane if one.track.start > one.track.end else lane
        for other, other_lane in placed[at + 1 :]:
            other_side = -other_lane if other.track.start > other.track.end else other_lane
            together = other.first <= one.last + timedelta(days=TRACE_DAYS)
            if together and one.track.way == other.track.way:
                assert side != other_side, (one.event_id, other.event_id)


def test_widths_compare_one_unit_from_zero(tables: Tables) -> None:
    found = loads(tables, ALL, Gauge.TROOPS)
    moving = {p.event_id for p in passages(tables, ALL, MapView.CORRIDOR)}
    carried = {event_id: load for event_id, load in found.items() if event_id in moving}
    heaviest = max(load.value for load in carried.values())
    assert heaviest == 5000
    widths = {event_id: width_of(load, heaviest) for event_id, load in carried.items()}
    assert widths["2025-09-01-construction-troops-move"] == WIDEST
    assert widths[WAVE] == pytest.approx(WIDEST * 1500 / 5000)
    assert width_of(None, heaviest) == NARROWEST
    assert width_of(None, 0.0) == PLAIN


def test_a_count_to_date_is_nobodys_load(tables: Tables) -> None:
    """The return of the engineers carries a claim of 15 000 sent so far: that is not what came back."""
    found = loads(tables, ALL, Gauge.TROOPS)
    assert "2025-12-12-528-regiment-returns" not in found
    assert "2025-08-01-engineers-leave" not in found  # counted to date by one, told by a news agency only


# ---- Routes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("known_on", [None, date(2024, 11, 15)], ids=["today", "as known 2024"])
def test_spans_say_what_the_map_of_each_day_says(tables: Tables, known_on: date | None) -> None:
    spans = route_spans(tables, known_on, hypothetical=True)
    days = {span.since for found in spans.values() for span in found if span.since}
    routes = {row.route_id: row for row in tables.routes.itertuples(index=False)}
    for day in sorted(days | {day - timedelta(days=1) for day in days}):
        standing = {
            row.route_id: route_mark(routes[row.route_id], row)
            for row in states_on(tables, day, known_on).itertuples(index=False)
        }
        told: dict[str, RouteMark] = {}
        for route_id, found in spans.items():
            begun = [span.mark for span in found if span.since is None or span.since <= day]
            told |= {route_id: begun[-1]} if begun else {}
        assert told == standing, day


def test_a_route_changes_form_in_the_message_on_the_day_its_status_does(tables: Tables) -> None:
    routes = _message(tables, ALL)["routes"]
    since = {number for route in routes for number, *_ in route["spans"] if number is not None}
    opened = (date(2022, 11, 2) - date(1970, 1, 1)).days
    assert opened in since
    for route in routes:
        numbers = [number for number, *_ in route["spans"] if number is not None]
        assert numbers == sorted(set(numbers))


# ---- Message ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", MapView)
@pytest.mark.parametrize("size", [(1104, 406), (1360, 500), (358, 420)], ids=["page", "wide", "phone"])
def test_the_message_is_small_and_whole(tables: Tables, view: MapView, size: tuple[int, int]) -> None:
    canvas = Canvas(*size)
    raw = play_message(tables, ALL, view, canvas, Gauge.TROOPS)
    assert len(raw) <= 150_000
    data = json.loads(raw)
    found = passages(tables, ALL, view)
    assert [move["id"] for move in data["moves"]] == [p.event_id for p in found]
    assert data["size"] == list(size)
    if view is MapView.CORRIDOR:
        assert all(move["lines"] for move in data["moves"])


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_the_message_can_be_made_of_any_selection(tables: Tables, selection: Selection) -> None:
    data = _message(tables, selection, Gauge.CONTAINERS)
    assert data["first"] <= data["last"]
    limit = (min(filter(None, (selection.known_on, selection.date_to, tables.cut_off))) - date(1970, 1, 1)).days
    assert data["last"] == limit
    assert all(move["first"] <= move["last"] for move in data["moves"])


def test_lines_lie_where_the_still_draws_them(tables: Tables) -> None:
    """Steps in tenths of px add up to points of the canvas."""
    data = _message(tables)
    for move in data["moves"]:
        for panel, _, steps in move["lines"]:
            left, top, right, bottom = data["panels"][panel]["box"]
            x, y = 0, 0
            for at in range(0, len(steps), 2):
                x, y = x + steps[at], y + steps[at + 1]
                assert left - 0.1 <= x / 10 <= right + 0.1
                assert top - 0.1 <= y / 10 <= bottom + 0.1


def test_an_unknown_path_is_dotted_and_says_so(tables: Tables) -> None:
    moves = {move["id"]: move for move in _message(tables, ALL)["moves"]}
    unknown = [move for move in moves.values() if move["unknown"]]
    assert len(unknown) > 5
    assert all(move["dash"] == [1.5, 5.0] and move["path"] == "path not published" for move in unknown)
    assert moves["2024-10-23-first-units-in-kursk"]["opacity"] < 1  # likely
    assert moves[WAVE]["dash"] == []  # confirmed, path published
    assert moves[WAVE]["load"].endswith("(NIS)")


def test_counts_to_date_come_as_words_from_the_day_they_were_said(tables: Tables) -> None:
    steps = _message(tables, AUTUMN, Gauge.CONTAINERS)["counts"]["steps"]
    by_day = {date(1970, 1, 1) + timedelta(days=number): counts for number, counts in steps}
    dia = [(day, count[1]) for day, counts in by_day.items() for count in counts if count[0] == "ROK DIA"]
    firsts: dict[str, date] = {}
    for day, number in dia:
        firsts.setdefault(number.replace("\u2009", " "), day)
    assert firsts["at least 13 000"] == date(2024, 8, 27)  # before the dates chosen
    assert firsts["22 000"] == date(2024, 12, 22)
    assert all(counts == sorted(counts, key=lambda count: not count[3]) for counts in by_day.values())


def test_hostile_words_stay_words(tables: Tables) -> None:
    hostile = "<img src=x onerror=alert(1)> @@=1"
    marked = replace(tables, events=tables.events.assign(label=hostile, title=hostile), version="hostile")
    assert {move["label"] for move in _message(marked)["moves"]} == {hostile}


def test_playing_days_follow_the_selection(tables: Tables) -> None:
    found = passages(tables, ALL, MapView.CORRIDOR)
    assert playing_days(tables, AUTUMN, found) == (date(2024, 10, 1), date(2025, 3, 31))
    assert playing_days(tables, ALL, found) == (found[0].first, tables.cut_off)
    assert playing_days(tables, Selection(date_from=date(2090, 1, 1)), ()) == (tables.cut_off, tables.cut_off)


# ---- The still of a day -------------------------------------------------------------------------------------


def test_the_title_tells_the_day_and_what_was_under_way(tables: Tables) -> None:
    title = _day_map(tables, "2024-10-12").title.replace("\u2009", " ")
    assert title.startswith("On 12 Oct 2024: First wave sails for Vladivostok (8–13 Oct 2024)")
    same = _day_map(tables, "2024-10-23").title
    assert same.endswith("HUR: first units in Kursk (reported)")
    after = _day_map(tables, "2024-11-20").title
    assert after.startswith("On 20 Nov 2024 nothing is dated as under way; last before it: ")


def test_a_day_without_movements_tells_its_routes(tables: Tables) -> None:
    made = _day_map(tables, "2022-09-20")
    assert made.title.startswith("On 20 Sep 2022: ")
    assert "since" in made.title
    assert "State on 20 Sep 2022" in made.rows.columns


@pytest.mark.parametrize("at", ["2024-10-12", "2024-11-20", "2025-02-10", "2025-09-10"])
def test_the_still_shows_what_the_player_shows(tables: Tables, at: str) -> None:
    day = date.fromisoformat(at)
    drawn = scene(tables, ALL, MapView.CORRIDOR, at=day, gauge=Gauge.TROOPS)
    ages = {p.event_id: age for p in passages(tables, ALL, MapView.CORRIDOR) if (age := p.age(day)) is not None}
    assert {e: movement.age for movement in drawn.movements for e in movement.event_ids} == ages
    number = (day - date(1970, 1, 1)).days
    moves = {move["id"]: move for move in _message(tables, ALL)["moves"]}
    for movement in drawn.movements:
        move = moves[movement.event_ids[0]]
        expected = stroke(max(number - move["last"], 0), move["width"], move["opacity"])
        assert stroke_of(drawn, movement) == expected, movement.label


def test_rows_and_sources_of_a_day_hold_its_numbers(tables: Tables) -> None:
    made = _day_map(tables, "2024-11-20")
    assert "no public figure" in set(made.rows["Carried"])
    carried = {words.replace("\u2009", " ") for words in made.rows["Carried"]}
    assert "at least 3 000 persons (White House)" in carried
    assert "US DoD 10\u2009000 (12 Nov 2024)" in made.note
    assert "US DoD" in made.sources.text()


def test_units_change_the_counts_and_the_widths(tables: Tables) -> None:
    troops, containers = (_day_map(tables, "2025-01-20", unit=unit) for unit in (Gauge.TROOPS, Gauge.CONTAINERS))
    assert "Containers sent, to date" in containers.note
    assert "ROK DIA 22\u2009000 (22 Dec 2024)" in containers.note
    assert "Troops sent, to date" in troops.note


def test_a_day_outside_the_dates_is_moved_and_said_so(tables: Tables) -> None:
    made = _day_map(tables, "2021-05-01", AUTUMN)
    assert made.title.startswith("On 1 Oct 2024")
    assert "1 May 2021 lies outside the dates chosen; 1 Oct 2024 is shown." in made.note


def test_a_range_of_days_is_drawn_as_before(tables: Tables) -> None:
    drawn = scene(tables, ALL, MapView.CORRIDOR)
    assert drawn.at is None
    assert {movement.age for movement in drawn.movements} == {0}
    assert {stroke_of(drawn, movement).width for movement in drawn.movements} == {PLAIN}


# ---- Links --------------------------------------------------------------------------------------------------


def test_a_day_in_a_link_opens_the_player(tables: Tables) -> None:
    view = read_query({"at": "2024-10-12"}, tables)
    assert view.options == {"at": "2024-10-12", "show": "play"}
    assert not view.notices
    assert view.to_query() == {"at": "2024-10-12", "show": "play"}


@pytest.mark.parametrize(
    ("value", "nearest"),
    [("2024-02-30", "2024-02-29"), ("October", "2022-01-01"), ("2030-01-01", "2026-11-25"), ("<b>", "2022-01-01")],
)
def test_what_is_no_day_is_named_with_the_nearest(tables: Tables, value: str, nearest: str) -> None:
    view = read_query({"at": value, "show": "play"}, tables)
    assert "at" not in view.options
    assert [notice.key for notice in view.notices] == ["at"]
    assert view.notices[0].accepted == (nearest,)


def test_an_unknown_unit_is_named(tables: Tables) -> None:
    view = read_query({"unit": "tanks"}, tables)
    assert "unit" not in view.options
    assert view.notices[0].key == "unit"


def test_tables_are_not_changed(tables: Tables) -> None:
    before = tables.route_status.copy()
    route_spans.__wrapped__(tables)
    pd.testing.assert_frame_equal(tables.route_status, before)


def test_on_screen_the_frame_says_that_days_are_played_and_in_a_picture_that_it_is_a_range(tables: Tables) -> None:
    screen, still = (
        build("routes-map", tables, AUTUMN, canvas=Canvas(1360, 500, medium=medium), options={"show": "play"})
        for medium in (Medium.SCREEN, Medium.STILL)
    )
    assert "day by day" in screen.subtitle
    assert "not where" in screen.note
    assert "Routes as on" not in screen.note
    assert "day by day" not in still.subtitle
    assert "Routes as on 31 Mar 2025" in still.note
