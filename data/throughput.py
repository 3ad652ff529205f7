"""What ports handle and could handle: the newest published year of each port, beside its capacity or plan.

A line speaks of one port or one part of a port, in one unit. A whole port never takes the number of a
terminal, a quarter is never a year, and the sum of several ports stands by itself, as its origin gave it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from data.countries import country_name
from data.ledger import place_names
from data.selection import Selection
from data.tables import Tables
from data.trails import Statement, Step, statements
from data.vocabulary import AsOfBasis, ClaimKind, Term

RAJIN = "rajin"


class Cargo(Term):
    """In what a port's work is counted; the two never stand on one scale."""

    TEU = "teu", "Containers"
    TONNES = "tonnes", "Tonnes"


class Shore(Term):
    """Where ports are compared, in the order of the groups."""

    DPRK = "dprk", "DPRK"
    PRIMORYE = "primorye", "Russia: Primorye"
    SOUTH_KOREA = "south_korea", "South Korea"
    TOGETHER = "together", "Several ports together"


#: Units of the rows by cargo.
UNITS: dict[Cargo, str] = {Cargo.TEU: "TEU", Cargo.TONNES: "tonnes"}
#: Ports that are compared even where no number of theirs is public.
COMPARED: dict[Shore, tuple[str, ...]] = {
    Shore.DPRK: ("rajin",),
    Shore.PRIMORYE: ("vladivostok", "vostochny", "nakhodka", "posyet", "zarubino"),
    Shore.SOUTH_KOREA: ("busan", "gwangyang", "ulsan", "incheon", "pohang"),
}
#: Metrics of what was handled (kind flow) or aimed at (kind plan), with the part of the port they speak of.
HANDLED: dict[Cargo, dict[str, str]] = {
    Cargo.TEU: {"port_throughput_teu": ""},
    Cargo.TONNES: {
        "port_throughput_tonnes": "",
        "coal_transshipped_tonnes": "Russian coal",
        "coal_target_tonnes": "Russian coal",
        "coal_throughput_tonnes": "coal",
    },
}
CAPACITY: dict[Cargo, str] = {
    Cargo.TEU: "port_capacity_teu_per_year",
    Cargo.TONNES: "port_capacity_tonnes_per_year",
}
#: Read with the ports but never on their scale: parts of a throughput, additions, space for boxes, one depot.
BESIDE = (
    "port_throughput_import_export_teu", "port_throughput_transshipment_teu", "yard_capacity_teu",
    "port_capacity_growth_tonnes_per_year", "coal_route_potential_tonnes_per_year",
    "oil_terminal_capacity_tonnes_per_year",
)  # fmt: skip
_COUNTRIES = {"PRK": Shore.DPRK, "RUS": Shore.PRIMORYE, "KOR": Shore.SOUTH_KOREA}


@dataclass(frozen=True, slots=True)
class PortLine:
    """One line of the comparison: what a port or a part of it handled, or can or should handle.

    `part` is "" for a whole port. `handled` is None where nobody has published it; `limit` is a capacity
    (kind stock) or a plan or target. `again` marks a further line of a port or part that has one already.
    """

    shore: Shore
    place_id: str
    name: str
    part: str
    handled: Statement | None = None
    limit: Statement | None = None
    again: bool = False

    @property
    def silent(self) -> bool:
        """Whether a whole port stands without a number of what it handled."""
        return not self.part and self.shore is not Shore.TOGETHER and self.handled is None and not self.again

    @property
    def said(self) -> tuple[Statement, ...]:
        """The claims that the line draws."""
        return tuple(one for one in (self.handled, self.limit) if one is not None)

    @property
    def rank(self) -> int:
        """How soon the line gives way where room is short: whole years of whole ports last, limits of parts first.

        What passed through Rajin in a whole year stays as long, even where it is one cargo only.
        """
        compared = self.place_id in COMPARED.get(self.shore, ())
        if self.handled and whole_year(self.handled):
            if self.place_id == RAJIN:
                return 0
            return 1 if self.part or self.shore is Shore.TOGETHER else 0
        if self.place_id == RAJIN:
            return 0 if not self.part and not self.again else 2 if self.handled else 3
        if self.handled or (compared and not self.part and not self.again):
            return 2
        return 5 if self.part else 4


def port_lines(tables: Tables, known_on: date | None, cargo: Cargo) -> tuple[PortLine, ...]:
    """Give the lines of all ports in one unit, as public by `known_on` (None: by the cut-off), group by group.

    Within a group ports stand by what they handled, the largest first, those without a number last; the
    parts of a port follow it.

    >>> from data import load_tables
    >>> lines = port_lines(load_tables(), None, Cargo.TEU)
    >>> [line.name for line in lines if line.silent and line.shore is Shore.SOUTH_KOREA]
    ['Pohang']
    """
    return _lines(tables, known_on)[cargo]


@lru_cache(maxsize=8)
def port_claims(tables: Tables, known_on: date | None) -> tuple[Statement, ...]:
    """Give every claim on throughput, capacity and targets of ports that was public by a day, drawn or not."""
    metrics = [*(metric for handled in HANDLED.values() for metric in handled), *CAPACITY.values(), *BESIDE]
    claims = Selection(date_from=None, known_on=known_on).apply(tables).claims
    claims = claims[claims["metric"].isin(metrics)]
    subjects = dict.fromkeys(claims["subject"].tolist())
    return tuple(said for subject in subjects for said in statements(tables, claims, metrics=metrics, subject=subject))


def whole_year(said: Statement) -> bool:
    """Say whether what was handled covers exactly one calendar year."""
    start, end = said.period
    if not start or not end:
        return False
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year


def foretold(said: Statement) -> bool:
    """Say whether a number was given before the period that it counts had ended.

    >>> from data import load_tables
    >>> lines = port_lines(load_tables(), None, Cargo.TONNES)
    >>> [line.name for line in lines if line.handled and foretold(line.handled)]
    ['All ports of Primorye']
    """
    end = said.period[1]
    return bool(said.said_on and end and said.said_on < end)


@lru_cache(maxsize=8)
def _lines(tables: Tables, known_on: date | None) -> dict[Cargo, tuple[PortLine, ...]]:
    claims = port_claims(tables, known_on)
    return {cargo: tuple(_of_cargo(tables, claims, cargo)) for cargo in Cargo}


def _of_cargo(tables: Tables, claims: Sequence[Statement], cargo: Cargo) -> Iterator[PortLine]:
    found: dict[tuple[Shore, str], dict[str, list[Statement]]] = {
        (shore, place): {"": []} for shore, places in COMPARED.items() for place in places
    }
    names = place_names(tables)
    shores = dict(zip(tables.places["place_id"], map(_shore, tables.places["country"]), strict=True))
    named = {(said.place_id, said.scope) for said in claims if said.scope}
    for said in claims:
        if said.metric in HANDLED[cargo] or said.metric == CAPACITY[cargo]:
            place = said.place_id or f"{said.subject}/{said.scope}"
            parts = found.setdefault((shores.get(said.place_id, Shore.TOGETHER), place), {"": []})
            parts.setdefault(_part(said, cargo, named), []).append(said)
    for shore in Shore:
        ports = [(place, parts) for (of, place), parts in found.items() if of is shore]
        lines = [list(_port(shore, place, names.get(place, ""), parts)) for place, parts in ports]
        for port in sorted(lines, key=_size):
            yield from port


def _shore(countries: Sequence[str]) -> Shore:
    return _COUNTRIES.get(next(iter(countries), ""), Shore.TOGETHER)


def _part(said: Statement, cargo: Cargo, named: Collection[tuple[str, str]]) -> str:
    """Name the part of a port that a number covers; what has no place of its own is a whole by itself.

    A claim without a scope, whose note names a part that other claims have as theirs, is of that part:
    the metrics say that "the note says where one company is counted".
    """
    if not said.place_id:
        return ""
    scope = said.scope or (said.note if (said.place_id, said.note) in named else "")
    return ", ".join(part for part in (scope, HANDLED[cargo].get(said.metric, "")) if part)


def _size(lines: Sequence[PortLine]) -> tuple[bool, int, float, str]:
    """Order ports: Rajin, then by the whole port's year, then by its part of a year, then those without."""
    whole = next((line.handled for line in lines if line.handled and not line.part), None)
    how = 2 if whole is None else 0 if whole_year(whole) else 1
    return lines[0].place_id != RAJIN, how, -(whole.value if whole else 0.0), lines[0].name


def _port(shore: Shore, place: str, name: str, parts: dict[str, list[Statement]]) -> Iterator[PortLine]:
    """Give the lines of one port, the whole first, then parts that handled something, then the others."""
    ordered = sorted(parts.items(), key=lambda item: (item[0] != "", not _handled(item[1]), -_last_said(item[1])))
    for part, said in ordered:
        if shore is Shore.TOGETHER:
            name = _together(said[0]) if said else ""
        if said or not part:
            yield from _part_lines(shore, place, name, part, said)


def _last_said(said: Iterable[Statement]) -> int:
    return max((one.said_on.toordinal() for one in said if one.said_on), default=0)


def _together(said: Statement) -> str:
    """Name several ports as the row does, with the country where the row leaves it out."""
    scope = said.scope if " of " in said.scope else f"{country_name(said.subject)}: {said.scope}"
    return scope[:1].upper() + scope[1:]


def _part_lines(shore: Shore, place: str, name: str, part: str, said: Sequence[Statement]) -> Iterator[PortLine]:
    if shore is Shore.TOGETHER and not said:
        return
    handled = _handled(said)
    limits = [*_capacities(said), *_plans(said)]
    for at in range(max(len(handled), len(limits), 1)):
        yield PortLine(
            shore, place, name, part,
            handled[at] if at < len(handled) else None,
            limits[at] if at < len(limits) else None,
            again=at > 0,
        )  # fmt: skip


def _handled(said: Iterable[Statement]) -> list[Statement]:
    """Give the newest whole year, one claim an origin, and a part of a year where it is newer."""
    flows = [one for one in _standing(said) if one.kind is ClaimKind.FLOW]
    years = _newest([one for one in flows if whole_year(one)])
    parts = _newest([one for one in flows if not whole_year(one)])
    return [*years, *(one for one in parts if not years or one.as_of > years[0].as_of)]


def _capacities(said: Iterable[Statement]) -> list[Statement]:
    return _newest([one for one in _standing(said) if one.kind in (ClaimKind.STOCK, ClaimKind.CAP)])


def _plans(said: Iterable[Statement]) -> list[Statement]:
    """Give the newest plan, with whatever its origin planned on the same day, in order of the days planned for."""
    plans = [one for one in _standing(said) if one.kind is ClaimKind.PLAN]
    if not plans:
        return []
    last = max(plans, key=lambda one: (one.basis is not AsOfBasis.READ, one.said_on or date.min, one.as_of))
    together = [one for one in plans if (one.origin_id, one.said_on) == (last.origin_id, last.said_on)]
    return sorted(together if last.said_on else [last], key=lambda one: (one.as_of, one.claim_id))


def _newest(said: Sequence[Statement]) -> list[Statement]:
    """Give the claims of the newest day, the last word of each origin; a day only read off is never the newest."""
    dated = [one for one in said if one.basis is not AsOfBasis.READ] or list(said)
    if not dated:
        return []
    last = max(one.as_of for one in dated)
    by_origin: dict[str, Statement] = {}
    for one in sorted(dated, key=lambda one: (one.said_on or date.min, one.claim_id)):
        if one.as_of == last:
            by_origin[one.origin_id] = one
    return sorted(by_origin.values(), key=lambda one: (not one.counted, -one.value, one.claim_id))


def _standing(said: Iterable[Statement]) -> list[Statement]:
    """Leave out what its own origin has since revised."""
    said = list(said)
    revised = {one.before for one in said if one.step is Step.REVISION}
    return [one for one in said if one.claim_id not in revised]
