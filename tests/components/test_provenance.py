"""No figure adds, averages or compares what is not alike: every number drawn is one that a row says.

The tables carry stand-ins: each cell a prime of its own, so that a sum, a difference, a mean or a point between two
claims is a number that no row holds, and the two ends of a range tell which claims they come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any

import pandas as pd
import pytest

from components.exhibits.contract import Canvas, Exhibit, Medium
from components.exhibits.making import FILTERED_TABLES
from components.exhibits.register import EXHIBITS, build
from components.theme import Mode
from data import Selection, Tables, load_tables
from data.vocabulary import Category
from data.wording import THIN_SPACE, day, number
from tests.faults import misdated, misdrawn, misplaced, misread, mixtures, strangers
from tests.numbers import Seen, numbers, seen
from tests.stand_ins import every_other, numbered, other_stage, words_of

SHIPPED = load_tables()
SELECTIONS = {
    "everything": Selection(date_from=None),
    "default": Selection(),
    "autumn 2024": Selection(date_from=date(2024, 10, 1), date_to=date(2024, 12, 31)),
    "known 2024": Selection(known_on=date(2024, 11, 15)),
    "one origin": Selection(origins=("nis",)),
    "casualties": Selection(categories=(Category.CASUALTIES,), known_on=date(2025, 5, 1)),
}
CANVASES = {
    "screen": Canvas(1360, 540),
    "phone": Canvas(358, 560, Mode.DARK),
    "slide": Canvas(1488, 640, Mode.LIGHT, Medium.STILL),
}


def _changed(column: str, value: str) -> Callable[[Tables], Tables]:
    return lambda tables: every_other(tables, column, lambda row: value)


def _other_kind(row: Mapping[Any, Any]) -> str:
    return "stock" if row["kind"] == "cumulative" else "cumulative"


#: The tables with every second claim of a thing made another thing: what no range may join.
VARIANTS: dict[str, Callable[[Tables], Tables]] = {
    "two scopes": _changed("scope", "the western half of it"),
    "two subjects": _changed("subject", "RUS"),
    "two kinds": lambda tables: every_other(tables, "kind", _other_kind),
    "plans among counts": _changed("kind", "plan"),
    "two stages": lambda tables: every_other(tables, "metric", other_stage(tables)),
    "unnamed officials": _changed("origin", "western_officials"),
}


#: Figures whose task is to add months of one supplier, origin and unit within a year; tests/data/test_oil.py holds
#: their sums against tables made by hand.
ADDING = frozenset({"oil-cap"})


def option_sets(exhibit_id: str) -> Iterator[dict[str, str]]:
    """No option, then each value of each option alone."""
    yield {}
    for key, values in EXHIBITS[exhibit_id].options.items():
        yield from ({key: value} for value in values)


@lru_cache(maxsize=2)
def prepared(variant: str = "") -> Tables:
    return numbered(VARIANTS[variant](SHIPPED) if variant else SHIPPED)


def built(exhibit_id: str, tables: Tables, selections: Iterable[str], canvases: Iterable[str]) -> Iterator[Exhibit]:
    """The exhibit over selections on the last canvas, under the first two over all canvases and options.

    Empty ones are passed over.
    """
    *others, last = canvases
    for place, name in enumerate(selections):
        asked: list[tuple[str, dict[str, str]]] = [(last, {})]
        if place < 2:
            asked = [*((canvas, {}) for canvas in others), *((last, options) for options in option_sets(exhibit_id))]
        for canvas, options in asked:
            made = build(exhibit_id, tables, SELECTIONS[name], canvas=CANVASES[canvas], options=options)
            if not made.empty:
                yield made


@lru_cache(maxsize=64)
def speaks_of_claims(exhibit_id: str) -> bool:
    """Whether a figure shows any number of a claim or flow: others need no more than one look."""
    tables = prepared()
    made = build(exhibit_id, tables, SELECTIONS["everything"], canvas=CANVASES["slide"])
    return any(found.value in words_of(tables) for _, text in seen(made) for found in numbers(text))


Fault = tuple[str, str]


def first(faults: Iterable[Fault]) -> str:
    """Say the first faults, each once, few enough to read."""
    lines = list(dict.fromkeys(f"{name}: {fault}" for name, fault in faults))
    return "\n".join(lines[:10])


def name_of(made: Exhibit) -> str:
    return f"{made.link} at {made.canvas.width} px"


@pytest.mark.parametrize("exhibit_id", EXHIBITS)
def test_every_number_of_a_figure_is_a_word_of_a_row(exhibit_id: str) -> None:
    tables = prepared()
    faults: list[Fault] = []
    chosen = SELECTIONS if speaks_of_claims(exhibit_id) else ["everything"]
    for made in built(exhibit_id, tables, chosen, CANVASES):
        texts = list(seen(made))
        found = chain(
            () if exhibit_id in ADDING else strangers(texts, tables),
            mixtures(texts, tables),
            misread(texts, tables),
            misdated(texts, tables),
            misplaced(made, tables),
            misdrawn(made, tables),
        )
        faults += [(name_of(made), fault) for fault in found]
    assert not faults, first(faults)


@pytest.mark.parametrize("exhibit_id", [id for id in EXHIBITS if FILTERED_TABLES.get(id) == "claims"])
def test_figures_of_claims_show_numbers_of_claims(exhibit_id: str) -> None:
    """Without numbers to read the other tests of this module would promise nothing."""
    assert speaks_of_claims(exhibit_id)


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_range_joins_what_is_not_alike(variant: str) -> None:
    tables = prepared(variant)
    faults = [
        (name_of(made), fault)
        for exhibit_id in filter(speaks_of_claims, EXHIBITS)
        for made in built(exhibit_id, tables, ["everything"], ["slide"])
        for fault in mixtures(seen(made), tables)
    ]
    assert not faults, first(faults)


# The checks themselves: each finds what it is there for, in a figure that says it.


def claims_of(tables: Tables, metric: str, *, counted: bool = True, **cells: str) -> pd.DataFrame:
    """Claims with one number, those of the metric in the order of the table."""
    origins = tables.origins.set_index("origin_id")
    first_hand = ~origins["composite"] & (origins["kind"] != "news")
    claims = tables.claims[(tables.claims["metric"] == metric) & tables.claims["best"].notna()]
    for column, value in cells.items():
        claims = claims[claims[column] == value]
    return claims[claims["origin"].map(first_hand) == counted]


@pytest.fixture(scope="module")
def figure() -> Exhibit:
    return build("headlines", prepared(), Selection(), canvas=CANVASES["slide"])


def says(figure: Exhibit, title: str) -> list[Seen]:
    return list(seen(replace(figure, title=title)))


@pytest.mark.parametrize("form", ["{} soldiers", "{} in sum", "between, about {}"])
def test_a_sum_a_difference_a_mean_and_a_share_are_found(figure: Exhibit, form: str) -> None:
    tables = prepared()
    first, second = claims_of(tables, "killed")["best"].head(2)
    for worked_out in (first + second, abs(first - second), (first + second) / 2):
        assert [*strangers(says(figure, form.format(number(worked_out))), tables)]
    assert not [*strangers(says(figure, form.format(number(first))), tables)]
    assert [*strangers(says(figure, "31.7 % of them"), tables)]


def test_a_number_in_millions_is_the_same_number(figure: Exhibit) -> None:
    tables = prepared()
    (rounds, *_) = (value for value in claims_of(tables, "artillery_rounds")["best"] if value >= 1e6)
    assert not [*strangers(says(figure, f"{number(rounds / 1e6)} million rounds"), tables)]
    assert [*strangers(says(figure, f"{number(round(rounds / 1e6) + 0.1)} million rounds"), tables)]


def ends(one: float, other: float) -> str:
    return f"{number(min(one, other))}–{number(max(one, other))}"


@pytest.mark.parametrize("form", ["{low}–{high}", "from {low} to at least {high}", "lowest {low}, highest {high}"])
def test_a_range_over_scopes_metrics_or_kinds_is_found(figure: Exhibit, form: str) -> None:
    tables = prepared()
    wanted = claims_of(tables, "casualties", scope="", kind="cumulative")
    one, alike = wanted.drop_duplicates("origin")["best"].head(2)
    scoped = tables.claims[(tables.claims["metric"] == "casualties") & (tables.claims["scope"] != "")]["best"].dropna()
    unlike = [scoped.iloc[0], claims_of(tables, "killed")["best"].iloc[0]]
    for other in unlike:
        low, high = sorted((one, other))
        assert [*mixtures(says(figure, form.format(low=number(low), high=number(high))), tables)]
    low, high = sorted((one, alike))
    assert not [*mixtures(says(figure, form.format(low=number(low), high=number(high))), tables)]


def test_a_range_that_counts_unnamed_officials_is_found(figure: Exhibit) -> None:
    tables = prepared()
    named = claims_of(tables, "casualties", scope="", kind="cumulative")["best"].iloc[0]
    unnamed = claims_of(tables, "casualties", scope="", kind="cumulative", counted=False)["best"].iloc[0]
    assert [*mixtures(says(figure, ends(named, unnamed)), tables)]


def test_another_origin_s_name_or_day_is_found(figure: Exhibit) -> None:
    tables = prepared()
    claim = claims_of(tables, "killed", origin="nis").iloc[-1]
    said, of = number(claim["best"]), day(claim["as_of"])
    assert not [*misdated(says(figure, f"{said} killed (NIS, {of})"), tables)]
    assert [*misdated(says(figure, f"{said} killed (HUR, {of})"), tables)]
    assert [*misdated(says(figure, f"{said} killed (NIS, 1 Jan 2020)"), tables)]
    assert [*misread([Seen("picture, data.text", f"HUR {said}")], tables)]
    assert not [*misread([Seen("picture, data.text", f"NIS {said}")], tables)]
    twin = pd.DataFrame([{"Origin": "HUR", "Number": said}])
    assert [*misplaced(replace(figure, rows=twin), tables)]
    assert not [*misplaced(replace(figure, rows=twin.assign(Origin="NIS")), tables)]


def test_a_point_between_two_claims_is_found(figure: Exhibit) -> None:
    tables = prepared()
    first, second = claims_of(tables, "killed")["best"].head(2)
    drawn = {"data": [{"type": "scatter", "x": [0.0, 40.5], "y": [first, (first + second) / 2]}], "layout": {}}
    assert len([*misdrawn(replace(figure, chart=drawn), tables)]) == 1


def test_an_axis_is_told_from_a_number(figure: Exhibit) -> None:
    tables = prepared()
    for tick in ("250" + THIN_SPACE + "000", "20 million", "100" + THIN_SPACE + "000 persons"):
        assert not [*strangers([Seen("picture, data.text", tick)], tables)]
    assert [*strangers([Seen("picture, data.text", "253" + THIN_SPACE + "000")], tables)]
    assert [*strangers([Seen("picture, data.text", "Seoul: 250" + THIN_SPACE + "001")], tables)]
