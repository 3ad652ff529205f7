"""Everything a card on one event says: when, where, how sure, which numbers, whose word, what is near."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from data.ledger import LedgerLine, ledger, origin_names, source_rows
from data.near import Related, related
from data.tables import Tables
from data.vocabulary import (
    Credibility,
    Mode,
    OriginKind,
    PlaceRole,
    PublicBasis,
    Region,
    Reliability,
    RoutePath,
    Status,
)
from data.wording import NO_DATE, counted, day, known_day, listed, span

_Row: TypeAlias = Mapping[Any, Any]
_HANGUL, _CYRILLIC = range(0xAC00, 0xD7A4), range(0x0400, 0x0530)
#: Whose script a place is also written in.
_SCRIPTS = {"PRK": _HANGUL, "KOR": _HANGUL, "RUS": _CYRILLIC, "UKR": _CYRILLIC}


class UnknownEvent(KeyError):
    """An id that no event has; `nearest` are the ids most like it."""

    def __init__(self, event_id: str, nearest: tuple[str, ...]) -> None:
        """Say what was given and what comes nearest."""
        self.event_id, self.nearest = event_id, nearest
        hint = f" Nearest: {', '.join(nearest)}." if nearest else ""
        self.message = f"There is no event “{event_id[:80]}”.{hint}"
        super().__init__(self.message)

    def __str__(self) -> str:
        """Give the message without KeyError's quotes."""
        return self.message


@dataclass(frozen=True)
class Report:
    """A publication behind an event, as it is listed: `grade` is the publisher's, A to F."""

    source_id: str
    publisher: str
    title: str
    url: str
    published: str
    grade: str
    grade_words: str
    lang: str


@dataclass(frozen=True)
class Dossier:
    """One event with all that the tables hold on it, as far as it was public on the chosen day.

    `public` is False where the event itself was not public by `known_on`; then only `event_id`,
    `when_public` and `known_on` may be shown. `place_marks` are the names in their own script.
    """

    event_id: str
    title: str
    category: str
    direction: str
    status: str
    weight: int
    start: date | None
    end: date | None
    precision: str
    qualifier: str
    public_from: date | None
    when: str
    when_public: str
    where: tuple[str, ...]
    grades: str
    summary: str
    later_note: str
    actors: tuple[str, ...]
    origins: tuple[str, ...]
    claims: tuple[LedgerLine, ...]
    counts: str
    reports: tuple[Report, ...]
    hidden: str
    related: tuple[Related, ...]
    citation: str
    known_on: date | None = None
    public: bool = True
    tags: tuple[str, ...] = field(default=())


@lru_cache(maxsize=256)
def dossier(tables: Tables, event_id: str, known_on: date | None = None) -> Dossier:
    """Gather what is known of an event, at the cut-off or as known on a day.

    Raises UnknownEvent for an id that is not in the table.

    >>> from data import load_tables
    >>> found = dossier(load_tables(), "2024-10-08-first-wave-chongjin")
    >>> found.when, found.counts
    ('8–13 Oct 2024', '3 numbers, 1 origin, 3 reports')
    >>> found.where
    ('Chongjin 청진 → Vladivostok Владивосток, by sea; path published',)
    """
    rows = _events(tables)
    if event_id not in rows:
        near = difflib.get_close_matches(event_id[:120], rows, n=3, cutoff=0.4)
        raise UnknownEvent(event_id, tuple(near))
    event = rows[event_id]
    public_from = known_day(event["public_from"])
    lines = ledger(tables, event_id, known_on=known_on)
    shown = tuple(line for line in lines if line.shown)
    named = dict.fromkeys((*event["source_ids"], *(line.source_id for line in shown)))
    read = [row for row in map(source_rows(tables).__getitem__, named) if _published_by(row, known_on)]
    read.sort(key=lambda row: known_day(row["published"]) or date.max)
    reports = tuple(map(_report, read))
    names = origin_names(tables)
    return Dossier(
        event_id=event_id,
        title=event["title"],
        category=event["category"],
        direction=event["direction"],
        status=event["status"],
        weight=int(event["weight"]),
        start=known_day(event["date_start"]),
        end=known_day(event["date_end"]),
        precision=event["date_precision"],
        qualifier=event["date_qualifier"],
        public_from=public_from,
        when=span(event["date_start"], event["date_end"], event["date_precision"], event["date_qualifier"]),
        when_public=_when_public(public_from, event["public_basis"]),
        where=_where(tables, event),
        grades=_grades(event),
        summary=event["summary"],
        later_note=event["later_note"] if known_on is None else "",
        actors=event["actors"],
        origins=tuple(names[origin] for origin in event["origins"]),
        claims=shown,
        counts=_counts(tables, event["origins"], shown, len(reports)),
        reports=reports,
        hidden=_hidden(len(lines) - len(shown), len(named) - len(read), known_on),
        related=related(tables, event_id, known_on=known_on),
        citation=_citation(tables, event, known_on),
        known_on=known_on,
        public=known_on is None or (public_from is not None and public_from <= known_on),
        tags=event["tags"],
    )


@lru_cache(maxsize=4)
def _events(tables: Tables) -> Mapping[str, _Row]:
    return {str(row["event_id"]): row for row in tables.events.to_dict("records")}


@lru_cache(maxsize=4)
def _places(tables: Tables) -> Mapping[str, _Row]:
    return {str(row["place_id"]): row for row in tables.places.to_dict("records")}


@lru_cache(maxsize=4)
def _families(tables: Tables) -> Mapping[str, str]:
    """Map each origin that counts (neither composite nor news) to its family."""
    origins = tables.origins
    counts = ~origins["composite"] & (origins["kind"] != OriginKind.NEWS)
    return dict(zip(origins["origin_id"][counts], origins["family"][counts], strict=True))


def place_name(tables: Tables, place_id: str) -> str:
    """Give the name of a place with its name in the script of its country.

    >>> from data import load_tables
    >>> place_name(load_tables(), "chongjin")
    'Chongjin 청진'
    """
    place = _places(tables)[place_id]
    scripts = [_SCRIPTS[country] for country in place["country"] if country in _SCRIPTS]
    native = (name for name in place["alt_names"] for script in scripts if ord(name[0]) in script)
    return " ".join(part for part in (str(place["name"]), next(native, "")) if part)


def _where(tables: Tables, event: _Row) -> tuple[str, ...]:
    start, end, spot = event["from_place_id"], event["to_place_id"], event["place_id"]
    lines = []
    if start or end:
        word = "" if start and end else ("from " if start else "to ")
        ends = word + " → ".join(place_name(tables, place) for place in (start, end) if place)
        modes = " and ".join(Mode(mode).label for mode in event["mode"])
        path = RoutePath(event["route_path"]).label if event["route_path"] else ""
        lines.append("; ".join(part for part in (f"{ends}, by {modes}" if modes else ends, path) if part))
    if spot and spot not in (start, end):
        lines.append(_spot(tables, event))
    about = listed((Region(region).label for region in event["about_regions"]), 7)
    return tuple(lines) if lines else (f"no single place; about {about}",)


def _spot(tables: Tables, event: _Row) -> str:
    place = _places(tables)[event["place_id"]]
    name = place_name(tables, event["place_id"])
    if event["place_role"] == PlaceRole.SAID_AT:
        about = listed((Region(region).label for region in event["about_regions"]), 7)
        return f"said in {name}; about {about}"
    radius = place["radius_km"]
    within = f"; true spot within {radius:g} km" if radius == radius and radius > 0 else ""
    return f"{name}, {Region(place['region']).label}{within}"


def _grades(event: _Row) -> str:
    status = Status(event["status"]).label
    grade = event["credibility"]
    return f"{status}; information grade {grade}, {Credibility(grade).label}" if grade else f"{status}; not graded"


def _when_public(public_from: date | None, basis: str) -> str:
    if public_from is None:
        return f"public since an unknown day ({NO_DATE})"
    return f"public {'by' if basis == PublicBasis.KNOWN_BY else 'from'} {day(public_from)}"


def _published_by(row: _Row, known_on: date | None) -> bool:
    """Keep a source of unknown date: it is shown as such, as the rule of the two clocks asks."""
    published = known_day(row["published"])
    return known_on is None or published is None or published <= known_on


def _report(row: _Row) -> Report:
    grade = row["reliability"]
    return Report(
        source_id=row["source_id"],
        publisher=row["publisher"],
        title=row["title"],
        url=row["url"],
        published=day(row["published"]),
        grade=grade,
        grade_words=Reliability(grade).label if grade else "not graded",
        lang=row["lang"],
    )


def _counts(tables: Tables, origins: Iterable[str], lines: tuple[LedgerLine, ...], reports: int) -> str:
    families = _families(tables)
    said = {families[origin] for origin in (*origins, *(line.origin_id for line in lines)) if origin in families}
    return ", ".join((counted(len(lines), "number"), counted(len(said), "origin"), counted(reports, "report")))


def _hidden(claims: int, sources: int, known_on: date | None) -> str:
    parts = [counted(claims, "number")] * bool(claims) + [counted(sources, "report")] * bool(sources)
    if not parts or known_on is None:
        return ""
    return f"{' and '.join(parts)} not public by {day(known_on)}, not shown"


def _citation(tables: Tables, event: _Row, known_on: date | None) -> str:
    known = f"as known on {day(known_on)}, " if known_on else ""
    when = span(event["date_start"], event["date_end"], event["date_precision"], event["date_qualifier"])
    return (
        f"Tumen Watch: “{event['title']}”, {when}. Event {event['event_id']}, {known}data {tables.version}, "
        f"sources read to {day(tables.cut_off)}."
    )
