"""The signs of places by what they are: one small form each, for plotly, the key and the icons of deck.gl."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from components.charts.glyphs import Glyph
from data.vocabulary import PlaceKind


class Sign(StrEnum):
    """A form of place mark, in the order of the key; the value is plotly's name of it."""

    TOWN = "circle"
    PORT = "triangle-down"
    CROSSING = "bowtie"
    AIRFIELD = "cross"
    RANGE = "triangle-up"
    FRONT = "x"
    FACILITY = "square"

    @property
    def label(self) -> str:
        """What the form stands for."""
        return _LABELS[self]


_LABELS = {
    Sign.TOWN: "town", Sign.PORT: "port", Sign.CROSSING: "crossing, station", Sign.AIRFIELD: "airfield",
    Sign.RANGE: "training range", Sign.FRONT: "front place", Sign.FACILITY: "plant, site",
}  # fmt: skip
_SIGN_OF = {
    PlaceKind.PORT: Sign.PORT, PlaceKind.AIRFIELD: Sign.AIRFIELD, PlaceKind.TRAINING_RANGE: Sign.RANGE,
    PlaceKind.FRONT_SECTOR: Sign.FRONT, PlaceKind.FACILITY: Sign.FACILITY, PlaceKind.BORDER_CROSSING: Sign.CROSSING,
    PlaceKind.BRIDGE: Sign.CROSSING, PlaceKind.RAIL_STATION: Sign.CROSSING,
}  # fmt: skip
#: Corners of each form about its middle, in shares of half the mark's size; a town is a disc.
_CORNERS: dict[Sign, tuple[tuple[float, float], ...]] = {
    Sign.PORT: ((-1.1, -0.8), (1.1, -0.8), (0.0, 1.1)),
    Sign.RANGE: ((-1.1, 0.8), (1.1, 0.8), (0.0, -1.1)),
    Sign.CROSSING: ((-1.15, -0.85), (0.0, -0.2), (1.15, -0.85), (1.15, 0.85), (0.0, 0.2), (-1.15, 0.85)),
    Sign.AIRFIELD: (
        (-0.36, -1.1), (0.36, -1.1), (0.36, -0.36), (1.1, -0.36), (1.1, 0.36), (0.36, 0.36),
        (0.36, 1.1), (-0.36, 1.1), (-0.36, 0.36), (-1.1, 0.36), (-1.1, -0.36), (-0.36, -0.36),
    ),
    Sign.FRONT: (
        (0.0, -0.5), (0.62, -1.1), (1.1, -0.62), (0.5, 0.0), (1.1, 0.62), (0.62, 1.1),
        (0.0, 0.5), (-0.62, 1.1), (-1.1, 0.62), (-0.5, 0.0), (-1.1, -0.62), (-0.62, -1.1),
    ),
    Sign.FACILITY: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
}  # fmt: skip

#: Px of one cell of the icons' sheet, and half the mark's size in it.
CELL, _HALF = 64, 18
_FINE = 4


def sign_of(kind: PlaceKind) -> Sign:
    """Give the form of a kind of place; towns, capitals and whole regions share the disc.

    >>> sign_of(PlaceKind.BRIDGE).label, sign_of(PlaceKind.CAPITAL).label
    ('crossing, station', 'town')
    """
    return _SIGN_OF.get(kind, Sign.TOWN)


def corners_of(sign: Sign) -> tuple[tuple[float, float], ...]:
    """Give the corners of a form about its middle, in shares of half the mark's size; none for a disc.

    >>> corners_of(Sign.TOWN), len(corners_of(Sign.PORT))
    ((), 3)
    """
    return _CORNERS.get(sign, ())


def glyph(sign: Sign, colour: str, *, hollow: bool = False) -> Glyph:
    """Draw a place sign for a key or a list."""
    paint = f'fill="{"none" if hollow else colour}" stroke="{colour}" stroke-width="{1.3 if hollow else 0.6}"'
    if sign is Sign.TOWN:
        body = f'<circle cx="7" cy="7" r="3.6" {paint}/>'
    else:
        points = " ".join(f"{7 + 4 * x:.1f},{7 + 4 * y:.1f}" for x, y in _CORNERS[sign])
        body = f'<polygon points="{points}" {paint}/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="14" height="14" viewBox="0 0 14 14">{body}</svg>'
    return Glyph(svg, 14, 14)


def icon(sign: Sign, look: str = "full") -> str:
    """Name the icon of a sign: its "full" form, its "edge" alone, or the "rim" that is laid under both."""
    return f"{sign.name.lower()}-{look}"


LOOKS = ("rim", "full", "edge")


@cache
def icon_mapping() -> dict[str, dict[str, int | bool]]:
    """Say where each icon stands on the sheet, as deck.gl reads it; all are masks that take any colour."""
    return {
        icon(sign, look): {"x": x * CELL, "y": y * CELL, "width": CELL, "height": CELL, "mask": True}
        for y, look in enumerate(LOOKS)
        for x, sign in enumerate(Sign)
    }


#: Size of an icon's cell in px for a mark of one px.
SCALE = CELL / (2 * _HALF)


def write_icons(folder: Path) -> Path:
    """Write the sheet of icons into a folder, named by its content."""
    path = folder / icons_name()
    if not path.exists():
        path.write_bytes(_sheet())
    return path


@cache
def icons_name() -> str:
    """Give the content-hashed name of the sheet of icons."""
    return f"place-signs-{hashlib.sha256(_sheet()).hexdigest()[:10]}.png"


@cache
def _sheet() -> bytes:
    """Draw all icons in white on nothing, four times as fine, and take them down to size."""
    wide, high = len(Sign) * CELL, len(LOOKS) * CELL
    mask = Image.new("L", (wide * _FINE, high * _FINE))
    draw = ImageDraw.Draw(mask)
    for y, look in enumerate(LOOKS):
        for x, sign in enumerate(Sign):
            _draw(draw, sign, look, (x + 0.5) * CELL * _FINE, (y + 0.5) * CELL * _FINE)
    alpha = mask.resize((wide, high), Image.Resampling.LANCZOS)
    white = Image.new("L", (wide, high), 255)
    written = BytesIO()
    Image.merge("LA", (white, alpha)).save(written, "PNG", optimize=True)
    return written.getvalue()


def _draw(draw: ImageDraw.ImageDraw, sign: Sign, look: str, x: float, y: float) -> None:
    half, rim = _HALF * _FINE, 7.0 * _FINE
    if sign is Sign.TOWN:
        grown = half + rim if look == "rim" else half
        draw.ellipse((x - grown, y - grown, x + grown, y + grown), fill=255)
        if look == "edge":
            inner = half - rim
            draw.ellipse((x - inner, y - inner, x + inner, y + inner), fill=0)
        return
    points = [(x + half * px, y + half * py) for px, py in _CORNERS[sign]]
    closed = [*points, points[0], points[1]]
    if look != "edge":
        draw.polygon(points, fill=255)
    if look != "full":
        draw.line(closed, fill=255, width=round(2 * rim if look == "rim" else rim * 0.8), joint="curve")
