"""Claim panels from hand-made statements: every mark says what was said, and no label touches another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import plotly.graph_objects as go
import pytest

from components.charts.claim_key import panel_key
from components.charts.claim_labels import Label, Labels
from components.charts.claim_panels import Panel, PanelPicture, claim_panels
from components.charts.claim_scale import Demand, sheet
from components.charts.claim_spots import Spot, bound, period
from components.charts.measure import text_width
from components.exhibits.contract import UNCOUNTED, Canvas, Medium
from components.theme import LIGHT, Mode
from data import Tables
from data.headlines import headline
from data.trails import Clock, Statement, Step, Trail, statements, trails
from data.vocabulary import AsOfBasis, ClaimKind, Party, Precision, Qualifier

CUT_OFF = date(2026, 11, 25)
SCREEN = Canvas(1360, 520)
FIRST = Statement(
    claim_id="killed-1", event_id="event-1", subject="PRK", metric="killed", scope="", kind=ClaimKind.CUMULATIVE,
    unit="persons", low=None, best=100.0, high=None, qualifier=Qualifier.AT_LEAST, as_of=date(2024, 12, 19),
    precision=Precision.DAY, basis=AsOfBasis.STATED, said_on=date(2024, 12, 20), said_precision=Precision.DAY,
    origin_id="nis", origin="NIS", party=Party.SOUTH_KOREA, family="nis", counted=True, source_id="s", publisher="P",
    place_id="", note="", period=(None, None), step=Step.FIRST, before="",
)  # fmt: skip
REVISED = replace(
    FIRST, claim_id="killed-2", event_id="event-2", best=600.0, qualifier=None, as_of=date(2025, 4, 30),
    said_on=date(2025, 4, 30), step=Step.REVISION, before="killed-1",
)  # fmt: skip
REPEATED = replace(
    REVISED, claim_id="killed-3", event_id="event-3", as_of=date(2025, 9, 2), said_on=date(2025, 9, 2),
    step=Step.RESTATEMENT, before="killed-2",
)  # fmt: skip
UNNAMED = replace(
    FIRST, claim_id="killed-4", event_id="", best=1000.0, qualifier=None, as_of=date(2025, 1, 15), said_on=None,
    origin_id="western", origin="Western officials", party=Party.COALITION, counted=False,
)  # fmt: skip


def panel(*chains: tuple[Statement, ...], **more: Any) -> Panel:
    """A panel of trails."""
    return Panel("Killed", "to date", tuple(Trail(chain) for chain in chains), **more)


def drawn(*panels: Panel, canvas: Canvas = SCREEN, clock: Clock = Clock.AS_OF, **more: Any) -> PanelPicture:
    """The picture of panels up to the cut-off."""
    return claim_panels(panels, canvas, clock=clock, **{"first": None, "last": None, "cut_off": CUT_OFF, **more})


def traces(picture: PanelPicture, meta: str) -> list[dict[str, Any]]:
    """The traces that a click on them says it is."""
    return [trace for trace in picture.chart["data"] if trace.get("meta") == meta]


def words(picture: PanelPicture) -> list[str]:
    """All words of a picture."""
    return [text for trace in picture.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]


def lines(picture: PanelPicture, dash: str = "") -> list[dict[str, Any]]:
    """The lines of a picture with a dash."""
    found = [trace for trace in picture.chart["data"] if trace.get("mode") == "lines"]
    return [trace for trace in found if trace["line"].get("dash", "") == dash]


def test_a_revision_is_a_step_and_a_restatement_is_a_tick_on_the_line() -> None:
    picture = drawn(panel((FIRST, REVISED, REPEATED), lead="nis"))
    [step] = [trace for trace in lines(picture) if trace["line"]["width"] == 2.4]
    x, y = (list(filter(None, step[axis])) for axis in "xy")
    assert len(set(y)) == 2
    assert x == sorted(x)
    assert picture.spots[1].y == pytest.approx(picture.spots[2].y)
    [marks] = traces(picture, "event")
    assert marks["marker"]["symbol"] == ["circle", "circle", "line-ns-open"]
    assert (picture.named, picture.total, picture.repeated) == (2, 2, 1)


def test_the_line_of_the_title_is_bold_and_goes_on_dotted() -> None:
    other = replace(FIRST, claim_id="killed-9", origin_id="hur", origin="HUR", party=Party.UKRAINE, best=400.0)
    later = replace(
        REVISED, claim_id="killed-10", origin_id="hur", origin="HUR", party=Party.UKRAINE, before="killed-9"
    )
    picture = drawn(panel((FIRST, REVISED), (other, later), lead="nis"))
    widths = {
        trace["line"]["color"]: trace["line"]["width"] for trace in lines(picture) if trace["line"]["width"] != 1.8
    }
    assert widths == {LIGHT.south_korea: 2.4, LIGHT.ukraine: 1.2}
    [onward] = lines(picture, "2px,4px")
    assert onward["line"]["color"] == LIGHT.south_korea
    assert onward["y"][0] == round(picture.spots[-1].y, 1)


def test_the_key_explains_only_the_marks_of_the_picture() -> None:
    plain = [item.label for item in panel_key(drawn(panel((replace(FIRST, qualifier=None),))), SCREEN)]
    assert plain == ["South Korea"]
    full = [
        item.label
        for item in panel_key(drawn(panel((FIRST, REVISED, REPEATED), (UNNAMED,), lead="nis", silence="none")), SCREEN)
    ]
    assert full == [
        "South Korea", UNCOUNTED, "at least, over", "revised by the same origin",
        "not revised since", "repeated", "no newer count",
    ]  # fmt: skip


def test_what_was_there_on_a_day_is_not_carried_on() -> None:
    stock = [replace(one, kind=ClaimKind.STOCK) for one in (FIRST, REVISED)]
    assert not lines(drawn(panel(tuple(stock), lead="nis")), "2px,4px")


def test_claims_nobody_counts_are_grey_rings_and_open_their_metric_without_an_event() -> None:
    picture = drawn(panel((FIRST, REVISED), (UNNAMED,)))
    [ring] = traces(picture, "metric")
    assert ring["customdata"] == ["killed"]
    assert ring["marker"]["symbol"] == ["circle-open"]
    assert ring["marker"]["color"] == [LIGHT.ink3]
    assert "not counted" in ring["hovertext"][0]
    assert traces(picture, "event")[0]["customdata"] == ["event-1", "event-2"]


def test_a_claim_of_unknown_day_of_saying_is_left_out_on_that_clock_and_said_so() -> None:
    both = panel((FIRST,), (UNNAMED,))
    assert drawn(both).undated == 0
    picture = drawn(both, clock=Clock.SAID_ON)
    assert picture.undated == 1
    assert "1 claim without a known day of saying left out" in picture.note
    assert len(picture.spots) == 1


def test_on_a_phone_an_arrow_towards_less_keeps_off_the_heading_of_the_next_panel() -> None:
    low = replace(UNNAMED, best=5.0, qualifier=Qualifier.UNDER)
    other = Panel("Wounded", "to date", (Trail((replace(FIRST, metric="wounded"),)),))
    picture = drawn(panel((FIRST, REVISED), (low,)), other, canvas=Canvas(358, 560))
    tips = [
        y
        for trace in picture.chart["data"]
        for symbol, y in zip(trace.get("marker", {}).get("symbol", ()), trace["y"], strict=False)
        if symbol == "triangle-down"
    ]
    headings = [
        y for trace in picture.chart["data"] for text, y in zip(trace.get("text", ()), trace["y"], strict=False)
        if text == "Wounded"
    ]  # fmt: skip
    assert max(tips) + 4 < headings[0] - 7


def test_the_day_of_headlines_stands_once_over_the_first(tables: Tables) -> None:
    found = headline(tables, "killed", ClaimKind.CUMULATIVE)
    bare, told = panel((FIRST,)), panel((REVISED,), headline=found)
    for panels in ((told, told), (bare, told)):
        picture = drawn(*panels)
        assert words(picture).count("Headline on 25 Nov 2026") == 1
    assert "Headline on 25 Nov 2026" not in words(drawn(bare))


def test_nothing_to_place_is_an_error() -> None:
    with pytest.raises(ValueError, match="no panel holds a claim"):
        drawn(panel((UNNAMED,)), clock=Clock.SAID_ON)


@pytest.mark.parametrize(
    ("qualifier", "low", "best", "high", "way"),
    [
        (Qualifier.OVER, None, 5.0, None, 1), (Qualifier.AT_LEAST, None, 5.0, None, 1),
        (Qualifier.UP_TO, None, 5.0, None, -1), (Qualifier.NEARLY, None, 5.0, None, -1),
        (Qualifier.UNDER, None, 5.0, None, -1), (Qualifier.ABOUT, None, 5.0, None, 0),
        (None, 5.0, None, None, 1), (None, None, None, 5.0, -1), (None, 4.0, None, 5.0, 0), (None, None, 5.0, None, 0),
    ],
)  # fmt: skip
def test_bounds_point_towards_more_or_less(
    qualifier: Qualifier | None, low: float | None, best: float | None, high: float | None, way: int
) -> None:
    assert bound(replace(FIRST, qualifier=qualifier, low=low, best=best, high=high)) == way


def test_a_bound_is_an_arrow_upright_from_its_mark() -> None:
    picture = drawn(panel((FIRST,), (replace(UNNAMED, qualifier=Qualifier.UP_TO),)))
    heads = next(t for t in picture.chart["data"] if t.get("mode") == "markers" and t["hoverinfo"] == "skip")
    assert heads["marker"]["symbol"] == ["triangle-up", "triangle-down"]
    up, down = picture.spots
    assert heads["y"][0] < up.y
    assert heads["y"][1] > down.y


def test_a_range_without_a_best_number_has_marks_at_both_ends_only() -> None:
    ranged = replace(FIRST, low=400.0, best=None, high=600.0, qualifier=None)
    picture = drawn(panel((ranged,)))
    [marks] = traces(picture, "event")
    [spot] = picture.spots
    assert marks["y"] == [round(spot.low, 1), round(spot.high, 1)]
    assert spot.high < spot.low
    best = drawn(panel((replace(ranged, best=500.0),)))
    assert len(traces(best, "event")[0]["y"]) == 1


@pytest.mark.parametrize(
    ("precision", "day", "days"),
    [
        (Precision.DAY, date(2025, 9, 30), (date(2025, 9, 30), date(2025, 9, 30))),
        (Precision.MONTH, date(2025, 9, 30), (date(2025, 9, 1), date(2025, 9, 30))),
        (Precision.QUARTER, date(2025, 9, 30), (date(2025, 7, 1), date(2025, 9, 30))),
        (Precision.YEAR, date(2026, 1, 1), (date(2026, 1, 1), CUT_OFF)),
    ],
)
def test_a_coarse_day_covers_its_period_up_to_the_cut_off(
    precision: Precision, day: date, days: tuple[date, date]
) -> None:
    assert period(replace(FIRST, as_of=day, precision=precision), Clock.AS_OF, CUT_OFF) == days


def test_a_plan_may_lie_beyond_the_cut_off() -> None:
    plan = replace(FIRST, kind=ClaimKind.PLAN, as_of=date(2026, 12, 31), precision=Precision.YEAR)
    assert period(plan, Clock.AS_OF, CUT_OFF) == (date(2026, 1, 1), date(2026, 12, 31))
    picture = drawn(panel((plan,)))
    assert traces(picture, "event")[0]["marker"]["symbol"] == ["square-open"]


def test_a_coarse_day_is_a_band_with_the_mark_in_its_middle() -> None:
    coarse = replace(REVISED, precision=Precision.QUARTER, as_of=date(2025, 6, 30))
    picture = drawn(panel((FIRST, coarse)))
    spot = picture.spots[1]
    assert picture.coarse
    assert spot.x == pytest.approx((spot.start + spot.end) / 2)
    boxes = [t for t in picture.chart["data"] if t["type"] == "bar" and "pattern" not in t["marker"]]
    assert round(spot.end - spot.start, 1) in boxes[0]["width"]


def test_a_day_only_read_off_is_hollow_and_says_so() -> None:
    read = replace(FIRST, basis=AsOfBasis.READ, qualifier=None)
    picture = drawn(panel((read,)))
    assert traces(picture, "event")[0]["marker"]["symbol"] == ["circle-open"]
    assert any("day not given" in text for text in words(picture))


def test_claims_of_one_day_and_number_stand_side_by_side() -> None:
    twin = replace(FIRST, claim_id="killed-8", event_id="event-8", origin="HUR", origin_id="hur", party=Party.UKRAINE)
    first, second = drawn(panel((FIRST,), (twin,))).spots
    assert second.x - first.x >= 9
    assert first.y == second.y


def test_panels_of_one_unit_share_a_scale_and_a_tiny_one_gets_its_own() -> None:
    wounded = Panel("Wounded", "", (Trail((replace(FIRST, best=400.0),)),))
    captured = Panel("Captured", "", (Trail((replace(FIRST, best=2.0, qualifier=None),)),))
    picture = drawn(panel((FIRST, REVISED)), wounded, captured)
    assert picture.own == ("Captured",)
    assert "Captured has a scale of its own" in picture.note
    demands = [Demand(name, "", "persons", peak, 2, False, "") for name, peak in (("a", 600), ("b", 400), ("c", 2))]
    first, second, third = sheet(demands, SCREEN).bands
    assert first.scale == pytest.approx(second.scale)
    assert (first.own, second.own, third.own) == (False, False, True)
    assert third.base - third.ceiling >= 30
    assert set(second.lines) <= set(first.lines)


def test_units_never_share_a_scale() -> None:
    demands = [Demand("a", "", "persons", 600, 2, False, ""), Demand("b", "", "containers", 500, 2, False, "")]
    assert [band.own for band in sheet(demands, SCREEN).bands] == [True, True]


def test_every_panel_starts_at_zero_and_stays_inside_the_picture() -> None:
    for canvas in (SCREEN, Canvas(358, 520), Canvas(432, 300), Canvas(1488, 640, Mode.LIGHT, Medium.STILL)):
        picture = drawn(panel((FIRST, REVISED)), panel((UNNAMED,)), canvas=canvas)
        assert words(picture).count("0") == 2
        ys = [y for trace in picture.chart["data"] if trace["type"] == "scatter" for y in trace["y"] if y is not None]
        assert min(ys) >= 0
        assert max(ys) <= canvas.height


def test_a_silence_is_hatched_and_said() -> None:
    said = "No named origin has counted the dead again since 30 Apr 2025"
    picture = drawn(panel((FIRST, REVISED), lead="nis", silence=said))
    hatch = next(trace for trace in picture.chart["data"] if "pattern" in trace.get("marker", {}))
    assert hatch["x"][0] - hatch["width"][0] / 2 > picture.spots[1].x
    assert f"<b>{said}</b>" in words(picture)
    assert picture.silences == 1
    low = drawn(*[panel((FIRST, REVISED), silence=said)] * 4, canvas=Canvas(358, 320))
    assert words(low).count("<b>no newer count</b>") == 4
    flat = drawn(*[panel((FIRST, REVISED), silence=said)] * 6, canvas=Canvas(358, 300))
    assert not [trace for trace in flat.chart["data"] if "pattern" in trace.get("marker", {})]


def test_milestones_are_written_where_they_fit_and_never_on_a_phone() -> None:
    days = [(date(2025, 1, 13), "NIS, 13 Jan 2025")]
    assert "NIS, 13 Jan 2025" in words(drawn(panel((FIRST, REVISED)), milestones=days))
    assert "NIS, 13 Jan 2025" not in words(drawn(panel((FIRST, REVISED)), milestones=days, canvas=Canvas(358, 520)))
    outside = [(date(2020, 1, 1), "before all")]
    assert "before all" not in words(drawn(panel((FIRST, REVISED)), milestones=outside))


def test_a_claim_outside_the_chosen_days_is_never_drawn_on_another_day() -> None:
    picture = drawn(panel((FIRST, REVISED)), first=date(2025, 1, 1), last=date(2025, 2, 1))
    early, late = (spot.x for spot in picture.spots)
    assert late - early > 500


def test_row_text_is_plain_in_labels_and_hover() -> None:
    hostile = replace(FIRST, origin="<a href='x'>b</a>", scope="<i>")
    picture = drawn(panel((hostile,)))
    [marks] = traces(picture, "event")
    assert not any("<a" in text for text in [*words(picture), *marks["hovertext"]])
    assert "&lt;i&gt;" in marks["hovertext"][0]


def _boxes(found: list[Label], size: float) -> list[tuple[float, float, float, float]]:
    return [(one.x, one.y - size / 2, one.x + one.words.width(size), one.y + size / 2) for one in found]


@pytest.mark.parametrize("size", [(1360, 520), (916, 520), (664, 520), (432, 420), (358, 520)], ids=str)
@pytest.mark.parametrize("clock", Clock)
def test_no_label_touches_another_or_a_mark_of_the_real_rows(
    size: tuple[int, int], clock: Clock, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Labels] = []
    place = Labels.place

    def spying(self: Labels, spots: tuple[Spot, ...], zone: tuple[float, float], when: Clock) -> list[Label]:
        kept[:] = [self]
        return place(self, spots, zone, when)

    monkeypatch.setattr(Labels, "place", spying)
    panels = [
        Panel(metric, "", trails([one for one in found if not one.scope]), lead="nis")
        for metric in ("killed", "wounded", "casualties", "troops_deployed")
        if (found := statements(tables, tables.claims, metrics=[metric], kinds=[ClaimKind.CUMULATIVE]))
    ]
    canvas = Canvas(*size)
    picture = drawn(*panels, canvas=canvas, clock=clock)
    boxes = _boxes(kept[0].found, canvas.text)
    assert len(boxes) == picture.named >= 5
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert right <= canvas.width
        assert not [s for s in picture.spots for y, _ in s.points if left < s.x < right and top < y < bottom]
    go.Figure(picture.chart)


def test_a_label_is_as_wide_as_its_words() -> None:
    picture = drawn(panel((FIRST,)))
    [label] = [text for text in words(picture) if "NIS" in text]
    assert label == "NIS\u2009 <b>at least 100</b>, 19 Dec 2024" or label == "NIS\u2009 <b>at least 100</b>"
    assert text_width("at least 100", 12, weight=600) > text_width("at least 100", 12)
