"""The figure of what is due: groups, slip and silence, and nothing outside the picture."""

from __future__ import annotations

from datetime import date

import pytest

from components.content import due_list
from components.content.due import SEE_ALL
from components.content.tree import walk
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.due import needed
from components.exhibits.register import build
from components.theme import Mode
from data import Selection, Tables
from data.due import due
from data.vocabulary import Region

CANVASES = {
    "screen": Canvas(1360, 640),
    "low": Canvas(1360, 200),
    "half slide": Canvas(728, 560, Mode.LIGHT, Medium.STILL),
    "phone": Canvas(358, 980),
    "slide": Canvas(1488, 590, Mode.LIGHT, Medium.STILL),
}


def made(tables: Tables, selection: Selection, canvas: Canvas = CANVASES["slide"]) -> Exhibit:
    """Build the exhibit."""
    return build("due", tables, selection, canvas=canvas)


def texts(exhibit: Exhibit) -> list[str]:
    """All words of a picture."""
    return [text for trace in exhibit.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]


def test_titles_name_the_longest_overdue_and_stand_in_the_rows(tables: Tables) -> None:
    selections = (Selection(), Selection(regions=(Region.RASON,)), Selection(known_on=date(2024, 11, 15)))
    exhibits = [made(tables, selection) for selection in selections]
    assert len({exhibit.title for exhibit in exhibits}) == len(selections)
    for exhibit in exhibits:
        row = next(row for row in exhibit.rows.to_dict("records") if exhibit.title.startswith(row["Promise"]))
        assert f"promised for {row['Promised for']}: {row['How it stands']}" in exhibit.title
    assert exhibits[0].title.startswith("Khasan road checkpoint: Main buildings, promised for 2025: at least 329 days")


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("date_from", [date(2022, 1, 1), None], ids=["since 2022", "all dates"])
def test_nothing_leaves_the_picture(canvas: Canvas, date_from: date | None, tables: Tables) -> None:
    exhibit = made(tables, Selection(date_from=date_from), canvas)
    for trace in exhibit.chart["data"]:
        if trace["type"] != "bar":
            assert all(-1 <= y <= canvas.height + 1 for y in trace["y"] if y is not None)
            assert all(-1 <= x <= canvas.width + 1 for x in trace["x"] if x is not None)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_rows_without_room_are_counted(canvas: Canvas, tables: Tables) -> None:
    exhibit = made(tables, Selection(), canvas)
    drawn = sum(len(trace["hovertext"]) for trace in exhibit.chart["data"] if "hovertext" in trace)
    left = len(exhibit.rows) - drawn
    assert drawn > 0
    assert (f"{left} promise" in exhibit.note) == (left > 0)


def test_every_group_stands_with_its_count(tables: Tables) -> None:
    exhibit = made(tables, Selection())
    counts = exhibit.rows["Standing"].value_counts()
    words = texts(exhibit)
    for standing, count in counts.items():
        assert standing in words
        assert str(count) in words
    assert set(counts.index) == {"Still to come", "Passed, outcome open", "Passed, outcome known"}


def test_silence_is_hatched_and_lateness_is_a_line(tables: Tables) -> None:
    exhibit = made(tables, Selection(), CANVASES["screen"])
    hatched = [trace for trace in exhibit.chart["data"] if "pattern" in trace.get("marker", {})]
    lines = [t for t in exhibit.chart["data"] if t.get("mode") == "lines" and "dash" not in t["line"]]
    assert hatched
    assert lines


def test_clicks_lead_to_events_that_exist(tables: Tables) -> None:
    exhibit = made(tables, Selection())
    ids = {id for trace in exhibit.chart["data"] if trace.get("meta") == "event" for id in trace["customdata"]}
    assert ids
    assert ids <= set(tables.events["event_id"])


def test_the_short_list_leads_to_the_whole_one(tables: Tables) -> None:
    tree = due_list(due(tables), Mode.LIGHT, heading="Due", empty="None.", more="See all")
    opens = [element[1]["open"] for element in walk(tree) if "open" in element[1]]
    assert opens[-1] == SEE_ALL
    assert SEE_ALL not in [
        element[1].get("open") for element in walk(due_list((), Mode.LIGHT, heading="Due", empty="None."))
    ]


@pytest.mark.parametrize("width", [358, 916, 1360])
@pytest.mark.parametrize("selection", [Selection(), Selection(date_from=None)], ids=["since 2022", "all dates"])
def test_the_whole_list_is_whole(width: int, selection: Selection, tables: Tables) -> None:
    """The link that opens it says “all that is due or overdue”."""
    height = needed(tables, selection, width)
    assert "without room" not in made(tables, selection, Canvas(width, height)).note
    assert "without room" in made(tables, selection, Canvas(width, height - 40)).note


def test_names_of_promises_are_whole_on_a_page(tables: Tables) -> None:
    exhibit = made(tables, Selection(), Canvas(1360, needed(tables, Selection(), 1360)))
    assert not [text for text in texts(exhibit) if "…" in text]


@pytest.mark.parametrize("width", [358, 664, 1024], ids=["phone", "half", "small screen"])
def test_no_word_of_a_promise_is_cut_where_the_picture_is_as_tall_as_it_needs(width: int, tables: Tables) -> None:
    exhibit = made(tables, Selection(), Canvas(width, needed(tables, Selection(), width)))
    shown = texts(exhibit)
    assert not [text for text in shown if text.endswith("…")]
    assert "(regional forecast)" in " ".join(shown)
    rows = sorted(y for trace in exhibit.chart["data"] if trace.get("mode") == "text" for y in trace["y"])
    assert rows[-1] < exhibit.chart["layout"]["height"]
