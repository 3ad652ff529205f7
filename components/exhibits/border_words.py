"""Words of the border counts: headings and names of rows, the title, the note and the alternative text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from components.exhibits.origin_lines import joined, newest_counted, source_words
from data import Tables
from data.border_counts import ELSEWHERE, CountPanel
from data.ledger import claim_rows, figure, metric_labels, place_names
from data.throughput import whole_year
from data.trails import Clock, Statement
from data.units import said as unit_said
from data.vocabulary import ClaimKind
from data.wording import counted, day, listed

#: Metrics whose notes tell which train, route or group a number is of.
_NOTED = ("russian_visitors_breakdown", "trips_per_month", "flights_per_week", "vessel_calls_per_month",
          "tourists_via_primorye", "train_passengers", "trains_per_week")  # fmt: skip
_KINDS = {
    ClaimKind.CUMULATIVE: ", count to date",
    ClaimKind.PLAN: ", planned",
    ClaimKind.CAP: ", upper limit",
}
#: Metrics in the order in which titles name them, with what is counted.
_TITLED = {
    "russian_visitors_to_dprk": "Russian visits to the DPRK",
    "rail_freight_tonnes": "tonnes of rail freight",
    "railcars_observed": "railcars",
    "russian_tourists_to_dprk": "Russian tourists to the DPRK",
    "vessel_calls_per_month": "ship calls a month at Rajin",
    "vessel_calls": "ship calls at Rajin",
    "flights_per_week": "flights a week",
}
_UNITS = {"rail_freight_tonnes": "tonnes", "russian_visitors_to_dprk": "persons", "russian_tourists_to_dprk": "persons"}
#: Shorter names where a metric and its number share a line.
_SHORT = {
    "rail_freight_tonnes": "Rail freight, tonnes",
    "railcars_observed": "Railcars at the border",
    "tank_cars_observed": "Tank cars at the border",
    "rail_wagons_per_day_change": "Wagons a day, change in a year",
    "russian_tourists_to_dprk": "Russian tourists",
    "tourists_via_primorye": "Tourists via Primorye",
    "trips_per_month": "Trains or flights a month",
    "foreign_tourists_per_day": "Foreign tourists a day",
}


def heading(tables: Tables, panel: CountPanel, *, one: bool) -> str:
    """Say what a block counts, in which unit, what part of it, and by whom where that is one origin."""
    label, unit = metric_labels(tables)[panel.metric], _unit(panel)
    parts = [label if unit in label.lower() else f"{label}, {unit}", _KINDS.get(panel.kind, "")]
    parts += [f": {panel.scope}"] if panel.scope else []
    by = f" ({panel.counts[0].origin})" if one and panel.counts else ""
    return "".join(parts) + by


def _unit(panel: CountPanel) -> str:
    unit = panel.counts[0].unit if panel.counts else _UNITS.get(panel.metric, "")
    return "" if "_per_" in unit else unit_said(unit)


def row_names(tables: Tables, panel: CountPanel, *, one: bool) -> list[str]:
    """Name rows by origin, only at its first row; by what the count is of, where that differs."""
    details = [_detail(tables, said) for said in panel.counts]
    if one:
        return details
    names = [said.origin for said in panel.counts]
    shown = names[:1] + ["" if after == before else after for before, after in pairwise(names)]
    return [", ".join(part for part in (name, detail) if part) for name, detail in zip(shown, details, strict=True)]


def _detail(tables: Tables, said: Statement) -> str:
    if said.metric in _NOTED:
        return said.note
    if said.scope in ELSEWHERE:
        return said.note.removesuffix(" crossing, for comparison")
    if said.metric == "railcars_observed":
        return place_names(tables).get(said.place_id, "")
    return ""


def alone_name(tables: Tables, said: Statement) -> str:
    """Name a count that stands alone: what is counted, in which way, and of what part."""
    name = _SHORT.get(said.metric, metric_labels(tables)[said.metric]) + _KINDS.get(said.kind, "")
    return f"{name}, {said.scope}" if said.scope else name


def alone_words(said: Statement) -> str:
    """Say the day of a count that stands alone, and its origin."""
    # The day first: where the line is too short, it is the origin that loses letters.
    return f"{said.when(Clock.AS_OF)}, {said.origin}"


def gap_words(panel: CountPanel) -> str:
    """Say after which day nobody has published a number, or in which years."""
    if not panel.gaps or panel.last is None:
        return ""
    first, last = panel.gaps[-1]
    return f"after {day(panel.last)}" if first > panel.last else f"to {day(last)}"


def title_of(tables: Tables, panels: Sequence[CountPanel]) -> str:
    """Say the newest of each count, whole years before other periods, in the order of what a reader asks first."""
    told = (_told(tables, metric, panels) for metric in _TITLED)
    if words := joined(part for part in told if part):
        return words
    said = max((said for panel in panels for said in panel.counts), key=lambda said: (said.as_of, said.claim_id))
    return f"{alone_name(tables, said)}: {_number(tables, said)} ({source_words(tables, said)})"


def _told(tables: Tables, metric: str, panels: Sequence[CountPanel]) -> str:
    """Say the newest count of a metric: of several origins all of the same year, of one the year before it.

    Nothing is said of plans, comparisons and the unnamed.
    """
    found = [said for panel in panels if panel.metric == metric and _telling(panel) for said in panel.counts]
    years = [said for said in found if whole_year(said) and said.counted]
    newest = newest_counted(years or found)
    if newest is None:
        return ""
    what = ", ".join(part for part in (_TITLED[metric], newest.scope) if part)
    rivals = [said for said in years if said.as_of == newest.as_of and _alike(said, newest)]
    if len(rivals) > 1:
        told = [f"{_number(tables, said)} ({said.origin})" for said in sorted(rivals, key=lambda said: said.value)]
        return f"{what} in {newest.as_of.year}: {', '.join(told[:-1])} or {told[-1]}"
    place = _detail(tables, newest) if metric == "railcars_observed" else ""
    words = f"{_number(tables, newest)} {what}{f' at {place}' if place else ''}"
    before = [said for said in years if _alike(said, newest) and _year_before(said, newest)]
    if not before:
        return f"{words} ({source_words(tables, newest)})"
    earlier = _number(tables, before[-1])
    return f"{newest.origin}: {words} in {newest.as_of.year}, after {earlier} in {before[-1].as_of.year}"


def _number(tables: Tables, said: Statement) -> str:
    return figure(claim_rows(tables)[said.claim_id])


def _telling(panel: CountPanel) -> bool:
    return panel.kind not in (ClaimKind.PLAN, ClaimKind.CAP) and panel.scope not in (*ELSEWHERE, "five-year maximum")


def _alike(said: Statement, other: Statement) -> bool:
    return (said.scope, said.subject, said.kind) == (other.scope, other.subject, other.kind)


def _year_before(said: Statement, newest: Statement) -> bool:
    return said.origin_id == newest.origin_id and said.as_of.year == newest.as_of.year - 1


def note_of(panels: Sequence[CountPanel], hidden: int) -> str:
    """Say what is not added, what stands elsewhere, and how many counts found no room."""
    yearly = any(whole_year(said) for panel in panels for said in panel.counts)
    said = [
        "Claims, not facts: counts of different origins, scopes and periods are never added.",
        "A year contains its quarters." if yearly else "",
        "Railcars are those on one image or train." if any(p.metric == "railcars_observed" for p in panels) else "",
        *(f"{_elsewhere(panel)}: see the known flows on Trade." for panel in panels if panel.elsewhere),
        "The China crossings are there for comparison." if any(p.scope in ELSEWHERE for p in panels) else "",
        f"{counted(hidden, 'count')} without room: see the table." if hidden else "",
    ]
    return " ".join(part for part in said if part)


def _elsewhere(panel: CountPanel) -> str:
    """Name the periods of which only the trade flows hold a figure."""
    told = listed([f"{day(first)} to {day(last)}" for first, last in panel.elsewhere], 9)
    return f"{_SHORT.get(panel.metric, panel.metric)}, {told}"


def alt_of(tables: Tables, panels: Sequence[CountPanel]) -> str:
    """Tell all counts, block by block."""
    parts = []
    for panel in panels:
        told = [
            f"{figure(claim_rows(tables)[said.claim_id])} ({said.origin}, {said.when(Clock.AS_OF)})"
            for said in panel.counts
        ]
        name = heading(tables, panel, one=False)
        parts.append(f"{name}: {listed(told, 9) or f'no public figure {gap_words(panel)}'}")
    return f"Rows by origin with the days each counts. {'; '.join(parts)}."
