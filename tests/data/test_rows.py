"""The rows that ship: ids, references, dates, ranges and links, tested apart from the check's own code."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pandas as pd
import pytest

from data import Tables, vocabulary
from data.tables import DATES, KEYS, NAMES
from data.vocabulary import Term

#: Column that refers, and column that it refers to.
REFERENCES = [
    ("origins.origin_id", "events.origins"),
    ("origins.origin_id", "claims.origin"),
    ("origins.origin_id", "flows.origin"),
    ("sources.source_id", "events.source_ids"),
    ("sources.source_id", "claims.source_id"),
    ("sources.source_id", "flows.source_id"),
    ("sources.source_id", "projects.source_id"),
    ("sources.source_id", "route_status.source_id"),
    ("events.event_id", "claims.event_id"),
    ("events.event_id", "projects.event_id"),
    ("events.event_id", "route_status.event_id"),
    ("places.place_id", "events.place_id"),
    ("places.place_id", "events.from_place_id"),
    ("places.place_id", "events.to_place_id"),
    ("places.place_id", "claims.place_id"),
    ("places.place_id", "projects.place_id"),
    ("places.place_id", "routes.from_place_id"),
    ("places.place_id", "routes.to_place_id"),
    ("places.place_id", "routes.via"),
    ("routes.route_id", "events.route_ids"),
    ("routes.route_id", "route_status.route_id"),
    ("metrics.metric", "claims.metric"),
    ("commodities.commodity", "flows.commodity"),
    ("commodities.commodity", "commodities.parent"),
    ("claims.claim_id", "claims.supersedes"),
    ("claims.claim_id", "claims.restates"),
    ("flows.flow_id", "flows.part_of"),
    ("flows.flow_id", "flows.alternative_of"),
    ("projects.milestone_id", "projects.promise_of"),
]
#: Vocabulary of each coded column.
CODES: list[tuple[str, type[Term]]] = [
    ("sources.kind", vocabulary.SourceKind),
    ("sources.reliability", vocabulary.Reliability),
    ("origins.party", vocabulary.Party),
    ("origins.kind", vocabulary.OriginKind),
    ("places.kind", vocabulary.PlaceKind),
    ("places.region", vocabulary.Region),
    ("events.date_precision", vocabulary.Precision),
    ("events.date_qualifier", vocabulary.DateQualifier),
    ("events.public_basis", vocabulary.PublicBasis),
    ("events.category", vocabulary.Category),
    ("events.direction", vocabulary.Direction),
    ("events.status", vocabulary.Status),
    ("events.credibility", vocabulary.Credibility),
    ("events.place_role", vocabulary.PlaceRole),
    ("events.about_regions", vocabulary.Region),
    ("events.mode", vocabulary.Mode),
    ("events.route_path", vocabulary.RoutePath),
    ("events.movement", vocabulary.Movement),
    ("metrics.group", vocabulary.MetricGroup),
    ("metrics.stage", vocabulary.Stage),
    ("claims.qualifier", vocabulary.Qualifier),
    ("claims.kind", vocabulary.ClaimKind),
    ("claims.as_of_basis", vocabulary.AsOfBasis),
    ("commodities.group", vocabulary.CommodityGroup),
    ("flows.basis", vocabulary.Basis),
    ("projects.mode", vocabulary.ProjectMode),
    ("projects.status", vocabulary.MilestoneStatus),
    ("route_status.status", vocabulary.RouteState),
    ("route_status.certainty", vocabulary.Certainty),
]


def values(tables: Tables, column: str) -> set[str]:
    """Every value of a column, list entries one by one, without the unknown."""
    table, field = column.split(".")
    cells = getattr(tables, table)[field].explode().dropna()
    return set(cells) - {""}


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_unique_and_plain(tables: Tables, name: str) -> None:
    frame = getattr(tables, name)
    keys = list(KEYS[name])
    assert not frame.duplicated(keys).any()
    assert frame[keys[0]].map(lambda key: bool(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", key))).all()


@pytest.mark.parametrize(("target", "column"), REFERENCES)
def test_references_resolve(tables: Tables, target: str, column: str) -> None:
    assert values(tables, column) <= values(tables, target)


@pytest.mark.parametrize(("column", "terms"), CODES)
def test_codes_are_in_their_vocabulary(tables: Tables, column: str, terms: type[Term]) -> None:
    assert values(tables, column) <= set(terms)


@pytest.mark.parametrize("name", [name for name in NAMES if name in DATES])
def test_days_lie_in_the_subject_s_time(tables: Tables, name: str) -> None:
    days = getattr(tables, name)[list(DATES[name])].stack().dropna()
    assert days.between(pd.Timestamp(1990, 1, 1), pd.Timestamp(2040, 12, 31)).all()


def test_periods_run_forward(tables: Tables) -> None:
    assert (tables.events["date_start"] <= tables.events["date_end"]).all()
    assert (tables.flows["period_start"] <= tables.flows["period_end"]).all()
    claims = tables.claims.dropna(subset=["period_start", "period_end"])
    assert (claims["period_start"] <= claims["period_end"]).all()


def test_low_best_and_high_ascend(tables: Tables) -> None:
    for frame, stem in ((tables.claims, ""), (tables.flows, "value_usd_")):
        for low, high in (("low", "best"), ("best", "high"), ("low", "high")):
            known = frame.dropna(subset=[stem + low, stem + high])
            assert (known[stem + low] <= known[stem + high]).all()


def test_every_claim_has_a_number_in_the_unit_of_its_metric(tables: Tables) -> None:
    claims = tables.claims.merge(tables.metrics[["metric", "unit"]], on="metric", suffixes=("", "_of_metric"))
    assert len(claims) == len(tables.claims)
    assert (claims["unit"] == claims["unit_of_metric"]).all()
    assert claims[["low", "best", "high"]].notna().any(axis=1).all()


def test_links_are_full_addresses(tables: Tables) -> None:
    for url in tables.sources["url"]:
        parts = urlsplit(url)
        assert parts.scheme in ("http", "https")
        assert "." in (parts.hostname or "")
        assert not re.search(r"[\s<>\"]", url)


def test_places_lie_on_earth_and_in_their_part_of_it(tables: Tables) -> None:
    places = tables.places
    assert places["lat"].between(-90, 90).all()
    assert places["lon"].between(-180, 180).all()
    boxes = {
        "rason": (41.5, 43.1, 129.9, 131.0),
        "primorye": (42.0, 48.5, 130.3, 139.5),
        "dprk_other": (37.5, 43.1, 124.0, 131.0),
    }
    for region, (south, north, west, east) in boxes.items():
        inside = places[places["region"] == region]
        assert len(inside) > 0
        assert inside["lat"].between(south, north).all()
        assert inside["lon"].between(west, east).all()


def test_everything_asserted_names_a_source(tables: Tables) -> None:
    assert tables.events["source_ids"].map(len).min() >= 1
    assert tables.events["origins"].map(len).min() >= 1
    for frame in (tables.claims, tables.flows, tables.projects):
        assert (frame["source_id"] != "").all()


def test_nothing_was_known_after_the_cut_off(tables: Tables) -> None:
    cut_off = pd.Timestamp(tables.cut_off)
    assert tables.sources["accessed"].max() <= cut_off
    assert tables.events["public_from"].max() <= cut_off
    assert tables.claims["said_on"].max() <= cut_off


def test_no_row_is_part_of_itself(tables: Tables) -> None:
    for frame, key, column in (
        (tables.flows, "flow_id", "part_of"),
        (tables.claims, "claim_id", "supersedes"),
        (tables.claims, "claim_id", "restates"),
        (tables.commodities, "commodity", "parent"),
    ):
        above = dict(zip(frame[key], frame[column], strict=True))
        for start in above:
            steps, here = 0, above[start]
            while here:
                steps, here = steps + 1, above[here]
                assert steps <= len(above), start


def test_text_is_clean(tables: Tables) -> None:
    for name in NAMES:
        frame = getattr(tables, name)
        for field in frame.select_dtypes("str"):
            assert (frame[field] == frame[field].str.strip()).all(), (name, field)
            assert not frame[field].str.contains("[\\x00-\\x1f\\x7f\\ufffd]").any(), (name, field)
