"""Events by month: cells, totals and finding agree with the rows, ties and gaps included."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.exhibits.contract import Canvas, Exhibit
from components.exhibits.events_by_month import events_by_month, month_of
from components.theme import mix
from data import Selection, Tables
from data.vocabulary import Category

CANVAS = Canvas(900, 330)


def build(tables: Tables, selection: Selection | None = None, canvas: Canvas = CANVAS) -> Exhibit:
    return events_by_month(tables, selection or Selection(), canvas=canvas, options={})


def cells(made: Exhibit) -> dict[str, tuple[str, str]]:
    """Colour and hover text of the cells, by code; bars of all categories end in "|"."""
    found: dict[str, tuple[str, str]] = {}
    for trace in made.chart["data"]:
        if trace.get("meta") == "month":
            colours = trace["marker"]["color"]
            colours = [colours] * len(trace["x"]) if isinstance(colours, str) else colours
            found |= {
                code: (colour, text)
                for code, colour, text in zip(trace["customdata"], colours, trace["hovertext"], strict=True)
            }
    return found


def on_days(tables: Tables, *days: str, **values: Any) -> Tables:
    """The tables with one event on each of some days."""
    at = pd.to_datetime(list(days))
    events = tables.events.iloc[: len(days)].assign(
        date_start=at, date_end=at, date_precision="day", category=Category.COMBAT, **values
    )
    return replace(tables, events=events)


def test_cells_count_the_rows(tables: Tables) -> None:
    made = build(tables)
    events = Selection().apply(tables).events
    known = events[events["date_precision"].isin(["day", "month"])]
    wanted = Counter(zip(known["date_start"].dt.strftime("%Y-%m"), known["category"], strict=True))
    found = {code: text for code, (_, text) in cells(made).items() if not code.endswith("|")}
    assert set(found) == {f"{month}|{category}" for month, category in wanted}
    for (month, category), count in wanted.items():
        assert found[f"{month}|{category}"].endswith(f": {count} event{'s' if count > 1 else ''}")


def test_totals_are_those_of_the_table_twin(tables: Tables) -> None:
    made = build(tables)
    totals = made.rows["All"]
    assert totals.tolist() == made.rows.drop(columns=["Month", "All"]).sum(axis=1).tolist()
    texts = [text for trace in made.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]
    assert str(totals.sum()) in texts
    for category in Category:
        assert str(made.rows[category.label].sum()) in texts


def test_title_is_the_busiest_month_and_the_next(tables: Tables) -> None:
    made = build(tables)
    ranked = made.rows.sort_values("All", ascending=False, kind="stable")
    first, second = ranked.iloc[0], ranked.iloc[1]
    assert second["All"] > ranked.iloc[2]["All"]
    leads = f"{first['Month']} has the most events of any month, {first['All']}"
    assert made.title == f"{leads}; {second['Month']} follows with {second['All']}"


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (["2024-10-01"], "1 event begins in October 2024, none in another month"),
        (["2024-10-01", "2024-10-31"], "2 events begin in October 2024, none in another month"),
        (["2024-10-01", "2024-12-01"], "October 2024 and December 2024 share the most events of any month, 1"),
        (
            ["2024-10-01", "2024-10-02", "2024-11-01", "2025-01-01"],
            "October 2024 has the most events of any month, 2; November 2024 and January 2025 follow with 1",
        ),
    ],
)
def test_titles_of_few_events_and_ties(tables: Tables, days: list[str], title: str) -> None:
    assert build(on_days(tables, *days)).title == title


@pytest.mark.parametrize(("count", "share"), [(1, 0.16), (2, 0.34), (3, 0.34), (4, 0.55), (7, 0.78), (12, 1.0)])
def test_shades_follow_the_steps(tables: Tables, count: int, share: float) -> None:
    made = build(on_days(tables, *["2024-10-05"] * count))
    assert cells(made)["2024-10|combat"][0] == mix(CANVAS.palette.accent, CANVAS.palette.bg, share)


def test_coarse_dates_are_left_out_and_counted(tables: Tables) -> None:
    made = build(tables)
    events = Selection().apply(tables).events
    coarse = events["date_precision"].isin(["quarter", "year"]).sum()
    assert made.rows["All"].sum() == len(events) - coarse
    assert f"{coarse} events not known to the month" in made.note


def test_spans_that_only_reach_into_the_dates_do_not_count(tables: Tables) -> None:
    made = build(tables, Selection(date_from=date(2024, 10, 1), date_to=date(2024, 10, 31)))
    assert made.rows["Month"].tolist() == ["October 2024"]


@pytest.mark.parametrize("canvas", [Canvas(358, 400), Canvas(1360, 520)])
def test_quarters_on_a_phone_and_in_long_views(tables: Tables, canvas: Canvas) -> None:
    selection = Selection() if canvas.narrow else Selection(date_from=None)
    made = build(tables, selection, canvas)
    go.Figure(made.chart)
    assert made.rows.columns[0] == "Quarter"
    assert "of any quarter" in made.title
    assert made.rows["All"].sum() > 490


STILL = Canvas(1488, 640)


def bold(made: Exhibit) -> list[str]:
    trace = next(trace for trace in made.chart["data"] if trace.get("mode") == "text")
    return [text for text, weight in zip(trace["text"], trace["textfont"]["weight"], strict=True) if weight == 600]


def test_few_months_are_wide_and_each_is_headed(tables: Tables) -> None:
    made = build(tables, Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31)), STILL)
    widths = {width for trace in made.chart["data"] if trace.get("meta") == "month" for width in trace["x"]}
    assert all(115 <= width <= 120 for width in widths)
    texts = next(trace["text"] for trace in made.chart["data"] if trace.get("mode") == "text")
    assert {"Oct 2024", "Nov", "Dec"} <= set(texts)
    turn = build(tables, Selection(date_from=date(2024, 10, 1), date_to=date(2025, 3, 31)), STILL)
    assert {"Oct 2024", "Dec", "Jan 2025", "Mar"} <= set(next(t["text"] for t in turn.chart["data"] if "text" in t))


def test_few_categories_leave_the_totals_low(tables: Tables) -> None:
    made = build(tables, Selection(categories=(Category.COMBAT,)), STILL)
    totals = next(trace for trace in made.chart["data"] if str(trace.get("customdata", [""])[0]).endswith("|"))
    cell = next(
        trace
        for trace in made.chart["data"]
        if trace.get("meta") == "month" and not trace["customdata"][0].endswith("|")
    )
    assert max(totals["width"]) <= 4 * (cell["width"] + 2) + 0.1


def test_every_month_of_the_title_carries_its_number(tables: Tables) -> None:
    days = ["2024-10-01", "2024-10-02", "2024-11-01", "2024-12-01"]
    assert bold(build(on_days(tables, *days))).count("1") == 2
    tied = bold(build(on_days(tables, "2024-10-01", "2024-11-01", "2024-12-01")))
    assert tied.count("1") == 3
    followed = bold(build(on_days(tables, "2024-09-01", "2024-09-02", "2024-10-01", "2024-11-01", "2024-12-01")))
    assert followed.count("1") == 3


def test_the_key_lists_only_shades_that_occur(tables: Tables) -> None:
    assert [item.label for item in build(on_days(tables, *["2024-10-05"] * 4, "2024-11-01")).key] == ["1", "4–6"]
    assert len(build(tables).key) == 5


def test_empty_cells_are_dots_and_never_zero(tables: Tables) -> None:
    made = build(tables)
    dots = next(trace for trace in made.chart["data"] if trace.get("mode") == "lines")
    shown = [code for code in cells(made) if not code.endswith("|")]
    assert len(dots["x"]) // 3 + len(shown) == len(made.rows) * (made.rows.shape[1] - 2)


def test_no_rows(tables: Tables) -> None:
    made = build(tables, Selection(words="no row holds these words"))
    assert made.empty
    assert made.alt.startswith("No rows. No event ")


def test_a_clicked_cell_is_read_back() -> None:
    assert month_of("2024-10|combat") == (date(2024, 10, 1), Category.COMBAT)
    assert month_of("2024-10|") == (date(2024, 10, 1), None)
