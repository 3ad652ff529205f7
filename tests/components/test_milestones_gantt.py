"""The figures of milestones and of links: what is drawn where, what has no room, what a title may say."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from components.charts.gantt import gantt
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.event_rows import title_fits
from components.exhibits.links_status import links_status
from components.exhibits.milestones_gantt import milestones_gantt, needed
from components.theme import Mode
from data import Selection, Tables
from data.milestones import Works, projects
from data.vocabulary import Region

CANVASES = {
    "screen": Canvas(1360, 520),
    "beside a card": Canvas(916, 520),
    "half slide": Canvas(728, 560, Mode.LIGHT, Medium.STILL),
    "low": Canvas(1360, 120),
    "phone": Canvas(358, 1240, Mode.DARK),
    "slide": Canvas(1488, 590, Mode.LIGHT, Medium.STILL),
}
EVERYTHING = Selection(date_from=None)
SELECTIONS = {
    "default": Selection(),
    "all dates": EVERYTHING,
    "known": Selection(known_on=date(2024, 11, 15)),
    "one day": Selection(date_from=date(2025, 4, 30), date_to=date(2025, 4, 30)),
}


def milestones(tables: Tables, selection: Selection, canvas: Canvas = CANVASES["slide"], works: str = "") -> Exhibit:
    """Build the figure of milestones."""
    return milestones_gantt(tables, selection, canvas=canvas, options={"project": works} if works else {})


def links(tables: Tables, selection: Selection, canvas: Canvas = CANVASES["slide"], mode: str = "") -> Exhibit:
    """Build the figure of links."""
    return links_status(tables, selection, canvas=canvas, options={"mode": mode} if mode else {})


def texts(exhibit: Exhibit) -> list[str]:
    """All words of a picture."""
    return [text for trace in exhibit.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]


def extents(trace: dict[str, Any]) -> list[tuple[float, float]]:
    """Left and right end of every bar of a trace."""
    return [(x - wide / 2, x + wide / 2) for x, wide in zip(trace["x"], trace["width"], strict=True)]


@pytest.mark.parametrize("builder", [milestones, links], ids=["milestones", "links"])
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_nothing_leaves_the_picture(builder: Any, selection: Selection, canvas: Canvas, tables: Tables) -> None:
    for trace in builder(tables, selection, canvas).chart["data"]:
        if trace["type"] == "bar":
            assert all(left >= -1 and right <= canvas.width + 1 for left, right in extents(trace))
            continue
        assert all(-1 <= y <= canvas.height + 1 for y in trace["y"] if y is not None)
        assert all(-1 <= x <= canvas.width + 1 for x in trace["x"] if x is not None)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_milestones_without_room_are_counted(canvas: Canvas, tables: Tables) -> None:
    selection = Selection()
    found = projects(tables, selection)
    drawn = gantt(found, canvas, first=selection.date_from, today=tables.cut_off, cut_off=tables.cut_off)
    exhibit = milestones(tables, selection, canvas)
    left = len(exhibit.rows) - len(drawn.shown)
    assert drawn.shown <= set(exhibit.rows["Row"])
    assert (f"{left} milestone" in exhibit.note) == (left > 0)
    assert any(text.startswith("and ") for text in texts(exhibit)) == (left > 0)


def test_a_slide_gives_what_is_done_one_row_with_its_weightiest_promise(tables: Tables) -> None:
    slide = milestones(tables, Selection())
    said = texts(slide)
    done = slide.rows[slide.rows["How it stands"] == "done 8 May 2025, 281 days late"]
    (project,) = set(done["Project"])
    assert any(project in text for text in said)
    assert "Start promised by the governor" in said
    assert "First tourist train" not in said
    assert "done 8 May 2025, 281 days late" in said
    # A screen of that size, which can be opened further, keeps the rows of a project and leaves out more projects.
    screen = milestones(tables, Selection(), Canvas(1488, 590))
    assert _without_room(slide) < _without_room(screen)


def test_half_a_slide_keeps_the_longest_overdue_promise_and_the_next_one_due(tables: Tables) -> None:
    said = texts(milestones(tables, Selection(), CANVASES["half slide"]))
    assert {"Opening forecast by CSIS", "Opening to traffic"} <= set(said)
    assert "Completion by 18-month schedule" not in said
    assert any("Rajin port modernisation" in text for text in said)
    roomy = texts(milestones(tables, Selection(), Canvas(728, 2400, Mode.LIGHT, Medium.STILL)))
    assert {"Completion by 18-month schedule", "First tourist train"} <= set(roomy)


def _without_room(exhibit: Exhibit) -> int:
    found = re.search(r"(\d+) milestones? without room", exhibit.note)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("works", ["", *Works], ids=["all", *Works])
@pytest.mark.parametrize("width", [358, 728, 1360])
def test_at_its_needed_height_everything_stands(width: int, works: str, tables: Tables) -> None:
    height = needed(tables, Selection(), works, width)
    assert "without room" not in milestones(tables, Selection(), Canvas(width, height), works).note
    assert "without room" in milestones(tables, Selection(), Canvas(width, height - 25), works).note


@pytest.mark.parametrize("works", Works)
def test_each_group_fits_a_screen_whole(works: Works, tables: Tables) -> None:
    exhibit = milestones(tables, Selection(), CANVASES["screen"], works)
    assert "without room" not in exhibit.note
    assert all(works.label in groups for groups in exhibit.rows["Group"])


def test_a_planned_year_is_as_wide_as_its_year(tables: Tables) -> None:
    """The checkpoint's main buildings, planned for 2025, reach from the tick of that year to the next one."""
    exhibit = milestones(tables, Selection(regions=(Region.PRIMORYE,)), CANVASES["screen"], "bridge")
    dashed = next(trace for trace in exhibit.chart["data"] if trace.get("line", {}).get("dash"))
    years = {
        text: x
        for trace in exhibit.chart["data"]
        if trace.get("mode") == "text"
        for text, x, y in zip(trace["text"], trace["x"], trace["y"], strict=True)
        if y == pytest.approx(9) and text in ("2025", "2026")
    }
    left, right = dashed["x"][0], dashed["x"][1]
    assert left == pytest.approx(years["2025"] - 3, abs=0.5)
    assert right == pytest.approx(years["2026"] - 3, abs=0.5)


def test_silence_is_hatched_and_named(tables: Tables) -> None:
    exhibit = milestones(tables, EVERYTHING, CANVASES["screen"], "ports")
    assert any("pattern" in trace.get("marker", {}) for trace in exhibit.chart["data"])
    assert any("last heard of Nov 2025" in text for text in texts(exhibit))
    assert any("not heard of since" in item.label for item in exhibit.key)


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("builder", [milestones, links], ids=["milestones", "links"])
def test_numbers_of_a_title_stand_in_its_rows(builder: Any, selection: Selection, tables: Tables) -> None:
    exhibit = builder(tables, selection)
    behind = " ".join(exhibit.rows.astype(str).to_numpy().ravel().tolist())
    assert re.findall(r"\d[\d\u2009,]*", exhibit.title)
    for number in re.findall(r"\d[\d\u2009,]*", exhibit.title):
        assert number.rstrip(",") in behind


def test_titles_follow_the_selection(tables: Tables) -> None:
    titles = [milestones(tables, Selection(), works=works).title for works in Works]
    assert len(set(titles)) == len(titles)
    assert titles[list(Works).index(Works.RAIL)].startswith(
        "Vladivostok-Rason tourist train: Start promised by the governor (Jul 2024) done 8 May 2025, 281 days late"
    )
    assert milestones(tables, Selection()).title.startswith(
        "Tumen River road bridge: Opening forecast by CSIS (Jan–Mar 2026) at least 239 days late"
    )
    days = [links(tables, Selection(date_to=date(year, 12, 31))).title for year in (2022, 2024)]
    assert days[0].startswith("31 Dec 2022: Khasan–Tumangang–Rajin dual-gauge line limited since 2 Nov 2022")
    assert days[1].startswith("31 Dec 2024: Khasan–Tumangang–Rajin dual-gauge line operating since Apr 2024")


@pytest.mark.parametrize("builder", [milestones, links], ids=["milestones", "links"])
def test_clicks_lead_to_events_that_exist(builder: Any, tables: Tables) -> None:
    exhibit = builder(tables, EVERYTHING, CANVASES["screen"])
    ids = {id for trace in exhibit.chart["data"] if trace.get("meta") == "event" for id in trace["customdata"]}
    assert ids
    assert ids <= set(tables.events["event_id"])


@pytest.mark.parametrize("builder", [milestones, links], ids=["milestones", "links"])
def test_no_click_leads_to_what_was_not_public(builder: Any, tables: Tables) -> None:
    known = Selection(date_from=None, known_on=date(2024, 11, 15))
    exhibit = builder(tables, known, CANVASES["screen"])
    ids = {id for trace in exhibit.chart["data"] if trace.get("meta") == "event" for id in trace["customdata"]}
    public = dict(zip(tables.events["event_id"], tables.events["public_from"], strict=True))
    assert ids
    assert all(public[id].date() <= date(2024, 11, 15) for id in ids)


def test_links_without_room_are_counted(tables: Tables) -> None:
    exhibit = links(tables, Selection(), Canvas(1360, 300))
    rows = exhibit.rows["Link"].nunique()
    written = sum(name in texts(exhibit) for name in exhibit.rows["Link"].unique())
    assert 0 < written < rows
    assert f"{rows - written} links without room" in exhibit.note


def test_filters_that_do_not_reach_links_are_named(tables: Tables) -> None:
    exhibit = links(tables, Selection(regions=(Region.RASON,)))
    assert "regions do not apply to route statuses" in exhibit.subtitle


def test_sources_of_a_status_are_those_of_its_event(tables: Tables) -> None:
    exhibit = links(tables, Selection(), mode="road")
    row = exhibit.rows.set_index("From").loc["19 Jun 2024"]
    event = tables.events.set_index("event_id").loc[row["Event"]]
    publishers = tables.sources.set_index("source_id")["publisher"]
    assert set(row["Sources"].split("; ")) == {publishers[id] for id in event["source_ids"]}


@pytest.mark.parametrize("mode", ["", "rail", "sea"])
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_a_title_of_links_is_whole_on_half_a_slide(selection: Selection, mode: str, tables: Tables) -> None:
    assert title_fits(links(tables, selection, mode=mode).title)


def test_names_of_milestones_are_whole_on_a_page(tables: Tables) -> None:
    exhibit = milestones(tables, EVERYTHING, Canvas(1360, needed(tables, EVERYTHING, "", 1360)))
    assert not [text for text in texts(exhibit) if "…" in text]
