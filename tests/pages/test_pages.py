"""Every page runs, whatever the link says, and says what it ignored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parents[2] / "app.py")
PAGES = sorted(path.stem for path in (Path(__file__).parents[2] / "pages").glob("*.py"))
QUERIES: dict[str, dict[str, str]] = {
    "default": {},
    "filtered": {"from": "2024-10-01", "to": "2024-12-31", "regions": "kursk_front,primorye"},
    "empty": {"words": "no row holds these words"},
    "one row": {"from": "all", "words": "Rebuilding of the 54 km Khasan-Rajin railway begins"},
    "known": {"known": "2024-11-15"},
    "card": {"event": "2024-10-08-first-wave-chongjin"},
    "bad": {"regions": "primory", "from": "2024-13-45", "view": "@@=alert(1)", "event": "<b>x</b>", "zzz": "1"},
    "absurd": {"from": "0001-01-01", "to": "99999-01-01", "known": "2999-01-01", "words": "x" * 5000},
}


def _opened(page: str, query: dict[str, str]) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if page != "overview":
        app.switch_page(f"pages/{page}.py").run()
    return app


def _trees(app: AppTest) -> str:
    found: list[Any] = [element.proto for element in app.main if hasattr(element, "proto")]
    return " ".join(str(proto) for proto in found)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
@pytest.mark.parametrize("page", PAGES)
def test_page_runs(page: str, query: dict[str, str]) -> None:
    app = _opened(page, query)
    assert not app.exception
    assert not app.error


def test_a_bad_link_is_explained() -> None:
    app = _opened("overview", QUERIES["bad"])
    text = _trees(app)
    for word in ("Ignored in this link", "primorye", "zzz"):
        assert word in text


def test_damaged_tables_are_named_and_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit as st

    from components.panels import dataset as room
    from data import DamagedData, Problem

    def damaged() -> None:
        raise DamagedData([Problem("events.csv", 12, "status", "confirmd", "is not accepted", "confirmed")])

    st.cache_resource.clear()
    monkeypatch.setattr(room, "load_tables", damaged)
    app = AppTest.from_file(APP, default_timeout=60).run()
    st.cache_resource.clear()
    assert not app.exception
    row = app.dataframe[0].value.iloc[0]
    assert (row["file"], row["row"], row["nearest"]) == ("events.csv", 12, "confirmed")
