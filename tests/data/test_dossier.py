"""The event card's contents: words, ledger, counts, clocks and neighbours, on real rows."""

from __future__ import annotations

from datetime import date

import pytest

from data import Tables, load_tables
from data.dossier import UnknownEvent, dossier, place_name
from data.ledger import ledger, speaks_of, unit_words
from data.near import related

FIRST_WAVE = "2024-10-08-first-wave-chongjin"


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


def test_first_wave_is_told_in_words(tables: Tables) -> None:
    found = dossier(tables, FIRST_WAVE)
    assert found.when == "8–13 Oct 2024"
    assert found.when_public == "public from 18 Oct 2024"
    assert found.where == ("Chongjin 청진 → Vladivostok Владивосток, by sea; path published",)
    assert found.grades == "confirmed; information grade 2, probably true"
    assert found.counts == "3 numbers, 1 origin, 3 reports"
    assert [line.number for line in found.claims] == ["4", "3", "1\u2009500"]


def test_reports_are_in_order_of_date(tables: Tables) -> None:
    published = dict(zip(tables.sources["source_id"], tables.sources["published"], strict=True))
    days = [published[report.source_id] for report in dossier(tables, FIRST_WAVE).reports]
    assert len(days) == 3
    assert days == sorted(days)


def test_as_known_on_hides_later_reports_and_counts_them(tables: Tables) -> None:
    found = dossier(tables, FIRST_WAVE, date(2024, 10, 20))
    assert {report.publisher for report in found.reports} == {"KBS World", "Dong-A Ilbo"}
    assert found.hidden == "1 report not public by 20 Oct 2024, not shown"
    public = dict(zip(tables.events["event_id"], tables.events["public_from"], strict=True))
    assert all(public[near.event_id].date() <= date(2024, 10, 20) for near in found.related)


def test_an_event_that_was_not_public_says_so(tables: Tables) -> None:
    assert not dossier(tables, FIRST_WAVE, date(2024, 10, 17)).public
    assert dossier(tables, FIRST_WAVE, date(2024, 10, 18)).public


def test_later_note_shows_only_without_an_earlier_day(tables: Tables) -> None:
    noted = tables.events[tables.events["later_note"] != ""]
    assert len(noted) > 0
    for event_id in noted["event_id"]:
        assert dossier(tables, event_id).later_note
        assert not dossier(tables, event_id, tables.cut_off).later_note


def test_later_note_is_not_in_any_other_field(tables: Tables) -> None:
    for row in tables.events[tables.events["later_note"] != ""].itertuples():
        assert str(row.later_note) not in repr(dossier(tables, str(row.event_id), tables.cut_off))


def test_unknown_event_names_the_nearest(tables: Tables) -> None:
    with pytest.raises(UnknownEvent, match=FIRST_WAVE) as caught:
        dossier(tables, "2024-10-08-first-wave-chongjn")
    assert caught.value.nearest[0] == FIRST_WAVE


def test_every_event_has_a_dossier_without_gaps_in_its_words(tables: Tables) -> None:
    for event_id in tables.events["event_id"]:
        found = dossier(tables, event_id)
        text = repr(found)
        assert "NaT" not in text
        assert "nan" not in text.replace("finan", "").lower().split()
        assert found.reports
        assert found.where
        assert len(found.related) <= 6


def test_composite_and_news_origins_are_listed_and_not_counted(tables: Tables) -> None:
    uncounted = tables.origins[tables.origins["composite"] | (tables.origins["kind"] == "news")]["origin_id"]
    rows = tables.claims[tables.claims["origin"].isin(uncounted) & (tables.claims["event_id"] != "")]
    assert len(rows) > 0
    for event_id, claim_id in zip(rows["event_id"], rows["claim_id"], strict=True):
        line = next(line for line in ledger(tables, event_id) if line.claim_id == claim_id)
        assert not line.counted


def test_origins_of_one_family_count_once(tables: Tables) -> None:
    event_id = "2024-10-08-first-wave-chongjin"
    assert {line.family for line in ledger(tables, event_id)} == {"nis"}
    assert "1 origin," in dossier(tables, event_id).counts


def test_trail_names_what_a_claim_revises_and_only_what_was_said_by_then(tables: Tables) -> None:
    rows = tables.claims[(tables.claims["supersedes"] != "") & (tables.claims["event_id"] != "")]
    row = rows.iloc[0]
    assert (
        "revises " in next(line for line in ledger(tables, row["event_id"]) if line.claim_id == row["claim_id"]).trail
    )
    old = tables.claims[tables.claims["claim_id"] == "troops_deployed-20241023-nis"].iloc[0]
    assert old["event_id"]

    def trail(known_on: date | None) -> str:
        lines = ledger(tables, old["event_id"], known_on=known_on)
        return next(line for line in lines if line.claim_id == old["claim_id"]).trail

    assert trail(None) == "since revised to 15\u2009000 (30 Apr 2025)"
    assert trail(date(2025, 4, 29)) == ""


def test_a_reading_day_is_never_shown_as_the_day_a_number_speaks_of(tables: Tables) -> None:
    read = tables.claims[tables.claims["as_of_basis"] == "read"].to_dict("records")
    assert read
    assert {speaks_of(row) for row in read} == {"day not given"}


def test_units_are_words() -> None:
    assert unit_words("rounds") == "rounds"
    assert unit_words("persons_per_day") == "persons per day"


def test_places_are_written_in_the_script_of_their_country(tables: Tables) -> None:
    assert place_name(tables, "rajin") == "Rajin 라진"
    assert place_name(tables, "vladivostok") == "Vladivostok Владивосток"


def test_related_events_share_a_place_or_a_tag_and_never_name_themselves(tables: Tables) -> None:
    for event_id in tables.events["event_id"].head(80):
        near = related(tables, event_id)
        assert event_id not in {event.event_id for event in near}
        assert all(event.shared for event in near)
