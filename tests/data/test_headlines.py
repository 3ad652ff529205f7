"""The headline rule against values worked out from the tables by hand and by a separate calculation."""

from __future__ import annotations

import dataclasses
from datetime import date

import pandas as pd
import pytest

from data import Tables, load_tables
from data.due import due
from data.headlines import headline
from data.standings import bridge_headline, oil_headline, trade_headline
from data.tiles import tiles
from data.vocabulary import ClaimKind

NOW, NOVEMBER, MAY = None, date(2024, 11, 15), date(2025, 5, 1)
STOCK, CUMULATIVE = ClaimKind.STOCK, ClaimKind.CUMULATIVE

#: metric, kind, as known on: lowest, highest, families, newest day, counted claims, claims only listed.
EXPECTED: list[tuple[str, ClaimKind, date | None, int | None, int | None, str, str, str]] = [
    ("troops_deployed", CUMULATIVE, NOW, 12_000, 15_000, "2025-09-18",
     "20241219-us_dod 20250121-zelenskyy 20250918-guseinova 20251213-nis",
     "20250115-western_officials 20250131-us_ukrainian_officials 20250702-western_officials 20250703-japan_times "
     "20250902-yonhap 20260101-joongang"),
    ("troops_deployed", CUMULATIVE, NOVEMBER, 3_000, 10_000, "2024-11-12", "20241023-nis 20241112-us_dod", ""),
    ("troops_deployed", CUMULATIVE, MAY, 12_000, 15_000, "2025-04-30",
     "20241219-us_dod 20250121-zelenskyy 20250430-nis",
     "20250115-western_officials 20250131-us_ukrainian_officials"),
    ("troops_in_kursk", STOCK, NOW, 8_000, 8_000, "2026-01-31", "20260131-hur", "20260131-joongang"),
    ("troops_in_kursk", STOCK, NOVEMBER, 10_000, 11_000, "2024-11-04", "20241104-us_dod 20241104-zelenskyy", ""),
    ("troops_in_kursk", STOCK, MAY, 10_000, 11_000, "2024-11-20",
     "20241104-us_dod 20241104-zelenskyy 20241120-nis", ""),
    ("killed", CUMULATIVE, NOW, 2_000, 2_000, "2025-09-02", "20250902-nis", "20250115-western_officials"),
    ("killed", CUMULATIVE, NOVEMBER, None, None, "", "", ""),
    ("killed", CUMULATIVE, MAY, 600, 600, "2025-04-30", "20250430-nis", "20250115-western_officials"),
    ("wounded", CUMULATIVE, NOW, 4_100, 4_100, "2025-04-30", "20250430-nis",
     "20250115-western_officials 20251024-rok_officials"),
    ("wounded", CUMULATIVE, NOVEMBER, None, None, "", "", ""),
    ("wounded", CUMULATIVE, MAY, 4_100, 4_100, "2025-04-30", "20250430-nis", "20250115-western_officials"),
    ("casualties", CUMULATIVE, NOW, 4_000, 6_000, "2026-02-12",
     "20250204-hur 20250327-rok_jcs 20250615-uk_mod 20260212-nis", "20250702-western_officials"),
    ("casualties", CUMULATIVE, NOVEMBER, None, None, "", "", ""),
    ("casualties", CUMULATIVE, MAY, 4_000, 5_000, "2025-04-30",
     "20250204-hur 20250327-rok_jcs 20250328-uk_mod 20250430-nis", ""),
    ("containers_shipped", CUMULATIVE, NOW, 20_000, 33_000, "2026-01-01",
     "20241218-us_mission_un 20250529-msmt 20261123-rok_dia", ""),
    ("containers_shipped", CUMULATIVE, NOVEMBER, 13_000, 20_000, "2024-10-23",
     "20240904-us_state 20241018-nis 20241023-rok_dia", ""),
    ("containers_shipped", CUMULATIVE, MAY, 13_000, 22_000, "2024-12-22",
     "20241018-nis 20241218-us_mission_un 20241222-rok_dia", ""),
    ("artillery_rounds", CUMULATIVE, NOW, 5_700_000, 10_000_000, "2025-11-14",
     "20241218-us_mission_un 20250626-nis 20250918-guseinova 20251114-hur", ""),
    ("artillery_rounds", CUMULATIVE, NOVEMBER, 300_000, 3_500_000, "2024-10-28",
     "20231025-estonian_defence_forces 20231026-lithuania_mfa 20231101-nis 20241028-zelenskyy", ""),
    ("artillery_rounds", CUMULATIVE, MAY, 300_000, 6_000_000, "2024-12-18",
     "20231025-estonian_defence_forces 20231026-lithuania_mfa 20231101-nis 20241028-zelenskyy "
     "20241218-us_mission_un", ""),
    ("ballistic_missiles", CUMULATIVE, NOW, 100, 248, "2025-09-18", "20241218-us_mission_un 20250918-guseinova", ""),
    ("ballistic_missiles", CUMULATIVE, NOVEMBER, None, None, "", "", "20240123-us_officials"),
    ("ballistic_missiles", CUMULATIVE, MAY, 100, 100, "2024-12-18", "20241218-us_mission_un", "20240123-us_officials"),
]  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


def ids(metric: str, tails: str) -> list[str]:
    return [f"{metric}-{tail}" for tail in tails.split()]


@pytest.mark.parametrize(
    ("metric", "kind", "known_on", "lowest", "highest", "newest", "counted", "listed"),
    EXPECTED,
    ids=[f"{metric}-{known_on or 'now'}" for metric, _, known_on, *_ in EXPECTED],
)
def test_headline_is_the_expected_one(
    tables: Tables,
    metric: str,
    kind: ClaimKind,
    known_on: date | None,
    lowest: int | None,
    highest: int | None,
    newest: str,
    counted: str,
    listed: str,
) -> None:
    found = headline(tables, metric, kind, known_on=known_on)
    assert (found.lowest, found.highest) == (lowest, highest)
    assert found.families == len(counted.split())
    assert (found.newest.isoformat() if found.newest else "") == newest
    assert list(found.claims["claim_id"]) == ids(metric, counted)
    assert list(found.listed["claim_id"]) == ids(metric, listed)


def test_other_scopes_are_listed_beneath_and_not_in_the_range(tables: Tables) -> None:
    found = headline(tables, "containers_shipped", CUMULATIVE)
    assert set(found.others["scope"]) == {"sea, four ships via Rajin"}
    narrow = headline(tables, "containers_shipped", CUMULATIVE, scope="sea, four ships via Rajin")
    assert (narrow.lowest, narrow.highest) == (15_800, 16_000)


def test_bounds_are_printed_and_not_applied(tables: Tables) -> None:
    found = headline(tables, "artillery_rounds", CUMULATIVE)
    assert [(bound.word, bound.origins) for bound in found.highest_bounds] == [("at least", ("NIS",))]


def test_newest_day_says_how_well_it_is_known(tables: Tables) -> None:
    assert headline(tables, "containers_shipped", CUMULATIVE).newest_words == "2026, day not given"
    assert headline(tables, "troops_in_kursk", STOCK).newest_words == "Jan 2026"


def test_flows_stand_together_only_for_one_period(tables: Tables) -> None:
    with pytest.raises(ValueError, match="flows of one period"):
        headline(tables, "troops_deployed", ClaimKind.FLOW)
    period = (date(2024, 10, 8), date(2024, 10, 13))
    found = headline(tables, "troops_deployed", ClaimKind.FLOW, scope="first sealift only", period=period)
    assert (found.lowest, found.highest, found.families) == (1_500, 1_500, 1)


def test_plans_and_unknown_metrics_are_refused(tables: Tables) -> None:
    with pytest.raises(ValueError, match="plan"):
        headline(tables, "troops_planned", ClaimKind.PLAN)
    with pytest.raises(ValueError, match="trops"):
        headline(tables, "trops", CUMULATIVE)


def test_a_day_that_is_only_the_reading_day_never_counts(tables: Tables) -> None:
    read = tables.claims.copy()
    read.loc[read["claim_id"] == "casualties-20260212-nis", "as_of_basis"] = "read"
    found = headline(dataclasses.replace(tables, claims=read), "casualties", CUMULATIVE)
    assert found.newest == date(2025, 6, 15)
    assert "casualties-20260212-nis" not in set(found.claims["claim_id"])


def test_a_restatement_counts_with_the_day_of_its_root(tables: Tables) -> None:
    found = headline(tables, "troops_deployed", CUMULATIVE)
    nis = next(claim for claim in found.chosen if claim.family == "nis")
    assert (nis.as_of, nis.root_as_of) == (date(2025, 12, 13), date(2025, 4, 30))


def test_trade_is_the_newest_full_year_that_was_public(tables: Tables) -> None:
    now = trade_headline(tables)
    assert (now.year, now.lowest, now.highest, now.basis) == (2024, 34e6, 34e6, "estimate")
    assert now.origins == ("Exporters association",)
    before = trade_headline(tables, known_on=MAY)
    assert (before.year, before.lowest, before.origins) == (2023, 34.4e6, ("Kremlin",))
    assert trade_headline(tables, known_on=date(2000, 1, 1)).year is None


def test_trade_counts_no_part_of_russia(tables: Tables) -> None:
    assert set(trade_headline(tables, known_on=date(2019, 5, 1)).flows["scope"]) == {""}


def test_oil_says_what_was_last_reported_and_what_came_after(tables: Tables) -> None:
    now = oil_headline(tables)
    assert (now.quantity, now.unit, now.month) == (15_279, "barrels", "Jan 2024")
    assert now.silent_since == date(2024, 2, 1)
    assert now.after_words == "OSC: over 1\u2009000\u2009000, 7 Mar – 5 Nov 2024"
    before = oil_headline(tables, known_on=NOVEMBER)
    assert (before.quantity, before.month, before.after_words) == (
        6_591,
        "Dec 2023",
        "RUSI: 125\u2009000, 7–22 Mar 2024",
    )


def test_bridge_says_newest_milestone_next_promise_and_promises_passed(tables: Tables) -> None:
    now = bridge_headline(tables)
    assert (now.newest, now.newest_day, now.opened) == ("Span seen complete", "Jul 2026", None)
    assert (now.due, now.due_day, now.passed) == ("Completion (contract deadline)", "31 Dec 2026", 4)
    before = bridge_headline(tables, known_on=NOVEMBER)
    assert (before.newest, before.due, before.passed) == ("Intergovernmental agreement signed", "", 0)


def test_bridge_opens_when_the_row_says_so(tables: Tables) -> None:
    projects = tables.projects.copy()
    opening = projects["milestone_id"] == "tumen-road-bridge-10"
    projects.loc[opening, "actual_date"] = pd.Timestamp("2026-11-20")
    projects.loc[opening, "status"] = "done"
    opened = bridge_headline(dataclasses.replace(tables, projects=projects))
    assert opened.opened == date(2026, 11, 20)
    # The two promises of completion by another date stay open: only those of the opening are kept.
    assert opened.passed == 2


def test_due_lists_nothing_that_has_come_about(tables: Tables) -> None:
    listed = due(tables, limit=40)
    done = set(tables.projects["milestone_id"][tables.projects["status"] == "done"])
    assert listed
    assert not done & {line.milestone_id for line in listed}
    assert all(line.overdue or line.state.startswith("due") for line in listed)
    assert not any(line.milestone_id == "tumen-road-bridge-16" for line in due(tables, known_on=NOVEMBER, limit=40))


def test_tiles_show_the_headlines(tables: Tables) -> None:
    shown = {tile.code: tile for tile in tiles(tables)}
    assert len(shown) == 8
    assert shown["troops_deployed"].number.replace("\u2009", " ") == "12 000–15 000"
    assert (shown["artillery_rounds"].number, shown["artillery_rounds"].unit) == ("5.7–10", "million")
    assert shown["troops_in_kursk"].foot[0] == "1 origin, HUR: about"
    assert shown["bridge"].number == "not open"
    assert shown["bridge"].strip is None


def test_a_tile_without_a_count_is_hatched_and_says_why(tables: Tables) -> None:
    tile = next(tile for tile in tiles(tables, NOVEMBER) if tile.code == "casualties")
    assert (tile.number, tile.ids) == ("no count", ())
    assert tile.strip is not None
    assert tile.strip.hatched
    assert tile.foot == ("none dated in 24 months to 15 Nov 2024",)


def test_ids_of_a_tile_are_rows_of_its_table(tables: Tables) -> None:
    keys = {"claims": "claim_id", "flows": "flow_id", "projects": "milestone_id"}
    for tile in tiles(tables):
        assert set(tile.ids) <= set(getattr(tables, tile.table)[keys[tile.table]])
        assert tile.ids
