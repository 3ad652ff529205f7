"""Links: what they say is read, what they get wrong is named."""

from __future__ import annotations

import pytest

from components.exhibits.link import View, read_query
from data import Selection, Tables


def test_a_view_comes_back_from_its_own_query(tables: Tables) -> None:
    event = str(tables.events["event_id"].iloc[0])
    view = View(Selection(words="bridge"), event, {"lanes": "region", "view": "tumen"})
    assert read_query(view.to_query(), tables) == view


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"event": "2024-10-08-no-such-event"}, "event"),
        ({"view": "corridr"}, "nearest: corridor"),
        ({"lanes": "colour"}, "lanes"),
        ({"regionz": "rason"}, "regions"),
        ({"regions": "primory"}, "primorye"),
        ({"from": "2024-02-30"}, "from"),
        ({"to": "never"}, "to"),
    ],
)
def test_what_is_ignored_is_named(query: dict[str, str], named: str, tables: Tables) -> None:
    view = read_query(query, tables)
    assert any(named in notice.message for notice in view.notices)
    assert not read_query(view.to_query(), tables).notices


def test_hostile_values_are_cut_and_harmless(tables: Tables) -> None:
    view = read_query({"event": "<img src=x onerror=alert(1)>" * 400, "view": "@@=alert(1)"}, tables)
    assert view.event == ""
    assert all(len(notice.message) < 400 for notice in view.notices)
