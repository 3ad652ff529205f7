"""Counts to date and what one movement carried: whose word, from when on, and nothing that compares unlike things."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data import Selection, Tables
from data.readouts import Gauge, loads, standing_on, standings_to_date
from data.vocabulary import Region


def _claims(tables: Tables, **changes: object) -> Tables:
    """Give the tables with three claims of troops by two origins, of one event."""
    base = tables.claims[tables.claims["claim_id"] == "troops_deployed-20241013-nis"].iloc[0]
    rows = [
        base.to_dict() | {"claim_id": "a", "scope": "", "kind": "cumulative", "best": 100.0, "origin": "nis",
                          "said_on": pd.Timestamp("2024-10-20"), "as_of": pd.Timestamp("2024-10-20")},
        base.to_dict() | {"claim_id": "b", "scope": "", "kind": "cumulative", "best": 250.0, "origin": "nis",
                          "said_on": pd.Timestamp("2024-11-20"), "as_of": pd.Timestamp("2024-11-20"),
                          "supersedes": "a"},
        base.to_dict() | {"claim_id": "c", "scope": "", "kind": "cumulative", "best": 90.0, "origin": "yonhap",
                          "said_on": pd.Timestamp("2024-12-01"), "as_of": pd.Timestamp("2024-10-01"), **changes},
    ]  # fmt: skip
    return replace(tables, claims=pd.DataFrame(rows).astype(tables.claims.dtypes), version="three claims")


def test_each_origin_stands_with_its_newest_count_from_the_day_it_was_said(tables: Tables) -> None:
    found = standings_to_date(_claims(tables), Selection(), Gauge.TROOPS)
    told = {s.since: [(c.origin, c.number, c.counted) for c in s.counts] for s in found}
    assert told == {
        date(2024, 10, 20): [("NIS", "100", True)],
        date(2024, 11, 20): [("NIS", "250", True)],
        date(2024, 12, 1): [("NIS", "250", True), ("Yonhap", "90", False)],
    }
    assert standing_on(found, date(2024, 10, 19)) is None
    assert standing_on(found, date(2024, 11, 30)) == found[1]


@pytest.mark.parametrize(
    "changes", [{"said_on": pd.NaT}, {"scope": "a part"}, {"kind": "flow"}, {"subject": "IRN"}],
    ids=["day unknown", "a part only", "of a period", "of another country"],
)  # fmt: skip
def test_what_is_unlike_the_others_is_no_count_to_date(tables: Tables, changes: dict[str, object]) -> None:
    found = standings_to_date(_claims(tables, **changes), Selection(), Gauge.TROOPS)
    assert {count.claim_id for standing in found for count in standing.counts} == {"a", "b"}


def test_counts_leave_dates_and_regions_aside_but_not_the_day_known(tables: Tables) -> None:
    wide = standings_to_date(tables, Selection(), Gauge.CONTAINERS)
    narrow = Selection(date_from=date(2025, 1, 1), date_to=date(2025, 1, 2), regions=(Region.KURSK_FRONT,))
    assert standings_to_date(tables, narrow, Gauge.CONTAINERS) == wide
    known = standings_to_date(tables, Selection(known_on=date(2024, 11, 15)), Gauge.CONTAINERS)
    assert known
    assert max(standing.since for standing in known) <= date(2024, 11, 15)


@pytest.mark.parametrize("gauge", Gauge)
def test_loads_are_of_one_unit(tables: Tables, gauge: Gauge) -> None:
    claims = tables.claims.set_index("claim_id")
    found = loads(tables, Selection(date_from=None), gauge)
    assert len({claims["unit"][load.claim_id] for load in found.values()}) <= 1
    for event_id, load in found.items():
        assert claims["event_id"][load.claim_id] == event_id
        assert load.words.endswith(f"({load.origin})")


def test_a_load_is_told_by_an_origin_at_first_hand_of_that_event_alone(tables: Tables) -> None:
    changed = {"kind": "flow", "scope": ""}
    assert loads(_claims(tables, **changed), Selection(), Gauge.TROOPS) == {}
    own = loads(_claims(tables, **changed, origin="hur"), Selection(), Gauge.TROOPS)
    assert [(load.claim_id, load.value) for load in own.values()] == [("c", 90.0)]


def test_no_origin_counts_the_coal_to_date(tables: Tables) -> None:
    assert standings_to_date(tables, Selection(date_from=None), Gauge.COAL) == ()
