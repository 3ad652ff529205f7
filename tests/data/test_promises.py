"""Promises: slip worked out by hand for each precision, outcomes through links, silence told from lateness."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data import Selection, Tables
from data.due import due, promised, promises
from data.promises import Kind, Promise, Slip, Standing, period, slip

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("day", "precision", "expected"),
    [
        (date(2026, 6, 19), "day", (date(2026, 6, 19), date(2026, 6, 19))),
        (date(2024, 2, 29), "month", (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2024, 11, 10), "month", (date(2024, 11, 1), date(2024, 11, 30))),
        (date(2026, 6, 30), "quarter", (date(2026, 4, 1), date(2026, 6, 30))),
        (date(2025, 12, 31), "year", (date(2025, 1, 1), date(2025, 12, 31))),
    ],
    ids=["day", "leap February", "inside a month", "quarter", "year"],
)
def test_a_date_covers_all_that_its_precision_allows(day: date, precision: str, expected: tuple[date, date]) -> None:
    assert period(day, precision) == expected


@pytest.mark.parametrize(
    ("end", "outcome", "expected", "words"),
    [
        (date(2024, 7, 31), (date(2025, 5, 8), date(2025, 5, 8)), Slip(281, 281), "281 days late"),
        (date(2024, 12, 31), (date(2025, 1, 1), date(2025, 3, 31)), Slip(1, 90), "at least 1 day late"),
        (date(2025, 2, 15), (date(2025, 1, 1), date(2025, 3, 31)), Slip(-45, 44), "up to 44 days late"),
        (date(2025, 12, 31), (date(2025, 6, 17), date(2025, 6, 17)), Slip(-197, -197), "on time"),
        (date(2026, 3, 31), None, Slip(239, None), "at least 239 days late"),
        (date(2026, 11, 24), None, Slip(1, None), "at least 1 day late"),
    ],
    ids=[
        "day after month",
        "quarter after year",
        "quarter around a day",
        "early in a year",
        "open quarter",
        "open day",
    ],
)
def test_slip_counts_from_the_end_of_the_promised_period(
    end: date, outcome: tuple[date, date] | None, expected: Slip, words: str
) -> None:
    found = slip(end, outcome, TODAY)
    assert (found, found.words) == (expected, words)


def milestone(tables: Tables, id: str, **fields: Any) -> dict[str, Any]:
    """Make a row of projects; what is not given is empty."""
    row: dict[str, Any] = dict.fromkeys(tables.projects.columns, "")
    dates = dict.fromkeys(("planned_date", "actual_date", "public_from"), pd.NaT)
    named = {"milestone_id": id, "project_id": "pier", "project": "Pier", "milestone": id.title(), "mode": "port"}
    days = {name: pd.Timestamp(value) for name, value in fields.items() if name in dates}
    source = {"source_id": tables.projects["source_id"].iloc[0], "status": "planned"}
    return {**row, **dates, **named, **source, **fields, **days}


def read(tables: Tables, *rows: dict[str, Any], known_on: date | None = None) -> dict[str, Promise]:
    """Read hand-made milestones as promises."""
    projects = pd.DataFrame(rows, columns=tables.projects.columns)
    for name in ("planned_date", "actual_date", "public_from"):
        projects[name] = pd.to_datetime(projects[name])
    made = dataclasses.replace(tables, projects=projects)
    found = promises(made, Selection(date_from=None, known_on=known_on).apply(made))
    return {one.id: one for one in found if one.kind is Kind.MILESTONE}


def test_an_outcome_is_found_through_the_link(tables: Tables) -> None:
    found = read(
        tables,
        milestone(tables, "opening", actual_date="2025-05-08", actual_precision="day", status="done"),
        milestone(tables, "word", planned_date="2024-07-31", planned_precision="month", promise_of="opening"),
    )
    assert list(found) == ["word"]
    assert found["word"].standing is Standing.SETTLED
    assert found["word"].state == "done 8 May 2025, 281 days late"


def test_a_promise_made_anew_is_late_and_names_the_new_day(tables: Tables) -> None:
    found = read(
        tables,
        milestone(tables, "opening", planned_date="2026-12-31", planned_precision="year"),
        milestone(tables, "first", planned_date="2026-03-31", planned_precision="quarter", promise_of="opening"),
        milestone(tables, "second", planned_date="2026-06-19", planned_precision="day", promise_of="opening"),
    )
    assert found["first"].state == "at least 239 days late; since promised for 2026"
    assert found["second"].slip == Slip(159, None)
    assert found["opening"].state == "due in 36 days"
    assert [one.standing for one in found.values()] == [Standing.COMING, Standing.OPEN, Standing.OPEN]


def test_silence_is_not_called_late(tables: Tables) -> None:
    found = read(
        tables,
        milestone(tables, "ferry", planned_date="2023-07-31", planned_precision="month", public_from="2023-07-13"),
    )
    assert found["ferry"].slip is None
    assert found["ferry"].state == "not heard of since 13 Jul 2023"


def test_a_project_that_went_on_is_heard_of_without_an_outcome(tables: Tables) -> None:
    found = read(
        tables,
        milestone(tables, "launch", planned_date="2025-12-31", planned_precision="month", public_from="2025-11-27"),
        milestone(tables, "span", actual_date="2026-07-31", actual_precision="month", status="done"),
    )
    assert found["launch"].state == "no outcome known; project last heard of Jul 2026"


def test_an_earlier_day_does_not_know_the_outcome(tables: Tables) -> None:
    rows = [
        milestone(
            tables, "opening", actual_date="2025-05-08", actual_precision="day", status="done", public_from="2025-05-09"
        ),
        milestone(
            tables, "word", planned_date="2024-07-31", planned_precision="month", promise_of="opening",
            public_from="2024-06-26",
        ),
    ]  # fmt: skip
    before = read(tables, *rows, known_on=date(2024, 8, 10))
    assert before["word"].state == "at least 10 days late"
    assert read(tables, *rows, known_on=date(2024, 7, 1))["word"].state == "due in 30 days"


def test_the_day_itself_is_not_yet_past(tables: Tables) -> None:
    found = read(tables, milestone(tables, "today", planned_date="2026-11-25", planned_precision="day"))
    assert (found["today"].standing, found["today"].state) == (Standing.COMING, "due today")


def test_planned_numbers_speak_for_a_day_after_they_were_said(tables: Tables) -> None:
    claims = tables.claims.set_index("claim_id")
    numbers = [one for one in promised(tables, Selection(date_from=None)) if one.kind is Kind.NUMBER]
    assert len(numbers) >= 8
    for one in numbers:
        assert claims.loc[one.id, "kind"] == "plan"
        assert one.said is None or one.said < one.end
    # A contract of September 2022 that became known in 2023 is no promise for a day to come.
    assert "artillery_rounds_contract-20220930-wsj" not in {one.id for one in numbers}


def test_a_count_of_the_same_period_stands_beside_the_plan(tables: Tables) -> None:
    found = {one.id: one for one in promised(tables, Selection())}
    tourists = found["russian_tourists_to_dprk-20251231-russian_natural_resources_ministry"]
    assert tourists.what == "Russian tourists to the DPRK, 7\u2009000"
    assert tourists.state == "reported: 5\u2009075 (FSB border service)"


def test_no_promise_is_listed_twice(tables: Tables) -> None:
    """A plan that stands both as a milestone and as a number of the same event and day is one promise."""
    found = promised(tables, Selection(date_from=None))
    assert len({one.id for one in found}) == len(found)
    pairs = [(one.event_id, one.end, one.kind is Kind.NUMBER) for one in found if one.event_id]
    milestones = {(event, end) for event, end, number in pairs if not number}
    assert not [event for event, end, number in pairs if number and (event, end) in milestones]


def test_the_short_list_ignores_filters_and_keeps_its_order(tables: Tables) -> None:
    listed = due(tables, limit=8)
    assert [line.overdue for line in listed] == [False] * 4 + [True] * 4
    assert listed[0].state == "due in 5 days"
    assert all(line.planned and line.project for line in listed)
