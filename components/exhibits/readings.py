"""Voyages, port calls, railcars and other single readings as dated lists: no two are ever joined or added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from components.charts.ladder_page import Cell, Column, Entry, Line
from components.charts.stage_ladder import stage_ladder
from components.exhibits.arms_rows import (
    SUBJECTS,
    claims_behind,
    entry_of,
    gap_key,
    origin_key,
    reach_words,
    statement_rows,
    within,
)
from components.exhibits.contract import Canvas, Exhibit
from components.exhibits.making import finish, nothing, opening
from components.theme import Palette
from data import Selection, Tables
from data.arms import READINGS, counted_when, in_short, readings, stages
from data.ledger import place_names
from data.trails import Statement
from data.wording import counted

ID = "readings"
_WORDS = {metric: words for group in READINGS.values() for metric, words in group.items()}
_COLUMNS, _SHARES = 4, (1.1, 0.9, 1.1, 1.15)
#: Groups in the order in which a title names them; what is not here is named last.
_TITLE_ORDER = ("Voyages, all ships", "Railcars at the border", "Port calls, consignments")


def single_readings(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show every published reading on how arms moved and how good they were, with its day and its scope."""
    rows = selection.apply(tables)
    groups = readings(tables, rows.claims)
    shown = [said for group in groups.values() for said in group]
    what = "Single readings on how arms moved and how good they were, oldest first; each with what it covers"
    told = reach_words(rows, _WORDS, subjects=SUBJECTS)
    common = opening(ID, what, told, tables=tables, selection=selection, canvas=canvas, options=options)
    if not shown:
        return nothing(
            **common,
            advice="No reading on voyages, port calls, railcars or quality is left.",
            holds=lambda other: any(readings(tables, other.apply(tables).claims).values()),
        )
    palette = canvas.palette
    cells = [
        Cell(tuple(_entry(tables, said, palette) for said in group), caption=name) for name, group in groups.items()
    ]
    lines = [Line("", tuple(cells[at : at + _COLUMNS])) for at in range(0, len(cells), _COLUMNS)]
    picture = stage_ladder([Column("", share) for share in _SHARES], lines, canvas, most=2 if canvas.narrow else 4)
    title = _title(tables, groups)
    unseen = picture.total - picture.shown
    silent = [gap_key(palette)] if any(not group for group in groups.values()) else []
    return finish(
        **common,
        title=title,
        chart=picture.chart,
        key=[*origin_key(shown, palette), *silent],
        rows=statement_rows(
            tables, [(name, stages(tables)[said.metric], [said]) for name, group in groups.items() for said in group]
        ),
        evidence=claims_behind(rows, shown),
        note=(
            "Counts to date cover different spans and ships, so they are neither a series nor a range."
            + (f" {picture.shown} of {picture.total} readings are drawn; the table lists all." if unseen else "")
        ),
        alt=f"{title}. Dated lists. {_alt(groups)}.",
    )


def _entry(tables: Tables, said: Statement, palette: Palette) -> Entry:
    made = entry_of(tables, said, palette, _WORDS[said.metric])
    # What stands in the heading of its list needs no words beside each reading.
    note = "" if said.metric == "containers_at_port" else said.note
    about = [part for part in (said.scope or ("" if not note else _place(tables, said)), note) if part]
    if len(about) == 2 and about[0].casefold() in about[1].casefold():
        about = about[1:]
    return replace(made, rest="; ".join((f"{_WORDS[said.metric]}, {counted_when(tables, said)}", *about)))


def _place(tables: Tables, said: Statement) -> str:
    return place_names(tables).get(said.place_id, "")


def _title(tables: Tables, groups: Mapping[str, Sequence[Statement]]) -> str:
    """Name the newest count of a group, counted origins before those only listed, in three parts at most."""
    names = sorted(groups, key=lambda name: _TITLE_ORDER.index(name) if name in _TITLE_ORDER else len(_TITLE_ORDER))
    order = [groups[name] for name in names if groups[name]]
    return within([_told(tables, max(group, key=_telling)) for group in order[:3]])


def _telling(said: Statement) -> tuple[bool, date, float, str]:
    return said.counted, said.as_of, said.highest, said.claim_id


def _told(tables: Tables, said: Statement) -> str:
    about = "; ".join(part for part in (said.scope or _place(tables, said), counted_when(tables, said)) if part)
    return f"{said.origin}: {in_short(said)} {_WORDS[said.metric]} ({about})"


def _alt(groups: Mapping[str, Sequence[Statement]]) -> str:
    return "; ".join(f"{name}: {counted(len(group), 'reading')}" for name, group in groups.items())
