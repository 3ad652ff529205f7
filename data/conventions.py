"""The rules of single tables: how their rows agree with themselves and with each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from data.book import Book, Rule, cell_problem, read_day
from data.periods import period_end, period_start
from data.problems import Problem, nearest
from data.reading import Record
from data.vocabulary import AsOfBasis, Basis, ClaimKind, MilestoneStatus, Precision, PublicBasis, RoutePath

#: Families of origins that speak from one running count or one state; any other origin is its own family.
FAMILIES = ("rok_defence", "stimson", "uk", "ukraine", "us_federal")


def families(book: Book) -> Iterator[Problem]:
    """A family is the origin itself or one of the families that are written down."""
    for record in book.records("origins"):
        own = record["origin_id"]
        if record["family"] not in (own, *FAMILIES):
            accepted = nearest(record["family"], FAMILIES) or own
            yield cell_problem("origins", record, "family", "is neither the origin itself nor a known family", accepted)


def event_periods(book: Book) -> Iterator[Problem]:
    """A coarse event spans whole months, quarters or years."""
    for record in book.records("events"):
        start, end, precision = read_day(record["date_start"]), read_day(record["date_end"]), record["date_precision"]
        if precision not in tuple(Precision):
            continue
        if start and start != (first := period_start(start, Precision(precision))):
            message = f"is not the first day of its {precision}"
            yield cell_problem("events", record, "date_start", message, first.isoformat())
        if end and end != (last := period_end(end, Precision(precision))):
            yield cell_problem(
                "events", record, "date_end", f"is not the last day of its {precision}", last.isoformat()
            )


def event_publicity(book: Book) -> Iterator[Problem]:
    """An event has a public day unless its basis says that none is known."""
    for record in book.records("events"):
        if (record["public_basis"] == PublicBasis.UNKNOWN) != (record["public_from"] == ""):
            message = 'must be empty exactly where public_basis is "unknown"'
            yield cell_problem("events", record, "public_from", message)


def event_journeys(book: Book) -> Iterator[Problem]:
    """An event with a from and a to says how it moves, and its routes join leg to leg."""
    routes = book.index("routes")
    for record in book.records("events"):
        moves = bool(record["from_place_id"] and record["to_place_id"])
        for column in ("movement", "route_path"):
            if bool(record[column]) != moves:
                message = "must be filled exactly where from_place_id and to_place_id are"
                yield cell_problem("events", record, column, message)
        legs = record.items("route_ids")
        if bool(legs) != (record["route_path"] in (RoutePath.PUBLISHED, RoutePath.LIKELY)):
            yield cell_problem("events", record, "route_ids", f'do not fit the route_path "{record["route_path"]}"')
        if all(leg in routes for leg in legs):
            yield from _leg_problems(record, [routes[leg] for leg in legs])


def _leg_problems(event: Record, legs: list[Record]) -> Iterator[Problem]:
    """Report legs that do not meet, and legs by another mode than the event names."""
    meets = {leg["route_id"]: {leg["from_place_id"], leg["to_place_id"]} for leg in legs}
    for one, two in pairwise(leg["route_id"] for leg in legs):
        if not meets[one] & meets[two]:
            yield Problem("events.csv", event.row, "route_ids", two, f"does not begin where {one} ends")
    modes = event.items("mode")
    for leg in legs:
        if modes and leg["mode"] not in modes:
            yield cell_problem("events", event, "mode", f"does not hold the mode of {leg['route_id']}", leg["mode"])


def claim_units(book: Book) -> Iterator[Problem]:
    """A claim counts in the unit of its metric and names a number."""
    units = {record["metric"]: record["unit"] for record in book.records("metrics")}
    for record in book.records("claims"):
        unit = units.get(record["metric"])
        if unit is not None and record["unit"] != unit:
            yield cell_problem("claims", record, "unit", f"is not the unit of {record['metric']}", unit)
        if not (record["low"] or record["best"] or record["high"]):
            yield Problem("claims.csv", record.row, "best", message="low, best and high are all empty")


def claim_days(book: Book) -> Iterator[Problem]:
    """A coarse day that a number speaks of is the last of its period.

    It may be another day where it is only the day of saying or reading, or where it is expected.
    """
    for record in book.records("claims"):
        day, precision = read_day(record["as_of"]), record["date_precision"]
        free = record["as_of_basis"] in (AsOfBasis.PUBLISHED, AsOfBasis.READ) or record["kind"] == ClaimKind.PLAN
        if day is None or free or precision not in tuple(Precision):
            continue
        last = period_end(day, Precision(precision))
        if day != last:
            message = f"is not the last day of its {precision}"
            yield cell_problem("claims", record, "as_of", message, last.isoformat())
    for record in book.records("claims"):
        if record["as_of_basis"] == AsOfBasis.PERIOD and record["as_of"] != record["period_end"]:
            message = f"is not the period_end ({record['period_end']}), although as_of_basis says so"
            yield cell_problem("claims", record, "as_of", message, record["period_end"])


def claim_revisions(book: Book) -> Iterator[Problem]:
    """A claim revises or restates an earlier claim of the same origin on the same thing."""
    claims = book.index("claims")
    same = ("origin", "subject", "metric", "kind", "scope")
    for record in book.records("claims"):
        for column in ("supersedes", "restates"):
            earlier = claims.get(record[column])
            if earlier is None:
                continue
            for field in same:
                if earlier[field] != record[field]:
                    message = f'has another {field} ("{earlier[field]}" there, "{record[field]}" here)'
                    yield cell_problem("claims", record, column, message)
            day, before = read_day(record["as_of"]), read_day(earlier["as_of"])
            if day and before and before > day:
                yield cell_problem("claims", record, column, f"speaks of a later day ({earlier['as_of']})")


def flow_parts(book: Book) -> Iterator[Problem]:
    """A part lies inside the flow that contains it: same countries, same origin, within its period."""
    flows = book.index("flows")
    for record in book.records("flows"):
        for column in ("part_of", "alternative_of"):
            whole = flows.get(record[column])
            if whole is None:
                continue
            if not _same_pair(record, whole):
                there = f"{whole['exporter']} to {whole['importer']}"
                yield cell_problem("flows", record, column, f"is trade from {there}, other than this row's")
            if whole["origin"] != record["origin"]:
                yield cell_problem("flows", record, column, f"is by another origin ({whole['origin']})")
            if not _within(record, whole):
                span = f"{whole['period_start']} to {whole['period_end']}"
                yield cell_problem("flows", record, column, f"covers {span} only, less than this row's period")


def _same_pair(part: Record, whole: Record) -> bool:
    """Tell whether two flows join the same countries; turnover contains both ways."""
    here, there = (part["exporter"], part["importer"]), (whole["exporter"], whole["importer"])
    return here == there or (whole["commodity"] == "two_way_total" and set(here) == set(there))


def _within(part: Record, whole: Record) -> bool:
    """Tell whether the period of a part lies in that of the whole, as far as the days can be read."""
    start, end = read_day(part["period_start"]), read_day(part["period_end"])
    first, last = read_day(whole["period_start"]), read_day(whole["period_end"])
    return not ((start and first and start < first) or (end and last and end > last))


def flow_figures(book: Book) -> Iterator[Problem]:
    """A flow has a figure unless its basis says that none is known, and joins two countries."""
    figures = ("value_usd_low", "value_usd_best", "value_usd_high", "quantity")
    for record in book.records("flows"):
        if (record["basis"] == Basis.UNQUANTIFIED) == any(record[figure] for figure in figures):
            yield cell_problem("flows", record, "basis", "does not fit: unquantified means that no figure is given")
        if record["exporter"] == record["importer"]:
            yield cell_problem("flows", record, "importer", "is the exporter as well")


def milestones(book: Book) -> Iterator[Problem]:
    """Coarse days are the last of their period, what is done has a day, a project has one name."""
    records = book.index("projects")
    names: dict[str, str] = {}
    for record in book.records("projects"):
        for column, precision in (("planned_date", "planned_precision"), ("actual_date", "actual_precision")):
            day, grain = read_day(record[column]), record[precision]
            if day and grain in tuple(Precision) and day != (last := period_end(day, Precision(grain))):
                yield cell_problem("projects", record, column, f"is not the last day of its {grain}", last.isoformat())
        if record["status"] == MilestoneStatus.DONE and not record["actual_date"]:
            yield Problem("projects.csv", record.row, "actual_date", message="must not be empty where status is done")
        name = names.setdefault(record["project_id"], record["project"])
        if name != record["project"]:
            yield cell_problem("projects", record, "project", f"is not the name of {record['project_id']}", name)
        promise = records.get(record["promise_of"])
        if promise is not None and promise["project_id"] != record["project_id"]:
            yield cell_problem(
                "projects", record, "promise_of", f"belongs to another project ({promise['project_id']})"
            )


def route_days(book: Book) -> Iterator[Problem]:
    """A coarse day of a route status is the first or the last of its period."""
    for record in book.records("route_status"):
        day, grain = read_day(record["from_date"]), record["date_precision"]
        if day and grain in tuple(Precision):
            first, last = period_start(day, Precision(grain)), period_end(day, Precision(grain))
            if day not in (first, last):
                message = f"is neither the first nor the last day of its {grain}"
                yield cell_problem("route_status", record, "from_date", message, first.isoformat())


def route_lines(book: Book) -> Iterator[Problem]:
    """Every route has a line on the map, and two ends."""
    for record in book.records("routes"):
        if record["route_id"] not in book.drawn_routes:
            near = nearest(record["route_id"], sorted(book.drawn_routes))
            yield cell_problem("routes", record, "route_id", "has no line in routes.geojson", near)
        if record["from_place_id"] == record["to_place_id"]:
            yield cell_problem("routes", record, "to_place_id", "is where the route begins as well")


#: Each rule with the tables that it reads; it is asked only if these have all their columns.
CONVENTIONS: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (("origins",), families),
    (("events",), event_periods),
    (("events",), event_publicity),
    (("events", "routes"), event_journeys),
    (("claims", "metrics"), claim_units),
    (("claims",), claim_days),
    (("claims",), claim_revisions),
    (("flows",), flow_parts),
    (("flows",), flow_figures),
    (("projects",), milestones),
    (("route_status",), route_days),
    (("routes",), route_lines),
)
