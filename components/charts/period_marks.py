"""Counts as bars and marks: what a row holds, and the traces that draw all rows of a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from components.charts.marks import Blocks
from components.charts.range_lines import Sheet


@dataclass(frozen=True, slots=True)
class CountRow:
    """One count: its name, its days, its number, and what is said behind the number.

    `start` and `end` are None where no day is given; equal days are a mark. `form` is filled, hollow
    (listed, never counted) or dashed (planned). `low` and `high` differ for a range.
    """

    name: str
    number: str
    words: str
    low: float
    high: float
    start: date | None
    end: date | None
    symbol: str
    colour: str
    hover: str
    focus: tuple[str, str]
    hollow: bool = False
    dashed: bool = False


@dataclass
class CountPage:
    """What is drawn, gathered from all rows: bars (left, width, middle, height, row, fill) and marks."""

    sheet: Sheet
    blocks: Blocks
    bars: list[tuple[float, float, float, float, CountRow, str]] = field(default_factory=list)
    spots: list[tuple[float, float, float, CountRow]] = field(default_factory=list)


def bar_traces(page: CountPage) -> Iterator[dict[str, Any]]:
    """Draw all bars: one trace a kind of focus, because a click names its kind by the trace."""
    for kind in dict.fromkeys(row.focus[0] for *_, row, _ in page.bars):
        bars = [bar for bar in page.bars if bar[4].focus[0] == kind]
        yield {
            "type": "bar",
            "orientation": "h",
            "base": [round(left, 1) for left, *_ in bars],
            "x": [round(wide, 1) for _, wide, *_ in bars],
            "y": [round(y, 1) for _, _, y, *_ in bars],
            "width": [high for *_, high, _, _ in bars],
            "marker": {
                "color": [fill or row.colour for *_, row, fill in bars],
                "line": {
                    "color": [row.colour for *_, row, _ in bars],
                    "width": [1.5 if row.hollow else 0 for *_, row, _ in bars],
                },
            },
            **_focused([row for *_, row, _ in bars], kind),
        }


def spot_traces(page: CountPage) -> Iterator[dict[str, Any]]:
    """Draw all marks, in the same way."""
    for kind in dict.fromkeys(row.focus[0] for *_, row in page.spots):
        spots = [spot for spot in page.spots if spot[3].focus[0] == kind]
        colours = [row.colour for *_, row in spots]
        yield {
            "type": "scatter",
            "mode": "markers",
            "x": [round(x, 1) for x, *_ in spots],
            "y": [round(y, 1) for _, y, *_ in spots],
            "marker": {
                "symbol": [row.symbol for *_, row in spots],
                "size": [size for *_, size, _ in spots],
                "color": colours,
                "opacity": 1,
                "line": {"color": colours, "width": [1.8 if row.symbol.endswith("-open") else 0 for *_, row in spots]},
            },
            **_focused([row for *_, row in spots], kind),
        }


def _focused(rows: Sequence[CountRow], kind: str) -> dict[str, Any]:
    return {
        "hovertext": [row.hover for row in rows],
        "hoverinfo": "text",
        "customdata": [row.focus[1] for row in rows],
        "meta": kind,
        "cliponaxis": False,
    }
