"""One route and all that the tables hold on it: its length, what it was from day to day, and its events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from data.ledger import place_names
from data.links import Stretch, chosen_day, stretches
from data.selection import Selection
from data.tables import Tables
from data.vocabulary import Mode


@dataclass(frozen=True, eq=False)
class RouteFile:
    """A route under a selection.

    `history` holds the dated states that had begun by the day `on`, oldest first, as far as they were
    public; `events` are those of the selection that name the route, newest first.
    """

    route_id: str
    name: str
    mode: Mode
    ends: tuple[str, str]
    stops: tuple[str, ...]
    length_km: float
    schematic: bool
    note: str
    on: date
    history: tuple[Stretch, ...]
    events: pd.DataFrame


@lru_cache(maxsize=64)
def route_file(tables: Tables, route_id: str, selection: Selection) -> RouteFile:
    """Gather what the tables hold on a route under a selection.

    The states ignore all filters but the last day and the as-known-on day. Raises KeyError for an
    unknown route.

    >>> from data import load_tables
    >>> branch = route_file(load_tables(), "rail_khasan_tumangang", Selection())
    >>> branch.name, branch.length_km, branch.history[-1].state.label
    ('Khasan – Tumangang over the Friendship Bridge', 7.8, 'operating')
    """
    route = routes_by_id(tables)[route_id]
    everything = Selection(date_from=None, date_to=selection.date_to, known_on=selection.known_on)
    statuses = everything.apply(tables).route_status
    dated = statuses[(statuses["route_id"] == route_id) & statuses["from_date"].notna()]
    events = selection.apply(tables).events
    named = events[[route_id in ids for ids in events["route_ids"]]]
    names = place_names(tables)
    on = chosen_day(tables, selection)
    ordered = dated.sort_values("from_date", kind="stable").to_dict("records")
    return RouteFile(
        route_id=route_id, name=route["name"].replace(" - ", " – "), mode=Mode(route["mode"]),
        ends=(names[route["from_place_id"]], names[route["to_place_id"]]),
        stops=tuple(names[place] for place in route["via"]),
        length_km=float(route["length_km"]), schematic=bool(route["schematic"]), note=route["note"], on=on,
        history=tuple(stretches(ordered, on)),
        events=named.sort_values(["date_end", "event_id"], ascending=False),
    )  # fmt: skip


@lru_cache(maxsize=4)
def routes_by_id(tables: Tables) -> Mapping[str, Mapping[Any, Any]]:
    """Give every route as a mapping by column, by its id; read once a process."""
    return {str(row["route_id"]): row for row in tables.routes.to_dict("records")}


@lru_cache(maxsize=32)
def events_by_route(tables: Tables, selection: Selection) -> Mapping[str, tuple[str, ...]]:
    """Give the ids of the events of a selection by the route they name, newest first.

    >>> from data import load_tables
    >>> len(events_by_route(load_tables(), Selection())["rail_khasan_tumangang"]) > 3
    True
    """
    events = selection.apply(tables).events.sort_values(["date_end", "event_id"], ascending=False)
    found: dict[str, list[str]] = {}
    for event_id, route_ids in zip(events["event_id"], events["route_ids"], strict=True):
        for route_id in route_ids:
            found.setdefault(route_id, []).append(event_id)
    return {route_id: tuple(ids) for route_id, ids in found.items()}
