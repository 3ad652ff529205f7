"""Projects from milestones: groups, acts, silence and news on hand-made rows, and what the real rows say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data import Selection, Tables
from data.due import promised
from data.milestones import News, Project, Works, found, in_works, milestone_rows, projects
from data.promises import Kind
from data.vocabulary import MilestoneStatus

EVERYTHING = Selection(date_from=None)


def with_rows(tables: Tables, *rows: dict[str, Any]) -> Tables:
    """Tables whose milestones are only these."""
    blank: dict[str, Any] = dict.fromkeys(tables.projects.columns, "")
    blank |= {"planned_date": None, "actual_date": None, "public_from": date(2024, 1, 10), "project": "Pier",
              "project_id": "pier", "mode": "port", "place_id": "nampo", "status": "planned",
              "source_id": tables.projects["source_id"].iloc[0]}  # fmt: skip
    filled = [{**blank, **row} for row in rows]
    frame = pd.DataFrame(filled, columns=list(tables.projects.columns))
    return replace(tables, projects=frame.astype(tables.projects.dtypes.to_dict()))


def only(tables: Tables, *rows: dict[str, Any], selection: Selection = EVERYTHING) -> Project:
    """The one project of these rows."""
    made = with_rows(tables, *rows)
    (project,) = found(made, selection.apply(made))
    return project


def planned(id: str, day: date, precision: str, **more: Any) -> dict[str, Any]:
    """A milestone with a planned date."""
    return {"milestone_id": id, "milestone": id, "planned_date": day, "planned_precision": precision, **more}


def done(id: str, day: date, precision: str, **more: Any) -> dict[str, Any]:
    """A milestone that came about."""
    happened = {"actual_date": day, "actual_precision": precision, "status": "done"}
    return {"milestone_id": id, "milestone": id, **happened, **more}


def test_a_promise_is_measured_against_the_outcome_it_names(tables: Tables) -> None:
    project = only(
        tables,
        planned("a", date(2024, 9, 30), "quarter", promise_of="b"),
        done("b", date(2024, 12, 31), "month"),
    )
    (promise,), (act,) = project.promises, project.acts
    assert promise.slip is not None
    assert (promise.slip.least, promise.slip.most) == (62, 92)
    assert (act.first, act.last, act.when) == (date(2024, 12, 1), date(2024, 12, 31), "Dec 2024")
    assert project.news is News.DONE


def test_an_open_promise_known_to_be_late_makes_the_project_late(tables: Tables) -> None:
    project = only(tables, planned("a", date(2025, 12, 31), "year", status="delayed"))
    assert project.news is News.LATE
    assert project.promises[0].state == "at least 329 days late"
    assert project.silence == ""


def test_a_passed_promise_without_word_is_silence_not_lateness(tables: Tables) -> None:
    project = only(tables, planned("a", date(2024, 3, 31), "month", status="unknown"))
    assert project.news is News.SILENT
    assert project.silence == "last heard of Jan 2024"


def test_a_promise_ahead_counts_as_news_to_come(tables: Tables) -> None:
    project = only(tables, planned("a", date(2027, 12, 31), "year"), done("b", date(2024, 1, 5), "day"))
    assert project.news is News.AHEAD


def test_an_announcement_without_an_end_is_silent_from_its_last_row_on(tables: Tables) -> None:
    row = done("a", date(2023, 5, 20), "day", status="announced", public_from=date(2023, 6, 2))
    project = only(tables, row)
    assert project.news is News.SILENT
    assert project.heard == date(2023, 6, 2)
    assert project.acts[0].status is MilestoneStatus.ANNOUNCED


def test_a_milestone_without_any_date_stays_among_the_acts(tables: Tables) -> None:
    project = only(tables, {"milestone_id": "a", "milestone": "Berth"})
    assert project.newest is not None
    assert (project.newest.when, project.dated) == ("no date given", ())


def test_what_is_said_for_after_the_day_is_not_an_act(tables: Tables) -> None:
    rows = (done("a", date(2024, 1, 5), "day"), done("b", date(2024, 3, 31), "month"))
    known = Selection(date_from=None, known_on=date(2024, 2, 1))
    assert [act.id for act in only(tables, *rows, selection=known).acts] == ["a"]


@pytest.mark.parametrize(
    ("row", "works"),
    [
        ({"mode": "port", "place_id": "rajin"}, (Works.RAJIN,)),
        ({"mode": "port", "place_id": "posyet"}, (Works.PORTS,)),
        ({"mode": "rail", "place_id": "rajin"}, (Works.RAIL, Works.RAJIN)),
        (
            {"mode": "sea", "place_id": "vladivostok", "project": "Rajin-Vladivostok ferry"},
            (Works.AIR_SEA, Works.RAJIN),
        ),
        ({"mode": "air", "place_id": "moscow"}, (Works.AIR_SEA,)),
        ({"mode": "road", "place_id": "khasan"}, (Works.BRIDGE,)),
    ],
    ids=["port of Rajin", "other port", "railway to Rajin", "ferry of that name", "flight", "road"],
)
def test_projects_are_sorted_by_how_they_carry(row: dict[str, Any], works: tuple[Works, ...], tables: Tables) -> None:
    assert only(tables, done("a", date(2024, 1, 5), "day", **row)).works == works


def test_every_milestone_of_the_tables_belongs_to_one_project_and_a_group(tables: Tables) -> None:
    all_ = projects(tables, EVERYTHING)
    ids = [id for project in all_ for id in project.ids]
    assert sorted(ids) == sorted(tables.projects["milestone_id"])
    assert {id for works in Works for project in in_works(all_, works) for id in project.ids} == set(ids)


def test_slip_is_that_of_what_is_due(tables: Tables) -> None:
    due = {promise.id: promise for promise in promised(tables, EVERYTHING) if promise.kind is Kind.MILESTONE}
    here = {promise.id: promise for project in projects(tables, EVERYTHING) for promise in project.promises}
    assert here == due


def test_real_projects_stand_where_the_rows_put_them(tables: Tables) -> None:
    by_id = {project.id: project for project in projects(tables, EVERYTHING)}
    assert by_id["tumen-road-bridge"].news is News.LATE
    assert by_id["zarubino-megaport"].promises[0].state == "stalled, at least 11 years late"
    assert by_id["slavyanka-bulk-terminal"].silence == "last heard of Dec 2020"
    assert by_id["khasan-rajin-railway"].promises[0].state == "done 2 Nov 2022, 33 days late"
    assert by_id["khasan-rajin-railway"].news is News.DONE


def test_evidence_holds_the_outcomes_that_a_filter_hides(tables: Tables) -> None:
    july = Selection(date_from=date(2024, 7, 1), date_to=date(2024, 7, 31), words="rason")
    rows = july.apply(tables)
    assert list(rows.projects["milestone_id"]) == ["vladivostok-rason-train-01"]
    behind = milestone_rows(rows, ["vladivostok-rason-train-01"])
    assert "vladivostok-rason-train-03" in set(behind["milestone_id"])
    assert found(tables, rows)[0].promises[0].state == "done 8 May 2025, 281 days late"
