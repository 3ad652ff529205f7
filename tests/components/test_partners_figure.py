"""The figure of partners: titles, rows and marks over different selections, items and surfaces."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from components.charts.claim_cells import FORMS, flowed
from components.content.partners import partner_table
from components.content.tree import text_of, walk
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.register import build
from components.theme import PARTY_SYMBOLS, Mode
from data import Selection, Tables
from data.partner_items import Item, Partner
from data.partners import matrix
from data.vocabulary import Category, Region

CANVASES = {
    "screen": Canvas(1360, 520),
    "beside the card": Canvas(916, 520),
    "half slide": Canvas(728, 560, Mode.LIGHT, Medium.STILL),
    "phone": Canvas(358, 1050),
    "slide": Canvas(1488, 590, Mode.LIGHT, Medium.STILL),
}
SELECTIONS = {
    "default": Selection(),
    "as known": Selection(known_on=date(2024, 11, 15)),
    "one day": Selection(date_from=date(2024, 10, 18), date_to=date(2024, 10, 18)),
    "one region": Selection(regions=(Region.RASON,)),
    "one category": Selection(categories=(Category.COMBAT,)),
    "everything": Selection(date_from=None),
}


def made(tables: Tables, selection: Selection, canvas: Canvas = CANVASES["slide"], **options: str) -> Exhibit:
    """Build the exhibit."""
    return build("partners", tables, selection, canvas=canvas, options=options)


def texts(exhibit: Exhibit) -> list[str]:
    """All words of a picture."""
    return [text for trace in exhibit.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]


def marks(exhibit: Exhibit) -> list[dict[str, Any]]:
    """The traces with symbols."""
    return [trace for trace in exhibit.chart["data"] if trace.get("mode") == "markers"]


def test_titles_tell_different_answers_apart(tables: Tables) -> None:
    titles = {name: made(tables, selection).title for name, selection in SELECTIONS.items() if name != "everything"}
    assert len(set(titles.values())) == len(titles)
    items = {str(item): made(tables, Selection(), item=str(item)).title for item in Item}
    assert len(set(items.values())) == len(Item)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_every_number_of_a_title_stands_in_the_picture(selection: Selection, canvas: Canvas, tables: Tables) -> None:
    exhibit = made(tables, selection, canvas)
    drawn = " ".join(texts(exhibit)).replace("<b>", "").replace("</b>", "")
    quoted = re.findall(r"\d[\d\u2009\u2060]*", exhibit.title)
    assert [number for number in quoted if number.strip() not in drawn.replace("\u2060", "")] == []


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_every_number_of_a_title_is_a_number_of_a_row_of_that_partner(selection: Selection, tables: Tables) -> None:
    exhibit = made(tables, selection)
    clauses = [clause for clause in exhibit.title.split("; ") if "no figure here" not in clause]
    assert clauses
    for clause in clauses:
        partner = next(partner for partner in Partner if clause.startswith(partner.label))
        rows = exhibit.rows[exhibit.rows["Partner"] == partner.label]
        told = clause.removeprefix(f"{partner.label} ")
        assert any(told.startswith(number) for number in rows["Number"])
        assert any(f"({origin}" in told for origin in rows["Origin"])


def test_a_partner_without_a_figure_is_named_so(tables: Tables) -> None:
    assert made(tables, Selection(), item="drones").title.endswith("no figure here for DPRK, China and Belarus")


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("item", ["", *map(str, Item)], ids=["all items", *map(str, Item)])
def test_nothing_leaves_the_picture(canvas: Canvas, item: str, tables: Tables) -> None:
    exhibit = made(tables, Selection(), canvas, **({"item": item} if item else {}))
    for trace in exhibit.chart["data"]:
        if trace["type"] == "bar":
            ends = [base + tall for base, tall in zip(trace["base"], trace["y"], strict=True)]
            assert max(ends) <= canvas.height + 1
        else:
            assert all(-1 <= y <= canvas.height + 1 for y in trace["y"] if y is not None)
            assert all(-1 <= x <= canvas.width + 1 for x in trace["x"] if x is not None)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_no_two_claims_overlap(canvas: Canvas, tables: Tables) -> None:
    exhibit = made(tables, Selection(), canvas)
    boxes = [
        (x - wide / 2, base, x + wide / 2, base + tall)
        for trace in exhibit.chart["data"]
        if trace["type"] == "bar" and "meta" in trace
        for x, wide, base, tall in zip(trace["x"], trace["width"], trace["base"], trace["y"], strict=True)
    ]
    assert len(boxes) > 5
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart_x = one[2] <= other[0] + 0.1 or other[2] <= one[0] + 0.1
            apart_y = one[3] <= other[1] + 0.1 or other[3] <= one[1] + 0.1
            assert apart_x or apart_y


def test_clicks_lead_to_events_or_quantities_that_exist(tables: Tables) -> None:
    exhibit = made(tables, Selection())
    known = {"event": set(tables.events["event_id"]), "metric": set(tables.metrics["metric"])}
    found = {trace["meta"]: set(trace["customdata"]) for trace in exhibit.chart["data"] if "meta" in trace}
    assert set(found) == {"event", "metric"}
    assert all(ids <= known[kind] for kind, ids in found.items())


def test_what_is_cut_is_counted(tables: Tables) -> None:
    exhibit = made(tables, Selection())
    cut = sum(int(text[1:]) for text in texts(exhibit) if text.startswith("+") and text[1:].isdigit())
    assert f"{cut} further claims stand in the table only" in exhibit.note
    drawn = sum(len(trace["customdata"]) for trace in exhibit.chart["data"] if "meta" in trace)
    judged = sum("credibility" in text for text in texts(exhibit))
    assert drawn - judged + cut == len(exhibit.rows)


def test_partners_borrow_the_forms_of_the_guide_and_origins_have_no_colour(tables: Tables) -> None:
    exhibit = made(tables, Selection())
    palette = CANVASES["slide"].palette
    allowed = {palette.party(FORMS[partner]) for partner in Partner} | {palette.ink, palette.ink3}
    symbols = {symbol for trace in marks(exhibit) for symbol in _many(trace["marker"]["symbol"])}
    colours = {colour for trace in marks(exhibit) for colour in _many(trace["marker"]["color"])}
    assert {PARTY_SYMBOLS[FORMS[partner]] for partner in Partner} <= symbols
    assert colours <= allowed


def test_unnamed_officials_are_rings_and_never_partners_marks(tables: Tables) -> None:
    """All claims on Iranian missiles come from unnamed officials: none may be a filled square."""
    exhibit = made(tables, Selection(), item="missiles")
    squares = [symbol for trace in marks(exhibit) for symbol in _many(trace["marker"]["symbol"]) if symbol == "square"]
    assert len(squares) == 1  # the one beside the name
    iran = exhibit.rows[exhibit.rows["Partner"] == "Iran"]
    assert set(iran["Counted"]) == {"no: unnamed officials or news"}


def test_the_reading_table_holds_every_claim(tables: Tables) -> None:
    found = matrix(tables, Selection().apply(tables))
    tree = partner_table(found, tuple(Item), Mode.LIGHT)
    opens = [element[1]["open"] for element in walk(tree) if "open" in element[1]]
    assert sorted(opens) == sorted(entry.focus for entry in found.entries)
    assert "no public figure" in text_of(tree)


def test_words_break_without_losing_any() -> None:
    words = "ballistic missiles supplied, first dispatch"
    lines = flowed(words, 90, 140, 12, lines=9)
    assert " ".join(lines) == words
    assert len(flowed(words, 60, 60, 12)) == 2
    assert flowed(words, 60, 60, 12)[-1].endswith("…")


def _many(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [value]


def test_a_phone_names_every_item_without_a_figure(tables: Tables) -> None:
    exhibit = build("partners", tables, Selection(), canvas=Canvas(358, 1160))
    said = [text for trace in exhibit.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]
    assert sum(text.startswith("no public figure: ") for text in said) == 4
    assert not [text for text in said if "…" in text]


@pytest.mark.parametrize(
    "canvas", [Canvas(1360, 520), Canvas(1024, 600), CANVASES["phone"]], ids=["page", "small", "phone"]
)
def test_whose_word_of_which_day_a_claim_is_stands_uncut(canvas: Canvas, tables: Tables) -> None:
    exhibit = made(tables, Selection(), canvas)
    shown = texts(exhibit)
    assert not [text for text in shown if "…" in text]
    assert [text for text in shown if text.startswith("Middle East officials,")]
    assert "without room" not in exhibit.note


def test_beside_the_card_no_item_is_left_out(tables: Tables) -> None:
    assert "without room" not in made(tables, Selection(), Canvas(916, 560)).note
