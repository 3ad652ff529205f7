"""Where trade, oil and the road bridge stand: the headlines that no count of claims can give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.ledger import origin_names
from data.tables import Tables
from data.vocabulary import Basis
from data.wording import bounded, coarse_day, span

COMMITTEE = "un_1718_committee"
BRIDGE = "tumen-road-bridge"
_OPENING = "Opening to traffic"


@dataclass(frozen=True, eq=False)
class TradeStanding:
    """The newest full year of Russia–DPRK turnover: USD, lowest to highest over the origins.

    `basis` says in words how the figures came about; without any row `year` is None.
    """

    year: int | None
    lowest: float | None
    highest: float | None
    basis: str
    origins: tuple[str, ...]
    flows: pd.DataFrame


@dataclass(frozen=True, eq=False)
class OilStanding:
    """What Russia last reported to the UN as refined petroleum for the DPRK, and what came after.

    `quantity` (in `unit`) is that of one month, `month` its words; `silent_since` the first day
    with no report; `after` the rows of others about the time since, `after_words` the newest.
    """

    quantity: float | None
    unit: str
    month: str
    silent_since: date | None
    after_words: str
    reported: pd.DataFrame
    after: pd.DataFrame


@dataclass(frozen=True, eq=False)
class BridgeStanding:
    """The Tumen road bridge: newest milestone, next promise, promises passed without outcome."""

    opened: date | None
    newest: str
    newest_day: str
    due: str
    due_day: str
    passed: int
    projects: pd.DataFrame


def trade_headline(tables: Tables, *, known_on: date | None = None) -> TradeStanding:
    """Give the newest full year of the two-way total, as far as it was public.

    >>> from data import load_tables
    >>> found = trade_headline(load_tables())
    >>> found.year, found.lowest, found.basis
    (2024, 34000000.0, 'estimate')
    """
    flows = _public(tables.flows, known_on)
    flows = flows[
        (flows["commodity"] == "two_way_total")
        & (flows["exporter"] == "RUS")
        & (flows["importer"] == "PRK")
        & (flows["scope"] == "")
        & (flows["alternative_of"] == "")
        & flows["value_usd_best"].notna()
        & ~flows["basis"].isin([Basis.CAP, Basis.PLAN])
    ]
    starts, ends = flows["period_start"].dt, flows["period_end"].dt
    whole = (starts.strftime("%m-%d") == "01-01") & (ends.strftime("%m-%d") == "12-31") & (starts.year == ends.year)
    flows = flows[whole & (flows["period_end"] <= pd.Timestamp(known_on or tables.cut_off))]
    flows = flows[flows["period_end"] == flows["period_end"].max()]
    if flows.empty:
        return TradeStanding(None, None, None, "", (), flows)
    lowest = flows["value_usd_low"].fillna(flows["value_usd_best"]).min()
    highest = flows["value_usd_high"].fillna(flows["value_usd_best"]).max()
    basis = ", ".join(Basis(code).label for code in dict.fromkeys(flows["basis"]))
    year = flows["period_end"].iloc[0].year
    return TradeStanding(year, float(lowest), float(highest), basis, _names(tables, flows), flows)


def oil_headline(tables: Tables, *, known_on: date | None = None) -> OilStanding:
    """Give the last month that Russia reported to the UN committee and the newest figure after it.

    >>> from data import load_tables
    >>> found = oil_headline(load_tables())
    >>> found.month, found.quantity, found.silent_since
    ('Jan 2024', 15279.0, datetime.date(2024, 2, 1))
    """
    flows = _public(tables.flows, known_on)
    flows = flows[
        (flows["commodity"] == "refined_petroleum")
        & (flows["exporter"] == "RUS")
        & (flows["importer"] == "PRK")
        & (flows["alternative_of"] == "")
        & flows["quantity"].notna()
    ]
    starts, ends = flows["period_start"], flows["period_end"]
    one_month = (starts.dt.is_month_start & ends.dt.is_month_end) & (starts.dt.to_period("M") == ends.dt.to_period("M"))
    reported = flows[(flows["origin"] == COMMITTEE) & (flows["basis"] == Basis.REPORTED) & one_month]
    reported = reported[reported["period_end"] == reported["period_end"].max()]
    if reported.empty:
        return OilStanding(None, "", "", None, "", reported, flows.iloc[:0])
    last = reported.iloc[-1]
    later = (flows["origin"] != COMMITTEE) & (flows["period_start"] > last["period_end"])
    after = flows[later & (flows["quantity_unit"] == last["quantity_unit"])]
    after = after.sort_values(["period_end", "period_start"])
    return OilStanding(
        quantity=float(last["quantity"]),
        unit=str(last["quantity_unit"]),
        month=span(last["period_start"], last["period_end"]),
        silent_since=(last["period_end"] + pd.Timedelta(days=1)).date(),
        after_words="" if after.empty else _flow_words(tables, after.iloc[-1]),
        reported=reported,
        after=after,
    )


def bridge_headline(tables: Tables, *, known_on: date | None = None) -> BridgeStanding:
    """Give how far the road bridge is, what is due next and how many promised dates have passed.

    A promise is a row that names the milestone it promised (`promise_of`); it has passed without
    outcome when its date lies before the day and neither it nor that milestone has come about.

    >>> from data import load_tables
    >>> found = bridge_headline(load_tables())
    >>> found.newest, found.newest_day, found.due_day, found.passed
    ('Span seen complete', 'Jul 2026', '31 Dec 2026', 4)
    """
    limit = pd.Timestamp(known_on or tables.cut_off)
    rows = _public(tables.projects, known_on)
    rows = rows[rows["project_id"] == BRIDGE]
    reached = rows[rows["actual_date"] <= limit].sort_values(["actual_date", "milestone_id"])
    done = set(reached["milestone_id"])
    pending = rows[~rows["milestone_id"].isin(done) & rows["planned_date"].notna() & ~rows["promise_of"].isin(done)]
    passed = pending[(pending["planned_date"] < limit) & (pending["promise_of"] != "")]
    coming = pending[pending["planned_date"] >= limit]
    fineness = coming["planned_precision"].map({"day": 0, "month": 1, "quarter": 2, "year": 3})
    coming = coming.assign(fineness=fineness).sort_values(["planned_date", "fineness"]).drop(columns="fineness")
    opening = reached[(reached["milestone"] == _OPENING) & (reached["status"] == "done")]
    used = pd.concat([reached.tail(1), coming.head(1), passed])
    return BridgeStanding(
        opened=None if opening.empty else opening["actual_date"].iloc[-1].date(),
        newest="" if reached.empty else str(reached["milestone"].iloc[-1]),
        newest_day=""
        if reached.empty
        else coarse_day(reached["actual_date"].iloc[-1], reached["actual_precision"].iloc[-1]),
        due="" if coming.empty else str(coming["milestone"].iloc[0]),
        due_day="" if coming.empty else coarse_day(coming["planned_date"].iloc[0], coming["planned_precision"].iloc[0]),
        passed=len(passed),
        projects=rows.loc[used.index],
    )


def _public(frame: pd.DataFrame, known_on: date | None) -> pd.DataFrame:
    return frame if known_on is None else frame[frame["public_from"] <= pd.Timestamp(known_on)]


def _names(tables: Tables, flows: pd.DataFrame) -> tuple[str, ...]:
    names = origin_names(tables)
    return tuple(dict.fromkeys(names[origin] for origin in flows["origin"]))


def _flow_words(tables: Tables, flow: pd.Series) -> str:
    amount = bounded(None, flow["quantity"], None, flow["quantity_qualifier"])
    return f"{_names(tables, flow.to_frame().T)[0]}: {amount}, {span(flow['period_start'], flow['period_end'])}"
