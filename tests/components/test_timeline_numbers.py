"""Numbers under the timeline: one metric on an axis from zero, each claim once, in the form of what it says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from components.charts.measure import text_width
from components.charts.overlay_labels import label_of
from components.charts.overlay_panel import grid_values, top_value
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.timeline import timeline
from components.theme import PARTY_SYMBOLS, Mode
from data import Selection, Tables
from data.overlays import overlaid, overlays
from data.vocabulary import AsOfBasis, Category, Precision, Qualifier
from data.wording import THIN_SPACE

SLIDE = Canvas(1488, 640, Mode.LIGHT, Medium.STILL)
SINCE = Selection(date_from=date(2024, 10, 1))


def build(tables: Tables, metric: str, selection: Selection = SINCE, canvas: Canvas = SLIDE) -> Exhibit:
    return timeline(tables, selection, canvas=canvas, options={"overlay": metric})


def marks(made: Exhibit) -> list[dict[str, Any]]:
    """The traces of the numbers' marks: those after the first text trace."""
    data = made.chart["data"]
    first = next(at for at, trace in enumerate(data) if trace.get("mode") == "text" and "meta" not in trace)
    return [trace for trace in data[first:] if trace.get("meta") in ("event", "metric")]


def words(made: Exhibit) -> list[str]:
    return [text for trace in made.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]


@pytest.mark.parametrize(
    "metric", ["troops_deployed", "killed", "containers_shipped", "artillery_rounds", "casualties"]
)
def test_every_number_is_drawn_once_and_stands_in_the_table(metric: str, tables: Tables) -> None:
    selection = Selection(date_from=None)
    made = build(tables, metric, selection)
    said, _ = overlaid(tables, overlays(tables)[metric], selection.apply(tables).claims)
    assert sum(len(trace["x"]) for trace in marks(made)) == len(said)
    assert set(made.rows["Id"]) >= {one.claim_id for one in said}
    assert len(made.rows) == len(selection.apply(tables).events) + len(said)


def test_height_is_read_from_zero_on_one_scale(tables: Tables) -> None:
    made = build(tables, "troops_deployed")
    said, _ = overlaid(tables, overlays(tables)["troops_deployed"], SINCE.apply(tables).claims)
    values = {(one.event_id or one.metric, one.value) for one in said}
    pairs = [(y, focus) for trace in marks(made) for y, focus in zip(trace["y"], trace["customdata"], strict=True)]
    by_value = {value: y for value in {v for _, v in values} for y, focus in pairs if (focus, value) in values
                and sum(f == focus for f, _ in values) == 1}  # fmt: skip
    (v0, y0), (v1, y1), *rest = sorted(by_value.items())
    per_unit = (y0 - y1) / (v1 - v0)
    zero = y0 + v0 * per_unit
    base = re.search(r"M[\d.]+,([\d.]+)L", made.chart["layout"]["shapes"][1]["path"])
    assert base
    assert float(base[1]) == pytest.approx(zero, abs=1.5)
    assert all(y == pytest.approx(zero - value * per_unit, abs=0.5) for value, y in rest)


def test_origins_of_no_party_are_hollow_and_the_rest_wear_their_shape(tables: Tables) -> None:
    made = build(tables, "troops_deployed")
    said = {one.claim_id: one for one in overlaid(tables, overlays(tables)["troops_deployed"], tables.claims)[0]}
    shown = [one for one in said.values() if one.as_of >= date(2024, 10, 1)]
    symbols = [symbol for trace in marks(made) for symbol in trace["marker"]["symbol"]]
    assert symbols.count("circle-open") >= sum(not one.counted for one in shown) > 0
    assert {PARTY_SYMBOLS[one.party] for one in shown if one.counted} <= {s.removesuffix("-open") for s in symbols}
    colours = [colour for trace in marks(made) for colour in trace["marker"]["color"]]
    assert colours.count(SLIDE.palette.ink3) == sum(not one.counted for one in shown)


def test_steps_join_only_statements_of_one_origin(tables: Tables) -> None:
    """As many steps as revisions and repetitions whose forerunner is there, and not one more."""
    for metric in ("troops_deployed", "killed", "casualties", "containers_shipped"):
        said, _ = overlaid(tables, overlays(tables)[metric], Selection(date_from=None).apply(tables).claims)
        ids = {one.claim_id: one for one in said}
        joined = [(ids[one.before], one) for one in said if one.before in ids]
        assert all(before.origin_id == after.origin_id for before, after in joined)
        made = build(tables, metric, Selection(date_from=None))
        data = made.chart["data"]
        first = next(at for at, trace in enumerate(data) if trace.get("mode") == "text" and "meta" not in trace)
        solid = [t for t in data[first:] if t.get("mode") == "lines" and t["line"]["width"] in (1.2, 2.4)]
        steps = sum(len(t["x"]) // 4 for t in solid if "dash" not in t["line"])
        assert steps == len(joined)
        assert sum("dash" in t["line"] for t in solid) <= 1


def test_the_title_names_the_newest_number_and_differs_between_selections(tables: Tables) -> None:
    now = build(tables, "troops_deployed")
    then = build(tables, "troops_deployed", Selection(date_from=date(2024, 10, 1), known_on=date(2024, 11, 30)))
    other = build(tables, "casualties")
    titles = {made.title for made in (now, then, other)}
    assert len(titles) == 3
    for made in (now, then, other):
        number, day = re.match(r".*: \S.* ([\d\u2009]+) \((.*?)\)", made.title.split(";")[0]).groups()  # type: ignore[union-attr]
        row = made.rows[(made.rows["Label"].str.contains(number)) & (made.rows["Date"] == day)]
        assert len(row), made.title
        assert len(made.title) <= 150 or made.title.count(";") == 1


def test_no_number_under_the_filters_says_so_and_never_zero(tables: Tables) -> None:
    selection = Selection(date_from=date(2022, 1, 1), date_to=date(2022, 12, 31))
    made = build(tables, "killed", selection)
    assert any(text.startswith("No public figure under these filters") for text in words(made))
    assert not marks(made)
    assert "no numbers" in made.subtitle


def test_what_is_left_out_is_counted(tables: Tables) -> None:
    made = build(tables, "troops_deployed", Selection(date_from=None))
    _, left_out = overlaid(tables, overlays(tables)["troops_deployed"], Selection(date_from=None).apply(tables).claims)
    assert f"{left_out} claims on a period, a plan or a part are left out." in made.note
    claims = tables.claims[(tables.claims["metric"] == "artillery_rounds") & (tables.claims["event_id"] == "")]
    own = claims[(claims["subject"] == "PRK") & (claims["kind"] == "cumulative") & (claims["scope"] == "")]
    assert 0 < len(own) < len(tables.claims[tables.claims["event_id"] == ""])
    shells = build(tables, "artillery_rounds", Selection(categories=(Category.CASUALTIES,)))
    assert f"{len(own)} claims left out: cannot be placed by categories" in shells.note


def test_rules_are_landmarks_and_counted(tables: Tables) -> None:
    made = build(tables, "casualties")
    found = re.search(r"Rules mark (\d+) of (\d+) landmarks", made.note)
    assert found
    events = SINCE.apply(tables).events
    assert int(found[2]) == (events["weight"] == 1).sum()
    assert 0 < int(found[1]) <= int(found[2])


@pytest.mark.parametrize("canvas", [Canvas(1360, 478), Canvas(916, 442), Canvas(358, 430), Canvas(664, 560), SLIDE])
@pytest.mark.parametrize("lanes", ["category", "direction"])
def test_the_axis_stays_inside_the_picture(canvas: Canvas, lanes: str, tables: Tables) -> None:
    made = timeline(tables, SINCE, canvas=canvas, options={"overlay": "troops_deployed", "lanes": lanes})
    go.Figure(made.chart)
    if canvas.narrow and lanes == "category":
        return  # fourteen lanes of a phone leave no height: the page shows four
    ys = [y for trace in made.chart["data"] if trace["type"] == "scatter" for y in trace["y"] if y is not None]
    assert max(ys) <= canvas.height
    xs = [x for trace in marks(made) for x in trace["x"]]
    assert min(xs) >= 0
    assert max(xs) <= canvas.width


def test_labels_say_about_and_a_day_not_given(tables: Tables) -> None:
    one = overlaid(tables, overlays(tables)["killed"], tables.claims)[0][0]
    about = replace(one, qualifier=Qualifier.ABOUT, basis=AsOfBasis.STATED)
    assert label_of(about, "about 300") == f"{one.origin} ≈ 300"
    least = replace(one, qualifier=Qualifier.AT_LEAST, basis=AsOfBasis.READ)
    assert label_of(least, "at least 100") == f"{one.origin} at least 100, day not given"


def test_a_coarse_day_has_a_band_as_wide_as_its_period(tables: Tables) -> None:
    said, _ = overlaid(tables, overlays(tables)["containers_shipped"], tables.claims)
    years = [one for one in said if one.precision is Precision.YEAR]
    made = build(tables, "containers_shipped", Selection(date_from=date(2023, 1, 1)))
    bands = [t for t in made.chart["data"] if t["type"] == "bar" and t.get("hoverinfo") == "skip" and t["width"] == 8.0]
    axis = made.chart["layout"]["meta"]
    days = (date.fromisoformat(axis["to"]) - date.fromisoformat(axis["from"])).days + 1
    year = 365 * (axis["right"] - axis["left"]) / days
    widths = [x for trace in bands for x in trace["x"]]
    assert years
    assert sum(abs(width - year) < 3 for width in widths) >= len(years)


def test_values_of_the_axis_are_round_and_begin_at_zero() -> None:
    for most, height in ((16_800, 90), (7.2, 60), (12_000_000, 200), (1, 40)):
        found = grid_values(most, height, 12)
        assert found[0] == 0
        assert found[-1] <= most * 1.001
        assert len(found) >= 2
    assert top_value([]) == 1.0


def test_an_unknown_metric_draws_no_numbers(tables: Tables) -> None:
    made = build(tables, "no_such_metric")
    assert "below" not in made.subtitle
    assert THIN_SPACE not in made.title.split("(")[0]


def test_numbers_give_up_height_where_lanes_are_crowded(tables: Tables) -> None:
    weeks = Selection(date_from=date(2024, 10, 1), date_to=date(2024, 11, 15))
    made = build(tables, "troops_deployed", weeks, Canvas(1360, 478))
    gathered = re.search(r"stand too close \((\d+) event", made.note)
    assert gathered is None or int(gathered[1]) < 25, "39 when the numbers kept their height"


@pytest.mark.parametrize("metric", ["troops_deployed", "artillery_rounds", "casualties", "containers_shipped"])
@pytest.mark.parametrize("canvas", [Canvas(916, 568), Canvas(1360, 620), SLIDE], ids=["card", "wide", "slide"])
def test_no_words_under_the_lanes_run_through_the_line_at_the_cut_off(
    canvas: Canvas, metric: str, tables: Tables
) -> None:
    made = build(tables, metric, Selection(), canvas)
    edge = made.chart["layout"]["meta"]
    days = (date.fromisoformat(edge["to"]) - date.fromisoformat(edge["from"])).days + 1
    passed = (tables.cut_off - date.fromisoformat(edge["from"])).days + 1
    line = edge["left"] + (edge["right"] - edge["left"]) * passed / days
    under = made.chart["data"][-1]
    assert len(under["text"]) > 4
    for text, x, place in zip(under["text"], under["x"], under["textposition"], strict=True):
        width = text_width(text, canvas.text)
        left = x - width if place == "middle left" else x
        assert not left < line < left + width, text


def test_no_rule_of_a_landmark_runs_through_the_name_of_another(tables: Tables) -> None:
    autumn = Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31))
    canvas = Canvas(1360, 620)
    made = timeline(tables, autumn, canvas=canvas, options={"overlay": "troops_deployed", "lanes": "party"})
    under = made.chart["data"][-1]
    path = made.chart["layout"]["shapes"][-1]["path"]
    lines = [[float(part) for part in re.split("[,L]", one)] for one in path.split("M")[1:]]
    named = [words for words in zip(under["text"], under["x"], under["y"], strict=True) if "NIS: 100+" in words[0]]
    assert named
    for text, x, y in named:
        crossing = [line for line in lines if x + 2 < line[0] < x + text_width(text, canvas.text) - 2]
        assert crossing
        assert not [line for line in crossing if line[1] < y < line[3]]
