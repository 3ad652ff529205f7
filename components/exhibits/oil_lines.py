"""The lines of the oil figure: each report, estimate, sum and silence with its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from components.charts.year_row_parts import Look, YearRow
from components.exhibits.contract import plain
from components.exhibits.oil_words import figure_words, in_barrels, row_set, silence_words
from components.theme import Palette
from data import Selection, Tables
from data.oil import SHIP_TO_SHIP, Figure, Voice, suppliers_add_to
from data.oil_reports import COMMITTEE, Supplier, known, oil_flows, reports
from data.series import Record, bound
from data.units import BARRELS, Factor, converted
from data.wording import bounded, counted, month, number, span

_SILENT = "no report found"


@dataclass(frozen=True)
class Ground:
    """What the lines of the oil figure are made from."""

    tables: Tables
    flows: Sequence[Record]
    figures: Sequence[Figure]
    factor: Factor | None
    last: Mapping[Supplier, date | None]
    palette: Palette


def oil_lines(scene: Ground, selection: Selection, first_year: int) -> list[YearRow]:
    """Give the lines of every year, oldest first; a silent year says so."""
    years = _years(scene, selection, first_year)
    silent = _silent(scene.tables, selection, years)
    lines: list[YearRow] = []
    for year in years:
        mine, missing = [one for one in scene.figures if one.year == year], silent.get(year, [])
        lines.extend(_year_lines(scene, mine, year, missing))
    return lines


def _years(scene: Ground, selection: Selection, first_year: int) -> range:
    told = [one.year for one in scene.figures]
    first = selection.date_from.year if selection.date_from else first_year
    until = min(selection.date_to or scene.tables.cut_off, selection.known_on or scene.tables.cut_off)
    last = max(min(until, scene.tables.cut_off).year, *told)
    return range(max(first_year, min(first, *told)), last + 1)


def _silent(tables: Tables, selection: Selection, years: range) -> dict[int, list[Supplier]]:
    """Find the suppliers of whom no report for a year is known at all, whatever else is filtered.

    A report of which nobody knows since when it has been public is left out under an as-known-on day,
    but it was found: its year is not called silent.
    """
    if selection.origins and COMMITTEE not in selection.origins:
        return {}
    undated = [row for row in oil_flows(tables, known(tables, None)) if pd.isna(row["public_from"])]
    flows = [*oil_flows(tables, known(tables, selection.known_on)), *undated]
    found: dict[int, list[Supplier]] = {}
    for supplier in (Supplier.RUSSIA, Supplier.CHINA):
        told = {row["period_end"].year for row in reports(flows, supplier)}
        for year in set(years) - told:
            found.setdefault(year, []).append(supplier)
    return found


def _year_lines(scene: Ground, figures: Sequence[Figure], year: int, silent: Sequence[Supplier]) -> Iterator[YearRow]:
    if len(silent) > 1 or silent == [Supplier.RUSSIA]:
        yield _gap(scene, year, silent)
    sums = {one.claim_id: suppliers_add_to(scene.flows, one) for one in figures if one.voice is Voice.SUMMED}
    reported = [one for one in figures if one.voice is Voice.REPORTED]
    for one in figures:
        if one.voice is Voice.SUMMED and len(reported) == 1 and sums[one.claim_id] == one.size:
            continue  # the one supplier's figure: said on its own line
        line = _line(scene, one, sums.get(one.claim_id))
        if len(reported) == 1 and one is reported[0] and one.size in sums.values():
            line = replace(line, about=_joined(line.about, "the committee’s sum over suppliers is the same"))
        yield line
        if silent == [Supplier.CHINA] and one is figures[-1]:
            yield _gap(scene, year, silent)
    if silent == [Supplier.CHINA] and not figures:
        yield _gap(scene, year, silent)


def _gap(scene: Ground, year: int, silent: Sequence[Supplier]) -> YearRow:
    names = ", ".join(supplier.label for supplier in silent)
    about = silence_words(silent, year, scene.last)
    return YearRow(
        year=year,
        name=names,
        look=Look.GAP,
        colour=scene.palette.gap,
        low=None,
        high=None,
        figure=_SILENT,
        about=about,
        hover=plain(f"{names} {year}: {_SILENT}, which is not zero"),
        id=row_set(silent[0]),
    )


def _line(scene: Ground, one: Figure, added: float | None) -> YearRow:
    size = in_barrels(one.size, one.unit, scene.factor)
    ends = [in_barrels(end, one.unit, scene.factor) for end in one.ends]
    about, extra = _about(scene, one, added)
    in_tonnes = one.unit != BARRELS
    meta, id = _target(one)
    return YearRow(
        year=one.year,
        name=_name(one),
        look=_look(one),
        colour=_colour(one, scene.palette),
        low=size[0] if size else None,
        high=size[1] if size else None,
        figure=figure_words(one) if in_tonnes else bounded(None, one.size, None, one.qualifier),
        about=about,
        extra=extra,
        hover=_hover(scene, one),
        bound=bound(one.qualifier),
        ends=tuple(end[0] for end in ends if end),
        cells=one.months,
        meta=meta,
        id=id,
    )


def _look(one: Figure) -> Look:
    if one.voice is Voice.REPORTED:
        return Look.REPORTED if one.unit == BARRELS else Look.CONVERTED
    return Look.ESTIMATED if one.voice is Voice.ESTIMATED else Look.SUMMED


def _name(one: Figure) -> str:
    if one.voice is Voice.REPORTED:
        return one.supplier.label if one.unit == BARRELS else f"{one.supplier.label}, in tonnes"
    if one.voice is Voice.SUMMED:
        return "UN sum, all suppliers"
    return f"{one.origin}, ship to ship" if one.metric == SHIP_TO_SHIP else one.origin


def _colour(one: Figure, palette: Palette) -> str:
    if not one.counted:
        return palette.ink3
    if one.voice is Voice.SUMMED:
        return palette.ink
    return palette.russia_to_dprk if one.supplier is Supplier.RUSSIA else palette.other


def _target(one: Figure) -> tuple[str, str]:
    """Give what a click opens: the event of a claim, else the rows."""
    if one.event_id:
        return "event", one.event_id
    if one.voice is Voice.REPORTED or one.flow_ids:
        return "flows", row_set(one.supplier)
    return "metric", one.metric


def _about(scene: Ground, one: Figure, added: float | None) -> tuple[str, str]:
    """Give what stands behind a number wherever it fits, and what stands there if room is left."""
    barrels = _in_words(scene, one)
    if one.voice is Voice.ESTIMATED:
        period = span(one.start, one.end).removesuffix(f" {one.year}")
        return _joined(barrels, period), one.remark
    if one.voice is Voice.SUMMED:
        return barrels, _against(one, added) or one.remark
    last = scene.last.get(one.supplier)
    ending = f"the last report: {month(last)}" if last == one.end else ""
    return _joined(barrels, _added(one), ending), "" if ending else one.remark


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _in_words(scene: Ground, one: Figure) -> str:
    if one.unit == BARRELS:
        return ""
    if scene.factor is None:
        return "not drawn: no row known gives both units"
    return f"= {converted(one.size, one.unit, BARRELS, factor=scene.factor).result()}"


def _added(one: Figure) -> str:
    """Say what was added, or how far the months miss the total that was given."""
    if one.given:
        parts = number(one.size - one.difference)
        return f"its {counted(len(one.parts), 'part')} add to {parts}" if one.difference else ""
    if len(one.parts) <= 4:
        return " + ".join(number(part) for part in one.parts)
    return f"added from {counted(len(one.parts), 'report')}"


def _against(one: Figure, added: float | None) -> str:
    if added is None:
        return ""
    if added == one.size:
        return "as the suppliers’ own reports"
    way = "more" if one.size > added else "less"
    return f"{number(abs(one.size - added))} {way} than the suppliers’ own reports"


def _hover(scene: Ground, one: Figure) -> str:
    period = span(one.start, one.end)
    who = one.supplier.label if one.voice is Voice.REPORTED else one.origin
    lines = [f"{who}, {period}: {figure_words(one)}", one.voice.label, _in_words(scene, one), one.remark]
    return "<br>".join(plain(line) for line in lines if line)
