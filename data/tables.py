"""The dataset in memory: typed, frozen frames with a version and a cut-off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

TABLES_FOLDER = Path(__file__).parent / "tables"
GEO_FOLDER = Path(__file__).parent / "geo"

#: What tells the rows of a table apart; the tables stand in the order in which they build on each other.
KEYS: dict[str, tuple[str, ...]] = {
    "sources": ("source_id",),
    "origins": ("origin_id",),
    "places": ("place_id",),
    "events": ("event_id",),
    "metrics": ("metric",),
    "claims": ("claim_id",),
    "commodities": ("commodity",),
    "flows": ("flow_id",),
    "projects": ("milestone_id",),
    "route_status": ("route_id", "from_date"),
    "routes": ("route_id",),
}
#: Every table of the dataset; ``routes`` lies with the geo layers, whose lines it describes.
NAMES: tuple[str, ...] = tuple(KEYS)
DATES: dict[str, tuple[str, ...]] = {
    "sources": ("published", "accessed"),
    "events": ("date_start", "date_end", "public_from"),
    "claims": ("as_of", "period_start", "period_end", "said_on"),
    "flows": ("period_start", "period_end", "public_from"),
    "projects": ("planned_date", "actual_date", "public_from"),
    "route_status": ("from_date", "public_from"),
}
NUMBERS: dict[str, tuple[str, ...]] = {
    "places": ("lat", "lon", "radius_km"),
    "claims": ("low", "best", "high"),
    "flows": ("value_usd_low", "value_usd_best", "value_usd_high", "quantity"),
    "routes": ("length_km",),
}
LISTS: dict[str, tuple[str, ...]] = {
    "places": ("alt_names", "country"),
    "events": ("about_regions", "mode", "route_ids", "actors", "origins", "source_ids", "tags"),
    "routes": ("via", "source"),
}
FLAGS: dict[str, tuple[str, ...]] = {"origins": ("composite",), "routes": ("schematic",)}
COUNTS: dict[str, tuple[str, ...]] = {"events": ("weight",)}


@dataclass(frozen=True, eq=False)
class Tables:
    """The checked dataset; frames are shared by all readers and must not be changed.

    Text columns are ``str`` ("" = unknown), dates ``datetime64`` (NaT = unknown), numbers
    ``float64`` (NaN = unknown), lists tuples of ``str``. Columns are those of data/README.md.
    """

    sources: pd.DataFrame
    origins: pd.DataFrame
    places: pd.DataFrame
    events: pd.DataFrame
    metrics: pd.DataFrame
    claims: pd.DataFrame
    commodities: pd.DataFrame
    flows: pd.DataFrame
    projects: pd.DataFrame
    route_status: pd.DataFrame
    routes: pd.DataFrame
    version: str
    cut_off: date
