"""The map for pan, zoom and click: a scene as a deck.gl specification that stays small.

The corridor is drawn in km of its projection (orthographic view, y downwards), close views in
degrees (map view, Web Mercator). No base map is asked for: the ground comes from static files.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pydeck as pdk

from components.maps.geometry import Box, clip_line, meets, shifted
from components.maps.ground import Ground
from components.maps.pydeck_parts import GROUND_URL, STRING, CompactDeck, positions, rgb, safe
from components.maps.pydeck_places import groups, icons, named, place_layers, text_layers
from components.maps.scene import RouteMark, Scene
from components.maps.signs import SCALE, Sign, icon
from components.maps.strokes import (
    DASHES,
    LIKELY_OPACITY,
    SIGNATURE,
    arrow_heads,
    is_drawn,
    lanes,
    line_in_sight,
    looks,
)
from components.maps.tracks import Leg, leg_points, points
from components.maps.view_ground import view_file
from components.maps.views import Frame, frame, zoom
from components.theme import PALETTES, Mode, Palette
from data.geography import Points
from data.vocabulary import Mode as Transport

_HEAD, _LINE = 11.0, 2.4
#: High precision runs the dash on from segment to segment; without it bends have none.
_DASHED = {"@@type": "PathStyleExtension", "dash": True, "highPrecisionDash": True}
_PLANE = [[-20000, -20000], [20000, -20000], [20000, 20000], [-20000, 20000]]
#: How far beyond the first view lines are drawn, in widths of the view.
_BEYOND = 1.0
#: Doublings by which a reader may come closer: beyond, lines laid out for the first view tell less than a close view.
_CLOSER = 4


def deck(
    scene: Scene, mode: Mode = Mode.LIGHT, *, width: int = 1360, height: int = 560, focus: str = "", turn: int = 0
) -> CompactDeck:
    """Draw a scene for the browser.

    Each record that can be clicked carries `focus` ("event:…", "route:…" or "place:…") and `text`
    for the tooltip. `width` and `height` are those of the map on screen, for the first view and
    the length of dashes; `focus` is outlined. Layers that answer the pointer are named by `turn`.
    """
    palette, framing = PALETTES[mode], scene.framing
    laid = frame(framing, Box(0, 0, width, height))
    found = groups(scene, mode, laid)
    layers = [
        *_ground(scene, palette), *_route_layers(scene, palette, laid, focus),
        *_movement_layers(scene, palette, laid, focus), *place_layers(scene, palette, found, laid, focus),
        *text_layers(scene, mode, laid),
    ]  # fmt: skip
    middle = laid.to_plane(np.array([[width / 2, height / 2]]))
    level = round(zoom(framing, width, height), 3)
    if framing.geographic:
        lon, lat = framing.projection.inverse(middle)[0].round(4).tolist()
        view = pdk.View("MapView", controller=True)
        state = pdk.ViewState(longitude=lon, latitude=lat, zoom=level, min_zoom=level - 2, max_zoom=level + _CLOSER)
    else:
        x, y = middle[0].round(1).tolist()
        view = pdk.View("OrthographicView", controller=True)
        state = pdk.ViewState(target=[x, -y, 0], zoom=level, min_zoom=level - 1, max_zoom=level + _CLOSER)
    for layer in layers:
        # Streamlit takes a second click on a mark as letting go of it; in a layer of another name it is a first one.
        if layer.pickable:
            layer.id = f"{layer.id}-{turn}"
    # map_style must stay unset: any value, even None, makes the front end fetch a base map.
    return CompactDeck(
        layers=layers, views=[view], initial_view_state=state, map_provider=None, tooltip=_tooltip(palette),
    )  # fmt: skip


def named_in(scene: Scene, mode: Mode, width: int, height: int) -> tuple[int, int]:
    """Count the places that a deck of this size names in its first view, and those it holds."""
    sheet, placed = named(scene, mode, frame(scene.framing, Box(0, 0, width, height)))
    return len(sheet.named), placed


def _tooltip(palette: Palette) -> dict[str, Any]:
    style = {
        "backgroundColor": palette.panel, "color": palette.ink, "fontSize": "12px",
        "fontFamily": "Tumen Sans, sans-serif", "padding": "6px 8px", "maxWidth": "320px", "whiteSpace": "pre-line",
        "border": f"1px solid {palette.rule}",
    }  # fmt: skip
    return {"text": "{text}", "style": style}


def _ground(scene: Scene, palette: Palette) -> Iterator[pdk.Layer]:
    # deck.gl clears its canvas to nothing, so the sea is an area as large as the plane.
    edge = [[-179.9, -85], [179.9, -85], [179.9, 85], [-179.9, 85]] if scene.framing.geographic else _PLANE
    yield pdk.Layer(
        "SolidPolygonLayer", [{"polygon": edge}], id="ground-sea", get_polygon="polygon",
        get_fill_color=rgb(palette.sea), pickable=False,
    )  # fmt: skip
    looks_of = {
        Ground.LAND: (palette.land, 0.0), Ground.LAKES: (palette.sea, 0.0), Ground.RIVERS: (palette.river, 1.0),
        Ground.ADMIN: (palette.hair, 0.7), Ground.BORDERS: (palette.border, 0.9), Ground.RAIL: (palette.hair, 0.9),
    }  # fmt: skip
    for kind, (colour, width) in looks_of.items():
        name = view_file(scene.view, kind)
        if name and kind.closed:
            yield pdk.Layer(
                "SolidPolygonLayer", GROUND_URL + name, id=f"ground-{kind}", get_polygon="polygon",
                get_fill_color=rgb(colour), pickable=False,
            )  # fmt: skip
        elif name:
            # Plain segments: in software they cost half of what a path with joins does, and thin lines need none.
            yield pdk.Layer(
                "LineLayer", GROUND_URL + name, id=f"ground-{kind}", get_source_position="s", get_target_position="t",
                get_color=rgb(colour), get_width=width, width_units=STRING("pixels"), pickable=False,
            )  # fmt: skip


def _plane_lines(laid: Frame, lonlat: Points, lane: float = 0.0) -> list[Points]:
    """Project a line with the vertices that the first view shows, and cut it to the view's surroundings."""
    px = line_in_sight(lonlat, laid)
    around = laid.box.grown((laid.box.right - laid.box.left) * _BEYOND)
    if not meets(px, around):
        return []
    return [laid.to_plane(part) for part in clip_line(shifted(px, lane), around)]


def _dash(dash: str, width: float) -> list[float]:
    """Give a dash in multiples of half the line's width, as deck.gl 9.4 draws it; zeros for a solid line."""
    if dash == "solid":
        return [0, 0]
    return [round(2 * float(part.removesuffix("px")) / width, 2) for part in dash.split(",")]


def _route_layers(scene: Scene, palette: Palette, laid: Frame, focus: str) -> Iterator[pdk.Layer]:
    strokes: list[tuple[int, dict[str, Any]]] = []
    close = scene.framing.geographic
    yield _paths("focus-route", list(_route_outline(scene, palette, laid, focus)), pickable=False)
    for route in scene.routes:
        if not is_drawn(route, close=close) or (scene.show_places and route.mode is not Transport.RAIL):
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
            whole = _plane_lines(laid, leg_points(Leg(route.route_id)))
            for colour, width in ((palette.ink, 10.0), (palette.land, 6.0)):
                for line in whole:
                    yield {"path": positions(scene, line), "c": rgb(colour), "w": width, "d": [0, 0]}


def _told(scene: Scene, route: RouteMark) -> dict[str, str]:
    return {"focus": f"route:{route.route_id}", "text": safe(scene.told(route))}


def _paths(id: str, records: list[dict[str, Any]], *, pickable: bool) -> pdk.Layer:
    return pdk.Layer(
        "PathLayer", records, id=id, get_path="path", get_color="c", get_width="w", width_units=STRING("pixels"),
        get_dash_array="d", extensions=[_DASHED], pickable=pickable,
    )  # fmt: skip


def _movement_layers(scene: Scene, palette: Palette, laid: Frame, focus: str) -> Iterator[pdk.Layer]:
    if scene.show_places:
        return
    lines: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    outline: list[dict[str, Any]] = []
    for movement, lane in zip(scene.movements, lanes(scene.movements), strict=True):
        parts = _plane_lines(laid, points(movement.track), lane)
        about = {
            "c": rgb(palette.direction(movement.direction), LIKELY_OPACITY if movement.likely else 1.0),
            "focus": movement.focus, "text": safe(movement.text),
        }  # fmt: skip
        drawn = {"w": _LINE, "d": _dash(DASHES[movement.certainty], _LINE), **about}
        paths = [positions(scene, part) for part in parts]
        lines += [{"path": path, **drawn} for path in paths]
        heads += [{**_head(scene, head), **about} for head in arrow_heads(parts, _HEAD * laid.km_per_px)]
        if focus in {f"event:{event_id}" for event_id in movement.event_ids}:
            rims = ((palette.ink, _LINE + 12), (palette.land, _LINE + 8))
            outline += [{"path": path, "c": rgb(colour), "w": w, "d": [0, 0]} for colour, w in rims for path in paths]
    yield _paths("focus-line", outline, pickable=False)
    yield _paths("movements", lines, pickable=True)
    # Signs of a size in px: heads drawn as areas of the ground would grow with every step of zoom.
    yield icons("movement-heads", heads, get_color="c", get_angle="a", pickable=True)


def _head(scene: Scene, corners: Points) -> dict[str, Any]:
    """Make the sign of an arrow head, which points down, from its triangle in km: tip, and both ends of its base."""
    tip, base = corners[0], (corners[1] + corners[2]) / 2
    x, y = tip - base
    turn = round(math.degrees(math.atan2(y, x)) + 90, 1)
    middle = positions(scene, np.array([(tip + base) / 2]))[0]
    return {"position": middle, "a": turn, "i": icon(Sign.PORT), "s": round(_HEAD * SCALE, 1)}
