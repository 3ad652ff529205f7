"""The figures of the rival pages: built by the product's own builders, kept as the product keeps them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import parse_qsl

from components.exhibits.contract import Canvas, Chart, Exhibit
from components.exhibits.register import build
from components.theme import Mode, template
from data import Selection, load_tables
from data.vocabulary import Region

TABLES = load_tables()
#: The regions that stand in the product's filter bar.
REGIONS = (Region.KURSK_FRONT, Region.PRIMORYE, Region.RASON)
#: Exhibits of the Overview with the px they have there, in the order they are drawn.
OVERVIEW = (("events-by-month", 900, 300), ("routes-map", 432, 256), ("headlines", 1360, 430))


def timeline_size() -> tuple[int, int]:
    """Give the px of the product's timeline, measured by the bench and handed on."""
    return int(os.environ["BENCH_WIDTH"]), int(os.environ["BENCH_HEIGHT"])


@lru_cache(maxsize=48)
def exhibit(id: str, selection: Selection, width: int, height: int) -> Exhibit:
    """Build an exhibit as the product does."""
    return build(id, TABLES, selection, canvas=Canvas(width, height))


def selected(search: str | None, regions: Sequence[str]) -> Selection:
    """Read the selection from a query string and the chosen regions."""
    query = {**dict(parse_qsl((search or "").lstrip("?"))), "regions": ",".join(regions)}
    selection, _ = Selection.from_query({key: value for key, value in query.items() if value}, TABLES)
    return selection


def timeline(search: str | None, regions: Sequence[str]) -> Exhibit:
    """Build the timeline for a query string and the chosen regions."""
    return exhibit("timeline", selected(search, regions), *timeline_size())


def overview(id: str, search: str | None, regions: Sequence[str], width: int, height: int) -> Exhibit:
    """Build one exhibit of the Overview for a query string and the chosen regions."""
    return exhibit(id, selected(search, regions), width, height)


def dressed(made: Exhibit) -> Chart:
    """Give the picture with the product's template, without which it would not be the same picture."""
    return {"data": made.chart["data"], "layout": {**made.chart["layout"], "template": template(Mode.LIGHT)}}
