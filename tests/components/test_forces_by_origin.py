"""Newest by origin, engineers, workers, waves: nothing mixed, nothing added, titles that their rows bear out."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from components.exhibits.contract import Canvas, Exhibit
from components.exhibits.latest_by_origin import MEASURES, groups_of, latest
from components.exhibits.making import PATHS
from components.exhibits.register import EXHIBITS, build
from components.exhibits.waves import number_words
from data import Selection, Tables
from data.ledger import claim_rows, figure
from data.trails import latest_by_origin, statements
from data.vocabulary import Category, ClaimKind, Region
from data.waves import Number

WIDE = Canvas(1360, 520)
IDS = ("latest-by-origin", "waves", "engineers", "workers")
CASES: dict[str, tuple[str, Selection, dict[str, str]]] = {
    **{f"latest {code}": ("latest-by-origin", Selection(date_from=None), {"measure": code}) for code in MEASURES},
    **{f"{id} whole": (id, Selection(date_from=None), {}) for id in IDS},
    **{f"{id} known 2025": (id, Selection(known_on=date(2025, 6, 30)), {}) for id in IDS},
    **{f"{id} autumn 2024": (id, Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31)), {}) for id in IDS},
    **{f"{id} from 2026": (id, Selection(date_from=date(2026, 1, 1)), {}) for id in IDS},
}
_NUMBER = re.compile(r"\d[\d\u2009]*")


def _behind(made: Exhibit) -> str:
    return " ".join(map(str, made.rows.to_numpy().ravel().tolist())).replace("\u2009", "")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_number_and_date_of_a_title_stands_in_the_rows(
    case: tuple[str, Selection, dict[str, str]], tables: Tables
) -> None:
    id, selection, options = case
    made = build(id, tables, selection, canvas=WIDE, options=options)
    if made.empty:
        assert made.title.startswith("No rows: ")
        return
    title = re.sub(r"and \d+ more", "", made.title)
    for number in _NUMBER.findall(title):
        assert number.replace("\u2009", "") in _behind(made), f"{number} of “{made.title}” stands in no row"


@pytest.mark.parametrize("id", IDS)
def test_different_answers_give_different_titles(id: str, tables: Tables) -> None:
    now = build(id, tables, Selection(), canvas=WIDE)
    then = build(id, tables, Selection(known_on=date(2025, 3, 1)), canvas=WIDE)
    assert now.title != then.title


def test_titles_of_the_real_rows(tables: Tables) -> None:
    def title(id: str, **options: str) -> str:
        return build(id, tables, Selection(), canvas=WIDE, options=options).title.replace("\u2009", " ")

    assert title("latest-by-origin", measure="killed") == (
        "One named origin numbers the DPRK soldiers killed, to date: 2 000 (NIS, 2 Sep 2025)"
    )
    assert "named origins say 4 000 (ROK JCS and 2 more, 27 Mar 2025) to 6 000 (NIS, 12 Feb 2026)" in title(
        "latest-by-origin"
    )
    assert title("engineers").startswith(
        "1 000 sappers and 5 000 builders planned (Russian Security Council, 17 Jun 2025)"
    )
    assert title("workers").endswith("FSB border service: 13 221 entries in 2024, after 1 117 in 2023")
    assert title("waves").startswith("First wave sails for Vladivostok (8–13 Oct 2024)")


@pytest.mark.parametrize("code", MEASURES)
def test_a_group_holds_one_kind_and_scope_and_each_origin_once(code: str, tables: Tables) -> None:
    found = latest_by_origin(statements(tables, tables.claims, metrics=[code]))
    groups = groups_of(found)
    assert sorted(said.claim_id for members in groups for said in members) == sorted(said.claim_id for said in found)
    for members in groups:
        assert len({(said.kind, said.scope, said.metric) for said in members}) == 1
        origins = [said.origin_id for said in members]
        assert len(origins) == len(set(origins))
        counts = [said.counted for said in members]
        assert counts == sorted(counts, reverse=True)


def test_what_its_origin_has_revised_is_no_newest_number(tables: Tables) -> None:
    made = latest(tables, Selection(), canvas=WIDE, options={"measure": "killed"})
    nis = made.rows[(made.rows["Origin"] == "NIS")]
    assert nis["Number"].tolist() == ["2\u2009000"]
    earlier = latest(tables, Selection(known_on=date(2025, 3, 1)), canvas=WIDE, options={"measure": "killed"})
    assert earlier.rows[earlier.rows["Origin"] == "NIS"]["Number"].tolist() == ["300"]


def _marks(made: Exhibit) -> list[dict[str, Any]]:
    return [trace for trace in made.chart["data"] if trace.get("meta") and trace["type"] == "scatter"]


def test_an_uncounted_origin_is_a_hollow_ring_in_grey(tables: Tables) -> None:
    made = latest(tables, Selection(), canvas=WIDE, options={"measure": "troops_deployed"})
    symbols = [symbol for trace in _marks(made) for symbol in trace["marker"]["symbol"]]
    colours = [colour for trace in _marks(made) for colour in trace["marker"]["color"]]
    faint = [colour == WIDE.palette.ink3 for colour in colours]
    assert sum(faint) == (made.rows["Counted?"] == "no").sum() > 0
    assert [symbol == "circle-open" for symbol in symbols] == faint


def test_planned_and_sent_are_different_groups(tables: Tables) -> None:
    made = build("engineers", tables, Selection(), canvas=WIDE)
    words = [text for trace in made.chart["data"] if trace["type"] == "scatter" and trace["mode"] == "text"
             for text in trace["text"]]  # fmt: skip
    for heading in ("Sappers planned", "Sappers in Russia", "Military builders planned", "Military builders sent"):
        assert heading in words
    claimed = {figure(row) for row in claim_rows(tables).values()}
    numbers = {text for text in words if re.fullmatch(r"(?:at least |over )?\d[\d\u2009]*", text)}
    assert numbers - {"0"} - claimed <= {"2\u2009000", "4\u2009000", "6\u2009000"}, "a number that no claim gives"


def test_a_year_of_entries_never_stands_among_its_quarters(tables: Tables) -> None:
    made = build("workers", tables, Selection(), canvas=Canvas(1360, 900))
    bars = next(trace for trace in made.chart["data"] if trace["type"] == "bar")
    assert len(bars["y"]) == len(made.rows[made.rows["Metric"].str.startswith("Entries")])
    labels = [text for trace in made.chart["data"] if trace.get("mode") == "text" for text in trace["text"]]
    assert "All purposes, whole" in " ".join(labels)
    assert {"13\u2009221", "nearly 13\u2009000", "295"} <= set(labels)


def test_numbers_of_different_scopes_are_told_apart() -> None:
    sent = ("troops_deployed", "DPRK soldiers sent to Russia")
    told = number_words(
        [
            Number("1", *sent, "JCS", "at least 3", ClaimKind.FLOW, "second dispatch", True),
            Number("2", *sent, "JCS", "11", ClaimKind.CUMULATIVE, "first dispatch", True),
            Number("3", *sent, "officials", "14", ClaimKind.CUMULATIVE, "", False),
        ]
    )
    assert told == (
        "JCS at least 3 sent to Russia, second dispatch; JCS 11 sent to Russia, first dispatch; "
        "officials 14 sent to Russia, to date"
    )


def test_the_list_keeps_landmarks_and_says_how_many_it_shows(tables: Tables) -> None:
    made = build("waves", tables, Selection(), canvas=Canvas(1360, 300))
    shown = next(trace for trace in made.chart["data"] if trace.get("meta") == "event")["customdata"]
    assert f"{len(shown)} of {len(made.rows)} events listed" in made.note
    assert "2025-12-12-528-regiment-returns" in shown
    assert "2024-10-24-range-ulan-ude" not in shown


@pytest.mark.parametrize("id", IDS)
def test_an_empty_selection_says_what_to_loosen(id: str, tables: Tables) -> None:
    made = build(id, tables, Selection(regions=(Region.PRIMORYE,), categories=(Category.ENERGY,)), canvas=WIDE)
    assert made.empty
    assert "widen" in made.alt or "loosen" in made.alt or "choose" in made.alt


def test_all_stand_on_the_forces_page() -> None:
    assert {PATHS[id] for id in IDS} == {"/forces"}
    assert EXHIBITS["latest-by-origin"].options["measure"] == tuple(MEASURES)


def test_no_mark_leads_to_an_event_that_was_not_yet_public(tables: Tables) -> None:
    selection = Selection(known_on=date(2025, 1, 25))
    public = set(selection.apply(tables).events["event_id"])
    hidden = set(tables.events["event_id"]) - public
    opened: list[str] = []
    for id in IDS:
        for code in MEASURES:
            made = build(id, tables, selection, canvas=WIDE, options={"measure": code})
            for trace in made.chart["data"]:
                opened += trace["customdata"] if trace.get("meta") == "event" else []
    assert len(opened) > 20
    assert not hidden & set(opened)


def test_a_claim_known_before_its_event_stands_without_it(tables: Tables) -> None:
    selection = Selection(date_from=None, known_on=date(2025, 1, 25))
    claims = selection.apply(tables).claims
    links = dict(zip(claims["claim_id"], claims["event_id"], strict=True))
    for said in statements(tables, claims, metrics=tuple(tables.metrics["metric"])):
        assert said.event_id == links[said.claim_id]
