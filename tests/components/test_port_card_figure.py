"""The card of a port as a figure: every claim in the table, plans never told as facts, silence said."""

from __future__ import annotations

from datetime import date

import pytest

from components.exhibits.contract import Canvas, Medium
from components.exhibits.register import build
from data import Selection, Tables
from data.ports import PORT_IDS, Item, port_file
from data.vocabulary import Category

SLIDE = Canvas(1488, 640, medium=Medium.STILL)


def texts(chart: dict) -> str:  # type: ignore[type-arg]
    found = [words for trace in chart["data"] if "text" in trace.get("mode", "") for words in trace["text"]]
    return " ".join(found)


@pytest.mark.parametrize("port", PORT_IDS)
def test_every_claim_of_a_port_stands_in_the_table(port: str, tables: Tables) -> None:
    made = build("port-card", tables, Selection(), canvas=SLIDE, options={"port": port})
    ids = sorted(tables.claims["claim_id"][tables.claims["place_id"] == port])
    assert made.empty == (not ids)
    if ids:
        assert sorted(made.rows["Id"]) == ids
        assert made.title.startswith(port_file(tables, port).name)
    else:
        assert made.title.startswith("No rows: no claim on the port of ")


def test_only_the_as_known_on_day_reaches_it(tables: Tables) -> None:
    plain = build("port-card", tables, Selection(), canvas=SLIDE)
    filtered = build("port-card", tables, Selection(categories=(Category.COMBAT,)), canvas=SLIDE)
    known = build("port-card", tables, Selection(known_on=date(2014, 1, 1)), canvas=SLIDE)
    assert filtered.rows.equals(plain.rows)
    assert 0 < len(known.rows) < len(plain.rows)
    assert "left out: said later" in known.note


def test_a_plan_is_called_one_and_leads_only_where_nothing_else_is_said(tables: Tables) -> None:
    zarubino = build("port-card", tables, Selection(), canvas=SLIDE, options={"port": "zarubino"})
    assert "60\u2009000\u2009000 tonnes a year, planned" in zarubino.title
    busan = build("port-card", tables, Selection(), canvas=SLIDE, options={"port": "busan"})
    newest = tables.claims[(tables.claims["place_id"] == "busan") & (tables.claims["metric"] == "port_throughput_teu")]
    assert newest.sort_values("as_of").iloc[-1]["kind"] == "plan"
    assert "planned" not in busan.title


def test_an_item_without_a_figure_says_so(tables: Tables) -> None:
    busan = build("port-card", tables, Selection(), canvas=SLIDE, options={"port": "busan"})
    silent = [item.label for item, facts in port_file(tables, "busan").facts.items() if not facts]
    assert Item.DEPTH.label in silent
    assert texts(busan.chart).count("no public figure") == len(silent)
    assert any(item.label == "no public figure" for item in busan.key)


@pytest.mark.parametrize("port", PORT_IDS)
@pytest.mark.parametrize("width", [1488, 1104, 728], ids=["slide", "square", "half"])
def test_what_the_title_says_is_drawn(port: str, width: int, tables: Tables) -> None:
    made = build(
        "port-card", tables, Selection(), canvas=Canvas(width, 640, medium=Medium.STILL), options={"port": port}
    )
    if not made.empty:
        drawn = texts(made.chart)
        numbers = [line.line.number for facts in port_file(tables, port).facts.values() for line in facts[:1]]
        told = [number for number in numbers if f"{number} " in made.title]
        assert told
        assert all(f"<b>{number}</b>" in drawn or number in drawn for number in told)
