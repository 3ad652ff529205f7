"""One port and all that the tables hold on it: numbers by kind, links, milestones and events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

import pandas as pd

from data.ledger import LedgerLine, claim_rows, ledger_lines
from data.links import Link, links
from data.milestones import Act, Project, projects
from data.promises import Promise
from data.selection import Rows, Selection
from data.tables import Tables
from data.vocabulary import AsOfBasis, ClaimKind, PlaceRole, Region, Term
from data.wording import known_day

_Row: TypeAlias = Mapping[Any, Any]


class Shore(Term):
    """The coast a port lies on."""

    DPRK = "dprk", "DPRK"
    PRIMORYE = "primorye", "Primorye"
    SOUTH_KOREA = "south_korea", "South Korea"


#: The ports that can be looked up, by coast, from north to south or by weight.
PORTS: dict[Shore, tuple[str, ...]] = {
    Shore.DPRK: ("rajin", "sonbong", "chongjin", "nampo", "wonsan"),
    Shore.PRIMORYE: ("vladivostok", "vostochny", "nakhodka", "posyet", "zarubino", "slavyanka", "dunai"),
    Shore.SOUTH_KOREA: ("busan", "incheon", "gwangyang", "ulsan", "pohang"),
}
PORT_IDS = tuple(id for ids in PORTS.values() for id in ids)


class Item(Term):
    """What is asked of every port, and two more that only some have."""

    CAPACITY = "capacity", "Capacity"
    THROUGHPUT = "throughput", "Throughput"
    DEPTH = "depth", "Depth and ships"
    BERTHS = "berths", "Berths"
    PIERS = "piers", "Piers"
    LEASE = "lease", "Lessee and lease"
    CARGO = "cargo", "Cargo and storage"
    CRANES = "cranes", "Cranes"
    CALLS = "calls", "Ship calls"
    WORKS = "works", "Works and their cost"
    OTHER = "other", "Other figures"


#: Items that every port is asked for: without a claim they read "no public figure".
STANDARD = tuple(item for item in Item if item not in (Item.WORKS, Item.OTHER))
#: Which metrics belong to an item, in the order of reading; all others are "other figures".
METRICS: dict[Item, tuple[str, ...]] = {
    Item.CAPACITY: (
        "port_capacity_tonnes_per_year", "port_capacity_teu_per_year", "yard_capacity_teu",
        "oil_terminal_capacity_tonnes_per_year",
    ),
    Item.THROUGHPUT: (
        "port_throughput_teu", "port_throughput_tonnes", "port_throughput_import_export_teu",
        "port_throughput_transshipment_teu", "coal_throughput_tonnes", "coal_transshipped_tonnes",
    ),
    Item.DEPTH: ("port_depth_m", "max_vessel_draught_m", "max_vessel_dwt", "max_vessel_length_m"),
    Item.BERTHS: ("berths", "berth_length_m"),
    Item.PIERS: ("piers",),
    Item.LEASE: ("lease_years", "equity_share_percent"),
    Item.CARGO: (
        "containers_at_port", "containers_shipped", "containers_one_ship", "coal_target_tonnes",
        "coal_route_potential_tonnes_per_year", "vessel_loading_tonnes", "storage_area_m2", "oil_tanks",
        "oil_import_share_percent",
    ),
    Item.CRANES: ("cranes",),
    Item.CALLS: (
        "vessel_calls_per_month", "vessel_calls", "ship_voyages", "ship_voyages_one_ship", "tanker_calls",
        "tankers_seen", "dark_port_calls",
    ),
    Item.WORKS: ("project_cost_rub", "project_cost_usd", "rail_length_km", "rail_bridges_rebuilt"),
}  # fmt: skip
_ITEM_OF = {metric: item for item, metrics in METRICS.items() for metric in metrics}
_EVENTS = 10


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim on a port; `focus` is what a click opens: its event, else all claims of its metric.

    `rank` orders claims by how well they speak for the port: counted, no plan, of the whole port.
    """

    line: LedgerLine
    focus: str
    rank: tuple[bool, bool, bool] = (False, False, False)


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone at the port: promised for or done `when`, and how it stands."""

    project: str
    what: str
    when: str
    state: str
    event_id: str


@dataclass(frozen=True, eq=False)
class PortFile:
    """All on one port as far as it was public on the day; `facts` holds every standard item, empty ones too.

    `hidden` counts the claims that were not public by the as-known-on day, or nobody knows since when.
    """

    place_id: str
    name: str
    spellings: tuple[str, ...]
    where: str
    note: str
    facts: Mapping[Item, tuple[Fact, ...]]
    links: tuple[Link, ...]
    steps: tuple[Step, ...]
    events: pd.DataFrame
    event_count: int
    hidden: int


@lru_cache(maxsize=32)
def port_file(tables: Tables, place_id: str, date_to: date | None = None, known_on: date | None = None) -> PortFile:
    """Gather what the tables hold on a port, whatever the filters; only the as-known-on day hides rows.

    Links stand as on the end of the range, the as-known-on day or the cut-off. Raises KeyError for an
    id outside `PORT_IDS`.

    >>> from data import load_tables
    >>> rajin = port_file(load_tables(), "rajin")
    >>> rajin.spellings, [fact.line.number for fact in rajin.facts[Item.PIERS]]
    (('Najin', '라진', 'Раджин', '나진'), ['3', '3'])
    >>> [(fact.line.number, fact.line.scope) for fact in rajin.facts[Item.CAPACITY][:2]]
    [('3\u2009000\u2009000', ''), ('5\u2009000\u2009000', 'railway section and terminal')]
    """
    if place_id not in PORT_IDS:
        raise KeyError(place_id)
    everything = Selection(date_from=None, known_on=known_on)
    rows = everything.apply(tables)
    place = next(row for row in tables.places.to_dict("records") if row["place_id"] == place_id)
    standing = links(tables, Selection(date_from=None, date_to=date_to, known_on=known_on))
    events = _events(rows.events, place_id)
    return PortFile(
        place_id=place_id,
        name=place["name"],
        spellings=place["alt_names"],
        where=Region(place["region"]).label if place["region"] != Region.INTERNATIONAL else Shore.SOUTH_KOREA.label,
        note=place["note"],
        facts=_facts(tables, rows, place_id),
        links=tuple(link for link in standing if place_id in link.places),
        steps=tuple(_steps(projects(tables, everything), rows, place_id)),
        events=events.head(_EVENTS),
        event_count=len(events),
        hidden=int((tables.claims["place_id"] == place_id).sum() - (rows.claims["place_id"] == place_id).sum()),
    )


def _facts(tables: Tables, rows: Rows, place_id: str) -> dict[Item, tuple[Fact, ...]]:
    """Sort the claims on a place by item: first the one that speaks for it, then by metric, the newest first.

    Days only read off come last.
    """
    claims = rows.claims[rows.claims["place_id"] == place_id]
    events = dict(zip(claims["claim_id"], claims["event_id"], strict=True))
    known = claim_rows(tables)
    found: dict[Item, list[_Row]] = {item: [] for item in STANDARD}
    for claim_id in events:
        found.setdefault(_ITEM_OF.get(known[claim_id]["metric"], Item.OTHER), []).append(known[claim_id])
    return {
        item: _speaking_first(
            Fact(
                line,
                f"event:{events[line.claim_id]}" if events[line.claim_id] else f"metric:{claim['metric']}",
                (not line.counted, claim["kind"] in (ClaimKind.PLAN, ClaimKind.CAP), bool(line.scope)),
            )
            for claim, line in _lines(tables, item, found[item], rows.known_on)
        )
        for item in Item
        if item in found
    }


def _speaking_first(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Put the claim of the best rank first, so that a short list never shows only parts of a port or plans."""
    listed = list(facts)
    first = min(listed, key=lambda fact: fact.rank, default=None)
    return tuple(sorted(listed, key=lambda fact: fact is not first))


def _lines(
    tables: Tables, item: Item, claims: Iterable[_Row], known_on: date | None
) -> Iterator[tuple[_Row, LedgerLine]]:
    order = METRICS.get(item, ())

    def place(claim: _Row) -> tuple[int, str, bool, int, str]:
        metric, as_of = claim["metric"], known_day(claim["as_of"]) or date.min
        rank = order.index(metric) if metric in order else 0
        return rank, metric, claim["as_of_basis"] == AsOfBasis.READ, -as_of.toordinal(), claim["claim_id"]

    ordered = sorted(claims, key=place)
    return zip(ordered, ledger_lines(tables, ordered, known_on=known_on), strict=True)


def _steps(all_: Iterable[Project], rows: Rows, place_id: str) -> Iterator[Step]:
    """List the milestones at a place, the latest planned or actual day first."""
    here = set(rows.projects["milestone_id"][rows.projects["place_id"] == place_id])
    dated: list[tuple[date, str, Step]] = []
    for project in all_:
        milestones: tuple[Promise | Act, ...] = (*project.promises, *project.acts)
        dated += [(_last(one), one.id, _step(project, one)) for one in milestones if one.id in here]
    dated.sort(key=lambda entry: (-entry[0].toordinal(), entry[1]))
    yield from (step for *_, step in dated)


def _last(one: Promise | Act) -> date:
    last = one.end if isinstance(one, Promise) else one.last
    return last or date.max


def _step(project: Project, one: Promise | Act) -> Step:
    state = one.state if isinstance(one, Promise) else one.status.label
    return Step(project.name, one.what, one.when, state, one.event_id)


def _events(events: pd.DataFrame, place_id: str) -> pd.DataFrame:
    """Give the events that happened at a port or began or ended there, newest first."""
    there = (events["place_id"] == place_id) & (events["place_role"] == PlaceRole.SCENE)
    moved = (events["from_place_id"] == place_id) | (events["to_place_id"] == place_id)
    return events[there | moved].sort_values(["date_end", "event_id"], ascending=False)
