"""The forms of marks in a thread of statements: in the picture, and small in its key and lists."""

from __future__ import annotations

from enum import StrEnum

from components.charts.glyphs import Glyph


class Form(StrEnum):
    """How a mark is drawn; the order is that of a key."""

    CROSSED = "crossed"
    BARRED = "barred"
    HALF = "half"
    DISC = "disc"
    PLAQUE = "plaque"
    DOT = "dot"
    SMALL = "small"
    HOLLOW = "hollow"
    SQUARE = "square"
    DIAMOND = "diamond"
    RING = "ring"


#: Plotly symbol, size at 12 px text and stroke of each form.
SYMBOLS: dict[Form, tuple[str, float, float]] = {
    Form.CROSSED: ("circle-x-open", 11, 1.6),
    Form.BARRED: ("circle-open", 11, 1.6),
    Form.HALF: ("circle-open", 11, 1.6),
    Form.DISC: ("circle", 11, 0),
    Form.PLAQUE: ("line-ns-open", 12, 3),
    Form.DOT: ("circle", 9, 0),
    Form.SMALL: ("circle", 7, 0),
    Form.HOLLOW: ("circle-open", 9, 1.6),
    Form.SQUARE: ("square-open", 9, 1.6),
    Form.DIAMOND: ("diamond-open", 8.5, 1.5),
    Form.RING: ("circle-open", 8, 1.4),
}
_HALF_DISC = "M7 1.5A5.5 5.5 0 0 0 7 12.5Z"


def form_glyph(form: Form, colour: str) -> Glyph:
    """Draw a form 14 px square, as keys and lists show it."""
    ring = f'<circle cx="7" cy="7" r="5" fill="none" stroke="{colour}" stroke-width="1.6"/>'
    body = {
        Form.CROSSED: ring + f'<path d="M3.7 3.7 10.3 10.3M10.3 3.7 3.7 10.3" stroke="{colour}" stroke-width="1.4"/>',
        Form.BARRED: ring + f'<path d="M2 7H12" stroke="{colour}" stroke-width="1.6"/>',
        Form.HALF: ring + f'<path d="{_HALF_DISC}" fill="{colour}"/>',
        Form.DISC: f'<circle cx="7" cy="7" r="5.7" fill="{colour}"/>',
        Form.PLAQUE: f'<path d="M7 1V13" stroke="{colour}" stroke-width="3"/>',
        Form.DOT: f'<circle cx="7" cy="7" r="4.5" fill="{colour}"/>',
        Form.SMALL: f'<circle cx="7" cy="7" r="3.5" fill="{colour}"/>',
        Form.HOLLOW: ring,
        Form.SQUARE: f'<rect x="2.5" y="2.5" width="9" height="9" fill="none" stroke="{colour}" stroke-width="1.6"/>',
        Form.DIAMOND: f'<path d="M7 1.5 12.5 7 7 12.5 1.5 7Z" fill="none" stroke="{colour}" stroke-width="1.6"/>',
        Form.RING: f'<circle cx="7" cy="7" r="4" fill="none" stroke="{colour}" stroke-width="1.4"/>',
    }[form]
    size = 'xmlns="http://www.w3.org/2000/svg" width="14" height="14" viewBox="0 0 14 14"'
    return Glyph(f"<svg {size}>{body}</svg>", 14, 14)
