"""Movements on a plotly map: their lines, bundled or one by one, arrow heads, and what answers the pointer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from components.exhibits.contract import plain
from components.maps.callouts import home
from components.maps.geometry import shortened
from components.maps.labels import Room
from components.maps.moments import stroke_of
from components.maps.scene import Scene
from components.maps.sheet import Panel, Sheet, joined
from components.maps.strands import Kind, Strand, bundled, dash_of, longest_ways, offsets, width_of_count
from components.maps.strokes import DASHES, LIKELY_OPACITY, Course, course, lanes
from data.geography import Points
from data.vocabulary import Certainty, Direction

_HEAD, _LINE, _HINT = 12.0, 2.4, 1.4
#: Px left off a movement's line at its start and, under the arrow head, at its end.
_TRIM = (3.0, 8.0)


def draw_movements(
    sheet: Sheet, scene: Scene, panel: Panel, laid_out: Sequence[Panel], room: Room
) -> dict[int, Course]:
    """Draw the movements a panel shows and tell the room of them; gives each one's line by its place in the scene."""
    small = 0.7 if sheet.canvas.width < 560 else 1.0
    # What a close look tells is only hinted at on the main map: thin, without heads.
    hints = {
        i for i, movement in enumerate(scene.movements) if not panel.inset and home(movement, laid_out) is not panel
    }
    bundled = is_bundled(scene)
    beside = _beside(scene, panel, hints, bundled=bundled)
    courses: dict[int, Course] = {}
    for i, movement in enumerate(scene.movements):
        head = 0.0 if i in hints or movement.age else _HEAD * small
        if found := course(movement.track, panel.frame, beside.get(i, 0.0), head):
            courses[i] = found
            room.cross(found.cells)
    _focus_line(sheet, scene, courses)
    lay = _strokes_bundled if bundled else _strokes_apart
    strokes = lay(sheet, scene, courses, hints)
    alike: dict[_Pen, list[Points]] = defaultdict(list)
    for pen, lines in strokes:
        alike[pen] += lines
    for pen, lines in sorted(alike.items(), key=lambda item: item[0].opacity):
        colour = sheet.palette.direction(pen.direction)
        dash = dash_of(pen.certainty, pen.width) if bundled else DASHES[pen.certainty]
        look = {"color": colour, "width": pen.width * (0.75 if small < 1 else 1.0), "dash": dash}
        sheet.stroke(*joined(lines), look, opacity=pen.opacity)
    _heads(sheet, scene, courses, bundled=bundled)
    _hits(sheet, scene, courses)
    return courses


class _Pen(NamedTuple):
    """What lines must share to be drawn as one trace."""

    direction: Direction
    certainty: Certainty
    width: float
    opacity: float


def is_bundled(scene: Scene) -> bool:
    """Whether lines are bundled: over a range of days; on a single day widths compare what each movement carried."""
    return scene.at is None


def _beside(scene: Scene, panel: Panel, hints: set[int], *, bundled: bool) -> dict[int, float]:
    """Give the px by which lines lie beside each other: look by look where they are bundled, else one by one."""
    told = {i: movement for i, movement in enumerate(scene.movements) if i not in hints}
    if bundled:
        return offsets(told, panel.frame)
    return {i: lane for i, lane in enumerate(lanes(scene.movements)) if i in told}


def _strokes_apart(
    sheet: Sheet, scene: Scene, courses: dict[int, Course], hints: set[int]
) -> Iterator[tuple[_Pen, list[Points]]]:
    for i, one in courses.items():
        movement, drawn = scene.movements[i], stroke_of(scene, scene.movements[i])
        width = min(drawn.width, _HINT) if i in hints else drawn.width
        yield _Pen(movement.direction, movement.certainty, width, drawn.opacity), list(one.parts)


def _strokes_bundled(
    sheet: Sheet, scene: Scene, courses: dict[int, Course], hints: set[int]
) -> Iterator[tuple[_Pen, list[Points]]]:
    """Lay movements of one look over each other, and give each stretch the width of its count of events."""
    thin = {i: one.parts for i, one in courses.items() if i in hints}
    told = {i: [shortened(part, *_TRIM) for part in one.parts] for i, one in courses.items() if i not in hints}
    for kind, strand in bundled(scene.movements, thin):
        yield _pen(kind, strand, _HINT), [strand.line]
    for kind, strand in bundled(scene.movements, told):
        sheet.most = max(sheet.most, strand.events)
        yield _pen(kind, strand, width_of_count(strand.events)), [strand.line]


def _pen(kind: Kind, strand: Strand, width: float) -> _Pen:
    return _Pen(*kind[:2], width, LIKELY_OPACITY if strand.likely else 1.0)


def _heads(sheet: Sheet, scene: Scene, courses: dict[int, Course], *, bundled: bool) -> None:
    """Draw the arrow heads: at the end of every line, and on the way of the longest of those that run together."""
    here = {i: scene.movements[i] for i in courses}
    on_the_way = longest_ways(here, {i: one.length for i, one in courses.items()}) if bundled else set(courses)
    heads: dict[tuple[Direction, float], list[Points]] = defaultdict(list)
    for i, one in courses.items():
        drawn = stroke_of(scene, scene.movements[i])
        look = scene.movements[i].direction, drawn.opacity
        heads[look] += one.heads if i in on_the_way else one.tips
    for (direction, opacity), found in heads.items():
        sheet.area(*joined(found), sheet.palette.direction(direction), opacity=opacity)


def _focus_line(sheet: Sheet, scene: Scene, courses: dict[int, Course]) -> None:
    """Set an ink outline round the line of the open event, 4 px away from it."""
    for i, one in courses.items():
        if sheet.focus and sheet.focus.event_id in scene.movements[i].event_ids:
            sheet.stroke(one.x, one.y, {"color": sheet.palette.ink, "width": _LINE + 12})
            sheet.stroke(one.x, one.y, {"color": sheet.palette.land, "width": _LINE + 8})


def _hits(sheet: Sheet, scene: Scene, courses: dict[int, Course]) -> None:
    """Lay an unseen line over the movements, with a vertex every few px: all that answers the pointer."""
    texts: list[str] = []
    ids: list[str] = []
    for i, one in courses.items():
        texts += [hover(scene.movements[i].text)] * len(one.hits)
        ids += [scene.movements[i].event_ids[0]] * len(one.hits)
    if texts:
        x, y = np.concatenate([one.hits for one in courses.values()]).round(1).T.tolist()
        sheet.stroke(x, y, {"width": 0}, hoverinfo="text", hovertext=texts, customdata=ids, meta="event")


def hover(text: str) -> str:
    """Make row text safe for plotly's hover labels, line by line."""
    return plain(text).replace("\n", "<br>")
