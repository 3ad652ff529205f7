"""Trails of claims against a small hand-made table, and their promises against every row that ships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data import Selection, Tables, load_tables
from data.ledger import claim_rows
from data.trails import Clock, Statement, Step, Trail, latest_by_origin, statements, trails, words
from data.vocabulary import ClaimKind, Precision, Qualifier
from data.wording import NO_DATE

SHIPPED = load_tables()


def _frame(like: pd.DataFrame, rows: Sequence[dict[str, object]], given: dict[str, object]) -> pd.DataFrame:
    """Rows in the columns and types of a shipped table; what a row leaves open is as `given`, else unknown."""
    texts = [str(name) for name, dtype in like.dtypes.items() if dtype == "str"]
    blank: dict[str, object] = dict.fromkeys(texts, "")
    frame = pd.DataFrame([{**blank, **given, **row} for row in rows], columns=like.columns)
    return frame.astype(like.dtypes.to_dict())


ORIGINS = _frame(
    SHIPPED.origins,
    [
        {"origin_id": "north", "short_name": "North"},
        {"origin_id": "south", "short_name": "South", "family": "capital"},
        {"origin_id": "crowd", "short_name": "Officials", "composite": True},
        {"origin_id": "paper", "short_name": "Paper", "kind": "news"},
    ],
    {"party": "independent", "kind": "intelligence", "composite": False},
)
SOURCES = _frame(SHIPPED.sources, [{"source_id": "book", "publisher": "Press"}], {"kind": "news", "reliability": "B"})
_GIVEN: dict[str, object] = {
    "subject": "PRK", "metric": "killed", "unit": "persons", "kind": "cumulative", "date_precision": "day",
    "as_of_basis": "stated", "said_precision": "day", "origin": "north", "source_id": "book",
}  # fmt: skip


def made(*claims: dict[str, object]) -> Tables:
    """The shipped tables with hand-made claims, origins and one source."""
    rows = [{"said_on": claim["as_of"], **claim} for claim in claims]
    frame = _frame(SHIPPED.claims, rows, _GIVEN)
    frame.loc[frame["said_on"].isna(), "said_precision"] = ""
    return replace(SHIPPED, claims=frame, origins=ORIGINS, sources=SOURCES)


def said(claim_id: str, day: str, best: float | None = None, **values: object) -> dict[str, object]:
    return {"claim_id": claim_id, "as_of": day, "best": best, **values}


def found_in(tables: Tables, claims: pd.DataFrame | None = None) -> tuple[Statement, ...]:
    return statements(tables, tables.claims if claims is None else claims, metrics=["killed"])


def ids(trail: Trail) -> list[str]:
    return [statement.claim_id for statement in trail.statements]


REVISED = (
    said("a", "2025-01-10", 100),
    said("b", "2025-02-10", 300, supersedes="a"),
    said("c", "2025-03-10", 300, restates="b"),
    said("d", "2025-04-10", 600, supersedes="b"),
)


def test_revisions_and_restatements_make_one_trail_and_keep_their_names() -> None:
    (trail,) = trails(found_in(made(*REVISED)))
    assert [(s.claim_id, s.value, s.step) for s in trail.statements] == [
        ("a", 100, Step.FIRST),
        ("b", 300, Step.REVISION),
        ("c", 300, Step.RESTATEMENT),
        ("d", 600, Step.REVISION),
    ]
    assert (trail.first.claim_id, trail.last.claim_id, trail.revised) == ("a", "d", True)


def test_a_number_only_repeated_was_never_revised() -> None:
    (trail,) = trails(found_in(made(said("a", "2025-01-10", 100), said("b", "2025-02-10", 100, restates="a"))))
    assert ids(trail) == ["a", "b"]
    assert not trail.revised


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [("a", [["b", "c", "d"]]), ("b", [["a"], ["c"], ["d"]]), ("d", [["a", "b", "c"]])],
    ids=["the first", "the middle", "the last"],
)
def test_what_a_filter_left_out_is_not_drawn_through(left_out: str, expected: list[list[str]]) -> None:
    tables = made(*REVISED)
    kept = tables.claims[tables.claims["claim_id"] != left_out]
    cut = trails(found_in(tables, kept))
    assert [ids(trail) for trail in cut] == expected
    # A revision stays one, although what it revised is out of sight.
    assert {s.claim_id: s.step for trail in cut for s in trail.statements}.get("b", Step.REVISION) is Step.REVISION


def test_days_out_of_order_are_put_in_order_and_stay_one_trail() -> None:
    """A revision may speak of the same day, be listed first, and have an id that sorts first."""
    tables = made(
        said("a", "2025-03-01", 300, supersedes="z", said_on="2025-05-01"),
        said("m", "2025-03-01", 500, supersedes="a", said_on="2025-06-01"),
        said("z", "2025-03-01", 100, said_on="2025-04-01"),
    )
    (trail,) = trails(found_in(tables))
    assert ids(trail) == ["z", "a", "m"]


def test_trails_stand_in_order_of_their_first_day() -> None:
    tables = made(said("a", "2025-03-01", 3), said("b", "2025-01-01", 1), said("c", "2025-02-01", 2))
    assert [ids(trail) for trail in trails(found_in(tables))] == [["b"], ["c"], ["a"]]


def test_statements_without_a_link_stay_apart_even_of_one_origin() -> None:
    tables = made(said("a", "2025-01-10", 100), said("b", "2025-02-10", 300))
    assert [ids(trail) for trail in trails(found_in(tables))] == [["a"], ["b"]]
    assert not any(trail.revised for trail in trails(found_in(tables)))


def test_origins_and_scopes_never_share_a_trail_or_a_place_among_the_latest() -> None:
    tables = made(
        said("a", "2025-01-10", 100),
        said("b", "2025-02-10", 300, supersedes="a"),
        said("c", "2025-01-11", 40, scope="first dispatch"),
        said("d", "2025-02-11", 50, scope="first dispatch", supersedes="c"),
        said("e", "2025-01-12", 7, origin="south"),
        said("f", "2025-01-13", 9, kind="flow"),
    )
    found = found_in(tables)
    assert [ids(trail) for trail in trails(found)] == [["a", "b"], ["c", "d"], ["e"], ["f"]]
    assert {s.claim_id for s in latest_by_origin(found)} == {"b", "d", "e", "f"}


def test_metrics_kinds_and_subjects_are_chosen_not_mixed() -> None:
    tables = made(
        said("a", "2025-01-10", 1),
        said("b", "2025-01-11", 2, metric="wounded"),
        said("c", "2025-01-12", 3, kind="plan"),
        said("d", "2025-01-13", 4, subject="RUS"),
    )
    claims = tables.claims
    assert [s.claim_id for s in statements(tables, claims, metrics=["killed"])] == ["a", "c"]
    assert [s.claim_id for s in statements(tables, claims, metrics=["killed", "wounded"])] == ["a", "b", "c"]
    assert [s.claim_id for s in statements(tables, claims, metrics=["killed"], kinds=[ClaimKind.PLAN])] == ["c"]
    assert [s.claim_id for s in statements(tables, claims, metrics=["killed"], subject="RUS")] == ["d"]
    assert statements(tables, claims.iloc[:0], metrics=["killed"]) == ()


def test_composite_and_news_origins_are_shown_and_not_counted() -> None:
    tables = made(
        said("a", "2025-01-10", 1),
        said("b", "2025-01-11", 2, origin="south"),
        said("c", "2025-01-12", 3, origin="crowd"),
        said("d", "2025-01-13", 4, origin="paper"),
    )
    found = found_in(tables)
    assert [(s.origin, s.counted) for s in found] == [
        ("North", True),
        ("South", True),
        ("Officials", False),
        ("Paper", False),
    ]
    assert [s.family for s in found] == ["north", "capital", "crowd", "paper"]
    assert len(latest_by_origin(found)) == 4


def test_a_day_that_was_only_read_off_is_not_given() -> None:
    """The reading date is later than every stated day, so only its basis keeps it from being newest."""
    tables = made(said("a", "2025-01-10", 1), said("b", "2026-11-25", 2, as_of_basis="read", said_on=None))
    stated, read = found_in(tables)
    assert (stated.when(Clock.AS_OF), read.when(Clock.AS_OF)) == ("10 Jan 2025", "day not given")
    assert [s.claim_id for s in latest_by_origin((stated, read))] == ["a"]
    assert [s.claim_id for s in latest_by_origin((read,))] == ["b"]
    assert words(tables, read) == "2, day not given"


def test_without_any_number_there_is_no_statement() -> None:
    tables = made(said("a", "2025-01-10"), said("b", "2025-02-10", 5, supersedes="a"))
    (trail,) = trails(found_in(tables))
    assert ids(trail) == ["b"]


@pytest.mark.parametrize(
    ("numbers", "value", "ends", "ranged", "text"),
    [
        ({"best": 5}, 5, (5, 5), False, "5, 10 Jan 2025"),
        ({"low": 3}, 3, (3, 3), False, "at least 3, 10 Jan 2025"),
        ({"high": 9}, 9, (9, 9), False, "up to 9, 10 Jan 2025"),
        ({"low": 3, "high": 9}, 3, (3, 9), True, "3–9, 10 Jan 2025"),
        ({"low": 3, "best": 5, "high": 9}, 5, (3, 9), True, "5 (3–9), 10 Jan 2025"),
        ({"best": 0}, 0, (0, 0), False, "0, 10 Jan 2025"),
        ({"best": 5, "qualifier": "at_least"}, 5, (5, 5), False, "at least 5, 10 Jan 2025"),
    ],
    ids=["one", "low only", "high only", "range without best", "range with best", "zero is a number", "bounded"],
)
def test_a_number_is_one_that_was_said(
    numbers: dict[str, object], value: float, ends: tuple[float, float], ranged: bool, text: str
) -> None:
    tables = made({**said("a", "2025-01-10"), **numbers})
    (only,) = found_in(tables)
    assert (only.value, (only.lowest, only.highest), only.ranged) == (value, ends, ranged)
    assert words(tables, only) == text
    assert only.qualifier == (Qualifier(str(numbers["qualifier"])) if "qualifier" in numbers else None)


def test_both_clocks_say_only_as_much_as_is_known() -> None:
    tables = made(
        said("a", "2025-03-31", 1, date_precision="month", said_on="2025-04-02"),
        said("b", "2025-12-31", 2, date_precision="year", said_on="2026-01-31", said_precision="month"),
        said("c", "2026-01-01", 3, said_on=None),
    )
    month, year, unsaid = found_in(tables)
    assert (month.when(Clock.AS_OF), month.when(Clock.SAID_ON)) == ("Mar 2025", "2 Apr 2025")
    assert (year.when(Clock.AS_OF), year.when(Clock.SAID_ON)) == ("2025", "Jan 2026")
    assert (year.day_precision(Clock.AS_OF), year.day_precision(Clock.SAID_ON)) == (Precision.YEAR, Precision.MONTH)
    assert (unsaid.day(Clock.AS_OF), unsaid.day(Clock.SAID_ON)) == (date(2026, 1, 1), None)
    assert unsaid.when(Clock.SAID_ON) == NO_DATE


def test_latest_leaves_out_what_was_revised_and_falls_back_when_the_revision_is_out() -> None:
    """The revision speaks of the same day as what it revises, so that only the link tells which is newer."""
    tables = made(
        said("z", "2025-01-10", 100, said_on="2025-03-01"), said("a", "2025-01-10", 300, supersedes="z", said_on=None)
    )
    found = found_in(tables)
    assert [s.claim_id for s in latest_by_origin(found)] == ["a"]
    assert [s.claim_id for s in latest_by_origin(s for s in found if s.claim_id == "z")] == ["z"]


def test_latest_of_one_day_is_what_was_said_last() -> None:
    tables = made(
        said("b", "2025-01-10", 100, said_on="2025-01-11"),
        said("a", "2025-01-10", 200, said_on="2025-02-11"),
        said("c", "2025-01-10", 300, said_on=None),
    )
    assert [s.claim_id for s in latest_by_origin(found_in(tables))] == ["a"]


# The rows that ship.


def every_statement(tables: Tables) -> tuple[Statement, ...]:
    metrics = tables.metrics["metric"]
    return tuple(
        s
        for subject in sorted(set(tables.claims["subject"]))
        for s in statements(tables, tables.claims, metrics=metrics, subject=subject)
    )


def test_nis_raised_its_count_of_the_killed_three_times(tables: Tables) -> None:
    killed = statements(tables, tables.claims, metrics=["killed"], kinds=[ClaimKind.CUMULATIVE])
    (trail,) = (trail for trail in trails(killed) if trail.first.origin_id == "nis" and not trail.first.scope)
    assert [s.value for s in trail.statements] == [100, 300, 600, 2000]
    assert [s.step for s in trail.statements] == [Step.FIRST, *[Step.REVISION] * 3]
    assert [s.value for s in latest_by_origin(trail.statements)] == [2000]


def test_every_claim_is_in_one_trail_that_compares_like_with_like(tables: Tables) -> None:
    found = every_statement(tables)
    joined = trails(found)
    assert len(found) == len(tables.claims)
    assert sorted(s.claim_id for trail in joined for s in trail.statements) == sorted(tables.claims["claim_id"])
    for trail in joined:
        assert len({(s.subject, s.metric, s.scope, s.kind, s.origin_id) for s in trail.statements}) == 1
        days = [s.as_of for s in trail.statements]
        assert days == sorted(days)
    assert sum(len(trail.statements) > 1 for trail in joined) > 20


def test_every_number_of_a_statement_is_a_cell_of_its_claim(tables: Tables) -> None:
    rows = claim_rows(tables)
    for s in every_statement(tables):
        cells = [rows[s.claim_id][column] for column in ("low", "best", "high")]
        assert {s.value, s.lowest, s.highest} <= set(cells)
        assert s.lowest <= s.value <= s.highest


def test_latest_has_one_statement_a_thing_and_nothing_revised(tables: Tables) -> None:
    found = every_statement(tables)
    latest = latest_by_origin(found)
    things = {(s.subject, s.metric, s.scope, s.kind, s.origin_id) for s in found}
    assert len(latest) == len(things) == len({(s.subject, s.metric, s.scope, s.kind, s.origin_id) for s in latest})
    assert not {s.claim_id for s in latest} & set(tables.claims["supersedes"])


def test_as_known_on_a_day_no_statement_names_an_event_that_was_not_yet_public(tables: Tables) -> None:
    """A claim may be public before its event: it then stands without the event, and a mark may not open it."""
    public_from = dict(zip(tables.events["event_id"], tables.events["public_from"], strict=True))
    claims = tables.claims[(tables.claims["event_id"] != "") & (tables.claims["subject"] == "PRK")]
    earlier = claims[claims["said_on"] < claims["event_id"].map(public_from)]
    assert len(earlier) > 5
    for claim in earlier.to_dict("records"):
        known_on = claim["said_on"].date()
        rows = Selection(date_from=None, known_on=known_on).apply(tables)
        shown = {s.claim_id: s for s in statements(tables, rows.claims, metrics=[claim["metric"]])}
        assert shown[claim["claim_id"]].event_id == ""
        for s in shown.values():
            assert not s.event_id or public_from[s.event_id].date() <= known_on
