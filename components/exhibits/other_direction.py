"""What Russia gave or is said to have given: by kind and by how well it is evidenced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from components.charts import glyphs
from components.charts.event_marks import SYMBOLS, EventMark, event_marks
from components.charts.ladder_page import Cell, Column, Entry, Line, Mark
from components.charts.stage_ladder import stage_ladder
from components.exhibits.arms_rows import gap_key, hover_of, reach_words, within
from components.exhibits.contract import UNCOUNTED, Canvas, Evidence, Exhibit, KeyItem, plain
from components.exhibits.event_rows import event_rows, told
from components.exhibits.making import finish, nothing, opening
from components.theme import Palette
from data import Rows, Selection, Tables
from data.arms import counted_when, in_short
from data.ledger import commodity_labels, metric_labels, origin_rows, source_rows
from data.series import DPRK, RUSSIA, Record, amount, flow_records, is_sized, moved, without_alternatives
from data.support import RULE, SUPPORT_METRICS, Gift, Standing, Support, gifts
from data.trails import Statement, latest_by_origin, statements
from data.vocabulary import CommodityGroup, OriginKind, Status
from data.wording import counted, span

ID = "other-direction"
_SHARES = {Standing.ON_RECORD: 1.05, Standing.REPORTED: 1.05, Standing.ALLEGED: 1.1, Standing.PLANNED: 0.8,
           Standing.DENIED: 0.8}  # fmt: skip
_TITLE_ORDER = (Standing.ON_RECORD, Standing.REPORTED, Standing.ALLEGED)
_TITLE_WORDS = {Standing.ON_RECORD: "On record", Standing.REPORTED: "reported or assessed",
                Standing.ALLEGED: "Russian part only alleged", Standing.PLANNED: "promised",
                Standing.DENIED: "denied"}  # fmt: skip
_SYMBOL_SIZE = 10
_OIL = "refined_petroleum"
_METRICS = tuple(metric for group in SUPPORT_METRICS.values() for metric in group)
_TWIN = ("Kind", "Standing", "Date", "Label", "Event", "Number", "Status", "Credibility", "Origins", "Counted", "Note",
         "Sources", "Id")  # fmt: skip


def _holds(tables: Tables, selection: Selection) -> bool:
    rows = selection.apply(tables)
    groups = (*_claims(tables, rows).values(), *_flows(tables, rows).values())
    return bool(gifts(tables, rows.events)) or any(groups)


def other_direction(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show Russia's support for the DPRK, kind by kind, from what is on record to what is only alleged."""
    rows = selection.apply(tables)
    found = gifts(tables, rows.events)
    numbers = _claims(tables, rows)
    flows = _flows(tables, rows)
    what = "Support from Russia to the DPRK, by kind and by how well it is evidenced"
    reached = reach_words(rows, _METRICS, subjects=(RUSSIA,), goods=(_OIL, *_foods(tables)))
    common = opening(ID, what, reached, tables=tables, selection=selection, canvas=canvas, options=options)
    said = [statement for group in numbers.values() for statement in group]
    moves = [flow for group in flows.values() for flow in group]
    if not (found or said or moves):
        return nothing(
            **common,
            advice="Nothing from Russia to the DPRK is left.",
            holds=lambda other: _holds(tables, other),
        )
    marks = event_marks(tables)
    columns = [s for s in Standing if s in (*_TITLE_ORDER, Standing.PLANNED) or any(g.standing is s for g in found)]
    lines = [
        _line(tables, kind, columns, [g for g in found if g.kind is kind and g.event_id in marks], numbers[kind],
              flows.get(kind, []), canvas.palette)
        for kind in Support
    ]  # fmt: skip
    heads = [*(Column(s.label, _SHARES[s]) for s in columns), Column("Numbers said", 1.15)]
    picture = stage_ladder(heads, [line for line in lines if any(cell.entries for cell in line.cells)], canvas)
    title = _title(found, marks, said, tables)
    chosen = [marks[gift.event_id].position for gift in found if gift.event_id in marks]
    ids = {statement.claim_id for statement in said}
    flow_ids = {flow["flow_id"] for flow in moves}
    return finish(
        **common,
        title=title,
        chart=picture.chart,
        key=_key([marks[g.event_id].status for g in found if g.event_id in marks], said, canvas.palette),
        rows=_twin(tables, selection, found, marks, numbers, flows),
        evidence=Evidence(
            events=tables.events.iloc[sorted(chosen)],
            claims=rows.claims[rows.claims["claim_id"].isin(ids)],
            flows=rows.flows[rows.flows["flow_id"].isin(flow_ids)],
        ),
        note=_note(picture.total - picture.shown, picture.total),
        alt=f"{title}. {_alt(found)}",
    )


def _claims(tables: Tables, rows: Rows) -> dict[Support, tuple[Statement, ...]]:
    """Give the newest claim of each origin on Russia's support, by kind, newest first."""
    said = latest_by_origin(statements(tables, rows.claims, metrics=_METRICS, subject=RUSSIA))
    ordered = sorted(said, key=lambda one: (-one.as_of.toordinal(), one.claim_id))
    return {kind: tuple(one for one in ordered if one.metric in SUPPORT_METRICS[kind]) for kind in Support}


@lru_cache(maxsize=4)
def _foods(tables: Tables) -> tuple[str, ...]:
    goods = tables.commodities
    return tuple(goods["commodity"][goods["group"] == CommodityGroup.FOOD.value])


def _flows(tables: Tables, rows: Rows) -> dict[Support, list[Record]]:
    """Give the newest sized flow of oil and of each food by scope and origin, newest first.

    Oil that a claim of the same origin counts too is left to the claim.
    """
    claimed = set(rows.claims["origin"][rows.claims["metric"] == "refined_oil_barrels"])
    flows = rows.flows[(rows.flows["exporter"] == RUSSIA) & (rows.flows["importer"] == DPRK)]
    given = [flow for flow in without_alternatives(moved(flow_records(tables, flows))) if is_sized(flow)]
    newest: dict[tuple[str, str, str], Record] = {}
    for flow in sorted(given, key=lambda flow: (flow["period_end"], flow["flow_id"])):
        if flow["commodity"] != _OIL or flow["origin"] not in claimed:
            newest[flow["commodity"], flow["scope"], flow["origin"]] = flow
    ordered = sorted(newest.values(), key=lambda flow: (flow["period_end"], flow["flow_id"]), reverse=True)
    wanted = {Support.OIL: (_OIL,), Support.FOOD: _foods(tables)}
    return {kind: [flow for flow in ordered if flow["commodity"] in goods] for kind, goods in wanted.items()}


def _line(
    tables: Tables,
    kind: Support,
    columns: Sequence[Standing],
    found: Sequence[Gift],
    said: Sequence[Statement],
    flows: Sequence[Record],
    palette: Palette,
) -> Line:
    marks = event_marks(tables)
    cells = []
    for column in columns:
        here = [marks[gift.event_id] for gift in found if gift.standing is column]
        here.sort(key=lambda mark: (mark.weight, -mark.end, mark.id))
        cells.append(Cell(tuple(_event_entry(mark, column, palette) for mark in here), silence=""))
    numbers = [(s.as_of, _claim_entry(tables, kind, s, palette)) for s in said]
    numbers += [(flow["period_end"].date(), _flow_entry(tables, flow, palette)) for flow in flows]
    numbers.sort(key=lambda pair: pair[0], reverse=True)
    return Line(kind.label, (*cells, Cell(tuple(entry for _, entry in numbers))))


def _event_entry(mark: EventMark, column: Standing, palette: Palette) -> Entry:
    look = Mark(SYMBOLS[mark.status], palette.direction(mark.direction), _SYMBOL_SIZE)
    return Entry(mark.label, "", mark.when, look, f"{mark.hover}<br>{plain(column.label)}", mark.id)


def _tick(counted_: bool, palette: Palette) -> Mark:
    return Mark("line-ns", palette.ink, 9) if counted_ else Mark("circle-open", palette.ink3, 8)


def _claim_entry(tables: Tables, kind: Support, said: Statement, palette: Palette) -> Entry:
    what = SUPPORT_METRICS[kind][said.metric]
    rest = f"{what}, {counted_when(tables, said)}"
    return Entry(said.origin, in_short(said), rest, _tick(said.counted, palette), hover_of(tables, said), said.event_id)


def _flow_entry(tables: Tables, flow: Record, palette: Palette) -> Entry:
    origin = origin_rows(tables)[flow["origin"]]
    name = str(origin["short_name"])
    good = commodity_labels(tables)[flow["commodity"]]
    period = span(flow["period_start"], flow["period_end"])
    rest = "; ".join(part for part in (f"{good.lower()}, {period}", flow["scope"]) if part)
    first_hand = not origin["composite"] and origin["kind"] != OriginKind.NEWS
    hover = "<br>".join(plain(part) for part in (f"{name}: {amount(flow)}", f"{good}, {period}", flow["basis"]))
    return Entry(name, amount(flow), rest, _tick(first_hand, palette), hover)


def _title(found: Sequence[Gift], marks: Mapping[str, EventMark], said: Sequence[Statement], tables: Tables) -> str:
    """Name the weightiest, then newest, event of each standing; without events the newest number."""
    parts: list[str] = []
    for standing in (*_TITLE_ORDER, Standing.PLANNED, Standing.DENIED):
        here = [marks[gift.event_id] for gift in found if gift.standing is standing and gift.event_id in marks]
        if here and len(parts) < 3:
            mark = min(here, key=lambda mark: (mark.weight, -mark.end, mark.id))
            parts.append(f"{_TITLE_WORDS[standing]}: {told(mark.label, mark.status, mark.when)}")
    if parts:
        return within([parts[0][0].upper() + parts[0][1:], *parts[1:]])
    if said:
        newest = max(said, key=lambda one: (one.as_of, one.claim_id))
        what = next(group[newest.metric] for group in SUPPORT_METRICS.values() if newest.metric in group)
        when = counted_when(tables, newest)
        return f"{newest.origin}: {in_short(newest)} {what} ({when}); no event is left"
    return "Goods from Russia are on record as trade flows only; no event is left"


def _key(statuses: Sequence[str], said: Sequence[Statement], palette: Palette) -> list[KeyItem]:
    colour = palette.russia_to_dprk
    items = [KeyItem(s.label, glyphs.status_mark(s, colour)) for s in Status if s in set(statuses)]
    items.append(KeyItem("an origin’s number", _tick_glyph(palette.ink), rule=True))
    if any(not statement.counted for statement in said):
        items.append(KeyItem(UNCOUNTED, glyphs.symbol("circle-open", palette.ink3)))
    return [*items, gap_key(palette)]


def _tick_glyph(colour: str) -> glyphs.Glyph:
    size = 'xmlns="http://www.w3.org/2000/svg" width="6" height="14" viewBox="0 0 6 14"'
    return glyphs.Glyph(f'<svg {size}><path d="M3 2V12" stroke="{colour}" stroke-width="2"/></svg>', 6, 14)


def _twin(
    tables: Tables,
    selection: Selection,
    found: Sequence[Gift],
    marks: Mapping[str, EventMark],
    numbers: Mapping[Support, Sequence[Statement]],
    flows: Mapping[Support, Sequence[Record]],
) -> pd.DataFrame:
    """Make the table twin: events with their standing, then the claims, then the flows."""
    dated = [gift for gift in found if gift.event_id in marks]
    events = event_rows(tables, selection.known_on, [marks[gift.event_id].position for gift in dated])
    lines: list[dict[Any, Any]] = [
        {**row, "Kind": gift.kind.label, "Standing": gift.standing.label}
        for gift, row in zip(dated, events.to_dict("records"), strict=True)
    ]
    lines += [_claim_row(tables, kind, said) for kind, group in numbers.items() for said in group]
    lines += [_flow_row(tables, kind, flow) for kind, group in flows.items() for flow in group]
    return pd.DataFrame([{column: line.get(column, "") for column in _TWIN} for line in lines], columns=list(_TWIN))


def _claim_row(tables: Tables, kind: Support, said: Statement) -> dict[str, str]:
    return {
        "Kind": kind.label,
        "Standing": "number said",
        "Date": counted_when(tables, said),
        "Event": "; ".join(part for part in (metric_labels(tables)[said.metric], said.scope) if part),
        "Number": in_short(said),
        "Origins": said.origin,
        "Counted": "yes" if said.counted else "listed only",
        "Note": said.note,
        "Sources": said.publisher,
        "Id": said.claim_id,
    }


def _flow_row(tables: Tables, kind: Support, flow: Record) -> dict[str, str]:
    return {
        "Kind": kind.label,
        "Standing": f"trade flow, {flow['basis']}",
        "Date": span(flow["period_start"], flow["period_end"]),
        "Event": "; ".join(part for part in (commodity_labels(tables)[flow["commodity"]], flow["scope"]) if part),
        "Number": amount(flow),
        "Origins": str(origin_rows(tables)[flow["origin"]]["short_name"]),
        "Note": flow["note"],
        "Sources": str(source_rows(tables)[flow["source_id"]]["publisher"]),
        "Id": flow["flow_id"],
    }


def _note(unseen: int, total: int) -> str:
    left = (
        f" {total - unseen} of {total} entries are drawn, the weightiest events first; the table lists all."
        if unseen
        else ""
    )
    return f"{RULE} Coal in transit, travel and confirmed statements are left out.{left}"


def _alt(found: Sequence[Gift]) -> str:
    parts = [
        f"{standing.label}: {counted(sum(gift.standing is standing for gift in found), 'event')}"
        for standing in Standing
        if any(gift.standing is standing for gift in found)
    ]
    return f"A matrix of kinds of support by how well they are evidenced. {'; '.join(parts) or 'No events'}."
