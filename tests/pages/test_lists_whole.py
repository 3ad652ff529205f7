"""Lists on Forces and Arms: a picture takes the height it needs, where that is more than a screen at a press."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.exhibits.register import build
from components.panels.frame import Place
from data import Selection, Tables

APP = str(Path(__file__).parents[2] / "app.py")
LISTS = {
    "pages/forces.py": ("latest-by-origin", "engineers", "workers"),
    "pages/arms.py": ("values",),
}
OPENED = {
    "waves": "pages/forces.py",
    "stage-ladder": "pages/arms.py",
    "readings": "pages/arms.py",
    "other-direction": "pages/arms.py",
}
WIDTHS = [1360, 1040, 716, 358]
#: Px of a picture whose whole frame a screen of 1440 × 900 shows, and of one on a phone.
SCREEN, PHONE = 640, 1500


def places(page: str, width: int, query: dict[str, str]) -> dict[str, Place]:
    """The figures of a page on a screen of some width, by id."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state["viewport"] = {"width": width}
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    app = app.switch_page(page).run()
    assert not app.exception
    return {place.id: place for place in app.session_state["places"]}


def words(id: str, place: Place, selection: Selection, tables: Tables) -> tuple[list[str], str]:
    """The words in the picture of a place, and its note."""
    made = build(id, tables, selection, canvas=place.canvas, options=dict(place.options))
    texts = [text for trace in made.chart["data"] if "text" in trace.get("mode", "") for text in trace["text"]]
    return texts, made.note


@pytest.mark.parametrize("query", [{}, {"from": "all"}], ids=["default", "all dates"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", LISTS)
def test_nothing_of_a_list_is_left_to_the_table(page: str, width: int, query: dict[str, str], tables: Tables) -> None:
    found = places(page, width, query)
    for id in LISTS[page]:
        texts, note = words(id, found[id], Selection(date_from=None) if query else Selection(), tables)
        assert [text for text in texts if "see the table" in text] == [], id
        assert "without room" not in note


@pytest.mark.parametrize("query", [{}, {"from": "all"}], ids=["default", "all dates"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("id", OPENED)
def test_a_long_list_opens_to_all_its_words(id: str, width: int, query: dict[str, str], tables: Tables) -> None:
    found = places(OPENED[id], width, {**query, "whole": id})
    texts, note = words(id, found[id], Selection(date_from=None) if query else Selection(), tables)
    assert [text for text in texts if "see the table" in text or "…" in text] == []
    assert "without room" not in note


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", LISTS)
def test_a_long_list_stands_at_the_height_of_a_screen_until_it_is_opened(page: str, width: int, tables: Tables) -> None:
    found = places(page, width, {})
    for id in [id for id in OPENED if OPENED[id] == page]:
        made = build(id, tables, Selection(), canvas=found[id].canvas, options={})
        assert made.chart["layout"]["height"] <= (PHONE if width < 700 else SCREEN)
