"""What the trade in arms and troops was worth: rival estimates with their origin, day and method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from components.charts import glyphs
from components.charts.value_strips import Estimate, EstimateGroup, value_strips
from components.exhibits.arms_rows import (
    SUBJECTS,
    claims_behind,
    hover_of,
    mark_of,
    newest_counted,
    origin_key,
    reach_words,
    statement_rows,
    within,
)
from components.exhibits.contract import Canvas, Exhibit, KeyItem
from components.exhibits.making import finish, nothing, opening
from components.theme import Palette
from data import Selection, Tables
from data.arms import BILLION, VALUE_METRICS, bound_sign, counted_when, in_short, stages, valuations
from data.trails import Statement
from data.vocabulary import ClaimKind
from data.wording import counted

ID = "values"
#: What an estimate is of, in the words of a title.
_TOLD: Mapping[str, str] = {
    "dprk_earnings_usd": "earned by the DPRK",
    "arms_value_usd": "as the value of arms",
    "troop_revenue_usd": "earned with troops",
    "troop_revenue_usd_per_year": "a year from troops",
    "russian_compensation_usd": "given by Russia",
}


def values(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show the estimates of value side by side; what counts different things is never in one range."""
    rows = selection.apply(tables)
    groups = valuations(tables, rows.claims)
    shown = [said for group in groups for said in group]
    what = "Estimates in billion USD, newest of each origin, with what they count and how; none is a payment on record"
    told = reach_words(rows, VALUE_METRICS, subjects=SUBJECTS)
    common = opening(ID, what, told, tables=tables, selection=selection, canvas=canvas, options=options)
    if not shown:
        return nothing(
            **common,
            advice="No estimate of the value of arms or troops is left.",
            holds=lambda other: any(valuations(tables, other.apply(tables).claims)),
        )
    palette = canvas.palette
    picture = value_strips([_group(tables, group, palette) for group in groups], canvas, "billion USD")
    title = _title(tables, groups)
    return finish(
        **common,
        title=title,
        chart=picture.chart,
        key=[*origin_key(shown, palette), *_bounds(shown, palette)],
        rows=statement_rows(tables, [(_name(s), stages(tables)[s.metric], [s]) for s in shown]),
        evidence=claims_behind(rows, shown),
        note=_note(picture.hidden),
        alt=f"{title}. Ranges from zero in billion USD: {_alt(groups)}.",
    )


def _name(said: Statement) -> str:
    name = VALUE_METRICS[said.metric]
    return f"{name}: {said.scope}" if said.scope else name


def _group(tables: Tables, group: Sequence[Statement], palette: Palette) -> EstimateGroup:
    first = group[0]
    return EstimateGroup(_name(first) + _counting(first), tuple(_estimate(tables, said, palette) for said in group))


def _counting(said: Statement) -> str:
    if said.kind is ClaimKind.PLAN:
        return ", expected"
    return ", one period" if said.kind is ClaimKind.FLOW and said.unit == "USD" else ""


def _estimate(tables: Tables, said: Statement, palette: Palette) -> Estimate:
    return Estimate(
        origin=said.origin,
        number=in_short(said),
        when=counted_when(tables, said),
        method=said.note or "method not stated",
        low=said.lowest / BILLION,
        high=said.highest / BILLION,
        best=said.best / BILLION if said.best is not None else None,
        bound=bound_sign(said),
        mark=mark_of(said, palette),
        hover=hover_of(tables, said),
        event_id=said.event_id,
    )


def _title(tables: Tables, groups: Sequence[Sequence[Statement]]) -> str:
    """Say the newest estimates of the first thing and what stands on the other side of the account."""
    told: list[Statement] = []
    for group in groups:
        said = newest_counted(group)
        if said is None or any(said.metric == other.metric for other in told):
            continue
        told.append(said)
    first = told[:1]
    back = [said for said in told[1:] if said.metric == "russian_compensation_usd"] or told[1:2]
    rival = [said for said in groups[0] if said.counted and said.origin_id != told[0].origin_id][:1] if first else []
    parts = [_put(tables, said) for said in first]
    parts += [f"{said.origin}: {in_short(said)} ({counted_when(tables, said)})" for said in rival]
    return within([*parts, *(_put(tables, said) for said in back)])


def _put(tables: Tables, said: Statement) -> str:
    when = counted_when(tables, said)
    return f"{said.origin}: USD {in_short(said)} {_TOLD[said.metric]}{f', {said.scope}' if said.scope else ''} ({when})"


def _bounds(shown: Sequence[Statement], palette: Palette) -> list[KeyItem]:
    items = []
    if any(said.ranged for said in shown):
        items.append(KeyItem("lowest to highest of one origin", glyphs.span(palette.rule), rule=True))
    if any(bound_sign(said) > 0 for said in shown):
        items.append(KeyItem("at least, over", glyphs.arrow(palette.ink2, more=True)))
    if any(bound_sign(said) < 0 for said in shown):
        items.append(KeyItem("up to, under, nearly", glyphs.arrow(palette.ink2, more=False)))
    return items


def _note(hidden: int) -> str:
    return (
        "Each heading counts something else; estimates under one heading still rest on methods of their own, and "
        "nothing is added or averaged."
        + (f" {counted(hidden, 'estimate')} without room: see the table." if hidden else "")
    )


def _alt(groups: Sequence[Sequence[Statement]]) -> str:
    return "; ".join(f"{_name(said)}, {said.origin} {in_short(said)}" for group in groups for said in group)
