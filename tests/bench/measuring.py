"""What the bench measures: filter to redrawn chart, page loads, cold starts, memory."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from components.exhibits.contract import Canvas
from components.exhibits.register import build
from data import Selection, load_tables
from data.vocabulary import Region
from tests.bench.points import POINTS, measured
from tests.serving import ROOT, dashboard, free_port, running

PROBE = (Path(__file__).parent / "probe.js").read_text("utf-8")
RIVAL_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
REGIONS = (Region.KURSK_FRONT, Region.PRIMORYE, Region.RASON)
#: Which button is clicked: a walk that meets each combination of three buttons once.
WALK = (0, 1, 0, 2, 0, 1, 0)
#: A start date for each walk, so that no selection is met twice.
STARTS = ("2022-01-01", "2022-01-02", "2022-01-03", "2022-01-04")
LOADS = 9
COLD_STARTS = 3
SESSIONS = 8
OURS, DASH, PANEL = "Tumen Watch", "Dash", "Panel"
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@dataclass
class Table:
    """One table of results: the rows as printed, and whether every promise was kept."""

    title: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    promises: list[tuple[str, float, float]] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        """Whether every measured value is at or below its limit."""
        return all(value <= limit for _, value, limit in self.promises)

    def markdown(self) -> str:
        """Write the table, its promises underneath."""
        lines = [f"**{self.title}**", "", f"| {' | '.join(self.heads)} |", f"|{'---|' * len(self.heads)}"]
        lines += [f"| {' | '.join(row)} |" for row in self.rows]
        words = [
            f"{name}: {value:.2f}, wanted at most {limit:g} ({'kept' if value <= limit else 'missed'})"
            for name, value, limit in self.promises
        ]
        return "\n".join([*lines, "", *([f"{'; '.join(words)}."] if words else [])]).rstrip()


@dataclass(frozen=True)
class Site:
    """A page under measurement: who made it, where it stands, how its region buttons are found."""

    name: str
    command: Callable[[int], Sequence[str]]
    health: str
    path: str
    buttons: str = ""


def rival(module: str) -> Callable[[int], list[str]]:
    """Give the command that starts a rival page on a port."""
    return lambda port: [str(RIVAL_PYTHON), "-m", f"tests.bench.pages.{module}", str(port)]


TIMELINES = (
    Site(OURS, dashboard, "/_stcore/health", "/timeline", ".st-key-filter-regions button"),
    Site(DASH, rival("dash_timeline"), "/", "/", "#regions label"),
    Site(PANEL, rival("panel_timeline"), "/", "/", ".bk-btn-group button"),
)
OVERVIEWS = (
    Site(OURS, dashboard, "/_stcore/health", "/", ".st-key-filter-regions button"),
    Site(DASH, rival("dash_overview"), "/", "/", "#regions label"),
)


class Bench:
    """Runs the measurements in one browser."""

    def __init__(self, browser: Any) -> None:
        """Keep the browser; servers are started for each measurement."""
        self.browser = browser
        self.tables = load_tables()

    def filter(self) -> Table:
        """Measure from the click on a region to the redrawn timeline."""
        times: dict[str, list[float]] = {site.name: [] for site in TIMELINES}
        marks: list[float] = []
        with ExitStack() as stack:
            ours, (width, height) = self._own_timeline(stack)
            addresses = {OURS: ours, **{site.name: stack.enter_context(serving(site)) for site in TIMELINES[1:]}}
            pages = {site.name: self._page() for site in TIMELINES}
            for start in STARTS:
                for site in TIMELINES:
                    pages[site.name].bring_to_front()
                    pages[site.name].goto(f"{addresses[site.name]}{site.path}?from={start}")
                    loaded(pages[site.name], 1)
                self._walk(pages, start, (width, height), times, marks)
            for page in pages.values():
                page.context.close()
        table = Table(
            f"Filter changed → timeline redrawn, {width}×{height} px, {min(marks):.0f}–{max(marks):.0f} marks, "
            f"{len(times[OURS])} clicks each",
            ("ms", "median", "95 of 100", "fastest"),
        )
        table.rows = [(name, *(f"{value:.0f}" for value in spread(found))) for name, found in times.items()]
        middle = {name: statistics.median(found) for name, found in times.items()}
        table.promises = [
            ("beside Dash", middle[OURS] / middle[DASH], 0.95),
            ("beside Panel", middle[OURS] / middle[PANEL], 0.8),
        ]
        return table

    def _own_timeline(self, stack: ExitStack) -> tuple[str, tuple[int, int]]:
        """Start the dashboard and hand the px of its timeline on to the rivals."""
        address = stack.enter_context(serving(TIMELINES[0]))
        page = self._page()
        page.goto(f"{address}/timeline?from={STARTS[0]}")
        loaded(page, 1)
        page.wait_for_selector(IDLE, state="attached")
        size = page.evaluate("tumenBench.size()")
        page.context.close()
        os.environ["BENCH_WIDTH"], os.environ["BENCH_HEIGHT"] = str(size["width"]), str(size["height"])
        return address, (size["width"], size["height"])

    def _walk(
        self,
        pages: dict[str, Any],
        start: str,
        size: tuple[int, int],
        times: dict[str, list[float]],
        marks: list[float],
    ) -> None:
        next(iter(pages.values())).wait_for_timeout(1500)
        chosen: set[Region] = set()
        for step in WALK:
            chosen ^= {REGIONS[step]}
            expected = self._expected(start, chosen, size)
            counts = {}
            for site in random.sample(TIMELINES, len(TIMELINES)):
                found = click(pages[site.name], site, step, expected)
                times[site.name].append(found["ms"])
                counts[site.name] = found["marks"]
            assert len(set(counts.values())) == 1, f"not the same picture: {counts}"
            marks.append(counts[OURS])

    def _expected(self, start: str, chosen: set[Region], size: tuple[int, int]) -> str:
        query = {"from": start, "regions": ",".join(chosen)} if chosen else {"from": start}
        selection, _ = Selection.from_query(query, self.tables)
        chart = build("timeline", self.tables, selection, canvas=Canvas(*size)).chart
        return ",".join(str(id) for trace in chart["data"] for id in trace.get("customdata", ()))

    def overview(self) -> Table:
        """Measure from the click on a region to the first and the last redrawn exhibit of the Overview."""
        first: dict[str, list[float]] = {site.name: [] for site in OVERVIEWS}
        last: dict[str, list[float]] = {site.name: [] for site in OVERVIEWS}
        with ExitStack() as stack:
            addresses = {site.name: stack.enter_context(serving(site)) for site in OVERVIEWS}
            pages = {site.name: self._page() for site in OVERVIEWS}
            for start in STARTS:
                for site in OVERVIEWS:
                    pages[site.name].goto(f"{addresses[site.name]}{site.path}?from={start}")
                    loaded(pages[site.name], 3)
                    pages[site.name].wait_for_timeout(1500)
                for step in WALK:
                    counts = set()
                    for site in random.sample(OVERVIEWS, len(OVERVIEWS)):
                        redrawn = press(pages[site.name], site, step, "tumenBench.redraws(1000)")
                        first[site.name].append(min(redrawn))
                        last[site.name].append(max(redrawn))
                        counts.add(len(redrawn))
                    assert len(counts) == 1, f"not the same exhibits follow the filter: {counts}"
            for page in pages.values():
                page.context.close()
        table = Table(
            f"Filter changed → exhibits of the Overview redrawn, {len(first[OURS])} clicks each",
            ("ms, median", "first exhibit", "last exhibit"),
        )
        middle = {name: (statistics.median(first[name]), statistics.median(last[name])) for name in first}
        table.rows = [(name, *(f"{value:.0f}" for value in pair)) for name, pair in middle.items()]
        table.promises = [
            ("first beside Dash’s", middle[OURS][0] / middle[DASH][0], 0.6),
            ("last beside Dash’s", middle[OURS][1] / middle[DASH][1], 1.0),
        ]
        return table

    def reload(self) -> Table:
        """Measure a warm reload of the Overview: navigation start to its first and last exhibit."""
        first: dict[str, list[float]] = {site.name: [] for site in OVERVIEWS}
        last: dict[str, list[float]] = {site.name: [] for site in OVERVIEWS}
        with ExitStack() as stack:
            pages = {}
            for site in OVERVIEWS:
                pages[site.name] = self._page()
                pages[site.name].goto(stack.enter_context(serving(site)) + site.path)
                loaded(pages[site.name], 3)
            for _ in range(LOADS):
                for site in random.sample(OVERVIEWS, len(OVERVIEWS)):
                    pages[site.name].bring_to_front()
                    pages[site.name].wait_for_timeout(500)
                    pages[site.name].reload()
                    drawn = loaded(pages[site.name], 3)
                    first[site.name].append(drawn[0])
                    last[site.name].append(drawn[2])
            for page in pages.values():
                page.context.close()
        table = Table(f"Overview, warm reload, {LOADS} each", ("ms, median", "first exhibit", "last exhibit"))
        middle = {name: (statistics.median(first[name]), statistics.median(last[name])) for name in first}
        table.rows = [(name, *(f"{value:.0f}" for value in pair)) for name, pair in middle.items()]
        table.promises = [("warm reload to first chart, s", middle[OURS][0] / 1000, 1.3)]
        return table

    def start(self) -> Table:
        """Measure from the start of the server's process to the first chart in the browser."""
        times: dict[str, list[float]] = {site.name: [] for site in TIMELINES}
        os.environ.setdefault("BENCH_WIDTH", "1360")
        os.environ.setdefault("BENCH_HEIGHT", "540")
        for _ in range(COLD_STARTS):
            for site in TIMELINES:
                begun = time.time()
                with serving(site) as address:
                    page = self._page()
                    page.goto(address + site.path)
                    drawn = loaded(page, 1)[0]
                    times[site.name].append(page.evaluate("performance.timeOrigin") / 1000 + drawn / 1000 - begun)
                    page.context.close()
        table = Table(f"Cold start of the server → first chart, {COLD_STARTS} each", ("s", "median", "slowest"))
        table.rows = [(name, f"{statistics.median(t):.1f}", f"{max(t):.1f}") for name, t in times.items()]
        table.promises = [("cold start, s", statistics.median(times[OURS]), 5.0)]
        return table

    def points(self) -> Table:
        """Measure a reader's own file of 50,000 points on the map."""
        with serving(TIMELINES[0]) as address:
            page = self._page()
            found = measured(page, address)
            page.context.close()
        return Table(f"A reader's own file of {POINTS:,} points", ("what", "measured"), list(found))

    def memory(self) -> Table:
        """Measure the server's memory with one session that saw every page, and with more of them."""
        site = TIMELINES[0]
        with serving_process(site) as (address, process):
            pages = [self._page()]
            for path in ("/", "/timeline", "/map", "/trade", "/data", "/method"):
                pages[0].goto(address + path)
                pages[0].wait_for_selector(IDLE, state="attached")
            loaded_quietly(pages[0])
            one = resident(process)
            for _ in range(SESSIONS):
                pages.append(self._page())
                pages[-1].goto(address + site.path)
                loaded(pages[-1], 1)
                loaded_quietly(pages[-1])
            more = (resident(process) - one) / SESSIONS
            for page in pages:
                page.context.close()
        table = Table("Memory of the server", ("MB", "one session", "each further one"))
        table.rows = [(OURS, f"{one:.0f}", f"{more:.2f}")]
        table.promises = [("one session, MB", one, 250.0), ("each further one, MB", more, 1.0)]
        return table

    def _page(self) -> Any:
        context = self.browser.new_context(viewport={"width": 1440, "height": 900}, timezone_id="UTC")
        context.add_init_script(PROBE)
        return context.new_page()


def click(page: Any, site: Site, button: int, expected: str) -> dict[str, float]:
    """Click a region and wait for the frame that shows what is expected."""
    result: dict[str, float] = press(page, site, button, f"tumenBench.until({json.dumps(expected)})")
    page.wait_for_timeout(250)
    assert page.evaluate("tumenBench.marks()") == result["marks"], f"{site.name} went on drawing"
    return result


def press(page: Any, site: Site, button: int, watch: str) -> Any:
    """Click a region with a real pointer while the page watches itself; gives what it saw."""
    page.bring_to_front()
    page.wait_for_timeout(350)
    box = page.locator(site.buttons).nth(button).bounding_box()
    page.evaluate(f"() => {{ {watch}; }}")
    page.mouse.click(box["x"] + min(30, box["width"] / 2), box["y"] + box["height"] / 2)
    return page.evaluate("tumenBench.result")


def loaded(page: Any, count: int) -> list[float]:
    """Wait until so many charts are drawn; gives the ms of each since navigation start."""
    # A page in the background is given no animation frames.
    page.bring_to_front()
    page.wait_for_function(f"window.tumenBench && tumenBench.loaded.length >= {count}", timeout=30_000)
    times: list[float] = page.evaluate("tumenBench.loaded")
    return times


def loaded_quietly(page: Any) -> None:
    """Wait until a page of the dashboard is done and its messages are out."""
    page.wait_for_selector(IDLE, state="attached")
    page.wait_for_timeout(700)


@contextmanager
def serving(site: Site) -> Iterator[str]:
    """Run a site on a free port; gives its address."""
    with serving_process(site) as (address, _):
        yield address


@contextmanager
def serving_process(site: Site) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a site on a free port; gives address and process."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with running(site.command(port), address + site.health) as process:
        yield address, process


def resident(process: subprocess.Popen[bytes]) -> float:
    """Read the resident memory of a process in MB (Linux)."""
    if not sys.platform.startswith("linux"):
        raise SystemExit("Memory is read from /proc, which only Linux has; use --only filter overview start")
    text = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1000


def spread(times: list[float]) -> tuple[float, float, float]:
    """Give median, 95th percentile and fastest."""
    return statistics.median(times), sorted(times)[min(len(times) - 1, round(0.95 * len(times)))], min(times)
