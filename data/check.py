"""The full check of the tables: form of the files, cells, and the rules between rows and tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.book import Book
from data.cells import cell_problems, is_day
from data.loading import content_version, find_files, read_release
from data.problems import Problem
from data.reading import Sheet, read_sheet
from data.rules import rule_problems
from data.schema import SCHEMA, Content
from data.tables import GEO_FOLDER, NAMES, TABLES_FOLDER

LINES_FILE = "routes.geojson"


@dataclass(frozen=True)
class Findings:
    """What a check found: rows and span of days per table, version, cut-off and problems."""

    rows: Mapping[str, int]
    spans: Mapping[str, tuple[str, str]]
    version: str
    cut_off: date
    problems: tuple[Problem, ...]


def check_tables(folder: Path = TABLES_FOLDER, geo: Path = GEO_FOLDER, *, cut_off: date | None = None) -> Findings:
    """Check the tables of a folder in full, whatever the release says of them.

    >>> check_tables().problems
    ()
    """
    day = cut_off or read_release().cut_off
    contents, missing = find_files(folder, geo)
    sheets = _read_sheets(contents)
    return Findings(
        rows={name: len(sheet.records) for name, sheet in sheets.items()},
        spans={name: span for name, sheet in sheets.items() if (span := _span(sheet))},
        version=content_version(contents),
        cut_off=day,
        problems=(*missing, *_all_problems(sheets, geo, day)),
    )


def find_problems(contents: Mapping[str, bytes], geo: Path, cut_off: date) -> list[Problem]:
    """Return every problem of these files, in the order of tables and rows."""
    return _all_problems(_read_sheets(contents), geo, cut_off)


def _read_sheets(contents: Mapping[str, bytes]) -> dict[str, Sheet]:
    return {name: read_sheet(name, contents[f"{name}.csv"]) for name in NAMES if f"{name}.csv" in contents}


def _all_problems(sheets: Mapping[str, Sheet], geo: Path, cut_off: date) -> list[Problem]:
    """Check files, cells and rules, and sort what is found as a person would mend it."""
    problems = [problem for sheet in sheets.values() for problem in (*sheet.problems, *cell_problems(sheet))]
    drawn, unreadable = _drawn_routes(geo)
    if unreadable is None:
        problems += rule_problems(Book(sheets, cut_off, drawn))
    else:
        problems.append(unreadable)
    order = {f"{name}.csv": position for position, name in enumerate(NAMES)}
    return sorted(set(problems), key=lambda problem: (order.get(problem.file, len(order)), problem))


def _drawn_routes(geo: Path) -> tuple[frozenset[str], Problem | None]:
    """Return the ids of the route lines, or the reason why they cannot be read."""
    try:
        lines = json.loads((geo / LINES_FILE).read_text(encoding="utf-8"))
        return frozenset(str(line["id"]) for line in lines["features"]), None
    except FileNotFoundError:
        return frozenset(), Problem(LINES_FILE, message="the file is missing")
    except (OSError, ValueError, KeyError, TypeError) as error:
        return frozenset(), Problem(LINES_FILE, message=f"the file cannot be read ({type(error).__name__}: {error})")


def _span(sheet: Sheet) -> tuple[str, str] | None:
    """Return the earliest and latest day that a table speaks of, from any of its columns."""
    names = [
        column.name for column in SCHEMA[sheet.table] if column.content is Content.DAY and column.name in sheet.columns
    ]
    days = [record[name] for record in sheet.records for name in names if is_day(record[name])]
    return (min(days), max(days)) if days else None
