"""The Forces page: it runs under any link, and a link opens the claims of a metric."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parents[2] / "app.py")
QUERIES: dict[str, dict[str, str]] = {
    "default": {},
    "said on": {"clock": "said_on", "measure": "troops_planned"},
    "empty": {"words": "no row holds these words"},
    "known": {"known": "2024-11-15", "from": "all"},
    "card and rows": {"event": "2025-12-12-528-regiment-returns", "rows": "metric:workers_in_russia"},
    "headline rows": {"rows": "headline:troops"},
    "bad": {"measure": "dragons", "clock": "noon", "rows": "metric:dragons"},
}


def _opened(query: dict[str, str]) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    return app.switch_page("pages/forces.py").run()


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_page_runs(query: dict[str, str]) -> None:
    app = _opened(query)
    assert not app.exception
    assert not app.error


def test_the_claims_of_a_metric_open_with_scope_trail_and_both_clocks() -> None:
    app = _opened({"rows": "metric:killed", "from": "all"})
    frames = [element.value for element in app.dataframe]
    assert len(frames) == 1
    frame = frames[0]
    assert {"Origin", "Covers", "Counts", "Speaks of", "Said by", "How it follows", "Grade"} <= set(frame.columns)
    assert frame["How it follows"].str.contains("revises 600").any()
    assert any(element.value.startswith("DPRK soldiers killed, under the filters") for element in app.text)
