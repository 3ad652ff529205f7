"""The words on a plotly map: place names, country names, captions and scale bars."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

import numpy as np

from components.charts.measure import text_width
from components.maps.geometry import Box, filled_in, meets
from components.maps.labels import LEADER, LEADING, Room, around, country_names
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
#: How many cells of lines a name covers without being hard to read.
_LIGHTLY, _READABLE = 6, 12
#: What a name that has no room may go without: another name of the place stands on its card.
_BRACKETS = re.compile(r" \([^)]*\)")
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
    led: bool = True,
) -> None:
    """Write the names of places where there is room, in the order given; ends of movements in bold.

    No name stands nearer to another of the places drawn, `among`, than to its own; one that is clearly
    nearest goes first. `names` and `counts`, by place id, replace those of places that speak for others
    gathered with them; `anchors` are ids of places that are named in bold wherever there is any room.
    The end of a movement that would be hard to read on its lines stands further off where it may be `led`.
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
        # A title tells the foremost places by count: their numbers tell whose a name is where discs crowd.
        # So does "+4" of a mark that speaks for others: it alone has a ring.
        gathered = place.place_id in anchors and place.place_id in (names or {})
        label = _Label(sheet, room, spot, marks, weight, anywhere=scene.show_places or gathered)
        found = label.beside(text, np.inf if scene.show_places else _LIGHTLY)
        if strong and not found and not scene.show_places:
            short = _BRACKETS.sub("", text)
            found = label.beside(short, _LIGHTLY) or label.beside(short, _READABLE)
            found = found or (label.further(short, _LIGHTLY) if led else None) or label.beside(text, np.inf)
        if not found and place.place_id in anchors:
            found = label.further(text, np.inf)
        if not found:
            continue
        box, text = found
        room.take(box.grown(1))
        sheet.named.add(place.place_id)
        colour = sheet.palette.ink if strong or place.happened else sheet.palette.ink2
        sheet.words.append(Words(*_middle(box), text, colour, weight, anchor=(spot.x, spot.y)))


class _Label:
    """The search for room for one place's name."""

    def __init__(self, sheet: Sheet, room: Room, spot: Spot, marks: Points, weight: int, *, anywhere: bool) -> None:
        self._sheet, self._room, self._spot, self._marks = sheet, room, spot, marks
        self._weight, self._anywhere = weight, anywhere

    def beside(self, text: str, tolerance: float) -> tuple[Box, str] | None:
        """Find a box beside the mark that covers so many cells of lines at most."""
        boxes, *steps = _own_boxes(self._spot, self._around(text), self._marks)
        steps += [len(boxes)] if self._anywhere else []
        tried = (self._room.best(boxes[:step], tolerance=tolerance) for step in steps if step)
        found = next((best for best in tried if best is not None), None)
        return None if found is None else (boxes[found], text)

    def further(self, text: str, tolerance: float) -> tuple[Box, str] | None:
        """Find a box further off, and draw the leader that joins it to the mark."""
        boxes = [box for more in _FURTHER for box in self._around(text, more)]
        leads = np.tile((self._spot.x, self._spot.y), (len(boxes), 1))
        found = self._room.best(boxes, tolerance=tolerance, leads=leads)
        found = self._room.best(boxes) if found is None and np.isinf(tolerance) else found
        if found is None:
            return None
        _lead(self._sheet, self._spot, boxes[found], self._room)
        return boxes[found], text

    def _around(self, text: str, more: float = 0.0) -> list[Box]:
        size = self._sheet.canvas.text
        width = text_width(text, size, weight=self._weight) + 2
        return around(self._spot.x, self._spot.y, self._spot.radius + more, width, size * LEADING)


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


def _lead(sheet: Sheet, spot: Spot, box: Box, room: Room) -> None:
    """Join a name that had no room beside its place to it."""
    end = np.clip((spot.x, spot.y), (box.left, box.top + 3), (box.right, box.bottom - 3))
    leader = np.array([end, (spot.x, spot.y)])
    sheet.line([leader], sheet.palette.ink3, 0.8)
    room.cross(filled_in(leader, 5), LEADER)


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
