"""Where marks and labels of swim lanes go: pure arithmetic in px, nothing is drawn here.

A lane is a stack of slim rows. Every event first gets a mark on some row; then labels are added,
landmarks first, wherever a mark and its words find free px side by side, or where there is height
left for more rows. Occupied px of a row are the bits of one integer, so that asking for room is
one `and` (a list of intervals was five times slower at 500 events).
"""

from __future__ import annotations

from collections.abc import Sequence

from components.charts.lane_items import (
    PAD,
    Density,
    Item,
    Label,
    Lane,
    More,
    Owned,
    Placed,
    Room,
    Row,
    Side,
    height_of,
    owned_px,
)
from components.charts.lane_labels import label_all, without_empty_rows, without_labels
from components.charts.lane_squeeze import squeeze

_LABEL_ROUNDS = 3
#: How much air a lane may have: a share of what it holds, or so many px.
_AIR, _LEAST_AIR = 0.5, 14.0


def arrange(lanes: Sequence[Lane], room: Room) -> Density:
    """Place every mark of the lanes in a room, and as many labels as fit, landmarks first.

    Fills `top`, `height`, `placed` and `more` of the lanes and gives the density that was chosen.
    Nothing leaves its lane; what finds no row is gathered in `more`.
    """
    ordered = [sorted(lane.items, key=_by_time) for lane in lanes]
    density, owned = _choose(lanes, ordered, room)
    if owned is not None:
        squeeze(lanes, owned, density, room)
    if room.labels:
        waiting = without_labels(lanes)
        for _ in range(_LABEL_ROUNDS):
            waiting = label_all(waiting, lanes, density, room)
            # Marks that moved to their labels left gaps, which make room for a few more labels.
            closed = [without_empty_rows(lane) for lane in lanes]
            if not any(closed):
                break
    _stretch(lanes, density, room)
    for lane in lanes:
        _place(lane, density, room)
    return density


def _by_time(item: Item) -> tuple[float, float, str]:
    return item.left, item.right, item.key


def _choose(
    lanes: Sequence[Lane], ordered: Sequence[Sequence[Item]], room: Room
) -> tuple[Density, list[list[Owned]] | None]:
    """Pack all marks at the roomiest density that leaves a line of words to each lane with landmarks.

    Gives the density and, where even the densest is too high, the marks with their px.
    """
    landmarks = sum(any(item.rank[0] == 1 for item in lane.items) for lane in lanes)
    reserve = (room.line + 3) * landmarks if room.labels else 0.0
    height = room.bottom - room.top - reserve
    *roomier, densest = room.densities()
    # The densest goes first: where even that is too high, the others need not be tried.
    owned = [owned_px(items, densest) for items in ordered]
    if not _fits(lanes, owned, densest, height):
        return densest, owned
    for density in roomier:
        if _fits(lanes, [owned_px(items, density) for items in ordered], density, height):
            return density, None
    _fits(lanes, owned, densest, height)
    return densest, None


def _fits(lanes: Sequence[Lane], owned: Sequence[Sequence[Owned]], density: Density, height: float) -> bool:
    for lane, marks in zip(lanes, owned, strict=True):
        lane.rows = packed(marks)
    return sum(height_of(lane, density) for lane in lanes) <= height


def packed(marks: Sequence[Owned]) -> list[Row]:
    """Put marks, in order of time, each on the first row that is free: one day fans out downwards."""
    rows: list[Row] = []
    for item, own in marks:
        for row in rows:
            if not row.taken & own:
                break
        else:
            row = Row()
            rows.append(row)
        row.put(item, own)
    return rows


def _stretch(lanes: Sequence[Lane], density: Density, room: Room) -> None:
    """Share what height is left among the lanes, in proportion to what they hold; too much stays beneath."""
    heights = [height_of(lane, density) for lane in lanes]
    spare = max(room.bottom - room.top - sum(heights), 0.0)
    total = sum(heights) or 1.0
    top = room.top
    for lane, height in zip(lanes, heights, strict=True):
        lane.top, lane.height = top, height + min(spare * height / total, max(_AIR * height, _LEAST_AIR))
        top += lane.height


def _place(lane: Lane, density: Density, room: Room) -> None:
    spare = lane.height - height_of(lane, density)
    top = lane.top + lane.head + PAD + min(spare / 2, 4.0)
    tail = density.tail(density.small)
    small = density.small
    for i, row in enumerate(lane.rows):
        y = top + i * density.pitch
        middle = y + density.pitch / 2
        lane.placed += [_labelled(label, y, density, room) for label in row.labels]
        lane.placed += [Placed(item, middle, small, tail) for item, _ in row.marks.values()]
    lane.more.extend(
        More(x, top + (first + min(len(lane.rows), 2) / 2) * density.pitch, items) for x, first, items in lane.numbers
    )


def _labelled(label: Label, top: float, density: Density, room: Room) -> Placed:
    size, tail = density.large, density.tail(density.large)
    if label.side is Side.UNDER:
        size, tail = density.over, density.tail(density.over)
        y = top + size / 2
        below = y + size / 2 + room.under + room.line / 2
        return Placed(label.item, y, size, tail, label.lines, label.text_x, below, label.side)
    y = top + label.rows * density.pitch / 2
    return Placed(label.item, y, size, tail, label.lines, label.text_x, y, label.side)
