"""The card of a port: what is said of its size and use, its links on the day, its milestones and events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from components.content.card_ledger import badge
from components.content.lists import event_list, root
from components.content.tree import Node, classes, h
from components.theme import Mode
from data import Tables
from data.ledger import LedgerLine
from data.links import Link
from data.ports import PORTS, Fact, Item, PortFile, Step
from data.vocabulary import Reliability
from data.wording import NO_DATE, NO_FIGURE, counted

#: How many claims of an item, and how many links and milestones stand open; the others are folded.
_OPEN, _LINES = 3, 6


def port_picker(names: Mapping[str, str], chosen: str, mode: Mode, *, sought: bool = False) -> Node:
    """Lay out the ports by coast as buttons; a click asks for ``port:<place id>``. `names` is by place id.

    With `sought` the browser brings the buttons, and the card below them, into view.
    """
    rows = [
        h("div", h("span", shore.label, cls="shore"), *(_button(id, names[id], chosen) for id in ids), cls="coast")
        for shore, ids in PORTS.items()
    ]
    return root("section", mode, classes("ports", "tw-sought" if sought else ""), *rows, label="Choose a port")


def _button(id: str, name: str, chosen: str) -> Node:
    pressed = id == chosen
    return h("button", name, cls=classes("port", "on" if pressed else ""), open=f"port:{id}",
             aria_pressed="true" if pressed else "false")  # fmt: skip


def port_card(port: PortFile, tables: Tables, mode: Mode, *, on: str) -> Node:
    """Lay out the card of a port; `on` is the day of its links in words.

    A claim opens its event or all claims of its kind; a link, a milestone and an event open the event.
    """
    about = " · ".join(part for part in (", ".join(port.spellings), port.where, port.note) if part)
    rule = "All rows on this port, whatever the filters; only the as-known-on day hides what was not yet public."
    left = h("div", *(_item(item, facts) for item, facts in port.facts.items()), cls="facts")
    right = h("div", _links(port.links, on), _steps(port.steps), _events(port, tables, mode), cls="side")
    return root(
        "section",
        mode,
        "port",
        h("h3", port.name, h("small", about)),
        h("p", f"{rule}{_hidden(port)}", cls="quiet"),
        h("div", left, right, cls="halves"),
        label=f"Port of {port.name}",
    )


def _hidden(port: PortFile) -> str:
    if not port.hidden:
        return ""
    return f" {counted(port.hidden, 'claim')} left out: said later, or nobody knows when."


def _item(item: Item, facts: Sequence[Fact]) -> Node:
    name = h("h4", item.label)
    if not facts:
        return h("section", name, h("div", h("p", NO_FIGURE, cls="none")))
    rest = facts[_OPEN:]
    summary = h("summary", counted(len(rest), "further claim"))
    folded = h("details", summary, *map(_fact, rest)) if rest else None
    return h("section", name, h("div", *map(_fact, facts[:_OPEN]), folded))


def _fact(fact: Fact) -> Node:
    line = fact.line
    scope = "; ".join(dict.fromkeys(part for part in (line.scope, line.note) if part))
    uncounted = None if line.counted else h("small", "listed, not counted")
    return h(
        "button",
        h("span", h("strong", line.number), h("span", line.unit, cls="unit"), cls="figure"),
        h(
            "span",
            f"{line.metric} ({line.kind})",
            h("small", scope) if scope else None,
            h("small", f"{line.origin}, {_days(line)} ", _grade(line.reliability), f" {line.publisher}"),
            h("small", line.trail) if line.trail else None,
            uncounted,
        ),
        cls="claim" if line.counted else "claim aside",
        open=fact.focus,
    )


def _days(line: LedgerLine) -> str:
    """Say the day a number speaks of and the day it was said, each only where it is known."""
    if line.speaks_of.endswith("when it was said"):
        return line.speaks_of
    return line.speaks_of if line.said == NO_DATE else f"{line.speaks_of}, said {line.said}"


def _grade(grade: str) -> Node:
    return badge(grade, Reliability(grade).label) if grade else badge("", "")


def _links(links: Sequence[Link], on: str) -> Node:
    heading = h("h4", "Links", h("small", f"as on {on}"))
    if not links:
        return h("section", heading, h("p", "No link of this port has a dated status.", cls="quiet"))
    return h("section", heading, *_lines([_link(link) for link in links], "link"))


def _link(link: Link) -> Node:
    now = link.now
    words = f"{now.since}: {now.note}" if now.note and now is not link.begun else now.note
    return _line(link.mode.label, f"{link.name}: {link.standing}", words, now.event_id)


def _steps(steps: Sequence[Step]) -> Node:
    heading = h("h4", "Milestones", h("small", "planned and done, the latest date first"))
    if not steps:
        return h("section", heading, h("p", "No milestone at this port.", cls="quiet"))
    return h("section", heading, *_lines([_step(step) for step in steps], "milestone"))


def _lines(lines: Sequence[Node], noun: str) -> list[Node]:
    """Show the first lines of a list and fold the others."""
    first = h("ol", *lines[:_LINES], cls="lines")
    rest = lines[_LINES:]
    if not rest:
        return [first]
    return [first, h("details", h("summary", counted(len(rest), f"further {noun}")), h("ol", *rest, cls="lines"))]


def _step(step: Step) -> Node:
    return _line(step.when, step.what, f"{step.project}; {step.state}", step.event_id)


def _line(when: str, what: str, more: str, event_id: str) -> Node:
    inside = (h("span", when, cls="when"), h("span", what, h("small", more) if more else None, cls="what"))
    if event_id:
        return h("li", h("button", *inside, cls="line", open=f"event:{event_id}"))
    return h("li", h("div", *inside, cls="line"))


def _events(port: PortFile, tables: Tables, mode: Mode) -> Node:
    shown = len(port.events)
    heading = "Events" if shown == port.event_count else f"Events, newest {shown} of {port.event_count}"
    return event_list(port.events, tables, mode, heading=heading, empty="No event of the tables is placed here.")
