"""What a selection keeps, how selections compare, and how one reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import Rows, Selection, Tables, load_tables
from data.choices import option_counts, presets
from data.known import newest_public, sources_by, without_public_day
from data.loosening import advice, figure_advice, gains
from data.reach import FILTERED, Filter
from data.searching import fold
from data.tables import KEYS
from data.vocabulary import Category, Credibility, PublicBasis, Region, Reliability, Status

TABLES = load_tables()
ALL = Selection(date_from=None)
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def ids(rows: Rows, table: str) -> set[tuple[object, ...]]:
    frame: pd.DataFrame = getattr(rows, table)
    return set(map(tuple, frame[list(KEYS[table])].fillna(pd.Timestamp(0)).to_numpy().tolist()))


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    days = sorted(draw(st.tuples(DAYS, DAYS)))
    floors = st.sampled_from([None, *list(Credibility)[:-1]])
    return Selection(
        date_from=draw(st.sampled_from([None, days[0]])),
        date_to=draw(st.sampled_from([None, days[1]])),
        regions=tuple(draw(st.sets(st.sampled_from(Region), max_size=3))),
        categories=tuple(draw(st.sets(st.sampled_from(Category), max_size=5))),
        statuses=tuple(draw(st.sets(st.sampled_from(Status), max_size=3))),
        credibility=draw(floors),
        reliability=draw(st.sampled_from([None, *list(Reliability)[:-1]])),
        unjudged=draw(st.booleans()),
        words=draw(st.sampled_from(["", "rajin", "russia port", "zeppelin"])),
        known_on=draw(st.sampled_from([None, date(2024, 11, 15), date(2025, 5, 1)])),
    )


def narrower(selection: Selection) -> list[Selection]:
    """Selections that ask for no more than the given one."""
    start, end = selection.date_from or date(2015, 1, 1), selection.date_to or date(2030, 12, 31)
    floor = list(Credibility)[: list(Credibility).index(selection.credibility)] if selection.credibility else []
    return [
        replace(selection, date_from=start, date_to=end),
        replace(selection, regions=selection.regions[:1] or (Region.RASON,)),
        replace(selection, categories=selection.categories[:1] or (Category.COMBAT,)),
        replace(selection, credibility=floor[0] if floor else selection.credibility or Credibility.FIVE),
        replace(selection, words=f"{selection.words} vladivostok"),
        replace(selection, origins=("nis",)),
    ]


@given(selections())
@settings(max_examples=25)
def test_a_narrower_selection_keeps_no_row_that_a_wider_one_drops(selection: Selection) -> None:
    wide = selection.apply(TABLES)
    for narrow in narrower(selection):
        rows = narrow.apply(TABLES)
        for table in FILTERED:
            assert ids(rows, table) <= ids(wide, table), f"{narrow.to_query()} on {table}"


@given(selections())
def test_frames_keep_columns_order_and_values(selection: Selection) -> None:
    rows = selection.apply(TABLES)
    for table in FILTERED:
        kept, whole = getattr(rows, table), getattr(TABLES, table)
        expected = whole.loc[kept.index]
        changed = ["later_note", "event_id"] if selection.known_on else []
        same = [
            column for column in whole.columns if column not in changed or (table == "events" and column == "event_id")
        ]
        pd.testing.assert_frame_equal(kept[same], expected[same])
        assert list(kept.columns) == list(whole.columns)
        assert kept.index.is_monotonic_increasing


@given(selections())
def test_left_out_are_rows_that_a_filter_cannot_place(selection: Selection) -> None:
    rows = selection.apply(TABLES)
    for table in FILTERED:
        dropped = len(getattr(TABLES, table)) - len(getattr(rows, table))
        reasons = rows.left_out_by[table]
        assert 0 <= rows.left_out[table] <= dropped
        assert max(reasons.values(), default=0) <= rows.left_out[table] <= sum(reasons.values())
        assert set(reasons) <= set(selection.set_filters())
        assert bool(rows.unplaced(table)) is bool(rows.left_out[table])


@given(selections())
def test_counts_beside_options_are_what_choosing_them_gives(selection: Selection) -> None:
    counts = option_counts(TABLES, selection)
    for code in ("rason", "kursk_front"):
        chosen = replace(selection, regions=(Region(code),)).apply(TABLES)
        assert counts["regions"][code] == len(chosen.events)
    status = replace(selection, statuses=(Status.CLAIMED,)).apply(TABLES)
    assert counts["statuses"]["claimed"] == len(status.events)
    floor = replace(selection, reliability=Reliability.B).apply(TABLES)
    assert counts["reliability"]["B"] == len(floor.events)
    graded = replace(selection, credibility=Credibility.THREE).apply(TABLES)
    assert counts["credibility"]["3"] == len(graded.events)
    origin = replace(selection, origins=("nis",)).apply(TABLES)
    assert counts["origins"]["nis"] == len(origin.events)


def test_every_option_has_a_count(tables: Tables) -> None:
    counts = option_counts(tables, Selection())
    assert list(counts) == ["regions", "categories", "statuses", "credibility", "reliability", "origins"]
    assert list(counts["categories"]) == [term.value for term in Category]
    assert len(counts["origins"]) == len(tables.origins)
    assert sum(counts["categories"].values()) == len(Selection().apply(tables).events)


@pytest.mark.parametrize("field", ["regions", "categories", "statuses"])
def test_all_options_together_are_all_events(field: str, tables: Tables) -> None:
    terms = {"regions": Region, "categories": Category, "statuses": Status}[field]
    every = replace(ALL, **{field: tuple(terms)}).apply(tables)  # type: ignore[arg-type]
    assert len(every.events) == len(tables.events)
    parts = [replace(ALL, **{field: (term,)}).apply(tables) for term in terms]  # type: ignore[arg-type]
    assert set().union(*(ids(part, "events") for part in parts)) == ids(every, "events")


def test_no_filter_keeps_everything_and_copies_nothing(tables: Tables) -> None:
    rows = ALL.apply(tables)
    assert all(getattr(rows, table) is getattr(tables, table) for table in FILTERED)
    assert set(rows.left_out.values()) == {0}


def test_the_same_selection_is_applied_once(tables: Tables) -> None:
    assert Selection(words="rajin").apply(tables) is Selection(words="  rajin ").apply(tables)


def test_no_end_keeps_what_is_planned_and_an_end_does_not(tables: Tables) -> None:
    cut_off = pd.Timestamp(tables.cut_off)
    assert (Selection().apply(tables).events["date_start"] > cut_off).any()
    assert not (Selection(date_to=tables.cut_off).apply(tables).events["date_start"] > cut_off).any()


def test_a_coarse_event_is_reached_from_any_day_of_its_period(tables: Tables) -> None:
    event = tables.events[tables.events["date_precision"] == "month"].iloc[-1]
    day = event["date_start"].date().replace(day=14)
    assert (event["event_id"],) in ids(Selection(date_from=day, date_to=day).apply(tables), "events")


def test_a_period_with_one_end_reaches_to_the_day_the_number_speaks_of(tables: Tables) -> None:
    claims = tables.claims
    open_end = claims[claims["period_start"].notna() & claims["period_end"].isna()]
    open_start = claims[claims["period_start"].isna() & claims["period_end"].notna()]
    assert len(open_end)
    assert len(open_start)
    assert Selection(date_from=date(2090, 1, 1)).apply(tables).claims.empty
    for claim_id, start, as_of in open_end[["claim_id", "period_start", "as_of"]].itertuples(index=False):
        for day in (start, as_of):
            assert (claim_id,) in ids(Selection(date_from=day.date(), date_to=day.date()).apply(tables), "claims")
    before = Selection(date_from=None, date_to=date(2015, 1, 1)).apply(tables)
    assert not set(open_start["claim_id"]) & set(before.claims["claim_id"])


def test_an_event_that_was_only_said_somewhere_is_not_in_that_region(tables: Tables) -> None:
    events = tables.events.merge(tables.places[["place_id", "region"]], on="place_id")
    said = events[(events["place_role"] == "said_at")]
    outside = [region not in about for region, about in zip(said["region"], said["about_regions"], strict=True)]
    said = said[outside]
    assert len(said)
    for region, event_id in said[["region", "event_id"]].itertuples(index=False):
        assert (event_id,) not in ids(replace(ALL, regions=(region,)).apply(tables), "events")


@pytest.mark.parametrize("field", ["credibility", "reliability"])
def test_what_cannot_be_judged_passes_a_floor_only_if_asked_for(field: str, tables: Tables) -> None:
    worst = {"credibility": Credibility.FIVE, "reliability": Reliability.E}[field]
    strict = replace(ALL, **{field: worst})  # type: ignore[arg-type]
    graded = tables.events["credibility"] != "6" if field == "credibility" else pd.Series(True, tables.events.index)
    assert len(strict.apply(tables).events) == int(graded.sum())
    assert len(replace(strict, unjudged=True).apply(tables).events) == len(tables.events)
    assert len(replace(ALL, unjudged=False).apply(tables).events) == len(tables.events)


def test_an_event_is_as_reliable_as_its_best_source(tables: Tables) -> None:
    grades = dict(zip(tables.sources["source_id"], tables.sources["reliability"], strict=True))
    best = tables.events["source_ids"].map(lambda codes: min(grades[code] for code in codes))
    mixed = tables.events["source_ids"].map(lambda codes: len({grades[code] for code in codes}) > 1)
    assert mixed.any()
    for floor in list(Reliability)[:-1]:
        kept = replace(ALL, reliability=floor).apply(tables).events
        assert set(kept["event_id"]) == set(tables.events["event_id"][best <= floor.value])


def test_any_spelling_finds_a_place(tables: Tables) -> None:
    found = [ids(replace(ALL, words=word).apply(tables), "events") for word in ("Najin", "라진", "РАДЖИН", " rajin ")]
    assert len(found[0]) > 20
    assert found[1:3] == [found[0], found[0]]
    assert found[3] >= found[0]


def test_words_must_all_occur_and_joints_do_not_matter(tables: Tables) -> None:
    one, both = (ids(replace(ALL, words=w).apply(tables), "events") for w in ("khasan", "Khasan–Tumangang"))
    assert both
    assert both < one
    assert fold("Khasan—Tumangang") == fold("KHASAN tumangang") == "khasan tumangang"


def test_later_notes_are_not_searched(tables: Tables) -> None:
    noted = tables.events[tables.events["later_note"] != ""]
    assert len(noted)
    for note, event_id in noted[["later_note", "event_id"]].itertuples(index=False):
        found = replace(ALL, words=note[:200]).apply(tables).events
        assert event_id not in set(found["event_id"])


@pytest.mark.parametrize("day", [date(2024, 11, 15), date(2025, 5, 1)])
def test_as_known_on_a_day_nothing_later_shows(day: date, tables: Tables) -> None:
    rows, moment = replace(ALL, known_on=day).apply(tables), pd.Timestamp(day)
    assert len(rows.events)
    assert (rows.events["public_from"] <= moment).all()
    assert (rows.claims["said_on"] <= moment).all()
    assert (rows.flows["public_from"] <= moment).all()
    assert (rows.projects["public_from"] <= moment).all()
    assert (rows.route_status["public_from"] <= moment).all()
    assert set(rows.events["later_note"]) == {""}
    public = set(tables.events["event_id"][tables.events["public_from"] <= moment]) | {""}
    for table in ("claims", "projects", "route_status"):
        assert set(getattr(rows, table)["event_id"]) <= public


def test_a_claim_stands_without_an_event_that_was_not_yet_public(tables: Tables) -> None:
    linked = tables.claims.merge(tables.events[["event_id", "public_from"]], on="event_id")
    early = linked[linked["said_on"] < linked["public_from"]].iloc[0]
    selection = replace(ALL, known_on=early["said_on"].date())
    kept = selection.apply(tables).claims.set_index("claim_id")
    assert kept.at[early["claim_id"], "event_id"] == ""
    category = replace(selection, categories=tuple(Category)).apply(tables)
    assert early["claim_id"] not in set(category.claims["claim_id"])
    assert category.left_out["claims"] > replace(selection).apply(tables).left_out["claims"]


def test_rows_without_a_public_day_are_counted_and_listed(tables: Tables) -> None:
    listed = without_public_day(tables)
    rows = replace(ALL, known_on=tables.cut_off).apply(tables)
    assert len(listed["flows"]) > 0
    assert {table: len(frame) for table, frame in listed.items()} == dict(rows.left_out)
    assert rows.left_out_by["flows"] == {Filter.KNOWN: len(listed["flows"])}


def test_sources_published_later_are_not_shown(tables: Tables) -> None:
    day = date(2024, 11, 15)
    codes = list(tables.sources["source_id"])[::-1]
    found = sources_by(tables, [*codes, codes[0], "no-such-source"], day)
    assert list(found["source_id"]) == codes
    later = found["published"] > pd.Timestamp(day)
    assert later.any()
    assert (found["shown"] == ~later).all()
    assert (found["undated"] == found["published"].isna()).all()
    assert found.loc[found["undated"], "shown"].all()
    assert sources_by(tables, codes)["shown"].all()


def test_newly_learnt_lists_known_days_newest_first(tables: Tables) -> None:
    learnt = newest_public(Selection().apply(tables).events, 30)
    assert len(learnt) == 30
    assert learnt["public_from"].is_monotonic_decreasing
    assert PublicBasis.KNOWN_BY.value not in set(learnt["public_basis"])
    others = Selection().apply(tables).events
    sure = others[~others["public_basis"].isin(["known_by", "unknown"])]
    assert learnt["public_from"].iloc[0] == sure["public_from"].max()


def test_presets_are_the_five_ranges(tables: Tables) -> None:
    assert [(preset.code, preset.date_from, preset.date_to) for preset in presets(tables)] == [
        ("last-12-months", date(2025, 11, 26), date(2026, 11, 25)),
        ("since-2022", date(2022, 1, 1), None),
        ("since-oct-2024", date(2024, 10, 1), None),
        ("oct-dec-2024", date(2024, 10, 1), date(2024, 12, 31)),
        ("all", None, None),
    ]


@pytest.mark.parametrize(
    ("selection", "sentence"),
    [
        (Selection(), "1 Jan 2022 – 25 Nov 2026, and what is planned · all regions"),
        (ALL, "all dates to 25 Nov 2026, and what is planned · all regions"),
        (Selection(date_to=date(2024, 12, 31)), "1 Jan 2022 – 31 Dec 2024 · all regions"),
        (Selection(date_from=date(2030, 1, 1)), "planned for 1 Jan 2030 onwards · all regions"),
        (
            Selection(regions=(Region.RASON, Region.PRIMORYE), credibility=Credibility.THREE, words="bridge"),
            "1 Jan 2022 – 25 Nov 2026, and what is planned · Primorye, Rason · credibility 3 or better · “bridge”",
        ),
        (
            Selection(statuses=tuple(Status)[:-1], reliability=Reliability.B, unjudged=True, origins=("nis",)),
            "1 Jan 2022 – 25 Nov 2026, and what is planned · all regions · all statuses but denied"
            " · sources B or better or not judged · origins: NIS",
        ),
        (
            Selection(known_on=date(2025, 5, 1), categories=(Category.COMBAT,)),
            "1 Jan 2022 – 1 May 2025, and what is planned · all regions · categories: combat · as known on 1 May 2025",
        ),
    ],
)
def test_a_selection_says_itself_in_plain_words(selection: Selection, sentence: str, tables: Tables) -> None:
    assert selection.sentence(tables) == sentence


def test_values_take_their_normal_form() -> None:
    loose = Selection(
        date_from=datetime(2024, 1, 1, 5),
        regions=["rason", "primorye", "rason"],  # type: ignore[arg-type]
        credibility="2",  # type: ignore[arg-type]
        origins=("nis", "", "hur", "nis"),
        words="  Rajin \t port\n",
    )
    assert loose == Selection(
        date_from=date(2024, 1, 1),
        regions=(Region.PRIMORYE, Region.RASON),
        credibility=Credibility.TWO,
        origins=("hur", "nis"),
        words="Rajin port",
    )
    assert hash(loose) == hash(replace(loose))


@pytest.mark.parametrize(
    "values",
    [
        {"date_from": date(2025, 1, 1), "date_to": date(2024, 1, 1)},
        {"date_from": date(1, 1, 1)},
        {"regions": ("atlantis",)},
        {"credibility": Credibility.SIX},
        {"reliability": Reliability.F},
    ],
)
def test_a_selection_that_makes_no_sense_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Selection(**values)  # type: ignore[arg-type]


def test_advice_names_the_filter_that_holds_most_back(tables: Tables) -> None:
    selection = Selection(words="zeppelin", regions=(Region.RASON,))
    assert not len(selection.apply(tables).events)
    found = gains(tables, selection, "events")
    assert found == {
        Filter.DATES: 0,
        Filter.REGIONS: 0,
        Filter.WORDS: len(Selection(regions=(Region.RASON,)).apply(tables).events),
    }
    assert advice(tables, selection).startswith("To see rows, change the search words: without that filter there are ")
    hopeless = Selection(words="zeppelin", origins=("ator",), categories=(Category.COMBAT,))
    assert set(gains(tables, hopeless, "events").values()) == {0}
    assert advice(tables, hopeless).startswith("No single filter holds the events back: reset the filters")
    assert Filter.REGIONS not in gains(tables, selection, "flows")
    with pytest.raises(ValueError, match="places"):
        advice(tables, selection, "places")


def test_advice_of_a_figure_names_only_a_filter_that_hides_its_rows(tables: Tables) -> None:
    selection = Selection(words="zeppelin", regions=(Region.RASON,))
    # The words hide most rows, but what the figure draws is hidden by the region.
    assert figure_advice(tables, selection, "events", lambda other: not other.regions) == (
        "To see rows, choose more regions."
    )
    both = figure_advice(tables, selection, "events", lambda other: not other.regions and not other.words)
    assert both.startswith("No single filter holds them back")
    assert figure_advice(tables, selection, "events", lambda other: False).startswith("The tables hold none")
