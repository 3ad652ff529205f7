"""Who said what when: statements on a topic by party, each with the stance that its row gives it.

A stance comes from the tags and the status of a row by the rule of `stance_of`; nothing is read out
of free text. Topics come from tags; ``data/positions/coding.csv`` adds what tags do not say, with a
reason for every row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from data.ledger import origin_rows
from data.tables import Tables
from data.vocabulary import Category, DateQualifier, OriginKind, Party, Precision, PublicBasis, Status, Term
from data.wording import known_day, span

CODING = Path(__file__).parent / "positions" / "coding.csv"


class Topic(Term):
    """What a thread of statements is about; the order is that of the buttons."""

    TROOPS = "troops", "Troops"
    LOSSES = "losses", "Losses"
    ARMS = "arms", "Arms"
    LEVERAGE = "leverage", "Leverage"
    CHINA = "china", "China"
    TALKS = "talks", "Talks"
    SANCTIONS = "sanctions", "Sanctions"

    @property
    def words(self) -> str:
        """The topic inside a sentence.

        >>> Topic.TROOPS.words, Topic.CHINA.words
        ('troops', 'China')
        """
        return self.label if self is Topic.CHINA else self.label.lower()


class Speaker(Term):
    """Who speaks: a party, or the press and unnamed officials, who are shown and never counted."""

    DPRK = "dprk", "DPRK"
    RUSSIA = "russia", "Russia"
    SOUTH_KOREA = "south_korea", "South Korea"
    UKRAINE = "ukraine", "Ukraine"
    UNITED_STATES = "united_states", "United States"
    EUROPE = "europe", "Europe"
    JAPAN = "japan", "Japan"
    CHINA = "china", "China"
    UNITED_NATIONS = "united_nations", "UN, coalitions"
    INDEPENDENT = "independent", "Independent analysts"
    UNCOUNTED = "undisclosed", "Press, unnamed"


class Stance(Term):
    """How the two states stand to what is said of them; all others just make statements."""

    DENIAL = "denial", "denial"
    NEITHER = "neither", "neither confirmed nor denied"
    PARTIAL = "partial", "partial admission"
    ACKNOWLEDGEMENT = "acknowledgement", "acknowledgement"
    COMMEMORATION = "commemoration", "commemoration of the dead"
    STATEMENT = "statement", "statement"


#: The parties of whom the others speak: only their words are denials or acknowledgements.
PRINCIPALS = (Speaker.DPRK, Speaker.RUSSIA)
#: Topics on which they are said to have done something, so that a denial or a silence means something.
CHARGED = (Topic.TROOPS, Topic.LOSSES, Topic.ARMS)
#: Categories whose events are words; events of others join a topic only by what `_JOINING` allows.
_WORDS = (Category.STATEMENT, Category.ASSESSMENT, Category.DIPLOMACY, Category.SANCTIONS)
_STANCE_TAGS = frozenset(
    {"denial", "partial_admission", "acknowledgement", "fallen_soldiers", "memorial", "fake_identity"}
)
_TAGS: Mapping[Topic, frozenset[str]] = {
    Topic.TROOPS: frozenset({
        "troops", "storm_corps", "first_wave", "second_wave", "third_wave", "planned_30000", "estimate", "pay",
        "command", "rotation", "returnees", "engineers", "demining", "fake_identity",
    }),
    Topic.LOSSES: frozenset({"fallen_soldiers", "memorial", "prisoners", "wounded", "hospital", "first_losses"}),
    Topic.ARMS: frozenset({
        "arms", "shells", "containers", "ammunition", "missiles", "kn_23", "koksan", "mlrs", "wagner", "arms_value",
        "value", "share", "quality",
    }),
    Topic.LEVERAGE: frozenset(["leverage", "durability", "partners", "partnership"]),
    Topic.CHINA: frozenset(["china", "china_reaction"]),
    Topic.TALKS: frozenset({"us_rok_diplomacy"}),
    Topic.SANCTIONS: frozenset(["msmt", "un_panel", "sanctions", "1718_committee"]),
}  # fmt: skip
_JOINING: Mapping[Topic, Category] = {Topic.LOSSES: Category.CASUALTIES, Topic.SANCTIONS: Category.SANCTIONS}
_SHARED = {Party.COALITION: Speaker.UNITED_NATIONS}
_DAY_KNOWN = (PublicBasis.ACTED_PUBLICLY, PublicBasis.PUBLISHED, PublicBasis.STATED_IN_ROW)

RULE = (
    "A mark stands on the day on which the words became public. Denial: tagged as one, status denied; neither "
    "confirmed nor denied: tagged as a denial, status not denied; partial admission, acknowledgement and commemoration "
    "of the dead: by tag. Only Russia and the DPRK take a stance; a mark says that it was said, not that it is so."
)


@dataclass(frozen=True, slots=True)
class Position:
    """One event as the word of one party, on the day (or in the period) in which it was said.

    `first` and `last` are the days of `when`; `origins` are the names of those who speak for the
    party, `row` is the place in the events table. `leads` says whether the row names this party first:
    its label may quote that one ("HUR: 8 000 remain"), and is then no word of the others.
    """

    event_id: str
    row: int
    speaker: Speaker
    stance: Stance
    origins: tuple[str, ...]
    first: date
    last: date
    precision: Precision
    qualifier: DateQualifier
    when: str
    label: str
    title: str
    status: Status
    credibility: str
    weight: int
    leads: bool

    @property
    def counted(self) -> bool:
        """Whether it is the word of a party."""
        return self.speaker is not Speaker.UNCOUNTED


def stance_of(tags: Iterable[str], status: str, speaker: Speaker) -> Stance:
    """Give the stance of a party by the tags and the status of a row.

    >>> stance_of(["denial"], "denied", Speaker.DPRK), stance_of(["denial"], "confirmed", Speaker.DPRK)
    (<Stance.DENIAL: 'denial'>, <Stance.NEITHER: 'neither'>)
    >>> stance_of(["memorial"], "confirmed", Speaker.UKRAINE)
    <Stance.STATEMENT: 'statement'>
    """
    held = set(tags)
    if speaker not in PRINCIPALS:
        return Stance.STATEMENT
    if status == Status.DENIED:
        return Stance.DENIAL
    if "denial" in held:
        return Stance.NEITHER
    if "partial_admission" in held:
        return Stance.PARTIAL
    if "acknowledgement" in held:
        return Stance.ACKNOWLEDGEMENT
    return Stance.COMMEMORATION if held & {"fallen_soldiers", "memorial"} else Stance.STATEMENT


def topics_of(row: Mapping[str, Any], coding: Mapping[str, Mapping[Topic, bool]]) -> tuple[Topic, ...]:
    """Give the topics of an event (columns of the events table): by tag, then as the coding adds or removes.

    >>> [str(topic) for topic in topics_of({"event_id": "x", "category": "statement", "tags": ("shells",)}, {})]
    ['arms']
    """
    changed = coding.get(row["event_id"], {})
    return tuple(topic for topic in Topic if changed.get(topic, _tagged(row, topic)))


def _tagged(row: Mapping[str, Any], topic: Topic) -> bool:
    category, tags = row["category"], set(row["tags"])
    if category == _JOINING.get(topic):
        return True
    if category == Category.SANCTIONS:
        # Listings speak of arms, troops or China only as their ground.
        return False
    return bool(tags & _TAGS[topic]) and (category in _WORDS or bool(tags & _STANCE_TAGS))


def speaker_of(origin: Mapping[Any, Any]) -> Speaker:
    """Give who speaks through an origin (columns of the origins table)."""
    party = Party(origin["party"])
    if origin["composite"] or origin["kind"] == OriginKind.NEWS or party is Party.UNDISCLOSED:
        return Speaker.UNCOUNTED
    return _SHARED.get(party) or Speaker(party.value)


def positions(tables: Tables, chosen: Sequence[int], topic: Topic) -> tuple[Position, ...]:
    """Give what is said on a topic in some rows of the events table, in the order in which it was said.

    An event with origins of several parties is a position of each. Events without any day are left out.

    >>> from data import load_tables
    >>> tables = load_tables()
    >>> found = positions(tables, range(len(tables.events)), Topic.TROOPS)
    >>> [(one.when, str(one.stance)) for one in found if one.speaker is Speaker.DPRK][:3]
    [('21 Oct 2024', 'denial'), ('24 Oct 2024', 'denial'), ('25 Oct 2024', 'neither')]
    """
    wanted = set(chosen)
    return tuple(one for one in _by_topic(tables)[topic] if one.row in wanted)


@lru_cache(maxsize=4)
def _by_topic(tables: Tables) -> Mapping[Topic, tuple[Position, ...]]:
    found: dict[Topic, list[Position]] = {topic: [] for topic in Topic}
    coding = read_coding()
    for at, row in enumerate(tables.events.to_dict("records")):
        for topic in topics_of({str(key): value for key, value in row.items()}, coding):
            found[topic].extend(_of_event(tables, row, at))
    return {topic: tuple(sorted(ones, key=_order)) for topic, ones in found.items()}


def _order(one: Position) -> tuple[date, date, str, str]:
    return one.first, one.last, one.event_id, one.speaker


def _of_event(tables: Tables, row: Mapping[Any, Any], at: int) -> list[Position]:
    said = said_on(row)
    if said is None:
        return []
    first, last, precision, qualifier = said
    names: dict[Speaker, list[str]] = {}
    for origin_id in row["origins"]:
        origin = origin_rows(tables)[origin_id]
        names.setdefault(speaker_of(origin), []).append(str(origin["short_name"]))
    return [
        Position(
            event_id=row["event_id"],
            row=at,
            speaker=speaker,
            stance=stance_of(row["tags"], row["status"], speaker),
            origins=tuple(origins),
            first=first,
            last=last,
            precision=precision,
            qualifier=qualifier,
            when=span(first, last, precision, qualifier),
            label=row["label"],
            title=row["title"],
            status=Status(row["status"]),
            credibility=str(row["credibility"]),
            weight=int(row["weight"]),
            leads=place == 0,
        )
        for place, (speaker, origins) in enumerate(names.items())
    ]


def said_on(row: Mapping[Any, Any]) -> tuple[date, date, Precision, DateQualifier] | None:
    """Give when the words of an event became public: that day where it is known, else the event's own dates.

    None where neither is known.
    """
    public = known_day(row["public_from"])
    if public is not None and row["public_basis"] in _DAY_KNOWN:
        return public, public, Precision.DAY, DateQualifier.ON
    first = known_day(row["date_start"])
    if first is None:
        return None
    last = known_day(row["date_end"]) or first
    return first, last, Precision(row["date_precision"]), DateQualifier(row["date_qualifier"])


@lru_cache(maxsize=1)
def read_coding() -> Mapping[str, Mapping[Topic, bool]]:
    """Read which topics an editor added to events or removed, by event.

    Raises ValueError, naming the line, for an unknown topic or change, a repeated pair or a missing reason.
    """
    coded: dict[str, dict[Topic, bool]] = {}
    with CODING.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            topic = Topic(row["topic"])
            of_event = coded.setdefault(row["event_id"], {})
            if row["change"] not in ("add", "remove") or topic in of_event or not row["reason"]:
                raise ValueError(f"{CODING.name}, line {line}: change, topic or reason is not accepted")
            of_event[topic] = row["change"] == "add"
    return coded
