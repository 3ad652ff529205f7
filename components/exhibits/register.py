"""The register of exhibits: the one place that maps an id to the function that builds it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from components.exhibits.contract import Builder, Canvas, Exhibit
from components.exhibits.events_by_month import events_by_month
from components.exhibits.headlines import headlines
from components.exhibits.making import PATHS
from components.exhibits.routes_map import routes_map
from components.exhibits.timeline import timeline
from components.exhibits.trade import trade_flows, turnover
from data import Selection, Tables


class UnknownExhibit(KeyError):
    """An id that no exhibit has; the message names the nearest one."""

    def __init__(self, id: str) -> None:
        """Say what was given and what is accepted."""
        near = difflib.get_close_matches(id, EXHIBITS, n=1, cutoff=0.3)
        hint = f" Nearest: {near[0]}." if near else ""
        self.message = f"There is no exhibit “{id[:80]}”.{hint} Accepted: {', '.join(EXHIBITS)}."
        super().__init__(self.message)

    def __str__(self) -> str:
        """Give the message without KeyError's quotes."""
        return self.message


@dataclass(frozen=True)
class Registered:
    """An exhibit in the register: its builder and the options its link may carry."""

    build: Builder
    path: str
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


EXHIBITS: dict[str, Registered] = {
    "headlines": Registered(headlines, PATHS["headlines"]),
    "events-by-month": Registered(events_by_month, PATHS["events-by-month"]),
    "timeline": Registered(
        timeline, PATHS["timeline"], {"lanes": ("category", "direction", "region", "status"), "event": ()}
    ),
    "routes-map": Registered(
        routes_map,
        PATHS["routes-map"],
        {"view": ("corridor", "tumen", "kursk", "korea", "ports"), "show": ("places",), "event": ()},
    ),
    "trade-flows": Registered(trade_flows, PATHS["trade-flows"]),
    "turnover": Registered(turnover, PATHS["turnover"]),
}


def build(
    id: str, tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str] | None = None
) -> Exhibit:
    """Build an exhibit by id; options it does not know are left out.

    Raises UnknownExhibit for an id outside the register.
    """
    if id not in EXHIBITS:
        raise UnknownExhibit(id)
    known = EXHIBITS[id].options
    given = {key: value for key, value in (options or {}).items() if key in known and value}
    return EXHIBITS[id].build(tables, selection, canvas=canvas, options=given)
