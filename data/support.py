"""What Russia gave or is said to have given the DPRK, by kind and by how well it is evidenced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.ledger import origin_rows
from data.tables import Tables
from data.vocabulary import Category, Credibility, Direction, OriginKind, Status, Term


class Standing(Term):
    """How well it is evidenced that something went to the DPRK; the rule is `standing`."""

    ON_RECORD = "on_record", "Acknowledged or documented"
    REPORTED = "reported", "Reported or assessed"
    ALLEGED = "alleged", "Russian part only alleged"
    PLANNED = "planned", "Promised or planned"
    DENIED = "denied", "Denied"


#: The rule of `Standing` in words, for notes.
RULE = (
    "Acknowledged or documented: by the acting side, imagery or official statistics. Only alleged: there is no public "
    "evidence of it; graded doubtful (4) or worse, or only possibly true (3) or not to be judged (6) with at "
    "most one named origin at first hand; unnamed officials and news are not counted."
)


def standing(status: Status, credibility: Credibility, families: int) -> Standing:
    """Say how well an event is evidenced, from status, grade and named families of origins at first hand.

    >>> standing(Status.CLAIMED, Credibility.THREE, 1), standing(Status.CLAIMED, Credibility.THREE, 2)
    (<Standing.ALLEGED: 'alleged'>, <Standing.REPORTED: 'reported'>)
    """
    plain = {
        Status.CONFIRMED: Standing.ON_RECORD,
        Status.PLANNED: Standing.PLANNED,
        Status.DENIED: Standing.DENIED,
    }
    if status in plain:
        return plain[status]
    if credibility in (Credibility.ONE, Credibility.TWO):
        return Standing.REPORTED
    alone = families < 2
    return Standing.ALLEGED if alone or credibility in (Credibility.FOUR, Credibility.FIVE) else Standing.REPORTED


class Support(Term):
    """A kind of support from Russia; the order is that of the figure."""

    AIR_DEFENCE = "air_defence", "Air defence, jamming"
    AIRCRAFT = "aircraft", "Aircraft, drones"
    TECHNOLOGY = "technology", "Satellites, ships, reactors"
    OIL = "oil", "Oil"
    FOOD = "food", "Food"
    MONEY = "money", "Money"


_TAGS: Mapping[Support, frozenset[str]] = {
    Support.AIR_DEFENCE: frozenset({"pantsir", "ew", "air_defence"}),
    Support.AIRCRAFT: frozenset({"aircraft", "drones", "shahed", "radar"}),
    Support.TECHNOLOGY: frozenset({"satellite", "engine", "space", "destroyer", "submarine", "reactor"}),
    Support.OIL: frozenset({"oil", "tankers", "un_cap", "oil_exploration"}),
    Support.FOOD: frozenset({"food_aid", "flour", "wheat", "corn", "sugar", "pork", "food", "seafood"}),
    Support.MONEY: frozenset({"frozen_funds", "payment", "compensation", "pay"}),
}
#: A ship that carries a Pantsir is first of all a ship: tags of these kinds are looked for first.
_SOUGHT = (Support.TECHNOLOGY, Support.AIR_DEFENCE, Support.AIRCRAFT, Support.OIL, Support.FOOD, Support.MONEY)
#: Metrics of claims on Russia's support by kind, with the words for what is counted.
SUPPORT_METRICS: Mapping[Support, Mapping[str, str]] = {
    Support.AIR_DEFENCE: {"pantsir_systems": "Pantsir systems"},
    Support.AIRCRAFT: {"drones_given_to_dprk": "drones"},
    Support.TECHNOLOGY: {"submarine_reactor_modules": "reactor modules", "reactor_casings": "reactor casings"},
    Support.OIL: {"refined_oil_barrels": "barrels", "offshore_exploration_budget_usd": "USD for an oil search"},
    Support.FOOD: {"food_aid_value_usd": "USD of food aid", "containers_received_by_dprk": "containers, mostly food"},
    Support.MONEY: {
        "russian_compensation_usd": "USD of goods in return",
        "frozen_funds_released_usd": "USD of frozen funds",
    },
}
_CATEGORIES = (
    Category.ARMS_TRANSFER,
    Category.TECHNOLOGY_TRANSFER,
    Category.ENERGY,
    Category.TRADE,
    Category.STATEMENT,
    Category.ASSESSMENT,
)


def support_of(tags: Iterable[str], category: Category, status: Status) -> Support | None:
    """Give the kind of support an event is about by its tags, None where it is about none.

    A confirmed statement is left out: what is confirmed is that it was made, not what it says.

    >>> support_of(["destroyer", "pantsir"], Category.TECHNOLOGY_TRANSFER, Status.ASSESSED)
    <Support.TECHNOLOGY: 'technology'>
    """
    found = set(tags)
    if category not in _CATEGORIES or (category is Category.STATEMENT and status is Status.CONFIRMED):
        return None
    return next((kind for kind in _SOUGHT if _TAGS[kind] & found), None)


@dataclass(frozen=True)
class Gift:
    """An event in which Russia gives something, or is said to: its kind and how well it is evidenced."""

    event_id: str
    kind: Support
    standing: Standing


def gifts(tables: Tables, events: pd.DataFrame) -> tuple[Gift, ...]:
    """Give the events (columns of the events table) from Russia to the DPRK that are about support, newest first."""
    kept = set(events["event_id"])
    return tuple(gift for gift in _all_gifts(tables) if gift.event_id in kept)


@lru_cache(maxsize=4)
def _all_gifts(tables: Tables) -> tuple[Gift, ...]:
    events = tables.events
    towards = events[events["direction"] == Direction.RUSSIA_TO_DPRK]
    towards = towards.sort_values(["date_start", "event_id"], ascending=[False, True])
    found = []
    for row in towards[["event_id", "tags", "category", "status", "credibility", "origins"]].to_dict("records"):
        status = Status(row["status"])
        kind = support_of(row["tags"], Category(row["category"]), status)
        if kind is not None:
            how = standing(status, Credibility(str(row["credibility"])), families(tables, row["origins"]))
            found.append(Gift(str(row["event_id"]), kind, how))
    return tuple(found)


def families(tables: Tables, origin_ids: Iterable[str]) -> int:
    """Count the families of named origins at first hand; composite and news origins do not count.

    >>> from data import load_tables
    >>> families(load_tables(), ["rok_jcs", "rok_mnd", "western_officials", "voa"])
    1
    """
    known = origin_rows(tables)
    named = [known[id] for id in origin_ids if id in known]
    first_hand = [row for row in named if not row["composite"] and row["kind"] != OriginKind.NEWS]
    return len({row["family"] or row["origin_id"] for row in first_hand})
