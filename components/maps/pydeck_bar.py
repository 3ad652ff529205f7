"""The scale bar of the pannable map: it lies on the ground, and so is right at every zoom."""

from __future__ import annotations

import numpy as np
import pydeck as pdk

from components.charts.measure import text_width
from components.maps.geometry import Box
from components.maps.labels import LEADING, Room
from components.maps.pydeck_parts import STRING, positions, rgb
from components.maps.scene import Scene
from components.maps.sheet import Sheet, Words
from components.maps.views import Frame
from components.maps.wording import bar_length
from components.theme import Palette

#: A map wider than this is narrowed by an open card, by less than so many px on either side.
_NARROWED, _CUT = 700.0, 232.0
_MARGIN, _STEP = 12.0, 24.0


def place_bar(sheet: Sheet, laid: Frame, room: Room) -> Box:
    """Find the bar a place where least lies under it, low on the map and clear of what an open card cuts off.

    Gives the line as a box without height; its words go on the sheet.
    """
    length, text = bar_length(laid)
    size, box = sheet.canvas.text, laid.box
    edge = _CUT if box.right - box.left > _NARROWED else _MARGIN
    width, height = max(length, text_width(text, size)) + 8, size * LEADING + 10
    lefts = np.arange(box.left + edge, box.right - edge - width, _STEP)
    places = [Box(x, y - height, x + width, y) for y in (box.bottom - 8, box.top + height + 8) for x in lefts]
    found = places[room.best(places) or 0]
    room.take(found)
    middle, line = (found.left + found.right) / 2, found.bottom - 5
    words = Words(middle, line - 5 - size * 0.55, text, sheet.canvas.palette.ink2, anchor=(middle, line))
    sheet.words.append(words)
    return Box(middle - length / 2, line, middle + length / 2, line)


def bar_layer(scene: Scene, palette: Palette, laid: Frame, bar: Box) -> pdk.Layer:
    """Draw the bar on a light rim, so that what crosses it does not cut it."""
    ends = positions(scene, laid.to_plane(np.array([[bar.left, bar.top], [bar.right, bar.bottom]])))
    looks = ((palette.land, 5.0), (palette.ink2, 2.0))
    return pdk.Layer(
        "PathLayer", [{"path": ends, "c": rgb(colour), "w": width} for colour, width in looks], id="scale-bar",
        get_path="path", get_color="c", get_width="w", width_units=STRING("pixels"), pickable=False,
    )  # fmt: skip
