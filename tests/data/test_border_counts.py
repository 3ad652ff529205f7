"""Border counts: one thing a panel, gaps where nobody published, corrections instead of what they correct."""

from __future__ import annotations

from datetime import date

import pytest

from data import Selection, Tables
from data.border_counts import ELSEWHERE, METRICS, CountPanel, border_claims, border_panels
from data.vocabulary import Category, ClaimKind, Region

EVERYTHING = Selection(date_from=None)


def panel(tables: Tables, selection: Selection, metric: str, scope: str = "", kind: str = "flow") -> CountPanel:
    found = border_panels(tables, selection)
    return next(one for one in found if (one.metric, one.scope, one.kind) == (metric, scope, kind))


@pytest.mark.parametrize("selection", [EVERYTHING, Selection(), Selection(known_on=date(2025, 9, 1))],
                         ids=["everything", "default", "known September 2025"])  # fmt: skip
def test_a_panel_never_leaves_one_thing_counted_in_one_way(selection: Selection, tables: Tables) -> None:
    for one in border_panels(tables, selection):
        things = {(said.metric, said.subject, said.scope, said.kind) for said in one.counts}
        assert things <= {(one.metric, one.subject, one.scope, one.kind)}


@pytest.mark.parametrize("selection", [EVERYTHING, Selection(), Selection(regions=(Region.RASON,))],
                         ids=["everything", "default", "Rason"])  # fmt: skip
def test_every_count_stands_in_exactly_one_panel(selection: Selection, tables: Tables) -> None:
    placed = sorted(said.claim_id for one in border_panels(tables, selection) for said in one.counts)
    assert placed == sorted(said.claim_id for said in border_claims(tables, selection))
    left = selection.apply(tables).claims
    assert len(placed) == int(left["metric"].isin(METRICS).sum())


def test_visits_by_origin_whole_years_first(tables: Tables) -> None:
    found = panel(tables, EVERYTHING, "russian_visitors_to_dprk").counts
    assert [(said.origin_id, said.value) for said in found] == [
        ("fsb_border_service", 1238), ("fsb_border_service", 6469), ("fsb_border_service", 9985),
        ("fsb_border_service", 2657), ("fsb_border_service", 4039), ("fsb_border_service", 2772),
        ("fsb_border_service", 3460), ("fsb_border_service", 2486), ("rosstat", 2008),
    ]  # fmt: skip


def test_gaps_of_rail_freight_are_the_years_without_a_number(tables: Tables) -> None:
    found = panel(tables, EVERYTHING, "rail_freight_tonnes", "Russia to DPRK only")
    assert found.gaps == (
        (date(2016, 1, 1), date(2018, 12, 31)),
        (date(2020, 1, 1), date(2022, 12, 31)),
        (date(2023, 4, 1), tables.cut_off),
    )
    assert found.last == date(2023, 3, 31)


def test_a_count_that_stopped_before_the_chosen_days_is_a_gap_not_nothing(tables: Tables) -> None:
    found = panel(tables, Selection(), "rail_freight_tonnes", "Russia to DPRK only")
    assert found.counts == ()
    assert found.gaps == ((date(2022, 1, 1), date(2022, 12, 31)), (date(2023, 4, 1), tables.cut_off))
    assert found.last == date(2023, 3, 31)


def test_a_period_that_only_the_trade_flows_tell_is_no_gap(tables: Tables) -> None:
    """The Russian embassy's tonnes of Jan–Mar 2023 stand among the flows and not among the claims."""
    flows = tables.flows[tables.flows["commodity"] == "railway_freight"]
    assert (flows["period_start"] == "2023-01-01").sum() == 1
    assert panel(tables, Selection(), "rail_freight_tonnes", "Russia to DPRK only").elsewhere == (
        (date(2023, 1, 1), date(2023, 3, 31)),
    )
    later = panel(tables, Selection(date_from=date(2024, 1, 1)), "rail_freight_tonnes", "Russia to DPRK only")
    assert (later.elsewhere, later.last) == ((), date(2023, 3, 31))
    unpublished = panel(tables, Selection(known_on=date(2023, 5, 25)), "rail_freight_tonnes", "Russia to DPRK only")
    assert (unpublished.elsewhere, unpublished.last) == ((), date(2019, 12, 31))


@pytest.mark.parametrize("selection", [Selection(categories=(Category.TRADE,)), Selection(regions=(Region.RASON,))],
                         ids=["category", "region"])  # fmt: skip
def test_a_filter_that_hides_counts_makes_no_gap(selection: Selection, tables: Tables) -> None:
    assert all(one.counts for one in border_panels(tables, selection))


def test_gaps_end_with_the_chosen_and_the_known_days(tables: Tables) -> None:
    visits = panel(tables, Selection(date_to=date(2026, 6, 30)), "russian_visitors_to_dprk")
    assert visits.gaps == ((date(2026, 1, 1), date(2026, 6, 30)),)
    tourists = panel(tables, Selection(known_on=date(2025, 8, 31)), "russian_tourists_to_dprk")
    assert tourists.gaps[-1][1] <= date(2025, 8, 31)


def test_what_was_counted_once_or_elsewhere_has_no_gap(tables: Tables) -> None:
    for one in border_panels(tables, EVERYTHING):
        if one.scope in (*ELSEWHERE, "first group", "both directions", "Khasan-Rajin line"):
            assert one.gaps == ()
        if one.kind is not ClaimKind.FLOW:
            assert one.gaps == ()


def test_a_cumulative_count_that_grew_keeps_both_its_days(tables: Tables) -> None:
    calls = panel(tables, EVERYTHING, "vessel_calls", kind="cumulative").counts
    assert [said.value for said in calls] == [4, 26]


def test_nothing_is_known_before_anybody_counted(tables: Tables) -> None:
    assert border_panels(tables, Selection(date_from=None, known_on=date(2005, 1, 1))) == ()
