"""The register of exhibits: the one place that maps an id to the function that builds it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from components.exhibits.arms import Arms, containers, shells
from components.exhibits.assessments import assessments
from components.exhibits.beside_rows import Beside
from components.exhibits.border_counts import border_counts
from components.exhibits.china_beside_russia import china_beside_russia
from components.exhibits.contract import Builder, Canvas, Exhibit
from components.exhibits.due import due
from components.exhibits.engineers import engineers
from components.exhibits.events_by_month import events_by_month
from components.exhibits.forces import losses, troops
from components.exhibits.headlines import headlines
from components.exhibits.latest_by_origin import MEASURES, latest
from components.exhibits.links_status import MODES, links_status
from components.exhibits.making import PATHS
from components.exhibits.milestones_gantt import milestones_gantt
from components.exhibits.oil_cap import oil_cap
from components.exhibits.other_direction import other_direction
from components.exhibits.partners import partners
from components.exhibits.port_card import port_card
from components.exhibits.ports_throughput import Scale, Shown, ports_throughput
from components.exhibits.positions import positions_thread
from components.exhibits.readings import single_readings
from components.exhibits.rival_figures import rival_figures
from components.exhibits.routes_map import routes_map
from components.exhibits.sanctions_by_issuer import sanctions
from components.exhibits.stages import stage_ladder_figure
from components.exhibits.timeline import timeline
from components.exhibits.trade import trade_flows, turnover
from components.exhibits.trade_months import What, trade_months
from components.exhibits.trade_periods import FIRST, SECOND, trade_periods
from components.exhibits.values import values
from components.exhibits.waves import waves
from components.exhibits.workers import workers
from components.maps.views import MapView
from data import Selection, Tables
from data.flows import Panel
from data.milestones import Works
from data.partner_items import Item
from data.ports import PORT_IDS
from data.positions import Speaker, Topic
from data.readouts import Gauge
from data.trails import Clock


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


#: Figures that a page draws at the height of a screen, or, one of them, at the height of all its rows.
TALL = (
    "waves", "stage-ladder", "readings", "other-direction",
    "milestones-gantt", "ports-throughput", "links-status", "border-counts",
)  # fmt: skip

EXHIBITS: dict[str, Registered] = {
    "headlines": Registered(headlines, PATHS["headlines"]),
    "events-by-month": Registered(events_by_month, PATHS["events-by-month"]),
    "due": Registered(due, PATHS["due"]),
    "timeline": Registered(
        timeline,
        PATHS["timeline"],
        {"lanes": ("category", "direction", "region", "party", "status"), "overlay": (), "event": ()},
    ),
    "routes-map": Registered(
        routes_map,
        PATHS["routes-map"],
        {"view": tuple(MapView), "show": ("places", "play"), "at": (), "unit": tuple(Gauge), "event": ()},
    ),
    "trade-flows": Registered(trade_flows, PATHS["trade-flows"], {"flows": tuple(Panel)}),
    "oil-cap": Registered(oil_cap, PATHS["oil-cap"]),
    "turnover": Registered(turnover, PATHS["turnover"], {"axis": ("linear", "log"), "events": ("shown", "none")}),
    "trade-months": Registered(
        trade_months, PATHS["trade-months"], {"months": tuple(What), "events": ("shown", "none")}
    ),
    "china-beside-russia": Registered(
        china_beside_russia,
        PATHS["china-beside-russia"],
        {"beside": tuple(Beside), "axis": ("linear", "log"), "events": ("shown", "none")},
    ),
    "rival-figures": Registered(rival_figures, PATHS["rival-figures"]),
    "trade-periods": Registered(trade_periods, PATHS["trade-periods"], {FIRST: (), SECOND: ()}),
    "containers": Registered(containers, PATHS["containers"], {"clock": tuple(Clock)}),
    "shells": Registered(shells, PATHS["shells"], {"clock": tuple(Clock), "arms": tuple(Arms)}),
    "stage-ladder": Registered(stage_ladder_figure, PATHS["stage-ladder"], {"whole": TALL}),
    "readings": Registered(single_readings, PATHS["readings"], {"whole": TALL}),
    "values": Registered(values, PATHS["values"]),
    "other-direction": Registered(other_direction, PATHS["other-direction"], {"whole": TALL}),
    "latest-by-origin": Registered(latest, PATHS["latest-by-origin"], {"measure": tuple(MEASURES)}),
    "waves": Registered(waves, PATHS["waves"], {"whole": TALL}),
    "engineers": Registered(engineers, PATHS["engineers"]),
    "workers": Registered(workers, PATHS["workers"]),
    "links-status": Registered(links_status, PATHS["links-status"], {"mode": tuple(MODES), "whole": TALL}),
    "milestones-gantt": Registered(
        milestones_gantt, PATHS["milestones-gantt"], {"project": tuple(Works), "whole": TALL}
    ),
    "port-card": Registered(port_card, PATHS["port-card"], {"port": PORT_IDS}),
    "ports-throughput": Registered(
        ports_throughput,
        PATHS["ports-throughput"],
        {"scale": tuple(Scale), "cargo": tuple(Shown), "whole": TALL},
    ),
    "border-counts": Registered(border_counts, PATHS["border-counts"], {"whole": TALL}),
    "partners": Registered(partners, PATHS["partners"], {"item": tuple(Item)}),
    "positions": Registered(
        positions_thread,
        PATHS["positions"],
        {"topic": tuple(Topic), "speaker": tuple(Speaker), "list": ("party",), "event": ()},
    ),
    "assessments": Registered(assessments, PATHS["assessments"], {"event": ()}),
    "sanctions": Registered(sanctions, PATHS["sanctions"], {"event": ()}),
    "troops": Registered(troops, PATHS["troops"], {"clock": ("as_of", "said_on")}),
    "losses": Registered(losses, PATHS["losses"], {"clock": ("as_of", "said_on")}),
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
