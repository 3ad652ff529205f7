"""Turnover by year and month and China beside Russia: forms, gaps, events, and words that never collide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import plotly.graph_objects as go
import pytest

from components.charts.bar_columns import Scale
from components.charts.bars import decades
from components.charts.event_marks import event_marks
from components.charts.measure import text_width
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.register import EXHIBITS, build
from components.theme import LIGHT, Mode, mix
from data import Selection, Tables
from data.vocabulary import Category, Region
from tests.data.test_trade_figures import flow, with_flows, year

FIGURES = ("turnover", "trade-months", "china-beside-russia", "rival-figures", "trade-periods")
ON_AXIS = ("turnover", "trade-months", "china-beside-russia")
CANVASES = {
    "page": Canvas(1360, 500),
    "still": Canvas(1488, 640, medium=Medium.STILL),
    "half still": Canvas(728, 560, medium=Medium.STILL),
    "beside a card": Canvas(916, 500),
    "half": Canvas(664, 420, mode=Mode.DARK),
    "third": Canvas(432, 300),
    "phone": Canvas(358, 560),
}
SELECTIONS = {
    "since 2022": Selection(),
    "all": Selection(date_from=None),
    "2016-2020": Selection(date_from=date(2016, 1, 1), date_to=date(2020, 12, 31)),
    "as known": Selection(date_from=None, known_on=date(2020, 3, 1)),
    "few days": Selection(date_from=date(2023, 11, 1), date_to=date(2023, 11, 10)),
    "one origin": Selection(date_from=None, origins=("kotra",)),
}
PAGE = CANVASES["page"]
ONE_YEAR = Selection(date_from=date(2010, 1, 1), date_to=date(2010, 12, 31))
TWO_YEARS = Selection(date_from=date(2010, 1, 1), date_to=date(2011, 12, 31))


def drawn(id: str, tables: Tables, selection: Selection, canvas: Canvas = PAGE, **options: str) -> Exhibit:
    return build(id, tables, selection, canvas=canvas, options=options)


def option_sets(id: str) -> Iterator[dict[str, str]]:
    yield {}
    for key, values in EXHIBITS[id].options.items():
        yield from ({key: value} for value in values)


def traces(made: Exhibit, meta: str) -> list[dict[str, Any]]:
    return [trace for trace in made.chart["data"] if trace.get("meta") == meta]


def level_boxes(made: Exhibit) -> Iterator[tuple[float, float, float, float, str]]:
    """The px of every level line of text: left, lower, right, upper end and words."""
    for trace in made.chart["data"]:
        if trace.get("mode") != "text":
            continue
        font = trace["textfont"]
        for at, (x, y, words) in enumerate(zip(trace["x"], trace["y"], trace["text"], strict=True)):
            place, size, weight = (
                value[at] if isinstance(value, list) else value
                for value in (trace["textposition"], font["size"], font["weight"])
            )
            width = text_width(re.sub(r"<[^>]*>", "", words), size, weight=weight)
            left = {"right": x, "left": x - width, "center": x - width / 2}[place.split()[-1]]
            yield left, y - size * 0.4, left + width, y + size * 0.4, words


def upright_boxes(made: Exhibit) -> Iterator[tuple[float, float, float, float, str]]:
    for note in made.chart["layout"].get("annotations", ()):
        size, lines = note["font"]["size"], note["text"].split("<br>")
        half = size * (0.4 + 0.65 * (len(lines) - 1))
        top = note["y"] + max(text_width(line, size) for line in lines)
        yield note["x"] - half, note["y"], note["x"] + half, top, note["text"]


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("id", FIGURES)
def test_words_never_lie_over_each_other_or_outside(id: str, canvas: Canvas, tables: Tables) -> None:
    for selection in SELECTIONS.values():
        for options in option_sets(id):
            made = drawn(id, tables, selection, canvas, **options)
            if made.empty:
                continue
            boxes = [*level_boxes(made), *upright_boxes(made)]
            for left, low, right, high, words in boxes:
                where = f"{words} {made.link}"
                assert left >= -1 and right <= canvas.width + 2, where  # noqa: PT018
                assert low >= -1 and high <= canvas.height + 1, where  # noqa: PT018
            for one, other in combinations(boxes, 2):
                apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert apart, f"{one[4]} over {other[4]} {made.link}"


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("id", FIGURES)
def test_marks_stay_inside_and_pictures_are_valid(id: str, canvas: Canvas, tables: Tables) -> None:
    for selection in SELECTIONS.values():
        made = drawn(id, tables, selection, canvas)
        go.Figure(made.chart)
        assert len(made.chart["data"]) <= 20
        for trace in made.chart["data"]:
            x, y = trace["x"], trace["y"]
            if trace["type"] == "bar" and trace.get("orientation") == "h":
                x = [
                    base + part * long for base, long in zip(trace["base"], trace["x"], strict=True) for part in (0, 1)
                ]
            elif trace["type"] == "bar":
                y = [
                    base + part * high for base, high in zip(trace["base"], trace["y"], strict=True) for part in (0, 1)
                ]
            assert all(-1 <= value <= canvas.width + 1 for value in x if value is not None)
            assert all(-1 <= value <= canvas.height + 1 for value in y if value is not None)


@pytest.mark.parametrize("canvas", [PAGE, CANVASES["still"]], ids=["page", "still"])
@pytest.mark.parametrize("id", ON_AXIS)
def test_the_mark_of_the_last_day_is_whole(id: str, canvas: Canvas, tables: Tables) -> None:
    """What is due by the end of the last year stands at the end of the axis, half of its mark beyond it."""
    marks = [
        (x, size + outline)
        for trace in traces(drawn(id, tables, Selection(), canvas), "event")
        if trace["type"] == "scatter"
        for x, size, outline in zip(trace["x"], trace["marker"]["size"], trace["marker"]["line"]["width"], strict=True)
    ]
    assert max(x for x, _ in marks) > canvas.width - 30
    assert all(x + size / 2 <= canvas.width for x, size in marks)


@pytest.mark.parametrize("id", ON_AXIS)
def test_events_stand_at_their_day_on_the_axis_of_the_numbers(id: str, tables: Tables) -> None:
    made = drawn(id, tables, Selection())
    left, right = axis_of(made)
    found = {
        one: x
        for trace in traces(made, "event")
        if trace["type"] == "scatter"
        for one, x in zip(trace["customdata"], trace["x"], strict=True)
    }
    assert len(found) > 10
    marks = event_marks(tables)
    start, end = date(2022, 1, 1).toordinal(), date(2027, 1, 1).toordinal()
    for event, x in found.items():
        mark = marks[event]
        if mark.coarse or mark.end - mark.start > 1:
            continue
        share = (mark.first.toordinal() + 0.5 - start) / (end - start)
        assert x == pytest.approx(left + share * (right - left), abs=1.0), event


def axis_of(made: Exhibit) -> tuple[float, float]:
    """The px at which the years begin and end: those of the longest level rule."""
    lines = [shape for shape in made.chart["layout"]["shapes"] if shape.get("y0") == shape.get("y1") and "x0" in shape]
    longest = max(lines, key=lambda shape: shape["x1"] - shape["x0"])
    return longest["x0"], longest["x1"]


@pytest.mark.parametrize("id", ON_AXIS)
def test_events_are_of_sanctions_trade_and_transport_and_can_be_hidden(id: str, tables: Tables) -> None:
    shown = [one for trace in traces(drawn(id, tables, Selection()), "event") for one in trace["customdata"]]
    events = tables.events.set_index("event_id").loc[shown]
    allowed = {Category.SANCTIONS, Category.TRADE, Category.TRANSPORT_LINK, Category.DIPLOMACY}
    assert set(events["category"]) <= allowed
    assert events["weight"].max() <= 2
    agreed = events[events["category"] == Category.DIPLOMACY]["tags"]
    assert all({"treaty", "agreement", "ratification"} & set(tags) for tags in agreed)
    assert not traces(drawn(id, tables, Selection(), events="none"), "event")


def test_the_sources_of_events_follow_those_of_the_figures(tables: Tables) -> None:
    plain, full = drawn("turnover", tables, Selection(), events="none"), drawn("turnover", tables, Selection())
    assert full.sources.origins[: len(plain.sources.origins)] == plain.sources.origins
    assert "OFAC" in full.sources.origins
    assert full.as_of == plain.as_of


def test_forms_tell_how_a_figure_came_about(tables: Tables) -> None:
    rows = [
        flow(tables, "a", value_usd_best=100e6),
        flow(tables, "b", value_usd_best=90e6, origin="kremlin"),
        flow(tables, "c", value_usd_best=80e6, origin="kotra", basis="mirror"),
        flow(tables, "d", value_usd_best=70e6, origin="guseinova", basis="estimate"),
    ]
    made = drawn("turnover", with_flows(tables, rows), ONE_YEAR,
                 events="none")  # fmt: skip
    bars = next(trace for trace in made.chart["data"] if "pattern" in trace.get("marker", {}))
    forms = list(zip(bars["marker"]["color"], bars["marker"]["pattern"]["shape"], strict=True))
    colour = LIGHT.bilateral
    assert forms == [(colour, ""), (mix(colour, LIGHT.bg, 0.45), ""), (colour, "/")]
    assert any(trace.get("line", {}).get("dash") == "3px,2px" for trace in made.chart["data"])
    assert [item.label for item in made.key] == [
        "reported statistics", "official’s statement", "mirror statistics", "estimate",
    ]  # fmt: skip


def test_gaps_since_2022_say_that_customs_is_silent_once_it_has_said_so(tables: Tables) -> None:
    later = drawn("turnover", tables, Selection())
    assert any("Russian customs" in words for *_, words in level_boxes(later))
    earlier = drawn("turnover", tables, Selection(date_from=date(2020, 1, 1), known_on=date(2023, 6, 1)))
    assert not any("has suspended" in words for *_, words in level_boxes(earlier))


def test_a_log_scale_has_blocks_of_one_height_and_decades_of_one_distance(tables: Tables) -> None:
    made = drawn("turnover", tables, Selection(date_from=None), axis="log", events="none")
    bars = next(trace for trace in made.chart["data"] if "pattern" in trace.get("marker", {}))
    gap = [colour == LIGHT.gap for colour in bars["marker"]["color"]]
    heights = {round(high, 1) for high, hatched in zip(bars["y"], gap, strict=True) if not hatched}
    assert heights <= {9.0, 7.5}
    assert "no length can be read" in made.note
    scale = Scale(10, 300, 1000, 0.01)
    assert [round(scale.y(10.0**power)) for power in range(-2, 4)] == [10, 70, 130, 190, 250, 310]
    assert decades(0.040469, 232) == (0.01, 1000.0)


def test_a_part_of_a_year_is_never_as_wide_as_the_year(tables: Tables) -> None:
    rows = [
        flow(tables, "a", value_usd_best=100e6),
        flow(tables, "b", value_usd_best=40e6, **(year(2011) | {"period_end": pd_day(2011, 6, 30)})),
    ]  # fmt: skip
    made = drawn("turnover", with_flows(tables, rows), TWO_YEARS,
                 events="none")  # fmt: skip
    bars = next(trace for trace in made.chart["data"] if "pattern" in trace.get("marker", {}))
    whole, part = bars["width"]
    assert part == pytest.approx(whole * 181 / 365, abs=0.5)
    assert list(made.rows["Covers"]) == ["whole year", "part of the year"]


def test_months_without_a_figure_are_hatched_and_longer_figures_are_never_spread(tables: Tables) -> None:
    def month(id: str, number: int, value: float) -> dict[str, Any]:
        days = {"period_start": pd_day(2024, number, 1), "period_end": pd_day(2024, number, 30 if number == 4 else 31)}
        return flow(tables, id, value_usd_best=value, exporter="CHN", origin="chinese_customs", **days)

    half = {"period_start": pd_day(2024, 1, 1), "period_end": pd_day(2024, 6, 30)}
    rows = [
        month("a", 3, 30e6),
        month("b", 4, 40e6),
        flow(tables, "c", value_usd_best=500e6, exporter="CHN", origin="chinese_customs", **half),
    ]
    chosen = Selection(date_from=date(2024, 1, 1), date_to=date(2024, 12, 31))
    made = drawn("trade-months", with_flows(tables, rows), chosen, events="none")
    bars = next(trace for trace in made.chart["data"] if "pattern" in trace.get("marker", {}))
    colours = bars["marker"]["color"]
    assert colours.count(LIGHT.other) == 2
    assert colours.count(LIGHT.gap) == 2  # January to February, May to December
    tall = [high for high, colour in zip(bars["y"], colours, strict=True) if colour == LIGHT.other]
    assert tall[1] / tall[0] == pytest.approx(40 / 30)
    assert any("Jan–Jun 2024: 500" in words for *_, words in level_boxes(made))
    assert made.title == (
        "Chinese customs puts China–DPRK trade at 40 million USD in Apr 2024, its newest month and the highest; "
        "the lowest is 30 million USD (Mar 2024)"
    )


def pd_day(year_: int, month: int, day: int) -> Any:
    return year(year_)["period_start"].replace(month=month, day=day)


def test_tonnes_and_barrels_have_panels_of_their_own(tables: Tables) -> None:
    made = drawn("trade-months", tables, Selection(date_from=None), months="oil-russia")
    words = [words for *_, words in level_boxes(made)]
    assert "barrels" in words
    assert "tonnes" in words
    assert set(made.rows["Unit"]) == {"barrels", "tonnes"}
    assert made.title == (
        "UN 1718 Committee puts refined oil from Russia at 15\u2009279 barrels in Jan 2024, its newest month; "
        "the highest is 44\u2009655 barrels (Jan 2023)"
    )


def test_a_reported_month_of_zero_is_a_ring_and_no_gap(tables: Tables) -> None:
    made = drawn("trade-months", tables, Selection(date_from=date(2021, 1, 1), date_to=date(2021, 12, 31)),
                 months="oil-russia", events="none")  # fmt: skip
    rings = [t for t in made.chart["data"] if t.get("marker", {}).get("symbol") == "circle-open"]
    assert [len(ring["x"]) for ring in rings] == [10]


def test_china_and_russia_share_one_axis(tables: Tables) -> None:
    rows = [
        flow(tables, "a", value_usd_best=100e6),
        flow(tables, "b", value_usd_best=400e6, exporter="CHN", origin="chinese_customs"),
        flow(tables, "c", value_usd_best=500e6, exporter="CHN", origin="kotra", basis="mirror"),
    ]
    made = drawn("china-beside-russia", with_flows(tables, rows),
                 ONE_YEAR, events="none")  # fmt: skip
    bars = next(trace for trace in made.chart["data"] if "pattern" in trace.get("marker", {}))
    heights = dict(zip(bars["marker"]["color"], bars["y"], strict=True))
    assert heights[LIGHT.other] / heights[LIGHT.bilateral] == pytest.approx(4)
    assert made.title == (
        "DPRK trade in 2010: with China 400 million USD (Chinese customs), "
        "with Russia 100 million USD (Russian customs)"
    )
    assert any("500 KOTRA" in words for *_, words in level_boxes(made))
    assert len(made.rows) == 3


def test_an_index_says_its_base_and_both_rows(tables: Tables) -> None:
    made = drawn("china-beside-russia", tables, Selection(date_from=None), beside="index")
    assert any(words == "index, 2014 = 100" for *_, words in level_boxes(made))
    assert set(made.rows["Origin"]) == {"KOTRA"}
    row = made.rows[(made.rows["Year"] == "2009") & (made.rows["Partner"] == "Russia")].iloc[0]
    assert row["Worked out"] == "67.1, worked out from 62 million USD (2009) and 92.34 million USD (2014), KOTRA"
    assert set(made.rows.loc[made.rows["Year"] == "2014", "Index"]) == {"100"}


def test_shares_are_as_given_or_say_which_two_rows_made_them(tables: Tables) -> None:
    made = drawn("china-beside-russia", tables, Selection(date_from=None), beside="share")
    rows = made.rows.set_index(["Partner", "Year"])
    assert rows.at[("China", "2024"), "How"] == "as the origin gives it"
    assert rows.at[("Russia", "2009"), "How"] == (
        "1.8\u2009%, worked out from 62 million USD and 3\u2009414 million USD in all, KOTRA"
    )
    assert str(rows.at[("Russia", "2009"), "Row"]).count(";") == 1
    assert "KOTRA: without Russian data since 2022" in made.note
    claims = tables.claims.set_index("claim_id")["best"]
    given = made.rows[made.rows["How"] == "as the origin gives it"]
    for row, share in zip(given["Row"], given["Share"], strict=True):
        assert float(share.split("\u2009")[0]) == claims[row]


def test_worked_out_shares_agree_with_the_origins_own(tables: Tables) -> None:
    """KOTRA gives share, trade and all trade for several years: dividing two of its rows must give its third."""
    claims = tables.claims[(tables.claims["origin"] == "kotra") & tables.claims["period_end"].notna()]
    by_year = claims.assign(year=claims["period_end"].dt.year).set_index(["metric", "year"])["best"]
    flows = tables.flows[(tables.flows["origin"] == "kotra") & (tables.flows["exporter"] == "CHN")]
    totals = flows[(flows["commodity"] == "two_way_total") & (flows["alternative_of"] == "")]
    checked = 0
    for end, value in zip(totals["period_end"], totals["value_usd_best"], strict=True):
        keys = [(metric, end.year) for metric in ("dprk_foreign_trade_usd", "china_share_of_dprk_trade_percent")]
        if all(key in by_year.index for key in keys):
            assert 100 * value / by_year[keys[0]] == pytest.approx(by_year[keys[1]], abs=0.3)
            checked += 1
    assert checked >= 5


def test_rival_figures_name_both_terms_and_leave_news_out(tables: Tables) -> None:
    made = drawn("rival-figures", tables, Selection(date_from=None))
    assert "Forbes Russia" not in set(made.rows["Origin"])
    apart = made.rows.set_index(["Year", "Trade", "Origin"])["Apart, highest and lowest"]
    assert apart["2000", "Two-way trade, Russia", "KOTRA"] == (
        "59 million USD, 56.2\u2009% of the higher, worked out from 105 million USD (Russian economy ministry) "
        "and 46 million USD (KOTRA)"
    )
    assert made.title.endswith("at 105 million USD, KOTRA at 46 million USD: 56.2\u2009% less")


def test_periods_compare_an_origin_with_itself_only(tables: Tables) -> None:
    made = drawn("trade-periods", tables, Selection())
    difference = made.rows.groupby("Origin")["Difference"].first()
    assert difference["Kremlin"] == (
        "400\u2009000 USD, 1.2\u2009% more, worked out from 34 million USD (2018) and 34.4 million USD (2023)"
    )
    assert set(difference.drop("Kremlin")) == {"one period only"}
    assert "2017–2019" in made.subtitle
    other = drawn("trade-periods", tables, Selection(), compare="2020-2021")
    assert other.title.startswith("No origin gives two whole years to compare")


def test_the_earlier_year_comes_first_whichever_period_was_named_first(tables: Tables) -> None:
    chosen = Selection(date_from=date(2014, 1, 1), date_to=date(2017, 12, 31))
    made = drawn("trade-periods", tables, chosen, compare="2018-2019")
    assert "at 77.88 million USD in 2017, at 34.05 million USD in 2018" in made.title
    turned = drawn("trade-periods", tables, Selection(), compare="2018-2019", against="2014-2017")
    assert turned.title == made.title


@pytest.mark.parametrize("id", FIGURES)
def test_filters_that_reach_no_flow_are_named(id: str, tables: Tables) -> None:
    made = drawn(id, tables, Selection(regions=(Region.RASON,)))
    assert "regions do not apply to trade flows" in made.subtitle


@pytest.mark.parametrize("id", ["rival-figures", "trade-periods"])
@pytest.mark.parametrize("canvas", [CANVASES["still"], CANVASES["half still"]], ids=["still", "half still"])
def test_few_pairs_stand_over_the_height_of_a_still(id: str, canvas: Canvas, tables: Tables) -> None:
    boxes = list(level_boxes(drawn(id, tables, Selection(), canvas)))
    assert max(bottom for *_, bottom, _ in boxes) > canvas.height * 0.8


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_a_bracket_that_is_no_whole_year_says_its_period_or_nothing(canvas: Canvas, tables: Tables) -> None:
    """Chinese customs' 1,930 million USD are of eleven months of 2024: alone, the number would pass for the year's."""
    words = [text for trace in drawn("trade-months", tables, Selection(), canvas).chart["data"]
             if trace.get("mode") == "text" for text in trace["text"]]  # fmt: skip
    assert not [text for text in words if "1\u2009930" in text and "Jan–Nov" not in text]


def test_a_hatch_for_one_partner_says_that_there_is_no_figure(tables: Tables) -> None:
    texts = [words for *_, words in level_boxes(drawn("china-beside-russia", tables, Selection()))]
    assert texts.count("no figure") == 2  # Russia in 2022 and in 2025


def test_on_a_phone_a_long_origin_stands_in_two_lines_while_rows_are_far_apart(tables: Tables) -> None:
    said = [text for *_, text in level_boxes(drawn("turnover", tables, Selection(), CANVASES["phone"]))]
    assert {"1 Jan – 16 Nov, Russian", "resources ministry"} <= {text.replace("\u00a0", " ") for text in said}
    crowded = drawn("turnover", tables, Selection(date_from=None), CANVASES["phone"])
    assert "resources ministry" not in [text for *_, text in level_boxes(crowded)]
