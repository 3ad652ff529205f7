"""Claims as lines of a dot-and-range figure: their marks, their words and their key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from components.charts import glyphs
from components.charts.range_lines import RangeLine
from components.exhibits.contract import UNCOUNTED, Evidence, KeyItem, plain
from components.exhibits.event_rows import title_fits
from components.theme import PARTY_SYMBOLS, Palette
from data import Rows, Tables
from data.ledger import claim_rows, figure, source_rows, speaks_of
from data.trails import Clock, Statement, follows, statements, trails
from data.vocabulary import AsOfBasis, ClaimKind, Party, Qualifier
from data.wording import known_day, span

#: What a reader finds to the right of a number.
COLUMNS = ("Speaks of", "Said", "Grade")
_MORE = (Qualifier.AT_LEAST, Qualifier.OVER)
_LESS = (Qualifier.UP_TO, Qualifier.UNDER, Qualifier.NEARLY)
_RING = "circle-open"


def origin_line(tables: Tables, said: Statement, palette: Palette, *, name: str = "") -> RangeLine:
    """Make the line of a claim; `name` stands in its first column instead of the origin.

    A click opens the claim's event or, where it has none, all claims of its metric.
    """
    row = claim_rows(tables)[said.claim_id]
    return RangeLine(
        name=name or said.origin,
        number=figure(row),
        about=(day_words(tables, said), said.when(Clock.SAID_ON), grade(tables, said) or "–"),
        low=said.lowest,
        high=said.highest,
        best=said.best,
        symbol=symbol(said),
        colour=palette.party(said.party) if said.counted else palette.ink3,
        hover=hover(tables, said),
        focus=("event", said.event_id) if said.event_id else ("metric", said.metric),
        arrow=bound(said),
        faint=not said.counted,
    )


def symbol(said: Statement) -> str:
    """Choose the mark of a claim: its party's shape, a square for a plan, a ring where it is not counted."""
    if not said.counted:
        return _RING
    if said.kind in (ClaimKind.PLAN, ClaimKind.CAP):
        return "square-open"
    shape = PARTY_SYMBOLS[said.party]
    return f"{shape}-open" if said.basis is AsOfBasis.READ and not shape.endswith("-open") else shape


def bound(said: Statement) -> int:
    """Say towards which side the one who spoke left the number open: 1 more, -1 less, 0 neither."""
    if said.qualifier is not None:
        return 1 if said.qualifier in _MORE else -1 if said.qualifier in _LESS else 0
    if said.best is None and (said.low is None) != (said.high is None):
        return 1 if said.high is None else -1
    return 0


def day_words(tables: Tables, said: Statement) -> str:
    """Write the day or, for a flow, the period that a claim speaks of, short enough for a column."""
    row = claim_rows(tables)[said.claim_id]
    start, end = known_day(row["period_start"]), known_day(row["period_end"])
    if said.kind is ClaimKind.FLOW and start and end and start < end:
        return span(start, end)
    return said.when(Clock.AS_OF)


def grade(tables: Tables, said: Statement) -> str:
    """Give the letter of the publisher a claim was read in, "" where it is not graded."""
    return str(source_rows(tables)[said.source_id]["reliability"])


def hover(tables: Tables, said: Statement) -> str:
    """Write what appears over a mark: number, origin, both days, scope and trail."""
    row = claim_rows(tables)[said.claim_id]
    lines = [
        f"<b>{plain(said.origin)}: {plain(figure(row))}</b>",
        plain(said.scope),
        f"speaks of {plain(speaks_of(row))}; said {plain(said.when(Clock.SAID_ON))}",
        plain(follows(tables, said)),
        "" if said.counted else "listed, not counted",
    ]
    return "<br>".join(line for line in lines if line)


def key(found: Iterable[Statement], palette: Palette) -> tuple[KeyItem, ...]:
    """Explain the marks that a set of claims uses: parties, plans, uncounted origins, bounds and ranges."""
    found = tuple(found)
    told = [said for said in found if said.counted and said.kind not in (ClaimKind.PLAN, ClaimKind.CAP)]
    parties = [party for party in Party if any(said.party is party for said in told)]
    items = [KeyItem(party.label, glyphs.symbol(PARTY_SYMBOLS[party], palette.party(party))) for party in parties]
    if any(said.counted and said.kind in (ClaimKind.PLAN, ClaimKind.CAP) for said in found):
        items.append(
            KeyItem("planned or foreseen, in the colour of its party", glyphs.status_mark("planned", palette.ink))
        )
    if any(not said.counted for said in found):
        items.append(KeyItem(UNCOUNTED, glyphs.symbol(_RING, palette.ink3)))
    bounds = {bound(said) for said in found}
    if 1 in bounds:
        items.append(KeyItem("at least, over", glyphs.arrow(palette.ink2, more=True), rule=True))
    if -1 in bounds:
        items.append(KeyItem("up to, nearly", glyphs.arrow(palette.ink2, more=False)))
    if any(said.ranged for said in found):
        items.append(KeyItem("lowest to highest of one origin", glyphs.band(palette.ink2)))
    return tuple(items)


def claim_evidence(rows: Rows, found: Iterable[Statement]) -> Evidence:
    """Give the rows of the claims table behind a figure."""
    ids = {said.claim_id for said in found}
    return Evidence(claims=rows.claims[[claim_id in ids for claim_id in rows.claims["claim_id"].tolist()]])


def about(claims: pd.DataFrame, metrics: Iterable[str], subjects: Iterable[str] = ("PRK",)) -> pd.Series:
    """Tell which claims are about some metrics of some countries."""
    return claims["metric"].isin(list(metrics)) & claims["subject"].isin(list(subjects))


def reach(rows: Rows, metrics: Sequence[str], subjects: Sequence[str] = ("PRK",)) -> tuple[str, ...]:
    """Say which filters do not reach claims, and how many claims of a figure they could not place."""
    unplaced = rows.unplaced("claims", lambda astray: about(astray, metrics, subjects))
    return tuple(part for part in (*rows.unreached("claims"), unplaced) if part)


def said_of(tables: Tables, rows: Rows, metrics: Sequence[str], subjects: Sequence[str] = ("PRK",)) -> list[Statement]:
    """Give the selected claims about some metrics of some countries, country by country."""
    return [said for subject in subjects for said in statements(tables, rows.claims, metrics=metrics, subject=subject)]


def standing(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """Give the last statement of every trail: what has since been revised or repeated is left out."""
    return tuple(trail.last for trail in trails(found))


def newest_counted(found: Iterable[Statement]) -> Statement | None:
    """Give the newest claim of a named origin, the one with the largest number of that day; None without any."""
    told = [said for said in found if said.counted and said.basis is not AsOfBasis.READ]
    return max(told, key=lambda said: (said.as_of, said.highest, said.claim_id), default=None)


def source_words(tables: Tables, said: Statement) -> str:
    """Write whose a number is and of when, as it stands behind the number in a title."""
    return f"{said.origin}, {day_words(tables, said)}"


def joined(parts: Iterable[str]) -> str:
    """Join the parts of a title, as many from the start as fit a title of two lines; the first always.

    >>> joined(["a", "b" * 200, "c"])
    'a; c'
    """
    told = ""
    for part in parts:
        if part and (not told or title_fits(f"{told}; {part}")):
            told = f"{told}; {part}" if told else part
    return told
