"""Numbers that can stand under a timeline: metrics of which origins gave counts at several days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.ledger import unit_words
from data.tables import Tables
from data.trails import Statement, statements
from data.vocabulary import ClaimKind, MetricGroup

#: Whose numbers these are: the timeline is about what the DPRK sends, gets and loses.
SUBJECT = "PRK"
#: Kinds of which each number stands for itself at its day; flows need their period and plans have no day yet.
_KINDS = (ClaimKind.CUMULATIVE, ClaimKind.STOCK)
_FEWEST_CLAIMS, _FEWEST_DAYS = 3, 2
_GROUPS = list(MetricGroup)


@dataclass(frozen=True, slots=True)
class Overlay:
    """A metric as it is drawn over time: one subject, one kind, the whole of what its name says (no scope)."""

    metric: str
    label: str
    unit: str
    group: MetricGroup
    kind: ClaimKind

    @property
    def kind_words(self) -> str:
        """Say with the unit how the numbers count."""
        return f"{self.unit}, {self.kind.label}"


@lru_cache(maxsize=4)
def overlays(tables: Tables) -> Mapping[str, Overlay]:
    """Give every metric with three or more comparable counts on two or more days, by its code.

    Of a metric with counts to date and counts at a time, the kind with more claims is taken. In
    order of the groups of metrics, then the most claimed first.

    >>> from data import load_tables
    >>> found = overlays(load_tables())
    >>> found["troops_deployed"].kind_words, "berth_depth_m" in found
    ('persons, to date', False)
    """
    claims = tables.claims[_comparable(tables.claims)]
    counted = claims.groupby(["metric", "kind"]).agg(claims=("claim_id", "size"), days=("as_of", "nunique"))
    enough = counted[(counted["claims"] >= _FEWEST_CLAIMS) & (counted["days"] >= _FEWEST_DAYS)].reset_index()
    enough = enough.sort_values(["claims", "kind"], ascending=False).drop_duplicates("metric")
    rows = tables.metrics.set_index("metric").loc[enough["metric"].tolist()]
    kinds = zip(enough["metric"], enough["kind"], rows["label"], rows["unit"], rows["group"], strict=True)
    made = [
        Overlay(code, label, unit_words(unit), MetricGroup(group), ClaimKind(kind))
        for code, kind, label, unit, group in kinds
    ]
    return {one.metric: one for one in sorted(made, key=lambda one: _GROUPS.index(one.group))}


def _comparable(claims: pd.DataFrame) -> pd.Series:
    numbered = claims[["low", "best", "high"]].notna().any(axis=1)
    return (claims["subject"] == SUBJECT) & (claims["scope"] == "") & claims["kind"].isin(_KINDS) & numbered


def overlaid(tables: Tables, overlay: Overlay, claims: pd.DataFrame) -> tuple[tuple[Statement, ...], int]:
    """Give the statements of an overlay among `claims`, and how many of the same metric are no match.

    What is left out is of another kind, covers only a part (a scope) or speaks of another country.
    """
    found = statements(tables, claims, metrics=[overlay.metric], kinds=[overlay.kind], subject=SUBJECT)
    whole = tuple(statement for statement in found if statement.scope == "")
    return whole, int((claims["metric"] == overlay.metric).sum()) - len(whole)
