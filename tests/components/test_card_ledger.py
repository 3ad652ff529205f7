"""The claim ledger of the card: what is counted is said once, and no word of a claim is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from components.content.card_ledger import claim_ledger, grouped
from components.content.tree import text_of, walk
from data import Tables
from data.ledger import LedgerLine, ledger

BRIDGE = "2025-04-30-tumen-bridge-groundbreaking"


def headings(lines: tuple[LedgerLine, ...]) -> list[str]:
    """The headings of the groups, as read."""
    table = claim_ledger(lines, "")
    return [text_of(node) for node in walk(table) if node[0] == "tr" and node[1].get("class") == "group"]


def test_no_word_of_a_claim_is_lost(tables: Tables) -> None:
    for event_id in tables.claims["event_id"].unique():
        lines = ledger(tables, event_id) if event_id else ()
        text = text_of(claim_ledger(lines, "14 numbers"))
        for line in lines:
            words = (line.metric, line.number, line.unit, f"({line.kind})", line.scope, line.note, line.trail,
                     line.origin, line.publisher, line.said)  # fmt: skip
            assert [word for word in words if word not in text] == [], line.claim_id


def test_every_number_stands_once_under_its_own_heading(tables: Tables) -> None:
    lines = ledger(tables, BRIDGE)
    groups = grouped(lines)
    assert Counter(line.claim_id for group in groups for line in group) == Counter(line.claim_id for line in lines)
    for group in groups:
        assert len({(line.metric, line.kind, line.scope) for line in group}) == 1
    assert len(headings(lines)) == len(set(headings(lines))) == len(groups) < len(lines)


def test_scopes_of_one_metric_stay_together_in_the_order_in_which_they_were_first_said(tables: Tables) -> None:
    metrics = [group[0].metric for group in grouped(ledger(tables, BRIDGE))]
    assert metrics == sorted(metrics, key=metrics.index)
    changes = sum(one != other for one, other in pairwise(metrics))
    assert changes == len(set(metrics)) - 1


def test_units_that_differ_stand_at_their_numbers(tables: Tables) -> None:
    first, *_ = ledger(tables, BRIDGE)
    pair = (first, replace(first, claim_id="other", number="1", unit="km"))
    (heading,) = headings(pair)
    assert first.unit not in heading.split()
    assert "1 km" in text_of(claim_ledger(pair, ""))


def test_without_a_number_the_ledger_says_so() -> None:
    assert text_of(claim_ledger((), "")) == "Claims No public figure is tied to this event."
