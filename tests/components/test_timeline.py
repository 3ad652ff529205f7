"""The timeline: every event is there once, in the form its date and status call for, at its place in time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.charts.event_marks import SYMBOLS, event_marks
from components.charts.measure import text_width
from components.charts.time_axis import Unit, bin_unit, day_of, number_of, starts, ticks, time_axis
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.timeline import Lanes, lane_kind, timeline
from components.theme import Mode, mix
from data import Selection, Tables
from data.vocabulary import Category, Status

SCREEN = Canvas(1360, 520)
AUTUMN = Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31))
FIRST_WAVE = "First wave sails for Vladivostok"


def build(tables: Tables, selection: Selection, canvas: Canvas = SCREEN, **options: str) -> Exhibit:
    return timeline(tables, selection, canvas=canvas, options=options)


def traces(made: Exhibit, meta: str) -> list[dict[str, Any]]:
    return [trace for trace in made.chart["data"] if trace.get("meta") == meta]


def words(made: Exhibit) -> list[str]:
    return [text for trace in made.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]


def one(tables: Tables, **values: Any) -> Tables:
    """The tables with a single event, of which some values are set."""
    events = tables.events[tables.events["label"] == FIRST_WAVE].assign(**values)
    return replace(tables, events=events)


def single_day(tables: Tables, **values: Any) -> Tables:
    at = pd.Timestamp("2024-10-18")
    return one(tables, **{"date_start": at, "date_end": at, **values})


@pytest.mark.parametrize("lanes", Lanes)
def test_every_event_is_drawn_once_or_counted(tables: Tables, lanes: Lanes) -> None:
    for selection in (Selection(), AUTUMN, Selection(date_from=None)):
        made = build(tables, selection, lanes=lanes)
        drawn: set[str] = set()
        for trace in traces(made, "event"):
            if trace.get("mode") != "text":
                drawn |= set(trace["customdata"])
        gathered = sum(int(text[1:]) for text in words(made) if re.fullmatch(r"\+\d+", text))
        assert len(drawn) + gathered == len(selection.apply(tables).events) == len(made.rows)


@pytest.mark.parametrize(
    "canvas", [Canvas(1360, 514), Canvas(916, 478), Canvas(358, 430)], ids=["wide", "card", "phone"]
)
@pytest.mark.parametrize("lanes", Lanes)
def test_no_number_gathers_a_single_event(tables: Tables, lanes: Lanes, canvas: Canvas) -> None:
    for selection in (Selection(), Selection(date_from=date(2024, 1, 1))):
        found = words(build(tables, selection, canvas, lanes=lanes))
        assert "+1" not in found
        assert any(re.fullmatch(r"\+\d+", text) for text in found)


def test_lanes_follow_the_option(tables: Tables) -> None:
    assert lane_kind({"lanes": "region"}) is Lanes.REGION
    assert lane_kind({"lanes": "no such"}) is lane_kind({}) is Lanes.CATEGORY
    assert {"Combat", "Diplomacy"} <= set(words(build(tables, Selection())))
    assert {"Kursk front", "Primorye"} <= set(words(build(tables, Selection(), lanes="region")))


def test_lane_counts_are_those_of_the_rows(tables: Tables) -> None:
    texts = words(build(tables, Selection()))
    counts = Counter(Selection().apply(tables).events["category"])
    for category, count in counts.items():
        assert texts[texts.index(Category(category).label) + 1] == str(count)


@pytest.mark.parametrize("status", Status)
def test_status_is_form(tables: Tables, status: Status) -> None:
    made = build(single_day(tables, status=status), Selection())
    (trace,) = traces(made, "event")
    assert trace["marker"]["symbol"] == [SYMBOLS[status]]


def test_direction_is_colour_in_both_modes(tables: Tables) -> None:
    for mode in Mode:
        canvas = Canvas(1360, 520, mode)
        (trace,) = traces(build(single_day(tables), Selection(), canvas), "event")
        assert trace["marker"]["color"] == [canvas.palette.dprk_to_russia]


def test_a_span_is_a_bar_of_its_days(tables: Tables) -> None:
    made = build(one(tables, status=Status.CONFIRMED), AUTUMN)
    (bar,) = traces(made, "event")
    assert bar["type"] == "bar"
    assert bar["width"][0] >= 9
    axis = made.chart["layout"]["meta"]
    days = (date.fromisoformat(axis["to"]) - date.fromisoformat(axis["from"])).days + 1
    per_day = (axis["right"] - axis["left"]) / days
    assert bar["x"][0] == pytest.approx(6 * per_day, abs=1)


def test_a_month_is_a_pale_band_with_the_mark_in_its_middle(tables: Tables) -> None:
    start, end = pd.Timestamp("2024-10-01"), pd.Timestamp("2024-10-31")
    made = build(one(tables, date_start=start, date_end=end, date_precision="month"), AUTUMN)
    band, point = traces(made, "event")
    palette = SCREEN.palette
    assert band["marker"]["color"] == [mix(palette.dprk_to_russia, palette.bg, 0.26)]
    assert point["x"][0] == pytest.approx(band["base"][0] + band["x"][0] / 2, abs=0.2)


@pytest.mark.parametrize(
    ("year", "month", "side"), [("2024", "", "left"), ("", "2024-12", "inside"), ("2025", "", "right")]
)
def test_the_mark_of_a_cut_period_is_never_a_date_of_its_rest(tables: Tables, year: str, month: str, side: str) -> None:
    period = pd.Period(year or month)
    values = {"date_start": period.start_time, "date_end": period.end_time.normalize()}
    window = Selection(date_from=date(2024, 11, 1), date_to=date(2024, 12, 25))
    if year == "2025":
        window = Selection(date_from=date(2025, 2, 1), date_to=date(2025, 4, 30))
    made = build(one(tables, **values, date_precision="year" if year else "month"), window)
    band, point = traces(made, "event")
    axis = made.chart["layout"]["meta"]
    left, right = band["base"][0], band["base"][0] + band["x"][0]
    days = (date.fromisoformat(axis["to"]) - date.fromisoformat(axis["from"])).days + 1
    until = (date(2024, 12, 1) - date.fromisoformat(axis["from"])).days + 15.5
    middle = axis["left"] + until * (axis["right"] - axis["left"]) / days
    wanted = {"left": left, "inside": middle, "right": right}[side]
    assert point["x"][0] == pytest.approx(wanted, abs=0.2)
    assert band["customdata"] == point["customdata"]
    fades = [trace for trace in made.chart["data"] if trace["type"] == "bar" and trace.get("hoverinfo") == "skip"]
    assert len(fades) == 1
    assert {base < (left + right) / 2 for base in fades[0]["base"]} == ({False} if month else {True, False})


@pytest.mark.parametrize(("qualifier", "left", "right"), [("on", 0, 0), ("by", 6, 0), ("after", 0, 6), ("about", 6, 6)])
def test_bounds_fade_to_the_side_they_leave_open(tables: Tables, qualifier: str, left: int, right: int) -> None:
    made = build(single_day(tables, date_qualifier=qualifier), Selection())
    (point,) = traces(made, "event")
    tails = [trace for trace in made.chart["data"] if trace["type"] == "bar" and trace.get("hoverinfo") == "skip"]
    bases = [base for trace in tails for base in trace["base"]]
    assert sum(base < point["x"][0] for base in bases) == left
    assert sum(base > point["x"][0] for base in bases) == right
    assert len({colour for trace in tails for colour in trace["marker"]["color"]}) == (6 if bases else 0)


def test_dashes_and_strokes_tell_bars_apart(tables: Tables) -> None:
    def dashes(status: Status) -> list[str]:
        made = build(one(tables, status=status), AUTUMN)
        return [trace["line"]["dash"] for trace in made.chart["data"] if trace.get("mode") == "lines"]

    assert dashes(Status.CONFIRMED) == []
    assert dashes(Status.ASSESSED) == ["2px,3px"]
    assert dashes(Status.PLANNED) == ["6px,4px"]
    assert dashes(Status.DENIED) == ["solid"]


def test_the_open_event_is_outlined(tables: Tables) -> None:
    open_event = tables.events.loc[tables.events["label"] == FIRST_WAVE, "event_id"].iloc[0]
    outlined = build(tables, AUTUMN, event=open_event).chart["layout"]["shapes"]
    plain = build(tables, AUTUMN, event="no-such-event").chart["layout"]["shapes"]
    (box,) = [shape for shape in outlined if shape["type"] == "rect"]
    assert box["line"] == {"color": SCREEN.palette.ink, "width": 2}
    assert not [shape for shape in plain if shape["type"] == "rect"]


def test_strip_counts_agree_with_the_rows(tables: Tables) -> None:
    made = build(tables, Selection(), Canvas(1488, 640, Mode.LIGHT, Medium.STILL))
    hover = [
        text for trace in made.chart["data"] for text in trace.get("hovertext", []) if text.startswith("Oct 2024:")
    ]
    events = Selection().apply(tables).events
    known = events[events["date_precision"].isin(["day", "month"])]
    october = known[known["date_start"].dt.strftime("%Y-%m") == "2024-10"]
    assert hover
    assert all(text.startswith(f"Oct 2024: {len(october)} events") for text in hover)
    assert sum(int(text.rsplit(" ", 1)[1]) for text in hover) == len(october)


def test_note_counts_the_labels(tables: Tables) -> None:
    made = build(tables, AUTUMN)
    found = re.match(r"(\d+) of (\d+) events are labelled", made.note)
    assert found
    labels = {mark.label for mark in event_marks(tables).values()}
    assert int(found[1]) > 10
    assert int(found[2]) == len(made.rows)
    whole = [text for text in words(made) if text in labels]
    assert len(whole) <= int(found[1])


def test_every_event_labelled_says_so(tables: Tables) -> None:
    assert build(single_day(tables), Selection()).note.startswith("Every event is labelled.")


def test_line_at_the_cut_off_or_the_known_day(tables: Tables) -> None:
    assert "sources read to 25 Nov 2026" in words(build(tables, Selection()))
    known = Selection(known_on=date(2025, 3, 1))
    assert not [text for text in words(build(tables, known)) if text.startswith("sources read")]
    assert not [text for text in words(build(tables, AUTUMN)) if text.startswith("sources read")]


def test_the_line_at_the_known_day_strikes_through_no_label(tables: Tables) -> None:
    for selection in (Selection(), Selection(known_on=date(2025, 3, 1))):
        made = build(tables, selection, Canvas(1488, 640, Mode.LIGHT, Medium.STILL))
        path = made.chart["layout"]["shapes"][2]["path"]
        pieces = [tuple(float(px) for px in piece.replace("L", ",").split(",")) for piece in path.split("M")[1:]]
        (x,) = {piece[0] for piece in pieces}
        assert all(above < below for _, above, _, below in pieces)
        text = next(trace for trace in made.chart["data"] if trace.get("mode") == "text" and "meta" not in trace)
        for words, left, y, place in zip(text["text"], text["x"], text["y"], text["textposition"], strict=True):
            width = text_width(words, 14)
            start = left - width if place == "middle left" else left
            if y < pieces[-1][3] - 120 and start < x < start + width:
                assert not any(above < y < below for _, above, _, below in pieces), words


def test_few_events_leave_height_beneath_the_axis(tables: Tables) -> None:
    canvas = Canvas(1488, 640, Mode.LIGHT, Medium.STILL)
    base = max(build(single_day(tables), Selection(), canvas).chart["data"][-1]["y"])
    full = max(build(tables, Selection(), canvas).chart["data"][-1]["y"])
    assert base < 260
    assert full > 600


def test_titles_are_landmarks_with_their_dates(tables: Tables) -> None:
    title = build(tables, AUTUMN).title
    assert title.startswith("First wave sails for Vladivostok (8–13 Oct 2024)")
    assert len(title) <= 150
    others = {
        build(tables, Selection(date_from=date(year, 1, 1), date_to=date(year, 12, 31))).title
        for year in range(2022, 2027)
    }
    assert len(others) == 5
    assert "(assessed, 19 Dec 2024)" in title


def test_plans_far_ahead_stand_behind_a_break(tables: Tables) -> None:
    made = build(tables, Selection())
    assert {"2027", "2028", "2030"} <= set(words(made))
    assert "Years after the break are not to scale." in made.note
    assert made.chart["layout"]["meta"]["to"] < "2027-01-02"
    assert "2027+" in words(build(tables, Selection(), Canvas(358, 560)))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2024, 10, 18), date(2024, 10, 18)),
        (date(1990, 1, 1), date(2020, 1, 1)),
        (date(2000, 1, 1), date(2030, 12, 31)),
    ],
)
@pytest.mark.parametrize("width", [358, 432, 1360])
def test_short_and_long_ranges(tables: Tables, first: date, last: date, width: int) -> None:
    made = build(tables, Selection(date_from=first, date_to=last), Canvas(width, 520))
    go.Figure(made.chart)
    assert not made.empty
    xs = [x for trace in made.chart["data"] for x in trace["x"] if x is not None and trace["type"] == "scatter"]
    assert min(xs) >= -1
    assert max(xs) <= width + 1


def test_all_events_on_one_day(tables: Tables) -> None:
    at = pd.Timestamp("2024-10-18")
    crowded = replace(tables, events=tables.events.assign(date_start=at, date_end=at, date_precision="day"))
    made = build(crowded, Selection())
    drawn = {id for trace in traces(made, "event") if trace.get("mode") != "text" for id in trace["customdata"]}
    gathered = sum(int(text[1:]) for text in words(made) if re.fullmatch(r"\+\d+", text))
    assert len(drawn) + gathered == len(tables.events)


def test_no_rows_says_what_to_loosen(tables: Tables) -> None:
    made = build(tables, Selection(words="no row holds these words"))
    assert made.empty
    assert made.alt.startswith("No rows. No event ")


def test_same_input_same_picture(tables: Tables) -> None:
    assert build(tables, AUTUMN).chart == build(tables, AUTUMN).chart


def test_ticks_are_calendar_days_that_do_not_touch() -> None:
    for days in (1, 20, 92, 365, 1800, 11000):
        start = number_of(date(2010, 1, 1))
        axis = time_axis([(start, start + days)], None, None, date(2050, 1, 1), 120, 1354)
        found = ticks(axis, 12)
        assert found
        assert re.search(r"\d{4}", found[0].label)
        assert all(after.px - before.px > 20 for before, after in pairwise(found))


def test_bins_begin_on_mondays_and_first_days() -> None:
    start, end = number_of(date(2024, 10, 1)), number_of(date(2025, 1, 1))
    assert {day_of(n).weekday() for n in starts(Unit.WEEK, start, end)} == {0}
    assert {day_of(n).day for n in starts(Unit.MONTH, start, end)} == {1}
    axis = time_axis([(start, end)], None, None, date(2050, 1, 1), 120, 1354)
    assert bin_unit(axis, 16) is Unit.WEEK


def test_landmarks_of_an_autumn_are_named(tables: Tables) -> None:
    categories = (
        Category.TROOP_DEPLOYMENT,
        Category.COMBAT,
        Category.CASUALTIES,
        Category.DIPLOMACY,
        Category.STATEMENT,
    )
    selection = Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31), categories=categories)
    made = build(tables, selection, Canvas(1488, 640, Mode.LIGHT, Medium.STILL))
    shown = " ".join(words(made)).replace("\u2009", " ")
    events = selection.apply(tables).events
    for label in events.loc[events["weight"] == 1, "label"]:
        assert all(word in shown for word in label.split())
    assert "wounded" in shown


@pytest.mark.parametrize("lanes", [Lanes.DIRECTION, Lanes.CATEGORY])
def test_a_phone_names_every_event_of_a_short_list(tables: Tables, lanes: Lanes) -> None:
    selection = Selection(words="Angara")
    made = build(tables, selection, Canvas(358, 520), lanes=lanes)
    assert made.note.startswith("Every event is labelled.")
    shown = " ".join(words(made)).replace("\u2009", " ")
    for label in selection.apply(tables).events["label"]:
        assert all(word in shown for word in label.split())


def test_a_phone_names_landmarks_first_where_not_all_have_room(tables: Tables) -> None:
    made = build(tables, Selection(), Canvas(358, 640), lanes=Lanes.DIRECTION)
    assert re.match(r"\d+ of \d+ events are labelled, landmarks first", made.note)
    assert "First wave sails for Vladivostok" in " ".join(words(made))
