"""The figures of soldiers sent and lost: real rows, revisions told from repeats, scopes never mixed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from components.charts.claim_panels import Panel, claim_panels
from components.exhibits.contract import Canvas, Exhibit
from components.exhibits.forces import LOSSES, TROOPS
from components.exhibits.forces_words import Quantity, finding, lead_of, silence
from components.exhibits.register import build
from data import Selection, Tables
from data.trails import Clock, Statement, Step, statements
from data.vocabulary import Category, ClaimKind, Credibility, Region, Status

CANVAS = Canvas(1360, 520)
SELECTIONS = {
    "default": Selection(),
    "autumn": Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31)),
    "first half of 2025": Selection(date_from=date(2025, 1, 1), date_to=date(2025, 6, 30)),
    "since 2026": Selection(date_from=date(2026, 1, 1)),
    "one day": Selection(date_from=date(2025, 4, 30), date_to=date(2025, 4, 30)),
    "known November 2024": Selection(known_on=date(2024, 11, 15)),
    "known May 2025": Selection(known_on=date(2025, 5, 1)),
    "Kursk": Selection(regions=(Region.KURSK_FRONT,)),
    "combat": Selection(categories=(Category.COMBAT,)),
    "claimed": Selection(statuses=(Status.CLAIMED,)),
    "graded": Selection(credibility=Credibility.ONE),
    "HUR": Selection(origins=("hur",)),
    "unnamed": Selection(origins=("western_officials",)),
}
FIGURES = {"losses": LOSSES, "troops": TROOPS}


def panels_of(
    id: str, tables: Tables, selection: Selection, monkeypatch: pytest.MonkeyPatch, **options: str
) -> tuple[list[Panel], Exhibit]:
    """The panels that a figure draws, and the figure."""
    kept: list[Panel] = []

    def spying(panels: list[Panel], canvas: Canvas, **more: Any) -> Any:
        kept[:] = panels
        return claim_panels(panels, canvas, **more)

    monkeypatch.setattr("components.exhibits.forces.claim_panels", spying)
    made = build(id, tables, selection, canvas=CANVAS, options=options)
    return kept, made


def of_origin(panel: Panel, origin_id: str) -> list[Statement]:
    """What an origin said in a panel."""
    return [one for trail in panel.trails for one in trail.statements if one.origin_id == origin_id]


def test_the_panels_of_losses_and_troops(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, _ = panels_of("losses", tables, Selection(), monkeypatch)
    assert [panel.heading for panel in drawn] == ["Killed", "Wounded", "Killed or wounded", "Captured"]
    assert [panel.lead for panel in drawn] == ["nis"] * 4
    drawn, _ = panels_of("troops", tables, Selection(), monkeypatch)
    headings = ["Sent to Russia", "In Russia", "In Kursk oblast", "Planned in all", "Planned on top"]
    assert [panel.heading for panel in drawn] == headings


def test_the_nis_count_of_the_dead_is_one_trail_of_three_revisions(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, _ = panels_of("losses", tables, Selection(), monkeypatch)
    [trail] = [trail for trail in drawn[0].trails if trail.first.origin_id == "nis"]
    assert [one.value for one in trail.statements] == [100, 300, 600, 2000]
    assert [one.step for one in trail.statements] == [Step.FIRST, *[Step.REVISION] * 3]


def test_what_zelenskyy_repeats_is_no_step(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, made = panels_of("losses", tables, Selection(), monkeypatch)
    said = of_origin(drawn[2], "zelenskyy")
    assert [one.value for one in said] == [3000, 3800, 4000, 4000, 4000]
    assert [one.step for one in said][-2:] == [Step.RESTATEMENT] * 2
    marks = next(trace for trace in made.chart["data"] if trace.get("meta") == "event")
    assert marks["marker"]["symbol"].count("line-ns-open") == 2


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("id", FIGURES)
def test_a_panel_holds_one_metric_scope_and_kind(
    id: str, selection: Selection, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, made = panels_of(id, tables, selection, monkeypatch)
    assert drawn or made.empty
    for panel in drawn:
        found = {
            (one.subject, one.metric, one.scope, one.kind, one.unit)
            for trail in panel.trails
            for one in trail.statements
        }
        assert len(found) == 1
        assert all(len({one.origin_id for one in trail.statements}) == 1 for trail in panel.trails)


@pytest.mark.parametrize("id", FIGURES)
def test_the_table_has_every_claim_of_the_metrics(id: str, tables: Tables) -> None:
    made = build(id, tables, Selection(date_from=None), canvas=CANVAS)
    metrics = [quantity.metric for quantity in FIGURES[id]]
    every = statements(tables, tables.claims, metrics=metrics)
    assert sorted(made.rows["Id"]) == sorted(one.claim_id for one in every)
    assert {"Scope", "Counts", "Speaks of", "Said on", "How it follows", "Counted?"} <= set(made.rows.columns)
    scoped = made.rows[made.rows["Scope"] != ""]
    assert len(scoped) > 0
    assert "Only in the table" in made.note


_NUMBER = re.compile(r"\d[\d\u2009]*")


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("id", FIGURES)
def test_numbers_and_days_of_a_title_stand_in_the_rows(id: str, selection: Selection, tables: Tables) -> None:
    made = build(id, tables, selection, canvas=CANVAS)
    if made.empty:
        return
    cells = " ".join(map(str, made.rows.to_numpy().ravel()))
    stands = set(_NUMBER.findall(cells))
    assert [number for number in _NUMBER.findall(made.title) if number not in stands] == []
    assert len(made.title) <= 160


@pytest.mark.parametrize("id", FIGURES)
def test_different_answers_give_different_titles(id: str, tables: Tables) -> None:
    pairs = ("default", "autumn", "first half of 2025", "since 2026", "one day", "known November 2024", "HUR")
    titles = [build(id, tables, SELECTIONS[name], canvas=CANVAS).title for name in pairs]
    assert len(set(titles)) == len(titles)


def test_the_title_of_the_losses_by_default(tables: Tables) -> None:
    title = build("losses", tables, Selection(), canvas=CANVAS).title.replace("\u2009", " ")
    assert title == (
        "NIS’s count of DPRK dead rose from at least 100 (19 Dec 2024) to 2 000 (2 Sep 2025); "
        "four named origins put killed or wounded at 4 000 to 6 000"
    )


def test_the_title_of_the_troops_dates_the_revision_and_not_its_repeat(tables: Tables) -> None:
    title = build("troops", tables, Selection(), canvas=CANVAS).title.replace("\u2009", " ")
    assert "rose from 3 000 (23 Oct 2024) to 15 000 (30 Apr 2025)" in title


def test_as_known_earlier_nothing_later_is_drawn_or_named(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    known = date(2025, 5, 1)
    drawn, made = panels_of("losses", tables, Selection(known_on=known), monkeypatch)
    said = [one.said_on for panel in drawn for trail in panel.trails for one in trail.statements]
    assert all(day and day <= known for day in said)
    assert "600" in made.title
    assert "2\u2009000" not in made.title
    published = dict(zip(tables.sources["source_id"], tables.sources["published"], strict=True))
    later = {
        one.claim_id
        for panel in drawn for trail in panel.trails for one in trail.statements
        if published[one.source_id].date() > known
    }  # fmt: skip
    shown = made.rows.set_index("Id")["Publication"]
    assert all(shown[id] == "published later" for id in later)


def test_only_single_actions_are_never_called_a_total(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, made = panels_of("losses", tables, SELECTIONS["known November 2024"], monkeypatch)
    assert made.title.startswith("No count to date: ")
    assert "single strike" in made.title
    assert all(panel.headline is None for panel in drawn)


def test_uncounted_origins_are_no_named_origins(tables: Tables) -> None:
    made = build("losses", tables, SELECTIONS["unnamed"], canvas=CANVAS)
    assert made.title.startswith("Unnamed or news origins put DPRK dead at 1\u2009000 (Western officials")
    assert set(made.rows["Counted?"]) == {"no"}


def test_an_origin_stands_alone_only_where_nobody_is_filtered_out(tables: Tables) -> None:
    assert " alone " not in build("losses", tables, SELECTIONS["HUR"], canvas=CANVAS).title
    alone = build("losses", tables, Selection(known_on=date(2024, 12, 20)), canvas=CANVAS)
    assert "NIS alone gives at least 100 DPRK dead" in alone.title


ONE_VOICE = {
    "origin": Selection(origins=("nis",)),
    "grade": Selection(credibility=Credibility.ONE),
    "dates": Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31)),
}


@pytest.mark.parametrize("name", ONE_VOICE)
@pytest.mark.parametrize("id", FIGURES)
def test_title_and_headlines_count_only_origins_that_the_selection_leaves(
    id: str, name: str, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "four named origins" in build(id, tables, Selection(), canvas=CANVAS).title
    drawn, made = panels_of(id, tables, ONE_VOICE[name], monkeypatch)
    assert "four named origins" not in made.title
    left = {one.claim_id for panel in drawn for trail in panel.trails for one in trail.statements}
    told = [panel.headline for panel in drawn if panel.headline]
    assert {claim.claim_id for headline in told for claim in headline.chosen} <= left
    assert max((headline.families for headline in told), default=0) < 4


def test_by_default_the_headlines_stand_beside_their_panels(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, _ = panels_of("losses", tables, Selection(), monkeypatch)
    assert [panel.headline.families for panel in drawn if panel.headline][2] == 4
    assert sum(bool(panel.headline) for panel in drawn) == 4


def test_silence_is_said_of_all_origins_only(tables: Tables) -> None:
    killed = LOSSES[0]
    found = statements(tables, tables.claims, metrics=["killed"])
    said = [one for one in found if killed.holds(one)]
    words = silence(killed, said, found, Selection(), tables.cut_off)
    assert words.replace("\u00a0", " ") == "No named origin has counted the dead again since 2 Sep 2025"
    assert silence(killed, said, found, Selection(origins=("nis",)), tables.cut_off) == ""
    assert silence(killed, said, found, Selection(), date(2025, 12, 1)) == ""
    assert silence(killed, said, found, Selection(date_to=date(2025, 12, 1)), tables.cut_off) == ""


def test_a_later_number_of_another_scope_is_not_called_silence(tables: Tables) -> None:
    kursk = Quantity("troops_in_kursk", ClaimKind.STOCK, "", "", "")
    found = [one for one in statements(tables, tables.claims, metrics=["troops_in_kursk"]) if one.origin_id != "hur"]
    said = [one for one in found if kursk.holds(one)]
    assert silence(kursk, said, found, Selection(), tables.cut_off).startswith("Only numbers of another scope since")


def test_the_clock_moves_the_marks(tables: Tables) -> None:
    spoken = build("losses", tables, Selection(), canvas=CANVAS)
    said = build("losses", tables, Selection(), canvas=CANVAS, options={"clock": "said_on"})
    assert Clock.AS_OF.label in spoken.subtitle
    assert Clock.SAID_ON.label in said.subtitle
    assert spoken.chart != said.chart
    assert "clock=said_on" in said.link


def test_plans_have_scales_of_their_own_and_no_headline(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, made = panels_of("troops", tables, Selection(), monkeypatch)
    plans = [panel for panel in drawn if panel.heading.startswith("Planned")]
    assert [(panel.apart, panel.headline, panel.silence) for panel in plans] == [(True, None, "")] * 2
    assert "Planned in all and Planned on top have scales of their own" in made.note


def test_a_count_that_comes_back_is_told_from_where_it_was_furthest_off(tables: Tables) -> None:
    quantity = TROOPS[1]
    said = [
        one
        for one in statements(tables, tables.claims, metrics=[quantity.metric])
        if one.origin_id == "hur" and quantity.holds(one)
    ]
    assert [one.value for one in said] == [11000, 12000, 11000, 11000]
    title = finding([(quantity, said)], all_origins=False).replace("\u2009", " ")
    assert title.startswith("HUR’s count of DPRK soldiers in Russia fell from nearly 12 000 (24 Oct 2024) to 11 000")
    assert lead_of([(quantity, said)]) == "hur"
