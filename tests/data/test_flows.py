"""Known flows, their figures in one unit, the rows behind a node, and totals beside their parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from data import Tables, flows, reconciled
from data.flows import Behind, Panel
from data.reconciled import Outcome
from data.series import Breaking, Record, flow_records
from data.vocabulary import CommodityGroup

#: Totals whose printed parts add to more than the total.
EXCEEDED = {
    "CHN-PRK-refined_petroleum-2021-01_2021-06-un_1718_committee",
    "PRK-RUS-all-2021-russian_customs",
    "RUS-PRK-all-2019-itc",
    "RUS-PRK-refined_petroleum-2018-01_2018-04-un_1718_committee",
    "RUS-PRK-refined_petroleum-2018-01_2018-10-un_1718_committee",
    "RUS-PRK-refined_petroleum-2018-un_1718_committee-2",
    "RUS-PRK-refined_petroleum-2019-01_2019-11-un_1718_committee",
}


def hand_made(tables: Tables, *rows: Mapping[str, Any]) -> Tables:
    """Tables whose flows are the given rows; what a row does not say stands as in a plain one."""
    plain: dict[str, Any] = {
        "part_of": "", "alternative_of": "", "period_start": "2024-01-01", "period_end": "2024-12-31",
        "exporter": "RUS", "importer": "PRK", "commodity": "coal", "scope": "", "hs": "", "value_usd_low": None,
        "value_usd_best": None, "value_usd_high": None, "quantity_qualifier": "", "quantity": None,
        "quantity_unit": "", "basis": "reported", "public_from": "2025-01-31", "origin": "itc",
        "source_id": tables.flows["source_id"].iloc[0], "note": "",
    }  # fmt: skip
    frame = pd.DataFrame([{"flow_id": f"row-{place}", **plain, **row} for place, row in enumerate(rows)])
    for column in ("period_start", "period_end", "public_from"):
        frame[column] = pd.to_datetime(frame[column])
    for column in ("value_usd_low", "value_usd_best", "value_usd_high", "quantity"):
        frame[column] = frame[column].astype(float)
    return replace(tables, flows=frame)


def told(tables: Tables) -> list[Record]:
    return flow_records(tables, tables.flows)


def test_a_known_flow_is_one_exporter_importer_and_commodity(tables: Tables) -> None:
    made = hand_made(
        tables,
        {"quantity": 5, "quantity_unit": "tonnes"},
        {"basis": "unquantified"},
        {"exporter": "PRK", "importer": "RUS"},
        {"commodity": "two_way_total", "value_usd_best": 9},
        {"commodity": "pork", "basis": "plan", "quantity": 1, "quantity_unit": "tonnes"},
        {"exporter": "CHN", "commodity": "coal"},
    )
    found = flows.known_flows(told(made))
    assert {key: len(rows) for key, rows in found.items()} == {("RUS", "coal"): 2, ("PRK", "coal"): 1}


def test_the_newest_figure_of_a_unit_is_of_no_other_unit_scope_or_part(tables: Tables) -> None:
    made = hand_made(
        tables,
        {"flow_id": "year", "quantity": 100, "quantity_unit": "tonnes"},
        {"flow_id": "month", "part_of": "year", "period_start": "2024-12-01", "quantity": 30,
         "quantity_unit": "tonnes"},
        {"flow_id": "usd", "period_end": "2025-06-30", "value_usd_best": 7},
        {"flow_id": "far east", "period_end": "2026-01-31", "scope": "Russian Far East only", "quantity": 3,
         "quantity_unit": "tonnes"},
        {"flow_id": "again", "alternative_of": "year", "quantity": 101, "quantity_unit": "tonnes"},
        {"flow_id": "rival", "origin": "kotra", "quantity": 80, "quantity_unit": "tonnes", "period_end": "2024-11-30"},
    )  # fmt: skip
    found = flows.sized_in(told(made), "tonnes")
    assert found is not None
    chosen, others = found
    assert chosen["flow_id"] == "year"
    assert [other["flow_id"] for other in others] == ["rival"]
    assert flows.sized_in(told(made), "barrels") is None


def test_a_qualifier_bounds_the_value_only_where_there_is_no_quantity(tables: Tables) -> None:
    both, value = told(
        hand_made(
            tables,
            {"value_usd_best": 5, "quantity": 2, "quantity_unit": "tonnes", "quantity_qualifier": "over"},
            {"value_usd_best": 5, "quantity_qualifier": "over"},
        )
    )
    assert flows.size(both, "USD") == flows.Size(None, 5.0, None, "")
    assert flows.size(both, "tonnes") == flows.Size(None, 2.0, None, "over")
    assert flows.size(value, "USD") == flows.Size(None, 5.0, None, "over")


def test_every_unit_of_the_rows_has_a_panel(tables: Tables) -> None:
    rows = flows.between_both(tables.flows)
    units = set(rows["quantity_unit"]) - {""} | {"USD"}
    assert units <= {panel.unit for panel in Panel}
    assert {panel.unit for panel in Panel} - units == {"", "persons"}


@pytest.mark.parametrize("focus", ["goods:grain", "group:food", "way:RUS-PRK", "flows:PRK-RUS-ammunition"])
def test_rows_behind_a_node_or_link_are_all_there_are(tables: Tables, focus: str) -> None:
    name, rows = flows.rows_behind(tables, tables.flows, focus)
    assert name
    assert len(rows)
    both = set(zip(rows["exporter"], rows["importer"], strict=True))
    wanted = {
        "goods:grain": ({"grain", "wheat", "corn"}, {("RUS", "PRK")}),
        "group:food": (set(flows.group_goods(tables, "food")), {("RUS", "PRK"), ("PRK", "RUS")}),
        "way:RUS-PRK": (set(tables.commodities["commodity"]) - {"two_way_total"}, {("RUS", "PRK")}),
        "flows:PRK-RUS-ammunition": ({"ammunition"}, {("PRK", "RUS")}),
    }[focus]
    assert both == wanted[1]
    pairs = tables.flows[["exporter", "importer"]].apply(tuple, axis=1).isin(both)
    assert len(rows) == int((pairs & tables.flows["commodity"].isin(wanted[0])).sum())


def test_every_focus_of_the_list_gives_rows_or_none_without_failing(tables: Tables) -> None:
    kinds = {focus.partition(":")[0] for focus in flows.row_sets(tables)}
    assert kinds == set(Behind)
    lengths = {focus: len(flows.rows_behind(tables, tables.flows, focus)[1]) for focus in flows.row_sets(tables)}
    assert all(count for focus, count in lengths.items() if focus.startswith(("flows:", "way:")))
    assert {f"group:{group}" for group in CommodityGroup} <= set(lengths)


def test_parts_exceed_their_total_only_where_the_reason_is_said(tables: Tables) -> None:
    fits = reconciled.reconciled(tables, tables.flows)
    over = {fit.total["flow_id"]: fit for fit in fits if fit.outcome is Outcome.OVER}
    assert set(over) == EXCEEDED
    assert all(fit.difference > 0 and fit.reason.startswith("rounding or revision") for fit in over.values())
    assert over["PRK-RUS-all-2021-russian_customs"].difference == 21
    assert "June 2018 posting" in over["RUS-PRK-refined_petroleum-2018-01_2018-04-un_1718_committee"].reason


def test_year_and_months_fit_or_say_why_not(tables: Tables) -> None:
    fits = [fit for fit in reconciled.reconciled(tables, tables.flows) if fit.by is Breaking.PERIOD]
    assert len(fits) > 60
    for fit in fits:
        assert {part["commodity"] for part in fit.parts} == {fit.total["commodity"]}
        if fit.outcome is not Outcome.FITS:
            assert fit.reason
    by_total = {fit.total["flow_id"]: fit for fit in fits}
    year = by_total["RUS-PRK-refined_petroleum-2023-un_1718_committee"]
    assert (year.added, year.whole, year.difference, year.outcome) == (105844, 105845, -1, Outcome.UNDER)
    assert by_total["RUS-PRK-two_way_total-2019-itc"].reason == "no part for Dec 2019"
    assert by_total["RUS-PRK-refined_petroleum-2018-01_2018-09-un_1718_committee"].outcome is Outcome.FITS


def test_parts_of_two_breakdowns_are_never_added(tables: Tables) -> None:
    fits = reconciled.reconciled(tables, tables.flows)
    of_one = [fit for fit in fits if fit.total["flow_id"] == "PRK-RUS-all-2014-kotra"]
    assert {fit.by: fit.added for fit in of_one} == {Breaking.PERIOD: 6_459_000, Breaking.COMMODITY: 8_780_000}


def test_overlapping_and_nested_parts_are_not_added_but_counted(tables: Tables) -> None:
    made = hand_made(
        tables,
        {"flow_id": "year", "commodity": "all", "value_usd_best": 10},
        {"flow_id": "spring", "part_of": "year", "commodity": "all", "period_start": "2024-03-01",
         "period_end": "2024-05-31", "value_usd_best": 4},
        {"flow_id": "may", "part_of": "year", "commodity": "all", "period_start": "2024-05-01",
         "period_end": "2024-06-30", "value_usd_best": 4},
        {"flow_id": "food", "part_of": "year", "commodity": "food", "value_usd_best": 6},
        {"flow_id": "pork", "part_of": "year", "commodity": "pork", "value_usd_best": 5},
    )  # fmt: skip
    assert reconciled.reconciled(made, made.flows) == ()
    assert reconciled.not_compared(made, made.flows) == 4


@pytest.mark.parametrize(
    ("first", "second", "outcome", "reason"),
    [
        (6.0, 4.0, Outcome.FITS, ""),
        (7.0, 4.0, Outcome.OVER, "rounding or revision, in one publication. Notes of the rows: first posting"),
        (6.0, 3.0, Outcome.UNDER, "rounding or revision, in one publication. Notes of the rows: first posting"),
        (6.0, None, Outcome.PARTLY, "no part for Jul–Dec 2024"),
    ],
    ids=["fits", "over", "under", "partly"],
)
def test_halves_of_a_year_beside_the_year(
    tables: Tables, first: float, second: float | None, outcome: Outcome, reason: str
) -> None:
    halves: list[dict[str, Any]] = [
        {"flow_id": "one", "part_of": "year", "period_end": "2024-06-30", "value_usd_best": first},
        {"flow_id": "two", "part_of": "year", "period_start": "2024-07-01", "value_usd_best": second},
    ]
    year = {"flow_id": "year", "value_usd_best": 10.0, "note": "first posting; reported by Russia"}
    made = hand_made(tables, year, *halves)
    (fit,) = reconciled.reconciled(made, made.flows)
    assert (fit.outcome, fit.reason) == (outcome, reason)
    assert fit.difference == first + (second or 0) - 10


def test_turnover_is_of_both_and_never_of_one_direction(tables: Tables) -> None:
    name, rows = flows.rows_behind(tables, tables.flows, "flows:RUS-PRK-two_way_total")
    assert name == "Two-way total (turnover), Russia and DPRK"
    assert set(rows["commodity"]) == {"two_way_total"}
