"""Refined oil for the DPRK against the UN cap: reports by year and supplier, estimates of others, sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from components.charts import glyphs
from components.charts.year_row_parts import LimitLine, Look, YearRow
from components.charts.year_rows import year_rows
from components.exhibits.contract import Canvas, Evidence, Exhibit, KeyItem
from components.exhibits.making import finish, nothing
from components.exhibits.oil_lines import Ground, oil_lines
from components.exhibits.oil_words import (
    alt,
    note,
    table,
    title,
)
from components.theme import Palette, mix
from data import Rows, Selection, Tables
from data.oil import Figure, year_figures
from data.oil_months import Cell
from data.oil_reports import (
    GOOD,
    Limit,
    Supplier,
    last_month,
    limit,
    oil_flows,
    tonne_factor,
)
from data.series import DPRK
from data.wording import listed, month, number


def oil_cap(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show what suppliers reported to the UN within each calendar year against the cap for all suppliers.

    Months are added within one supplier, year and unit where they do not overlap; nothing is added
    across suppliers or origins. Tonnes are drawn as the range of barrels that rows in both units
    imply. Estimates of others keep their bounds. The cap stands in every year from its first, whatever
    dates are chosen.
    """
    rows = selection.apply(tables)
    given: dict[str, Any] = {
        "id": "oil-cap",
        "tables": tables,
        "selection": selection,
        "canvas": canvas,
        "options": options,
    }
    cap = limit(tables, selection.known_on)
    subtitle = _subtitle(tables, selection, rows, cap)
    first_year = cap.first_year if cap else tables.cut_off.year + 1
    figures = year_figures(tables, rows, first_year)
    last = {one: last_month(tables, one, selection.known_on) for one in (Supplier.RUSSIA, Supplier.CHINA)}
    if not figures:
        return nothing(**given, subtitle=subtitle, advice=_advice(last))
    flows = oil_flows(tables, rows)
    recent = [row for row in flows if row["period_start"].year >= first_year]
    scene = Ground(tables, recent, figures, tonne_factor(tables, selection.known_on), last, canvas.palette)
    lines = oil_lines(scene, selection, first_year)
    drawn = LimitLine(cap.size, f"UN cap {number(cap.size)}", _cap_words(cap)) if cap else None
    chart, hidden = year_rows(lines, drawn, canvas)
    claims = _claims_behind(tables, figures, cap)
    finding = title(figures, recent, cap, tables, selection.known_on, canvas)
    converts = any(row.look in (Look.CONVERTED, Look.SUMMED) and row.low != row.high for row in lines)
    ids = {row["flow_id"] for row in recent}
    return finish(
        **given,
        title=finding,
        subtitle=subtitle,
        chart=chart,
        key=_key(canvas.palette, lines),
        rows=table(tables, figures, recent, claims, cap, scene.factor),
        evidence=Evidence(flows=rows.flows[rows.flows["flow_id"].isin(ids)], claims=claims),
        note=note(tables, flows, first_year, scene.factor, converts=converts, hidden=hidden),
        alt=alt(figures, cap, finding),
    )


def _subtitle(tables: Tables, selection: Selection, rows: Rows, cap: Limit | None) -> str:
    parts = [
        "Refined petroleum to the DPRK, barrels a calendar year",
        selection.sentence(tables),
        *rows.unreached("flows"),
        rows.unplaced("flows", _own),
        "the cap stands in every year" if cap else "",
    ]
    return " · ".join(part for part in parts if part)


def _own(flows: pd.DataFrame) -> pd.Series:
    """Tell which rows are of the oil that the figure draws."""
    return (flows["importer"] == DPRK) & (flows["commodity"] == GOOD)


def _advice(last: Mapping[Supplier, date | None]) -> str:
    told = [f"{supplier.label} last reported for {month(day)}" for supplier, day in last.items() if day]
    return f"No figure for refined oil is left. {listed(told)}." if told else "No figure for refined oil is left."


def _cap_words(cap: Limit) -> str:
    return f"from all suppliers together, each year from {cap.first_year}"


def _claims_behind(tables: Tables, figures: Sequence[Figure], cap: Limit | None) -> pd.DataFrame:
    ids = {one.claim_id for one in figures if one.claim_id} | ({cap.claim_id} if cap else set())
    return tables.claims[tables.claims["claim_id"].isin(ids)]


def _key(palette: Palette, lines: Sequence[YearRow]) -> Iterator[KeyItem]:
    """Name every mark that is drawn."""
    russia, china = palette.russia_to_dprk, palette.other
    shown = {(line.look, line.colour) for line in lines}
    looks = {line.look for line in lines}
    if (Look.REPORTED, russia) in shown:
        yield KeyItem("Russia → DPRK, reported", glyphs.swatch(russia, width=26))
    if (Look.REPORTED, china) in shown:
        yield KeyItem("China → DPRK, reported", glyphs.swatch(china, width=26))
    if Look.CONVERTED in looks:
        colour = next(line.colour for line in lines if line.look is Look.CONVERTED)
        yield KeyItem("in tonnes", glyphs.bar(colour, fill=mix(colour, palette.bg, 0.3)))
    if Look.ESTIMATED in looks:
        colour = next(line.colour for line in lines if line.look is Look.ESTIMATED)
        yield KeyItem("estimated by others", glyphs.bar(colour, dash="3,2"))
    if Look.SUMMED in looks:
        yield KeyItem("UN committee’s sum", glyphs.line(palette.ink, weight=1.6, width=26))
    if any(line.bound > 0 for line in lines):
        yield KeyItem("over, at least", glyphs.arrow(russia, more=True))
    cells = {state for line in lines if line.look is not Look.ESTIMATED for state in line.cells.values()}
    if cells:
        yield KeyItem("month reported", glyphs.swatch(russia, width=10), rule=True)
    if Cell.WITHIN in cells:
        yield KeyItem("only in a longer report", glyphs.swatch(mix(russia, palette.bg, 0.42), width=10))
    if Look.GAP in looks:
        yield KeyItem("not reported", glyphs.gap(palette.gap), rule=True)
