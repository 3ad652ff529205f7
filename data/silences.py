"""Silence of a state in what is said of it: days for which the rows hold no word of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data.positions import PRINCIPALS, Position, Speaker, Stance

#: Days without an own word before a gap is called one.
LEAST_SILENCE = 60
_ADMITTED = (Stance.ACKNOWLEDGEMENT, Stance.COMMEMORATION)


@dataclass(frozen=True, slots=True)
class Silence:
    """Days, both included, in which the rows hold no own word of a party; `open` where none has come since."""

    speaker: Speaker
    first: date
    last: date
    open: bool


def silences(found: Sequence[Position], until: date) -> tuple[Silence, ...]:
    """Give the gaps in what Russia and the DPRK said of a topic, up to what each acknowledged.

    `found` are positions on one topic. A gap runs from the first counted word of others to the own
    first word, from one own word to the next, or, without an acknowledgement, from the last one to
    `until`; shorter ones than `LEAST_SILENCE` days are none. A topic without any denial, partial
    admission or acknowledgement among `found` has no gaps: nobody was asked.
    """
    if all(one.stance is Stance.STATEMENT for one in found):
        return ()
    gaps: list[Silence] = []
    for speaker in PRINCIPALS:
        gaps.extend(_silences_of(speaker, found, until))
    return tuple(gaps)


def _silences_of(speaker: Speaker, found: Sequence[Position], until: date) -> list[Silence]:
    asked = min((one.last for one in found if one.counted and one.speaker not in PRINCIPALS), default=None)
    own = [one for one in found if one.speaker is speaker]
    if not own:
        return []
    first = own[0].first
    since = asked if asked is not None and asked < first else first
    gaps, admitted = [], False
    for one in own:
        gaps.append(Silence(speaker, since + timedelta(days=1), one.first - timedelta(days=1), open=False))
        since = max(since, one.last)
        admitted = one.stance in _ADMITTED
        if admitted:
            break
    if not admitted:
        gaps.append(Silence(speaker, since + timedelta(days=1), until, open=True))
    return [gap for gap in gaps if (gap.last - gap.first).days + 1 >= LEAST_SILENCE]
