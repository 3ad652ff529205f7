"""The words on a plotly map: place names, country names, captions and scale bars."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

import numpy as np

from components.charts.measure import text_width
from components.maps.geometry import Box, filled_in, meets
from components.maps.labels import LEADING, Room, around, country_names
from components.maps.scene import Scene
from components.maps.sheet import Panel, Sheet, Words, corners
from components.maps.spots import Spot
from components.maps.views import Frame
from components.theme import THIN_SPACE, Palette
from data.geography import Points
from data.vocabulary import Direction

_NAMED_PLACES = 14
#: Px by which a name lies nearer to its own mark than to any other, if it can.
_CLEARLY = 6.0
#: Px further off at which a name is tried that must stand on the map.
_FURTHER = (10, 20, 32, 46)


def name_places(
    sheet: Sheet,
    scene: Scene,
    spots: Sequence[Spot],
    room: Room,
    *,
    names: Mapping[str, str] | None = None,
    counts: Mapping[str, int] | None = None,
    anchors: Container[str] = (),
    among: Sequence[Spot] = (),
) -> None:
    """Write the names of places where there is room, in the order given; ends of movements in bold.

    No name stands nearer to another of the places drawn, `among`, than to its own; one that is clearly
    nearest goes first. `names` and `counts`, by place id, replace those of places that speak for others
    gathered with them; `anchors` are ids of places that are named in bold wherever there is any room.
    """
    marks = np.array([(spot.x, spot.y, spot.radius) for spot in among or spots]).reshape(-1, 3)
    for spot in spots:
        place = spot.place
        if place.hollow:
            continue
        happened = (counts or {}).get(place.place_id, place.happened)
        strong = happened > _strong_from(scene) if scene.show_places else place.end or place.place_id in anchors
        weight = 600 if strong else 400
        name = (names or {}).get(place.place_id, place.name)
        text = f"{name}: {happened}" if scene.show_places and name != place.name else name
        text = f"{name} {happened}" if scene.show_places and name == place.name else text
        width, height = text_width(text, sheet.canvas.text, weight=weight) + 2, sheet.canvas.text * LEADING
        boxes = around(spot.x, spot.y, spot.radius, width, height)
        boxes, *steps = _own_boxes(spot, boxes, marks)
        # A title tells the foremost places by count: their numbers tell whose a name is where discs crowd.
        # So does "+4" of a mark that speaks for others: it alone has a ring.
        gathered = place.place_id in anchors and place.place_id in (names or {})
        steps += [len(boxes)] if scene.show_places or gathered else []
        tolerance = np.inf if strong or scene.show_places else 6
        tried = (room.best(boxes[:step], tolerance=tolerance) for step in steps if step)
        found = next((best for best in tried if best is not None), None)
        if found is None and place.place_id in anchors:
            boxes = [box for more in _FURTHER for box in around(spot.x, spot.y, spot.radius + more, width, height)]
            found = room.best(boxes)
            if found is not None:
                _lead(sheet, spot, boxes[found])
        if found is None:
            continue
        room.take(boxes[found].grown(1))
        sheet.named.add(place.place_id)
        colour = sheet.palette.ink if strong or place.happened else sheet.palette.ink2
        sheet.words.append(Words(*_middle(boxes[found]), text, colour, weight, anchor=(spot.x, spot.y)))


def _own_boxes(spot: Spot, boxes: Sequence[Box], marks: Points) -> tuple[list[Box], int, int]:
    """Put the boxes first that lie nearer to a name's own mark than to any other, by far or at all; gives both numbers.

    `marks` are the middles and radii of all; those under the name's own disc do not count.
    """
    apart = np.hypot(*(marks[:, :2] - (spot.x, spot.y)).T)
    others = np.vstack([marks[apart > spot.radius + 1], (spot.x, spot.y, spot.radius)])
    sides = np.array(boxes)
    off = np.hypot(*(others[:, None, :2] - np.clip(others[:, None, :2], sides[:, :2], sides[:, 2:])).T) - others[:, 2]
    lead = off[:, :-1].min(axis=1, initial=np.inf) - off[:, -1]
    rank = (lead < 0) + (lead < _CLEARLY) * 1
    ordered = [boxes[at] for at in np.argsort(rank, kind="stable")]
    return ordered, int((rank == 0).sum()), int((rank <= 1).sum())


def _lead(sheet: Sheet, spot: Spot, box: Box) -> None:
    """Join a name that had no room beside its place to it."""
    end = np.clip((spot.x, spot.y), (box.left, box.top + 3), (box.right, box.bottom - 3))
    sheet.line([np.array([end, (spot.x, spot.y)])], sheet.palette.ink3, 0.8)


def named_words(named: int, placed: int) -> str:
    """Say how many of the places drawn have their name beside them.

    >>> named_words(9, 50)
    '9 of 50 places named.'
    """
    return f"{named} of {placed} places named."


#: The sentence of `named_words` in a note.
NAMED = re.compile(r"\d+ of \d+ places named\.")


def named_limit(sheet: Sheet, scene: Scene) -> int:
    """Say how many places are named at most: the top four on a small map of counts."""
    if not scene.show_places:
        return len(scene.places)
    return 4 if sheet.canvas.height < 400 else _NAMED_PLACES


def _strong_from(scene: Scene) -> float:
    return max((place.happened for place in scene.places), default=0) * 0.4


def direction_text(palette: Palette, direction: Direction) -> str:
    """Give a direction's colour for text."""
    return {
        Direction.DPRK_TO_RUSSIA: palette.dprk_to_russia_text,
        Direction.RUSSIA_TO_DPRK: palette.russia_to_dprk_text,
        Direction.BILATERAL: palette.bilateral,
        Direction.OTHER: palette.ink2,
    }[direction]


def name_countries(sheet: Sheet, panel: Panel, room: Room) -> None:
    """Write country names in spaced capitals where the country has free room, the largest first."""
    limit = 4 if sheet.canvas.narrow or panel.inset else 9
    for name, boxes in country_names(panel.frame, sheet.canvas.text)[:limit]:
        found = room.best(boxes, tolerance=0)
        if found is not None:
            room.take(boxes[found])
            sheet.words.append(Words(*_middle(boxes[found]), name, sheet.palette.ink3, halo=False))


def caption(sheet: Sheet, panel: Panel, room: Room) -> None:
    """Write an inset's name into its corner."""
    size, (left, top, _, _) = sheet.canvas.text, panel.box
    box = Box(left + 10, top + 7, left + 10 + text_width(panel.name, size, weight=600), top + 7 + size * LEADING)
    room.take(box.grown(4))
    # Lines run through the corner: the name stands on a plate that hides them.
    sheet.area(*corners(box.grown(3)), sheet.palette.land, opacity=0.88)
    sheet.words.append(Words(*_middle(box), panel.name, sheet.palette.ink, 600))


def scale_bar(sheet: Sheet, panel: Panel, room: Room, lines: Sequence[Points] = ()) -> None:
    """Draw a bar of a round number of km into the corner with fewest lines, a lower one if it can.

    `lines` are those of routes that words may lie on, but a bar had better not.
    """
    size, box = sheet.canvas.text, panel.box
    length, text = bar_length(panel.frame)
    width = max(length, text_width(text, size)) + 8
    top, low = box.bottom - 14 - size * LEADING - 6, box.bottom - 8
    right, left = box.right - 12 - width, box.left + 12
    rise = box.top + 8 - top
    places = [Box(x, top + dy, x + width, low + dy) for dy in (0.0, rise) for x in (right, left)]
    bare = [place for place in places if not any(_crosses(line, place) for line in lines)]
    for choice in (bare[:2], bare, places[:2], places):
        free = room.best(choice, tolerance=0) if choice else None
        if free is not None:
            places, clear = choice, free
            break
    else:
        clear = None
    found = places[(room.best(places) or 0) if clear is None else clear]
    room.take(found)
    if clear is None:
        # No corner is free of lines: the bar stands on a plate that hides them.
        sheet.area(*corners(found), sheet.palette.land, opacity=0.88)
    middle, half, y = (found.left + found.right) / 2, length / 2, found.bottom - 4
    ticks = [[middle - half, y - 5], [middle - half, y], [middle + half, y], [middle + half, y - 5]]
    # Idle routes cross it, too: a halo as wide as that of words keeps it whole.
    sheet.line([np.array(ticks)], sheet.palette.land, 4.0)
    sheet.line([np.array(ticks)], sheet.palette.ink2, 1.0)
    sheet.words.append(Words(middle, y - 4 - size * 0.55, text, sheet.palette.ink2))


def bar_length(laid: Frame) -> tuple[float, str]:
    """Give the px of a round number of km in a frame, about a seventh of its width, and the words for it."""
    target = min(0.14 * (laid.box.right - laid.box.left), 190) * laid.ground_km_per_px
    magnitude = 10.0 ** np.floor(np.log10(target))
    km = max(step * magnitude for step in (1, 2, 5) if step * magnitude <= target)
    text = f"{km:,.0f} km".replace(",", THIN_SPACE) if km >= 1 else f"{km:.1f} km"
    return km / laid.ground_km_per_px, text


def _crosses(line: Points, box: Box) -> bool:
    if not meets(line, box):
        return False
    x, y = filled_in(line, 6).T
    return bool(((x >= box.left) & (x <= box.right) & (y >= box.top) & (y <= box.bottom)).any())


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2
