"""The figures of the Positions page: findings, marks, silences, columns and lists, on the shipped rows."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from components.charts.measure import text_width
from components.content.thread_list import thread_list
from components.content.tree import text_of, walk
from components.exhibits.assessments import judged
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.positions import publications_of, quotes_another, spoken
from components.exhibits.register import build
from components.theme import Mode
from data import Selection, Tables
from data.positions import RULE, Speaker, Topic
from data.vocabulary import Status

SLIDE = Canvas(1488, 640, Mode.LIGHT, Medium.STILL)
SCREEN = Canvas(1360, 500)
PHONE = Canvas(358, 620)
AUTUMN = Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31))


def thread(tables: Tables, selection: Selection | None = None, canvas: Canvas = SCREEN, **options: str) -> Exhibit:
    return build("positions", tables, selection or Selection(), canvas=canvas, options=options)


def marks(made: Exhibit) -> list[str]:
    """Ids of the events that can be clicked in a picture."""
    return [id for trace in made.chart["data"] if trace.get("meta") == "event" for id in trace["customdata"]]


def words(made: Exhibit) -> str:
    """All words set in a picture."""
    return " ".join(text for trace in made.chart["data"] for text in trace.get("text", []))


def test_the_finding_quotes_denial_and_acknowledgement(tables: Tables) -> None:
    assert thread(tables).title == (
        "Troops: Russia denied on 10 Oct 2024 and acknowledged on 26 Apr 2025; "
        "the DPRK denied on 21 Oct 2024 and acknowledged on 28 Apr 2025"
    )


@pytest.mark.parametrize("topic", Topic)
@pytest.mark.parametrize("known_on", [None, date(2025, 3, 1)], ids=["today", "known Mar 2025"])
def test_days_and_quotes_of_a_finding_stand_in_its_rows(topic: Topic, known_on: date | None, tables: Tables) -> None:
    made = thread(tables, Selection(known_on=known_on), topic=topic)
    behind = " ".join(made.rows.astype(str).to_numpy().ravel())
    days = re.findall(r"\d{1,2} [A-Z][a-z]{2} \d{4}", made.title)
    assert days
    assert all(day in behind for day in days)
    quoted = re.findall(r"(?:^|; )([^;()]+) \(", made.title)
    assert all(label in behind for label in quoted)
    assert len(made.title) <= 140


def test_selections_with_different_answers_have_different_titles(tables: Tables) -> None:
    titles = {
        thread(tables).title,
        thread(tables, AUTUMN).title,
        thread(tables, Selection(date_from=date(2025, 1, 1))).title,
        thread(tables, topic="arms").title,
        thread(tables, topic="losses").title,
        thread(tables, speaker="ukraine").title,
    }
    assert len(titles) == 6


def test_before_the_acknowledgement_the_finding_ends_with_what_was_left_open(tables: Tables) -> None:
    title = thread(tables, AUTUMN).title
    assert "Russia denied on 10 Oct 2024, partly admitted on 24 Oct 2024" in title
    assert "the DPRK denied on 21 Oct 2024, left it open on 25 Oct 2024" in title
    assert "acknowledged" not in title


def test_a_silence_is_drawn_and_says_that_it_is_one_of_these_rows(tables: Tables) -> None:
    made = thread(tables)
    assert "no own statement in these rows, 26 Oct 2024 – 27 Apr 2025" in words(made)
    assert "no own statement in these rows, 26 Oct 2024 – 27 Apr 2025" in made.alt
    assert "no own statement" not in words(thread(tables, topic="china"))


def test_a_silence_ends_with_the_chosen_dates(tables: Tables) -> None:
    assert "no own statement in these rows, 26 Oct – 31 Dec 2024" in thread(tables, AUTUMN).alt
    known = Selection(date_from=date(2024, 10, 1), known_on=date(2025, 3, 1))
    assert "since 26 Oct 2024" in thread(tables, known).alt


def test_one_party_alone_has_one_lane_and_keeps_its_silence(tables: Tables) -> None:
    made = thread(tables, speaker="dprk", topic="arms")
    assert set(made.rows["Party"]) == {"DPRK"}
    assert "since 3 Jun 2025" in made.alt
    assert "Russia" not in made.title


def test_what_became_public_outside_the_dates_is_counted_and_not_drawn(tables: Tables) -> None:
    made = thread(tables, AUTUMN)
    assert "2024-10-22-kim-approves-kursk-plan" not in marks(made)
    assert "1 statement that became public outside these dates is left out" in made.note


def test_every_mark_opens_an_event_of_the_table_twin(tables: Tables) -> None:
    for id in ("positions", "assessments", "sanctions"):
        made = build(id, tables, Selection(), canvas=SCREEN)
        assert marks(made)
        assert set(marks(made)) <= set(made.rows["Id"])


def test_press_and_unnamed_officials_are_rings_outside_the_parties(tables: Tables) -> None:
    made = thread(tables, topic="arms")
    lane = made.rows[made.rows["Party"] == "Press, unnamed"]
    assert len(lane)
    assert set(lane["Stance"]) == {"listed, not counted"}


@pytest.mark.parametrize("canvas", [SLIDE, SCREEN, Canvas(916, 500), PHONE], ids=["slide", "screen", "card", "phone"])
@pytest.mark.parametrize("topic", Topic)
def test_words_stay_inside_the_picture(topic: Topic, canvas: Canvas, tables: Tables) -> None:
    made = thread(tables, canvas=canvas, topic=topic)
    for trace in made.chart["data"]:
        if trace["type"] != "scatter" or trace["mode"] != "text" or "textposition" not in trace:
            continue
        places = trace["textposition"]
        for i, text in enumerate(trace["text"]):
            place = places if isinstance(places, str) else places[i]
            wide = text_width(text.replace("&amp;", "&"), canvas.text)
            left = trace["x"][i] - {"middle right": 0, "middle left": wide, "middle center": wide / 2}[place]
            assert left > -8, text
            assert left + wide < canvas.width + 8, text


def test_the_open_event_is_outlined(tables: Tables) -> None:
    plainly, opened = thread(tables), thread(tables, event="2025-04-28-kcna-acknowledges")
    outlines: list[Any] = [shape for shape in opened.chart["layout"]["shapes"] if shape["type"] == "rect"]
    assert len(outlines) == 1
    assert not [shape for shape in plainly.chart["layout"]["shapes"] if shape["type"] == "rect"]


def test_assessments_are_judgements_only_and_name_whose_they_are(tables: Tables) -> None:
    found = judged(tables, Selection(), Selection().apply(tables))
    assert all(one.status is Status.ASSESSED and one.origins for ones in found.values() for one in ones)
    made = build("assessments", tables, Selection(), canvas=SLIDE)
    assert "Stimson · 16 Jul 2025 · grade 3, possibly true" in words(made)
    assert "Lee: alliance lowers incentive to talk with Washington or Seoul" in words(made)


def test_what_finds_no_room_among_assessments_is_counted(tables: Tables) -> None:
    made = build("assessments", tables, Selection(), canvas=Canvas(358, 500))
    total = len(made.rows)
    shown = len(marks(made))
    assert shown < total
    assert f"{total - shown} older entries found no room" in made.note
    assert "more: see the table" in words(made)


def test_counts_of_sanctions_stand_in_the_table_twin(tables: Tables) -> None:
    made = build("sanctions", tables, Selection(), canvas=SLIDE)
    generals = made.rows[made.rows["Id"] == "2024-12-16-us-sanctions-dprk-generals-banks"]
    assert sorted(generals["Number"]) == ["3", "7", "9"]
    assert "Russia vetoes UN panel of experts (28 Mar 2024)" in made.title


def test_markup_in_rows_stays_text(tables: Tables) -> None:
    hostile = '<a href="javascript:alert(1)">x</a><b>y</b>'
    damaged = replace(tables, events=tables.events.assign(label=hostile, title=hostile))
    for id in ("positions", "assessments", "sanctions"):
        made = build(id, damaged, Selection(), canvas=SCREEN)
        for trace in made.chart["data"]:
            for text in [*trace.get("text", []), *trace.get("hovertext", [])]:
                assert "<a" not in text.replace("<br>", "")
                assert "<b>" not in text


def test_the_reading_list_joins_parties_by_time_and_parts_them_by_party(tables: Tables) -> None:
    selection = Selection()
    shown, _, _ = spoken(tables, selection, Topic.TROOPS, None, selection.apply(tables))
    names = publications_of(tables, None, shown)

    def drawn(*, by_party: bool) -> Any:
        return thread_list(shown, names, Mode.LIGHT, heading="Troops", by_party=by_party, empty="none", rule=RULE)

    timed, parted = drawn(by_party=False), drawn(by_party=True)
    opens = [node[1]["open"] for node in walk(timed) if "open" in node[1]]
    assert len(opens) == len(set(opens)) == len({one.event_id for one in shown})
    assert len([node for node in walk(parted) if "open" in node[1]]) == len(shown)
    assert [node[2] for node in walk(parted) if node[0] == "h4"][:2] == [Speaker.DPRK.label, Speaker.RUSSIA.label]
    assert "Europe: EU Council" in text_of(timed)
    assert RULE in text_of(timed)


def test_an_empty_list_says_so() -> None:
    node = thread_list([], {}, Mode.DARK, heading="Talks", by_party=False, empty="No statement.", rule=RULE)
    assert "No statement." in text_of(node)


def test_a_label_that_quotes_one_party_is_written_in_no_other_lane(tables: Tables) -> None:
    canvas = Canvas(1488, 640, Mode.LIGHT, Medium.STILL)
    asserted = "2026-02-09-hur-8000-remain"
    said = [one for one in spoken(tables, Selection(), Topic.TROOPS, None, Selection().apply(tables))[0]
            if one.event_id == asserted]  # fmt: skip
    assert {one.speaker: quotes_another(one) for one in said} == {Speaker.UKRAINE: False, Speaker.INDEPENDENT: True}
    exhibit = build("positions", tables, Selection(), canvas=canvas, options={})
    [marks] = [trace for trace in exhibit.chart["data"] if trace.get("mode") == "markers"]
    assert marks["customdata"].count(asserted) == 2, "its mark stays in both lanes"
    written = [text for trace in exhibit.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]
    assert sum("remain" in text for text in written) == 1


def test_a_phone_lists_every_assessment(tables: Tables) -> None:
    exhibit = build("assessments", tables, Selection(), canvas=Canvas(358, 1700))
    said = [text for trace in exhibit.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]
    assert not [text for text in said if "see the table" in text]
    assert "found no room" not in exhibit.note
    assert exhibit.chart["layout"]["height"] < 1500
