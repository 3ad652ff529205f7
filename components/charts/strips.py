"""Strips from zero, one a metric: the pale range of rival counts, a tick for each, and their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from components.charts.measure import text_width, wrap
from components.exhibits.contract import Canvas, Chart, plain
from components.theme import mix
from data.wording import listed

_Group: TypeAlias = tuple[float, list[str]]


@dataclass(frozen=True)
class Tick:
    """A claim on a strip: shares of its length, the name to print and whether it counts."""

    low: float
    high: float
    name: str
    hover: str
    event_id: str
    counted: bool


@dataclass(frozen=True)
class StripRow:
    """A metric as it is drawn: name, number, what stands beneath either, and its marks."""

    name: str
    number: str
    foot: str
    bounds: tuple[str, ...]
    ticks: tuple[Tick, ...]

    @property
    def counts(self) -> tuple[Tick, ...]:
        """The marks that count; without any the strip is a gap."""
        return tuple(tick for tick in self.ticks if tick.counted)


def strips(rows: Sequence[StripRow], canvas: Canvas) -> Chart:
    """Draw the rows one below the other; each strip has a scale of its own."""
    pitch = canvas.height / len(rows)
    lines = [_Line(row, canvas, index * pitch, pitch) for index, row in enumerate(rows)]
    axis = {"visible": False, "fixedrange": True}
    layout = {
        "width": canvas.width,
        "height": canvas.height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "xaxis": {**axis, "range": [0, canvas.width]},
        "yaxis": {**axis, "range": [canvas.height, 0]},
        "hovermode": "closest",
        "barmode": "overlay",
        "shapes": [shape for line in lines for shape in line.rules()],
        "annotations": [text for line in lines for text in line.texts()],
    }
    marks = [_marks(lines, canvas, counted, clickable) for counted in (False, True) for clickable in (False, True)]
    return {"data": [_ranges(lines, canvas), *(trace for trace in marks if trace["x"])], "layout": layout}


@dataclass(frozen=True)
class _Line:
    """One row laid out in px: name, strip, labels and number."""

    row: StripRow
    canvas: Canvas
    top: float
    pitch: float

    @property
    def left(self) -> float:
        return 1 if self.canvas.narrow else self.canvas.text * 19

    @property
    def length(self) -> float:
        return self.canvas.width - self.left - (0 if self.canvas.narrow else self.canvas.text * 15)

    @property
    def y(self) -> float:
        """The middle of the strip."""
        return self.top + self.pitch * (0.53 if self.canvas.narrow else 0.6)

    def x(self, share: float) -> float:
        return self.left + share * self.length

    def rules(self) -> list[dict[str, Any]]:
        """Draw the strip, its zero, the hairline between rows and the reach of claims that give a range."""
        palette, y = self.canvas.palette, self.y
        lines = [(self.left, y - 7, self.left, y + 7, palette.rule, 1.0)]
        if self.row.counts:
            lines.append((self.left, y, self.left + self.length, y, palette.hair, 1.0))
        if self.top:
            lines.append((0, self.top, self.canvas.width, self.top, palette.hair, 1.0))
        for tick in self.row.ticks:
            if tick.low != tick.high:
                colour = palette.ink if tick.counted else palette.ink3
                lines.append((self.x(tick.low), y, self.x(tick.high), y, colour, 1.5))
        return [
            {"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": {"color": colour, "width": width}}
            for x0, y0, x1, y1, colour, width in lines
        ]

    def texts(self) -> list[dict[str, Any]]:
        """Write name, foot, number and its bounds, and the names at the marks."""
        return [*(self._narrow_texts() if self.canvas.narrow else self._wide_texts()), *self._names()]

    def _narrow_texts(self) -> list[dict[str, Any]]:
        size, palette, width = self.canvas.text, self.canvas.palette, self.canvas.width
        bounds = "; ".join(self.row.bounds)
        foot = "; ".join(part for part in (self.row.foot, bounds) if part)
        foot = foot if text_width(foot, size) <= width else self.row.foot
        # Closer to its own strip than to the name of the next one, with room for names between.
        beneath = min(self.y + size * 1.85 + 9, self.top + self.pitch - size * 0.75)
        return [
            _text(f"<b>{plain(self.row.name)}</b>", 0, self.top + size + 2, size + 1, palette.ink, "left"),
            _text(plain(foot), 0, beneath, size, palette.ink2, "left"),
            _text(f"<b>{plain(self.row.number)}</b>", width, self.top + size + 2, size + 3, palette.ink, "right"),
        ]

    def _wide_texts(self) -> list[dict[str, Any]]:
        size, palette, width = self.canvas.text, self.canvas.palette, self.canvas.width
        foot, bounds = wrap(self.row.foot, self.left - size, size), self.row.bounds
        head = self.y - size * 0.6 * len(foot)
        number = self.top + self.pitch / 2 - (size + 4) / 2 * len(bounds) if bounds else self.y
        texts = [
            _text(f"<b>{plain(self.row.name)}</b>", 0, head, size + 1, palette.ink, "left"),
            _text(f"<b>{plain(self.row.number)}</b>", width, number, size + 9, palette.ink, "right"),
        ]
        for index, line in enumerate(foot):
            texts.append(_text(plain(line), 0, head + (index + 1) * (size + 4), size, palette.ink2, "left"))
        for index, line in enumerate(bounds):
            texts.append(_text(plain(line), width, number + (index + 1.3) * (size + 4), size, palette.ink2, "right"))
        return texts

    def _names(self) -> list[dict[str, Any]]:
        """Write origins over their ticks and, where there is room, listed ones below their rings."""
        size, palette = self.canvas.text, self.canvas.palette
        near, next_line = size * 0.6 + 9, size + 2
        counts = _grouped(self.row.ticks, counted=True)
        if self.canvas.narrow:
            return self._placed(counts, (-near, near), palette.ink)
        listed_only = _grouped(self.row.ticks, counted=False)
        above = self._placed(counts, (-near, -near - next_line), palette.ink)
        return [*above, *self._placed(listed_only, (near,), palette.ink3)]

    def _reach(self) -> tuple[float, float]:
        """Give from where to where labels may stand: the strip and a little of its margins."""
        aside = 0 if self.canvas.narrow else self.canvas.text * 0.8
        return max(self.left - aside, 0), self.left + self.length + 2.5 * aside

    def _named(self, names: Sequence[str], room: float) -> str:
        """List as many names as the room holds; one that itself says "and" makes it a list of commas."""
        for limit in (3, 2):
            known = list(dict.fromkeys(names))
            paired = len(known) <= limit and any(" and " in name for name in known)
            words = ", ".join(known) if paired else listed(known, limit)
            if text_width(words, self.canvas.text) <= room:
                return words
        return listed(names, 1)

    def _placed(self, groups: list[_Group], heights: tuple[float, ...], colour: str) -> list[dict[str, Any]]:
        """Place labels at these heights from the strip; those that do not fit join their neighbour."""
        size = self.canvas.text
        first, last = self._reach()
        taken, texts = dict.fromkeys(heights, -1e9), []
        for index, (share, names) in enumerate(groups):
            words = self._named(names, last - first)
            half = text_width(words, size) / 2
            x = min(max(self.x(share), first + half), last - half)
            height = next((height for height, end in taken.items() if x - half > end + size * 0.6), None)
            if height is None:
                before = groups[index - 1]
                joined = ((before[0] + share) / 2, [*before[1], *names])
                return self._placed([*groups[: index - 1], joined, *groups[index + 1 :]], heights, colour)
            taken[height] = x + half
            texts.append(_text(plain(words), x, self.y + height, size, colour, "center"))
        return texts


def _grouped(ticks: Sequence[Tick], *, counted: bool) -> list[_Group]:
    """Put names that stand at the same figure together, left to right."""
    groups: dict[float, list[str]] = {}
    for tick in ticks:
        if tick.counted is counted:
            groups.setdefault(round((tick.low + tick.high) / 2, 3), []).append(tick.name)
    return sorted(groups.items())


def _ranges(lines: Sequence[_Line], canvas: Canvas) -> dict[str, Any]:
    """Draw the pale range of each row, or the hatch where no count stands, as one trace."""
    palette = canvas.palette
    spans = []
    for line in lines:
        counts = line.row.counts
        low, high = (min(t.low for t in counts), max(t.high for t in counts)) if counts else (0.0, 1.0)
        spans.append((line.x(low), line.x(high) - line.x(low), line.y, bool(counts)))
    return {
        "type": "bar",
        "orientation": "h",
        "base": [left for left, _, _, _ in spans],
        "x": [width for _, width, _, _ in spans],
        "y": [y for _, _, y, _ in spans],
        "width": [8] * len(spans),
        "marker": {
            "color": [mix(palette.ink, palette.bg, 0.18) if stands else palette.gap for _, _, _, stands in spans],
            "line": {"width": 0},
            "pattern": {
                "shape": ["" if stands else "/" for _, _, _, stands in spans],
                "bgcolor": palette.bg,
                "fillmode": "replace",
                "size": 6,
                "solidity": 0.24,
            },
        },
        "hoverinfo": "skip",
    }


def _marks(lines: Sequence[_Line], canvas: Canvas, counted: bool, clickable: bool) -> dict[str, Any]:
    """Draw the ticks of counted origins or the hollow rings of those only listed, as one trace.

    Claims that no event carries stand in a trace of their own, which a click passes over.
    """
    points = [
        (line.x(share), line.y, tick)
        for line in lines
        for tick in line.row.ticks
        if tick.counted is counted and bool(tick.event_id) is clickable
        for share in dict.fromkeys((tick.low, tick.high))
    ]
    ink, faint = canvas.palette.ink, canvas.palette.ink3
    look = (
        {"symbol": "line-ns", "size": 11.4, "line": {"color": ink, "width": 2}}
        if counted
        else {"symbol": "circle-open", "size": 9, "color": faint, "line": {"color": faint, "width": 1.6}}
    )
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _, _ in points],
        "y": [y for _, y, _ in points],
        "marker": look,
        "hovertext": [tick.hover for _, _, tick in points],
        "hoverinfo": "text",
        "cliponaxis": False,
        **({"meta": "event", "customdata": [tick.event_id for _, _, tick in points]} if clickable else {}),
    }


def _text(text: str, x: float, y: float, size: float, colour: str, align: str) -> dict[str, Any]:
    return {
        "text": text,
        "x": x,
        "y": y,
        "xanchor": align,
        "yanchor": "middle",
        "align": align,
        "showarrow": False,
        "font": {"size": size, "color": colour},
    }
