"""Routes and movements on the pannable map: lines that answer the pointer, arrow heads, outlines of what is open."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pydeck as pdk

from components.maps.movement_marks import MovementMark
from components.maps.pydeck_parts import STRING, positions, rgb, safe
from components.maps.pydeck_places import icons
from components.maps.pydeck_strands import laid_over, length_of, parts_of, px_lines, scale_of
from components.maps.route_marks import RouteMark
from components.maps.scene import Scene
from components.maps.signs import SCALE, Sign, icon
from components.maps.strands import dash_of, longest_ways, width_of_count
from components.maps.strokes import HEAD_PLACES, LIKELY_OPACITY, SIGNATURE, arrow_heads, is_drawn, looks
from components.maps.topology import simplified
from components.maps.tracks import Leg, leg_points
from components.maps.views import Frame
from components.theme import Palette
from data.geography import Points
from data.vocabulary import Mode as Transport
from data.wording import counted

HEAD = 11.0
_LINE = 2.4
#: High precision runs the dash on from segment to segment; without it bends have none.
_DASHED = {"@@type": "PathStyleExtension", "dash": True, "highPrecisionDash": True}
#: How many events of a line are told to the pointer.
_TOLD = 4
#: Lines answer the pointer so many px wide, however thin they are, along a way that may stray so far.
REACH, _REACH_STRAY = 11.0, 1.5


def route_layers(scene: Scene, palette: Palette, laid: Frame, focus: str) -> Iterator[pdk.Layer]:
    """Draw routes by mode and certainty, and outline the open one."""
    strokes: list[tuple[int, dict[str, Any]]] = []
    close = scene.framing.geographic
    yield _paths("focus-route", list(_route_outline(scene, palette, laid, focus)), pickable=False)
    for route in scene.routes:
        if not is_shown(scene, route):
            continue
        paths = [
            positions(scene, line) for part in scene.stretches[route.route_id] for line in _plane_lines(laid, part)
        ]
        for look in looks(route, palette, close=close):
            stroke = {"c": rgb(look.colour), "w": look.width, "d": _dash(look.dash, look.width)}
            told = _told(scene, route) if look.level <= SIGNATURE else {}
            strokes += [(look.level, {"path": path, **stroke, **told}) for path in paths]
    strokes.sort(key=lambda stroke: stroke[0])
    yield _paths("routes", [record for level, record in strokes if level <= SIGNATURE], pickable=True)
    yield _paths("route-sleepers", [record for level, record in strokes if level > SIGNATURE], pickable=False)


def _route_outline(scene: Scene, palette: Palette, laid: Frame, focus: str) -> Iterator[dict[str, Any]]:
    """Set an outline of ink round the whole line of the open route, shared stretches included."""
    for route in scene.routes:
        if focus == f"route:{route.route_id}":
            yield from _rims(scene, palette, _plane_lines(laid, leg_points(Leg(route.route_id))), 6.0)


def _rims(scene: Scene, palette: Palette, lines: Sequence[Points], clear: float) -> Iterator[dict[str, Any]]:
    """Lay an ink line and, `clear` px wide, ground under lines in km: a rim of 2 px on either side remains."""
    for colour, width in ((palette.ink, clear + 4), (palette.land, clear)):
        for line in lines:
            yield {"path": positions(scene, line), "c": rgb(colour), "w": width, "d": [0, 0]}


def _told(scene: Scene, route: RouteMark) -> dict[str, str]:
    return {"focus": f"route:{route.route_id}", "text": safe(scene.told(route))}


def _paths(id: str, records: list[dict[str, Any]], *, pickable: bool) -> pdk.Layer:
    return pdk.Layer(
        "PathLayer", records, id=id, get_path="path", get_color="c", get_width="w", width_units=STRING("pixels"),
        get_dash_array="d", extensions=[_DASHED], pickable=pickable,
    )  # fmt: skip


def movement_layers(scene: Scene, palette: Palette, laid: Frame, focus: str) -> Iterator[pdk.Layer]:
    """Draw movements as strands, each as wide as events lie on it, with arrow heads, and outline the open event."""
    if scene.show_places:
        return
    yield _paths("focus-line", list(_outline(scene, palette, laid, focus)), pickable=False)
    yield _paths("movements", list(_lines(scene, palette, laid)), pickable=True)
    # Signs of a size in px: heads drawn as areas of the ground would grow with every step of zoom.
    yield icons("movement-heads", list(_heads(scene, palette, laid)), get_color="c", get_angle="a", pickable=True)


def hit_layers(scene: Scene, palette: Palette, laid: Frame) -> Iterator[pdk.Layer]:
    """Lay unseen lines under all others, wide enough for a hand: what is drawn on them answers before them.

    The front end gives the pointer no reach of its own, and a sea lane is one px wide.
    """
    unseen = rgb(palette.land, 0.004)
    for id, found in (("route-reach", _route_reach(scene, laid)), ("movement-reach", _movement_reach(scene, laid))):
        records = [
            {"path": positions(scene, laid.to_plane(simplified(line, _REACH_STRAY))), **told} for line, told in found
        ]
        yield pdk.Layer(
            "PathLayer", records, id=id, get_path="path", get_color=unseen, get_width=REACH,
            width_units=STRING("pixels"), pickable=True,
        )  # fmt: skip


def _route_reach(scene: Scene, laid: Frame) -> Iterator[tuple[Points, dict[str, str]]]:
    for route in scene.routes:
        if is_shown(scene, route):
            for part in scene.stretches[route.route_id]:
                for line in px_lines(laid, part):
                    yield line, _told(scene, route)


def _movement_reach(scene: Scene, laid: Frame) -> Iterator[tuple[Points, dict[str, str]]]:
    if scene.show_places:
        return
    for _, strand in laid_over(scene, laid):
        yield strand.line, _answer([scene.movements[i] for i in strand.movements])


def is_shown(scene: Scene, route: RouteMark) -> bool:
    """Whether a scene draws a route's line; counts by place have the railways alone, for orientation."""
    return is_drawn(route, close=scene.framing.geographic) and (not scene.show_places or route.mode is Transport.RAIL)


def _lines(scene: Scene, palette: Palette, laid: Frame) -> Iterator[dict[str, Any]]:
    for kind, strand in laid_over(scene, laid):
        width = round(width_of_count(strand.events) * scale_of(laid), 1)
        yield {
            "path": positions(scene, laid.to_plane(strand.line)),
            "w": width, "d": _dash(dash_of(kind[1], width), width),
            **_about(palette, [scene.movements[i] for i in strand.movements], likely=strand.likely),
        }  # fmt: skip


def _about(palette: Palette, movements: Sequence[MovementMark], *, likely: bool) -> dict[str, Any]:
    """Give a line's colour and how it answers the pointer."""
    return {
        "c": rgb(palette.direction(movements[0].direction), LIKELY_OPACITY if likely else 1.0),
        **_answer(movements),
    }


def _answer(movements: Sequence[MovementMark]) -> dict[str, str]:
    """Say what a click on a line opens, its weightiest event, and what the pointer is told."""
    ranked = sorted(movements, key=lambda movement: movement.weight)
    return {"focus": ranked[0].focus, "text": safe(_told_of(ranked))}


def _told_of(ranked: Sequence[MovementMark]) -> str:
    """Tell the movements of a line, the weightiest first; only those of one line alone are told in full."""
    if len(ranked) == 1:
        return ranked[0].text
    first = [movement.text.split("\n", 1)[0] for movement in ranked[:_TOLD]]
    more = sum(len(movement.event_ids) for movement in ranked) - len(first)
    return "\n".join([*first, *([f"{counted(more, 'more event')} on this line"] if more else [])])


def _heads(scene: Scene, palette: Palette, laid: Frame) -> Iterator[dict[str, Any]]:
    """Place an arrow head at the end of every movement, and on the way of the longest of those on one way."""
    lengths_px = {i: length_of(parts) for i, parts in enumerate(parts_of(scene, laid))}
    on_the_way = longest_ways(dict(enumerate(scene.movements)), lengths_px)
    for i, (movement, parts) in enumerate(zip(scene.movements, parts_of(scene, laid), strict=True)):
        plane = [laid.to_plane(part) for part in parts]
        places = HEAD_PLACES if i in on_the_way else ()
        about = _about(palette, [movement], likely=movement.likely)
        for head in arrow_heads(plane, HEAD * laid.km_per_px, on_the_way=places):
            yield {**_head(scene, head), **about}


def _outline(scene: Scene, palette: Palette, laid: Frame, focus: str) -> Iterator[dict[str, Any]]:
    """Set an outline of ink round the line of the open event."""
    for movement, parts in zip(scene.movements, parts_of(scene, laid), strict=True):
        if focus in {f"event:{event_id}" for event_id in movement.event_ids}:
            yield from _rims(scene, palette, [laid.to_plane(part) for part in parts], _LINE + 8)


def _head(scene: Scene, corners: Points) -> dict[str, Any]:
    """Make the sign of an arrow head, which points down, from its triangle in km: tip, and both ends of its base."""
    tip, base = corners[0], (corners[1] + corners[2]) / 2
    x, y = tip - base
    turn = round(math.degrees(math.atan2(y, x)) + 90, 1)
    middle = positions(scene, np.array([(tip + base) / 2]))[0]
    return {"position": middle, "a": turn, "i": icon(Sign.PORT), "s": round(HEAD * SCALE, 1)}


def _plane_lines(laid: Frame, lonlat: Points) -> list[Points]:
    """Project a line with the vertices that the first view shows, and cut it to the view's surroundings."""
    return [laid.to_plane(part) for part in px_lines(laid, lonlat)]


def _dash(dash: str, width: float) -> list[float]:
    """Give a dash in multiples of half the line's width, as deck.gl 9.4 draws it; zeros for a solid line."""
    if dash == "solid":
        return [0, 0]
    return [round(2 * float(part.removesuffix("px")) / width, 2) for part in dash.split(",")]
