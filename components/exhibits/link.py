"""What a link says beside the selection: the open event and the options of figures and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl

from components.exhibits.register import EXHIBITS
from components.exhibits.trade_periods import FIRST, SECOND
from data import Selection, Tables, flows
from data.narratives import Narrative, load_narratives
from data.overlays import overlays
from data.ports import PORT_IDS
from data.query import KEYS, Notice, nearest, read_day, shown, unknown_keys
from data.tiles import tiles
from data.year_spans import year_spans

EVENT = "event"
#: The day on which the map through time stands.
DAY = "at"
STORY, STEP = "story", "step"
TABLES = ("events", "claims", "flows", "projects", "route_status", "routes", "places", "origins", "sources", "metrics",
          "commodities")  # fmt: skip
#: How the list under the timeline may run.
ORDERS = ("newest", "oldest")
#: Accepted values of every option a link may carry: those of the exhibits, the Data page's table, and
#: the figure that a link points to.
OPTIONS: dict[str, tuple[str, ...]] = {
    **{key: values for registered in EXHIBITS.values() for key, values in registered.options.items() if values},
    "table": TABLES,
    "order": ORDERS,
    "port": PORT_IDS,
    "exhibit": tuple(EXHIBITS),
}
#: Keys that Streamlit itself reads from an address.
_FOREIGN = ("embed", "embed_options")


@dataclass(frozen=True)
class View:
    """Everything a link says: the selection, the open event ("" for none) and options by key."""

    selection: Selection = field(default_factory=Selection)
    event: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    def to_query(self) -> dict[str, str]:
        """Write the view as query parameters, defaults left out."""
        focus = {EVENT: self.event} if self.event else {}
        return {**self.selection.to_query(), **focus, **dict(self.options)}


def read_query(query: Mapping[str, str], tables: Tables) -> View:
    """Read a view from query parameters; what cannot be read is named in `notices`."""
    selection, found = Selection.from_query(query, tables)
    notices = [
        *found,
        *unknown_keys(
            query, [*KEYS, EVENT, STORY, STEP, *OPTIONS, "rows", "overlay", "spot", FIRST, SECOND, DAY, *_FOREIGN]
        ),
    ]
    years = dict.fromkeys((FIRST, SECOND), year_spans(tables))
    accepted = {**OPTIONS, **years, "rows": row_sets(tables), "overlay": tuple(overlays(tables)), "spot": spots(tables)}
    asked = {key: (query[key], values) for key, values in accepted.items() if query.get(key)}
    ids = tuple(tables.events["event_id"])
    event = query.get(EVENT, "")
    refused = [_refused(key, value, values) for key, (value, values) in asked.items() if value not in values]
    if event and event not in ids:
        refused.append(_refused(EVENT, event, ids))
        event = ""
    options = {key: value for key, (value, values) in asked.items() if value in values}
    if query.get(DAY):
        on, no_day = read_day(query, DAY, tables.cut_off)
        options |= {DAY: on.isoformat(), "show": options.get("show", "play")} if on else {}
        refused += no_day
    story, astray = _read_story(query, tables)
    notices += [*refused, *astray]
    if story and bare_story(query):
        told = story_view(tables, story[STORY], int(story[STEP]), selection.known_on)
        return replace(told, notices=tuple(notices))
    return View(selection, event, {**options, **story}, tuple(notices))


def bare_story(query: Mapping[str, str]) -> bool:
    """Tell whether a link names a step and leaves all else to it; the as-known-on day is the reader’s.

    >>> bare_story({"story": "shells", "step": "2"}), bare_story({"story": "shells", "from": "2024-01-01"})
    (True, False)
    """
    return bool(query.get(STORY)) and set(query) <= {STORY, STEP, "known", *_FOREIGN}


def story_view(tables: Tables, story: str, step: int, known_on: date | None = None) -> View:
    """Give the view that a step of a narrative opens, steps counted from 1; raises KeyError for an unknown one."""
    told = narratives(tables)[story].steps[step - 1]
    focus = {EVENT: told.event} if told.event else {}
    view = read_query({**dict(parse_qsl(told.view, keep_blank_values=True)), **focus}, tables)
    selection = replace(view.selection, known_on=known_on)
    return replace(view, selection=selection, options={**view.options, STORY: story, STEP: str(step)})


def narratives(tables: Tables) -> dict[str, Narrative]:
    """Give the narratives by id, in their order."""
    return {narrative.id: narrative for narrative in load_narratives(tables)}


def _read_story(query: Mapping[str, str], tables: Tables) -> tuple[dict[str, str], list[Notice]]:
    """Read which step of which narrative a link opens; a narrative without a step opens at its first."""
    story, step, known = query.get(STORY, ""), query.get(STEP, ""), narratives(tables)
    if not story:
        near = f"{STORY}={next(iter(known))}" if known else ""
        return {}, [
            Notice(STEP, step, f"{STEP}: {shown(step)} needs a story; nearest: {near}", (near,))
        ] if step else []
    if story not in known:
        return {}, [_refused(STORY, story, tuple(known))]
    last = len(known[story].steps)
    if not step or step in map(str, range(1, last + 1)):
        return {STORY: story, STEP: step or "1"}, []
    beyond = step.isdecimal() and step.isascii() and step.strip("0") != ""
    near = str(last if beyond else 1)
    message = f"{STEP}: {shown(step)} is not one of the {last} steps of “{story}”; nearest: {near}"
    return {STORY: story, STEP: "1"}, [Notice(STEP, step, message, (near,))]


def row_sets(tables: Tables) -> tuple[str, ...]:
    """List what the rows can be opened of: each headline tile, each metric, and flows, goods and directions."""
    return (
        *(f"headline:{tile.code}" for tile in tiles(tables)),
        *(f"metric:{metric}" for metric in tables.metrics["metric"].tolist()),
        *flows.row_sets(tables),
    )


@lru_cache(maxsize=4)
def spots(tables: Tables) -> tuple[str, ...]:
    """List what can be opened on the map beside events: each place and each route.

    >>> from data import load_tables
    >>> "place:rajin" in spots(load_tables()), "route:rail_khasan_rajin" in spots(load_tables())
    (True, True)
    """
    places, routes = tables.places["place_id"].tolist(), tables.routes["route_id"].tolist()
    return (*(f"place:{id}" for id in places), *(f"route:{id}" for id in routes))


def _refused(key: str, value: str, accepted: tuple[str, ...]) -> Notice:
    near = nearest(value, accepted)
    return Notice(key, value, f"{key}: {shown(value)} is not known here; nearest: {near}", (near, *accepted))
