"""Labour in the flow diagram: counts of DPRK workers in Russia, which stand in claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from components.charts.flow_parts import Entry, Spot
from components.exhibits.trade_entries import GROUPS, LABOUR, Good, Names, briefly, hover, table_row, voices
from data.flows import WORKERS, Panel
from data.series import DPRK, Record, bound
from data.vocabulary import AsOfBasis, Basis, ClaimKind, Direction, Party
from data.wording import bounded, coarse_day

PERSONS = Panel.PERSONS.unit


def workers_that_stand(claims: pd.DataFrame) -> pd.DataFrame:
    """Keep counts of DPRK workers in Russia that stand: neither revised since nor part of them."""
    of_workers = claims[claims["metric"].to_numpy() == WORKERS]
    kept = of_workers[
        (of_workers["subject"] == DPRK)
        & (of_workers["scope"] == "")
        & (of_workers["as_of_basis"] != AsOfBasis.READ)
        & ~of_workers["kind"].isin([ClaimKind.PLAN, ClaimKind.CAP])
    ]
    stand: pd.DataFrame = kept[~kept["claim_id"].isin(kept["supersedes"])]
    return stand


def _claimed(origin: str, names: Names) -> Basis:
    """Read a count by a side of the deal as reported, anyone else's as an estimate."""
    return Basis.REPORTED if names.parties[origin] in (Party.RUSSIA, Party.DPRK) else Basis.ESTIMATE


def labour(workers: Sequence[Record], names: Names, panel: Panel) -> Good:
    """Make labour a good of its own: the newest count of workers, with the others in the panel of persons."""
    ordered = sorted(workers, key=lambda claim: (claim["as_of"], claim["claim_id"]), reverse=True)
    lines = [f"{_day(claim)}: {_persons(claim)}, {names.origins[claim['origin']]}" for claim in ordered]
    last, in_unit = ordered[0], panel is Panel.PERSONS
    origin, basis = names.origins[last["origin"]], _claimed(last["origin"], names)
    entry = Entry(
        link=f"metric:{WORKERS}",
        node=f"metric:{WORKERS}",
        group=LABOUR,
        group_node=f"metric:{WORKERS}",
        name="Workers in Russia",
        voices=voices(((claim["origin"], _claimed(claim["origin"], names)) for claim in workers), names),
        rows=len(workers),
        amount=_persons(last),
        about=f"{_day(last)}, {origin}",
        briefly=briefly(str(last["as_of"].year), origin, ""),
        form=basis,
        newest=last["as_of"].timestamp(),
        counted=names.counted[last["origin"]],
        spots=tuple(_head_count(claim, names) for claim in ordered) if in_unit else (),
    )
    row = table_row(
        Direction.DPRK_TO_RUSSIA, entry, (_day(last), origin, "", basis), names.publishers[last["source_id"]]
    )
    if panel.unit:
        row["Other figures in the unit"] = "; ".join(lines[1:]) if in_unit else ""
    made = replace(entry, hover=hover(entry, lines, len(lines)))
    rest = tuple(_also_counted(made, claim, names) for claim in ordered[1:]) if in_unit else ()
    return Good(made, row, WORKERS, frozenset(), len(GROUPS) - 2, lead=False, rest=rest)


def _also_counted(entry: Entry, claim: Record, names: Names) -> Entry:
    """Make a further count of workers an entry of its own, named after its origin."""
    return replace(
        entry,
        name=names.origins[claim["origin"]],
        amount=_persons(claim),
        about=_day(claim),
        briefly=(str(claim["as_of"].year),),
        form=_claimed(claim["origin"], names),
        newest=claim["as_of"].timestamp(),
        counted=names.counted[claim["origin"]],
        beside=True,
        spots=(_head_count(claim, names),),
    )


def _day(claim: Record) -> str:
    return coarse_day(claim["as_of"], claim["date_precision"])


def _head_count(claim: Record, names: Names) -> Spot:
    return Spot(
        _known(claim["low"]),
        _known(claim["best"]),
        _known(claim["high"]),
        bound(claim["qualifier"]),
        _claimed(claim["origin"], names),
        names.counted[claim["origin"]],
    )


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _persons(claim: Record) -> str:
    return f"{bounded(claim['low'], claim['best'], claim['high'], claim['qualifier'])} {PERSONS}"
