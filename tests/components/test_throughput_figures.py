"""The figures of ports and border counts: titles from rows, parts named, silence drawn, labels inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from components.charts.count_columns import CountBlock, needed_height
from components.charts.log_bars import scale_panels
from components.charts.log_fit import ScaleGroup, ScalePanel
from components.charts.log_lines import (
    Run,
    Scale,
    ScaleLine,
    Spot,
    places,
    scale_ticks,
    short_places,
    silence_taken,
)
from components.charts.period_marks import CountRow
from components.charts.period_rows import count_blocks
from components.exhibits import border_counts, links_status, ports_throughput
from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.register import build
from data import Selection, Tables
from data.vocabulary import Category, RouteState

WIDE = Canvas(1360, 520)
CANVASES = {
    "wide": WIDE,
    "card open": Canvas(916, 776),
    "half": Canvas(664, 520),
    "phone": Canvas(358, 1180),
    "slide": Canvas(1488, 640, medium=Medium.STILL),
    "square": Canvas(1104, 900, medium=Medium.STILL),
    "a4": Canvas(1150, 560, medium=Medium.STILL),
}


def words(made: Exhibit) -> list[str]:
    return [text for trace in made.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]


def marks(made: Exhibit) -> Iterator[tuple[dict[str, Any], int]]:
    for trace in made.chart["data"]:
        for at, _ in enumerate(trace.get("customdata", ())):
            yield trace, at


def spot(value: float, **more: Any) -> Spot:
    return Spot(f"{value}", value, "circle", 10, "#000000", "", ("event", "e"), value, value, **more)


def line(name: str, *values: float, **more: Any) -> ScaleLine:
    labels = tuple((Run(f"{value:.0f}", bold=True), Run("  2025")) for value in values)
    return ScaleLine(name, tuple(spot(value) for value in values), labels, **more)


# Ports


def test_the_title_says_what_rajin_lacks_and_what_busan_handled(tables: Tables) -> None:
    title = build("ports-throughput", tables, Selection(), canvas=WIDE).title.replace("\u2009", "")
    assert title.startswith("Rajin: whole-port throughput not public, capacity 3000000 tonnes (KCNA, 16 Jul 2004)")
    assert title.endswith("Busan: 24880000 TEU in 2025, 464000000 tonnes in 2024")


@pytest.mark.parametrize(("cargo", "said", "unsaid"), [("teu", "TEU", "tonnes"), ("tonnes", "tonnes", "TEU")])
def test_one_unit_alone_speaks_only_of_itself(cargo: str, said: str, unsaid: str, tables: Tables) -> None:
    made = build("ports-throughput", tables, Selection(), canvas=WIDE, options={"cargo": cargo})
    assert said in made.title
    assert unsaid not in made.title
    assert {unit.removesuffix(" per year") for unit in made.rows["Unit"]} == {said}


def test_filters_other_than_the_known_day_change_nothing(tables: Tables) -> None:
    plain = build("ports-throughput", tables, Selection(), canvas=WIDE)
    filtered = build("ports-throughput", tables, Selection(categories=(Category.COMBAT,)), canvas=WIDE)
    known = build("ports-throughput", tables, Selection(known_on=date(2024, 11, 15)), canvas=WIDE)
    assert (plain.chart, plain.title) == (filtered.chart, filtered.title)
    assert "filters do not apply" in filtered.subtitle
    assert plain.title != known.title
    assert "as known on 15 Nov 2024" in known.subtitle


def test_before_anything_was_public_the_figure_says_so(tables: Tables) -> None:
    made = build("ports-throughput", tables, Selection(known_on=date(1990, 1, 1)), canvas=WIDE)
    assert made.empty
    assert made.title == "No rows: no number of these ports was public by 1 Jan 1990"


@pytest.mark.parametrize("scale", ["log", "linear"])
@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_parts_say_of_what_port_they_are(scale: str, canvas: Canvas, tables: Tables) -> None:
    said = words(build("ports-throughput", tables, Selection(), canvas=canvas, options={"scale": scale}))
    for part in ("Commercial Port only", "Fishing Port only"):
        for at, text in enumerate(said):
            if text == part:
                above = said[:at]
                assert "Vladivostok" in above, f"{part} stands without its port"


@pytest.mark.parametrize("scale", ["log", "linear"])
@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_marks_stand_inside_and_open_something(scale: str, canvas: Canvas, tables: Tables) -> None:
    made = build("ports-throughput", tables, Selection(), canvas=canvas, options={"scale": scale})
    found = list(marks(made))
    assert len(found) > 15
    for trace, at in found:
        assert 0 <= trace["x"][at] <= canvas.width
        assert 0 <= trace["y"][at] <= canvas.height
        assert trace["customdata"][at]
        assert trace["meta"] in ("event", "metric")


def test_lines_without_room_are_counted_in_picture_and_note(tables: Tables) -> None:
    made = build("ports-throughput", tables, Selection(), canvas=Canvas(664, 400))
    (told,) = [text for text in words(made) if text.startswith("and ")]
    number = told.split()[1]
    assert f"{number} lines without room" in made.note
    assert any("no public figure" in text for text in words(made))


def test_the_slide_leaves_out_only_limits_and_ports_not_compared(tables: Tables) -> None:
    made = build("ports-throughput", tables, Selection(), canvas=CANVASES["slide"])
    drawn = set(words(made))
    for name in ("Rajin", "Busan", "Incheon", "Gwangyang", "Ulsan", "Pohang", "Vladivostok", "Vostochny port",
                 "Zarubino", "Posyet", "Nakhodka"):  # fmt: skip
        assert name in drawn
    assert any("24\u2009880\u2009000" in text and "2025" in text for text in drawn)


@pytest.mark.parametrize("scale", ["log", "linear"])
def test_half_a_slide_names_every_compared_port_and_the_coal_of_rajin(scale: str, tables: Tables) -> None:
    canvas = Canvas(728, 549, medium=Medium.STILL)
    made = build("ports-throughput", tables, Selection(), canvas=canvas, options={"scale": scale})
    said = words(made)
    assert not [text for text in said if "…" in text]
    silent = {f"no public figure: {ports}" for ports in ("Posyet, Zarubino", "Pohang", "Incheon")}
    assert {*silent, "Rajin, DPRK", "Russian coal", "Posyet", "Zarubino", "Pohang", "Incheon"} <= set(said)
    assert any("1\u2009122\u2009000" in text and "2015" in text for text in said)


def test_a_long_list_of_silent_ports_is_counted_rather_than_cut(tables: Tables) -> None:
    canvas = Canvas(728, 540, medium=Medium.STILL)
    said = words(build("ports-throughput", tables, Selection(known_on=date(2024, 11, 15)), canvas=canvas))
    # Vladivostok has numbers of its parts: it is not said to have none.
    assert "no public figure: Nakhodka, Posyet, Vostochny port, Zarubino" in said
    ports = tuple(
        ScaleLine(name, (), (), silent=True, whole=name) for name in ("Northern Bay", "Long Cape", "Old Pier")
    )
    panel = ScalePanel(
        "Cargo", "tonnes", (ScaleGroup("On this shore", (*ports, line("Harbour", 10, whole="Harbour"))),)
    )
    texts = scale_panels([panel], Canvas(430, 60, medium=Medium.STILL), linear=False).chart["data"][-1]["text"]
    assert "no public figure: Northern Bay and 2 more" in texts


def test_only_a_still_without_room_gathers_what_has_no_number() -> None:
    lines = (line("Harbour", 10, whole="Harbour", strong=True), line("Pier", 20, inset=True, whole="Harbour", rank=1))
    other = (line("Bay", 30, whole="Bay"), ScaleLine("Cape", (), (), silent=True, whole="Cape"))
    panel = ScalePanel("Cargo", "tonnes", (ScaleGroup("Here", lines), ScaleGroup("There", other)))

    def drawn(medium: Medium, height: int) -> tuple[set[str], int]:
        picture = scale_panels([panel], Canvas(600, height, medium=medium), linear=False)
        (texts,) = [trace["text"] for trace in picture.chart["data"] if trace.get("mode") == "text"]
        return {text for text in texts if text[0].isalpha()}, picture.hidden

    still, hidden = drawn(Medium.STILL, 140)
    assert {"no public figure: Cape", "Harbour, Here"} <= still
    assert not still & {"Here", "Cape"}
    assert hidden == 0
    for medium, height in ((Medium.SCREEN, 140), (Medium.STILL, 300)):
        usual, hidden = drawn(medium, height)
        assert {"Here", "There", "Harbour"} <= usual
        assert not usual & {"no public figure: Cape", "Harbour, Here"}
        assert (hidden > 0) == (medium is Medium.SCREEN)


def test_a_log_scale_goes_by_tens_and_has_no_zero() -> None:
    log = Scale(linear=False, low=10_000, high=32_000_000, left=100, length=350)
    assert scale_ticks(log, 12) == [1e4, 1e5, 1e6, 1e7]
    assert (log.px(10_000), log.px(5)) == (100, 100)
    steps = [log.px(10.0 ** (power + 1)) - log.px(10.0**power) for power in (4, 5, 6)]
    assert steps == pytest.approx([steps[0]] * 3)
    linear = Scale(linear=True, low=10_000, high=32_000_000, left=100, length=350)
    assert (linear.px(0), linear.px(16_000_000)) == (100, 275)
    assert scale_ticks(linear, 12)[0] == 0


def test_of_two_marks_each_label_stands_on_its_own_side() -> None:
    scale = Scale(linear=False, low=1, high=10_000, left=0, length=400)
    found = places(line("a", 100, 1000), scale, 420, 12)
    assert found
    (left, first), (right, second) = found
    assert (first[0].text, second[0].text) == ("100", "1000")
    assert left < scale.px(100) < scale.px(1000) < right


def test_a_label_that_fits_nowhere_is_refused() -> None:
    scale = Scale(linear=False, low=1, high=10_000, left=0, length=30)
    assert places(line("a", 100), scale, 35, 12) is None


def test_a_part_whose_whole_gave_way_names_it() -> None:
    lines = (
        line("Harbour", 10, rank=5, whole="Harbour"),
        line("Pier 1", 20, inset=True, whole="Harbour"),
        line("Other", 30, whole="Other"),
        line("Another", 5, rank=4, whole="Another"),
    )
    panel = ScalePanel("Cargo", "tonnes", (ScaleGroup("Here", lines),))
    roomy = scale_panels([panel], Canvas(600, 300), linear=False)
    tight = scale_panels([panel], Canvas(600, 116), linear=False)
    assert (roomy.hidden, tight.hidden) == (0, 2)
    assert [one.name for one in tight.lines] == ["Harbour: Pier 1", "Other"]


def test_from_zero_a_bar_is_as_long_as_its_number() -> None:
    panel = ScalePanel("Cargo", "tonnes", (ScaleGroup("Here", (line("A", 400), line("B", 100))),))
    chart = scale_panels([panel], Canvas(600, 300), linear=True).chart
    (bars,) = [trace for trace in chart["data"] if trace["type"] == "bar"]
    first, second = bars["width"]
    assert first == pytest.approx(4 * second, rel=0.01)
    log = scale_panels([panel], Canvas(600, 300), linear=False).chart
    assert not [trace for trace in log["data"] if trace["type"] == "bar"]


# Border counts


def test_the_title_sets_the_newest_year_beside_the_one_before(tables: Tables) -> None:
    title = build("border-counts", tables, Selection(), canvas=WIDE).title.replace("\u2009", "")
    assert title == (
        "FSB border service: 9985 Russian visits to the DPRK in 2025, after 6469 in 2024; "
        "258 railcars at Tumangang (CSIS, 17 Jun 2024)"
    )


def test_origins_that_differ_on_one_year_are_both_in_the_title(tables: Tables) -> None:
    selection = Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31))
    title = build("border-counts", tables, selection, canvas=WIDE).title.replace("\u2009", "")
    assert title == "Russian visits to the DPRK in 2024: 2008 (Rosstat) or 6469 (FSB border service)"


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_counts_stand_inside_and_open_something(canvas: Canvas, tables: Tables) -> None:
    made = build("border-counts", tables, Selection(date_from=None), canvas=canvas)
    found = list(marks(made))
    assert len(found) > 20
    for trace, at in found:
        left = trace["base"][at] if trace["type"] == "bar" else trace["x"][at]
        right = left + trace["x"][at] if trace["type"] == "bar" else left
        assert -1 <= left <= right <= canvas.width + 1
        assert 0 <= trace["y"][at] <= canvas.height
        assert trace["customdata"][at]


def test_a_gap_is_hatched_with_words_and_a_zero_is_a_ring(tables: Tables) -> None:
    made = build("border-counts", tables, Selection(), canvas=WIDE)
    assert "after 31 Mar 2023" in words(made)
    assert words(made).count("no public figure") == 3
    rings = [trace["hovertext"][at] for trace, at in marks(made)
             if trace["type"] == "scatter" and trace["marker"]["symbol"][at] == "circle-open"
             and trace["marker"]["size"][at] == 9]  # fmt: skip
    assert any("DPRK railways: 0" in text for text in rings)


def count(name: str, value: float, start: date, end: date, **more: Any) -> CountRow:
    return CountRow(
        name, f"{value:.0f}", "", value, value, start, end, "circle", "#123456", name, ("event", name), **more
    )


def test_a_period_is_drawn_over_its_days_and_a_number_from_zero() -> None:
    whole = count("whole", 40, date(2024, 1, 1), date(2024, 12, 31))
    half = count("half", 20, date(2024, 7, 1), date(2024, 12, 31))
    days = (date(2024, 1, 1), date(2024, 12, 31))
    chart = count_blocks([CountBlock("Things", (whole, half))], days, Canvas(700, 300)).chart
    (bars,) = [trace for trace in chart["data"] if trace["type"] == "bar"]
    length = {(name, high): wide for name, high, wide in zip(bars["customdata"], bars["width"], bars["x"], strict=True)}
    assert length["half", 6.0] == pytest.approx(length["whole", 6.0] * 184 / 366, abs=0.2)
    assert length["half", 8.0] == pytest.approx(length["whole", 8.0] / 2, abs=0.2)


def test_counts_without_room_are_told_and_no_heading_stands_without_rows() -> None:
    rows = [count(f"r{at}", at + 1, date(2024, 1, 1), date(2024, 12, 31)) for at in range(30)]
    blocks = [CountBlock(f"Block {at}", tuple(rows[at * 3 : at * 3 + 3])) for at in range(10)]
    picture = count_blocks(blocks, (date(2024, 1, 1), date(2024, 12, 31)), Canvas(400, 300))
    (trace,) = [trace for trace in picture.chart["data"] if trace.get("mode") == "text"]
    shown = [text for text in trace["text"] if text.startswith("r")]
    assert picture.hidden == 30 - len(shown) > 0
    assert len([text for text in trace["text"] if text.startswith("Block")]) == -(-len(shown) // 3)
    assert f"and {picture.hidden} more counts: see the table" in trace["text"]


def test_planned_and_unnamed_counts_are_told_apart_by_form() -> None:
    plan = count("plan", 10, date(2024, 1, 1), date(2024, 12, 31), dashed=True)
    news = count("news", 10, date(2024, 1, 1), date(2024, 12, 31), hollow=True)
    days = (date(2024, 1, 1), date(2024, 12, 31))
    chart = count_blocks([CountBlock("Things", (plan, news))], days, Canvas(700, 300)).chart
    assert [shape["line"]["dash"] for shape in chart["layout"]["shapes"] if shape["type"] == "rect"] == ["6px,4px"]
    (bars,) = [trace for trace in chart["data"] if trace["type"] == "bar"]
    outlined = {name for name, wide in zip(bars["customdata"], bars["marker"]["line"]["width"], strict=True) if wide}
    assert outlined == {"news"}


@pytest.mark.parametrize("id", ["ports-throughput", "border-counts"])
def test_every_row_has_a_place_a_unit_and_its_note(id: str, tables: Tables) -> None:
    rows = build(id, tables, Selection(date_from=None), canvas=WIDE).rows
    assert rows["Unit"].str.len().min() > 0
    assert rows["Id"].is_unique
    assert {"Origin", "Speaks of", "Said on", "Publication", "Note"} <= set(rows.columns)


def test_where_origins_differ_on_a_port_the_title_and_the_lines_name_both(tables: Tables) -> None:
    made = build("ports-throughput", tables, Selection(known_on=date(2024, 11, 15)), canvas=WIDE)
    assert made.title.replace("\u2009", "").endswith(
        "Busan: 22750000 (Busan Port Authority) or 23150000 (ROK MOF) TEU in 2023"
    )
    said = [text.replace("\u2009", "") for text in words(made)]
    assert any("23150000" in text and "ROK MOF" in text for text in said)
    assert any("22750000" in text and "Busan Port Authority" in text for text in said)


@pytest.mark.parametrize("scale", ["log", "linear"])
@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("known_on", [None, date(2024, 11, 15)], ids=["today", "earlier"])
def test_a_number_is_never_cut(canvas: Canvas, scale: str, known_on: date | None, tables: Tables) -> None:
    """“380…” would be another number: words give way first."""
    made = build("ports-throughput", tables, Selection(known_on=known_on), canvas=canvas, options={"scale": scale})
    bold = [part for text in words(made) for part in re.findall(r"<b>(.*?)</b>", text)]
    assert len(bold) > 15
    assert not [part for part in bold if "…" in part]


def test_words_give_way_before_a_number_does() -> None:
    label = (Run("target "), Run("1000", bold=True), Run("  for 2028"))
    one = replace(line("a", 1000), labels=(label,))
    scale = Scale(linear=True, low=1, high=1000, left=0, length=50)
    texts = [
        "".join(run.text for _, runs in short_places(one, scale, right, 12, taken=0) for run in runs)
        for right in (160, 135, 95)
    ]
    assert texts == ["target 1000  2028", "target 1000", "1000"]


def test_a_hatch_stands_without_its_words_where_only_they_have_no_room() -> None:
    scale = Scale(linear=False, low=1, high=10_000, left=0, length=400)
    silent = replace(line("a", 10), silent=True)
    assert silence_taken(silent, scale, 12) == 30
    assert silence_taken(replace(line("a", 1000), silent=True), scale, 12) > 100
    assert silence_taken(line("a", 1000), scale, 12) == 0


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_a_border_count_says_its_whole_period(canvas: Canvas, tables: Tables) -> None:
    made = build("border-counts", tables, Selection(), canvas=canvas)
    behind = [text.split("</b>")[1] for text in words(made) if "</b>" in text]
    assert len(behind) > 10
    cut = [text for text in behind if "…" in text]
    # Of counts that stand alone the origin may lose letters, behind the whole day.
    assert all(re.search(r">(\d[^,…]*)?\d{4}, ", text) for text in cut)


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
def test_what_a_link_is_on_the_day_is_never_cut(canvas: Canvas, tables: Tables) -> None:
    texts = words(build("links-status", tables, Selection(), canvas=canvas))
    states = "|".join(state.label for state in RouteState)
    standing = [text for text in texts if re.match(rf"({states}) since", text)]
    assert len(standing) > 5
    assert not [text for text in standing if "…" in text]


@pytest.mark.parametrize("size", [(1488, 600), (1152, 614)], ids=["slide", "a4"])
def test_a_still_shows_every_link(size: tuple[int, int], tables: Tables) -> None:
    still = build("links-status", tables, Selection(), canvas=Canvas(*size, medium=Medium.STILL))
    names = set(still.rows["Link"])
    assert names <= set(words(still))
    assert "without room" not in still.note
    assert "without room" in build("links-status", tables, Selection(), canvas=Canvas(*size)).note


def test_half_a_slide_has_links_in_one_line_each_none_cut(tables: Tables) -> None:
    made = build("links-status", tables, Selection(), canvas=Canvas(728, 562, medium=Medium.STILL))
    said = words(made)
    assert not [text for text in said if "…" in text]
    shown = set(made.rows["Link"]) & set(said)
    assert len(shown) >= 24
    assert f"{made.rows['Link'].nunique() - len(shown)} links without room" in made.note


def test_on_a_phone_the_number_of_rows_without_room_is_whole(tables: Tables) -> None:
    made = build("milestones-gantt", tables, Selection(), canvas=Canvas(358, 1000))
    (told,) = [text for text in words(made) if text.startswith("and ")]
    assert re.fullmatch(r"and \d+ more milestones", told)


def test_a_short_calendar_still_names_two_years(tables: Tables) -> None:
    made = build("border-counts", tables, Selection(), canvas=CANVASES["phone"])
    assert {"2022", "2026"} <= set(words(made))


SELECTIONS = {"default": Selection(), "all dates": Selection(date_from=None)}


@pytest.mark.parametrize("width", [358, 664, 916, 1020, 1360])
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_on_its_needed_height_a_page_shows_all_counts_and_all_their_words(
    width: int, selection: Selection, tables: Tables
) -> None:
    height = border_counts.needed(tables, selection, width)
    made = build("border-counts", tables, selection, canvas=Canvas(width, height))
    assert "without room" not in made.note
    assert not [text for text in words(made) if "…" in text]
    lower = build("border-counts", tables, selection, canvas=Canvas(width, height - 40))
    assert "without room" in lower.note or [text for text in words(lower) if "…" in text]


def test_a_name_of_several_lines_stands_beside_rows_without_a_name() -> None:
    days = (date(2024, 1, 1), date(2024, 12, 31))
    long = "Ministry of natural resources and ecology of Russia"
    rows = (count(long, 3, *days), count("", 2, *days), count("", 1, *days))
    (trace,) = [
        trace
        for trace in count_blocks([CountBlock("Things", rows)], days, Canvas(400, 300)).chart["data"]
        if trace.get("mode") == "text"
    ]
    at = dict(zip(trace["text"], trace["y"], strict=True))
    assert at["<b>3</b>"] < at["<b>2</b>"] < at["<b>1</b>"]
    assert at["<b>2</b>"] - at["<b>3</b>"] == pytest.approx(at["<b>1</b>"] - at["<b>2</b>"])
    told = [text for text in trace["text"] if text and text in long]
    assert " ".join(told) == long
    assert len(told) > 1


def test_words_are_cut_before_a_count_falls_away() -> None:
    days = (date(2024, 1, 1), date(2024, 12, 31))
    rows = tuple(count(f"Ministry of natural resources and ecology, {at}", at, *days) for at in range(1, 9))
    blocks = [CountBlock("Things", rows)]
    height = needed_height(blocks, Canvas(400, 0))
    whole, short = (count_blocks(blocks, days, Canvas(400, high)) for high in (height, height - 60))
    assert whole.hidden == short.hidden == 0
    for picture, cut in ((whole, False), (short, True)):
        said = [text for trace in picture.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]
        assert any("…" in text for text in said) == cut


@pytest.mark.parametrize("size", [(728, 560), (1104, 900), (1150, 560)], ids=["half", "square", "a4"])
def test_a_still_takes_another_column_before_it_leaves_out_counts(size: tuple[int, int], tables: Tables) -> None:
    rows = len(build("border-counts", tables, Selection(), canvas=WIDE).rows)
    made = build("border-counts", tables, Selection(), canvas=Canvas(*size, medium=Medium.STILL))
    (left, *_) = [int(found) for found in re.findall(r"(\d+) counts? without room", made.note)] or [0]
    assert left <= rows * (0.5 if size[0] < 1000 else 0.1)


@pytest.mark.parametrize("width", [358, 916, 1360])
def test_on_its_needed_height_a_page_shows_all_ports(width: int, tables: Tables) -> None:
    height = ports_throughput.needed(tables, Selection(), width)
    for scale in ("log", "linear"):
        made = build("ports-throughput", tables, Selection(), canvas=Canvas(width, height), options={"scale": scale})
        assert "without room" not in made.note
    lower = build("ports-throughput", tables, Selection(), canvas=Canvas(width, height - 40))
    assert "without room" in lower.note


@pytest.mark.parametrize("width", [358, 916, 1360])
@pytest.mark.parametrize("mode", ["", "rail", "air"])
def test_on_its_needed_height_a_page_shows_all_links_and_their_notes(mode: str, width: int, tables: Tables) -> None:
    height = links_status.needed(tables, Selection(), mode, width)
    made, lower = (
        build("links-status", tables, Selection(), canvas=Canvas(width, high), options={"mode": mode} if mode else {})
        for high in (height, height - 90)
    )
    assert "without room" not in made.note
    assert not [text for text in words(made) if "…" in text]
    assert "without room" in lower.note


def test_notes_are_cut_before_a_link_falls_away(tables: Tables) -> None:
    made = build("links-status", tables, Selection(), canvas=Canvas(1360, 650))
    assert "without room" not in made.note
    assert any("…" in text for text in words(made))
