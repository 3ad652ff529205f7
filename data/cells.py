"""Checks the cells of each table one by one, with the schema turned into pandera checks."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from data.countries import GROUPS, ISO_COUNTRIES
from data.problems import Problem, nearest
from data.reading import Sheet
from data.schema import SCHEMA, Column, Content
from data.tables import KEYS

#: A vocabulary of so few words is named whole where none of them is near.
_FEW = 8
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_COUNTRIES = tuple(sorted(ISO_COUNTRIES | GROUPS))
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_BEYOND_MONTH = re.compile(r"(\d{4})-(\d{2})-(29|30|31)", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_LANGUAGE = re.compile(r"[a-z]{2}")
_TARIFF = re.compile(r"\d{2}(\d{2}){0,4}", re.ASCII)
#: Control characters, line and paragraph separators, direction overrides, lone surrogates, failed decoding.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffd]")
#: Ways in which spreadsheet programs rewrite days that can be told apart from each other.
_OTHER_DAYS = ("%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%B %d, %Y")


@dataclass(frozen=True)
class CellRule:
    """A rule for one entry of a cell: when it passes, what is said if not, what would pass."""

    message: str
    passes: Callable[[str], bool]
    suggest: Callable[[str], str] = lambda _: ""


def cell_problems(sheet: Sheet) -> list[Problem]:
    """Return every problem of columns, types, vocabularies, patterns and duplicate keys in one table."""
    columns = SCHEMA[sheet.table]
    if not sheet.columns:
        return []
    rows = [record.row for record in sheet.records]
    frame = pd.DataFrame(
        [dict(record.cells) for record in sheet.records], index=rows, columns=list(sheet.columns), dtype=object
    )
    rules = {column.name: {rule.message: rule for rule in _rules(column)} for column in columns}
    try:
        _frame_schema(sheet, columns).validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.to_dict("records")
        return [problem for case in cases for problem in _read_case(sheet, case, rules)]
    return []


def _frame_schema(sheet: Sheet, columns: tuple[Column, ...]) -> pa.DataFrameSchema:
    """Turn the columns of one table into a pandera schema over text cells."""
    keys = [key for key in KEYS[sheet.table] if key in sheet.columns]
    return pa.DataFrameSchema(
        {column.name: pa.Column(checks=[_check(column, rule) for rule in _rules(column)]) for column in columns},
        strict=True,
        unique=keys or None,
        report_duplicates="exclude_first",
    )


def _check(column: Column, rule: CellRule) -> pa.Check:
    """Apply one rule to every entry of each cell of a column."""

    def cells_pass(cells: pd.Series) -> pd.Series:
        known: dict[str, bool] = {}
        for cell in cells:
            if cell not in known:
                known[cell] = all(rule.passes(entry) for entry in _entries(column, cell))
        return pd.Series([known[cell] for cell in cells], index=cells.index, dtype=bool)

    return pa.Check(cells_pass, error=rule.message)


def _entries(column: Column, cell: str) -> list[str]:
    """Split a list cell; an empty optional cell has no entries."""
    if not cell:
        return [cell] if column.required else []
    return cell.split(";") if column.many else [cell]


def _read_case(sheet: Sheet, case: dict[str, object], rules: dict[str, dict[str, CellRule]]) -> Iterator[Problem]:
    """Turn one failure case of pandera into problems, one for each entry that fails."""
    check, column, cell = str(case["check"]), str(case["column"]), str(case["failure_case"])
    if check == "column_in_schema":
        unknown = [name for name in rules if name not in sheet.columns]
        yield Problem(sheet.file, 1, message=f'column "{cell}" is not known', accepted=nearest(cell, unknown))
    elif check == "column_in_dataframe":
        yield Problem(sheet.file, 1, cell, message="the column is missing")
    elif check == "multiple_fields_uniqueness":
        if column == KEYS[sheet.table][0]:
            yield _duplicate(sheet, _row(case), column, cell)
    else:
        rule = rules[column][check]
        spec = next(spec for spec in SCHEMA[sheet.table] if spec.name == column)
        failing = (entry for entry in _entries(spec, cell) if not rule.passes(entry))
        for entry in dict.fromkeys(failing):
            yield Problem(sheet.file, _row(case), column, entry, rule.message, rule.suggest(entry))


def _row(case: dict[str, object]) -> int:
    """Return the row number that a failure case carries as its index."""
    return int(str(case["index"]))


def _duplicate(sheet: Sheet, row: int, column: str, value: str) -> Problem:
    """Say which earlier row already has the key of this one."""
    keys = KEYS[sheet.table]
    own = next(record for record in sheet.records if record.row == row)
    first = next(record.row for record in sheet.records if all(record[key] == own[key] for key in keys))
    said = " with the same " + " and ".join(keys[1:]) if keys[1:] else ""
    return Problem(sheet.file, row, column, value, f"stands in row {first} already{said}")


def _rules(column: Column) -> Iterator[CellRule]:
    """Yield the rules for the entries of one column; later ones let pass what earlier ones refuse."""
    yield CellRule("has a blank at its start or end", lambda entry: entry == entry.strip(), str.strip)
    yield CellRule("holds a line break, control or replacement character", _is_printable)
    if column.required:
        yield CellRule("must not be empty", lambda entry: entry != "")
    if column.many:
        yield CellRule("the list has an empty entry", lambda entry: entry != "")
    if column.longest is not None:
        longest = column.longest
        yield CellRule(f"is longer than {longest} characters", lambda entry: len(entry) <= longest)
    yield from _content_rules(column)


def _content_rules(column: Column) -> Iterator[CellRule]:
    """Yield the rules that follow from what a column holds."""
    match column.content:
        case Content.CODE:
            yield _one_of(column.accepted)
        case Content.COUNTRY:
            yield _one_of(_COUNTRIES, "is not an ISO 3166 alpha-3 country code")
        case Content.ID | Content.REFERENCE:
            yield _pattern(_ID, "may hold letters, digits, _ - and . only")
        case Content.LANGUAGE:
            yield _pattern(_LANGUAGE, "is not a two-letter language code (ISO 639-1)")
        case Content.TARIFF:
            yield _pattern(_TARIFF, "is not a tariff code of two to ten digits (HS)")
        case Content.LINK:
            yield CellRule("is not a full http or https address", is_link)
        case Content.DAY:
            yield CellRule("is not a day of the calendar, written YYYY-MM-DD", _passes_if(is_day), nearest_day)
        case Content.NUMBER:
            yield CellRule("is not a plain number", _passes_if(_is_number), nearest_number)
            yield from _bounds(column)


def _one_of(accepted: tuple[str, ...], message: str = "is not accepted") -> CellRule:
    return CellRule(message, _passes_if(frozenset(accepted).__contains__), lambda entry: nearest_of(entry, accepted))


def nearest_of(entry: str, accepted: tuple[str, ...]) -> str:
    """Return the accepted value nearest to an entry, by its number where they are numbers; all of a few where none is.

    >>> grades = ("1", "2", "3")
    >>> nearest_of("11", grades), nearest_of("high", grades), nearest_of("confirmd", ("confirmed", "denied"))
    ('3', 'one of 1, 2, 3', 'confirmed')
    """
    if _is_number(entry) and all(map(_is_number, accepted)):
        return min(accepted, key=lambda option: abs(float(option) - float(entry)), default="")
    few = accepted[0] if len(accepted) == 1 else f"one of {', '.join(accepted)}"
    return nearest(entry, accepted) or (few if 0 < len(accepted) <= _FEW else "")


def _pattern(pattern: re.Pattern[str], message: str) -> CellRule:
    return CellRule(message, _passes_if(lambda entry: bool(pattern.fullmatch(entry))))


def _bounds(column: Column) -> Iterator[CellRule]:
    """Yield the range of a number, as one rule that names both ends."""
    low = -math.inf if column.lowest is None else column.lowest
    high = math.inf if column.highest is None else column.highest
    if column.lowest is not None or column.highest is not None:
        span = f"is less than {low:g}" if column.highest is None else f"is not between {low:g} and {high:g}"
        yield CellRule(span, lambda entry: not _is_number(entry) or low <= float(entry) <= high)


def _passes_if(test: Callable[[str], bool]) -> Callable[[str], bool]:
    """Let pass what another rule reports already: empty entries and surrounding blanks."""
    return lambda entry: entry == "" or entry != entry.strip() or test(entry)


def _is_printable(entry: str) -> bool:
    """Refuse control characters, text-direction overrides and the mark of a failed decoding."""
    return not _UNPRINTABLE.search(entry)


def is_day(entry: str) -> bool:
    """Tell whether a text is a possible day in ISO form within a sane range of years."""
    if not _DAY.fullmatch(entry):
        return False
    try:
        return EARLIEST_YEAR <= date.fromisoformat(entry).year <= LATEST_YEAR
    except ValueError:
        return False


def nearest_day(entry: str) -> str:
    """Return the ISO form of a day written in another unmistakable way, or "".

    A day beyond the end of its month gives that end.

    >>> nearest_day("3.10.2024"), nearest_day("2024-6-9"), nearest_day("10/11/2024"), nearest_day("2024-02-30")
    ('2024-10-03', '2024-06-09', '', '2024-02-29')
    """
    beyond = _BEYOND_MONTH.fullmatch(entry.strip())
    if beyond and 1 <= int(beyond[2]) <= 12 and int(beyond[1]) >= EARLIEST_YEAR:
        last = monthrange(int(beyond[1]), int(beyond[2]))[1]
        return date(int(beyond[1]), int(beyond[2]), min(int(beyond[3]), last)).isoformat()
    for form in ("%Y-%m-%d", *_OTHER_DAYS):
        try:
            return datetime.strptime(entry.strip(), form).date().isoformat()
        except ValueError:
            continue
    return ""


def _is_number(entry: str) -> bool:
    return bool(_NUMBER.fullmatch(entry))


def nearest_number(entry: str) -> str:
    """Return a number without separators of thousands, or "" if it is none.

    >>> nearest_number("12,000"), nearest_number("1 500"), nearest_number("many")
    ('12000', '1500', '')
    """
    bare = re.sub(r"[\s,_'](?=\d{3}(?!\d))", "", entry.strip())
    return bare if _is_number(bare) else ""


def is_link(entry: str) -> bool:
    """Tell whether a text is an http or https address with a host, and nothing that hides another one.

    >>> is_link("https://www.38north.org/2022/12/"), is_link("javascript:alert(1)"), is_link("http://")
    (True, False, False)
    """
    if entry == "":
        return True
    try:
        parts = urlsplit(entry)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = not re.search(r"[\s<>\"\\^`{|}]", entry) and "@" not in parts.netloc
    return parts.scheme in {"http", "https"} and "." in host and plain
