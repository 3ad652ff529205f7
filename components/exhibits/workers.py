"""DPRK workers in Russia: who counts how many, what is planned, and what border statistics show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from components.charts import glyphs
from components.charts.origin_ranges import range_panels
from components.charts.range_lines import RangeGroup, RangeLine, RangePanel
from components.exhibits.claim_rows import claim_table
from components.exhibits.contract import Canvas, Exhibit, KeyItem
from components.exhibits.making import finish, nothing, opening
from components.exhibits.origin_lines import (
    bound,
    claim_evidence,
    day_words,
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
from data.vocabulary import Precision
from data.wording import counted, listed

ID = "workers"
#: Metrics of persons, each a group of its own, with the words of a title after the number.
PEOPLE: dict[str, tuple[str, str]] = {
    "workers_in_russia": ("Workers in Russia", "DPRK workers in Russia"),
    "workers_sent": ("Sent in a period", "DPRK workers sent"),
    "workers_planned": ("Planned or foreseen", "DPRK workers planned"),
    "alabuga_workers_planned": ("Planned for Alabuga", "DPRK workers planned for Alabuga"),
    "alabuga_workforce_planned": ("Alabuga, whole workforce planned", "people planned at Alabuga in all"),
    "worker_housing_capacity": ("Alabuga, housing seen", "places of housing at Alabuga"),
}
#: Entries over the border by purpose; a year contains its quarters, "all" contains the purposes.
ENTRIES: dict[str, str] = {
    "entries_to_russia": "All purposes",
    "entries_to_russia_study": "For study",
    "entries_to_russia_business": "For business",
}
#: Read with the workers but on no scale with them.
TERMS = ("pay_per_worker_month", "pay_per_worker_hour", "shift_length_hours")
_COLUMNS = ("Speaks of", "Said")
_SUBJECTS = ("PRK", "RUS")


def workers(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Build the figure of DPRK workers: claims by origin, and entries by period from border statistics.

    Persons and entries have scales of their own; quarters are never added to years, nor one purpose
    to another.
    """
    rows, metrics = selection.apply(tables), [*PEOPLE, *ENTRIES, *TERMS]
    all_said = said_of(tables, rows, metrics, _SUBJECTS)
    found = [said for said in standing(all_said) if said.metric not in TERMS]
    what = "DPRK workers by origin, and entries of DPRK citizens to Russia by period"
    told = reach(rows, metrics, _SUBJECTS)
    given = opening(ID, what, told, tables=tables, selection=selection, canvas=canvas, options=options)
    if not found:
        return nothing(
            **given,
            advice="No number of workers or entries is left: widen a filter.",
            holds=lambda other: bool(said_of(tables, other.apply(tables), [*PEOPLE, *ENTRIES], _SUBJECTS)),
        )
    picture = range_panels(list(_panels(tables, found, canvas)), canvas)
    title = _title(tables, found)
    return finish(
        **given,
        title=title,
        chart=picture.chart,
        key=_key(found, canvas),
        rows=claim_table(tables, all_said, selection.known_on),
        evidence=claim_evidence(rows, all_said),
        note=_note(tables, all_said, found, picture.hidden),
        alt=f"{title}. {_alt(tables, found)}",
    )


def _panels(tables: Tables, found: Sequence[Statement], canvas: Canvas) -> Iterator[RangePanel]:
    people = [
        RangeGroup(heading, tuple(origin_line(tables, said, canvas.palette) for said in _of(found, metric)))
        for metric, (heading, _) in PEOPLE.items()
        if _of(found, metric)
    ]
    entries = list(_entry_groups(tables, found, canvas))
    if people:
        yield RangePanel(tuple(people), "persons", _COLUMNS, "Workers by origin, persons" if entries else "", 1.45)
    if entries:
        names = listed(dict.fromkeys(said.origin for said in found if said.metric in ENTRIES), 3)
        yield RangePanel(tuple(entries), "entries", (), f"Entries to Russia, by {names}", 1.0)


def _entry_groups(tables: Tables, found: Sequence[Statement], canvas: Canvas) -> Iterator[RangeGroup]:
    """Group entries by purpose and by length of period, so that no line stands beside its own parts."""
    for metric, purpose in ENTRIES.items():
        for precision in (Precision.YEAR, Precision.QUARTER, Precision.MONTH, Precision.DAY):
            told = [said for said in _of(found, metric) if said.precision is precision]
            if told:
                lines = tuple(_entries(tables, said, canvas) for said in told)
                yield RangeGroup(f"{purpose}, {_LENGTHS[precision]}", lines)


_LENGTHS = {
    Precision.YEAR: "whole year",
    Precision.QUARTER: "quarter",
    Precision.MONTH: "month",
    Precision.DAY: "period",
}


def _entries(tables: Tables, said: Statement, canvas: Canvas) -> RangeLine:
    line = origin_line(tables, said, canvas.palette, name=day_words(tables, said))
    return replace(line, about=(f"said {line.about[1]}" if said.said_on else "said on unknown day",), bar=True)


def _of(found: Sequence[Statement], metric: str) -> list[Statement]:
    return sorted((said for said in found if said.metric == metric), key=lambda said: (said.as_of, said.claim_id))


def _title(tables: Tables, found: Sequence[Statement]) -> str:
    """Say the newest number of workers and the newest entries beside the last whole year before them."""
    told = [_present(tables, _of(found, "workers_in_russia")), _entered(tables, _of(found, "entries_to_russia"))]
    told += [_newest(tables, found, metric, words) for metric, (_, words) in list(PEOPLE.items())[1:]]
    if any(told):
        return joined(told)
    said = max(found, key=lambda said: (said.as_of, said.claim_id))
    words = PEOPLE[said.metric][1] if said.metric in PEOPLE else f"entries to Russia, {ENTRIES[said.metric].lower()}"
    return f"{figure(claim_rows(tables)[said.claim_id])} {words} ({source_words(tables, said)})"


def _newest(tables: Tables, found: Sequence[Statement], metric: str, words: str) -> str:
    said = newest_counted(_of(found, metric))
    return f"{figure(claim_rows(tables)[said.claim_id])} {words} ({source_words(tables, said)})" if said else ""


def _present(tables: Tables, found: Sequence[Statement]) -> str:
    """Write the newest number of workers with all named origins that last gave the same."""
    said = newest_counted(found)
    if said is None:
        return ""
    words = figure(claim_rows(tables)[said.claim_id])
    alike = [one.origin for one in reversed(found) if one.counted and figure(claim_rows(tables)[one.claim_id]) == words]
    newest = "newest " if len(set(alike)) > 1 else ""
    return f"{words} DPRK workers in Russia ({listed(alike, 2)}, {newest}{day_words(tables, said)})"


def _entered(tables: Tables, found: Sequence[Statement]) -> str:
    """Write the entries of the newest whole year and of the one before, else the newest: like periods only."""
    last = newest_counted(found)
    if last is None:
        return ""
    same = [said for said in found if said.precision is Precision.YEAR and said.origin_id == last.origin_id]
    years = sorted((said for said in same if not bound(said)), key=lambda said: (said.as_of, said.claim_id))
    told = years[-1] if years else last
    before = [said for said in years if said.as_of.year == told.as_of.year - 1]
    words = f"{told.origin}: {figure(claim_rows(tables)[told.claim_id])} entries in {day_words(tables, told)}"
    if not before:
        return words
    return f"{words}, after {figure(claim_rows(tables)[before[-1].claim_id])} in {day_words(tables, before[-1])}"


def _key(found: Sequence[Statement], canvas: Canvas) -> tuple[KeyItem, ...]:
    people = [said for said in found if said.metric in PEOPLE]
    items = key(people, canvas.palette)
    series = next((said for said in found if said.metric in ENTRIES), None)
    if series is None:
        return items
    colour = canvas.palette.party(series.party) if series.counted else canvas.palette.ink3
    return (*items, KeyItem("entries in one period", glyphs.span(colour), rule=True))


def _note(tables: Tables, all_said: Sequence[Statement], found: Sequence[Statement], hidden: int) -> str:
    entries = _of(found, "entries_to_russia")
    remark = entries[-1].note if entries else ""
    terms = sum(said.metric in TERMS for said in all_said)
    said = [
        "Claims, not facts. A year contains its quarters and all purposes contain study and business: never added."
        if entries
        else "Claims, not facts: never added.",
        f"{day_words(tables, entries[-1])}: {remark}." if remark else "",
        f"{counted(terms, 'number')} on pay and shifts in the table only." if terms else "",
        f"{counted(hidden, 'number')} without room: see the table." if hidden else "",
    ]
    return " ".join(part for part in said if part)


def _alt(tables: Tables, found: Sequence[Statement]) -> str:
    labels = {**{metric: heading for metric, (heading, _) in PEOPLE.items()}, **ENTRIES}
    parts = []
    for metric, label in labels.items():
        told = [
            f"{day_words(tables, said)} {figure(claim_rows(tables)[said.claim_id])} ({said.origin})"
            for said in _of(found, metric)
        ]
        parts += [f"{label}: {listed(told, 8)}"] if told else []
    return f"Lines from zero, one a claim. {'; '.join(parts)}."
