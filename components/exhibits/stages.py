"""The stage ladder: every kind of arms from planned to observed, each cell the newest claim of each origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from components.charts.ladder_page import Cell, Column, Line
from components.charts.stage_ladder import LadderPicture, stage_ladder
from components.exhibits.arms_rows import (
    claims_behind,
    entry_of,
    gap_key,
    newest_counted,
    origin_key,
    reach_words,
    statement_rows,
    within,
)
from components.exhibits.contract import Canvas, Exhibit
from components.exhibits.making import finish, nothing, opening
from components.theme import Palette
from data import Selection, Tables
from data.arms import METRICS, STAGES, ArmsKind, Rung, counted_when, in_short, ladder
from data.trails import Statement
from data.vocabulary import Stage
from data.wording import counted

ID = "stage-ladder"
_SHARES = {Stage.PLANNED: 0.72, Stage.SHIPPED: 1.12, Stage.DELIVERED: 1.25, Stage.IN_USE: 1.2, Stage.OBSERVED: 0.8}
_HEADINGS = {
    Stage.PLANNED: "Planned", Stage.SHIPPED: "Shipped", Stage.DELIVERED: "Delivered", Stage.IN_USE: "In use",
    Stage.OBSERVED: "Observed",
}  # fmt: skip
#: Rungs a title names, first those that say most, with the words of the sentence.
_TOLD: tuple[tuple[ArmsKind, Stage, str], ...] = (
    (ArmsKind.CONTAINERS, Stage.SHIPPED, "containers shipped"),
    (ArmsKind.ROUNDS, Stage.DELIVERED, "rounds delivered"),
    (ArmsKind.MISSILES, Stage.IN_USE, "missiles fired"),
    (ArmsKind.GUNS, Stage.DELIVERED, "guns or launchers delivered"),
    (ArmsKind.MISSILES, Stage.DELIVERED, "missiles delivered"),
    (ArmsKind.ROUNDS, Stage.SHIPPED, "rounds as container load"),
    (ArmsKind.CONTAINERS, Stage.OBSERVED, "containers seen at Rajin"),
    (ArmsKind.ROCKETS, Stage.SHIPPED, "rockets as container load"),
    (ArmsKind.ROCKETS, Stage.DELIVERED, "rockets or mortar rounds delivered"),
    (ArmsKind.MISSILES, Stage.PLANNED, "missiles planned"),
    (ArmsKind.ROUNDS, Stage.IN_USE, "of the shells Russia fires"),
)


def stage_ladder_figure(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show what was planned, shipped, delivered, used and observed, kind by kind, in each origin's words."""
    rows = selection.apply(tables)
    rungs = ladder(tables, rows.claims)
    shown = [said for rung in rungs for said in rung.claims]
    what = "Newest claim of each origin on arms from the DPRK, by stage; stages are never added"
    reached = reach_words(rows, (metric for group in METRICS.values() for metric in group))
    common = opening(ID, what, reached, tables=tables, selection=selection, canvas=canvas, options=options)
    if not shown:
        return nothing(
            **common,
            advice="No claim on arms from the DPRK is left.",
            holds=lambda other: any(rung.claims for rung in ladder(tables, other.apply(tables).claims)),
        )
    picture = _picture(tables, rungs, canvas)
    title = _title(tables, rungs)
    return finish(
        **common,
        title=title,
        chart=picture.chart,
        key=[*origin_key(shown, canvas.palette), gap_key(canvas.palette)],
        rows=statement_rows(tables, [(rung.kind.label, rung.stage, rung.claims) for rung in rungs]),
        evidence=claims_behind(rows, shown),
        note=_note(rungs, picture),
        alt=f"{title}. {_alt(rungs)}",
    )


def _picture(tables: Tables, rungs: Sequence[Rung], canvas: Canvas) -> LadderPicture:
    by_place = {(rung.kind, rung.stage): rung for rung in rungs}
    lines = [
        Line(kind.label, tuple(_cell(tables, by_place[kind, stage], canvas.palette) for stage in STAGES))
        for kind in ArmsKind
    ]
    # Beside an open card the columns are narrow: entries may then take a line more.
    most = 3 if canvas.width < 1100 else 2
    return stage_ladder([Column(_HEADINGS[stage], _SHARES[stage]) for stage in STAGES], lines, canvas, most=most)


def _cell(tables: Tables, rung: Rung, palette: Palette) -> Cell:
    """Say once, over the entries, what is counted where all of them count the same."""
    words = METRICS[rung.kind]
    alike = len({said.metric for said in rung.claims}) == 1 and all(said.unit != "percent" for said in rung.claims)
    caption = words[rung.claims[0].metric] if alike else ""
    entries = (entry_of(tables, said, palette, "" if alike else words[said.metric]) for said in rung.claims)
    return Cell(tuple(entries), caption=caption)


def _title(tables: Tables, rungs: Sequence[Rung]) -> str:
    by_place = {(rung.kind, rung.stage): rung for rung in rungs}
    told: dict[str, list[str]] = {}
    for kind, stage, noun in _TOLD:
        said = newest_counted([s for s in by_place[kind, stage].claims if _fits(s, noun)])
        if said is not None and sum(map(len, told.values())) < 3:
            told.setdefault(said.origin, []).append(_told(tables, said, noun))
    if not told:
        rung = next(rung for rung in rungs if rung.claims)
        said = rung.claims[0]
        return f"{said.origin}: {_told(tables, said, f'{rung.kind.label.lower()}, {rung.stage.label}')}"
    return within([f"{origin}: {', '.join(parts)}" for origin, parts in told.items()])


def _fits(said: Statement, noun: str) -> bool:
    """Say whether the noun of a title speaks of a number: shares are not counts."""
    return (said.unit == "percent") == noun.startswith("of the shells")


def _told(tables: Tables, said: Statement, noun: str) -> str:
    scope = f", {said.scope}" if said.scope else ""
    return f"{in_short(said)} {noun}{scope} ({counted_when(tables, said)})"


def _note(rungs: Sequence[Rung], picture: LadderPicture) -> str:
    older, unseen = sum(rung.older for rung in rungs), picture.total - picture.shown
    said = [
        "Container load is what boxes filled with one calibre would hold: a conversion by the origin, not a count.",
        f"{counted(older, 'older or revised claim')} of the same origins left out." if older else "",
        f"{picture.shown} of {picture.total} claims are drawn; the table lists all." if unseen else "",
    ]
    return " ".join(part for part in said if part)


def _alt(rungs: Sequence[Rung]) -> str:
    filled = "; ".join(f"{rung.kind.label}, {rung.stage.label}: {counted(len(rung.claims), 'claim')}" for rung in rungs
                       if rung.claims)  # fmt: skip
    return f"A matrix of five kinds of arms by five stages. {filled}. Elsewhere there is no public figure."
