"""What figures of events share: the table of their rows, and a finding from the landmarks among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import pandas as pd

from components.charts.event_marks import EventMark, event_marks
from components.charts.measure import text_width
from components.exhibits.contract import Evidence
from data import Tables
from data.ledger import origin_names, place_names
from data.vocabulary import Category, Credibility, Direction, Region, Status
from data.wording import known_day

#: A title of two lines on a slide holds about so many characters.
TITLE_LENGTH = 150
#: Room of a title in px: two lines of half a slide at the smallest size of its type, less what a break may cost.
_TITLE_SIZE, _TITLE_ROOM = 19.5, 2 * 728 - 110
#: One for all: to make empty frames anew would take longer than to draw the marks.
_NO_ROWS = pd.DataFrame()


def event_rows(tables: Tables, known_on: date | None, positions: Sequence[int]) -> pd.DataFrame:
    """Give the table twin of events: one row each, in order of date, sources named.

    Sources published after an as-known-on day are only counted.
    """
    chosen = _all_rows(tables).take(list(positions)).reset_index(drop=True)
    if known_on is not None:
        chosen["Sources"] = _sources(tables, known_on, positions)
    return chosen


def evidence(tables: Tables, positions: Sequence[int]) -> Evidence:
    """Give the events behind a figure with the columns that say whose word and of when they are."""
    return Evidence(_grounds(tables).take(list(positions)), _NO_ROWS, _NO_ROWS, _NO_ROWS, _NO_ROWS)


@lru_cache(maxsize=4)
def _grounds(tables: Tables) -> pd.DataFrame:
    return tables.events[["origins", "source_ids", "date_end", "date_precision"]]


@lru_cache(maxsize=4)
def _all_rows(tables: Tables) -> pd.DataFrame:
    events, marks = tables.events, event_marks(tables)
    origins = origin_names(tables)
    places = place_names(tables)
    dates = [marks[id].when if id in marks else "date unknown" for id in events["event_id"]]
    return pd.DataFrame(
        {
            "Date": dates,
            "Event": events["title"].to_numpy(),
            "Label": [marks[id].label if id in marks else "" for id in events["event_id"]],
            "Category": [Category(code).label for code in events["category"]],
            "Direction": [Direction(code).label for code in events["direction"]],
            "Status": [Status(code).label for code in events["status"]],
            "Credibility": [f"{code}, {Credibility(code).label}" for code in events["credibility"].astype(str)],
            "About": ["; ".join(Region(code).label for code in codes) for codes in events["about_regions"]],
            "Place": [places.get(id, "") for id in events["place_id"]],
            "Origins": ["; ".join(origins[id] for id in ids) for ids in events["origins"]],
            "Sources": _sources(tables, None, range(len(events))),
            "Id": events["event_id"].to_numpy(),
        }
    )


@lru_cache(maxsize=4)
def _publications(tables: Tables) -> dict[str, tuple[str, date | None]]:
    """Give publisher and day of publication by source."""
    sources = tables.sources
    columns = (sources["publisher"].tolist(), map(known_day, sources["published"]))
    return dict(zip(sources["source_id"].tolist(), zip(*columns, strict=True), strict=True))


@lru_cache(maxsize=4)
def _source_ids(tables: Tables) -> list[tuple[str, ...]]:
    return list(tables.events["source_ids"])


def _sources(tables: Tables, known_on: date | None, positions: Sequence[int]) -> list[str]:
    known, source_ids = _publications(tables), _source_ids(tables)
    found = []
    for at in positions:
        shown, later = [], 0
        for id in source_ids[at]:
            publisher, day = known[id]
            if known_on is None:
                shown.append(publisher)
            elif day is None:
                shown.append(f"{publisher} (date unknown)")
            elif day > known_on:
                later += 1
            else:
                shown.append(publisher)
        names = "; ".join(dict.fromkeys(shown))
        found.append(f"{names}; {later} later".lstrip("; ") if later else names)
    return found


def leading(chosen: Sequence[EventMark], since: date | None = None) -> list[EventMark]:
    """Give the weightiest of a set of events that begin on a day or later (of all, where none does), in order."""
    begun = [mark for mark in chosen if since is None or mark.first >= since] or chosen
    weight = min(mark.weight for mark in begun)
    return sorted((mark for mark in begun if mark.weight == weight), key=lambda mark: (mark.start, mark.id))


def finding(chosen: Sequence[EventMark], tables: Tables, since: date | None = None) -> str:
    """Say the finding of a set of events: its landmarks, first, best sourced and last, with their dates.

    Where there are no landmarks the notable events speak, then the details; those that begin before
    `since` speak only if all do. Each reads as its label, then its date, with the status unless
    confirmed.
    """
    landmarks = leading(chosen, since)
    ends = list(dict.fromkeys([landmarks[0].id, landmarks[-1].id]))
    by_id = {mark.id: mark for mark in landmarks}
    source_ids = _source_ids(tables)
    between = [mark for mark in landmarks[1:-1] if mark.first != landmarks[0].first]
    between.sort(key=lambda mark: (-len(source_ids[mark.position]), mark.start, mark.id))
    for middle in between:
        words = "; ".join(_told(mark) for mark in (by_id[ends[0]], middle, by_id[ends[-1]]))
        if title_fits(words):
            return words
    return "; ".join(_told(by_id[id]) for id in ends)


def title_fits(words: str) -> bool:
    """Say whether a title has room in two lines, even on half a slide.

    >>> title_fits("First wave sails for Vladivostok (8–13 Oct 2024)"), title_fits("first wave " * 20)
    (True, False)
    """
    return text_width(words, _TITLE_SIZE, weight=600) <= _TITLE_ROOM


def fullest(*titles: str) -> str:
    """Give the first of several titles, fullest first, that has room on half a slide, else the last.

    >>> fullest("Seoul, " * 30, "Seoul"), fullest("Seoul and Kyiv", "Seoul")
    ('Seoul', 'Seoul and Kyiv')
    """
    return next((title for title in titles[:-1] if title_fits(title)), titles[-1])


def _told(mark: EventMark) -> str:
    return told(mark.label, mark.status, mark.when)


def told(label: str, status: str, when: str) -> str:
    """Write an event as titles do: its label, then its date, with the status unless confirmed.

    >>> told("Ursa Major sinks", "reported", "23 Dec 2024"), told("Treaty in force", "confirmed", "4 Dec 2024")
    ('Ursa Major sinks (reported, 23 Dec 2024)', 'Treaty in force (4 Dec 2024)')
    """
    word = "" if status == Status.CONFIRMED else f"{Status(status).label}, "
    return f"{label} ({word}{when})"
