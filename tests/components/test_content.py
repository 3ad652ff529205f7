"""Element trees: what may stand in them, and that rows full of markup stay text."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import date
from typing import Any

import pytest

from components.content import due_list, event_card, event_list, tile_row
from components.content.tree import UnsafeTreeError, h, text_of, walk, web_link
from components.theme import DARK, LIGHT, STATIC_FOLDER, Mode
from data import Tables, load_tables
from data.dossier import dossier
from data.due import due
from data.tiles import tiles

FIRST_WAVE = "2024-10-08-first-wave-chongjin"
HOSTILE = '<img src=x onerror="alert(1)">@@=alert(1)[x](javascript:alert(1))'


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


def attributes(node: Any, name: str) -> list[str]:
    return [element[1][name] for element in walk(node) if name in element[1]]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "//evil.example", "data:text/html,x", "vbscript:x",
     "/\\evil.example", "java\tscript:alert(1)", "http:///x", "", "ftp://x.example/"],
)  # fmt: skip
def test_addresses_other_than_http_and_own_paths_are_refused(url: str) -> None:
    with pytest.raises(UnsafeTreeError):
        h("a", "x", href=url)
    assert web_link(url) == ""


@pytest.mark.parametrize("url", ["https://tass.com/x", "http://kcna.kp/", "/timeline?event=x", "?from=2024-01-01"])
def test_http_and_own_paths_pass(url: str) -> None:
    assert h("a", "x", href=url)[1] == {"href": url}


@pytest.mark.parametrize(
    ("tag", "given"),
    [
        ("script", {}),
        ("iframe", {}),
        ("p", {"onclick": "x"}),
        ("p", {"href": "/x"}),
        ("p", {"id": "x"}),
        ("img", {"src": "https://x.example/a.png"}),
        ("img", {"src": "data:text/html;base64,x"}),
        ("button", {"open": "javascript"}),
        ("span", {"open": "event:x"}),
    ],
)
def test_tags_and_attributes_outside_the_lists_are_refused(tag: str, given: dict[str, Any]) -> None:
    with pytest.raises(UnsafeTreeError):
        h(tag, "x", **given)


@pytest.mark.parametrize("style", [{"background": "red"}, {"width": "url(x)"}, {"left": "10em"}, {"width": "1px;x:y"}])
def test_styles_other_than_plain_lengths_are_refused(style: dict[str, str]) -> None:
    with pytest.raises(UnsafeTreeError):
        h("span", style=style)


@pytest.mark.parametrize("mode", list(Mode))
def test_card_has_every_part_and_opens_only_known_focuses(tables: Tables, mode: Mode) -> None:
    card = event_card(dossier(tables, FIRST_WAVE), mode)
    text = text_of(card)
    for part in (
        "8–13 Oct 2024",
        "Chongjin 청진",
        "confirmed",
        "3 numbers, 1 origin, 3 reports",
        "KBS World",
        "Related",
    ):
        assert part in text
    assert attributes(card, "open")[0] == "close"
    assert set(attributes(card, "open")[1:]) <= {f"event:{event_id}" for event_id in tables.events["event_id"]}
    assert f"/timeline?event={FIRST_WAVE}" in attributes(card, "href")
    assert "ko" in attributes(card, "lang")


def test_a_card_leads_to_the_weeks_round_its_event_as_known_on_the_same_day(tables: Tables) -> None:
    found = dossier(tables, FIRST_WAVE, date(2025, 1, 1))
    link = f"/timeline?from=2024-09-17&to=2024-11-03&known=2025-01-01&event={FIRST_WAVE}"
    assert link in attributes(event_card(found, Mode.LIGHT), "href")
    undated = dataclasses.replace(found, start=None, end=None)
    assert not [url for url in attributes(event_card(undated, Mode.LIGHT), "href") if "from=" in url]


def test_every_card_is_a_safe_tree_that_can_be_sent(tables: Tables) -> None:
    for event_id in tables.events["event_id"]:
        card = event_card(dossier(tables, event_id), Mode.LIGHT)
        assert len(json.dumps(card, ensure_ascii=False)) < 40_000
        for left in re.findall(r"left:(-?[\d.]+)%", " ".join(attributes(card, "style"))):
            assert 0 <= float(left) <= 100


def test_hostile_rows_stay_text(tables: Tables) -> None:
    found = dossier(tables, FIRST_WAVE)
    report = dataclasses.replace(found.reports[0], title=HOSTILE, url="javascript:alert(1)", publisher=HOSTILE)
    line = dataclasses.replace(found.claims[0], note=HOSTILE, origin=HOSTILE)
    hostile = dataclasses.replace(found, title=HOSTILE, summary=HOSTILE, reports=(report,), claims=(line,))
    card = event_card(hostile, Mode.LIGHT)
    assert text_of(card).count(HOSTILE) >= 5
    assert not [url for url in attributes(card, "href") if not url.startswith("/timeline")]


def test_an_event_not_yet_public_gives_nothing_away(tables: Tables) -> None:
    found = dossier(tables, FIRST_WAVE, date(2024, 10, 10))
    text = text_of(event_card(found, Mode.LIGHT))
    assert "Not public by 10 Oct 2024" in text
    assert "special forces" not in text


def test_lists_open_their_events_and_say_when_empty(tables: Tables) -> None:
    events = tables.events.head(3)
    made = event_list(events, tables, Mode.DARK, heading="Latest", empty="Nothing.")
    assert attributes(made, "open") == [f"event:{event_id}" for event_id in events["event_id"]]
    assert len(attributes(made, "alt")) == 3
    none = event_list(events.iloc[:0], tables, Mode.DARK, heading="Latest", empty="Nothing.")
    assert text_of(none) == "Latest Nothing."


def test_newly_learnt_marks_days_that_are_only_bounds(tables: Tables) -> None:
    bounded = tables.events[tables.events["public_basis"] == "known_by"].head(2)
    made = event_list(bounded, tables, Mode.LIGHT, heading="x", date_column="public_from", empty="")
    assert all("by " in text_of(line) for line in walk(made) if line[0] == "li")


def test_tiles_have_one_tick_a_figure_and_a_focus_each(tables: Tables) -> None:
    shown = tiles(tables)
    row = tile_row(shown, Mode.LIGHT)
    assert attributes(row, "open") == [f"headline:{tile.code}" for tile in shown]
    ticks = [element for element in walk(row) if element[1].get("class") == "tick"]
    assert len(ticks) == sum(len(tile.strip.ticks) for tile in shown if tile.strip)
    assert "no newer figure" in attributes(row, "aria-label")


def test_due_list_says_how_each_stands(tables: Tables) -> None:
    lines = due(tables)
    text = text_of(due_list(lines, Mode.LIGHT, heading="Due", empty="None."))
    assert all(line.state.replace("; ", " ") in text and line.milestone in text for line in lines)


def test_style_sheet_uses_the_colours_of_the_theme() -> None:
    sheet = (STATIC_FOLDER / "css" / "content.css").read_text(encoding="utf-8")
    for palette in (LIGHT, DARK):
        for colour in (palette.dprk_to_russia, palette.russia_to_dprk, palette.bilateral, palette.other):
            assert colour in sheet
    used = set(re.findall(r"#[0-9A-Fa-f]{6}", sheet))
    assert used <= set(LIGHT) | set(DARK)
