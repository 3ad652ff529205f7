"""Trade exhibits: who sends what between Russia and the DPRK, and turnover by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from components.charts import glyphs
from components.charts.flow_diagram import Entry, Side, Voice, flow_diagram
from components.exhibits.contract import Canvas, Evidence, Exhibit, KeyItem, Medium, plain
from components.exhibits.making import finish, nothing
from components.exhibits.turnover import turnover
from components.theme import Palette
from data import Rows, Selection, Tables
from data.series import (
    DPRK,
    RUSSIA,
    Record,
    amount,
    between,
    flow_records,
    moved,
    newest,
    records,
    without_alternatives,
)
from data.vocabulary import AsOfBasis, Basis, ClaimKind, CommodityGroup, Direction, OriginKind, Party
from data.wording import NO_FIGURE, bounded, coarse_day, counted, listed, number, span

__all__ = ["trade_flows", "turnover"]

WORKERS = "workers_in_russia"
_LABOUR = "Labour"
_GROUPS = (
    CommodityGroup.ARMS,
    CommodityGroup.ENERGY,
    CommodityGroup.FOOD,
    CommodityGroup.CHEMICALS_FERTILIZERS,
    CommodityGroup.METALS_MINERALS,
    CommodityGroup.MACHINERY_VEHICLES,
    CommodityGroup.CONSUMER,
    CommodityGroup.OTHER,
    CommodityGroup.TOTAL,
)
_FORMS = (Basis.REPORTED, Basis.MIRROR, Basis.ESTIMATE, Basis.UNQUANTIFIED)
_TITLE = 190  # characters that two lines of a slide hold
_HALF_TITLE = 138  # and those of a half slide


@dataclass(frozen=True)
class _Good:
    """One commodity of one direction: its entry for the picture and its row for the table."""

    entry: Entry
    row: dict[str, object]
    order: int
    lead: bool


@dataclass(frozen=True)
class _Names:
    """The words for codes: commodities, their groups, origins and publishers."""

    goods: Mapping[str, str]
    groups: Mapping[str, str]
    origins: Mapping[str, str]
    counted: Mapping[str, bool]
    publishers: Mapping[str, str]
    parties: Mapping[str, str]


def trade_flows(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show who sends what between Russia and the DPRK: per commodity its origins and newest figure.

    Lengths stand for nothing but counts, so no two units share a scale. Each commodity of a
    direction carries one cell an origin, the number of rows, and the newest sized figure in its
    own unit; goods named without a number are drawn as "no figure known". Totals, parts,
    restatements and scopes are never added. Labour comes from claims on workers in Russia.
    """
    rows = selection.apply(tables)
    given: dict[str, Any] = {
        "id": "trade-flows",
        "tables": tables,
        "selection": selection,
        "canvas": canvas,
        "options": options,
    }
    subtitle = " · ".join(
        ("Goods between Russia and the DPRK, one row a commodity", selection.sentence(tables), *_reach(rows))
    )
    flows = between(flow_records(tables, rows.flows), RUSSIA, DPRK)
    drawn = without_alternatives(moved(flows))
    workers = _workers(rows.claims)
    if not drawn and workers.empty:
        return nothing(**given, subtitle=subtitle, advice="No flow and no count of workers is left: widen a filter.")
    goods = _goods(drawn, records(workers), _names(tables))
    sides = [_side(way, found, canvas.palette) for way, found in goods.items()]
    chart, hidden = flow_diagram(sides, canvas)
    everything = [good for found in goods.values() for good in found]
    ids = {flow["flow_id"] for flow in drawn}
    return finish(
        **given,
        title=_title(goods, canvas),
        subtitle=subtitle,
        chart=chart,
        key=_key(canvas.palette, everything),
        rows=pd.DataFrame([good.row for good in everything]),
        evidence=Evidence(flows=rows.flows[[id in ids for id in rows.flows["flow_id"].tolist()]], claims=workers),
        note=_note(flows, hidden, _workers_said(len(workers), bool(rows.unreached("flows")))),
        alt=_alt(goods),
    )


_PAIRS = {Direction.RUSSIA_TO_DPRK: (RUSSIA, DPRK), Direction.DPRK_TO_RUSSIA: (DPRK, RUSSIA)}


def _reach(rows: Rows) -> Iterator[str]:
    yield from rows.unreached("flows")
    if unplaced := rows.unplaced("flows"):
        yield unplaced


@lru_cache(maxsize=4)
def _names(tables: Tables) -> _Names:
    origins = tables.origins
    first_hand = ~origins["composite"] & (origins["kind"] != OriginKind.NEWS)
    return _Names(
        goods=_lookup(tables.commodities, "commodity", "label"),
        groups=_lookup(tables.commodities, "commodity", "group"),
        origins=_lookup(origins, "origin_id", "short_name"),
        counted=dict(zip(origins["origin_id"], first_hand, strict=True)),
        publishers=_lookup(tables.sources, "source_id", "publisher"),
        parties=_lookup(origins, "origin_id", "party"),
    )


def _lookup(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(frame[key], frame[value], strict=True))


def _goods(flows: list[Record], workers: list[Record], names: _Names) -> dict[Direction, list[_Good]]:
    """Make the goods of both directions, groups in their order, the most reported first in each."""
    grouped: dict[tuple[str, str], list[Record]] = {}
    for flow in flows:
        grouped.setdefault((flow["exporter"], flow["commodity"]), []).append(flow)
    goods: dict[Direction, list[_Good]] = {way: [] for way in _PAIRS}
    for (exporter, _), told in grouped.items():
        way = Direction.RUSSIA_TO_DPRK if exporter == RUSSIA else Direction.DPRK_TO_RUSSIA
        goods[way].append(_good(way, told, names))
    if workers:
        goods[Direction.DPRK_TO_RUSSIA].append(_labour(workers, names))
    for found in goods.values():
        found.sort(key=lambda good: (good.order, -good.entry.rows, good.entry.name))
    return goods


def _good(way: Direction, flows: list[Record], names: _Names) -> _Good:
    latest = sorted(flows, key=lambda flow: (flow["period_end"], flow["flow_id"]), reverse=True)
    flow = newest(flows) or latest[0]
    commodity = flow["commodity"]
    group = CommodityGroup(names.groups[commodity])
    period, origin = span(flow["period_start"], flow["period_end"]), names.origins[flow["origin"]]
    entry = Entry(
        id="-".join((*_PAIRS[way], commodity)),
        group=group.label,
        name=names.goods[commodity],
        voices=_voices(((told["origin"], told["basis"]) for told in flows), names),
        rows=len(flows),
        amount=amount(flow),
        about=", ".join(part for part in (period, origin, flow["scope"]) if part),
        briefly=_briefly(_years(flow["period_start"].year, flow["period_end"].year), origin, flow["scope"]),
        form=Basis(flow["basis"]),
        newest=latest[0]["period_end"].timestamp(),
    )
    hover = _hover(entry, (_told(flow, names) for flow in latest[:4]))
    row = _row(way, entry, period, origin, flow["scope"], flow["basis"], names.publishers[flow["source_id"]])
    return _Good(replace(entry, hover=hover), row, _GROUPS.index(group), group is not CommodityGroup.TOTAL)


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _briefly(when: str, origin: str, scope: str) -> tuple[str, ...]:
    """Say less and less of a figure; a part of the trade is never shown without its scope."""
    if scope:
        return f"{when}, {scope}", scope, f"{when}, part only", "part only"
    return f"{when}, {origin}", when


def _told(flow: Record, names: _Names) -> str:
    period, basis = span(flow["period_start"], flow["period_end"]), Basis(flow["basis"]).label
    return f"{period}: {amount(flow)}, {names.origins[flow['origin']]} ({basis})"


def _voices(said: Iterable[tuple[str, str]], names: _Names) -> tuple[Voice, ...]:
    """Give one voice an origin and basis; an origin that never counts has one voice in all."""
    voices = {
        (names.counted[origin], _FORMS.index(Basis(basis)) if names.counted[origin] else 0, names.origins[origin])
        for origin, basis in said
    }
    ordered = sorted(voices, key=lambda voice: (not voice[0], voice[1], voice[2]))
    return tuple(Voice(name, _FORMS[form], counts) for counts, form, name in ordered)


def _hover(entry: Entry, lines: Iterable[str]) -> str:
    head = f"{entry.name}: {counted(entry.rows, 'row')}, {counted(entry.origins, 'origin')} at first hand"
    return "<br>".join(plain(line) for line in (head, *lines))


def _row(
    way: Direction, entry: Entry, period: str, origin: str, scope: str, basis: str, publisher: str
) -> dict[str, object]:
    return {
        "Direction": way.label,
        "Group": entry.group,
        "Commodity": entry.name,
        "Newest figure": entry.amount,
        "Period": period,
        "Origin": origin,
        "Basis": Basis(basis).label,
        "Covers": scope or "all",
        "Origins at first hand": entry.origins,
        "All origins": ", ".join(dict.fromkeys(voice.name for voice in entry.voices)),
        "Rows": entry.rows,
        "Source": publisher,
    }


def _workers(claims: pd.DataFrame) -> pd.DataFrame:
    """Keep counts of DPRK workers in Russia that stand: neither revised since nor part of them."""
    of_workers = claims[claims["metric"].to_numpy() == WORKERS]
    kept = of_workers[
        (of_workers["subject"] == DPRK)
        & (of_workers["scope"] == "")
        & (of_workers["as_of_basis"] != AsOfBasis.READ)
        & ~of_workers["kind"].isin([ClaimKind.PLAN, ClaimKind.CAP])
    ]
    stand: pd.DataFrame = kept[~kept["claim_id"].isin(kept["supersedes"])]
    return stand


def _claimed(origin: str, names: _Names) -> Basis:
    """Read a count by a side of the deal as reported, anyone else's as an estimate."""
    return Basis.REPORTED if names.parties[origin] in (Party.RUSSIA, Party.DPRK) else Basis.ESTIMATE


def _labour(workers: list[Record], names: _Names) -> _Good:
    ordered = sorted(workers, key=lambda claim: (claim["as_of"], claim["claim_id"]), reverse=True)
    last = ordered[0]
    day, origin = coarse_day(last["as_of"], last["date_precision"]), names.origins[last["origin"]]
    basis = _claimed(last["origin"], names)
    entry = Entry(
        id="",
        group=_LABOUR,
        name="Workers in Russia",
        voices=_voices(((claim["origin"], _claimed(claim["origin"], names)) for claim in workers), names),
        rows=len(workers),
        amount=_persons(last),
        about=f"{day}, {origin}",
        briefly=_briefly(str(last["as_of"].year), origin, ""),
        form=basis,
        newest=last["as_of"].timestamp(),
    )
    lines = (
        f"{coarse_day(claim['as_of'], claim['date_precision'])}: {_persons(claim)}, {names.origins[claim['origin']]}"
        for claim in ordered
    )
    row = _row(Direction.DPRK_TO_RUSSIA, entry, day, origin, "", basis, names.publishers[last["source_id"]])
    return _Good(replace(entry, hover=_hover(entry, lines)), row, len(_GROUPS) - 2, lead=False)


def _persons(claim: Record) -> str:
    return f"{bounded(claim['low'], claim['best'], claim['high'], claim['qualifier'])} persons"


def _side(way: Direction, goods: list[_Good], palette: Palette) -> Side:
    text = getattr(palette, f"{way}_text")
    return Side(way.label, palette.direction(way), text, tuple(good.entry for good in goods))


def _title(goods: Mapping[Direction, list[_Good]], canvas: Canvas) -> str:
    """Say each direction's best attested figure, then what has none, as far as two lines go."""
    parts = [part for way, found in goods.items() if (part := _leading(way, found))]
    unknown = [good.entry.name for found in goods.values() for good in found if good.entry.amount == NO_FIGURE]
    parts = [parts[0], *(_lower(part) for part in parts[1:])] if parts else []
    limit = _HALF_TITLE if canvas.medium is Medium.STILL and canvas.width < 900 else _TITLE
    title = "; ".join(parts)
    if len(title) > limit:
        return parts[0]
    for names in (3, 2, 1):
        said = f"no figure for {listed([_lower(name) for name in unknown], names)}"
        longer = "; ".join(part for part in (title, said) if part)
        if unknown and len(longer) <= limit:
            return longer[0].upper() + longer[1:]
    return title


def _leading(way: Direction, goods: list[_Good]) -> str:
    known = [good for good in goods if good.entry.amount != NO_FIGURE]
    if not known:
        return ""
    best = max(known, key=_attested).entry
    importer = "the DPRK" if way is Direction.RUSSIA_TO_DPRK else "Russia"
    name, where = (best.name, f" to {importer}") if best.id else ("DPRK workers", f" in {importer}")
    # Counts of workers have no basis of their own in the tables.
    basis = f", {best.form.label}" if best.id and best.form is not Basis.REPORTED else ""
    return f"{name}{where}: {best.amount} ({best.about}{basis})"


def _attested(good: _Good) -> tuple[bool, int, int, int, float]:
    """Rank goods by how many origins and rows speak of them, then by the order of their groups."""
    entry = good.entry
    return good.lead, entry.origins, entry.rows, -good.order, entry.newest


def _lower(name: str) -> str:
    """Write a name inside a sentence; names in capitals or of countries keep theirs."""
    keeps = name[1:2].isupper() or name.startswith("Russian ")
    return name if keeps else name[0].lower() + name[1:]


def _key(palette: Palette, goods: list[_Good]) -> list[KeyItem]:
    ways = [KeyItem(way.label, glyphs.swatch(palette.direction(way))) for way in _PAIRS]
    marks = {
        Basis.REPORTED: glyphs.swatch(palette.ink2),
        Basis.MIRROR: glyphs.bar(palette.ink2, hatch=True),
        Basis.ESTIMATE: glyphs.bar(palette.ink2, dash="3,2"),
        Basis.UNQUANTIFIED: glyphs.gap(palette.gap),
    }
    voices = [voice for good in goods for voice in good.entry.voices]
    used = {voice.form for voice in voices if voice.counted} | {good.entry.form for good in goods}
    items = [KeyItem(basis.label, mark, rule=False) for basis, mark in marks.items() if basis in used]
    ring = [KeyItem("news or composite origin, not counted", glyphs.symbol("circle-open", palette.ink3), rule=True)]
    first = [KeyItem(items[0].label, items[0].glyph, rule=True), *items[1:]] if items else []
    return [*ways, *first, *(ring if any(not voice.counted for voice in voices) else [])]


def _workers_said(workers: int, elsewhere: bool) -> str:
    """Say that workers stand in claims, which filters reach that do not reach flows."""
    if not workers:
        return "No count of workers is left: these filters reach claims, not flows." if elsewhere else ""
    return f"Workers are counted in claims, not flows{', and follow every filter' if elsewhere else ''}."


def _note(flows: list[Record], hidden: int, workers: str) -> str:
    kept = moved(flows)
    plans, restated = len(flows) - len(kept), len(kept) - len(without_alternatives(kept))
    left_out = [
        counted(plans, "planned figure") if plans else "",
        counted(restated, "restatement in another unit or text", "restatements in another unit or text")
        if restated
        else "",
    ]
    said = [
        "Each cell is an origin. Rows of a commodity may overlap (a year and its months, rival origins): "
        "counted, never added.",
        f"Left out: {listed(left_out, 2)}." if any(left_out) else "",
        workers,
        f"{counted(hidden, 'commodity', 'commodities')} without room in the picture: see the table." if hidden else "",
    ]
    return " ".join(part for part in said if part)


def _alt(goods: Mapping[Direction, list[_Good]]) -> str:
    sides = [f"{way.label}: {_spoken(found)}" for way, found in goods.items() if found]
    return f"Two lists of goods with origins, rows and newest figure. {'. '.join(sides)}."


def _spoken(goods: list[_Good]) -> str:
    unknown = sum(good.entry.amount == NO_FIGURE for good in goods)
    said = (
        f"{counted(len(goods), 'commodity', 'commodities')}, {number(unknown) if unknown else 'none'} without a figure"
    )
    best = max(goods, key=_attested).entry
    return f"{said}; most attested {best.name}, {best.amount}, {best.about}"
