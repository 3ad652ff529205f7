"""Rail and border counts: who counted how many wagons, tonnes and travellers, over which days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from components.charts import glyphs
from components.charts.period_marks import CountRow
from components.charts.period_rows import CountBlock, count_blocks
from components.exhibits.claim_rows import claim_table
from components.exhibits.contract import Canvas, Exhibit, KeyItem
from components.exhibits.making import finish, nothing
from components.exhibits.origin_lines import (
    claim_evidence,
    hover,
    joined,
    key,
    newest_counted,
    reach,
    source_words,
    symbol,
)
from components.theme import Palette
from data import Selection, Tables
from data.border_counts import ELSEWHERE, METRICS, SUBJECTS, CountPanel, border_panels
from data.ledger import claim_rows, figure, metric_labels
from data.throughput import whole_year
from data.trails import Clock, Statement
from data.units import said as unit_said
from data.vocabulary import AsOfBasis, ClaimKind
from data.wording import counted, day, listed

ID = "border-counts"
#: Metrics whose notes tell which train, route or group a number is of.
_NOTED = ("russian_visitors_breakdown", "trips_per_month", "flights_per_week", "vessel_calls_per_month",
          "tourists_via_primorye", "train_passengers", "trains_per_week")  # fmt: skip
_KINDS = {
    ClaimKind.CUMULATIVE: ", count to date",
    ClaimKind.PLAN: ", planned",
    ClaimKind.CAP: ", upper limit",
}
_ALONE = "Counts that stand alone"
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


def border_counts(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Build the figure of border counts: one block a metric, scope and kind, one row a count.

    Every block has a scale of its own from zero; the calendar is one for all. What nobody has published
    is hatched where somebody used to count.
    """
    rows, panels = selection.apply(tables), border_panels(tables, selection)
    ordered = [said for panel in panels for said in panel.counts]
    what = "Rail and border counts by origin: over which days, and how many; each block has a scale of its own"
    subtitle = " · ".join((what, selection.sentence(tables), *reach(rows, METRICS, SUBJECTS)))
    given: dict[str, Any] = {
        "id": ID, "tables": tables, "selection": selection, "canvas": canvas, "options": options, "subtitle": subtitle,
    }  # fmt: skip
    if not ordered:
        return nothing(**given, advice="No border count is left: widen a filter.")
    blocks = list(_blocks(tables, panels, canvas.palette))
    picture = count_blocks(blocks, _days(tables, selection, panels), canvas)
    title = _title(tables, panels)
    return finish(
        **given,
        title=title,
        chart=picture.chart,
        key=_key(ordered, panels, canvas.palette),
        rows=_twin(tables, ordered, selection.known_on),
        evidence=claim_evidence(rows, ordered),
        note=_note(panels, picture.hidden),
        alt=f"{title}. {_alt(tables, panels)}",
    )


def _blocks(tables: Tables, panels: Sequence[CountPanel], palette: Palette) -> Iterator[CountBlock]:
    """Give the blocks of comparable counts, then one of all counts that have nothing beside them."""
    for panel in panels:
        if not panel.alone:
            one = len({said.origin_id for said in panel.counts}) == 1
            names = _names(tables, panel, one=one)
            counts = zip(panel.counts, names, strict=True)
            rows = tuple(_row(tables, said, name, palette, words=said.when(Clock.AS_OF)) for said, name in counts)
            words = _gap_words(panel)
            yield CountBlock(_heading(tables, panel, one=one), rows, panel.gaps, words)
    singles = [said for panel in panels if panel.alone for said in panel.counts]
    if singles:
        rows = tuple(
            _row(tables, said, _alone_name(tables, said), palette, words=_alone_words(said)) for said in singles
        )
        yield CountBlock(_ALONE, rows, drawn=False)


def _heading(tables: Tables, panel: CountPanel, *, one: bool) -> str:
    """Say what a block counts, in which unit, what part of it, and by whom where that is one origin."""
    label, unit = metric_labels(tables)[panel.metric], _unit(panel)
    parts = [label if unit in label.lower() else f"{label}, {unit}", _KINDS.get(panel.kind, "")]
    parts += [f": {panel.scope}"] if panel.scope else []
    by = f" ({panel.counts[0].origin})" if one and panel.counts else ""
    return "".join(parts) + by


def _unit(panel: CountPanel) -> str:
    unit = panel.counts[0].unit if panel.counts else _UNITS.get(panel.metric, "")
    return "" if "_per_" in unit else unit_said(unit)


_UNITS = {"rail_freight_tonnes": "tonnes", "russian_visitors_to_dprk": "persons", "russian_tourists_to_dprk": "persons"}


def _names(tables: Tables, panel: CountPanel, *, one: bool) -> list[str]:
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
        return _places(tables).get(said.place_id, "")
    return ""


@lru_cache(maxsize=4)
def _places(tables: Tables) -> dict[str, str]:
    return dict(zip(tables.places["place_id"], tables.places["name"], strict=True))


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


def _alone_name(tables: Tables, said: Statement) -> str:
    name = _SHORT.get(said.metric, metric_labels(tables)[said.metric]) + _KINDS.get(said.kind, "")
    return f"{name}, {said.scope}" if said.scope else name


def _alone_words(said: Statement) -> str:
    # The day first: where the line is too short, it is the origin that loses letters.
    return f"{said.when(Clock.AS_OF)}, {said.origin}"


def _row(tables: Tables, said: Statement, name: str, palette: Palette, *, words: str) -> CountRow:
    start, end = _span(said)
    return CountRow(
        name=name,
        number=figure(claim_rows(tables)[said.claim_id]),
        words=words,
        low=said.lowest,
        high=said.highest,
        start=start,
        end=end,
        symbol=symbol(said),
        colour=palette.party(said.party) if said.counted else palette.ink3,
        hover=hover(tables, said),
        focus=("event", said.event_id) if said.event_id else ("metric", said.metric),
        hollow=not said.counted,
        dashed=said.kind in (ClaimKind.PLAN, ClaimKind.CAP),
    )


def _span(said: Statement) -> tuple[date | None, date | None]:
    """Give the days a count covers: its period, or the day it speaks of; none where that day is only a guess."""
    start, end = said.period
    if start and end and said.kind in (ClaimKind.FLOW, ClaimKind.CUMULATIVE, ClaimKind.PLAN):
        return start, end
    return (None, None) if said.basis is AsOfBasis.READ else (said.as_of, said.as_of)


def _days(tables: Tables, selection: Selection, panels: Sequence[CountPanel]) -> tuple[date, date]:
    """Give the first and last day of the calendar: what is drawn, cut to the chosen dates."""
    spans = [_span(said) for panel in panels if not panel.alone for said in panel.counts]
    spans += [gap for panel in panels for gap in panel.gaps]
    firsts, lasts = [start for start, _ in spans if start], [end for _, end in spans if end]
    first = min(firsts, default=selection.date_from or tables.cut_off)
    last = max(lasts, default=selection.date_to or tables.cut_off)
    if selection.date_from and selection.date_from <= last:
        first = max(first, selection.date_from)
    if selection.date_to and selection.date_to >= first:
        last = min(last, selection.date_to)
    return first.replace(month=1, day=1) if (last - first).days > 400 else first, max(last, first)


def _gap_words(panel: CountPanel) -> str:
    """Say after which day nobody has published a number, or in which years."""
    if not panel.gaps or panel.last is None:
        return ""
    first, last = panel.gaps[-1]
    return f"after {day(panel.last)}" if first > panel.last else f"to {day(last)}"


def _twin(tables: Tables, found: Sequence[Statement], known_on: date | None) -> Any:
    places = _places(tables)
    rows = claim_table(tables, found, known_on)
    rows.insert(list(rows.columns).index("Number") + 1, "Unit", [unit_said(said.unit) for said in found])
    rows.insert(1, "Place", [places.get(said.place_id, "") for said in found])
    rows["Note"] = [said.note for said in found]
    return rows


def _key(found: Sequence[Statement], panels: Sequence[CountPanel], palette: Palette) -> list[KeyItem]:
    bounds = {"at least, over", "up to, nearly"}  # stand in words here
    items = [item for item in key(found, palette) if item.label not in bounds]
    if any(panel.gaps for panel in panels):
        items.append(KeyItem("no public figure", glyphs.gap(palette.gap), rule=True))
    return items


def _title(tables: Tables, panels: Sequence[CountPanel]) -> str:
    """Say the newest of each count, whole years before other periods, in the order of what a reader asks first."""
    told = (_told(tables, metric, panels) for metric in _TITLED)
    if words := joined(part for part in told if part):
        return words
    said = max((said for panel in panels for said in panel.counts), key=lambda said: (said.as_of, said.claim_id))
    return f"{_alone_name(tables, said)}: {_number(tables, said)} ({source_words(tables, said)})"


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


def _note(panels: Sequence[CountPanel], hidden: int) -> str:
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


def _alt(tables: Tables, panels: Sequence[CountPanel]) -> str:
    parts = []
    for panel in panels:
        told = [
            f"{figure(claim_rows(tables)[said.claim_id])} ({said.origin}, {said.when(Clock.AS_OF)})"
            for said in panel.counts
        ]
        name = _heading(tables, panel, one=False)
        parts.append(f"{name}: {listed(told, 9) or f'no public figure {_gap_words(panel)}'}")
    return f"Rows by origin with the days each counts. {'; '.join(parts)}."
