"""Titles of stills: a finding is never cut, not even on half a slide."""

from __future__ import annotations

from datetime import date

import pytest

from components.briefing.breaks import title_lines
from components.briefing.sizes import Size
from components.exhibits.contract import Canvas, Medium
from components.exhibits.register import EXHIBITS, build
from data import Selection, Tables

SELECTIONS = {
    "default": Selection(),
    "all dates": Selection(date_from=None),
    "as known in November 2024": Selection(known_on=date(2024, 11, 15)),
    "autumn 2024": Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31)),
    "2025": Selection(date_from=date(2025, 1, 1), date_to=date(2025, 12, 31)),
}


#: What each figure may be asked to show: nothing, or one value of one option.
ASKED = [
    (id, option, value)
    for id, registered in EXHIBITS.items()
    for option, value in [("", ""), *((option, one) for option, all_ in registered.options.items() for one in all_)]
    # Views and forms of the map have one title.
    if not option or id != "routes-map"
]


@pytest.mark.parametrize("name", SELECTIONS)
def test_a_title_is_whole_on_every_size(name: str, tables: Tables) -> None:
    cut = []
    for id, option, value in ASKED:
        chosen = {option: value} if option else {}
        made = build(id, tables, SELECTIONS[name], canvas=Canvas(728, 520, medium=Medium.STILL), options=chosen)
        lines = [title_lines(made.title, size.anatomy)[0][-1] for size in Size]
        if not made.empty and any(line.endswith("…") for line in lines):
            cut.append(f"{id} {option}={value}: {made.title}")
    assert not cut
