"""The map for pan, zoom and click: a scene as a deck.gl specification that stays small.

The corridor is drawn in km of its projection (orthographic view, y downwards), close views in
degrees (map view, Web Mercator). No base map is asked for: the ground comes from static files.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pydeck as pdk

from components.maps.geometry import Box
from components.maps.ground import Ground
from components.maps.pydeck_lines import hit_layers, movement_layers, route_layers
from components.maps.pydeck_parts import GROUND_URL, STRING, CompactDeck, rgb
from components.maps.pydeck_places import groups, named, place_layers, text_layers
from components.maps.scene import Scene
from components.maps.view_ground import view_file
from components.maps.views import frame, zoom
from components.theme import PALETTES, Mode, Palette

_PLANE = [[-20000, -20000], [20000, -20000], [20000, 20000], [-20000, 20000]]
#: Doublings by which a reader may come closer: beyond, lines laid out for the first view tell less than a close view.
_CLOSER = 4


def deck(
    scene: Scene,
    mode: Mode = Mode.LIGHT,
    *,
    width: int = 1360,
    height: int = 560,
    focus: str = "",
    turn: int = 0,
    over: Box | None = None,
) -> CompactDeck:
    """Draw a scene for the browser.

    Each record that can be clicked carries `focus` ("event:…", "route:…" or "place:…") and `text`
    for the tooltip. `width` and `height` are those of the map on screen, for the first view and
    the length of dashes; `focus` is outlined. Layers that answer the pointer are named by `turn`.
    No name lies under `over`, px of the map that a close look hides.
    """
    palette, framing = PALETTES[mode], scene.framing
    laid = frame(framing, Box(0, 0, width, height))
    found = groups(scene, mode, laid)
    layers = [
        *_ground(scene, palette), *hit_layers(scene, palette, laid), *route_layers(scene, palette, laid, focus),
        *movement_layers(scene, palette, laid, focus), *place_layers(scene, palette, found, laid, focus),
        *text_layers(scene, mode, laid, over),
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


def named_in(scene: Scene, mode: Mode, width: int, height: int, over: Box | None = None) -> tuple[int, int]:
    """Count the places that a deck of this size names in its first view, and those it holds."""
    sheet, placed, _ = named(scene, mode, frame(scene.framing, Box(0, 0, width, height)), over)
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
