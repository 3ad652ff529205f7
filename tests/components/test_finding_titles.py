"""Titles are findings: what they say stands in the rows, and another answer makes another title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from operator import gt, lt, ne

import pandas as pd
import pytest

from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.register import EXHIBITS, build
from data import Selection, Tables
from data.vocabulary import Region
from tests.components.test_exhibit_grid import SELECTIONS
from tests.components.test_provenance import option_sets
from tests.numbers import changes, dates, numbers, twin

SLIDE = Canvas(1488, 640, medium=Medium.STILL)
CHOSEN = {
    **SELECTIONS,
    "2025": Selection(date_from=date(2025, 1, 1), date_to=date(2025, 12, 31)),
    "known in May 2025": Selection(known_on=date(2025, 5, 1)),
    "Rason": Selection(regions=(Region.RASON,)),
}
#: Selections under which a figure has different answers; figures without an entry answer by year.
PAIRS: dict[str, tuple[tuple[str, str], ...]] = {
    "headlines": (("known 2024", "default"), ("known in May 2025", "default")),
    "events-by-month": (("autumn 2024", "2025"), ("one category", "planned")),
    "timeline": (("autumn 2024", "2025"), ("two regions", "one category")),
    "routes-map": (("autumn 2024", "2025"), ("default", "everything")),
    "trade-flows": (("known 2024", "default"), ("autumn 2024", "all at once")),
    "turnover": (("known 2024", "default"), ("autumn 2024", "default")),
    "rival-figures": (("default", "everything"),),
    "trade-periods": (("default", "2025"),),
    "containers": (("autumn 2024", "2025"), ("known 2024", "default")),
    "shells": (("known 2024", "default"), ("Rason", "default")),
    "stage-ladder": (("known 2024", "default"), ("autumn 2024", "2025")),
    "engineers": (("2025", "default"),),
    "port-card": (("known 2024", "default"),),
    "ports-throughput": (("known 2024", "default"), ("known in May 2025", "default")),
    "positions": (("autumn 2024", "2025"), ("known 2024", "known in May 2025")),
    "waves": (("autumn 2024", "2025"), ("known 2024", "known in May 2025")),
}
BY_YEAR = (("autumn 2024", "2025"),)
#: Options that ask another question, which then has an answer of its own.
QUESTIONS = ("measure", "arms", "item", "topic", "speaker")
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
#: A number in words goes before what it counts: origins, which the rows name one by one.
_ORIGINS = re.compile(rf"\b({'|'.join(_COUNTS)})(?: \w+)? origins?\b", re.IGNORECASE)
_MORE = re.compile(r"\band (\d+) more\b")
#: Columns whose entries a title may cut short: "and 2 more".
_LISTED = ("Origin", "Origins", "Month", "Commodity")
_MATCHES = re.compile(r"^\d+ (?:\w+ )?(?:events?|claims?|rows?|flows?|numbers?|matches)\b(?! begins?\b)")
_WAYS = {"raised": lt, "rose": lt, "lowered": gt, "fell": gt, "changed": ne}
_VERB = re.compile(rf"\b(?:{'|'.join(_WAYS)})\b")
_TWICE = re.compile(r"\b([a-z]+) \1\b")
#: Columns that name the row itself, whatever else of it an earlier day hides.
_IDS = ("Id", "Claim", "Row", "Event", "Month")


@lru_cache(maxsize=2000)
def made(exhibit_id: str, tables: Tables, selection: Selection, options: tuple[tuple[str, str], ...] = ()) -> Exhibit:
    """The exhibit without its picture, of which this module reads nothing."""
    return replace(build(exhibit_id, tables, selection, canvas=SLIDE, options=dict(options)), chart={}, scene=None)


def over(exhibit_id: str, tables: Tables) -> Iterator[tuple[str, Exhibit]]:
    """The exhibit over the grid of selections, and with each of its options under one; empty ones are passed over."""
    for name, selection in CHOSEN.items():
        for options in option_sets(exhibit_id):
            if not options or name == "default":
                found = made(exhibit_id, tables, selection, tuple(options.items()))
                if not found.empty:
                    yield f"{name} {options or ''}".strip(), found


def unsaid(exhibit: Exhibit) -> list[str]:
    """Numbers, dates and counts of origins in a title that its rows do not hold."""
    cells = [text for _, text in twin(exhibit.rows)]
    held = {found.value for text in cells for found in numbers(text)}
    days = {when for text in cells for when in dates(text)}
    title = _MORE.sub("", exhibit.title)
    return [
        *(f"{found.value:.12g}" for found in numbers(title) if not _held(found.value, held)),
        *("-".join(map(str, when)) for when in dates(exhibit.title) if not any(day.within(when) for day in days)),
        *(f"{word} origins" for word in _ORIGINS.findall(title) if not _named(_COUNTS[word.lower()], exhibit)),
        *(f"and {more} more" for more in _MORE.findall(exhibit.title) if not _named(int(more) + 1, exhibit, _LISTED)),
    ]


def _held(value: float, held: set[float]) -> bool:
    """A million may be written as one; the table of a download writes it in full."""
    return value in held or any(round(value / scale, 9) in held for scale in (1e3, 1e6, 1e9))


def _named(count: int, exhibit: Exhibit, columns: Iterable[str] = ("Origin", "Origins")) -> bool:
    """Whether a column of the rows names so many."""
    found = (exhibit.rows[column] for column in columns if column in exhibit.rows)
    return any(len({name for cell in cells for name in str(cell).split("; ")}) >= count for cells in found)


@pytest.mark.parametrize("exhibit_id", EXHIBITS)
def test_what_a_title_says_stands_in_the_rows(exhibit_id: str, tables: Tables) -> None:
    faults = {
        found.title: f"{name}: “{found.title}” says {', '.join(missing)}"
        for name, found in over(exhibit_id, tables)
        if (missing := unsaid(found))
    }
    assert not faults, "\n".join([*faults.values()][:12])


@pytest.mark.parametrize(
    ("title", "missing"),
    [
        ("NIS raised its count from 100 (19 Dec 2024) to 2\u2009000 (Sep 2025)", []),
        ("NIS puts them at 1.5 million; two named origins agree", []),
        ("NIS raised its count from 100 to 2\u2009100", ["2100"]),
        ("NIS puts them at 2\u2009000 (3 Sep 2025)", ["2025-9-3"]),
        ("NIS puts them at 1.6 million", ["1600000"]),
        ("Three origins put them at 100; NIS and 2 more at 2\u2009000", ["Three origins", "and 2 more"]),
    ],
    ids=["all said", "million and count", "number", "day", "million", "origins"],
)
def test_what_the_rows_do_not_say_is_found(title: str, missing: list[str], tables: Tables) -> None:
    rows = pd.DataFrame(
        {
            "Origin": ["NIS", "NIS", "HUR"],
            "Number": ["at least 100", "2\u2009000", "about 1\u2009500\u2009000"],
            "Speaks of": ["19 Dec 2024", "2 Sep 2025, when it was said", "2024"],
        }
    )
    assert unsaid(replace(made("headlines", tables, Selection()), title=title, rows=rows)) == missing


@pytest.mark.parametrize("exhibit_id", EXHIBITS)
def test_a_count_of_matches_is_no_title(exhibit_id: str, tables: Tables) -> None:
    assert not [found.title for _, found in over(exhibit_id, tables) if _MATCHES.match(found.title)]


@pytest.mark.parametrize("exhibit_id", EXHIBITS)
def test_a_change_goes_the_way_the_title_says(exhibit_id: str, tables: Tables) -> None:
    assert not [found.title for _, found in over(exhibit_id, tables) if not _changes(found.title)]


def _changes(title: str) -> bool:
    for part in title.split(";"):
        verb, found = _VERB.search(part), changes(part)
        if verb and found and not all(_WAYS[verb[0]](was, became) for was, became in found):
            return False
    return True


def test_a_change_to_the_same_number_is_found() -> None:
    assert _changes("NIS raised its count from at least 100 (19 Dec 2024) to 300 (13 Jan 2025)")
    assert not _changes("NIS raised its count from 300 (13 Jan 2025) to 100 (19 Dec 2024)")
    assert not _changes("NIS changed its count from 15\u2009000 (30 Apr 2025) to 15\u2009000 (30 Apr 2025)")
    assert not _changes("NIS’s count fell from 100–200 to 300; HUR puts it at 12")


@pytest.mark.parametrize("exhibit_id", EXHIBITS)
def test_no_title_says_a_word_twice_over(exhibit_id: str, tables: Tables) -> None:
    assert not {found.title for _, found in over(exhibit_id, tables) if _TWICE.search(found.title)}


@pytest.mark.parametrize("exhibit_id", EXHIBITS)
def test_another_answer_makes_another_title(exhibit_id: str, tables: Tables) -> None:
    for first, second in PAIRS.get(exhibit_id, BY_YEAR):
        one, other = (made(exhibit_id, tables, CHOSEN[name]) for name in (first, second))
        assert not one.empty or not other.empty, f"{first} and {second} are both empty: no pair for {exhibit_id}"
        assert _ids(one) != _ids(other), f"{first} and {second} have the same rows: no pair for {exhibit_id}"
        assert one.title != other.title, f"{first} and {second}"


@pytest.mark.parametrize("exhibit_id", EXHIBITS)
def test_another_question_makes_another_title(exhibit_id: str, tables: Tables) -> None:
    asked = [(key, value) for key in QUESTIONS for value in EXHIBITS[exhibit_id].options.get(key, ())]
    found = [made(exhibit_id, tables, CHOSEN["default"], (option,)) for option in asked]
    titles = [one.title for one in found if not one.empty]
    assert len(set(titles)) == len(titles), titles


@pytest.mark.parametrize("exhibit_id", EXHIBITS)
def test_rows_without_one_in_common_never_share_a_title(exhibit_id: str, tables: Tables) -> None:
    shared = [
        f"“{title}”: {one} and {other}"
        for title, found in _by_title(over(exhibit_id, tables)).items()
        for place, (one, first) in enumerate(found)
        for other, second in found[place + 1 :]
        if not _ids(first) & _ids(second)
    ]
    assert not shared, "\n".join(shared[:12])


def _by_title(found: Iterable[tuple[str, Exhibit]]) -> dict[str, list[tuple[str, Exhibit]]]:
    titles: dict[str, list[tuple[str, Exhibit]]] = {}
    for name, exhibit in found:
        titles.setdefault(exhibit.title, []).append((name, exhibit))
    return titles


def _ids(exhibit: Exhibit) -> set[str]:
    """The rows by their ids, or by all that they say where a figure gives them none."""
    column = next((name for name in _IDS if name in exhibit.rows), "")
    return set(exhibit.rows[column].astype(str)) if column else set(exhibit.rows.astype(str).agg(" | ".join, axis=1))
