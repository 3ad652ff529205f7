"""All tables under check together, as the rules between rows and tables read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from data.problems import Problem
from data.reading import Record, Sheet
from data.schema import SCHEMA
from data.tables import KEYS


@dataclass(frozen=True)
class Book:
    """All tables under check, the cut-off, and the routes that have a line on the map."""

    sheets: Mapping[str, Sheet]
    cut_off: date
    drawn_routes: frozenset[str]

    def records(self, table: str) -> list[Record]:
        """Return the sound records of a table."""
        return self.sheets[table].records

    def index(self, table: str) -> dict[str, Record]:
        """Return the records of a table by the first column of its key."""
        return {record[KEYS[table][0]]: record for record in self.records(table)}

    def has(self, tables: Iterable[str]) -> bool:
        """Tell whether all these tables are there with every column."""
        needed = {table: {column.name for column in SCHEMA[table]} for table in tables}
        return all(name in self.sheets and names <= set(self.sheets[name].columns) for name, names in needed.items())


Rule = Callable[[Book], Iterator[Problem]]


def cell_problem(table: str, record: Record, column: str, message: str, accepted: str = "") -> Problem:
    """Report one cell of a record."""
    return Problem(f"{table}.csv", record.row, column, record[column], message, accepted)


def read_day(text: str) -> date | None:
    """Read a cell as a day; None if it is empty or no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_value(text: str) -> date | float | None:
    """Read a cell as a day or else a number; None if it is empty or neither."""
    try:
        return float(text)
    except ValueError:
        return read_day(text)
