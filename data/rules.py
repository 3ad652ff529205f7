"""The rules that hold between cells, rows and tables; each yields a problem for every breach.

A rule runs once all its tables have all their columns. Cells that are no day or number are reported
with the cells, and are left alone here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from data.book import Book, cell_problem, read_day, read_value
from data.conventions import CONVENTIONS
from data.problems import Problem, nearest
from data.schema import SCHEMA

#: Columns by which a row points at another of its table; following one never leads back.
CHAINS = (
    ("claims", "supersedes"),
    ("claims", "restates"),
    ("commodities", "parent"),
    ("flows", "part_of"),
    ("flows", "alternative_of"),
    ("projects", "promise_of"),
)
#: Pairs of columns of which neither is filled without the other.
PAIRS = (
    ("claims", "said_on", "said_precision"),
    ("events", "place_id", "place_role"),
    ("flows", "quantity", "quantity_unit"),
    ("projects", "planned_date", "planned_precision"),
    ("projects", "actual_date", "actual_precision"),
    ("route_status", "from_date", "date_precision"),
)
#: Columns whose values must ascend from left to right, as far as they are known.
ORDERS = (
    ("events", "date_start", "date_end"),
    ("claims", "period_start", "period_end"),
    ("flows", "period_start", "period_end"),
    ("sources", "published", "accessed"),
    ("claims", "low", "best", "high"),
    ("flows", "value_usd_low", "value_usd_best", "value_usd_high"),
)
#: Days that cannot lie after the day up to which sources were read.
KNOWN_DAYS = (
    ("sources", "accessed"),
    ("sources", "published"),
    ("events", "public_from"),
    ("claims", "said_on"),
    ("flows", "public_from"),
    ("projects", "actual_date"),
    ("projects", "public_from"),
    ("route_status", "from_date"),
    ("route_status", "public_from"),
)


def rule_problems(book: Book) -> list[Problem]:
    """Return every breach of a rule whose tables are complete."""
    general = [problem for check in (references, chains, lists, pairs, orders, known_days) for problem in check(book)]
    return general + [problem for tables, check in CONVENTIONS if book.has(tables) for problem in check(book)]


def references(book: Book) -> Iterator[Problem]:
    """Every id that a cell names stands in its table."""
    for table, columns in SCHEMA.items():
        for column in columns:
            if not column.refers or not book.has((table, column.refers)):
                continue
            target = book.sheets[column.refers]
            # A table without rows is one problem, not one of every row that refers to it.
            if not target.records:
                continue
            known = set(book.index(column.refers))
            for record in book.records(table):
                entries = record.items(column.name) if column.many else (record[column.name],)
                for entry in dict.fromkeys(entries):
                    if entry and entry not in known and entry not in target.broken:
                        message = f"is not in {target.file}"
                        near = nearest(entry, sorted(known))
                        yield Problem(f"{table}.csv", record.row, column.name, entry, message, near)


def chains(book: Book) -> Iterator[Problem]:
    """No row points back at itself, be it through other rows."""
    for table, column in CHAINS:
        if not book.has((table,)):
            continue
        records = book.index(table)
        for key, record in records.items():
            seen, here = [key], record[column]
            while here in records and here not in seen:
                seen.append(here)
                here = records[here][column]
            if here == key:
                yield cell_problem(table, record, column, f"leads back to the row itself ({' > '.join([*seen, key])})")


def lists(book: Book) -> Iterator[Problem]:
    """No list names the same thing twice, but for legs and modes of a journey."""
    for table, columns in SCHEMA.items():
        for column in columns:
            if column.many and not column.repeats and book.has((table,)):
                for record in book.records(table):
                    entries = record.items(column.name)
                    for entry in sorted({entry for entry in entries if entry and entries.count(entry) > 1}):
                        yield Problem(f"{table}.csv", record.row, column.name, entry, "stands twice in the list")


def pairs(book: Book) -> Iterator[Problem]:
    """Columns that say one thing together are both filled or both empty."""
    for table, first, second in PAIRS:
        for record in book.records(table) if book.has((table,)) else ():
            if bool(record[first]) != bool(record[second]):
                empty, filled = (first, second) if record[second] else (second, first)
                yield Problem(f"{table}.csv", record.row, empty, message=f"must not be empty beside {filled}")


def orders(book: Book) -> Iterator[Problem]:
    """Starts do not lie after ends, nor low numbers above high ones."""
    for table, *columns in ORDERS:
        for record in book.records(table) if book.has((table,)) else ():
            known = [(name, value) for name in columns if (value := read_value(record[name])) is not None]
            for (left, low), (right, high) in pairwise(known):
                if type(low) is type(high) and low > high:  # type: ignore[operator]
                    word = "is later than" if isinstance(low, date) else "is above"
                    yield cell_problem(table, record, left, f"{word} {right} ({record[right]})")


def known_days(book: Book) -> Iterator[Problem]:
    """Nothing was read, said or done after the cut-off."""
    for table, column in KNOWN_DAYS:
        for record in book.records(table) if book.has((table,)) else ():
            day = read_day(record[column])
            if day is not None and day > book.cut_off:
                yield cell_problem(table, record, column, f"lies after the cut-off {book.cut_off}")
