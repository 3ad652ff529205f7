"""Every exhibit over a grid of selections and surfaces: the contract holds, drawn or empty."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.register import EXHIBITS, UnknownExhibit, build
from components.theme import Mode
from data import Selection, Tables
from data.vocabulary import Category, Credibility, Direction, Region, Status

SELECTIONS = {
    "default": Selection(),
    "everything": Selection(date_from=None),
    "autumn 2024": Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31)),
    "one day": Selection(date_from=date(2024, 10, 18), date_to=date(2024, 10, 18)),
    "two regions": Selection(regions=(Region.PRIMORYE, Region.RASON)),
    "one category": Selection(categories=(Category.COMBAT,)),
    "planned": Selection(statuses=(Status.PLANNED,)),
    "graded": Selection(credibility=Credibility.ONE),
    "known 2024": Selection(known_on=date(2024, 11, 15)),
    "known before all": Selection(date_from=None, known_on=date(2005, 1, 1)),
    "words": Selection(words="라진"),
    "one row": Selection(words="Rebuilding of the 54 km Khasan-Rajin railway begins", date_from=None),
    "nothing": Selection(words="no row holds these words"),
    "far future": Selection(date_from=date(2090, 1, 1)),
    "all at once": Selection(
        date_from=date(2023, 1, 1), date_to=date(2025, 6, 30), regions=(Region.KURSK_FRONT,),
        categories=(Category.CASUALTIES,), statuses=(Status.CLAIMED,), origins=("nis",), known_on=date(2025, 5, 1),
    ),
}  # fmt: skip
CANVASES = {
    "screen": Canvas(1360, 540),
    "column": Canvas(900, 330),
    "small": Canvas(432, 256, Mode.DARK),
    "phone": Canvas(358, 600),
    "slide": Canvas(1488, 640, Mode.LIGHT, Medium.STILL),
}
_BROKEN = re.compile(r"\b(?:NaN|NaT|nan|None|1677|\[object Object\])\b")


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, (list, tuple)):
        return [text for part in value for text in _texts(part)]
    return []


def _check_contract(made: Exhibit, canvas: Canvas, tables: Tables) -> None:
    assert made.title.strip()
    assert made.subtitle.strip()
    assert made.alt.strip()
    assert made.sources.text().startswith("Source: ")
    assert made.version == tables.version
    assert made.as_of <= tables.cut_off
    assert made.link.startswith("/")
    layout = made.chart["layout"]
    assert layout["width"] == canvas.width
    # On a screen a picture may end below its last row; a still keeps its size.
    assert 0 < layout["height"] <= canvas.height
    assert layout["height"] == canvas.height or canvas.medium is Medium.SCREEN
    json.dumps(made.chart, allow_nan=False)
    # Plotly keeps no element for an empty label: the label that a redrawn picture has in its place would be lost.
    labels = [trace["text"] for trace in made.chart["data"] if "text" in trace.get("mode", "")]
    assert all(words for trace in labels for words in ([trace] if isinstance(trace, str) else trace))
    words = [*_texts(made.chart), made.title, made.subtitle, made.note, made.alt, made.footer]
    assert not [text for text in words if _BROKEN.search(text)]


@pytest.mark.parametrize("canvas", CANVASES.values(), ids=CANVASES)
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("exhibit_id", EXHIBITS)
def test_contract_holds(exhibit_id: str, selection: Selection, canvas: Canvas, tables: Tables) -> None:
    made = build(exhibit_id, tables, selection, canvas=canvas)
    _check_contract(made, canvas, tables)
    assert made.empty == made.rows.empty
    assert made.empty == made.title.startswith("No rows: ")


@pytest.mark.parametrize("exhibit_id", EXHIBITS)
@pytest.mark.parametrize("name", ["default", "one row", "nothing"])
def test_charts_are_valid_plotly(exhibit_id: str, name: str, tables: Tables) -> None:
    for canvas in CANVASES.values():
        go.Figure(build(exhibit_id, tables, SELECTIONS[name], canvas=canvas).chart)


def test_unknown_exhibit_names_the_nearest(tables: Tables) -> None:
    with pytest.raises(UnknownExhibit, match="Nearest: timeline"):
        build("timelines", tables, Selection(), canvas=CANVASES["screen"])


def test_hostile_title_is_plain_text_in_labels(tables: Tables) -> None:
    """A row that holds markup appears as written: plotly reads a pseudo-HTML of its own."""
    from dataclasses import replace

    hostile = '<b>bold</b> <a href="javascript:alert(1)">x</a> @@=alert(1)'
    events = tables.events.assign(
        label=hostile, title=hostile, weight=1, direction=Direction.BILATERAL, category=Category.COMBAT
    )
    damaged = replace(tables, events=events)
    made = build("timeline", damaged, SELECTIONS["autumn 2024"], canvas=CANVASES["screen"])
    shown = " ".join(_texts(made.chart["data"]) + _texts(made.chart["layout"].get("annotations", [])))
    assert "<a " not in shown
    assert "bold" in shown
