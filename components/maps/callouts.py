"""Callouts: what a map tells in words beside a movement's line, and the movements a title tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from components.charts.lane_items import balanced
from components.charts.measure import text_width, wrap
from components.maps.geometry import Box, at, filled_in, lengths, within
from components.maps.labels import LEADER, LEADING, Room
from components.maps.movement_marks import MovementMark
from components.maps.scene import Scene
from components.maps.sheet import Panel, Sheet, Words
from components.maps.strokes import Course
from components.maps.tracks import points
from components.maps.wording import direction_text
from components.theme import THIN_SPACE
from data import Selection
from data.geography import Points
from data.ledger import origin_names
from data.readouts import Gauge, Load, loads
from data.vocabulary import RoutePath
from data.wording import listed

_CALLOUTS, _CALLOUTS_INSET = 3, 2
#: How many movements are tried, the weightiest first, before a picture goes without more words.
_TRIED = 9
#: How many cells of lines a callout may lie on: what the title tells is worth more of them.
_COVERED, _COVERED_LEADING = 4, 8
_COLUMN, _COLUMN_INSET = 250.0, 135.0
#: The share of its column in which one of the title is tried where it has no room, with and without its body.
_NARROWER = 0.62
#: Where a callout is tried: px off its line, shares of the line's length, shares of its own width.
_LIFTS, _SHARES = (20, 40, 66, 96), (0.5, 0.42, 0.58, 0.34, 0.7, 0.22, 0.8)
_SLIDES = (0.5, 0.12, 0.88, -0.1, 1.1)
#: Where one of the title is tried beyond that.
_FAR_LIFTS = (12, 20, 30, 40, 52, 66, 80, 96, 130, 170, 220)
_FAR_SLIDES = (0.5, 0.3, 0.7, 0.12, 0.88, -0.1, 1.1, -0.5, 1.5)


def leading(scene: Scene, among: Sequence[MovementMark] | None = None) -> list[MovementMark]:
    """Pick the two movements that a title tells, in order of their days; `among` defaults to all of the scene.

    Where all are of one category these are the first and the last of the weightiest, or one and the
    last of the next weight; else the first of the weightiest of two categories, those of which more
    moved before others, on two ways if it can be.
    """
    movements = scene.movements if among is None else among
    category = dict(zip(scene.moving["event_id"], scene.moving["category"], strict=True))
    by_day = sorted(movements, key=lambda movement: (movement.at, movement.event_ids))
    groups: dict[str, list[MovementMark]] = defaultdict(list)
    for movement in by_day:
        groups[str(category[movement.event_ids[0]])].append(movement)
    if len(groups) < 2:
        return _first_and_last(by_day)
    ranked = sorted(groups.values(), key=_importance)
    one = min(ranked[0], key=lambda movement: movement.weight)
    other = min(ranked[1], key=lambda movement: (movement.weight, movement.track.way == one.track.way))
    return sorted([one, other], key=lambda movement: (movement.at, movement.event_ids))


def _importance(group: Sequence[MovementMark]) -> tuple[int, int]:
    return min(movement.weight for movement in group), -sum(len(movement.event_ids) for movement in group)


def _first_and_last(by_day: Sequence[MovementMark]) -> list[MovementMark]:
    top = min((movement.weight for movement in by_day), default=0)
    first = [movement for movement in by_day if movement.weight == top]
    rest = [movement for movement in by_day if movement not in first]
    if len(first) > 1:
        return [first[0], first[-1]]
    if not rest:
        return first
    second = min(rest, key=lambda movement: (movement.weight, -movement.at.toordinal()))
    return sorted([first[0], second], key=lambda movement: (movement.at, movement.event_ids))


def call_out(
    sheet: Sheet,
    scene: Scene,
    panel: Panel,
    courses: Mapping[int, Course],
    laid_out: Sequence[Panel],
    room: Room,
    *,
    title_only: bool = False,
) -> None:
    """Tell up to three weighty movements in words beside their lines, those of the title first, where there is room.

    Of the others the weightier come first, then those of which an origin named a number; once one has
    found no room, none of the third weight is told in its place. With `title_only` the others are left
    for a second call.
    """
    if not panel.called_out:
        return
    carried = carried_in(scene)
    turns = _turns(scene, panel, courses, laid_out, carried)
    said = {one.movement.label for one in turns if one.movement.event_ids in sheet.told}
    left = (_CALLOUTS_INSET if panel.inset else _CALLOUTS) - len(said)
    lightest = 3 if len(scene.movements) < 8 else 2
    for movement, line, leads in turns[:_TRIED]:
        light = not leads and (title_only or movement.weight > lightest)
        if light or left < 1 or movement.label in said:
            continue
        load = carried.get(movement.event_ids[0])
        # Beside figures of ports the label is enough.
        told = [""] if title_only else _bodies(scene, movement, load, inset=panel.inset)
        if _callout(sheet, movement, told, line, room, leads=leads, inset=panel.inset):
            left -= 1
            said.add(movement.label)
            sheet.told.add(movement.event_ids)
        elif not title_only:
            lightest = min(lightest, 2)


class _Turn(NamedTuple):
    """A movement that may be told beside a line; `leads` where the title tells it."""

    movement: MovementMark
    line: Points
    leads: bool


def _turns(
    scene: Scene, panel: Panel, courses: Mapping[int, Course], laid_out: Sequence[Panel], carried: Mapping[str, Load]
) -> list[_Turn]:
    """List the movements that a panel may tell, those of the title first: the shorter can be told in fewer places."""
    # On the map of one day only what is under way is told, or else what ended last.
    newest = min((movement.age for movement in scene.movements), default=0)
    first = {m.event_ids for m in leading(scene, [m for m in scene.movements if m.age == newest])}
    found: list[tuple[tuple[bool, float, bool], _Turn]] = []
    for i, movement in enumerate(scene.movements):
        leads = movement.event_ids in first
        line = _line_of(movement, panel, courses.get(i), leads=leads)
        if line is None or movement.age != newest or home(movement, laid_out) is not panel:
            continue
        plain = True, float(movement.weight), movement.event_ids[0] not in carried
        found.append(((False, float(lengths(line)[-1]), False) if leads else plain, _Turn(movement, line, leads)))
    return [turn for _, turn in sorted(found, key=lambda item: item[0])]


def _line_of(movement: MovementMark, panel: Panel, drawn: Course | None, *, leads: bool) -> Points | None:
    """Give the line that a callout tells of; of a movement of the title too short to be drawn, the spot."""
    if drawn or not leads:
        return drawn.longest if drawn else None
    way = panel.frame.px(points(movement.track))
    spot = way[len(way) // 2]
    return np.array([spot, spot + 1.0]) if within(spot[None], panel.box) else None


def carried_in(scene: Scene) -> dict[str, Load]:
    """Give, by event id, what an origin at first hand said that an event carried, where that claim passes the filters.

    On the map of a single day only the unit that its widths compare is told.
    """
    gauges = (scene.gauge,) if scene.gauge else tuple(Gauge)
    kept = set(scene.rows.claims["claim_id"])
    public = Selection(known_on=scene.rows.known_on)
    return {
        event_id: load
        for gauge in gauges
        for event_id, load in loads(scene.rows.tables, public, gauge).items()
        if load.claim_id in kept
    }


def home(movement: MovementMark, laid_out: Sequence[Panel]) -> Panel:
    """Find the panel in which a movement is told: the closest look that holds both ends, else the main one."""
    ends = (movement.track.start, movement.track.end)
    close = [panel for panel in laid_out if panel.inset and panel.holds(ends, margin=6)]
    return min(close, key=lambda panel: panel.frame.ground_km_per_px, default=laid_out[0])


def _callout(
    sheet: Sheet, movement: MovementMark, told: Sequence[str], line: Points, room: Room, *, leads: bool, inset: bool
) -> bool:
    size, palette = sheet.canvas.text, sheet.palette
    column = (_COLUMN_INSET if inset else _COLUMN) * size / 12
    heading = f"{movement.when} · {movement.label}"
    shapes: list[tuple[float, Sequence[str]]] = [(column, told)]
    if leads:
        shapes += [(column, ("",))] if inset else [(column * _NARROWER, told), (column * _NARROWER, ("",))]
    for wide, bodies in shapes:
        head = list(wrap(heading, wide, size, weight=600, lines=3 if inset or wide < column else 2))
        if len(head) == 2 and not head[-1].endswith("…"):
            head = list(balanced(heading, size))
        body = _fitted(bodies, wide, size, 1 if inset else 2)
        widths = [text_width(text, size, weight=600) for text in head] + [text_width(text, size) for text in body]
        width, height = max(widths) + 4, (len(head) + len(body)) * size * LEADING + 4
        if found := _placed(line, width, height, room, leads=leads, bare=leads and not body):
            break
    else:
        return False
    box, anchor = found
    room.take(box.grown(6))
    edge = box.bottom + 1 if anchor[1] > box.bottom else box.top - 1
    x = min(max(anchor[0], box.left + 2), box.right - 2)
    leader = np.array([[x, edge], anchor])
    sheet.line([leader], palette.ink3, 0.8)
    room.cross(filled_in(leader, 5), LEADER)
    for number, text in enumerate([*head, *body]):
        bold = number < len(head)
        colour = direction_text(palette, movement.direction) if bold else palette.ink
        middle = box.left + 2 + widths[number] / 2
        y = box.top + 2 + (number + 0.5) * size * LEADING
        sheet.words.append(Words(middle, y, text, colour, 600 if bold else 400))
    return True


def _bodies(scene: Scene, movement: MovementMark, load: Load | None, *, inset: bool) -> list[str]:
    """List what may stand under a callout's heading, the fullest first.

    It is an origin's number, else the title where it has a number that the label lacks, else from
    where to where and how; each with the origins, unless label or title names them.
    """
    if load and not _numbers(load.words) <= _numbers(movement.label):
        return [load.words]
    by = [] if ": " in movement.label else _origins(scene, movement.event_ids[0])
    if inset:
        return [*by, ""]
    if _numbers(movement.title) - _numbers(movement.label):
        text = movement.title
        by = [] if ": " in text else by
    else:
        # Where a line stands for several movements its text says so, and that all share the way.
        text = movement.text.rsplit("\n", 1)[-1].removesuffix(f", {RoutePath.PUBLISHED.label}")
    return [*(f"{names}: {text}" for names in by), text, *by]


def _origins(scene: Scene, event_id: str) -> list[str]:
    """Name the origins of an event, two of them, then only one."""
    events = scene.moving
    ids = events.loc[events["event_id"] == event_id, "origins"].iloc[0]
    names = [origin_names(scene.rows.tables)[origin] for origin in ids]
    return list(dict.fromkeys(listed(names, most) for most in (2, 1))) if names else []


def _fitted(told: Sequence[str], column: float, size: float, lines: int) -> list[str]:
    """Break the first of some texts that fits whole; the first, cut, if none does."""
    tried = [list(wrap(text, column, size, lines=lines)) if text else [] for text in told]
    return next((found for found in tried if not found or not found[-1].endswith("…")), tried[0])


def _numbers(text: str) -> set[str]:
    # Only plain spaces part words: a thin space stands inside a number.
    words = (word.strip("~(),.;:+%").replace(THIN_SPACE, "") for word in text.split(" "))
    return {word for word in words if word[:1].isdigit()}


def _placed(
    line: Points, width: float, height: float, room: Room, *, leads: bool, bare: bool
) -> tuple[Box, tuple[float, float]] | None:
    """Find room for words beside a line, and the spot they tell of; what the title tells may stand further off.

    A `bare` heading, the last that is tried, may cover more lines.
    """
    near = _LIFTS, _SLIDES, _COVERED_LEADING if leads else _COVERED
    tried: list[tuple[Sequence[float], Sequence[float], float]] = [near]
    tried += (
        [(_FAR_LIFTS, _FAR_SLIDES, _COVERED_LEADING * more) for more in ((1, 3, 8) if bare else (1, 3))]
        if leads
        else []
    )
    for lifts, slides, tolerance in tried:
        anchors, boxes = _candidates(line, width, height, lifts, slides)
        found = room.best(boxes, tolerance=tolerance, leads=anchors)
        if found is not None:
            return Box(*boxes[found].tolist()), (float(anchors[found, 0]), float(anchors[found, 1]))
    return None


def _candidates(
    line: Points, width: float, height: float, lifts: Sequence[float], slides: Sequence[float]
) -> tuple[Points, Points]:
    """Give the spots on a line that words may tell of, and for each a box beside it."""
    run = lengths(line)
    spots = np.array([at(line, run, float(run[-1]) * share)[0] for share in _SHARES])
    # In order: away from the line, along it, to the side, then above before below.
    lift, share, slide, above = (grid.ravel() for grid in np.meshgrid(
        lifts, np.arange(len(_SHARES)), slides, [True, False], indexing="ij",
    ))  # fmt: skip
    anchors = spots[share]
    left = anchors[:, 0] - width * slide
    top = np.where(above, anchors[:, 1] - lift - height, anchors[:, 1] + lift)
    return anchors, np.column_stack([left, top, left + width, top + height])
