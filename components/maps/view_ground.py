"""The ground of the map that pans, one set of files a named view: as fine as the view can show, and no finer.

Without a graphics card every segment of a line and every corner of an area costs time in every frame.
So each view has lines of its own: fine in its window, coarser around it, finer again in the windows of
closer views, into which a reader may zoom. All scales of a file are one line: nothing doubles.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.maps.geometry import Box, clip_line, filled_in, meets
from components.maps.ground import HAIRS, Ground, countries, lines, polygons, zoomed_lines, zoomed_polygons
from components.maps.projection import Projection
from components.maps.topology import area_of, chained, dissolved, long_enough, simplified
from components.maps.views import CLOSE_VIEWS, FRAMINGS, Detail, MapView, frame
from data.geography import Points
from data.tables import GEO_FOLDER

#: The size of map for which the first view of every file is laid out: the page on a common screen.
_NOMINAL = Box(0, 0, 1060, 452)
#: How far beyond a view ground is kept, in its widths and heights: lines that only orient, borders, areas.
_HAIR_REACH, _LINE_REACH, _REACH = 0.8, 2.0, 6.0
#: The corridor is as wide as a continent: beyond this share of it lines are of no use to its readers.
_CORRIDOR_REACH = 0.25
#: Beyond its window by this share a view counts as seen at once.
_AT_ONCE = 0.15
#: Areas and lines smaller than so many of their steps are left out.
_SMALLEST = 4.0
_LEAST_KM = 0.03
#: Square degrees up to which a hole between countries is a slit, about 10 km².
_SLIT = 1e-3


class Fineness(NamedTuple):
    """How far a line may stray, in px of the view: in it, around it, beyond, and in windows of closer views."""

    here: float
    around: float
    beyond: float
    closer: float


#: A segment of a line costs some seven times what a corner of an area does: every one is drawn by itself.
_AREA, _BORDER, _HAIR = Fineness(0.5, 1.5, 5.0, 0.2), Fineness(0.8, 2.5, 8.0, 0.4), Fineness(1.2, 4.0, 8.0, 0.6)


def view_file(view: MapView, kind: Ground) -> str:
    """Give the name of a view's file of ground, "" where its scale has no such ground.

    The name changes with the layers and with the code that simplifies them.

    >>> view_file(MapView.CORRIDOR, Ground.RAIL)
    ''
    """
    if FRAMINGS[view].detail is Detail.CORRIDOR and kind in (Ground.ADMIN, Ground.RAIL):
        return ""
    return f"view-{view}-{kind}-{_stamp()}.json"


@cache
def _stamp() -> str:
    code = ("geometry", "ground", "lands", "projection", "topology", "view_ground", "views")
    files = [*sorted(GEO_FOLDER.glob("*.geojson")), *(Path(__file__).with_name(f"{name}.py") for name in code)]
    found = hashlib.sha256()
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()[:10]


def write_view_ground(folder: Path) -> list[Path]:
    """Write the ground of every view into a static folder; gives the files.

    Areas are records with a `polygon` (outline and holes), lines records with `s` and `t`, one a
    segment. Positions are degrees, in the corridor km of its projection with y downwards.
    """
    written = []
    for view in MapView:
        for kind in Ground:
            name = view_file(view, kind)
            if name:
                path = folder / name
                path.write_text(json.dumps(list(_records(view, kind)), separators=(",", ":")), encoding="utf-8")
                written.append(path)
    return written


def _records(view: MapView, kind: Ground) -> Iterator[Mapping[str, Any]]:
    if kind.closed:
        for area in view_areas(view, kind):
            yield {"polygon": [_positions(view, ring) for ring in area]}
        return
    for line in view_lines(view, kind):
        corners = _positions(view, line)
        for start, end in itertools.pairwise(corners):
            yield {"s": start, "t": end}


def _positions(view: MapView, plane: Points) -> list[list[float]]:
    framing = FRAMINGS[view]
    if framing.geographic:
        # Four decimals are about 10 m: the closest view shows some 30 m a px.
        found: list[list[float]] = framing.projection.inverse(plane).round(4).tolist()
    else:
        found = (plane * np.array([1.0, -1.0])).round(1).tolist()
    return found


def view_areas(view: MapView, kind: Ground) -> Iterator[list[Points]]:
    """Give the areas of a view's ground in km of its projection, each an outline with its holes."""
    framing, around = FRAMINGS[view], _window(view, FRAMINGS[view].projection, _REACH)
    for area in _areas(framing.detail, kind):
        # Straight edges of a clipped polygon bend in the azimuthal projection: hence the extra corners.
        flat = [framing.projection.forward(ring if framing.geographic else filled_in(ring, 1.0)) for ring in area]
        if not meets(flat[0], around):
            continue
        thin = [(ring, float(steps.min())) for ring, steps in (_thin(view, kind, ring) for ring in flat)]
        kept = [ring for ring, step in thin if len(ring) > 3 and abs(area_of(ring)) > (_SMALLEST * step) ** 2]
        if kept and kept[0] is thin[0][0]:
            yield kept


def view_lines(view: MapView, kind: Ground) -> Iterator[Points]:
    """Give the lines of a view's ground in km of its projection."""
    projection = FRAMINGS[view].projection
    reach = _HAIR_REACH if kind in HAIRS else _LINE_REACH
    if not FRAMINGS[view].geographic:
        reach = _CORRIDOR_REACH
    around = _window(view, projection, reach)
    for line in _lines(FRAMINGS[view].detail, kind):
        for part in clip_line(projection.forward(line), around):
            thin, steps = _thin(view, kind, part)
            if long_enough(thin, _SMALLEST * float(steps.min())):
                yield thin


@cache
def _areas(detail: Detail, kind: Ground) -> tuple[list[Points], ...]:
    found = zoomed_polygons(kind) if detail is Detail.CORRIDOR else polygons(detail, kind)
    if kind is not Ground.LAND:
        return tuple(list(rings) for rings in found)
    # The countries of the fine layer become one land: a border simplified twice would leave a slit.
    fine = countries(Detail.FAR_EAST if detail is Detail.CORRIDOR else detail)
    count = sum(len(shape.polygons) for shape in fine)
    one = dissolved((ring for rings in found[-count:] for ring in rings), least=_SLIT)
    return (*(list(rings) for rings in found[:-count]), *one)


@cache
def _lines(detail: Detail, kind: Ground) -> tuple[Points, ...]:
    return tuple(chained(zoomed_lines(kind) if detail is Detail.CORRIDOR else lines(detail, kind)))


def _thin(view: MapView, kind: Ground, plane: Points) -> tuple[Points, Points]:
    """Simplify a line for a view; gives it and how far each of its vertices may stray."""
    fine = _AREA if kind.closed else _HAIR if kind in HAIRS else _BORDER
    thin = simplified(plane, steps_of(view, plane, fine))
    return thin, steps_of(view, thin, fine)


def steps_of(view: MapView, plane: Points, fine: Fineness) -> Points:
    """Give for points in km of a view's projection how far a line there may stray, in km."""
    projection, scale = FRAMINGS[view].projection, _scale(view)
    steps = np.full(len(plane), scale * fine.beyond)
    windows = [(view, 1.0, fine.around * scale), (view, _AT_ONCE, fine.here * scale)]
    closer = [close for close in CLOSE_VIEWS if _scale(close) < scale / 2]
    windows += [(close, 0.0, max(fine.here * _scale(close), fine.closer * scale)) for close in closer]
    for named, grown, step in windows:
        inside = _inside(plane, _window(named, projection, grown))
        steps[inside] = np.minimum(steps[inside], step)
    return np.asarray(np.maximum(steps, _LEAST_KM), dtype=float)


def _inside(plane: Points, box: Box) -> NDArray[np.bool_]:
    x, y = plane.T
    inside: NDArray[np.bool_] = (x >= box.left) & (x <= box.right) & (y >= box.top) & (y <= box.bottom)
    return inside


@cache
def _scale(view: MapView) -> float:
    return frame(FRAMINGS[view], _NOMINAL).km_per_px


@cache
def _window(view: MapView, projection: Projection, grown: float) -> Box:
    """Give what a view shows at first in km of a projection, with so many of its widths and heights around it."""
    corners = projection.forward(frame(FRAMINGS[view], _NOMINAL).outline)
    (left, low), (right, high) = corners.min(axis=0), corners.max(axis=0)
    wide, tall = (right - left) * grown, (high - low) * grown
    return Box(float(left - wide), float(low - tall), float(right + wide), float(high + tall))
