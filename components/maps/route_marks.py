"""What every route was on a day, and the mark by which the map shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from components.maps.prepared import each, table_rows
from components.maps.tracks import is_main
from data import Tables
from data.vocabulary import Certainty, Mode, RouteState
from data.wording import coarse_day, number

#: States of a route on which something runs.
IN_USE = (RouteState.OPERATING, RouteState.LIMITED, RouteState.REPORTED)
_HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True)
class RouteMark:
    """A route as it stood on a day; `since` is empty where no dated row says so."""

    route_id: str
    name: str
    mode: Mode
    state: RouteState
    certainty: Certainty
    since: str
    main: bool
    schematic: bool
    text: str
    length_km: float = 0.0

    @property
    def dated(self) -> bool:
        """Whether a dated row gives the state."""
        return bool(self.since)

    @property
    def in_use(self) -> bool:
        """Whether something ran on it that day."""
        return self.state in IN_USE


@lru_cache(maxsize=32)
def states_on(tables: Tables, on: date, known_on: date | None = None) -> pd.DataFrame:
    """Give what every route was on a day: the newest row that had begun, and was public if asked.

    The frame is shared by all callers and must not be changed. Columns are those of route_status,
    one row a route, with `since` and `since_precision`: the day of the first of the rows that, one
    after the other, gave the same state. Undated rows describe the cut-off and speak for a route
    only where no dated row does; a route whose first dated row lies later has none.
    """
    known = standing_rows(tables, known_on)
    begun = known[known["from_date"].isna() | (known["from_date"] <= pd.Timestamp(on))]
    return begun.drop_duplicates("route_id", keep="last")


@lru_cache(maxsize=8)
def standing_rows(tables: Tables, known_on: date | None = None) -> pd.DataFrame:
    """Give every row of route_status that was public, by route and day, undated ones first.

    Adds `since` and `since_precision` as `states_on` does. The frame is shared and must not be changed.
    """
    rows = tables.route_status
    if known_on is not None:
        rows = rows[rows["from_date"].isna() | (rows["public_from"] <= pd.Timestamp(known_on))]
    ordered = rows.sort_values(["route_id", "from_date"], kind="stable", na_position="first")
    changed = (ordered["route_id"] != ordered["route_id"].shift()) | (ordered["status"] != ordered["status"].shift())
    runs = changed.cumsum()
    first = ordered.groupby(runs)[["from_date", "date_precision"]].transform("first")
    return ordered.assign(since=first["from_date"], since_precision=first["date_precision"])


@lru_cache(maxsize=32)
def route_marks(tables: Tables, on: date, known_on: date | None, *, hypothetical: bool) -> tuple[RouteMark, ...]:
    """Make the marks of all routes on a day; those kept for comparison only if asked for."""
    return tuple(_marks(tables, states_on(tables, on, known_on), hypothetical=hypothetical))


def _marks(tables: Tables, standing: pd.DataFrame, *, hypothetical: bool) -> Iterator[RouteMark]:
    states = {row.route_id: row for row in each(standing)}
    for route in table_rows(tables, "routes"):
        row = states.get(route.route_id)
        if row is None or (route.status == _HYPOTHETICAL and not hypothetical):
            continue
        yield route_mark(route, row)


def route_mark(route: Any, row: Any) -> RouteMark:
    """Make the mark of a route from its row of routes and a row of `standing_rows`, as itertuples gives them."""
    since = "" if pd.isna(row.since) else coarse_day(row.since, row.since_precision)
    state, certainty = RouteState(str(row.status)), Certainty(str(row.certainty))
    known = f"since {since}, {certainty.label}" if since else "in general, no dated row"
    return RouteMark(
        route_id=str(route.route_id), name=str(route.name), mode=Mode(str(route.mode)), state=state,
        certainty=certainty, since=since, main=is_main(str(route.route_id)), schematic=bool(route.schematic),
        text="\n".join([str(route.name).replace(" - ", " – "), _extent(route), f"{state.label} {known}"]),
        length_km=float(route.length_km),
    )  # fmt: skip


def _extent(route: Any) -> str:
    drawn = {Mode.SEA: "path computed, not tracked", Mode.AIR: "plain arc"}.get(Mode(str(route.mode)), "")
    how = drawn or ("schematic" if route.schematic else "surveyed line, simplified")
    km = float(route.length_km)
    return f"{Mode(str(route.mode)).label}, {number(round(km) if km >= 10 else round(km, 1))} km as drawn, {how}"
