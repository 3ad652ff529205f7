"""Arms by stage, values, readings and the evidence rule: against hand-made claims and the real rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from data import Tables
from data.arms import METRICS, READINGS, VALUE_METRICS, ArmsKind, ladder, readings, stages, valuations
from data.support import SUPPORT_METRICS, Standing, Support, families, gifts, standing, support_of
from data.vocabulary import Category, ClaimKind, Credibility, Stage, Status


def _with(tables: Tables, *changes: Mapping[str, Any]) -> Tables:
    """Make tables whose claims are copies of one real claim, each with changes."""
    template = tables.claims[tables.claims["metric"] == "guns_170mm"].iloc[[0]]
    blank = {"supersedes": "", "restates": "", "scope": "", "event_id": "", "low": float("nan"), "high": float("nan")}
    frames = [
        template.assign(claim_id=f"hand-{number}", **{**blank, **change}) for number, change in enumerate(changes)
    ]
    return replace(tables, claims=pd.concat(frames, ignore_index=True))


def test_a_rung_holds_the_newest_claim_of_each_origin(tables: Tables) -> None:
    made = _with(
        tables,
        {"origin": "hur", "best": 10.0, "as_of": pd.Timestamp("2024-01-01")},
        {"origin": "hur", "best": 20.0, "as_of": pd.Timestamp("2024-06-01"), "supersedes": "hand-0"},
        {"origin": "nis", "best": 15.0, "as_of": pd.Timestamp("2024-03-01")},
    )
    rung = next(r for r in ladder(made, made.claims) if r.kind is ArmsKind.GUNS and r.stage is Stage.DELIVERED)
    assert [(said.origin_id, said.value) for said in rung.claims] == [("hur", 20.0), ("nis", 15.0)]
    assert rung.older == 1


def test_stages_never_share_a_rung(tables: Tables) -> None:
    made = _with(
        tables,
        {"metric": "ballistic_missiles", "origin": "hur", "best": 100.0, "unit": "missiles"},
        {"metric": "ballistic_missiles_fired", "origin": "hur", "best": 60.0, "unit": "missiles"},
        {"metric": "ballistic_missiles_planned", "origin": "hur", "best": 150.0, "unit": "missiles", "kind": "plan"},
    )
    rungs = {
        r.stage: [said.value for said in r.claims] for r in ladder(made, made.claims) if r.kind is ArmsKind.MISSILES
    }
    assert rungs == {
        Stage.PLANNED: [150.0], Stage.SHIPPED: [], Stage.DELIVERED: [100.0], Stage.IN_USE: [60.0], Stage.OBSERVED: [],
    }  # fmt: skip


def test_scopes_of_one_origin_stay_apart(tables: Tables) -> None:
    made = _with(
        tables,
        {"origin": "hur", "best": 10.0},
        {"origin": "hur", "best": 4.0, "scope": "one region only"},
    )
    rung = next(r for r in ladder(made, made.claims) if r.kind is ArmsKind.GUNS and r.stage is Stage.DELIVERED)
    assert sorted(said.scope for said in rung.claims) == ["", "one region only"]


def test_every_number_of_the_real_ladder_is_that_of_its_row(tables: Tables) -> None:
    rows = {row["claim_id"]: row for row in tables.claims.to_dict("records")}
    stage_of = stages(tables)
    found = [(rung, said) for rung in ladder(tables, tables.claims) for said in rung.claims]
    assert len(found) > 40
    for rung, said in found:
        row = rows[said.claim_id]
        assert said.value in {row["low"], row["best"], row["high"]}
        assert stage_of[row["metric"]] is rung.stage
        assert row["subject"] == "PRK"
    assert len({said.claim_id for _, said in found}) == len(found)


@pytest.mark.parametrize(
    "metric",
    sorted({m for group in (*METRICS.values(), *READINGS.values(), *SUPPORT_METRICS.values()) for m in group}
           | set(VALUE_METRICS)),
)  # fmt: skip
def test_every_metric_named_here_is_in_the_tables(metric: str, tables: Tables) -> None:
    assert metric in set(tables.metrics["metric"])
    assert (tables.claims["metric"] == metric).any()


@pytest.mark.parametrize(
    ("status", "credibility", "count", "expected"),
    [
        (Status.CONFIRMED, "3", 0, Standing.ON_RECORD),
        (Status.PLANNED, "2", 1, Standing.PLANNED),
        (Status.DENIED, "2", 1, Standing.DENIED),
        (Status.CLAIMED, "2", 0, Standing.REPORTED),
        (Status.ASSESSED, "1", 1, Standing.REPORTED),
        (Status.ASSESSED, "3", 2, Standing.REPORTED),
        (Status.CLAIMED, "6", 2, Standing.REPORTED),
        (Status.CLAIMED, "3", 1, Standing.ALLEGED),
        (Status.REPORTED, "6", 0, Standing.ALLEGED),
        (Status.REPORTED, "4", 5, Standing.ALLEGED),
        (Status.ASSESSED, "5", 2, Standing.ALLEGED),
    ],
)
def test_the_evidence_rule(status: Status, credibility: str, count: int, expected: Standing) -> None:
    assert standing(status, Credibility(credibility), count) is expected


@pytest.mark.parametrize(
    ("event_id", "expected"),
    [
        ("2023-09-17-primorye-gives-kim-drones", Standing.ON_RECORD),
        ("2024-11-01-pantsir-to-dprk", Standing.REPORTED),
        ("2025-09-17-reactor-modules-report", Standing.ALLEGED),
        ("2024-12-23-ursa-major-sinks", Standing.ALLEGED),
        ("2024-12-07-paparo-fighter-jets", Standing.ALLEGED),
        ("2025-11-18-offshore-oil-search", Standing.PLANNED),
    ],
)
def test_real_events_stand_where_an_analyst_expects(event_id: str, expected: Standing, tables: Tables) -> None:
    found = {gift.event_id: gift.standing for gift in gifts(tables, tables.events)}
    assert found[event_id] is expected


def test_news_and_unnamed_officials_are_no_origin(tables: Tables) -> None:
    assert families(tables, ["joongang", "rok_officials"]) == 0
    assert families(tables, ["rok_dia", "rok_mnd", "hur"]) == 2
    assert families(tables, ["no such origin"]) == 0


def test_what_goes_the_other_way_is_no_gift(tables: Tables) -> None:
    found = {gift.event_id for gift in gifts(tables, tables.events)}
    towards = tables.events[tables.events["direction"] == "russia_to_dprk"]
    assert found <= set(towards["event_id"])
    assert gifts(tables, tables.events[tables.events["direction"] == "dprk_to_russia"]) == ()


@pytest.mark.parametrize(
    ("tags", "category", "status", "expected"),
    [
        (["destroyer", "pantsir"], Category.TECHNOLOGY_TRANSFER, Status.ASSESSED, Support.TECHNOLOGY),
        (["pantsir"], Category.ARMS_TRANSFER, Status.CLAIMED, Support.AIR_DEFENCE),
        (["oil"], Category.STATEMENT, Status.CLAIMED, Support.OIL),
        (["oil"], Category.STATEMENT, Status.CONFIRMED, None),
        (["oil"], Category.SANCTIONS, Status.CONFIRMED, None),
        (["coal", "rajin"], Category.ENERGY, Status.CONFIRMED, None),
        (["tourism"], Category.TRADE, Status.CONFIRMED, None),
    ],
)
def test_kinds_of_support(tags: list[str], category: Category, status: Status, expected: Support | None) -> None:
    assert support_of(tags, category, status) is expected


def test_valuations_keep_metric_scope_and_kind_apart(tables: Tables) -> None:
    groups = valuations(tables, tables.claims)
    assert len(groups) > 4
    for group in groups:
        assert len({(said.metric, said.scope, said.kind, said.subject) for said in group}) == 1
        assert len({said.origin_id for said in group}) == len(group)
    earnings = next(group for group in groups if group[0].metric == "dprk_earnings_usd")
    assert {said.origin_id for said in earnings} == {"kida", "inss", "csis"}


def test_a_revised_estimate_is_left_to_the_table(tables: Tables) -> None:
    shown = [said for group in valuations(tables, tables.claims) for said in group]
    yearly = [s for s in shown if s.origin_id == "inss" and s.metric == "troop_revenue_usd_per_year"]
    assert [(said.value, said.kind) for said in yearly] == [(5.6e8, ClaimKind.PLAN)]


def test_readings_are_complete_and_in_order(tables: Tables) -> None:
    found = readings(tables, tables.claims)
    assert list(found) == list(READINGS)
    wanted = {metric for group in READINGS.values() for metric in group}
    rows = tables.claims[tables.claims["metric"].isin(wanted) & tables.claims["subject"].isin(["PRK", "RUS"])]
    assert {said.claim_id for group in found.values() for said in group} == set(rows["claim_id"])
    for group in found.values():
        assert [said.as_of for said in group] == sorted(said.as_of for said in group)
