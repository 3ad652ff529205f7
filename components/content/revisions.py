"""What one origin said of one thing over time, as a reading table: first, revised, repeated, last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from components.content.lists import root
from components.content.tree import Node, h
from components.theme import Mode
from data import Tables
from data.ledger import claim_rows, figure, metric_labels
from data.trails import Clock, Statement, Step, Trail
from data.vocabulary import ClaimKind
from data.wording import counted

HEADING = "What each origin revised, and what it repeated"


def revision_table(tables: Tables, trails: Iterable[Trail], mode: Mode) -> Node:
    """Lay out every trail of two or more statements, most revised first; a statement opens its event.

    The name of the count, and a statement without an event, open all claims of the metric
    (``metric:<metric>``).
    """
    told = sorted((trail for trail in trails if len(trail.statements) > 1), key=_order)
    if not told:
        empty = "No origin here revised or repeated a number of its own."
        return root("section", mode, "list", h("h3", HEADING), h("p", empty, cls="quiet"), label=HEADING)
    head = h("tr", *(h("th", name, scope="col") for name in ("Count", "Origin", "Said, oldest first", "In short")))
    table = h("table", h("thead", head), h("tbody", *(_line(tables, trail) for trail in told)))
    note = (
        "An arrow leads to the number that took its place: a revision, or a newer count of what is there at one time; "
        "“again” is the same number repeated, which is no new count. Days are those on which it was said."
    )
    return root(
        "section",
        mode,
        "list tw-revisions",
        h("h3", HEADING),
        h("p", note, cls="quiet"),
        h("div", table, cls="scroll"),
        label=HEADING,
    )


def _order(trail: Trail) -> tuple[int, int, str]:
    revisions = sum(said.step is Step.REVISION for said in trail.statements)
    return -revisions, -len(trail.statements), trail.first.claim_id


def _line(tables: Tables, trail: Trail) -> Node:
    first = trail.first
    scope = "; ".join(part for part in (first.kind.label, first.scope) if part)
    return h(
        "tr",
        h("td", h("button", metric_labels(tables)[first.metric], open=f"metric:{first.metric}"), h("small", scope)),
        h("td", first.origin, None if first.counted else h("small", "listed, not counted")),
        h("td", *(part for said in trail.statements for part in _step(tables, said)), cls="steps"),
        h("td", in_short(trail)),
    )


def _step(tables: Tables, said: Statement) -> Sequence[Node]:
    """Write one statement as a button, after the word that says how it follows."""
    joint = {Step.FIRST: "", Step.REVISION: "→", Step.RESTATEMENT: "again"}[said.step]
    focus = f"event:{said.event_id}" if said.event_id else f"metric:{said.metric}"
    number = h("strong", figure(claim_rows(tables)[said.claim_id]))
    button = h("button", number, " ", h("small", said.when(Clock.SAID_ON)), open=focus, cls="step")
    how = [h("span", joint, cls="joint")] if joint else []
    return [*how, button]


def in_short(trail: Trail) -> str:
    """Count the revisions (of what is there at one time: the newer counts) and repetitions of a trail in words.

    >>> from data import load_tables
    >>> from data.trails import statements, trails
    >>> tables = load_tables()
    >>> killed = trails(statements(tables, tables.claims, metrics=["killed"]))
    >>> [in_short(trail) for trail in killed if len(trail.statements) > 3]
    ['3 revisions']
    """
    revisions = sum(said.step is Step.REVISION for said in trail.statements)
    repeats = sum(said.step is Step.RESTATEMENT for said in trail.statements)
    # What is there at one time and what is there at a later one are two counts, not one put right.
    word = "newer count" if trail.first.kind is ClaimKind.STOCK else "revision"
    parts = [counted(revisions, word) if revisions else "", counted(repeats, "repetition") if repeats else ""]
    return ", ".join(part for part in parts if part)
