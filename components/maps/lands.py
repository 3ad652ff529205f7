"""The lands of the Korean peninsula, whose rivers, regions and railways its view shows.

The view reaches beyond the fine layers of the Far East. Such lines of China and Japan would end in the
open, at the edge of the layers: only those of the three neighbours on the Tumen are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from components.maps.geometry import filled_in
from data.geography import FAR_EAST_WINDOW, Points, layer

_LANDS = ("North Korea", "South Korea", "Russia")
#: Degrees of a cell of these lands, and how many cells beyond their borders lines still run: rivers are borders.
_CELL, _BEYOND = 0.02, 3


def in_lands(line: Points) -> Iterator[Points]:
    """Cut a line in degrees to the lands of the peninsula."""
    dense, held = filled_in(line, _CELL), _lands()
    column, row = ((dense - FAR_EAST_WINDOW[:2]) / _CELL).astype(int).T
    inside = held[np.clip(row, 0, held.shape[0] - 1), np.clip(column, 0, held.shape[1] - 1)]
    for part in np.split(dense, np.flatnonzero(np.diff(inside)) + 1)[0 if inside[0] else 1 :: 2]:
        if len(part) > 1:
            yield part


@cache
def _lands() -> NDArray[np.bool_]:
    """Give the cells of the window that the lands fill, from south to north."""
    west, south, east, north = FAR_EAST_WINDOW
    image = Image.new("L", (round((east - west) / _CELL), round((north - south) / _CELL)))
    pen = ImageDraw.Draw(image)
    for shape in layer("fareast_10m_countries"):
        for rings in shape.polygons if shape.text("name") in _LANDS else ():
            pen.polygon([(x, y) for x, y in ((rings[0] - (west, south)) / _CELL).tolist()], fill=1)
    return np.asarray(image.filter(ImageFilter.MaxFilter(2 * _BEYOND + 1)), dtype=bool)
