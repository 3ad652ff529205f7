"""The revision table: what replaced what, what was only repeated, and where a click leads."""

from __future__ import annotations

from components.content.journeys import journey_list
from components.content.revisions import in_short, revision_table
from components.content.tree import text_of, walk
from components.exhibits.link import read_query, row_sets
from components.theme import Mode
from data import Selection, Tables
from data.trails import statements, trails
from data.vocabulary import ClaimKind
from data.waves import moved


def _lines(tables: Tables, *metrics: str) -> list[str]:
    node = revision_table(tables, trails(statements(tables, tables.claims, metrics=metrics)), Mode.LIGHT)
    return [text_of(row).replace("\u2009", " ") for row in walk(node) if row[0] == "tr"][1:]


def test_the_count_of_dead_is_three_revisions(tables: Tables) -> None:
    nis = next(line for line in _lines(tables, "killed") if "NIS" in line)
    assert "at least 100" in nis
    order = [nis.index(part) for part in ("at least 100", "→", "300", "600", "2 000", "3 revisions")]
    assert order == sorted(order)
    assert "again" not in nis


def test_a_restatement_is_told_from_a_revision(tables: Tables) -> None:
    zelenskyy = next(line for line in _lines(tables, "casualties") if "Zelenskyy" in line)
    assert zelenskyy.count("→") == 2
    assert zelenskyy.count("again") == 2
    assert zelenskyy.endswith("2 revisions, 2 repetitions")


def test_a_number_said_once_is_no_trail(tables: Tables) -> None:
    once = [
        trail for trail in trails(statements(tables, tables.claims, metrics=["captured"])) if len(trail.statements) < 2
    ]
    assert once
    assert "No origin here revised or repeated" in text_of(revision_table(tables, once, Mode.LIGHT))


def test_clicks_open_events_or_all_claims_of_the_metric(tables: Tables) -> None:
    node = revision_table(tables, trails(statements(tables, tables.claims, metrics=["killed"])), Mode.DARK)
    opened = {part[1]["open"] for part in walk(node) if part[0] == "button"}
    events = set(tables.events["event_id"])
    assert "metric:killed" in opened
    assert all(focus in row_sets(tables) or focus.removeprefix("event:") in events for focus in opened)


def test_a_link_may_open_the_claims_of_every_metric(tables: Tables) -> None:
    for metric in tables.metrics["metric"]:
        view = read_query({"rows": f"metric:{metric}"}, tables)
        assert not view.notices
        assert view.options["rows"] == f"metric:{metric}"
    assert "metric:killed" in read_query({"rows": "metric:kiled"}, tables).notices[0].message


def test_every_journey_leads_to_the_map_with_a_link_that_is_understood(tables: Tables) -> None:
    from urllib.parse import parse_qsl, urlsplit

    node = journey_list(moved(tables, tables.events, tables.claims), Selection(), Mode.LIGHT)
    links = [part[1]["href"] for part in walk(node) if part[0] == "a"]
    assert len(links) > 8
    for link in links:
        assert urlsplit(link).path == "/map"
        view = read_query(dict(parse_qsl(urlsplit(link).query)), tables)
        assert not view.notices
        assert view.event in set(view.selection.apply(tables).events["event_id"])


def test_a_later_count_of_what_is_there_is_no_revision(tables: Tables) -> None:
    told = trails(statements(tables, tables.claims, metrics=["engineers_deployed", "killed"]))
    words = {(trail.first.metric, trail.first.kind): in_short(trail) for trail in told if len(trail.statements) > 1}
    assert words["engineers_deployed", ClaimKind.STOCK] == "1 newer count"
    assert words["killed", ClaimKind.CUMULATIVE] == "3 revisions"
