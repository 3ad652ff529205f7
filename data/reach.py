"""Which filter reaches what: the one table that filtering, subtitles and the Method page share."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from data.vocabulary import Term


class Filter(Term):
    """One part of a selection; the label is the noun a reader sees."""

    DATES = "dates", "dates"
    REGIONS = "regions", "regions"
    CATEGORIES = "categories", "categories"
    STATUSES = "statuses", "statuses"
    CREDIBILITY = "credibility", "credibility grades"
    RELIABILITY = "reliability", "reliability grades"
    ORIGINS = "origins", "origins"
    WORDS = "words", "search words"
    KNOWN = "known", "the as-known-on day"


class Target(Term):
    """What a filter may reach: a table of rows, or the headline tiles."""

    EVENTS = "events", "events"
    CLAIMS = "claims", "claims"
    FLOWS = "flows", "trade flows"
    PROJECTS = "projects", "milestones"
    ROUTE_STATUS = "route_status", "route statuses"
    HEADLINES = "headlines", "headline tiles"


class Reach(Term):
    """How a filter comes to a row."""

    DIRECTLY = "directly", "directly"
    THROUGH_EVENT = "through_event", "through its event"
    THROUGH_PLACE = "through_place", "through its place"
    THROUGH_EVENT_OR_PLACE = "through_event_or_place", "through its event or place"
    THROUGH_SOURCE = "through_source", "through its source"
    NOT = "not", "not at all"


#: Tables whose rows a selection returns, in the order of `Rows`.
FILTERED = (Target.EVENTS, Target.CLAIMS, Target.FLOWS, Target.PROJECTS, Target.ROUTE_STATUS)

_Cell = tuple[Reach, str]
_NO_CATEGORY = "Only events carry a category, and claims through them."
_NO_STATUS = "Only events carry this status, and claims through them."
_NO_CREDIBILITY = "Only the information in events is graded, and claims through them."
_TILES = "Tiles show where things stand and follow only the as-known-on day."

REACH: dict[Filter, dict[Target, _Cell]] = {
    Filter.DATES: {
        Target.EVENTS: (Reach.DIRECTLY, "The days of the event overlap the range; a coarse date covers its period."),
        Target.CLAIMS: (
            Reach.DIRECTLY,
            "The period of the number overlaps the range; the day it speaks of stands for an end that is not given.",
        ),
        Target.FLOWS: (Reach.DIRECTLY, "The period of the flow overlaps the range."),
        Target.PROJECTS: (Reach.DIRECTLY, "The planned or the actual date falls in the range; with neither it is out."),
        Target.ROUTE_STATUS: (
            Reach.DIRECTLY,
            "A status counts from its day on, so only the end of the range cuts it; undated ones stay.",
        ),
        Target.HEADLINES: (Reach.NOT, _TILES),
    },
    Filter.REGIONS: {
        Target.EVENTS: (
            Reach.DIRECTLY,
            "The event is about the region, or happened there; a place where it was only said does not count.",
        ),
        Target.CLAIMS: (Reach.THROUGH_EVENT_OR_PLACE, "Its event is in the region, or its own place is."),
        Target.FLOWS: (Reach.NOT, "Trade is reported by country, not by region."),
        Target.PROJECTS: (Reach.THROUGH_PLACE, "The place of the works lies in the region."),
        Target.ROUTE_STATUS: (Reach.NOT, "A route runs through several regions."),
        Target.HEADLINES: (Reach.NOT, _TILES),
    },
    Filter.CATEGORIES: {
        Target.EVENTS: (Reach.DIRECTLY, "The event has one of the categories."),
        Target.CLAIMS: (Reach.THROUGH_EVENT, "Its event has one of the categories; a claim without an event is out."),
        Target.FLOWS: (Reach.NOT, _NO_CATEGORY),
        Target.PROJECTS: (Reach.NOT, _NO_CATEGORY),
        Target.ROUTE_STATUS: (Reach.NOT, _NO_CATEGORY),
        Target.HEADLINES: (Reach.NOT, _TILES),
    },
    Filter.STATUSES: {
        Target.EVENTS: (Reach.DIRECTLY, "The event has one of the statuses."),
        Target.CLAIMS: (Reach.THROUGH_EVENT, "Its event has one of the statuses; a claim without an event is out."),
        Target.FLOWS: (Reach.NOT, _NO_STATUS),
        Target.PROJECTS: (Reach.NOT, _NO_STATUS),
        Target.ROUTE_STATUS: (Reach.NOT, _NO_STATUS),
        Target.HEADLINES: (Reach.NOT, _TILES),
    },
    Filter.CREDIBILITY: {
        Target.EVENTS: (
            Reach.DIRECTLY,
            "The information is graded at the floor or better; 6 passes only if asked for.",
        ),
        Target.CLAIMS: (Reach.THROUGH_EVENT, "The grade is that of its event; a claim without an event is out."),
        Target.FLOWS: (Reach.NOT, _NO_CREDIBILITY),
        Target.PROJECTS: (Reach.NOT, _NO_CREDIBILITY),
        Target.ROUTE_STATUS: (Reach.NOT, _NO_CREDIBILITY),
        Target.HEADLINES: (Reach.NOT, _TILES),
    },
    Filter.RELIABILITY: {
        Target.EVENTS: (
            Reach.THROUGH_SOURCE,
            "Its best source is graded at the floor or better; F passes only if asked for.",
        ),
        Target.CLAIMS: (Reach.THROUGH_SOURCE, "The source of the number is graded at the floor or better."),
        Target.FLOWS: (Reach.THROUGH_SOURCE, "The source of the figure is graded at the floor or better."),
        Target.PROJECTS: (Reach.THROUGH_SOURCE, "The source of the milestone is graded at the floor or better."),
        Target.ROUTE_STATUS: (
            Reach.THROUGH_EVENT,
            "Its own source, or else the best of its event, is graded at the floor or better; with neither it is out.",
        ),
        Target.HEADLINES: (Reach.NOT, _TILES),
    },
    Filter.ORIGINS: {
        Target.EVENTS: (Reach.DIRECTLY, "At least one of the origins asserts the event at first hand."),
        Target.CLAIMS: (Reach.DIRECTLY, "One of the origins gave the number."),
        Target.FLOWS: (Reach.DIRECTLY, "One of the origins reported the figure."),
        Target.PROJECTS: (Reach.NOT, "Milestones name a source but no origin."),
        Target.ROUTE_STATUS: (Reach.NOT, "Route statuses name a source but no origin."),
        Target.HEADLINES: (Reach.NOT, _TILES),
    },
    Filter.WORDS: {
        Target.EVENTS: (
            Reach.DIRECTLY,
            "All words occur in its text, actors, tags, place names in any spelling, origins or publishers.",
        ),
        Target.CLAIMS: (
            Reach.DIRECTLY,
            "All words occur in its quantity, subject, scope, note, origin, place or the title of its event.",
        ),
        Target.FLOWS: (Reach.DIRECTLY, "All words occur in its commodity, scope, note, countries or origin."),
        Target.PROJECTS: (Reach.DIRECTLY, "All words occur in its project, milestone, note or place."),
        Target.ROUTE_STATUS: (Reach.DIRECTLY, "All words occur in the name of the route, its ends or the note."),
        Target.HEADLINES: (Reach.NOT, _TILES),
    },
    Filter.KNOWN: {
        Target.EVENTS: (Reach.DIRECTLY, "It was public by the day; one with no public date is out."),
        Target.CLAIMS: (Reach.DIRECTLY, "It was said by the day; one whose day is unknown is out."),
        Target.FLOWS: (Reach.DIRECTLY, "It was public by the day; one with no public date is out."),
        Target.PROJECTS: (Reach.DIRECTLY, "It was public by the day; one with no public date is out."),
        Target.ROUTE_STATUS: (Reach.DIRECTLY, "It was public by the day; one with no public date is out."),
        Target.HEADLINES: (Reach.DIRECTLY, "Only numbers said by the day count, and their windows end on it."),
    },
}


def reaches(part: Filter, target: Target) -> bool:
    """Say whether a filter reaches a target in any way.

    >>> reaches(Filter.REGIONS, Target.FLOWS)
    False
    """
    return REACH[part][target][0] is not Reach.NOT


def unreached(parts: Iterable[Filter], target: Target) -> tuple[str, ...]:
    """Say in words which of the set filters cannot reach a target.

    >>> unreached([Filter.DATES, Filter.REGIONS], Target.FLOWS)
    ('regions do not apply to trade flows',)
    """
    return tuple(
        f"{part.label} {'does' if part is Filter.KNOWN else 'do'} not apply to {target.label}"
        for part in parts
        if not reaches(part, target)
    )


def reach_table() -> pd.DataFrame:
    """Return the table for a reader: one row per filter and target, in words.

    Columns are Filter, Reaches, How and Meaning, all text.
    """
    rows = [
        (_sentence_case(part.label), target.label, reach.label, meaning)
        for part, cells in REACH.items()
        for target, (reach, meaning) in cells.items()
    ]
    return pd.DataFrame(rows, columns=["Filter", "Reaches", "How", "Meaning"], dtype="str")


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]
