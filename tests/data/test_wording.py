"""Dates, numbers and lists in words."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import Tables
from data.vocabulary import Qualifier
from data.wording import THIN_SPACE, bounded, coarse_day, counted, day, listed, number, span

NAN = float("nan")


def thin(text: str) -> str:
    return text.replace("_", THIN_SPACE)


@pytest.mark.parametrize(
    ("start", "end", "precision", "qualifier", "words"),
    [
        ("2024-10-08", "2024-10-13", "day", "on", "8–13 Oct 2024"),
        ("2024-11-15", "2024-11-15", "day", "on", "15 Nov 2024"),
        ("2024-11-15", "2024-11-15", "day", "by", "by 15 Nov 2024"),
        ("2024-10-28", "2024-11-03", "day", "on", "28 Oct – 3 Nov 2024"),
        ("2024-12-28", "2025-01-03", "day", "on", "28 Dec 2024 – 3 Jan 2025"),
        ("2024-10-01", "2024-10-31", "month", "on", "Oct 2024"),
        ("2024-04-01", "2024-05-31", "month", "on", "Apr–May 2024"),
        ("2023-11-01", "2024-02-29", "month", "on", "Nov 2023 – Feb 2024"),
        ("2024-07-01", "2024-09-30", "quarter", "on", "Jul–Sep 2024"),
        ("2024-01-01", "2024-12-31", "year", "on", "2024"),
        ("2023-01-01", "2024-12-31", "year", "on", "2023–2024"),
        ("2030-01-01", "2030-12-31", "year", "by", "by 2030"),
        ("2024-11-01", "2024-11-30", "month", "after", "after Nov 2024"),
        ("2025-01-01", "2025-01-31", "month", "about", "about Jan 2025"),
        ("2024-10-17", "2024-10-20", "day", "about", "about 17–20 Oct 2024"),
        ("2024-01-01", "2024-12-31", "", "on", "2024"),
        ("2024-01-01", "2024-09-30", "", "on", "Jan–Sep 2024"),
        ("2024-01-01", "2024-09-29", "", "on", "1 Jan – 29 Sep 2024"),
        ("2024-01-01", None, "", "on", "1 Jan 2024 onwards"),
        (None, "2024-01-01", "", "on", "until 1 Jan 2024"),
        (None, None, "", "on", "date unknown"),
    ],
)
def test_spans_read_as_finely_as_they_are_known(
    start: str | None, end: str | None, precision: str, qualifier: str, words: str
) -> None:
    first, last = (date.fromisoformat(text) if text else None for text in (start, end))
    assert span(first, last, precision, qualifier) == words


def test_timestamps_and_missing_days_are_understood() -> None:
    assert day(pd.Timestamp("2026-11-25")) == "25 Nov 2026"
    assert day(pd.NaT) == day(None) == "date unknown"
    assert span(pd.Timestamp("2024-10-08"), pd.NaT) == "8 Oct 2024 onwards"


@pytest.mark.parametrize(
    ("precision", "words"),
    [("day", "30 Sep 2025"), ("month", "Sep 2025"), ("quarter", "Jul–Sep 2025"), ("year", "2025")],
)
def test_a_coarse_day_is_written_as_its_period(precision: str, words: str) -> None:
    assert coarse_day(date(2025, 9, 30), precision) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (12000, "12_000"),
        (999, "999"),
        (1000, "1_000"),
        (10000000, "10_000_000"),
        (48.5, "48.5"),
        (30.476, "30.476"),
        (-4.5, "\u22124.5"),
        (0, "0"),
        (-0.0001, "0"),
        (NAN, "no public figure"),
        (None, "no public figure"),
    ],
)
def test_numbers_have_thin_spaces_and_true_minus_signs(value: float | None, words: str) -> None:
    assert number(value) == thin(words)


@pytest.mark.parametrize(
    ("low", "best", "high", "qualifier", "words"),
    [
        (NAN, 100, NAN, "at_least", "at least 100"),
        (12000, NAN, 15000, "", "12_000–15_000"),
        (12000, NAN, 15000, "about", "about 12_000–15_000"),
        (100, 120, 150, "", "120 (100–150)"),
        (5, NAN, 5, "", "5"),
        (5, NAN, NAN, "", "at least 5"),
        (5, NAN, NAN, "at_least", "at least 5"),
        (NAN, NAN, 5, "", "up to 5"),
        (1000, 1500, NAN, "about", "about 1_500 (at least 1_000)"),
        (NAN, 7, NAN, "exactly", "7"),
        (0, 0, 0, "", "0"),
        (NAN, NAN, NAN, "at_least", "no public figure"),
    ],
)
def test_bounds_are_written_as_far_as_they_are_known(
    low: float, best: float, high: float, qualifier: str, words: str
) -> None:
    assert bounded(low, best, high, qualifier) == thin(words)


def test_an_unknown_qualifier_is_refused() -> None:
    with pytest.raises(ValueError, match="roughly"):
        bounded(None, 1, None, "roughly")


def test_every_claim_and_event_can_be_written(tables: Tables) -> None:
    claims = tables.claims[["low", "best", "high", "qualifier"]].itertuples(index=False)
    written = [bounded(*claim) for claim in claims]
    assert "no public figure" not in written
    events = tables.events[["date_start", "date_end", "date_precision", "date_qualifier"]].itertuples(index=False)
    assert all(words[-4:].isdigit() for words in (span(*event) for event in events))


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_can_be_read_back(value: float) -> None:
    read = float(number(value).replace(THIN_SPACE, "").replace("\u2212", "-"))
    assert read == pytest.approx(value, abs=0.0006)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 900))
def test_a_span_of_days_names_both_its_ends(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    words = span(first, last, "day")
    assert words.endswith(day(last))
    assert words.startswith(str(first.day))


@pytest.mark.parametrize("qualifier", [term for term in Qualifier if term is not Qualifier.EXACTLY])
def test_each_qualifier_speaks(qualifier: Qualifier) -> None:
    assert bounded(None, 9, None, qualifier) == f"{qualifier.label} 9"


def test_lists_count_what_they_leave_out() -> None:
    assert listed([], 3) == ""
    assert listed(["A"], 3) == "A"
    assert listed(["A", "", "B", "A"], 3) == "A and B"
    assert listed(["A", "B", "C"], 3) == "A, B and C"
    assert listed(["A", "B", "C", "D", "E"], 2) == "A, B and 3 more"


def test_counts_agree_with_their_noun() -> None:
    assert [counted(n, "event") for n in (0, 1, 2, 1200)] == ["no events", "1 event", "2 events", thin("1_200 events")]
