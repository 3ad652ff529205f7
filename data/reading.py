"""Reads one CSV file as text cells and reports what is wrong with its form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from data.csv_text import NoCsv, decoded, numbered
from data.problems import Problem


@dataclass(frozen=True)
class Record:
    """One row of a table as text, with the row number that a spreadsheet shows."""

    row: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the text of one cell."""
        return self.cells[column]

    def items(self, column: str) -> tuple[str, ...]:
        """Return the entries of a list cell."""
        cell = self.cells[column]
        return tuple(cell.split(";")) if cell else ()


@dataclass
class Sheet:
    """A table as it lies in its file: header, sound records, and the problems of its form.

    ``broken`` keeps the first cell of each record that had to be left out, so that references to
    it are not reported as a second fault.
    """

    table: str
    columns: tuple[str, ...] = ()
    records: list[Record] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    @property
    def file(self) -> str:
        """Name the file that a person opens to mend the table."""
        return f"{self.table}.csv"


def read_sheet(table: str, content: bytes) -> Sheet:
    """Read one table; whatever cannot be read stands in ``problems``, with its row.

    A UTF-8 byte order mark and CRLF line ends, as spreadsheet programs write them, are accepted.
    """
    sheet = Sheet(table)
    try:
        text = decoded(content)
    except NoCsv as error:
        sheet.problems.append(Problem(sheet.file, error.row, message=error.message))
        return sheet
    _take_records(sheet, text)
    if sheet.columns and not sheet.records and not sheet.problems:
        sheet.problems.append(Problem(sheet.file, message="the file has a header but no rows"))
    return sheet


def _take_records(sheet: Sheet, text: str) -> None:
    """Fill a sheet from its text and note each record that does not fit the header."""
    for row, cells in _numbered(sheet, text):
        if row == 1:
            sheet.problems.extend(_header_problems(sheet.file, cells))
            if sheet.problems:
                return
            sheet.columns = tuple(cells)
        elif not any(cells):
            sheet.problems.append(Problem(sheet.file, row, message="the row is blank"))
        elif len(cells) != len(sheet.columns):
            sheet.broken.add(cells[0])
            sheet.problems.append(_ragged(sheet, row, cells))
        else:
            sheet.records.append(Record(row, dict(zip(sheet.columns, cells, strict=True))))


def _numbered(sheet: Sheet, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield row numbers and cells up to the first record that is not CSV, which becomes a problem."""
    try:
        yield from numbered(text)
    except NoCsv as error:
        message = f"{error.message}; the rows from here on were not read"
        sheet.problems.append(Problem(sheet.file, error.row, message=message))


def _header_problems(file: str, header: list[str]) -> list[Problem]:
    """Report a header that is not separated by commas or that names a column twice."""
    if len(header) == 1 and header[0].count(";") > 1:
        message = "the cells are separated by semicolons; commas are needed"
        return [Problem(file, 1, message=message)]
    twice = sorted({name for name in header if header.count(name) > 1})
    return [Problem(file, 1, name, message="the column stands twice in the header") for name in twice]


def _ragged(sheet: Sheet, row: int, cells: list[str]) -> Problem:
    """Say how many cells a record has and where it leaves the header."""
    count, needed = len(cells), len(sheet.columns)
    pairs = list(zip_longest(sheet.columns, cells, fillvalue=""))
    column, value = pairs[min(count, needed)]
    message = f"the row has {count} cell{'' if count == 1 else 's'} instead of {needed}"
    if count > needed:
        return Problem(sheet.file, row, "", value, f"is one cell too many: {message}")
    return Problem(sheet.file, row, column, message=f"{message}; this field is the first one missing")
