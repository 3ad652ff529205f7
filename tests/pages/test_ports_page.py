"""The page of ports runs under any link, for every port."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.ports import PORT_IDS

APP = str(Path(__file__).parents[2] / "app.py")
QUERIES: dict[str, dict[str, str]] = {
    "one group": {"project": "rajin", "from": "all"},
    "nothing": {"words": "no row holds these words", "port": "dunai"},
    "known": {"known": "2024-11-15", "port": "vladivostok"},
    "known before all": {"known": "2005-01-01", "mode": "sea"},
    "range that ends early": {"from": "2013-01-01", "to": "2013-12-31", "port": "wonsan"},
    "card": {"event": "2025-11-05-zarubino-megaport-revived", "port": "zarubino"},
    "rows": {"rows": "metric:cranes"},
    "opened": {"whole": "milestones-gantt"},
    "bad height": {"whole": "turnover"},
    "bad port": {"port": "atlantis", "project": "@@=alert(1)", "mode": "<b>"},
}


def opened(query: dict[str, str]) -> AppTest:
    """Run the page with a query."""
    app = AppTest.from_file(APP, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    return app.switch_page("pages/ports.py").run()


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_ports_run(query: dict[str, str]) -> None:
    app = opened(query)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("port", PORT_IDS)
def test_every_port_has_its_card(port: str) -> None:
    app = opened({"port": port})
    assert not app.exception
    assert not app.error


def test_a_figure_with_more_rows_than_a_screen_opens_and_closes() -> None:
    def label(app: AppTest) -> str:
        return next(str(button.label) for button in app.button if button.key == "whole-milestones-gantt")

    assert label(opened({})) == "Show all rows, in full height"
    assert label(opened({"whole": "milestones-gantt"})) == "Show at the height of a screen"
    assert label(opened({"whole": "links-status"})) == "Show all rows, in full height"


def test_a_figure_that_fits_has_no_such_button() -> None:
    keys = {button.key for button in opened({"project": "rajin"}).button}
    assert "whole-links-status" in keys
    assert not keys & {"whole-milestones-gantt", "whole-border-counts"}
