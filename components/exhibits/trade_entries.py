"""What the parts of the flow diagram share: a good with its entry and row, and the words for codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from components.charts.flow_parts import Entry, Voice
from components.exhibits.contract import plain
from data import Tables
from data.flows import Panel
from data.vocabulary import Basis, CommodityGroup, Direction, OriginKind
from data.wording import counted, number

LABOUR = "Labour"
#: Groups in the order of the picture; labour comes before the totals.
GROUPS = (
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
#: Figures named in a hover.
OTHERS = 4
_FORMS = (Basis.REPORTED, Basis.MIRROR, Basis.ESTIMATE, Basis.UNQUANTIFIED)
Goods = dict[Direction, list["Good"]]


@dataclass(frozen=True)
class Good:
    """One commodity of one direction: its entry, its row for the table and the ids of the flows behind it.

    `rest` are its further figures in the unit of the panel.
    """

    entry: Entry
    row: dict[str, object]
    code: str
    ids: frozenset[str]
    order: int
    lead: bool
    rest: tuple[Entry, ...] = ()

    @property
    def labour(self) -> bool:
        """Whether the entry stands for workers, who are counted in claims."""
        return self.entry.group == LABOUR


@dataclass(frozen=True)
class Names:
    """The words for codes: commodities, their groups, origins and publishers."""

    goods: Mapping[str, str]
    groups: Mapping[str, str]
    origins: Mapping[str, str]
    counted: Mapping[str, bool]
    publishers: Mapping[str, str]
    parties: Mapping[str, str]


@lru_cache(maxsize=4)
def names_of(tables: Tables) -> Names:
    """Gather the words for codes once for all selections."""
    origins = tables.origins
    first_hand = ~origins["composite"] & (origins["kind"] != OriginKind.NEWS)
    return Names(
        goods=_lookup(tables.commodities, "commodity", "label"),
        groups=_lookup(tables.commodities, "commodity", "group"),
        origins=_lookup(origins, "origin_id", "short_name"),
        counted=dict(zip(origins["origin_id"], first_hand.tolist(), strict=True)),
        publishers=_lookup(tables.sources, "source_id", "publisher"),
        parties=_lookup(origins, "origin_id", "party"),
    )


def _lookup(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(frame[key].tolist(), frame[value].tolist(), strict=True))


def years(first: int, last: int) -> str:
    """Write from which year to which.

    >>> years(2024, 2024), years(2023, 2025)
    ('2024', '2023–2025')
    """
    return str(first) if first == last else f"{first}–{last}"


def briefly(when: str, origin: str, scope: str) -> tuple[str, ...]:
    """Say less and less of a figure; a part of the trade is never shown without its scope."""
    if scope:
        return f"{when}, {scope}", scope, f"{when}, part only", "part only"
    return f"{when}, {origin}", origin, when


def voices(said: Iterable[tuple[str, str]], names: Names) -> tuple[Voice, ...]:
    """Give one voice an origin and basis; an origin that never counts has one voice in all."""
    voices = {
        (names.counted[origin], _FORMS.index(Basis(basis)) if names.counted[origin] else 0, names.origins[origin])
        for origin, basis in said
    }
    ordered = sorted(voices, key=lambda voice: (not voice[0], voice[1], voice[2]))
    return tuple(Voice(name, _FORMS[form], counts) for counts, form, name in ordered)


def hover(entry: Entry, lines: Sequence[str], figures: int) -> str:
    """Say what stands behind an entry, safe for plotly; `figures` is how many there are in all."""
    head = f"{entry.name}: {counted(entry.rows, 'row')}, {counted(entry.origins, 'origin')} at first hand"
    more = [f"and {number(figures - OTHERS)} more: a click lists them"] if figures > OTHERS else []
    return "<br>".join(plain(line) for line in (head, *lines[:OTHERS], *more))


def table_row(way: Direction, entry: Entry, figure: tuple[str, str, str, str], publisher: str) -> dict[str, object]:
    """Give the row of the table twin; `figure` is period, origin, scope and basis of the newest figure."""
    period, origin, scope, basis = figure
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


def has_figure(good: Good, panel: Panel) -> bool:
    """Say whether a good is drawn in a panel: every known flow, or a figure in the unit."""
    return not panel.unit or bool(good.entry.spots)
