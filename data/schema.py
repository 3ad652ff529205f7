"""The columns of every table: what a cell holds, whether it may be empty, and what it refers to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from data import vocabulary as words
from data.vocabulary import Term

#: A label stands on a mark of a timeline or map and must fit there.
LABEL_LENGTH = 34


class Content(StrEnum):
    """What the cells of a column hold."""

    ID = auto()
    TEXT = auto()
    CODE = auto()
    COUNTRY = auto()
    LANGUAGE = auto()
    TARIFF = auto()
    DAY = auto()
    NUMBER = auto()
    LINK = auto()
    REFERENCE = auto()


@dataclass(frozen=True)
class Column:
    """One column: ``refers`` names a table, ``many`` makes the cell a list joined with ``;``."""

    name: str
    content: Content = Content.TEXT
    required: bool = False
    many: bool = False
    repeats: bool = False
    accepted: tuple[str, ...] = ()
    refers: str = ""
    lowest: float | None = None
    highest: float | None = None
    longest: int | None = None


def _id(name: str, *, required: bool = True, many: bool = False) -> Column:
    return Column(name, Content.ID, required, many)


def _text(name: str, *, required: bool = False, many: bool = False, longest: int | None = None) -> Column:
    return Column(name, Content.TEXT, required, many, longest=longest)


def _code(name: str, terms: type[Term] | tuple[str, ...], *, required: bool = True, many: bool = False) -> Column:
    accepted = terms if isinstance(terms, tuple) else tuple(terms)
    # A journey may use one mode twice, so its list may repeat.
    return Column(name, Content.CODE, required, many, repeats=terms is words.Mode, accepted=accepted)


def _day(name: str, *, required: bool = False) -> Column:
    return Column(name, Content.DAY, required)


def _number(name: str, *, required: bool = False, lowest: float | None = None, highest: float | None = None) -> Column:
    return Column(name, Content.NUMBER, required, lowest=lowest, highest=highest)


def _country(name: str, *, required: bool = True, many: bool = False) -> Column:
    return Column(name, Content.COUNTRY, required, many)


def _ref(name: str, table: str, *, required: bool = False, many: bool = False, repeats: bool = False) -> Column:
    return Column(name, Content.REFERENCE, required, many, repeats, refers=table)


_FLAG = ("true", "false")
_PERIODS = words.Precision

SCHEMA: dict[str, tuple[Column, ...]] = {
    "sources": (
        _id("source_id"),
        _text("publisher", required=True),
        _text("title", required=True),
        Column("url", Content.LINK, required=True),
        _day("published"),
        _day("accessed", required=True),
        Column("lang", Content.LANGUAGE, required=True),
        _code("kind", words.SourceKind),
        _code("reliability", words.Reliability),
        _text("note"),
    ),
    "origins": (
        _id("origin_id"),
        _text("name", required=True),
        _text("short_name", required=True),
        _country("country", required=False),
        _code("party", words.Party),
        _code("kind", words.OriginKind),
        _code("composite", _FLAG),
        _id("family"),
        _text("note"),
    ),
    "places": (
        _id("place_id"),
        _text("name", required=True),
        _text("alt_names", many=True),
        _number("lat", required=True, lowest=-90, highest=90),
        _number("lon", required=True, lowest=-180, highest=180),
        _number("radius_km", required=True, lowest=0, highest=1000),
        _code("kind", words.PlaceKind),
        _country("country", many=True),
        _text("admin1"),
        _code("region", words.Region),
        _text("note"),
        _text("source", required=True),
    ),
    "events": (
        _id("event_id"),
        _day("date_start", required=True),
        _day("date_end", required=True),
        _code("date_precision", _PERIODS),
        _code("date_qualifier", words.DateQualifier),
        _day("public_from"),
        _code("public_basis", words.PublicBasis),
        _code("category", words.Category),
        _code("weight", ("1", "2", "3")),
        _text("label", required=True, longest=LABEL_LENGTH),
        _text("title", required=True),
        _text("summary", required=True),
        _text("later_note"),
        _code("direction", words.Direction),
        _code("status", words.Status),
        _code("credibility", words.Credibility),
        _ref("place_id", "places"),
        _code("place_role", words.PlaceRole, required=False),
        _code("about_regions", words.Region, many=True),
        _ref("from_place_id", "places"),
        _ref("to_place_id", "places"),
        _code("mode", words.Mode, required=False, many=True),
        _ref("route_ids", "routes", many=True, repeats=True),
        _code("route_path", words.RoutePath, required=False),
        _code("movement", words.Movement, required=False),
        _text("actors", many=True),
        _ref("origins", "origins", required=True, many=True),
        _ref("source_ids", "sources", required=True, many=True),
        _text("tags", many=True),
    ),
    "metrics": (
        _id("metric"),
        _text("label", required=True),
        _text("unit", required=True),
        _code("group", words.MetricGroup),
        _code("stage", words.Stage, required=False),
        _text("description"),
    ),
    "claims": (
        _id("claim_id"),
        _ref("event_id", "events"),
        _country("subject"),
        _ref("metric", "metrics", required=True),
        _text("scope"),
        _number("low"),
        _number("best"),
        _number("high"),
        _code("qualifier", words.Qualifier, required=False),
        _text("unit", required=True),
        _code("kind", words.ClaimKind),
        _day("as_of", required=True),
        _code("date_precision", _PERIODS),
        _code("as_of_basis", words.AsOfBasis),
        _day("period_start"),
        _day("period_end"),
        _day("said_on"),
        _code("said_precision", _PERIODS, required=False),
        _ref("origin", "origins", required=True),
        _ref("source_id", "sources", required=True),
        _ref("supersedes", "claims"),
        _ref("restates", "claims"),
        _ref("place_id", "places"),
        _text("note"),
    ),
    "commodities": (
        _id("commodity"),
        _text("label", required=True),
        _ref("parent", "commodities"),
        Column("hs", Content.TARIFF),
        _code("group", words.CommodityGroup),
    ),
    "flows": (
        _id("flow_id"),
        _ref("part_of", "flows"),
        _ref("alternative_of", "flows"),
        _day("period_start", required=True),
        _day("period_end", required=True),
        _country("exporter"),
        _country("importer"),
        _ref("commodity", "commodities", required=True),
        _text("scope"),
        Column("hs", Content.TARIFF),
        _number("value_usd_low", lowest=0),
        _number("value_usd_best", lowest=0),
        _number("value_usd_high", lowest=0),
        _code("quantity_qualifier", words.Qualifier, required=False),
        _number("quantity", lowest=0),
        _text("quantity_unit"),
        _code("basis", words.Basis),
        _day("public_from"),
        _ref("origin", "origins", required=True),
        _ref("source_id", "sources", required=True),
        _text("note"),
    ),
    "projects": (
        _id("milestone_id"),
        _id("project_id"),
        _text("project", required=True),
        _ref("place_id", "places", required=True),
        _code("mode", words.ProjectMode),
        _text("milestone", required=True),
        _day("planned_date"),
        _code("planned_precision", _PERIODS, required=False),
        _day("actual_date"),
        _code("actual_precision", _PERIODS, required=False),
        _ref("promise_of", "projects"),
        _code("status", words.MilestoneStatus),
        _ref("event_id", "events"),
        _day("public_from"),
        _ref("source_id", "sources", required=True),
        _text("note"),
    ),
    "route_status": (
        _ref("route_id", "routes", required=True),
        _day("from_date"),
        _code("date_precision", _PERIODS, required=False),
        _code("status", words.RouteState),
        _code("certainty", words.Certainty),
        _ref("event_id", "events"),
        _day("public_from"),
        _ref("source_id", "sources"),
        _text("note"),
    ),
    "routes": (
        _id("route_id"),
        _text("name", required=True),
        _code("mode", words.Mode),
        _ref("from_place_id", "places", required=True),
        _ref("to_place_id", "places", required=True),
        _ref("via", "places", many=True),
        _number("length_km", required=True, lowest=0, highest=20_000),
        _code("geometry_file", ("routes.geojson",)),
        _code("schematic", _FLAG),
        _code("status", ("operating", "reported", "suspended", "disrupted", "hypothetical", "under_construction")),
        _text("note"),
        # These name the layers a line was drawn from, which are credited in data/README.md, not rows of sources.csv.
        _id("source", many=True),
    ),
}
