"""The Positions page runs for every topic, party and empty or past view."""

from __future__ import annotations

import pytest

from tests.pages.test_pages import QUERIES, _opened, _trees

VIEWS: dict[str, dict[str, str]] = {
    **QUERIES,
    "arms of one party": {"topic": "arms", "speaker": "dprk", "list": "party"},
    "no words of a party": {"topic": "talks", "speaker": "ukraine"},
    "narrow": {"topic": "troops", "from": "2024-10-21", "to": "2024-10-21"},
}


@pytest.mark.parametrize("query", VIEWS.values(), ids=VIEWS)
def test_positions_page_runs(query: dict[str, str]) -> None:
    app = _opened("positions", query)
    assert not app.exception
    assert not app.error


def test_the_rule_of_stances_stands_on_the_page() -> None:
    assert "Only Russia and the DPRK take a stance" in _trees(_opened("positions", {}))
