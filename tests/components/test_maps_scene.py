"""The scene: every movement has its way, every route its state on the day."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from components.maps.movement_marks import certainty_of
from components.maps.prepared import MOVING, each, event_track
from components.maps.route_marks import states_on
from components.maps.scene import scene
from components.maps.strokes import lanes
from components.maps.tracks import own_stretches, points
from components.maps.views import MapView
from data import Selection, Tables
from data.geography import route_lines
from data.vocabulary import Certainty, Direction, RoutePath, RouteState, Status

ALL = Selection(date_from=None)


def _apart(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.hypot((a[0] - b[0]) * np.cos(np.radians((a[1] + b[1]) / 2)), a[1] - b[1]) * 111.2)


def test_every_event_with_from_and_to_gets_its_geometry(tables: Tables) -> None:
    """Published and likely paths follow routes in order, from near the start to near the end; unknown ones the arc."""
    spots = {row.place_id: (row.lon, row.lat) for row in each(tables.places)}
    events = tables.events[(tables.events["from_place_id"] != "") & (tables.events["to_place_id"] != "")]
    assert len(events) > 80
    for row in each(events):
        way = event_track(row, spots)
        line = points(way)
        assert np.isfinite(line).all()
        if row.route_path == RoutePath.UNKNOWN:
            assert not way.by_route, row.event_id
            assert line[0] == pytest.approx(spots[row.from_place_id])
            assert line[-1] == pytest.approx(spots[row.to_place_id])
        else:
            assert [leg.route_id for leg in way.legs] == list(row.route_ids), row.event_id
            assert way.by_route, row.event_id
            # Regions such as Rason and airports stand for a town nearby: hence the margin.
            assert _apart(line[0], np.array(way.start)) < 45, row.event_id
            assert _apart(line[-1], np.array(way.end)) < 45, row.event_id


def test_legs_of_a_chain_join(tables: Tables) -> None:
    spots = {row.place_id: (row.lon, row.lat) for row in each(tables.places)}
    chained = tables.events[tables.events["route_ids"].map(len) > 1]
    for row in each(chained[chained["from_place_id"] != ""]):
        legs = [points(event_track(row, spots))]
        for line in legs:
            steps = [_apart(a, b) for a, b in pairwise(line)]
            assert max(steps) < 900, row.event_id


def test_no_movement_is_dropped_silently(tables: Tables) -> None:
    moving = tables.events[
        tables.events["movement"].isin(MOVING)
        & (tables.events["from_place_id"] != "")
        & (tables.events["to_place_id"] != "")
    ]
    for view in MapView:
        drawn = scene(tables, ALL, view)
        ids = [event_id for movement in drawn.movements for event_id in movement.event_ids]
        assert len(ids) == len(set(ids)) == len(drawn.moving)
        assert len(ids) + drawn.outside + drawn.denied == len(moving)
    assert scene(tables, ALL, MapView.CORRIDOR).outside == 0


def test_counts_and_plans_never_move(tables: Tables) -> None:
    drawn = scene(tables, ALL, MapView.CORRIDOR)
    assert set(drawn.moving["movement"]) <= set(MOVING)
    assert "running_total" in set(tables.events["movement"])


def test_bundles_share_one_look(tables: Tables) -> None:
    by_id = tables.events.set_index("event_id")
    for movement in scene(tables, ALL, MapView.CORRIDOR).movements:
        rows = by_id.loc[list(movement.event_ids)]
        assert set(rows["direction"]) == {movement.direction}
        looks = {certainty_of(s, p) for s, p in zip(rows["status"], rows["route_path"], strict=True)}
        assert looks == {movement.certainty}
        assert (movement.certainty is Certainty.INFERRED) == (not movement.track.by_route)


def test_certainty_is_read_off_status_and_path() -> None:
    assert certainty_of(Status.CONFIRMED, RoutePath.PUBLISHED) is Certainty.OBSERVED
    assert certainty_of(Status.REPORTED, RoutePath.LIKELY) is Certainty.CLAIMED
    assert certainty_of(Status.CONFIRMED, RoutePath.UNKNOWN) is Certainty.INFERRED


@pytest.mark.parametrize(
    ("day", "route", "state"),
    [
        (date(2013, 9, 21), "rail_khasan_rajin", RouteState.LIMITED),
        (date(2013, 9, 22), "rail_khasan_rajin", RouteState.OPERATING),
        (date(2021, 12, 31), "rail_khasan_tumangang", RouteState.SUSPENDED),
        (date(2024, 10, 10), "sea_chongjin_vladivostok", RouteState.REPORTED),
        (date(2024, 10, 31), "sea_chongjin_vladivostok", RouteState.NONE),
        (date(2026, 11, 25), "road_khasan_tumangang", RouteState.UNDER_CONSTRUCTION),
    ],
)
def test_routes_stand_as_their_rows_say(tables: Tables, day: date, route: str, state: RouteState) -> None:
    standing = states_on(tables, day).set_index("route_id")
    assert standing.at[route, "status"] == state


def test_since_is_the_first_row_of_an_unbroken_state(tables: Tables) -> None:
    standing = states_on(tables, tables.cut_off).set_index("route_id")
    assert standing.at["road_khasan_tumangang", "since"] == pd.Timestamp(2025, 2, 27)
    assert standing.at["road_khasan_tumangang", "from_date"] == pd.Timestamp(2026, 7, 1)


def test_as_known_on_hides_later_statuses(tables: Tables) -> None:
    day = date(2024, 10, 17)
    known = states_on(tables, day, day).set_index("route_id")
    assert "sea_chongjin_vladivostok" not in known.index
    assert "sea_chongjin_vladivostok" in states_on(tables, day).set_index("route_id").index
    assert (known["public_from"].dropna() <= pd.Timestamp(day)).all()


def test_lanes_keep_movements_on_one_track_apart(tables: Tables) -> None:
    movements = scene(tables, ALL, MapView.CORRIDOR).movements
    seen: set[tuple[tuple[str, ...], float, bool]] = set()
    for movement, lane in zip(movements, lanes(movements), strict=True):
        side = -lane if movement.track.start > movement.track.end else lane
        key = (movement.track.way, round(side, 3), True)
        assert key not in seen
        seen.add(key)
    assert any(movement.direction is Direction.RUSSIA_TO_DPRK for movement in movements)


def test_each_railway_is_drawn_once(tables: Tables) -> None:
    rails = tables.routes[tables.routes["mode"] == "rail"]
    found = own_stretches(tuple(zip(rails["route_id"], rails["schematic"], strict=True)))
    assert set(found) == set(rails["route_id"])
    assert not found["rail_pyongyang_moscow"]
    assert found["rail_transsib"]
    assert sum(len(part) for part in found["rail_khasan_tumangang"]) == len(route_lines()["rail_khasan_tumangang"])


def test_places_only_spoken_at_are_hollow_and_not_counted(tables: Tables) -> None:
    drawn = scene(tables, Selection(), MapView.CORRIDOR, show_places=True)
    events = Selection().apply(tables).events
    kursk = next(place for place in drawn.places if place.place_id == "kursk")
    assert kursk.happened == int(((events["place_id"] == "kursk") & (events["place_role"] == "scene")).sum())
    assert not kursk.hollow
    assert any(place.hollow for place in drawn.places)
    assert not any(place.hollow and place.happened for place in drawn.places)
