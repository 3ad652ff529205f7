"""The finding of a thread of statements: what each state denied and when it acknowledged it, in days of its rows."""

from __future__ import annotations

from collections.abc import Sequence

from components.charts.event_marks import unbroken
from components.exhibits.event_rows import told
from data.positions import CHARGED, PRINCIPALS, Position, Speaker, Stance, Topic

#: A title of two lines on half a slide holds about so many characters.
_TITLE_LENGTH = 140
_NAMES = {Speaker.DPRK: "the DPRK", Speaker.RUSSIA: "Russia"}
_ADMITTED = (Stance.ACKNOWLEDGEMENT, Stance.COMMEMORATION)
_SOFTER = (Stance.PARTIAL, Stance.NEITHER)


def finding(topic: Topic, found: Sequence[Position]) -> str:
    """Say what positions on a topic show; `found` are in order of time and not empty.

    Every day in it is the day of a position, every quoted word the label of one.
    """
    speakers = _by_first(found) if topic in CHARGED else []
    parts = [said for speaker in speakers if (said := _of_principal(speaker, found))]
    if not parts:
        return _told_ends(topic, found)
    words = f"{topic.label}: {'; '.join(parts)}"
    if any(one.stance is Stance.DENIAL for one in found) or not (alleged := _alleged(found)):
        return words
    longer = f"{alleged}; {'; '.join(parts)}"
    return longer if len(longer) <= _TITLE_LENGTH else words


def _by_first(found: Sequence[Position]) -> list[Speaker]:
    """List the states in the order in which they first spoke."""
    order = dict.fromkeys(one.speaker for one in found if one.speaker in PRINCIPALS)
    return list(order)


def _of_principal(speaker: Speaker, found: Sequence[Position]) -> str:
    own = [one for one in found if one.speaker is speaker]
    denials = [one for one in own if one.stance is Stance.DENIAL]
    admitted = [one for one in own if one.stance in _ADMITTED]
    name = _NAMES[speaker]
    if denials and admitted and admitted[0].first > denials[0].first:
        return f"{name} denied on {denials[0].when} and {_owned(admitted[0])} on {admitted[0].when}"
    later = [one for one in own if one.stance in _SOFTER and denials and one.first >= denials[-1].first]
    if later:
        return f"{name} denied on {denials[0].when}, {_softer(later[0])} on {later[0].when}"
    if denials:
        return _denied(name, denials)
    if admitted:
        return f"{name} first {_owned(admitted[0])} on {admitted[0].when}"
    undecided = next((one for one in own if one.stance in _SOFTER), None)
    return f"{name} {_softer(undecided)} on {undecided.when}" if undecided else ""


def _denied(name: str, denials: Sequence[Position]) -> str:
    if len(denials) == 1:
        return f"{name} denied on {denials[0].when}"
    return f"{name} denied first on {denials[0].when}, last on {denials[-1].when}"


def _owned(one: Position) -> str:
    return "commemorated the dead" if one.stance is Stance.COMMEMORATION else "acknowledged"


def _softer(one: Position) -> str:
    return "partly admitted" if one.stance is Stance.PARTIAL else "left it open"


def _alleged(found: Sequence[Position]) -> str:
    """Quote the first counted word of others."""
    first = next((one for one in found if one.counted and one.speaker not in PRINCIPALS), None)
    return told(unbroken(first.label), first.status, first.when) if first else ""


def _told_ends(topic: Topic, found: Sequence[Position]) -> str:
    """Quote the first and the last position: those of China on China, else those of the greatest weight."""
    counted = [one for one in found if one.counted] or list(found)
    weight = min(one.weight for one in counted)
    heaviest = [one for one in counted if one.weight == weight]
    own = [one for one in counted if topic is Topic.CHINA and one.speaker is Speaker.CHINA]
    chosen = own or (heaviest if len(heaviest) > 1 else counted)
    return "; ".join(dict.fromkeys(told(unbroken(one.label), one.status, one.when) for one in (chosen[0], chosen[-1])))
