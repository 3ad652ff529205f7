"""Figures of trade: what may stand beside what, and what is worked out from which two rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data import Selection, Tables
from data.trade_figures import (
    Figure,
    Pair,
    Partner,
    Standing,
    compared,
    figures,
    indexed,
    part_years,
    preferred,
    rivals,
    two_way,
    whole_years,
)


def flow(tables: Tables, id: str, **cells: Any) -> dict[str, Any]:
    """A row of two-way trade with Russia for 2010 by Russian customs, with some cells of its own."""
    row = dict.fromkeys(tables.flows.columns, "")
    days = {"period_start": pd.Timestamp(2010, 1, 1), "period_end": pd.Timestamp(2010, 12, 31)}
    numbers = dict.fromkeys(("value_usd_low", "value_usd_best", "value_usd_high", "quantity"), float("nan"))
    said = {"exporter": "RUS", "importer": "PRK", "commodity": "two_way_total", "basis": "reported"}
    source = tables.flows["source_id"].iloc[0]
    given = {"flow_id": id, "origin": "russian_customs", "source_id": source, "public_from": pd.Timestamp(2011, 1, 1)}
    return {**row, **days, **numbers, **said, **given, **cells}


def year(number: int) -> dict[str, Any]:
    return {"period_start": pd.Timestamp(number, 1, 1), "period_end": pd.Timestamp(number, 12, 31)}


def with_flows(tables: Tables, rows: Iterable[dict[str, Any]]) -> Tables:
    frame = pd.DataFrame(list(rows), columns=tables.flows.columns)
    return replace(tables, flows=frame.astype(tables.flows.dtypes.to_dict()))


@pytest.fixture(scope="module")
def small(tables: Tables) -> Tables:
    """Russia: 2010 by customs, KOTRA, the Kremlin and a news text, 2011 by customs and KOTRA; China: 2010 and 2012."""
    rows = [
        flow(tables, "a", value_usd_best=100e6),
        flow(tables, "b", value_usd_best=80e6, origin="kotra", basis="mirror"),
        flow(tables, "c", value_usd_best=90e6, origin="kremlin"),
        flow(tables, "d", value_usd_best=300e6, origin="forbes_russia"),
        flow(tables, "e", value_usd_best=70e6, scope="Primorye only"),
        flow(tables, "f", value_usd_best=101e6, alternative_of="a"),
        flow(tables, "g", quantity=5800.0, quantity_unit="tonnes"),
        flow(tables, "h", value_usd_best=60e6, period_end=pd.Timestamp(2010, 6, 30), part_of="a"),
        flow(tables, "i", value_usd_best=50e6, basis="plan"),
        flow(tables, "j", value_usd_best=120e6, **year(2011)),
        flow(tables, "k", value_usd_best=40e6, origin="kotra", basis="mirror", **year(2011)),
        flow(tables, "m", value_usd_best=2e9, origin="kotra", basis="mirror", exporter="CHN"),
        flow(tables, "n", value_usd_best=3e9, origin="kotra", basis="mirror", exporter="CHN", **year(2012)),
        flow(tables, "o", value_usd_best=1e9, origin="chinese_customs", exporter="CHN", **year(2011)),
    ]
    return with_flows(tables, rows)


def told(tables: Tables, partner: Partner = Partner.RUSSIA) -> list[Figure]:
    return two_way(tables, tables.flows, partner)


def ids(found: Iterable[Figure]) -> str:
    return "".join(sorted(one.flow_id for one in found))


def test_only_the_whole_trade_in_usd_as_first_stated_is_told(small: Tables) -> None:
    assert ids(told(small)) == "abcdhjk"
    assert ids(whole_years(told(small))) == "abcdjk"
    assert ids(part_years(told(small))) == "h"


def test_an_officials_statement_is_told_from_statistics(small: Tables) -> None:
    standing = {one.flow_id: one.standing for one in told(small)}
    assert standing["a"] is Standing.REPORTED
    assert standing["b"] is Standing.MIRROR
    assert standing["c"] is Standing.STATEMENT


def test_real_statements_are_those_of_governments(tables: Tables) -> None:
    kinds = tables.origins.set_index("origin_id")["kind"]
    said = [one for one in told(tables) if one.standing is Standing.STATEMENT]
    assert {kinds[one.origin_id] for one in said} == {"government"}
    assert {one.origin_id for one in said} >= {"kremlin", "russian_economy_ministry", "russian_embassy_dprk"}


def test_rivals_are_two_origins_at_first_hand_on_one_year(small: Tables) -> None:
    assert [[one.flow_id for one in group] for group in rivals(told(small))] == [["j", "k"], ["a", "c", "b"]]


def test_a_difference_keeps_both_of_its_figures(small: Tables) -> None:
    by_id = {one.flow_id: one for one in told(small)}
    pair = Pair(by_id["a"], by_id["b"])
    assert (pair.difference, pair.percent) == (-20e6, -20.0)
    assert pair.words == "20 million USD, 20\u2009%"


def test_periods_are_compared_by_one_origin_only(small: Tables) -> None:
    figures_ = told(small)
    before = [one for one in figures_ if one.year == 2010]
    after = [one for one in figures_ if one.year == 2011]
    couples = [(one and one.flow_id, two and two.flow_id) for one, two in compared(before, after)]
    assert couples == [("b", "k"), ("a", "j"), ("c", None)]


def test_the_leading_figure_is_at_first_hand_and_nearest_to_statistics(small: Tables) -> None:
    in_2010 = [one for one in told(small) if one.year == 2010 and one.whole_year]
    assert preferred(in_2010).flow_id == "a"
    assert preferred([one for one in in_2010 if one.flow_id in "bd"]).flow_id == "b"


def test_an_index_stays_with_one_origin_and_a_year_that_both_partners_have(small: Tables) -> None:
    russia, china = indexed({partner: told(small, partner) for partner in Partner})
    assert (russia.partner, china.partner) == (Partner.RUSSIA, Partner.CHINA)
    assert {one.base.origin_id for one in (russia, china)} == {"kotra"}
    assert {one.base.year for one in (russia, china)} == {2010}
    assert [(one.year, russia.level(one)) for one in russia.figures] == [(2010, 100.0), (2011, 50.0)]
    assert [(one.year, china.level(one)) for one in china.figures] == [(2010, 100.0), (2012, 150.0)]


def test_without_a_common_year_there_is_no_index(small: Tables) -> None:
    china = [one for one in told(small, Partner.CHINA) if one.year == 2012]
    assert indexed({Partner.RUSSIA: told(small), Partner.CHINA: china}) == ()


def test_oil_keeps_its_unit(tables: Tables) -> None:
    oil = figures(tables, tables.flows, "RUS", "PRK", "refined_petroleum")
    assert {one.unit for one in oil} == {"USD", "barrels", "tonnes"}
    last = max((one for one in oil if one.one_month and one.origin_id == "un_1718_committee"), key=lambda one: one.end)
    assert (last.period, last.words.replace("\u2009", " ")) == ("Jan 2024", "15 279 barrels")


def test_what_was_not_public_is_not_told(tables: Tables) -> None:
    rows = Selection(date_from=None, known_on=date(2020, 3, 1)).apply(tables)
    public = tables.flows.set_index("flow_id")["public_from"]
    shown = two_way(tables, rows.flows, Partner.CHINA)
    assert shown
    assert all(public[one.flow_id] <= pd.Timestamp(2020, 3, 1) for one in shown)
