"""What pictures of trade figures share: columns by year and origin, the key, the table twin and the events beneath."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from components.charts import glyphs
from components.charts.bar_columns import Column, Gap, Step, runs
from components.charts.event_marks import EventMark, marks_of
from components.charts.time_axis import number_of
from components.exhibits.contract import Evidence, Exhibit, KeyItem, Sources, plain
from components.exhibits.making import sources
from components.theme import Palette, mix
from data import Rows, Selection, Tables
from data.trade_figures import MILLION, RANKS, Figure, Standing, part_years, preferred, whole_years
from data.vocabulary import Category
from data.wording import counted, span

#: Lanes of events under figures of trade: what bans, what agrees and opens trade, what opens or shuts a way.
LANES: dict[str, tuple[Category, ...]] = {
    "Sanctions": (Category.SANCTIONS,),
    "Trade, treaty": (Category.TRADE, Category.DIPLOMACY),
    "Transport": (Category.TRANSPORT_LINK,),
}
OIL_LANES = {"Sanctions": (Category.SANCTIONS,), "Oil, coal": (Category.ENERGY,)}
#: Diplomacy stands beneath figures of trade only where something was agreed.
_AGREED = {"treaty", "agreement", "ratification"}
_NOTABLE = 2
#: Over more years than this only landmarks are drawn: the rest could not be told apart.
_MANY_YEARS = 12
#: Value of the option `events` that leaves them out.
NO_EVENTS = "none"


def focus_of(figure: Figure) -> tuple[str, str]:
    """Give what a click on a figure opens: all rows of its flow."""
    return "flows", f"{figure.exporter}-{figure.importer}-{figure.commodity}"


def columns_of(told: Sequence[Figure], *, colour: str = "", unit: float = MILLION) -> list[Column]:
    """Make a column for every year and origin, the figures at first hand and of statistics first."""
    grouped: dict[tuple[int, str], list[Figure]] = {}
    for one in told:
        grouped.setdefault((one.year, one.origin_id), []).append(one)
    columns = [_column(figures, colour, unit) for figures in grouped.values()]
    columns.sort(key=lambda one: (one.year, not one.counted, one.whole is None, RANKS.index(one.form), one.name))
    firsts = {one.year: one for one in reversed(columns)}
    return [replace(one, leads=firsts[one.year] is one) for one in columns]


def _column(told: Sequence[Figure], colour: str, unit: float) -> Column:
    whole = whole_years(told)
    parts = sorted(part_years(told), key=lambda one: one.end)
    head = preferred(whole) if whole else parts[-1]
    return Column(
        year=head.year,
        name=head.origin,
        whole=head.value / unit if whole else None,
        form=head.standing,
        counted=head.counted,
        bound=head.bound,
        text=head.scaled(unit),
        steps=tuple(_step(one, unit) for one in parts),
        focus=focus_of(head),
        hover="<br>".join(hover_line(one) for one in [*whole, *parts]),
        colour=colour,
    )


def _step(one: Figure, unit: float) -> Step:
    days = 366 if calendar.isleap(one.year) else 365
    return Step(
        value=one.value / unit,
        start=(one.start.timetuple().tm_yday - 1) / days,
        end=one.end.timetuple().tm_yday / days,
        form=one.standing,
        bound=one.bound,
        text=one.scaled(unit),
        period=one.period.removesuffix(f" {one.year}"),
    )


def hover_line(one: Figure) -> str:
    """Say a figure in one line that is safe for plotly."""
    return plain(f"{one.period}: {one.words}, {one.origin} ({standing_words(one)})")


def standing_words(one: Figure) -> str:
    """Say how a figure came about; of news and composite origins that they are not counted."""
    return one.standing.label if one.counted else f"{one.standing.label}, news or composite origin"


def years_of(told: Iterable[Figure], selection: Selection, cut_off: date) -> range:
    """Give the years of the selection, from its first day or the first figure to the cut-off."""
    figures = list(told)
    first = selection.date_from.year if selection.date_from else min(one.year for one in figures)
    until = min(selection.date_to or cut_off, selection.known_on or cut_off, cut_off).year
    return range(first, max(until, max(one.year for one in figures)) + 1)


def gaps_of(columns: Sequence[Column], years: range, running: int, why: Mapping[int, str]) -> list[Gap]:
    """Find the years without a figure; the one that still runs stands for itself, `why` explains from a year on."""
    silent = sorted(set(years) - {column.year for column in columns})
    turns = sorted({*why, running})
    groups = [[year for year in silent if sum(year >= turn for turn in turns) == at] for at in range(len(turns) + 1)]
    found = []
    for group in groups:
        for first, last in runs(group):
            reason = next((words for turn, words in sorted(why.items(), reverse=True) if first >= turn), "")
            short = "no figure yet" if first == running else "no figure in the tables"
            found.append(Gap(first, last, f"{short}; {reason}" if reason else short, short))
    return found


def rail_groups(
    tables: Tables, rows: Rows, years: range, lanes: Mapping[str, tuple[Category, ...]], choice: str
) -> dict[str, list[EventMark]]:
    """Group the selected landmarks, over few years notable events too, for lanes; none where they are not wanted."""
    if choice == NO_EVENTS or not years:
        return {}
    first, last = number_of(date(years[0], 1, 1)), number_of(date(years[-1] + 1, 1, 1))
    least = 1 if len(years) > _MANY_YEARS else _NOTABLE
    tags = tables.events["tags"].tolist()
    chosen = [
        mark
        for mark in marks_of(tables, rows)
        if mark.weight <= least
        and mark.end > first
        and mark.start < last
        and (mark.category != Category.DIPLOMACY or _AGREED & set(tags[mark.position]))
    ]
    groups = {name: [mark for mark in chosen if mark.category in wanted] for name, wanted in lanes.items()}
    return {name: marks for name, marks in groups.items() if marks}


def with_events(
    made: Exhibit, tables: Tables, groups: Mapping[str, Sequence[EventMark]], known_on: date | None
) -> Exhibit:
    """Name the origins and publications of the events beneath after those of the figures."""
    places = [mark.position for marks in groups.values() for mark in marks]
    if not places or made.empty:
        return made
    more = sources(tables, Evidence(events=tables.events.take(places)), known_on)
    own = made.sources
    both = (
        dict.fromkeys((*own.origins, *more.origins)),
        dict.fromkeys((*own.publications, *more.publications)),
    )
    return replace(made, sources=Sources(tuple(both[0]), tuple(both[1])))


def events_note(drawn: int, named: int, of: str = "") -> str:
    """Say which events are drawn and how many of them carry their words."""
    if not drawn:
        return ""
    unnamed = "" if named == drawn else f", {named or 'none'} with words"
    return f"Also drawn: {counted(drawn, 'event')} of {of or 'sanctions, trade and transport'}{unnamed}."


def key_of(
    palette: Palette, columns: Sequence[Column], gaps: Sequence[Gap], colour: str, *, gap: str = ""
) -> list[KeyItem]:
    """Make the key of the forms that are drawn; `gap` are other words for the hatch."""
    used = {column.form for column in columns if column.counted and not column.worked_out}
    items = key_of_forms(palette, used, colour)
    if any(not column.counted for column in columns):
        items.append(KeyItem("news or composite origin", glyphs.bar(palette.ink3)))
    if any(column.steps for column in columns):
        items.append(KeyItem("part of a year only, as wide as its months", glyphs.line(colour, width=26), rule=True))
    if any(column.bound > 0 or any(step.bound > 0 for step in column.steps) for column in columns):
        items.append(KeyItem("at least, over", glyphs.arrow(colour, more=True)))
    hatch = KeyItem(gap or "no figure", glyphs.gap(palette.gap), rule=True)
    return [*items, hatch] if gaps or gap else items


def key_of_forms(palette: Palette, used: Collection[Standing], colour: str) -> list[KeyItem]:
    """Make the key of how figures came about."""
    marks = {
        Standing.REPORTED: glyphs.swatch(colour, width=26),
        Standing.STATEMENT: glyphs.bar(colour, fill=mix(colour, palette.bg, 0.45)),
        Standing.MIRROR: glyphs.bar(colour, hatch=True),
        Standing.ESTIMATE: glyphs.bar(colour, dash="3,2"),
    }
    return [KeyItem(form.label, mark) for form, mark in marks.items() if form in used]


def rows_of(told: Iterable[Figure]) -> pd.DataFrame:
    """Give the table twin of figures: one row each, in order of their periods."""
    ordered = sorted(told, key=lambda one: (one.start, one.end, one.origin, one.flow_id))
    return pd.DataFrame(
        [
            {
                "Year": one.year,
                "Period": one.period,
                "Figure": one.words,
                "USD": one.best,
                "Covers": "whole year" if one.whole_year else "part of the year",
                **whose(one),
            }
            for one in ordered
        ]
    )


def whose(figure: Figure) -> dict[str, str]:
    """Give the cells of a table that say whose a figure is, how it came about, and where it stands."""
    return {
        "Origin": figure.origin,
        "Basis": standing_words(figure),
        "Part of": figure.part_of,
        "Row": figure.flow_id,
        "Source": figure.publisher,
    }


def reach(rows: Rows, told: Callable[[pd.DataFrame], Iterable[Figure]]) -> list[str]:
    """Say which filters reach no flow, and how many flows cannot be placed of those that a figure tells.

    `told` gives the figures that it makes of rows of the flows.
    """
    unplaced = rows.unplaced("flows", lambda astray: astray["flow_id"].isin([one.flow_id for one in told(astray)]))
    return [*rows.unreached("flows"), *([unplaced] if unplaced else [])]


def years_words(years: range) -> str:
    """Write a range of years.

    >>> years_words(range(2022, 2027)), years_words(range(2024, 2025))
    ('2022–2026', '2024')
    """
    return span(date(years[0], 1, 1), date(years[-1], 12, 31))
