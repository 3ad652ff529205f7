"""The claim ledger of an event card: what is counted is said once, over the numbers of all origins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components.content.tree import Node, h
from data.ledger import LedgerLine

_COLUMNS = ("Number", "Origin", "Speaks of", "Source")


def claim_ledger(lines: Sequence[LedgerLine], counts: str) -> Node:
    """Lay out the claims of an event under headings of metric, unit, kind and scope; `counts` says how many there are.

    What follows a number alone (its note, what it revises) stands under it.
    """
    heading = h("h3", "Claims", h("small", counts))
    if not lines:
        return h("section", heading, h("p", "No public figure is tied to this event.", cls="quiet"))
    head = h("tr", *(h("th", name, scope="col") for name in _COLUMNS))
    table = h("table", h("thead", head), *map(_group, grouped(lines)), cls="ledger")
    return h("section", heading, h("div", table, cls="scroll"))


def grouped(lines: Sequence[LedgerLine]) -> list[list[LedgerLine]]:
    """Part claims by what is counted, how, and of what part; scopes of one metric stay together, first said first."""
    groups: dict[tuple[str, str, str], list[LedgerLine]] = {}
    for line in lines:
        groups.setdefault((line.metric, line.kind, line.scope), []).append(line)
    metrics = list(dict.fromkeys(metric for metric, _, _ in groups))
    return sorted(groups.values(), key=lambda group: metrics.index(group[0].metric))


def _group(lines: Sequence[LedgerLine]) -> Node:
    first, units = lines[0], {line.unit for line in lines}
    alike = len(units) == 1
    counted = " ".join(part for part in (first.unit if alike else "", f"({first.kind})") if part)
    about = "; ".join(part for part in (counted, first.scope) if part)
    heading = h("th", first.metric, " ", h("small", about), colspan=str(len(_COLUMNS)), scope="rowgroup")
    rows = (row for line in lines for row in _claim(line, unit="" if alike else line.unit))
    return h("tbody", h("tr", heading, cls="group"), *rows)


def _claim(line: LedgerLine, *, unit: str) -> list[Node]:
    notes = [h("small", words) for words in (line.note, line.trail) if words]
    number = h(
        "tr",
        h("td", line.number, h("small", unit) if unit else None, cls="figure"),
        h("td", _origin(line)),
        h("td", *_days(line), cls="days"),
        h("td", f"{line.publisher} ", badge(line.reliability, "")),
        cls="told" if notes else "",
    )
    return [number, h("tr", h("td", *notes, colspan=str(len(_COLUMNS))), cls="note")] if notes else [number]


def _days(line: LedgerLine) -> tuple[Node, Node]:
    when_said = f"{line.said}, when it was said"
    if line.speaks_of == when_said:
        return line.said, h("small", "when it was said")
    return line.speaks_of, h("small", f"said {line.said}")


def _origin(line: LedgerLine) -> Node:
    name = h("abbr", line.origin, title=f"{line.origin_name}; party: {line.party}")
    return name if line.counted else h("span", name, h("small", "listed, not counted"), cls="uncounted")


def badge(grade: str, words: str) -> list[Any]:
    """Show a publisher's grade as a letter with its meaning; "–" where there is none."""
    meaning = f"publisher's grade {grade}: {words}" if words else f"publisher's grade {grade}"
    return h("abbr", grade or "–", cls="badge", title=meaning if grade else "publisher not graded")
