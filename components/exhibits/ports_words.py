"""Words of the comparison of ports: its title, what stands beside a mark, and the alternative text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from components.charts.log_lines import Run
from components.exhibits.event_rows import TITLE_LENGTH
from components.exhibits.origin_lines import joined
from data import Tables
from data.ledger import claim_rows, figure
from data.throughput import RAJIN, UNITS, Cargo, PortLine, Shore, foretold, whole_year
from data.trails import Clock, Statement
from data.vocabulary import AsOfBasis, ClaimKind
from data.wording import NO_FIGURE, listed


def title_of(tables: Tables, known: Mapping[Cargo, Sequence[PortLine]]) -> str:
    """Say what is public of Rajin and, beside it, what the largest South Korean port handled in each unit.

    Rajin’s capacity gives way where the other ports need its room.
    """
    others: list[str] = []
    largest = {cargo: found for cargo, lines in known.items() if (found := _largest(lines))}
    for name in dict.fromkeys(found[0].name for found in largest.values()):
        put = [_put(tables, found, cargo) for cargo, found in largest.items() if found[0].name == name]
        others.append(f"{name}: {', '.join(put)}")
    words, capacity = _rajin(tables, known)
    full = "; ".join([words + capacity, *others])
    return full if len(full) <= TITLE_LENGTH else joined([words, *others])


def _rajin(tables: Tables, known: Mapping[Cargo, Sequence[PortLine]]) -> tuple[str, str]:
    """Say what Rajin handled, or that this is not public and, apart from it, what capacity it was last given."""
    put = [_put(tables, found, cargo) for cargo, lines in known.items() if (found := _whole(lines, RAJIN))]
    if put:
        return f"Rajin: {', '.join(put)}", ""
    what = "container" if list(known) == [Cargo.TEU] else "whole-port"
    words = f"Rajin: {what} throughput not public"
    whole = (line.limit for lines in known.values() for line in lines if line.place_id == RAJIN and not line.part)
    for limit in whole:
        if limit and limit.counted and limit.kind is not ClaimKind.PLAN:
            number, unit = figure(claim_rows(tables)[limit.claim_id]), limit.unit.split("_")[0]
            return words, f", capacity {number} {unit} ({_whose(limit)})"
    return words, ""


def _largest(lines: Sequence[PortLine]) -> list[PortLine]:
    """Give the lines of the South Korean port with the most of a whole year, by named origins."""
    told = [line for line in lines if line.shore is Shore.SOUTH_KOREA and _counts(line)]
    most = max(told, key=lambda line: line.handled.value if line.handled else 0.0, default=None)
    return [line for line in _whole(lines, most.place_id) if _counts(line)] if most else []


def _whole(lines: Sequence[PortLine], place: str) -> list[PortLine]:
    """Give the lines of a whole port that have a number, of one period: that of the first."""
    found = [line for line in lines if line.place_id == place and not line.part and line.handled]
    return [
        line for line in found if line.handled and found[0].handled and line.handled.as_of == found[0].handled.as_of
    ]


def _counts(line: PortLine) -> bool:
    return bool(line.handled and line.handled.counted and whole_year(line.handled) and not line.part)


def _put(tables: Tables, lines: Sequence[PortLine], cargo: Cargo) -> str:
    """Write what a port handled and in which year; where origins differ, what each says, the lowest first."""
    said = sorted((line.handled for line in lines if line.handled), key=lambda said: said.value)
    numbers = [figure(claim_rows(tables)[one.claim_id]) for one in said]
    if len(said) > 1:
        numbers = [f"{number} ({one.origin})" for number, one in zip(numbers, said, strict=True)]
    return f"{' or '.join(numbers)} {UNITS[cargo]} in {said[0].when(Clock.AS_OF)}"


def _whose(said: Statement) -> str:
    return f"{said.origin}, {said.when(Clock.AS_OF)}"


def handled_words(tables: Tables, said: Statement, *, rivals: bool) -> Iterator[Run]:
    """Say how much was handled, in which period, and by whom where origins differ."""
    yield Run(figure(claim_rows(tables)[said.claim_id]), bold=True)
    early = f", said {said.when(Clock.SAID_ON)}" if foretold(said) else ""
    yield Run(f"  {said.when(Clock.AS_OF)}{early}{f', {said.origin}' if rivals else ''}")


def limit_words(tables: Tables, said: Statement) -> Iterator[Run]:
    """Say how much a port could or should handle, and of or for which year."""
    yield Run(f"{_sort(said)} ")
    yield Run(figure(claim_rows(tables)[said.claim_id]), bold=True)
    yield Run(f"  {_limit_day(said)}")


def _sort(said: Statement) -> str:
    """Say what a limit is: a capacity, one that is planned, or a target for what is handled."""
    if said.kind is not ClaimKind.PLAN:
        return "capacity"
    return "planned" if "capacity" in said.metric else "target"


def _limit_day(said: Statement) -> str:
    """Say of or for which year a limit is; a plan whose day is only that of the saying names no year it is for."""
    if said.basis is AsOfBasis.READ:
        return said.when(Clock.AS_OF)
    if said.kind is not ClaimKind.PLAN:
        return str(said.as_of.year)
    return f"{'said' if said.basis is AsOfBasis.PUBLISHED else 'for'} {said.as_of.year}"


def alt_of(tables: Tables, known: Mapping[Cargo, Sequence[PortLine]]) -> str:
    """Tell what each whole port handled, and which have no public figure."""
    parts = []
    for cargo, lines in known.items():
        told = [
            f"{line.name} {figure(claim_rows(tables)[line.handled.claim_id])} ({_whose(line.handled)})"
            for line in lines
            if line.handled and not line.part and not line.again
        ]
        silent = [line.name for line in lines if line.silent]
        parts.append(f"{cargo.label}: {listed(told, 14) or NO_FIGURE}. Without a public figure: {listed(silent, 9)}")
    return f"One line a port or part of a port. {'. '.join(parts)}."
