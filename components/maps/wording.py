"""The words on a plotly map: place names, callouts, country names, captions and scale bars."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from components.charts.lane_items import balanced
from components.charts.measure import text_width, wrap
from components.maps.geometry import Box, at, lengths
from components.maps.labels import LEADING, Room, around, country_names
from components.maps.scene import MovementMark, Scene
from components.maps.sheet import Panel, Sheet, Words, corners
from components.maps.spots import Spot
from components.maps.strokes import Course
from components.theme import THIN_SPACE, Palette
from data.geography import Points
from data.vocabulary import Direction

_CALLOUTS, _CALLOUTS_INSET = 3, 2
#: How many movements are tried, the weightiest first, before a picture goes without more words.
_TRIED = 9
#: How many cells of lines a callout may lie on: what the title tells is worth more of them.
_COVERED, _COVERED_LEADING = 4, 8
_COLUMN, _COLUMN_INSET = 250.0, 150.0
_NAMED_PLACES = 14
#: Where a callout is tried: px off its line, shares of the line's length, shares of its own width.
_LIFTS, _SHARES, _SLIDES = (20, 40, 66), (0.5, 0.42, 0.58, 0.34, 0.7, 0.22, 0.8), (0.5, 0.12, 0.88)


def name_places(
    sheet: Sheet,
    scene: Scene,
    spots: Sequence[Spot],
    room: Room,
    *,
    names: Mapping[str, str] | None = None,
    counts: Mapping[str, int] | None = None,
) -> None:
    """Write the names of places where there is room, in the order given; ends of movements in bold.

    `names` and `counts`, by place id, replace those of places that speak for others gathered with them.
    """
    for spot in spots:
        place = spot.place
        if place.hollow:
            continue
        happened = (counts or {}).get(place.place_id, place.happened)
        strong = happened > _strong_from(scene) if scene.show_places else place.end
        weight = 600 if strong else 400
        name = (names or {}).get(place.place_id, place.name)
        text = f"{name}: {happened}" if scene.show_places and name != place.name else name
        text = f"{name} {happened}" if scene.show_places and name == place.name else text
        width, height = text_width(text, sheet.canvas.text, weight=weight) + 2, sheet.canvas.text * LEADING
        boxes = around(spot.x, spot.y, spot.radius, width, height)
        found = room.best(boxes, tolerance=np.inf if place.end or scene.show_places else 6)
        if found is None:
            continue
        room.take(boxes[found].grown(1))
        sheet.named.add(place.place_id)
        colour = sheet.palette.ink if place.end or place.happened else sheet.palette.ink2
        sheet.words.append(Words(*_middle(boxes[found]), text, colour, weight, anchor=(spot.x, spot.y)))


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


def leading(movements: Sequence[MovementMark]) -> list[MovementMark]:
    """Pick what a title tells: the first and the last of the weightiest, or one and the last of the next weight."""
    if not movements:
        return []
    by_day = sorted(movements, key=lambda movement: (movement.at, movement.event_ids))
    top = min(movement.weight for movement in movements)
    first = [movement for movement in by_day if movement.weight == top]
    if len(first) > 1:
        return [first[0], first[-1]]
    rest = [movement for movement in by_day if movement is not first[0]]
    if not rest:
        return first
    second = min(rest, key=lambda movement: (movement.weight, -movement.at.toordinal()))
    return sorted([first[0], second], key=lambda movement: (movement.at, movement.event_ids))


def call_out(
    sheet: Sheet, scene: Scene, panel: Panel, courses: dict[int, Course], laid_out: Sequence[Panel], room: Room
) -> None:
    """Tell up to three weighty movements in words beside their lines, those of the title first, where there is room."""
    if not panel.called_out:
        return
    left = _CALLOUTS_INSET if panel.inset else _CALLOUTS
    lightest = 3 if len(scene.movements) < 8 else 2
    told: set[str] = set()
    # On the map of one day only what is under way is told, or else what ended last.
    newest = min((movement.age for movement in scene.movements), default=0)
    first = {m.event_ids for m in leading([m for m in scene.movements if m.age == newest])}
    here = [
        i for i, movement in enumerate(scene.movements)
        if i in courses and movement.age == newest and home(movement, laid_out) is panel
    ]  # fmt: skip
    here.sort(key=lambda i: scene.movements[i].event_ids not in first)
    for i in here[:_TRIED]:
        movement = scene.movements[i]
        light = movement.weight > lightest and movement.event_ids not in first
        if light or not left or movement.label in told:
            continue
        tolerance = _COVERED_LEADING if movement.event_ids in first and not panel.inset else _COVERED
        if _callout(sheet, movement, courses[i].longest, room, tolerance, inset=panel.inset):
            left -= 1
            told.add(movement.label)


def home(movement: MovementMark, laid_out: Sequence[Panel]) -> Panel:
    """Find the panel in which a movement is told: the first close look that holds both ends, else the main one."""
    ends = (movement.track.start, movement.track.end)
    return next((panel for panel in laid_out if panel.inset and panel.holds(ends, margin=6)), laid_out[0])


def _callout(sheet: Sheet, movement: MovementMark, line: Points, room: Room, tolerance: float, *, inset: bool) -> bool:
    size, palette = sheet.canvas.text, sheet.palette
    column = (_COLUMN_INSET if inset else _COLUMN) * size / 12
    heading = f"{movement.when} · {movement.label}"
    head = wrap(heading, column, size, weight=600, lines=2)
    if len(head) > 1 and not head[-1].endswith("…"):
        head = list(balanced(heading, size))
    body = [] if inset else wrap(_told(movement), column, size, lines=2)
    widths = [text_width(text, size, weight=600) for text in head] + [text_width(text, size) for text in body]
    width, height = max(widths) + 4, (len(head) + len(body)) * size * LEADING + 4
    anchors, boxes = _candidates(line, width, height)
    found = room.best(boxes, tolerance=tolerance)
    if found is None:
        return False
    box, anchor = Box(*boxes[found].tolist()), (float(anchors[found, 0]), float(anchors[found, 1]))
    room.take(box.grown(6))
    edge = box.bottom + 1 if anchor[1] > box.bottom else box.top - 1
    x = min(max(anchor[0], box.left + 2), box.right - 2)
    sheet.line([np.array([[x, edge], anchor])], palette.ink3, 0.8)
    for number, text in enumerate([*head, *body]):
        bold = number < len(head)
        colour = direction_text(palette, movement.direction) if bold else palette.ink
        middle = box.left + 2 + widths[number] / 2
        y = box.top + 2 + (number + 0.5) * size * LEADING
        sheet.words.append(Words(middle, y, text, colour, 600 if bold else 400))
    return True


def _told(movement: MovementMark) -> str:
    """The title where it has a number that the label lacks, else from where to where."""
    if _numbers(movement.title) - _numbers(movement.label):
        return movement.title
    return movement.text.rsplit("\n", 1)[-1]


def _numbers(text: str) -> set[str]:
    # Only plain spaces part words: a thin space stands inside a number.
    words = (word.strip("~(),.;:+%").replace(THIN_SPACE, "") for word in text.split(" "))
    return {word for word in words if word[:1].isdigit()}


def _candidates(line: Points, width: float, height: float) -> tuple[Points, Points]:
    """Give the spots on a line that words may tell of, and for each a box beside it."""
    run = lengths(line)
    spots = np.array([at(line, run, float(run[-1]) * share)[0] for share in _SHARES])
    # In order: away from the line, along it, to the side, then above before below.
    lift, share, slide, above = (grid.ravel() for grid in np.meshgrid(
        _LIFTS, np.arange(len(_SHARES)), _SLIDES, [True, False], indexing="ij",
    ))  # fmt: skip
    anchors = spots[share]
    left = anchors[:, 0] - width * slide
    top = np.where(above, anchors[:, 1] - lift - height, anchors[:, 1] + lift)
    return anchors, np.column_stack([left, top, left + width, top + height])


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
    sheet.words.append(Words(*_middle(box), panel.name, sheet.palette.ink, 600))


def scale_bar(sheet: Sheet, panel: Panel, room: Room) -> None:
    """Draw a bar of a round number of km into the corner with fewest lines, a lower one if it can."""
    size, box, per_px = sheet.canvas.text, panel.box, panel.frame.ground_km_per_px
    target = min(0.14 * (box.right - box.left), 190) * per_px
    magnitude = 10.0 ** np.floor(np.log10(target))
    km = max(step * magnitude for step in (1, 2, 5) if step * magnitude <= target)
    text = f"{km:,.0f} km".replace(",", THIN_SPACE) if km >= 1 else f"{km:.1f} km"
    width = max(km / per_px, text_width(text, size)) + 8
    top, low = box.bottom - 14 - size * LEADING - 6, box.bottom - 8
    right, left = box.right - 12 - width, box.left + 12
    rise = box.top + 8 - top
    places = [Box(x, top + dy, x + width, low + dy) for dy in (0.0, rise) for x in (right, left)]
    free = room.best(places[:2], tolerance=0)
    clear = room.best(places, tolerance=0) if free is None else free
    found = places[(room.best(places) or 0) if clear is None else clear]
    room.take(found)
    if clear is None:
        # No corner is free of lines: the bar stands on a plate that hides them.
        sheet.area(*corners(found), sheet.palette.land, opacity=0.88)
    middle, half, y = (found.left + found.right) / 2, km / per_px / 2, found.bottom - 4
    ticks = [[middle - half, y - 5], [middle - half, y], [middle + half, y], [middle + half, y - 5]]
    # Idle routes cross it, too: a halo as wide as that of words keeps it whole.
    sheet.line([np.array(ticks)], sheet.palette.land, 4.0)
    sheet.line([np.array(ticks)], sheet.palette.ink2, 1.0)
    sheet.words.append(Words(middle, y - 4 - size * 0.55, text, sheet.palette.ink2))


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2
