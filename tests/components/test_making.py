"""Sources, as-of day and link of an exhibit."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from components.exhibits.contract import Canvas, Evidence
from components.exhibits.making import ADDRESS_SETTING, as_of, link, newest_day, sources
from components.exhibits.register import build
from data import Selection, Tables
from data.vocabulary import ClaimKind, Precision, Region


def test_as_of_is_the_newest_day_the_rows_speak_of(tables: Tables) -> None:
    claims = tables.claims[tables.claims["metric"] == "killed"]
    counted = claims[(claims["as_of_basis"] != "read") & ~claims["kind"].isin(["plan", "cap"])]
    assert as_of(tables, Evidence(claims=claims)) == counted["as_of"].max().date()


def test_a_day_known_to_the_year_is_said_as_a_year(tables: Tables) -> None:
    claims = tables.claims[tables.claims["date_precision"] == "year"]
    claims = claims[(claims["as_of_basis"] == "period") & ~claims["kind"].isin(["plan", "cap"])].head(1)
    newest, fine = newest_day(tables, Evidence(claims=claims))
    assert (newest, fine) == (claims["as_of"].iloc[0].date(), Precision.YEAR)
    made = build("containers", tables, Selection(), canvas=Canvas(1360, 540))
    assert made.as_of_precision is Precision.YEAR
    assert made.footer.startswith(f"As of {made.as_of.year}  ·")


def test_of_rows_that_speak_of_one_day_the_finest_counts(tables: Tables) -> None:
    claims = tables.claims[tables.claims["date_precision"] == "year"]
    year = claims[(claims["as_of_basis"] == "period") & ~claims["kind"].isin(["plan", "cap"])].head(1)
    both = pd.concat([year, year.assign(date_precision="day")])
    assert newest_day(tables, Evidence(claims=both))[1] is Precision.DAY


def test_as_of_passes_over_plans_and_guessed_days(tables: Tables) -> None:
    plan = tables.claims[tables.claims["kind"] == ClaimKind.PLAN].head(3)
    read = tables.claims[tables.claims["as_of_basis"] == "read"].head(3)
    assert as_of(tables, Evidence(claims=pd.concat([plan, read]))) == tables.cut_off


def test_as_of_never_lies_after_the_known_day(tables: Tables) -> None:
    assert as_of(tables, Evidence(events=tables.events), date(2024, 11, 15)) <= date(2024, 11, 15)


def test_as_of_of_nothing_is_the_cut_off(tables: Tables) -> None:
    assert as_of(tables, Evidence()) == tables.cut_off


def test_sources_name_origins_before_publications(tables: Tables) -> None:
    events = tables.events[tables.events["event_id"].str.contains("sealift|first-wave|airlift")]
    said = sources(tables, Evidence(events=events))
    assert set(said.origins) <= set(tables.origins["short_name"])
    assert said.text().index("Source: ") < said.text().index("In: ")


def test_sources_later_than_the_known_day_are_left_out(tables: Tables) -> None:
    now = sources(tables, Evidence(events=tables.events))
    then = sources(tables, Evidence(events=tables.events), date(2023, 1, 1))
    assert len(then.publications) < len(now.publications)


def test_link_reads_back_and_may_carry_an_address(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    selection = Selection(regions=(Region.RASON,), words="bridge & rail")
    monkeypatch.setenv(ADDRESS_SETTING, "https://watch.example/")
    address = urlsplit(link("timeline", selection, {"lanes": "region"}))
    assert (address.scheme, address.netloc, address.path) == ("https", "watch.example", "/timeline")
    query = {key: values[0] for key, values in parse_qs(address.query).items()}
    assert query.pop("lanes") == "region"
    assert Selection.from_query(query, tables)[0] == selection
