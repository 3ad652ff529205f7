"""Arms by kind and stage, single readings, and estimates of value.

Stages (planned, shipped, delivered, in use, observed) are different things: what stands under one is
never added to, ranged with or subtracted from what stands under another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

from data.tables import Tables
from data.trails import Statement, latest_by_origin, statements
from data.vocabulary import (
    AsOfBasis,
    ClaimKind,
    Qualifier,
    Stage,
    Term,
)
from data.wording import bounded, coarse_day, known_day, span

MILLION, BILLION = 1e6, 1e9


class ArmsKind(Term):
    """A kind of arms sent to Russia; the order is that of the rows of the stage ladder."""

    CONTAINERS = "containers", "Containers"
    ROUNDS = "rounds", "Artillery rounds"
    ROCKETS = "rockets", "Rockets, mortar rounds"
    MISSILES = "missiles", "Ballistic missiles"
    GUNS = "guns", "Guns and launchers"


#: Metrics of each kind of arms, with the words that tell them apart inside one cell ("" where the kind says it).
METRICS: Mapping[ArmsKind, Mapping[str, str]] = {
    ArmsKind.CONTAINERS: {"containers_shipped": "", "containers_at_port": "stacked at Rajin"},
    ArmsKind.ROUNDS: {
        "artillery_rounds": "",
        "artillery_rounds_152mm_equivalent": "container load as 152 mm",
        "share_of_russian_shells_pct": "of Russian shells",
    },
    ArmsKind.ROCKETS: {
        "rocket_rounds_122mm_equivalent": "container load as 122 mm",
        "mlrs_rockets": "rockets",
        "mortar_rounds": "mortar rounds",
    },
    ArmsKind.MISSILES: {
        "ballistic_missiles_planned": "",
        "ballistic_missiles": "",
        "ballistic_missiles_fired": "fired",
        "share_of_ballistic_missiles_fired_pct": "of missiles fired",
    },
    ArmsKind.GUNS: {
        "long_range_guns": "long-range",
        "guns_170mm": "170 mm guns",
        "mlrs_240mm": "240 mm launchers",
        "guns_and_launchers": "all kinds",
    },
}
#: Stages in the order of supply, as columns of the ladder.
STAGES: tuple[Stage, ...] = tuple(Stage)


@dataclass(frozen=True)
class Rung:
    """One kind of arms at one stage: the newest claim of each origin, newest first.

    `older` counts claims that an origin has revised or followed by a newer one of its own.
    """

    kind: ArmsKind
    stage: Stage
    claims: tuple[Statement, ...]
    older: int


def ladder(tables: Tables, claims: pd.DataFrame, *, subject: str = "PRK") -> tuple[Rung, ...]:
    """Put the claims on arms into rungs by kind and stage, every rung of every kind, empty ones too.

    `claims` has the columns of the claims table; scopes, metrics and kinds of counting stay apart
    because each origin keeps one claim for each of them.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> rungs = ladder(tables, tables.claims)
    >>> [(r.stage.value, r.claims[0].value) for r in rungs if r.kind is ArmsKind.CONTAINERS and r.claims]
    [('shipped', 33000.0), ('observed', 490.0)]
    """
    stage_of = stages(tables)
    metrics = [metric for group in METRICS.values() for metric in group]
    known = statements(tables, claims, metrics=metrics, subject=subject)
    found = []
    for kind in ArmsKind:
        for stage in STAGES:
            here = [said for said in known if said.metric in METRICS[kind] and stage_of[said.metric] is stage]
            newest = sorted(latest_by_origin(here), key=_newest_first)
            found.append(Rung(kind, stage, tuple(newest), len(here) - len(newest)))
    return tuple(found)


@lru_cache(maxsize=4)
def stages(tables: Tables) -> Mapping[str, Stage | None]:
    """Give the stage of supply that each metric counts, None where it counts none."""
    pairs = zip(tables.metrics["metric"], tables.metrics["stage"], strict=True)
    return {metric: Stage(stage) if stage else None for metric, stage in pairs}


def _newest_first(said: Statement) -> tuple[bool, int, str]:
    return said.basis is AsOfBasis.READ, -said.as_of.toordinal(), said.claim_id


def in_short(said: Statement) -> str:
    """Write the number of a statement with its bound, millions and billions as words.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> [in_short(s) for s in statements(tables, tables.claims, metrics=["mortar_rounds", "guns_170mm"])]
    ['50', '120', '1.05–1.24 million']
    """
    scale, word = _scale(said.highest)
    low, best, high = (None if value is None else value / scale for value in (said.low, said.best, said.high))
    return f"{bounded(low, best, high, said.qualifier or '')}{' %' if said.unit == 'percent' else word}"


def _scale(highest: float) -> tuple[float, str]:
    if highest >= BILLION:
        return BILLION, " billion"
    return (MILLION, " million") if highest >= MILLION else (1, "")


def counted_when(tables: Tables, said: Statement) -> str:
    """Say of which day or period a number speaks, as short as it can be said.

    A flow has its period, a plan the period it is for, everything else the day it speaks of.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> [counted_when(tables, s) for s in statements(tables, tables.claims, metrics=["ballistic_missiles_planned"])]
    ['for 2025']
    """
    if said.basis is AsOfBasis.READ:
        return "day not given"
    start, end = _periods(tables)[said.claim_id]
    if start and end and said.kind in (ClaimKind.FLOW, ClaimKind.PLAN):
        return f"{_preposition(said.kind, start, end)} {span(start, end)}"
    return coarse_day(said.as_of, said.precision)


def _preposition(kind: ClaimKind, start: date, end: date) -> str:
    if kind is ClaimKind.PLAN:
        return "for"
    if start == end:
        return "on"
    return "in" if start.day == 1 and (end + timedelta(days=1)).day == 1 else "within"


@lru_cache(maxsize=4)
def _periods(tables: Tables) -> Mapping[str, tuple[date | None, date | None]]:
    claims = tables.claims
    pairs = zip(map(known_day, claims["period_start"]), map(known_day, claims["period_end"]), strict=True)
    return dict(zip(claims["claim_id"], pairs, strict=True))


#: Metrics of the values figure with what they count in words; each is kept apart by scope and kind as well.
VALUE_METRICS: Mapping[str, str] = {
    "dprk_earnings_usd": "DPRK earnings from Russia",
    "arms_value_usd": "Arms supplied",
    "troop_revenue_usd": "Income from troops",
    "troop_revenue_usd_per_year": "Income from troops a year",
    "russian_compensation_usd": "Given by Russia in return",
}


def valuations(tables: Tables, claims: pd.DataFrame) -> tuple[tuple[Statement, ...], ...]:
    """Give the newest estimate of each origin in groups that are about one thing: metric, scope and kind.

    Groups stand in the order of `VALUE_METRICS`, the newest estimate of a group first.
    """
    found: list[tuple[Statement, ...]] = []
    known = _of_both(tables, claims, VALUE_METRICS)
    for metric in VALUE_METRICS:
        said = [one for one in known if one.metric == metric]
        groups: dict[tuple[str, ClaimKind], list[Statement]] = {}
        for statement in sorted(latest_by_origin(said), key=_newest_first):
            groups.setdefault((statement.scope, statement.kind), []).append(statement)
        found.extend(tuple(group) for group in groups.values())
    return tuple(found)


#: Metrics of single readings with what each counts in words, in groups that belong together.
READINGS: Mapping[str, Mapping[str, str]] = {
    "Voyages, all ships": {"ship_voyages": "voyages"},
    "One named ship": {"ship_voyages_one_ship": "voyages", "containers_one_ship": "containers"},
    "Port calls, consignments": {
        "dark_port_calls": "port calls, transponder off",
        "arms_shipments": "consignments",
        "explosives_tonnes": "t of explosives",
        "delivery_sites": "sites that took cargo",
    },
    "Railcars at the border": {"railcars_observed": "railcars", "tank_cars_observed": "tank cars among them"},
    "Boxes stacked at Rajin": {"containers_at_port": "boxes"},
    "Boxes sent back": {
        "containers_received_by_dprk": "boxes from Russia",
        "containers_received_excess_pct": "more boxes to the DPRK than from it",
    },
    "Quality": {
        "faulty_shells_pct": "of shells faulty",
        "missile_failure_pct": "of missiles fired failed",
        "missile_accuracy_m": "m miss distance",
        "missile_foreign_components": "foreign parts in one missile",
    },
    "Output, stores, decline": {
        "munitions_plants": "munitions plants",
        "shell_output_vs_average": "times an average year’s shells",
        "ammunition_at_depot_tonnes": "t at a depot hit",
        "delivery_decline_pct": "fewer shells than a year before",
    },
}


def readings(tables: Tables, claims: pd.DataFrame) -> Mapping[str, tuple[Statement, ...]]:
    """Give every single reading by group, in order of the day it speaks of; none is joined to another."""
    known = _of_both(tables, claims, [metric for metrics in READINGS.values() for metric in metrics])
    known.sort(key=lambda said: (said.as_of, said.claim_id))
    return {group: tuple(s for s in known if s.metric in metrics) for group, metrics in READINGS.items()}


def _of_both(tables: Tables, claims: pd.DataFrame, metrics: Iterable[str]) -> list[Statement]:
    """Give the statements on the DPRK and on Russia."""
    wanted = tuple(metrics)
    return [s for subject in ("PRK", "RUS") for s in statements(tables, claims, metrics=wanted, subject=subject)]


def bound_sign(said: Statement) -> int:
    """Say which way a number is open: 1 towards more, -1 towards less, 0 neither.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> [bound_sign(s) for s in statements(tables, tables.claims, metrics=["dark_port_calls"])]
    [1]
    """
    if said.qualifier in (Qualifier.AT_LEAST, Qualifier.OVER):
        return 1
    return -1 if said.qualifier in (Qualifier.UP_TO, Qualifier.UNDER, Qualifier.NEARLY) else 0
