"""Lanes that are too full: rows are shared out, landmarks keep their labels, and the rest becomes numbers."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Mapping, Sequence
from functools import reduce
from heapq import heapify, heappop, heappush
from operator import and_, itemgetter

from components.charts.lane_bits import bits
from components.charts.lane_items import (
    PAD,
    WIDE,
    Density,
    Item,
    Label,
    Lane,
    Owned,
    Room,
    Row,
    Words,
)
from components.charts.lane_labels import labels_of, write

#: How far a number may stand from its events, in px, nearest first.
_SHIFTS = (0.0, -6.0, 6.0, -12.0, 12.0, -18.0, 18.0, -24.0, 24.0)

#: The px of a mark's middle, the key of its item, and the item.
_Middle = tuple[float, str, Item]


def squeeze(lanes: Sequence[Lane], ordered: Sequence[Sequence[Owned]], density: Density, room: Room) -> None:
    """Share the rows there are: landmarks with their labels first, then marks; the rest becomes numbers.

    `ordered` are the marks of each lane in order of time.
    """
    for lane, marks, count in zip(lanes, ordered, _shares(lanes, density, room), strict=True):
        owned = sorted(marks, key=_first_in)
        # Keys are unique in a lane, so that the items themselves are never compared.
        by_middle = sorted((item.middle, item.key, item) for item, _ in marks)
        words = _landmark_labels(lane, [item for item, _ in marks], density, room) if room.labels else []
        while (blocked := _squeezed(lane, owned, by_middle, words, count, room)) is not None:
            # A number never stands on words: the landmark in its way gives up its label instead.
            words = _without_nearest(words, blocked)


def _without_nearest(words: Words, x: float) -> Words:
    """Take away the label whose mark is nearest to a px."""
    nearest = min(range(len(words)), key=lambda at: abs(words[at][1][0].item.middle - x) if words[at][1] else math.inf)
    return [*words[:nearest], *words[nearest + 1 :]]


def _landmark_labels(lane: Lane, items: Sequence[Item], density: Density, room: Room) -> Words:
    landmarks = sorted((item for item in items if item.rank[0] == 1), key=lambda item: (item.rank, item.key))
    middles = [item.middle for item in items]
    return [(item.key, _open_side_first(labels_of(lane, item, density, room), middles)) for item in landmarks]


def _open_side_first(labels: list[Label], middles: Sequence[float]) -> list[Label]:
    """Put first the ways to write a label that hide the fewest other marks (`middles` in order)."""
    return sorted(
        labels,
        key=lambda label: (bisect(middles, label.reach[1]) - bisect(middles, label.reach[0])) * label.rows,
    )


def _squeezed(
    lane: Lane,
    owned: Sequence[Owned],
    by_middle: Sequence[_Middle],
    words: Words,
    rows: int,
    room: Room,
) -> float | None:
    """Fill a lane of so many rows; gives the px of a number that found no place, if there is one."""
    free = lane.rows = [Row() for _ in range(rows)]
    lane.numbers = []
    done = {key for key, labels in words if write(lane, labels)}
    over: set[str] = set()
    for item, own in owned:
        if item.key in done:
            continue
        for row in free:
            if not row.taken & own:
                row.put(item, own)
                break
        else:
            over.add(item.key)
    waiting = {item.key: own for item, own in owned if item.key in over}
    return _gather(lane, [mark for mark in by_middle if mark[1] in over], waiting, room, last=not words)


def _shares(lanes: Sequence[Lane], density: Density, room: Room) -> list[int]:
    """Give each lane a number of rows: the next row goes where most marks wait for it."""
    waiting = [[len(row.marks) for row in lane.rows] for lane in lanes]
    shares = [density.one_line if room.labels else 1 for _ in waiting]

    def height(at: int, rows: int) -> float:
        return max(lanes[at].least, lanes[at].head + 2 * PAD + rows * density.pitch)

    spare = room.bottom - room.top - sum(height(at, rows) for at, rows in enumerate(shares))
    queue = [(-waiting[at][rows], at) for at, rows in enumerate(shares) if rows < len(waiting[at])]
    heapify(queue)
    while queue:
        _, at = heappop(queue)
        cost = height(at, shares[at] + 1) - height(at, shares[at])
        if cost > spare:
            continue
        spare -= cost
        shares[at] += 1
        if shares[at] < len(waiting[at]):
            heappush(queue, (-waiting[at][shares[at]], at))
    return shares


def _first_in(mark: Owned) -> tuple[bool, bool, float, float, str]:
    """Put landmarks first, then what is wide and hard to place, then the rest in order of time."""
    item = mark[0]
    return item.rank[0] != 1, item.right - item.left < WIDE, item.left, item.right, item.key


def _gather(lane: Lane, over: Sequence[_Middle], owned: Mapping[str, int], room: Room, *, last: bool) -> float | None:
    """Turn what found no row into numbers, which take the place of the marks under them.

    A number never stands for one event: that gets a mark of its own, or a neighbour is counted with it. `owned`
    are the px of the events. Gives the px where a number would have to stand on words; in the `last` attempt it
    joins another.
    """
    width = 1.9 * room.text
    for x, items in _clusters(over, 1.1 * width, room):
        own = owned[items[0].key] if len(items) == 1 else 0
        if own and _set_in(lane, items[0], own):
            continue
        place = _place_for_number(lane, x, width, room)
        if place and own and not _under(lane, place, width):
            neighbour = _neighbour(lane, x, own | bits(x - width, x + width))
            items, place = (*items, *neighbour), place if neighbour else None
        if place is None and not last:
            return x
        if place is None:
            _join_nearest(lane, x, items)
        else:
            _set_number(lane, place, width, items)
    return None


def _under(lane: Lane, place: tuple[float, int], width: float) -> list[tuple[Row, Item]]:
    """List the marks under a number, each with its row."""
    (at, first), half = place, width / 2
    return [(row, item) for row in lane.rows[first : first + 2] for item in row.under(bits(at - half, at + half))]


def _set_number(lane: Lane, place: tuple[float, int], width: float, items: Sequence[Item]) -> None:
    """Put a number in its place; the marks under it are counted with its events."""
    gone = _under(lane, place, width)
    for row, item in gone:
        row.drop(item.key)
    at, first = place
    for row in lane.rows[first : first + 2]:
        row.taken |= bits(at - width / 2, at + width / 2)
        row.words |= bits(at - width / 2, at + width / 2)
    lane.numbers.append((at, first, (*items, *(item for _, item in gone))))


def _set_in(lane: Lane, item: Item, own: int) -> bool:
    """Put a mark on a row from which the one mark in its way can move to another row; says whether there is one."""
    for row in lane.rows:
        in_the_way = row.under(own)
        if row.words & own or len(in_the_way) > 1:
            continue
        for other in in_the_way:
            px = row.marks[other.key][1]
            free = next((one for one in lane.rows if one is not row and not one.taken & px), None)
            if free is None:
                break
            row.drop(other.key)
            free.put(other, px)
        else:
            row.put(item, own)
            return True
    return False


def _neighbour(lane: Lane, x: float, around: int) -> tuple[Item, ...]:
    """Take the least and nearest mark on some px off its row; () where none stands there."""
    there = [(_worth(item), abs(item.middle - x), item.key, row) for row in lane.rows for item in row.under(around)]
    if not there:
        return ()
    *_, key, row = min(there, key=itemgetter(0, 1, 2))
    item = row.marks[key][0]
    row.drop(key)
    return (item,)


def _join_nearest(lane: Lane, x: float, items: Sequence[Item]) -> None:
    """Count events with the number that stands nearest: only numbers can be in each other's way here."""
    nearest = min(range(len(lane.numbers)), key=lambda at: abs(lane.numbers[at][0] - x))
    at, first, others = lane.numbers[nearest]
    lane.numbers[nearest] = (at, first, (*others, *items))


def _place_for_number(lane: Lane, x: float, width: float, room: Room) -> tuple[float, int] | None:
    """Find where a number costs least: near its events, low in the lane, over few and small marks."""
    rows = lane.rows
    pairs = range(max(len(rows) - 1, 1))
    words = [rows[first].words | rows[-1 if first + 1 == len(rows) else first + 1].words for first in pairs]
    on_all = reduce(and_, words)
    marks: list[list[tuple[int, float]]] = []
    best: tuple[float, float, int] | None = None
    for shift in _SHIFTS:
        at, farther = x + shift, abs(shift) / 5
        if best and farther > best[0]:
            break
        wanted = bits(at - width / 2, at + width / 2)
        if on_all & wanted or not room.left + width / 2 <= at <= room.right - width / 2:
            continue
        free = [first for first in pairs if not words[first] & wanted]
        marks = marks or _near(rows, x, width)
        hidden = [sum([worth for own, worth in row if own & wanted]) for row in marks]
        for first in free:
            rated = (sum(hidden[first : first + 2]) + farther - first / 100, at, first)
            if best is None or rated < best:
                best = rated
    return (best[1], best[2]) if best else None


def _near(rows: Sequence[Row], x: float, width: float) -> list[list[tuple[int, float]]]:
    """List the marks of each row that a number may hide, with their px and worth."""
    around = bits(x + min(_SHIFTS) - width / 2, x + max(_SHIFTS) + width / 2)
    return [[(own, _worth(item)) for item, own in row.marks.values() if own & around] for row in rows]


def _worth(item: Item) -> float:
    """Rate how bad it is to hide a mark behind a number."""
    return 100.0 if item.rank[0] == 1 else 12.0 if item.right - item.left >= WIDE else 1.0


def _clusters(over: Sequence[_Middle], width: float, room: Room) -> list[tuple[float, tuple[Item, ...]]]:
    """Gather events, in order of their middles, that stand within a number's width of each other."""
    groups: list[tuple[float, list[Item]]] = []
    for middle, _, item in over:
        if groups and middle - groups[-1][0] < width:
            groups[-1][1].append(item)
        else:
            groups.append((middle, [item]))
    # The first mark gives the place: so two numbers stand at least a width apart.
    inside = (room.left + width / 2, room.right - width / 2)
    return [(min(max(middle, inside[0]), inside[1]), tuple(group)) for middle, group in groups]
