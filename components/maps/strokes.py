"""How routes and movements look, and where their lines run in a frame: shared by both painters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from components.maps.geometry import (
    arrow_head,
    at,
    clip_line,
    filled_in,
    lengths,
    meets,
    shifted,
    thinned,
)  # fmt: skip
from components.maps.movement_marks import MovementMark
from components.maps.route_marks import RouteMark
from components.maps.sheet import Coordinates, joined
from components.maps.topology import simplified
from components.maps.tracks import Track, points
from components.maps.views import Frame
from components.theme import Palette
from data.geography import Points
from data.vocabulary import Certainty, Mode, RouteState

DASHES = {Certainty.OBSERVED: "solid", Certainty.CLAIMED: "7px,4px", Certainty.INFERRED: "1.5px,5px"}
PLANNED_DASH = "6px,4px"
LIKELY_OPACITY = 0.65
HEAD_PLACES = (0.3, 0.62)
LANE = 3.4
#: Level of a route's widest stroke, by which words keep away from main railways and roads.
SIGNATURE = 2
#: From so many px aside on a line is rounded.
_FAR_ASIDE = 4.0
#: Px between the points the pointer can hit, and at most between line cells that words avoid.
_REACH, _GRAIN = 28.0, 5.0
#: Px by which a line may stray in the first view and beyond it; what lies further from the middle, in widths
#: and heights, is beyond.
_STRAY, _AT_ONCE = (0.8, 3.0), 0.6


class Look(NamedTuple):
    """One stroke of a route: strokes are painted in the order of `level`."""

    level: int
    colour: str
    width: float
    dash: str


class Course(NamedTuple):
    """A movement's line in a frame.

    `longest` is its longest part, `x` and `y` all of it, as `cells` with a vertex every few px, `hits` the points
    that answer the pointer;
    `tips` are the arrow heads at the ends of its `parts`, `heads` those on the way as well.
    """

    longest: Points
    length: float
    cells: Points
    x: Coordinates
    y: Coordinates
    hits: Points
    heads: tuple[Points, ...]
    tips: tuple[Points, ...]
    parts: tuple[Points, ...]


def is_drawn(route: RouteMark, *, close: bool = False) -> bool:
    """Whether a route has a line: railways always (the track is there), others where something runs or is built.

    Close views also show, pale, what has ceased: a dated row then says since when.
    """
    built = route.mode is Mode.ROAD and route.state in (RouteState.UNDER_CONSTRUCTION, RouteState.PLANNED)
    return route.mode is Mode.RAIL or route.in_use or built or (close and route.dated)


def looks(route: RouteMark, palette: Palette, *, close: bool) -> tuple[Look, ...]:
    """Give the strokes of a route.

    Mode is the form (railway with sleepers, double road, thin line for sea and air), certainty the
    dash; a railway of which no dated row speaks is drawn as generally in use.
    """
    dash = DASHES[route.certainty] if route.dated else "solid"
    if route.mode is Mode.ROAD:
        outer = dash if route.in_use else PLANNED_DASH
        return Look(2, palette.ink3, 5.0, outer), Look(3, palette.land, 2.6, "solid")
    if route.mode is not Mode.RAIL and not route.in_use:
        return (Look(0, palette.rule, 1.2, "solid"),)
    if route.mode is not Mode.RAIL:
        return (Look(1, palette.ink3, 1.2, dash),)
    if not route.in_use:
        return (Look(0, palette.rule, 1.4, "solid"),)
    if not (route.main or close):
        return (Look(1, palette.ink3, 1.0, "solid"),)
    if dash != "solid":
        return (Look(2, palette.ink3, 2.2, dash),)
    return Look(2, palette.ink3, 3.0, "solid"), Look(4, palette.land, 1.2, "5px,5px")


@lru_cache(maxsize=1024)
def _stretch(stretch: _ByIdentity, laid: Frame) -> tuple[Points, ...]:
    px = laid.px(stretch.points)
    return tuple(clip_line(thinned(px, 1.5), laid.box)) if meets(px, laid.box) else ()


class _ByIdentity:
    """An array in a cache's key: routes' arrays are made once and live as long as the process."""

    def __init__(self, points: Points) -> None:
        self.points = points

    def __hash__(self) -> int:
        return id(self.points)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and self.points is other.points


def route_lines_px(stretches: Sequence[Points], laid: Frame) -> list[Points]:
    """Give a route's stretches in a frame, thinned to what px can show and cut to the frame."""
    return [line for stretch in stretches for line in _stretch(_ByIdentity(stretch), laid)]


@lru_cache(maxsize=4096)
def _in_sight(line: _ByIdentity, laid: Frame) -> Points:
    px = thinned(laid.px(line.points), 0.3)
    wide, tall = laid.box.right - laid.box.left, laid.box.bottom - laid.box.top
    beside = np.maximum(np.abs(px[:, 0] - wide / 2) / wide, np.abs(px[:, 1] - tall / 2) / tall) > _AT_ONCE
    return simplified(px, np.where(beside, _STRAY[1], _STRAY[0]))


def line_in_sight(line: Points, laid: Frame) -> Points:
    """Give a line in px of a frame with as few vertices as it takes, fewer where only a reader who pans looks.

    `line` is kept for as long as the process lives: it must be one of a cache, and is not to be changed.
    """
    return _in_sight(_ByIdentity(line), laid)


def lanes(movements: Sequence[MovementMark]) -> list[float]:
    """Give each movement its px beside the middle of its track, so that lines on one track stay apart."""
    shared: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, movement in enumerate(movements):
        shared[movement.track.way].append(i)
    found = [0.0] * len(movements)
    for members in shared.values():
        for place, i in enumerate(members):
            turned = movements[i].track.start > movements[i].track.end
            found[i] = (place - (len(members) - 1) / 2) * LANE * (-1 if turned else 1)
    return found


def beside(line: Points, by: float) -> Points:
    """Move a line sideways by so many px; one that goes far aside is rounded first, lest it knot in narrow bends.

    >>> beside(np.array([[0.0, 0.0], [40.0, 0.0]]), 10).round(1)[[0, -1]].tolist()
    [[0.0, 10.0], [40.0, 10.0]]
    """
    if abs(by) < _FAR_ASIDE:
        return shifted(line, by)
    rounded = filled_in(line, 2.0)
    step = float(lengths(rounded)[-1]) / (len(rounded) - 1)
    window = 2 * int(abs(by) / max(step, 0.5)) + 1
    even = np.full(window, 1 / window)
    for _ in range(2):
        padded = np.pad(rounded, ((window // 2, window // 2), (0, 0)), mode="reflect", reflect_type="odd")
        rounded = np.column_stack([np.convolve(padded[:, axis], even, mode="valid") for axis in (0, 1)])
    return shifted(simplified(rounded, 0.3), by)


@lru_cache(maxsize=2048)
def course(way: Track, laid: Frame, lane: float, head: float) -> Course | None:
    """Lay a track into a frame, `lane` px to its side, with arrow heads of `head` px (0: none).

    Gives None where less than a few px of it can be seen. The lists are shared and must not be changed.
    """
    px = thinned(laid.px(points(way)), 1.5)
    parts = clip_line(beside(px, lane), laid.box) if meets(px, laid.box) else []
    if not parts or sum(float(lengths(part)[-1]) for part in parts) < 6:
        return None
    longest = max(parts, key=lambda part: float(lengths(part)[-1]))
    x, y = joined(parts)
    hits = np.concatenate([_every(part, _REACH) for part in parts])
    cells = np.concatenate([filled_in(part, _GRAIN) for part in parts])
    heads = tuple(arrow_heads(parts, head)) if head else ()
    tips = tuple(arrow_heads(parts, head, on_the_way=())) if head else ()
    return Course(longest, float(lengths(longest)[-1]), cells, x, y, hits, heads, tips, tuple(parts))


def _every(part: Points, step: float) -> Points:
    run = lengths(part)
    places = np.linspace(0.0, run[-1], max(2, round(float(run[-1]) / step) + 1))
    return np.column_stack([np.interp(places, run, part[:, axis]) for axis in (0, 1)])


def arrow_heads(parts: Sequence[Points], size: float, *, on_the_way: Sequence[float] = HEAD_PLACES) -> list[Points]:
    """Give the arrow heads of a line's parts, of `size` in the parts' own unit; short parts have none."""
    found = []
    for part in parts:
        run = lengths(part)
        total = float(run[-1])
        if total < 1.5 * size:
            continue
        places = [share * total for share in on_the_way] if total > 9 * size else []
        for place in [*places, total]:
            tip, back = at(part, run, place)[0], at(part, run, max(place - size, 0.0))[0]
            found.append(arrow_head(tip, float(np.arctan2(tip[1] - back[1], tip[0] - back[0])), size))
    return found
