"""The comparison of partners: nothing is lost, nothing is mixed, an empty cell says why it is empty."""

from __future__ import annotations

import dataclasses
from datetime import date

import pandas as pd
import pytest

from data import Selection, Tables
from data.partner_items import QUANTITIES, SCOPES, SHORT, Item, Partner
from data.partners import Matrix, assessments, ceiling, matrix
from data.vocabulary import ClaimKind, Region

#: Claims on partners that tell of something else than what they gave Russia for the war.
ELSEWHERE = {"bridge_length_m", "project_cost_cny", "china_share_of_dprk_trade_percent"}


def compared(tables: Tables, selection: Selection) -> Matrix:
    """The comparison under a selection."""
    return matrix(tables, selection.apply(tables))


def test_every_quantity_of_an_item_is_known(tables: Tables) -> None:
    named = {metric for quantities in QUANTITIES.values() for metric in quantities}
    assert named <= set(tables.metrics["metric"])
    assert set(QUANTITIES) == set(SHORT) == set(Item)
    assert all(metric in QUANTITIES[item] for item, metric in SCOPES)


@pytest.mark.parametrize("partner", ["IRN", "CHN", "BLR"])
def test_no_claim_on_another_partner_is_left_out(tables: Tables, partner: str) -> None:
    found = {entry.said.claim_id for entry in compared(tables, Selection(date_from=None)).entries}
    claims = tables.claims[(tables.claims["subject"] == partner) & ~tables.claims["metric"].isin(ELSEWHERE)]
    assert len(claims) > 0
    assert set(claims["claim_id"]) <= found


def test_each_claim_stands_in_one_cell_of_its_subject(tables: Tables) -> None:
    found = compared(tables, Selection(date_from=None))
    ids = [entry.said.claim_id for entry in found.entries]
    assert len(ids) == len(set(ids))
    for (item, partner), cell in found.cells.items():
        assert all(entry.said.subject == partner and entry.said.metric in QUANTITIES[item] for entry in cell.entries)


def test_machine_tools_and_components_are_told_apart_by_scope(tables: Tables) -> None:
    found = compared(tables, Selection())
    tools = {
        e.scope for e in found.cells[Item.MACHINES, Partner.CHINA].entries if e.said.metric == "supply_share_percent"
    }
    parts = {e.scope for e in found.cells[Item.COMPONENTS, Partner.CHINA].entries if e.scope}
    assert tools == {"machine tools"}
    assert {"microelectronics", "drone components"} <= parts
    assert "machine tools" not in parts


def test_only_like_is_set_on_one_scale(tables: Tables) -> None:
    found = compared(tables, Selection())
    assert [(one.item, one.metric, one.kind) for one in found.comparisons] == [
        (Item.MISSILES, "ballistic_missiles", ClaimKind.CUMULATIVE)
    ]
    for one in found.comparisons:
        assert {(e.said.metric, e.said.kind, e.said.scope, e.said.unit) for e in one.entries} == {
            (one.metric, one.kind, one.scope, "missiles")
        }
        assert {e.said.subject for e in one.entries} == {"PRK", "IRN"}


def test_yes_and_no_are_never_on_a_scale(tables: Tables) -> None:
    """Three partners have a clause of mutual defence or none: a word, not a number."""
    cells = compared(tables, Selection()).row(Item.DEFENCE)
    assert [[entry.number for entry in cell.entries] for cell in cells] == [["yes"], ["no"], [], ["yes"]]


def test_a_silent_cell_says_whether_a_filter_holds_it_back(tables: Tables) -> None:
    whole = compared(tables, Selection())
    assert whole.cells[Item.SOLDIERS, Partner.IRAN].silence == "no public figure"
    near = compared(tables, Selection(regions=(Region.RASON,)))
    drones = near.cells[Item.DRONES, Partner.IRAN]
    assert not drones.entries
    assert drones.silence == "5 held back by the filters"


def test_an_earlier_day_holds_nothing_said_later(tables: Tables) -> None:
    day = date(2023, 6, 1)
    entries = compared(tables, Selection(known_on=day)).entries
    assert entries
    assert all(entry.said.said_on is not None and entry.said.said_on <= day for entry in entries)
    assert compared(tables, Selection(known_on=day)).cells[Item.MISSILES, Partner.IRAN].silence == "no public figure"


def test_newest_of_each_origin_leads_and_what_it_replaced_follows(tables: Tables) -> None:
    entries = compared(tables, Selection()).cells[Item.ROUNDS, Partner.DPRK].entries
    flags = [entry.latest for entry in entries]
    assert flags == sorted(flags, reverse=True)
    hur = [e.said.value for e in entries if e.said.origin_id == "hur" and e.said.kind is ClaimKind.CUMULATIVE]
    assert hur == [6_500_000.0, 1_500_000.0, 1_000_000.0]
    assert [e.latest for e in entries if e.said.origin_id == "hur" and e.said.value == 1_500_000.0] == [False]


def test_hand_made_claims_fall_into_their_cells(tables: Tables) -> None:
    first = tables.claims[tables.claims["claim_id"] == "attack_drones-20221227-ukraine_air_force"]
    assert len(first) == 1
    other = first.assign(claim_id="made", subject="BLR", best=7.0, event_id="")
    made = dataclasses.replace(tables, claims=pd.concat([first, other], ignore_index=True))
    found = compared(made, Selection(date_from=None))
    assert [entry.number for entry in found.cells[Item.DRONES, Partner.BELARUS].entries] == ["7"]
    assert [entry.number for entry in found.cells[Item.DRONES, Partner.IRAN].entries] == ["250"]
    assert len(found.entries) == 2
    # Flows of one period are no running counts: they are not set on a scale.
    assert found.comparisons == ()


def test_a_claim_without_an_event_opens_its_quantity(tables: Tables) -> None:
    found = compared(tables, Selection())
    for entry in found.entries:
        kind, _, id = entry.focus.partition(":")
        assert (kind, id) == (("event", entry.said.event_id) if entry.said.event_id else ("metric", entry.said.metric))


def test_who_matters_more_is_an_assessment_and_says_by_whom(tables: Tables) -> None:
    found = assessments(Selection().apply(tables).events)
    assert list(found["event_id"])[:2] == [
        "2024-09-budanov-dprk-first-then-no-one",
        "2025-07-16-clash-ignatov-more-important-than-iran-china",
    ]
    assert set(found["category"]) == {"assessment"}
    assert all(found["origins"].map(len))


@pytest.mark.parametrize(("value", "top"), [(500, 500), (501, 1000), (248, 250), (3, 5), (1, 1)])
def test_scales_end_on_round_numbers(value: float, top: float) -> None:
    assert ceiling(value) == top
