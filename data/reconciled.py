"""Whether the parts of a total fit it: totals beside the parts of one origin and one breakdown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pandas as pd

from data.flows import above
from data.series import Breakdown, Breaking, Record, breakdowns, flow_records, without_alternatives
from data.tables import Tables
from data.vocabulary import Term
from data.wording import counted, listed, span


class Outcome(Term):
    """How the parts of a total compare with it; the order is that of the table."""

    OVER = "over", "parts exceed the total"
    UNDER = "under", "parts fall short"
    FITS = "fits", "parts make up the total"
    PARTLY = "partly", "parts cover some of it"


@dataclass(frozen=True)
class Fit:
    """A total beside the parts that its origin gives for it, in one unit and by one breakdown."""

    total: Record
    parts: tuple[Record, ...]
    by: Breaking
    unit: str
    added: float
    whole: float
    outcome: Outcome
    reason: str

    @property
    def difference(self) -> float:
        """Parts together less the total; rounded, as sums of decimals are not exact."""
        return round(self.added - self.whole, 6)


def reconciled(tables: Tables, flows: pd.DataFrame) -> tuple[Fit, ...]:
    """Compare each total among given rows with its direct parts: what misfits first, then by outcome.

    Only parts of one breakdown are added: one commodity over periods that do not overlap, or one
    period over commodities. The reason of a difference is what the rows allow to say: which part of
    the period or of the goods the parts leave out, else rounding or revision, with the rows' notes.
    """
    told = flow_records(tables, flows)
    by_id = {flow["flow_id"]: flow for flow in told}
    fits = [_fit(tables, found, by_id) for found in breakdowns(told) if _addable(tables, found, by_id)]
    order = list(Outcome)
    return tuple(sorted(fits, key=lambda fit: (order.index(fit.outcome), fit.total["flow_id"], fit.by)))


def not_compared(tables: Tables, flows: pd.DataFrame) -> int:
    """Count the parts whose total is given but that cannot be compared with it.

    They are narrower than their total in period and in goods, stand in another unit, or overlap.
    """
    told = flow_records(tables, flows)
    ids = {flow["flow_id"] for flow in told}
    parts = {flow["flow_id"] for flow in without_alternatives(told) if flow["part_of"] in ids}
    return len(parts - {part["flow_id"] for fit in reconciled(tables, flows) for part in fit.parts})


def _addable(tables: Tables, found: Breakdown, by_id: Mapping[str, Record]) -> bool:
    parts = [by_id[id] for id in found.parts]
    if found.by is Breaking.COMMODITY:
        goods = [part["commodity"] for part in parts]
        return len(set(goods)) == len(goods) and not any(up in goods for good in goods for up in above(tables, good))
    ordered = sorted(parts, key=lambda part: part["period_start"])
    return all(before["period_end"] < after["period_start"] for before, after in pairwise(ordered))


def _fit(tables: Tables, found: Breakdown, by_id: Mapping[str, Record]) -> Fit:
    total, parts = by_id[found.total], tuple(by_id[id] for id in found.parts)
    missing = _missing(total, parts) if found.by is Breaking.PERIOD else ""
    if math.isclose(found.added, found.whole, rel_tol=1e-9):
        outcome = Outcome.FITS
    elif found.added > found.whole:
        outcome = Outcome.OVER
    else:
        outcome = Outcome.PARTLY if missing or found.by is Breaking.COMMODITY else Outcome.UNDER
    reason = _reason(outcome, total, parts, missing, tables)
    return Fit(total, parts, found.by, found.unit, found.added, found.whole, outcome, reason)


def _missing(total: Record, parts: Sequence[Record]) -> str:
    """Name the stretches of a total's period that no part covers."""
    gaps, day = [], total["period_start"]
    for part in sorted(parts, key=lambda part: part["period_start"]):
        if part["period_start"] > day:
            gaps.append(span(day, part["period_start"] - timedelta(days=1)))
        day = max(day, part["period_end"] + timedelta(days=1))
    if day <= total["period_end"]:
        gaps.append(span(day, total["period_end"]))
    return listed(gaps, 3)


def _reason(outcome: Outcome, total: Record, parts: Sequence[Record], missing: str, tables: Tables) -> str:
    gap = f"no part for {missing}" if missing else ""
    if outcome is Outcome.FITS:
        return gap
    if outcome is Outcome.PARTLY:
        return gap or f"{counted(len(parts), 'kind')} of goods named, the rest is not told apart"
    printed = {part["source_id"] for part in (total, *parts)}
    where = f", printed in {len(printed)} publications" if len(printed) > 1 else ", in one publication"
    notes = "; ".join(dict.fromkeys(note for row in (total, *parts) if (note := _note(row))))
    said = f"rounding or revision{where}" + (f"; {gap}" if gap else "")
    return said + (f". Notes of the rows: {notes}" if notes else "")


def _note(row: Record) -> str:
    """Give the note of a row without the word of who reports, which the origin already says."""
    parts = [part.strip() for part in str(row["note"]).split(";")]
    return "; ".join(part for part in parts if part and not part.startswith("reported by "))
