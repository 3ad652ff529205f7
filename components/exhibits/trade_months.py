"""Trade by month where months are told: what China trades with the DPRK, and the oil that suppliers report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from components.charts.bar_columns import Column
from components.charts.month_bars import Longer, MonthPanel, MonthPicture, MonthPlot, month_bars, month_of
from components.exhibits.contract import Canvas, Evidence, Exhibit, plain
from components.exhibits.event_rows import fullest
from components.exhibits.making import finish, nothing, opening
from components.exhibits.trade_columns import (
    LANES,
    OIL_LANES,
    events_note,
    focus_of,
    hover_line,
    key_of,
    rail_groups,
    reach,
    whose,
    with_events,
    years_of,
)
from data import Selection, Tables
from data.series import DPRK, TURNOVER, USD
from data.trade_figures import MILLION, Figure, Partner, figures
from data.vocabulary import Term
from data.wording import counted


class What(Term):
    """What is shown by month."""

    CHINA_TWO_WAY = "china", "China, both ways"
    CHINA_EXPORTS = "china-exports", "China’s exports"
    CHINA_IMPORTS = "china-imports", "DPRK exports to China"
    OIL_RUSSIA = "oil-russia", "Oil from Russia"
    OIL_CHINA = "oil-china", "Oil from China"

    @property
    def flow(self) -> tuple[str, str, str]:
        """Exporter, importer and goods."""
        return _FLOWS[self]

    @property
    def oil(self) -> bool:
        """Whether oil is shown, in barrels or tonnes."""
        return self in (What.OIL_RUSSIA, What.OIL_CHINA)


_FLOWS = {
    What.CHINA_TWO_WAY: (Partner.CHINA.value, DPRK, TURNOVER),
    What.CHINA_EXPORTS: (Partner.CHINA.value, DPRK, "all"),
    What.CHINA_IMPORTS: (DPRK, Partner.CHINA.value, "all"),
    What.OIL_RUSSIA: (Partner.RUSSIA.value, DPRK, "refined_petroleum"),
    What.OIL_CHINA: (Partner.CHINA.value, DPRK, "refined_petroleum"),
}
_SUBJECTS = {
    What.CHINA_TWO_WAY: "China–DPRK trade",
    What.CHINA_EXPORTS: "China’s exports to the DPRK",
    What.CHINA_IMPORTS: "DPRK exports to China",
    What.OIL_RUSSIA: "refined oil from Russia",
    What.OIL_CHINA: "refined oil from China",
}
_GAP = "no monthly figure"


def trade_months(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show a trade by month, one bar a month and origin, in the unit the rows have.

    Months without a figure of their own are hatched; figures for longer periods stand as brackets
    under the months and are never spread over them. Units are never mixed. Option `months` chooses
    the trade, option `events` none leaves the events out.
    """
    what = What(options.get("months", next(iter(What))))
    rows = selection.apply(tables)
    subject = f"By month: {_SUBJECTS[what]}, {'in the unit reported' if what.oil else 'million USD'}"
    given = opening(
        "trade-months",
        subject,
        reach(rows, lambda flows: _told(tables, flows, what)),
        tables=tables,
        selection=selection,
        canvas=canvas,
        options=options,
    )
    told = _told(tables, rows.flows, what)
    months = [one for one in told if one.one_month]
    if not months:
        advice = f"No month of {_SUBJECTS[what]} is left: widen the dates."
        return nothing(**given, advice=advice)
    years = years_of(told, selection, tables.cut_off)
    years = range(max(years[0], min(one.year for one in months)), years[-1] + 1)
    limit = min(selection.date_to or tables.cut_off, selection.known_on or tables.cut_off, tables.cut_off)
    longer = [one for one in told if not one.one_month and one.end.year >= years[0]]
    panels = _panels(months, longer)
    groups = rail_groups(tables, rows, years, OIL_LANES if what.oil else LANES, options.get("events", ""))
    colour = canvas.palette.russia_to_dprk if what is What.OIL_RUSSIA else canvas.palette.other
    picture = month_bars(panels, MonthPlot(years, month_of(limit), _GAP, groups), canvas, colour)
    shown = [*months, *longer]
    ids = {one.flow_id for one in shown}
    columns = [column for panel in panels for column in panel.columns]
    made = finish(
        **given,
        title=_title(what, months),
        chart=picture.chart,
        key=key_of(canvas.palette, columns, (), colour, gap=_GAP),
        rows=_table(shown),
        evidence=Evidence(flows=rows.flows[rows.flows["flow_id"].isin(ids)]),
        note=_note(what, months, longer, picture),
        alt=_alt(what, months, years),
    )
    return with_events(made, tables, groups if picture.events else {}, selection.known_on)


def _panels(months: Sequence[Figure], longer: Sequence[Figure]) -> list[MonthPanel]:
    """Make a panel for each unit that months have, the unit with the newest month first."""
    units = sorted({one.unit for one in months}, key=lambda unit: max(one.end for one in months if one.unit == unit))
    return [
        MonthPanel(
            "million USD" if unit == USD else unit,
            tuple(_columns([one for one in months if one.unit == unit])),
            tuple(_longer(one, _usual(months)) for one in longer if one.unit == unit),
        )
        for unit in reversed(units)
    ]


def _columns(told: Sequence[Figure]) -> list[Column]:
    """Make a column for every month and origin; the newest and the highest are labelled first."""
    ordered = sorted(told, key=lambda one: (one.start, not one.counted, one.origin))
    first = {ordered[-1].flow_id, max(ordered, key=lambda one: one.value).flow_id}
    usual = _usual(told)
    return [
        Column(
            year=month_of(one.start),
            name="" if one.origin == usual else one.origin,
            whole=one.value / _unit(one),
            form=one.standing,
            counted=one.counted,
            bound=one.bound,
            text=one.scaled(_unit(one)),
            steps=(),
            focus=focus_of(one),
            hover=hover_line(one),
            leads=one.flow_id in first,
        )
        for one in ordered
    ]


def _told(tables: Tables, flows: pd.DataFrame, what: What) -> list[Figure]:
    return [one for one in figures(tables, flows, *what.flow) if what.oil != (one.unit == USD)]


def _usual(told: Sequence[Figure]) -> str:
    """Give the origin of most figures, which labels leave out."""
    names = [one.origin for one in told]
    return max(sorted(set(names)), key=names.count)


def _unit(one: Figure) -> float:
    return MILLION if one.unit == USD else 1.0


def _longer(one: Figure, usual: str) -> Longer:
    unit = "" if one.unit == USD else f" {one.unit}"
    whose = "" if one.origin == usual else f", {one.origin}"
    short = f"{one.scaled(_unit(one))}{unit}{whose}"
    months = month_of(one.start), month_of(one.end)
    return Longer(*months, f"{one.period}: {short}", short, not whose, hover_line(one), focus_of(one))


def _title(what: What, months: Sequence[Figure]) -> str:
    """Name the newest month that is reported, and the highest one of the same origin and unit."""
    known = [one for one in months if one.counted] or list(months)
    newest = max(known, key=lambda one: (one.end, one.flow_id))
    if what is What.OIL_RUSSIA:
        reported = [one for one in known if one.origin_id == "un_1718_committee"]
        newest = max(reported or known, key=lambda one: (one.end, one.flow_id))
    peers = [one for one in known if (one.origin_id, one.unit) == (newest.origin_id, newest.unit)]
    highest, lowest = max(peers, key=lambda one: one.value), min(peers, key=lambda one: one.value)
    said = f"{newest.origin} puts {_SUBJECTS[what]} at {newest.words} in {newest.period}, its newest month"
    if highest is newest:
        alone = f"{said} and the highest"
        return (
            fullest(f"{alone}; the lowest is {lowest.words} ({lowest.period})", alone)
            if lowest is not newest
            else alone
        )
    return f"{said}; the highest is {highest.words} ({highest.period})"


def _table(shown: Sequence[Figure]) -> pd.DataFrame:
    ordered = sorted(shown, key=lambda one: (one.start, one.end, one.origin, one.flow_id))
    return pd.DataFrame(
        [
            {
                "Period": one.period,
                "Figure": one.words,
                "Number": one.best,
                "Unit": one.unit,
                "Covers": "month" if one.one_month else "another period",
                **whose(one),
            }
            for one in ordered
        ]
    )


def _note(what: What, months: Sequence[Figure], longer: Sequence[Figure], picture: MonthPicture) -> str:
    origins = dict.fromkeys(one.origin for one in months)
    said = [
        f"Bars without a name are of {_usual(months)}." if len(origins) > 1 else "",
        "Months and the longer periods that hold them are never added to one another.",
        f"{counted(len(longer), 'figure')} for other periods: brackets under the months, or the table."
        if longer
        else "",
        f"{counted(picture.unlabelled, 'month')} without a number in the picture: see the table."
        if picture.unlabelled
        else "",
        "Tonnes and barrels stand apart, nothing is converted." if what.oil else "",
        events_note(picture.events, picture.named, "sanctions and energy" if what.oil else ""),
    ]
    return " ".join(part for part in said if part)


def _alt(what: What, months: Sequence[Figure], years: range) -> str:
    last = sorted(months, key=lambda one: one.end)[-4:]
    said = "; ".join(plain(f"{one.period} {one.words}, {one.origin}") for one in last)
    return f"Bars by month of {_SUBJECTS[what]}, {years[0]} to {years[-1]}. The last: {said}."
