"""What the figures on arms share: entries and table rows of statements, marks and the key of origins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import pandas as pd

from components.charts import glyphs
from components.charts.ladder_page import Entry, Mark
from components.exhibits.contract import UNCOUNTED, Evidence, KeyItem, plain
from components.exhibits.event_rows import title_fits
from components.exhibits.origin_lines import about
from components.theme import PARTY_SYMBOLS, Palette
from data import Rows, Tables
from data.arms import counted_when, in_short
from data.ledger import claim_rows, metric_labels, source_rows, speaks_of
from data.series import DPRK, RUSSIA
from data.trails import Statement, Step
from data.vocabulary import AsOfBasis, ClaimKind, Party, Stage
from data.wording import coarse_day

#: The two countries of which numbers on arms speak.
SUBJECTS = (DPRK, RUSSIA)
_HOLLOW = "circle-open"


def mark_of(said: Statement, palette: Palette) -> Mark:
    """Give the mark of an origin: its party's form and colour, a hollow grey ring where it is never counted."""
    if not said.counted:
        return Mark(_HOLLOW, palette.ink3, 8)
    symbol = PARTY_SYMBOLS[said.party]
    if said.basis is AsOfBasis.READ:
        return Mark(f"{symbol}-open", palette.party(said.party), 8)
    return Mark(symbol, palette.party(said.party))


def entry_of(tables: Tables, said: Statement, palette: Palette, detail: str = "") -> Entry:
    """Write a statement as an entry: origin, number, day, and `detail` on what is counted."""
    when = counted_when(tables, said)
    return Entry(
        lead=said.origin,
        strong=in_short(said) if detail else f"{in_short(said)},",
        rest="; ".join(part for part in (f"{detail}, {when}" if detail else when, said.scope) if part),
        mark=mark_of(said, palette),
        hover=hover_of(tables, said),
        event_id=said.event_id,
    )


@lru_cache(maxsize=2048)
def hover_of(tables: Tables, said: Statement) -> str:
    """Write what a mark says when pointed at, safe for plotly: number, day, scope, publication, standing."""
    label = metric_labels(tables).get(said.metric, said.metric)
    parts = [
        f"{said.origin}: {in_short(said)}",
        label,
        " · ".join(
            part for part in (said.scope, said.kind.label, speaks_of(claim_rows(tables)[said.claim_id])) if part
        ),
        f"in {said.publisher}" if said.publisher else "",
        "" if said.counted else "listed, not counted",
    ]
    return "<br>".join(plain(part) for part in parts if part)


def statement_rows(tables: Tables, groups: Iterable[tuple[str, Stage | None, Sequence[Statement]]]) -> pd.DataFrame:
    """Make the table twin of statements, one row each: what, stage, whose word, number, days, source.

    `groups` are the words for what is counted, its stage of supply and its statements.
    """
    titles = _titles(tables)
    sources, claims = source_rows(tables), claim_rows(tables)
    return pd.DataFrame(
        [
            {
                "What": what,
                "Metric": metric_labels(tables).get(said.metric, said.metric),
                "Stage": stage.label if stage else "",
                "Origin": said.origin,
                "Party": said.party.label,
                "Number": in_short(said),
                "Lowest": said.low,
                "Best": said.best,
                "Highest": said.high,
                "Unit": said.unit.replace("_", " "),
                "Word": said.qualifier.label if said.qualifier else "",
                "Scope": said.scope,
                "Counts": said.kind.label,
                "Of": counted_when(tables, said),
                "Speaks of": speaks_of(claims[said.claim_id]),
                "Said on": coarse_day(said.said_on, said.said_precision),
                "How it follows": said.step.label,
                "Counted": "yes" if said.counted else "listed only",
                "Publication": said.publisher,
                "Grade": str(sources[said.source_id]["reliability"]),
                "Note": said.note,
                "Event": titles.get(said.event_id, ""),
                "Id": said.claim_id,
            }
            for what, stage, statements in groups
            for said in statements
        ]
    )


@lru_cache(maxsize=4)
def _titles(tables: Tables) -> dict[str, str]:
    return dict(zip(tables.events["event_id"], tables.events["title"], strict=True))


def claims_behind(rows: Rows, statements: Iterable[Statement]) -> Evidence:
    """Give the selected claims that statements are made of, as the evidence of a figure."""
    ids = {said.claim_id for said in statements}
    return Evidence(claims=rows.claims[rows.claims["claim_id"].isin(ids)])


def origin_key(statements: Sequence[Statement], palette: Palette) -> list[KeyItem]:
    """Explain the forms of the parties that speak, and the rings of what is not counted."""
    parties = {said.party for said in statements if said.counted}
    items = [
        KeyItem(party.label, glyphs.symbol(PARTY_SYMBOLS[party], palette.party(party)))
        for party in Party
        if party in parties
    ]
    if any(not said.counted for said in statements):
        items.append(KeyItem(UNCOUNTED, glyphs.symbol(_HOLLOW, palette.ink3)))
    return items


def gap_key(palette: Palette) -> KeyItem:
    """Explain the hatch of what has no public figure."""
    return KeyItem("no public figure", glyphs.gap(palette.gap), rule=True)


def reach_words(
    rows: Rows, metrics: Iterable[str], *, subjects: Sequence[str] = ("PRK",), goods: Iterable[str] = ()
) -> list[str]:
    """Say which filters do not reach the rows of a figure, and how many they could not place.

    The rows are the claims about some metrics of some countries and, where they are named, what Russia
    sends of some commodities.
    """
    wanted, moved = list(metrics), list(goods)
    tables = ("claims", "flows") if moved else ("claims",)
    unplaced = [rows.unplaced("claims", lambda astray: about(astray, wanted, subjects))]
    if moved:
        unplaced.append(rows.unplaced("flows", lambda astray: sent(astray, moved)))
    return list(dict.fromkeys([*(part for table in tables for part in rows.unreached(table)), *filter(None, unplaced)]))


def sent(flows: pd.DataFrame, goods: Sequence[str]) -> pd.Series:
    """Tell which flows are of some commodities that Russia sends to the DPRK."""
    pair = (flows["exporter"] == RUSSIA) & (flows["importer"] == DPRK)
    return pair & flows["commodity"].isin(goods)


def revisions(statements: Iterable[Statement]) -> int:
    """Count the statements with which an origin revised itself."""
    return sum(said.step is Step.REVISION for said in statements)


def newest_counted(statements: Sequence[Statement]) -> Statement | None:
    """Give the newest statement to be named in a title: counted before listed, whole scope and totals first."""
    ranked = sorted(
        statements,
        key=lambda said: (
            not said.counted,
            said.basis is AsOfBasis.READ,
            said.scope != "",
            said.kind is ClaimKind.FLOW,
            -said.as_of.toordinal(),
            said.claim_id,
        ),
    )
    return ranked[0] if ranked else None


def within(parts: Sequence[str]) -> str:
    """Join the parts of a title, without the middle ones where it would grow too long for two lines.

    >>> within(["first", "middle " * 30, "last"])
    'first; last'
    """
    kept = list(parts)
    while len(kept) > 1 and not title_fits("; ".join(kept)):
        kept.pop(1)
    return "; ".join(kept)
