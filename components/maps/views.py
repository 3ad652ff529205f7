"""The named views of the map and the frame that lays one of them into a picture of a given size."""

from __future__ import annotations

import difflib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

import numpy as np

from components.maps.geometry import Box
from components.maps.projection import Azimuthal, Mercator, Projection
from data.geography import Points
from data.vocabulary import Term


class MapView(Term):
    """A part of the map with a name and a code for links (`view=`)."""

    CORRIDOR = "corridor", "Whole corridor"
    TUMEN = "tumen", "Rason and Primorye"
    MOUTH = "mouth", "Tumen mouth"
    KURSK = "kursk", "Kursk front"
    KOREA = "korea", "Korean peninsula"
    PORTS = "ports", "Far-eastern ports"


class Detail(StrEnum):
    """Which ground a view stands on: one scale of coast at a time."""

    CORRIDOR = "corridor"
    FAR_EAST = "fareast"
    #: The ground of the Far East for a view that reaches beyond its layers: lines that orient in few lands only.
    PENINSULA = "peninsula"
    KURSK = "kursk"


@dataclass(frozen=True)
class Framing:
    """What a view must show (west, south, east, north in degrees, or single points) and how."""

    projection: Projection
    detail: Detail
    must_show: tuple[tuple[float, float], ...]
    zoom_room: float = 0.04

    @property
    def geographic(self) -> bool:
        """Whether the screen's own map view (Web Mercator) draws it."""
        return isinstance(self.projection, Mercator)


CORRIDOR_PROJECTION = Azimuthal(90.0, 55.0)


def _box(west: float, south: float, east: float, north: float) -> tuple[tuple[float, float], ...]:
    return ((west, south), (west, north), (east, south), (east, north))


FRAMINGS: dict[MapView, Framing] = {
    MapView.CORRIDOR: Framing(
        CORRIDOR_PROJECTION, Detail.CORRIDOR,
        ((31.5, 51.0), (33.0, 45.0), (37.6, 55.75), (142.0, 46.0), (127.0, 37.0), (135.1, 48.5)),
    ),
    MapView.TUMEN: Framing(Mercator(), Detail.FAR_EAST, _box(130.05, 42.15, 132.15, 43.2)),
    MapView.MOUTH: Framing(Mercator(), Detail.FAR_EAST, _box(130.16, 42.17, 130.84, 42.55), 0.0),
    MapView.KURSK: Framing(Mercator(), Detail.KURSK, _box(33.6, 50.7, 37.2, 52.2)),
    MapView.KOREA: Framing(Mercator(), Detail.PENINSULA, _box(124.4, 34.6, 131.0, 43.4)),
    MapView.PORTS: Framing(Mercator(), Detail.FAR_EAST, _box(129.5, 41.6, 133.5, 43.3)),
}  # fmt: skip

#: Close looks laid into the still of the corridor.
SEA_OF_JAPAN = Framing(Mercator(), Detail.FAR_EAST, _box(126.9, 38.85, 133.3, 43.95), 0.0)
TUMEN_MOUTH = FRAMINGS[MapView.MOUTH]


#: The close views, the closest first: what a gathered mark opens into.
CLOSE_VIEWS = (MapView.MOUTH, MapView.TUMEN, MapView.KURSK, MapView.PORTS, MapView.KOREA)


def holding(spots: Sequence[tuple[float, float]], beyond: MapView) -> MapView | None:
    """Find the closest view, closer than `beyond`, that shows all of the given longitudes and latitudes.

    >>> holding([(130.60, 42.42), (130.65, 42.43)], MapView.CORRIDOR), holding([(0, 0)], MapView.CORRIDOR)
    (<MapView.MOUTH: 'mouth'>, None)
    """
    closer = CLOSE_VIEWS[: CLOSE_VIEWS.index(beyond)] if beyond in CLOSE_VIEWS else CLOSE_VIEWS
    return next((view for view in closer if all(shows(view, spot) for spot in spots)), None)


def shows(view: MapView, spot: tuple[float, float]) -> bool:
    """Whether a view must show a longitude and latitude; the whole corridor shows everything."""
    if view is MapView.CORRIDOR:
        return True
    (west, south), (east, north) = FRAMINGS[view].must_show[0], FRAMINGS[view].must_show[-1]
    return west <= spot[0] <= east and south <= spot[1] <= north


def view_of(code: str) -> tuple[MapView, str]:
    """Read a view's code; an unknown one gives the whole corridor and a sentence that says so.

    >>> view_of("kursk")
    (<MapView.KURSK: 'kursk'>, '')
    >>> view_of("kusk")[1]
    'There is no map view “kusk”; the whole corridor is shown. Nearest: kursk.'
    """
    if not code:
        return MapView.CORRIDOR, ""
    if code in {view.value for view in MapView}:
        return MapView(code), ""
    near = difflib.get_close_matches(code, [view.value for view in MapView], n=1, cutoff=0.3)
    words = f"There is no map view “{code[:40]}”; the whole corridor is shown."
    return MapView.CORRIDOR, words + (f" Nearest: {near[0]}." if near else f" Accepted: {', '.join(MapView)}.")


@dataclass(frozen=True)
class Frame:
    """A view laid into a rectangle of px: km of the projection to px, y downwards."""

    projection: Projection
    detail: Detail
    left_km: float
    top_km: float
    km_per_px: float
    box: Box

    def px(self, lonlat: Points) -> Points:
        """Give the px of an array of degrees."""
        return self.from_plane(self.projection.forward(lonlat))

    def from_plane(self, plane: Points) -> Points:
        """Give the px of an array of projected km."""
        x = self.box.left + (plane[:, 0] - self.left_km) / self.km_per_px
        y = self.box.top + (self.top_km - plane[:, 1]) / self.km_per_px
        return np.column_stack([x, y])

    def to_plane(self, px: Points) -> Points:
        """Give the projected km of an array of px."""
        x = self.left_km + (px[:, 0] - self.box.left) * self.km_per_px
        y = self.top_km - (px[:, 1] - self.box.top) * self.km_per_px
        return np.column_stack([x, y])

    @property
    def outline(self) -> Points:
        """The rectangle's corners in degrees, closed, clockwise."""
        b = self.box
        corners = [(b.left, b.top), (b.right, b.top), (b.right, b.bottom), (b.left, b.bottom), (b.left, b.top)]
        return self.projection.inverse(self.to_plane(np.array(corners)))

    @cached_property
    def ground_km_per_px(self) -> float:
        """Kilometres on the ground under one px in the middle of the picture."""
        middle = np.array([[(self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2]])
        latitude = float(self.projection.inverse(self.to_plane(middle))[0, 1])
        return self.km_per_px / self.projection.stretch(latitude)


@lru_cache(maxsize=64)
def frame(framing: Framing, box: Box) -> Frame:
    """Lay a framing into a rectangle so that all it must show is inside, in the middle."""
    plane = framing.projection.forward(np.array(framing.must_show))
    low, high = plane.min(axis=0), plane.max(axis=0)
    width, height = box.right - box.left, box.bottom - box.top
    room = 1 - 2 * framing.zoom_room
    km_per_px = max((high[0] - low[0]) / (width * room), (high[1] - low[1]) / (height * room))
    middle = (low + high) / 2
    return Frame(
        framing.projection, framing.detail,
        float(middle[0] - width / 2 * km_per_px), float(middle[1] + height / 2 * km_per_px), float(km_per_px), box,
    )  # fmt: skip


def zoom(framing: Framing, width: int, height: int) -> float:
    """Give deck.gl's zoom for a framing: log2 of px per km, or the map view's level (512 px tiles)."""
    per_px = frame(framing, Box(0, 0, width, height)).km_per_px
    if framing.geographic:
        return math.log2(2 * math.pi * 6371.0088 / per_px / 512)
    return -math.log2(per_px)
