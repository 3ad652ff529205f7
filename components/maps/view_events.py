"""Which events a view of the map shows: those that happened in it, and movements that cross it."""

from __future__ import annotations

from functools import lru_cache

from components.maps.movement_marks import in_view
from components.maps.prepared import prepared, spots
from components.maps.views import MapView, shows
from data import Selection, Tables


@lru_cache(maxsize=32)
def events_here(tables: Tables, selection: Selection, view: MapView) -> tuple[int, ...]:
    """Give the positions in the table of the events of a selection that a view shows, in the table's order.

    An event is shown by the place where it happened, or by a movement that is drawn in the view;
    where something was only said does not count.

    >>> from data import load_tables
    >>> len(events_here(load_tables(), Selection(), MapView.KURSK)) < 100
    True
    """
    here = _positions(tables, view)
    return tuple(at for at in selection.apply(tables).positions("events") if at in here)


@lru_cache(maxsize=16)
def _positions(tables: Tables, view: MapView) -> frozenset[int]:
    events, where = prepared(tables), spots(tables)
    placed = {at for at, place in enumerate(events.scenes) if place and shows(view, where[place])}
    return frozenset(placed | {at for at, way in events.tracks.items() if in_view(way, view)})
