"""Movements of DPRK soldiers: the wave a row names, from where to where, and who puts what number on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeAlias

import pandas as pd

from data.ledger import claim_rows, figure, metric_labels, origin_rows, place_names
from data.tables import Tables
from data.vocabulary import (
    Category,
    ClaimKind,
    Direction,
    MetricGroup,
    Mode,
    Movement,
    OriginKind,
    PlaceRole,
    RoutePath,
    Status,
    Term,
)
from data.wording import span

_Row: TypeAlias = Mapping[Any, Any]


class Wave(Term):
    """What part of the deployment an event's tags or title name; the order is that of the list."""

    FIRST = "first_wave", "First wave"
    SECOND = "second_wave", "Second wave"
    THIRD = "third_wave", "Third wave"
    ENGINEERS = "engineers", "Engineers, no wave named"
    RETURNS = "returns", "Rotation and returns"
    UNNAMED = "unnamed", "No wave named"


#: Tags that name a wave, in the order in which they decide where an event has several.
TAGS: dict[str, Wave] = {
    "first_wave": Wave.FIRST,
    "second_wave": Wave.SECOND,
    "returnees": Wave.RETURNS,
    "rotation": Wave.RETURNS,
    "third_wave": Wave.THIRD,
    "engineers": Wave.ENGINEERS,
    "enlisted_workers": Wave.UNNAMED,
}
_TITLED = re.compile(r"\b(first|second|third) (?:wave|dispatch)\b", re.IGNORECASE)
_ORDINALS = {"first": Wave.FIRST, "second": Wave.SECOND, "third": Wave.THIRD}
#: What an event with a from and a to must be for soldiers to have gone, or to be meant to go, that way:
#: a running total or a remark names two places without a journey.
_JOURNEYS = (Movement.MOVEMENT, Movement.SERVICE_START, Movement.PERIOD_TOTAL, Movement.PLAN)
_PERSONS = "persons"
#: A journey of soldiers, though it is listed with the losses.
_SENT_HOME = "wounded_repatriated"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of persons that one origin put on an event, in words, with what it counts."""

    claim_id: str
    metric: str
    label: str
    origin: str
    words: str
    kind: ClaimKind
    scope: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """An event of the deployment as a line of a list; places are names, "" where none is given.

    `start` puts it in order, `when` is its date as finely as it is known. `path` is None where the
    event names no way from one place to another. `scene` is where it happened without a journey.
    """

    event_id: str
    wave: Wave
    start: pd.Timestamp
    when: str
    title: str
    label: str
    status: Status
    direction: Direction
    category: Category
    weight: int
    origin_place: str
    destination: str
    scene: str
    modes: tuple[Mode, ...]
    path: RoutePath | None
    movement: Movement | None
    tags: tuple[str, ...]
    numbers: tuple[Number, ...]

    @property
    def way(self) -> str:
        """Write from where to where, or where it happened; "" where the row names no place.

        Only a bare arrow joins the places: `path` says how well it is known what lies between.
        """
        if self.origin_place and self.destination:
            return f"{self.origin_place} → {self.destination}"
        if self.destination:
            return f"to {self.destination}"
        if self.origin_place:
            return f"from {self.origin_place}"
        return f"at {self.scene}" if self.scene else ""

    @property
    def by(self) -> str:
        """Write the means of travel in order, "" where the row names none."""
        return ", ".join(mode.label for mode in self.modes)


def moved(tables: Tables, events: pd.DataFrame, claims: pd.DataFrame) -> tuple[Moved, ...]:
    """Give the events of the deployment among `events` with the numbers among `claims`, wave by wave.

    An event belongs here if its category is troop deployment or its tags name a wave, a rotation,
    returns or engineers. Within a wave it stands in order of date. Columns are those of the tables.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> first = moved(tables, tables.events, tables.claims)[1]
    >>> first.wave.label, first.when, first.way, first.by
    ('First wave', '8–13 Oct 2024', 'Chongjin → Vladivostok', 'sea')
    """
    known = _moved(tables)
    put = _numbers_of(claims, _manpower(tables))
    found = []
    for event_id in events["event_id"].tolist():
        if event_id in known:
            found.append(_with_numbers(tables, known[event_id], put.get(event_id, ())))
    return tuple(sorted(found, key=lambda one: (list(Wave).index(one.wave), one.start, one.event_id)))


def wave_of(tags: Iterable[str], title: str, category: str) -> Wave | None:
    """Say which wave an event belongs to, by its tags and then its title; None where it is no part of this.

    >>> wave_of(["sea", "second_wave"], "", "combat"), wave_of([], "Second dispatch confirmed", "statement")
    (<Wave.SECOND: 'second_wave'>, <Wave.SECOND: 'second_wave'>)
    >>> wave_of(["imagery"], "Men on a parade ground", "troop_deployment").label
    'No wave named'
    >>> wave_of(["imagery"], "Containers on a quay", "arms_transfer") is None
    True
    """
    named = set(tags)
    for tag, wave in TAGS.items():
        if tag in named:
            return wave
    if words := _TITLED.search(title):
        return _ORDINALS[words[1].lower()]
    return Wave.UNNAMED if category == Category.TROOP_DEPLOYMENT else None


@lru_cache(maxsize=4)
def _moved(tables: Tables) -> Mapping[str, Moved]:
    places = place_names(tables)
    found = {}
    for row in tables.events[tables.events["date_start"].notna()].to_dict("records"):
        wave = wave_of(row["tags"], row["title"], row["category"])
        if wave is not None:
            found[str(row["event_id"])] = _line(row, wave, places)
    return found


def _line(row: _Row, wave: Wave, places: Mapping[str, str]) -> Moved:
    happened = row["place_role"] == PlaceRole.SCENE
    movement = Movement(row["movement"]) if row["movement"] else None
    goes = movement is None or movement in _JOURNEYS
    return Moved(
        event_id=row["event_id"],
        wave=wave,
        start=row["date_start"],
        when=span(row["date_start"], row["date_end"], row["date_precision"], row["date_qualifier"]),
        title=row["title"],
        label=row["label"],
        status=Status(row["status"]),
        direction=Direction(row["direction"]),
        category=Category(row["category"]),
        weight=int(row["weight"]),
        origin_place=places.get(row["from_place_id"], "") if goes else "",
        destination=places.get(row["to_place_id"], "") if goes else "",
        scene=places.get(row["place_id"], "") if happened else "",
        modes=tuple(Mode(code) for code in row["mode"]),
        path=RoutePath(row["route_path"]) if row["route_path"] and goes else None,
        movement=movement,
        tags=tuple(row["tags"]),
        numbers=(),
    )


def _numbers_of(claims: pd.DataFrame, soldiers: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    tied = (claims["event_id"] != "") & (claims["unit"] == _PERSONS) & (claims["kind"] != ClaimKind.CAP)
    persons = claims[tied & claims["metric"].isin(soldiers)]
    grouped: dict[str, list[str]] = {}
    for event_id, claim_id in zip(persons["event_id"].tolist(), persons["claim_id"].tolist(), strict=True):
        grouped.setdefault(event_id, []).append(claim_id)
    return {event_id: tuple(ids) for event_id, ids in grouped.items()}


def _with_numbers(tables: Tables, line: Moved, claim_ids: Iterable[str]) -> Moved:
    numbers = tuple(_number(tables, claim_rows(tables)[claim_id]) for claim_id in claim_ids)
    return replace(line, numbers=numbers) if numbers else line


def _number(tables: Tables, claim: _Row) -> Number:
    origin = origin_rows(tables)[claim["origin"]]
    return Number(
        claim_id=claim["claim_id"],
        metric=claim["metric"],
        label=metric_labels(tables)[claim["metric"]],
        origin=origin["short_name"],
        words=figure(claim),
        kind=ClaimKind(claim["kind"]),
        scope=claim["scope"],
        counted=not origin["composite"] and origin["kind"] != OriginKind.NEWS,
    )


@lru_cache(maxsize=4)
def _manpower(tables: Tables) -> frozenset[str]:
    """Give the metrics of soldiers sent, present, planned or returned; losses are no part of a movement."""
    metrics = tables.metrics
    return frozenset(metrics["metric"][metrics["group"] == MetricGroup.MANPOWER]) | {_SENT_HOME}
