"""Turnover by year: what each origin says two-way trade was, whole years told from parts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from components.charts.bars import Picture, Plot, year_bars
from components.exhibits import turnover_words as words
from components.exhibits.contract import Canvas, Evidence, Exhibit
from components.exhibits.making import finish, nothing, opening
from components.exhibits.trade_columns import (
    LANES,
    columns_of,
    events_note,
    gaps_of,
    key_of,
    rail_groups,
    reach,
    rows_of,
    with_events,
    years_of,
)
from data import Selection, Tables
from data.series import flow_records, turnover_rows
from data.trade_figures import Figure, Partner, part_years, two_way, whole_years
from data.wording import counted

LOG = "log"
_CUSTOMS = "russian_customs"
_GAP_TAG = "data_gap"


def turnover(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show two-way trade of Russia and the DPRK by year, in million USD, one column an origin.

    Statistics, officials' statements, mirror and estimated figures differ in form; figures for a
    part of a year are steps with their months, never years; years without a figure are hatched.
    Nothing is added, averaged or joined across origins; other scopes, other units and restatements
    are left out and counted. Option `axis`: log; option `events`: none.
    """
    rows = selection.apply(tables)
    subject = "Two-way trade of Russia and the DPRK, million USD a calendar year"
    given = opening(
        "turnover",
        subject,
        reach(rows, lambda flows: two_way(tables, flows, Partner.RUSSIA)),
        tables=tables,
        selection=selection,
        canvas=canvas,
        options=options,
    )
    found = two_way(tables, rows.flows, Partner.RUSSIA)
    told = [*whole_years(found), *part_years(found)]
    if not told:
        return nothing(**given, advice="No figure for two-way trade is left: widen a filter.")
    columns, years = columns_of(told), years_of(told, selection, tables.cut_off)
    limit = min(selection.known_on or tables.cut_off, tables.cut_off)
    silence = _silence(rows.events)
    gaps = gaps_of(columns, years, limit.year, _why(tables, silence))
    groups = rail_groups(tables, rows, years, LANES, options.get("events", ""))
    plot = Plot(years, "million USD", log=options.get("axis") == LOG, events=groups)
    picture = year_bars(columns, gaps, plot, canvas, canvas.palette.bilateral)
    ids = {one.flow_id for one in told}
    made = finish(
        **given,
        title=words.title(told),
        chart=picture.chart,
        key=key_of(canvas.palette, columns, gaps, canvas.palette.bilateral),
        rows=rows_of(told),
        evidence=Evidence(flows=rows.flows[rows.flows["flow_id"].isin(ids)], events=silence),
        note=_note(tables, rows.flows, told, silence, picture, log=plot.log),
        alt=words.alternative(columns, gaps, years),
    )
    return with_events(made, tables, groups if picture.events else {}, selection.known_on)


def _silence(events: pd.DataFrame) -> pd.DataFrame:
    """Find what Russian customs itself said about its silence."""
    if events.empty:
        return events
    by_customs = [_CUSTOMS in origins for origins in events["origins"]]
    tagged = [_GAP_TAG in tags for tags in events["tags"]]
    return events[pd.Series(by_customs, index=events.index) & pd.Series(tagged, index=events.index)]


def _why(tables: Tables, silence: pd.DataFrame) -> dict[int, str]:
    """Explain the gaps after the last year that Russian customs reported, once it has said that it is silent."""
    reported = [one.year for one in two_way(tables, tables.flows, Partner.RUSSIA) if one.origin_id == _CUSTOMS]
    said = len(silence) and silence["date_start"].notna().any()
    return {max(reported) + 1: "Russian customs has suspended its statistics"} if said and reported else {}


def _note(
    tables: Tables, flows: pd.DataFrame, told: list[Figure], silence: pd.DataFrame, picture: Picture, *, log: bool
) -> str:
    said = [
        "Columns are rival figures of their origins: never added or averaged.",
        "On a log scale figures are blocks at their value: no length can be read." if log else "",
        words.conflict_note(told),
        *words.events_said(silence),
        words.left_out(turnover_rows(flow_records(tables, flows)), told),
        f"{counted(picture.hidden, 'figure')} without room: see the table." if picture.hidden else "",
        f"{counted(picture.unlabelled, 'column')} without words: see the table." if picture.unlabelled else "",
        events_note(picture.events, picture.named),
    ]
    return " ".join(part for part in said if part)
