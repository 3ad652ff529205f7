"""The figure of headline numbers: a finding that its rows bear out, following one filter only."""

from __future__ import annotations

import re
from datetime import date

import plotly.graph_objects as go
import pytest

from components.exhibits.contract import Canvas, Medium
from components.exhibits.event_rows import title_fits
from components.exhibits.headlines import headlines
from components.theme import Mode
from data import Selection, Tables, load_tables
from data.vocabulary import Credibility, Region

WIDE, PHONE, STILL = Canvas(1360, 430), Canvas(358, 520, Mode.DARK), Canvas(1488, 640, Mode.LIGHT, Medium.STILL)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


@pytest.mark.parametrize("known_on", [None, date(2024, 11, 15), date(2025, 5, 1), date(2023, 12, 1)])
def test_every_number_of_the_title_stands_in_the_rows(tables: Tables, known_on: date | None) -> None:
    made = headlines(tables, Selection(known_on=known_on), canvas=WIDE, options={})
    counted = " ".join(made.rows.loc[made.rows["Standing"] == "counted", "Number"]).replace("\u2009", "")
    numbers = re.findall(r"\d[\d.]*", made.title.replace("\u2009", ""))
    assert numbers
    for number in numbers:
        full = f"{float(number) * 1e6:.0f}" if "million" in made.title and float(number) < 100 else number
        assert full in counted


@pytest.mark.parametrize(
    "selection",
    [
        Selection(origins=("nis",)),
        Selection(credibility=Credibility.ONE),
        Selection(regions=(Region.RASON,)),
        Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31)),
    ],
    ids=["origin", "grade", "region", "dates"],
)
def test_under_a_filter_that_does_not_reach_it_the_title_says_so(tables: Tables, selection: Selection) -> None:
    made = headlines(tables, selection, canvas=WIDE, options={})
    bare = headlines(tables, Selection(date_from=None), canvas=WIDE, options={})
    assert made.title.startswith("By the headline rule, filters aside: four origins put DPRK troops sent at")
    assert "filters aside" not in bare.title
    assert title_fits(made.title)


def test_numbers_follow_the_known_on_day_and_nothing_else(tables: Tables) -> None:
    now = headlines(tables, Selection(), canvas=WIDE, options={})
    then = headlines(tables, Selection(known_on=date(2024, 11, 15)), canvas=WIDE, options={})
    elsewhere = headlines(tables, Selection(regions=(Region.RASON,)), canvas=WIDE, options={})
    assert now.title.startswith("Four origins put DPRK troops sent at 12\u2009000–15\u2009000")
    assert then.title != now.title
    assert elsewhere.chart == now.chart
    assert "dates, regions and other filters do not apply" in now.subtitle


def test_before_any_count_the_figure_says_which_filter_to_loosen(tables: Tables) -> None:
    made = headlines(tables, Selection(known_on=date(2020, 1, 1)), canvas=WIDE, options={})
    assert made.empty
    assert made.title == "No rows: no headline count was public by 1 Jan 2020"
    assert "Choose a later day" in made.alt


@pytest.mark.parametrize("canvas", [WIDE, PHONE, STILL])
def test_picture_is_a_valid_figure_inside_its_canvas(tables: Tables, canvas: Canvas) -> None:
    made = headlines(tables, Selection(), canvas=canvas, options={})
    figure = go.Figure(made.chart)
    assert (figure.layout.width, figure.layout.height) == (canvas.width, canvas.height)
    for text in figure.layout.annotations:
        assert 0 <= text.x <= canvas.width
        assert 0 < text.y < canvas.height
    for trace in figure.data:
        if trace.type == "scatter":
            assert all(0 <= x <= canvas.width for x in trace.x)


def test_every_counted_claim_has_its_tick_and_clickable_ones_an_event(tables: Tables) -> None:
    made = headlines(tables, Selection(), canvas=WIDE, options={})
    ticks = [trace for trace in made.chart["data"] if trace.get("marker", {}).get("symbol") == "line-ns"]
    hovers = {text for trace in ticks for text in trace["hovertext"]}
    assert len(hovers) == (made.rows["Standing"] == "counted").sum()
    events = set(tables.events["event_id"])
    for trace in made.chart["data"]:
        if trace.get("meta") == "event":
            assert set(trace["customdata"]) <= events


def test_a_metric_without_a_count_is_hatched(tables: Tables) -> None:
    made = headlines(tables, Selection(known_on=date(2024, 11, 15)), canvas=WIDE, options={})
    assert made.chart["data"][0]["marker"]["pattern"]["shape"] == ["", "", "/", "", "", "/"]


def test_on_a_phone_the_foot_of_a_strip_is_nearer_to_it_than_to_the_next_name(tables: Tables) -> None:
    written = headlines(tables, Selection(), canvas=Canvas(358, 620), options={}).chart["layout"]["annotations"]
    names = sorted(text["y"] for text in written if text["text"].startswith("<b>") and text["xanchor"] == "left")
    feet = sorted(text["y"] for text in written if "newest" in text["text"] or "none dated" in text["text"])
    assert len(names) == len(feet) > 3
    for foot, before, after in zip(feet, names, names[1:], strict=False):
        assert foot - before < 90
        assert after - foot > 26
