"""What of the Overview follows the filters, and what says that it does not."""

from __future__ import annotations

import pytest

from tests.pages.test_pages import _opened, _trees

SAID = "Whatever the dates, regions and other filters."


@pytest.mark.parametrize("query", [{"regions": "kursk_front"}, {"origins": "nis"}, {"from": "2025-06-01"}])
def test_what_ignores_the_filters_says_so_once_one_is_set(query: dict[str, str]) -> None:
    trees = _trees(_opened("overview", query))
    assert SAID in trees
    assert "filters aside" in trees
    assert "See all that is due or overdue under the filters" in trees


@pytest.mark.parametrize("query", [{}, {"known": "2024-11-15"}], ids=["no filter", "as known"])
def test_nothing_is_said_of_filters_where_none_is_set(query: dict[str, str]) -> None:
    trees = _trees(_opened("overview", query))
    assert SAID not in trees
    assert "under the filters" not in trees
