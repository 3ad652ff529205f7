"""The flow diagram: bands count flows, panels keep to one unit, and words never lie over each other."""

from __future__ import annotations

import html
import re
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from components.charts.flow_parts import Entry
from components.charts.flow_scale import scale_of
from components.charts.measure import text_width
from components.content.reconciled import reconciliation
from components.content.tree import text_of, walk
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.trade import trade_flows
from components.exhibits.trade_goods import goods
from components.exhibits.trade_sides import sides
from components.theme import LIGHT, Mode
from data import Selection, Tables
from data.flows import PAIRS, Panel
from data.reconciled import not_compared, reconciled
from data.series import flow_records
from data.vocabulary import Basis, Direction, Status
from tests.data.test_flows import hand_made

CANVASES = {
    "page": Canvas(1360, 526),
    "still": Canvas(1488, 600, medium=Medium.STILL),
    "half still": Canvas(728, 560, medium=Medium.STILL),
    "beside a card": Canvas(916, 526),
    "half": Canvas(664, 520, mode=Mode.DARK),
    "third": Canvas(432, 256),
    "phone": Canvas(358, 1040),
}
SELECTIONS = {
    "since 2022": Selection(),
    "all": Selection(date_from=None),
    "few days": Selection(date_from=date(2024, 3, 1), date_to=date(2024, 3, 10)),
    "as known": Selection(known_on=date(2024, 11, 15)),
    "one origin": Selection(date_from=None, origins=("kotra",)),
}


def drawn(tables: Tables, selection: Selection, canvas: Canvas, panel: Panel = Panel.KNOWN) -> Exhibit:
    options = {} if panel is Panel.KNOWN else {"flows": panel.value}
    return trade_flows(tables, selection, canvas=canvas, options=options)


def boxes(made: Exhibit) -> list[tuple[str, float, float, float, float]]:
    """Text, left, right, top and bottom of every line of a picture."""
    found = []
    for trace in made.chart["data"]:
        if trace.get("mode") != "text":
            continue
        size, weight = trace["textfont"]["size"], trace["textfont"]["weight"]
        side = trace["textposition"]
        for x, y, written in zip(trace["x"], trace["y"], trace["text"], strict=True):
            bold = "".join(re.findall(r"<b>(.*?)</b>", written))
            rest = re.sub(r"<b>.*?</b>", "", written)
            plain, strong = (html.unescape(re.sub("<[^>]*>", "", part)) for part in (rest, bold))
            wide = text_width(plain, size, weight=weight) + text_width(strong, size, weight=600)
            left = {"middle right": x, "middle left": x - wide, "middle center": x - wide / 2}[side]
            found.append((strong + plain, left, left + wide, y - size * 0.5, y + size * 0.5))
    return found


@pytest.mark.parametrize("panel", [Panel.KNOWN, Panel.USD, Panel.TONNES, Panel.ROUNDS])
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_no_words_lie_over_others_or_outside(
    tables: Tables, canvas: Canvas, selection: Selection, panel: Panel
) -> None:
    made = drawn(tables, selection, canvas, panel)
    if made.empty:
        return
    found = boxes(made)
    for text, left, right, top, bottom in found:
        assert -1 <= left < right <= canvas.width + 2, text
        assert -2 <= top < bottom <= canvas.height + 2, text
    for (one, l1, r1, t1, b1), (two, l2, r2, t2, b2) in combinations(found, 2):
        apart = r1 <= l2 + 1 or r2 <= l1 + 1 or b1 <= t2 + 1.5 or b2 <= t1 + 1.5
        assert apart, f"“{one}” lies over “{two}”"


def bars(made: Exhibit, colour: str, width: float) -> list[float]:
    """Heights of the filled bars of a colour and a width."""
    return [
        height
        for trace in made.chart["data"]
        if trace["type"] == "bar" and "meta" not in trace
        for height, wide, fill in zip(trace["y"], trace["width"], trace["marker"]["color"], strict=True)
        if fill == colour and abs(wide - width) < 0.01
    ]


def test_bars_of_countries_and_groups_count_flows(tables: Tables) -> None:
    """Two foods and coal one way, ammunition the other: bars stand as 3 to 1; amounts and totals add nothing."""
    made_of = hand_made(
        tables,
        {"commodity": "coal", "basis": "unquantified"},
        {"commodity": "pork", "value_usd_best": 5e9},
        {"commodity": "pork", "value_usd_best": 1.0, "period_end": "2024-06-30", "origin": "kotra"},
        {"commodity": "wheat", "quantity": 4, "quantity_unit": "tonnes"},
        {"commodity": "all", "value_usd_best": 9e9},
        {"exporter": "PRK", "importer": "RUS", "commodity": "ammunition", "quantity": 9, "quantity_unit": "rounds"},
    )
    made = drawn(made_of, Selection(statuses=(Status.DENIED,)), Canvas(1360, 526))
    to_dprk, to_russia = bars(made, LIGHT.russia_to_dprk, 8), bars(made, LIGHT.dprk_to_russia, 8)
    assert len(set(to_dprk)) == len(set(to_russia)) == 1
    band = to_russia[0]
    assert to_dprk[0] == pytest.approx(3 * band)
    assert sorted(round(height / band) for height in bars(made, LIGHT.russia_to_dprk, 3)) == [1, 1, 2, 2]
    words = " | ".join(text for text, *_ in boxes(made))
    assert "3 known flows" in words
    assert "1 known flow" in words
    assert "2 rows, 2 origins" in words


def test_known_flows_of_the_rows_are_counted_once(tables: Tables) -> None:
    made = drawn(tables, Selection(), Canvas(1360, 526))
    rows = tables.flows[(tables.flows["period_end"] >= "2022-01-01") & ~tables.flows["basis"].isin(["plan", "cap"])]
    for way, (exporter, importer) in PAIRS.items():
        told = rows[(rows["exporter"] == exporter) & (rows["importer"] == importer)]
        kinds = set(told["commodity"]) - {"all", "railway_freight", "two_way_total"}
        listed = made.rows[(made.rows["Direction"] == way.label) & (made.rows["Group"] != "Totals")]
        assert len(listed) == len(kinds) + (way is Direction.DPRK_TO_RUSSIA)


def test_goods_of_the_issue_are_drawn_without_a_number(tables: Tables) -> None:
    words = " | ".join(text for text, *_ in boxes(drawn(tables, Selection(), Canvas(1360, 526))))
    for name in ("Coal", "Iron ore", "Fertilizers", "Wheat", "Fish and seafood", "Rare earths", "Ammunition"):
        assert name in words
    assert words.count("no figure known") == 7
    assert "Workers in Russia" in words


@pytest.mark.parametrize("panel", list(Panel)[1:])
def test_a_unit_panel_shows_only_figures_of_its_unit_that_stand_in_rows(tables: Tables, panel: Panel) -> None:
    made = drawn(tables, Selection(date_from=None), Canvas(1360, 526), panel)
    assert len(made.rows)
    assert all(figure.endswith(f" {panel.unit}") for figure in made.rows["Newest figure"])
    assert panel.unit in made.subtitle
    if panel is Panel.PERSONS:
        given = set(tables.claims.loc[tables.claims["metric"] == "workers_in_russia", "best"].dropna())
    elif panel is Panel.USD:
        given = {value for part in ("low", "best", "high") for value in tables.flows[f"value_usd_{part}"].dropna()}
    else:
        given = set(tables.flows.loc[tables.flows["quantity_unit"] == panel.unit, "quantity"])
    flows = flow_records(tables, Selection(date_from=None).apply(tables).flows)
    found = goods(tables, flows, [], panel)
    assert {value for entry in spots(found) for spot in entry.spots for value in spot.values} <= given


def spots(found: dict[Direction, Any]) -> list[Entry]:
    return [good.entry for made in found.values() for good in made if good.entry.spots]


def test_titles_of_panels_differ_and_stand_in_their_tables(tables: Tables) -> None:
    made = {panel: drawn(tables, Selection(), Canvas(1488, 600, medium=Medium.STILL), panel) for panel in Panel}
    assert len({exhibit.title for exhibit in made.values()}) == len(Panel)
    for exhibit in made.values():
        table = " ".join(str(cell) for cell in exhibit.rows.to_numpy().ravel())
        for number in re.findall(r"\d[\d\u2009.]*\d|\d", exhibit.title):
            assert number in table, f"{number} of “{exhibit.title}”"


def test_few_figures_stand_below_each_other_and_many_become_ticks(tables: Tables) -> None:
    flows = flow_records(tables, Selection().apply(tables).flows)
    found = goods(tables, flows, [], Panel.ROUNDS)
    roomy, tight = (sides(found, Panel.ROUNDS, LIGHT, room)[1] for room in (12, 2))
    assert [entry.name for entry in roomy.entries] == ["Ammunition", "NIS", "CSIS", "Zelenskyy", "MSMT"]
    assert [len(entry.spots) for entry in roomy.entries] == [1] * 5
    assert [(entry.name, len(entry.spots)) for entry in tight.entries] == [("Ammunition", 5)]


def test_a_part_of_a_running_total_is_no_figure_beside_it(tables: Tables) -> None:
    """HUR’s “none in September 2025” belongs to its own running total."""
    made = drawn(tables, Selection(), Canvas(1360, 526), Panel.ROUNDS)
    assert "0 rounds" not in re.split(r"[;:] ?", made.rows["Other figures in the unit"].iloc[0])
    assert "Sep 2025" not in made.rows["Other figures in the unit"].iloc[0]


def test_a_restatement_in_another_unit_stands_in_its_own_panel_only(tables: Tables) -> None:
    tonnes = drawn(tables, Selection(), Canvas(1360, 526), Panel.TONNES).rows.set_index("Commodity")
    assert tonnes.at["Refined petroleum", "Newest figure"] == "56\u2009000 tonnes"
    known = drawn(tables, Selection(), Canvas(1360, 526)).rows.set_index("Commodity")
    assert known.at["Refined petroleum", "Newest figure"] == "over 1\u2009000\u2009000 barrels"


def test_a_panel_without_figures_says_what_to_choose(tables: Tables) -> None:
    made = drawn(
        tables, Selection(date_from=date(2014, 1, 1), date_to=date(2014, 12, 31)), CANVASES["page"], Panel.MISSILES
    )
    assert made.empty
    assert "choose another unit" in made.alt


def test_a_scale_says_when_it_does_not_begin_at_zero(tables: Tables) -> None:
    assert "logarithmic" in drawn(tables, Selection(), CANVASES["page"], Panel.USD).subtitle
    assert "from zero" in drawn(tables, Selection(), CANVASES["page"], Panel.ROUNDS).subtitle
    assert "scale" not in drawn(tables, Selection(), CANVASES["page"]).subtitle


def test_a_scale_holds_every_figure_in_order() -> None:
    flows = [Basis.REPORTED] * 4
    made = [replaced(value, form) for value, form in zip((0.0, 20.0, 700.0, 9e6), flows, strict=True)]
    scale = scale_of(made)
    places = [scale.at(spot.values[0]) for spot in made]
    assert scale.log
    assert places == sorted(places)
    assert places[0] == 0.0
    assert places[-1] <= 1.0
    assert not scale_of(made[1:3]).log


def replaced(value: float, form: Basis) -> Any:
    from components.charts.flow_parts import Spot

    return Spot(None, value, None, 0, form, counted=True)


def test_clicks_ask_for_links_goods_groups_and_directions(tables: Tables) -> None:
    made = drawn(tables, Selection(), CANVASES["page"])
    asked = {f"{trace['meta']}:{id}" for trace in made.chart["data"] if "meta" in trace for id in trace["customdata"]}
    assert {"flows:RUS-PRK-coal", "goods:coal", "group:energy", "way:RUS-PRK", "metric:workers_in_russia"} <= asked


def test_hostile_names_stay_text_in_labels_and_hovers(tables: Tables) -> None:
    from dataclasses import replace

    names = tables.commodities.assign(label=tables.commodities["label"] + " <b>@@=alert(1)</b> <a href='x'>y</a>")
    changed = replace(tables, commodities=names)
    for panel in (Panel.KNOWN, Panel.TONNES):
        said = str(drawn(changed, Selection(), CANVASES["page"], panel).chart["data"])
        assert "<a href" not in said
        assert "&lt;a href" in said or "&lt;b&gt;" in said


def test_the_reading_table_says_difference_and_reason(tables: Tables) -> None:
    fits = reconciled(tables, tables.flows)
    node = reconciliation(tables, fits, not_compared(tables, tables.flows), Mode.LIGHT)
    said = text_of(node)
    assert "7 with parts above the total" in said
    assert "3 with parts that make up the total" in said
    assert "+2\u2009395" in said
    assert "rounding or revision" in said
    assert "6 parts are not compared" in said
    focuses = {element[1]["open"] for element in walk(node) if "open" in element[1]}
    assert "flows:RUS-PRK-all" in focuses


def test_the_reading_table_without_totals_says_so(tables: Tables) -> None:
    node = reconciliation(tables, (), 0, Mode.DARK)
    assert "No total under the filters" in text_of(node)


def test_a_slide_names_period_and_origin_of_every_figure_in_full(tables: Tables) -> None:
    made = drawn(tables, Selection(), Canvas(1488, 590, medium=Medium.STILL))
    words = {text for trace in made.chart["data"] if trace.get("mode") == "text" for text in trace["text"]}
    assert {"7 Mar – 5 Nov 2024, OSC", "Rail freight over the", "border, all goods"} <= words
    assert not [word for word in words if "…" in word]
