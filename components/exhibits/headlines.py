"""The headline numbers as one figure: a zero-based strip a metric, one tick a counted origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.charts import glyphs
from components.charts.strips import StripRow, Tick, strips
from components.exhibits.contract import UNCOUNTED, Canvas, Evidence, Exhibit, KeyItem, plain
from components.exhibits.event_rows import fullest
from components.exhibits.forces_words import reaches_all
from components.exhibits.making import finish, nothing
from components.theme import mix
from data import Selection, Tables
from data.headlines import WINDOW_MONTHS, Counted, Headline, headline
from data.ledger import claim_rows, figure, origin_rows, source_rows, speaks_of
from data.tiles import bound_words, compact
from data.vocabulary import ClaimKind
from data.wording import coarse_day, counted, day, known_day, number

ID = "headlines"
#: Metrics of the figure, top to bottom, with the short name of the row and its place in a sentence.
ROWS: tuple[tuple[str, ClaimKind, str, str], ...] = (
    ("troops_deployed", ClaimKind.CUMULATIVE, "Troops sent, to date", "DPRK troops sent"),
    ("troops_in_kursk", ClaimKind.STOCK, "Troops in Kursk oblast", "troops in Kursk oblast"),
    ("casualties", ClaimKind.CUMULATIVE, "Killed or wounded", "killed or wounded"),
    ("containers_shipped", ClaimKind.CUMULATIVE, "Containers shipped", "containers shipped"),
    ("artillery_rounds", ClaimKind.CUMULATIVE, "Artillery rounds", "artillery rounds"),
    ("ballistic_missiles", ClaimKind.CUMULATIVE, "Ballistic missiles", "ballistic missiles"),
)
_COUNT_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
#: Room at the right of a strip, as a share of its length, for the last label.
_FILL = 0.9
#: Which rows a title names after the first.
_PRIORITY = {"casualties": 0, "containers_shipped": 1}


@dataclass(frozen=True)
class _Row:
    name: str
    words: str
    found: Headline
    ticks: tuple[Tick, ...]

    @property
    def strip(self) -> StripRow:
        return StripRow(self.name, self.number, self.foot, bound_words(self.found), self.ticks)

    @property
    def number(self) -> str:
        if self.found.lowest is None or self.found.highest is None:
            return "no count"
        return " ".join(part for part in compact(self.found.lowest, self.found.highest) if part)

    @property
    def foot(self) -> str:
        if not self.found.families:
            return f"none dated in {WINDOW_MONTHS[self.found.kind]} months"
        return f"{counted(self.found.families, 'origin')}; newest {self.found.newest_words}"


def headlines(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Build the figure of headline numbers; of all filters only the as-known-on day reaches it."""
    found = [
        (headline(tables, metric, kind, known_on=selection.known_on), name, words) for metric, kind, name, words in ROWS
    ]
    limit = selection.known_on or tables.cut_off
    subtitle = (
        f"Lowest to highest claim by the headline rule, {'as known on' if selection.known_on else 'at'} {day(limit)}; "
        "dates, regions and other filters do not apply"
    )
    common: dict[str, Any] = {
        "id": ID, "tables": tables, "selection": selection, "canvas": canvas, "options": options, "subtitle": subtitle,
    }  # fmt: skip
    if not any(headline.chosen for headline, _, _ in found):
        advice = f"No headline count was public by {day(limit)}. Choose a later day under “As known on”."
        empty = nothing(**common, advice=advice)
        # The general title names dates and regions, which do not reach this figure.
        return replace(empty, title=f"No rows: no headline count was public by {day(limit)}")
    rows = [_row(tables, headline, name, words) for headline, name, words in found]
    claims = tables.claims.iloc[[claim.row for row in rows for claim in (*row.found.chosen, *row.found.unchosen)]]
    title = _title(rows, aside=not reaches_all(selection))
    return finish(
        **common,
        title=title,
        chart=strips([row.strip for row in rows], canvas),
        key=_key(rows, canvas),
        rows=_twin(tables, rows),
        evidence=Evidence(claims=claims),
        note=_note(rows, tables),
        alt=f"{title}. {_alt(rows)}",
    )


def _row(tables: Tables, found: Headline, name: str, words: str) -> _Row:
    claims = (*found.chosen, *found.unchosen)
    scale = _FILL / (max((claim.high for claim in claims), default=0) or 1)
    return _Row(name, words, found, tuple(_tick(tables, claim, scale) for claim in claims))


def _tick(tables: Tables, claim: Counted, scale: float) -> Tick:
    row = claim_rows(tables)[claim.claim_id]
    hover = f"{plain(claim.name)}: {figure(row)}<br>speaks of {speaks_of(row)}"
    hover += "" if claim.first_hand else "<br>listed, not counted"
    return Tick(claim.low * scale, claim.high * scale, claim.name, hover, row["event_id"], claim.first_hand)


def _title(rows: Sequence[_Row], *, aside: bool) -> str:
    """Say the first number and two more; with `aside` that filters are set which do not reach them."""
    first, *others = (row for row in rows if row.found.families)
    ranked = sorted(others, key=lambda row: _PRIORITY.get(row.found.metric, len(_PRIORITY)))
    text = f"{_who(first)}{' origins' if first.found.families > 1 else ''} {_put(first)}"
    rest = [f"{_who(row)} {_put(row)}" for row in ranked[:2]]
    if aside:
        parts = [f"By the headline rule, filters aside: {text}", *rest]
        return fullest(*("; ".join(parts[:count]) for count in range(len(parts), 0, -1)))
    return "; ".join([text[0].upper() + text[1:], *rest])


def _who(row: _Row) -> str:
    families = row.found.families
    if families == 1:
        return f"{row.found.origins[0]} alone"
    return _COUNT_WORDS[families] if families < len(_COUNT_WORDS) else number(families)


def _put(row: _Row) -> str:
    said = " ".join(part for part in (_bound(row), row.number) if part)
    return f"{'put' if row.found.families > 1 else 'puts'} {row.words} at {said}"


def _bound(row: _Row) -> str:
    """Give the word before a single number that all its origins bound alike, such as "over"."""
    bounds = row.found.lowest_bounds
    alike = row.found.lowest == row.found.highest and len(bounds) == 1
    return bounds[0].word if alike and len(bounds[0].origins) == row.found.families else ""


def _tick_glyph(colour: str) -> glyphs.Glyph:
    size = 'xmlns="http://www.w3.org/2000/svg" width="6" height="14" viewBox="0 0 6 14"'
    return glyphs.Glyph(f'<svg {size}><path d="M3 0V14" stroke="{colour}" stroke-width="2"/></svg>', 6, 14)


def _key(rows: Sequence[_Row], canvas: Canvas) -> tuple[KeyItem, ...]:
    """Explain the marks that the strips of this figure use."""
    palette = canvas.palette
    ring = KeyItem(UNCOUNTED, glyphs.symbol("circle-open", palette.ink3))
    gap = KeyItem("no count in the window", glyphs.gap(palette.gap))
    return (
        KeyItem("lowest to highest", glyphs.span(mix(palette.ink, palette.bg, 0.18))),
        KeyItem("an origin’s number", _tick_glyph(palette.ink)),
        *([ring] if any(row.found.unchosen for row in rows) else []),
        *([gap] if any(not row.found.families for row in rows) else []),
    )


def _twin(tables: Tables, rows: Sequence[_Row]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            _twin_line(tables, row.name, standing, claim)
            for row in rows
            for standing, claims in (
                ("counted", row.found.chosen),
                ("listed only", row.found.unchosen),
                ("other scope", row.found.elsewhere),
            )
            for claim in claims
        ]
    )


def _twin_line(tables: Tables, name: str, standing: str, counted: Counted) -> dict[str, str]:
    claim = claim_rows(tables)[counted.claim_id]
    return {
        "Metric": name,
        "Standing": standing,
        "Origin": str(origin_rows(tables)[claim["origin"]]["short_name"]),
        "Number": figure(claim),
        "Scope": claim["scope"],
        "Speaks of": speaks_of(claim),
        "Said": coarse_day(known_day(claim["said_on"]), claim["said_precision"] or "day"),
        "Source": str(source_rows(tables)[claim["source_id"]]["publisher"]),
        "Claim": counted.claim_id,
    }


def _note(rows: Sequence[_Row], tables: Tables) -> str:
    others = sum(len(row.found.elsewhere) for row in rows)
    left = (
        f" {counted(others, 'number')} of a narrower scope {'stands' if others == 1 else 'stand'} in the table only."
        if others
        else ""
    )
    return (
        "Each strip starts at zero and has a scale of its own. One newest claim a family of origins, dated in the "
        f"last 24 months (12 for troops in Kursk); nothing is added or averaged.{left}"
    )


def _alt(rows: Sequence[_Row]) -> str:
    said = "; ".join(f"{row.name}: {row.number} ({row.foot})" for row in rows)
    return f"One strip from zero for each of {len(rows)} metrics with a tick for each counted origin. {said}."
