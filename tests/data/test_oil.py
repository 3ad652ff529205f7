"""Oil: months are added only where nothing counts twice; the tonne factor comes from the rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data import Selection, Tables
from data.oil import Figure, Voice, suppliers_add_to, year_figures
from data.oil_months import Cell, cells, cover
from data.oil_reports import Supplier, factor_pairs, last_month, limit, oil_flows, tonne_factor, unlike_pairs
from data.series import Record

ALL = Selection(date_from=None)


def row(id: str, start: str, end: str, quantity: float, **more: Any) -> Record:
    """A report of Russia to the committee, as a row."""
    first, last = pd.Timestamp(start), pd.Timestamp(end) + pd.offsets.MonthEnd(0)
    made: dict[str, Any] = {
        "flow_id": id, "part_of": "", "alternative_of": "", "period_start": first, "period_end": last,
        "exporter": "RUS", "importer": "PRK", "commodity": "refined_petroleum", "scope": "", "hs": "",
        "value_usd_low": float("nan"), "value_usd_best": float("nan"), "value_usd_high": float("nan"),
        "quantity_qualifier": "", "quantity": float(quantity), "quantity_unit": "barrels", "basis": "reported",
        "public_from": pd.Timestamp("2024-01-30"), "origin": "un_1718_committee",
        "source_id": "yonhap-20240130-oil", "note": "reported by Russia",
    }  # fmt: skip
    return {**made, **more}


def with_flows(tables: Tables, *rows: Record) -> Tables:
    """The shipped tables with only these flows."""
    return replace(tables, flows=pd.DataFrame(list(rows)).astype(tables.flows.dtypes.to_dict()))


def months(*numbers: int, size: float = 100) -> list[Record]:
    return [row(f"m{number}", f"2023-{number:02}-01", f"2023-{number:02}-01", size) for number in numbers]


class TestCover:
    def test_months_apart_are_added_and_the_gap_stays_open(self) -> None:
        found = cover([*months(1, 2, 5)])
        assert found is not None
        assert (found.size, sorted(found.months), found.given) == (300, [1, 2, 5], False)
        assert found.ends == (100, 200)

    def test_overlapping_reports_are_not_added(self) -> None:
        running = [row("a", "2023-01-01", "2023-04-01", 400), row("b", "2023-01-01", "2023-06-01", 700)]
        found = cover([*running, *months(6)])
        assert found is not None
        assert (found.size, len(found.months)) == (700, 6)

    def test_running_total_and_later_months_are_added(self) -> None:
        found = cover([row("a", "2023-01-01", "2023-10-01", 1_000), *months(11, 12)])
        assert found is not None
        assert (found.size, len(found.months)) == (1_200, 12)

    def test_the_given_total_wins_over_its_months_and_the_difference_is_told(self) -> None:
        total = row("year", "2023-01-01", "2023-12-01", 1_204)
        found = cover([*months(*range(1, 13)), total])
        assert found is not None
        assert (found.size, found.given, found.difference) == (1_204, True, 4)
        assert len(found.finest) == 12

    def test_zero_is_a_report(self) -> None:
        found = cover(months(3, 4, size=0))
        assert found is not None
        assert (found.size, sorted(found.months)) == (0, [3, 4])

    def test_a_restatement_is_not_added(self) -> None:
        again = row("again", "2023-01-01", "2023-01-01", 130, alternative_of="m1")
        found = cover([*months(1, 2), again])
        assert found is not None
        assert found.size == 200

    def test_of_two_rival_rows_the_later_public_one_is_taken(self) -> None:
        newer = row("newer", "2023-01-01", "2023-01-01", 130, public_from=pd.Timestamp("2024-06-01"))
        found = cover([*months(1), newer])
        assert found is not None
        assert found.size == 130

    @pytest.mark.parametrize("qualifier", ["about", "over", "at_least", "up_to"])
    def test_a_bounded_number_is_never_added(self, qualifier: str) -> None:
        loose = row("loose", "2023-02-01", "2023-02-01", 900, quantity_qualifier=qualifier)
        together, alone = cover([*months(1), loose]), cover([loose])
        assert together is not None
        assert alone is not None
        assert (together.size, alone.size) == (100, 900)

    def test_parts_of_months_are_not_used(self) -> None:
        days = {**row("days", "2023-03-01", "2023-03-01", 50), "period_start": pd.Timestamp("2023-03-07")}
        assert cover([days]) is None

    def test_nothing_covers_nothing(self) -> None:
        assert cover([]) is None

    def test_cells_tell_own_months_from_those_within_a_longer_report(self) -> None:
        found = cells([row("q", "2023-01-01", "2023-03-01", 300), *months(2)])
        assert found == {1: Cell.WITHIN, 2: Cell.OWN, 3: Cell.WITHIN}


def figures(tables: Tables, selection: Selection = ALL) -> dict[tuple[int, str, str, str], Figure]:
    found = year_figures(tables, selection.apply(tables), 2018)
    return {(one.year, str(one.supplier), str(one.voice), f"{one.origin_id} {one.unit}"): one for one in found}


def reported(tables: Tables, year: int, supplier: str, unit: str = "barrels") -> Figure | None:
    return figures(tables).get((year, supplier, Voice.REPORTED, f"un_1718_committee {unit}"))


class TestHandMadeYears:
    def test_tonnes_are_never_mixed_with_barrels(self, tables: Tables) -> None:
        june = row("t6", "2023-06-01", "2023-06-01", 10, quantity_unit="tonnes")
        made = with_flows(tables, *months(1, 2), june)
        barrels, tonnes = reported(made, 2023, "RUS"), reported(made, 2023, "RUS", "tonnes")
        assert barrels is not None
        assert tonnes is not None
        assert (barrels.size, tonnes.size) == (200, 10)

    def test_tonnes_of_a_month_told_in_barrels_are_left_out(self, tables: Tables) -> None:
        again = row("t1", "2023-01-01", "2023-01-01", 12, quantity_unit="tonnes", alternative_of="m1")
        beside = row("t2", "2023-02-01", "2023-02-01", 13, quantity_unit="tonnes")
        assert reported(with_flows(tables, *months(1, 2), again, beside), 2023, "RUS", "tonnes") is None

    def test_a_readout_over_two_years_is_not_a_year(self, tables: Tables) -> None:
        across = row("x", "2022-12-01", "2023-04-01", 67_300)
        scoped = row("s", "2022-12-01", "2022-12-01", 5, scope="one port only")
        made = with_flows(tables, across, scoped, *months(7))
        assert {key[0] for key, one in figures(made).items() if one.voice is Voice.REPORTED} == {2023}


class TestFactor:
    def test_it_is_the_range_of_the_pairs(self, tables: Tables) -> None:
        pairs = [
            row("b1", "2022-01-01", "2022-01-01", 800), row("b2", "2022-02-01", "2022-02-01", 820),
            row("t1", "2022-01-01", "2022-01-01", 100, quantity_unit="tonnes", alternative_of="b1"),
            row("t2", "2022-02-01", "2022-02-01", 100, quantity_unit="tonnes", alternative_of="b2"),
        ]  # fmt: skip
        factor = tonne_factor(with_flows(tables, *pairs))
        assert factor is not None
        assert (factor.low, factor.high) == (8.0, 8.2)

    def test_bounds_estimates_and_zero_tell_no_factor(self, tables: Tables) -> None:
        bad = [
            row("b1", "2022-01-01", "2022-01-01", 800, quantity_qualifier="over"),
            row("t1", "2022-01-01", "2022-01-01", 100, quantity_unit="tonnes", alternative_of="b1"),
            row("b2", "2022-02-01", "2022-02-01", 900, basis="estimate"),
            row("t2", "2022-02-01", "2022-02-01", 100, quantity_unit="tonnes", alternative_of="b2", basis="estimate"),
            row("b3", "2022-03-01", "2022-03-01", 0),
            row("t3", "2022-03-01", "2022-03-01", 0, quantity_unit="tonnes", alternative_of="b3"),
        ]  # fmt: skip
        assert tonne_factor(with_flows(tables, *bad)) is None

    def test_rows_imply_about_eight_barrels_a_tonne(self, tables: Tables) -> None:
        factor = tonne_factor(tables)
        assert factor is not None
        assert 7.9 <= factor.low < factor.high <= 8.4
        assert len(factor_pairs(tables)) == 3

    def test_a_pair_of_two_postings_is_left_out_and_named_as_unlike(self, tables: Tables) -> None:
        """2019 was revised by the committee after the tonnes were posted, so barrels and tonnes differ."""
        used = {barrels["period_start"].year for barrels, _ in factor_pairs(tables)}
        factor = tonne_factor(tables)
        assert factor is not None
        unlike = unlike_pairs(tables, oil_flows(tables, ALL.apply(tables)), factor)
        assert 2019 not in used
        assert {(b["period_start"].year, b["origin"]) for b, _ in unlike} == {
            (2019, "un_1718_committee"), (2024, "open_source_centre")
        }  # fmt: skip

    def test_only_pairs_public_by_the_day_count(self, tables: Tables) -> None:
        assert tonne_factor(tables, date(2019, 6, 1)) is None
        assert len(factor_pairs(tables, date(2023, 1, 1))) == 1


REAL: list[tuple[int, str, str, float]] = [
    (2018, "RUS", "barrels", 241_114), (2019, "RUS", "barrels", 277_365), (2021, "RUS", "barrels", 0),
    (2022, "RUS", "barrels", 3_225), (2023, "RUS", "barrels", 105_845), (2024, "RUS", "barrels", 15_279),
    (2020, "RUS", "barrels", 255), (2020, "RUS", "tonnes", 1_320),
    (2018, "CHN", "tonnes", 14_760 + 2_928 + 1_510), (2019, "CHN", "tonnes", 22_730), (2021, "CHN", "barrels", 91_909),
    (2022, "CHN", "barrels", 10_822 + 6_295), (2023, "CHN", "barrels", 256_861), (2024, "CHN", "barrels", 280_928),
    (2025, "CHN", "barrels", 14_385 + 5_519),
]  # fmt: skip


class TestRealRows:
    @pytest.mark.parametrize(("year", "supplier", "unit", "size"), REAL)
    def test_years_add_to_what_was_read(self, tables: Tables, year: int, supplier: str, unit: str, size: float) -> None:
        found = reported(tables, year, supplier, unit)
        assert found is not None
        assert found.size == size

    def test_every_drawn_number_is_a_row_or_the_sum_of_named_rows(self, tables: Tables) -> None:
        quantity: Mapping[str, float] = dict(zip(tables.flows["flow_id"], tables.flows["quantity"], strict=True))
        for one in figures(tables).values():
            if one.flow_ids and one.given:
                assert quantity[one.flow_ids[0]] == one.size
            elif one.flow_ids:
                assert sum(quantity[id] for id in one.flow_ids) == one.size

    def test_nothing_adds_a_row_and_its_part(self, tables: Tables) -> None:
        part_of = dict(zip(tables.flows["flow_id"], tables.flows["part_of"], strict=True))
        for one in figures(tables).values():
            if not one.given:
                assert not {part_of[id] for id in one.flow_ids} & set(one.flow_ids)

    def test_months_of_2023_miss_the_total_by_four_barrels(self, tables: Tables) -> None:
        found = reported(tables, 2023, "RUS")
        assert found is not None
        assert (found.difference, len(found.parts)) == (4, 12)

    def test_estimates_keep_bound_and_event(self, tables: Tables) -> None:
        found = figures(tables)[2024, "RUS", Voice.ESTIMATED, "open_source_centre barrels"]
        assert (found.size, found.qualifier, found.event_id) == (1_000_000, "over", "2024-03-07-oil-transfers-to-dprk")

    def test_an_estimate_known_only_as_a_claim_is_there_before_its_flow(self, tables: Tables) -> None:
        known = Selection(date_from=None, known_on=date(2024, 6, 1))
        found = figures(tables, known)[2024, "RUS", Voice.ESTIMATED, "white_house barrels"]
        assert (found.size, found.qualifier, found.flow_ids) == (165_000, "over", ())

    def test_sums_over_suppliers_are_the_committees_and_its_newest(self, tables: Tables) -> None:
        sums = {one.year: one for one in figures(tables).values() if one.voice is Voice.SUMMED}
        flows = oil_flows(tables, ALL.apply(tables))
        assert {year: one.size for year, one in sums.items()} == {
            2018: 48_441, 2019: 56_207, 2020: 17_877, 2024: 168_679, 2025: 19_904
        }  # fmt: skip
        compared = {year: suppliers_add_to(flows, one) for year, one in sums.items()}
        assert compared == {2018: 48_435, 2019: 52_910, 2020: None, 2024: None, 2025: 19_904}

    def test_reports_end_in_january_2024_and_february_2025(self, tables: Tables) -> None:
        assert last_month(tables, Supplier.RUSSIA) == date(2024, 1, 31)
        assert last_month(tables, Supplier.CHINA) == date(2025, 2, 28)

    def test_the_cap_is_known_from_the_day_it_was_set(self, tables: Tables) -> None:
        assert limit(tables, date(2017, 12, 21)) is None
        found = limit(tables, date(2017, 12, 22))
        assert found is not None
        assert (found.size, found.first_year) == (500_000, 2018)
