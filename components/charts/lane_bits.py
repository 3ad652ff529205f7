"""Px as the bits of whole numbers: asking whether some are free is one `and`."""

from __future__ import annotations

#: Runs of ones by their length: labels and marks are seldom longer.
_ONES = tuple((1 << wide) - 1 for wide in range(512))


def bits(left: float, right: float) -> int:
    """Give the bits of the px from `left` to `right`, both included.

    >>> bin(bits(1, 3))
    '0b1110'
    """
    first = int(left) if left > 0 else 0
    last = int(right)
    if last <= first:
        return 1 << first
    wide = last - first + 1
    return (_ONES[wide] if wide < len(_ONES) else (1 << wide) - 1) << first


def runs(taken: list[int], deep: int) -> list[int]:
    """Give the px taken on each run of so many neighbouring rows."""
    found = taken
    for more in range(1, deep):
        found = [run | row for run, row in zip(found, taken[more:], strict=False)]
    return found
