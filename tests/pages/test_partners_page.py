"""The page of partners runs under any link, and Overview with the whole list of promises."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parents[2] / "app.py")
QUERIES: dict[str, dict[str, str]] = {
    "default": {},
    "one item": {"item": "missiles"},
    "nothing": {"words": "no row holds these words"},
    "claims without a place": {"regions": "primorye", "categories": "labour"},
    "known": {"known": "2024-11-15", "item": "drones"},
    "card": {"event": "2025-09-18-naumann-asymmetry"},
    "rows": {"rows": "metric:attack_drones"},
    "bad item": {"item": "@@=alert(1)"},
}


def opened(page: str, query: dict[str, str]) -> AppTest:
    """Run a page with a query."""
    app = AppTest.from_file(APP, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    return app.switch_page(f"pages/{page}.py").run() if page != "overview" else app


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_partners_run(query: dict[str, str]) -> None:
    app = opened("partners", query)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("known", ["", "2024-11-15", "2005-01-01"], ids=["today", "2024", "before all"])
def test_overview_runs_with_all_that_is_due(known: str) -> None:
    app = opened("overview", {"exhibit": "due", **({"known": known} if known else {})})
    assert not app.exception
    assert not app.error
