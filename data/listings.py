"""Acts of sanction by issuer: who listed whom on which day, with the counts each issuer gave.

Counts stand beside each other: nothing is added over issuers, acts, origins or kinds of target.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from data.ledger import claim_rows, figure, origin_rows
from data.positions import said_on
from data.selection import Rows
from data.tables import Tables
from data.vocabulary import Category, ClaimKind, DateQualifier, OriginKind, Party, Precision, Status, Term
from data.wording import span


class Issuer(Term):
    """Who acts; the order is that of lanes."""

    UNITED_NATIONS = "UN", "United Nations"
    MSMT = "MSMT", "MSMT"
    USA = "USA", "United States"
    KOR = "KOR", "South Korea"
    EUE = "EUE", "European Union"
    GBR = "GBR", "United Kingdom"
    JPN = "JPN", "Japan"
    AUS = "AUS", "Australia"
    NZL = "NZL", "New Zealand"
    UKR = "UKR", "Ukraine"
    OTHER = "", "Others"


#: What is counted, by metric, as a word after the number.
NOUNS: Mapping[str, tuple[str, str]] = {
    "sanctions_persons": ("person", "persons"),
    "sanctions_entities": ("entity", "entities"),
    "sanctions_vessels": ("ship", "ships"),
    "sanctions_aircraft": ("aircraft", "aircraft"),
    "sanctions_listings": ("listing", "listings"),
    "sanctions_persons_dprk": ("from the DPRK", "from the DPRK"),
    "unsc_votes_for": ("vote for", "votes for"),
    "msmt_members": ("state", "states"),
}
_UN_ACTORS = frozenset({"UN Security Council", "UN 1718 Committee"})
_ACTING = (OriginKind.GOVERNMENT, OriginKind.INTERNATIONAL)
_DONE = (Status.CONFIRMED, Status.PLANNED)
#: Events of other categories that are acts of the UN or the monitoring team.
_MONITORS = frozenset({"msmt", "un_panel"})
_STATES = frozenset(Issuer) - {Issuer.UNITED_NATIONS, Issuer.MSMT, Issuer.OTHER}
_UNIONS = {Party.EUROPE: Issuer.EUE, Party.UNITED_NATIONS: Issuer.UNITED_NATIONS, Party.COALITION: Issuer.MSMT}


@dataclass(frozen=True, slots=True)
class Act:
    """One act of one issuer, on the day it became public; `counts` are its claims, by claim id."""

    event_id: str
    row: int
    issuer: Issuer
    first: date
    last: date
    precision: Precision
    qualifier: DateQualifier
    when: str
    label: str
    title: str
    status: Status
    weight: int
    counts: tuple[str, ...]


def acts(tables: Tables, rows: Rows) -> tuple[Act, ...]:
    """Give the acts of sanction among the selected events, in order of time, with the selected counts.

    An act is a confirmed or planned event of the category sanctions by a government or an
    international body, or one of the UN panel and the monitoring team. A joint act is one of each issuer.
    """
    events, ids = set(rows.positions("events")), _claim_ids(tables)
    kept = {ids[at] for at in rows.positions("claims")}
    return tuple(
        replace(act, counts=tuple(id for id in act.counts if id in kept))
        for act in _all_acts(tables)
        if act.row in events
    )


@lru_cache(maxsize=4)
def _claim_ids(tables: Tables) -> tuple[str, ...]:
    return tuple(tables.claims["claim_id"])


@lru_cache(maxsize=4)
def _all_acts(tables: Tables) -> tuple[Act, ...]:
    found = []
    for at, row in enumerate(tables.events.to_dict("records")):
        said = said_on(row)
        if said is None or not _acted(row):
            continue
        first, last, precision, qualifier = said
        for issuer in issuers(tables, row):
            found.append(
                Act(
                    row["event_id"], at, issuer, first, last, precision, qualifier,
                    span(first, last, precision, qualifier), row["label"], row["title"], Status(row["status"]),
                    int(row["weight"]), _counts(tables, row["event_id"], issuer),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda act: (act.first, act.event_id, list(Issuer).index(act.issuer))))


def _acted(row: Mapping[Any, Any]) -> bool:
    """Say whether somebody acted: a listing done or announced, or any word of the monitors themselves."""
    if row["category"] == Category.SANCTIONS:
        return bool(row["status"] in _DONE)
    return bool(row["status"] != Status.DENIED)


def issuers(tables: Tables, row: Mapping[Any, Any]) -> tuple[Issuer, ...]:
    """Give who acts in an event (columns of the events table); nobody where it is no act of sanction."""
    listed = row["category"] == Category.SANCTIONS
    if not listed and not set(row["tags"]) & _MONITORS:
        return ()
    if listed and set(row["actors"]) & _UN_ACTORS:
        return (Issuer.UNITED_NATIONS,)
    acting = (origin_rows(tables)[id] for id in row["origins"])
    found = {_issuer(origin) for origin in acting if origin["kind"] in _ACTING and not origin["composite"]}
    if not listed:
        found &= {Issuer.UNITED_NATIONS, Issuer.MSMT}
    return tuple(issuer for issuer in Issuer if issuer in found)


def _issuer(origin: Mapping[Any, Any]) -> Issuer:
    if origin["country"]:
        return Issuer(origin["country"]) if origin["country"] in set(Issuer) else Issuer.OTHER
    return _UNIONS.get(Party(origin["party"]), Issuer.OTHER)


@lru_cache(maxsize=4)
def _by_event(tables: Tables) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for claim_id, claim in claim_rows(tables).items():
        if claim["event_id"] and claim["metric"] in NOUNS:
            found.setdefault(claim["event_id"], []).append(claim_id)
    return {event_id: tuple(ids) for event_id, ids in found.items()}


def _counts(tables: Tables, event_id: str, issuer: Issuer) -> tuple[str, ...]:
    """List the counts of an act; those of another state's part of a joint act are left out."""
    order, claims = list(NOUNS), claim_rows(tables)
    ids = _by_event(tables).get(event_id, ())
    mine = [id for id in ids if issuer not in _STATES or claims[id]["subject"] == issuer]
    return tuple(sorted(mine, key=lambda id: (order.index(claims[id]["metric"]), id)))


def whole_package(tables: Tables, act: Act) -> bool:
    """Say whether the counts of an act are those of a whole package, of which the DPRK's part is not given."""
    return any(_of_package(claim_rows(tables)[id]) for id in act.counts)


def _of_package(claim: Mapping[Any, Any]) -> bool:
    return "whole package" in f"{claim['scope']} {claim['note']}".lower()


def numbers(tables: Tables, act: Act) -> str:
    """Write the counts of an act, each origin's by itself.

    "9 persons, 7 entities (OFAC); 3 entities (US State Dept)"; a whole package and a plan are named as such.
    """
    by_origin: dict[str, list[str]] = {}
    for id in act.counts:
        claim = claim_rows(tables)[id]
        one, many = NOUNS[claim["metric"]]
        words = f"{figure(claim)} {one if claim['best'] == 1 else many}"
        by_origin.setdefault(claim["origin"], []).append(words)
    several = len(by_origin) > 1
    parts = [
        ", ".join(words) + (f" ({origin_rows(tables)[origin]['short_name']})" if several else "")
        for origin, words in by_origin.items()
    ]
    said = "; ".join(parts)
    if said and whole_package(tables, act):
        said = f"whole package: {said}"
    planned = any(claim_rows(tables)[id]["kind"] == ClaimKind.PLAN for id in act.counts)
    return f"planned: {said}" if planned else said
