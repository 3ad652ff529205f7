"""Map projections on the sphere, in kilometres, and great circles.

The closed forms need no library: at the scales drawn here sphere and ellipsoid differ by less than a pixel.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from data.geography import Points

EARTH_KM = 6371.0088
_MERCATOR_LIMIT = 85.0


class Projection(Hashable, Protocol):
    """A way to lay degrees flat: x east, y north, in km (at the centre or the equator)."""

    def forward(self, lonlat: Points) -> Points:
        """Project an array of longitudes and latitudes to km."""

    def inverse(self, plane: Points) -> Points:
        """Give back degrees for an array of km."""

    def stretch(self, latitude: float) -> float:
        """Give how many km of the plane one km on the ground takes at a latitude."""


@dataclass(frozen=True)
class Azimuthal:
    """Lambert's azimuthal equal-area projection: areas true, great circles near the centre almost straight.

    >>> Azimuthal(90, 55).forward(np.array([[90.0, 55.0]])).round(6).tolist()
    [[0.0, 0.0]]
    """

    lon: float
    lat: float

    def forward(self, lonlat: Points) -> Points:
        """Project degrees to km; the antipode of the centre has no image and must not be asked for."""
        lam, phi = np.radians(lonlat[:, 0] - self.lon), np.radians(lonlat[:, 1])
        sin0, cos0 = np.sin(np.radians(self.lat)), np.cos(np.radians(self.lat))
        cosine = sin0 * np.sin(phi) + cos0 * np.cos(phi) * np.cos(lam)
        k = EARTH_KM * np.sqrt(2.0 / np.maximum(1.0 + cosine, 1e-9))
        x = k * np.cos(phi) * np.sin(lam)
        y = k * (cos0 * np.sin(phi) - sin0 * np.cos(phi) * np.cos(lam))
        return np.column_stack([x, y])

    def inverse(self, plane: Points) -> Points:
        """Give back degrees for km."""
        x, y = plane[:, 0], plane[:, 1]
        rho = np.maximum(np.hypot(x, y), 1e-12)
        c = 2.0 * np.arcsin(np.minimum(rho / (2.0 * EARTH_KM), 1.0))
        sin0, cos0 = np.sin(np.radians(self.lat)), np.cos(np.radians(self.lat))
        phi = np.arcsin(np.cos(c) * sin0 + y * np.sin(c) * cos0 / rho)
        lam = np.arctan2(x * np.sin(c), rho * cos0 * np.cos(c) - y * sin0 * np.sin(c))
        return np.column_stack([self.lon + np.degrees(lam), np.degrees(phi)])

    def stretch(self, latitude: float) -> float:
        """Count scale as true everywhere: over the corridor it is off by at most about 8 per cent."""
        return 1.0


@dataclass(frozen=True)
class Mercator:
    """Web Mercator, in km at the equator; the projection deck.gl's map view uses."""

    def forward(self, lonlat: Points) -> Points:
        """Project degrees to km; latitudes beyond 85 degrees are held there."""
        phi = np.radians(np.clip(lonlat[:, 1], -_MERCATOR_LIMIT, _MERCATOR_LIMIT))
        return EARTH_KM * np.column_stack([np.radians(lonlat[:, 0]), np.log(np.tan(np.pi / 4 + phi / 2))])

    def inverse(self, plane: Points) -> Points:
        """Give back degrees for km."""
        lat = 2 * np.arctan(np.exp(plane[:, 1] / EARTH_KM)) - np.pi / 2
        return np.degrees(np.column_stack([plane[:, 0] / EARTH_KM, lat]))

    def stretch(self, latitude: float) -> float:
        """Give the secant of the latitude."""
        return float(1.0 / np.cos(np.radians(latitude)))


def great_circle(start: tuple[float, float], end: tuple[float, float], *, points: int = 65, bow: float = 0.0) -> Points:
    """Draw the shortest line between two points (longitude, latitude), as an array of degrees.

    `bow` lifts the middle to the north of the great circle by that share of a radian of arc,
    tapering to nothing at both ends: the form by which a flight is told from a line on the ground.
    """
    a, b = _vector(start), _vector(end)
    angle = float(np.arccos(np.clip(a @ b, -1.0, 1.0)))
    if angle < 1e-9:
        return np.array([start, end], dtype=float)
    t = np.linspace(0.0, 1.0, points)[:, None]
    line = (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)
    normal = np.cross(a, b) / np.sin(angle)
    line = line + bow * angle * np.sin(np.pi * t) * (normal if normal[2] > 0 else -normal)
    line /= np.linalg.norm(line, axis=1)[:, None]
    degrees: Points = np.degrees(np.column_stack([np.arctan2(line[:, 1], line[:, 0]), np.arcsin(line[:, 2])]))
    degrees[0], degrees[-1] = start, end
    return degrees


def _vector(point: tuple[float, float]) -> Points:
    lon, lat = np.radians(point[0]), np.radians(point[1])
    return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
