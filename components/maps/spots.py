"""Which places a panel shows, the foremost first, how large, and which are gathered into one mark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from components.exhibits.contract import Canvas
from components.maps.geometry import Box
from components.maps.place_marks import PlaceMark
from components.maps.scene import Scene
from components.maps.sheet import Panel
from components.maps.signs import Sign, sign_of
from components.maps.views import MapView, holding
from data.vocabulary import PlaceKind


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
    for place, (x, y) in sorted(entries, key=lambda entry: (
        not is_anchor(scene, panel, entry[0].place_id), _rank(entry[0], weights, counts=scene.show_places),
    )):  # fmt: skip
        if not _within(panel.box, x, y) or any(_within(box, x, y) for box in covered):
            continue
        if scene.show_places and not place.happened:
            continue
        spot = Spot(place, x, y, _radius(place, scene, canvas, largest))
        if panel.inset and not _within(panel.box.grown(-spot.radius), x, y):
            continue
        if scene.show_places or is_anchor(scene, panel, place.place_id) or _has_room(spot, over, kept):
            kept.append(spot)
    return kept


#: The places that the corridor joins: its main map always names them, whatever else crowds there.
ANCHORS = ("kursk", "vladivostok", "rajin", "pyongyang")


def is_anchor(scene: Scene, panel: Panel, place_id: str) -> bool:
    """Whether the main map of the corridor names a place at any rate."""
    corridor = scene.view is MapView.CORRIDOR and not panel.inset and not scene.show_places
    return corridor and place_id in ANCHORS


class Group(NamedTuple):
    """Places that stand so close in a view that one mark speaks for them: that of the foremost, `lead`."""

    lead: Spot
    others: tuple[Spot, ...]

    @property
    def happened(self) -> int:
        """Events that happened at any of the places."""
        return self.lead.place.happened + sum(other.place.happened for other in self.others)

    @property
    def name(self) -> str:
        """The foremost place's name, with the number of the others."""
        return f"{self.lead.place.name} +{len(self.others)}" if self.others else self.lead.place.name

    def opens(self, view: MapView) -> str:
        """Say what a click asks for: a closer view that holds all, else the foremost place."""
        spots = [(spot.place.lon, spot.place.lat) for spot in (self.lead, *self.others)]
        closer = holding(spots, view) if self.others else None
        return f"view:{closer}" if closer else f"place:{self.lead.place.place_id}"


#: From this radius on a place gets its ring: in wide views, and in close ones, where a few km can be seen.
_LOOSE_KM, _LOOSE_KM_CLOSE = 15.0, 5.0
_SURE = (PlaceKind.CITY, PlaceKind.CAPITAL, PlaceKind.PORT, PlaceKind.RAIL_STATION)


def is_loose(place: PlaceMark, *, close: bool) -> bool:
    """Whether a place where something happened or went is drawn with the ring in which its true spot lies.

    Of towns, ports and stations the radius is their own extent: they get a ring only from 15 km on.
    """
    least = _LOOSE_KM_CLOSE if close and place.kind not in _SURE else _LOOSE_KM
    return place.radius_km >= least and bool(place.end or place.happened)


def all_spots(scene: Scene, canvas: Canvas, panel: Panel) -> list[Spot]:
    """List every place of a scene that a panel holds, the foremost first, however crowded."""
    if not scene.places:
        return []
    weights = _end_weights(scene)
    px = panel.frame.px(np.array([[place.lon, place.lat] for place in scene.places]))
    largest = max(place.happened for place in scene.places)
    entries = sorted(
        zip(scene.places, px.tolist(), strict=True),
        key=lambda entry: _rank(entry[0], weights, counts=scene.show_places),
    )
    return [
        Spot(place, x, y, _radius(place, scene, canvas, largest))
        for place, (x, y) in entries
        if place.happened or not scene.show_places
    ]


def gathered(spots: Sequence[Spot], apart: float) -> list[Group]:
    """Gather spots, given with the foremost first, that stand nearer than `apart` px to an earlier one."""
    leads: list[Spot] = []
    members: dict[int, list[Spot]] = {}
    for spot in spots:
        near = [(math.hypot(spot.x - lead.x, spot.y - lead.y), at) for at, lead in enumerate(leads)]
        least = min(near, default=(math.inf, -1))
        if least[0] < apart:
            members.setdefault(least[1], []).append(spot)
        else:
            leads.append(spot)
    return [Group(lead, tuple(members.get(at, ()))) for at, lead in enumerate(leads)]


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
    small = 0.8 if canvas.width < 560 else 1.0
    # Discs are read at a size at which the other signs are specks.
    sign = 1.0 if sign_of(place.kind) is Sign.TOWN else 1.35
    return small * sign * (3.5 if place.end or place.happened or place.hollow else 2.5)
