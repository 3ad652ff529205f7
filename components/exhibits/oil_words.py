"""The words of the oil figure: title, note, table and alternative text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

import pandas as pd

from components.exhibits.contract import Canvas, Medium
from data import Tables
from data.ledger import origin_names
from data.oil import SHIP_TO_SHIP, Figure, Voice
from data.oil_reports import GOOD, Limit, Supplier, is_exact, last_month, reports, unlike_pairs
from data.series import Record, amount, breakdowns, records
from data.units import BARRELS, TONNES, Factor, NotConvertible, converted
from data.vocabulary import Basis
from data.wording import bounded, counted, listed, month, number, span

_TITLE = 190  # characters that two lines of a slide hold
_HALF_TITLE = 138  # and those of a half slide


def figure_words(figure: Figure) -> str:
    """Write a figure with its bound and unit."""
    return f"{bounded(None, figure.size, None, figure.qualifier)} {figure.unit}"


def in_barrels(value: float, unit: str, factor: Factor | None) -> tuple[float, float] | None:
    """Give how many barrels a number is, lowest and highest; None where no factor is known."""
    if unit == BARRELS:
        return value, value
    try:
        made = converted(value, unit, BARRELS, factor=factor)
    except NotConvertible:
        return None
    return made.low, made.high


def title(
    figures: Sequence[Figure],
    flows: Sequence[Record],
    limit: Limit | None,
    tables: Tables,
    known_on: date | None,
    canvas: Canvas,
) -> str:
    """Say the newest report, the highest estimate and the cap; every number stands in a row."""
    first = _report(flows, tables, known_on) or _sum(figures)
    second = _highest(figures, "" if first.endswith(BARRELS) else f" {BARRELS}")
    opening = "; ".join(part for part in (first, second) if part)
    room = _HALF_TITLE if canvas.medium is Medium.STILL and canvas.width < 900 else _TITLE
    if limit is None:
        return opening
    size = number(limit.size)
    endings = (f", against a yearly cap of {size} barrels for all suppliers", f"; UN cap {size} a year", "")
    return next(f"{opening}{ending}" for ending in endings if not ending or len(opening) + len(ending) <= room)


def _report(flows: Sequence[Record], tables: Tables, known_on: date | None) -> str:
    """Say the report that reaches furthest, Russia's where there is one, of the shortest period that ends then."""
    for supplier in (Supplier.RUSSIA, Supplier.CHINA):
        rows = reports(flows, supplier)
        if rows:
            newest = max(
                rows, key=lambda row: (row["period_end"], row["period_start"], row["quantity_unit"] == BARRELS)
            )
            last = last_month(tables, supplier, known_on) == newest["period_end"].date()
            verb = "last reported" if last else "reported"
            period = span(newest["period_start"], newest["period_end"])
            return f"{supplier.label} {verb} refined oil for {period}: {amount(newest)}"
    return ""


def _sum(figures: Sequence[Figure]) -> str:
    sums = [one for one in figures if one.voice is Voice.SUMMED]
    if not sums:
        return ""
    newest = max(sums, key=lambda one: (one.end, one.said_on or date.min))
    return f"{newest.origin} sums the suppliers’ reports for {newest.year} to {figure_words(newest)}"


def _highest(figures: Sequence[Figure], unit: str) -> str:
    """Say the highest estimate of an origin that counts."""
    found = [one for one in figures if one.voice is Voice.ESTIMATED and one.counted and one.unit == BARRELS]
    if not found:
        return ""
    top = max(found, key=lambda one: (one.size, one.end))
    what = "ship-to-ship supply in " if top.metric == SHIP_TO_SHIP else ""
    return f"{top.origin} puts {what}{span(top.start, top.end)} at {bounded(None, top.size, None, top.qualifier)}{unit}"


def silence_words(suppliers: Sequence[Supplier], year: int, last: Mapping[Supplier, date | None]) -> str:
    """Say when the last report was, where it lies before a year without any."""
    told = [(supplier, day) for supplier in suppliers if (day := last.get(supplier)) and day.year < year]
    if not told:
        return ""
    if len(suppliers) == 1:
        return f"the last is for {month(told[0][1])}"
    return f"the last: {listed([f'{supplier.label} {month(day)}' for supplier, day in told])}"


def note(
    tables: Tables, flows: Sequence[Record], first_year: int, factor: Factor | None, *, converts: bool, hidden: int
) -> str:
    """Say how tonnes are drawn, which numbers do not fit each other and what is left out."""
    recent = [row for row in flows if row["period_start"].year >= first_year]
    said = [
        "Bars of different suppliers and origins are never added.",
        f"Tonnes are drawn with {factor.words()}, {factor.basis}." if converts and factor else "",
        _unlike(tables, recent, factor, named=converts) if factor else "",
        _exceeding(recent),
        f"{counted(len(flows) - len(recent), 'figure')} of years before the cap left out."
        if len(recent) < len(flows)
        else "",
        f"{counted(hidden, 'line')} of earlier years without room: see the table." if hidden else "",
    ]
    return " ".join(part for part in said if part)


def _unlike(tables: Tables, flows: Sequence[Record], factor: Factor, *, named: bool) -> str:
    """Set side by side two units of one report that do not fit; the factor is said, unless it is `named` before."""
    names = origin_names(tables)
    said = []
    for barrels, tonnes in unlike_pairs(tables, flows, factor):
        made = converted(tonnes["quantity"], TONNES, BARRELS, factor=factor)
        whose = Supplier(barrels["exporter"]).label if barrels["basis"] == Basis.REPORTED else names[barrels["origin"]]
        period = span(barrels["period_start"], barrels["period_end"])
        by = "" if named else f", at {factor.words()},"
        said.append(f"{whose} for {period} ({amount(barrels)}, but {amount(tonnes)}{by} would be {made.result()})")
    return f"Two units of one report do not fit: {listed(said, 3)}." if said else ""


def _exceeding(flows: Sequence[Record]) -> str:
    """Name the total that its own parts exceed most, by more than rounding."""
    own = [row for supplier in (Supplier.RUSSIA, Supplier.CHINA) for row in reports(flows, supplier) if is_exact(row)]
    over = [one for one in breakdowns(own) if one.added > one.whole * 1.01]
    if not over:
        return ""
    worst = max(over, key=lambda one: one.added / one.whole if one.whole else one.added)
    whole = next(row for row in own if row["flow_id"] == worst.total)
    period = span(whole["period_start"], whole["period_end"])
    whose = Supplier(whole["exporter"]).label
    total = f"its total said {number(worst.whole)}"
    return f"{whose}’s reports within {period} add to {number(worst.added)} {worst.unit}, {total}."


def alt(figures: Sequence[Figure], limit: Limit | None, finding: str) -> str:
    """Say the finding, then every number drawn."""
    said = [f"{one.year} {_whose(one)}: {figure_words(one)}" for one in figures]
    against = f" against a cap of {number(limit.size)} barrels a year" if limit else ""
    return f"{finding}. Bars by year and supplier{against}. {'; '.join(said)}."


def _whose(figure: Figure) -> str:
    return figure.supplier.label if figure.voice is Voice.REPORTED else f"{figure.origin} ({figure.voice.label})"


def table(
    tables: Tables,
    figures: Sequence[Figure],
    flows: Sequence[Record],
    claims: pd.DataFrame,
    limit: Limit | None,
    factor: Factor | None,
) -> pd.DataFrame:
    """Give the twin: every row of the years shown and what became of it, then sums, estimates and the cap."""
    lines = [*_flow_lines(tables, figures, flows, factor), *_claim_lines(tables, figures, claims, limit, factor)]
    lines.sort(key=lambda line: (str(line["Year"]), str(line["Supplier"]), str(line["Row"])))
    return pd.DataFrame(lines)


def _flow_lines(
    tables: Tables, figures: Sequence[Figure], flows: Sequence[Record], factor: Factor | None
) -> Iterator[dict[str, object]]:
    names, publishers = origin_names(tables), _publishers(tables)
    drawn = {id for one in figures for id in one.flow_ids}
    wholes = {one.flow_ids[0] for one in figures if one.given and one.flow_ids}
    steps = {id for one in figures if one.given for id in one.flow_ids[1:]}
    for row in flows:
        yield {
            "Year": row["period_start"].year,
            "Supplier": _supplier(row["exporter"]),
            "Period": span(row["period_start"], row["period_end"]),
            "Figure": amount(row),
            "Quantity": row["quantity"],
            "Barrels": _barrels(row["quantity"], row["quantity_unit"], factor),
            "Use here": _use(row, drawn, wholes, steps),
            "Basis": Basis(row["basis"]).label,
            "Origin": names[row["origin"]],
            "Note": row["note"],
            "Row": row["flow_id"],
            "Source": publishers[row["source_id"]],
        }


def _use(row: Record, drawn: set[str], wholes: set[str], steps: set[str]) -> str:
    if row["flow_id"] in wholes:
        return "drawn"
    if row["flow_id"] in drawn:
        return "step within the bar" if row["flow_id"] in steps else "added within the year"
    if row["alternative_of"]:
        return "restates another row: not drawn"
    return "part of another row: not drawn" if row["part_of"] else "overlaps another row: not drawn"


def _claim_lines(
    tables: Tables, figures: Sequence[Figure], claims: pd.DataFrame, limit: Limit | None, factor: Factor | None
) -> Iterator[dict[str, object]]:
    names, publishers = origin_names(tables), _publishers(tables)
    by_id = {one.claim_id: one for one in figures if one.claim_id and not one.flow_ids}
    for claim in records(claims):
        one = by_id.get(claim["claim_id"])
        if one is not None:
            place = {"Year": one.year, "Supplier": one.supplier.label, "Period": span(one.start, one.end)}
            use, basis, figure = "drawn", one.voice.label, figure_words(one)
        elif limit is not None and claim["claim_id"] == limit.claim_id:
            place = {"Year": limit.first_year, "Supplier": Supplier.ALL.label, "Period": "each calendar year from then"}
            use, basis, figure = "limit", Basis.CAP.label, f"{number(limit.size)} {claim['unit']}"
        else:
            continue
        yield {
            **place,
            "Figure": figure,
            "Quantity": claim["best"],
            "Barrels": _barrels(claim["best"], claim["unit"], factor),
            "Use here": use,
            "Basis": basis,
            "Origin": names[claim["origin"]],
            "Note": claim["note"],
            "Row": claim["claim_id"],
            "Source": publishers[claim["source_id"]],
        }


def _barrels(value: float, unit: str, factor: Factor | None) -> str:
    if unit == BARRELS:
        return number(value)
    if factor is None:
        return "no factor known"
    return converted(value, unit, BARRELS, factor=factor).words()


def _supplier(code: str) -> str:
    return Supplier(code).label if code in list(Supplier) else code


@lru_cache(maxsize=4)
def _publishers(tables: Tables) -> Mapping[str, str]:
    return dict(zip(tables.sources["source_id"], tables.sources["publisher"], strict=True))


def row_set(supplier: Supplier) -> str:
    """Name the rows that a click on a supplier's line opens, as links do."""
    return f"{supplier}-PRK-{GOOD}"
