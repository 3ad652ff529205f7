"""Which filter reaches what: every cell of the table is proved against the real rows.

Each reached cell is compared with a plain row-by-row reading of the rule, written here a second time.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data import Selection, Tables
from data.reach import FILTERED, REACH, Filter, Reach, Target, reach_table, reaches, unreached
from data.searching import COUNTRY_WORDS
from data.tables import KEYS
from data.tiles import tiles
from data.vocabulary import Category, Credibility, Region, Reliability, Status

Row = dict[Hashable, Any]
ALL = Selection(date_from=None)
FROM, TO, KNOWN = date(2024, 10, 1), date(2024, 12, 31), date(2025, 5, 1)
SET: dict[Filter, Selection] = {
    Filter.DATES: replace(ALL, date_from=FROM, date_to=TO),
    Filter.REGIONS: replace(ALL, regions=(Region.RASON, Region.KURSK_FRONT)),
    Filter.CATEGORIES: replace(ALL, categories=(Category.COMBAT, Category.PORT_UPGRADE)),
    Filter.STATUSES: replace(ALL, statuses=(Status.CONFIRMED,)),
    Filter.CREDIBILITY: replace(ALL, credibility=Credibility.TWO),
    Filter.RELIABILITY: replace(ALL, reliability=Reliability.B),
    Filter.ORIGINS: replace(ALL, origins=("nis", "russian_customs", "itc")),
    Filter.WORDS: replace(ALL, words="vladivostok"),
    Filter.KNOWN: replace(ALL, known_on=KNOWN),
}
CELLS = [(part, target) for part in Filter for target in FILTERED]


def keys(frame: pd.DataFrame, target: Target) -> set[tuple[Any, ...]]:
    return set(map(tuple, frame[list(KEYS[target])].fillna(pd.Timestamp(0)).to_numpy().tolist()))


def rows_of(tables: Tables, selection: Selection, target: Target) -> pd.DataFrame:
    frame: pd.DataFrame = getattr(selection.apply(tables), target)
    return frame


@pytest.mark.parametrize(("part", "target"), CELLS)
def test_a_filter_changes_a_table_exactly_where_the_table_of_reach_says_so(
    part: Filter, target: Target, tables: Tables
) -> None:
    before, after = rows_of(tables, ALL, target), rows_of(tables, SET[part], target)
    if reaches(part, target):
        assert 0 < len(after) < len(before)
    else:
        assert keys(after, target) == keys(before, target)
    assert SET[part].apply(tables).unreached(target) == unreached([part], target)
    assert bool(unreached([part], target)) is not reaches(part, target)


class Reading:
    """The rules, read off one row at a time."""

    def __init__(self, tables: Tables) -> None:
        def by_id(frame: pd.DataFrame, key: str) -> dict[str, Row]:
            return {str(row[key]): row for row in frame.to_dict("records")}

        self.events = by_id(tables.events, "event_id")
        self.places = by_id(tables.places, "place_id")
        self.sources = by_id(tables.sources, "source_id")
        self.origins = by_id(tables.origins, "origin_id")

    def region(self, place_id: str) -> str:
        return str(self.places[place_id]["region"]) if place_id else ""

    def dates(self, row: Row, target: Target) -> bool:
        return any(start <= pd.Timestamp(TO) and end >= pd.Timestamp(FROM) for start, end in self.periods(row, target))

    def periods(self, row: Row, target: Target) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
        early, late = pd.Timestamp("1900-01-01"), pd.Timestamp("2200-01-01")
        if target is Target.EVENTS:
            return [(row["date_start"], row["date_end"])]
        if target is Target.PROJECTS:
            pairs = [(row[f"{kind}_date"], row[f"{kind}_precision"]) for kind in ("planned", "actual")]
            return [covered(moment, precision) for moment, precision in pairs if moment is not pd.NaT]
        if target is Target.ROUTE_STATUS:
            return [(early if row["from_date"] is pd.NaT else row["from_date"], late)]
        start, end = row["period_start"], row["period_end"]
        if target is Target.FLOWS:
            return [(start, end)]
        first, last = covered(row["as_of"], row["date_precision"])
        if start is pd.NaT and end is pd.NaT:
            return [(first, last)]
        return [(min(first, end) if start is pd.NaT else start, max(last, start) if end is pd.NaT else end)]

    def regions(self, row: Row, target: Target) -> bool:
        wanted = set(SET[Filter.REGIONS].regions)
        if target is not Target.EVENTS:
            event = self.events.get(row["event_id"]) if target is Target.CLAIMS else None
            here = self.region(row["place_id"]) in wanted
            return here or (event is not None and self.regions(event, Target.EVENTS))
        found = set(row["about_regions"])
        if row["place_role"] == "scene":
            found.add(self.region(row["place_id"]))
        if row["place_role"] != "said_at":
            found |= {self.region(row["from_place_id"]), self.region(row["to_place_id"])}
        return bool(found & wanted)

    def through_event(self, row: Row, target: Target, judge: Callable[[Row], bool]) -> bool:
        if target is Target.EVENTS:
            return judge(row)
        return row["event_id"] != "" and judge(self.events[row["event_id"]])

    def categories(self, row: Row, target: Target) -> bool:
        return self.through_event(row, target, lambda event: event["category"] in ("combat", "port_upgrade"))

    def statuses(self, row: Row, target: Target) -> bool:
        return self.through_event(row, target, lambda event: bool(event["status"] == "confirmed"))

    def credibility(self, row: Row, target: Target) -> bool:
        return self.through_event(row, target, lambda event: event["credibility"] in ("1", "2"))

    def reliability(self, row: Row, target: Target) -> bool:
        sources = row["source_ids"] if target is Target.EVENTS else [row["source_id"]] if row["source_id"] else []
        if target is Target.ROUTE_STATUS and not sources and row["event_id"]:
            sources = self.events[row["event_id"]]["source_ids"]
        return any(self.sources[code]["reliability"] in ("A", "B") for code in sources)

    def from_origins(self, row: Row, target: Target) -> bool:
        named = row["origins"] if target is Target.EVENTS else [row["origin"]]
        return bool(set(named) & set(SET[Filter.ORIGINS].origins))

    def known(self, row: Row, target: Target) -> bool:
        public = row["said_on" if target is Target.CLAIMS else "public_from"]
        return public is not pd.NaT and public <= pd.Timestamp(KNOWN)


def covered(moment: pd.Timestamp, precision: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    period = moment.to_period({"day": "D", "month": "M", "quarter": "Q", "year": "Y"}[precision])
    return period.start_time.normalize(), period.end_time.normalize()


RULES: dict[Filter, Callable[[Reading, Row, Target], bool]] = {
    Filter.DATES: Reading.dates,
    Filter.REGIONS: Reading.regions,
    Filter.CATEGORIES: Reading.categories,
    Filter.STATUSES: Reading.statuses,
    Filter.CREDIBILITY: Reading.credibility,
    Filter.RELIABILITY: Reading.reliability,
    Filter.ORIGINS: Reading.from_origins,
    Filter.KNOWN: Reading.known,
}


@pytest.fixture(scope="module")
def reading(tables: Tables) -> Reading:
    return Reading(tables)


@pytest.mark.parametrize(("part", "target"), [cell for cell in CELLS if cell[0] in RULES and reaches(*cell)])
def test_a_reached_cell_keeps_the_rows_that_the_rule_names(
    part: Filter, target: Target, tables: Tables, reading: Reading
) -> None:
    frame: pd.DataFrame = getattr(tables, target)
    wanted = [RULES[part](reading, row, target) for row in frame.to_dict("records")]
    assert keys(rows_of(tables, SET[part], target), target) == keys(frame[wanted], target)


@pytest.mark.parametrize(
    ("target", "words", "column", "value"),
    [
        (Target.EVENTS, "sinks cartagena reactor", "event_id", "2024-12-23-ursa-major-sinks"),
        (Target.CLAIMS, "artillery guseinova", "claim_id", "artillery_rounds-20250918-guseinova"),
        (Target.FLOWS, "refined 1718", "flow_id", "RUS-PRK-refined_petroleum-2018-un_1718_committee-2"),
        (Target.FLOWS, "north korea china", "flow_id", "CHN-PRK-refined_petroleum-2021-01_2021-06-un_1718_committee"),
        (Target.PROJECTS, "posyet panamax", "milestone_id", "posyet-stage2-01"),
        (Target.ROUTE_STATUS, "vladivostok pyongyang", "route_id", "air_sunan_vladivostok"),
    ],
)
def test_words_find_a_row_by_what_it_says_and_whom_it_names(
    target: Target, words: str, column: str, value: str, tables: Tables
) -> None:
    found = rows_of(tables, replace(ALL, words=words), target)
    assert value in set(found[column])


def test_every_country_that_is_counted_has_words(tables: Tables) -> None:
    codes = set(tables.flows["exporter"]) | set(tables.flows["importer"]) | set(tables.claims["subject"])
    assert codes <= set(COUNTRY_WORDS)


def test_headline_tiles_follow_only_the_as_known_on_day(tables: Tables) -> None:
    assert [part for part in Filter if reaches(part, Target.HEADLINES)] == [Filter.KNOWN]
    assert set(inspect.signature(tiles).parameters) == {"tables", "known_on"}
    assert tiles(tables, KNOWN) != tiles(tables)


def test_the_table_for_readers_has_every_cell_in_words() -> None:
    table = reach_table()
    assert len(table) == len(Filter) * len(Target)
    assert list(table.columns) == ["Filter", "Reaches", "How", "Meaning"]
    assert table["Meaning"].str.endswith(".").all()
    assert set(table["How"]) == {
        reach.label for reach in Reach if any(c[0] is reach for r in REACH.values() for c in r.values())
    }
    assert not table.duplicated(["Filter", "Reaches"]).any()


def test_what_is_not_reached_is_said_plainly(tables: Tables) -> None:
    rows = Selection(regions=(Region.RASON,), statuses=(Status.CLAIMED,)).apply(tables)
    assert rows.unreached("flows") == (
        "regions do not apply to trade flows",
        "statuses do not apply to trade flows",
    )
    assert rows.unreached("events") == ()
