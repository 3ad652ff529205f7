"""Where the lines of movements run on the pannable map: bundled, and each look in its place beside its way."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from components.maps.geometry import clip_line, lengths, meets
from components.maps.scene import Scene
from components.maps.strands import Kind, Strand, bundled, offsets
from components.maps.strokes import beside, line_in_sight
from components.maps.topology import simplified
from components.maps.tracks import points
from components.maps.views import Frame
from data.geography import Points

#: How far beyond the first view lines are drawn, in widths of the view.
_BEYOND = 1.0
#: Px by which a strand may stray from its line in the first view.
_STRAY = 0.4
#: Narrower maps, in px, have lines narrower by this factor.
_PHONE, _PHONE_SCALE = 560, 0.65
#: Px of the first view up to which a movement is short.
_SHORT = 120.0


@lru_cache(maxsize=8)
def parts_of(scene: Scene, laid: Frame) -> tuple[list[Points], ...]:
    """Give the parts of each movement's line in px, in its place beside its way.

    Those that are short in the first view make room for each other only: a close look tells them apart.
    """
    every = dict(enumerate(scene.movements))
    short = {i for i, movement in every.items() if _seen(laid, points(movement.track)) < _SHORT}
    places = offsets({i: movement for i, movement in every.items() if i not in short}, laid)
    places |= offsets({i: movement for i, movement in every.items() if i in short}, laid)
    scale = scale_of(laid)
    return tuple(px_lines(laid, points(movement.track), places[i] * scale) for i, movement in every.items())


@lru_cache(maxsize=8)
def laid_over(scene: Scene, laid: Frame) -> list[tuple[Kind, Strand]]:
    """Lay movements of one look over each other; the wider lines come first, so that none hides another."""
    found = [
        (kind, strand._replace(line=simplified(strand.line, _STRAY)))
        for kind, strand in bundled(scene.movements, dict(enumerate(parts_of(scene, laid))))
    ]
    return sorted(found, key=lambda item: -item[1].events)


def scale_of(laid: Frame) -> float:
    """Give what widths are multiplied with: on a phone's map the widest would cover what lies beside them."""
    return _PHONE_SCALE if laid.box.right - laid.box.left < _PHONE else 1.0


def px_lines(laid: Frame, lonlat: Points, lane: float = 0.0) -> list[Points]:
    """Lay a line into a frame with the vertices that the first view shows, cut to the view's surroundings.

    `lonlat` must be of a cache (see `line_in_sight`); `lane` are px to its side.
    """
    px = line_in_sight(lonlat, laid)
    around = laid.box.grown((laid.box.right - laid.box.left) * _BEYOND)
    return clip_line(beside(px, lane), around) if meets(px, around) else []


def length_of(parts: Sequence[Points]) -> float:
    """Give the px that the parts of a line are long together."""
    return sum(float(lengths(part)[-1]) for part in parts)


def _seen(laid: Frame, lonlat: Points) -> float:
    line = line_in_sight(lonlat, laid)
    return length_of(clip_line(line, laid.box)) if meets(line, laid.box) else 0.0
