"""Rows that a filter cannot place are counted for a figure only where it could have drawn them."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from components.exhibits.contract import Canvas
from components.exhibits.register import build
from data import Selection, Tables
from data.reach import Filter
from data.vocabulary import Category, Region

RASON = Selection(regions=(Region.RASON,))
CANVAS = Canvas(1360, 540)


def astray(tables: Tables, metrics: list[str], subject: str = "PRK") -> int:
    """Count the claims of some metrics that have neither an event nor a place to stand in a region."""
    claims = tables.claims
    regions = dict(zip(tables.places["place_id"], tables.places["region"], strict=True))
    ends = zip(claims["event_id"], claims["place_id"], strict=True)
    nowhere = pd.Series([not event and not regions.get(place) for event, place in ends], index=claims.index)
    own = claims[nowhere & claims["metric"].isin(metrics) & (claims["subject"] == subject)]
    first = own["period_end"].fillna(own["as_of"])
    return int((first >= "2022-01-01").sum())


def test_all_rows_without_a_place_are_counted_unless_a_figure_names_its_own(tables: Tables) -> None:
    rows = RASON.apply(tables)
    assert rows.left_out["claims"] > 10
    assert rows.unplaced("claims").startswith(f"{rows.left_out['claims']} claims left out")
    assert rows.unplaced("claims", lambda frame: frame["metric"] == "artillery_rounds").startswith("3 claims")
    assert not rows.unplaced("claims", lambda frame: [False] * len(frame))


def test_only_the_filters_behind_own_rows_are_named(tables: Tables) -> None:
    both = Selection(regions=(Region.RASON,), categories=(Category.CASUALTIES,)).apply(tables)
    assert set(both.left_out_by["claims"]) == {Filter.REGIONS, Filter.CATEGORIES}
    placed = both.unplaced("claims", lambda frame: frame["place_id"] == "rajin")
    assert "categories" in placed
    assert "regions" not in placed


@pytest.mark.parametrize(
    ("id", "metrics"),
    [("shells", ["artillery_rounds"]), ("troops", ["troops_deployed"]), ("containers", ["containers_shipped"])],
)
def test_a_figure_of_claims_counts_its_own(id: str, metrics: list[str], tables: Tables) -> None:
    count = astray(tables, metrics)
    subtitle = build(id, tables, RASON, canvas=CANVAS).subtitle
    assert ("left out" in subtitle) == bool(count)
    assert not count or f"{count} claims left out: cannot be placed by regions" in subtitle


def test_figures_of_trade_count_their_own_flows(tables: Tables) -> None:
    known = Selection(known_on=date(2025, 1, 1))
    assert known.apply(tables).left_out["flows"]
    assert "flows left out" in build("trade-flows", tables, known, canvas=CANVAS).subtitle
    for id in ("turnover", "china-beside-russia", "trade-periods", "rival-figures"):
        assert "left out" not in build(id, tables, known, canvas=CANVAS).subtitle, id
