"""The numbers that may stand under a timeline: which claims, their words, key, rows and part of the title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from components.charts import glyphs
from components.charts.overlay_labels import hover_of, label_of
from components.charts.overlay_panel import Words
from components.charts.time_axis import number_of
from components.charts.timeline_numbers import Told, Under
from components.exhibits.claim_rows import outside_words
from components.exhibits.contract import UNCOUNTED, KeyItem
from components.theme import PARTY_SYMBOLS, Palette
from data import Rows, Selection, Tables
from data.ledger import claim_rows, figure
from data.overlays import Overlay, overlaid, overlays
from data.periods import period_end, period_start
from data.series import bound
from data.trails import Clock, Statement, spoken_within, trails
from data.vocabulary import Party
from data.wording import counted


@dataclass(frozen=True)
class Numbers:
    """The statements under a timeline, what of the metric is left out, and the words of each."""

    overlay: Overlay
    found: tuple[Statement, ...]
    left_out: int
    outside: int
    unplaced: str
    figures: Mapping[str, str]

    @property
    def newest(self) -> Statement | None:
        """The newest number of an origin that counts, None where there is none."""
        counting = [said for said in self.found if said.counted]
        return max(counting, key=lambda said: (said.as_of, said.said_on or said.as_of, said.claim_id), default=None)

    @property
    def extents(self) -> list[tuple[int, int]]:
        """The days that the numbers speak of, as day numbers, ends excluded."""
        return [
            (number_of(period_start(said.as_of, said.precision)), number_of(period_end(said.as_of, said.precision)) + 1)
            for said in self.found
        ]


def numbers_of(tables: Tables, selection: Selection, rows: Rows, options: Mapping[str, str]) -> Numbers | None:
    """Give the numbers that the option `overlay` asks for, out of the selected claims; None for no such metric.

    Numbers that speak of a day outside the chosen dates are left out and counted: the axis has no such day.
    """
    overlay = overlays(tables).get(options.get("overlay", ""))
    if overlay is None:
        return None
    chosen, left_out = overlaid(tables, overlay, rows.claims)
    found = spoken_within(chosen, selection.date_from, selection.date_to)
    book = claim_rows(tables)
    figures = {said.claim_id: figure(book[said.claim_id]) for said in found}
    unplaced = rows.unplaced(
        "claims",
        lambda astray: astray["claim_id"].isin([said.claim_id for said in overlaid(tables, overlay, astray)[0]]),
    )
    return Numbers(overlay, found, left_out, len(chosen) - len(found), unplaced, figures)


def under(numbers: Numbers) -> Under:
    """Give what is drawn under the lanes."""
    unit, figures = numbers.overlay.unit, numbers.figures
    words = {
        said.claim_id: Words(label_of(said, figures[said.claim_id]), hover_of(said, figures[said.claim_id], unit))
        for said in numbers.found
    }
    absent = f"No public figure under these filters: {numbers.overlay.label}, {numbers.overlay.kind_words}."
    lead = numbers.newest.claim_id if numbers.newest else ""
    return Under(numbers.overlay.label, numbers.overlay.kind_words, trails(numbers.found), words, absent, lead)


def told_number(numbers: Numbers) -> str:
    """Say the newest number with its origin and day, as the title does; "" where there is none."""
    newest = numbers.newest
    if newest is None:
        return ""
    said = numbers.figures[newest.claim_id]
    return f"{numbers.overlay.label}: {newest.origin} {said} ({newest.when(Clock.AS_OF)})"


def subtitle_part(numbers: Numbers) -> str:
    """Say what the numbers are and how many."""
    words = counted(len(numbers.found), "number")
    return f"below: {numbers.overlay.label}, {numbers.overlay.kind_words}, {words}"


def note_part(numbers: Numbers, told: Told, landmarks: int) -> str:
    """Say how many numbers are labelled and what of the metric is left out, and what the rules are."""
    total = len(numbers.found)
    parts = []
    if total:
        named = "Each number is" if told.labelled == total else f"{told.labelled} of {total} numbers are"
        parts.append(f"{named} labelled, at the day it speaks of; never joined or added across origins.")
    if numbers.left_out:
        verb = "is" if numbers.left_out == 1 else "are"
        parts.append(f"{counted(numbers.left_out, 'claim')} on a period, a plan or a part {verb} left out.")
    parts.append(outside_words(numbers.outside))
    if numbers.unplaced:
        parts.append(f"{numbers.unplaced}.")
    if told.ruled:
        parts.append(f"Rules mark {told.ruled} of {counted(landmarks, 'landmark')}.")
    return " ".join(filter(None, parts))


def key_part(numbers: Numbers, palette: Palette) -> list[KeyItem]:
    """List the parties whose numbers are drawn, the ring of what is not counted, and the forms of numbers."""
    parties = {said.party for said in numbers.found if said.counted}
    items = [
        KeyItem(party.label, glyphs.symbol(PARTY_SYMBOLS[party], palette.party(party)))
        for party in Party
        if party in parties
    ]
    if any(not said.counted for said in numbers.found):
        items.append(KeyItem(UNCOUNTED, glyphs.symbol("circle-open", palette.ink3)))
    bounds = {bound(said.qualifier or "") for said in numbers.found}
    items += [KeyItem("at least, over", glyphs.arrow(palette.ink2, more=True))] if 1 in bounds else []
    items += [KeyItem("up to, nearly", glyphs.arrow(palette.ink2, more=False))] if -1 in bounds else []
    return [KeyItem(item.label, item.glyph, rule=at == 0) for at, item in enumerate(items)]


def number_rows(numbers: Numbers) -> pd.DataFrame:
    """Give the table twin of the numbers with the headings of the events' table."""
    return pd.DataFrame(
        {
            "Date": [said.when(Clock.AS_OF) for said in numbers.found],
            "Event": [_sentence(numbers, said) for said in numbers.found],
            "Label": [numbers.figures[said.claim_id] for said in numbers.found],
            "Category": ["Number"] * len(numbers.found),
            "Origins": [said.origin for said in numbers.found],
            "Sources": [said.publisher for said in numbers.found],
            "Id": [said.claim_id for said in numbers.found],
        }
    )


def _sentence(numbers: Numbers, said: Statement) -> str:
    said_on = said.when(Clock.SAID_ON)
    words = f"{said.origin}: {numbers.figures[said.claim_id]} – {numbers.overlay.label} ({numbers.overlay.kind_words})"
    return f"{words}; said {said_on}" + ("" if said.counted else "; shown, not counted")


def claim_frame(rows: Rows, found: Sequence[Statement]) -> pd.DataFrame:
    """Give the claims that are drawn, as evidence."""
    return rows.claims[rows.claims["claim_id"].isin([said.claim_id for said in found])]
