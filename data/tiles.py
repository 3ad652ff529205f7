"""The eight tiles that say where things stand: number, strip, foot and the rows behind each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from data.headlines import WINDOW_MONTHS, Bound, Headline, headline
from data.standings import BridgeStanding, OilStanding, TradeStanding, bridge_headline, oil_headline, trade_headline
from data.tables import Tables
from data.vocabulary import ClaimKind
from data.wording import DASH, counted, day, number

MILLION = 1_000_000
#: Share of a strip that its highest figure fills, so that the last tick stands free.
_FILL = 0.93
#: Counts on the Overview, in order, each with the short name its tile carries.
COUNTS: tuple[tuple[str, ClaimKind, str], ...] = (
    ("troops_deployed", ClaimKind.CUMULATIVE, "Troops sent, to date"),
    ("troops_in_kursk", ClaimKind.STOCK, "Troops in Kursk oblast"),
    ("casualties", ClaimKind.CUMULATIVE, "Killed or wounded"),
    ("containers_shipped", ClaimKind.CUMULATIVE, "Containers shipped"),
    ("artillery_rounds", ClaimKind.CUMULATIVE, "Artillery rounds"),
)


@dataclass(frozen=True)
class Strip:
    """A zero-based strip: positions are shares of its length; `hatched` says no figure stands."""

    low: float = 0.0
    high: float = 0.0
    ticks: tuple[float, ...] = ()
    hatched: bool = False


@dataclass(frozen=True)
class Tile:
    """One tile; `ids` are keys of the rows of `table` that the number rests on.

    `strip` is None where no length can be read, as for the bridge.
    """

    code: str
    label: str
    number: str
    unit: str
    strip: Strip | None
    foot: tuple[str, ...]
    table: str
    ids: tuple[str, ...]


@lru_cache(maxsize=16)
def tiles(tables: Tables, known_on: date | None = None) -> tuple[Tile, ...]:
    """Make the tiles at the cut-off or as known on a day; dates and regions do not reach them.

    >>> from data import load_tables
    >>> [tile.code for tile in tiles(load_tables())][-3:]
    ['oil', 'trade', 'bridge']
    """
    counts = [_count_tile(headline(tables, metric, kind, known_on=known_on), label) for metric, kind, label in COUNTS]
    return (
        *counts,
        _oil_tile(oil_headline(tables, known_on=known_on)),
        _trade_tile(trade_headline(tables, known_on=known_on)),
        _bridge_tile(bridge_headline(tables, known_on=known_on)),
    )


def compact(low: float, high: float) -> tuple[str, str]:
    """Write a range in full, or in millions from a million on, and give the word to set beside it.

    >>> compact(5_700_000, 10_000_000), compact(100, 248)
    (('5.7–10', 'million'), ('100–248', ''))
    """
    scale, word = (MILLION, "million") if high >= MILLION else (1, "")
    least, most = number(low / scale), number(high / scale)
    return (least if low == high else f"{least}{DASH}{most}"), word


def bound_words(found: Headline) -> tuple[str, ...]:
    """Say which ends of a range are themselves bounds, and whose: "highest: at least (NIS)"."""
    if found.lowest == found.highest:
        return tuple(_bound(bound) for bound in found.lowest_bounds)
    named = (("lowest", found.lowest_bounds), ("highest", found.highest_bounds))
    return tuple(f"{end}: {_bound(bound)}" for end, bounds in named for bound in bounds if bound.word != "about")


def _bound(bound: Bound) -> str:
    whose = bound.origins[0] if len(bound.origins) == 1 else counted(len(bound.origins), "origin")
    return f"{bound.word} ({whose})"


def _count_tile(found: Headline, label: str) -> Tile:
    ids = tuple(claim.claim_id for claim in found.chosen)
    if found.lowest is None or found.highest is None:
        absent = f"none dated in {WINDOW_MONTHS[found.kind]} months to {day(found.day)}"
        listed = (f"{len(found.unchosen)} listed, not counted",) if len(found.unchosen) else ()
        return Tile(found.metric, label, "no count", "", Strip(hatched=True), (absent, *listed), "claims", ids)
    text, unit = compact(found.lowest, found.highest)
    foot: tuple[str, ...] = (
        _whose(found),
        f"newest {found.newest_words}",
        *(bound_words(found) if found.families > 1 else ()),
    )
    return Tile(found.metric, label, text, unit, _strip(found), foot, "claims", ids)


def _whose(found: Headline) -> str:
    if found.families > 1:
        return counted(found.families, "origin")
    word = "".join(f": {bound.word}" for bound in found.lowest_bounds)
    return f"1 origin, {found.origins[0]}{word}"


def _strip(found: Headline) -> Strip:
    scale = _FILL / (found.highest or 1)
    low, high = (found.lowest or 0) * scale, (found.highest or 0) * scale
    ticks = sorted({round(end * scale, 4) for claim in found.chosen for end in (claim.low, claim.high)})
    return Strip(round(low, 4), round(high, 4), tuple(ticks))


def _oil_tile(found: OilStanding) -> Tile:
    ids = (*found.reported["flow_id"], *found.after["flow_id"].tail(1))
    label, strip = "Refined oil, last UN report", Strip(hatched=True)
    if found.quantity is None or found.silent_since is None:
        return Tile("oil", label, "no report", "", strip, ("no monthly report public",), "flows", ids)
    foot = (f"for {found.month}; none since", *((found.after_words,) if found.after_words else ()))
    return Tile("oil", label, number(found.quantity), found.unit, strip, foot, "flows", ids)


def _trade_tile(found: TradeStanding) -> Tile:
    ids = tuple(found.flows["flow_id"])
    if found.year is None or found.lowest is None or found.highest is None:
        return Tile(
            "trade", "Two-way trade", "no figure", "", Strip(hatched=True), ("no full year public",), "flows", ids
        )
    text, word = compact(found.lowest, found.highest)
    scale = _FILL / (found.highest or 1)
    figures = found.flows["value_usd_best"] * scale
    strip = Strip(found.lowest * scale, _FILL if found.highest else 0.0, tuple(figures.round(4)))
    foot = (f"{counted(len(found.origins), 'origin')}, {found.basis}", *found.origins[:1])
    return Tile("trade", f"Two-way trade, {found.year}", text, f"{word} USD".strip(), strip, foot, "flows", ids)


def _bridge_tile(found: BridgeStanding) -> Tile:
    newest = f"{found.newest}, {found.newest_day}" if found.newest else "no milestone public"
    due = f"due {found.due_day}" if found.due_day else "no date promised"
    passed = f"{counted(found.passed, 'earlier date')} passed" if found.passed else ""
    text = f"open since {day(found.opened)}" if found.opened else "not open"
    foot = tuple(line for line in (newest, due, passed) if line)
    return Tile("bridge", "Tumen road bridge", text, "", None, foot, "projects", tuple(found.projects["milestone_id"]))
