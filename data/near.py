"""Which events lie near one another: the same place or shared tags, rare ones first, close in time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from data.tables import Tables
from data.vocabulary import PlaceRole
from data.wording import known_day, listed, span

LIMIT = 6


@dataclass(frozen=True)
class Related:
    """An event near another one, and what the two share."""

    event_id: str
    title: str
    when: str
    status: str
    direction: str
    shared: str


class _Spot(NamedTuple):
    places: frozenset[str]
    tags: frozenset[str]
    start: date | None
    public_from: date | None
    shown: Related


@lru_cache(maxsize=4)
def _spots(tables: Tables) -> Mapping[str, _Spot]:
    spots = {}
    for event in tables.events.to_dict("records"):
        scene = event["place_id"] if event["place_role"] == PlaceRole.SCENE else ""
        places = frozenset({scene, event["from_place_id"], event["to_place_id"]} - {""})
        when = span(event["date_start"], event["date_end"], event["date_precision"], event["date_qualifier"])
        shown = Related(event["event_id"], event["title"], when, event["status"], event["direction"], "")
        days = known_day(event["date_start"]), known_day(event["public_from"])
        spots[str(event["event_id"])] = _Spot(places, frozenset(event["tags"]), *days, shown)
    return spots


@lru_cache(maxsize=4)
def _rarity(tables: Tables) -> Mapping[str, float]:
    """Weigh places and tags: one that few events bear says more than one that many do."""
    spots = _spots(tables).values()
    borne = Counter(name for spot in spots for name in (*(f"place:{place}" for place in spot.places), *spot.tags))
    return {name: math.log(len(spots) / count) for name, count in borne.items()}


def related(tables: Tables, event_id: str, *, known_on: date | None = None, limit: int = LIMIT) -> tuple[Related, ...]:
    """Give the events that share a place or tags with an event, as far as they were public.

    What two events share is weighed by how rare it is, less a point for each year between them.

    >>> from data import load_tables
    >>> [near.event_id for near in related(load_tables(), "2024-10-08-first-wave-chongjin", limit=2)]
    ['2024-10-08-first-wave-leg-hamhung', '2024-10-08-first-wave-leg-musudan']
    """
    spots, rarity = _spots(tables), _rarity(tables)
    here = spots[event_id]
    scored = []
    for other_id, other in spots.items():
        places, tags = here.places & other.places, here.tags & other.tags
        if other_id == event_id or not (places or tags) or not _public(other, known_on):
            continue
        weight = sum(rarity[f"place:{place}"] for place in places) + sum(rarity[tag] for tag in tags)
        scored.append((weight - _years(here.start, other.start), other_id, places, tags))
    scored.sort(key=lambda score: (-score[0], score[1]))
    return tuple(_shown(spots[other_id], places, tags, rarity) for _, other_id, places, tags in scored[:limit])


def _public(spot: _Spot, known_on: date | None) -> bool:
    return known_on is None or (spot.public_from is not None and spot.public_from <= known_on)


def _years(first: date | None, second: date | None) -> float:
    return abs((first - second).days) / 365 if first and second else 5.0


def _shown(spot: _Spot, places: frozenset[str], tags: frozenset[str], rarity: Mapping[str, float]) -> Related:
    words = [tag.replace("_", " ") for tag in sorted(tags, key=lambda tag: (-rarity[tag], tag))]
    shared = (["same place"] if places else []) + words
    return Related(**{**vars(spot.shown), "shared": listed(shared, 3)})
