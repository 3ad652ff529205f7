"""Movements: waves come from tags and titles, ways from journeys, numbers from single claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data import Selection, Tables
from data.ledger import claim_rows, figure
from data.vocabulary import Movement, RoutePath
from data.waves import Moved, Wave, moved, wave_of


@pytest.mark.parametrize(
    ("tags", "title", "category", "wave"),
    [
        (["first_wave", "sea"], "Ships sail", "troop_deployment", Wave.FIRST),
        (["engineers", "third_wave"], "Sappers arrive", "troop_deployment", Wave.THIRD),
        (["engineers", "returnees"], "Regiment back", "troop_deployment", Wave.RETURNS),
        (["rotation", "engineers"], "Units in turn", "assessment", Wave.RETURNS),
        (["demining", "engineers"], "Hectares cleared", "statement", Wave.ENGINEERS),
        ([], "A third dispatch is expected", "assessment", Wave.THIRD),
        (["airlift"], "Flights go west", "troop_deployment", Wave.UNNAMED),
        (["return"], "Units return to assaults", "combat", None),
        (["containers"], "A ship returns to port", "arms_transfer", None),
    ],
)
def test_a_wave_is_what_tags_then_title_say(tags: list[str], title: str, category: str, wave: Wave | None) -> None:
    assert wave_of(tags, title, category) is wave


def _all(tables: Tables) -> dict[str, Moved]:
    return {one.event_id: one for one in moved(tables, tables.events, tables.claims)}


def test_a_running_total_is_no_journey(tables: Tables) -> None:
    one = _all(tables)["2026-02-04-hur-still-fighting"]
    assert one.movement is Movement.RUNNING_TOTAL
    assert (one.origin_place, one.destination, one.path) == ("", "", None)
    assert "→" not in one.way


def test_the_two_legs_of_the_second_wave(tables: Tables) -> None:
    second = [one for one in _all(tables).values() if one.wave is Wave.SECOND and one.path]
    assert [(one.way, one.by, one.path) for one in second] == [
        ("Chongjin → Kursk", "sea", RoutePath.UNKNOWN),
        ("Rason → Kursk", "rail", RoutePath.LIKELY),
    ]


def test_every_number_is_one_claim_in_its_own_words(tables: Tables) -> None:
    found = _all(tables).values()
    numbers = [(one.event_id, number) for one in found for number in one.numbers]
    assert len(numbers) > 20
    for event_id, number in numbers:
        claim = claim_rows(tables)[number.claim_id]
        assert claim["event_id"] == event_id
        assert number.words == figure(claim)
        assert claim["metric"] not in {"killed", "wounded", "casualties"}


def test_waves_stand_in_order_and_each_by_date(tables: Tables) -> None:
    found = moved(tables, tables.events, tables.claims)
    order = [(list(Wave).index(one.wave), one.start) for one in found]
    assert order == sorted(order)


def test_what_was_not_public_is_not_there(tables: Tables) -> None:
    rows = Selection(known_on=date(2024, 11, 15)).apply(tables)
    known = moved(tables, rows.events, rows.claims)
    assert known
    assert max(one.start for one in known) <= pd.Timestamp("2024-11-15")
    assert not [number for one in known for number in one.numbers if number.origin == "MSMT"]


def test_rival_numbers_of_an_event_stay_apart(tables: Tables) -> None:
    claims = tables.claims
    mine = claims[claims["claim_id"] == "troops_deployed-20241013-nis"]
    mine = (
        mine
        if len(mine)
        else claims[(claims["event_id"] == "2024-10-08-first-wave-chongjin") & (claims["unit"] == "persons")].head(1)
    )
    rival = mine.assign(claim_id="rival-1", origin="hur", best=9000.0)
    both = replace(tables, claims=pd.concat([claims, rival], ignore_index=True))
    first = {one.event_id: one for one in moved(both, both.events, both.claims)}["2024-10-08-first-wave-chongjin"]
    assert sorted(number.words for number in first.numbers) == ["1\u2009500", "9\u2009000"]
