"""What four partners are said to have given Russia, item by item: every claim, never added, never averaged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby

import pandas as pd

from data.ledger import claim_rows, figure, source_rows, speaks_of
from data.partner_items import QUANTITIES, SCOPES, Item, Partner
from data.selection import Rows
from data.series import amount
from data.tables import Tables
from data.trails import Statement, Step, latest_by_origin, statements
from data.vocabulary import AsOfBasis, Category, ClaimKind
from data.wording import coarse_day, known_day, span

#: Tags of assessments that weigh the partners against each other, in the order they are shown.
WEIGHING = ("partners", "iran", "leverage", "durability")
#: Order of kinds within a quantity: what was given before what was given in a time, and both before plans.
_KINDS = (ClaimKind.CUMULATIVE, ClaimKind.STOCK, ClaimKind.FLOW, ClaimKind.PLAN, ClaimKind.CAP)
#: Kinds that compare across partners without a common period.
_COMPARABLE = (ClaimKind.CUMULATIVE, ClaimKind.STOCK)


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as the comparison shows it: `number` bold, then `what`; whose word, of when, how graded.

    `latest` is False where a later claim of the same origin stands for it.
    """

    said: Statement
    number: str
    what: str
    scope: str
    when: str
    reported: str
    grade: str
    latest: bool

    @property
    def focus(self) -> str:
        """What a click on it opens: its event, else all claims of its quantity."""
        return f"event:{self.said.event_id}" if self.said.event_id else f"metric:{self.said.metric}"


@dataclass(frozen=True)
class Cell:
    """What is said of one item and one partner: the latest of each origin first, then what went before.

    `hidden` counts the claims that were public but that a filter holds back.
    """

    item: Item
    partner: Partner
    entries: tuple[Entry, ...]
    hidden: int

    @property
    def silence(self) -> str:
        """The words of an empty cell: nobody gave a figure, or a filter holds it back."""
        if self.hidden:
            return f"{self.hidden} held back by the filters"
        return "no public figure"


@dataclass(frozen=True)
class Comparison:
    """Claims that may stand on one scale: same quantity, scope, kind and so stage, of several partners."""

    item: Item
    metric: str
    scope: str
    kind: ClaimKind
    entries: tuple[Entry, ...]

    @property
    def top(self) -> float:
        """The round number at which a scale from zero ends."""
        return ceiling(max(entry.said.highest for entry in self.entries))


@dataclass(frozen=True)
class Matrix:
    """The whole comparison, items in their order, partners in theirs."""

    cells: Mapping[tuple[Item, Partner], Cell]
    comparisons: tuple[Comparison, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All claims of the comparison."""
        return tuple(entry for cell in self.cells.values() for entry in cell.entries)

    def row(self, item: Item) -> tuple[Cell, ...]:
        """Give the cells of an item, one a partner."""
        return tuple(self.cells[item, partner] for partner in Partner)

    def comparison(self, item: Item) -> Comparison | None:
        """Give the claims of an item that stand on one scale, if any do."""
        return next((one for one in self.comparisons if one.item is item), None)


def matrix(tables: Tables, rows: Rows) -> Matrix:
    """Sort the claims of a selection by item and partner; `rows` is what the selection leaves.

    >>> from data import Selection, load_tables
    >>> tables = load_tables()
    >>> found = matrix(tables, Selection().apply(tables))
    >>> found.cells[Item.DRONES, Partner.DPRK].silence
    'no public figure'
    >>> [entry.number for entry in found.cells[Item.MISSILES, Partner.IRAN].entries][:3]
    ['nearly 500', 'over 200', '400']
    """
    events = dict(zip(rows.claims["claim_id"].tolist(), rows.claims["event_id"].tolist(), strict=True))
    ordered = {}
    for (item, partner), prepared in _prepared(tables).items():
        here = [entry for entry in prepared if entry.said.claim_id in events]
        public = here if len(here) == len(prepared) else [one for one in prepared if _public(one.said, rows.known_on)]
        ordered[item, partner] = Cell(item, partner, _placed(item, here, events), len(public) - len(here))
    return Matrix(ordered, tuple(_comparisons(ordered)))


def claim_ids(tables: Tables, items: Iterable[Item]) -> frozenset[str]:
    """Name every claim of the tables that stands under one of the items, whatever the selection."""
    wanted = set(items)
    cells = (entries for (item, _), entries in _prepared(tables).items() if item in wanted)
    return frozenset(entry.said.claim_id for entries in cells for entry in entries)


def assessments(events: pd.DataFrame) -> pd.DataFrame:
    """Give the assessments that weigh the partners, by tag in the order of `WEIGHING`, newest first."""
    columns = (events[name].tolist() for name in ("category", "tags", "date_start", "event_id"))
    found = []
    for place, (category, tags, start, id) in enumerate(zip(*columns, strict=True)):
        rank = next((rank for rank, tag in enumerate(WEIGHING) if tag in tags), None)
        if rank is not None and category == Category.ASSESSMENT:
            found.append((rank, -start.toordinal(), id, place))
    return events.take([place for *_, place in sorted(found)])


def when(tables: Tables, said: Statement) -> str:
    """Write the day or period a claim speaks of, briefly.

    Flows name their period; a day that was only read off is not given.
    """
    row = claim_rows(tables)[said.claim_id]
    if said.basis is AsOfBasis.READ:
        return "day not given"
    start, end = known_day(row["period_start"]), known_day(row["period_end"])
    if said.kind is ClaimKind.FLOW and start and end and start < end:
        return span(start, end)
    return coarse_day(said.as_of, said.precision)


def full_words(tables: Tables, entry: Entry) -> dict[str, str]:
    """Say a claim in full, for tables: one text a column heading."""
    said, row = entry.said, claim_rows(tables)[entry.said.claim_id]
    return {
        "Number": entry.number,
        "Counts": " ".join(part for part in (entry.what, f"({said.kind.label})") if part),
        "Covers": entry.scope,
        "Origin": said.origin,
        "Counted": "yes" if said.counted else "no: unnamed officials or news",
        "Speaks of": speaks_of(row),
        "Said": entry.reported,
        "Source": said.publisher,
        "Grade": entry.grade,
        "Standing": "newest of its origin" if entry.latest else "an earlier claim of its origin",
        "Note": said.note,
        "Claim": said.claim_id,
    }


@lru_cache(maxsize=4)
def _prepared(tables: Tables) -> Mapping[tuple[Item, Partner], tuple[Entry, ...]]:
    """Put every claim of the tables into its cells once; a selection only takes from them."""
    metrics = {metric for quantities in QUANTITIES.values() for metric in quantities}
    found: dict[tuple[Item, Partner], list[Entry]] = {(item, partner): [] for item in Item for partner in Partner}
    for partner in Partner:
        for said in statements(tables, tables.claims, metrics=metrics, subject=str(partner)):
            for item in _items(said):
                found[item, partner].append(_entry(tables, item, said))
    return {place: tuple(entries) for place, entries in found.items()}


def _public(said: Statement, known_on: date | None) -> bool:
    return known_on is None or (said.said_on is not None and said.said_on <= known_on)


def _items(said: Statement) -> list[Item]:
    return [
        item
        for item, quantities in QUANTITIES.items()
        if said.metric in quantities and said.scope in SCOPES.get((item, said.metric), {said.scope})
    ]


def _placed(item: Item, entries: Sequence[Entry], events: Mapping[str, str]) -> tuple[Entry, ...]:
    """Put the latest of each origin first: what leads the item, named origins, the newest."""
    latest = _latest([entry.said for entry in entries])
    rank = {metric: place for place, metric in enumerate(QUANTITIES[item])}

    def place(entry: Entry) -> tuple[bool, int, int, bool, bool, int, str]:
        said = entry.said
        narrow = said.scope != "" and (item, said.metric) not in SCOPES
        dated = -said.as_of.toordinal() if said.basis is not AsOfBasis.READ else 0
        kind = _KINDS.index(said.kind)
        return said.claim_id not in latest, rank[said.metric], kind, not said.counted, narrow, dated, said.claim_id

    return tuple(
        _standing(entry, entry.said.claim_id in latest, events[entry.said.claim_id])
        for entry in sorted(entries, key=place)
    )


def _standing(entry: Entry, latest: bool, event_id: str) -> Entry:
    """Say of an entry whether it is the newest; what was public before its event was stands without it."""
    if latest and event_id == entry.said.event_id:
        return entry
    said = entry.said if event_id == entry.said.event_id else replace(entry.said, event_id=event_id)
    return replace(entry, said=said, latest=latest)


def _latest(found: Sequence[Statement]) -> set[str]:
    """Find the newest claims of each origin; two of the same day that do not replace each other both are."""
    newest = {_alike(said): said for said in latest_by_origin(found)}
    replaced = {said.before for said in found if said.step is not Step.FIRST}
    return {
        said.claim_id
        for said in found
        if said.claim_id not in replaced
        and said.as_of == newest[_alike(said)].as_of
        and said.basis is newest[_alike(said)].basis
    } | {said.claim_id for said in newest.values()}


def _alike(said: Statement) -> tuple[str, str, ClaimKind, str]:
    return said.metric, said.scope, said.kind, said.origin_id


def _entry(tables: Tables, item: Item, said: Statement) -> Entry:
    row, source = claim_rows(tables)[said.claim_id], source_rows(tables)[said.source_id]
    what = QUANTITIES[item][said.metric]
    number = _money(said) if said.unit == "USD" else figure(row)
    glued = what.startswith("%")
    return Entry(
        said=said,
        number=f"{number}\u202f%" if glued else number,
        what=what.removeprefix("%").strip(),
        scope=said.scope,
        when=when(tables, said),
        reported=coarse_day(said.said_on, said.said_precision),
        grade=source["reliability"] or "–",
        latest=True,
    )


def _money(said: Statement) -> str:
    values = {"value_usd_low": said.low, "value_usd_best": said.best, "value_usd_high": said.high}
    return amount({**values, "quantity_qualifier": said.qualifier or ""})


def _comparisons(cells: Mapping[tuple[Item, Partner], Cell]) -> Iterable[Comparison]:
    """Find what several partners are credited with alike; yes-or-no and narrower scopes are not on a scale."""
    for item in Item:
        entries = [entry for partner in Partner for entry in cells[item, partner].entries if entry.latest]
        entries = [e for e in entries if e.said.kind in _COMPARABLE and e.said.unit != "yes_no" and not e.scope]
        entries.sort(key=lambda e: (e.said.metric, e.said.kind))
        for (metric, kind), group in groupby(entries, key=lambda e: (e.said.metric, e.said.kind)):
            alike = tuple(group)
            if len({entry.said.subject for entry in alike}) > 1:
                yield Comparison(item, metric, "", kind, alike)


def ceiling(value: float) -> float:
    """Give the round number at or above a value at which a scale ends.

    >>> ceiling(500), ceiling(248), ceiling(9.8e9)
    (500.0, 250.0, 10000000000.0)
    """
    power = 1.0
    while power * 10 <= value:
        power *= 10
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value)
