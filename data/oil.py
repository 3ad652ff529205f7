"""Refined oil for the DPRK: what suppliers reported to the UN within each year, what others estimate, and the cap.

Nothing is added across suppliers or origins. Months of one supplier are added within a calendar
year where they do not overlap; a sum over suppliers stands only where the committee gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from data.oil_months import Cell, Cover, cells, cover, months_of
from data.oil_reports import COMMITTEE, SUMS, Supplier, oil_flows, reports
from data.selection import Rows
from data.series import DPRK, Record, without_alternatives
from data.tables import Tables
from data.trails import Statement, statements
from data.units import BARRELS, TONNES
from data.vocabulary import Basis, OriginKind, Term

ESTIMATES = ("refined_oil_barrels", "refined_oil_ship_to_ship_barrels")
SHIP_TO_SHIP = "refined_oil_ship_to_ship_barrels"
_NAME = 20  # characters up to which an origin is called by its full name


class Voice(Term):
    """Who puts the number on it."""

    REPORTED = "reported", "reported by the supplier to the UN committee"
    ESTIMATED = "estimated", "estimated by others"
    SUMMED = "summed", "summed by the UN committee"


@dataclass(frozen=True)
class Figure:
    """One number for a calendar year or a part of it, in the unit in which it was given.

    `months` says how each month is covered, `ends` where the months within the number end,
    `difference` how far a total lies above what its months add to.
    """

    year: int
    supplier: Supplier
    voice: Voice
    origin_id: str
    origin: str
    counted: bool
    unit: str
    size: float
    qualifier: str
    start: date
    end: date
    months: Mapping[int, Cell]
    flow_ids: tuple[str, ...] = ()
    claim_id: str = ""
    metric: str = ""
    event_id: str = ""
    ends: tuple[float, ...] = ()
    given: bool = True
    difference: float = 0.0
    parts: tuple[float, ...] = ()
    remark: str = ""
    said_on: date | None = None


def year_figures(tables: Tables, rows: Rows, first_year: int) -> list[Figure]:
    """Give every figure to draw, from a first year on, by year: reports, then estimates, then the sum."""
    flows = [row for row in oil_flows(tables, rows) if row["period_start"].year >= first_year]
    found = [*_reported(tables, flows), *_estimated(tables, rows, flows, first_year)]
    found.extend(_summed(tables, rows, first_year))
    order = {(Supplier.RUSSIA, Voice.REPORTED): 0, (Supplier.RUSSIA, Voice.ESTIMATED): 1,
             (Supplier.CHINA, Voice.REPORTED): 2, (Supplier.CHINA, Voice.ESTIMATED): 3,
             (Supplier.ALL, Voice.ESTIMATED): 4, (Supplier.ALL, Voice.SUMMED): 5}  # fmt: skip
    return sorted(found, key=lambda one: (one.year, order[one.supplier, one.voice], one.unit, one.start, one.end))


def _reported(tables: Tables, flows: Sequence[Record]) -> Iterator[Figure]:
    grouped: dict[tuple[int, Supplier], list[Record]] = {}
    for supplier in (Supplier.RUSSIA, Supplier.CHINA):
        for row in reports(flows, supplier):
            if row["period_start"].year == row["period_end"].year:
                grouped.setdefault((row["period_start"].year, supplier), []).append(row)
    for (year, supplier), rows in grouped.items():
        yield from _of_year(tables, year, supplier, rows)


def _of_year(tables: Tables, year: int, supplier: Supplier, rows: Sequence[Record]) -> Iterator[Figure]:
    """Give the figure in barrels, then that in tonnes for months of which no barrels are reported."""
    barrels = [row for row in rows if row["quantity_unit"] == BARRELS]
    first = cover(barrels)
    if first is not None:
        yield _figure(tables, year, supplier, first, barrels)
    told = first.months if first is not None else frozenset()
    by_id = {row["flow_id"] for row in barrels}
    tonnes = [
        row
        for row in rows
        if row["quantity_unit"] == TONNES and row["alternative_of"] not in by_id and not told & set(months_of(row))
    ]
    second = cover(tonnes)
    if second is not None:
        yield _figure(tables, year, supplier, second, tonnes)


def _figure(tables: Tables, year: int, supplier: Supplier, found: Cover, rows: Sequence[Record]) -> Figure:
    head = found.rows[0]
    within = [row for row in rows if set(months_of(row)) <= found.months]
    return Figure(
        year=year,
        supplier=supplier,
        voice=Voice.REPORTED,
        origin_id=COMMITTEE,
        origin=_origins(tables)[COMMITTEE][0],
        counted=True,
        unit=head["quantity_unit"],
        size=found.size,
        qualifier=head["quantity_qualifier"] if found.given else "",
        start=head["period_start"].date(),
        end=found.rows[-1]["period_end"].date(),
        months=cells(within),
        flow_ids=tuple(dict.fromkeys(row["flow_id"] for row in (*found.rows, *found.finest))),
        ends=found.ends,
        given=found.given,
        difference=found.difference,
        parts=tuple(float(row["quantity"]) for row in found.finest),
        remark=remark(head) if found.given else "",
    )


def _estimated(tables: Tables, rows: Rows, flows: Sequence[Record], first_year: int) -> Iterator[Figure]:
    """Give the estimates of others: flows, with the event of the claim that says the same, then other claims."""
    said = (statements(tables, rows.claims, metrics=ESTIMATES, subject=subject) for subject in (DPRK, *Supplier))
    claims = [one for found in said for one in found if _placed(one)]
    twins = {(one.origin_id, one.period): one for one in claims}
    drawn = set()
    estimates = [row for row in flows if row["basis"] == Basis.ESTIMATE and row["exporter"] in list(Supplier)]
    for row in without_alternatives(estimates):
        key = (row["origin"], (row["period_start"].date(), row["period_end"].date()))
        drawn.add(key)
        yield _estimate(tables, row, twins.get(key))
    for key, claim in twins.items():
        start = claim.period[0]
        if key not in drawn and start is not None and start.year >= first_year:
            yield _from_claim(tables, claim, Voice.ESTIMATED)


def _placed(claim: Statement) -> bool:
    """Say whether a claim names one number, a period and a supplier that the figure has."""
    whose = claim.subject == DPRK or claim.subject in list(Supplier)
    return claim.best is not None and None not in claim.period and whose


def _estimate(tables: Tables, row: Record, claim: Statement | None) -> Figure:
    name, counted = _origins(tables)[row["origin"]]
    return Figure(
        year=row["period_start"].year,
        supplier=Supplier(row["exporter"]),
        voice=Voice.ESTIMATED,
        origin_id=row["origin"],
        origin=name,
        counted=counted,
        unit=row["quantity_unit"],
        size=float(row["quantity"]),
        qualifier=row["quantity_qualifier"],
        start=row["period_start"].date(),
        end=row["period_end"].date(),
        months=dict.fromkeys(months_of(row), Cell.WITHIN) if _one_year(row) else {},
        flow_ids=(row["flow_id"],),
        claim_id=claim.claim_id if claim else "",
        metric=claim.metric if claim else "",
        event_id=claim.event_id if claim else "",
        remark=remark(row),
    )


def _one_year(row: Record) -> bool:
    return bool(row["period_start"].year == row["period_end"].year)


def _from_claim(tables: Tables, claim: Statement, voice: Voice) -> Figure:
    start, end = claim.period[0] or claim.as_of, claim.period[1] or claim.as_of
    whose = Supplier.ALL if claim.subject == DPRK else Supplier(claim.subject)
    return Figure(
        year=start.year,
        supplier=whose,
        voice=voice,
        origin_id=claim.origin_id,
        origin=_origins(tables)[claim.origin_id][0],
        counted=claim.counted,
        unit=claim.unit,
        size=float(claim.best or 0),
        qualifier=claim.qualifier or "",
        start=start,
        end=end,
        months=dict.fromkeys(range(start.month, end.month + 1), Cell.WITHIN) if voice is Voice.ESTIMATED else {},
        claim_id=claim.claim_id,
        metric=claim.metric,
        event_id=claim.event_id,
        remark=remark({"note": claim.note}),
        said_on=claim.said_on,
    )


def _summed(tables: Tables, rows: Rows, first_year: int) -> Iterator[Figure]:
    """Give the committee's newest sum over suppliers for each period."""
    found = statements(tables, rows.claims, metrics=SUMS)
    gone = {one.before for one in found if one.before}
    for one in found:
        start = one.period[0]
        if one.claim_id not in gone and start is not None and start.year >= first_year and _placed(one):
            yield _from_claim(tables, one, Voice.SUMMED)


def suppliers_add_to(flows: Sequence[Record], total: Figure) -> float | None:
    """Add what the suppliers themselves reported for the months of a sum, in its unit, to hold it against the sum.

    None where a supplier's months are not those of the sum, so that nothing can be compared.
    """
    months, added = set(range(total.start.month, total.end.month + 1)), 0.0
    for supplier in (Supplier.RUSSIA, Supplier.CHINA):
        rows = [row for row in reports(flows, supplier) if row["period_start"].year == total.year and _one_year(row)]
        found = cover([row for row in rows if row["quantity_unit"] == total.unit])
        if rows and (found is None or found.months != months):
            return None
        added += found.size if found is not None else 0.0
    return added or None


def remark(row: Record) -> str:
    """Give the first thing a row notes beyond who reported it and how it is bounded.

    >>> remark({"note": "First delivery since August 2020; reported by Russia"})
    'First delivery since August 2020'
    >>> remark({"note": "more than; 43 tanker trips"}), remark({"note": "reported by China"})
    ('43 tanker trips', '')
    """
    clauses = [clause.strip() for clause in str(row["note"]).split(";")]
    return next((clause for clause in clauses if clause and not _EMPTY.match(clause)), "")


_EMPTY = re.compile(r"reported by |reported as zero|more than|at least |cumulative$|as posted|estimate of ", re.I)


@lru_cache(maxsize=4)
def _origins(tables: Tables) -> Mapping[str, tuple[str, bool]]:
    """Map each origin to a name that fits a line and whether it speaks at first hand."""
    columns = (tables.origins[name].tolist() for name in ("origin_id", "name", "short_name", "composite", "kind"))
    return {
        id: (name if len(name) <= _NAME else short, not composite and kind != OriginKind.NEWS)
        for id, name, short, composite, kind in zip(*columns, strict=True)
    }
