"""Pure derivations of trade flows: pairs, periods, parts of a total, restatements and sizes.

Works on rows as dictionaries (`records`): a few hundred rows are filtered many times for one
figure, which costs plain Python a hundredth of what it costs pandas.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pandas as pd

from data.tables import Tables
from data.vocabulary import Basis, Qualifier
from data.wording import NO_FIGURE, bounded

#: A row as column → value, with the types of `Tables`.
Record = Mapping[str, Any]

RUSSIA = "RUS"
DPRK = "PRK"
TURNOVER = "two_way_total"
USD = "USD"
VALUES = ("value_usd_low", "value_usd_best", "value_usd_high")
#: Bases of rows that set a limit or state an intention: no goods have moved by them.
NOT_FLOWS = (Basis.CAP, Basis.PLAN)

_BOUNDS_BELOW = (Qualifier.AT_LEAST, Qualifier.OVER)
_BOUNDS_ABOVE = (Qualifier.UP_TO, Qualifier.UNDER, Qualifier.NEARLY)


class Breaking(StrEnum):
    """By what the parts of a total are told apart."""

    PERIOD = "period"
    COMMODITY = "commodity"


@dataclass(frozen=True)
class Breakdown:
    """A total with the parts that one origin gives for it, added within one breakdown only."""

    total: str
    by: Breaking
    unit: str
    parts: tuple[str, ...]
    added: float
    whole: float

    @property
    def exceeds(self) -> bool:
        """Whether the parts add to more than their total (rounding, revision or a misprint)."""
        return self.added > self.whole * (1 + 1e-9)


def records(frame: pd.DataFrame) -> list[Record]:
    """Give the rows of a frame as dictionaries."""
    columns = [str(column) for column in frame.columns]
    cells = (frame[column].tolist() for column in columns)
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]


def flow_records(tables: Tables, flows: pd.DataFrame) -> list[Record]:
    """Give rows of the flows table as dictionaries; the table is read once for all selections."""
    book = _flow_book(tables)
    return [book[key] for key in flows["flow_id"].tolist()]


@lru_cache(maxsize=4)
def _flow_book(tables: Tables) -> dict[str, Record]:
    return {flow["flow_id"]: flow for flow in records(tables.flows)}


def between(flows: Iterable[Record], one: str, other: str) -> list[Record]:
    """Keep what two countries send each other; turnover rows speak of both ways and are left out."""
    ways = ((one, other), (other, one))
    return [flow for flow in flows if flow["commodity"] != TURNOVER and (flow["exporter"], flow["importer"]) in ways]


def moved(flows: Iterable[Record]) -> list[Record]:
    """Keep rows that speak of goods, sized or not; limits and plans are left out."""
    return [flow for flow in flows if flow["basis"] not in NOT_FLOWS]


def without_alternatives(flows: Sequence[Record]) -> list[Record]:
    """Drop rows that restate another given row in another unit or as another text prints it.

    A restatement whose first statement is not given (not yet public, say) is kept.
    """
    ids = {flow["flow_id"] for flow in flows}
    return [flow for flow in flows if flow["alternative_of"] not in ids]


def without_parts(flows: Sequence[Record]) -> list[Record]:
    """Drop rows that another given row already contains, so that nothing counts twice."""
    ids = {flow["flow_id"] for flow in flows}
    return [flow for flow in flows if flow["part_of"] not in ids]


def is_full_year(flow: Record) -> bool:
    """Say whether a row covers exactly one calendar year."""
    start, end = flow["period_start"], flow["period_end"]
    return bool(start.year == end.year and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31))


def full_years(flows: Iterable[Record]) -> list[Record]:
    """Keep rows that cover exactly one calendar year."""
    return [flow for flow in flows if is_full_year(flow)]


def part_years(flows: Iterable[Record]) -> list[Record]:
    """Keep rows that cover a part of one calendar year: never to be read as that year."""
    return [flow for flow in flows if flow["period_start"].year == flow["period_end"].year and not is_full_year(flow)]


def turnover_rows(flows: Iterable[Record]) -> list[Record]:
    """Keep every row on the two-way trade of Russia and the DPRK, whatever its scope and unit."""
    wanted = (RUSSIA, DPRK, TURNOVER)
    return [flow for flow in flows if (flow["exporter"], flow["importer"], flow["commodity"]) == wanted]


def turnover(flows: Iterable[Record]) -> list[Record]:
    """Keep figures in USD for the whole two-way trade of Russia and the DPRK, as first stated."""
    whole = [flow for flow in turnover_rows(flows) if flow["scope"] == ""]
    return without_alternatives([flow for flow in whole if any(_number(flow[column]) is not None for column in VALUES)])


def one_breakdown(flows: Sequence[Record], commodities: pd.DataFrame) -> bool:
    """Say whether rows may be added: one pair, origin, scope and unit, and nothing counted twice.

    Either one commodity over periods that do not overlap, or one period over commodities of which
    none contains another (`commodities.parent`).
    """
    voices = {(flow["exporter"], flow["importer"], flow["origin"], flow["scope"]) for flow in flows}
    clean = len(without_alternatives(without_parts(flows))) == len(flows)
    if not (len(voices) <= 1 and clean and _one_unit(flows)):
        return False
    goods = [flow["commodity"] for flow in flows]
    if len(set(goods)) <= 1:
        ordered = sorted(flows, key=lambda flow: flow["period_start"])
        return all(before["period_end"] < after["period_start"] for before, after in pairwise(ordered))
    periods = {(flow["period_start"], flow["period_end"]) for flow in flows}
    return len(periods) == 1 and len(set(goods)) == len(goods) and not _nested(set(goods), commodities)


def breakdowns(flows: Sequence[Record]) -> tuple[Breakdown, ...]:
    """Compare every total with its direct parts, by period and by commodity, unit by unit.

    A part in another unit than its total, or one that is narrower in both ways, is not compared.
    """
    totals = {flow["flow_id"]: flow for flow in flows}
    parts: dict[str, list[Record]] = {}
    for flow in without_alternatives(flows):
        if flow["part_of"] in totals:
            parts.setdefault(flow["part_of"], []).append(flow)
    return tuple(found for total, told in sorted(parts.items()) for found in _compared(totals[total], told))


def newest(flows: Sequence[Record]) -> Record | None:
    """Give the newest sized row of one commodity: whole trade before a scope, then the latest period.

    Of one period the row that became public last is taken. Limits, plans, restatements and parts
    of another row do not stand for the whole.
    """
    kept = [flow for flow in without_alternatives(without_parts(moved(flows))) if is_sized(flow)]
    return max(kept, key=_newness, default=None)


def is_sized(flow: Record) -> bool:
    """Say whether a row carries a number, in USD or in a unit of quantity."""
    return any(_number(flow[column]) is not None for column in (*VALUES, "quantity"))


def amount(flow: Record) -> str:
    """Write the size of a flow with its unit: the quantity where there is one, else the value.

    >>> amount({"quantity": 148.0, "quantity_unit": "missiles", "quantity_qualifier": ""})
    '148 missiles'
    >>> amount({"value_usd_low": 7.67e9, "value_usd_high": 14.4e9})
    '7.67–14.4 billion USD'
    >>> amount({"value_usd_best": 28e6, "quantity_qualifier": "over"}), amount({})
    ('over 28 million USD', 'no public figure')
    """
    qualifier = str(flow.get("quantity_qualifier", ""))
    quantity = _number(flow.get("quantity"))
    if quantity is not None:
        return f"{bounded(None, quantity, None, qualifier)} {flow['quantity_unit']}"
    values = [_number(flow.get(column)) for column in VALUES]
    known = [value for value in values if value is not None]
    if not known:
        return NO_FIGURE
    scale, word = _scale(max(known))
    low, best, high = (None if value is None else value / scale for value in values)
    return f"{bounded(low, best, high, qualifier)}{word} USD"


def bound(qualifier: str) -> int:
    """Give 1 for a number that bounds from below, -1 for one from above, 0 for one that does neither.

    >>> bound("at_least"), bound("nearly"), bound("about"), bound("")
    (1, -1, 0, 0)
    """
    return int(qualifier in _BOUNDS_BELOW) - int(qualifier in _BOUNDS_ABOVE)


def _one_unit(flows: Sequence[Record]) -> bool:
    in_usd = all(_number(flow["value_usd_best"]) is not None for flow in flows)
    counted = all(_number(flow["quantity"]) is not None for flow in flows)
    return in_usd or (counted and len({flow["quantity_unit"] for flow in flows}) == 1)


def _nested(goods: set[str], commodities: pd.DataFrame) -> bool:
    parents = dict(zip(commodities["commodity"], commodities["parent"], strict=True))

    def above(good: str) -> Iterator[str]:
        while good := parents.get(good, ""):
            yield good

    return any(container in goods for good in goods for container in above(good))


def _compared(whole: Record, parts: Sequence[Record]) -> Iterator[Breakdown]:
    for by in Breaking:
        alike = [part for part in parts if _breaks(whole, part) is by]
        for column, unit in (("value_usd_best", USD), ("quantity", whole["quantity_unit"])):
            size = _number(whole[column])
            told: list[tuple[str, float]] = [
                (part["flow_id"], value)
                for part in alike
                if (value := _number(part[column])) is not None and unit in (USD, part["quantity_unit"])
            ]
            if told and size is not None:
                ids = tuple(id for id, _ in told)
                yield Breakdown(whole["flow_id"], by, unit, ids, sum(value for _, value in told), size)


def _breaks(whole: Record, part: Record) -> Breaking | None:
    same_goods = part["commodity"] == whole["commodity"]
    same_period = all(part[column] == whole[column] for column in ("period_start", "period_end"))
    if same_goods == same_period:
        return None
    return Breaking.PERIOD if same_goods else Breaking.COMMODITY


def _newness(flow: Record) -> tuple[bool, pd.Timestamp, pd.Timestamp, str]:
    public = flow["public_from"]
    told: pd.Timestamp = pd.Timestamp.min if pd.isna(public) else public
    return flow["scope"] == "", flow["period_end"], told, flow["flow_id"]


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not math.isnan(value) else None


def _scale(value: float) -> tuple[float, str]:
    if value >= 1e9:
        return 1e9, " billion"
    return (1e6, " million") if value >= 1e6 else (1.0, "")
