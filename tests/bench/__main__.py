"""Measures speed in a real Chromium on two cores, beside plain Dash and Panel pages of the same figures.

``python -m tests.bench`` prints the tables of README.md; ``--write README.md`` puts them between its bench
markers. Not a test: times depend on the machine, so the rivals are measured in the same run, clicks in shuffled
order. Every click is a first visit: no framework has drawn that selection before.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.measuring import Bench
from tests.chromium import FLAGS, found

MEASURES = ("filter", "overview", "reload", "start", "memory", "points")
MARKERS = ("<!-- bench: begin -->", "<!-- bench: end -->")


def main() -> int:
    """Run the measurements that were asked for and print them as markdown."""
    asked = _parser().parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    random.seed(asked.seed)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=[*FLAGS])
        bench = Bench(browser)
        measures = {name: getattr(bench, name) for name in MEASURES}
        tables = [measures[name]() for name in asked.only or measures]
        browser.close()
    text = "\n\n".join(table.markdown() for table in tables)
    print(text)
    if asked.write:
        write(asked.write, text)
    return 0 if all(table.kept for table in tables) else 1


def write(path: Path, text: str) -> None:
    """Put the tables between the bench markers of a document."""
    before = path.read_text("utf-8")
    begin, end = MARKERS
    pattern = re.compile(f"{re.escape(begin)}.*{re.escape(end)}", flags=re.DOTALL)
    if not pattern.search(before):
        raise SystemExit(f"{path} has no {begin} … {end}")
    path.write_text(pattern.sub(lambda match: f"{begin}\n{text}\n{end}", before), "utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure speed beside Dash and Panel.")
    parser.add_argument("--only", nargs="+", choices=MEASURES)
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables into a document")
    parser.add_argument("--seed", type=int, default=1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
