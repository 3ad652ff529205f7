"""What the browser gets of a reader's points, and what is said of them."""

from __future__ import annotations

import json
import struct
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from components.exhibits.contract import Canvas
from components.maps import point_layer
from components.maps.point_layer import (
    Filters,
    filters_of,
    heading,
    map_message,
    point_message,
    reach,
    reading_notes,
)  # fmt: skip
from components.maps.scene import Scene, scene
from components.maps.views import FRAMINGS, MapView
from components.theme import Mode
from data import Selection, Tables, feed_columns
from data import feed as data_feed
from data.feed import NO_DAY, Feed, read_feed, shown
from data.vocabulary import Region
from data.wording import number
from tests.points import synthetic_points

HOSTILE = (
    b'lat,lon,date,name,kind\n42.3,130.4,2024-10-08,<img src=x onerror=alert(1)>,@@=1\n42,130,,"a ""quote""",=1+1\n'
)
CANVAS = Canvas(1360, 500, Mode.LIGHT)
ALL = Filters(NO_DAY + 1, 2**31 - 1, -1, reached=False)


def unpacked(message: bytes) -> tuple[dict[str, Any], list[Any], list[str]]:
    """Read a message as the browser does: header, columns, names."""
    size = struct.unpack("<I", message[:4])[0]
    header = json.loads(message[4 : 4 + size])
    body, n = message[4 + size :], header["count"]
    kinds = ("<f4", "<f4", "<i4", "<i4", "<i4")
    columns = [np.frombuffer(body, kind, n, 4 * n * at).tolist() for at, kind in enumerate(kinds)]
    ends = np.frombuffer(body, "<u4", n + 1, 20 * n).tolist()
    text = body[4 * (6 * n + 1) :]
    return header, columns, [text[a:b].decode() for a, b in pairwise(ends)]


@pytest.fixture(scope="module")
def feed() -> Feed:
    return read_feed("hostile.csv", HOSTILE)


@pytest.fixture(scope="module")
def corridor(tables: Tables) -> Scene:
    return scene(tables, Selection(), MapView.CORRIDOR)


def test_the_points_arrive_as_they_were_read(feed: Feed) -> None:
    header, columns, names = unpacked(point_message(feed))
    assert (header["count"], header["kinds"]) == (2, ["@@=1", "=1+1"])
    assert columns[0] == pytest.approx([130.4, 130], abs=1e-5)
    assert columns[1] == pytest.approx([42.3, 42], abs=1e-5)
    assert columns[2] == [20004, NO_DAY]
    assert columns[4] == [0, 1]
    assert names == list(feed.names)


def test_columns_begin_at_a_multiple_of_four_bytes_for_the_browser() -> None:
    for kind in ("a", "ab", "abc", "abcd", "라진"):
        message = point_message(read_feed("f.csv", f"lat,lon,kind\n1,2,{kind}\n".encode()))
        assert struct.unpack("<I", message[:4])[0] % 4 == 0


def test_equal_files_give_equal_messages_and_others_another_id() -> None:
    first, second = (point_message(read_feed("f.csv", synthetic_points(100))) for _ in range(2))
    other = point_message(read_feed("f.csv", synthetic_points(100, seed=2)))
    assert first == second
    assert unpacked(first)[0]["id"] != unpacked(other)[0]["id"]


def test_fifty_thousand_points_are_one_binary_message_and_filters_a_small_one(corridor: Scene) -> None:
    own = read_feed("f.csv", synthetic_points(50_000))
    assert len(point_message(own)) < 2_500_000, "50 bytes a point, names included"
    assert len(map_message(corridor, CANVAS, filters_of(own, Selection(), ""))) < 150_000


@pytest.mark.parametrize("view", MapView)
def test_the_map_beneath_stays_small_and_holds_no_point(tables: Tables, view: MapView, feed: Feed) -> None:
    message = map_message(scene(tables, Selection(), view), CANVAS, filters_of(feed, Selection(), ""))
    assert len(message) < 160_000
    data = json.loads(message)
    assert feed.names[0] not in message.decode()
    assert {place[2] for place in data["places"]} <= set(tables.places["name"])
    assert (data["projection"] is None) is FRAMINGS[view].geographic


def test_lines_are_steps_that_lead_back_to_their_place(tables: Tables, corridor: Scene) -> None:
    data = json.loads(map_message(corridor, CANVAS, ALL))
    rajin = next(place for place in data["places"] if place[2] == "Rajin")
    row = tables.places.set_index("name").loc["Rajin"]
    plane = corridor.framing.projection.forward(np.array([[row["lon"], row["lat"]]]))[0]
    assert [rajin[0] * data["unit"], -rajin[1] * data["unit"]] == pytest.approx(plane.tolist(), abs=data["unit"])
    assert all(len(line) % 2 == 0 for *_, lines in data["routes"] for line in lines)


def test_only_dates_and_the_kind_reach_a_readers_points(feed: Feed) -> None:
    assert not filters_of(feed, Selection(date_from=None), "").reached
    narrow = filters_of(feed, Selection(date_from=date(2024, 10, 1), regions=(Region.RASON,)), "=1+1")
    assert (narrow.first, narrow.kind, narrow.reached) == (19997, 1, True)
    assert filters_of(feed, Selection(), "no such kind").kind == -1


def test_the_heading_counts_what_is_drawn_and_says_whose_it_is(feed: Feed) -> None:
    selection = Selection(date_from=date(2024, 10, 1))
    count = shown(feed, selection.date_from, selection.date_to)
    assert heading(feed, count) == "Your points: 1 of 2 from hostile.csv, not part of the dataset"
    said = reach(feed, count, selection)
    assert said == "The dates reach them; no other filter does · 1 without a date left out"
    undated = read_feed("f.csv", b"lat,lon\n1,2\n")
    assert "no dates" in reach(undated, shown(undated, selection.date_from, None), selection)
    own = read_feed("f.csv", synthetic_points(2_000))
    assert f"Your points: {number(2000)} from" in heading(own, shown(own, None, None))


def test_lines_left_out_are_told_by_their_number() -> None:
    notes = reading_notes(read_feed("f.csv", b"lat,lon,x\n1,2,3\n999,1,2\n"))
    assert notes == [
        "1 line could not be read and left out:",
        'f.csv, row 3, field lat: "999" is not between -90 and 90',
        "Columns not used: x",
    ]


def test_nothing_of_a_feed_is_kept_beyond_the_session() -> None:
    """What the process keeps for all sessions is the map beneath, which knows no point."""
    kept = [
        name
        for module in (point_layer, data_feed, feed_columns)
        for name, value in vars(module).items()
        if hasattr(value, "cache_info") and value.__module__ == module.__name__
    ]
    assert kept == ["_beneath"]
