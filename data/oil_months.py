"""Which rows of one supplier may be added within a calendar year, and which months they cover."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.series import Record, without_alternatives
from data.vocabulary import Qualifier
from data.wording import known_day

MONTHS = range(1, 13)


class Cell(StrEnum):
    """How a month is covered."""

    OWN = "own"
    WITHIN = "within"


@dataclass(frozen=True)
class Cover:
    """Rows that cover months without overlap, in order, and what they add to."""

    rows: tuple[Record, ...]
    finest: tuple[Record, ...]

    @property
    def size(self) -> float:
        """What the fewest rows add to: the origin's own total where one row covers as much as several."""
        return float(sum(row["quantity"] for row in self.rows))

    @property
    def given(self) -> bool:
        """Whether the size stands in one row and nothing was added."""
        return len(self.rows) == 1

    @property
    def months(self) -> frozenset[int]:
        """The months covered."""
        return frozenset(month for row in self.rows for month in months_of(row))

    @property
    def ends(self) -> tuple[float, ...]:
        """What the months add to, row after row: the steps within the bar, the last one left out."""
        added, found = 0.0, []
        for row in self.finest[:-1]:
            added += row["quantity"]
            found.append(added)
        return tuple(found)

    @property
    def difference(self) -> float:
        """How far the total that the origin gives lies above what its months add to; 0 where nothing is compared."""
        if not self.given or len(self.finest) < 2:
            return 0.0
        return self.size - float(sum(row["quantity"] for row in self.finest))


def whole_months(row: Record) -> bool:
    """Say whether a row covers whole months of one calendar year."""
    start, end = row["period_start"], row["period_end"]
    last = calendar.monthrange(end.year, end.month)[1]
    return bool(start.year == end.year and start.day == 1 and end.day == last)


def months_of(row: Record) -> range:
    """Give the months of the year that a row touches, counted from 1."""
    return range(row["period_start"].month, row["period_end"].month + 1)


def cover(rows: Sequence[Record]) -> Cover | None:
    """Find what the rows of one supplier, year and unit cover, without counting any month twice.

    As many months as possible; among those the fewest rows, and of rival rows the one that became
    public last. `finest` covers the same months in as many rows as there are. Rows in parts of
    months and restatements are not used, and a number with a bound or "about" is never added: it
    stands alone where nothing else does.
    """
    usable = [row for row in without_alternatives(rows) if whole_months(row)]
    exact = [row for row in usable if row["quantity_qualifier"] in ("", Qualifier.EXACTLY)]
    if not exact:
        loose = max(usable, key=lambda row: (len(months_of(row)), *_newness(row)), default=None)
        return Cover((loose,), (loose,)) if loose is not None else None
    fewest = _disjoint(exact, prefer=-1)
    finest = _disjoint(exact, prefer=1)
    same = {month for row in finest for month in months_of(row)} == {m for row in fewest for m in months_of(row)}
    return Cover(tuple(fewest), tuple(finest if same else fewest))


def cells(rows: Iterable[Record]) -> Mapping[int, Cell]:
    """Say of each month whether it has a row of its own or is only within a longer one."""
    found: dict[int, Cell] = {}
    for row in rows:
        months = months_of(row)
        for month in months:
            if len(months) == 1:
                found[month] = Cell.OWN
            else:
                found.setdefault(month, Cell.WITHIN)
    return found


def _disjoint(rows: Sequence[Record], *, prefer: int) -> list[Record]:
    """Choose rows that do not overlap: most months, then more (1) or fewer (-1) rows, then the newest."""
    ending: dict[int, list[Record]] = {}
    for row in rows:
        ending.setdefault(row["period_end"].month, []).append(row)
    best: list[tuple[tuple[int, int, int], list[Record]]] = [((0, 0, 0), [])]
    for month in MONTHS:
        options = [best[month - 1]]
        for row in sorted(ending.get(month, ()), key=_newness):
            score, before = best[row["period_start"].month - 1]
            gained = (score[0] + len(months_of(row)), score[1] + prefer, score[2] + _newness(row)[0].toordinal())
            options.append((gained, [*before, row]))
        best.append(max(options, key=lambda option: option[0]))
    return best[-1][1]


def _newness(row: Record) -> tuple[date, str]:
    return known_day(row["public_from"]) or date.min, row["flow_id"]
