"""The comparison of ports: newest whole years, parts that stay parts, plans apart, silence kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data import Tables
from data.throughput import BESIDE, COMPARED, Cargo, PortLine, Shore, foretold, port_claims, port_lines, whole_year
from data.vocabulary import ClaimKind


def busan(tables: Tables) -> pd.Series:
    """A claim on Busan to copy: whole port, whole year, a counted origin."""
    claims = tables.claims
    chosen = claims[(claims["place_id"] == "busan") & (claims["as_of"] == "2025-12-31") & (claims["kind"] == "flow")]
    return chosen[chosen["metric"] == "port_throughput_teu"].iloc[0]


def tables_with(tables: Tables, *changes: dict[str, Any]) -> Tables:
    """Tables whose only claims are copies of the claim on Busan, each changed in some cells."""
    model = busan(tables)
    rows = [{**model.to_dict(), "claim_id": f"made-{at}", **change} for at, change in enumerate(changes)]
    frame = pd.DataFrame(rows, columns=tables.claims.columns).astype(tables.claims.dtypes.to_dict())
    return replace(tables, claims=frame)


def year(of: int) -> dict[str, Any]:
    """The cells of a whole year."""
    first, last = pd.Timestamp(of, 1, 1), pd.Timestamp(of, 12, 31)
    return {"as_of": last, "period_start": first, "period_end": last, "said_on": pd.Timestamp(of + 1, 2, 1)}


def quarter(of: int) -> dict[str, Any]:
    """The cells of the first quarter of a year."""
    first, last = pd.Timestamp(of, 1, 1), pd.Timestamp(of, 3, 31)
    return {"as_of": last, "period_start": first, "period_end": last, "said_on": pd.Timestamp(of, 5, 1)}


def lines(tables: Tables, place: str, cargo: Cargo = Cargo.TEU, known_on: date | None = None) -> list[PortLine]:
    return [line for line in port_lines(tables, known_on, cargo) if line.place_id == place]


def handled(found: list[PortLine]) -> list[tuple[str, float]]:
    return [(line.part, line.handled.value) for line in found if line.handled]


def test_the_newest_whole_year_stands_and_older_ones_fall(tables: Tables) -> None:
    made = tables_with(tables, {**year(2023), "best": 5.0}, {**year(2024), "best": 7.0}, {**year(2022), "best": 9.0})
    assert handled(lines(made, "busan")) == [("", 7.0)]


def test_a_newer_quarter_has_a_line_of_its_own_and_is_no_year(tables: Tables) -> None:
    made = tables_with(tables, {**year(2024), "best": 7.0}, {**quarter(2025), "best": 2.0})
    first, second = lines(made, "busan")
    assert (first.handled and first.handled.value, second.handled and second.handled.value) == (7.0, 2.0)
    assert second.again
    assert second.handled
    assert not whole_year(second.handled)


def test_an_older_quarter_is_not_drawn(tables: Tables) -> None:
    made = tables_with(tables, {**year(2024), "best": 7.0}, {**quarter(2024), "best": 2.0})
    assert handled(lines(made, "busan")) == [("", 7.0)]


def test_a_terminal_never_becomes_the_whole_port(tables: Tables) -> None:
    made = tables_with(tables, {**year(2024), "best": 7.0, "scope": "North Pier only"})
    whole, part = lines(made, "busan")
    assert whole.silent
    assert (part.part, part.silent) == ("North Pier only", False)


def test_a_note_that_names_a_part_makes_the_claim_one_of_that_part(tables: Tables) -> None:
    made = tables_with(
        tables,
        {**year(2024), "best": 7.0, "scope": "North Pier only"},
        {**year(2024), "best": 9.0, "metric": "port_capacity_teu_per_year", "kind": "stock", "scope": "",
         "note": "North Pier only"},
    )  # fmt: skip
    whole, part = lines(made, "busan")
    assert whole.said == ()
    assert [said.value for said in part.said] == [7.0, 9.0]


def test_two_origins_of_one_year_have_a_line_each(tables: Tables) -> None:
    made = tables_with(
        tables, {**year(2024), "best": 7.0}, {**year(2024), "best": 8.0, "origin": "busan_port_authority"}
    )
    assert handled(lines(made, "busan")) == [("", 8.0), ("", 7.0)]


def test_what_its_origin_revised_is_out(tables: Tables) -> None:
    made = tables_with(tables, {**year(2024), "best": 7.0}, {**year(2024), "best": 6.0, "supersedes": "made-0"})
    assert handled(lines(made, "busan")) == [("", 6.0)]


def test_a_plan_is_a_limit_and_never_what_was_handled(tables: Tables) -> None:
    made = tables_with(tables, {**year(2026), "best": 9.0, "kind": "plan", "said_on": pd.Timestamp(2026, 3, 1)})
    (line,) = lines(made, "busan")
    assert line.silent
    assert line.limit
    assert (line.limit.value, line.limit.kind) == (9.0, ClaimKind.PLAN)


def test_plans_of_one_day_stand_by_the_days_they_are_for(tables: Tables) -> None:
    plan = {"kind": "plan", "metric": "port_capacity_teu_per_year", "said_on": pd.Timestamp(1996, 12, 31)}
    made = tables_with(
        tables, {**year(2010), "best": 9.0, **plan}, {**year(2000), "best": 3.0, **plan},
        {**year(1999), "best": 1.0, **plan, "said_on": pd.Timestamp(1990, 1, 1)},
    )  # fmt: skip
    assert [line.limit.value for line in lines(made, "busan") if line.limit] == [3.0, 9.0]


def test_without_any_claim_every_compared_port_is_silent(tables: Tables) -> None:
    made = tables_with(tables, {"metric": "killed", "unit": "persons"})
    for cargo in Cargo:
        found = port_lines(made, None, cargo)
        assert all(line.silent for line in found)
        assert [line.place_id for line in found if line.shore is Shore.SOUTH_KOREA] == sorted(
            COMPARED[Shore.SOUTH_KOREA]
        )


# The rows as they are shipped.


@pytest.mark.parametrize(
    ("place", "cargo", "value", "of"),
    [
        ("busan", Cargo.TEU, 24_880_000, 2025),
        ("busan", Cargo.TONNES, 464_000_000, 2024),
        ("incheon", Cargo.TEU, 3_440_000, 2025),
        ("gwangyang", Cargo.TEU, 2_060_000, 2025),
        ("ulsan", Cargo.TEU, 401_000, 2024),
        ("pohang", Cargo.TONNES, 48_000_000, 2024),
        ("vostochny", Cargo.TONNES, 86_550_000, 2023),
        ("zarubino", Cargo.TONNES, 840_000, 2023),
    ],
)
def test_newest_year_of_whole_ports(place: str, cargo: Cargo, value: float, of: int, tables: Tables) -> None:
    first = lines(tables, place, cargo)[0]
    assert first.part == ""
    assert first.handled
    assert (first.handled.value, first.handled.as_of.year, whole_year(first.handled)) == (value, of, True)


@pytest.mark.parametrize("cargo", list(Cargo))
def test_rajin_as_a_whole_is_silent_in_both_units(cargo: Cargo, tables: Tables) -> None:
    first = lines(tables, "rajin", cargo)[0]
    assert (first.part, first.silent) == ("", True)


def test_rajins_coal_is_a_part_with_its_newest_year_and_its_newest_months(tables: Tables) -> None:
    coal = [line for line in lines(tables, "rajin", Cargo.TONNES) if line.part == "Russian coal"]
    assert [line.handled and line.handled.value for line in coal] == [1_122_000, 132_000]
    assert [line.handled and whole_year(line.handled) for line in coal] == [True, False]
    assert coal[0].limit
    assert (coal[0].limit.metric, coal[0].limit.value) == ("coal_target_tonnes", 3_000_000)


def test_capacity_of_the_commercial_port_is_not_that_of_vladivostok(tables: Tables) -> None:
    whole = next(line for line in lines(tables, "vladivostok") if not line.part)
    part = next(line for line in lines(tables, "vladivostok") if line.part == "Commercial Port only")
    assert whole.limit is None
    assert part.limit
    assert (part.limit.value, part.limit.kind) == (600_000, ClaimKind.STOCK)


def test_sums_of_ports_have_a_group_of_their_own(tables: Tables) -> None:
    for cargo in Cargo:
        for line in port_lines(tables, None, cargo):
            assert (line.shore is Shore.TOGETHER) == all(not said.place_id for said in line.said) or line.silent


def test_as_known_in_mid_2024_later_years_are_unknown(tables: Tables) -> None:
    day = date(2024, 6, 1)
    first, second = lines(tables, "busan", known_on=day)[:2]
    assert [line.handled and line.handled.value for line in (first, second)] == [23_150_000, 22_750_000]
    every = [said for cargo in Cargo for line in port_lines(tables, day, cargo) for said in line.said]
    assert all(said.said_on and said.said_on <= day for said in every)


def test_no_claim_is_drawn_twice_and_no_line_leaves_its_part(tables: Tables) -> None:
    drawn = [said for cargo in Cargo for line in port_lines(tables, None, cargo) for said in line.said]
    assert len({said.claim_id for said in drawn}) == len(drawn)
    assert not [said for said in drawn if said.metric in BESIDE]
    assert {said.claim_id for said in drawn} < {said.claim_id for said in port_claims(tables, None)}


def test_a_year_told_before_its_end_is_known_as_such(tables: Tables) -> None:
    drawn = [line.handled for cargo in Cargo for line in port_lines(tables, None, cargo) if line.handled]
    assert {said.place_id for said in drawn if foretold(said)} == {""}
    assert len([said for said in drawn if foretold(said)]) == 2
