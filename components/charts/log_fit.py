"""Which lines of numbers on a scale find room, and how the others give way."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from components.charts.log_lines import ScaleLine
from components.exhibits.contract import Canvas, Medium

#: From this width a panel has names beside its strip; below it, above.
_BESIDE_FROM = 420.0
#: From this width of the canvas two panels stand side by side.
ASIDE_FROM = 1100.0
#: Px of text size from line to line: at least, at most.
_LEAST, _MOST = 1.21, 1.9
_HEAD, _BARE_HEAD = 1.32, 0.3
#: Heading, numbers of the scale and air above the first line, in text sizes.
TOP = 3.3
#: Air under the last line, in text sizes.
_FOOT = 0.4


@dataclass(frozen=True, slots=True)
class ScaleGroup:
    """Lines under one heading, "" for none; `silent` names in the heading's line what has no number."""

    heading: str
    lines: tuple[ScaleLine, ...]
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScalePanel:
    """Groups over one scale in one unit, the same in all panels of that unit; `share` is its part of the width."""

    heading: str
    unit: str
    groups: tuple[ScaleGroup, ...]
    share: float = 1.0

    @property
    def lines(self) -> list[ScaleLine]:
        """All lines, top to bottom."""
        return [line for group in self.groups for line in group.lines]


def needed_height(panels: Sequence[ScalePanel], canvas: Canvas) -> int:
    """Give the px that all lines of these panels take at the width of a canvas."""
    heights = [units(panel, canvas) for panel in panels]
    rows = max(heights, default=0.0) if is_aside(panels, canvas) else sum(heights)
    return math.ceil(rows * canvas.text * _LEAST + canvas.text * _FOOT) + 1


def is_aside(panels: Sequence[ScalePanel], canvas: Canvas) -> bool:
    """Say whether panels stand side by side."""
    return canvas.width >= ASIDE_FROM or len(panels) == 1


def is_beside(canvas: Canvas) -> bool:
    """Say whether names stand beside the marks."""
    return canvas.width >= _BESIDE_FROM


def units(panel: ScalePanel, canvas: Canvas) -> float:
    """Give the height of a panel in lines of text."""
    rows = sum(1.0 if is_beside(canvas) else 2.1 for _ in panel.lines)
    return rows + sum(map(head, panel.groups)) + TOP / _LEAST + 0.5


def head(group: ScaleGroup) -> float:
    """Give the height of a heading, or of the line alone that stands between groups."""
    return _HEAD if group.heading else _BARE_HEAD


def fitted(panels: Sequence[ScalePanel], canvas: Canvas, aside: bool) -> tuple[list[ScalePanel], float, int]:
    """Drop lines, the highest rank first and from the end, until all panels fit; give the px from line to line."""
    kept, hidden = list(panels), 0
    heights = [units(panel, canvas) for panel in panels]
    needed = (max(heights) if aside else sum(heights)) * canvas.text * _LEAST
    short = canvas.medium is Medium.STILL and needed > canvas.height - canvas.text * _FOOT
    if short:
        kept = [_gathered(panel) for panel in panels]
    while True:
        if short:
            kept = [_of_one_port(panel) for panel in kept]
        heights = [units(panel, canvas) for panel in kept]
        foot = canvas.text * (1.6 if hidden else _FOOT)
        room = (canvas.height - foot) / (max(heights) if aside else sum(heights))
        if room >= canvas.text * _LEAST or sum(len(panel.lines) for panel in kept) <= len(kept):
            return [_named(panel) for panel in kept], min(room, canvas.text * _MOST), hidden
        at = max(range(len(kept)), key=lambda at: (heights[at] if aside else _last_rank(kept[at]), heights[at]))
        kept[at], hidden = _without_last(kept[at]), hidden + 1


def _gathered(panel: ScalePanel) -> ScalePanel:
    """Move ports without any number, of a part neither, into the line of their heading."""
    groups = []
    for group in panel.groups:
        of = Counter(line.whole for line in group.lines)
        mute = [line for line in group.lines if line.silent and not (line.spots or line.strong) and of[line.whole] == 1]
        lines = tuple(line for line in group.lines if line not in mute)
        groups.append(ScaleGroup(group.heading, lines, tuple(line.name for line in mute)))
    return replace(panel, groups=tuple(groups))


def _of_one_port(panel: ScalePanel) -> ScalePanel:
    """Move the heading of a group behind the name of the port in question, where no other one stands under it."""
    groups = []
    for group in panel.groups:
        wholes = {line.whole for line in group.lines} | set(group.silent)
        if group.heading and len(wholes) == 1 and group.lines and group.lines[0].strong:
            first = replace(group.lines[0], name=f"{group.lines[0].name}, {group.heading}")
            group = ScaleGroup("", (first, *group.lines[1:]))
        groups.append(group)
    return replace(panel, groups=tuple(groups))


def _named(panel: ScalePanel) -> ScalePanel:
    """Give parts whose whole has no line the name of the whole."""
    there = {line.whole for line in panel.lines if not line.inset}
    groups = [
        replace(
            group,
            lines=tuple(
                replace(line, name=f"{line.whole}: {line.name}", inset=False)
                if line.inset and line.whole not in there
                else line
                for line in group.lines
            ),
        )
        for group in panel.groups
    ]
    return replace(panel, groups=tuple(groups))


def _last_rank(panel: ScalePanel) -> float:
    return max((line.rank for line in panel.lines), default=-1) if len(panel.lines) > 1 else -1


def _without_last(panel: ScalePanel) -> ScalePanel:
    lines = panel.lines
    worst = max(line.rank for line in lines)
    gone = next(line for line in reversed(lines) if line.rank == worst)
    groups = [replace(group, lines=tuple(line for line in group.lines if line is not gone)) for group in panel.groups]
    return replace(panel, groups=tuple(group for group in groups if group.lines or group.silent))
