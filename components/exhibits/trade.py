"""The trade flow diagram: who sends what between Russia and the DPRK, and figures by unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from components.charts.flow_diagram import flow_diagram
from components.charts.flow_scale import scale_of
from components.charts.flow_strips import flow_strips
from components.exhibits.contract import Canvas, Evidence, Exhibit
from components.exhibits.making import finish, nothing, opening
from components.exhibits.trade_entries import Good, Goods, has_figure
from components.exhibits.trade_goods import goods
from components.exhibits.trade_labour import workers_that_stand
from components.exhibits.trade_sides import sides
from components.exhibits.trade_words import alt, key, note, title, unsized, workers_said
from components.exhibits.turnover import turnover
from data import Rows, Selection, Tables
from data.flows import Panel, size
from data.series import DPRK, RUSSIA, between, flow_records, records

__all__ = ["PANEL", "trade_flows", "turnover"]

#: The option that says what the picture shows.
PANEL = "flows"


def trade_flows(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show who sends what between Russia and the DPRK: known flows, or the figures in one unit.

    By default a band is one exporter, importer and commodity, sized or not, so widths count flows and
    no two units share a scale. With the option `flows` (a `data.flows.Panel`) the figures in one unit
    stand on one scale, each flow's newest beside the others. Totals, parts, restatements and scopes
    are never added. Labour comes from claims on workers in Russia.
    """
    panel, rows = Panel(options.get(PANEL, Panel.KNOWN)), selection.apply(tables)
    flows = between(flow_records(tables, rows.flows), RUSSIA, DPRK)
    workers = workers_that_stand(rows.claims)
    found = goods(tables, flows, records(workers), panel)
    shown = [good for made in found.values() for good in made if has_figure(good, panel)]
    subject = _subject(panel, log=scale_of(spot for good in shown for spot in good.entry.spots).log)
    given = opening(
        "trade-flows",
        subject,
        _reach(tables, rows, panel),
        tables=tables,
        selection=selection,
        canvas=canvas,
        options=options,
    )
    if not shown:
        return nothing(**given, advice=_advice(found, panel))
    drawn = sides(found, panel, canvas.palette, _room(canvas))
    chart, hidden = flow_strips(drawn, canvas, panel.unit) if panel.unit else flow_diagram(drawn, canvas)
    said = workers_said(len(workers), bool(rows.unreached("flows")))
    return finish(
        **given,
        title=title(found, panel, canvas),
        chart=chart,
        key=key(canvas.palette, [entry for side in drawn for entry in side.entries], panel, unsized(drawn)),
        rows=pd.DataFrame([good.row for good in shown]),
        evidence=_evidence(rows, shown, workers),
        note=note(flows, found, panel, hidden, said),
        alt=alt(found, panel),
    )


def _room(canvas: Canvas) -> int:
    """Give how many figures of one direction stand below each other with two lines each."""
    return int(canvas.height / (canvas.text * (7.2 if canvas.narrow else 3.4)))


def _subject(panel: Panel, *, log: bool) -> str:
    if panel.unit:
        scale = "on a logarithmic scale" if log else "on one scale from zero"
        return f"Flows between Russia and the DPRK with a figure in {panel.unit}, {scale}"
    return "Known flows between Russia and the DPRK, sized or not, by group and commodity"


def _reach(tables: Tables, rows: Rows, panel: Panel) -> Iterator[str]:
    yield from rows.unreached("flows")

    def own(astray: pd.DataFrame) -> Iterable[bool]:
        known = between(flow_records(tables, astray), RUSSIA, DPRK)
        return astray["flow_id"].isin([row["flow_id"] for row in known if not panel.unit or size(row, panel.unit)])

    if unplaced := rows.unplaced("flows", own):
        yield unplaced


def _advice(found: Goods, panel: Panel) -> str:
    if any(found.values()):
        return f"Flows are known, but none with a figure in {panel.unit}: choose another unit or “Known flows”."
    return "No flow and no count of workers is left: widen a filter."


def _evidence(rows: Rows, shown: list[Good], workers: pd.DataFrame) -> Evidence:
    """Give the rows behind the picture: flows, and claims where labour is drawn."""
    ids = frozenset[str]().union(*(good.ids for good in shown))
    kept = rows.flows[[id in ids for id in rows.flows["flow_id"].tolist()]]
    return Evidence(flows=kept, claims=workers if any(good.labour for good in shown) else pd.DataFrame())
