"""What is on the map under a selection: routes, movements and places, without a renderer.

Positions are degrees (longitude, latitude); a painter projects them with the view's framing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from components.charts.event_marks import unbroken
from components.maps.prepared import MOVING, Prepared, each, event_track, place_names, prepared
from components.maps.tracks import Leg, Track, is_flight, is_main, leg_points, own_stretches, points
from components.maps.views import FRAMINGS, Framing, MapView
from data import Rows, Selection, Tables
from data.geography import Points
from data.known import without_hindsight
from data.ports import PORT_IDS
from data.readouts import Gauge, Load, loads
from data.vocabulary import Certainty, Direction, Mode, PlaceKind, RoutePath, RouteState, Status
from data.wording import coarse_day, counted, listed, number, span

__all__ = [
    "MOVING", "TRACE_DAYS", "MovementMark", "PlaceMark", "RouteMark", "Scene", "certainty_of", "each",
    "event_track", "in_view", "route_mark", "scene", "standing_rows", "states_on", "when",
]  # fmt: skip

#: States of a route on which something runs.
IN_USE = (RouteState.OPERATING, RouteState.LIMITED, RouteState.REPORTED)
_HYPOTHETICAL = "hypothetical"
#: For so many days after its last one a movement leaves a thin trace on the map of a single day.
TRACE_DAYS = 60
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
    length_km: float = 0.0

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
    status: Status
    likely: bool
    flight: bool
    weight: int
    when: str
    label: str
    title: str
    text: str
    ends: tuple[str, str]
    at: date
    #: On the map of a single day: days since it ended (0 while it is under way) and what it carried.
    age: int = 0
    load: Load | None = None

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
    kind: PlaceKind = PlaceKind.CITY

    @property
    def hollow(self) -> bool:
        """Whether things were only said there."""
        return bool(self.said) and not (self.happened or self.end or self.on_route)


@dataclass(frozen=True, eq=False)
class Scene:
    """All that a painter draws of one view on one day; `moving_at` are the positions of the events that move."""

    view: MapView
    day: date
    routes: tuple[RouteMark, ...]
    movements: tuple[MovementMark, ...]
    places: tuple[PlaceMark, ...]
    rows: Rows
    moving_at: tuple[int, ...]
    standing: pd.DataFrame
    outside: int
    denied: int
    show_places: bool = False
    at: date | None = None
    gauge: Gauge | None = None
    #: The largest number that any movement of the selection carried in the view, which widths are measured by.
    heaviest: float = 0.0

    @property
    def framing(self) -> Framing:
        """How the view is laid flat."""
        return FRAMINGS[self.view]

    @cached_property
    def moving(self) -> pd.DataFrame:
        """The events of the movements, with the columns and index of the table."""
        events = self.rows.tables.events.take(list(self.moving_at))
        return events if self.rows.known_on is None else without_hindsight(events)

    @cached_property
    def stretches(self) -> Mapping[str, tuple[Points, ...]]:
        """The lines of the routes in degrees: railways once each, however many services use them."""
        rails = tuple((route.route_id, route.schematic) for route in self.routes if route.mode is Mode.RAIL)
        shared = own_stretches(rails)
        return {r.route_id: shared.get(r.route_id, (leg_points(Leg(r.route_id)),)) for r in self.routes}

    def told(self, route: RouteMark) -> str:
        """Say what is known of a route, with the events of the selection that name it."""
        named = self._named.get(route.route_id, [])
        if not named:
            return f"{route.text}\nno event under the filters names it"
        events = self.rows.tables.events
        ends, labels = events["date_end"].tolist(), events["label"].tolist()
        newest = max(named, key=ends.__getitem__)
        return f"{route.text}\n{counted(len(named), 'event')}, the latest: {unbroken(labels[newest])}"

    @cached_property
    def _named(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        route_ids = self.rows.tables.events["route_ids"].tolist()
        for at in self.rows.positions("events"):
            for route_id in route_ids[at]:
                found[route_id].append(at)
        return found


@lru_cache(maxsize=8)
def scene(
    tables: Tables,
    selection: Selection,
    view: MapView,
    *,
    hypothetical: bool = False,
    show_places: bool = False,
    at: date | None = None,
    gauge: Gauge | None = None,
) -> Scene:
    """Put together the map of a view under a selection.

    Routes are shown as they stood on the selection's last day, the as-known-on day or the cut-off,
    whichever is earliest; routes kept for comparison only if asked for. With `at` the map is that of
    one day: routes as they stood then, movements whose dates include it, and those that ended in
    the `TRACE_DAYS` before; what each carried is taken from `gauge`.
    """
    rows, events = selection.apply(tables), prepared(tables)
    on = min(d for d in (at, selection.date_to, selection.known_on, tables.cut_off) if d)
    chosen = rows.positions("events")
    moving = [place for place in chosen if place in events.rows]
    moving = moving if at is None else [place for place in moving if _seen_on(events.rows[place], on)]
    told = [place for place in moving if place in events.tracks]
    drawn = tuple(place for place in told if in_view(events.tracks[place], view))
    routes = _routes(tables, on, selection.known_on, hypothetical=hypothetical)
    carried = loads(tables, selection, gauge) if gauge else {}
    movements = tuple(_movements(tables, drawn, at if at is None else on, carried))
    shown = (events.rows[place].event_id for place in chosen if _is_told(events, place, view))
    heaviest = max((carried[event_id].value for event_id in shown if event_id in carried), default=0.0)
    return Scene(
        view=view, day=on, routes=routes, movements=movements, at=at if at is None else on, gauge=gauge,
        heaviest=heaviest,
        places=tuple(_places(tables, chosen, drawn, routes, view)), rows=rows, moving_at=drawn,
        standing=states_on(tables, on, selection.known_on),
        outside=len(told) - len(drawn), denied=len(moving) - len(told), show_places=show_places,
    )  # fmt: skip


@lru_cache(maxsize=32)
def states_on(tables: Tables, on: date, known_on: date | None = None) -> pd.DataFrame:
    """Give what every route was on a day: the newest row that had begun, and was public if asked.

    The frame is shared by all callers and must not be changed. Columns are those of route_status,
    one row a route, with `since` and `since_precision`: the day of the first of the rows that, one
    after the other, gave the same state. Undated rows describe the cut-off and speak for a route
    only where no dated row does; a route whose first dated row lies later has none.
    """
    known = standing_rows(tables, known_on)
    begun = known[known["from_date"].isna() | (known["from_date"] <= pd.Timestamp(on))]
    return begun.drop_duplicates("route_id", keep="last")


@lru_cache(maxsize=8)
def standing_rows(tables: Tables, known_on: date | None = None) -> pd.DataFrame:
    """Give every row of route_status that was public, by route and day, undated ones first.

    Adds `since` and `since_precision` as `states_on` does. The frame is shared and must not be changed.
    """
    rows = tables.route_status
    if known_on is not None:
        rows = rows[rows["from_date"].isna() | (rows["public_from"] <= pd.Timestamp(known_on))]
    ordered = rows.sort_values(["route_id", "from_date"], kind="stable", na_position="first")
    changed = (ordered["route_id"] != ordered["route_id"].shift()) | (ordered["status"] != ordered["status"].shift())
    runs = changed.cumsum()
    first = ordered.groupby(runs)[["from_date", "date_precision"]].transform("first")
    return ordered.assign(since=first["from_date"], since_precision=first["date_precision"])


def certainty_of(status: str, route_path: str) -> Certainty:
    """Give the form of a movement's line: acknowledged, told by somebody, or on no known path."""
    if route_path == RoutePath.UNKNOWN:
        return Certainty.INFERRED
    return Certainty.OBSERVED if status == Status.CONFIRMED else Certainty.CLAIMED


def when(row: Any) -> str:
    """Say when an event was, as finely as it is known; `row` as itertuples gives it."""
    return span(row.date_start, row.date_end, row.date_precision, row.date_qualifier)


@lru_cache(maxsize=8)
def _rows(tables: Tables, name: str) -> tuple[Any, ...]:
    return tuple(each(getattr(tables, name)))


@lru_cache(maxsize=2048)
def in_view(way: Track, view: MapView) -> bool:
    """Whether a view shows anything of a track: of a great circle, one of its ends."""
    if view is MapView.CORRIDOR:
        return True
    corners = np.array(FRAMINGS[view].must_show)
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    line = points(way) if way.by_route else np.array([way.start, way.end])
    x, y = line.T
    return bool(((x >= west) & (x <= east) & (y >= south) & (y <= north)).any())


@lru_cache(maxsize=32)
def _routes(tables: Tables, on: date, known_on: date | None, *, hypothetical: bool) -> tuple[RouteMark, ...]:
    return tuple(_route_marks(tables, states_on(tables, on, known_on), hypothetical=hypothetical))


def _route_marks(tables: Tables, standing: pd.DataFrame, *, hypothetical: bool) -> Iterator[RouteMark]:
    states = {row.route_id: row for row in each(standing)}
    for route in _rows(tables, "routes"):
        row = states.get(route.route_id)
        if row is None or (route.status == _HYPOTHETICAL and not hypothetical):
            continue
        yield route_mark(route, row)


def route_mark(route: Any, row: Any) -> RouteMark:
    """Make the mark of a route from its row of routes and a row of `standing_rows`, as itertuples gives them."""
    since = "" if pd.isna(row.since) else coarse_day(row.since, row.since_precision)
    state, certainty = RouteState(str(row.status)), Certainty(str(row.certainty))
    known = f"since {since}, {certainty.label}" if since else "in general, no dated row"
    return RouteMark(
        route_id=str(route.route_id), name=str(route.name), mode=Mode(str(route.mode)), state=state,
        certainty=certainty, since=since, main=is_main(str(route.route_id)), schematic=bool(route.schematic),
        text="\n".join([str(route.name).replace(" - ", " – "), _extent(route), f"{state.label} {known}"]),
        length_km=float(route.length_km),
    )  # fmt: skip


def _extent(route: Any) -> str:
    drawn = {Mode.SEA: "path computed, not tracked", Mode.AIR: "plain arc"}.get(Mode(str(route.mode)), "")
    how = drawn or ("schematic" if route.schematic else "surveyed line, simplified")
    km = float(route.length_km)
    return f"{Mode(str(route.mode)).label}, {number(round(km) if km >= 10 else round(km, 1))} km as drawn, {how}"


def _is_told(events: Prepared, place: int, view: MapView) -> bool:
    return place in events.tracks and in_view(events.tracks[place], view)


def _seen_on(row: Any, day: date) -> bool:
    return bool(row.date_start.date() <= day <= row.date_end.date() + timedelta(days=TRACE_DAYS))


class _Look(NamedTuple):
    """What movements must share to be drawn as one line."""

    track: Track
    direction: str
    certainty: Certainty
    likely: bool
    age: int
    load: Load | None


def _movements(
    tables: Tables, drawn: Sequence[int], day: date | None, carried: Mapping[str, Load]
) -> Iterator[MovementMark]:
    """Bundle movements that look the same; on the map of a single day those under way come first."""
    events = prepared(tables)
    bundles: dict[_Look, list[int]] = defaultdict(list)
    for at in sorted(drawn, key=events.order.__getitem__):
        row = events.rows[at]
        age = max((day - row.date_end.date()).days, 0) if day else 0
        look = _Look(
            events.tracks[at], row.direction, certainty_of(row.status, row.route_path),
            row.route_path == RoutePath.LIKELY, age, carried.get(row.event_id),
        )  # fmt: skip
        bundles[look].append(at)
    for look, members in sorted(bundles.items(), key=lambda item: item[0].age):
        made = _bundle(tables, tuple(members))
        yield replace(made, age=look.age, load=look.load) if look.age or look.load else made


@lru_cache(maxsize=1024)
def _bundle(tables: Tables, members: tuple[int, ...]) -> MovementMark:
    events, names = prepared(tables), place_names(tables)
    rows, way = [events.rows[at] for at in members], events.tracks[members[0]]
    first = rows[0]
    lines = [f"{when(row)}: {unbroken(row.label)} ({Status(row.status).label})" for row in rows[:4]]
    more = [counted(len(rows) - 4, "more movement")] if len(rows) > 4 else []
    means = f" by {listed((Mode(mode).label for mode in first.mode), 4)}" if first.mode else ""
    path = RoutePath(first.route_path).label
    ends = names[first.from_place_id], names[first.to_place_id]
    return MovementMark(
        event_ids=tuple(row.event_id for row in rows), track=way, direction=Direction(first.direction),
        certainty=certainty_of(first.status, first.route_path),
        status=Status(first.status), likely=first.route_path == RoutePath.LIKELY,
        flight=any(is_flight(leg.route_id) for leg in way.legs), weight=int(first.weight),
        when=when(first), label=unbroken(first.label), title=unbroken(first.title),
        ends=ends, at=first.date_start.date(),
        text="\n".join([*lines, *more, f"{ends[0]} → {ends[1]}{means}, {path}"]),
    )  # fmt: skip


def _places(
    tables: Tables, chosen: Sequence[int], drawn: Sequence[int], routes: Iterable[RouteMark], view: MapView
) -> Iterator[PlaceMark]:
    events = prepared(tables)
    happened = Counter([events.scenes[at] for at in chosen])
    said = Counter([events.said[at] for at in chosen])
    ends = {place for at in drawn for place in (events.rows[at].from_place_id, events.rows[at].to_place_id)}
    always = PORT_IDS if view is MapView.PORTS else ()
    stops = _stops(tables, frozenset(route.route_id for route in routes if route.in_use or route.mode is Mode.RAIL))
    for at, key in enumerate(place_names(tables)):
        here, spoken = happened.get(key, 0), said.get(key, 0)
        if key in ends or key in stops or key in always or here or spoken:
            yield _place(tables, at, here, spoken, key in ends, key in stops)


@lru_cache(maxsize=4096)
def _place(tables: Tables, at: int, happened: int, said: int, end: bool, on_route: bool) -> PlaceMark:
    place = _rows(tables, "places")[at]
    counts = [counted(happened, "event") + " here"] if happened else []
    counts += [f"{said} only said here"] if said else []
    ring = [f"true spot within {place.radius_km:g} km"] if place.radius_km >= _LOOSE_KM else []
    kind = PlaceKind(str(place.kind))
    spellings = ", ".join(place.alt_names[:3])
    return PlaceMark(
        place_id=str(place.place_id), name=str(place.name), lon=float(place.lon), lat=float(place.lat),
        radius_km=float(place.radius_km), happened=happened, said=said, end=end,
        on_route=on_route, kind=kind,
        text="\n".join([str(place.name), *([spellings] if spellings else []), kind.label, *counts, *ring]),
    )  # fmt: skip


@lru_cache(maxsize=16)
def _stops(tables: Tables, route_ids: frozenset[str]) -> frozenset[str]:
    routes = tables.routes[tables.routes["route_id"].isin(route_ids)]
    between = {place for via in routes["via"] for place in via}
    return frozenset({*between, *routes["from_place_id"], *routes["to_place_id"]})
