"""Places on the deck.gl map: signs by kind, rings of uncertainty, gathered marks, and names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pydeck as pdk

from components.exhibits.contract import Canvas
from components.maps.geometry import Box, clip_line, filled_in
from components.maps.labels import Room
from components.maps.port_labels import label_ports
from components.maps.pydeck_bar import bar_layer, place_bar
from components.maps.pydeck_parts import GROUND_URL, STRING, discs, positions, rgb, safe
from components.maps.pydeck_strands import laid_over
from components.maps.scene import Scene
from components.maps.sheet import Panel, Sheet, Words
from components.maps.signs import SCALE, icon, icon_mapping, icons_name, sign_of
from components.maps.spots import Group, Spot, all_spots, gathered, is_anchor, is_loose
from components.maps.strokes import is_drawn, route_lines_px
from components.maps.views import Frame, MapView
from components.maps.wording import name_countries, name_places, named_limit
from components.theme import Mode, Palette
from data.geography import Points
from data.wording import counted

#: Places nearer than this in the first view, in px, are gathered into one mark.
APART = 13.0
_BUSY, _IDLE = 9.0, 6.5
#: Names are set larger on the sheet of letters than on the map, so that they stay sharp.
_LETTERS = {"fontSize": 64}


@lru_cache(maxsize=16)
def groups(scene: Scene, mode: Mode, laid: Frame) -> list[Group]:
    """Gather the places of a scene as they stand in its first view."""
    canvas = Canvas(round(laid.box.right), round(laid.box.bottom), mode)
    spots = all_spots(scene, canvas, Panel(laid))
    return gathered(spots, APART if not scene.show_places else 2 * APART)


def place_layers(scene: Scene, palette: Palette, found: Sequence[Group], laid: Frame, focus: str) -> list[pdk.Layer]:
    """Make the layers of the places; each mark carries `focus` and `text`, gathered ones those of all."""
    if scene.show_places:
        return [*_count_layers(scene, palette, found, laid), _focus_layer(scene, palette, found, laid, focus)]
    return [
        _rings(scene, palette, laid), *_sign_layers(scene, palette, found, laid),
        _focus_layer(scene, palette, found, laid, focus),
    ]  # fmt: skip


def _where(scene: Scene, laid: Frame, spots: Sequence[Spot]) -> list[list[float]]:
    if not spots:
        return []
    return positions(scene, laid.to_plane(np.array([[spot.x, spot.y] for spot in spots])))


def _told(group: Group, scene: Scene) -> dict[str, str]:
    opens = group.opens(scene.view)
    text = group.lead.place.text
    if group.others:
        names = ", ".join(other.place.name for other in group.others[:5])
        more = f" and {len(group.others) - 5} more" if len(group.others) > 5 else ""
        total = f"\n{counted(group.happened, 'event')} here and there" if group.happened else ""
        view = f"\nA click opens the view “{MapView(opens[5:]).label}”" if opens.startswith("view:") else ""
        text = f"{text}\nBeside it: {names}{more}{total}{view}"
    return {"focus": opens, "text": safe(text)}


def _count_layers(scene: Scene, palette: Palette, found: Sequence[Group], laid: Frame) -> Iterator[pdk.Layer]:
    most = max((group.happened for group in found), default=1)
    records = [
        {
            "position": where, "px": round(max(3.0, 24 * (group.happened / most) ** 0.5), 1),
            "fill": rgb(palette.accent, 0.35), **_told(group, scene),
        }
        for group, where in zip(found, _where(scene, laid, [group.lead for group in found]), strict=True)
    ]  # fmt: skip
    yield discs(
        "places", records, get_radius="px", radius_units=STRING("pixels"), filled=True, stroked=True,
        get_fill_color="fill", get_line_color=rgb(palette.accent), line_width_min_pixels=1, line_width_max_pixels=1,
        pickable=True,
    )  # fmt: skip


def _sign_layers(scene: Scene, palette: Palette, found: Sequence[Group], laid: Frame) -> Iterator[pdk.Layer]:
    """Draw signs over rims of ground; unseen discs, larger than the signs, answer the pointer."""
    marks: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    hits: list[dict[str, Any]] = []
    circles: list[dict[str, Any]] = []
    for group in found:
        spots = (group.lead, *group.others)
        where = _where(scene, laid, spots)
        marks.append(_mark(group.lead, where[0], palette))
        members += [_member(spot, at, palette) for spot, at in zip(group.others, where[1:], strict=True)]
        hits.append({"position": where[0], **_told(group, scene)})
        if group.others:
            circles.append({"position": where[0]})
    # Of a gathered mark's places only a reader who zooms in sees the signs: they grow with the map.
    per_px = laid.ground_km_per_px if scene.framing.geographic else laid.km_per_px
    size = {"size_units": STRING("meters" if scene.framing.geographic else "common"), "size_max_pixels": 12}
    scale = per_px * (1000 if scene.framing.geographic else 1)
    yield icons("place-members", [{**m, "s": round(m["s"] * scale, 4)} for m in members], get_color="c", pickable=True,
                 **size)  # fmt: skip
    yield discs(
        "gathered", circles, get_radius=9, radius_units=STRING("pixels"), filled=True, stroked=True,
        get_fill_color=rgb(palette.land, 0.75), get_line_color=rgb(palette.ink), line_width_min_pixels=1.2,
        line_width_max_pixels=1.2, pickable=False,
    )  # fmt: skip
    rims = [{"position": m["position"], "i": m["rim"], "s": m["s"]} for m in marks]
    yield icons("place-rims", rims, get_color=rgb(palette.land))
    signs = [{key: m[key] for key in ("position", "i", "s", "c")} for m in marks]
    yield icons("place-signs", signs, get_color="c")
    yield discs(
        "places", hits, get_radius=10, radius_units=STRING("pixels"), filled=True, stroked=False,
        get_fill_color=rgb(palette.land, 0.004), pickable=True,
    )  # fmt: skip


def _mark(spot: Spot, at: list[float], palette: Palette) -> dict[str, Any]:
    place, sign = spot.place, sign_of(spot.place.kind)
    busy = place.end or place.happened or place.hollow
    colour = palette.ink if busy else palette.ink3
    return {
        "position": at, "s": round((_BUSY if busy else _IDLE) * SCALE, 1), "c": rgb(colour),
        "i": icon(sign, "edge" if place.hollow else "full"), "rim": icon(sign, "rim"),
    }  # fmt: skip


def _member(spot: Spot, at: list[float], palette: Palette) -> dict[str, Any]:
    """Make the sign of a place gathered with another, its size in px of the first view: next to nothing."""
    place = spot.place
    return {
        "position": at, "s": 1.2, "c": rgb(palette.ink if place.end or place.happened else palette.ink3),
        "i": icon(sign_of(place.kind), "edge" if place.hollow else "full"),
        "focus": f"place:{place.place_id}", "text": safe(place.text),
    }  # fmt: skip


def icons(id: str, records: list[dict[str, Any]], **look: Any) -> pdk.Layer:
    """Make a layer of signs; each record has its `position`, its icon `i` and its size `s`."""
    given = {"size_units": STRING("pixels"), "pickable": False, **look}
    return pdk.Layer(
        "IconLayer", records, id=id, icon_atlas=STRING(GROUND_URL + icons_name()), icon_mapping=icon_mapping(),
        get_icon="i", get_position="position", get_size="s", **given,
    )  # fmt: skip


def _rings(scene: Scene, palette: Palette, laid: Frame) -> pdk.Layer:
    """Draw the circle in which a place's true spot lies, never under 12 px across."""
    per_km = 1000.0 if scene.framing.geographic else 1.0
    loose = [place for place in scene.places if is_loose(place, close=scene.framing.geographic)]
    lonlat = np.array([[place.lon, place.lat] for place in loose]).reshape(-1, 2)
    where = positions(scene, scene.framing.projection.forward(lonlat)) if loose else []
    records = [
        {"position": at, "r": round(place.radius_km * per_km, 1)} for place, at in zip(loose, where, strict=True)
    ]
    return discs(
        "place-rings", records, get_radius="r", radius_min_pixels=6, filled=False, stroked=True,
        get_line_color=rgb(palette.ink3), line_width_min_pixels=1, line_width_max_pixels=1, pickable=False,
    )  # fmt: skip


def _focus_layer(scene: Scene, palette: Palette, found: Sequence[Group], laid: Frame, focus: str) -> pdk.Layer:
    """Set a ring of ink round the open place, or the place of the open event."""
    asked = _place_of(scene, focus)
    chosen = [
        group for group in found if asked and asked in {spot.place.place_id for spot in (group.lead, *group.others)}
    ]
    records = [{"position": at} for at in _where(scene, laid, [group.lead for group in chosen])]
    return discs(
        "focus-place", records, get_radius=13, radius_units=STRING("pixels"), filled=False, stroked=True,
        get_line_color=rgb(palette.ink), line_width_min_pixels=2, line_width_max_pixels=2, pickable=False,
    )  # fmt: skip


def _place_of(scene: Scene, focus: str) -> str:
    kind, _, id = focus.partition(":")
    if kind != "event":
        return id if kind == "place" else ""
    events = scene.rows.tables.events
    found = events["place_id"][events["event_id"] == id]
    return str(found.iloc[0]) if len(found) else ""


@lru_cache(maxsize=16)
def named(scene: Scene, mode: Mode, laid: Frame, over: Box | None = None) -> tuple[Sheet, int, Box]:
    """Find room for the names of the first view: words and leaders, how many places are drawn, and the scale bar.

    What lies under `over`, a close look on a corner of the map, is neither named nor counted.
    """
    found = groups(scene, mode, laid)
    canvas = Canvas(round(laid.box.right), round(laid.box.bottom), mode)
    sheet, room = Sheet(canvas), Room(laid.box)
    if over:
        room.take(over.grown(6))
    keep_lines_free(scene, laid, room)
    inside = [group for group in found if _is_seen(group.lead, laid, over)]
    spots = [_spot(group, scene) for group in inside]
    limit = named_limit(sheet, scene)
    for spot in spots[:limit]:
        room.take(Box(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius))
    label_ports(sheet, scene, spots, room)
    bar = place_bar(sheet, laid, room)
    rest = [spot for spot in spots[:limit] if spot.place.place_id not in sheet.named]
    joined = {spot.place.place_id for spot in rest if is_anchor(scene, Panel(laid), spot.place.place_id)}
    # From north to south, so that leaders do not cross.
    rest.sort(key=lambda spot: (spot.place.place_id not in joined, spot.y if spot.place.place_id in joined else 0))
    name_places(sheet, scene, rest, room,
                names={group.lead.place.place_id: group.name for group in inside if group.others},
                counts={group.lead.place.place_id: group.happened for group in inside}, among=spots,
                anchors=joined)  # fmt: skip
    name_countries(sheet, Panel(laid), room)
    return sheet, sum(1 + len(group.others) for group in inside), bar


def _is_seen(spot: Spot, laid: Frame, over: Box | None) -> bool:
    here = Box(spot.x, spot.y, spot.x, spot.y)
    return laid.box.holds(here) and not (over and over.holds(here))


def text_layers(scene: Scene, mode: Mode, laid: Frame, over: Box | None = None) -> Iterator[pdk.Layer]:
    """Write the names that have room in the first view; deck.gl's collision filter hides offset text."""
    sheet, _, bar = named(scene, mode, laid, over)
    canvas = sheet.canvas
    leaders = [(trace["x"][:2], trace["y"][:2]) for trace in sheet.traces]
    yield from _leaders(scene, canvas, laid, leaders)
    yield bar_layer(scene, canvas.palette, laid, bar)
    for weight in (400, 600):
        records = [_text_record(scene, words, laid) for words in sheet.words if words.weight == weight]
        ground = rgb(canvas.palette.land)
        halos = [{key: record[key] for key in ("p", "text", "o")} for record in records]
        # An outline eats into thin letters: so the halo is a layer of its own, under plain letters.
        glow = {"get_color": ground, "outline_color": ground, "outline_width": 5}
        sdf = {"sdf": True, "fontSize": 64, "buffer": 10, "radius": 14}
        yield _names(f"halos-{weight}", halos, canvas.text, weight, font_settings=sdf, **glow)
        yield _names(f"names-{weight}", records, canvas.text, weight, get_color="c", font_settings=_LETTERS)


def _spot(group: Group, scene: Scene) -> Spot:
    """Give the foremost place of a group with the room that its mark takes."""
    if scene.show_places:
        return group.lead
    return group.lead._replace(radius=9.0 if group.others else group.lead.radius + 1)


def keep_lines_free(scene: Scene, laid: Frame, room: Room) -> None:
    """Tell the room of names of the lines as they are drawn: bundled movements, and the routes that matter."""
    for _, strand in () if scene.show_places else laid_over(scene, laid):
        for line in clip_line(strand.line, laid.box):
            room.cross(filled_in(line, 5))
    for route in scene.routes:
        if route.main or (scene.view is MapView.PORTS and is_drawn(route)):
            for line in route_lines_px(scene.stretches[route.route_id], laid):
                room.cross(filled_in(line, 5))


def _leaders(scene: Scene, canvas: Canvas, laid: Frame, ends: Sequence[tuple[Any, Any]]) -> Iterator[pdk.Layer]:
    lines: list[Points] = [np.column_stack([x, y]).astype(float) for x, y in ends]
    records = [{"path": positions(scene, laid.to_plane(line))} for line in lines]
    if records:
        yield pdk.Layer(
            "PathLayer", records, id="leaders", get_path="path", get_color=rgb(canvas.palette.ink3), get_width=0.8,
            width_units=STRING("pixels"), pickable=False,
        )  # fmt: skip


def _names(id: str, records: list[dict[str, Any]], size: float, weight: int, **look: Any) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer", records, id=id, get_position="p", get_text="text", get_pixel_offset="o", get_size=size,
        font_weight=weight, font_family=STRING("Tumen Sans, sans-serif"), character_set=STRING("auto"),
        pickable=False, **look,
    )  # fmt: skip


def _text_record(scene: Scene, words: Words, laid: Frame) -> dict[str, Any]:
    x, y = words.anchor or (words.x, words.y)
    position = positions(scene, laid.to_plane(np.array([[x, y]])))[0]
    offset = [round(words.x - x, 1), round(words.y - y, 1)]
    return {"p": position, "text": safe(words.text), "c": rgb(words.colour), "o": offset}
