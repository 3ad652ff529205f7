"""The shipped tables with a number of its own in every cell, so that a number drawn tells whence it comes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from data import Tables
from data.tables import NAMES
from data.vocabulary import OriginKind
from data.wording import known_day
from tests.numbers import numbers

_CLAIM = ("low", "best", "high")
_VALUE = ("value_usd_low", "value_usd_best", "value_usd_high")
_MILLION = 1_000_000
#: Below this a number may be a count of rows; stand-ins and whatever is worked out from them lie above.
FLOOR = 10_000
Thing: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True)
class Word:
    """Where a stand-in stands: the row, whose it is, whether it counts, what it puts a number on, and its days."""

    row: str
    origin: str
    counted: bool
    thing: Thing
    days: tuple[date, ...]


def numbered(tables: Tables, seed: int = 4) -> Tables:
    """Replace each number of claims and flows by a prime of its own; what repeats a claim repeats its number.

    Numbers from a million on become a prime times 1 000, which "million" writes with three decimals and no
    rounding. Percentages become primes over 1 000. Yes and no stay.
    """
    supply = _primes(seed)
    claims = tables.claims.copy()
    rows = {row["claim_id"]: row for row in claims.to_dict("records")}
    for row in rows.values():
        row.update(_stand_in(row, _CLAIM, row["unit"], supply))
    for row in rows.values():
        row.update(_of_root(row, rows))
    for column in _CLAIM:
        claims[column] = [row[column] for row in rows.values()]
    flows = tables.flows.copy()
    sized = [{**row, **_stand_in(row, _VALUE, "USD", supply)} for row in flows.to_dict("records")]
    sized = [{**row, **_stand_in(row, ("quantity",), row["quantity_unit"], supply)} for row in sized]
    for column in (*_VALUE, "quantity"):
        flows[column] = [row[column] for row in sized]
    return replace(tables, claims=claims, flows=flows)


def every_other(tables: Tables, column: str, change: Callable[[Mapping[Any, Any]], str]) -> Tables:
    """Change a column of every second claim of a thing; links that this makes false are cut."""
    claims = tables.claims.copy()
    things = ["subject", "metric", "scope", "kind"]
    second = claims.groupby(things).cumcount() % 2 == 1
    rows = claims.to_dict("records")
    claims[column] = [change(row) if odd else row[column] for row, odd in zip(rows, second, strict=True)]
    same = claims.set_index("claim_id")[[*things, "origin"]].apply(tuple, axis=1).to_dict()
    for link in ("supersedes", "restates"):
        pairs = zip(claims["claim_id"], claims[link], strict=True)
        claims[link] = [earlier if earlier and same[earlier] == same[claim] else "" for claim, earlier in pairs]
    return replace(tables, claims=claims.astype(tables.claims.dtypes.to_dict()))


def other_stage(tables: Tables) -> Callable[[Mapping[Any, Any]], str]:
    """Give, for a claim, a metric of the same unit and another stage; its own where there is none."""
    metrics = tables.metrics.set_index("metric").to_dict("index")

    def other(row: Mapping[Any, Any]) -> str:
        stage = metrics[row["metric"]]["stage"]
        fits = (str(name) for name, of in metrics.items() if of["unit"] == row["unit"] and stage != of["stage"])
        return next(fits, str(row["metric"]))

    return other


@lru_cache(maxsize=8)
def words_of(tables: Tables) -> Mapping[float, tuple[Word, ...]]:
    """Map each number of claims and flows to the rows that say it."""
    origins = tables.origins.set_index("origin_id").to_dict("index")
    counted = {key: not row["composite"] and row["kind"] != OriginKind.NEWS for key, row in origins.items()}
    found: dict[float, list[Word]] = {}
    # A yes is written as a word, so that a 1 or 0 says nothing of its claim.
    for row in tables.claims[tables.claims["unit"] != "yes_no"].to_dict("records"):
        days = _days(row, "as_of", "said_on", "period_start", "period_end")
        word = Word(row["claim_id"], row["origin"], counted[row["origin"]], _thing(row), days)
        for value in {row[column] for column in _CLAIM if row[column] == row[column]}:
            found.setdefault(round(value, 6), []).append(word)
    for row in tables.flows.to_dict("records"):
        days = _days(row, "period_start", "period_end", "public_from")
        for columns in (_VALUE, ("quantity",)):
            word = Word(row["flow_id"], row["origin"], counted[row["origin"]], _moved(row, columns), days)
            for value in {row[column] for column in columns if row[column] == row[column]}:
                found.setdefault(round(value, 6), []).append(word)
    return {value: tuple(said) for value, said in found.items()}


@lru_cache(maxsize=8)
def texts_of(tables: Tables) -> frozenset[float]:
    """Every number that stands in words of the tables: in titles, summaries, notes, scopes and names."""
    frames = (getattr(tables, name) for name in NAMES)
    texts = (frame[column] for frame in frames for column in frame.select_dtypes("str") if column != "url")
    cells = {str(cell) for text in texts for cell in text.unique()}
    return frozenset(number.value for cell in cells for number in numbers(cell))


def _thing(row: Mapping[Any, Any]) -> Thing:
    """What a claim puts a number on; in a period where it speaks of one."""
    period = (row["period_start"], row["period_end"]) if row["kind"] == "flow" else ()
    days = tuple(str(day) for day in period)
    return row["subject"], row["metric"], row["scope"], row["kind"], *days


def _days(row: Mapping[Any, Any], *columns: str) -> tuple[date, ...]:
    return tuple(day for column in columns if (day := known_day(row[column])) is not None)


def _moved(row: Mapping[Any, Any], columns: tuple[str, ...]) -> Thing:
    unit = row["quantity_unit"] if columns == ("quantity",) else "USD"
    days = str(row["period_start"]), str(row["period_end"])
    return row["exporter"], row["importer"], row["commodity"], row["scope"], unit, *days


def _stand_in(row: Mapping[Any, Any], columns: tuple[str, ...], unit: str, supply: Iterator[int]) -> dict[str, float]:
    given = {column: row[column] for column in columns if row[column] == row[column]}
    if not given or unit == "yes_no":
        return given
    scale = 0.001 if unit == "percent" else 1000 if max(given.values()) >= _MILLION else 1
    sign = -1 if max(given.values()) < 0 else 1
    new = dict(
        zip(dict.fromkeys(given.values()), sorted(_drawn(set(given.values()), scale, sign, supply)), strict=True)
    )
    return {column: new[value] for column, value in given.items()}


def _drawn(values: set[float], scale: float, sign: int, supply: Iterator[int]) -> list[float]:
    top = 99_991 if scale < 1 else 999_983
    primes = (prime for prime in supply if prime <= top)
    return [round(sign * next(primes) * scale, 3) for _ in values]


def _of_root(row: Mapping[Any, Any], rows: Mapping[str, Mapping[Any, Any]]) -> dict[str, float]:
    root = row
    while root["restates"]:
        root = rows[root["restates"]]
    return {column: root[column] for column in _CLAIM}


def _primes(seed: int) -> Iterator[int]:
    sieve = bytearray([1]) * _MILLION
    for step in range(2, 1000):
        if sieve[step]:
            sieve[step * step :: step] = bytes(len(range(step * step, _MILLION, step)))
    found = [number for number in range(FLOOR + 7, _MILLION) if sieve[number]]
    random.Random(seed).shuffle(found)
    return iter(found)
