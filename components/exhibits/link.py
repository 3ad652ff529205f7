"""What a link says beside the selection: the open event and the options of figures and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from components.exhibits.register import EXHIBITS
from data import Selection, Tables
from data.query import KEYS, Notice, nearest, shown, unknown_keys
from data.tiles import tiles

EVENT = "event"
TABLES = ("events", "claims", "flows", "projects", "route_status", "routes", "places", "origins", "sources", "metrics",
          "commodities")  # fmt: skip
#: Accepted values of every option a link may carry: those of the exhibits, the Data page's table, and
#: the figure that a link points to.
OPTIONS: dict[str, tuple[str, ...]] = {
    **{key: values for registered in EXHIBITS.values() for key, values in registered.options.items() if values},
    "table": TABLES,
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
    notices = [*found, *unknown_keys(query, [*KEYS, EVENT, *OPTIONS, "rows", *_FOREIGN])]
    accepted = {**OPTIONS, "rows": row_sets(tables)}
    asked = {key: (query[key], values) for key, values in accepted.items() if query.get(key)}
    ids = tuple(tables.events["event_id"])
    event = query.get(EVENT, "")
    refused = [_refused(key, value, values) for key, (value, values) in asked.items() if value not in values]
    if event and event not in ids:
        refused.append(_refused(EVENT, event, ids))
        event = ""
    options = {key: value for key, (value, values) in asked.items() if value in values}
    return View(selection, event, options, (*notices, *refused))


def row_sets(tables: Tables) -> tuple[str, ...]:
    """List what the rows can be opened of: each headline tile, each flow by exporter, importer and commodity."""
    flows = tables.flows[["exporter", "importer", "commodity"]].drop_duplicates().itertuples(index=False)
    return (*(f"headline:{tile.code}" for tile in tiles(tables)), *("flows:" + "-".join(flow) for flow in flows))


def _refused(key: str, value: str, accepted: tuple[str, ...]) -> Notice:
    near = nearest(value, accepted)
    return Notice(key, value, f"{key}: {shown(value)} is not known here; nearest: {near}", (near, *accepted))
