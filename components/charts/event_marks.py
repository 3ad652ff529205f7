"""Events as marks: what is fixed about each, whatever the filters, the picture and its size."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import pandas as pd

from components.exhibits.contract import plain
from data import Rows, Tables
from data.vocabulary import Category, DateQualifier, Precision, Status
from data.wording import THIN_SPACE, listed, span

Trace = dict[str, Any]

SYMBOLS: dict[str, str] = {
    Status.CONFIRMED: "circle",
    Status.REPORTED: "circle-open-dot",
    Status.CLAIMED: "circle-open",
    Status.ASSESSED: "diamond-open",
    Status.PLANNED: "square-open",
    Status.DENIED: "circle-x-open",
}
_FADES_LEFT = (DateQualifier.BY, DateQualifier.ABOUT)
_FADES_RIGHT = (DateQualifier.AFTER, DateQualifier.ABOUT)
_COLUMNS = ("event_id", "date_start", "date_end", "date_precision", "date_qualifier", "category", "direction",
            "status", "about_regions", "weight", "label", "origins")  # fmt: skip
#: Lane of events that origins of more than one party assert.
SEVERAL_PARTIES = "several"
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ ,]\d{3})+(?!\d)")
_SEPARATORS = str.maketrans({" ": THIN_SPACE, ",": THIN_SPACE})
#: Origins named in the hover text of a mark before the rest is only counted.
_NAMED_ORIGINS = 2


@dataclass(frozen=True, slots=True)
class EventMark:
    """One event as every picture of time needs it.

    `start` and `end` are day numbers (end excluded), `position` is the row in the events table.
    `coarse` says that only a month, quarter or year is known, `fades_left` and `fades_right` that it
    may have been earlier or later. `party` is that of its origins, `SEVERAL_PARTIES` where they are
    of more than one. `hover` and the `line` of a list are safe for plotly.
    """

    id: str
    position: int
    start: int
    end: int
    first: date
    precision: str
    qualifier: str
    coarse: bool
    fades_left: bool
    fades_right: bool
    category: str
    direction: str
    status: str
    region: str
    party: str
    weight: int
    label: str
    when: str
    hover: str
    line: str


def unbroken(text: str) -> str:
    """Set the thousands of numbers apart by thin spaces, so that no number is broken over two lines.

    >>> unbroken("1 000 men, 1,200,000 shells on 3 Oct 2024 100 km away").replace(THIN_SPACE, "_")
    '1_000 men, 1_200_000 shells on 3 Oct 2024 100 km away'
    """
    return _THOUSANDS.sub(lambda found: found[0].translate(_SEPARATORS), text)


@lru_cache(maxsize=4)
def event_marks(tables: Tables) -> Mapping[str, EventMark]:
    """Prepare every dated event of the tables once, by id; filters only pick from these."""
    events = tables.events[tables.events["date_start"].notna()]
    starts = _days(events["date_start"])
    ends = _days(events["date_end"].fillna(events["date_start"]))
    positions = [int(at) for at in tables.events.index.get_indexer(events.index)]
    columns: dict[str, list[Any]] = {name: events[name].tolist() for name in _COLUMNS}
    voices = {row["origin_id"]: (row["short_name"], row["party"]) for row in tables.origins.to_dict("records")}
    found = {}
    for at, (start, end, position) in enumerate(zip(starts, ends, positions, strict=True)):
        row = {name: column[at] for name, column in columns.items()}
        said = [voices[origin] for origin in row["origins"]]
        mark = _mark(row, said, start, max(start, end) + 1, position)
        found[mark.id] = mark
    return MappingProxyType(found)


@lru_cache(maxsize=4)
def _by_position(tables: Tables) -> Mapping[int, EventMark]:
    return {mark.position: mark for mark in event_marks(tables).values()}


def marks_of(tables: Tables, rows: Rows) -> list[EventMark]:
    """List the selected events that have a date, in the order of the table."""
    marks = _by_position(tables)
    return [marks[at] for at in rows.positions("events") if at in marks]


def _mark(row: Mapping[str, Any], said: Sequence[tuple[str, str]], start: int, end: int, position: int) -> EventMark:
    label = unbroken(row["label"])
    when = span(row["date_start"], row["date_end"], row["date_precision"], row["date_qualifier"])
    status, category = Status(row["status"]).label, Category(row["category"]).label
    parties = list(dict.fromkeys(party for _, party in said))
    names = listed((name for name, _ in said), _NAMED_ORIGINS)
    return EventMark(
        id=row["event_id"],
        position=position,
        start=start,
        end=end,
        first=row["date_start"].date(),
        precision=row["date_precision"],
        qualifier=row["date_qualifier"],
        coarse=row["date_precision"] != Precision.DAY,
        fades_left=row["date_qualifier"] in _FADES_LEFT,
        fades_right=row["date_qualifier"] in _FADES_RIGHT,
        category=row["category"],
        direction=row["direction"],
        status=row["status"],
        region=next(iter(row["about_regions"]), ""),
        party=SEVERAL_PARTIES if len(parties) > 1 else next(iter(parties), ""),
        weight=int(row["weight"]),
        label=label,
        when=when,
        hover=f"{plain(label)}<br>{plain(when)} · {status} · {category}<br>{plain(names)}",
        line=f"{plain(label)}, {plain(when)}",
    )


def _days(column: pd.Series[Any]) -> list[int]:
    return [int(value) for value in column.to_numpy().astype("datetime64[D]").astype("int64")]
