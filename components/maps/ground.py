"""The ground of the map: land, water, borders and railways for each scale, as arrays, px and static files.

Crimea and Sevastopol stand with Ukraine, as in UN General Assembly resolution 68/262; the line at
the isthmus is not drawn. Elsewhere the borders are Natural Earth's.

Every spot shows one scale of coast and border only, so that nothing doubles: a picture of the whole
corridor the coarse one, close views the fine one inside the windows of the Far East and of Kursk and the
coarse one outside. The corridor's files, into which a reader can zoom, hold both in the same way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from components.maps.geometry import Box, clip_line, clip_ring, filled_in, meets, thinned
from components.maps.lands import in_lands
from components.maps.projection import Projection
from components.maps.views import FRAMINGS, Detail, Frame
from data.geography import EURASIA_WINDOW, FAR_EAST_WINDOW, KURSK_WINDOW, Points, Shape, layer


class Ground(StrEnum):
    """A kind of ground, in the order of painting."""

    LAND = "land"
    LAKES = "lakes"
    RIVERS = "rivers"
    ADMIN = "admin"
    BORDERS = "borders"
    RAIL = "rail"

    @property
    def closed(self) -> bool:
        """Whether it is an area."""
        return self in (Ground.LAND, Ground.LAKES)


Polygons: TypeAlias = tuple[tuple[Points, ...], ...]
Window: TypeAlias = tuple[float, float, float, float]

#: Border classes that are drawn as borders; `de_facto_line` (Crimea) and `dmz_edge` are left out.
_BORDERS = {"international", "disputed", "military_demarcation_line"}
#: What the corridor may need beyond the Eurasian window, in degrees: the seas and coasts around it.
_FAR = (-20.0, 0.0, 180.0, 84.0)
#: Cells of thinning in km for the files the browser loads, by scale.
_FILE_STEP = {Detail.CORRIDOR: 1.0, Detail.FAR_EAST: 0.25, Detail.PENINSULA: 0.25, Detail.KURSK: 0.25}
#: The windows that the fine layers fill.
_WINDOWS = {Detail.FAR_EAST: FAR_EAST_WINDOW, Detail.PENINSULA: FAR_EAST_WINDOW, Detail.KURSK: KURSK_WINDOW}
#: Lines that only orient.
HAIRS = (Ground.RIVERS, Ground.ADMIN, Ground.RAIL)
_LARGE_RIVERS = 5
#: Layers are laid over each other by this much, in degrees, so that no seam shows between them.
_LAP = 0.1


@cache
def polygons(detail: Detail, kind: Ground) -> Polygons:
    """Give the areas of a kind of ground in degrees, each a tuple of rings."""
    if kind is Ground.LAKES:
        return tuple(p for shape in _water(detail) for p in shape.polygons)
    if detail is Detail.CORRIDOR:
        near = (p for shape in layer("eurasia_50m_land") for p in shape.polygons)
        far = (p for shape in layer("world_110m_countries") for p in shape.polygons)
        return (*_outside(_clipped(far, _FAR), EURASIA_WINDOW), *near)
    fine = (p for shape in countries(detail) for p in shape.polygons)
    wide = _clipped((p for shape in layer("eurasia_50m_land") for p in shape.polygons), _around(_WINDOWS[detail], 24))
    return (*_outside(wide, _WINDOWS[detail]), *fine)


@cache
def zoomed_polygons(kind: Ground) -> Polygons:
    """Give the areas of the corridor for a reader who can zoom in: the fine ones inside the Far East window."""
    fine = _water(Detail.FAR_EAST) if kind is Ground.LAKES else countries(Detail.FAR_EAST)
    coarse = polygons(Detail.CORRIDOR, kind)
    return (*_outside(coarse, FAR_EAST_WINDOW), *(p for shape in fine for p in shape.polygons))


@cache
def zoomed_lines(kind: Ground) -> tuple[Points, ...]:
    """Give the lines of the corridor for a reader who can zoom in: fine borders inside both windows."""
    found = list(lines(Detail.CORRIDOR, kind))
    if kind is not Ground.BORDERS:
        return tuple(found)
    for window in (FAR_EAST_WINDOW, KURSK_WINDOW):
        found = [piece for line in found for piece in _lines_outside(line, window)]
    return (*found, *(line for close in (Detail.FAR_EAST, Detail.KURSK) for line in _of_class(close, _BORDERS)))


@cache
def lines(detail: Detail, kind: Ground) -> tuple[Points, ...]:
    """Give the lines of a kind of ground in degrees."""
    if detail is Detail.PENINSULA and kind in HAIRS:
        return tuple(part for line in lines(Detail.FAR_EAST, kind) for part in in_lands(line))
    if kind is Ground.RIVERS:
        return tuple(line for shape in _water(detail) for line in shape.lines)
    if kind is Ground.RAIL:
        shapes = () if detail is Detail.CORRIDOR else layer(f"{_stem(detail)}_rail")
        return tuple(line for shape in shapes for line in shape.lines)
    wanted = _BORDERS if kind is Ground.BORDERS else {"admin1"}
    found = _of_class(detail, wanted)
    if kind is not Ground.BORDERS or detail is Detail.CORRIDOR:
        return tuple(found)
    outside = (piece for line in _of_class(Detail.CORRIDOR, wanted) for piece in _lines_outside(line, _WINDOWS[detail]))
    return (*found, *outside)


def _of_class(detail: Detail, wanted: set[str]) -> list[Points]:
    return [
        line for shape in layer(f"{_stem(detail)}_borders") if shape.text("class") in wanted for line in shape.lines
    ]


@cache
def countries(detail: Detail) -> tuple[Shape, ...]:
    """Give the countries of a scale."""
    return layer(f"{_stem(detail)}_countries")


def _stem(detail: Detail) -> str:
    return {
        Detail.CORRIDOR: "eurasia_50m", Detail.FAR_EAST: "fareast_10m", Detail.PENINSULA: "fareast_10m",
        Detail.KURSK: "kursk_front_10m",
    }[detail]  # fmt: skip


@cache
def _water(detail: Detail) -> tuple[Shape, ...]:
    if detail is not Detail.CORRIDOR:
        return layer(f"{_stem(detail)}_water")
    rivers = (shape for shape in layer("eurasia_50m_rivers") if int(shape.text("rank") or 0) <= _LARGE_RIVERS)
    return (*layer("eurasia_50m_lakes"), *rivers)


def _around(window: Window, degrees: float) -> Window:
    west, south, east, north = window
    return west - degrees, south - degrees, east + degrees, north + degrees


def _clipped(found: Iterable[tuple[Points, ...]], window: Window) -> Iterator[tuple[Points, ...]]:
    box = Box(*window)
    for rings in found:
        if not meets(rings[0], box):
            continue
        cut = tuple(piece for ring in rings if meets(ring, box) and len(piece := clip_ring(ring, box)) > 2)
        if cut:
            yield cut


def _outside(found: Iterable[tuple[Points, ...]], window: Window) -> Iterator[tuple[Points, ...]]:
    west, south, east, north = window
    everything = list(found)
    sides = (
        (-360.0, -90.0, west + _LAP, 90.0), (east - _LAP, -90.0, 360.0, 90.0),
        (west, -90.0, east, south + _LAP), (west, north - _LAP, east, 90.0),
    )  # fmt: skip
    for side in sides:
        yield from _clipped(everything, side)


def _lines_outside(line: Points, window: Window) -> Iterator[Points]:
    west, south, east, north = window
    sides = (
        (-360.0, -90.0, west, 90.0), (east, -90.0, 360.0, 90.0), (west, -90.0, east, south), (west, north, east, 90.0),
    )  # fmt: skip
    for side in sides:
        yield from clip_line(line, Box(*side))


#: Width in px up to which a map counts as small.
_SMALL = 600


@lru_cache(maxsize=64)
def _projected(detail: Detail, kind: Ground, projection: Projection) -> tuple[tuple[Points, ...], ...]:
    if kind.closed:
        return _flat_areas(polygons(detail, kind), projection)
    return tuple((projection.forward(line),) for line in lines(detail, kind))


def _flat_areas(areas: Polygons, projection: Projection) -> Polygons:
    # Straight edges of a clipped polygon bend in the azimuthal projection: hence the extra vertices.
    return tuple(tuple(projection.forward(filled_in(ring, 1.0)) for ring in rings) for rings in areas)


@lru_cache(maxsize=256)
def in_px(frame: Frame, kind: Ground) -> tuple[list[float | None], list[float | None]]:
    """Give a kind of ground in a frame, thinned and cut to it: x and y with None between parts.

    The lists are shared by all callers and must not be changed.
    """
    xs: list[float | None] = []
    ys: list[float | None] = []
    for part in _parts_px(frame, kind):
        rounded = part.round(1)
        xs += [*rounded[:, 0].tolist(), None]
        ys += [*rounded[:, 1].tolist(), None]
    return xs, ys


def _parts_px(frame: Frame, kind: Ground) -> Iterator[Points]:
    # A small map is for orientation: half the vertices, and half the message.
    fine = 0.9 if frame.box.right - frame.box.left > _SMALL else 2.0
    for parts in _projected(frame.detail, kind, frame.projection):
        for part in parts:
            px = frame.from_plane(part)
            if not meets(px, frame.box):
                continue
            px = thinned(px, fine)
            if not kind.closed:
                yield from clip_line(px, frame.box)
            elif len(px) > 3 and len(cut := clip_ring(px, frame.box)) > 2:
                yield cut


def write_ground(folder: Path) -> list[Path]:
    """Write the ground the browser loads into a static folder, and remove what is out of date.

    One GeoJSON file per scale and kind, named by its content; running it again changes nothing.
    The corridor's files hold km of its projection (y downwards), the others degrees.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = []
    for detail in Detail:
        for kind in Ground:
            name = file_name(detail, kind)
            if not name:
                continue
            path = folder / name
            if not path.exists():
                path.write_text(_file_text(detail, kind), encoding="utf-8")
            wanted.append(path)
    for stale in set(folder.glob("*.geojson")) - set(wanted):
        stale.unlink()
    return wanted


@cache
def file_name(detail: Detail, kind: Ground) -> str:
    """Give the content-hashed name of a ground file, "" where a scale has no such ground."""
    if detail is Detail.PENINSULA and kind not in HAIRS:
        return file_name(Detail.FAR_EAST, kind)
    text = _file_text(detail, kind)
    return f"{detail}-{kind}-{hashlib.sha256(text.encode()).hexdigest()[:10]}.geojson" if text else ""


def _file_text(detail: Detail, kind: Ground) -> str:
    parts = list(_file_parts(detail, kind))
    if not parts:
        return ""
    shape = "MultiPolygon" if kind.closed else "MultiLineString"
    coordinates = [rings if kind.closed else rings[0] for rings in parts]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": shape, "coordinates": coordinates}}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}, separators=(",", ":"))


def _file_parts(detail: Detail, kind: Ground) -> Iterator[list[list[list[float]]]]:
    framing = next(framing for framing in FRAMINGS.values() if framing.detail is detail)
    step = _FILE_STEP[detail]
    for parts in _file_shapes(detail, kind, framing.projection):
        kept = [thin for part in parts if len(thin := thinned(part, step)) > (3 if kind.closed else 1)]
        if kept:
            yield [_written(part, framing.projection, geographic=framing.geographic) for part in kept]


def _file_shapes(detail: Detail, kind: Ground, projection: Projection) -> Polygons:
    if detail is not Detail.CORRIDOR:
        return _projected(detail, kind, projection)
    if kind.closed:
        return _flat_areas(zoomed_polygons(kind), projection)
    return tuple((projection.forward(line),) for line in zoomed_lines(kind))


def _written(plane: Points, projection: Projection, *, geographic: bool) -> list[list[float]]:
    if geographic:
        written: Any = projection.inverse(plane).round(4)
    else:
        written = (plane * np.array([1.0, -1.0])).round(1)
    return [[float(x), float(y)] for x, y in written]
