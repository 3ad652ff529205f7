"""Labels beside marks: the ways to write one, and the search for free px for a mark with its words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from components.charts.lane_bits import bits, runs
from components.charts.lane_items import (
    AFTER_LABEL,
    GAP,
    WIDE,
    Density,
    Item,
    Label,
    Lane,
    Room,
    Row,
    Side,
    height_of,
    narrowest,
    reach,
    settings,
    width_of,
)


class Waiting(NamedTuple):
    """A mark without a label, and how often its lane had changed when it last found no room for one."""

    item: Item
    own: int
    lane: Lane
    row: Row
    tried: int = -1


def without_labels(lanes: Sequence[Lane]) -> list[Waiting]:
    """List the marks on the rows of lanes in the order in which they get labels."""
    found = (
        (item.rank, item.left, item.key, Waiting(item, own, lane, row))
        for lane in lanes
        for row in lane.rows
        for item, own in row.marks.values()
    )
    return [mark for *_, mark in sorted(found, key=itemgetter(0, 1, 2))]


def label_all(waiting: Sequence[Waiting], lanes: Sequence[Lane], density: Density, room: Room) -> list[Waiting]:
    """Give labels to marks by rank, moving a mark to where its words have room, or adding rows.

    Gives the marks that found no room.
    """
    spare = room.bottom - room.top - sum(height_of(lane, density) for lane in lanes)
    left: list[Waiting] = []
    for mark in waiting:
        item, own, lane, row, tried = mark
        if lane.cost(density.one_line, density) > spare and (
            tried == lane.changes or _shut_in(lane, item, density, room.text)
        ):
            left.append(Waiting(item, own, lane, row, lane.changes))
            continue
        labels = labels_of(lane, item, density, room)
        if not labels:
            continue
        cost = lane.cost(labels[0].rows, density)
        if cost > spare and _hopeless(lane, labels, own):
            left.append(Waiting(item, own, lane, row, lane.changes))
            continue
        row.taken &= ~own
        # Landmarks go on top while there is height to spare; else the rows there are get filled first.
        on_top = item.rank[0] == 1 and 3 * cost <= spare
        done = write(lane, labels, within=lane.lead if on_top else None)
        if not done and cost <= spare:
            spare -= cost
            _add_rows(lane, labels[0].rows)
            done = write(lane, labels)
        if done:
            del row.marks[item.key]
            lane.changed()
        else:
            row.taken |= own
            left.append(Waiting(item, own, lane, row, lane.changes))
    return left


def _add_rows(lane: Lane, count: int) -> None:
    """Add rows for labels: under those added before, so that landmarks stay on top, over the marks."""
    at = _seam(lane)
    lane.rows[at:at] = [Row() for _ in range(count)]
    lane.numbers = [(x, first + count if first >= at else first, items) for x, first, items in lane.numbers]
    lane.lead += count
    lane.changed()


def _seam(lane: Lane) -> int:
    """Find the lowest place in or under the rows of labels that cuts through no label and no number."""
    blocks = [(first, label.rows) for first, row in enumerate(lane.rows) for label in row.labels]
    blocks += [(first, 2) for _, first, _ in lane.numbers]
    at = lane.lead
    while cut := [first for first, deep in blocks if first < at < first + deep]:
        at = min(cut)
    return at


def without_empty_rows(lane: Lane) -> bool:
    """Close the gaps that marks left when they moved to their labels; says whether there were any."""
    kept = [at for at, row in enumerate(lane.rows) if row.taken]
    if len(kept) == len(lane.rows):
        return False
    lane.numbers = [(x, kept.index(first), items) for x, first, items in lane.numbers]
    lane.rows = [lane.rows[at] for at in kept]
    lane.lead = sum(at < lane.lead for at in kept)
    lane.changed()
    return True


def write(lane: Lane, labels: Sequence[Label], *, within: int | None = None) -> bool:
    """Put a mark with its label on the highest rows that are free, in the first way that fits.

    `within` keeps to so many of the uppermost rows.
    """
    rows = lane.rows[:within]
    windows: dict[int, list[int]] = {1: [row.taken for row in rows]}
    for label in labels:
        wanted, deep = label.wanted, label.rows
        if deep not in windows:
            windows[deep] = runs(windows[1], deep)
        for first, taken in enumerate(windows[deep]):
            if not taken & wanted:
                for row in rows[first : first + deep]:
                    row.taken |= wanted
                    row.words |= wanted
                rows[first].labels.append(label)
                return True
    return False


def _shut_in(lane: Lane, item: Item, density: Density, size: float) -> bool:
    """Say whether no row has room for the narrowest words at the left or at the right of a mark."""
    left, right = reach(item, density.large / 2, density.tail(density.large))
    # Words under a long span need no room beside it but what keeps others away.
    words = 0.0 if item.right - item.left >= WIDE else narrowest(item.label, size)
    full = lane.taken_everywhere(density.one_line)
    return bool(
        full & bits(right + GAP, right + GAP + words + AFTER_LABEL) and full & bits(left - GAP - words - 2, left - 2)
    )


def _hopeless(lane: Lane, labels: Sequence[Label], own: int) -> bool:
    """Say whether no label can go on the rows there are, even with the mark's own px free: most cannot."""
    others = ~own
    return all(lane.taken_everywhere(label.rows) & label.wanted & others for label in labels)


def labels_of(lane: Lane, item: Item, density: Density, room: Room) -> list[Label]:
    """List the ways to label a mark of a lane, worked out once while the lane is laid out."""
    found = lane.ways.get(item.key)
    if found is None:
        found = lane.ways[item.key] = labels_for(item, density, room)
    return found


def labels_for(item: Item, density: Density, room: Room) -> list[Label]:
    """List the ways to label a mark that stay inside the room, best first, with the px they take."""
    left, right = reach(item, density.large / 2, density.tail(density.large))
    found: list[Label] = []
    for lines, width in settings(item.label, room.text, whole_first=density.compact):
        rows = density.two_lines if len(lines) > 1 else density.one_line
        if right + GAP + width <= room.right:
            px = (left - 2, right + GAP + width + AFTER_LABEL)
            found.append(Label(item, rows, Side.RIGHT, lines, right + GAP, bits(*px), px))
        if left - GAP - width >= room.left:
            px = (left - GAP - width - 2, right + 4)
            found.append(Label(item, rows, Side.LEFT, lines, left - GAP, bits(*px), px))
    if item.right - item.left >= WIDE:
        width = width_of(item.label, room.text)
        start = max(room.left, min(item.left, room.right - width))
        px = (min(left, start) - 2, max(right, start + width) + AFTER_LABEL)
        rows = math.ceil((density.over + room.under + room.line) / density.pitch - 0.15)
        label = Label(item, rows, Side.UNDER, (item.label,), start, bits(*px), px)
        found.insert(0 if density.compact else 2, label)
    if any(label.reach[0] - 3 < room.rule < label.reach[1] + 3 for label in found):
        return _clear_first(found, room, landmark=item.rank[0] == 1)
    return found


def _clear_first(labels: Sequence[Label], room: Room, *, landmark: bool) -> list[Label]:
    """Put last the ways to write a label that run through the upright line; only landmarks fall back on them."""
    clear: list[Label] = []
    through: list[Label] = []
    for label in labels:
        width = max(width_of(line, room.text) for line in label.lines)
        start = label.text_x - width if label.side is Side.LEFT else label.text_x
        (through if start - 3 < room.rule < start + width + 3 else clear).append(label)
    return [*clear, *through] if landmark or not clear else clear
