"""Trade exhibits: what they say occurs in the rows, and nothing is added."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from components.charts.bars import nice_step
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.trade import trade_flows, turnover
from components.theme import LIGHT, Mode
from data import Selection, Tables, load_tables, series
from data.vocabulary import Region
from data.wording import THIN_SPACE

Build = Callable[..., Exhibit]

WIDE = Canvas(1360, 520)
CANVASES = {
    "wide": WIDE,
    "still": Canvas(1488, 560, medium=Medium.STILL),
    "dark": Canvas(1360, 520, mode=Mode.DARK),
    "eight": Canvas(900, 330),
    "four": Canvas(432, 250),
    "phone": Canvas(358, 520),
}
SELECTIONS = {
    "since-2022": Selection(),
    "all": Selection(date_from=None),
    "2016-2020": Selection(date_from=date(2016, 1, 1), date_to=date(2020, 12, 31)),
    "as-known-2020": Selection(date_from=None, known_on=date(2020, 3, 1)),
    "one-origin": Selection(date_from=None, origins=("kotra",)),
    "region": Selection(regions=(Region.RASON,)),
}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


def made(build: Build, tables: Tables, selection: Selection, canvas: Canvas = WIDE) -> Exhibit:
    return build(tables, selection, canvas=canvas, options={})


def texts(exhibit: Exhibit) -> list[str]:
    traces = [str(text) for trace in exhibit.chart["data"] for text in trace.get("text", ())]
    return [*traces, *(note["text"] for note in exhibit.chart["layout"].get("annotations", ()))]


def words(exhibit: Exhibit) -> str:
    return re.sub(r"<[^>]*>", "", " | ".join(texts(exhibit)))


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("build", [trade_flows, turnover])
def test_every_picture_is_valid_has_its_size_and_no_colour_but_hex(
    tables: Tables, build: Build, selection: Selection, canvas: Canvas
) -> None:
    exhibit = made(build, tables, selection, canvas)
    go.Figure(exhibit.chart)
    layout = exhibit.chart["layout"]
    assert layout["width"] == canvas.width
    assert 0 < layout["height"] <= canvas.height
    assert layout["height"] == canvas.height or canvas.medium is Medium.SCREEN
    assert "template" not in layout
    assert "rgba(" not in json.dumps(exhibit.chart)
    assert exhibit.title
    assert exhibit.alt
    assert exhibit.sources.origins
    assert len(exhibit.chart["data"]) <= 18


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("build", [trade_flows])
def test_marks_stay_inside_the_picture(tables: Tables, build: Build, canvas: Canvas) -> None:
    for selection in SELECTIONS.values():
        for trace in made(build, tables, selection, canvas).chart["data"]:
            x, y = trace["x"], trace["y"]
            if trace["type"] == "bar":
                x = [a + s * w / 2 for a, w in zip(trace["x"], trace["width"], strict=True) for s in (-1, 1)]
                y = [b + part * h for b, h in zip(trace["base"], trace["y"], strict=True) for part in (0, 1)]
            assert all(-1 <= value <= canvas.width + 1 for value in x if value is not None)
            assert all(-1 <= value <= canvas.height + 1 for value in y if value is not None)


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("build", [trade_flows, turnover])
def test_every_number_in_the_title_stands_in_the_table(tables: Tables, build: Build, selection: Selection) -> None:
    exhibit = made(build, tables, selection)
    if exhibit.empty:
        return
    finding = re.sub(r"(and|for) \d+ more", "", exhibit.title)
    table = " ".join(str(cell) for row in exhibit.rows.astype(str).to_numpy() for cell in row)
    for found in re.findall(rf"\d[\d{THIN_SPACE}.]*\d|\d", finding):
        assert found in table, found


def test_titles_follow_the_answer(tables: Tables) -> None:
    for build in (trade_flows, turnover):
        titles = {made(build, tables, SELECTIONS[name]).title for name in ("since-2022", "2016-2020", "one-origin")}
        assert len(titles) == 3
    assert made(turnover, tables, Selection()).title == (
        "Exporters association puts two-way trade in 2024 at 34 million USD (estimate); "
        "Guseinova puts Jan–May 2024 alone at 52.9 million USD (estimate)"
    )


def test_no_exhibit_shows_a_number_that_no_row_has(tables: Tables) -> None:
    """A sum or an average would be a number that stands in no row."""
    values = {
        round(float(value) / 1e6, 3)
        for column in series.VALUES
        for value in tables.flows[column].dropna()
    }  # fmt: skip
    exhibit = made(turnover, tables, Selection(date_from=None))
    shown = [float(value) for value in exhibit.rows["USD"]]
    assert len(shown) == len(exhibit.rows)
    assert {round(value / 1e6, 3) for value in shown} <= values
    labels = [text for text in texts(exhibit) if re.match(r"[\d.]+ [ ·] ?", text)]
    assert len(labels) > 25
    assert {float(label.split()[0]) for label in labels} <= values


def test_heights_are_single_figures_and_no_stack(tables: Tables) -> None:
    exhibit = made(turnover, tables, Selection(date_from=None))
    assert exhibit.chart["layout"]["barmode"] == "overlay"
    floors = {y for trace in exhibit.chart["data"] if trace.get("meta") == "flows" for y in trace["base"]}
    assert len(floors) == 1


def test_two_origins_of_one_year_stand_side_by_side(tables: Tables) -> None:
    said = words(made(turnover, tables, Selection(date_from=None)))
    for label in ("34.066  ITC", "34  Kremlin", "34.05  Russian customs", "105  Russian economy", "46  KOTRA"):
        assert label in said


def test_parts_of_a_year_name_their_months_and_are_no_years(tables: Tables) -> None:
    exhibit = made(turnover, tables, Selection())
    assert "Jan–May" in words(exhibit)
    parts = exhibit.rows[exhibit.rows["Covers"] == "part of the year"]
    assert sorted(parts["Period"]) == ["1 Jan – 16 Nov 2023", "Jan–May 2024"]
    assert "Jan–May 2024 alone at 52.9 million USD" in exhibit.title
    assert "above the 34 million USD" in exhibit.note


def test_years_without_a_figure_are_hatched_and_named(tables: Tables) -> None:
    exhibit = made(turnover, tables, Selection())
    assert words(exhibit).count("no figure in the tables") == 2
    assert "no figure yet" in words(exhibit)
    hatches = [
        shape
        for trace in exhibit.chart["data"]
        for shape, colour in zip(
            trace.get("marker", {}).get("pattern", {}).get("shape", ()),
            trace.get("marker", {}).get("color", ()),
            strict=False,
        )
        if colour == LIGHT.gap
    ]
    assert hatches == ["/"] * 3
    assert "29 Nov 2023" in exhibit.note


def test_a_reported_zero_and_a_missing_figure_differ(tables: Tables) -> None:
    rows = made(trade_flows, tables, Selection(date_from=None)).rows
    everything = rows[(rows["Commodity"] == "All goods") & (rows["Direction"] == "Russia → DPRK")].iloc[0]
    assert everything["Newest figure"] == "0 USD"
    assert set(rows.loc[rows["Basis"] == "no figure known", "Newest figure"]) == {"no public figure"}


def test_goods_without_a_figure_are_drawn_as_such(tables: Tables) -> None:
    exhibit = made(trade_flows, tables, Selection())
    unknown = exhibit.rows[exhibit.rows["Newest figure"] == "no public figure"]
    one_way = set(unknown.loc[unknown["Direction"] == "Russia → DPRK", "Commodity"])
    other_way = set(unknown.loc[unknown["Direction"] == "DPRK → Russia", "Commodity"])
    assert one_way == {"Coal", "Fertilizers", "Iron ore", "Oil, crude or refined not stated", "Wheat"}
    assert other_way == {"Fish and seafood", "Rare earths"}
    assert words(exhibit).count("no figure known") == 7


def test_ammunition_and_labour_stand_on_the_way_to_russia(tables: Tables) -> None:
    rows = made(trade_flows, tables, Selection()).rows
    to_russia = rows[rows["Direction"] == "DPRK → Russia"].set_index("Commodity")
    assert to_russia.at["Ammunition", "Origins at first hand"] == 7
    assert to_russia.at["Workers in Russia", "Group"] == "Labour"


def test_counts_leave_out_plans_restatements_and_uncounted_origins(tables: Tables) -> None:
    exhibit = made(trade_flows, tables, Selection())
    rows = exhibit.rows.set_index("Commodity")
    assert rows.at["Ballistic missiles", "Rows"] == 2
    assert rows.at["Refined petroleum", "Rows"] == 20
    assert rows.at["Coal", "Origins at first hand"] == 0
    assert rows.at["Coal", "All origins"] == "Clash Report"
    assert "1 planned figure and 1 restatement." in exhibit.note


def test_a_click_names_exporter_importer_and_commodity(tables: Tables) -> None:
    exhibit = made(trade_flows, tables, Selection())
    clickable = [trace for trace in exhibit.chart["data"] if trace.get("meta") == "flows"]
    ids = [id for trace in clickable for id in trace["customdata"]]
    assert {"RUS-PRK-coal", "PRK-RUS-ammunition"} <= set(ids)
    assert len(ids) == len(set(ids)) == len(exhibit.rows) - 1  # workers are claims, not flows


def test_a_scope_never_stands_for_the_whole(tables: Tables) -> None:
    rows = made(trade_flows, tables, Selection()).rows.set_index(["Direction", "Commodity"])
    assert rows.at[("Russia → DPRK", "Flour"), "Covers"] == "all"
    assert rows.at[("Russia → DPRK", "Fish and seafood"), "Covers"] == "Primorye and Sakhalin only"


@pytest.mark.parametrize("build", [trade_flows, turnover])
def test_a_filter_that_cannot_reach_flows_is_named(tables: Tables, build: Build) -> None:
    reached = Selection(regions=(Region.RASON,)).apply(tables).unreached("flows")
    assert reached
    assert all(word in made(build, tables, Selection(regions=(Region.RASON,))).subtitle for word in reached)
    assert reached[0] not in made(build, tables, Selection()).subtitle


@pytest.mark.parametrize("build", [trade_flows, turnover])
def test_without_rows_the_exhibit_says_what_to_loosen(tables: Tables, build: Build) -> None:
    exhibit = made(build, tables, Selection(date_from=date(1950, 1, 1), date_to=date(1951, 1, 1)))
    assert exhibit.empty
    assert exhibit.title.startswith("No rows")
    assert "widen" in exhibit.alt
    assert "widen" in words(exhibit)


@pytest.mark.parametrize("build", [trade_flows, turnover])
def test_a_short_list_says_how_much_it_leaves_out(tables: Tables, build: Build) -> None:
    exhibit = made(build, tables, Selection(date_from=None), Canvas(358, 300))
    assert re.search(r"\d+ (only|more|earlier) in the table", words(exhibit))
    assert "see the table" in exhibit.note


def test_row_text_is_plain_in_labels(tables: Tables) -> None:
    commodities = tables.commodities.assign(
        label=tables.commodities["label"].where(
            tables.commodities["commodity"] != "pork", "<b>Pork</b><a href='x'>y</a>"
        )
    )
    changed = Tables(**{**tables.__dict__, "commodities": commodities})
    said = json.dumps(made(trade_flows, changed, Selection()).chart["data"])
    assert "<a href" not in said
    assert "&lt;b&gt;Pork" in said


def test_grid_lines_are_round_and_few() -> None:
    for top in (0.04, 3.7, 52.9, 99, 290, 2730):
        step: Any = nice_step(top, 5)
        assert 3 <= top / step <= 8


def test_many_years_or_little_room_still_make_a_picture(tables: Tables) -> None:
    for canvas in (Canvas(358, 60), Canvas(1360, 520), Canvas(900, 330)):
        exhibit = made(turnover, tables, Selection(date_from=date(1901, 1, 1)), canvas)
        go.Figure(exhibit.chart)
        assert "1901–1998" in words(made(turnover, tables, Selection(date_from=date(1901, 1, 1)), Canvas(358, 2000)))
