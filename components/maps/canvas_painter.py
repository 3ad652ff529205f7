"""The map through time: one message with all that a canvas in the browser needs to play it by itself.

Lines come in tenths of px of the canvas, days as numbers since 1970, row text as plain strings that the browser
writes with textContent or fillText only. The ground is not in it: it is fetched from static files,
with a scale and an offset for each panel that lay it under the lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from components.charts.time_axis import number_of
from components.exhibits.contract import Canvas
from components.maps.geometry import Box, clip_line, filled_in, meets, shifted, thinned
from components.maps.ground import Ground, file_name
from components.maps.labels import Room
from components.maps.moments import (
    Passage,
    RouteSpan,
    lanes_in_time,
    passages,
    playing_days,
    route_spans,
    stroke,
    width_of,
)  # fmt: skip
from components.maps.plotly_painter import panels
from components.maps.route_marks import RouteMark
from components.maps.scene import TRACE_DAYS, Scene, scene
from components.maps.sheet import Panel, Sheet
from components.maps.signs import corners_of, sign_of
from components.maps.spots import Spot, is_loose, spots_in
from components.maps.strokes import DASHES, LANE, LIKELY_OPACITY, Look, course, is_drawn, lanes, looks, route_lines_px
from components.maps.tracks import Leg, leg_points, own_stretches, points
from components.maps.views import SEA_OF_JAPAN, MapView, frame
from components.maps.wording import caption, direction_text, name_countries, name_places, named_limit, scale_bar
from components.theme import Palette
from data import Selection, Tables
from data.geography import Points
from data.readouts import Gauge, loads, standings_to_date
from data.vocabulary import Mode, RoutePath
from data.wording import counted, day

#: Where the browser finds the ground files, relative to the app.
GROUND_URL = "app/static/geo/"
#: Movements from this weight on are told on the map itself, on their days.
_TOLD = 2
#: From this size on the corridor carries a close look.
_WIDE, _HIGH = 640, 320
_COLOURS = ("land", "sea", "bg", "ink", "ink2", "ink3", "rule", "hair")
_GROUND = (Ground.LAND, Ground.LAKES, Ground.RIVERS, Ground.ADMIN, Ground.BORDERS, Ground.RAIL)


@lru_cache(maxsize=16)
def play_message(
    tables: Tables, selection: Selection, view: MapView, canvas: Canvas, gauge: Gauge, *, wide: bool = True
) -> bytes:
    """Write the movements, routes, places and counts of a view as the JSON that the browser plays.

    `wide` puts what is under way beside the map, not below it.
    """
    found = passages(tables, selection, view)
    first, last = playing_days(tables, selection, found)
    drawn = scene(tables, selection, view)
    laid_out = play_panels(drawn, canvas)
    palette = canvas.palette
    data = {
        "size": [canvas.width, canvas.height], "first": number_of(first), "last": number_of(last),
        "text": canvas.text, "trace": _trace(), "wide": wide,
        "alt": f"Map, {view.label}: {counted(len(found), 'movement')}, {day(first)} to {day(last)}, day by day.",
        "colours": {name: getattr(palette, name) for name in _COLOURS},
        "panels": [_panel(drawn, canvas, panel, laid_out) for panel in laid_out],
        "routes": list(_routes(tables, selection, palette, laid_out)),
        "moves": list(_moves(tables, selection, palette, found, laid_out, gauge)),
        "counts": _counts(tables, selection, gauge),
    }  # fmt: skip
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def play_panels(drawn: Scene, canvas: Canvas) -> tuple[Panel, ...]:
    """Share out the canvas as the still does; where that leaves the corridor alone, with one close look in it.

    Without it the sea crossings, a tenth of the corridor long, could not be followed.
    """
    found, width, height = panels(drawn, canvas), float(canvas.width), float(canvas.height)
    if drawn.view is not MapView.CORRIDOR or len(found) > 1 or width < _WIDE or height < _HIGH:
        return found
    near = Box(14, height * 0.46, 14 + width * 0.3, height - 12)
    return (*found, Panel(frame(SEA_OF_JAPAN, near), "Sea of Japan", inset=True))


def _trace() -> list[float]:
    """Give for how many days a trace is seen, its width, and its opacity at first and at last."""
    fresh, faded = stroke(1, 1.0, 1.0), stroke(TRACE_DAYS, 1.0, 1.0)
    return [TRACE_DAYS, fresh.width, fresh.opacity, faded.opacity]


def _panel(drawn: Scene, canvas: Canvas, panel: Panel, laid_out: Sequence[Panel]) -> dict[str, Any]:
    """Lay out what stands still: the ground's place under the canvas, discs, names and the scale bar."""
    sheet, room = Sheet(canvas), Room(panel.box)
    over = [other for other in laid_out if other.inset and not panel.inset and panel.box.overlap(other.box)]
    for other in over:
        room.take(other.box.grown(8))
    _cross(room, drawn, panel)
    spots = spots_in(drawn, canvas, panel, over)
    for spot in spots:
        room.take(Box(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius))
    if panel.name:
        caption(sheet, panel, room)
    before = len(sheet.traces)
    scale_bar(sheet, panel, room)
    bars = [trace for trace in sheet.traces[before:] if trace.get("fill") is None]
    name_places(sheet, drawn, spots[: named_limit(sheet, drawn)], room, among=spots)
    name_countries(sheet, panel, room)
    return {
        "box": [round(side, 1) for side in panel.box], "inset": panel.inset, "called": panel.called_out,
        **_ground(panel, canvas.palette),
        "spots": [_spot(spot, panel) for spot in spots],
        "words": [[round(w.x, 1), round(w.y, 1), w.text, w.colour, w.weight, int(w.halo)] for w in sheet.words],
        "bars": [[_flat(_bar(bar)), bar["line"]["color"], bar["line"]["width"]] for bar in bars],
        "frames": [_flat(part) for other in over for part in _outline(panel, other)],
    }  # fmt: skip


def _spot(spot: Spot, panel: Panel) -> list[Any]:
    """Give a place's middle and half its size in px, whether it is hollow, its form, and its ring (0: none)."""
    place, laid = spot.place, panel.frame
    ring = max(6.0, place.radius_km / laid.ground_km_per_px) if is_loose(place, close=panel.close) else 0.0
    widest = min(panel.box.right - panel.box.left, panel.box.bottom - panel.box.top) / 3
    form = [list(corner) for corner in corners_of(sign_of(place.kind))]
    return [
        round(spot.x, 1), round(spot.y, 1), round(spot.radius, 1), int(place.hollow), form,
        round(ring, 1) if ring < widest else 0,
    ]  # fmt: skip


def _cross(room: Room, drawn: Scene, panel: Panel) -> None:
    for movement, lane in zip(drawn.movements, lanes(drawn.movements), strict=True):
        if found := course(movement.track, panel.frame, lane, 0.0):
            room.cross(found.cells)
    for route in drawn.routes:
        if route.main:
            for line in route_lines_px(drawn.stretches[route.route_id], panel.frame):
                room.cross(filled_in(line, 5))


def _outline(panel: Panel, inset: Panel) -> list[Points]:
    return clip_line(panel.frame.px(filled_in(inset.frame.outline, 0.5)), panel.box)


def _ground(panel: Panel, palette: Palette) -> dict[str, Any]:
    """Name the ground files of a panel, and how their coordinates become px: `geo` for degrees, else km."""
    laid = panel.frame
    colours = {
        Ground.LAND: (palette.land, 0), Ground.LAKES: (palette.sea, 0), Ground.RIVERS: (palette.river, 1.0),
        Ground.ADMIN: (palette.hair, 0.7), Ground.BORDERS: (palette.border, 0.9), Ground.RAIL: (palette.hair, 0.9),
    }  # fmt: skip
    files = [(name, *colours[kind]) for kind in _GROUND if (name := file_name(laid.detail, kind))]
    return {
        "geo": panel.close, "ground": [[GROUND_URL + name, colour, width] for name, colour, width in files],
        "place": [round(laid.left_km, 3), round(laid.top_km, 3), laid.km_per_px],
    }  # fmt: skip


def _routes(
    tables: Tables, selection: Selection, palette: Palette, laid_out: Sequence[Panel]
) -> Iterator[dict[str, Any]]:
    """Give each route's lines by panel, and from which day on they are drawn with which strokes."""
    spans = route_spans(tables, selection.known_on)
    newest = [found[-1].mark for found in spans.values()]
    shared = own_stretches(tuple((m.route_id, m.schematic) for m in newest if m.mode is Mode.RAIL))
    for mark in newest:
        stretches = shared.get(mark.route_id)
        if stretches is None:
            stretches = _whole(mark.route_id)
        lines = [[n, _flat(line)] for n, p in enumerate(laid_out) for line in route_lines_px(stretches, p.frame)]
        if lines:
            yield {"lines": lines, "spans": list(_spans(spans[mark.route_id], palette, laid_out))}


@lru_cache(maxsize=64)
def _whole(route_id: str) -> tuple[Points, ...]:
    return (leg_points(Leg(route_id)),)


def _spans(found: Sequence[RouteSpan], palette: Palette, laid_out: Sequence[Panel]) -> Iterator[list[Any]]:
    """Give day, text and strokes (far, then close) of each span whose form or words differ from the one before."""
    before: list[Any] = []
    for span in found:
        strokes = [_strokes(span.mark, palette, close=close) for close in (False, True)]
        if [span.mark.text, strokes] != before:
            before = [span.mark.text, strokes]
            yield [number_of(span.since) if span.since else None, *before]


def _strokes(mark: RouteMark, palette: Palette, *, close: bool) -> list[list[Any]]:
    drawn = is_drawn(mark, close=close)
    return [_stroke(look) for look in looks(mark, palette, close=close)] if drawn else []


def _stroke(look: Look) -> list[Any]:
    return [look.level, look.colour, look.width, _dash(look.dash)]


def _dash(dash: str) -> list[float]:
    return [] if dash == "solid" else [float(part.removesuffix("px")) for part in dash.split(",")]


def _moves(
    tables: Tables, selection: Selection, palette: Palette, found: Sequence[Passage], laid_out: Sequence[Panel],
    gauge: Gauge,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    carried = loads(tables, selection, gauge)
    heaviest = max((carried[p.event_id].value for p in found if p.event_id in carried), default=0.0)
    for passage, lane in zip(found, lanes_in_time(found), strict=True):
        load = carried.get(passage.event_id)
        unknown = passage.path is RoutePath.UNKNOWN
        yield {
            "id": passage.event_id, "first": number_of(passage.first), "last": number_of(passage.last),
            "dated": passage.dated, "colour": palette.direction(passage.direction),
            "ink": direction_text(palette, passage.direction),
            "dash": _dash(DASHES[passage.certainty]), "width": width_of(load, heaviest), "weight": passage.weight,
            "opacity": LIKELY_OPACITY if passage.path is RoutePath.LIKELY else 1, "told": passage.weight <= _TOLD,
            "label": passage.label, "when": passage.when, "status": passage.status.label,
            "path": passage.path.label if passage.path is not RoutePath.PUBLISHED else "",
            "ends": list(passage.ends), "load": load.words if load else "", "unknown": unknown,
            "lines": list(_lines(passage, lane * LANE, laid_out)),
        }  # fmt: skip


def _lines(passage: Passage, lane: float, laid_out: Sequence[Panel]) -> Iterator[list[Any]]:
    """Give a movement's line in every panel that shows it: panel, hint (told in a close look), px."""
    ends = (passage.track.start, passage.track.end)
    home = next((panel for panel in laid_out if panel.inset and panel.holds(ends, margin=6)), laid_out[0])
    for number, panel in enumerate(laid_out):
        px = thinned(panel.frame.px(points(passage.track)), 1.5)
        if not meets(px, panel.box):
            continue
        hint = not panel.inset and home is not panel
        for part in clip_line(shifted(px, 0.0 if hint else lane), panel.box):
            yield [number, int(hint), _flat(part)]


def _counts(tables: Tables, selection: Selection, gauge: Gauge) -> dict[str, Any]:
    found = standings_to_date(tables, selection, gauge)
    steps = [[number_of(s.since), [[c.origin, c.number, c.said, int(c.counted)] for c in s.counts]] for s in found]
    units = [[one.value, f"{one.label}, to date"] for one in Gauge]
    none = "No public figure by then." if steps else "No count to date under these filters."
    return {"unit": gauge.value, "units": units, "steps": steps, "none": none}


def _flat(line: Points) -> list[int]:
    """Write a line as tenths of px, x and y in turn, each vertex as the step from the one before."""
    tenths = np.round(line * 10).astype(int)
    steps: list[int] = np.diff(tenths, axis=0, prepend=[[0, 0]]).ravel().tolist()
    return steps


def _bar(trace: Mapping[str, Any]) -> Points:
    return np.array([(x, y) for x, y in zip(trace["x"], trace["y"], strict=True) if x is not None])
