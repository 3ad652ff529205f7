"""What to loosen when a selection leaves nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from data.reach import FILTERED, Filter, Target
from data.selection import Selection, combined
from data.sieve import sieve
from data.tables import Tables
from data.wording import counted

_LIFTING: dict[Filter, str] = {
    Filter.DATES: "widen the dates",
    Filter.REGIONS: "choose more regions",
    Filter.CATEGORIES: "choose more categories",
    Filter.STATUSES: "choose more statuses",
    Filter.CREDIBILITY: "lower the credibility floor",
    Filter.RELIABILITY: "lower the reliability floor",
    Filter.ORIGINS: "choose more origins",
    Filter.WORDS: "change the search words",
    Filter.KNOWN: "choose a later as-known-on day",
}
#: Fields of a selection that a filter sets, as they stand without it.
_UNSET: Mapping[Filter, Mapping[str, Any]] = {
    Filter.DATES: {"date_from": None, "date_to": None},
    Filter.REGIONS: {"regions": ()},
    Filter.CATEGORIES: {"categories": ()},
    Filter.STATUSES: {"statuses": ()},
    Filter.CREDIBILITY: {"credibility": None},
    Filter.RELIABILITY: {"reliability": None},
    Filter.ORIGINS: {"origins": ()},
    Filter.WORDS: {"words": ""},
    Filter.KNOWN: {"known_on": None},
}
#: Whether the rows that a figure draws are there under a selection.
Holds = Callable[[Selection], bool]
_NOUNS: dict[Target, tuple[str, str]] = {
    Target.EVENTS: ("event", "events"),
    Target.CLAIMS: ("claim", "claims"),
    Target.FLOWS: ("trade flow", "trade flows"),
    Target.PROJECTS: ("milestone", "milestones"),
    Target.ROUTE_STATUS: ("route status", "route statuses"),
}


def gains(tables: Tables, selection: Selection, table: str) -> dict[Filter, int]:
    """Count, for each set filter that reaches a table, the rows that pass all the others."""
    target = Target(table)
    if target not in FILTERED:
        raise ValueError(f"{table} is not a table that a selection filters")
    verdicts = sieve(tables).verdicts(selection, target)
    count = len(getattr(tables, target))
    found: dict[Filter, int] = {}
    for part in verdicts:
        kept, _ = combined({other: one for other, one in verdicts.items() if other is not part}, count)
        found[part] = int(kept.sum())
    return found


def figure_advice(tables: Tables, selection: Selection, table: str, holds: Holds) -> str:
    """Say which single filter to loosen for rows of one figure, where one alone hides them.

    `holds` tells for a selection whether the figure has rows; a filter that hides only rows that the
    figure does not draw is not named.

    >>> from data.loading import load_tables
    >>> figure_advice(load_tables(), Selection(words="zeppelin"), "events", lambda other: not other.words)
    'To see rows, change the search words.'
    >>> figure_advice(load_tables(), Selection(), "events", lambda other: False)
    'The tables hold none, whatever the filters.'
    """
    found = gains(tables, selection, table)
    parts = sorted(found, key=lambda part: found[part], reverse=True)
    best = next((part for part in parts if holds(replace(selection, **_UNSET[part]))), None)
    if best is not None:
        return f"To see rows, {_LIFTING[best]}."
    if holds(Selection(date_from=None)):
        return "No single filter holds them back: reset the filters or loosen two of them."
    return "The tables hold none, whatever the filters."


def advice(tables: Tables, selection: Selection, table: str = "events") -> str:
    """Say which single filter to loosen for most rows of a table, and how many it holds back.

    >>> from data.loading import load_tables
    >>> advice(load_tables(), Selection(words="zeppelin"))  # doctest: +ELLIPSIS
    'To see rows, change the search words: without that filter there are ... events.'
    """
    target = Target(table)
    found = gains(tables, selection, table)
    best = max(found, key=lambda part: found[part], default=None)
    if best is None:
        return f"The tables hold no {_NOUNS[target][1]}."
    if not found[best]:
        return f"No single filter holds the {_NOUNS[target][1]} back: reset the filters or loosen two of them."
    rows = counted(found[best], *_NOUNS[target])
    there = "is" if found[best] == 1 else "are"
    # A figure draws some claims only; the count is of all that pass.
    kinds = " of all kinds" if target is Target.CLAIMS else ""
    return f"To see rows, {_LIFTING[best]}: without that filter there {there} {rows}{kinds}."
