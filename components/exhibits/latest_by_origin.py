"""The newest number of each origin for one measure, as dots and ranges from zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components.charts.origin_ranges import range_panels
from components.charts.range_lines import RangeGroup, RangePanel
from components.exhibits.claim_rows import claim_table
from components.exhibits.contract import Canvas, Exhibit
from components.exhibits.event_rows import fullest
from components.exhibits.making import finish, nothing, opening
from components.exhibits.origin_lines import COLUMNS, bound, claim_evidence, key, origin_line, reach
from data import Selection, Tables
from data.ledger import claim_rows, figure
from data.trails import Clock, Statement, latest_by_origin, statements
from data.vocabulary import ClaimKind
from data.wording import counted, listed

ID = "latest-by-origin"


@dataclass(frozen=True)
class Measure:
    """A quantity that can be compared by origin: its name on a button and in a sentence."""

    label: str
    words: str


#: The first is shown unless a link asks for another.
MEASURES: dict[str, Measure] = {
    "casualties": Measure("Killed or wounded", "DPRK soldiers killed or wounded"),
    "killed": Measure("Killed", "DPRK soldiers killed"),
    "wounded": Measure("Wounded", "DPRK soldiers wounded"),
    "captured": Measure("Captured", "DPRK soldiers captured"),
    "troops_deployed": Measure("Sent", "DPRK soldiers sent to Russia"),
    "troops_in_russia": Measure("In Russia", "DPRK soldiers in Russia"),
    "troops_in_kursk": Measure("In Kursk", "DPRK soldiers in Kursk oblast"),
    "troops_planned": Measure("Planned", "DPRK soldiers planned in all"),
    "engineers_deployed": Measure("Sappers", "DPRK sappers in Russia"),
    "workers_in_russia": Measure("Workers", "DPRK workers in Russia"),
}
_KINDS = (ClaimKind.CUMULATIVE, ClaimKind.STOCK, ClaimKind.FLOW, ClaimKind.PLAN, ClaimKind.CAP)
_HEADINGS = {
    ClaimKind.CUMULATIVE: "Count to date",
    ClaimKind.STOCK: "Count at that time",
    ClaimKind.FLOW: "In one period",
    ClaimKind.PLAN: "Planned or foreseen",
    ClaimKind.CAP: "Upper limit",
}


def latest(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Build the figure of the newest number of each origin for the measure in `options`.

    Lines are grouped by what is counted and what part of the whole it covers; no range is drawn over
    two groups, nor over two origins. Composite and news origins stand last in a group, hollow.
    """
    code = options.get("measure") or next(iter(MEASURES))
    measure, rows = MEASURES[code], selection.apply(tables)
    found = latest_by_origin(statements(tables, rows.claims, metrics=[code]))
    what = f"{measure.words}: newest number of each origin, however old"
    given = opening(ID, what, reach(rows, [code]), tables=tables, selection=selection, canvas=canvas, options=options)
    if not found:
        return nothing(
            **given,
            advice=f"No number of {measure.words} is left: widen a filter or choose another measure.",
            holds=lambda other: bool(statements(tables, other.apply(tables).claims, metrics=[code])),
        )
    groups = groups_of(found)
    drawn = [
        RangeGroup(heading(members[0]), tuple(origin_line(tables, said, canvas.palette) for said in members))
        for members in groups
    ]
    picture = range_panels([RangePanel(tuple(drawn), "persons", COLUMNS)], canvas)
    title = _title(tables, measure, groups)
    ordered = [said for members in groups for said in members]
    return finish(
        **given,
        title=title,
        chart=picture.chart,
        key=key(ordered, canvas.palette),
        rows=claim_table(tables, ordered, selection.known_on),
        evidence=claim_evidence(rows, ordered),
        note=_note(ordered, groups, picture.hidden),
        alt=f"{title}. {_alt(tables, groups)}",
    )


def groups_of(found: Sequence[Statement]) -> list[list[Statement]]:
    """Part claims by kind and scope, the whole before its parts; largest number first, uncounted last.

    Periods count as scopes of their own only by their words; nothing in a group is ever added.
    """
    grouped: dict[tuple[ClaimKind, str], list[Statement]] = {}
    for said in found:
        grouped.setdefault((said.kind, said.scope), []).append(said)
    ranked = sorted(grouped.items(), key=lambda item: (_KINDS.index(item[0][0]), item[0][1] != "", item[0][1]))
    return [sorted(members, key=lambda s: (not s.counted, -s.highest, -s.as_of.toordinal(), s.claim_id))
            for _, members in ranked]  # fmt: skip


def heading(said: Statement) -> str:
    """Name a group by what it counts and what part of the whole it covers."""
    name = _HEADINGS[said.kind]
    return f"{name}: {said.scope}" if said.scope else name


def _title(tables: Tables, measure: Measure, groups: Sequence[Sequence[Statement]]) -> str:
    """Say the lowest and the highest of the first group in which a named origin counts."""
    for members in groups:
        told = [said for said in members if said.counted]
        if told:
            return _finding(tables, measure, told, several=len(groups) > 1)
    said = max((said for members in groups for said in members), key=lambda s: (s.as_of, s.claim_id))
    words = f"{figure(claim_rows(tables)[said.claim_id])} ({said.origin}, {said.when(Clock.AS_OF)})"
    return f"No named origin numbers the {measure.words}; the newest other number is {words}"


def _finding(tables: Tables, measure: Measure, told: Sequence[Statement], *, several: bool) -> str:
    part = f", {told[0].kind.label}" if several and told[0].kind is not ClaimKind.PLAN else ""
    part += f", {told[0].scope}" if told[0].scope else ""
    low, high = min(said.lowest for said in told), max(said.highest for said in told)
    upper = _end(tables, [said for said in told if said.highest == high])
    if len(told) == 1:
        return f"One named origin numbers the {measure.words}{part}: {upper}"
    if low == high:
        return f"{measure.words}{part}, by named origin: {upper}"
    # Who says "over 4 000" stands above who says "4 000".
    lowest = [said for said in told if said.lowest == low]
    lowest = [said for said in lowest if bound(said) < 1] or lowest
    lower = _end(tables, lowest)
    briefly = [_end(tables, said, others=0) for said in (lowest, [said for said in told if said.highest == high])]
    return fullest(
        f"{measure.words}{part}: named origins say {lower} to {upper}",
        f"{measure.words}{part}: named origins say {briefly[0]} to {briefly[1]}",
        f"{measure.words}{part}: {briefly[0]} to {briefly[1]}",
    )


def _end(tables: Tables, ends: Sequence[Statement], *, others: int = 1) -> str:
    """Write one end of a range: its wordings with who gave them, newest first, and the newest day.

    Beside the newest wording stand `others` at most.
    """
    worded: dict[str, list[Statement]] = {}
    for said in sorted(ends, key=lambda s: (s.as_of, s.claim_id), reverse=True):
        worded.setdefault(figure(claim_rows(tables)[said.claim_id]), []).append(said)
    first, *further = worded.items()
    words, members = first
    parts = [f"{words} ({listed([said.origin for said in members], 1)}, {members[0].when(Clock.AS_OF)})"]
    parts += [f"{words} ({listed([said.origin for said in members], 1)})" for words, members in further[:others]]
    return " and ".join(parts)


def _note(found: Sequence[Statement], groups: Sequence[Sequence[Statement]], hidden: int) -> str:
    unsure = sum(said.when(Clock.AS_OF) == "day not given" for said in found)
    said = [
        "Claims, not facts: one newest claim an origin, whatever its age; revised ones are left out.",
        "Groups count different things and are never set in one range." if len(groups) > 1 else "",
        f"{counted(unsure, 'number')} without a day of its own." if unsure else "",
        f"{counted(hidden, 'number')} without room: see the table." if hidden else "",
        "Grade: reliability of the publication, A to F.",
    ]
    return " ".join(part for part in said if part)


def _alt(tables: Tables, groups: Sequence[Sequence[Statement]]) -> str:
    parts = []
    for members in groups:
        told = [f"{said.origin} {figure(claim_rows(tables)[said.claim_id])}" for said in members]
        parts.append(f"{heading(members[0])}: {listed(told, 8)}")
    return f"One line an origin, from zero. {'; '.join(parts)}."
