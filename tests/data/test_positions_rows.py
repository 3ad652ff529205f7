"""Statements by party: speakers, stances, topics, days and silences, on hand-made and on the shipped rows."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from data import Selection, Tables
from data.listings import Issuer, acts, numbers, whole_package
from data.positions import (
    Position,
    Speaker,
    Stance,
    Topic,
    positions,
    read_coding,
    said_on,
    speaker_of,
    stance_of,
    topics_of,
)
from data.silences import LEAST_SILENCE, Silence, silences
from data.vocabulary import DateQualifier, Precision, Status


def said(speaker: Speaker, day: date, stance: Stance = Stance.STATEMENT) -> Position:
    """A statement on one day."""
    return Position(
        event_id=f"{speaker}-{day}", row=0, speaker=speaker, stance=stance, origins=("somebody",), first=day, last=day,
        precision=Precision.DAY, qualifier=DateQualifier.ON, when=str(day), label="label", title="title",
        status=Status.CONFIRMED, credibility="1", weight=2, leads=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tags", "status", "speaker", "stance"),
    [
        (("denial",), "denied", Speaker.DPRK, Stance.DENIAL),
        ((), "denied", Speaker.RUSSIA, Stance.DENIAL),
        (("denial",), "confirmed", Speaker.DPRK, Stance.NEITHER),
        (("partial_admission", "troops"), "confirmed", Speaker.RUSSIA, Stance.PARTIAL),
        (("acknowledgement", "memorial"), "confirmed", Speaker.DPRK, Stance.ACKNOWLEDGEMENT),
        (("fallen_soldiers",), "confirmed", Speaker.DPRK, Stance.COMMEMORATION),
        (("troops",), "confirmed", Speaker.RUSSIA, Stance.STATEMENT),
        (("denial",), "denied", Speaker.UKRAINE, Stance.STATEMENT),
    ],
)
def test_a_stance_comes_from_tags_and_status(
    tags: tuple[str, ...], status: str, speaker: Speaker, stance: Stance
) -> None:
    assert stance_of(tags, status, speaker) is stance


@pytest.mark.parametrize(
    ("origin", "speaker"),
    [
        ({"party": "dprk", "kind": "state_media", "composite": False}, Speaker.DPRK),
        ({"party": "coalition", "kind": "international", "composite": False}, Speaker.UNITED_NATIONS),
        ({"party": "united_states", "kind": "news", "composite": False}, Speaker.UNCOUNTED),
        ({"party": "ukraine", "kind": "undisclosed", "composite": True}, Speaker.UNCOUNTED),
        ({"party": "undisclosed", "kind": "undisclosed", "composite": False}, Speaker.UNCOUNTED),
    ],
)
def test_press_and_unnamed_officials_are_no_party(origin: dict[str, object], speaker: Speaker) -> None:
    assert speaker_of(origin) is speaker


def test_topics_follow_tags_and_the_coding_adds_and_removes() -> None:
    row = {"event_id": "e", "category": "statement", "tags": ("shells", "china")}
    assert topics_of(row, {}) == (Topic.ARMS, Topic.CHINA)
    assert topics_of(row, {"e": {Topic.ARMS: False, Topic.TROOPS: True}}) == (Topic.TROOPS, Topic.CHINA)
    listed = {"event_id": "e", "category": "sanctions", "tags": ("arms", "troops")}
    assert topics_of(listed, {}) == (Topic.SANCTIONS,)
    moved = {"event_id": "e", "category": "troop_deployment", "tags": ("second_wave", "sea")}
    assert topics_of(moved, {}) == (), "a movement is no word"


def test_the_coding_names_rows_that_exist(tables: Tables) -> None:
    assert read_coding()
    assert set(read_coding()) <= set(tables.events["event_id"])


def test_words_stand_on_the_day_on_which_they_became_public() -> None:
    row = {
        "public_from": pd.Timestamp("2025-06-30"), "public_basis": "stated_in_row",
        "date_start": pd.Timestamp("2024-10-22"), "date_end": pd.Timestamp("2024-10-22"),
        "date_precision": "day", "date_qualifier": "on",
    }  # fmt: skip
    late = date(2025, 6, 30)
    assert said_on(row) == (late, late, Precision.DAY, DateQualifier.ON)
    bound = said_on({**row, "public_basis": "known_by"})
    assert bound is not None
    assert bound[0] == date(2024, 10, 22), "a bound is no day"
    assert said_on({**row, "public_basis": "unknown", "date_start": pd.NaT}) is None


def test_a_silence_lies_between_the_first_word_of_others_and_an_own_acknowledgement() -> None:
    found = [
        said(Speaker.UKRAINE, date(2024, 1, 1)),
        said(Speaker.DPRK, date(2024, 6, 1), Stance.DENIAL),
        said(Speaker.DPRK, date(2024, 6, 20), Stance.DENIAL),
        said(Speaker.DPRK, date(2024, 12, 1), Stance.ACKNOWLEDGEMENT),
        said(Speaker.DPRK, date(2025, 12, 1)),
    ]
    assert silences(found, date(2026, 1, 1)) == (
        Silence(Speaker.DPRK, date(2024, 1, 2), date(2024, 5, 31), open=False),
        Silence(Speaker.DPRK, date(2024, 6, 21), date(2024, 11, 30), open=False),
    )


def test_a_silence_is_open_where_nothing_was_acknowledged_and_short_ones_are_none() -> None:
    found = [said(Speaker.RUSSIA, date(2024, 1, 1), Stance.DENIAL)]
    assert silences(found, date(2024, 12, 31)) == (
        Silence(Speaker.RUSSIA, date(2024, 1, 2), date(2024, 12, 31), open=True),
    )
    short = date.fromordinal(date(2024, 1, 1).toordinal() + LEAST_SILENCE - 1)
    assert silences(found, short) == ()


def test_nobody_is_silent_where_nothing_was_asked() -> None:
    found = [said(Speaker.UKRAINE, date(2022, 1, 1)), said(Speaker.DPRK, date(2024, 1, 1))]
    assert silences(found, date(2026, 1, 1)) == ()
    unasked = [said(Speaker.UNCOUNTED, date(2022, 1, 1)), said(Speaker.DPRK, date(2024, 1, 1), Stance.ACKNOWLEDGEMENT)]
    assert silences(unasked, date(2026, 1, 1)) == (), "press alone does not ask"


def test_the_thread_of_the_troops(tables: Tables) -> None:
    found = positions(tables, range(len(tables.events)), Topic.TROOPS)
    own = [(one.when, one.stance) for one in found if one.speaker is Speaker.DPRK]
    assert own[:4] == [
        ("21 Oct 2024", Stance.DENIAL),
        ("24 Oct 2024", Stance.DENIAL),
        ("25 Oct 2024", Stance.NEITHER),
        ("28 Apr 2025", Stance.ACKNOWLEDGEMENT),
    ]
    gaps = {gap.speaker: gap for gap in silences(found, tables.cut_off)}
    assert gaps[Speaker.DPRK] == Silence(Speaker.DPRK, date(2024, 10, 26), date(2025, 4, 27), open=False)
    assert gaps[Speaker.RUSSIA].last == date(2025, 4, 25)


def test_every_denial_acknowledgement_and_admission_is_on_a_topic(tables: Tables) -> None:
    tagged = {"denial", "partial_admission", "acknowledgement"}
    wanted = {row["event_id"] for row in tables.events.to_dict("records") if tagged & set(row["tags"])}
    held = {one.event_id for topic in Topic for one in positions(tables, range(len(tables.events)), topic)}
    assert wanted <= held


def test_acts_of_sanction_keep_origins_and_packages_apart(tables: Tables) -> None:
    found = acts(tables, Selection(date_from=None).apply(tables))
    by_key = {(act.event_id, act.issuer): act for act in found}
    generals = by_key["2024-12-16-us-sanctions-dprk-generals-banks", Issuer.USA]
    assert numbers(tables, generals) == "9 persons, 7 entities (OFAC); 3 entities (US State Dept)"
    package = by_key["2024-12-16-eu-15th-package-dprk-officials", Issuer.EUE]
    assert whole_package(tables, package)
    assert numbers(tables, package) == "whole package: 54 persons, 30 entities, 2 from the DPRK"
    planned = by_key["2024-06-20-rok-announces-17-listings", Issuer.KOR]
    assert numbers(tables, planned) == "planned: 8 persons, 5 entities, 4 ships"
    joint = "2024-03-27-us-rok-joint-bank-designations"
    assert numbers(tables, by_key[joint, Issuer.USA]) == "6 persons, 2 entities"
    assert numbers(tables, by_key[joint, Issuer.KOR]) == "", "a count of one state is not the other's"


def test_the_veto_is_an_event_of_the_un_and_ships_in_port_are_none(tables: Tables) -> None:
    found = acts(tables, Selection(date_from=None).apply(tables))
    issuers = {act.event_id: act.issuer for act in found}
    assert issuers["2024-03-28-russia-vetoes-panel-of-experts"] is Issuer.UNITED_NATIONS
    assert issuers["2025-05-29-msmt-first-report"] is Issuer.MSMT
    assert "2024-04-25-angara-at-zhoushan" not in issuers
    assert "2025-06-02-dprk-denounces-msmt" not in issuers


def test_counts_not_yet_public_stay_out(tables: Tables) -> None:
    found = acts(tables, Selection(known_on=date(2024, 6, 1)).apply(tables))
    assert found
    assert all(act.first <= date(2024, 6, 1) for act in found)
