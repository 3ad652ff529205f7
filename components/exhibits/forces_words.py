"""The words of the figures on soldiers: their findings, their silences and what they leave to the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from components.charts.claim_spots import bound
from data import Selection
from data.query import DEFAULT_FROM
from data.trails import Clock, Statement, Step, Trail, latest_by_origin, trails
from data.vocabulary import AsOfBasis, ClaimKind
from data.wording import bounded, counted, day, listed, number

#: A title of two lines on a slide holds about so many characters.
TITLE_LENGTH = 150
#: Days without a newer count before a panel says so.
_SILENT = 365
_COUNT_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Quantity:
    """What a panel shows: one metric, kind and scope, with its heading and its words in a sentence."""

    metric: str
    kind: ClaimKind
    heading: str
    foot: str
    words: str
    again: str = "given a newer number"
    scope: str = ""

    def holds(self, statement: Statement) -> bool:
        """Say whether a statement belongs in the panel."""
        return (statement.metric, statement.kind, statement.scope) == (self.metric, self.kind, self.scope)

    def part(self, scope: str, kind: ClaimKind) -> Quantity:
        """Give the quantity for another scope or kind of the same metric."""
        foot = ", ".join(part for part in (scope, kind.label) if part)
        return replace(self, kind=kind, scope=scope, foot=foot)


Panels: TypeAlias = Sequence[tuple[Quantity, Sequence[Statement]]]


def lead_of(panels: Panels) -> str:
    """Choose the origin of the title: the one that revised a number most often, in the first panel where any did.

    Without a revision it is the origin that counted last, "" where no counted origin speaks.
    """
    for _, said in panels:
        trail = _revised(said)
        if trail:
            return trail.first.origin_id
    newest = _newest(statement for _, said in panels for statement in said if statement.counted)
    return newest.origin_id if newest else ""


def finding(panels: Panels, *, partial: bool = False, all_origins: bool = True) -> str:
    """Say what the claims come to: a revision first, then how far named origins lie apart or the newest number.

    `partial` says that no panel holds a total; an origin is said to stand alone only where the
    selection reaches `all_origins` and days.
    """
    told: list[str] = []
    for part in _parts(panels, all_origins):
        longer = "; ".join([*told, part])
        if not told or (len(longer) <= TITLE_LENGTH and len(told) < 3):
            told.append(part)
    text = "; ".join(told)
    whole = f"No count to date: {text}" if partial else text
    return whole[0].upper() + whole[1:]


def _parts(panels: Panels, all_origins: bool) -> Iterator[str]:
    """List what a title could say, the most telling first."""
    revised = next((place for place, (_, said) in enumerate(panels) if _revised(said)), None)
    if revised is not None:
        quantity, said = panels[revised]
        trail = _revised(said)
        assert trail is not None
        yield _revision(quantity, trail)
    others = [panel for place, panel in enumerate(panels) if place != revised or len(_families(panel[1])) > 1]
    others.sort(key=lambda panel: _telling(*panel))
    named = panels[revised][0].metric if revised is not None else ""
    yield from (_standing(quantity, said, quantity.metric == named, all_origins) for quantity, said in others)


def _telling(quantity: Quantity, said: Sequence[Statement]) -> tuple[bool, bool, int, int]:
    """Order panels for a title: counts to date with most families of origins first, then the newest number."""
    families = _families(said)
    to_date = quantity.kind is ClaimKind.CUMULATIVE
    newest = max((one.as_of.toordinal() for one in families), default=0)
    return not families, not to_date, -len(families) if to_date else 0, -newest


def _revised(said: Sequence[Statement]) -> Trail | None:
    """Give the trail of a counted origin with most revisions, the longest reach first among equals."""
    chains = [
        trail for trail in trails(said) if trail.first.counted and len({one.value for one in trail.statements}) > 1
    ]
    chains = [trail for trail in chains if any(one.step is Step.REVISION for one in trail.statements[1:])]
    return max(chains, key=_reach, default=None)


def _reach(trail: Trail) -> tuple[int, float, str]:
    steps = sum(statement.step is Step.REVISION for statement in trail.statements[1:])
    return steps, abs(trail.last.value - trail.first.value), trail.first.claim_id


def _revision(quantity: Quantity, trail: Trail) -> str:
    first, last = _ends(trail)
    way = "rose" if last.value > first.value else "fell"
    whose = f"{first.origin}’" if first.origin.endswith("s") else f"{first.origin}’s"
    count = "number" if quantity.kind is ClaimKind.PLAN else "count"
    change = f"{_number(first)} ({_when(first)}) to {_number(last)} ({_when(last)})"
    return f"{whose} {count} of {quantity.words} {way} from {change}"


def _ends(trail: Trail) -> tuple[Statement, Statement]:
    """Give from which statement to which a trail changed: the first, or the furthest off if it came back to that.

    The day of a revision is the day it was made, not that of its last repeat.
    """
    last = [one for one in trail.statements if one.step is Step.REVISION][-1]
    if trail.first.value != last.value:
        return trail.first, last
    return max(trail.statements, key=lambda one: abs(one.value - last.value)), last


def _standing(quantity: Quantity, said: Sequence[Statement], again: bool, all_origins: bool) -> str:
    """Say the newest numbers of a panel: lowest to highest where counts can be compared, else the newest one.

    With `again` the title has just named the quantity.
    """
    families = _families(said)
    if not families:
        return _uncounted(quantity, said)
    if quantity.kind is not ClaimKind.CUMULATIVE or quantity.scope or len(families) == 1:
        newest = _newest(families)
        assert newest is not None
        alone = all_origins and len(families) == 1 and quantity.kind is ClaimKind.CUMULATIVE and not quantity.scope
        return _one(quantity, newest, alone=alone)
    low = min(families, key=lambda one: (one.lowest, bound(one)))
    high = max(families, key=lambda one: (one.highest, -abs(bound(one))))
    who = _COUNT_WORDS[len(families)] if len(families) < len(_COUNT_WORDS) else str(len(families))
    what = "them" if again else quantity.words
    if low.lowest == high.highest:
        return f"{who} named origins {_puts('put', what, _number(high))}"
    return f"{who} named origins put {what} at {_end(low, low.lowest)} to {_end(high, high.highest)}"


def _one(quantity: Quantity, statement: Statement, *, alone: bool) -> str:
    who = f"{statement.origin} alone" if alone else statement.origin
    part = f"{quantity.scope}, " if quantity.scope else ""
    return f"{who} {_puts('puts', quantity.words, _number(statement))} ({part}{_when(statement)})"


def _uncounted(quantity: Quantity, said: Sequence[Statement]) -> str:
    newest = _newest(said)
    assert newest is not None
    put = _puts("put", quantity.words, _number(newest))
    return f"unnamed or news origins {put} ({newest.origin}, {_when(newest)})"


def _puts(verb: str, what: str, figure: str) -> str:
    """Say that somebody puts something at a number, without "at at least"."""
    return (
        f"{verb.replace('put', 'give')} {figure} {what}" if figure.startswith("at ") else f"{verb} {what} at {figure}"
    )


def _when(statement: Statement) -> str:
    return statement.when(Clock.AS_OF)


def _number(statement: Statement) -> str:
    return bounded(statement.low, statement.best, statement.high, statement.qualifier or "")


def _end(statement: Statement, value: float) -> str:
    """Write one end of a range, with the word of the one who bounded it."""
    return number(value) if statement.ranged else _number(statement)


def _families(said: Sequence[Statement]) -> list[Statement]:
    """Give the newest claim of each family of counted origins that stands, days only read off left out."""
    newest: dict[str, Statement] = {}
    for statement in latest_by_origin(one for one in said if one.counted):
        if statement.basis is AsOfBasis.READ:
            continue
        other = newest.get(statement.family)
        newest[statement.family] = statement if other is None else _later(statement, other)
    return list(newest.values())


def _later(one: Statement, other: Statement) -> Statement:
    return max(one, other, key=_newness)


def _newest(said: Sequence[Statement] | Iterator[Statement]) -> Statement | None:
    return max(said, key=_newness, default=None)


def _newness(statement: Statement) -> tuple[bool, date, date, str]:
    given = statement.basis is not AsOfBasis.READ
    return given, statement.as_of, statement.said_on or date.min, statement.claim_id


def silence(
    quantity: Quantity, said: Sequence[Statement], found: Sequence[Statement], selection: Selection, limit: date
) -> str:
    """Say since when no named origin has given a newer number, "" where the last is less than a year old.

    Only the dates and the as-known-on day may be set: under other filters nobody could say so. Later
    numbers of another scope or kind are named as such.
    """
    if quantity.kind is ClaimKind.PLAN or quantity.scope or _filtered(selection):
        return ""
    end = min(selection.date_to or limit, limit)
    dated = [one.as_of for one in said if one.counted and one.basis is not AsOfBasis.READ]
    last = max(dated, default=None)
    if last is None or (end - last).days <= _SILENT:
        return ""
    parts = [one for one in found if one.metric == quantity.metric and not quantity.holds(one) and one.counted]
    if any(one.as_of > last for one in parts):
        return f"Only numbers of another scope since {_unbroken(last)}"
    return f"No named origin has {quantity.again} since {_unbroken(last)}"


def _unbroken(when: date) -> str:
    """Write a day that no line break parts."""
    return day(when).replace(" ", "\u00a0")


def reaches_all(selection: Selection) -> bool:
    """Say whether a selection leaves every origin and every day in, as far as it was public."""
    begins = selection.date_from is None or selection.date_from <= DEFAULT_FROM
    return begins and selection.date_to is None and not _filtered(selection)


def _filtered(selection: Selection) -> bool:
    return selection != Selection(date_from=selection.date_from, date_to=selection.date_to, known_on=selection.known_on)


def left_out(rest: Sequence[Statement]) -> str:
    """Say which numbers stand in the table only, and why.

    They are single actions and periods, other scopes, limits, and claims that the clock cannot place.
    """
    groups = {
        "of one action or period": [one for one in rest if one.kind is ClaimKind.FLOW],
        "of another scope": [one for one in rest if one.kind is not ClaimKind.FLOW and one.scope],
        "of unknown day": [one for one in rest if one.kind is not ClaimKind.FLOW and not one.scope],
    }
    said = [f"{counted(len(ones), 'number')} {why}" for why, ones in groups.items() if ones]
    return f"Only in the table: {listed(said, 3)}." if said else ""
