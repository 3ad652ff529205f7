"""The index of ships, units and weapons: every name occurs, and only as a whole word."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import DamagedData, Selection, Tables
from data.searching import fold
from data.vessels import NamedKind, event_texts, mentions, names_in, read_index


@pytest.mark.parametrize("named", read_index(), ids=lambda named: named.name)
def test_every_spelling_occurs_in_some_event(named: object, tables: Tables) -> None:
    from data.vessels import Named

    assert isinstance(named, Named)
    texts = event_texts(tables).values()
    assert [spelling for spelling in named.spellings if not any(names_in(text, spelling) for text in texts)] == []


@pytest.mark.parametrize(
    ("text", "spelling", "found"),
    [
        ("Angara unloads at Rajin", "Angara", True),
        ("The Angarsk refinery", "Angara", False),
        ("tagged lady_r", "Lady R", True),
        ("Lady Rason", "Lady R", False),
        ("two KN-23s were shot down", "KN-23", False),
        ("A Tor-like vehicle", "Tor-like", True),
        ("A tutor-like manner", "Tor-like", False),
        ("the Su-27 and Su-270", "Su-27", True),
    ],
)
def test_names_match_whole_words_only(text: str, spelling: str, found: bool) -> None:
    assert names_in(fold(text), spelling) is found


def test_angara_leads_to_the_opening_of_the_sea_route(tables: Tables) -> None:
    found = {mention.named.name: mention.event_ids for mention in mentions(tables, tables.events)}
    assert found["Angara"][0] == "2023-08-01-sea-route-opens"
    assert found["Ursa Major"] == ("2024-12-23-ursa-major-sinks",)
    assert "2024-10-08-first-wave-chongjin" in found["KPA 11th Corps (Storm Corps)"]


def test_events_of_a_name_stand_in_order_of_their_days(tables: Tables) -> None:
    starts = dict(zip(tables.events["event_id"], tables.events["date_start"], strict=True))
    for mention in mentions(tables, tables.events):
        days = [starts[id] for id in mention.event_ids]
        assert days == sorted(days)


def test_only_selected_events_are_led_to(tables: Tables) -> None:
    from datetime import date

    early = Selection(known_on=date(2024, 3, 1)).apply(tables).events
    named = {mention.named.name for mention in mentions(tables, early)}
    assert "Angara" in named
    assert "Ursa Major" not in named
    assert mentions(tables, tables.events.head(0)) == ()


def _written(folder: Path, *lines: str) -> Path:
    path = folder / "units.csv"
    path.write_text("\n".join(("name,kind,spellings", *lines)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Angara,boat,Angara", "is not a kind of the index"),
        (",ship,Angara", "is empty or missing"),
        ("Angara,ship,", "is empty or missing"),
        ("Angara,ship,Angara;", "has an empty spelling"),
    ],
)
def test_a_damaged_index_names_the_row(line: str, words: str, tmp_path: Path) -> None:
    path = _written(tmp_path, "Maria,ship,Maria", line)
    with pytest.raises(DamagedData, match=words) as raised:
        read_index(path)
    assert raised.value.problems[0].row == 3


def test_a_spelling_may_stand_only_once(tmp_path: Path) -> None:
    with pytest.raises(DamagedData, match="stands twice"):
        read_index(_written(tmp_path, "Maria,ship,Maria", "Other,ship,maria"))


def test_every_kind_is_used(tables: Tables) -> None:
    assert {mention.named.kind for mention in mentions(tables, tables.events)} == set(NamedKind)
