"""Rows of the tables in the words a reader sees: days as finely as they are known, numbers with thin spaces."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from data.countries import country_name
from data.ledger import commodity_labels, origin_names, unit_words
from data.tables import Tables
from data.trails import follow_words
from data.vocabulary import AsOfBasis, Basis, ClaimKind, MilestoneStatus, Precision, Qualifier, Term
from data.wording import coarse_day, known_day, number

#: The columns that are shown of each table, in order, with their headings.
COLUMNS: dict[str, dict[str, str]] = {
    "claims": {
        "subject": "Of", "origin": "Origin", "qualifier": "Word", "low": "Lowest", "best": "Number",
        "high": "Highest", "unit": "Unit",
        "scope": "Covers", "kind": "Counts", "as_of": "Speaks of", "as_of_basis": "That day is", "said_on": "Said by",
        "follows": "How it follows",
        "source": "Publication", "reliability": "Grade", "url": "Link", "note": "Note",
    },
    "flows": {
        "exporter": "Sent by", "importer": "Sent to",
        "period_start": "From", "period_end": "To", "commodity": "Commodity", "scope": "Covers",
        "value_usd_low": "USD, lowest", "value_usd_best": "USD", "value_usd_high": "USD, highest",
        "quantity_qualifier": "Word", "quantity": "Quantity", "quantity_unit": "Unit", "basis": "Basis",
        "origin": "Origin", "source": "Publication", "reliability": "Grade", "url": "Link", "note": "Note",
    },
    "projects": {
        "project": "Project", "milestone": "Milestone", "planned_date": "Planned for", "actual_date": "Done on",
        "status": "Status then", "source": "Publication", "reliability": "Grade", "url": "Link", "note": "Note",
    },
}  # fmt: skip
_TERMS: dict[str, type[Term]] = {
    "qualifier": Qualifier, "kind": ClaimKind, "as_of_basis": AsOfBasis, "quantity_qualifier": Qualifier,
    "basis": Basis, "status": MilestoneStatus,
}  # fmt: skip
#: Columns of days, with the column that says how finely each is known ("" where all are full days).
_DAYS = {
    "as_of": "date_precision", "said_on": "said_precision", "period_start": "", "period_end": "",
    "planned_date": "planned_precision", "actual_date": "actual_precision",
}  # fmt: skip
#: Columns of numbers.
_NUMBERS = ("low", "best", "high", "value_usd_low", "value_usd_best", "value_usd_high", "quantity")
#: The headings under which numbers and days stand.
NUMBERS = tuple(heading for columns in COLUMNS.values() for column, heading in columns.items() if column in _NUMBERS)
DAYS = tuple(heading for columns in COLUMNS.values() for column, heading in columns.items() if column in _DAYS)


def worded(tables: Tables, name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give rows of a table under the headings a reader sees, without columns that say nothing.

    All cells are text, None where nothing is known. Their order is that of `frame`.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> rows = worded(tables, "claims", tables.claims[tables.claims["metric"] == "killed"])
    >>> rows[["Origin", "Word", "Number", "Speaks of"]].iloc[3].tolist()
    ['NIS', 'at least', '100', '19 Dec 2024']
    """
    sources = tables.sources[["source_id", "publisher", "reliability", "url"]]
    named = frame.merge(sources.rename(columns={"publisher": "source"}), on="source_id", how="left")
    decided = (frame["unit"] == "yes_no").to_numpy() if "unit" in frame else None
    for column, words in _words(tables, named).items():
        if column in named:
            named[column] = [words(value) for value in named[column]]
    for column, fine in _DAYS.items():
        if column in named:
            named[column] = _days(named, column, fine)
    if decided is not None:
        named["best"] = named["best"].where(~decided, ["yes" if best == 1 else "no" for best in frame["best"]])
    if "as_of_basis" in frame:
        read = (frame["as_of_basis"] == AsOfBasis.READ).to_numpy()
        named["as_of"] = named["as_of"].where(~read, "day not given")
    if "supersedes" in named:
        named["follows"] = [follow_words(tables, claim_id) for claim_id in named["claim_id"]]
    shown = named[list(COLUMNS[name])].rename(columns=COLUMNS[name]).astype(object)
    shown = shown.where(shown.notna() & (shown != ""), None)
    return shown[[heading for heading in shown if shown[heading].notna().any()]]


def valued(name: str, frame: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """Give `shown`, which is `worded(tables, name, frame)`, with the days and numbers its words stand for, to sort by.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> told = tables.claims[tables.claims["metric"] == "killed"]
    >>> rows = valued("claims", told, worded(tables, "claims", told))
    >>> float(rows["Number"].iloc[3]), str(rows["Speaks of"].iloc[3].date())
    (100.0, '2024-12-19')
    """
    values = shown.copy()
    for column, heading in COLUMNS[name].items():
        if heading in shown and column in _DAYS:
            values[heading] = pd.to_datetime(frame[column].to_numpy())
        elif heading in shown and column in _NUMBERS:
            values[heading] = frame[column].to_numpy(dtype=float, na_value=float("nan"))
    return values


def _words(tables: Tables, named: pd.DataFrame) -> dict[str, Callable[[Any], str | None]]:
    """Give what turns the cells of each column into words."""
    origins = origin_names(tables)
    goods = commodity_labels(tables)
    return {
        **{column: partial(_label, term) for column, term in _TERMS.items()},
        **dict.fromkeys(("subject", "exporter", "importer"), country_name),
        **dict.fromkeys(("unit", "quantity_unit"), unit_words),
        **dict.fromkeys(_NUMBERS, _number),
        "origin": origins.get,
        "commodity": goods.get,
    }


def _label(term: type[Term], code: str) -> str:
    return term(code).label if code else ""


def _number(value: float | None) -> str | None:
    return None if value is None or pd.isna(value) else number(value)


def _days(named: pd.DataFrame, column: str, fine: str) -> list[str | None]:
    precisions = named[fine] if fine else [Precision.DAY] * len(named)
    return [
        coarse_day(value, precision or Precision.DAY) if known_day(value) else None
        for value, precision in zip(named[column], precisions, strict=True)
    ]
