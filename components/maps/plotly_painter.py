"""The map as a plotly figure in px: the still, the small maps and every file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from components.exhibits.contract import Canvas, Chart, Medium
from components.maps.callouts import call_out
from components.maps.geometry import Box, clip_line, filled_in
from components.maps.ground import Ground, in_px
from components.maps.labels import Room
from components.maps.movement_lines import draw_movements, hover
from components.maps.port_labels import label_ports
from components.maps.route_marks import RouteMark
from components.maps.scene import Scene
from components.maps.sheet import Focus, Panel, Sheet, corners
from components.maps.signs import sign_of
from components.maps.spots import Spot, is_anchor, is_loose, spots_in
from components.maps.strokes import (
    SIGNATURE,
    Look,
    is_drawn,
    looks,
    route_lines_px,
)  # fmt: skip
from components.maps.views import SEA_OF_JAPAN, TUMEN_MOUTH, Framing, MapView, frame
from components.maps.wording import (
    caption,
    name_countries,
    name_places,
    named_limit,
    scale_bar,
)  # fmt: skip
from data.geography import Points
from data.vocabulary import Mode

#: From this size on the corridor carries its close looks inside.
_WIDE, _HIGH = 1000, 420
#: From this width on a picture higher than this share of it has them below.
_STACKED, _TALL = 640, 0.6
#: A close look names both, with a leader if need be: where something crosses, one of them alone would mislead.
_BORDER_STATIONS, _APART = ("khasan", "tumangang"), 12.0
_TURN = np.linspace(0, 2 * np.pi, 49)
_CIRCLE = np.column_stack([np.cos(_TURN), np.sin(_TURN)])


#: The close looks that stand beside a view on screen.
_LOOKS: dict[MapView, tuple[tuple[str, Framing], ...]] = {
    MapView.CORRIDOR: (("Sea of Japan", SEA_OF_JAPAN), ("Tumen mouth", TUMEN_MOUTH)),
    MapView.TUMEN: (("Tumen mouth", TUMEN_MOUTH),),
}


@dataclass(frozen=True)
class Picture:
    """A painted map: the figure, how many of the places drawn are named, which those are, and whether any is hollow.

    `most` is the number of events on the line that has most of them.
    """

    chart: Chart
    named: int
    placed: int
    hollow: bool
    shown: frozenset[str] = frozenset()
    most: int = 1


def panels(scene: Scene, canvas: Canvas) -> tuple[Panel, ...]:
    """Share out the picture: the corridor with close looks where there is room, else one panel."""
    width, height = float(canvas.width), float(canvas.height)
    whole = Panel(frame(scene.framing, Box(0, 0, width, height)), called_out=width >= 700)
    if scene.view is not MapView.CORRIDOR or (scene.show_places and canvas.medium is not Medium.STILL):
        return (whole,)
    if canvas.width >= _STACKED and canvas.height >= _HIGH and height > _TALL * width:
        return _stacked(scene, width, height)
    if canvas.width >= _WIDE and canvas.height >= _HIGH:
        top = height * 0.585
        near = Box(14, top, 14 + width * 0.27, height - 12)
        mouth = Box(near.right + 14, top, near.right + 14 + width * 0.195, height - 12)
        return whole, *_insets(near, mouth)
    if canvas.narrow and canvas.height >= _HIGH:
        middle = round(height * 0.42)
        return (
            Panel(frame(scene.framing, Box(0, 0, width, middle)), called_out=False),
            Panel(frame(SEA_OF_JAPAN, Box(0, middle + 8, width, height)), "Sea of Japan", inset=True),
        )
    return (whole,)


def _stacked(scene: Scene, width: float, height: float) -> tuple[Panel, ...]:
    """Give a high picture the corridor over its close looks: its lines run from west to east."""
    middle, half = round(max(width * 0.4, height * 0.48)), width / 2 - 4
    near, mouth = Box(0, middle + 8, half, height), Box(half + 8, middle + 8, width, height)
    return Panel(frame(scene.framing, Box(0, 0, width, middle))), *_insets(near, mouth)


def _insets(near: Box, mouth: Box) -> tuple[Panel, Panel]:
    return (
        Panel(frame(SEA_OF_JAPAN, near), "Sea of Japan", inset=True),
        Panel(frame(TUMEN_MOUTH, mouth), "Tumen mouth", inset=True),
    )


def looks_beside(scene: Scene, canvas: Canvas) -> tuple[Panel, ...]:
    """Share out a picture of close looks alone: what crowds in a wide view that can be panned.

    One under the other where the canvas is high, else beside each other; none for a view that needs none.
    """
    if scene.show_places or scene.view not in _LOOKS:
        return ()
    found, gap = _LOOKS[scene.view], 8.0
    width, height = float(canvas.width), float(canvas.height)
    if height > width:
        each = (height - gap * (len(found) - 1)) / len(found)
        boxes = [Box(0, at * (each + gap), width, at * (each + gap) + each) for at in range(len(found))]
    else:
        each = (width - gap * (len(found) - 1)) / len(found)
        boxes = [Box(at * (each + gap), 0, at * (each + gap) + each, height) for at in range(len(found))]
    return tuple(
        Panel(frame(framing, box), name, inset=True, called_out=False)
        for (name, framing), box in zip(found, boxes, strict=True)
    )


def paint(scene: Scene, canvas: Canvas, *, focus: Focus | None = None) -> Picture:
    """Draw a scene for a canvas, as a figure of exactly its size in px."""
    return _painted(scene, canvas, panels(scene, canvas), focus)


def paint_beside(scene: Scene, canvas: Canvas, *, focus: Focus | None = None) -> Picture:
    """Draw only the close looks of a scene, as `looks_beside` shares them out."""
    return _painted(scene, canvas, looks_beside(scene, canvas), focus)


def _painted(scene: Scene, canvas: Canvas, laid_out: Sequence[Panel], focus: Focus | None) -> Picture:
    sheet = Sheet(canvas, focus)
    for panel in laid_out:
        _panel(sheet, scene, panel, laid_out)
    sheet.write()
    axis = {"visible": False, "fixedrange": True, "zeroline": False, "showgrid": False}
    layout = {
        "width": canvas.width, "height": canvas.height, "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "xaxis": {**axis, "range": [0, canvas.width]}, "yaxis": {**axis, "range": [canvas.height, 0]},
        "plot_bgcolor": canvas.palette.bg, "paper_bgcolor": canvas.palette.bg,
        "showlegend": False, "hovermode": "closest", "dragmode": False,
    }  # fmt: skip
    hollow = any(place.hollow for place in scene.places if place.place_id in sheet.placed)
    return Picture(
        {"data": sheet.traces, "layout": layout}, len(sheet.named), len(sheet.placed), hollow,
        frozenset(sheet.placed), sheet.most,
    )  # fmt: skip


def _panel(sheet: Sheet, scene: Scene, panel: Panel, laid_out: Sequence[Panel]) -> None:
    room = Room(panel.box)
    insets = [other for other in laid_out if other.inset and not panel.inset]
    for other in (inset for inset in insets if panel.box.overlap(inset.box)):
        room.take(other.box.grown(8))
    _ground(sheet, panel)
    _routes(sheet, scene, panel, room)
    _edges(sheet, panel, insets)
    courses = {} if scene.show_places else draw_movements(sheet, scene, panel, laid_out, room)
    spots = spots_in(scene, sheet.canvas, panel, insets)
    _discs(sheet, scene, panel, spots, room)
    if panel.name:
        caption(sheet, panel, room)
    scale_bar(sheet, panel, room, [line for route in scene.routes for line in _line_of(scene, route, panel)])
    first, limit = (2 if panel.inset else 6), named_limit(sheet, scene)
    if scene.view is MapView.PORTS:
        call_out(sheet, scene, panel, courses, laid_out, room, title_only=True)
    label_ports(sheet, scene, spots, room)
    seen = spots
    spots = [spot for spot in spots[:limit] if panel.inset or spot.place.place_id not in sheet.named]
    anchors = {spot.place.place_id for spot in spots if is_anchor(scene, panel, spot.place.place_id)}
    anchors |= _border_stations(spots) if panel.inset else set()
    spots.sort(key=lambda spot: spot.place.place_id not in anchors)
    first = max(first, len(anchors))
    name_places(sheet, scene, spots[:first], room, anchors=anchors, among=seen, led=not panel.inset)
    call_out(sheet, scene, panel, courses, laid_out, room)
    name_places(sheet, scene, spots[first:], room, among=seen, led=not panel.inset)
    name_countries(sheet, panel, room)


def _border_stations(spots: Sequence[Spot]) -> set[str]:
    """Give the ids of both stations at the border where something crosses and a panel shows them apart, else none."""
    both = [spot for spot in spots if spot.place.place_id in _BORDER_STATIONS and spot.place.end]
    apart = len(both) == len(_BORDER_STATIONS) and abs(both[0].x - both[1].x) >= _APART
    return {spot.place.place_id for spot in both} if apart else set()


def _ground(sheet: Sheet, panel: Panel) -> None:
    palette, laid = sheet.palette, panel.frame
    if panel.inset:
        sheet.area(*corners(panel.box.grown(5)), palette.bg if sheet.canvas.narrow else palette.land)
    sheet.area(*corners(panel.box), palette.sea)
    sheet.area(*in_px(laid, Ground.LAND), palette.land)
    sheet.area(*in_px(laid, Ground.LAKES), palette.sea)
    sheet.stroke(*in_px(laid, Ground.RIVERS), {"color": palette.river, "width": 1.0})
    sheet.stroke(*in_px(laid, Ground.ADMIN), {"color": palette.hair, "width": 0.7})
    sheet.stroke(*in_px(laid, Ground.BORDERS), {"color": palette.border, "width": 0.9})
    sheet.stroke(*in_px(laid, Ground.RAIL), {"color": palette.hair, "width": 0.9})


def _routes(sheet: Sheet, scene: Scene, panel: Panel, room: Room) -> None:
    found: dict[Look, list[Any]] = defaultdict(list)
    for route in scene.routes:
        # Under counts by place the railway is there for orientation alone.
        for look in looks(route, sheet.palette, close=panel.close):
            found[look] += _line_of(scene, route, panel)
    for look in sorted(found):
        sheet.line(found[look], look.colour, look.width, dash=look.dash)
        if look.level == SIGNATURE and not scene.show_places:
            for line in found[look]:
                room.cross(filled_in(line, 5))


def _line_of(scene: Scene, route: RouteMark, panel: Panel) -> list[Points]:
    drawn = is_drawn(route, close=panel.close) and not (scene.show_places and route.mode is not Mode.RAIL)
    return route_lines_px(scene.stretches[route.route_id], panel.frame) if drawn else []


def _edges(sheet: Sheet, panel: Panel, insets: Sequence[Panel]) -> None:
    sheet.stroke(*corners(panel.box), {"color": sheet.palette.rule if panel.inset else sheet.palette.hair, "width": 1})
    for other in insets:
        outline = panel.frame.px(filled_in(other.frame.outline, 0.5))
        if np.ptp(outline[:, 0]) > 12:
            sheet.line(clip_line(outline, panel.box), sheet.palette.ink3, 0.8)


def _discs(sheet: Sheet, scene: Scene, panel: Panel, spots: Sequence[Spot], room: Room) -> None:
    palette = sheet.palette
    if not scene.show_places:
        _rings(sheet, panel, spots)
    for number, spot in enumerate(spots):
        sheet.placed.add(spot.place.place_id)
        if scene.show_places and number >= named_limit(sheet, scene):
            continue
        room.take(Box(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius))
    ink = palette.accent if scene.show_places else palette.ink
    hollow = [spot.place.hollow for spot in spots]
    rims = [ink if empty else palette.bg for empty in hollow]
    edge = {"width": [1.4 if empty else 1.0 for empty in hollow], "color": rims}
    marker = {
        "symbol": ["circle" if scene.show_places else str(sign_of(spot.place.kind)) for spot in spots],
        "size": [round(2 * spot.radius, 1) for spot in spots],
        "color": [palette.land if empty else ink for empty in hollow],
        "opacity": 0.3 if scene.show_places else 1.0, "line": edge,
    }  # fmt: skip
    base = {
        "type": "scatter", "mode": "markers",
        "x": [round(spot.x, 1) for spot in spots], "y": [round(spot.y, 1) for spot in spots],
    }  # fmt: skip
    live = {"hovertext": [hover(s.place.text) for s in spots], "customdata": [s.place.place_id for s in spots]}
    sheet.traces.append({**base, "marker": marker, "hoverinfo": "text", "meta": "place", **live})
    focused = [spot for spot in spots if sheet.focus and spot.place.place_id == sheet.focus.place_id]
    for spot in focused:
        outline = {"symbol": "circle-open", "size": 2 * spot.radius + 10, "color": palette.ink, "line": {"width": 2.0}}
        here = {"type": "scatter", "mode": "markers", "x": [spot.x], "y": [spot.y]}
        sheet.traces.append({**here, "marker": outline, "hoverinfo": "skip"})
    if scene.show_places:
        rim = {"symbol": "circle-open", "size": marker["size"], "color": ink, "line": {"width": 1.0}}
        sheet.traces.append({**base, "marker": rim, "hoverinfo": "skip"})


def _rings(sheet: Sheet, panel: Panel, spots: Sequence[Spot]) -> None:
    """Draw round places whose spot is only roughly known the circle it lies in, never under 12 px wide."""
    parts: list[Points] = []
    widest = min(panel.box.right - panel.box.left, panel.box.bottom - panel.box.top) / 3
    for spot in spots:
        if is_loose(spot.place, close=panel.close):
            radius = max(6.0, spot.place.radius_km / panel.frame.ground_km_per_px)
            if radius < widest:
                parts += clip_line(np.array([spot.x, spot.y]) + radius * _CIRCLE, panel.box)
    sheet.line(parts, sheet.palette.ink3, 1.0)
