"""Tables as CSV files that say what they show and run nothing in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from components.exhibits.contract import Exhibit
from data.wording import day

# What spreadsheets read as the start of a formula, in the width of East Asian keyboards too.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def table_csv(exhibit: Exhibit) -> bytes:
    """Give an exhibit's table twin as CSV; see `plain_csv` for the form.

    The lines above the headings name title, filters, as-of day, data version, sources, note, link
    and handling.
    """
    about = {
        "Title": exhibit.title,
        "Filters": exhibit.sentence,
        "As of": exhibit.as_of_words,
        "Data": f"{exhibit.version}, sources read to {day(exhibit.cut_off)}",
        "Sources": ", ".join(exhibit.sources.origins),
        "Publications": ", ".join(exhibit.sources.publications),
        "Credit": exhibit.credit,
        "Note": exhibit.note,
        "Link": exhibit.link,
        "Handling": exhibit.handling,
    }
    return plain_csv(exhibit.rows, about)


def plain_csv(frame: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """Write a frame as CSV in UTF-8 with a byte order mark, which Excel needs for Hangul and Cyrillic.

    Each entry of `about` that is not empty becomes a line ``# name: value`` above the headings.
    Text is quoted, numbers are not; unknown is an empty cell, lists are joined with ``;``, days are
    ISO. A text cell that a spreadsheet would run (it begins with ``= + - @``, tab or line break)
    starts with an apostrophe; plain negative numbers stay numbers. Equal frames give equal bytes.

    >>> print(plain_csv(pd.DataFrame({"Origin": ["=1+1", "NIS"], "Best": [-2.0, None]}), {"Data": "a1"}).decode())
    \ufeff# Data: a1
    "Origin","Best"
    "'=1+1",-2
    "NIS",""
    <BLANKLINE>

    Read it again with ``pandas.read_csv(file, comment="#", encoding="utf-8-sig")``.
    """
    file = io.StringIO()
    for name, value in about.items():
        if value:
            file.write(_about(name, value))
    # Every text is quoted so that a "#" inside a cell does not begin a remark.
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow([_text(str(column)) for column in frame.columns])
    writer.writerows([_cell(value) for value in row] for row in _rows(frame))
    return file.getvalue().encode("utf-8-sig")


def _about(name: str, value: str) -> str:
    # A comma or quotation mark would make cells of its own out of what follows it.
    line = f"{name}: {value}".replace(",", "%2C") if name == "Link" else re.sub(r"[,;]\s*", "; ", f"{name}: {value}")
    return "# " + " ".join(line.replace('"', "'").split()) + "\n"


def _rows(frame: pd.DataFrame) -> Iterable[tuple[Any, ...]]:
    return frame.itertuples(index=False, name=None)


def _cell(value: Any) -> str | int | float:
    if isinstance(value, (tuple, list)):
        return _text(";".join(str(part) for part in value))
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, (bool,)) or type(value).__name__ == "bool_":
        return "true" if value else "false"
    if isinstance(value, (datetime, date)):
        return value.isoformat().removesuffix("T00:00:00")
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value if isinstance(value, int) else _text(str(value))


def _text(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
