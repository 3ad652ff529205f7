"""One port: what is said of its size, depth, lease, cargo and use, claim by claim, whose word and of when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from components.charts import glyphs
from components.charts.ladder_page import Cell, Column, Entry, Line, Mark
from components.charts.stage_ladder import stage_ladder
from components.exhibits.arms_rows import gap_key, within
from components.exhibits.contract import UNCOUNTED, Canvas, Evidence, Exhibit, KeyItem, plain
from components.exhibits.making import finish, nothing
from components.theme import PARTY_SYMBOLS, Palette
from data import Selection, Tables
from data.ledger import LedgerLine, claim_rows, origin_rows
from data.ports import PORT_IDS, Fact, Item, PortFile, port_file
from data.vocabulary import AsOfBasis, ClaimKind, Party
from data.wording import NO_DATE, counted, day

ID = "port-card"
OPTION = "port"
#: Lists beside each other, fewer where a picture is not wide.
_COLUMNS, _FEWER, _WIDE = 4, 2, 1000
#: What a number counts, said after it under the heading of its item; other metrics are named in full.
_PHRASES = {
    "port_capacity_tonnes_per_year": "tonnes a year", "port_capacity_teu_per_year": "TEU a year",
    "yard_capacity_teu": "TEU in the yard", "oil_terminal_capacity_tonnes_per_year": "tonnes of oil a year",
    "port_throughput_teu": "TEU", "port_throughput_tonnes": "tonnes",
    "port_throughput_import_export_teu": "TEU of import and export",
    "port_throughput_transshipment_teu": "TEU transshipped", "coal_throughput_tonnes": "tonnes of coal",
    "coal_transshipped_tonnes": "tonnes of Russian coal", "port_depth_m": "m deep at berth",
    "max_vessel_draught_m": "m of draught at most", "max_vessel_dwt": "DWT, the largest ship",
    "max_vessel_length_m": "m, the longest ship", "berths": "berths", "berth_length_m": "m of berths",
    "piers": "piers", "cranes": "cranes", "lease_years": "years of lease",
    "equity_share_percent": "% of a joint venture", "containers_at_port": "containers stacked",
    "containers_shipped": "arms containers sent to Russia", "containers_one_ship": "arms containers on one ship",
    "coal_target_tonnes": "tonnes of Russian coal",
    "coal_route_potential_tonnes_per_year": "more tonnes of coal a year",
    "vessel_loading_tonnes": "tonnes a ship", "storage_area_m2": "m² of storage", "oil_tanks": "oil tanks",
    "vessel_calls_per_month": "a month, ship calls", "vessel_calls": "ship calls", "tanker_calls": "tanker calls",
    "ship_voyages": "arms voyages", "ship_voyages_one_ship": "arms voyages of one ship", "tankers_seen": "tankers seen",
    "dark_port_calls": "port calls, transponder off", "project_cost_rub": "roubles", "project_cost_usd": "USD",
    "rail_length_km": "km of railway", "rail_bridges_rebuilt": "rail bridges rebuilt",
}  # fmt: skip
#: Items in the order in which a title names them.
_TITLE_ORDER = (Item.CAPACITY, Item.THROUGHPUT, Item.LEASE, Item.CARGO, Item.BERTHS, Item.DEPTH, Item.CALLS,
                Item.PIERS, Item.CRANES, Item.WORKS, Item.OTHER)  # fmt: skip
#: Items that a number alone would not name.
_NAMED = (Item.CAPACITY, Item.THROUGHPUT)
_SAID = ", when it was said"
#: Names with which a label may begin.
_NAMES = ("DPRK", "Russian")
_NOT_FACTS = (ClaimKind.PLAN, ClaimKind.CAP)


def port_card(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Set out every claim on the port that option `port` names, by item, first the one that speaks for it.

    Of all filters only the as-known-on day reaches it. Nothing is added or averaged; an item of which
    nobody gave a figure says so.
    """
    port = port_file(tables, options.get(OPTION) or PORT_IDS[0], None, selection.known_on)
    given: dict[str, Any] = {
        "id": ID, "tables": tables, "selection": selection, "canvas": canvas, "options": options,
        "subtitle": _subtitle(tables, selection, port),
    }  # fmt: skip
    told = [fact.line for facts in port.facts.values() for fact in facts]
    if not told:
        limit = day(selection.known_on or tables.cut_off)
        made = nothing(**given, advice=f"No claim on the port of {port.name} was public by {limit}. Choose another.")
        return replace(made, title=f"No rows: no claim on the port of {port.name} was public by {limit}")
    picture = stage_ladder(*_lists(tables, port, canvas), canvas, most=3)
    title, ids = _title(tables, port), [line.claim_id for line in told]
    rows = Selection(date_from=None, known_on=selection.known_on).apply(tables)
    return finish(
        **given,
        title=title,
        chart=picture.chart,
        key=_key(tables, told, port, canvas.palette),
        rows=_twin(port),
        evidence=Evidence(claims=rows.claims[rows.claims["claim_id"].isin(ids)]),
        note=_note(port, picture.shown, picture.total),
        alt=f"{title}. Lists of claims: {_alt(port)}.",
    )


def _subtitle(tables: Tables, selection: Selection, port: PortFile) -> str:
    known = f"as known on {day(selection.known_on)}" if selection.known_on else f"at {day(tables.cut_off)}"
    where = ", ".join(part for part in (port.name, port.where) if part)
    return f"All claims on the port of {where} · {known}; dates, regions and other filters do not apply"


def _lists(tables: Tables, port: PortFile, canvas: Canvas) -> tuple[list[Column], list[Line]]:
    count = _COLUMNS if canvas.width >= _WIDE else _FEWER
    # What nobody has put a figure on comes last, so that the lists stand together.
    ordered = sorted(port.facts.items(), key=lambda told: not told[1])
    cells = [
        Cell(tuple(_entry(tables, fact, canvas.palette) for fact in facts), caption=item.label)
        for item, facts in ordered
    ]
    blank = Cell((), silence="")
    cells += [blank] * (-len(cells) % count)
    lines = [Line("", tuple(cells[at : at + count])) for at in range(0, len(cells), count)]
    return [Column("")] * count, lines


def _entry(tables: Tables, fact: Fact, palette: Palette) -> Entry:
    line = fact.line
    about = "; ".join(dict.fromkeys(part for part in (line.scope, line.note) if part))
    grade = f"\u00a0·\u00a0{line.reliability}" if line.reliability else ""
    return Entry(
        lead=line.origin,
        strong=line.number,
        rest=f"{_what(tables, line)}, {_when(line)}{grade}" + (f"; {about}" if about else ""),
        mark=_mark(tables, line, palette),
        hover="<br>".join(plain(part) for part in _hover(line) if part),
        event_id=fact.focus.removeprefix("event:") if fact.focus.startswith("event:") else "",
    )


def _what(tables: Tables, line: LedgerLine) -> str:
    """Say what a number counts, as a clause after it; plans and limits say that they are."""
    claim = claim_rows(tables)[line.claim_id]
    label = line.metric if line.metric.startswith(_NAMES) else f"{line.metric[:1].lower()}{line.metric[1:]}"
    phrase = _PHRASES.get(claim["metric"]) or ", ".join(part for part in (line.unit, label) if part)
    return f"{phrase}, {line.kind}" if claim["kind"] in _NOT_FACTS else phrase


def _when(line: LedgerLine) -> str:
    return line.speaks_of.removesuffix(_SAID)


def _hover(line: LedgerLine) -> Iterator[str]:
    yield f"{line.origin}: {line.number} {line.unit}".strip()
    yield f"{line.metric} ({line.kind})"
    yield line.speaks_of if line.said == NO_DATE or _SAID in line.speaks_of else f"{line.speaks_of}, said {line.said}"
    yield f"in {line.publisher}, grade {line.reliability or 'not given'}"
    yield line.trail
    yield "" if line.counted else "listed, not counted"


def _mark(tables: Tables, line: LedgerLine, palette: Palette) -> Mark:
    if not line.counted:
        return Mark("circle-open", palette.ink3, 8)
    party = Party(origin_rows(tables)[line.origin_id]["party"])
    open_ = "-open" if claim_rows(tables)[line.claim_id]["as_of_basis"] == AsOfBasis.READ else ""
    return Mark(f"{PARTY_SYMBOLS[party]}{open_}", palette.party(party), 8)


def _title(tables: Tables, port: PortFile) -> str:
    """Name the claim that speaks for each item, counted origins before those only listed, three at most."""
    # The first fact of an item is the one that speaks for it, so what a title says is always drawn.
    leading = [(item, fact) for item in _TITLE_ORDER for fact in port.facts.get(item, ())[:1]]
    ranked = sorted(leading, key=lambda told: told[1].rank[:2])
    return f"{port.name}: {within([_told(tables, item, fact.line) for item, fact in ranked[:3]])}"


def _told(tables: Tables, item: Item, line: LedgerLine) -> str:
    scope = f"{line.scope}; " if line.scope else ""
    words = f"{line.number} {_what(tables, line)} ({scope}{line.origin}, {_when(line)})"
    return f"{item.label.lower()} {words}" if item in _NAMED else words


def _key(tables: Tables, told: Iterable[LedgerLine], port: PortFile, palette: Palette) -> Iterator[KeyItem]:
    told = list(told)
    parties = {line.party for line in told if line.counted}
    for party in Party:
        if party.label in parties:
            yield KeyItem(party.label, glyphs.symbol(PARTY_SYMBOLS[party], palette.party(party)))
    if any(not line.counted for line in told):
        yield KeyItem(UNCOUNTED, glyphs.symbol("circle-open", palette.ink3))
    if any(not facts for facts in port.facts.values()):
        yield gap_key(palette)
    yield KeyItem("A–F  grade of the publisher", rule=True)


def _twin(port: PortFile) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Item": item.label,
                "What": line.metric,
                "Number": line.number,
                "Unit": line.unit,
                "Covers": line.scope,
                "Counts": line.kind,
                "Origin": line.origin,
                "Counted": "yes" if line.counted else "listed only",
                "Speaks of": line.speaks_of,
                "Said": line.said,
                "How it follows": line.trail,
                "Publication": line.publisher,
                "Grade": line.reliability,
                "Note": line.note,
                "Id": line.claim_id,
            }
            for item, facts in port.facts.items()
            for line in (fact.line for fact in facts)
        ]
    )


def _note(port: PortFile, shown: int, total: int) -> str:
    parts = [
        "Claims, not facts, and of different parts of the port and different years: nothing is added.",
        f"{shown} of {total} claims are drawn; the table lists all." if shown < total else "",
        f"{counted(port.hidden, 'claim')} left out: said later, or nobody knows when." if port.hidden else "",
    ]
    return " ".join(part for part in parts if part)


def _alt(port: PortFile) -> str:
    return "; ".join(
        f"{item.label}: {counted(len(facts), 'claim') if facts else 'no public figure'}"
        for item, facts in port.facts.items()
    )
