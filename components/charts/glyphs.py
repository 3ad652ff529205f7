"""Small pictures of the marks, as SVG: for keys, lists and cards, on screen and in files."""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass

from data.vocabulary import Status


@dataclass(frozen=True)
class Glyph:
    """A mark as SVG text with its size in px."""

    svg: str
    width: int
    height: int

    @property
    def uri(self) -> str:
        """The mark as a ``data:`` address for ``img`` elements and plotly layout images."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode()


def _glyph(width: int, height: int, body: str) -> Glyph:
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return Glyph(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>', width, height)


def _stroke(path: str, colour: str, weight: float, more: str = "") -> str:
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{weight}"{more}/>'


def _dashed(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def _hatched(inside: str, colour: str, width: int, step: int) -> str:
    lines = "".join(_stroke(f"M{x} 12 {x + 10} 2", colour, 1) for x in range(-8, width, step))
    return f'<clipPath id="c">{inside}</clipPath><g clip-path="url(#c)">{lines}</g>'


def status_mark(status: str, colour: str) -> Glyph:
    """Draw the mark of a status (disc, ring with dot, ring, diamond, square, crossed ring)."""
    ring = f'<circle cx="7" cy="7" r="5" fill="none" stroke="{colour}" stroke-width="1.8"/>'
    body = {
        Status.CONFIRMED: f'<circle cx="7" cy="7" r="5.5" fill="{colour}"/>',
        Status.REPORTED: ring + f'<circle cx="7" cy="7" r="1.6" fill="{colour}"/>',
        Status.CLAIMED: ring,
        Status.ASSESSED: f'<path d="M7 1 13 7 7 13 1 7Z" fill="none" stroke="{colour}" stroke-width="1.6"/>',
        Status.PLANNED: f'<rect x="2" y="2" width="10" height="10" fill="none" stroke="{colour}" stroke-width="1.8"/>',
        Status.DENIED: ring + f'<path d="M3.8 3.8 10.2 10.2M10.2 3.8 3.8 10.2" stroke="{colour}" stroke-width="1.4"/>',
    }
    return _glyph(14, 14, body[Status(status)])


def swatch(colour: str, *, width: int = 14) -> Glyph:
    """Draw a filled block: a direction."""
    return _glyph(width, 14, f'<rect x="0" y="2" width="{width}" height="10" fill="{colour}"/>')


def bar(colour: str, *, dash: str = "", fill: str = "none", hatch: bool = False, width: int = 26) -> Glyph:
    """Draw an outlined bar, optionally dashed, filled with a paler colour or hatched."""
    box = f'<rect x="1" y="2" width="{width - 2}" height="10"'
    frame = f'{box} fill="{fill}" stroke="{colour}" stroke-width="1.5"{_dashed(dash)}/>'
    return _glyph(width, 14, frame + (_hatched(f"{box}/>", colour, width, 5) if hatch else ""))


def gap(colour: str, *, width: int = 26) -> Glyph:
    """Draw the hatch that says nothing is reported."""
    return _glyph(width, 14, _hatched(f'<rect x="0" y="2" width="{width}" height="10"/>', colour, width, 6))


def span(colour: str, *, width: int = 26) -> Glyph:
    """Draw the bar of an event that lasted several days."""
    return _glyph(width, 14, f'<rect x="0" y="3" width="{width}" height="8" fill="{colour}"/>')


def band(colour: str, *, width: int = 30) -> Glyph:
    """Draw the pale band of a date known only to the month, quarter or year."""
    return _glyph(width, 14, f'<rect x="0" y="3" width="{width}" height="8" fill="{colour}" fill-opacity="0.26"/>')


def tail(colour: str, *, before: bool, after: bool) -> Glyph:
    """Draw a mark with a fading tail: by (before), after, or about (both)."""
    width, middle = 12 + 20 * (before + after), 6 + 20 * before
    body = f'<circle cx="{middle}" cy="7" r="5" fill="{colour}"/>'
    for step, alpha in enumerate((0.12, 0.28, 0.45, 0.62, 0.78, 0.95)):
        starts = [step * 3.33] * before + [width - (step + 1) * 3.33] * after
        for x in starts:
            body += _stroke(f"M{x:.1f} 7H{x + 3.4:.1f}", colour, 2, f' stroke-opacity="{alpha}"')
    return _glyph(width, 14, body)


def line(
    colour: str, *, dash: str = "", weight: float = 2.4, arrow: bool = False, opacity: float = 1, width: int = 34
) -> Glyph:
    """Draw a route or movement line, dashed by certainty, with or without an arrow head."""
    tip = f"M{width - 8} 2.5 {width} 7 {width - 8} 11.5Z"
    head = f'<path d="{tip}" fill="{colour}" fill-opacity="{opacity}"/>' if arrow else ""
    shaft = f"M0 7H{width - 7 if arrow else width}"
    return _glyph(width, 14, _stroke(shaft, colour, weight, f' stroke-opacity="{opacity}"{_dashed(dash)}') + head)


def rail(colour: str, ground: str, *, width: int = 34) -> Glyph:
    """Draw the railway signature: a solid line with the ground's dashes on it."""
    path = f"M0 7H{width}"
    return _glyph(width, 14, _stroke(path, colour, 3) + _stroke(path, ground, 1.2, _dashed("5,5")))


def road(colour: str, ground: str, *, width: int = 34) -> Glyph:
    """Draw the road signature: a double line."""
    path = f"M0 7H{width}"
    return _glyph(width, 14, _stroke(path, colour, 5) + _stroke(path, ground, 2.6))


def arc(colour: str, *, dash: str = "", weight: float = 1.2, width: int = 34) -> Glyph:
    """Draw the bow of an air route."""
    return _glyph(width, 14, _stroke(f"M1 12Q{width / 2} -5 {width - 1} 12", colour, weight, _dashed(dash)))


def disc(colour: str, *, hollow: bool = False, halo: bool = False) -> Glyph:
    """Draw a place: filled, hollow (only said there) or with the ring of its uncertainty."""
    body = f'<circle cx="7" cy="7" r="3" fill="{"none" if hollow else colour}" stroke="{colour}" stroke-width="1.4"/>'
    ring = f'<circle cx="7" cy="7" r="6.2" fill="none" stroke="{colour}" stroke-width="1"/>'
    return _glyph(14, 14, body + (ring if halo else ""))


def upright_arrow(colour: str, *, more: bool) -> Glyph:
    """Draw the arrow of a bound as it stands over a time axis: up for more, down for less."""
    shaft, head = ("M5 14V5", "M1 6 5 0 9 6Z") if more else ("M5 0V9", "M1 8 5 14 9 8Z")
    body = f'<path d="{shaft}" stroke="{colour}" stroke-width="1.8"/><path d="{head}" fill="{colour}"/>'
    return Glyph(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="14" viewBox="0 0 10 14">{body}</svg>', 10, 14
    )


def arrow(colour: str, *, more: bool) -> Glyph:
    """Draw the arrow of a bound: towards more (at least, over) or less (up to, under, nearly)."""
    shaft, head = ("M0 7H18", "M18 2.5 26 7 18 11.5Z") if more else ("M8 7H26", "M8 2.5 0 7 8 11.5Z")
    return _glyph(26, 14, _stroke(shaft, colour, 1.8) + f'<path d="{head}" fill="{colour}"/>')


#: Corners and turn (degrees) of the regular shapes, by plotly name.
_CORNERS: dict[str, tuple[int, int]] = {
    "triangle-up": (3, -90), "triangle-down": (3, 90), "square": (4, 45), "diamond": (4, 0), "pentagon": (5, -90),
    "hexagon2": (6, 0), "star": (10, -90),
}  # fmt: skip


def symbol(name: str, colour: str) -> Glyph:
    """Draw a party's symbol by its plotly name (`components.theme.PARTY_SYMBOLS`); others are discs."""
    if name == "circle-open":
        return status_mark(Status.CLAIMED, colour)
    if name not in _CORNERS:
        return status_mark(Status.CONFIRMED, colour)
    count, turn = _CORNERS[name]
    points = []
    for corner in range(count):
        reach = 2.7 if name == "star" and corner % 2 else 6.3
        angle = math.radians(360 / count * corner + turn)
        points.append(f"{7 + reach * math.cos(angle):.2f},{7 + reach * math.sin(angle):.2f}")
    return _glyph(14, 14, f'<polygon points="{" ".join(points)}" fill="{colour}"/>')
