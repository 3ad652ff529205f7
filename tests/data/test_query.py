"""Links to selections and back: nothing is lost, nothing raises, what is ignored is named."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import Selection, Tables, load_tables
from data.query import FIRST_DAY, KEYS, LAST_DAY, unknown_keys
from data.vocabulary import Category, Credibility, Region, Reliability, Status

TABLES = load_tables()
ORIGINS = list(TABLES.origins["origin_id"])
DAYS = st.dates(date(1995, 1, 1), date(2035, 12, 31))


def some(options: list[str], most: int = 20) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(options), max_size=most).map(tuple)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    days = sorted(draw(st.tuples(DAYS, DAYS)))
    return Selection(
        date_from=draw(st.sampled_from([None, date(2022, 1, 1), days[0]])),
        date_to=draw(st.sampled_from([None, max(days[1], date(2022, 1, 1))])),
        regions=draw(some(list(Region))),  # type: ignore[arg-type]
        categories=draw(some(list(Category))),  # type: ignore[arg-type]
        statuses=draw(some(list(Status))),  # type: ignore[arg-type]
        credibility=draw(st.sampled_from([None, *list(Credibility)[:-1]])),
        reliability=draw(st.sampled_from([None, *list(Reliability)[:-1]])),
        unjudged=draw(st.booleans()),
        origins=draw(some(ORIGINS, 4)),
        words=draw(st.one_of(st.just(""), st.text(max_size=30))),
        known_on=draw(st.sampled_from([None, min(days[0], TABLES.cut_off)])),
    )


@given(selections())
def test_a_selection_survives_its_link(selection: Selection) -> None:
    query = dict(parse_qsl(urlencode(selection.to_query())))
    assert Selection.from_query(query, TABLES) == (selection, ())


@given(selections())
def test_a_link_is_written_one_way_only(selection: Selection) -> None:
    query = selection.to_query()
    again, _ = Selection.from_query(query, TABLES)
    assert again.to_query() == query
    assert set(query) <= set(KEYS)


@given(st.lists(selections(), min_size=2, max_size=6))
def test_different_selections_have_different_links_and_sentences(several: list[Selection]) -> None:
    distinct = set(several)
    assert len({frozenset(one.to_query().items()) for one in distinct}) == len(distinct)
    assert len({one.sentence(TABLES) for one in distinct}) == len(distinct)


@given(st.dictionaries(st.sampled_from([*KEYS, "x"]), st.text(max_size=40)))
def test_no_link_raises_and_every_notice_says_what_it_ignored(query: dict[str, str]) -> None:
    selection, notices = Selection.from_query(query, TABLES)
    assert Selection.from_query(selection.to_query(), TABLES) == (selection, ())
    for notice in notices:
        assert notice.key in query
        assert notice.message.startswith(f"{notice.key}: ")
        assert notice.accepted


def test_the_default_selection_has_an_empty_link(tables: Tables) -> None:
    assert Selection().to_query() == {}
    assert Selection.from_query({}, tables) == (Selection(), ())


def test_only_what_differs_is_written() -> None:
    selection = Selection(date_from=None, regions=(Region.RASON, Region.PRIMORYE), known_on=date(2025, 5, 1))
    assert selection.to_query() == {"from": "all", "regions": "primorye,rason", "known": "2025-05-01"}


@pytest.mark.parametrize(
    "query",
    [
        {"regions": "Rason,KURSK_FRONT"},
        {"regions": " rason , kursk front "},
        {"regions": "kursk-front,,rason,rason"},
    ],
)
def test_odd_case_and_space_are_read(query: dict[str, str], tables: Tables) -> None:
    assert Selection.from_query(query, tables) == (Selection(regions=(Region.KURSK_FRONT, Region.RASON)), ())


@pytest.mark.parametrize(
    ("query", "message", "accepted"),
    [
        ({"regions": "primory"}, 'regions: "primory" is not a region; nearest: primorye', "primorye"),
        ({"statuses": "confirmd"}, 'statuses: "confirmd" is not a status; nearest: confirmed', "confirmed"),
        ({"categories": "arms"}, 'categories: "arms" is not a category; nearest: arms_transfer', "arms_transfer"),
        ({"origins": "niss"}, 'origins: "niss" is not an origin; nearest: nis', "nis"),
        ({"credibility": "6"}, 'credibility: "6" is not a grade from 1 to 5; nearest: 1', "1"),
        ({"reliability": "F"}, 'reliability: "F" is not a grade from A to E; nearest: A', "A"),
        ({"unjudged": "yess"}, 'unjudged: "yess" is neither yes nor no; nearest: yes', "yes"),
        ({"from": "2024-02-30"}, 'from: "2024-02-30" is not a day between', "2024-02-29"),
        ({"from": "2024-13-01"}, 'from: "2024-13-01" is not a day between', "2024-12-01"),
        ({"to": "0001-01-01"}, 'to: "0001-01-01" is not a day between', FIRST_DAY.isoformat()),
        ({"to": "99999-01-01"}, 'to: "99999-01-01" is not a day between', LAST_DAY.isoformat()),
        ({"from": "2024"}, 'from: "2024" is not a day between', "2024-01-01"),
        ({"from": "yesterday"}, 'from: "yesterday" is not a day between', "2022-01-01"),
        ({"to": "2020-05-01"}, "to: 2020-05-01 lies before 2022-01-01, where the range starts by default", "from=all"),
        ({"known": "2031-01-01"}, "known: 2031-01-01 lies after 25 Nov 2026", "2026-11-25"),
        ({"statuses": "@@=1+1"}, 'statuses: "@@=1+1" is not a status', ""),
        ({"regions": "<img src=x>"}, 'regions: "<img src=x>" is not a region', ""),
    ],
)
def test_what_is_ignored_is_named_with_the_nearest_value(
    query: dict[str, str], message: str, accepted: str, tables: Tables
) -> None:
    selection, notices = Selection.from_query(query, tables)
    assert selection == Selection()
    assert len(notices) == 1
    assert notices[0].message.startswith(message)
    if accepted:
        assert notices[0].accepted == (accepted,)
    assert notices[0].accepted


def test_a_range_that_ends_before_it_starts_is_ignored_whole(tables: Tables) -> None:
    selection, notices = Selection.from_query({"from": "2025-01-01", "to": "2024-01-01", "words": "bridge"}, tables)
    assert selection == Selection(words="bridge")
    assert [notice.message for notice in notices] == [
        "from: 2025-01-01 lies after to, 2024-01-01; both were ignored; nearest: from=2024-01-01, to=2025-01-01"
    ]


def test_good_values_stay_when_others_are_ignored(tables: Tables) -> None:
    selection, notices = Selection.from_query({"regions": "rason,atlantis", "categories": "combat"}, tables)
    assert selection == Selection(regions=(Region.RASON,), categories=(Category.COMBAT,))
    assert [notice.value for notice in notices] == ["atlantis"]


def test_very_long_values_are_cut_in_messages(tables: Tables) -> None:
    _, notices = Selection.from_query({"regions": "r" * 5000, "words": "w" * 5000}, tables)
    assert len(notices) == 2
    assert all(len(notice.message) < 400 and len(notice.value) <= 80 for notice in notices)
    assert Selection.from_query({"words": "w" * 5000}, tables)[0].words == "w" * 200


def test_strange_text_is_only_text(tables: Tables) -> None:
    words = "@@=1+1 <b>x</b> ![](http://x)"
    assert Selection.from_query({"words": words}, tables) == (Selection(words=words), ())


def test_keys_that_nobody_knows_are_named() -> None:
    notices = unknown_keys({"regoins": "rason", "from": "2024-01-01", "event": "x"}, (*KEYS, "event"))
    assert [(notice.key, notice.accepted) for notice in notices] == [("regoins", ("regions",))]
    assert notices[0].message == '"regoins" is not a part of a link that is known here; nearest: regions'
