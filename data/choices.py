"""What the filter bar offers: ranges of dates by name, and how many events each option would leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.query import DEFAULT_FROM
from data.reach import Filter, Target
from data.searching import Mask
from data.selection import Selection, combined
from data.sieve import PASS, Ranks, Sieve, floor, sieve
from data.tables import Tables
from data.vocabulary import Category, Credibility, Region, Reliability, Status
from data.wording import day


@dataclass(frozen=True)
class Preset:
    """A range of dates that a reader picks by name."""

    code: str
    label: str
    date_from: date | None
    date_to: date | None


def presets(tables: Tables) -> tuple[Preset, ...]:
    """Return the named ranges of dates, in the order of the filter bar."""
    cut_off = pd.Timestamp(tables.cut_off)
    year_back = (cut_off - pd.DateOffset(years=1) + pd.DateOffset(days=1)).date()
    return (
        Preset("last-12-months", f"12 months to {day(cut_off)}", year_back, cut_off.date()),
        Preset("since-2022", "Since 2022", DEFAULT_FROM, None),
        Preset("since-oct-2024", "Since 1 Oct 2024", date(2024, 10, 1), None),
        Preset("oct-dec-2024", "Oct–Dec 2024", date(2024, 10, 1), date(2024, 12, 31)),
        Preset("all", "All dates", None, None),
    )


def option_counts(tables: Tables, selection: Selection) -> dict[str, dict[str, int]]:
    """Count the events beside each option of a filter, with all other filters applied.

    For the two grades the count is that of the floor: events at this grade or better.
    """
    prepared = sieve(tables)
    verdicts = prepared.verdicts(selection, Target.EVENTS)
    counts: dict[str, dict[str, int]] = {}
    for part, options in _options(prepared, selection).items():
        others = {name: one for name, one in verdicts.items() if name is not part}
        kept, _ = combined(others, len(tables.events))
        counts[str(part)] = {code: int(np.count_nonzero(kept & one)) for code, one in options.items()}
    return counts


def _options(prepared: Sieve, selection: Selection) -> dict[Filter, dict[str, Mask]]:
    def at_least(ranks: Ranks, scale: Sequence[Credibility] | Sequence[Reliability]) -> dict[str, Mask]:
        return {str(term): floor(ranks, term, selection.unjudged) == PASS for term in scale[:-1]}

    return {
        Filter.REGIONS: {str(term): prepared.event_regions[:, place] for place, term in enumerate(Region)},
        Filter.CATEGORIES: {str(term): prepared.category == place for place, term in enumerate(Category)},
        Filter.STATUSES: {str(term): prepared.status == place for place, term in enumerate(Status)},
        Filter.CREDIBILITY: at_least(prepared.credibility, list(Credibility)),
        Filter.RELIABILITY: at_least(prepared.reliability[Target.EVENTS], list(Reliability)),
        Filter.ORIGINS: {code: prepared.event_origins[:, place] for place, code in enumerate(prepared.origin_ids)},
    }
