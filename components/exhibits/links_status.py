"""What trains, roads, flights and sea lines between Russia and the DPRK are on the chosen day, and were before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from components.charts.link_rows import HEADINGS, Drawn, link_rows, needed_height, state_glyph
from components.exhibits.contract import Canvas, Evidence, Exhibit, KeyItem
from components.exhibits.event_rows import title_fits
from components.exhibits.making import finish, nothing, opening
from data import Rows, Selection, Tables
from data.ledger import source_rows
from data.links import Link, chosen_day, links, without_date
from data.vocabulary import Mode, RouteState
from data.wording import counted, day, known_day

ID = "links-status"
#: The modes that can be chosen, with what a reader sees.
MODES = {str(mode): words for mode, words in HEADINGS.items()}


def links_status(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Draw the links with their statuses up to the chosen day; option `mode` keeps one mode of transport.

    The day is the end of the chosen range, the as-known-on day or the cut-off, whichever is first.
    """
    rows, on, mode = selection.apply(tables), chosen_day(tables, selection), options.get("mode", "")
    found = tuple(link for link in links(tables, selection) if mode in ("", link.mode))
    kind = HEADINGS[Mode(mode)] if mode else "Rail, road, air and sea links"
    given = opening(
        ID,
        f"{kind} on {day(on)}",
        _reach(rows, mode),
        tables=tables,
        selection=selection,
        canvas=canvas,
        options=options,
    )
    if not found:
        return nothing(**given, advice="No link with a dated status passes all filters.")
    drawn = link_rows(found, canvas, first=selection.date_from, on=on)
    title = _title(found, on)
    dated = rows.route_status[rows.route_status["route_id"].isin({link.route_id for link in found})]
    dated = dated[dated["from_date"] <= pd.Timestamp(on)]
    told = tables.events[tables.events["event_id"].isin(dated["event_id"])]
    events = _publishers(tables, told, selection.known_on)
    return finish(
        **given,
        title=title,
        chart=drawn.chart,
        key=_key(canvas, found),
        rows=pd.DataFrame([row for link in found for row in _twin(link, on, events)]),
        evidence=Evidence(route_status=dated, events=told),
        note=_note(rows, found, drawn, whole=not mode),
        alt=f"{title}. Strips of time, one for each of {counted(len(found), 'link')}, with its status in words.",
    )


def needed(tables: Tables, selection: Selection, mode: str, width: int) -> int:
    """Give the height in px at which the picture shows every link of a mode ("" for all) at a width."""
    return needed_height([link for link in links(tables, selection) if mode in ("", link.mode)], Canvas(width, 0))


def _reach(rows: Rows, mode: str) -> Iterator[str]:
    yield from rows.unreached("route_status")
    routes = rows.tables.routes
    kept = set(routes["route_id"][routes["mode"] == mode] if mode else routes["route_id"])
    if unplaced := rows.unplaced("route_status", lambda astray: astray["route_id"].isin(kept)):
        yield unplaced


def _title(found: Sequence[Link], on: date) -> str:
    """Say what the best documented link of each mode is on the day, as many as two lines hold."""
    said = ""
    for mode in dict.fromkeys(link.mode for link in found):
        lead = max((link for link in found if link.mode is mode), key=lambda link: len(link.stretches))
        words = f"{lead.name} {lead.now.state.label} since {lead.begun.since}"
        longer = f"{said}; {words}" if said else f"{day(on)}: {words}"
        said = longer if not said or title_fits(longer) else said
    return said


def _key(canvas: Canvas, found: Sequence[Link]) -> Iterator[KeyItem]:
    used = {stretch.state for link in found for stretch in link.stretches}
    for state in RouteState:
        if state in used:
            yield KeyItem(state.label, state_glyph(state, canvas.palette))


def _publishers(tables: Tables, events: pd.DataFrame, known_on: date | None) -> dict[str, str]:
    """Name who published each event, as far as that was out by an as-known-on day; a status names no other source."""
    sources, found = source_rows(tables), {}
    for event_id, ids in zip(events["event_id"], events["source_ids"], strict=True):
        days = {id: known_day(sources[id]["published"]) for id in ids}
        out = [id for id in ids if known_on is None or (day_ := days[id]) is None or day_ <= known_on]
        found[event_id] = "; ".join(dict.fromkeys(sources[id]["publisher"] for id in out))
    return found


def _twin(link: Link, on: date, publishers: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for stretch in reversed(link.stretches):
        newest = stretch is link.now
        yield {
            "Link": link.name,
            "Mode": link.mode.label,
            "Status": stretch.state.label,
            "From": stretch.since,
            "To": day(on) if newest else day(stretch.last),
            "Status since": link.begun.since if newest else "",
            "How known": stretch.certainty.label,
            "Note": stretch.note,
            "Sources": publishers.get(stretch.event_id, ""),
            "Event": stretch.event_id,
            "Row": link.route_id,
        }


def _note(rows: Rows, found: Sequence[Link], drawn: Drawn, *, whole: bool) -> str:
    undated = without_date(rows, found) if whole else 0
    parts = [
        "A status counts until the next row of its link, however old; before the first row it is not known.",
        f"{counted(undated, 'route')} of the map without a dated status left out." if undated else "",
        f"{counted(drawn.left_out, 'link')} without room: see the table." if drawn.left_out else "",
    ]
    return " ".join(part for part in parts if part)
