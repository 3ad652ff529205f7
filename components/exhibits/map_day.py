"""The words of the map of a single day: its finding, what moved how much, and the counts to date by then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from components.exhibits.event_rows import told
from components.maps.movement_marks import MovementMark
from components.maps.scene import TRACE_DAYS, Scene
from data import Selection, Tables
from data.readouts import Count, Standing, standing_on, standings_to_date
from data.vocabulary import Precision, Status
from data.wording import NO_FIGURE, day, listed

#: Value of the option `show` under which the screen plays the days, and how its frame says so.
PLAY = "play"
PLAYED = "Movements day by day, routes as they stood on each"
HOW_PLAYED = (
    "The title is of all the days; a day on which the map rests gets its own. Dots run along a line to show which way, "
    "not where something was; what is dated to a month or longer pulses over all of it. Width compares one unit, "
    "as its origin named it; thin: no number."
)
#: So many movements and counts are told in words at most.
_TOLD, _COUNTS = 2, 3


def chosen_day(asked: str, tables: Tables, selection: Selection) -> tuple[date | None, str]:
    """Read the day of a map as ISO text, "" for none; beyond the dates chosen the nearest is given, and a note says so.

    >>> from data import load_tables
    >>> chosen_day("2021-05-01", load_tables(), Selection())[1]
    '1 May 2021 lies outside the dates chosen; 1 Jan 2022 is shown.'
    """
    if not asked:
        return None, ""
    wanted = date.fromisoformat(asked)
    last = min(d for d in (selection.date_to, selection.known_on, tables.cut_off) if d)
    first = min(selection.date_from or wanted, last)
    nearest = min(max(wanted, first), last)
    return (
        nearest,
        "" if nearest == wanted else f"{day(wanted)} lies outside the dates chosen; {day(nearest)} is shown.",
    )


def day_title(drawn: Scene) -> str:
    """Say what was under way on the day, the weightiest first; else what had ended last; "" where nothing had."""
    under = [movement for movement in drawn.movements if not movement.age]
    if under:
        first = sorted(under, key=lambda movement: (movement.weight, movement.at, movement.event_ids))[:_TOLD]
        return f"On {day(drawn.day)}: {'; '.join(_told_on(movement, drawn.day) for movement in first)}"
    if not drawn.movements:
        return ""
    last = min(drawn.movements, key=lambda movement: (movement.age, movement.weight, movement.event_ids))
    return f"On {day(drawn.day)} nothing is dated as under way; last before it: {_told(last)}"


def _told(movement: MovementMark) -> str:
    return told(movement.label, movement.status, movement.when)


def _told_on(movement: MovementMark, on: date) -> str:
    """Tell a movement without its date where that is the day the title begins with."""
    if movement.when != day(on):
        return _told(movement)
    return movement.label if movement.status is Status.CONFIRMED else f"{movement.label} ({movement.status.label})"


def day_subtitle(drawn: Scene) -> str:
    """Say what the map of a day shows."""
    if not drawn.moving_at:
        return f"No movement on {day(drawn.day)} or in the {TRACE_DAYS} days before; routes as on that day"
    return f"Movements on {day(drawn.day)}; thin, those of the {TRACE_DAYS} days before"


def day_note(drawn: Scene, tables: Tables, selection: Selection) -> str:
    """Say how to read widths and dates of the map of a day, and what had been counted to date by then."""
    if not drawn.at or not drawn.gauge:
        return ""
    return " ".join(part for part in (*_widths(drawn), _counted(drawn, tables, selection)) if part)


def _widths(drawn: Scene) -> Iterator[str]:
    carried = [movement.load.words for movement in drawn.movements if movement.load and not movement.age]
    if carried:
        yield f"Width compares one unit, as each origin named it: {listed(carried, _COUNTS)}; thin: no number."
    under = {event_id for movement in drawn.movements if not movement.age for event_id in movement.event_ids}
    coarse = drawn.moving["date_precision"] != Precision.DAY
    if under & set(drawn.moving["event_id"][coarse]):
        yield "What is dated to a month or longer lies somewhere in it."


def _counted(drawn: Scene, tables: Tables, selection: Selection) -> str:
    if drawn.gauge is None or not standings_to_date(tables, selection, drawn.gauge):
        return ""
    name, standing = drawn.gauge.label, _standing(drawn, tables, selection)
    if standing is None:
        return f"{name}, to date: {NO_FIGURE} by then."
    said = listed((_count(count) for count in standing.counts[:_COUNTS]), _COUNTS)
    more = len(standing.counts) - _COUNTS
    tail = f", and {more} earlier" if more > 0 else ""
    return f"{name}, to date, said last by then, whatever the dates and regions: {said}{tail}."


def _count(count: Count) -> str:
    return f"{count.origin} {count.number} ({count.said}{'' if count.counted else ', not counted'})"


def _standing(drawn: Scene, tables: Tables, selection: Selection) -> Standing | None:
    if drawn.gauge is None:
        return None
    return standing_on(standings_to_date(tables, selection, drawn.gauge), drawn.day)


def with_loads(drawn: Scene, rows: list[dict[str, str]], ids: list[str]) -> list[dict[str, str]]:
    """Add to the rows of movements, whose event ids are given, what each carried as an origin named it."""
    carried = {}
    for movement in drawn.movements:
        if movement.load:
            carried.update(dict.fromkeys(movement.event_ids, movement.load.words))
    said = (carried.get(event_id, NO_FIGURE) for event_id in ids)
    return [{**row, "Carried": words} for row, words in zip(rows, said, strict=True)]


def day_claims(drawn: Scene, tables: Tables, selection: Selection) -> pd.DataFrame:
    """Give the claims behind the words and widths of the map of a day; none where it shows a range of days."""
    if not drawn.at:
        return tables.claims.iloc[0:0]
    standing = _standing(drawn, tables, selection)
    ids = {count.claim_id for count in standing.counts[:_COUNTS]} if standing else set()
    ids |= {movement.load.claim_id for movement in drawn.movements if movement.load}
    return tables.claims[tables.claims["claim_id"].isin(ids)]
