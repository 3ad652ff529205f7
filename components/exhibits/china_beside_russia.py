"""China beside Russia: the DPRK's trade with both on one axis, as values, as an index or as shares."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from components.charts import glyphs
from components.charts.bar_columns import Column
from components.charts.bars import Plot, year_bars
from components.exhibits import beside_words as words
from components.exhibits.beside_rows import (
    COLOURS,
    Beside,
    colour_of,
    index_columns,
    share_columns,
    shares,
    told_of,
    value_columns,
)
from components.exhibits.contract import Canvas, Evidence, Exhibit, KeyItem
from components.exhibits.making import finish, nothing, opening
from components.exhibits.trade_columns import LANES, gaps_of, key_of_forms, rail_groups, reach, with_events
from components.theme import Palette
from data import Rows, Selection, Tables
from data.trade_figures import Figure, Partner, indexed, two_way
from data.wording import listed

_SUBJECTS = {
    Beside.VALUE: "Two-way trade of the DPRK with China and with Russia, million USD a calendar year",
    Beside.INDEX: "Two-way trade of the DPRK with China and with Russia, each against its base year",
    Beside.SHARE: "Shares of China and of Russia in DPRK trade, percent a calendar year",
}
_ADVICE = {
    Beside.VALUE: "No figure for trade with China or with Russia is left: widen a filter.",
    Beside.INDEX: "No year is left for which origins put a figure on both partners: widen the dates.",
    Beside.SHARE: "No share of a whole year is left: widen a filter.",
}


@dataclass(frozen=True)
class _Found:
    """What one form draws: columns, their unit and finding, and the rows behind them."""

    columns: list[Column]
    unit: str
    title: str
    rows: pd.DataFrame
    flows: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    remark: str = ""


def china_beside_russia(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show the DPRK's trade with China and with Russia side by side, a column each a year.

    Of several origins that speak of one year the one at first hand and nearest to statistics is
    the column, the others are lines across it. Option `beside`: value (the default), index (each
    origin against its own base year) or share (as origins give it, or worked out from two rows of
    one origin, which is said); option `axis`: log; option `events`: none.
    """
    form = Beside(options.get("beside", Beside.VALUE))
    rows = selection.apply(tables)
    given = opening(
        "china-beside-russia",
        _SUBJECTS[form],
        reach(rows, lambda flows: _both(tables, flows)),
        tables=tables,
        selection=selection,
        canvas=canvas,
        options=options,
    )
    found = _found(form, tables, rows, canvas.palette)
    if not found.columns:
        return nothing(**given, advice=_ADVICE[form])
    limit = min(selection.known_on or tables.cut_off, tables.cut_off)
    years = _years(found.columns, selection, limit)
    columns = _with_missing(found.columns, form, canvas)
    gaps = gaps_of(columns, years, limit.year, {})
    groups = rail_groups(tables, rows, years, LANES, options.get("events", ""))
    log = options.get("axis") == "log" and form is not Beside.SHARE
    plot = Plot(years, found.unit, log, 100.0 if form is Beside.SHARE else math.inf, groups)
    picture = year_bars(columns, gaps, plot, canvas, canvas.palette.bilateral)
    made = finish(
        **given,
        title=found.title,
        chart=picture.chart,
        key=_key(canvas.palette, columns, form, gap=bool(gaps)),
        rows=found.rows,
        evidence=Evidence(
            flows=rows.flows[rows.flows["flow_id"].isin(found.flows)],
            claims=rows.claims[rows.claims["claim_id"].isin(found.claims)],
        ),
        note=words.note(form, columns, picture, log=log, remark=found.remark),
        alt=words.alternative(form, columns, years, _SUBJECTS[form]),
    )
    return with_events(made, tables, groups if picture.events else {}, selection.known_on)


def _found(form: Beside, tables: Tables, rows: Rows, palette: Palette) -> _Found:
    told = {partner: two_way(tables, rows.flows, partner) for partner in COLOURS}
    if form is Beside.VALUE:
        return _values(told_of(told), palette)
    return _index(told, palette) if form is Beside.INDEX else _shares(tables, rows, told, palette)


def _both(tables: Tables, flows: pd.DataFrame) -> list[Figure]:
    return [one for partner in COLOURS for one in two_way(tables, flows, partner)]


def _values(told: Mapping[Partner, Sequence[Figure]], palette: Palette) -> _Found:
    ids = frozenset(one.flow_id for figures in told.values() for one in figures)
    if not ids:
        return _Found([], "", "", pd.DataFrame())
    columns = value_columns(told, palette)
    return _Found(columns, "million USD", words.value_title(told), words.value_rows(told), flows=ids)


def _index(told: Mapping[Partner, Sequence[Figure]], palette: Palette) -> _Found:
    series = indexed(told)
    if not series:
        return _Found([], "", "", pd.DataFrame())
    ids = frozenset(one.flow_id for index in series for one in index.figures)
    unit = f"index, {series[0].base.year} = 100"
    names = dict.fromkeys(one.base.origin for one in series)
    whose = [f"{one.base.origin} for {one.partner.label}" for one in series]
    remark = f"Here: {listed(whose) if len(names) > 1 else f'{next(iter(names))} for both'}."
    return _Found(
        index_columns(series, palette),
        unit,
        words.index_title(series),
        words.index_rows(series),
        flows=ids,
        remark=remark,
    )


def _shares(tables: Tables, rows: Rows, told: Mapping[Partner, Sequence[Figure]], palette: Palette) -> _Found:
    found = shares(tables, rows, told)
    if not found:
        return _Found([], "", "", pd.DataFrame())
    ids = frozenset(id for one in found for id in one.rows)
    limits = dict.fromkeys((one.origin, one.note) for one in found if "without" in one.note.lower())
    return _Found(
        share_columns(found, palette),
        "percent",
        words.share_title(found),
        words.share_rows(found),
        flows=ids,
        claims=ids,
        remark=" ".join(f"{origin}: {note[0].lower()}{note[1:]}." for origin, note in limits),
    )


def _years(columns: Sequence[Column], selection: Selection, limit: date) -> range:
    first = selection.date_from.year if selection.date_from else min(column.year for column in columns)
    until = min(selection.date_to or limit, limit).year
    return range(first, max(until, max(column.year for column in columns)) + 1)


def _with_missing(columns: Sequence[Column], form: Beside, canvas: Canvas) -> list[Column]:
    """Stand a hatch where only one of the partners has a figure, and name the partners where colour is not enough."""
    colours = {colour_of(partner, canvas.palette): partner for partner in COLOURS}
    named = [
        replace(column, name=f"{colours[column.colour].label}: {column.name}") if canvas.narrow else column
        for column in columns
    ]
    silent = "no figure of this origin" if form is Beside.INDEX else "no figure"
    added = []
    for year in sorted({column.year for column in columns}):
        there = {column.colour for column in columns if column.year == year}
        for colour, partner in colours.items():
            if colour not in there:
                focus = ("flows", f"{partner.value}-PRK-two_way_total")
                hover = f"{partner.label}, {year}: {silent}"
                hatch = Column(year, partner.label, None, columns[0].form, True, 0, "", (), focus, hover, colour)
                added.append(replace(hatch, missing=silent, leads=False))
    order = list(colours)
    return sorted([*named, *added], key=lambda column: (column.year, order.index(column.colour)))


def _key(palette: Palette, columns: Iterable[Column], form: Beside, *, gap: bool) -> list[KeyItem]:
    drawn = [column for column in columns if not column.missing]
    partners = [
        KeyItem(partner.label, glyphs.swatch(colour_of(partner, palette)))
        for partner in COLOURS
        if any(column.colour == colour_of(partner, palette) for column in drawn)
    ]
    items = _share_key(palette, drawn) if form is Beside.SHARE else _form_key(palette, drawn)
    first = [replace(items[0], rule=True), *items[1:]] if items else []
    if gap or any(column.missing for column in columns):
        first.append(KeyItem("no figure", glyphs.gap(palette.gap), rule=True))
    return [*partners, *first]


def _form_key(palette: Palette, drawn: Sequence[Column]) -> list[KeyItem]:
    used = {column.form for column in drawn if column.counted}
    items = key_of_forms(palette, used, palette.ink2)
    if any(not column.counted for column in drawn):
        items.append(KeyItem("news or composite origin", glyphs.bar(palette.ink3)))
    if any(column.ticks for column in drawn):
        items.append(KeyItem("another origin’s figure", glyphs.line(palette.ink, width=20)))
    if any(column.steps for column in drawn):
        items.append(KeyItem("part of a year only", glyphs.line(palette.ink2, width=26)))
    return items


def _share_key(palette: Palette, drawn: Sequence[Column]) -> list[KeyItem]:
    given = [KeyItem("as the origin gives it", glyphs.swatch(palette.ink2, width=26))]
    made = [KeyItem("worked out from two rows of one origin", glyphs.bar(palette.ink2, dash="3,2"))]
    return [
        *(given if any(not column.worked_out for column in drawn) else []),
        *(made if any(column.worked_out for column in drawn) else []),
    ]
