"""What maps need of the events, prepared once per dataset: filters only pick from it by position."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from components.maps.tracks import Track, track
from data import Tables
from data.vocabulary import Movement, PlaceRole, RoutePath, Status

#: Movements that move goods or people; every other value is a count, a plan, a stop or works.
MOVING = (Movement.MOVEMENT, Movement.SERVICE_START, Movement.PERIOD_TOTAL)
#: Columns of events that a movement is made of; the others cost time to walk through.
_COLUMNS = (
    "event_id", "date_start", "date_end", "date_precision", "date_qualifier", "weight", "label", "title",
    "direction", "status", "from_place_id", "to_place_id", "mode", "route_ids", "route_path",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Prepared:
    """Events by their position in the table.

    `rows` are those that move something between two known places, as itertuples gives them, and
    `tracks` their ways, without those that are denied; `order` is their place by weight and day.
    `scenes` and `said` are, of every event, the id of the place where it happened or was only said.
    """

    rows: Mapping[int, Any]
    tracks: Mapping[int, Track]
    order: Mapping[int, int]
    scenes: Sequence[str]
    said: Sequence[str]


@lru_cache(maxsize=4)
def prepared(tables: Tables) -> Prepared:
    """Prepare the events of a dataset for maps."""
    events = tables.events.reset_index(drop=True)
    moves = events["movement"].isin(MOVING) & (events["from_place_id"] != "") & (events["to_place_id"] != "")
    slim = events[moves][list(_COLUMNS)]
    rows = dict(zip(slim.index.tolist(), each(slim), strict=True))
    by_weight = slim.sort_values(["weight", "date_start"], kind="stable").index.tolist()
    where = spots(tables)
    return Prepared(
        rows=rows,
        tracks={at: event_track(row, where) for at, row in rows.items() if row.status != Status.DENIED},
        order={at: place for place, at in enumerate(by_weight)},
        scenes=_where(events, PlaceRole.SCENE),
        said=_where(events, PlaceRole.SAID_AT),
    )


def _where(events: pd.DataFrame, role: PlaceRole) -> list[str]:
    found: list[str] = events["place_id"].where(events["place_role"] == role, "").tolist()
    return found


@lru_cache(maxsize=4)
def spots(tables: Tables) -> Mapping[str, tuple[float, float]]:
    """Give longitude and latitude of every place."""
    places = tables.places
    return dict(zip(places["place_id"], zip(places["lon"], places["lat"], strict=True), strict=True))


def event_track(row: Any, where: Mapping[str, tuple[float, float]]) -> Track:
    """Give the way of a movement: over its routes, or the great circle where no path was published.

    `row` is a row of events as itertuples gives it; `where` maps place_id to longitude, latitude.
    """
    start, end = where[row.from_place_id], where[row.to_place_id]
    known = row.route_path != RoutePath.UNKNOWN
    return track(start, end, row.route_ids if known else ())


def each(frame: pd.DataFrame) -> Iterable[Any]:
    """Give the rows of a frame with their columns as attributes (pandas' stubs know no columns)."""
    return frame.itertuples(index=False)


@lru_cache(maxsize=8)
def table_rows(tables: Tables, name: str) -> tuple[Any, ...]:
    """Give the rows of a table as `each` does, walked through once a dataset."""
    return tuple(each(getattr(tables, name)))
