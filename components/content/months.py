"""The timeline as a list: events under the months in which they begin, each month with its share of them as a bar."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from components.content.lists import mark, root
from components.content.tree import Node, h
from components.theme import Mode
from data.vocabulary import DateQualifier, Precision
from data.wording import counted, month, span

#: Events shown before "show more", and by how many more each time.
PAGE = 60


class _Period(NamedTuple):
    """What a heading stands for: its place in time, and the period in words."""

    year: int
    first_month: int
    months: int
    words: str


def month_list(events: pd.DataFrame, mode: Mode, *, newest_first: bool, shown: int, empty: str) -> Node:
    """List events under headings of months, `shown` of them; a click asks for ``event:<id>`` or ``more:<count>``.

    `events` has the columns of the events table. What is known only to the quarter or year has a
    heading of its own, after (newest first: before) the months of that period. Bars compare how
    many events begin in a month; quarters and years have none.
    """
    if events.empty:
        return root("section", mode, "list", h("p", empty, cls="quiet"), label="Events by month")
    rows = _ordered(events.to_dict("records"), newest_first)
    counts: dict[_Period, int] = {}
    for period, _ in rows:
        counts[period] = counts.get(period, 0) + 1
    most = max((count for period, count in counts.items() if period.months == 1), default=0)
    parts = [
        _section(period, [row for _, row in group], counts[period], most, mode)
        for period, group in groupby(rows[:shown], key=lambda pair: pair[0])
    ]
    heading = h("h3", "Events as a list", h("small", f"{min(shown, len(rows))} of {counted(len(rows), 'event')}"))
    return root("section", mode, "list tw-months", heading, *parts, _more(len(rows), shown), label="Events by month")


def _ordered(rows: Sequence[dict[Any, Any]], newest_first: bool) -> list[tuple[_Period, dict[Any, Any]]]:
    """Pair each event with its period, in the order of the list."""
    pairs = [(_period(row), row) for row in rows if pd.notna(row["date_start"])]

    def key(pair: tuple[_Period, dict[Any, Any]]) -> tuple[Any, ...]:
        period, row = pair
        # A quarter or year stands after its last month, whichever way the list runs.
        return period.year, period.first_month + period.months, period.months, row["date_start"], row["event_id"]

    return sorted(pairs, key=key, reverse=newest_first)


def _period(row: dict[Any, Any]) -> _Period:
    start, precision = row["date_start"], row["date_precision"]
    if precision == Precision.YEAR:
        return _Period(start.year, 1, 12, f"{start.year}, month not known")
    if precision == Precision.QUARTER:
        first = (start.month - 1) // 3 * 3 + 1
        return _Period(start.year, first, 3, f"{span(start, start, precision)}, month not known")
    return _Period(start.year, start.month, 1, month(start))


def _section(period: _Period, rows: Sequence[dict[Any, Any]], count: int, most: int, mode: Mode) -> Node:
    share = 100 * count / most if most and period.months == 1 else 0.0
    bar = h("span", cls="share", style={"width": f"{share:.1f}%"}, role="presentation") if share else None
    head = h("h4", h("span", period.words), h("small", counted(count, "event")), h("span", bar, cls="track"))
    return h("section", head, h("ol", *(_line(row, mode) for row in rows), cls="lines"))


def _line(row: dict[Any, Any], mode: Mode) -> Node:
    button = h(
        "button",
        h("span", _when(row), cls="when"),
        mark(row["status"], row["direction"], mode),
        h("span", row["title"], cls="what"),
        cls="line",
        open=f"event:{row['event_id']}",
    )
    return h("li", button)


def _when(row: dict[Any, Any]) -> str:
    same_day = row["date_precision"] == Precision.DAY
    end = row["date_start"] if same_day and row["date_qualifier"] != DateQualifier.BY else row["date_end"]
    return span(row["date_start"], end, row["date_precision"], row["date_qualifier"])


def _more(total: int, shown: int) -> Node | None:
    if shown >= total:
        return None
    step = min(PAGE, total - shown)
    return h("button", f"Show {step} more", cls="tw-button more", open=f"more:{shown + step}")
