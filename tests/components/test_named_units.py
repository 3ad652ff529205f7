"""The index of names as a reading table: kinds, counts, and a way to every event."""

from __future__ import annotations

from components.content.named_units import named_units
from components.content.tree import text_of, walk
from components.theme import Mode
from data import Tables
from data.vessels import NamedKind, mentions


def test_every_mention_leads_to_its_event(tables: Tables) -> None:
    found = mentions(tables, tables.events)
    tree = named_units(found, tables.events, Mode.LIGHT, heading="Names", empty="None.")
    opens = [node[1]["open"] for node in walk(tree) if "open" in node[1]]
    assert sorted(opens) == sorted(f"event:{id}" for mention in found for id in mention.event_ids)


def test_names_stand_under_their_kinds_with_counts(tables: Tables) -> None:
    tree = named_units(mentions(tables, tables.events), tables.events, Mode.DARK, heading="Names", empty="None.")
    text = text_of(tree)
    assert [kind.label for kind in NamedKind if kind.label not in text] == []
    assert "Angara 14 events, first " in text
    assert "Ursa Major 1 event" in text


def test_no_name_says_so(tables: Tables) -> None:
    tree = named_units((), tables.events.head(0), Mode.LIGHT, heading="Names", empty="No name is left.")
    assert "No name is left." in text_of(tree)
