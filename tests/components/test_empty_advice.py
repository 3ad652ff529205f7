"""What an empty figure advises: following it must bring rows into the same figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from components.exhibits.contract import Canvas
from components.exhibits.register import build
from data import Selection, Tables
from data.vocabulary import Region

RASON = Selection(date_from=date(2025, 6, 1), date_to=date(2025, 8, 31), regions=(Region.RASON,))
NIS = Selection(origins=("nis",), words="no such words")
#: The words of the advice, and the selection of one who follows it.
FOLLOWED: dict[str, dict[str, Any]] = {
    "widen the dates": {"date_from": None, "date_to": None},
    "choose more regions": {"regions": ()},
    "choose more origins": {"origins": ()},
    "change the search words": {"words": ""},
}
FIGURES = ("troops", "losses", "latest-by-origin", "waves", "engineers", "workers", "containers", "shells",
           "stage-ladder", "readings", "values", "other-direction", "partners", "positions", "assessments",
           "sanctions")  # fmt: skip


@pytest.mark.parametrize("selection", [RASON, NIS], ids=["Rason in a summer", "an origin and words"])
@pytest.mark.parametrize("id", FIGURES)
def test_who_follows_the_advice_of_an_empty_figure_sees_rows(id: str, selection: Selection, tables: Tables) -> None:
    canvas = Canvas(1360, 520)
    exhibit = build(id, tables, selection, canvas=canvas)
    if not exhibit.empty:
        assert len(exhibit.rows)
        return
    ways = [change for words, change in FOLLOWED.items() if f"To see rows, {words}." in exhibit.alt]
    if not ways:
        assert "No single filter holds them back" in exhibit.alt
        assert all(build(id, tables, replace(selection, **change), canvas=canvas).empty for change in FOLLOWED.values())
    for change in ways:
        assert not build(id, tables, replace(selection, **change), canvas=canvas).empty


def test_a_party_that_never_spoke_on_a_topic_is_said_to_have_no_rows(tables: Tables) -> None:
    silent = build("positions", tables, Selection(), canvas=Canvas(1360, 300),
                   options={"topic": "leverage", "speaker": "china"})  # fmt: skip
    assert silent.empty
    assert "The tables hold none" in silent.alt
