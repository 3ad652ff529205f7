"""Sappers and military builders: what was planned beside what was sent, and what they are said to have cleared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from components.charts.origin_ranges import range_panels
from components.charts.range_lines import RangeGroup, RangePanel
from components.exhibits.claim_rows import claim_table
from components.exhibits.contract import Canvas, Exhibit
from components.exhibits.making import finish, nothing, opening
from components.exhibits.origin_lines import (
    claim_evidence,
    joined,
    key,
    newest_counted,
    origin_line,
    reach,
    said_of,
    source_words,
    standing,
)
from data import Selection, Tables
from data.ledger import claim_rows, figure
from data.trails import Statement
from data.wording import counted, listed

ID = "engineers"
#: Metrics of persons: heading of the group, and the words of a title after the number.
PEOPLE: dict[str, tuple[str, str]] = {
    "engineers_planned": ("Sappers planned", "sappers planned"),
    "engineers_deployed": ("Sappers in Russia", "sappers in Russia"),
    "construction_troops_planned": ("Military builders planned", "military builders planned"),
    "construction_troops_deployed": ("Military builders sent", "military builders sent"),
    "engineering_troops_planned": ("Both planned, one number", "sappers and builders planned"),
    "engineers_killed": ("Sappers killed", "sappers killed"),
}
#: Metrics of work done, each in a unit of its own.
WORK: dict[str, str] = {
    "area_demined_ha": "Hectares demined",
    "explosive_items_destroyed": "Explosive items destroyed",
    "settlements_demined": "Settlements demined",
}
_COLUMNS = ("Speaks of", "Said")
_TITLE_ORDER = ("engineers_planned", "construction_troops_planned", "engineers_deployed",
                "construction_troops_deployed", "engineers_killed", "engineering_troops_planned")  # fmt: skip


def engineers(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Build the figure of sappers and builders: planned beside sent, each claim a line, nothing added.

    Claims that their origin has since revised or repeated are left out. Work done is set as numbers,
    because hectares, items and settlements share no scale.
    """
    rows = selection.apply(tables)
    metrics = [*PEOPLE, *WORK]
    all_said = said_of(tables, rows, metrics, _SUBJECTS)
    found = standing(all_said)
    what = "DPRK sappers and military builders by origin; planned and sent are different things and never added"
    told = reach(rows, metrics, _SUBJECTS)
    given = opening(ID, what, told, tables=tables, selection=selection, canvas=canvas, options=options)
    if not found:
        return nothing(
            **given,
            advice="No number of sappers or builders is left: widen a filter.",
            holds=lambda other: bool(said_of(tables, other.apply(tables), metrics, _SUBJECTS)),
        )
    panels = list(_panels(tables, found, canvas))
    picture = range_panels(panels, canvas)
    title = _title(tables, found)
    return finish(
        **given,
        title=title,
        chart=picture.chart,
        key=key([said for said in found if said.metric in PEOPLE], canvas.palette),
        rows=claim_table(tables, all_said, selection.known_on),
        evidence=claim_evidence(rows, all_said),
        note=_note(len(all_said) - len(found), picture.hidden, any(said.metric in WORK for said in found)),
        alt=f"{title}. {_alt(tables, found)}",
    )


#: Settlements and regions are counted as Russia's, people and their work as the DPRK's.
_SUBJECTS = ("PRK", "RUS")


def _panels(tables: Tables, found: Sequence[Statement], canvas: Canvas) -> Iterator[RangePanel]:
    people = [_group(tables, found, metric, heading, canvas) for metric, (heading, _) in PEOPLE.items()]
    work = [_work(tables, found, metric, heading, canvas) for metric, heading in WORK.items()]
    people, work = [group for group in people if group.lines], [group for group in work if group.lines]
    if people:
        heading = "Sappers and builders, persons" if work else ""
        yield RangePanel(tuple(people), "persons", _COLUMNS, heading, 2.0)
    if work:
        yield RangePanel(tuple(work), "", ("Speaks of",), "Work claimed, each in its own unit", 1.0)


def _group(tables: Tables, found: Sequence[Statement], metric: str, heading: str, canvas: Canvas) -> RangeGroup:
    return RangeGroup(
        heading,
        tuple(
            origin_line(tables, said, canvas.palette, name=_name(said))
            for said in sorted(found, key=lambda said: (said.as_of, said.claim_id))
            if said.metric == metric
        ),
    )


def _work(tables: Tables, found: Sequence[Statement], metric: str, heading: str, canvas: Canvas) -> RangeGroup:
    return RangeGroup(heading, _group(tables, found, metric, heading, canvas).lines)


def _name(said: Statement) -> str:
    """Name a line by its origin and, where the claim says so, by what part it covers or what it counts."""
    if said.scope:
        return f"{said.origin}: {said.scope}"
    return f"{said.origin}, {said.kind.label}" if said.metric == "engineers_deployed" else said.origin


def _title(tables: Tables, found: Sequence[Statement]) -> str:
    """Say the newest number of a named origin for each metric, as many as a title holds."""
    newest = {metric: newest_counted(said for said in found if said.metric == metric) for metric in _TITLE_ORDER}
    told = [_told(tables, said, PEOPLE[metric][1]) for metric, said in newest.items() if said]
    if pair := _announced(tables, newest["engineers_planned"], newest["construction_troops_planned"]):
        told = [pair, *told[2:]]
    work = [newest_counted(said for said in found if said.metric == metric) for metric in WORK]
    told += [_told(tables, said, WORK[said.metric].lower()) for said in work if said]
    if told:
        return joined(told)
    said = max(found, key=lambda said: (said.as_of, said.claim_id))
    words = PEOPLE[said.metric][1] if said.metric in PEOPLE else WORK[said.metric].lower()
    return f"No named origin, {_told(tables, said, words)}"


def _told(tables: Tables, said: Statement, words: str) -> str:
    return f"{figure(claim_rows(tables)[said.claim_id])} {words} ({source_words(tables, said)})"


def _announced(tables: Tables, sappers: Statement | None, builders: Statement | None) -> str:
    """Tell two plans of one origin and day as the one announcement they were."""
    if sappers is None or builders is None:
        return ""
    if (sappers.origin_id, sappers.as_of) != (builders.origin_id, builders.as_of):
        return ""
    first, second = (figure(claim_rows(tables)[said.claim_id]) for said in (sappers, builders))
    return f"{first} sappers and {second} builders planned ({source_words(tables, sappers)})"


def _note(dropped: int, hidden: int, work: bool) -> str:
    said = [
        "Claims, not facts. “Both planned, one number” is an origin’s own total, not a sum made here.",
        f"{counted(dropped, 'number')} since revised or repeated by the same origin in the table only."
        if dropped
        else "",
        "Work of all units in the region is told from that of the DPRK’s where the origin tells it." if work else "",
        f"{counted(hidden, 'number')} without room: see the table." if hidden else "",
    ]
    return " ".join(part for part in said if part)


def _alt(tables: Tables, found: Sequence[Statement]) -> str:
    labels = {**{metric: heading for metric, (heading, _) in PEOPLE.items()}, **WORK}
    parts = []
    for metric, label in labels.items():
        told = [f"{said.origin} {figure(claim_rows(tables)[said.claim_id])}" for said in found if said.metric == metric]
        parts += [f"{label}: {listed(told, 6)}"] if told else []
    return f"One line a claim, from zero. {'; '.join(parts)}."
