"""Containers, shells, missiles and guns over time, as steps by origin: ids `containers` and `shells`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from components.charts.claim_key import panel_key
from components.charts.claim_panels import Panel, claim_panels
from components.exhibits.arms_rows import (
    claims_behind,
    newest_counted,
    reach_words,
    revisions,
    statement_rows,
)
from components.exhibits.claim_rows import headline_shown, outside_words
from components.exhibits.contract import Canvas, Exhibit
from components.exhibits.making import finish, nothing, opening
from data import Rows, Selection, Tables
from data.arms import in_short, stages
from data.headlines import WINDOW_MONTHS, Headline, headline
from data.trails import Clock, Statement, Trail, latest_by_origin, spoken_within, statements, trails
from data.vocabulary import AsOfBasis, ClaimKind, Precision, Term
from data.wording import coarse_day, counted, number

#: Days without a counted claim after which a panel is hatched to the end.
_SILENT_DAYS = 183
_YEAR = 366


class Arms(Term):
    """What the figure `shells` shows; the first is shown unless a link asks for another."""

    ROUNDS = "rounds", "Shells and rockets"
    MISSILES = "missiles", "Missiles"
    GUNS = "guns", "Guns"


@dataclass(frozen=True)
class Quantity:
    """One panel: a metric counted one way, its heading, and what a sentence calls it."""

    metric: str
    kind: ClaimKind
    heading: str
    foot: str
    words: str
    subject: str = "PRK"


_TO_DATE, _STOCK = ClaimKind.CUMULATIVE, ClaimKind.STOCK
CONTAINERS: tuple[Quantity, ...] = (
    Quantity("containers_shipped", _TO_DATE, "Sent to Russia", "count to date", "containers sent"),
    Quantity("containers_at_port", _STOCK, "Stacked at Rajin", "on one image", "containers stacked at Rajin"),
    Quantity("containers_received_by_dprk", _TO_DATE, "Sent back", "by Russia, to date",
             "containers sent back by Russia", "RUS"),
)  # fmt: skip
SHELLS: Mapping[Arms, tuple[Quantity, ...]] = {
    Arms.ROUNDS: (
        Quantity("artillery_rounds", _TO_DATE, "Delivered", "rounds, to date", "rounds delivered"),
        Quantity("artillery_rounds_152mm_equivalent", _TO_DATE, "As container load",
                 "if all held 152 mm", "rounds as container load"),
        Quantity("rocket_rounds_122mm_equivalent", _TO_DATE, "As rocket load", "if all held 122 mm",
                 "rockets as container load"),
    ),
    Arms.MISSILES: (
        Quantity("ballistic_missiles", _TO_DATE, "Delivered", "missiles, to date", "missiles delivered"),
        Quantity("ballistic_missiles", ClaimKind.FLOW, "Delivered in a year", "missiles",
                 "missiles delivered in a year"),
        Quantity("ballistic_missiles_fired", _TO_DATE, "Fired at Ukraine", "missiles, to date", "missiles fired"),
        Quantity("ballistic_missiles_planned", ClaimKind.PLAN, "Expected", "missiles, a forecast", "missiles expected"),
    ),
    Arms.GUNS: (
        Quantity("long_range_guns", _TO_DATE, "Long-range guns and launchers", "count to date",
                 "long-range guns and launchers"),
        Quantity("guns_170mm", _TO_DATE, "170 mm guns", "count to date", "170 mm guns"),
        Quantity("mlrs_240mm", _TO_DATE, "240 mm launchers", "count to date", "240 mm launchers"),
    ),
}  # fmt: skip
_KEPT_APART = {
    Arms.ROUNDS: "Container load is a conversion by the origin, not a count of shells.",
    Arms.MISSILES: "Delivered, fired and expected are different stages and are never added.",
    Arms.GUNS: "Counts of single types are no parts of the counts of all long-range guns.",
}


def containers(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show the containers sent to Russia, stacked at Rajin and sent back, as steps by origin."""
    told = "Boxes standing in the port and boxes sent are different stages and are never added."
    return _figure("containers", "Arms containers from the DPRK", CONTAINERS, told, tables, selection, canvas, options)


def shells(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show shells (or missiles or guns, by the option `arms`) as steps by origin."""
    what = Arms(options.get("arms") or Arms.ROUNDS)
    about = f"{what.label} from the DPRK"
    return _figure("shells", about, SHELLS[what], _KEPT_APART[what], tables, selection, canvas, options)


def _holds(tables: Tables, selection: Selection, quantities: Sequence[Quantity], clock: Clock) -> bool:
    rows = selection.apply(tables)
    said = [one for quantity in quantities for one in _drawn(tables, rows, quantity)]
    return any(one.day(clock) for one in spoken_within(said, selection.date_from, selection.date_to))


def _figure(
    id: str,
    about: str,
    quantities: Sequence[Quantity],
    apart: str,
    tables: Tables,
    selection: Selection,
    canvas: Canvas,
    options: Mapping[str, str],
) -> Exhibit:
    rows = selection.apply(tables)
    clock = Clock(options.get("clock") or Clock.AS_OF)
    limit = min(selection.known_on or tables.cut_off, tables.cut_off)
    chosen = {quantity: _drawn(tables, rows, quantity) for quantity in quantities}
    found = {q: spoken_within(said, selection.date_from, selection.date_to) for q, said in chosen.items()}
    outside = sum(len(said) - len(found[quantity]) for quantity, said in chosen.items())
    metrics = [quantity.metric for quantity in quantities]
    reached = reach_words(rows, metrics, subjects=list({quantity.subject for quantity in quantities}))
    common = opening(
        id,
        f"{about}, by origin, on {clock.label}",
        reached,
        tables=tables,
        selection=selection,
        canvas=canvas,
        options=options,
    )
    panels = [_panel(tables, selection, quantity, said, clock, limit) for quantity, said in found.items() if said]
    if not any(said.day(clock) for group in found.values() for said in group):
        return nothing(
            **common,
            advice=f"No count of {about[0].lower()}{about[1:]} is left.",
            holds=lambda other: _holds(tables, other, quantities, clock),
        )
    picture = claim_panels(
        panels, canvas, clock=clock, first=selection.date_from, last=selection.date_to, cut_off=limit
    )
    title = _title(found, clock)
    others = _others(tables, rows, quantities)
    shown = [said for group in found.values() for said in group]
    groups = [(q.heading, stages(tables)[q.metric], said) for q, said in found.items()]
    return finish(
        **common,
        title=title,
        chart=picture.chart,
        key=panel_key(picture, canvas),
        rows=statement_rows(
            tables, [*groups, *((f"not drawn: {s.kind.label}", stages(tables)[s.metric], [s]) for s in others)]
        ),
        evidence=claims_behind(rows, [*shown, *others]),
        note=" ".join(
            part
            for part in (f"Claims, not facts. {apart}", _left_out(others), picture.note, outside_words(outside))
            if part
        ),
        alt=f"{title}. {_alt(found, clock)}",
    )


def _drawn(tables: Tables, rows: Rows, quantity: Quantity) -> tuple[Statement, ...]:
    said = statements(tables, rows.claims, metrics=[quantity.metric], kinds=[quantity.kind], subject=quantity.subject)
    return tuple(one for one in said if one.scope == "")


def _others(tables: Tables, rows: Rows, quantities: Sequence[Quantity]) -> list[Statement]:
    """Give the claims of the same metrics that no panel shows: another scope or another way of counting."""
    subjects = {quantity.metric: quantity.subject for quantity in quantities}
    drawn = {(quantity.metric, quantity.kind) for quantity in quantities}
    found = [s for metric, subject in subjects.items()
             for s in statements(tables, rows.claims, metrics=[metric], subject=subject)]  # fmt: skip
    return [said for said in found if said.scope or (said.metric, said.kind) not in drawn]


def _panel(
    tables: Tables, selection: Selection, quantity: Quantity, said: tuple[Statement, ...], clock: Clock, limit: date
) -> Panel:
    paths = trails(said)
    lead = _lead(paths)
    return Panel(
        heading=quantity.heading,
        foot=quantity.foot,
        trails=paths,
        headline=headline_shown(_headline(tables, quantity, selection.known_on), said),
        lead=lead.first.origin_id if lead else "",
        silence=_silence(said, clock, limit, selection.date_to, quantity),
    )


@lru_cache(maxsize=64)
def _headline(tables: Tables, quantity: Quantity, known_on: date | None) -> Headline | None:
    if quantity.kind not in WINDOW_MONTHS or quantity.subject != "PRK":
        return None
    found = headline(tables, quantity.metric, quantity.kind, known_on=known_on)
    return found if found.families else None


def _lead(paths: Sequence[Trail]) -> Trail | None:
    """Choose the origin whose line is bold: of those that revised their count the newest, else the newest."""
    named = [path for path in paths if path.last.counted]
    return max(named, key=lambda path: (path.revised, path.last.as_of, path.last.claim_id), default=None)


def _silence(said: Sequence[Statement], clock: Clock, limit: date, last: date | None, quantity: Quantity) -> str:
    """Say since when no named origin counts, where that is more than half a year; "" where it is not."""
    if quantity.kind in (ClaimKind.FLOW, ClaimKind.PLAN) or (last is not None and last < limit):
        return ""
    counts = [s for s in said if s.counted and s.basis is not AsOfBasis.READ and s.day(clock) is not None]
    newest = max(counts, key=lambda s: s.day(clock) or date.min, default=None)
    if newest is None or newest.day_precision(clock) is Precision.YEAR:
        return ""
    day = newest.day(clock)
    quiet = day is not None and (limit - day).days > _SILENT_DAYS
    return f"No newer count since {coarse_day(day, newest.day_precision(clock))}" if quiet else ""


def _title(found: Mapping[Quantity, Sequence[Statement]], clock: Clock) -> str:
    """Say how far one origin's count has come, and what another origin puts it at, or the next thing counted."""
    parts: list[str] = []
    for quantity, said in found.items():
        placed = [one for one in said if one.day(clock)]
        if not placed or len(parts) == 2:
            continue
        lead = _lead(trails(placed))
        parts.append(_moved(lead, quantity, clock) if lead else _unnamed(placed, quantity, clock))
        rival = _rival(lead, placed) if lead and len(parts) == 1 else None
        if rival is not None:
            parts.append(f"{rival.origin}: {in_short(rival)} ({rival.when(clock)})")
    text = "; ".join(part for part in parts if part)
    return text[0].upper() + text[1:]


def _rival(lead: Trail, said: Sequence[Statement]) -> Statement | None:
    """Find another family's newest word: the furthest apart of one year's, else the newest of two years'."""
    until = lead.last.as_of
    others = [
        (one, (until - one.as_of).days)
        for one in latest_by_origin(said)
        if one.counted and one.family != lead.last.family
    ]
    near = [one for one, age in others if age < _YEAR]
    if near:
        return max(near, key=lambda one: (abs(one.value - lead.last.value), one.as_of, one.claim_id))
    return max((one for one, age in others if age < 2 * _YEAR), key=lambda one: (one.as_of, one.claim_id), default=None)


def _moved(lead: Trail, quantity: Quantity, clock: Clock) -> str:
    first, last = lead.first, lead.last
    if revisions(lead.statements) and first.value != last.value:
        verb = "raised" if last.value > first.value else "lowered"
        since, until = f"{in_short(first)} ({first.when(clock)})", f"{in_short(last)} ({last.when(clock)})"
        return f"{last.origin} {verb} its count of {quantity.words} from {since} to {until}"
    return f"{last.origin}: {in_short(last)} {quantity.words} ({last.when(clock)})"


def _unnamed(said: Sequence[Statement], quantity: Quantity, clock: Clock) -> str:
    newest = newest_counted(said)
    return f"{newest.origin}: {in_short(newest)} {quantity.words} ({newest.when(clock)})" if newest else ""


def _left_out(others: Sequence[Statement]) -> str:
    scoped = sum(said.scope != "" for said in others)
    rest = len(others) - scoped
    parts = [
        f"{number(scoped)} of narrower scope" if scoped else "",
        f"{number(rest)} counted another way (for a period, planned)" if rest else "",
    ]
    told = " and ".join(part for part in parts if part)
    return f"Not drawn, in the table: {counted(len(others), 'claim')}, {told}." if told else ""


def _alt(found: Mapping[Quantity, Sequence[Statement]], clock: Clock) -> str:
    said = "; ".join(
        f"{quantity.heading}: {counted(len(group), 'claim')}, newest {in_short(group[-1])} by {group[-1].origin}, "
        f"{group[-1].when(clock)}"
        for quantity, group in found.items()
        if group
    )
    return f"Panels of claims over time from zero, a step line where an origin revised its count. {said}."
