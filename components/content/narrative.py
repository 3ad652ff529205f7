"""Narratives on a page: the bar of the open story, and the list of all stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from components.content.card_ledger import badge
from components.content.lists import root
from components.content.tree import Node, classes, h, web_link
from components.theme import Mode
from data import Tables
from data.known import sources_by
from data.narratives import Narrative, NarrativeStep, not_public, period
from data.vocabulary import Precision, Reliability
from data.wording import counted, day, span

#: What the buttons of the bar ask for; a dot asks for ``step:<number>``, a story of the list for ``story:<id>``.
RETURN = "step:again"


def story_bar(
    tables: Tables, narrative: Narrative, number: int, mode: Mode, *, known_on: date | None, at_step: bool
) -> Node:
    """Lay out the open step of a story: where in it, text, publications, and the way on and back.

    A step that rests on a row which was not public by `known_on` tells nothing but that. With
    `at_step` False a line offers the view of the step again.
    """
    step = narrative.steps[number - 1]
    heading = f"Step {number} of {len(narrative.steps)}: {step_title(tables, step, known_on)}"
    title = story_title(tables, narrative, known_on)
    text = withheld(tables, step, known_on) or step.text
    told = h(
        "div",
        h("p", h("span", "Story", cls="kicker"), title, cls="name"),
        h("div", h("h3", heading), h("p", text, cls="text"), role="status", aria_live="polite"),
        None if at_step else _changed(),
        cls="told",
    )
    side = h("div", _ways(tables, narrative, number, known_on), _sources(tables, step, known_on), cls="side")
    return root("section", mode, "story", told, side, label=f"Story: {title}", role="region")


def story_list(
    tables: Tables, narratives: Sequence[Narrative], mode: Mode, *, known_on: date | None, open_id: str = ""
) -> Node:
    """List the stories, each with its number of steps, its period and what it is about."""
    lines = [_line(tables, narrative, known_on, narrative.id == open_id) for narrative in narratives]
    return root("section", mode, "stories", h("ol", *lines, cls="lines"), label="Stories")


def story_title(tables: Tables, narrative: Narrative, known_on: date | None) -> str:
    """Give the title of a story; while part of it is not public, that of its first public step instead.

    >>> from data import load_tables
    >>> from data.narratives import load_narratives
    >>> tables = load_tables()
    >>> story = load_narratives(tables)[1]
    >>> story_title(tables, story, None), story_title(tables, story, date(2024, 11, 15))
    ('From denial to admission', '“Fake news” …')
    """
    public = _public(tables, narrative, known_on)
    if len(public) == len(narrative.steps):
        return narrative.title
    return f"{public[0].title} …" if public else f"Not public by {day(known_on)}"


def step_title(tables: Tables, step: NarrativeStep, known_on: date | None) -> str:
    """Give the title of a step, or that it was not public by a day."""
    return f"not public by {day(known_on)}" if not_public(tables, step, known_on) else step.title


def withheld(tables: Tables, step: NarrativeStep, known_on: date | None) -> str:
    """Say why a step tells nothing as known on a day; "" where it may be told."""
    later = not_public(tables, step, known_on)
    if not later:
        return ""
    known = [when for when in later if when is not None]
    last = f"the last of them by {day(max(known))}" if known else "since when is not known"
    rows = counted(len(later), "row")
    return (
        f"This step rests on {rows} that became public later, {last}. "
        "Choose a later day, or today, under “As known on” to read it."
    )


def _public(tables: Tables, narrative: Narrative, known_on: date | None) -> list[NarrativeStep]:
    return [step for step in narrative.steps if not not_public(tables, step, known_on)]


def _changed() -> Node:
    return h("p", "View changed. ", h("button", "Return to the step", open=RETURN, cls="return"), cls="changed")


def _ways(tables: Tables, narrative: Narrative, number: int, known_on: date | None) -> Node:
    dots = []
    for place, step in enumerate(narrative.steps, start=1):
        words = f"Step {place}: {step_title(tables, step, known_on)}"
        here = "step" if place == number else "false"
        dot = h("button", h("span", cls="dot"), open=f"step:{place}", title=words, aria_label=words, aria_current=here)
        dots.append(h("li", dot))
    back, on = number > 1, number < len(narrative.steps)
    return h(
        "div",
        h("button", "Back", open=f"step:{number - 1}", cls="tw-button") if back else _off("Back"),
        h("ol", *dots, cls="dots"),
        h("button", "Next", open=f"step:{number + 1}", cls="tw-button next") if on else _off("Next"),
        h("button", "Close", open="close", cls="close", aria_label="Close the story"),
        cls="ways",
    )


def _off(word: str) -> Node:
    return h("span", word, cls="tw-button off", aria_disabled="true")


def _sources(tables: Tables, step: NarrativeStep, known_on: date | None) -> Node | None:
    if not_public(tables, step, known_on):
        return None
    found = sources_by(tables, step.sources, known_on)
    shown = found[found["shown"]].to_dict("records")
    return h("ul", *map(_source, shown), cls="sources", aria_label="Sources of this step") if shown else None


def _source(row: dict[Any, Any]) -> Node:
    grade, url, words = row["reliability"], web_link(row["url"]), f"{row['publisher']}: {row['title']}"
    name = h("a", row["publisher"], href=url, title=words) if url else h("span", row["publisher"], title=words)
    when = "" if row["undated"] else day(row["published"])
    return h("li", badge(grade, Reliability(grade).label), h("span", name, h("small", when or "day not given")))


def _period(first: date, last: date) -> str:
    # Over years the months would say more than rows that know only their year.
    return span(first, last, Precision.MONTH if first.year == last.year else Precision.YEAR)


def _line(tables: Tables, narrative: Narrative, known_on: date | None, is_open: bool) -> Node:
    public = _public(tables, narrative, known_on)
    complete = len(public) == len(narrative.steps)
    told = period(tables, public)
    steps = counted(len(narrative.steps), "step")
    parts = [
        steps if complete else f"{len(public)} of {steps} public by {day(known_on)}",
        _period(*told) if told else "",
        "open" if is_open else "",
    ]
    inside = h(
        "span",
        h("strong", story_title(tables, narrative, known_on)),
        h("small", " · ".join(part for part in parts if part)),
        h("small", narrative.summary) if complete else None,
        cls="what",
    )
    return h("li", h("button", inside, cls=classes("line", "open" if is_open else ""), open=f"story:{narrative.id}"))
