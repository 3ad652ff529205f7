"""Rows behind a mark read as everywhere else: days as finely as known, thin spaces, nothing invented."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from components.panels.rows import in_words
from data import Tables
from data.row_words import COLUMNS, DAYS, NUMBERS, valued, worded

_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@pytest.mark.parametrize("name", COLUMNS)
def test_days_and_numbers_take_the_forms_of_the_house(name: str, tables: Tables) -> None:
    shown = worded(tables, name, getattr(tables, name))
    days = ("Speaks of", "Said by", "From", "To", "Planned for", "Done on")
    words = [word for heading in shown if heading in (*days, *NUMBERS) for word in shown[heading].dropna()]
    assert words
    assert not [word for word in words if _ISO.search(word) or (re.search(r"\d{4,}(?!\d)", word.replace(" ", "_x"))
                and not re.search(r"(?:19|20)\d\d$", word))]  # fmt: skip


def test_a_year_is_written_as_a_year_and_a_read_day_not_at_all(tables: Tables) -> None:
    claims = tables.claims
    year = claims[(claims["date_precision"] == "year") & (claims["as_of_basis"] == "period")].head(1)
    assert worded(tables, "claims", year)["Speaks of"].iloc[0] == str(year["as_of"].iloc[0].year)
    read = claims[claims["as_of_basis"] == "read"].head(1)
    assert worded(tables, "claims", read)["Speaks of"].iloc[0] == "day not given"


def test_missing_is_nothing_and_never_zero(tables: Tables) -> None:
    unsized = tables.flows[tables.flows["quantity"].isna() & tables.flows["value_usd_best"].isna()].head(5)
    shown = worded(tables, "flows", unsized)
    assert "Quantity" not in shown
    assert "USD" not in shown


def test_yes_and_no_are_words(tables: Tables) -> None:
    decided = tables.claims[tables.claims["unit"] == "yes_no"]
    shown = worded(tables, "claims", decided)
    assert set(shown["Number"]) <= {"yes", "no"}
    assert len(shown) == len(decided)


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_sort_by_value_while_they_show_words(name: str, tables: Tables) -> None:
    frame = getattr(tables, name).head(40)
    shown = worded(tables, name, frame)
    values = valued(name, frame, shown)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", in_words(values, shown).to_html(), re.DOTALL)
    drawn = pd.DataFrame(np.reshape(cells, shown.shape), columns=shown.columns, index=shown.index)
    for heading in (*DAYS, *NUMBERS):
        if heading in shown:
            assert values[heading].dtype.kind in "fM"
            known = shown[heading].notna()
            assert drawn.loc[known, heading].tolist() == shown.loc[known, heading].tolist()
