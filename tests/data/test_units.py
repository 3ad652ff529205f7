"""Units: every unit of the rows is known, nothing becomes something else without a named factor."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest

from data import Tables
from data.ledger import unit_words
from data.units import COUNTABLES, Factor, NotConvertible, UnitSort, converted, registered, said, same_dimension, unit

FACTOR = Factor("tonnes", "barrels", 7.9, 8.3, "two rows with both units")


def units_of_the_rows(tables: Tables) -> set[str]:
    columns = (tables.metrics["unit"], tables.claims["unit"], tables.flows["quantity_unit"])
    return {code for column in columns for code in column.unique() if code}


def test_every_unit_of_the_rows_is_defined_or_a_named_countable(tables: Tables) -> None:
    for code in units_of_the_rows(tables):
        assert unit(code).code == code


def test_no_countable_is_named_that_no_row_and_no_rate_uses(tables: Tables) -> None:
    used = units_of_the_rows(tables)
    things = used | {code.split("_per_")[0] for code in used}
    assert set(COUNTABLES) <= things


def test_pint_accepts_every_definition_and_keeps_the_dimensions_apart() -> None:
    counted = [code for code, one in registered().items() if one.sort is UnitSort.COUNT]
    for one, other in pairwise(counted):
        assert same_dimension(one, one)
        assert not same_dimension(one, other)


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [(12, "km", "m", 12_000), (3, "km2", "hectares", 300), (2, "years", "months", 24), (3, "days", "hours", 72)],
)
def test_numbers_move_within_one_dimension(value: float, source: str, target: str, expected: float) -> None:
    made = converted(value, source, target)
    assert made.low == pytest.approx(expected)
    assert made.low == made.high
    back = converted(made.low, target, source)
    assert back.low == pytest.approx(value)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("TEU", "tonnes"), ("tonnes", "TEU"), ("tonnes", "barrels"), ("barrels", "tonnes"), ("DWT", "tonnes"),
        ("tons", "tonnes"), ("USD", "RUB"), ("containers", "TEU"), ("persons", "visits"), ("percent", "times"),
        ("days", "months"), ("tonnes_per_month", "tonnes_per_year"), ("tonnes_per_year", "tonnes"),
    ],
)  # fmt: skip
def test_what_measures_different_things_is_refused_with_a_reason(source: str, target: str) -> None:
    with pytest.raises(NotConvertible, match=r"does not become .+: .+"):
        converted(1, source, target)


def test_a_factor_serves_only_the_two_units_it_names() -> None:
    assert converted(100, "tonnes", "barrels", factor=FACTOR).low == pytest.approx(790)
    for source, target in (("barrels", "tonnes"), ("TEU", "tonnes"), ("TEU", "barrels")):
        with pytest.raises(NotConvertible):
            converted(100, source, target, factor=FACTOR)


def test_a_factor_never_overrides_a_definition() -> None:
    wrong = Factor("km", "m", 1, 2, "a mistake")
    assert converted(1, "km", "m", factor=wrong).high == pytest.approx(1_000)


def test_a_conversion_says_itself() -> None:
    words = converted(30_180, "tonnes", "barrels", factor=FACTOR).words().replace("\u2009", " ")
    assert words == ("30 180 tonnes × 7.9–8.3 barrels a tonne (two rows with both units) = 238 000–250 000 barrels")


def test_an_unknown_unit_names_the_nearest() -> None:
    with pytest.raises(NotConvertible, match="tonne: no such unit is defined here; nearest: tonnes"):
        unit("tonne")


def test_units_are_said_as_the_ledger_says_them(tables: Tables) -> None:
    own = {"yes_no", "percent", "tons"}
    for code in units_of_the_rows(tables) - own:
        assert said(code) == unit_words(code)


def test_pint_is_not_imported_with_the_figures() -> None:
    code = "import sys, data.units, data.oil, components.exhibits.oil_cap; sys.exit('pint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
