"""Places of a scene: what happened there, what was only said there, and why else they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from components.maps.prepared import prepared, table_rows
from components.maps.route_marks import RouteMark
from components.maps.views import MapView
from data import Tables
from data.ledger import place_names
from data.ports import PORT_IDS
from data.vocabulary import Mode, PlaceKind
from data.wording import counted

#: From this radius on a place is drawn with the ring its true spot lies in.
_LOOSE_KM = 15


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


def place_marks(
    tables: Tables, chosen: Sequence[int], drawn: Sequence[int], routes: Iterable[RouteMark], view: MapView
) -> Iterator[PlaceMark]:
    """Make the marks of all places that a view has reason to show.

    `chosen` are the positions of the selected events, `drawn` those of the movements that the view shows.
    """
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
    place = table_rows(tables, "places")[at]
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
