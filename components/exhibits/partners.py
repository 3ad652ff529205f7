"""Partners side by side: what the DPRK, Iran, China and Belarus are said to have given Russia, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from components.charts import glyphs
from components.charts.claim_cells import POINTS, Weighing, status_words, worded
from components.charts.partner_grid import partner_picture
from components.charts.partner_list import Drawn
from components.exhibits.contract import UNCOUNTED, Canvas, Evidence, Exhibit, KeyItem, plain
from components.exhibits.event_rows import fullest
from components.exhibits.making import finish, nothing
from components.exhibits.origin_lines import joined
from data import Rows, Selection, Tables
from data.ledger import origin_rows
from data.partner_items import Item, Partner
from data.partners import Cell, Comparison, Entry, Matrix, assessments, claim_ids, full_words, matrix
from data.vocabulary import ClaimKind, Credibility, DateQualifier, Status
from data.wording import counted, listed, span

ID = "partners"
OPTION = "item"


def partners(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Set the claims on four partners of Russia side by side, one row an item, one column a partner.

    Option `item` shows one item in full. Every claim keeps its origin, day and grade; nothing is
    added or averaged, and only claims of one quantity, kind and scope stand on a common scale.
    """
    rows = selection.apply(tables)
    items = chosen_items(options)
    plain_order = matrix(tables, rows)
    leads = _leads(plain_order, items)
    found = _led(plain_order, leads)
    subtitle = " · ".join(
        (_subject(items), selection.sentence(tables), *rows.unreached("claims"), *_unplaced(tables, rows, items))
    )
    given: dict[str, Any] = {
        "id": ID, "tables": tables, "selection": selection, "canvas": canvas, "options": options, "subtitle": subtitle,
    }  # fmt: skip
    cells = [cell for item in items for cell in found.row(item)]
    entries = [entry for cell in cells for entry in cell.entries]
    if not entries:
        return nothing(
            **given,
            advice="No claim about what a partner gave Russia passes all filters.",
            holds=lambda other: any(
                cell.entries for item in items for cell in matrix(tables, other.apply(tables)).row(item)
            ),
        )
    weighed = assessments(rows.events)
    quoted = {entry.said.claim_id for entry in leads}
    drawn = partner_picture(found, items, weighings(tables, weighed), canvas, quoted)
    title = _title(found, items)
    ids = {entry.said.claim_id for entry in entries}
    return finish(
        **given,
        title=title,
        chart=drawn.chart,
        key=_key(canvas, cells, found, items, drawn),
        rows=pd.DataFrame([_twin(tables, cell, entry) for cell in cells for entry in cell.entries]),
        evidence=Evidence(events=weighed, claims=rows.claims[rows.claims["claim_id"].isin(ids)]),
        note=_note(drawn, [one for item in items if (one := found.comparison(item))]),
        alt=_alt(title, cells, len(items)),
    )


def chosen_items(options: Mapping[str, str]) -> tuple[Item, ...]:
    """Read the option `item`: that item alone, or all of them."""
    wanted = options.get(OPTION, "")
    return (Item(wanted),) if wanted in set(Item) else tuple(Item)


def weighings(tables: Tables, events: pd.DataFrame) -> list[Weighing]:
    """Put assessments into the words of a picture: title, then origin, day, status and grade."""
    return [_weighing(tables, row) for row in events.to_dict("records")]


def _weighing(tables: Tables, row: Mapping[Any, Any]) -> Weighing:
    names = origin_rows(tables)
    who = listed([names[code]["short_name"] for code in row["origins"]], 2)
    when = span(row["date_start"], row["date_end"], row["date_precision"], row["date_qualifier"] or DateQualifier.ON)
    standing = status_words(row["status"], row["credibility"], Credibility(row["credibility"]).label)
    return Weighing(
        row["event_id"], row["title"], f"{who}, {when} · {standing}", f"{plain(row['title'])}<br>{plain(standing)}"
    )


def _subject(items: Sequence[Item]) -> str:
    if len(items) == 1:
        return f"{items[0].label}: all claims on four partners of Russia, the newest of each origin first"
    return "Claims on what four partners gave Russia, the newest of each origin first"


def _unplaced(tables: Tables, rows: Rows, items: Sequence[Item]) -> Iterator[str]:
    """Say how many claims of the items shown a filter cannot place; dates hold back by rule and go unsaid."""
    if words := rows.unplaced("claims", lambda astray: astray["claim_id"].isin(claim_ids(tables, items))):
        yield words


def _title(found: Matrix, items: Sequence[Item]) -> str:
    """Say what each partner is credited with: its most claimed item where all are shown."""
    told, silent = [], []
    for partner in Partner:
        entry = _lead([found.cells[item, partner] for item in items])
        if entry is None:
            silent.append(partner.label)
        else:
            told.append(f"{partner.label} {_credited(entry)}")
    words = joined(told)
    lead = f"{items[0].label}: " if len(items) == 1 else ""
    whole = f"{lead}{words}" + (f"; no figure here for {listed(silent, 4)}" if silent else "")
    return fullest(whole, f"{lead}{words}", words)


def _leads(found: Matrix, items: Sequence[Item]) -> tuple[Entry, ...]:
    """Choose the claims that the title quotes, one a partner that has any."""
    own = (_lead([found.cells[item, partner] for item in items]) for partner in Partner)
    return tuple(entry for entry in own if entry is not None)


def _led(found: Matrix, leads: Sequence[Entry]) -> Matrix:
    """Put the claims that the title quotes first in their cells, so that the picture shows them."""
    cells = dict(found.cells)
    for place, cell in found.cells.items():
        first = [entry for entry in cell.entries if any(entry is lead for lead in leads)]
        if first:
            rest = [entry for entry in cell.entries if entry not in first]
            cells[place] = replace(cell, entries=(*first, *rest))
    return replace(found, cells=cells)


def _lead(cells: Sequence[Cell]) -> Entry | None:
    """Choose the claim that speaks for a partner: of its most claimed item, by a named origin where one speaks."""
    spoken = [cell for cell in cells if any(entry.said.counted for entry in cell.entries)]
    spoken = spoken or [cell for cell in cells if cell.entries]
    if not spoken:
        return None
    cell = max(spoken, key=lambda cell: len(cell.entries))
    named = [entry for entry in cell.entries if entry.said.counted and entry.latest]
    standing = [entry for entry in named if entry.said.kind in (ClaimKind.CUMULATIVE, ClaimKind.STOCK)]
    return (standing or named or list(cell.entries))[0]


def _credited(entry: Entry) -> str:
    what = f"of {entry.scope}" if entry.said.metric == "supply_share_percent" else worded(entry)
    who = entry.said.origin if entry.said.counted else f"{entry.said.origin}, not counted"
    return f"{entry.number} {what}".strip() + f" ({who})"


def _key(
    canvas: Canvas, cells: Sequence[Cell], found: Matrix, items: Sequence[Item], drawn: Drawn
) -> Iterator[KeyItem]:
    palette = canvas.palette
    if any(not entry.said.counted for cell in cells for entry in cell.entries):
        ring = glyphs.symbol("circle-open", palette.ink3)
        yield KeyItem(UNCOUNTED, ring)
    if any(not cell.entries for cell in cells):
        yield KeyItem("no figure", glyphs.gap(palette.gap))
    if drawn.claims_left:
        yield KeyItem("+3  further claims, in the table")
    yield KeyItem("A–F  grade of the publisher")
    compared = [one for item in items if (one := found.comparison(item))]
    if compared and drawn.scaled:
        ways = {POINTS.get(e.said.qualifier, 0) for one in compared for e in one.entries if e.said.qualifier}
        if 1 in ways:
            yield KeyItem("at least, over", glyphs.arrow(palette.ink, more=True), rule=True)
        if -1 in ways:
            yield KeyItem("up to, under, nearly", glyphs.arrow(palette.ink, more=False))
    if drawn.assessed:
        yield KeyItem(Status.ASSESSED.label, glyphs.status_mark(Status.ASSESSED, palette.ink), rule=True)


def _twin(tables: Tables, cell: Cell, entry: Entry) -> dict[str, str]:
    return {"Item": cell.item.label, "Partner": cell.partner.label, **full_words(tables, entry)}


def _note(drawn: Drawn, compared: Sequence[Comparison]) -> str:
    parts = [
        "Claims, not facts, and not of one kind: rows differ in quantity, stage and period; nothing is added.",
        "A number runs to the day beside it unless a period is named." if not drawn.scaled else "",
        _scales(compared) if drawn.scaled else "",
        f"{counted(drawn.items_left, 'item')} without room: see the table." if drawn.items_left else "",
        f"{counted(drawn.claims_left, 'further claim')} stand in the table only." if drawn.claims_left else "",
        "That one partner matters more than another is a judgement of those named, not a count."
        if drawn.assessed
        else "",
    ]
    return " ".join(part for part in parts if part)


def _scales(compared: Sequence[Comparison]) -> str:
    """Name what stands on a common scale: the only claims of one quantity and kind on several partners."""
    names = listed([f"{one.entries[0].what}, {one.kind.label}" for one in compared], 9)
    return f"Strips from zero on one scale: {names}; no other row has one quantity and kind for two partners."


def _alt(title: str, cells: Sequence[Cell], items: int) -> str:
    empty = sum(not cell.entries for cell in cells)
    total = sum(len(cell.entries) for cell in cells)
    return (
        f"{title}. A table of {counted(items, 'item')} by four partners with {counted(total, 'claim')}; "
        f"{counted(empty, 'cell')} without a public figure."
    )
