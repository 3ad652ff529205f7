"""What is on the map under a selection: routes, movements and places, without a renderer.

Positions are degrees (longitude, latitude); a painter projects them with the view's framing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from components.maps.tracks import Leg, Track, is_flight, is_main, leg_points, own_stretches, points, track
from components.maps.views import FRAMINGS, Framing, MapView
from data import Selection, Tables
from data.geography import Points
from data.vocabulary import Certainty, Direction, Mode, Movement, PlaceRole, RoutePath, RouteState, Status
from data.wording import coarse_day, counted, listed, span

#: Movements that move goods or people; every other value is a count, a plan, a stop or works.
MOVING = (Movement.MOVEMENT, Movement.SERVICE_START, Movement.PERIOD_TOTAL)
#: States of a route on which something runs.
IN_USE = (RouteState.OPERATING, RouteState.LIMITED, RouteState.REPORTED)
_HYPOTHETICAL = "hypothetical"
#: Columns of events that a movement is made of; the others cost time to walk through.
_COLUMNS = (
    "event_id", "date_start", "date_end", "date_precision", "date_qualifier", "weight", "label", "title",
    "direction", "status", "from_place_id", "to_place_id", "mode", "route_ids", "route_path",
)  # fmt: skip
#: From this radius on a place is drawn with the ring its true spot lies in.
_LOOSE_KM = 15


@dataclass(frozen=True)
class RouteMark:
    """A route as it stood on a day; `since` is empty where no dated row says so."""

    route_id: str
    name: str
    mode: Mode
    state: RouteState
    certainty: Certainty
    since: str
    main: bool
    schematic: bool
    text: str

    @property
    def dated(self) -> bool:
        """Whether a dated row gives the state."""
        return bool(self.since)

    @property
    def in_use(self) -> bool:
        """Whether something ran on it that day."""
        return self.state in IN_USE


@dataclass(frozen=True)
class MovementMark:
    """Movements of one track, direction and certainty, drawn as one line with arrow heads."""

    event_ids: tuple[str, ...]
    track: Track
    direction: Direction
    certainty: Certainty
    likely: bool
    flight: bool
    weight: int
    when: str
    label: str
    title: str
    text: str
    ends: tuple[str, str]
    at: date

    @property
    def focus(self) -> str:
        """What a click opens: the weightiest event of the line."""
        return f"event:{self.event_ids[0]}"


@dataclass(frozen=True)
class PlaceMark:
    """A place: how many selected events happened there, how many were only said there."""

    place_id: str
    name: str
    lon: float
    lat: float
    radius_km: float
    happened: int
    said: int
    end: bool
    on_route: bool
    text: str

    @property
    def hollow(self) -> bool:
        """Whether things were only said there."""
        return bool(self.said) and not (self.happened or self.end or self.on_route)


@dataclass(frozen=True, eq=False)
class Scene:
    """All that a painter draws of one view on one day."""

    view: MapView
    day: date
    routes: tuple[RouteMark, ...]
    movements: tuple[MovementMark, ...]
    places: tuple[PlaceMark, ...]
    moving: pd.DataFrame
    standing: pd.DataFrame
    outside: int
    denied: int
    show_places: bool = False

    @property
    def framing(self) -> Framing:
        """How the view is laid flat."""
        return FRAMINGS[self.view]

    @cached_property
    def stretches(self) -> Mapping[str, tuple[Points, ...]]:
        """The lines of the routes in degrees: railways once each, however many services use them."""
        rails = tuple((route.route_id, route.schematic) for route in self.routes if route.mode is Mode.RAIL)
        shared = own_stretches(rails)
        return {r.route_id: shared.get(r.route_id, (leg_points(Leg(r.route_id)),)) for r in self.routes}


@lru_cache(maxsize=8)
def scene(
    tables: Tables, selection: Selection, view: MapView, *, hypothetical: bool = False, show_places: bool = False
) -> Scene:
    """Put together the map of a view under a selection.

    Routes are shown as they stood on the selection's last day, the as-known-on day or the cut-off,
    whichever is earliest; routes kept for comparison only if asked for.
    """
    events = selection.apply(tables).events
    on = min(d for d in (selection.date_to, selection.known_on, tables.cut_off) if d)
    spots = _spots(tables)
    moving = events[events["movement"].isin(MOVING) & (events["from_place_id"] != "") & (events["to_place_id"] != "")]
    told = moving[moving["status"] != Status.DENIED]
    slim = told[list(_COLUMNS)]
    tracks = {row.event_id: event_track(row, spots) for row in each(slim)}
    inside = told["event_id"].map(lambda event_id: _in_view(tracks[event_id], view)).astype(bool)
    drawn = told[inside]
    standing = states_on(tables, on, selection.known_on)
    routes = tuple(_routes(tables, standing, hypothetical=hypothetical))
    return Scene(
        view=view, day=on, routes=routes, movements=tuple(_movements(drawn, tracks, tables)),
        places=tuple(_places(tables, events, drawn, routes)), moving=drawn, standing=standing,
        outside=int((~inside).sum()), denied=len(moving) - len(told), show_places=show_places,
    )  # fmt: skip


@lru_cache(maxsize=32)
def states_on(tables: Tables, on: date, known_on: date | None = None) -> pd.DataFrame:
    """Give what every route was on a day: the newest row that had begun, and was public if asked.

    The frame is shared by all callers and must not be changed. Columns are those of route_status,
    one row a route, with `since` and `since_precision`: the day of the first of the rows that, one
    after the other, gave the same state. Undated rows describe the cut-off and speak for a route
    only where no dated row does; a route whose first dated row lies later has none.
    """
    rows = tables.route_status
    if known_on is not None:
        rows = rows[rows["from_date"].isna() | (rows["public_from"] <= pd.Timestamp(known_on))]
    begun = rows[rows["from_date"].isna() | (rows["from_date"] <= pd.Timestamp(on))]
    ordered = begun.sort_values(["route_id", "from_date"], kind="stable", na_position="first")
    changed = (ordered["route_id"] != ordered["route_id"].shift()) | (ordered["status"] != ordered["status"].shift())
    runs = changed.cumsum()
    first = ordered.groupby(runs)[["from_date", "date_precision"]].transform("first")
    known = ordered.assign(since=first["from_date"], since_precision=first["date_precision"])
    return known.drop_duplicates("route_id", keep="last")


def event_track(row: Any, spots: Mapping[str, tuple[float, float]]) -> Track:
    """Give the way of a movement: over its routes, or the great circle where no path was published.

    `row` is a row of events as itertuples gives it; `spots` maps place_id to longitude, latitude.
    """
    start, end = spots[row.from_place_id], spots[row.to_place_id]
    known = row.route_path != RoutePath.UNKNOWN
    return track(start, end, row.route_ids if known else ())


def certainty_of(status: str, route_path: str) -> Certainty:
    """Give the form of a movement's line: acknowledged, told by somebody, or on no known path."""
    if route_path == RoutePath.UNKNOWN:
        return Certainty.INFERRED
    return Certainty.OBSERVED if status == Status.CONFIRMED else Certainty.CLAIMED


def when(row: Any) -> str:
    """Say when an event was, as finely as it is known; `row` as itertuples gives it."""
    return span(row.date_start, row.date_end, row.date_precision, row.date_qualifier)


def each(frame: pd.DataFrame) -> Iterable[Any]:
    """Give the rows of a frame with their columns as attributes (pandas' stubs know no columns)."""
    return frame.itertuples(index=False)


@lru_cache(maxsize=8)
def _rows(tables: Tables, name: str) -> tuple[Any, ...]:
    return tuple(each(getattr(tables, name)))


@lru_cache(maxsize=4)
def _spots(tables: Tables) -> Mapping[str, tuple[float, float]]:
    places = tables.places
    return dict(zip(places["place_id"], zip(places["lon"], places["lat"], strict=True), strict=True))


@lru_cache(maxsize=2048)
def _in_view(way: Track, view: MapView) -> bool:
    if view is MapView.CORRIDOR:
        return True
    corners = np.array(FRAMINGS[view].must_show)
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    line = points(way) if way.by_route else np.array([way.start, way.end])
    x, y = line.T
    return bool(((x >= west) & (x <= east) & (y >= south) & (y <= north)).any())


def _routes(tables: Tables, standing: pd.DataFrame, *, hypothetical: bool) -> Iterator[RouteMark]:
    states = {row.route_id: row for row in each(standing)}
    for route in _rows(tables, "routes"):
        row = states.get(route.route_id)
        if row is None or (route.status == _HYPOTHETICAL and not hypothetical):
            continue
        since = "" if pd.isna(row.since) else coarse_day(row.since, row.since_precision)
        state, certainty = RouteState(str(row.status)), Certainty(str(row.certainty))
        known = f"since {since}, {certainty.label}" if since else "no dated row: general knowledge"
        yield RouteMark(
            route_id=str(route.route_id), name=str(route.name), mode=Mode(str(route.mode)), state=state,
            certainty=certainty, since=since, main=is_main(str(route.route_id)), schematic=bool(route.schematic),
            text=f"{route.name}\n{state.label} ({known})",
        )  # fmt: skip


def _movements(drawn: pd.DataFrame, tracks: Mapping[str, Track], tables: Tables) -> Iterator[MovementMark]:
    names = _names(tables)
    bundles: dict[tuple[object, ...], list[Any]] = defaultdict(list)
    for row in each(drawn[list(_COLUMNS)].sort_values(["weight", "date_start"], kind="stable")):
        certainty = certainty_of(row.status, row.route_path)
        bundles[tracks[row.event_id], row.direction, certainty, row.route_path == RoutePath.LIKELY].append(row)
    for rows in bundles.values():
        yield _bundle(rows, tracks[rows[0].event_id], names)


def _bundle(rows: list[Any], way: Track, names: Mapping[str, str]) -> MovementMark:
    first = rows[0]
    lines = [f"{when(row)}: {row.label} ({Status(row.status).label})" for row in rows[:4]]
    more = [counted(len(rows) - 4, "more movement")] if len(rows) > 4 else []
    means = f" by {listed((Mode(mode).label for mode in first.mode), 4)}" if first.mode else ""
    path = RoutePath(first.route_path).label
    ends = names[first.from_place_id], names[first.to_place_id]
    return MovementMark(
        event_ids=tuple(row.event_id for row in rows), track=way, direction=Direction(first.direction),
        certainty=certainty_of(first.status, first.route_path), likely=first.route_path == RoutePath.LIKELY,
        flight=any(is_flight(leg.route_id) for leg in way.legs), weight=int(first.weight),
        when=when(first), label=first.label, title=first.title, ends=ends, at=first.date_start.date(),
        text="\n".join([*lines, *more, f"{ends[0]} → {ends[1]}{means}, {path}"]),
    )  # fmt: skip


@lru_cache(maxsize=4)
def _names(tables: Tables) -> Mapping[str, str]:
    return dict(zip(tables.places["place_id"], tables.places["name"], strict=True))


def _places(
    tables: Tables, events: pd.DataFrame, drawn: pd.DataFrame, routes: Iterable[RouteMark]
) -> Iterator[PlaceMark]:
    here = events["place_role"] == PlaceRole.SCENE
    happened = Counter(events["place_id"][here])
    said = Counter(events["place_id"][events["place_role"] == PlaceRole.SAID_AT])
    ends = {*drawn["from_place_id"], *drawn["to_place_id"]}
    stops = _stops(tables, frozenset(route.route_id for route in routes if route.in_use or route.mode is Mode.RAIL))
    for place in _rows(tables, "places"):
        key = str(place.place_id)
        if key not in ends and key not in stops and not happened[key] and not said[key]:
            continue
        counts = [counted(happened[key], "event") + " here"] if happened[key] else []
        counts += [f"{said[key]} only said here"] if said[key] else []
        ring = [f"true spot within {place.radius_km:g} km"] if place.radius_km >= _LOOSE_KM else []
        yield PlaceMark(
            place_id=key, name=str(place.name), lon=float(place.lon), lat=float(place.lat),
            radius_km=float(place.radius_km), happened=happened[key], said=said[key], end=key in ends,
            on_route=key in stops, text="\n".join([str(place.name), *counts, *ring]),
        )  # fmt: skip


@lru_cache(maxsize=16)
def _stops(tables: Tables, route_ids: frozenset[str]) -> frozenset[str]:
    routes = tables.routes[tables.routes["route_id"].isin(route_ids)]
    between = {place for via in routes["via"] for place in via}
    return frozenset({*between, *routes["from_place_id"], *routes["to_place_id"]})
