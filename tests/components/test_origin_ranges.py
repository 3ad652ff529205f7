"""Dots and ranges: from zero, one mark a claim, bounds as arrows, and an honest count of what has no room."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest

from components.charts.grouped_rows import plan_rows
from components.charts.origin_ranges import range_panels
from components.charts.range_lines import RangeGroup, RangeLine, RangePanel
from components.exhibits.contract import Canvas, Medium

WIDE = Canvas(1360, 500)


def _line(name: str, value: float, **more: Any) -> RangeLine:
    given: dict[str, Any] = {
        "name": name, "number": f"{value:g}", "about": ("1 Jan 2025", "2 Jan 2025", "B"), "low": value, "high": value,
        "best": value, "symbol": "circle", "colour": "#359364", "hover": name, "focus": ("event", f"id-{name}"),
    }  # fmt: skip
    return RangeLine(**{**given, **more})


def _panel(*lines: RangeLine, heading: str = "Count to date") -> RangePanel:
    return RangePanel((RangeGroup(heading, lines),), "persons", ("Speaks of", "Said", "Grade"))


def _marks(chart: dict[str, Any]) -> dict[str, Any]:
    return next(trace for trace in chart["data"] if trace.get("meta"))


def test_twice_the_number_lies_twice_as_far_from_zero() -> None:
    marks = _marks(range_panels([_panel(_line("a", 2000), _line("b", 4000), _line("c", 0))], WIDE).chart)
    two, four, zero = marks["x"]
    assert four - zero == pytest.approx(2 * (two - zero), abs=0.3)


def test_a_click_names_the_event_and_else_the_metric() -> None:
    lines = (_line("a", 10), _line("b", 20, focus=("metric", "killed")))
    chart = range_panels([_panel(*lines)], WIDE).chart
    found = {trace["meta"]: trace["customdata"] for trace in chart["data"] if trace.get("meta")}
    assert found == {"event": ["id-a"], "metric": ["killed"]}


@pytest.mark.parametrize(("arrow", "symbol"), [(1, "triangle-right"), (-1, "triangle-left")])
def test_a_bound_is_an_arrow_to_its_side(arrow: int, symbol: str) -> None:
    chart = range_panels([_panel(_line("a", 500, arrow=arrow), _line("b", 1000))], WIDE).chart
    heads = [trace for trace in chart["data"] if trace.get("hoverinfo") == "skip" and trace["mode"] == "markers"]
    assert heads[0]["marker"]["symbol"] == [symbol]
    at = _marks(chart)["x"][0]
    assert (heads[0]["x"][0] - at) * arrow > 0


def test_no_arrow_reaches_below_zero() -> None:
    chart = range_panels([_panel(_line("a", 1, arrow=-1), _line("b", 10000))], WIDE).chart
    heads = next(trace for trace in chart["data"] if trace.get("mode") == "markers" and not trace.get("meta"))
    zero = min(_marks(chart)["x"])
    assert heads["x"][0] >= zero - 1


def test_a_range_is_a_bar_from_low_to_high_without_a_point_of_its_own() -> None:
    chart = range_panels([_panel(_line("a", 3000, low=1000, high=3000, best=None), _line("b", 3000))], WIDE).chart
    bar = next(shape for shape in chart["layout"]["shapes"] if shape["type"] == "rect")
    marks = _marks(chart)
    assert marks["marker"]["opacity"] == [0, 1]
    assert bar["x1"] == pytest.approx(marks["x"][1], abs=0.1)
    assert bar["opacity"] == 0.3


def test_lines_without_room_are_counted() -> None:
    picture = range_panels([_panel(*[_line(str(n), n + 1) for n in range(60)])], Canvas(1360, 300))
    shown = len(_marks(picture.chart)["x"])
    assert picture.hidden == 60 - shown > 0
    words = next(trace for trace in picture.chart["data"] if trace["mode"] == "text")["text"]
    assert f"and {picture.hidden} more numbers: see the table" in words


@pytest.mark.parametrize("width", [358, 432, 664, 916, 1360])
def test_every_width_keeps_text_and_marks_inside(width: int) -> None:
    lines = [_line(f"Origin number {n}", 1000 * n + 1, arrow=n % 3 - 1) for n in range(6)]
    canvas = Canvas(width, 560)
    chart = range_panels([_panel(*lines), _panel(*lines, heading="Work")], canvas).chart
    go.Figure(chart)
    for trace in chart["data"]:
        assert all(0 <= x <= width for x in trace["x"])
        assert all(0 <= y <= 560 for y in trace["y"])


def test_columns_give_way_before_the_strip_does() -> None:
    lines = [_line(f"Origin number {n}", 1000 * n + 1) for n in range(4)]

    def headings(width: int) -> set[str]:
        chart = range_panels([_panel(*lines)], Canvas(width, 400, medium=Medium.STILL)).chart
        words = next(trace for trace in chart["data"] if trace["mode"] == "text")["text"]
        return {"Speaks of", "Said", "Grade"} & set(words)

    assert headings(1488) == {"Speaks of", "Said", "Grade"}
    assert headings(600) < headings(1488)


def test_rows_fall_away_from_the_end() -> None:
    plan = plan_rows([3, 3], [0, 0], 0, 55, (10, 20), 5)
    assert [len(group.rows) for group in plan.groups] == [3, 2]
    assert plan.hidden == 1
