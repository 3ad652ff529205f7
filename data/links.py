"""Railways, roads, flights and sea lines between Russia and the DPRK: what each was on a day, and before.

A status counts from its day until the next row of its route, as the tables say; undated rows, which
only describe the cut-off, are not read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any, TypeAlias

from data.selection import Rows, Selection
from data.tables import Tables
from data.vocabulary import Certainty, Mode, RouteState
from data.wording import coarse_day, known_day

_Row: TypeAlias = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One status of a link: from its first day to the day before the next one, or to the day of the reading."""

    state: RouteState
    certainty: Certainty
    first: date
    precision: str
    last: date
    note: str
    event_id: str

    @property
    def since(self) -> str:
        """The first day in words, as finely as it is known."""
        return coarse_day(self.first, self.precision)


@dataclass(frozen=True, slots=True)
class Link:
    """One route with the statuses it had up to a day, oldest first, never none; `places` are its ends and stops."""

    route_id: str
    name: str
    mode: Mode
    places: frozenset[str]
    stretches: tuple[Stretch, ...]

    @property
    def now(self) -> Stretch:
        """The newest row."""
        return self.stretches[-1]

    @property
    def begun(self) -> Stretch:
        """The first of the rows that, one after the other, gave the state of today."""
        run = self.now
        for stretch in reversed(self.stretches):
            if stretch.state is not self.now.state:
                break
            run = stretch
        return run

    def runs(self) -> Iterator[tuple[RouteState, date, date]]:
        """List the states with their first and last days, rows of one state that follow each other as one."""
        for state, group in groupby(self.stretches, key=lambda stretch: stretch.state):
            run = list(group)
            yield state, run[0].first, run[-1].last

    @property
    def standing(self) -> str:
        """Say what the link is, since when, and how that is known."""
        return f"{self.now.state.label} since {self.begun.since}, {self.now.certainty.label}"


def chosen_day(tables: Tables, selection: Selection) -> date:
    """Give the day that a status is asked for: the end of the range, the as-known-on day or the cut-off.

    >>> from datetime import date
    >>> from data import load_tables
    >>> chosen_day(load_tables(), Selection(date_to=date(2024, 12, 31)))
    datetime.date(2024, 12, 31)
    """
    limits = (selection.date_to, selection.known_on, tables.cut_off)
    return min(day for day in limits if day is not None)


@lru_cache(maxsize=8)
def links(tables: Tables, selection: Selection) -> tuple[Link, ...]:
    """Give the links with a dated status by the chosen day, by mode, those without traffic last.

    >>> from data import load_tables
    >>> found = {link.route_id: link for link in links(load_tables(), Selection())}
    >>> found["rail_khasan_tumangang"].standing
    'operating since 2 Nov 2022, observed'
    """
    return found(selection.apply(tables), chosen_day(tables, selection))


def found(rows: Rows, on: date) -> tuple[Link, ...]:
    """Read the links of a selection's rows of route statuses, up to a day."""
    routes = {row["route_id"]: row for row in rows.tables.routes.to_dict("records")}
    dated = rows.route_status[rows.route_status["from_date"].notna()].sort_values("from_date", kind="stable")
    read = (_link(routes[str(id)], group.to_dict("records"), on) for id, group in dated.groupby("route_id", sort=False))
    return tuple(sorted((link for link in read if link.stretches), key=_place))


def without_date(rows: Rows, shown: Sequence[Link]) -> int:
    """Count the routes whose status no dated row gives."""
    return len(set(rows.route_status["route_id"]) - {link.route_id for link in shown})


def _link(route: _Row, records: Sequence[_Row], on: date) -> Link:
    return Link(
        route_id=route["route_id"],
        name=route["name"].replace(" - ", "–"),
        mode=Mode(route["mode"]),
        places=frozenset((route["from_place_id"], route["to_place_id"], *route["via"])),
        stretches=tuple(stretches(records, on)),
    )


def stretches(records: Sequence[_Row], on: date) -> Iterator[Stretch]:
    """Read the dated statuses of one route up to a day, rows of route_status in order of their first day."""
    days = [day for row in records if (day := known_day(row["from_date"])) and day <= on]
    for row, first, following in zip(records, days, [*days[1:], None], strict=False):
        yield Stretch(
            state=RouteState(row["status"]),
            certainty=Certainty(row["certainty"]),
            first=first,
            precision=row["date_precision"],
            last=on if following is None else max(first, following - timedelta(days=1)),
            note=row["note"],
            event_id=row["event_id"],
        )


def _place(link: Link) -> tuple[int, bool, int, str]:
    """Order by mode, what has no traffic last, then the newest row first."""
    order = (Mode.RAIL, Mode.ROAD, Mode.AIR, Mode.SEA)
    return order.index(link.mode), link.now.state is RouteState.NONE, -link.now.first.toordinal(), link.route_id
