"""The map for pan, zoom and click: a scene as a deck.gl specification that stays small.

The corridor is drawn in km of its projection (orthographic view, y downwards), close views in
degrees (map view, Web Mercator). No base map is asked for: the ground comes from static files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from components.exhibits.contract import Canvas
from components.maps.geometry import Box, clip_line, filled_in, meets, shifted, thinned
from components.maps.ground import Ground, file_name
from components.maps.labels import Room
from components.maps.scene import RouteMark, Scene
from components.maps.sheet import Panel, Sheet, Words
from components.maps.spots import spots_in
from components.maps.strokes import (
    DASHES,
    LIKELY_OPACITY,
    SIGNATURE,
    arrow_heads,
    course,
    is_drawn,
    lanes,
    looks,
    route_lines_px,
)
from components.maps.tracks import points
from components.maps.views import Frame, frame, zoom
from components.maps.wording import name_countries, name_places, named_limit
from components.theme import PALETTES, Mode, Palette
from data.geography import Points
from data.vocabulary import Mode as Transport

GROUND_URL = "app/static/geo/"
_STRING = pdk.types.String
_HEAD, _LINE = 12.0, 2.4
#: High precision runs the dash on from segment to segment; without it bends have none.
_DASHED = {"@@type": "PathStyleExtension", "dash": True, "highPrecisionDash": True}
_PLANE = [[-20000, -20000], [20000, -20000], [20000, 20000], [-20000, 20000]]
#: How far beyond the first view lines are drawn, in widths of the view.
_BEYOND = 1.0


class CompactDeck(pdk.Deck):  # type: ignore[misc]
    """A deck whose JSON carries no white space: half the size of pydeck's own."""

    def to_json(self) -> str:
        """Write the specification, keys sorted, so that equal decks are equal text."""
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))


def deck(
    scene: Scene, mode: Mode = Mode.LIGHT, *, width: int = 1360, height: int = 560, focus: str = ""
) -> CompactDeck:
    """Draw a scene for the browser.

    Each record that can be clicked carries `focus` ("event:…", "route:…" or "place:…") and `text`
    for the tooltip. `width` and `height` are those of the map on screen, for the first view and
    the length of dashes; `focus` is outlined.
    """
    palette, framing = PALETTES[mode], scene.framing
    laid = frame(framing, Box(0, 0, width, height))
    layers = [
        *_ground(scene, palette), *_route_layers(scene, palette, laid),
        *_movement_layers(scene, palette, laid, focus), *_place_layers(scene, palette, focus),
        *_text_layers(scene, mode, laid),
    ]  # fmt: skip
    middle = laid.to_plane(np.array([[width / 2, height / 2]]))
    level = round(zoom(framing, width, height), 3)
    if framing.geographic:
        lon, lat = framing.projection.inverse(middle)[0].round(4).tolist()
        view = pdk.View("MapView", controller=True)
        state = pdk.ViewState(longitude=lon, latitude=lat, zoom=level, min_zoom=level - 2, max_zoom=level + 5)
    else:
        x, y = middle[0].round(1).tolist()
        view = pdk.View("OrthographicView", controller=True)
        state = pdk.ViewState(target=[x, -y, 0], zoom=level, min_zoom=level - 1, max_zoom=level + 7)
    # map_style must stay unset: any value, even None, makes the front end fetch a base map.
    return CompactDeck(
        layers=layers, views=[view], initial_view_state=state, map_provider=None, tooltip=_tooltip(palette),
    )  # fmt: skip


def safe(text: str) -> str:
    """Keep deck.gl from evaluating row text: strings that begin with "@@" get a zero-width space before.

    >>> safe("@@=alert(1)")[0] == chr(0x200B), safe("Rajin")
    (True, 'Rajin')
    """
    return "\u200b" + text if text.startswith("@@") else text


def rgb(colour: str, opacity: float = 1.0) -> list[int]:
    """Give a hex colour as deck.gl takes it.

    >>> rgb("#FF8000"), rgb("#FF8000", 0.5)
    ([255, 128, 0], [255, 128, 0, 128])
    """
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return parts if opacity >= 1 else [*parts, round(255 * opacity)]


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
        name = file_name(scene.framing.detail, kind)
        if not name:
            continue
        fill, line = {"get_fill_color": rgb(colour)}, {"get_line_color": rgb(colour), "get_line_width": width}
        paint = fill if kind.closed else line
        yield pdk.Layer(
            "GeoJsonLayer", GROUND_URL + name, id=f"ground-{kind}", filled=kind.closed, stroked=not kind.closed,
            line_width_units=_STRING("pixels"), pickable=False, **paint,
        )  # fmt: skip


def _path(scene: Scene, plane: Points) -> list[list[float]]:
    if scene.framing.geographic:
        found: list[list[float]] = scene.framing.projection.inverse(plane).round(3).tolist()
    else:
        found = (plane * np.array([1.0, -1.0])).round(1).tolist()
    return found


def _plane_lines(laid: Frame, lonlat: Points, lane: float = 0.0) -> list[Points]:
    """Project a line, thin it to what the first view shows, and cut it to the view's surroundings."""
    px = thinned(laid.px(lonlat), 1.5)
    around = laid.box.grown((laid.box.right - laid.box.left) * _BEYOND)
    if not meets(px, around):
        return []
    return [laid.to_plane(part) for part in clip_line(shifted(px, lane), around)]


def _dash(dash: str, width: float) -> list[float]:
    """Give a dash in multiples of half the line's width, as deck.gl 9.4 draws it; zeros for a solid line."""
    if dash == "solid":
        return [0, 0]
    return [round(2 * float(part.removesuffix("px")) / width, 2) for part in dash.split(",")]


def _route_layers(scene: Scene, palette: Palette, laid: Frame) -> Iterator[pdk.Layer]:
    strokes: list[tuple[int, dict[str, Any]]] = []
    for route in scene.routes:
        if not is_drawn(route) or (scene.show_places and route.mode is not Transport.RAIL):
            continue
        paths = [_path(scene, line) for part in scene.stretches[route.route_id] for line in _plane_lines(laid, part)]
        for look in looks(route, palette, close=scene.framing.geographic):
            stroke = {"c": rgb(look.colour), "w": look.width, "d": _dash(look.dash, look.width)}
            told = _told(route) if look.level <= SIGNATURE else {}
            strokes += [(look.level, {"path": path, **stroke, **told}) for path in paths]
    strokes.sort(key=lambda stroke: stroke[0])
    yield _paths("routes", [record for level, record in strokes if level <= SIGNATURE], pickable=True)
    yield _paths("route-sleepers", [record for level, record in strokes if level > SIGNATURE], pickable=False)


def _told(route: RouteMark) -> dict[str, str]:
    return {"focus": f"route:{route.route_id}", "text": safe(route.text)}


def _paths(id: str, records: list[dict[str, Any]], *, pickable: bool) -> pdk.Layer:
    return pdk.Layer(
        "PathLayer", records, id=id, get_path="path", get_color="c", get_width="w", width_units=_STRING("pixels"),
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
        paths = [_path(scene, part) for part in parts]
        lines += [{"path": path, **drawn} for path in paths]
        heads += [{"polygon": _path(scene, head), **about} for head in arrow_heads(parts, _HEAD * laid.km_per_px)]
        if focus in {f"event:{event_id}" for event_id in movement.event_ids}:
            rims = ((palette.ink, _LINE + 12), (palette.land, _LINE + 8))
            outline += [{"path": path, "c": rgb(colour), "w": w, "d": [0, 0]} for colour, w in rims for path in paths]
    yield _paths("focus-line", outline, pickable=False)
    yield _paths("movements", lines, pickable=True)
    yield pdk.Layer(
        "SolidPolygonLayer", heads, id="movement-heads", get_polygon="polygon", get_fill_color="c", pickable=True
    )


def _place_layers(scene: Scene, palette: Palette, focus: str) -> Iterator[pdk.Layer]:
    records = list(_place_records(scene, palette, focus))
    rings = [{"position": r["position"], "r": r["ring"]} for r in records if r["ring"]]
    per_km = 1000.0 if scene.framing.geographic else 1.0
    yield pdk.Layer(
        "ScatterplotLayer", [{**ring, "r": ring["r"] * per_km} for ring in rings], id="place-rings",
        get_position="position", get_radius="r", radius_min_pixels=6, filled=False, stroked=True,
        get_line_color=rgb(palette.ink3), line_width_min_pixels=1, line_width_max_pixels=1, pickable=False,
    )  # fmt: skip
    yield pdk.Layer(
        "ScatterplotLayer", records, id="places", get_position="position", get_radius="px",
        radius_units=_STRING("pixels"), filled=True, stroked=True, get_fill_color="fill", get_line_color="edge",
        get_line_width="line", line_width_units=_STRING("pixels"), pickable=True,
    )  # fmt: skip


def _text_layers(scene: Scene, mode: Mode, laid: Frame) -> Iterator[pdk.Layer]:
    """Write the names that have room in the first view; deck.gl's collision filter hides offset text."""
    canvas = Canvas(round(laid.box.right), round(laid.box.bottom), mode)
    sheet, panel, room = Sheet(canvas), Panel(laid), Room(laid.box)
    for movement, lane in zip(scene.movements, lanes(scene.movements), strict=True):
        if not scene.show_places and (found := course(movement.track, laid, lane, 0.0)):
            room.cross(found.cells)
    for route in scene.routes:
        if route.main and not scene.show_places:
            for line in route_lines_px(scene.stretches[route.route_id], laid):
                room.cross(filled_in(line, 5))
    spots = spots_in(scene, canvas, panel)
    for spot in spots[: named_limit(sheet, scene)]:
        room.take(Box(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius))
    name_places(sheet, scene, spots[: named_limit(sheet, scene)], room)
    name_countries(sheet, panel, room)
    for weight in (400, 600):
        records = [_text_record(scene, words, laid) for words in sheet.words if words.weight == weight]
        ground = rgb(canvas.palette.land)
        halos = [{key: record[key] for key in ("p", "text", "o")} for record in records]
        # An outline eats into thin letters: so the halo is a layer of its own, under plain letters.
        glow = {"get_color": ground, "outline_color": ground, "outline_width": 5}
        sdf = {"sdf": True, "fontSize": 64, "buffer": 10, "radius": 14}
        yield _names(f"halos-{weight}", halos, canvas.text, weight, font_settings=sdf, **glow)
        yield _names(f"names-{weight}", records, canvas.text, weight, get_color="c", font_settings={"fontSize": 64})


def _names(id: str, records: list[dict[str, Any]], size: float, weight: int, **look: Any) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer", records, id=id, get_position="p", get_text="text", get_pixel_offset="o", get_size=size,
        font_weight=weight, font_family=_STRING("Tumen Sans, sans-serif"), character_set=_STRING("auto"),
        pickable=False, **look,
    )  # fmt: skip


def _text_record(scene: Scene, words: Words, laid: Frame) -> dict[str, Any]:
    x, y = words.anchor or (words.x, words.y)
    position = _path(scene, laid.to_plane(np.array([[x, y]])))[0]
    offset = [round(words.x - x, 1), round(words.y - y, 1)]
    return {"p": position, "text": safe(words.text), "c": rgb(words.colour), "o": offset}


def _place_records(scene: Scene, palette: Palette, focus: str) -> Iterator[dict[str, Any]]:
    if not scene.places:
        return
    lonlat = np.array([[place.lon, place.lat] for place in scene.places])
    spots = _path(scene, scene.framing.projection.forward(lonlat))
    largest = max(1, *(place.happened for place in scene.places))
    for place, spot in zip(scene.places, spots, strict=True):
        if scene.show_places and not place.happened:
            continue
        ink = palette.accent if scene.show_places else palette.ink
        busy = place.end or place.happened or place.hollow
        radius = max(3.0, 22 * (place.happened / largest) ** 0.5) if scene.show_places else (4.0 if busy else 2.5)
        focused = focus == f"place:{place.place_id}"
        yield {
            "position": spot, "text": safe(place.text), "focus": f"place:{place.place_id}",
            "px": round(radius, 1), "line": 2.0 if focused else 1.2,
            "fill": rgb(palette.land) if place.hollow else rgb(ink, 0.35 if scene.show_places else 1.0),
            "edge": rgb(palette.ink if focused or place.hollow else palette.bg),
            "ring": place.radius_km if place.radius_km >= 15 and place.end else 0,
        }  # fmt: skip
