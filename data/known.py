"""The second clock: what was public by a day, and what has become public lately."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from data.reach import FILTERED, Target
from data.tables import Tables
from data.vocabulary import PublicBasis

#: The column of each table that says since when a row has been public.
PUBLIC_DAY: dict[Target, str] = {
    Target.EVENTS: "public_from",
    Target.CLAIMS: "said_on",
    Target.FLOWS: "public_from",
    Target.PROJECTS: "public_from",
    Target.ROUTE_STATUS: "public_from",
}


def without_public_day(tables: Tables) -> dict[str, pd.DataFrame]:
    """List the rows of each table that have no public date and so drop out of every "as known on".

    Keys are table names; frames keep the tables' columns.
    """
    found: dict[str, pd.DataFrame] = {}
    for target in FILTERED:
        frame: pd.DataFrame = getattr(tables, target)
        found[str(target)] = frame[frame[PUBLIC_DAY[target]].isna()]
    return found


def without_hindsight(events: pd.DataFrame) -> pd.DataFrame:
    """Return events without what became known later: `later_note` is blank, the rest unchanged."""
    return events.assign(later_note=pd.Series("", index=events.index, dtype="str"))


def sources_by(tables: Tables, source_ids: Iterable[str], known_on: date | None = None) -> pd.DataFrame:
    """Return the named sources in the order given, told apart by what was published by a day.

    Adds two flags to the columns of sources: `shown` (published by `known_on`, or of unknown date,
    or no day is chosen) and `undated` (the day of publication is unknown). Sources that are not
    `shown` are to be counted only. Ids that do not exist are passed over.
    """
    order = {source_id: place for place, source_id in enumerate(dict.fromkeys(source_ids))}
    frame = tables.sources[tables.sources["source_id"].isin(list(order))]
    frame = frame.iloc[frame["source_id"].map(order).argsort(kind="stable")]
    undated = frame["published"].isna()
    by_then = undated if known_on is None else undated | (frame["published"] <= pd.Timestamp(known_on))
    return frame.assign(shown=True if known_on is None else by_then, undated=undated).reset_index(drop=True)


def newest_public(events: pd.DataFrame, limit: int) -> pd.DataFrame:
    """Return the events that became public last, newest first, then by weight.

    Rows whose public day is only a bound (`public_basis` known_by) or unknown are not listed.
    """
    dated = events["public_from"].notna()
    sure = ~events["public_basis"].isin([PublicBasis.KNOWN_BY.value, PublicBasis.UNKNOWN.value])
    ordered = events[dated & sure].sort_values(
        ["public_from", "weight", "date_start", "event_id"], ascending=[False, True, False, True]
    )
    return ordered.head(limit)
