"""Soldiers sent, present and planned, and soldiers lost: every claim over time, by origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.charts.claim_key import panel_key
from components.charts.claim_panels import Panel, PanelPicture, claim_panels
from components.exhibits.claim_rows import claim_table, headline_shown, outside_words
from components.exhibits.contract import Canvas, Evidence, Exhibit
from components.exhibits.forces_words import Quantity, finding, lead_of, left_out, reaches_all, silence
from components.exhibits.making import finish, nothing, opening
from components.exhibits.origin_lines import about
from data import Rows, Selection, Tables
from data.headlines import WINDOW_MONTHS, Headline, headline
from data.trails import Clock, Statement, Trail, spoken_within, statements, trails
from data.vocabulary import ClaimKind, Precision
from data.wording import day

#: Panels of the losses, top to bottom.
LOSSES = (
    Quantity("killed", ClaimKind.CUMULATIVE, "Killed", "to date", "DPRK dead", "counted the dead again"),
    Quantity("wounded", ClaimKind.CUMULATIVE, "Wounded", "to date", "DPRK wounded", "counted the wounded again"),
    Quantity(
        "casualties", ClaimKind.CUMULATIVE, "Killed or wounded", "to date", "killed or wounded", "counted both again"
    ),
    Quantity("captured", ClaimKind.CUMULATIVE, "Captured", "to date", "DPRK captured", "counted the captured again"),
)
#: Panels of the troops, top to bottom: totals planned and additions to them are different things.
TROOPS = (
    Quantity("troops_deployed", ClaimKind.CUMULATIVE, "Sent to Russia", "to date", "DPRK soldiers sent"),
    Quantity("troops_in_russia", ClaimKind.STOCK, "In Russia", "on the day", "DPRK soldiers in Russia"),
    Quantity("troops_in_kursk", ClaimKind.STOCK, "In Kursk oblast", "on the day", "soldiers in Kursk oblast"),
    Quantity("troops_planned", ClaimKind.PLAN, "Planned in all", "", "DPRK soldiers planned in all"),
    Quantity("troops_planned_additional", ClaimKind.PLAN, "Planned on top", "", "further soldiers planned"),
)
#: From so many numbers of one origin on one day on the day is drawn through all panels.
_AT_ONCE = 3
_CLAIMS_NOT_FACTS = "Claims, not facts: never added, averaged or joined across origins."


def losses(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show every claim of DPRK soldiers killed, wounded, both together and captured, by origin over time.

    Option `clock`: as_of (the day a number speaks of) or said_on (the day it was said).
    """
    what = "DPRK soldiers lost, to date"
    return _figure("losses", what, LOSSES, tables, selection, canvas, options)


def troops(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show every claim of DPRK soldiers sent, present in Russia and in Kursk oblast, and planned, by origin.

    Option `clock`: as_of (the day a number speaks of) or said_on (the day it was said).
    """
    what = "DPRK soldiers sent, present and planned"
    return _figure("troops", what, TROOPS, tables, selection, canvas, options)


@dataclass(frozen=True)
class _Drawn:
    """The panels of a figure, and the statements it draws and leaves out."""

    panels: tuple[tuple[Quantity, tuple[Statement, ...]], ...]
    statements: tuple[Statement, ...]
    rest: tuple[Statement, ...]
    partial: bool


def _chosen(tables: Tables, rows: Rows, quantities: Sequence[Quantity]) -> tuple[Statement, ...]:
    return statements(tables, rows.claims, metrics=[quantity.metric for quantity in quantities])


def _holds(tables: Tables, selection: Selection, quantities: Sequence[Quantity], clock: Clock) -> bool:
    chosen = _chosen(tables, selection.apply(tables), quantities)
    return bool(_drawn(quantities, spoken_within(chosen, selection.date_from, selection.date_to), clock).panels)


def _figure(
    id: str,
    what: str,
    quantities: Sequence[Quantity],
    tables: Tables,
    selection: Selection,
    canvas: Canvas,
    options: Mapping[str, str],
) -> Exhibit:
    clock = Clock.SAID_ON if options.get("clock") == Clock.SAID_ON else Clock.AS_OF
    rows = selection.apply(tables)
    chosen = _chosen(tables, rows, quantities)
    found = spoken_within(chosen, selection.date_from, selection.date_to)
    shown = f"{what}, by origin, on {clock.label}"
    given = opening(
        id, shown, _reach(rows, quantities), tables=tables, selection=selection, canvas=canvas, options=options
    )
    drawn = _drawn(quantities, found, clock)
    if not drawn.panels:
        return nothing(
            **given,
            advice="No claim of such a number is left.",
            holds=lambda other: _holds(tables, other, quantities, clock),
        )
    lead = lead_of(drawn.panels)
    limit = _limit(tables, selection)
    panels = [_panel(tables, selection, quantity, said, found, lead, limit) for quantity, said in drawn.panels]
    picture = claim_panels(
        panels,
        canvas,
        clock=clock,
        first=selection.date_from,
        last=selection.date_to,
        cut_off=limit,
        milestones=_shared_days(drawn.statements, clock, lead),
    )
    title = finding(drawn.panels, partial=drawn.partial, all_origins=reaches_all(selection))
    return finish(
        **given,
        title=title,
        chart=picture.chart,
        key=panel_key(picture, canvas),
        rows=claim_table(tables, found, selection.known_on),
        evidence=_evidence(rows, found),
        note=" ".join(filter(None, [_note(panels, picture, drawn), outside_words(len(chosen) - len(found))])),
        alt=f"{title}. {_alt(panels, picture)}",
    )


def _shared_days(found: Sequence[Statement], clock: Clock, lead: str) -> list[tuple[date, str]]:
    """Give the days on which the origin of the title gave numbers for three or more panels at once."""
    metrics: dict[date, set[str]] = {}
    for statement in found:
        when = statement.day(clock)
        if statement.origin_id == lead and when and statement.day_precision(clock) is Precision.DAY:
            metrics.setdefault(when, set()).add(statement.metric)
    name = next((statement.origin for statement in found if statement.origin_id == lead), "")
    return [(when, f"{name}, {day(when)}") for when, ones in sorted(metrics.items()) if len(ones) >= _AT_ONCE]


def _reach(rows: Rows, quantities: Sequence[Quantity]) -> list[str]:
    metrics = [quantity.metric for quantity in quantities]
    unplaced = rows.unplaced("claims", lambda astray: about(astray, metrics))
    return [*rows.unreached("claims"), *filter(None, [unplaced])]


def _limit(tables: Tables, selection: Selection) -> date:
    """Give the day up to which anything can have been said."""
    return min(selection.known_on or tables.cut_off, tables.cut_off)


def _drawn(quantities: Sequence[Quantity], found: Sequence[Statement], clock: Clock) -> _Drawn:
    """Sort statements into panels of one metric, kind and scope; only parts and actions form panels of last resort."""
    placeable = [statement for statement in found if statement.day(clock)]
    panels = [(quantity, tuple(s for s in placeable if quantity.holds(s))) for quantity in quantities]
    whole = tuple((quantity, said) for quantity, said in panels if said)
    partial = not whole
    if partial:
        whole = _parts(quantities, placeable)
    inside = {statement.claim_id for _, said in whole for statement in said}
    rest = tuple(statement for statement in found if statement.claim_id not in inside)
    return _Drawn(whole, tuple(s for _, said in whole for s in said), rest, partial)


def _parts(
    quantities: Sequence[Quantity], found: Sequence[Statement]
) -> tuple[tuple[Quantity, tuple[Statement, ...]], ...]:
    groups: dict[tuple[int, str, ClaimKind], list[Statement]] = {}
    order = {quantity.metric: place for place, quantity in enumerate(quantities)}
    for statement in found:
        groups.setdefault((order[statement.metric], statement.scope, statement.kind), []).append(statement)
    return tuple(
        (quantities[place].part(scope, kind), tuple(groups[place, scope, kind]))
        for place, scope, kind in sorted(groups)[: len(quantities)]
    )


def _panel(
    tables: Tables,
    selection: Selection,
    quantity: Quantity,
    said: Sequence[Statement],
    found: Sequence[Statement],
    lead: str,
    limit: date,
) -> Panel:
    return Panel(
        heading=quantity.heading,
        foot=quantity.foot,
        trails=trails(said),
        headline=headline_shown(_headline(tables, quantity, selection.known_on), said),
        lead=lead,
        silence=silence(quantity, said, found, selection, limit),
        apart=quantity.kind is ClaimKind.PLAN,
    )


def _headline(tables: Tables, quantity: Quantity, known_on: date | None) -> Headline | None:
    if quantity.scope or quantity.kind not in WINDOW_MONTHS:
        return None
    return headline(tables, quantity.metric, quantity.kind, known_on=known_on)


def _evidence(rows: Rows, found: Sequence[Statement]) -> Evidence:
    ids = {statement.claim_id for statement in found}
    claims: pd.DataFrame = rows.claims
    return Evidence(claims=claims[claims["claim_id"].isin(ids)])


def _note(panels: Sequence[Panel], picture: PanelPicture, drawn: _Drawn) -> str:
    rule = (
        "Headlines follow only the as-known-on day: the newest claim of each family of origins, 24 months back "
        "(12 for soldiers present); one stands only where the filters leave every claim it counts."
    )
    counts = any(panel.headline for panel in panels)
    said = [_CLAIMS_NOT_FACTS, picture.note, left_out(drawn.rest), rule if counts else ""]
    return " ".join(part for part in said if part)


def _alt(panels: Sequence[Panel], picture: PanelPicture) -> str:
    names = ", ".join(f"{panel.heading} ({_count(panel.trails)})" for panel in panels)
    return (
        f"One panel from zero for each quantity, with the number of claims: {names}. Marks by party stand on the day "
        f"of each claim, steps join the revisions of one origin; {picture.named} numbers are labelled."
    )


def _count(found: Sequence[Trail]) -> int:
    return sum(len(trail.statements) for trail in found)
