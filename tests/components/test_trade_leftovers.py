"""Figures of trade in little room: numbers whole, origins named, the cap off the scale, any two periods."""

from __future__ import annotations

from datetime import date

import pytest

from components.charts import bar_labels
from components.charts.bar_columns import Column, Step
from components.charts.measure import text_width
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.link import read_query
from components.exhibits.register import build
from data import Selection, Tables
from data.trade_figures import Standing
from data.year_spans import YearSpan, known_years, year_spans

HALF = Canvas(728, 556, medium=Medium.STILL)
SLIDE = Canvas(1488, 640, medium=Medium.STILL)


def written(made: Exhibit) -> list[str]:
    """Give every word of a picture without markup."""
    found = [words for trace in made.chart["data"] if "text" in trace.get("mode", "") for words in trace["text"]]
    notes = [note["text"] for note in made.chart["layout"].get("annotations", ())]
    return [words.replace("<b>", "").replace("</b>", "") for words in [*found, *notes]]


def column(text: str, name: str, bound: int = 0) -> Column:
    step = Step(1.0, 0.9, Standing.STATEMENT, bound, text, "1 Jan – 16 Nov")
    return Column(2023, name, None, Standing.STATEMENT, True, bound, text, (step,), ("flows", ""), "")


# Words along a column


@pytest.mark.parametrize("id", ["turnover", "china-beside-russia"])
def test_no_name_is_cut_on_half_a_slide(id: str, tables: Tables) -> None:
    made = build(id, tables, Selection(), canvas=HALF)
    assert not [note["text"] for note in made.chart["layout"]["annotations"] if "…" in note["text"]]
    assert any("<br>" in note["text"] for note in made.chart["layout"]["annotations"])


def test_words_take_two_lines_before_they_are_cut_after_a_word() -> None:
    told = column("over 28", "Russian resources ministry", 1)
    whole = text_width(told.line, 14)
    assert next(bar_labels._uprights(told, whole + 1, 14, cut=True)) == [told.line]
    assert next(bar_labels._uprights(told, whole * 0.6, 14, cut=True))[1] == "Russian resources ministry"
    *_, last = bar_labels._uprights(told, whole * 0.75, 14, cut=True)
    assert last[0].endswith(("Russian…", "resources…"))


def test_a_number_is_never_cut() -> None:
    told = column("over 165 000", "White House", 1)
    room = text_width("over 165 000", 14) - 4
    assert list(bar_labels._uprights(told, room, 14, cut=True)) == [["165 000"]]
    assert not list(bar_labels._uprights(column("165 000", "White House"), 20, 14, cut=True))


# Rows of the flow diagram


def test_half_a_slide_names_the_origin_of_every_sized_flow(tables: Tables) -> None:
    made = build("trade-flows", tables, Selection(), canvas=HALF)
    said = " ".join(written(made))
    named = made.rows[made.rows["Origin"] != ""]
    missing = set(named["Origin"]) - {origin for origin in named["Origin"] if origin in said}
    # A part of the trade says its scope instead; one origin is longer than the room.
    assert len(missing) <= 3, missing


# The cap on oil


@pytest.mark.parametrize("canvas", [SLIDE, HALF, Canvas(1360, 520)], ids=["slide", "half", "screen"])
def test_the_cap_hides_no_number_of_the_scale(canvas: Canvas, tables: Tables) -> None:
    made = build("oil-cap", tables, Selection(), canvas=canvas)
    numbers = [int(words.replace("\u2009", "")) for words in written(made) if words.replace("\u2009", "").isdecimal()]
    scale = sorted(number for number in set(numbers) if number % 100_000 == 0)
    step = scale[1] - scale[0]
    beside = {500_000} if step == 500_000 else set()  # the cap itself is named by its own words
    assert set(range(0, scale[-1] + 1, step)) - beside <= set(scale)
    assert 600_000 in scale or step > 200_000


# Any two periods


def test_two_spans_of_years_are_compared_whatever_the_dates(tables: Tables) -> None:
    options = {"compare": "2004-2006", "against": "2013-2014"}
    one, other = (
        build("trade-periods", tables, selection, canvas=SLIDE, options=options)
        for selection in (Selection(), Selection(date_from=date(2023, 1, 1), date_to=date(2023, 12, 31)))
    )
    assert one.title == other.title
    assert "in 2006" in one.title
    assert "in 2014" in one.title
    assert set(one.rows["Year"]) <= {"2004", "2005", "2006", "2013", "2014"}
    assert "Both periods ignore the date filter" in one.note


def test_without_a_second_span_the_chosen_dates_are_compared(tables: Tables) -> None:
    made = build("trade-periods", tables, Selection(), canvas=SLIDE, options={"compare": "2018"})
    assert set(made.rows["Year"]) <= {"2018", "2022", "2023", "2024", "2025", "2026"}
    assert "The first period ignores the date filter" in made.note


@pytest.mark.parametrize("bad", ["2019-2017", "1066", "2017-", "2017-2019-2020", "<b>", "٢٠١٧", "2017–2019"])
def test_a_link_with_no_such_span_is_told_the_nearest(bad: str, tables: Tables) -> None:
    view = read_query({"compare": bad, "against": "2018"}, tables)
    assert view.options == {"against": "2018"}
    assert view.notices[0].key == "compare"
    assert YearSpan.read(view.notices[0].message.rpartition(": ")[2]) is not None


def test_spans_are_those_between_years_with_figures(tables: Tables) -> None:
    known = known_years(tables)
    codes = year_spans(tables)
    assert f"{known[0]}-{known[-1]}" in codes
    assert str(known[-1] + 1) not in codes
    assert all((span := YearSpan.read(code)) and span.code == code for code in codes)
