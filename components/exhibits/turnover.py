"""Turnover by year: what each origin says two-way trade was, whole years told from parts."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from components.charts import glyphs
from components.charts.bar_parts import Column, Gap, Step, runs
from components.charts.bars import year_bars
from components.exhibits.contract import Canvas, Evidence, Exhibit, KeyItem, plain
from components.exhibits.making import finish, nothing
from components.theme import Palette
from data import Rows, Selection, Tables
from data.series import (
    DPRK,
    RUSSIA,
    TURNOVER,
    VALUES,
    Record,
    amount,
    bound,
    flow_records,
    full_years,
    is_full_year,
    part_years,
    turnover_rows,
)
from data.series import turnover as turnover_figures
from data.vocabulary import Basis, OriginKind
from data.wording import bounded, counted, day, listed, span

_MILLION = 1e6
_CUSTOMS = "russian_customs"
_GAP_TAG = "data_gap"
_ORDER = (Basis.REPORTED, Basis.MIRROR, Basis.ESTIMATE)
_NO_FIGURE = "no figure in the tables"


def turnover(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show two-way trade of Russia and the DPRK by year, in million USD, one column an origin.

    Reported, mirror and estimated figures differ in form; figures for a part of a year are steps
    with their months, never years; years without a figure are hatched. Nothing is added, averaged
    or joined across origins; other scopes, other units and restatements are left out and counted.
    """
    rows = selection.apply(tables)
    given: dict[str, Any] = {
        "id": "turnover",
        "tables": tables,
        "selection": selection,
        "canvas": canvas,
        "options": options,
    }
    subtitle = " · ".join(
        ("Two-way trade of Russia and the DPRK, million USD a calendar year", selection.sentence(tables), *_reach(rows))
    )
    flows = flow_records(tables, rows.flows)
    told = turnover_figures(flows)
    told = [*full_years(told), *part_years(told)]
    if not told:
        advice = "No figure for two-way trade is left: widen a filter."
        return nothing(**given, subtitle=subtitle, advice=advice)
    names = _names(tables)
    columns = _columns(told, names)
    years = _years(told, selection, tables.cut_off)
    gaps = _gaps(columns, years, min(selection.known_on or tables.cut_off, tables.cut_off))
    chart, hidden = year_bars(columns, gaps, years, canvas, canvas.palette.bilateral, "million USD")
    silence = _silence(rows.events)
    ids = {flow["flow_id"] for flow in told}
    return finish(
        **given,
        title=_title(told, names),
        subtitle=subtitle,
        chart=chart,
        key=_key(canvas.palette, columns, gaps),
        rows=_table(told, names),
        evidence=Evidence(flows=rows.flows[[id in ids for id in rows.flows["flow_id"].tolist()]], events=silence),
        note=_note(turnover_rows(flows), told, names, silence, hidden),
        alt=_alt(columns, gaps, years),
    )


@dataclass(frozen=True)
class _Names:
    """The words for origins and sources, and which origins speak at first hand."""

    origins: Mapping[str, str]
    first_hand: frozenset[str]
    publishers: Mapping[str, str]


@lru_cache(maxsize=4)
def _names(tables: Tables) -> _Names:
    origins = tables.origins
    first_hand = origins["origin_id"][~origins["composite"] & (origins["kind"] != OriginKind.NEWS)]
    return _Names(
        origins=_lookup(origins, "origin_id", "short_name"),
        first_hand=frozenset(first_hand),
        publishers=_lookup(tables.sources, "source_id", "publisher"),
    )


def _reach(rows: Rows) -> Iterator[str]:
    yield from rows.unreached("flows")
    if unplaced := rows.unplaced("flows"):
        yield unplaced


def _lookup(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(frame[key], frame[value], strict=True))


def _columns(told: list[Record], names: _Names) -> list[Column]:
    """Make a column for every year and origin, reported before mirror before estimate."""
    grouped: dict[tuple[int, str], list[Record]] = {}
    for record in told:
        grouped.setdefault((record["period_start"].year, record["origin"]), []).append(record)
    columns = [_column(year, flows, names) for (year, _), flows in grouped.items()]
    return sorted(columns, key=lambda column: (column.year, _ORDER.index(column.form), column.name))


def _column(year: int, records: list[Record], names: _Names) -> Column:
    whole = full_years(records)
    parts = sorted(part_years(records), key=lambda record: record["period_end"])
    head = whole[0] if whole else parts[-1]
    said = "<br>".join(_said(record, names) for record in [*whole, *parts])
    return Column(
        year=year,
        name=names.origins[head["origin"]],
        whole=_height(head) if whole else None,
        form=Basis(head["basis"]),
        counted=head["origin"] in names.first_hand,
        bound=bound(head["quantity_qualifier"]),
        text=_figure(head),
        steps=tuple(_step(year, record) for record in parts),
        ids=(f"{RUSSIA}-{DPRK}-{TURNOVER}",),
        hover=said,
    )


def _step(year: int, record: Record) -> Step:
    days = 366 if calendar.isleap(year) else 365
    return Step(
        value=_height(record),
        end=record["period_end"].day_of_year / days,
        form=Basis(record["basis"]),
        bound=bound(record["quantity_qualifier"]),
        text=_figure(record),
        period=_period(record).removesuffix(f" {year}"),
    )


def _values(record: Record) -> tuple[float | None, float | None, float | None]:
    values: list[float | None] = [
        None if pd.isna(record[column]) else float(record[column]) / _MILLION for column in VALUES
    ]
    return values[0], values[1], values[2]


def _height(record: Record) -> float:
    low, best, high = _values(record)
    return next(value for value in (best, low, high) if value is not None)


def _figure(record: Record) -> str:
    return bounded(*_values(record), record["quantity_qualifier"])


def _period(record: Record) -> str:
    return span(record["period_start"], record["period_end"])


def _said(record: Record, names: _Names) -> str:
    words = f"{_period(record)}: {amount(record)}, {names.origins[record['origin']]} ({Basis(record['basis']).label})"
    return plain(words)


def _years(told: list[Record], selection: Selection, cut_off: date) -> range:
    """Give the years of the selection, from its first day or the first figure to the cut-off."""
    first = selection.date_from.year if selection.date_from else min(record["period_start"].year for record in told)
    until = min(selection.date_to or cut_off, selection.known_on or cut_off, cut_off).year
    return range(first, max(until, max(record["period_start"].year for record in told)) + 1)


def _gaps(columns: list[Column], years: range, limit: date) -> list[Gap]:
    silent = sorted(set(years) - {column.year for column in columns})
    return [
        Gap(first, last, "no figure yet" if first == limit.year else _NO_FIGURE)
        for first, last in _apart(silent, limit.year)
    ]


def _apart(silent: list[int], running: int) -> list[tuple[int, int]]:
    """Join silent years, keeping the year that still runs for itself."""
    past = runs([year for year in silent if year != running])
    return [*past, (running, running)] if running in silent else past


def _silence(events: pd.DataFrame) -> pd.DataFrame:
    """Find what Russian customs itself said about its silence."""
    if events.empty:
        return events
    by_customs = [_CUSTOMS in origins for origins in events["origins"]]
    tagged = [_GAP_TAG in tags for tags in events["tags"]]
    return events[pd.Series(by_customs, index=events.index) & pd.Series(tagged, index=events.index)]


def _title(told: list[Record], names: _Names) -> str:
    """Say the newest whole year, whose word it is, and what it stands against."""
    whole = full_years(told)
    if not whole:
        part = max(told, key=lambda record: (record["period_end"], record["period_start"]))
        return (
            f"No figure for a whole year: {_by(part, names)} puts two-way trade at {amount(part)} for {_period(part)}"
        )
    year = max(record["period_start"].year for record in whole)
    now = sorted((record for record in whole if record["period_start"].year == year), key=_height)
    rival = _conflict(told, year)
    against = f"; {_exceeding(rival[0], names)}" if rival else _since(year, told, names)
    against = against or _against(year, now, whole, names)
    return f"{_newest(year, now, names)}{against}"


def _by(record: Record, names: _Names) -> str:
    return names.origins[record["origin"]]


def _newest(year: int, now: list[Record], names: _Names) -> str:
    head = now[-1]
    if len(now) > 1 and _height(now[0]) != _height(head):
        lowest, highest = (f"{amount(record)} ({_by(record, names)})" for record in (now[0], head))
        return f"Origins put two-way trade in {year} at {lowest} to {highest}"
    origins = listed([_by(record, names) for record in now], 3)
    verb = "puts" if len(now) == 1 else "put"
    return f"{origins} {verb} two-way trade in {year} at {amount(head)} ({Basis(head['basis']).label})"


def _since(year: int, told: list[Record], names: _Names) -> str:
    """Name the newest part of a year after the newest whole one."""
    later = [record for record in part_years(told) if record["period_start"].year > year]
    later = [record for record in later if record["origin"] in names.first_hand]
    if not later:
        return ""
    part = max(later, key=lambda record: (record["period_end"], record["flow_id"]))
    return f"; {_by(part, names)} puts {_period(part)} at {amount(part)} ({Basis(part['basis']).label})"


def _against(year: int, now: list[Record], whole: list[Record], names: _Names) -> str:
    """Name the highest year where it is at least twice the newest, else the last reported one."""
    others = [record for record in whole if record["period_start"].year != year]
    others = [record for record in others if record["origin"] in names.first_hand]
    if not others:
        return ""
    peak = max(others, key=_height)
    if _height(peak) >= 2 * _height(now[-1]):
        return f"; the highest figure here is {amount(peak)} for {peak['period_start'].year} ({_by(peak, names)})"
    reported = [record for record in others if record["basis"] == Basis.REPORTED]
    if now[-1]["basis"] == Basis.REPORTED or not reported:
        return ""
    last = max(reported, key=lambda record: record["period_end"])
    return f"; the last reported figure is {amount(last)} for {last['period_start'].year} ({_by(last, names)})"


def _key(palette: Palette, columns: list[Column], gaps: list[Gap]) -> list[KeyItem]:
    colour = palette.bilateral
    marks = {
        Basis.REPORTED: glyphs.swatch(colour, width=26),
        Basis.MIRROR: glyphs.bar(colour, hatch=True),
        Basis.ESTIMATE: glyphs.bar(colour, dash="3,2"),
    }
    used = {column.form for column in columns if column.counted}
    items = [KeyItem(basis.label, mark) for basis, mark in marks.items() if basis in used]
    if any(not column.counted for column in columns):
        items.append(KeyItem("news or composite origin", glyphs.bar(palette.ink3)))
    if any(column.steps for column in columns):
        items.append(KeyItem("part of a year only, as wide as its months", glyphs.line(colour, width=26), rule=True))
    if any(column.bound or any(step.bound for step in column.steps) for column in columns):
        items.append(KeyItem("at least, over", glyphs.arrow(colour, more=True)))
    return [*items, KeyItem("no figure", glyphs.gap(palette.gap), rule=True)] if gaps else items


def _table(told: list[Record], names: _Names) -> pd.DataFrame:
    rows = sorted(told, key=lambda record: (record["period_start"], record["period_end"], _by(record, names)))
    return pd.DataFrame(
        [
            {
                "Year": record["period_start"].year,
                "Period": _period(record),
                "Figure": amount(record),
                "USD": record["value_usd_best"],
                "Covers": "whole year" if is_full_year(record) else "part of the year",
                "Origin": _by(record, names),
                "Basis": Basis(record["basis"]).label,
                "Part of": record["part_of"],
                "Row": record["flow_id"],
                "Source": names.publishers[record["source_id"]],
            }
            for record in rows
        ]
    )


def _note(pair: list[Record], told: list[Record], names: _Names, silence: pd.DataFrame, hidden: int) -> str:
    events = zip(silence["title"], silence["date_start"], strict=True) if len(silence) else ()
    said = [
        "Columns are rival figures of their origins: never added or averaged.",
        _conflicts(told, names),
        *(f"{title} ({day(when)})." for title, when in events),
        _left_out(pair, told),
        f"{counted(hidden, 'figure')} without room: see the table." if hidden else "",
    ]
    return " ".join(part for part in said if part)


def _left_out(pair: list[Record], told: list[Record]) -> str:
    shown, ids = {record["flow_id"] for record in told}, {record["flow_id"] for record in pair}
    left = [record for record in pair if record["flow_id"] not in shown]
    scoped = sum(record["scope"] != "" for record in left)
    restated = sum(record["scope"] == "" and record["alternative_of"] in ids for record in left)
    other = len(left) - scoped - restated
    said = [
        f"{counted(scoped, 'figure')} for one region only" if scoped else "",
        counted(restated, "restatement") if restated else "",
        f"{counted(other, 'figure')} in tonnes or over several years" if other else "",
    ]
    return f"Left out: {listed(said, 3)}." if left else ""


def _conflict(told: list[Record], year: int) -> tuple[Record, Record] | None:
    """Find the newest part of a year that is put above a figure for the whole of it, and that figure."""
    wholes = [record for record in full_years(told) if record["period_start"].year == year]
    for part in sorted(part_years(told), key=lambda record: record["period_end"], reverse=True):
        lower = [record for record in wholes if _height(record) < _height(part)]
        if lower and part["period_start"].year == year:
            return part, lower[0]
    return None


def _exceeding(part: Record, names: _Names) -> str:
    return f"{_by(part, names)} puts {_period(part)} alone at {amount(part)} ({Basis(part['basis']).label})"


def _conflicts(told: list[Record], names: _Names) -> str:
    """Say of the newest year with such a conflict which two figures do not fit."""
    for year in sorted({record["period_start"].year for record in told}, reverse=True):
        if rival := _conflict(told, year):
            part, whole = rival
            return f"{_exceeding(part, names)}, above the {amount(whole)} of {_by(whole, names)} for all of {year}."
    return ""


def _alt(columns: list[Column], gaps: list[Gap], years: range) -> str:
    silent = listed([span(date(gap.first, 1, 1), date(gap.last, 12, 31)) for gap in gaps], 6)
    said = "; ".join(f"{column.year}: {column.label} ({column.about})" for column in columns[-4:])
    gap = f" No figure for {silent}." if gaps else ""
    return f"Columns of two-way trade in million USD, {years[0]} to {years[-1]}, one an origin. The last: {said}.{gap}"
