"""What is on the map under a selection: routes, movements and places, without a renderer.

Positions are degrees (longitude, latitude); a painter projects them with the view's framing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from components.charts.event_marks import unbroken
from components.maps.movement_marks import MovementMark, in_view, movement_marks
from components.maps.place_marks import PlaceMark, place_marks
from components.maps.prepared import Prepared, prepared
from components.maps.route_marks import RouteMark, route_marks, states_on
from components.maps.tracks import Leg, leg_points, own_stretches
from components.maps.views import FRAMINGS, Framing, MapView
from data import Rows, Selection, Tables
from data.geography import Points
from data.known import without_hindsight
from data.readouts import Gauge, loads
from data.vocabulary import Mode
from data.wording import counted

#: For so many days after its last one a movement leaves a thin trace on the map of a single day.
TRACE_DAYS = 60


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
    routes = route_marks(tables, on, selection.known_on, hypothetical=hypothetical)
    carried = loads(tables, selection, gauge) if gauge else {}
    movements = tuple(movement_marks(tables, drawn, at if at is None else on, carried))
    shown = (events.rows[place].event_id for place in chosen if _is_told(events, place, view))
    heaviest = max((carried[event_id].value for event_id in shown if event_id in carried), default=0.0)
    return Scene(
        view=view, day=on, routes=routes, movements=movements, at=at if at is None else on, gauge=gauge,
        heaviest=heaviest,
        places=tuple(place_marks(tables, chosen, drawn, routes, view)), rows=rows, moving_at=drawn,
        standing=states_on(tables, on, selection.known_on),
        outside=len(told) - len(drawn), denied=len(moving) - len(told), show_places=show_places,
    )  # fmt: skip


def _is_told(events: Prepared, place: int, view: MapView) -> bool:
    return place in events.tracks and in_view(events.tracks[place], view)


def _seen_on(row: Any, day: date) -> bool:
    return bool(row.date_start.date() <= day <= row.date_end.date() + timedelta(days=TRACE_DAYS))
