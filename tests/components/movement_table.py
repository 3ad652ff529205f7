"""The geometry that every event with a from and a to gets, as rows; run as a module to write the checked-in list."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from components.maps.movement_marks import certainty_of
from components.maps.prepared import MOVING, each, event_track, spots
from components.maps.projection import EARTH_KM
from components.maps.tracks import points
from data import Tables, load_tables
from data.geography import Points

GEOMETRY_FILE = Path(__file__).parent.parent / "data" / "movement_geometry.csv"
COLUMNS = (
    "event_id", "movement", "moves", "from", "to", "path", "routes", "form", "length_km", "start_off_km", "end_off_km",
)  # fmt: skip


def geometry_rows(tables: Tables) -> Iterator[dict[str, str]]:
    """Give, for every event with both ends, which line it gets, how long it is and how far from its places it ends."""
    where = spots(tables)
    events = tables.events[(tables.events["from_place_id"] != "") & (tables.events["to_place_id"] != "")]
    for row in each(events.sort_values("event_id")):
        way = event_track(row, where)
        line = points(way)
        yield {
            "event_id": row.event_id, "movement": row.movement, "moves": "yes" if row.movement in MOVING else "no",
            "from": row.from_place_id, "to": row.to_place_id, "path": row.route_path,
            "routes": ";".join(("-" if leg.backwards else "") + leg.route_id for leg in way.legs),
            "form": str(certainty_of(row.status, row.route_path)), "length_km": f"{length_km(line):.0f}",
            "start_off_km": f"{apart_km(line[0], np.array(way.start)):.1f}",
            "end_off_km": f"{apart_km(line[-1], np.array(way.end)):.1f}",
        }  # fmt: skip


def length_km(line: Points) -> float:
    """Measure a line of degrees on the sphere."""
    return float(sum(apart_km(a, b) for a, b in pairwise(line)))


def apart_km(a: Any, b: Any) -> float:
    """Give the way between two points (longitude, latitude) on the sphere."""
    (lon_a, lat_a), (lon_b, lat_b) = np.radians(a), np.radians(b)
    half = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    return float(2 * EARTH_KM * np.arcsin(np.sqrt(half)))


def checked_in() -> list[dict[str, str]]:
    """Read the list that was looked through last."""
    with GEOMETRY_FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    with GEOMETRY_FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(geometry_rows(load_tables()))
