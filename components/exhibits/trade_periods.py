"""Two periods compared: the newest whole year that each origin puts a figure on in either, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from components.charts.pair_bars import Bar, Group, pair_bars
from components.exhibits.contract import Canvas, Evidence, Exhibit
from components.exhibits.making import finish, nothing
from components.exhibits.trade_columns import focus_of, hover_line, key_of_forms, reach, standing_words
from components.theme import Palette
from data import Selection, Tables
from data.series import DPRK, TURNOVER
from data.trade_figures import Figure, Pair, Partner, Standing, compared, percent_words, sized, two_way
from data.wording import counted, span
from data.year_spans import YearSpan

#: Options of the two periods, and the first one where a link names none; the second is the chosen dates.
FIRST, SECOND = "compare", "against"
BEFORE = YearSpan(2017, 2019)

_Couple = tuple[Figure | None, Figure | None]


def trade_periods(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Compare two-way trade of Russia and the DPRK in two periods: some years, and others or the selected dates.

    Totals are not summed over years or origins: of each origin the newest whole year in either
    period stands side by side, and a difference is given for one and the same origin only. The
    options `compare` and `against` name spans of years, which date filters do not reach; without the
    second it is the selected dates.
    """
    before = YearSpan.read(options.get(FIRST, "")) or BEFORE
    after = YearSpan.read(options.get(SECOND, ""))
    given: dict[str, Any] = {
        "id": "trade-periods",
        "tables": tables,
        "selection": selection,
        "canvas": canvas,
        "options": options,
    }
    later = _within(selection, after) if after else selection
    rows, other = later.apply(tables), _within(selection, before).apply(tables)
    outside = reach(rows, lambda flows: two_way(tables, flows, Partner.RUSSIA))
    subject = f"Two-way trade of Russia and the DPRK: the newest whole year of each origin in {before.label} and in"
    subtitle = " · ".join((f"{subject} {later.sentence(tables)}", *outside))
    told_in = (two_way(tables, found.flows, Partner.RUSSIA) for found in (other, rows))
    couples = [_in_order(couple) for couple in compared(*told_in)]
    if not couples:
        advice = "No origin puts a figure on a whole year in either period: widen a filter."
        return nothing(**given, subtitle=subtitle, advice=advice)
    now = after.label if after else _now(selection, tables.cut_off)
    picture = pair_bars([_group(couple, before, now, canvas.palette) for couple in couples], canvas, one_scale=True)
    told = [one for couple in couples for one in couple if one is not None]
    ids = {one.flow_id for one in told}
    flows = pd.concat([other.flows, rows.flows]).drop_duplicates("flow_id")
    return finish(
        **given,
        title=_title(couples, ("the first years", "the second years" if after else "the chosen dates")),
        subtitle=subtitle,
        chart=picture.chart,
        key=key_of_forms(canvas.palette, {one.standing for one in told}, canvas.palette.bilateral),
        rows=_table(couples),
        evidence=Evidence(flows=flows[flows["flow_id"].isin(ids)]),
        note=_note(picture.hidden, both=after is not None),
        alt=_alt(couples, before, now),
    )


def _in_order(couple: _Couple) -> _Couple:
    """Put the earlier year first, whichever period it stands in: what grew and what fell is read forwards."""
    first, second = couple
    return (second, first) if first and second and first.year > second.year else couple


def _within(selection: Selection, years: YearSpan) -> Selection:
    first, last = years.days
    return replace(selection, date_from=first, date_to=last)


def _now(selection: Selection, cut_off: date) -> str:
    """Write the selected years."""
    until = min(selection.date_to or cut_off, selection.known_on or cut_off, cut_off)
    if selection.date_from is None:
        return f"all years to {until.year}"
    return span(date(selection.date_from.year, 1, 1), date(max(until.year, selection.date_from.year), 12, 31))


def _group(couple: _Couple, before: YearSpan, now: str, palette: Palette) -> Group:
    bars = (_bar(one, period, palette) for one, period in zip(couple, (before.label, now), strict=True))
    # One and the same figure stands in both periods: it is drawn once.
    return Group(_name(couple), _said(couple), tuple(dict.fromkeys(bars)))


def _bar(one: Figure | None, period: str, palette: Palette) -> Bar:
    if one is None:
        focus = ("flows", f"{Partner.RUSSIA.value}-{DPRK}-{TURNOVER}")
        missing = "no whole-year figure of this origin"
        return Bar(period, missing, None, Standing.REPORTED, True, 0, palette.bilateral, "", focus)
    return Bar(
        name=str(one.year),
        label=one.words,
        value=one.value,
        form=one.standing,
        counted=one.counted,
        bound=one.bound,
        colour=palette.bilateral,
        hover=hover_line(one),
        focus=focus_of(one),
    )


def _name(couple: _Couple) -> str:
    return next(one.origin for one in couple if one is not None)


def _said(couple: _Couple) -> str:
    """Say how far the later figure lies above or under the earlier one, where one origin gives both."""
    first, second = couple
    if first is None or second is None:
        return "one period only"
    if first.flow_id == second.flow_id:
        return "the same figure in both"
    pair = Pair(first, second)
    if not pair.difference:
        return "no difference"
    way = "more" if pair.difference > 0 else "less"
    share = f", {percent_words(abs(pair.percent))}" if pair.percent is not None else ""
    return f"{sized(abs(pair.difference), first.unit)}{share} {way}"


def _worked_out(couple: _Couple) -> str:
    first, second = couple
    if first is None or second is None or first.flow_id == second.flow_id:
        return _said(couple)
    return f"{_said(couple)}, worked out from {first.words} ({first.year}) and {second.words} ({second.year})"


def _title(couples: Sequence[_Couple], periods: tuple[str, str]) -> str:
    """Name the origin that speaks in both periods and is newest in the later one, and how its figures differ."""
    both = [(one, two) for one, two in couples if one and two and one.flow_id != two.flow_id]
    if not both:
        return _apart(couples, periods)
    first, second = max(both, key=lambda couple: (couple[1].year, couple[1].origin_id))
    return (
        f"{second.origin} puts two-way trade at {first.words} in {first.year}, at {second.words} in {second.year}: "
        f"{_said((first, second))}"
    )


def _apart(couples: Sequence[_Couple], periods: tuple[str, str]) -> str:
    """Say that no origin speaks in both periods, and what is newest in each."""
    said = []
    for at, period in enumerate(periods):
        told = [one for couple in couples for one in couple[at : at + 1] if one is not None]
        newest = max(told, key=lambda one: (one.year, one.flow_id), default=None)
        said.append(
            f"{newest.origin} puts {newest.year} at {newest.words}"
            if newest
            else f"nobody puts a figure on a whole year of {period}"
        )
    return f"No origin gives two whole years to compare: {'; '.join(dict.fromkeys(said))}"


def _table(couples: Sequence[_Couple]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Year": str(one.year),
                "Figure": one.words,
                "Origin": one.origin,
                "Basis": standing_words(one),
                "Difference": _worked_out(couple),
                "Row": one.flow_id,
                "Source": one.publisher,
            }
            for couple in couples
            for one in dict.fromkeys(couple)
            if one is not None
        ]
    )


def _note(hidden: int, *, both: bool) -> str:
    said = [
        "Years are never added up, and no difference is taken between two origins.",
        f"{'Both periods ignore' if both else 'The first period ignores'} the date filter; every other filter holds.",
        f"{counted(hidden, 'origin')} without room: see the table." if hidden else "",
    ]
    return " ".join(part for part in said if part)


def _alt(couples: Sequence[_Couple], before: YearSpan, now: str) -> str:
    said = "; ".join(f"{_name(couple)}: {_worked_out(couple)}" for couple in couples[:5])
    return f"Bars by origin, its newest whole year in {before.label} and in {now}. {said}."
