"""The goods of the flow diagram: one a direction and commodity, with its figure in a unit or at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from components.charts.flow_parts import Entry, Spot
from components.exhibits.contract import plain
from components.exhibits.trade_entries import (
    GROUPS,
    OTHERS,
    Good,
    Goods,
    Names,
    briefly,
    has_figure,
    hover,
    names_of,
    table_row,
    voices,
    years,
)
from components.exhibits.trade_labour import labour
from data import Tables
from data.flows import PAIRS, Panel, in_tree_order, is_total, known_flows, size, sized_in
from data.series import Record, amount, bound, newest, without_alternatives
from data.vocabulary import Basis, CommodityGroup, Direction
from data.wording import span


def goods(tables: Tables, flows: Iterable[Record], workers: Sequence[Record], panel: Panel) -> Goods:
    """Make the goods of both directions: groups in their order, in each what contains others first.

    In a unit panel every good keeps only its figures in that unit; goods without one have no spots.
    """
    found: Goods = {way: [] for way in PAIRS}
    ways = {exporter: way for way, (exporter, _) in PAIRS.items()}
    for (exporter, _), told in known_flows(flows).items():
        found[ways[exporter]].append(_good(tables, ways[exporter], told, panel))
    if workers:
        found[Direction.DPRK_TO_RUSSIA].append(labour(workers, names_of(tables), panel))
    return {way: list(_in_order(tables, made, panel)) for way, made in found.items()}


def _in_order(tables: Tables, found: list[Good], panel: Panel) -> Iterator[Good]:
    """Put what is drawn in order of groups and of the tree, what is only named behind it."""
    found.sort(key=lambda good: (good.order, -good.entry.rows, good.entry.name))
    drawn = {good.code: good for good in found if has_figure(good, panel)}
    for code, depth in in_tree_order(tables, list(drawn)):
        yield replace(drawn[code], entry=replace(drawn[code].entry, depth=depth))
    yield from (good for good in found if good.code not in drawn)


def _good(tables: Tables, way: Direction, told: list[Record], panel: Panel) -> Good:
    names, flows = names_of(tables), without_alternatives(told)
    latest = sorted(flows, key=lambda flow: (flow["period_end"], flow["flow_id"]), reverse=True)
    in_unit = sized_in(told, panel.unit) if panel.unit else None
    flow, others = in_unit or (newest(flows) or latest[0], [])
    shown = [flow, *others] if in_unit else latest
    commodity = flow["commodity"]
    group = CommodityGroup(names.groups[commodity])
    period, origin = span(flow["period_start"], flow["period_end"]), names.origins[flow["origin"]]
    entry = Entry(
        link="flows:" + "-".join((*PAIRS[way], commodity)),
        node=f"goods:{commodity}",
        group=group.label,
        group_node=f"group:{group}",
        name=names.goods[commodity],
        voices=voices(((one["origin"], one["basis"]) for one in (shown if in_unit else flows)), names),
        rows=len(shown if in_unit else flows),
        amount=_amount(flow, panel),
        about=", ".join(part for part in (period, origin, flow["scope"]) if part),
        briefly=briefly(years(flow["period_start"].year, flow["period_end"].year), origin, flow["scope"]),
        form=Basis(flow["basis"]),
        newest=latest[0]["period_end"].timestamp(),
        counted=names.counted[flow["origin"]],
        part=bool(flow["scope"]),
        total=is_total(tables, commodity),
        spots=tuple(_spot(one, panel, names) for one in shown) if in_unit else (),
    )
    kept, unit = (shown, panel) if in_unit else (shown[:OTHERS], Panel.KNOWN)
    lines = [_told(one, unit, names) for one in kept]
    row = table_row(way, entry, (period, origin, flow["scope"], flow["basis"]), names.publishers[flow["source_id"]])
    if panel.unit:
        row["Other figures in the unit"] = "; ".join(lines[1:]) if in_unit else ""
    made = replace(entry, hover=hover(entry, lines, len(shown)))
    beside = zip(shown[1:], lines[1:], strict=True) if in_unit else ()
    rest = tuple(_beside(made, one, panel, names, line) for one, line in beside)
    ids = frozenset(one["flow_id"] for one in (shown if in_unit else flows))
    lead = group is not CommodityGroup.TOTAL
    return Good(made, row, commodity, ids, GROUPS.index(group), lead, rest)


def _beside(entry: Entry, flow: Record, panel: Panel, names: Names, line: str) -> Entry:
    """Make a further figure of a flow an entry of its own, named after its origin."""
    period = span(flow["period_start"], flow["period_end"])
    return replace(
        entry,
        name=names.origins[flow["origin"]],
        amount=_amount(flow, panel),
        about=period,
        briefly=(years(flow["period_start"].year, flow["period_end"].year),),
        form=Basis(flow["basis"]),
        newest=flow["period_end"].timestamp(),
        counted=names.counted[flow["origin"]],
        hover=f"{plain(entry.name)}<br>{plain(line)}",
        beside=True,
        spots=(_spot(flow, panel, names),) if panel.unit and size(flow, panel.unit) else (),
    )


def _amount(flow: Record, panel: Panel) -> str:
    """Write a figure in the unit of the panel, or in its own."""
    if not panel.unit or size(flow, panel.unit) is None:
        return amount(flow)
    return amount({**flow, "quantity": None}) if panel is Panel.USD else amount(flow)


def _spot(flow: Record, panel: Panel, names: Names) -> Spot:
    found = size(flow, panel.unit)
    if found is None:
        raise ValueError(f"{flow['flow_id']} has no figure in {panel.unit}")
    form = Basis(flow["basis"])
    return Spot(found.low, found.best, found.high, bound(found.qualifier), form, names.counted[flow["origin"]])


def _told(flow: Record, panel: Panel, names: Names) -> str:
    period, basis = span(flow["period_start"], flow["period_end"]), Basis(flow["basis"]).label
    covers = f", {flow['scope']}" if flow["scope"] else ""
    return f"{period}: {_amount(flow, panel)}, {names.origins[flow['origin']]} ({basis}{covers})"
