"""The map of routes and movements between Kursk, Vladivostok and Rajin, and of where events happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from components.charts import glyphs
from components.exhibits.contract import Canvas, Evidence, Exhibit, KeyItem, Medium
from components.exhibits.event_rows import evidence, told
from components.exhibits.making import finish, nothing
from components.exhibits.map_day import (
    HOW_PLAYED,
    PLAY,
    PLAYED,
    chosen_day,
    day_claims,
    day_note,
    day_subtitle,
    day_title,
    with_loads,
)  # fmt: skip
from components.exhibits.map_ports import NOTE, port_claims, port_rows, read_beside
from components.maps.callouts import leading
from components.maps.movement_marks import MovementMark, when
from components.maps.place_marks import PlaceMark
from components.maps.plotly_painter import Picture, paint
from components.maps.prepared import prepared
from components.maps.route_marks import RouteMark
from components.maps.scene import TRACE_DAYS, Scene, scene
from components.maps.sheet import Focus
from components.maps.signs import Sign, sign_of
from components.maps.signs import glyph as place_glyph
from components.maps.spots import is_loose
from components.maps.strands import MOST, width_of_count
from components.maps.strokes import DASHES, LIKELY_OPACITY, is_drawn
from components.maps.tracks import Leg, leg_points
from components.maps.views import FRAMINGS, MapView, shows, view_of
from components.maps.wording import named_words
from components.theme import Palette
from data import Selection, Tables
from data.ledger import origin_names, place_names
from data.readouts import Gauge
from data.vocabulary import Certainty, Direction, Mode, RoutePath, Status
from data.wording import counted, day, listed

ID = "routes-map"
CREDIT = (
    "Ground: Natural Earth. Borders: Crimea as in UN General Assembly resolution 68/262, elsewhere Natural Earth. "
    "Place positions: GeoNames (CC BY 4.0)."
)
#: Value of the option `show` that counts events by place instead of drawing movements.
PLACES = "places"
_ADVICE_PLACES = "Loosen the dates, the search words or the grades: no event left happened at a place of this map."
_ADVICE_ROUTES = "Choose a later last day: no movement is left, and no row says what the routes were by then."


def routes_map(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Build the map of a view: routes as they stood on the last day chosen, and the movements in the dates.

    Options: `view` (corridor, tumen, mouth, kursk, korea, ports), `show` = places (events counted where
    they happened, without movements), `hypothetical` = yes (also routes kept for comparison),
    `event` (the open event, outlined), `at` (a day: what was under way then and, thin, what ended
    shortly before) with `unit` (whose numbers the widths of that day compare).
    """
    view, notice = view_of(options.get("view", ""))
    places = options.get("show") == PLACES
    at, moved = (None, "") if places else chosen_day(options.get("at", ""), tables, selection)
    drawn = scene(
        tables, selection, view, hypothetical=options.get("hypothetical") == "yes", show_places=places,
        at=at, gauge=Gauge(options.get("unit", Gauge.TROOPS)) if at else None,
    )  # fmt: skip
    title = _title(drawn)
    if not title:
        advice = _ADVICE_PLACES if drawn.show_places else _ADVICE_ROUTES
        return nothing(
            id=ID, tables=tables, selection=selection, canvas=canvas, options=options,
            subtitle=view.label, advice=advice,
        )  # fmt: skip
    # On screen the days are played; a picture of the same link shows the whole range.
    played = options.get("show") == PLAY and at is None and canvas.medium is Medium.SCREEN
    picture = paint(drawn, canvas, focus=_focus(tables, options.get("event", "")))
    return finish(
        id=ID, tables=tables, selection=selection, canvas=canvas, options=options, title=title,
        subtitle=_subtitle(drawn, selection, tables, played=played), chart=picture.chart,
        key=_key(drawn, canvas, picture, played=played),
        rows=_rows(drawn, tables, selection), evidence=_evidence(drawn, tables, selection),
        note=" ".join(part for part in (
            notice, moved, day_note(drawn, tables, selection),
            _note(drawn, picture.named, picture.placed, played=played,
                  beside=bool(read_beside(drawn)) and not canvas.narrow),
        ) if part),
        alt=_alt(drawn, title), scene=drawn, credit=CREDIT,
    )  # fmt: skip


def _focus(tables: Tables, event_id: str) -> Focus | None:
    if not event_id:
        return None
    places = tables.events.loc[tables.events["event_id"] == event_id, "place_id"]
    return Focus(event_id, str(places.iloc[0])) if len(places) else None


def _title(drawn: Scene) -> str:
    if drawn.show_places:
        return _places_title(drawn)
    if drawn.at:
        return day_title(drawn) or _on(drawn, _network_title(drawn))
    if drawn.movements:
        return "; ".join(told(movement.label, movement.status, movement.when) for movement in leading(drawn))
    return _network_title(drawn)


def _on(drawn: Scene, finding: str) -> str:
    return f"On {day(drawn.day)}: {finding}" if finding else ""


def _places_title(drawn: Scene) -> str:
    """Rank the places that the view shows by what happened there; "" where nothing did."""
    ranked = sorted((p for p in _placed(drawn) if p.happened), key=lambda place: (-place.happened, place.name))
    if not ranked:
        return ""
    close = drawn.view is not MapView.CORRIDOR
    if len(ranked) == 1:
        found = f"that can be placed happened in {ranked[0].name} ({ranked[0].happened})"
        return f"{drawn.view.label}: all {found}" if close else f"All {found}"
    found = _most_words(ranked)
    return f"{drawn.view.label}: {found}" if close else found[0].upper() + found[1:]


def _most_words(ranked: list[PlaceMark]) -> str:
    """Name up to three places with the most events; one that has no more than the next is not among them."""
    counts = [place.happened for place in ranked]
    first = next((n for n in (3, 2, 1) if n >= len(counts) or counts[n - 1] > counts[n]), 0)
    if first:
        return f"most events happened in {listed((f'{p.name} ({p.happened})' for p in ranked[:first]), 3)}"
    level = [place.name for place in ranked if place.happened == counts[0]]
    return f"{counted(counts[0], 'event')} each in {listed(level, 3)}, no place has more"


def _placed(drawn: Scene) -> list[PlaceMark]:
    return [place for place in drawn.places if shows(drawn.view, (place.lon, place.lat))]


def _network_title(drawn: Scene) -> str:
    changed = dict(zip(drawn.standing["route_id"], drawn.standing["since"], strict=True))
    here = [route for route in drawn.routes if route.dated and _touches(route.route_id, drawn.view)]
    here.sort(key=lambda route: (-changed[route.route_id].toordinal(), route.route_id))
    return "; ".join(f"{dashed(route.name)}: {route.state.label} since {route.since}" for route in here[:2])


@cache
def _touches(route_id: str, view: MapView) -> bool:
    if view is MapView.CORRIDOR:
        return True
    corners = np.array(FRAMINGS[view].must_show)
    line = leg_points(Leg(route_id))
    return bool(((line >= corners.min(axis=0)) & (line <= corners.max(axis=0))).all(axis=1).any())


def dashed(name: str) -> str:
    """Set a route's name with en dashes.

    >>> dashed("Rajin - Busan")
    'Rajin – Busan'
    """
    return name.replace(" - ", " – ")


def _subtitle(drawn: Scene, selection: Selection, tables: Tables, *, played: bool) -> str:
    what = "Movements on their routes" if drawn.moving_at else f"No movement; routes as on {day(drawn.day)}"
    what = PLAYED if played else day_subtitle(drawn) if drawn.at else what
    what = "Events by place, where they happened" if drawn.show_places else what
    lacking = [] if drawn.show_places else [
        f"{counted(drawn.outside, 'movement')} outside this view" if drawn.outside else "",
        f"{counted(drawn.denied, 'denied movement')} not drawn" if drawn.denied else "",
    ]  # fmt: skip
    unplaced = selection.apply(tables).unplaced("events")
    return " · ".join(part for part in (what, drawn.view.label, selection.sentence(tables), *lacking, unplaced) if part)


def _key(drawn: Scene, canvas: Canvas, picture: Picture, *, played: bool) -> Iterator[KeyItem]:
    """Explain what the picture shows, in three groups; the first never begins with a rule."""
    items = list(_key_items(drawn, canvas, picture, played=played))
    yield from (replace(item, rule=False) for item in items[:1])
    yield from items[1:]


def _key_items(drawn: Scene, canvas: Canvas, picture: Picture, *, played: bool) -> Iterator[KeyItem]:
    palette = canvas.palette
    if drawn.show_places:
        yield KeyItem("events that happened there, by area", glyphs.disc(palette.accent, halo=True))
    else:
        yield from _movement_key(drawn.movements, palette)
        # Played lines are as wide as what an origin named moved; only those of a range of days count events.
        if picture.most > 1 and not played:
            yield from _width_key(picture.most, palette)
    # A service that only runs on others' lines has no line of its own, and so no form to explain.
    close = drawn.framing.geographic
    routes = [
        route
        for route in drawn.routes
        if is_drawn(route, close=close) and drawn.stretches[route.route_id] and _touches(route.route_id, drawn.view)
    ]
    yield from _route_key(routes, palette, drawn.view, rail_only=drawn.show_places)
    if not drawn.show_places:
        yield from _place_key(drawn, palette, picture, still=canvas.medium is Medium.STILL)


def _width_key(most: int, palette: Palette) -> Iterator[KeyItem]:
    """Say which widths stand for how many events."""
    for count in (1, min(most, MOST)):
        words = f"{count} or more" if count == MOST < most else counted(count, "event")
        yield KeyItem(words, glyphs.line(palette.ink2, weight=width_of_count(count)))


def _movement_key(movements: tuple[MovementMark, ...], palette: Palette) -> Iterator[KeyItem]:
    for direction in Direction:
        if any(movement.direction is direction for movement in movements):
            yield KeyItem(direction.label, glyphs.swatch(palette.direction(direction)))
    forms = {
        Certainty.OBSERVED: "confirmed", Certainty.CLAIMED: "not confirmed",
        Certainty.INFERRED: "path not published",
    }  # fmt: skip
    rule = True
    for certainty, words in forms.items():
        if any(movement.certainty is certainty for movement in movements):
            dash = "" if certainty is Certainty.OBSERVED else DASHES[certainty].replace("px", "")
            yield KeyItem(words, glyphs.line(palette.ink2, dash=dash, arrow=True), rule=rule)
            rule = False
    if any(movement.age for movement in movements):
        thin = glyphs.line(palette.ink2, weight=1.2, opacity=0.6)
        yield KeyItem(f"ended in the {TRACE_DAYS} days before", thin, rule=rule)
    if any(movement.likely for movement in movements):
        pale = glyphs.line(palette.ink2, arrow=True, opacity=LIKELY_OPACITY - 0.2)
        yield KeyItem("path likely", pale, rule=rule)


def _place_key(drawn: Scene, palette: Palette, picture: Picture, *, still: bool) -> Iterator[KeyItem]:
    """Explain the signs of the places that a picture shows, those of each kind and those only rings tell.

    A map on screen can be moved: there it is those of the view.
    """
    here = [place for place in _placed(drawn) if place.place_id in picture.shown or not still]
    found = {sign_of(place.kind) for place in here}
    for number, sign in enumerate(sign for sign in Sign if sign in found):
        yield KeyItem(sign.label, place_glyph(sign, palette.ink), rule=number == 0)
    if any(is_loose(place, close=drawn.framing.geographic) for place in here):
        yield KeyItem("true spot within", glyphs.disc(palette.ink3, hollow=True, halo=True))
    if picture.hollow:
        yield KeyItem("only said there", glyphs.disc(palette.ink, hollow=True))


def _route_key(routes: list[RouteMark], palette: Palette, view: MapView, *, rail_only: bool) -> Iterator[KeyItem]:
    rails = [route for route in routes if route.mode is Mode.RAIL]
    if any(route.in_use for route in rails):
        yield KeyItem("railway", glyphs.rail(palette.ink3, palette.land), rule=True)
    if rail_only:
        return
    idle = [route for route in routes if not route.in_use and route.mode is not Mode.ROAD]
    if any(route.main or route.mode is not Mode.RAIL for route in idle):
        only = "idle railway" if all(route.mode is Mode.RAIL for route in idle) else "idle route"
        yield KeyItem(only, glyphs.line(palette.rule, weight=1.4))
    if any(route.mode in (Mode.SEA, Mode.AIR) and route.in_use for route in routes):
        yield KeyItem("sea, air", glyphs.line(palette.ink3, weight=1.2))
    if any(route.dated and route.in_use and route.certainty is not Certainty.OBSERVED for route in routes):
        yield KeyItem("one side’s word", glyphs.line(palette.ink3, weight=1.2, dash="7,4"))
    # From the whole corridor the one road, 4 km long, cannot be seen.
    if view is not MapView.CORRIDOR and any(route.mode is Mode.ROAD for route in routes):
        yield KeyItem("road", glyphs.road(palette.ink3, palette.land))


def _rows(drawn: Scene, tables: Tables, selection: Selection) -> pd.DataFrame:
    if drawn.show_places:
        return _place_rows(drawn)
    found = _movement_rows(drawn, tables) if drawn.moving_at else _route_rows(drawn)
    beside = port_rows(drawn)
    return pd.concat([found, pd.DataFrame(beside)], ignore_index=True).fillna("") if beside else found


def _movement_rows(drawn: Scene, tables: Tables) -> pd.DataFrame:
    chosen = set(drawn.moving_at)
    found = {at: told for at, told in _told(tables).items() if at in chosen}
    ids = [prepared(tables).rows[at].event_id for at in found]
    return pd.DataFrame(with_loads(drawn, list(found.values()), ids) if drawn.at else list(found.values()))


@lru_cache(maxsize=4)
def _told(tables: Tables) -> dict[int, dict[str, str]]:
    """Give the rows of the table twin by position, in order of their days."""
    names, events = place_names(tables), prepared(tables)
    origins = origin_names(tables)
    origins_of = tables.events["origins"].tolist()
    days = tables.events[["date_start", "event_id"]].reset_index(drop=True).loc[list(events.rows)]
    ordered = days.sort_values(["date_start", "event_id"], kind="stable").index.tolist()
    return {
        at: {
            "When": when(row), "From": names[row.from_place_id], "To": names[row.to_place_id],
            "By": ", ".join(Mode(mode).label for mode in row.mode), "Path": RoutePath(row.route_path).label,
            "Direction": Direction(row.direction).label, "Status": Status(row.status).label, "What": row.title,
            "Label": row.label, "Id": row.event_id,
            "Origins": ", ".join(origins[origin] for origin in origins_of[at]),
        }
        for at in ordered
        for row in [events.rows[at]]
    }  # fmt: skip


def _route_rows(drawn: Scene) -> pd.DataFrame:
    state = f"State on {day(drawn.day)}"
    return pd.DataFrame([
        {
            "Route": dashed(route.name), "By": route.mode.label, state: route.state.label,
            "Since": route.since or "no dated row", "How known": route.certainty.label,
        }
        for route in drawn.routes
    ])  # fmt: skip


def _place_rows(drawn: Scene) -> pd.DataFrame:
    rows = [
        {"Place": place.name, "Happened there": place.happened, "Only said there": place.said}
        for place in sorted(_placed(drawn), key=lambda place: (-place.happened, -place.said, place.name))
        if place.happened or place.said
    ]
    return pd.DataFrame(rows)


def _evidence(drawn: Scene, tables: Tables, selection: Selection) -> Evidence:
    if drawn.show_places:
        scenes, here = prepared(tables).scenes, {place.place_id for place in _placed(drawn)}
        return evidence(tables, [at for at in drawn.rows.positions("events") if scenes[at] in here])
    dated = drawn.standing[drawn.standing["from_date"].notna()]
    if drawn.moving_at:
        claims = pd.concat([day_claims(drawn, tables, selection), port_claims(drawn)])
        return replace(evidence(tables, drawn.moving_at), route_status=dated, claims=claims)
    events = tables.events[tables.events["event_id"].isin(dated["event_id"])]
    if selection.known_on is not None:
        events = events[events["public_from"] <= pd.Timestamp(selection.known_on)]
    return Evidence(events=events, route_status=dated, claims=port_claims(drawn))


def _note(drawn: Scene, named: int, placed: int, *, played: bool, beside: bool) -> str:
    if drawn.show_places:
        return f"Places where something was only said are left out. {named_words(named, placed)}"
    undrawn = sum(not is_drawn(route, close=drawn.framing.geographic) for route in drawn.routes)
    idle = f"; {counted(undrawn, 'idle sea, air or road route')} not drawn" if undrawn else ""
    if played:
        return f"{HOW_PLAYED} Sea paths are computed, not tracked; flights are plain arcs. {named_words(named, placed)}"
    return (
        "Sea paths are computed, not tracked; flights are plain arcs. "
        f"Routes as on {day(drawn.day)} whatever the other filters, undated railways as in use{idle}. "
        f"{named_words(named, placed)}"
        f"{' ' + NOTE if beside else ''}"
    )


def _alt(drawn: Scene, title: str) -> str:
    if drawn.show_places:
        return f"{title}. Map with a disc for each place, its area the number of events that happened there."
    lines = counted(len(drawn.moving_at), "movement")
    lines = f"{lines} of that day and the {TRACE_DAYS} days before" if drawn.at else lines
    drawing = f"{lines} as arrows by direction and certainty, over the routes of {day(drawn.day)}"
    return f"{title}. Map, {drawn.view.label}: {drawing}."
