"""Numbers under a timeline: only counts that may stand side by side, and nothing else of the metric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data import Selection, Tables
from data.overlays import SUBJECT, overlaid, overlays
from data.vocabulary import ClaimKind


def with_claims(tables: Tables, **values: Sequence[Any]) -> Tables:
    """The tables with a few claims of one metric that differ in the given columns."""
    count = len(next(iter(values.values())))
    first = tables.claims[tables.claims["metric"] == "killed"].head(1)
    claims = pd.concat([first] * count, ignore_index=True).assign(
        claim_id=[f"c{at}" for at in range(count)],
        subject=SUBJECT, scope="", kind=ClaimKind.CUMULATIVE.value, supersedes="", restates="",
        low=[float("nan")] * count, best=[float(at + 1) for at in range(count)], high=[float("nan")] * count,
        as_of=pd.date_range("2025-01-01", periods=count),
    )  # fmt: skip
    return replace(tables, claims=claims.assign(**values))


def test_three_counts_on_two_days_make_an_overlay(tables: Tables) -> None:
    assert list(overlays(with_claims(tables, scope=["", "", ""]))) == ["killed"]
    assert not overlays(with_claims(tables, scope=["", ""]))
    one_day = [pd.Timestamp("2025-01-01")] * 3
    assert not overlays(with_claims(tables, as_of=one_day))


@pytest.mark.parametrize(
    ("column", "value"),
    [("scope", "first wave"), ("subject", "RUS"), ("kind", "flow"), ("kind", "plan"), ("best", float("nan"))],
)
def test_what_is_no_match_counts_neither_as_series_nor_in_it(tables: Tables, column: str, value: object) -> None:
    usual: object = {"scope": "", "subject": SUBJECT, "kind": "cumulative", "best": 7.0}[column]
    made = with_claims(tables, **{column: [usual, usual, usual, value]})
    found, left_out = overlaid(made, overlays(made)["killed"], made.claims)
    assert [said.claim_id for said in found] == ["c0", "c1", "c2"]
    assert left_out == 1
    assert not overlays(with_claims(tables, **{column: [usual, usual, value]}))


def test_every_overlay_of_the_rows_is_one_subject_kind_and_scope(tables: Tables) -> None:
    found = overlays(tables)
    assert {"troops_deployed", "troops_in_russia", "killed", "casualties", "containers_shipped"} <= set(found)
    for overlay in found.values():
        said, _ = overlaid(tables, overlay, tables.claims)
        assert len(said) >= 3
        assert {(one.subject, one.scope, one.kind, one.metric) for one in said} == {
            (SUBJECT, "", overlay.kind, overlay.metric)
        }


def test_as_known_on_an_earlier_day_holds_fewer_numbers(tables: Tables) -> None:
    overlay = overlays(tables)["casualties"]
    known = date(2025, 1, 20)
    rows = Selection(known_on=known).apply(tables)
    said, _ = overlaid(tables, overlay, rows.claims)
    assert 0 < len(said) < len(overlaid(tables, overlay, tables.claims)[0])
    assert all(one.said_on is not None and one.said_on <= known for one in said)
