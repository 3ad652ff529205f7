"""What a narrative may say: every number, date and name of a step stands in the rows it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

import pandas as pd

from data.ledger import origin_rows, source_rows
from data.mentions import SMALL, Mentions, Moment, may_be_year, mentions
from data.narratives import (
    CITED,
    NARRATIVES_FOLDER,
    Narrative,
    NarrativeStep,
    cited_rows,
    read_narratives,
    step_file,
)
from data.problems import Problem
from data.query import KEYS as SELECTION_KEYS
from data.selection import Selection
from data.tables import KEYS, Tables
from data.vocabulary import AsOfBasis, Precision
from data.wording import MONTHS, known_day

FEWEST_STEPS, MOST_STEPS = 4, 7
MOST_WORDS = {"text": 60, "title": 10, "summary": 40}
_Row: TypeAlias = Mapping[Any, Any]

#: Text of a row that was public when the row was; `later_note` is not among it.
_WORDS: dict[str, tuple[str, ...]] = {
    "events": ("label", "title", "summary", "actors", "tags"),
    "claims": ("scope", "note"),
    "flows": ("scope", "note"),
    "projects": ("project", "milestone", "note"),
}
_NUMBERS: dict[str, tuple[str, ...]] = {
    "claims": ("low", "best", "high"),
    "flows": ("value_usd_low", "value_usd_best", "value_usd_high", "quantity"),
}
#: Days of a row, each with the column of its precision, or the precision that always holds.
_DAYS: dict[str, tuple[tuple[str, str], ...]] = {
    "events": (("date_start", "date_precision"), ("date_end", "date_precision"), ("public_from", Precision.DAY)),
    "claims": (
        ("as_of", "date_precision"),
        ("period_start", Precision.MONTH),
        ("period_end", Precision.MONTH),
        ("said_on", "said_precision"),
    ),
    "flows": (
        ("period_start", Precision.MONTH),
        ("period_end", Precision.MONTH),
        ("public_from", Precision.DAY),
    ),
    "projects": (
        ("planned_date", "planned_precision"),
        ("actual_date", "actual_precision"),
        ("public_from", Precision.DAY),
    ),
}
_NAME = re.compile(r"(?<![.!?:] )(?<!^)(?<!“)\b[A-Z][\w’'-]*[A-Za-z]", re.MULTILINE)
_MONTH_NAMES = re.compile(rf"(?:{'|'.join(MONTHS)})[a-z]*")


class Ground:
    """What the rows behind a step hold: their words, numbers, days, months and years."""

    def __init__(self, tables: Tables, step: NarrativeStep) -> None:
        """Gather it from the cited rows, their origins and places, and the publications shown."""
        self.moments: set[Moment] = set()
        self.numbers: set[float] = set()
        self.words: set[str] = set()
        for table, row in cited_rows(tables, step):
            self._add_row(tables, table, row)
        for id in step.sources:
            source = source_rows(tables)[id]
            self._add_day(source["published"], Precision.DAY)
            self._add_text(f"{source['publisher']}. {source['title']}", ())

    def _add_row(self, tables: Tables, table: str, row: _Row) -> None:
        years = set()
        for column, precision in _DAYS[table]:
            if column == "as_of" and row["as_of_basis"] == AsOfBasis.READ:
                continue
            day = known_day(row[column])
            years |= {day.year} if day else set()
            self._add_day(row[column], row.get(precision, precision))
        self.numbers |= {float(row[name]) for name in _NUMBERS.get(table, ()) if not pd.isna(row[name])}
        texts = [row[name] if isinstance(row[name], str) else ". ".join(row[name]) for name in _WORDS[table]]
        self._add_text(". ".join([*texts, *_names(tables, row)]), years)

    def _add_text(self, text: str, years: Iterable[int]) -> None:
        said = mentions(text)
        for _, (year, month, day) in said.moments:
            for known in [year] if year else [None, *years]:
                self._add_moment(known, month, day)
        self.numbers |= {value for _, value in said.numbers}
        self.words |= set(re.findall(r"[\w’'-]*\w", text)) | set(re.findall(r"\w+", text))

    def _add_day(self, value: Any, precision: str) -> None:
        day = known_day(value)
        if day is None:
            return
        exact = precision in (Precision.DAY, "")
        within_year = exact or precision in (Precision.MONTH, Precision.QUARTER)
        self._add_moment(day.year, day.month if within_year else None, day.day if exact else None)

    def _add_moment(self, year: int | None, month: int | None, day: int | None) -> None:
        self.moments |= {(year, month, day), (None, month, day), (year, month, None), (None, month, None)}
        self.moments.add((year, None, None))

    def lacks(self, said: Mentions) -> Iterator[tuple[str, str, str]]:
        """Give each number or date of a text that stands in none of the rows: words, message, nearest."""
        for words, moment in said.moments:
            if not (may_be_year(words) and float(words) in self.numbers) and moment not in self.moments:
                yield words, "is a date in none of the cited rows", self._nearest_day(moment)
        for words, value in said.numbers:
            # What may be a year was looked for among the dates and the numbers above.
            if value not in self.numbers and not may_be_year(words):
                yield words, "is a number in none of the cited rows", self._nearest_number(value)
        for words in said.large:
            if words not in self.words:
                yield words, f"is a number in words; only two to {list(SMALL)[-1]} may be, unless a row says so", ""

    def strangers(self, text: str) -> Iterator[str]:
        """Give each name of a text, told by its capital within a sentence, that no row holds."""
        held = {word.casefold() for word in self.words}
        for found in _NAME.finditer(text):
            name = re.sub(r"(?:’s|'s|’)$", "", found[0])
            parts = [name, *name.split("-")]
            if _MONTH_NAMES.fullmatch(name) or any(part.casefold() in held for part in parts):
                continue
            yield name

    def _nearest_number(self, value: float) -> str:
        near = min(self.numbers, key=lambda number: abs(number - value), default=None)
        return "" if near is None else f"{near:,.10g}"

    def _nearest_day(self, moment: Moment) -> str:
        whole = [day for day in self.moments if None not in day[:2]]
        near = min(whole, key=lambda day: _distance(day, moment), default=None)
        return "" if near is None else "-".join(f"{part:02d}" for part in near if part is not None)


def narrative_problems(tables: Tables, folder: Path = NARRATIVES_FOLDER) -> tuple[Problem, ...]:
    """Check the narratives of a folder in full, form and references included.

    >>> from data import load_tables
    >>> narrative_problems(load_tables())
    ()
    """
    narratives, problems = read_narratives(tables, folder)
    told = [problem for narrative in narratives for problem in _problems(tables, narrative)]
    return (*problems, *told)


def _problems(tables: Tables, narrative: Narrative) -> Iterator[Problem]:
    file = step_file(narrative.id)
    if not FEWEST_STEPS <= len(narrative.steps) <= MOST_STEPS:
        message = f"a narrative has {FEWEST_STEPS} to {MOST_STEPS} steps, not {len(narrative.steps)}"
        yield Problem(file, field="steps", message=message)
    whole = _merged(narrative.steps)
    for name in ("title", "summary"):
        yield from _said(file, name, getattr(narrative, name), Ground(tables, whole), name)
    for number, step in enumerate(narrative.steps, start=1):
        place, ground = f"step {number}, ", Ground(tables, step)
        for name in ("title", "text"):
            yield from _said(file, f"{place}{name}", getattr(step, name), ground, name)
        yield from _sources(file, place, tables, step)
        yield from _view(file, place, tables, step)


def _said(file: str, field: str, text: str, ground: Ground, name: str) -> Iterator[Problem]:
    if len(text.split()) > MOST_WORDS[name]:
        yield Problem(file, field=field, value=text, message=f"has more than {MOST_WORDS[name]} words")
    for words, message, accepted in ground.lacks(mentions(text)):
        yield Problem(file, field=field, value=words, message=message, accepted=accepted)
    for stranger in ground.strangers(text):
        yield Problem(file, field=field, value=stranger, message="is a name in none of the cited rows")


def _sources(file: str, place: str, tables: Tables, step: NarrativeStep) -> Iterator[Problem]:
    """Check that something is cited and that each publication shown is one of a cited row."""
    if not any(step.cited()):
        yield Problem(file, field=f"{place}events", message="the step rests on no row")
    if not step.sources:
        yield Problem(file, field=f"{place}sources", message="the step shows no source")
    own = {id for table, row in cited_rows(tables, step) for id in _source_ids(table, row)}
    for id in step.sources:
        if id not in own:
            yield Problem(file, field=f"{place}sources", value=id, message="is a source of none of the cited rows")


def _view(file: str, place: str, tables: Tables, step: NarrativeStep) -> Iterator[Problem]:
    """Check that the view can be read and keeps every row that the text rests on."""
    query = dict(parse_qsl(step.view, keep_blank_values=True))
    for key in {"known", "event", "story", "step"} & set(query):
        message = "is not part of a step’s view" if key != "known" else "is the reader’s, not part of a step’s view"
        yield Problem(file, field=f"{place}view", value=key, message=message)
    selection, notices = Selection.from_query({key: query[key] for key in SELECTION_KEYS if key in query}, tables)
    for notice in notices:
        yield Problem(file, field=f"{place}view", value=notice.value, message=f"cannot be read: {notice.message}")
    rows = selection.apply(tables)
    for table in CITED:
        left = set(getattr(rows, table)[KEYS[table][0]])
        for id in getattr(step, table):
            if id not in left:
                yield Problem(file, field=f"{place}view", value=id, message="is cut away by the step’s own filters")


def _source_ids(table: str, row: _Row) -> tuple[str, ...]:
    return tuple(row["source_ids"]) if table == "events" else (str(row["source_id"]),)


def _names(tables: Tables, row: _Row) -> Iterator[str]:
    """Name origins, places and the quantity of a row as the tables do."""
    origins = row.get("origins") or tuple(filter(None, (row.get("origin"),)))
    for id in origins:
        origin = origin_rows(tables)[id]
        yield f"{origin['name']}. {origin['short_name']}"
    places = tables.places.set_index("place_id")["name"]
    for column in ("place_id", "from_place_id", "to_place_id"):
        if row.get(column):
            yield str(places[row[column]])
    if row.get("metric"):
        yield str(tables.metrics.set_index("metric")["label"][row["metric"]])


def _merged(steps: Sequence[NarrativeStep]) -> NarrativeStep:
    """Take the rows of all steps together, as the ground of the title and the summary."""

    def every(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(id for step in steps for id in getattr(step, name)))

    return replace(
        steps[0],
        events=every("events"),
        claims=every("claims"),
        flows=every("flows"),
        projects=every("projects"),
        sources=every("sources"),
    )


def _distance(day: Moment, sought: Moment) -> int:
    def number(moment: Moment) -> int:
        year, month, date = moment
        return (year or day[0] or 0) * 372 + (month or 0) * 31 + (date or 0)

    return abs(number(day) - number(sought))
