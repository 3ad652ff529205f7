"""What stands around the timeline: lanes by party, gathered marks, the brush's message, the list by month."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from components.charts.event_marks import SEVERAL_PARTIES, event_marks, marks_of
from components.charts.time_axis import day_of, number_of
from components.content.months import month_list
from components.content.tree import text_of, walk
from components.exhibits.contract import Canvas
from components.exhibits.timeline import timeline
from components.panels import brush
from components.theme import Mode
from data import Selection, Tables
from data.vocabulary import Region, Status

SCREEN = Canvas(1360, 514)


def sent(tables: Tables, selection: Selection) -> dict[str, Any]:
    """The brush's message as the browser reads it."""
    message = brush._message(tables, selection)
    assert len(message) < 6000
    return dict(json.loads(message))


def test_a_party_lane_holds_what_its_origins_alone_assert(tables: Tables) -> None:
    parties = dict(zip(tables.origins["origin_id"], tables.origins["party"], strict=True))
    marks = event_marks(tables)
    for row in tables.events.to_dict("records"):
        said = {parties[origin] for origin in row["origins"]}
        assert marks[row["event_id"]].party == (SEVERAL_PARTIES if len(said) > 1 else said.pop())
    made = timeline(tables, Selection(), canvas=SCREEN, options={"lanes": "party"})
    words = [text for trace in made.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]
    several = sum(mark.party == SEVERAL_PARTIES for mark in marks_of(tables, Selection().apply(tables)))
    assert words[words.index("Several parties") + 1] == str(several)
    assert f"{several} events asserted by origins of several parties" in made.note


def test_hovering_names_whose_word_an_event_is(tables: Tables) -> None:
    mark = event_marks(tables)["2024-10-08-first-wave-chongjin"]
    assert mark.hover.endswith("<br>NIS")


def test_a_number_asks_for_the_days_of_what_it_gathers(tables: Tables) -> None:
    made = timeline(tables, Selection(), canvas=SCREEN, options={})
    marks = event_marks(tables)
    (trace,) = [trace for trace in made.chart["data"] if trace.get("meta") == "span"]
    for text, asked in zip(trace["text"], trace["customdata"], strict=True):
        first, last, event = asked.split(":")
        assert date.fromisoformat(first) <= date.fromisoformat(last)
        assert number_of(date.fromisoformat(first)) <= marks[event].start <= number_of(date.fromisoformat(last))
        inside = [m for m in marks.values() if m.start >= number_of(date.fromisoformat(first)) and not m.coarse]
        assert inside or marks[event].coarse, text


def test_the_strip_stands_above_the_lanes(tables: Tables) -> None:
    made = timeline(tables, Selection(), canvas=SCREEN, options={})
    bars = next(
        t
        for t in made.chart["data"]
        if t["type"] == "bar" and any(h.startswith("Oct 2024: ") for h in t.get("hovertext", []))
    )
    marks = next(t for t in made.chart["data"] if t.get("meta") == "event" and t.get("mode") == "markers")
    assert max(bars["y"]) < min(marks["y"])


def test_the_brush_counts_all_dates_under_the_other_filters(tables: Tables) -> None:
    whole, rason = sent(tables, Selection()), sent(tables, Selection(regions=(Region.RASON,)))
    fine = tables.events[tables.events["date_precision"].isin(["day", "month"])]
    assert sum(whole["counts"]) == len(fine)
    events = Selection(date_from=None, regions=(Region.RASON,)).apply(tables).events
    assert sum(rason["counts"]) == events["date_precision"].isin(["day", "month"]).sum()
    assert len(whole["counts"]) == len(rason["counts"])
    october = 12 * (2024 - int(whole["first"][:4])) + 10 - int(whole["first"][5:7])
    assert whole["counts"][october] == (fine["date_start"].dt.strftime("%Y-%m") == "2024-10").sum()


def test_the_brush_knows_the_window_and_the_presets(tables: Tables) -> None:
    open_ended = sent(tables, Selection(date_from=None))
    assert (open_ended["from"], open_ended["to"]) == ("", "")
    closed = sent(tables, Selection(date_from=date(2024, 1, 1), date_to=date(2024, 3, 31)))
    assert (closed["from"], closed["to"]) == ("2024-01-01", "2024-03-31")
    assert ["Oct–Dec 2024", "2024-10-01", "2024-12-31"] in closed["presets"]


def test_the_scale_of_the_brush_only_ever_goes_forward(tables: Tables) -> None:
    data = sent(tables, Selection())
    assert data["knots"][0] == [number_of(date.fromisoformat(data["first"])), 0.0]
    assert data["knots"][-1][1] == 1.0
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(data["knots"]))
    late = replace(tables, events=tables.events[tables.events["date_start"] >= pd.Timestamp("2023-01-01")])
    knots = sent(late, Selection())["knots"]
    assert knots[0][1] == 0.0
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(knots))


@pytest.mark.parametrize("words", ["<b>", "2024-13-45", "javascript:alert(1)", "9999-01-01"])
def test_what_is_no_day_gives_the_default_range(words: str, tables: Tables) -> None:
    assert brush._dates(tables, words, words) == {"date_from": Selection().date_from, "date_to": None}
    assert brush._dates(tables, "", "") == {"date_from": None, "date_to": None}


def test_a_window_that_ends_before_it_starts_is_refused(tables: Tables) -> None:
    found = brush._dates(tables, "2025-01-01", "2024-01-01")
    assert found == {"date_from": Selection().date_from, "date_to": None}


def lines(node: Any) -> list[str]:
    return [e[1]["open"] for e in walk(node) if e[0] == "button" and e[1].get("open", "").startswith("event:")]


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_list_holds_every_event_once_in_order(newest_first: bool, tables: Tables) -> None:
    events = Selection(date_from=None).apply(tables).events
    node = month_list(events, Mode.LIGHT, newest_first=newest_first, shown=9999, empty="")
    found = lines(node)
    assert len(found) == len(set(found)) == len(events)
    assert not [e for e in walk(node) if e[1].get("open", "").startswith("more:")]
    marks = event_marks(tables)
    days = [marks[focus.removeprefix("event:")] for focus in found]
    exact = [mark.start for mark in days if mark.precision == "day"]
    months = [(day_of(n).year, day_of(n).month) for n in exact]
    assert months == sorted(months, reverse=newest_first)


def test_the_list_is_paged_and_counts_all(tables: Tables) -> None:
    events = Selection().apply(tables).events
    node = month_list(events, Mode.DARK, newest_first=True, shown=60, empty="")
    assert len(lines(node)) == 60
    assert f"60 of {len(events)} events" in text_of(node)
    (more,) = [e[1]["open"] for e in walk(node) if e[1].get("open", "").startswith("more:")]
    assert more == "more:120"


def test_headings_count_their_month_and_coarse_dates_stand_apart(tables: Tables) -> None:
    events = Selection(date_from=date(2024, 1, 1), date_to=date(2024, 12, 31)).apply(tables).events
    node = month_list(events, Mode.LIGHT, newest_first=False, shown=9999, empty="")
    heads = {text_of(e[2]): text_of(e[3]) for e in walk(node) if e[0] == "h4"}
    fine = events[events["date_precision"].isin(["day", "month"])]
    october = (fine["date_start"].dt.strftime("%Y-%m") == "2024-10").sum()
    assert heads["Oct 2024"] == f"{october} events"
    assert "2024, month not known" in heads
    assert not [e for e in walk(node) if e[0] == "h4" and "not known" in text_of(e) and "share" in str(e)]


def test_an_empty_list_says_so_and_hostile_titles_stay_text(tables: Tables) -> None:
    assert "nothing here" in text_of(
        month_list(tables.events.head(0), Mode.LIGHT, newest_first=True, shown=60, empty="nothing here")
    )
    hostile = tables.events.head(1).assign(title="<script>alert(1)</script> " + "x" * 200, status=Status.DENIED)
    node = month_list(hostile, Mode.LIGHT, newest_first=True, shown=60, empty="")
    assert "<script>alert(1)</script>" in text_of(node)
    assert "script" not in {e[0] for e in walk(node)}
