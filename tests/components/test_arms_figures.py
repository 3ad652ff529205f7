"""The figures of the Arms page: titles stand in rows, stages and scopes never mix, nothing is lost silently."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from components.charts.ladder_page import Cell, Column, Entry, Line, Mark
from components.charts.stage_ladder import stage_ladder
from components.charts.value_strips import Estimate, EstimateGroup, value_strips
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.register import build
from components.theme import Mode
from data import Selection, Tables
from data.vocabulary import Category, Region

IDS = ("containers", "shells", "stage-ladder", "readings", "values", "other-direction")
SLIDE = Canvas(1488, 640, Mode.LIGHT, Medium.STILL)
PHONE = Canvas(358, 900)
_SELECTIONS = {
    "default": Selection(),
    "everything": Selection(date_from=None),
    "2023": Selection(date_from=date(2023, 1, 1), date_to=date(2023, 12, 31)),
    "2025": Selection(date_from=date(2025, 1, 1), date_to=date(2025, 12, 31)),
    "known 2024": Selection(known_on=date(2024, 11, 15)),
    "rason": Selection(regions=(Region.RASON,)),
}
_NUMBER = re.compile(r"\d[\d\u2009]*(?:\.\d+)?")


def _made(id: str, tables: Tables, selection: Selection, canvas: Canvas = SLIDE, **options: str) -> Exhibit:
    return build(id, tables, selection, canvas=canvas, options=options)


def _behind(made: Exhibit) -> str:
    return " ".join(str(cell) for cell in made.rows.to_numpy().ravel()).replace("\u2009", "")


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("selection", _SELECTIONS.values(), ids=_SELECTIONS)
def test_numbers_of_a_title_stand_in_its_rows(id: str, selection: Selection, tables: Tables) -> None:
    made = _made(id, tables, selection)
    if made.empty:
        assert made.title.startswith("No rows: ")
        return
    behind = _behind(made)
    missing = [found for found in _NUMBER.findall(made.title) if found.replace("\u2009", "") not in behind]
    assert missing == [], made.title


@pytest.mark.parametrize("id", IDS)
def test_different_answers_give_different_titles(id: str, tables: Tables) -> None:
    one, other = (_made(id, tables, _SELECTIONS[name]) for name in ("known 2024", "default"))
    assert one.title != other.title


@pytest.mark.parametrize("arms", ["rounds", "missiles", "guns"])
def test_each_choice_of_arms_is_a_figure_of_its_own(arms: str, tables: Tables) -> None:
    made = _made("shells", tables, Selection(), arms=arms)
    assert not made.empty
    metrics = {"rounds": "Artillery rounds supplied", "missiles": "Ballistic missiles fired", "guns": "170 mm guns"}
    assert made.rows["Metric"].str.contains(metrics[arms]).any()
    assert made.link.endswith(f"arms={arms}&exhibit=shells")


def test_the_clock_moves_numbers_to_the_day_they_were_said(tables: Tables) -> None:
    by_subject, by_word = (_made("shells", tables, Selection(), clock=clock) for clock in ("as_of", "said_on"))
    assert "(15 Jan 2024)" in by_subject.title
    assert "(21 Jan 2024)" in by_word.title
    assert "the day each number was said" in by_word.subtitle


def test_the_lead_of_containers_is_one_origin_revising_itself(tables: Tables) -> None:
    made = _made("containers", tables, Selection())
    assert made.title.startswith("ROK DIA raised its count of containers sent from at least 13\u2009000")
    assert "33\u2009000" in made.title


def test_narrower_scopes_are_in_the_table_and_never_in_a_panel(tables: Tables) -> None:
    made = _made("containers", tables, Selection())
    apart = made.rows[made.rows["What"].str.startswith("not drawn")]
    assert set(apart["Scope"]) == {"recent weeks", "five ship calls seen", "sea, four ships via Rajin"}
    drawn = made.rows[~made.rows["What"].str.startswith("not drawn")]
    assert set(drawn["Scope"]) == {""}
    assert "4 claims, 4 of narrower scope" in made.note
    assert drawn.groupby("What")["Metric"].nunique().max() == 1


def test_container_load_is_called_no_count(tables: Tables) -> None:
    made = _made("shells", tables, Selection())
    assert "not a count of shells" in made.note
    loads = made.rows[made.rows["What"] == "As container load"]
    assert set(loads["Metric"]) == {"Artillery rounds, container load as 152 mm"}
    assert set(loads["Stage"]) == {"shipped"}


def test_the_ladder_says_where_there_is_no_public_figure(tables: Tables) -> None:
    made = _made("stage-ladder", tables, Selection(), Canvas(1360, 640))
    words = [text for trace in made.chart["data"] for text in trace.get("text", ())]
    rungs = made.rows.groupby(["What", "Stage"]).size()
    assert words.count("no public figure") == 25 - len(rungs)


def test_a_full_ladder_counts_what_it_leaves_out(tables: Tables) -> None:
    made = _made("stage-ladder", tables, Selection(date_from=None))
    marks = sum(len(trace["x"]) for trace in made.chart["data"] if trace.get("mode") == "markers")
    assert f"{marks} of {len(made.rows)} claims are drawn" in made.note


@pytest.mark.parametrize("id", ["stage-ladder", "readings", "other-direction"])
def test_marks_open_events_of_the_tables(id: str, tables: Tables) -> None:
    known = set(tables.events["event_id"])
    made = _made(id, tables, Selection())
    clicks = [event for trace in made.chart["data"] if trace.get("meta") == "event" for event in trace["customdata"]]
    assert len(clicks) > 10
    assert set(clicks) <= known


def test_later_events_are_not_led_to_from_an_earlier_day(tables: Tables) -> None:
    day = date(2024, 11, 15)
    public = dict(zip(tables.events["event_id"], tables.events["public_from"], strict=True))
    for id in IDS:
        made = _made(id, tables, Selection(known_on=day))
        clicks = {e for trace in made.chart["data"] if trace.get("meta") == "event" for e in trace["customdata"] if e}
        assert [event for event in clicks if public[event].date() > day] == []


def test_the_other_direction_writes_its_rule_on_the_figure(tables: Tables) -> None:
    made = _made("other-direction", tables, Selection())
    assert "at most one named origin at first hand" in made.note
    standings = made.rows.set_index("Id")["Standing"]
    assert standings["2025-09-17-reactor-modules-report"] == "Russian part only alleged"
    assert standings["2023-09-17-primorye-gives-kim-drones"] == "Acknowledged or documented"


def test_values_never_put_different_things_under_one_heading(tables: Tables) -> None:
    made = _made("values", tables, Selection())
    keys = made.rows.groupby(["What", "Counts"])[["Metric", "Scope"]].nunique()
    assert (keys == 1).all().all()


def test_nothing_left_says_what_to_widen(tables: Tables) -> None:
    for id in IDS:
        made = _made(id, tables, Selection(categories=(Category.COMBAT,), words="no row holds these words"))
        assert made.empty
        assert made.rows.empty


@pytest.mark.parametrize("id", IDS)
def test_every_entry_is_on_the_canvas(id: str, tables: Tables) -> None:
    for canvas in (SLIDE, PHONE, Canvas(916, 640), Canvas(432, 300, Mode.DARK)):
        made = _made(id, tables, Selection(), canvas)
        for trace in made.chart["data"]:
            if trace.get("type") == "scatter" and trace.get("mode") in ("markers", "text"):
                assert all(-2 <= y <= canvas.height + 2 for y in trace["y"] if y is not None), (canvas, trace["mode"])
                assert all(-2 <= x <= canvas.width + 2 for x in trace["x"] if x is not None), (canvas, trace["mode"])


def _entry(number: int, mark: Mark) -> Entry:
    return Entry(f"Origin {number}", str(number), "words that say what is counted", mark, "hover", f"event-{number}")


def test_a_matrix_draws_every_entry_where_there_is_room_and_counts_the_rest_where_not() -> None:
    mark = Mark("circle", "#000000")
    entries = tuple(_entry(number, mark) for number in range(12))
    lines = [Line("A row", (Cell(entries), Cell(())))]
    columns = [Column("One"), Column("Two")]
    tall = stage_ladder(columns, lines, Canvas(900, 700))
    assert (tall.shown, tall.total) == (12, 12)
    low = stage_ladder(columns, lines, Canvas(900, 120))
    assert 0 < low.shown < 12
    words = _words(low.chart)
    assert f"and {12 - low.shown} more: see the table" in words
    assert "no public figure" in words


def test_row_text_is_never_read_as_markup() -> None:
    hostile = Entry("<b>x</b>", "1", '<a href="javascript:alert(1)">y</a>', Mark("circle", "#000000"), "", "")
    picture = stage_ladder([Column("<i>z</i>")], [Line("<u>row</u>", (Cell((hostile,)),))], Canvas(900, 200))
    text = " ".join(_words(picture.chart))
    assert "<a " not in text
    assert "<u>" not in text
    assert "&lt;b&gt;x" in text


def test_value_strips_stand_on_one_scale_from_zero() -> None:
    mark = Mark("circle", "#000000")
    low = Estimate("A", "1 billion", "2024", "", 1, 1, 1, 0, mark, "a", "event-a")
    high = Estimate("B", "2–4 billion", "2025", "", 2, 4, None, 1, mark, "b")
    picture = value_strips([EstimateGroup("Worth", (low, high))], Canvas(1360, 300), "billion USD")
    assert picture.hidden == 0
    marks = {t["hovertext"][0]: t["x"][0] for t in picture.chart["data"] if t.get("hoverinfo") == "text"}
    bar = next(shape for shape in picture.chart["layout"]["shapes"] if shape["type"] == "rect")
    zero = marks["a"] - (bar["x1"] - bar["x0"]) / 2
    assert bar["x0"] - zero == pytest.approx(bar["x1"] - bar["x0"], abs=0.2)


def _words(chart: dict[str, Any]) -> list[str]:
    return [text for trace in chart["data"] for text in trace.get("text", ())]


@pytest.mark.parametrize("canvas", [Canvas(1360, 520), Canvas(1488, 640, Mode.LIGHT, Medium.STILL)], ids=str)
def test_both_ends_of_the_headline_on_rounds_are_named_where_they_stand(canvas: Canvas, tables: Tables) -> None:
    exhibit = build("shells", tables, Selection(), canvas=canvas, options={})
    written = [text for trace in exhibit.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]
    labels = " ".join(written).replace("<b>", "").replace("</b>", "")
    assert "Guseinova" in labels
    assert "NIS\u2009 at least 10 million" in labels


def test_the_key_explains_the_line_that_nobody_has_revised_since(tables: Tables) -> None:
    exhibit = build("shells", tables, Selection(), canvas=Canvas(1360, 520), options={})
    dotted = [trace for trace in exhibit.chart["data"] if trace.get("line", {}).get("dash") == "2px,4px"]
    assert dotted
    assert {"not revised since", "range"} <= {item.label for item in exhibit.key}
