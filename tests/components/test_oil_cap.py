"""The oil figure: what is drawn stands at its number, the cap in every year, the title in the rows."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from components.charts.measure import text_width
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.oil_cap import oil_cap
from components.theme import Mode
from data import Selection, Tables

SCREEN = Canvas(1360, 520)
SLIDE = Canvas(1488, 640, Mode.LIGHT, Medium.STILL)
CANVASES = {
    "screen": SCREEN, "card open": Canvas(916, 520), "half": Canvas(664, 520), "third": Canvas(432, 300),
    "phone": Canvas(358, 520, Mode.DARK), "slide": SLIDE, "half slide": Canvas(728, 560, Mode.LIGHT, Medium.STILL),
}  # fmt: skip
SELECTIONS = {
    "default": Selection(),
    "since the cap": Selection(date_from=date(2018, 1, 1)),
    "all dates": Selection(date_from=None),
    "2018–2019": Selection(date_from=date(2018, 1, 1), date_to=date(2019, 12, 31)),
    "2020": Selection(date_from=date(2020, 1, 1), date_to=date(2020, 12, 31)),
    "2021": Selection(date_from=date(2021, 1, 1), date_to=date(2021, 12, 31)),
    "one month": Selection(date_from=date(2024, 2, 1), date_to=date(2024, 2, 28)),
    "only estimates": Selection(origins=("rusi", "open_source_centre")),
    "known in 2019": Selection(date_from=None, known_on=date(2019, 6, 1)),
    "known in Nov 2024": Selection(known_on=date(2024, 11, 15)),
}
_NUMBER = re.compile(r"\d[\d\u2009]*(?:\.\d+)?")


def made(tables: Tables, selection: Selection, canvas: Canvas = SCREEN) -> Exhibit:
    return oil_cap(tables, selection, canvas=canvas, options={})


def words(exhibit: Exhibit) -> list[tuple[float, float, str]]:
    """Every label with the place it begins at, markup taken off."""
    found = []
    for trace in exhibit.chart["data"]:
        if trace.get("mode") == "text":
            for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
                found.append((x, y, re.sub(r"<[^>]+>", "", text)))
    return found


def said(exhibit: Exhibit) -> str:
    return " | ".join(text for _, _, text in words(exhibit)).replace("\u2009", " ")


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_every_number_of_a_title_stands_in_the_rows(selection: Selection, tables: Tables) -> None:
    exhibit = made(tables, selection, SLIDE)
    assert not exhibit.empty
    behind = " ".join(exhibit.rows.astype(str).to_numpy().ravel().tolist()).replace("\u2009", "")
    for number in _NUMBER.findall(exhibit.title):
        assert number.replace("\u2009", "") in behind, f"{number} of “{exhibit.title}”"


def test_titles_follow_the_rows(tables: Tables) -> None:
    titles = {
        name: made(tables, selection, SLIDE).title.replace("\u2009", " ") for name, selection in SELECTIONS.items()
    }
    assert titles["default"] == (
        "Russia last reported refined oil for Jan 2024: 15 279 barrels; Open Source Centre puts 7 Mar – 5 Nov 2024 at "
        "over 1 000 000, against a yearly cap of 500 000 barrels for all suppliers"
    )
    assert titles["2018–2019"].startswith("Russia reported refined oil for 2019: 277 365 barrels; US mission UN puts ")
    assert titles["2021"].startswith("Russia reported refined oil for 2021: 0 barrels, against")
    assert titles["known in 2019"].startswith("Russia last reported refined oil for Feb 2019: 4 382 tonnes; ")
    assert titles["known in Nov 2024"].startswith("Russia last reported refined oil for Dec 2023: 6 591 barrels; White")
    assert titles["one month"].startswith("China reported refined oil for Jan–Nov 2024: 280 928 barrels, against")
    assert len(set(titles.values())) >= len(titles) - 2


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_no_label_leaves_the_picture(selection: Selection, canvas: Canvas, tables: Tables) -> None:
    exhibit = made(tables, selection, canvas)
    for trace in exhibit.chart["data"]:
        if trace.get("mode") != "text" or "right" not in trace["textposition"]:
            continue
        for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
            bold = "".join(re.findall(r"<b>(.*?)</b>", text))
            rest = re.sub(r"<[^>]+>", "", text.replace(f"<b>{bold}</b>", ""))
            width = text_width(bold, canvas.text, weight=600) + text_width(rest, canvas.text)
            assert x + width <= canvas.width + 2, text
            assert 0 <= y <= canvas.height, text


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_no_number_is_cut_short(selection: Selection, tables: Tables) -> None:
    for canvas in CANVASES.values():
        for _, _, text in words(made(tables, selection, canvas)):
            assert not re.search(r"[\d\u2009–]…", text), text


def bars(exhibit: Exhibit, colour: str, side: int = 1) -> list[float]:
    """The right (or left) ends of bars of a colour as tall as a bar."""
    trace = next(trace for trace in exhibit.chart["data"] if trace["type"] == "bar" and "meta" not in trace)
    shown = zip(trace["x"], trace["width"], trace["y"], trace["marker"]["color"], strict=True)
    return [x + side * width / 2 for x, width, height, tint in shown if tint == colour and height == 10]


def test_bars_and_cap_share_one_scale_from_zero(tables: Tables) -> None:
    exhibit = made(tables, Selection())
    zero = bars(exhibit, SCREEN.palette.russia_to_dprk, side=-1)[0]
    px = (cap_at_label(exhibit) - zero) / 500_000
    russia = sorted(bars(exhibit, SCREEN.palette.russia_to_dprk))
    assert [round((end - zero) / px) for end in russia] == [
        pytest.approx(size, abs=2) for size in (3_225, 15_279, 105_845)
    ]
    china = sorted(bars(exhibit, SCREEN.palette.other))
    assert [round((end - zero) / px) for end in china] == [
        pytest.approx(size, abs=2) for size in (17_117, 19_904, 256_861, 280_928)
    ]


def cap_at_label(exhibit: Exhibit) -> float:
    """Where the cap stands, from its own words, which begin 6 px to the right of it."""
    return next(x for x, _, text in words(exhibit) if text.startswith("UN cap")) - 6


def test_the_cap_stands_whatever_dates_are_chosen(tables: Tables) -> None:
    for selection in (SELECTIONS["default"], SELECTIONS["2021"], SELECTIONS["only estimates"]):
        exhibit = made(tables, selection)
        assert "UN cap 500 000" in said(exhibit)
        assert "the cap stands in every year" in exhibit.subtitle


def test_an_estimate_over_is_an_arrow_and_no_filled_bar(tables: Tables) -> None:
    exhibit = made(tables, Selection())
    heads = [
        symbol
        for trace in exhibit.chart["data"]
        if trace.get("mode") == "markers"
        for symbol in trace["marker"]["symbol"]
    ]
    assert heads.count("triangle-right") == 2
    for canvas in (SCREEN, SLIDE, CANVASES["card open"], CANVASES["half"], CANVASES["phone"]):
        assert "over 1 000 000  7 Mar – 5 Nov" in said(made(tables, Selection(), canvas))
    dashed = [t for t in exhibit.chart["data"] if t.get("mode") == "lines" and t["line"].get("dash")]
    assert len(dashed) == 1


def test_zero_is_a_ring_and_silence_a_hatch_with_words(tables: Tables) -> None:
    year = made(tables, SELECTIONS["2021"])
    symbols = [s for t in year.chart["data"] if t.get("mode") == "markers" for s in t["marker"]["symbol"]]
    assert symbols == ["circle-open"]
    assert "no report found | " not in said(year)
    assert "no report found  the last is for Jan 2024" in said(made(tables, Selection()))


def test_months_are_twelve_cells_a_line(tables: Tables) -> None:
    exhibit = made(tables, SELECTIONS["2021"])
    trace = next(trace for trace in exhibit.chart["data"] if trace["type"] == "bar" and "meta" not in trace)
    small = [width for width in trace["width"] if width == pytest.approx(9) or width == 3]
    assert len(small) == 24


def test_tonnes_say_their_factor_and_their_range(tables: Tables) -> None:
    exhibit = made(tables, SELECTIONS["2020"])
    assert "1 320 tonnes  = 10 500–11 000 barrels" in said(exhibit)
    assert "Tonnes are drawn with 7.97–8.33 barrels a tonne, as 3 rows with both units imply." in exhibit.note
    line = exhibit.rows.set_index("Row").loc["RUS-PRK-refined_petroleum-2020-06-un_1718_committee"]
    assert str(line["Barrels"]).replace("\u2009", " ").startswith("1 320 tonnes × 7.97–8.33 barrels a tonne (as 3 rows")


def test_tonnes_without_a_factor_known_are_written_not_drawn(tables: Tables) -> None:
    exhibit = made(tables, SELECTIONS["known in 2019"])
    assert "29 237 tonnes  not drawn: no row known gives both units" in said(exhibit)
    assert not bars(exhibit, SCREEN.palette.russia_to_dprk)


def test_what_does_not_fit_is_said(tables: Tables) -> None:
    note = made(tables, SELECTIONS["since the cap"]).note.replace("\u2009", " ")
    assert "Russia for 2019 (277 365 barrels, but 30 180 tonnes would be 240 000–251 000 barrels)" in note
    assert "Russia’s reports within Jan–Nov 2019 add to 29 531 tonnes, its total said 27 676." in note
    drawn = said(made(tables, SELECTIONS["since the cap"], SLIDE))
    assert "its 12 parts add to 105 841" in drawn
    assert "6 more than the suppliers’ own reports" in drawn
    assert "the committee’s sum over suppliers is the same" in drawn


def test_years_before_the_cap_are_left_out_and_counted(tables: Tables) -> None:
    exhibit = made(tables, SELECTIONS["all dates"])
    years = exhibit.rows["Year"].tolist()
    assert min(years) == 2018
    assert "figures of years before the cap left out" in exhibit.note


def test_lines_without_room_are_counted(tables: Tables) -> None:
    exhibit = made(tables, SELECTIONS["since the cap"], CANVASES["third"])
    assert "lines of earlier years without room: see the table." in exhibit.note
    assert "2024" in said(exhibit)


def test_clicks_open_events_rows_and_metrics(tables: Tables) -> None:
    exhibit = made(tables, SELECTIONS["since the cap"])
    found: dict[str, set[str]] = {}
    for trace in exhibit.chart["data"]:
        if "meta" in trace:
            found[trace["meta"]] = set(trace["customdata"])
    assert "2024-03-07-oil-transfers-to-dprk" in found["event"]
    assert found["event"] <= set(tables.events["event_id"])
    assert found["flows"] == {"RUS-PRK-refined_petroleum", "CHN-PRK-refined_petroleum"}
    assert found["metric"] <= set(tables.metrics["metric"])


def test_the_table_says_what_became_of_each_row(tables: Tables) -> None:
    rows = made(tables, SELECTIONS["since the cap"]).rows.set_index("Row")["Use here"]
    assert rows["RUS-PRK-refined_petroleum-2023-un_1718_committee"] == "drawn"
    assert rows["RUS-PRK-refined_petroleum-2023-05-un_1718_committee"] == "step within the bar"
    assert rows["CHN-PRK-refined_petroleum-2022-01-un_1718_committee"] == "added within the year"
    assert rows["RUS-PRK-refined_petroleum-2018-un_1718_committee-2"] == "restates another row: not drawn"
    assert rows["refined_oil_cap_barrels-20180101-un_security_council"] == "limit"


def test_no_figure_says_when_the_last_reports_were(tables: Tables) -> None:
    exhibit = made(tables, Selection(date_from=date(2025, 3, 1)))
    assert exhibit.empty
    assert "Russia last reported for Jan 2024 and China last reported for Feb 2025." in exhibit.alt


def test_hostile_notes_stay_text(tables: Tables) -> None:
    hostile = '<b>x</b> <a href="javascript:alert(1)">y</a>'
    damaged = replace(tables, flows=tables.flows.assign(note=hostile))
    shown: list[Any] = [trace.get("text", []) for trace in made(damaged, Selection()).chart["data"]]
    shown += [trace.get("hovertext", []) for trace in made(damaged, Selection()).chart["data"]]
    assert "<a " not in " ".join(text for texts in shown for text in texts)


def test_a_conversion_in_the_note_names_its_factor_where_no_bar_does(tables: Tables) -> None:
    note = made(tables, Selection()).note.replace("\u2009", " ")
    assert "but 56 000 tonnes, at 7.97–8.33 barrels a tonne, would be 446 000–467 000 barrels" in note
    assert "Tonnes are drawn" not in note
