"""Figures beside the ports of the view of ports: capacity and depth, each in the words of one origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from components.charts.measure import text_width, wrap
from components.maps.geometry import Box, filled_in
from components.maps.labels import LEADER, LEADING, Room
from components.maps.scene import Scene
from components.maps.sheet import Sheet, Words
from components.maps.spots import Spot
from components.maps.views import MapView
from data.geography import Points
from data.port_readouts import Readout, port_readouts
from data.vocabulary import PlaceKind
from data.wording import NO_FIGURE

_COLUMN = 210.0
#: Px that a block of figures may stand off its port, with a leader.
_LIFTS = (0.0, 14.0, 30.0, 50.0, 75.0, 105.0, 140.0, 180.0, 225.0, 275.0, 335.0, 400.0)
#: How far that is at most, as a share of the picture's width; how many cells of lines a block lies on, if need be
#: as many for each of its own lines.
_FARTHEST, _COVERED, _PER_LINE = 0.3, (0, 4, 12), 7
#: From this distance on, in px, a leader joins block and port; below this cosine a block is centred.
_NEAR, _STEEP = 14.0, 0.3


def label_ports(sheet: Sheet, scene: Scene, spots: Sequence[Spot], room: Room) -> int:
    """Write names and figures beside the ports where there is room, and say how many have them.

    Only the view of ports has figures, and only on a canvas wide enough; ports that got theirs are
    marked as named.
    """
    if scene.view is not MapView.PORTS or scene.show_places or sheet.canvas.narrow:
        return 0
    readouts = port_readouts(scene.rows.tables, scene.rows.known_on)
    ports = [spot for spot in spots if spot.place.kind is PlaceKind.PORT and spot.place.place_id in readouts]
    ports.sort(key=lambda spot: (-len(readouts[spot.place.place_id]), -spot.place.happened, spot.place.name))
    return sum(_label(sheet, spot, readouts, room) for spot in ports)


def _label(sheet: Sheet, spot: Spot, readouts: Mapping[str, tuple[Readout, ...]], room: Room) -> bool:
    """Write one block beside its port, at the place that covers no line and whose leader crosses fewest."""
    lines = _lines(sheet, readouts[spot.place.place_id], spot.place.name)
    size = sheet.canvas.text
    width = max(text_width(text, size, weight=weight) for text, _, weight in lines) + 4
    height = len(lines) * size * LEADING
    boxes = np.array(_around(spot, width, height, _FARTHEST * sheet.canvas.width))
    leads = np.tile((spot.x, spot.y), (len(boxes), 1))
    tried = (room.best(boxes, tolerance=tolerance, leads=leads) for tolerance in (*_COVERED, _PER_LINE * len(lines)))
    found = next((best for best in tried if best is not None), None)
    if found is None:
        return False
    box = Box(*boxes[found].tolist())
    room.take(box.grown(3))
    sheet.named.add(spot.place.place_id)
    middle, right_of = (box.left + box.right) / 2, box.left >= spot.x - 1
    for number, (text, colour, weight) in enumerate(lines):
        half = text_width(text, size, weight=weight) / 2
        x = box.left + half if right_of else box.right - half if box.right <= spot.x + 1 else middle
        sheet.words.append(
            Words(x, box.top + (number + 0.5) * size * LEADING, text, colour, weight, anchor=(spot.x, spot.y))
        )
    _leader(sheet, spot, box, room)
    return True


def _around(spot: Spot, width: float, height: float, most: float) -> list[Box]:
    """List the boxes round a port, the nearest first: on twenty-four sides, at growing distances up to `most`."""
    found = []
    for lift in (lift for lift in _LIFTS if lift <= most):
        for turn in range(24):
            angle = 2 * np.pi * turn / 24
            away = spot.radius + 5 + lift
            x, y = spot.x + away * np.cos(angle), spot.y + away * np.sin(angle)
            # The box hangs on the side that faces the port; above and below it is centred.
            left = x - width * (0.5 - 0.5 * np.cos(angle)) if abs(np.cos(angle)) > _STEEP else x - width / 2
            top = y - height * (0.5 - 0.5 * np.sin(angle))
            found.append(Box(float(left), float(top), float(left + width), float(top + height)))
    return found


def _ends(spot: Spot, boxes: Points) -> Points:
    x = np.clip(spot.x, boxes[:, 0], boxes[:, 2])
    y = np.clip(spot.y, boxes[:, 1], boxes[:, 3])
    return np.column_stack([x, y])


def _leader(sheet: Sheet, spot: Spot, box: Box, room: Room) -> None:
    end = _ends(spot, np.array([box]))[0]
    start = np.array([spot.x, spot.y])
    if np.hypot(*(end - start)) > spot.radius + _NEAR:
        sheet.line([np.array([end, start])], sheet.palette.ink3, 0.8)
        room.cross(filled_in(np.array([end, start]), 5), LEADER)


def _lines(sheet: Sheet, readouts: Sequence[Readout], name: str) -> list[tuple[str, str, int]]:
    palette, size = sheet.palette, sheet.canvas.text
    found = [(name, palette.ink, 600)]
    for one in readouts:
        found += [(line, palette.ink, 400) for line in wrap(one.figure, _COLUMN, size, lines=2)]
        found.append((one.origin, palette.ink2 if one.counted else palette.ink3, 400))
    return found if readouts else [*found, (NO_FIGURE, palette.ink3, 400)]
