"""What figures of claims share: the table twin of statements, and what the figure leaves to that table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import pandas as pd

from data import Tables
from data.headlines import Headline
from data.ledger import claim_rows, figure, metric_labels, source_rows, speaks_of
from data.trails import Statement, Step, statements
from data.vocabulary import Credibility, Party, Reliability
from data.wording import coarse_day, counted, known_day


def claim_table(tables: Tables, found: Sequence[Statement], known_on: date | None = None) -> pd.DataFrame:
    """Give the table twin of statements: one row each, in their order, with both clocks and how each follows.

    Publications that came out after an as-known-on day are not named.
    """
    return pd.DataFrame([{**_fixed(tables, said.claim_id), **_open(tables, said, known_on)} for said in found])


def outside_words(count: int) -> str:
    """Say how many numbers reach into the chosen dates by their period only; "" for none.

    >>> outside_words(1)
    '1 number whose period reaches into the dates speaks of a day outside them and is left out.'
    """
    if not count:
        return ""
    verbs = "speaks of a day outside them and is" if count == 1 else "speak of a day outside them and are"
    return f"{counted(count, 'number')} whose period reaches into the dates {verbs} left out."


def headline_shown(found: Headline | None, said: Sequence[Statement]) -> Headline | None:
    """Give a headline only where every claim it counts is among those shown: no filter reaches the rule itself."""
    shown = {one.claim_id for one in said}
    return found if found and all(claim.claim_id in shown for claim in found.chosen) else None


def _open(tables: Tables, statement: Statement, known_on: date | None) -> dict[str, str]:
    """Give what depends on the selection: the event as it was known, and the publication."""
    return {
        "How it follows": _follows(tables, statement),
        "Counted?": "yes" if statement.counted else "no",
        "Publication": _publication(tables, statement.source_id, known_on),
        "Source grade": _source_grade(tables, statement.source_id),
        "Event grade": _event_grades(tables).get(statement.event_id, "not graded"),
        "Event": statement.event_id,
        "Id": statement.claim_id,
    }


def _fixed(tables: Tables, claim_id: str) -> dict[str, object]:
    return _records(tables)[claim_id]


@lru_cache(maxsize=4)
def _records(tables: Tables) -> dict[str, dict[str, object]]:
    metrics = metric_labels(tables)
    rows = claim_rows(tables)
    every = [
        statement
        for subject in dict.fromkeys(tables.claims["subject"])
        for statement in statements(tables, tables.claims, metrics=metrics, subject=subject)
    ]
    return {
        said.claim_id: {
            "Metric": metrics[said.metric],
            "Origin": said.origin,
            "Party": Party(said.party).label,
            "Number": figure(rows[said.claim_id]),
            "Lowest": said.low,
            "Best": said.best,
            "Highest": said.high,
            "Word": said.qualifier.label if said.qualifier else "",
            "Scope": said.scope,
            "Counts": said.kind.label,
            "Speaks of": speaks_of(rows[said.claim_id]),
            "Said on": coarse_day(said.said_on, said.said_precision),
        }
        for said in every
    }


def _follows(tables: Tables, statement: Statement) -> str:
    if statement.step is Step.FIRST:
        return Step.FIRST.label
    before = claim_rows(tables)[statement.before]
    word = "revised from" if statement.step is Step.REVISION else "repeats"
    return f"{word} {figure(before)} ({coarse_day(before['said_on'], before['said_precision'] or 'day')})"


def _publication(tables: Tables, source_id: str, known_on: date | None) -> str:
    source = source_rows(tables)[source_id]
    published = known_day(source["published"])
    if known_on is None:
        return str(source["publisher"])
    if published is None:
        return f"{source['publisher']} (date unknown)"
    return str(source["publisher"]) if published <= known_on else "published later"


def _source_grade(tables: Tables, source_id: str) -> str:
    grade = Reliability(source_rows(tables)[source_id]["reliability"])
    return f"{grade}, {grade.label}"


@lru_cache(maxsize=4)
def _event_grades(tables: Tables) -> dict[str, str]:
    graded = zip(tables.events["event_id"], tables.events["credibility"].astype(str), strict=True)
    return {event_id: f"{code}, {Credibility(code).label}" for event_id, code in graded}
