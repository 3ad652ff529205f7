"""Which places a panel shows, the foremost first, and how large."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from components.exhibits.contract import Canvas
from components.maps.geometry import Box
from components.maps.scene import PlaceMark, Scene
from components.maps.sheet import Panel


class Spot(NamedTuple):
    """A place in px with the radius of its disc."""

    place: PlaceMark
    x: float
    y: float
    radius: float


def spots_in(scene: Scene, canvas: Canvas, panel: Panel, over: Sequence[Panel] = ()) -> list[Spot]:
    """Choose the places a panel shows: ends of movements first, then stops and scenes of events.

    `over` are insets that lie on the panel; where places crowd, only the foremost is kept.
    """
    if not scene.places:
        return []
    weights = _end_weights(scene)
    px = panel.frame.px(np.array([[place.lon, place.lat] for place in scene.places]))
    largest = max(place.happened for place in scene.places)
    entries = zip(scene.places, px.tolist(), strict=True)
    covered = [other.box.grown(6) for other in over]
    kept: list[Spot] = []
    for place, (x, y) in sorted(entries, key=lambda entry: _rank(entry[0], weights, counts=scene.show_places)):
        if not _within(panel.box, x, y) or any(_within(box, x, y) for box in covered):
            continue
        if scene.show_places and not place.happened:
            continue
        spot = Spot(place, x, y, _radius(place, scene, canvas, largest))
        if scene.show_places or _has_room(spot, over, kept):
            kept.append(spot)
    return kept


def _within(box: Box, x: float, y: float) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _has_room(spot: Spot, over: Sequence[Panel], kept: list[Spot]) -> bool:
    # Places that a close look shows crowd the main map: only the foremost of them stays there.
    near = [other for other in over if other.holds([(spot.place.lon, spot.place.lat)])]
    if near and any(near[0].holds([(other.place.lon, other.place.lat)]) for other in kept):
        return False
    apart = 7 if spot.place.end else 12
    return all((spot.x - other.x) ** 2 + (spot.y - other.y) ** 2 >= apart**2 for other in kept)


def _end_weights(scene: Scene) -> dict[str, int]:
    weights: dict[str, int] = {}
    for movement in scene.movements:
        for name in movement.ends:
            weights[name] = min(movement.weight, weights.get(name, 9))
    return weights


def _rank(place: PlaceMark, weights: dict[str, int], *, counts: bool) -> tuple[int, int, str]:
    if counts:
        return 0, -place.happened, place.name
    if place.end:
        return weights.get(place.name, 3), -place.happened, place.name
    if place.hollow:
        return 6, -place.said, place.name
    return (4 if place.on_route else 5), -place.happened, place.name


def _radius(place: PlaceMark, scene: Scene, canvas: Canvas, largest: int) -> float:
    if scene.show_places:
        largest_radius: float = 0.055 * canvas.height**0.95
        return max(2.0, largest_radius * math.sqrt(place.happened / max(largest, 1)))
    small = canvas.width < 560
    return (2.8 if small else 3.5) if place.end or place.happened or place.hollow else 2.2
