"""Links: statuses in order of time, the day that is asked for, and agreement with the map."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from components.maps.route_marks import states_on
from data import Selection, Tables
from data.links import chosen_day, links
from data.vocabulary import RouteState
from data.wording import known_day

EVERYTHING = Selection(date_from=None)


def with_statuses(tables: Tables, *rows: tuple[str, str]) -> Tables:
    """Tables in which the route to Rajin has only these days and statuses."""
    blank = dict.fromkeys(tables.route_status.columns, "")
    filled = [
        {**blank, "route_id": "rail_khasan_rajin", "from_date": day, "public_from": day, "status": status,
         "date_precision": "day", "certainty": "claimed"}
        for day, status in rows
    ]  # fmt: skip
    frame = pd.DataFrame(filled, columns=list(tables.route_status.columns))
    return replace(tables, route_status=frame.astype(tables.route_status.dtypes.to_dict()))


def test_a_status_lasts_until_the_day_before_the_next(tables: Tables) -> None:
    made = with_statuses(tables, ("2024-01-01", "operating"), ("2024-03-01", "suspended"))
    (link,) = links(made, EVERYTHING)
    assert [(stretch.first, stretch.last) for stretch in link.stretches] == [
        (date(2024, 1, 1), date(2024, 2, 29)),
        (date(2024, 3, 1), tables.cut_off),
    ]
    assert link.standing == "suspended since 1 Mar 2024, claimed"


def test_rows_of_one_status_make_one_run_from_the_first_of_them(tables: Tables) -> None:
    days = [("2023-01-01", "planned"), ("2024-01-01", "operating"), ("2024-05-01", "operating")]
    (link,) = links(with_statuses(tables, *days), EVERYTHING)
    assert link.begun.since == "1 Jan 2024"
    assert [(state, first) for state, first, _ in link.runs()] == [
        (RouteState.PLANNED, date(2023, 1, 1)),
        (RouteState.OPERATING, date(2024, 1, 1)),
    ]


@pytest.mark.parametrize(
    ("selection", "day"),
    [
        (Selection(), date(2026, 11, 25)),
        (Selection(date_to=date(2024, 6, 30)), date(2024, 6, 30)),
        (Selection(date_to=date(2030, 1, 1)), date(2026, 11, 25)),
        (Selection(known_on=date(2024, 11, 15)), date(2024, 11, 15)),
        (Selection(date_to=date(2024, 6, 30), known_on=date(2024, 11, 15)), date(2024, 6, 30)),
    ],
    ids=["cut-off", "end of range", "range ends later", "known on", "range ends before known on"],
)
def test_the_day_is_the_first_of_its_limits(selection: Selection, day: date, tables: Tables) -> None:
    assert chosen_day(tables, selection) == day


@pytest.mark.parametrize("on", [date(2021, 6, 1), date(2024, 11, 15), date(2026, 11, 25)], ids=str)
def test_a_link_is_what_the_map_says(on: date, tables: Tables) -> None:
    standing = states_on(tables, on)
    dated = standing[standing["from_date"].notna()]
    found = {link.route_id: link for link in links(tables, Selection(date_from=None, date_to=on))}
    expected = {row["route_id"]: (row["status"], known_day(row["since"])) for row in dated.to_dict("records")}
    assert {route_id: (link.now.state, link.begun.first) for route_id, link in found.items()} == expected


def test_what_became_public_later_does_not_count_on_an_earlier_day(tables: Tables) -> None:
    found = {link.route_id: link for link in links(tables, Selection(known_on=date(2025, 3, 1)))}
    assert found["road_khasan_tumangang"].standing == "planned since 19 Jun 2024, observed"
