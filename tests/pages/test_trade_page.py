"""The Trade page: it runs under any link, and one press shows all years."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parents[2] / "app.py")
QUERIES: dict[str, dict[str, str]] = {
    "default": {},
    "log, no events": {"axis": "log", "events": "none", "from": "all"},
    "oil by month": {"months": "oil-russia", "beside": "share", "compare": "2020-2021"},
    "empty": {"words": "no row holds these words"},
    "known": {"known": "2024-11-15", "from": "all"},
    "before all": {"known": "2005-01-01", "from": "all"},
    "card": {"event": "2024-06-19-comprehensive-strategic-partnership-signed"},
    "rows": {"rows": "flows:RUS-PRK-two_way_total"},
    "bad": {"axis": "cubic", "months": "dragons", "beside": "heap", "compare": "1066"},
}


def _opened(query: dict[str, str]) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=90)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    return app.switch_page("pages/trade.py").run()


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_page_runs(query: dict[str, str]) -> None:
    app = _opened(query)
    assert not app.exception
    assert not app.error


def test_all_years_and_back_again() -> None:
    app = _opened({})
    app.button(key="trade-since").click().run()
    assert app.button(key="trade-since").label == "Since 2022"
    assert app.session_state["view"]["view"].to_query() == {"from": "all"}
    app.button(key="trade-since").click().run()
    assert app.button(key="trade-since").label == "All years since 1999"
    assert app.session_state["view"]["view"].to_query() == {}


def test_a_period_may_be_any_span_of_years() -> None:
    app = _opened({})
    assert app.selectbox(key="option-compare-first").value == 2017
    app.selectbox(key="option-against-first").set_value(2014).run()
    assert app.session_state["view"]["view"].to_query() == {"against": "2014"}
    app.selectbox(key="option-compare-first").set_value(2004).run()
    app.selectbox(key="option-compare-last").set_value(2006).run()
    assert app.session_state["view"]["view"].to_query() == {"against": "2014", "compare": "2004-2006"}
    app.selectbox(key="option-compare-last").set_value(2001).run()
    assert app.session_state["view"]["view"].to_query()["compare"] == "2001"
    app.selectbox(key="option-against-first").set_value(0).run()
    assert "against" not in app.session_state["view"]["view"].to_query()
