"""The rows on refined oil for the DPRK: the UN cap, the reports of suppliers, and what a tonne makes in barrels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from data.selection import Rows, Selection
from data.series import DPRK, Record, flow_records
from data.tables import Tables
from data.trails import Step, statements
from data.units import BARRELS, TONNES, Factor
from data.vocabulary import Basis, Qualifier, Term
from data.wording import known_day

COMMITTEE = "un_1718_committee"
GOOD = "refined_petroleum"
CAP = "refined_oil_cap_barrels"
SUMS = ("refined_oil_reported_all_suppliers_barrels", "refined_oil_reported_all_suppliers_tonnes")


class Supplier(Term):
    """Who supplies; the order is the order of lines within a year."""

    RUSSIA = "RUS", "Russia"
    CHINA = "CHN", "China"
    ALL = "WLD", "All suppliers"


@dataclass(frozen=True)
class Limit:
    """The cap for all suppliers in a calendar year, with the first year in which it stands."""

    size: float
    first_year: int
    claim_id: str


@lru_cache(maxsize=8)
def limit(tables: Tables, known_on: date | None = None) -> Limit | None:
    """Give the UN cap on refined oil, which stands in every year from its first; None before it was public.

    >>> from data.loading import load_tables
    >>> limit(load_tables())
    Limit(size=500000.0, first_year=2018, claim_id='refined_oil_cap_barrels-20180101-un_security_council')
    """
    found = statements(tables, known(tables, known_on).claims, metrics=[CAP])
    caps = [cap for cap in found if cap.best is not None]
    if not caps:
        return None
    first = min(caps, key=lambda cap: (cap.as_of, cap.claim_id))
    return Limit(float(first.best or 0), first.as_of.year, first.claim_id)


def known(tables: Tables, known_on: date | None) -> Rows:
    """Give all rows that were public by a day, whatever else is filtered."""
    return Selection(date_from=None, known_on=known_on).apply(tables)


@lru_cache(maxsize=8)
def tonne_factor(tables: Tables, known_on: date | None = None) -> Factor | None:
    """Derive how many barrels a tonne makes from rows that give one flow in both units; None without any.

    >>> from data.loading import load_tables
    >>> tonne_factor(load_tables()).words()
    '7.97–8.33 barrels a tonne'
    """
    ratios = [barrels["quantity"] / tonnes["quantity"] for barrels, tonnes in factor_pairs(tables, known_on)]
    if not ratios:
        return None
    pairs = f"{len(ratios)} rows" if len(ratios) > 1 else "one row"
    return Factor(TONNES, BARRELS, min(ratios), max(ratios), f"as {pairs} with both units imply")


def factor_pairs(tables: Tables, known_on: date | None = None) -> list[tuple[Record, Record]]:
    """Give the pairs, barrels first, of reported rows that state one flow in barrels and in tonnes.

    A bound tells no factor. Nor does a pair whose tonnes are of an older posting: where the committee
    has since revised the sum of that very period in tonnes, the barrels belong to the revision.
    """
    rows = known(tables, known_on)
    flows = [row for row in flow_records(tables, rows.flows) if row["commodity"] == GOOD and is_exact(row)]
    by_id = {row["flow_id"]: row for row in flows}
    stale = _revised_periods(tables, rows)
    found = []
    for row in flows:
        other = by_id.get(row["alternative_of"])
        if other is None or {row["quantity_unit"], other["quantity_unit"]} != {BARRELS, TONNES}:
            continue
        barrels, tonnes = (row, other) if row["quantity_unit"] == BARRELS else (other, row)
        period = (known_day(tonnes["period_start"]), known_day(tonnes["period_end"]))
        if period not in stale and tonnes["quantity"] > 0:
            found.append((barrels, tonnes))
    return found


def unlike_pairs(tables: Tables, flows: Sequence[Record], factor: Factor) -> list[tuple[Record, Record]]:
    """Give pairs, barrels first, whose two numbers lie outside the factor: they do not speak of one amount."""
    by_id = {row["flow_id"]: row for row in flows}
    found = []
    for row in flows:
        other = by_id.get(row["alternative_of"])
        if other is None or (row["quantity_unit"], other["quantity_unit"]) != (TONNES, BARRELS):
            continue
        if not factor.low <= other["quantity"] / max(row["quantity"], 1e-9) <= factor.high:
            found.append((other, row))
    return found


def is_exact(row: Record) -> bool:
    """Say whether a row is a reported quantity without a bound and without "about"."""
    plain = row["quantity_qualifier"] in ("", Qualifier.EXACTLY)
    return bool(row["basis"] == Basis.REPORTED and plain and row["quantity"] == row["quantity"])


def _revised_periods(tables: Tables, rows: Rows) -> set[tuple[date | None, date | None]]:
    sums = statements(tables, rows.claims, metrics=[SUMS[1]])
    return {one.period for one in sums if one.step is Step.REVISION}


def oil_flows(tables: Tables, rows: Rows) -> list[Record]:
    """Give the sized rows of refined oil for the DPRK that speak of all of it (no scope), by date."""
    flows = [
        row
        for row in flow_records(tables, rows.flows)
        if (row["importer"], row["commodity"], row["scope"]) == (DPRK, GOOD, "") and row["quantity"] == row["quantity"]
    ]
    return sorted(flows, key=lambda row: (row["period_start"], row["period_end"], row["flow_id"]))


def reports(flows: Iterable[Record], supplier: Supplier) -> list[Record]:
    """Keep what one supplier reported to the committee."""
    return [row for row in flows if _is_report(row) and row["exporter"] == supplier]


def _is_report(row: Record) -> bool:
    return bool(row["origin"] == COMMITTEE and row["basis"] == Basis.REPORTED)


def last_month(tables: Tables, supplier: Supplier, known_on: date | None = None) -> date | None:
    """Give the last day that any report of a supplier speaks of, whatever is filtered but the as-known-on day."""
    found = reports(oil_flows(tables, known(tables, known_on)), supplier)
    return max((row["period_end"].date() for row in found), default=None)
