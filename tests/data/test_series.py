"""The parts, totals and periods of the real flow rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from data import Tables, load_tables, series
from data.series import Record

#: Totals whose printed parts add to more than the total: rounding, or a month revised later.
EXCEEDED = {
    "CHN-PRK-refined_petroleum-2021-01_2021-06-un_1718_committee",
    "PRK-RUS-all-2021-russian_customs",
    "RUS-PRK-all-2019-itc",
    "RUS-PRK-refined_petroleum-2018-01_2018-04-un_1718_committee",
    "RUS-PRK-refined_petroleum-2018-01_2018-10-un_1718_committee",
    "RUS-PRK-refined_petroleum-2018-un_1718_committee-2",
    "RUS-PRK-refined_petroleum-2019-01_2019-11-un_1718_committee",
}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


@pytest.fixture(scope="module")
def flows(tables: Tables) -> list[Record]:
    return series.flow_records(tables, tables.flows)


def ids(flows: Iterable[Record]) -> set[str]:
    return {flow["flow_id"] for flow in flows}


def rows(flows: Sequence[Record], *wanted: str) -> list[Record]:
    found = [flow for flow in flows if flow["flow_id"] in wanted]
    assert ids(found) == set(wanted)
    return found


def goods(flows: Sequence[Record], exporter: str, commodity: str) -> list[Record]:
    found = [flow for flow in flows if (flow["exporter"], flow["commodity"]) == (exporter, commodity)]
    assert found
    return found


def test_parts_exceed_their_total_at_the_seven_documented_totals_only(flows: list[Record]) -> None:
    compared = series.breakdowns(flows)
    assert len(compared) > 30
    assert {breakdown.total for breakdown in compared if breakdown.exceeds} == EXCEEDED


def test_every_compared_part_comes_from_the_origin_of_its_total(flows: list[Record]) -> None:
    origin = {flow["flow_id"]: flow["origin"] for flow in flows}
    for breakdown in series.breakdowns(flows):
        assert {origin[part] for part in breakdown.parts} == {origin[breakdown.total]}


def test_every_breakdown_of_the_rows_may_be_added(tables: Tables, flows: list[Record]) -> None:
    for breakdown in series.breakdowns(flows):
        assert series.one_breakdown(rows(flows, *breakdown.parts), tables.commodities), breakdown


def test_no_part_and_its_total_stay_together(flows: list[Record]) -> None:
    kept = series.without_parts(flows)
    assert not {flow["part_of"] for flow in kept} & ids(kept)
    assert "RUS-PRK-refined_petroleum-2023-un_1718_committee" in ids(kept)
    assert "RUS-PRK-refined_petroleum-2023-12-un_1718_committee" not in ids(kept)


def test_a_part_without_its_total_is_kept(flows: list[Record]) -> None:
    part = rows(flows, "RUS-PRK-refined_petroleum-2023-12-un_1718_committee")
    assert len(series.without_parts(part)) == 1


def test_restatements_are_dropped_beside_what_they_restate(flows: list[Record]) -> None:
    kept = ids(series.without_alternatives(flows))
    dropped = ids(flows) - kept
    assert dropped == ids(flow for flow in flows if flow["alternative_of"])
    assert "RUS-PRK-two_way_total-2021-russian_customs" in kept
    alone = rows(flows, "RUS-PRK-two_way_total-2021-russian_customs-2")
    assert len(series.without_alternatives(alone)) == 1


@pytest.mark.parametrize(
    ("wanted", "addable"),
    [
        # A half year holds its quarter; both hold the same goods.
        (("RUS-PRK-all-2019-01_2019-03-russian_customs", "RUS-PRK-all-2019-01_2019-06-russian_customs"), False),
        # A year and one of its commodities.
        (("RUS-PRK-all-2020-russian_customs", "RUS-PRK-grain-2020-russian_customs"), False),
        # Two origins for one year.
        (("RUS-PRK-two_way_total-2018-kremlin", "RUS-PRK-two_way_total-2018-itc"), False),
        # Exports and imports.
        (("RUS-PRK-all-2020-russian_customs", "PRK-RUS-all-2020-russian_customs"), False),
        # One figure in two units.
        (
            (
                "RUS-PRK-refined_petroleum-2024-03-07_2024-11-05-open_source_centre",
                "RUS-PRK-refined_petroleum-2024-03-07_2024-11-05-open_source_centre-2",
            ),
            False,
        ),
        # Different commodities of different periods.
        (("RUS-PRK-medicine-2020-05-russian_customs", "RUS-PRK-grain-2020-russian_customs"), False),
        # Two months, and two commodities of one year.
        (("RUS-PRK-medicine-2020-07-russian_customs", "RUS-PRK-medicine-2020-10-russian_customs"), True),
        (("PRK-RUS-furniture-2020-russian_customs", "PRK-RUS-plastics-2020-russian_customs"), True),
        (("RUS-PRK-wheat-2020-05-14-russian_embassy_dprk", "RUS-PRK-wheat-2020-09-russian_embassy_dprk"), True),
    ],
)
def test_rows_may_be_added_within_one_breakdown_only(
    tables: Tables, flows: list[Record], wanted: tuple[str, ...], addable: bool
) -> None:
    assert series.one_breakdown(rows(flows, *wanted), tables.commodities) is addable


def test_a_commodity_is_never_added_to_the_one_that_contains_it(tables: Tables, flows: list[Record]) -> None:
    both = rows(
        flows, "RUS-PRK-lignite-2017-01_2017-06-russian_customs", "RUS-PRK-coal-2017-01_2017-06-russian_customs"
    )
    assert series.one_breakdown(both, tables.commodities)
    contained = [{**both[0], "commodity": "mineral_fuels"}, {**both[1], "commodity": "coal"}]
    assert not series.one_breakdown(contained, tables.commodities)


def test_full_and_part_years_share_no_row_and_read_the_calendar(flows: list[Record]) -> None:
    full, part = series.full_years(flows), series.part_years(flows)
    assert not ids(full) & ids(part)
    assert {f"{flow['period_start']:%m-%d}" for flow in full} == {"01-01"}
    assert {f"{flow['period_end']:%m-%d}" for flow in full} == {"12-31"}
    assert "RUS-PRK-two_way_total-2024-01_2024-05-guseinova" in ids(part)
    assert "RUS-PRK-two_way_total-2023-01-01_2023-11-16-russian_natural_resources_ministry" in ids(part)
    several_years = rows(flows, "PRK-RUS-ammunition-2023-01-01_2025-11-14-hur")
    assert not series.full_years(several_years)
    assert not series.part_years(several_years)


def test_turnover_holds_whole_trade_in_dollars_as_first_stated(flows: list[Record]) -> None:
    kept = series.turnover(flows)
    assert {flow["commodity"] for flow in kept} == {"two_way_total"}
    assert {flow["exporter"] for flow in kept} == {"RUS"}
    assert {flow["importer"] for flow in kept} == {"PRK"}
    assert {flow["scope"] for flow in kept} == {""}
    assert all(flow["value_usd_best"] >= 0 for flow in kept)
    assert not ids(kept) & {
        "RUS-PRK-two_way_total-2018-russian_far_east_ministry",
        "RUS-PRK-two_way_total-2020-01_2020-10-russian_customs",
        "RUS-PRK-two_way_total-2021-russian_customs-2",
    }


def test_the_newest_figure_prefers_the_whole_trade_to_a_scope(flows: list[Record]) -> None:
    flour = series.newest(goods(flows, "RUS", "flour"))
    assert flour is not None
    assert flour["flow_id"] == "RUS-PRK-flour-2025-01_2025-07-nk_news"


def test_goods_without_a_figure_have_no_newest_one(flows: list[Record]) -> None:
    assert series.newest([flow for flow in flows if flow["basis"] == "unquantified"]) is None
    plan = [flow for flow in flows if flow["basis"] == "plan"]
    assert plan
    assert series.newest(plan) is None


def test_a_part_never_stands_for_the_newest_whole(flows: list[Record]) -> None:
    oil = goods(flows, "RUS", "refined_petroleum")
    year = series.newest([flow for flow in oil if flow["period_end"].year == 2023])
    assert year is not None
    assert year["flow_id"] == "RUS-PRK-refined_petroleum-2023-un_1718_committee"


def test_records_hold_the_rows_of_the_frame(tables: Tables) -> None:
    told = series.flow_records(tables, tables.flows.head(5))
    assert [row["flow_id"] for row in told] == list(tables.flows["flow_id"].head(5))
    assert set(told[0]) == set(tables.flows.columns)
