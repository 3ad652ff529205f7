"""The cards of the map: a place with its events and claims, and a route with its history and events."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from components.content.card_ledger import badge
from components.content.lists import mark, root
from components.content.tree import Node, h
from components.maps.signs import glyph, sign_of
from components.theme import PALETTES, Mode
from data.ledger import LedgerLine
from data.links import Stretch
from data.place_file import PlaceFact, PlaceFile
from data.route_file import RouteFile
from data.vocabulary import MetricGroup, Reliability
from data.vocabulary import Mode as Transport
from data.wording import NO_DATE, counted, day, listed, number, span

#: How many claims of a theme and how many events stand open; the others are folded.
_CLAIMS, _EVENTS = 3, 8
_CLOSE = "close"


def place_card(place: PlaceFile, mode: Mode) -> Node:
    """Lay out the card of a place: its names, what happened there under the filters, and what is said of it.

    A click on an event asks for ``event:<id>``, on a claim for its event or its metric, on a
    neighbour for ``place:<id>``, and ``close`` closes the card.
    """
    sign = glyph(sign_of(place.kind), PALETTES[mode].ink)
    kind = place.kind.label[0].upper() + place.kind.label[1:]
    return root(
        "section", mode, "card tw-spot",
        _head(h("img", src=sign.uri, alt="", cls="mark"), f"{kind} · {place.where}"),
        h("h2", place.name),
        h("p", ", ".join(place.spellings), cls="spellings") if place.spellings else None,
        h(
            "dl",
            *_pair("Position", f"true spot within {number(place.radius_km)} km; {place.source}"),
            *_pair("Note", place.note),
            *_pair("Events", place.counts),
        ),
        h("p", h("a", f"All on the port of {place.name}", href=f"/ports?port={place.place_id}"), cls="way")
        if place.is_port else None,
        _events(place.events, mode, "No event under the filters names this place."),
        _claims(place),
        _neighbours(place),
        label=place.name,
    )  # fmt: skip


def route_card(route: RouteFile, mode: Mode, *, later: bool) -> Node:
    """Lay out the card of a route: its line, what it was from day to day, and the events that name it.

    `later` is False when an earlier day is chosen: then the note, which may speak of later days, is left out.
    """
    return root(
        "section", mode, "card tw-spot",
        _head(None, f"{route.mode.label[0].upper() + route.mode.label[1:]} route"),
        h("h2", route.name),
        h(
            "dl",
            *_pair("From, to", f"{route.ends[0]}, {route.ends[1]}"),
            *_pair("By way of", listed(route.stops, 6)),
            *_pair("Length", f"{number(route.length_km)} km as drawn; {_drawn(route)}"),
            *_pair("Note", route.note if later else ""),
        ),
        _history(route),
        _events(route.events, mode, "No event under the filters names this route."),
        label=route.name,
    )  # fmt: skip


def _head(sign: Node | None, words: str) -> Node:
    return h("div", sign, h("span", words, cls="kicker"), h("button", "Close", cls="close", open=_CLOSE), cls="head")


def _pair(name: str, words: str) -> tuple[Node, ...]:
    return (h("dt", name), h("dd", words)) if words else ()


def _drawn(route: RouteFile) -> str:
    if route.mode is Transport.SEA:
        return "computed, not a recorded track"
    if route.mode is Transport.AIR:
        return "a plain arc, not a flight track"
    return "schematic" if route.schematic else "a surveyed line, simplified"


def _history(route: RouteFile) -> Node:
    heading = h("h3", "What it was", h("small", f"up to {day(route.on)}, whatever the other filters"))
    if not route.history:
        return h("section", heading, h("p", "No dated row: what is drawn is general knowledge.", cls="quiet"))
    return h("section", heading, h("ol", *map(_stretch, reversed(route.history)), cls="lines"))


def _stretch(stretch: Stretch) -> Node:
    words = f"{stretch.state.label}, {stretch.certainty.label}"
    small = h("small", stretch.note) if stretch.note else None
    inside = (h("span", stretch.since, cls="when"), h("span", words, small, cls="what"))
    if stretch.event_id:
        return h("li", h("button", *inside, cls="line plain", open=f"event:{stretch.event_id}"))
    return h("li", h("div", *inside, cls="line plain"))


def _events(events: pd.DataFrame, mode: Mode, empty: str) -> Node:
    shown = events.to_dict("records")
    heading = h("h3", "Events", h("small", f"{counted(len(shown), 'event')} under the filters, newest first"))
    if not shown:
        return h("section", h("h3", "Events"), h("p", empty, cls="quiet"))
    lines = [_event(row, mode) for row in shown]
    return h("section", heading, *_folded(lines, _EVENTS, "event", ordered=True))


def _event(row: dict[object, object], mode: Mode) -> Node:
    when = span(row["date_start"], row["date_end"], str(row["date_precision"]), str(row["date_qualifier"]))  # type: ignore[arg-type]
    return h(
        "li",
        h(
            "button",
            h("span", when, cls="when"),
            mark(str(row["status"]), str(row["direction"]), mode),
            h("span", str(row["title"]), cls="what"),
            cls="line",
            open=f"event:{row['event_id']}",
        ),
    )


def _claims(place: PlaceFile) -> Node:
    """Lay out the claims by theme; how many the filters leave out is said."""
    if not place.facts:
        held = f"; {counted(place.held, 'claim')} without them" if place.held else ""
        return h("section", h("h3", "Claims"), h("p", f"No public figure under the filters{held}.", cls="quiet"))
    passed = str(len(place.facts)) if len(place.facts) == place.held else f"{len(place.facts)} of {place.held}"
    heading = h("h3", "Claims", h("small", f"{passed} under the filters, each by its origin, newest first, plans last"))
    return h("section", heading, *(_theme(group, facts) for group, facts in place.themes))


def _theme(group: MetricGroup, facts: Sequence[PlaceFact]) -> Node:
    name = h("h4", group.label[0].upper() + group.label[1:])
    return h("div", name, *_folded([_fact(fact) for fact in facts], _CLAIMS, "claim"), cls="theme")


def _fact(fact: PlaceFact) -> Node:
    line = fact.line
    scope = "; ".join(dict.fromkeys(part for part in (line.scope, line.note) if part))
    return h(
        "button",
        h("span", h("strong", line.number), f" {line.unit}", cls="amount"),
        h(
            "span",
            f"{line.metric} ({line.kind})",
            h("small", scope) if scope else None,
            h("small", f"{line.origin}, {_days(line)} ", _grade(line), f" {line.publisher}"),
            h("small", line.trail) if line.trail else None,
            None if line.counted else h("small", "listed, not counted"),
        ),
        cls="claim" if line.counted else "claim aside",
        open=fact.focus,
    )


def _days(line: LedgerLine) -> str:
    if line.speaks_of.endswith("when it was said") or line.said == NO_DATE:
        return line.speaks_of
    return f"{line.speaks_of}, said {line.said}"


def _grade(line: LedgerLine) -> Node:
    return badge(line.reliability, Reliability(line.reliability).label if line.reliability else "")


def _folded(lines: Sequence[Node], shown: int, noun: str, *, ordered: bool = False) -> list[Node]:
    """Show the first of many lines and fold the others."""

    def laid(part: Sequence[Node]) -> Node:
        return h("ol", *part, cls="lines") if ordered else h("div", *part)

    rest = lines[shown:]
    folded = [h("details", h("summary", counted(len(rest), f"further {noun}")), laid(rest))] if rest else []
    return [laid(lines[:shown]), *folded]


def _neighbours(place: PlaceFile) -> Node | None:
    if not place.neighbours:
        return None
    buttons = [
        h("button", f"{one.name}, {number(one.km)} km", cls="near-place", open=f"place:{one.place_id}")
        for one in place.neighbours
    ]
    return h("section", h("h3", "Near by"), h("div", *buttons, cls="near-places"))
