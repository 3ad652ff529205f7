"""What the figure of turnover says: its finding, its note and its words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from components.charts.bar_columns import Column, Gap
from data.series import Record
from data.trade_figures import Figure, Standing, part_years, whole_years
from data.wording import counted, day, listed, span


def title(told: Sequence[Figure]) -> str:
    """Say the newest whole year, whose word it is, and what it stands against."""
    whole = whole_years(told)
    if not whole:
        part = max(told, key=lambda one: (one.end, one.start))
        return f"No figure for a whole year: {part.origin} puts two-way trade at {part.words} for {part.period}"
    year = max(one.year for one in whole)
    now = sorted((one for one in whole if one.year == year), key=lambda one: one.value)
    rival = _conflict(told, year)
    against = f"; {_exceeding(rival[0])}" if rival else _since(year, told)
    return f"{_newest(year, now)}{against or _against(year, now, whole)}"


def _newest(year: int, now: Sequence[Figure]) -> str:
    head = now[-1]
    if len(now) > 1 and now[0].value != head.value:
        lowest, highest = (f"{one.words} ({one.origin})" for one in (now[0], head))
        return f"Origins put two-way trade in {year} at {lowest} to {highest}"
    origins = listed([one.origin for one in now], 3)
    verb = "puts" if len(now) == 1 else "put"
    return f"{origins} {verb} two-way trade in {year} at {head.words} ({head.standing.label})"


def _since(year: int, told: Sequence[Figure]) -> str:
    """Name the newest part of a year after the newest whole one."""
    later = [one for one in part_years(told) if one.year > year and one.counted]
    if not later:
        return ""
    part = max(later, key=lambda one: (one.end, one.flow_id))
    return f"; {part.origin} puts {part.period} at {part.words} ({part.standing.label})"


def _against(year: int, now: Sequence[Figure], whole: Sequence[Figure]) -> str:
    """Name the highest year where it is at least twice the newest, else the last one that statistics report."""
    others = [one for one in whole if one.year != year and one.counted]
    if not others:
        return ""
    peak = max(others, key=lambda one: one.value)
    if peak.value >= 2 * now[-1].value:
        return f"; the highest figure here is {peak.words} for {peak.year} ({peak.origin})"
    reported = [one for one in others if one.standing is Standing.REPORTED]
    if now[-1].standing is Standing.REPORTED or not reported:
        return ""
    last = max(reported, key=lambda one: one.end)
    return f"; the last figure of statistics is {last.words} for {last.year} ({last.origin})"


def _conflict(told: Sequence[Figure], year: int) -> tuple[Figure, Figure] | None:
    """Find the newest part of a year that is put above a figure for the whole of it, and that figure."""
    wholes = [one for one in whole_years(told) if one.year == year]
    for part in sorted(part_years(told), key=lambda one: one.end, reverse=True):
        lower = [one for one in wholes if one.value < part.value]
        if lower and part.year == year:
            return part, lower[0]
    return None


def _exceeding(part: Figure) -> str:
    return f"{part.origin} puts {part.period} alone at {part.words} ({part.standing.label})"


def conflict_note(told: Sequence[Figure]) -> str:
    """Say of the newest year with such a conflict which two figures do not fit."""
    for year in sorted({one.year for one in told}, reverse=True):
        if rival := _conflict(told, year):
            part, whole = rival
            return f"{_exceeding(part)}, above the {whole.words} of {whole.origin} for all of {year}."
    return ""


def events_said(events: pd.DataFrame) -> Iterator[str]:
    """Say events by title and day."""
    if len(events):
        for said, when in zip(events["title"], events["date_start"], strict=True):
            yield f"{said} ({day(when)})."


def left_out(pair: Sequence[Record], told: Sequence[Figure]) -> str:
    """Count the rows on the same trade that are not drawn, by why they are not."""
    shown, ids = {one.flow_id for one in told}, {record["flow_id"] for record in pair}
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


def alternative(columns: Sequence[Column], gaps: Sequence[Gap], years: range) -> str:
    """Describe the picture in words."""
    silent = listed([span(date(gap.first, 1, 1), date(gap.last, 12, 31)) for gap in gaps], 6)
    said = "; ".join(f"{column.year}: {column.label} ({column.about})" for column in columns[-4:])
    gap = f" No figure for {silent}." if gaps else ""
    return f"Columns of two-way trade in million USD, {years[0]} to {years[-1]}, one an origin. The last: {said}.{gap}"
