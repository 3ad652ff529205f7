"""A reader's own points over the routes and movements: what a canvas in the browser needs to draw them.

Two messages: the points, binary, sent once a file; and the map beneath them with the filters, small,
sent when either changes. Whether points are drawn one by one or gathered in squares is settled in the
browser for every frame, by how many are in sight. Text travels as text and is only ever written as
text. Positions are km of the view's projection, x east and y down, in whole `unit`s.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from components.exhibits.contract import Canvas
from components.maps.geometry import Box, shifted, thinned
from components.maps.ground import Ground, file_name
from components.maps.labels import Room
from components.maps.projection import Azimuthal
from components.maps.scene import Scene
from components.maps.sheet import Panel, Sheet
from components.maps.strokes import DASHES, LIKELY_OPACITY, is_drawn, lanes, looks
from components.maps.tracks import points
from components.maps.views import Frame, frame
from components.maps.wording import name_countries
from components.theme import Palette
from data import Selection
from data.feed import Feed, Shown, limits
from data.geography import Points
from data.wording import counted, number

GROUND_URL = "app/static/geo/"
#: More points in sight than this are gathered in squares: the browser draws each of fewer in one frame.
SINGLE = 4_000
#: Sides of the squares in px, the least and the most; the step between is a doubling of their km.
SQUARE = (7, 14)
#: Upper ends of the steps of the squares' shade, the last open.
STEPS = (1, 9, 99, 999)
_SHADES = (0.2, 0.38, 0.57, 0.78, 1.0)
_COLOURS = ("bg", "land", "sea", "ink", "ink2", "ink3", "rule", "accent", "panel")
#: Px between a line and its thinned drawing in the first view: a reader may come much closer.
_THIN = 0.4


@dataclass(frozen=True)
class Filters:
    """What is left of a reader's points: days since 1970 and the position of a kind (-1: all)."""

    first: int
    last: int
    kind: int
    reached: bool


def filters_of(feed: Feed, selection: Selection, kind: str) -> Filters:
    """Say what a selection and a chosen kind do to a feed: dates reach it where it has any, nothing else does."""
    reached = feed.dated and bool(selection.date_from or selection.date_to)
    first, last = limits(selection.date_from, selection.date_to)
    return Filters(first, last, feed.kinds.index(kind) if kind in feed.kinds else -1, reached)


def point_message(feed: Feed) -> bytes:
    """Write a feed for the browser: a header in JSON, then five columns of four bytes a point, then the names.

    Layout, little-endian: length of the header, header, lon and lat (float32), first day, last day
    and kind (int32), ends of the names in the bytes that follow (uint32, one more than points).
    """
    names = [name.encode() for name in feed.names]
    ends = np.concatenate([[0], np.cumsum([len(name) for name in names])]).astype("<u4")
    columns = b"".join(
        column.astype(kind).tobytes()
        for column, kind in (
            (feed.lon, "<f4"), (feed.lat, "<f4"), (feed.first, "<i4"), (feed.last, "<i4"), (feed.kind, "<i4"),
        )
    )  # fmt: skip
    body = columns + ends.tobytes() + b"".join(names)
    id = hashlib.sha256(body).hexdigest()[:16]
    header = _written({"id": id, "count": len(feed), "kinds": feed.kinds})
    header += b" " * (-len(header) % 4)
    return struct.pack("<I", len(header)) + header + body


def map_message(scene: Scene, canvas: Canvas, filters: Filters) -> bytes:
    """Write the map beneath a reader's points, and which of them the filters keep, as JSON."""
    kept = {"days": [filters.first, filters.last] if filters.reached else None, "kind": filters.kind}
    return _written({**_beneath(scene, canvas), **kept})


@lru_cache(maxsize=16)
def _beneath(scene: Scene, canvas: Canvas) -> dict[str, Any]:
    laid = frame(scene.framing, Box(0, 0, canvas.width, canvas.height))
    unit = 0.01 if scene.framing.geographic else 0.1
    middle = laid.to_plane(np.array([[canvas.width / 2, canvas.height / 2]]))[0]
    projection, palette = scene.framing.projection, canvas.palette
    return {
        "size": [canvas.width, canvas.height], "text": canvas.text, "view": str(scene.view), "unit": unit,
        "middle": [round(float(middle[0]), 3), round(float(-middle[1]), 3)], "scale": 1 / laid.km_per_px,
        "projection": [projection.lon, projection.lat] if isinstance(projection, Azimuthal) else None,
        "ground": list(_ground(scene, palette)), "colours": {name: getattr(palette, name) for name in _COLOURS},
        "routes": list(_routes(scene, palette, laid, unit)), "moves": list(_moves(scene, palette, laid, unit)),
        "places": list(_places(scene, laid, unit)), "countries": list(_countries(canvas, laid, unit)),
        "single": SINGLE, "square": SQUARE, "steps": STEPS, "shades": _SHADES,
    }  # fmt: skip


def _written(data: dict[str, Any]) -> bytes:
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def heading(feed: Feed, count: Shown) -> str:
    r"""Say whose points are drawn and how many of them.

    >>> from data.feed import read_feed
    >>> heading(read_feed("ais.csv", b"lat,lon\n42,130\n"), Shown(drawn=1, outside=0, undated=0, other=0))
    'Your points: 1 from ais.csv, not part of the dataset'
    """
    whole = f"{number(count.drawn)} of {number(len(feed))}" if count.drawn < len(feed) else number(len(feed))
    return f"Your points: {whole} from {feed.file}, not part of the dataset"


def reach(feed: Feed, count: Shown, selection: Selection) -> str:
    """Say what the filters do to a feed, and what they cannot do."""
    dates = selection.date_from or selection.date_to
    reached = "the dates reach them" if feed.dated else "the file has no dates, so the dates do not reach them"
    parts = [
        (reached if dates else "no limit of dates is set") + "; no other filter does",
        f"{number(count.outside)} outside the dates" if count.outside else "",
        f"{number(count.undated)} without a date left out" if count.undated else "",
        f"{number(count.other)} of other kinds left out" if count.other else "",
    ]
    said = " · ".join(part for part in parts if part)
    return said[0].upper() + said[1:]


def reading_notes(feed: Feed) -> list[str]:
    """Say which lines and columns of the file were not used; the lines by their number."""
    notes = []
    if feed.left_out:
        first = f"; the first {len(feed.problems)}:" if feed.left_out > len(feed.problems) else ":"
        notes.append(f"{counted(feed.left_out, 'line')} could not be read and left out{first}")
        notes += [str(problem) for problem in feed.problems]
    if feed.unused:
        notes.append(f"Columns not used: {', '.join(feed.unused[:12])}")
    return notes


def _ground(scene: Scene, palette: Palette) -> Iterator[list[Any]]:
    """Give the ground files in painting order: address, colour and line width (0: filled)."""
    looks_of = {
        Ground.LAND: (palette.land, 0), Ground.LAKES: (palette.sea, 0), Ground.RIVERS: (palette.river, 1.0),
        Ground.ADMIN: (palette.hair, 0.7), Ground.BORDERS: (palette.border, 0.9), Ground.RAIL: (palette.hair, 0.9),
    }  # fmt: skip
    for kind, (colour, width) in looks_of.items():
        if name := file_name(scene.framing.detail, kind):
            yield [GROUND_URL + name, colour, width]


def _routes(scene: Scene, palette: Palette, laid: Frame, unit: float) -> Iterator[list[Any]]:
    """Give the strokes of the routes, the lowest level first: colour, width, dash and lines."""
    close = scene.framing.geographic
    strokes = [
        (look.level, [look.colour, look.width, _dash(look.dash), lines])
        for route in scene.routes
        if is_drawn(route)
        if (lines := [_units(_thin(part, laid), unit) for part in scene.stretches[route.route_id]])
        for look in looks(route, palette, close=close)
    ]
    yield from (stroke for _, stroke in sorted(strokes, key=lambda stroke: stroke[0]))


def _moves(scene: Scene, palette: Palette, laid: Frame, unit: float) -> Iterator[list[Any]]:
    """Give the movements: colour, dash, opacity and line, beside each other where they share a track."""
    for movement, lane in zip(scene.movements, lanes(scene.movements), strict=True):
        px = shifted(thinned(laid.px(points(movement.track)), _THIN), lane)
        opacity = LIKELY_OPACITY if movement.likely else 1.0
        dash = _dash(DASHES[movement.certainty])
        yield [palette.direction(movement.direction), dash, opacity, _units(laid.to_plane(px), unit)]


def _places(scene: Scene, laid: Frame, unit: float) -> Iterator[list[Any]]:
    """Give the places, the busiest first: x, y, name, whether a movement ends there."""
    ranked = sorted(scene.places, key=lambda place: (not place.end, -place.happened, place.name))
    for place in ranked:
        spot = laid.projection.forward(np.array([[place.lon, place.lat]]))
        yield [*_units(spot, unit), place.name, int(place.end)]


def _countries(canvas: Canvas, laid: Frame, unit: float) -> Iterator[list[Any]]:
    sheet, panel = Sheet(canvas), Panel(laid)
    name_countries(sheet, panel, Room(laid.box))
    for words in sheet.words:
        yield [*_units(laid.to_plane(np.array([[words.x, words.y]])), unit), words.text]


def _thin(lonlat: Points, laid: Frame) -> Points:
    return laid.to_plane(thinned(laid.px(lonlat), _THIN))


def _units(plane: Points, unit: float) -> list[int]:
    """Write km as whole units, x and y in turn, y down, each vertex as the step from the one before."""
    whole = np.round(plane * np.array([1.0, -1.0]) / unit).astype(int)
    steps: list[int] = np.diff(whole, axis=0, prepend=[[0, 0]]).ravel().tolist()
    return steps


def _dash(dash: str) -> list[float]:
    return [] if dash == "solid" else [float(part.removesuffix("px")) for part in dash.split(",")]
