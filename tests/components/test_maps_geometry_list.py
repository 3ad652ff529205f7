"""Every event with a from and a to and the line it gets: a change of any is seen, and the rules hold."""

from __future__ import annotations

import pytest

from components.maps.prepared import MOVING, each
from data import Tables
from data.vocabulary import Certainty, Movement, RoutePath
from tests.components.movement_table import apart_km, checked_in, geometry_rows

#: Km by which a line may end off its place beyond the place's own radius: stations and berths lie beside towns.
_BESIDE = 10.0
#: Places that stand for a port or an airfield further off, with the km between.
_STANDS_FOR = {
    ("hamhung", "sea"): 16.0,  # Hungnam
    ("dangjin", "sea"): 14.0,  # the port in the bay
    ("shanghai", "sea"): 23.0,  # the mouth of the Yangtze
    ("vladivostok", "air"): 40.0,  # the airport at Artyom
    ("moscow", "air"): 28.0,  # Sheremetyevo
}


@pytest.fixture(scope="module")
def rows(tables: Tables) -> list[dict[str, str]]:
    return list(geometry_rows(tables))


def test_no_line_has_changed_unseen(rows: list[dict[str, str]]) -> None:
    """Whoever changes a route, place or event looks at the new lines: python -m tests.components.movement_table."""
    known = {row["event_id"]: row for row in checked_in()}
    assert [row for row in rows if known.get(row["event_id"]) != row] == []
    assert set(known) == {row["event_id"] for row in rows}


def test_every_event_with_both_ends_is_listed(rows: list[dict[str, str]], tables: Tables) -> None:
    events = tables.events
    both = events[(events["from_place_id"] != "") & (events["to_place_id"] != "")]
    assert {row["event_id"] for row in rows} == set(both["event_id"])
    assert len(rows) > 80


def test_only_movements_starts_and_totals_of_a_period_move(rows: list[dict[str, str]]) -> None:
    assert MOVING == (Movement.MOVEMENT, Movement.SERVICE_START, Movement.PERIOD_TOTAL)
    assert {row["movement"] for row in rows if row["moves"] == "yes"} == set(MOVING)
    still = {row["movement"] for row in rows if row["moves"] == "no"}
    assert Movement.RUNNING_TOTAL in still
    assert not still & set(MOVING)


def test_an_unknown_path_is_a_flagged_great_circle(rows: list[dict[str, str]], tables: Tables) -> None:
    where = {row.place_id: (row.lon, row.lat) for row in each(tables.places)}
    unknown = [row for row in rows if row["path"] == RoutePath.UNKNOWN]
    assert len(unknown) > 10
    for row in unknown:
        assert row["routes"] == "", row
        assert row["form"] == Certainty.INFERRED, row
        shortest = apart_km(where[row["from"]], where[row["to"]])
        assert float(row["length_km"]) == pytest.approx(shortest, abs=1 + shortest / 1000), row


def test_a_known_path_follows_routes_and_is_not_shorter_than_the_way(
    rows: list[dict[str, str]], tables: Tables
) -> None:
    where = {row.place_id: (row.lon, row.lat) for row in each(tables.places)}
    for row in (row for row in rows if row["path"] != RoutePath.UNKNOWN):
        assert row["routes"], row
        assert row["form"] != Certainty.INFERRED, row
        off = float(row["start_off_km"]) + float(row["end_off_km"])
        assert float(row["length_km"]) + off >= apart_km(where[row["from"]], where[row["to"]]) - 1, row


def test_lines_end_at_their_places(rows: list[dict[str, str]], tables: Tables) -> None:
    radius = dict(zip(tables.places["place_id"], tables.places["radius_km"], strict=True))
    for row in rows:
        for end, off in (("from", "start_off_km"), ("to", "end_off_km")):
            legs = row["routes"].split(";")
            mode = legs[0 if end == "from" else -1].removeprefix("-").split("_")[0]
            allowed = max(radius[row[end]], _BESIDE, _STANDS_FOR.get((row[end], mode), 0.0))
            assert float(row[off]) <= allowed, row
