"""The file of a port: every claim of the place once, standard items even when empty, nothing not yet public."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from data import Tables
from data.ports import METRICS, PORT_IDS, STANDARD, Item, port_file
from data.wording import known_day


@pytest.mark.parametrize("port", PORT_IDS)
def test_every_claim_on_the_place_stands_once(port: str, tables: Tables) -> None:
    file = port_file(tables, port)
    shown = [fact.line.claim_id for facts in file.facts.values() for fact in facts]
    assert sorted(shown) == sorted(tables.claims["claim_id"][tables.claims["place_id"] == port])
    assert set(STANDARD) <= set(file.facts)


def test_metrics_belong_to_one_item_and_exist(tables: Tables) -> None:
    listed = [metric for metrics in METRICS.values() for metric in metrics]
    assert len(listed) == len(set(listed))
    assert set(listed) <= set(tables.metrics["metric"])


def test_rajin_reads_as_its_rows_do(tables: Tables) -> None:
    rajin = port_file(tables, "rajin")
    lease = [(fact.line.number, fact.line.unit, fact.line.origin) for fact in rajin.facts[Item.LEASE]]
    assert lease == [("49", "years", "38 North"), ("50", "years", "Yonhap"), ("70", "%", "RZD")]
    assert {"Najin", "라진", "Раджин"} <= set(rajin.spellings)
    assert "rail_khasan_rajin" in {link.route_id for link in rajin.links}
    assert [step.what for step in rajin.steps if step.project.endswith("1996")] == [
        "100 million t capacity",
        "17 million t capacity",
    ]


def test_a_port_without_rows_has_no_figure_for_any_standard_item(tables: Tables) -> None:
    dunai = port_file(tables, "dunai")
    assert all(dunai.facts[item] == () for item in STANDARD)
    assert dunai.event_count > 0


def test_newest_numbers_come_first_and_days_only_read_off_last(tables: Tables) -> None:
    capacity = [fact.line for fact in port_file(tables, "vostochny").facts[Item.CAPACITY]]
    assert [line.speaks_of for line in capacity] == ["2024", "day not given", "day not given"]


def test_a_day_hides_what_was_not_yet_public(tables: Tables) -> None:
    on = date(2014, 12, 31)
    rajin = port_file(tables, "rajin", known_on=on)
    said = dict(zip(tables.claims["claim_id"], tables.claims["said_on"], strict=True))
    shown = [fact.line for facts in rajin.facts.values() for fact in facts]
    assert shown
    assert rajin.hidden == sum(tables.claims["place_id"] == "rajin") - len(shown)
    assert all((day := known_day(said[line.claim_id])) is not None and day <= on for line in shown)
    assert not any(step.when.endswith(("2024", "2025")) for step in rajin.steps)
    assert (rajin.events["public_from"] <= pd.Timestamp(on)).all()


def test_links_stand_as_on_the_end_of_the_range(tables: Tables) -> None:
    links = {link.route_id: link for link in port_file(tables, "rajin", date(2019, 1, 1)).links}
    assert links["rail_khasan_rajin"].standing == "limited since Jan–Mar 2018, observed"


def test_an_unknown_port_is_an_error(tables: Tables) -> None:
    with pytest.raises(KeyError):
        port_file(tables, "atlantis")


def test_the_claim_that_speaks_for_an_item_comes_first(tables: Tables) -> None:
    """A newer claim on a part, a plan or one listed only would stand for the whole port in a short list."""
    for port in PORT_IDS:
        for facts in port_file(tables, port).facts.values():
            assert not facts or facts[0].rank == min(fact.rank for fact in facts)
    rajin = port_file(tables, "rajin").facts
    assert [(fact.line.number, fact.line.scope) for fact in rajin[Item.CAPACITY][:2]] == [
        ("3\u2009000\u2009000", ""),
        ("5\u2009000\u2009000", "railway section and terminal"),
    ]
    assert rajin[Item.THROUGHPUT][0].line.origin == "Argus"
