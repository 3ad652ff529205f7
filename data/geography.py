"""The map layers as arrays: land, water, borders, railways and the geometries of routes.

Every layer is a GeoJSON file of ``data/geo`` in degrees (WGS 84, longitude before latitude); what
each holds and where it comes from stands in ``data/geo``'s description in the README.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from data.tables import GEO_FOLDER

Points: TypeAlias = NDArray[np.float64]

#: Longitude and latitude limits of the windows the fine layers are clipped to: west, south, east, north.
EURASIA_WINDOW = (15.0, 25.0, 150.0, 75.0)
FAR_EAST_WINDOW = (123.5, 33.5, 137.0, 49.5)
KURSK_WINDOW = (31.0, 48.0, 40.0, 54.0)


class LayerError(ValueError):
    """A layer that is missing or damaged; the message names the file and the feature."""


@dataclass(frozen=True, eq=False)
class Shape:
    """One feature of a layer: polygons (each a tuple of rings, the outer first) or lines."""

    properties: Mapping[str, Any]
    polygons: tuple[tuple[Points, ...], ...] = ()
    lines: tuple[Points, ...] = ()

    def text(self, name: str) -> str:
        """Give a property as text, "" where the layer has none."""
        return str(self.properties.get(name) or "")


@cache
def layer(name: str, folder: Path = GEO_FOLDER) -> tuple[Shape, ...]:
    """Read a layer by its file name without ending, in the file's order.

    Raises LayerError where the file is missing, is no GeoJSON, or a feature has no usable geometry.
    """
    path = folder / f"{name}.geojson"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["features"]
    except FileNotFoundError as error:
        raise LayerError(f"{path.name} is missing from {folder.name}") from error
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise LayerError(f"{path.name} is not a GeoJSON feature collection: {error}") from error
    return tuple(_shape(feature, f"{path.name}, feature {number}") for number, feature in enumerate(found, start=1))


def _shape(feature: Mapping[str, Any], where: str) -> Shape:
    geometry = feature.get("geometry") or {}
    kind: str = geometry.get("type") or "none"
    coordinates: Any = geometry.get("coordinates")
    properties = feature.get("properties") or {}
    try:
        match kind:
            case "Polygon":
                return Shape(properties, polygons=(_rings(coordinates),))
            case "MultiPolygon":
                return Shape(properties, polygons=tuple(_rings(part) for part in coordinates))
            case "LineString":
                return Shape(properties, lines=(_points(coordinates),))
            case "MultiLineString":
                return Shape(properties, lines=tuple(_points(part) for part in coordinates))
    except (TypeError, ValueError) as error:
        raise LayerError(f"{where}: {error}") from error
    raise LayerError(f"{where}: geometry {kind!r} is neither polygon nor line")


def _rings(parts: Any) -> tuple[Points, ...]:
    return tuple(_points(part) for part in parts)


def _points(pairs: Any) -> Points:
    points = np.asarray(pairs, dtype=float)
    if points.ndim != 2 or points.shape[1] < 2 or len(points) < 2 or not np.isfinite(points).all():
        raise ValueError("coordinates are not pairs of finite numbers")
    return points[:, :2]


@cache
def route_lines(folder: Path = GEO_FOLDER) -> Mapping[str, Points]:
    """Read the line of every route, by route_id, from its start to its end.

    Air routes are their two end points only; whoever draws them bends the arc.
    """
    lines = {shape.text("route_id"): shape.lines[0] for shape in layer("routes", folder) if shape.lines}
    if "" in lines:
        raise LayerError("routes.geojson: a feature has no route_id")
    return lines
