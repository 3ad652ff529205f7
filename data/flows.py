"""Known flows by goods, the sizes they have in one unit, and the rows behind a node or a link."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.countries import country_name
from data.ledger import commodity_labels
from data.series import (
    DPRK,
    RUSSIA,
    TURNOVER,
    USD,
    Record,
    moved,
    newest,
    without_alternatives,
    without_parts,
)
from data.tables import Tables
from data.vocabulary import CommodityGroup, Direction, Term

#: Exporter and importer of each direction.
PAIRS: Mapping[Direction, tuple[str, str]] = {
    Direction.RUSSIA_TO_DPRK: (RUSSIA, DPRK),
    Direction.DPRK_TO_RUSSIA: (DPRK, RUSSIA),
}
#: Metric of the claims that stand for labour.
WORKERS = "workers_in_russia"


class Panel(Term):
    """What the flow diagram shows: every known flow, or the figures in one unit."""

    KNOWN = "known", "Known flows"
    USD = "usd", "USD"
    TONNES = "tonnes", "Tonnes"
    BARRELS = "barrels", "Barrels"
    ROUNDS = "rounds", "Rounds"
    CONTAINERS = "containers", "Containers"
    MISSILES = "missiles", "Missiles"
    PERSONS = "persons", "Persons"

    @property
    def unit(self) -> str:
        """The unit as rows write it; empty for known flows.

        >>> Panel.USD.unit, Panel.TONNES.unit, Panel.KNOWN.unit
        ('USD', 'tonnes', '')
        """
        return {Panel.KNOWN: "", Panel.USD: USD}.get(self, self.value)


@dataclass(frozen=True)
class Size:
    """A figure in one unit as far as it is known; `qualifier` bounds it."""

    low: float | None
    best: float | None
    high: float | None
    qualifier: str

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers that are known, lowest first."""
        return tuple(value for value in (self.low, self.best, self.high) if value is not None)


def size(flow: Record, unit: str) -> Size | None:
    """Give the size of a row in a unit, None where it has none.

    A qualifier bounds the quantity; it bounds the value where there is no quantity.

    >>> size({"quantity": 148.0, "quantity_unit": "missiles", "quantity_qualifier": "over"}, "missiles")
    Size(low=None, best=148.0, high=None, qualifier='over')
    >>> size({"quantity": 148.0, "quantity_unit": "missiles"}, "USD") is None
    True
    """
    quantity, qualifier = _number(flow.get("quantity")), str(flow.get("quantity_qualifier", ""))
    if unit != USD:
        given = quantity is not None and flow.get("quantity_unit") == unit
        return Size(None, quantity, None, qualifier) if given else None
    found = Size(
        _number(flow.get("value_usd_low")),
        _number(flow.get("value_usd_best")),
        _number(flow.get("value_usd_high")),
        "" if quantity is not None else qualifier,
    )
    return found if found.values else None


def known_flows(flows: Iterable[Record]) -> dict[tuple[str, str], list[Record]]:
    """Gather rows between Russia and the DPRK by exporter and commodity, sized or not.

    Turnover, limits and plans are no flows; restatements stay, as each panel drops its own.
    """
    found: dict[tuple[str, str], list[Record]] = {}
    pairs = set(PAIRS.values())
    for flow in moved(flows):
        if flow["commodity"] != TURNOVER and (flow["exporter"], flow["importer"]) in pairs:
            found.setdefault((flow["exporter"], flow["commodity"]), []).append(flow)
    return found


def sized_in(flows: Sequence[Record], unit: str) -> tuple[Record, list[Record]] | None:
    """Give the newest figure of one commodity in a unit and the others beside it, None without any.

    The others cover the same part of the trade, and neither restate nor belong to another given row:
    they are other origins' or other periods' figures, never to be added.
    """
    told = [flow for flow in flows if size(flow, unit)]
    chosen = newest(told)
    if chosen is None:
        return None
    kept = without_alternatives(without_parts(told))
    return chosen, [flow for flow in kept if flow is not chosen and flow["scope"] == chosen["scope"]]


def is_total(tables: Tables, commodity: str) -> bool:
    """Say whether a commodity is a total of others, which is no flow beside them."""
    return _groups(tables)[commodity] == CommodityGroup.TOTAL


def goods_of(tables: Tables, commodity: str) -> tuple[str, ...]:
    """Give a commodity with everything below it in the tree of commodities.

    >>> from data import load_tables
    >>> goods_of(load_tables(), "grain")
    ('grain', 'corn', 'wheat')
    """
    below = [other for other, parent in _parents(tables).items() if parent == commodity]
    return (commodity, *(good for other in below for good in goods_of(tables, other)))


def group_goods(tables: Tables, group: str) -> tuple[str, ...]:
    """Give the commodities of a group.

    >>> from data import load_tables
    >>> group_goods(load_tables(), "other")
    ('mixed_containers', 'other', 'undisclosed')
    """
    return tuple(good for good, of in _groups(tables).items() if of == group)


def in_tree_order(tables: Tables, goods: Sequence[str]) -> list[tuple[str, int]]:
    """Put goods behind the one of them that contains them, with how deep each lies; else the order stays.

    Only goods of one group are put below each other.

    >>> from data import load_tables
    >>> in_tree_order(load_tables(), ["wheat", "pork", "food", "coal"])
    [('food', 0), ('wheat', 1), ('pork', 1), ('coal', 0)]
    """
    given = set(goods)
    container = {good: next((up for up in above(tables, good) if up in given), "") for good in goods}

    def below(parent: str, depth: int) -> Iterator[tuple[str, int]]:
        for good in goods:
            if container[good] == parent:
                yield good, depth
                yield from below(good, depth + 1)

    return list(below("", 0))


def between_both(flows: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of a flows table between Russia and the DPRK, both ways."""
    ways = [pair in set(PAIRS.values()) for pair in zip(flows["exporter"], flows["importer"], strict=True)]
    kept: pd.DataFrame = flows[ways]
    return kept


class Behind(Term):
    """What the rows can be listed of, as a focus names it before its colon."""

    LINK = "flows", "one exporter, importer and commodity"
    GOODS = "goods", "a commodity with what lies below it, both ways"
    GROUP = "group", "a group of commodities, both ways"
    WAY = "way", "one direction"


def row_sets(tables: Tables) -> tuple[str, ...]:
    """List every focus whose rows `rows_behind` gives: flows of any pair, goods, groups and directions."""
    pairs = tables.flows[["exporter", "importer", "commodity"]].drop_duplicates().itertuples(index=False)
    return (
        *(f"{Behind.LINK}:{'-'.join(pair)}" for pair in pairs),
        *(f"{Behind.GOODS}:{good}" for good in _groups(tables)),
        *(f"{Behind.GROUP}:{group}" for group in CommodityGroup),
        *(f"{Behind.WAY}:{'-'.join(pair)}" for pair in PAIRS.values()),
    )


def rows_behind(tables: Tables, flows: pd.DataFrame, focus: str) -> tuple[str, pd.DataFrame]:
    """Give the rows among given flows that a focus asks for, plans and restatements included, with their name.

    Goods and groups are listed in both directions between Russia and the DPRK, with all that lies below
    them; turnover belongs to no direction. Raises KeyError for a commodity that is not known.
    """
    kind, _, id = focus.partition(":")
    names = commodity_labels(tables)
    if kind == Behind.LINK:
        exporter, importer, commodity = id.split("-", 2)
        between = "and" if commodity == TURNOVER else "to"
        label = f"{names[commodity]}, {country_name(exporter)} {between} {country_name(importer)}"
        return label, _sent(flows, exporter, importer, (commodity,))
    if kind == Behind.WAY:
        exporter, importer = id.split("-", 1)
        goods = tuple(good for good in names if good != TURNOVER)
        return f"All goods from {country_name(exporter)} to {country_name(importer)}", _sent(
            flows, exporter, importer, goods
        )
    goods = goods_of(tables, id) if kind == Behind.GOODS else group_goods(tables, id)
    label = names[id] if kind == Behind.GOODS else CommodityGroup(id).label
    both = between_both(flows)
    kept: pd.DataFrame = both[both["commodity"].isin(goods)]
    return f"{label}, both directions", kept.sort_values(["exporter", "commodity", "period_start", "flow_id"])


def _sent(flows: pd.DataFrame, exporter: str, importer: str, goods: Sequence[str]) -> pd.DataFrame:
    mask = (flows["exporter"] == exporter) & (flows["importer"] == importer) & flows["commodity"].isin(goods)
    kept: pd.DataFrame = flows[mask]
    return kept


@lru_cache(maxsize=4)
def _parents(tables: Tables) -> dict[str, str]:
    return dict(zip(tables.commodities["commodity"], tables.commodities["parent"], strict=True))


@lru_cache(maxsize=4)
def _groups(tables: Tables) -> dict[str, str]:
    return dict(zip(tables.commodities["commodity"], tables.commodities["group"], strict=True))


def above(tables: Tables, good: str) -> Iterator[str]:
    """Go up the tree from a commodity, within its group.

    >>> from data import load_tables
    >>> list(above(load_tables(), "wheat")), list(above(load_tables(), "coal"))
    (['grain', 'food'], ['mineral_fuels'])
    """
    parents, groups = _parents(tables), _groups(tables)
    up = parents.get(good, "")
    while up and groups[up] == groups[good]:
        yield up
        up = parents.get(up, "")


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not math.isnan(value) else None
