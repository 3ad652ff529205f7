"""Rows in groups, one below the other: where each stands, and what finds no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """Where a group stands in px: its top, its bottom and the middle of each row it kept."""

    index: int
    top: float
    bottom: float
    rows: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RowPlan:
    """All groups that have room, the px from row to row, and the number of rows left out."""

    groups: tuple[GroupPlace, ...]
    pitch: float
    hidden: int


def plan_rows(
    counts: Sequence[int], heads: Sequence[float], top: float, bottom: float, pitch: tuple[float, float], gap: float
) -> RowPlan:
    """Spread groups of `counts` rows over a height, rows as far apart as the two bounds of `pitch` allow.

    `heads` are px that a group needs at least, for its heading beside the rows. Where even the
    lower bound is too much, rows fall away from the end.

    >>> plan = plan_rows([2, 1], [0, 0], 0, 100, (10, 20), 10)
    >>> plan.pitch, [group.rows for group in plan.groups], plan.hidden
    (20, [(10.0, 30.0), (60.0,)], 0)
    >>> plan_rows([5, 5], [0, 0], 0, 60, (10, 20), 10).hidden
    5
    """
    least, most = pitch
    kept = list(counts)
    while sum(kept) > 1 and _height(kept, heads, least, gap) > bottom - top:
        last = max(index for index, count in enumerate(kept) if count)
        kept[last] -= 1
    step = most
    while step > least and _height(kept, heads, step, gap) > bottom - top:
        step = max(least, step - 0.5)
    groups, at = [], top
    for index, count in enumerate(kept):
        if not count:
            continue
        high = max(count * step, heads[index])
        groups.append(GroupPlace(index, at, at + high, tuple(at + step * (row + 0.5) for row in range(count))))
        at += high + gap
    return RowPlan(tuple(groups), step, sum(counts) - sum(kept))


def _height(counts: Sequence[int], heads: Sequence[float], step: float, gap: float) -> float:
    high = [max(count * step, head) + gap for count, head in zip(counts, heads, strict=True) if count]
    return sum(high) - gap if high else 0.0
