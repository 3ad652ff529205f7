"""What crosses the Russia–DPRK border, as counted by those who count it: wagons, tonnes, travellers, services.

A panel never leaves one metric, subject, scope and kind, so a year and its quarters may stand in it, but
never a total beside its parts, nor a count at one moment beside one over a period.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from data.selection import Selection
from data.tables import Tables
from data.trails import Statement, statements
from data.vocabulary import ClaimKind

#: The metrics, in the order of their panels.
METRICS = (
    "rail_freight_tonnes", "rail_wagons_per_day_change", "railcars_observed", "tank_cars_observed",
    "russian_visitors_to_dprk", "russian_visitors_breakdown", "russian_tourists_to_dprk", "tourists_via_primorye",
    "train_passengers", "trains_per_week", "trips_per_month", "flights_per_week", "flight_seats",
    "foreign_tourists_per_day", "vessel_calls", "vessel_calls_per_month",
)  # fmt: skip
#: Metrics that somebody counts period after period, so that a period without a number is a gap.
REGULAR = ("rail_freight_tonnes", "russian_visitors_to_dprk", "russian_tourists_to_dprk")
#: Scopes read for comparison only: what crosses from Russia to China is no count of this border.
ELSEWHERE = ("China crossing",)
#: The commodity under which the trade flows hold figures of a metric and scope: a period that they
#: cover is not one without a public figure.
_IN_FLOWS = {("rail_freight_tonnes", "Russia to DPRK only"): ("railway_freight", "RUS", "PRK")}
#: Shorter stretches without a number are no gap.
_LEAST_GAP = timedelta(days=60)
#: Whose counts they are.
SUBJECTS = ("RUS", "PRK")
_KINDS = (ClaimKind.FLOW, ClaimKind.CUMULATIVE, ClaimKind.STOCK, ClaimKind.CAP, ClaimKind.PLAN)


@dataclass(frozen=True)
class CountPanel:
    """Counts of one thing in one way; `gaps` are stretches of days for which nobody has published one.

    A panel without counts says that there were some, but none for the chosen days; `last` is the last day
    for which there is one, whatever days are chosen (None where nobody counts regularly). `elsewhere` are
    the periods within the chosen days for which only the trade flows hold a number.
    """

    metric: str
    subject: str
    scope: str
    kind: ClaimKind
    counts: tuple[Statement, ...]
    gaps: tuple[tuple[date, date], ...] = ()
    last: date | None = None
    elsewhere: tuple[tuple[date, date], ...] = ()

    @property
    def alone(self) -> bool:
        """Whether there is one number and nothing to set beside it."""
        return len(self.counts) == 1 and not self.gaps


@lru_cache(maxsize=8)
def border_panels(tables: Tables, selection: Selection) -> tuple[CountPanel, ...]:
    """Give the panels of what a selection leaves, in the order of the metrics.

    >>> from data import load_tables
    >>> panels = border_panels(load_tables(), Selection())
    >>> [panel.scope for panel in panels if panel.metric == "rail_freight_tonnes" and not panel.counts][0]
    'Russia to DPRK only'
    """
    found = _grouped(border_claims(tables, selection))
    known = _known(tables, selection.known_on)
    only_dates = replace(selection, date_from=None, date_to=None, known_on=None) == Selection(date_from=None)
    keys = [key for key in known if key in found or (only_dates and key[0] in REGULAR)]
    panels = []
    for key in sorted(keys, key=_order):
        metric, subject, scope, kind = key
        counts = tuple(found.get(key, ()))
        told = [(start, end) for said in known[key] for start, end in [said.period] if start and end]
        flows = _flow_periods(tables, selection.known_on, known, metric, scope)
        series = kind is ClaimKind.FLOW and len(told) > 1  # what was counted once was never a series
        regular = series and metric in REGULAR and scope not in ELSEWHERE
        gaps = _gaps(tables, selection, [*told, *flows]) if regular else ()
        if counts or gaps:
            last = max(end for _, end in [*told, *flows]) if gaps else None
            within = tuple(span for span in flows if gaps and _chosen(selection, *span))
            panels.append(CountPanel(metric, subject, scope, kind, counts, gaps, last, within))
    return tuple(panels)


def border_claims(tables: Tables, selection: Selection) -> tuple[Statement, ...]:
    """Give every border count that a selection leaves; corrections of the same period replace what they correct."""
    claims = selection.apply(tables).claims
    claims = claims[claims["metric"].isin(METRICS)]
    found = [said for subject in SUBJECTS for said in statements(tables, claims, metrics=METRICS, subject=subject)]
    days = {(said.before, said.as_of, said.period) for said in found if said.before}
    return tuple(said for said in found if (said.claim_id, said.as_of, said.period) not in days)


_Key = tuple[str, str, str, ClaimKind]


@lru_cache(maxsize=8)
def _known(tables: Tables, known_on: date | None) -> dict[_Key, list[Statement]]:
    return _grouped(border_claims(tables, Selection(date_from=None, known_on=known_on)))


def _grouped(found: Iterable[Statement]) -> dict[_Key, list[Statement]]:
    grouped: dict[_Key, list[Statement]] = {}
    for said in found:
        grouped.setdefault((said.metric, said.subject, said.scope, said.kind), []).append(said)
    return {key: _by_origin(counts) for key, counts in grouped.items()}


def _by_origin(counts: Sequence[Statement]) -> list[Statement]:
    """Order counts by origin, the one with most first, whole years before their parts, then by day."""
    share = {said.origin_id: sum(other.origin_id == said.origin_id for other in counts) for said in counts}
    return sorted(
        counts,
        key=lambda said: (
            not said.counted, -share[said.origin_id], said.origin_id, -_length(said), said.as_of, said.claim_id
        ),
    )  # fmt: skip


def _length(said: Statement) -> int:
    """Give the months of a period, so that years of 365 and 366 days are alike."""
    start, end = said.period
    return round((end - start).days / 30.4) if start and end and said.kind is ClaimKind.FLOW else 0


def _order(key: _Key) -> tuple[int, bool, str, str, int]:
    metric, subject, scope, kind = key
    return METRICS.index(metric), scope in ELSEWHERE, scope, subject, _KINDS.index(kind)


def _flow_periods(
    tables: Tables, known_on: date | None, known: dict[_Key, list[Statement]], metric: str, scope: str
) -> list[tuple[date, date]]:
    """Give the periods for which the trade flows alone hold a figure of a metric, whatever its scope in claims."""
    if (metric, scope) not in _IN_FLOWS:
        return []
    commodity, exporter, importer = _IN_FLOWS[metric, scope]
    flows = Selection(date_from=None, known_on=known_on).apply(tables).flows
    found = flows[
        (flows["commodity"] == commodity) & (flows["exporter"] == exporter) & (flows["importer"] == importer)
        & flows["quantity"].notna()
    ]  # fmt: skip
    told = {said.period for key, counts in known.items() if key[0] == metric for said in counts}
    spans = [(a.date(), b.date()) for a, b in zip(found["period_start"], found["period_end"], strict=True)]
    return [span for span in spans if span not in told]


def _chosen(selection: Selection, first: date, last: date) -> bool:
    return not (
        (selection.date_from and last < selection.date_from) or (selection.date_to and first > selection.date_to)
    )


def _gaps(tables: Tables, selection: Selection, told: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Give the stretches of the chosen days, up to what is known, that no published period covers."""
    periods = sorted(told)
    limit = selection.known_on or tables.cut_off
    last = min(limit, selection.date_to) if selection.date_to else limit
    at = max(periods[0][0], selection.date_from) if selection.date_from else periods[0][0]
    found = []
    for start, end in [*periods, (last + timedelta(days=1), last)]:
        stop = min(start - timedelta(days=1), last)
        if stop - at >= _LEAST_GAP:
            found.append((at, stop))
        at = max(at, end + timedelta(days=1))
    return tuple(found)
