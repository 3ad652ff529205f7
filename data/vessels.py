"""The index of what events name: ships, units and weapons, each leading to the events that name it."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from data.problems import DamagedData, Problem
from data.searching import fold
from data.tables import Tables
from data.vocabulary import Term

INDEX_FILE = Path(__file__).parent / "index" / "units.csv"
_COLUMNS = ("name", "kind", "spellings")


class NamedKind(Term):
    """What sort of thing the index names; the order is that of the page."""

    SHIP = "ship", "Merchant ships"
    WARSHIP = "warship", "Naval ships"
    UNIT = "unit", "Units and formations"
    MISSILE = "missile", "Missiles"
    GUN = "gun", "Guns, launchers, vehicles"
    AIR_DEFENCE = "air_defence", "Air defence"
    DRONE = "drone", "Drones"
    AIRCRAFT = "aircraft", "Aircraft"


@dataclass(frozen=True)
class Named:
    """A name of the index with its kind and every spelling under which events carry it."""

    name: str
    kind: NamedKind
    spellings: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """The spellings that a reader would not find inside the name itself."""
        return tuple(spelling for spelling in self.spellings if not _whole_word(spelling).search(fold(self.name)))


@dataclass(frozen=True)
class Mention:
    """A name with the events that carry it, in order of their first day."""

    named: Named
    event_ids: tuple[str, ...]


def read_index(path: Path = INDEX_FILE) -> tuple[Named, ...]:
    """Read the index of names, in the order of the file.

    Raises DamagedData, naming every row with a missing cell, an unknown kind or a repeated name or spelling.

    >>> [named.name for named in read_index() if named.kind is NamedKind.SHIP][:2]
    ['Angara', 'Lady R']
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    problems = [problem for number, row in enumerate(rows, start=2) for problem in _problems(path.name, number, row)]
    problems.extend(_repeats(path.name, rows))
    if problems:
        raise DamagedData(problems)
    return tuple(Named(row["name"], NamedKind(row["kind"]), tuple(row["spellings"].split(";"))) for row in rows)


def mentions(tables: Tables, events: pd.DataFrame) -> tuple[Mention, ...]:
    """Give the names that some of `events` (columns of the events table) carry, with those events.

    A name counts where one of its spellings stands as a whole word in an event's title, summary,
    label, actors or tags; case, accents and the joints of words do not matter.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> [len(found.event_ids) for found in mentions(tables, tables.events) if found.named.name == "Ursa Major"]
    [1]
    """
    kept = set(events["event_id"])
    found = ((named, tuple(id for id in ids if id in kept)) for named, ids in _all_mentions(tables).items())
    return tuple(Mention(named, ids) for named, ids in found if ids)


@lru_cache(maxsize=4)
def _all_mentions(tables: Tables) -> Mapping[Named, tuple[str, ...]]:
    texts = event_texts(tables)
    return {
        named: tuple(id for id, text in texts.items() if any(pattern.search(text) for pattern in patterns))
        for named in read_index()
        for patterns in ([_whole_word(spelling) for spelling in named.spellings],)
    }


@lru_cache(maxsize=4)
def event_texts(tables: Tables) -> Mapping[str, str]:
    """Give the folded text in which names are looked for, by event, in order of the first day."""
    events = tables.events.sort_values(["date_start", "event_id"])
    parts = zip(
        events["title"], events["summary"], events["label"],
        events["actors"].map(" | ".join), events["tags"].map(" | ".join), strict=True,
    )  # fmt: skip
    return dict(zip(events["event_id"], (fold(" | ".join(part)) for part in parts), strict=True))


def names_in(text: str, spelling: str) -> bool:
    """Say whether a spelling stands as a whole word in folded text.

    >>> names_in(fold("Fired KN-23s at Kyiv"), "KN-23"), names_in(fold("tagged kn_23"), "KN-23")
    (False, True)
    """
    return _whole_word(spelling).search(text) is not None


@lru_cache(maxsize=256)
def _whole_word(spelling: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(fold(spelling))}(?!\w)")


def _problems(file: str, number: int, row: Mapping[str, str | None]) -> list[Problem]:
    kinds = ", ".join(NamedKind)
    found = [
        Problem(file, number, column, "", "is empty or missing", "a value")
        for column in _COLUMNS
        if not (row.get(column) or "").strip()
    ]
    kind = row.get("kind") or ""
    if kind and kind not in set(NamedKind):
        found.append(Problem(file, number, "kind", kind, "is not a kind of the index", kinds))
    if any(not spelling.strip() for spelling in (row.get("spellings") or "x").split(";")):
        found.append(Problem(file, number, "spellings", row["spellings"] or "", "has an empty spelling", "a value"))
    return found


def _repeats(file: str, rows: Sequence[Mapping[str, str]]) -> list[Problem]:
    found, seen = [], set[str]()
    for number, row in enumerate(rows, start=2):
        for spelling in map(fold, (row.get("spellings") or "").split(";")):
            if spelling and spelling in seen:
                found.append(Problem(file, number, "spellings", spelling, "stands twice in the index", "once"))
            seen.add(spelling)
    return found
