"""One figure a port, for the map: what it can handle, or how deep it is, in the words of one origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from data.ledger import LedgerLine, claim_rows
from data.ports import PORT_IDS, Item, port_file
from data.tables import Tables
from data.vocabulary import AsOfBasis, ClaimKind
from data.wording import NO_DATE

_DEPTHS = ("port_depth_m", "max_vessel_draught_m", "max_vessel_dwt")
_SHORT = {"tonnes per year": "t a year", "TEU per year": "TEU a year"}
_NOUNS = {
    "port_capacity_tonnes_per_year": "capacity", "port_capacity_teu_per_year": "capacity",
    "yard_capacity_teu": "yard", "oil_terminal_capacity_tonnes_per_year": "oil terminal",
    "port_depth_m": "depth at berth", "max_vessel_draught_m": "draught to", "max_vessel_dwt": "ships to",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Readout:
    """A claim on a port in two lines: the figure with what it covers, and whose it is and of when.

    `counted` is False for composite and news origins, which are shown but never counted.
    """

    claim_id: str
    figure: str
    origin: str
    counted: bool


@lru_cache(maxsize=16)
def port_readouts(tables: Tables, known_on: date | None = None) -> Mapping[str, tuple[Readout, ...]]:
    r"""Give, for each port, its newest claim on capacity and its newest on depth; ports without either have none.

    Claims of the present come before plans, and those of a known day before days only read off; rival
    claims stand on the port's card, not here.

    >>> from data import load_tables
    >>> [(one.figure, one.origin) for one in port_readouts(load_tables())["vostochny"]][:1]
    [('capacity 58\u2009000\u2009000 t a year (coal terminal)', 'CAA, 2024')]
    """
    return {
        port: tuple(one for item in (Item.CAPACITY, Item.DEPTH) for one in _first(tables, port, item, known_on))
        for port in PORT_IDS
    }


def _first(tables: Tables, port: str, item: Item, known_on: date | None) -> Iterable[Readout]:
    known = claim_rows(tables)
    lines = [fact.line for fact in port_file(tables, port, None, known_on).facts[item]]
    lines = [line for line in lines if item is Item.CAPACITY or known[line.claim_id]["metric"] in _DEPTHS]
    if not lines:
        return ()

    def rank(line: LedgerLine) -> tuple[bool, bool, bool]:
        claim = known[line.claim_id]
        return claim["kind"] == ClaimKind.PLAN, claim["as_of_basis"] == AsOfBasis.READ, not line.counted

    chosen = min(lines, key=rank)
    claim = known[chosen.claim_id]
    planned = ", planned" if claim["kind"] == ClaimKind.PLAN else ""
    noun = _NOUNS[claim["metric"]]
    unit = _SHORT.get(chosen.unit, chosen.unit)
    covers = f" ({chosen.scope})" if chosen.scope else ""
    figure = f"{noun} {chosen.number} {unit}{planned}{covers}"
    return (Readout(chosen.claim_id, figure, f"{chosen.origin}, {_when(chosen)}", chosen.counted),)


def _when(line: LedgerLine) -> str:
    day = line.speaks_of.removesuffix(", when it was said")
    return line.speaks_of if day == NO_DATE else day
