"""Narratives: short guided sequences through real rows, kept as TOML files and read into frozen objects."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from data.problems import DamagedData, Problem, nearest
from data.tables import KEYS, Tables
from data.vocabulary import Term
from data.wording import known_day

NARRATIVES_FOLDER = Path(__file__).parent / "narratives"
#: The column that says since when a row has been public, by the table a step may cite.
CITED: dict[str, str] = {
    "events": "public_from",
    "claims": "said_on",
    "flows": "public_from",
    "projects": "public_from",
}


class Page(Term):
    """A page of the dashboard that a step may open; the code is its path, but for the first."""

    OVERVIEW = "overview", "Overview"
    TIMELINE = "timeline", "Timeline"
    MAP = "map", "Map"
    FORCES = "forces", "Forces"
    ARMS = "arms", "Arms"
    TRADE = "trade", "Trade"
    PORTS = "ports", "Ports"
    PARTNERS = "partners", "Partners"
    POSITIONS = "positions", "Positions"

    @property
    def path(self) -> str:
        """The page's path in an address, "" for the first page."""
        return "" if self is Page.OVERVIEW else self.value


@dataclass(frozen=True)
class NarrativeStep:
    """One step: its text, the view it opens, and the ids of the rows and publications it rests on.

    `view` is the query of a link without `event`, `story`, `step` and `known`; `event` is the event
    whose card is open ("" for none).
    """

    title: str
    text: str
    page: Page
    view: str
    event: str
    events: tuple[str, ...]
    claims: tuple[str, ...]
    flows: tuple[str, ...]
    projects: tuple[str, ...]
    sources: tuple[str, ...]

    def cited(self) -> Iterator[tuple[str, str]]:
        """Give every row that the text rests on, as table and id."""
        for table in CITED:
            yield from ((table, id) for id in getattr(self, table))


@dataclass(frozen=True)
class Narrative:
    """A story in steps, in the order in which they are told; `order` is its place among the others."""

    id: str
    order: int
    title: str
    summary: str
    steps: tuple[NarrativeStep, ...]


@lru_cache(maxsize=4)
def load_narratives(tables: Tables, folder: Path = NARRATIVES_FOLDER) -> tuple[Narrative, ...]:
    """Read the narratives, in their order.

    Their form and their references are checked here; `data.narrative_rules` checks the rest.
    Raises `DamagedData` with every problem found.

    >>> from data import load_tables
    >>> load_narratives(load_tables())[0].title
    'The first wave, October 2024'
    """
    found, problems = read_narratives(tables, folder)
    if problems:
        raise DamagedData(problems)
    return found


def read_narratives(tables: Tables, folder: Path = NARRATIVES_FOLDER) -> tuple[tuple[Narrative, ...], list[Problem]]:
    """Read the narratives that can be read, and say what is wrong with the form or references of any."""
    read: list[Narrative] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        narrative, found = _read(path, tables)
        problems += found
        if narrative is not None and not found:
            read.append(narrative)
    return tuple(sorted(read, key=lambda narrative: (narrative.order, narrative.id))), problems


def step_file(narrative_id: str) -> str:
    """Name the file of a narrative as problems name it."""
    return f"narratives/{narrative_id}.toml"


def not_public(tables: Tables, step: NarrativeStep, known_on: date | None) -> tuple[date | None, ...]:
    """Give the public days, unknown ones as None, of the rows of a step that were not public by a day."""
    if known_on is None:
        return ()
    days = [known_day(_days(tables, table, CITED[table])[id]) for table, id in step.cited()]
    return tuple(day for day in days if day is None or day > known_on)


def period(tables: Tables, steps: Sequence[NarrativeStep]) -> tuple[date, date] | None:
    """Give the first and last day of the events that some steps rest on; None without events."""
    ids = [id for step in steps for id in step.events]
    starts, ends = _days(tables, "events", "date_start"), _days(tables, "events", "date_end")
    firsts = [day for id in ids if (day := known_day(starts[id]))]
    lasts = [day for id in ids if (day := known_day(ends[id]))]
    return (min(firsts), max(lasts)) if firsts and lasts else None


def cited_rows(tables: Tables, step: NarrativeStep) -> Iterator[tuple[str, Mapping[Any, Any]]]:
    """Give the rows that a step rests on, each with the name of its table."""
    for table, id in step.cited():
        yield table, _rows(tables, table)[id]


@lru_cache(maxsize=16)
def _ids(tables: Tables, table: str) -> frozenset[str]:
    frame: pd.DataFrame = getattr(tables, table)
    return frozenset(frame[KEYS[table][0]])


@lru_cache(maxsize=32)
def _days(tables: Tables, table: str, column: str) -> Mapping[str, Any]:
    frame: pd.DataFrame = getattr(tables, table)
    return dict(zip(frame[KEYS[table][0]], frame[column], strict=True))


@lru_cache(maxsize=16)
def _rows(tables: Tables, table: str) -> Mapping[str, Mapping[Any, Any]]:
    frame: pd.DataFrame = getattr(tables, table)
    return {str(row[KEYS[table][0]]): row for row in frame.to_dict("records")}


_TEXTS = ("title", "text", "page", "view", "event")
_LISTS = (*CITED, "sources")


def _read(path: Path, tables: Tables) -> tuple[Narrative | None, list[Problem]]:
    file = step_file(path.stem)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return None, [Problem(file, message=f"cannot be read ({error})")]
    problems = list(_form(file, content, path.stem))
    if problems:
        return None, problems
    steps = map(_step, content["steps"])
    narrative = Narrative(content["id"], content["order"], content["title"], content["summary"], tuple(steps))
    return narrative, list(_references(file, narrative, tables))


def _step(given: Mapping[str, Any]) -> NarrativeStep:
    return NarrativeStep(
        title=given["title"],
        text=given["text"],
        page=Page(given["page"]),
        view=given.get("view", ""),
        event=given.get("event", ""),
        events=tuple(given.get("events", ())),
        claims=tuple(given.get("claims", ())),
        flows=tuple(given.get("flows", ())),
        projects=tuple(given.get("projects", ())),
        sources=tuple(given.get("sources", ())),
    )


def _form(file: str, content: Mapping[str, Any], stem: str) -> Iterator[Problem]:
    """Check the names and kinds of all fields."""
    yield from _fields(file, "", content, required=("id", "order", "title", "summary"), texts=(), lists=("steps",))
    if content.get("id") != stem:
        yield Problem(file, field="id", value=str(content.get("id", "")), message="is not the file’s name",
                      accepted=stem)  # fmt: skip
    steps = content.get("steps", [])
    if not isinstance(steps, list) or not steps or not all(isinstance(step, dict) for step in steps):
        yield Problem(file, field="steps", message="a narrative has steps, each written [[steps]]")
        return
    for number, step in enumerate(steps, start=1):
        place = f"step {number}, "
        yield from _fields(file, place, step, required=("title", "text", "page"), texts=_TEXTS, lists=_LISTS)
        page = str(step.get("page", ""))
        if page and page not in tuple(Page):
            yield Problem(
                file, field=f"{place}page", value=page, message="is not a page", accepted=nearest(page, list(Page))
            )


def _fields(
    file: str, place: str, given: Mapping[str, Any], *, required: Sequence[str], texts: Sequence[str],
    lists: Sequence[str],
) -> Iterator[Problem]:  # fmt: skip
    accepted = [*required, *texts, *lists]
    for name in required:
        if not given.get(name):
            yield Problem(file, field=f"{place}{name}", message="must not be empty")
    for name, value in given.items():
        if name not in accepted:
            yield Problem(file, field=f"{place}{name}", message="is not a field", accepted=nearest(name, accepted))
        elif name in lists and name != "steps" and not _is_list(value):
            yield Problem(file, field=f"{place}{name}", message="is not a list of ids")
        elif name not in lists and type(value) is not (int if name == "order" else str):
            kind = "a whole number" if name == "order" else "text"
            yield Problem(file, field=f"{place}{name}", value=str(value), message=f"is not {kind}")


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _references(file: str, narrative: Narrative, tables: Tables) -> Iterator[Problem]:
    """Check that every id exists, and that the open event is one that the text rests on."""
    for number, step in enumerate(narrative.steps, start=1):
        place = f"step {number}, "
        named = [*step.cited(), *(("sources", id) for id in step.sources)]
        for table, id in named:
            if id not in _ids(tables, table):
                near = nearest(id, sorted(_ids(tables, table)))
                yield Problem(file, field=f"{place}{table}", value=id, message="does not exist", accepted=near)
        if step.event and step.event not in step.events:
            near, message = nearest(step.event, step.events), "is not among the step’s events"
            yield Problem(file, field=f"{place}event", value=step.event, message=message, accepted=near)
