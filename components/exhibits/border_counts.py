"""Rail and border counts: who counted how many wagons, tonnes and travellers, over which days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from components.charts import glyphs
from components.charts.count_columns import CountBlock, needed_height
from components.charts.period_marks import CountRow
from components.charts.period_rows import count_blocks
from components.exhibits.border_words import (
    alone_name,
    alone_words,
    alt_of,
    gap_words,
    heading,
    note_of,
    row_names,
    title_of,
)
from components.exhibits.claim_rows import claim_table
from components.exhibits.contract import Canvas, Exhibit, KeyItem
from components.exhibits.making import finish, nothing, opening
from components.exhibits.origin_lines import (
    claim_evidence,
    hover,
    key,
    reach,
    symbol,
)
from components.theme import Palette
from data import Selection, Tables
from data.border_counts import METRICS, SUBJECTS, CountPanel, border_panels
from data.ledger import claim_rows, figure, place_names
from data.trails import Clock, Statement
from data.units import said as unit_said
from data.vocabulary import AsOfBasis, ClaimKind

ID = "border-counts"
_ALONE = "Counts that stand alone"


def border_counts(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Build the figure of border counts: one block a metric, scope and kind, one row a count.

    Every block has a scale of its own from zero; the calendar is one for all. What nobody has published
    is hatched where somebody used to count.
    """
    rows, panels = selection.apply(tables), border_panels(tables, selection)
    ordered = [said for panel in panels for said in panel.counts]
    what = "Rail and border counts by origin: over which days, and how many; each block has a scale of its own"
    given = opening(
        ID, what, reach(rows, METRICS, SUBJECTS), tables=tables, selection=selection, canvas=canvas, options=options
    )
    if not ordered:
        return nothing(**given, advice="No border count is left: widen a filter.")
    blocks = list(_blocks(tables, panels, canvas.palette))
    picture = count_blocks(blocks, _days(tables, selection, panels), canvas)
    title = title_of(tables, panels)
    return finish(
        **given,
        title=title,
        chart=picture.chart,
        key=_key(ordered, panels, canvas.palette),
        rows=_twin(tables, ordered, selection.known_on),
        evidence=claim_evidence(rows, ordered),
        note=note_of(panels, picture.hidden),
        alt=f"{title}. {alt_of(tables, panels)}",
    )


def needed(tables: Tables, selection: Selection, width: int) -> int:
    """Give the height in px at which the picture shows every count with all its words at a width."""
    canvas = Canvas(width, 0)
    return needed_height(list(_blocks(tables, border_panels(tables, selection), canvas.palette)), canvas)


def _blocks(tables: Tables, panels: Sequence[CountPanel], palette: Palette) -> Iterator[CountBlock]:
    """Give the blocks of comparable counts, then one of all counts that have nothing beside them."""
    for panel in panels:
        if not panel.alone:
            one = len({said.origin_id for said in panel.counts}) == 1
            names = row_names(tables, panel, one=one)
            counts = zip(panel.counts, names, strict=True)
            rows = tuple(_row(tables, said, name, palette, words=said.when(Clock.AS_OF)) for said, name in counts)
            words = gap_words(panel)
            yield CountBlock(heading(tables, panel, one=one), rows, panel.gaps, words)
    singles = [said for panel in panels if panel.alone for said in panel.counts]
    if singles:
        rows = tuple(_row(tables, said, alone_name(tables, said), palette, words=alone_words(said)) for said in singles)
        yield CountBlock(_ALONE, rows, drawn=False)


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


def _twin(tables: Tables, found: Sequence[Statement], known_on: date | None) -> Any:
    places = place_names(tables)
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
