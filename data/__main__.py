"""Command line of the dataset: ``python -m data check`` and ``python -m data release``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from data.check import Findings, check_tables
from data.loading import load_tables, read_release
from data.narrative_rules import narrative_problems
from data.narratives import NARRATIVES_FOLDER
from data.problems import DamagedData, Problem
from data.release import make_release
from data.tables import GEO_FOLDER, TABLES_FOLDER

#: So many problems that are alike are told one by one; a file broken everywhere would fill the screen with one fault.
_ALIKE = 12
SOUND, DAMAGED, MISUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 sound, 1 problems, 2 wrong use."""
    given = _parser().parse_args(arguments)
    if given.command == "release":
        return _release(given.cut_off, given.date)
    for folder in (given.tables, given.geo):
        if not folder.is_dir():
            print(f"{folder}: {'not a folder' if folder.exists() else 'no such folder'}", file=sys.stderr)
            return MISUSED
    findings = check_tables(given.tables, given.geo, cut_off=given.cut_off)
    findings = replace(findings, problems=findings.problems or _narrative_problems(given.tables, given.geo))
    print(report(findings))
    return DAMAGED if findings.problems else SOUND


def _narrative_problems(tables: Path, geo: Path) -> tuple[Problem, ...]:
    """Check the narratives against tables that were found sound."""
    return narrative_problems(load_tables(tables, geo))


def report(findings: Findings) -> str:
    """Say what a check found: a line per table, the cut-off and version, then the problems."""
    widest = max((len(name) for name in findings.rows), default=0)
    lines = []
    for name, count in findings.rows.items():
        span = " to ".join(findings.spans[name]) if name in findings.spans else ""
        lines.append(f"{name:<{widest}}  {count:>5} rows  {span}".rstrip())
    lines.append(f"narratives  {len(list(NARRATIVES_FOLDER.glob('*.toml')))} files")
    days = [day for span in findings.spans.values() for day in span]
    count = len(findings.problems)
    return "\n".join(
        [
            *lines,
            f"dates {min(days)} to {max(days)}" if days else "dates: none",
            f"cut-off {findings.cut_off}, version {findings.version}",
            f"{count} problem{'' if count == 1 else 's'}",
            *_told(findings.problems),
        ]
    )


def _told(problems: Sequence[Problem]) -> Iterator[str]:
    """Say each problem in a line; of those that are alike in file, field and message only the first ones."""
    alike = Counter((problem.file, problem.field, problem.message) for problem in problems)
    told: Counter[tuple[str, str, str]] = Counter()
    for problem in problems:
        kind = (problem.file, problem.field, problem.message)
        told[kind] += 1
        if alike[kind] <= _ALIKE or told[kind] < _ALIKE:
            yield str(problem)
        elif told[kind] == _ALIKE:
            rest = alike[kind] - _ALIKE + 1
            place = f", field {problem.field}" if problem.field else ""
            yield f"{problem.file}{place}: {problem.message}, in {rest} more rows from row {problem.row} on"


def _release(cut_off: date | None, released: date | None) -> int:
    """Write the release note after an intended change of the tables."""
    previous = read_release()
    day = cut_off or previous.cut_off
    try:
        release = make_release(released or day, day)
    except DamagedData as damage:
        print(f"{damage}\nnothing was released", file=sys.stderr)
        return DAMAGED
    print(f"version {release.version} (was {previous.version}), cut-off {day}, released {release.released}")
    return SOUND


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="Check or release the tables.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check every file, cell and reference; exit 1 if there are problems")
    check.add_argument("--tables", type=Path, default=TABLES_FOLDER, metavar="DIR", help="folder of the CSV tables")
    check.add_argument("--geo", type=Path, default=GEO_FOLDER, metavar="DIR", help="folder of routes.csv and its lines")
    release = commands.add_parser("release", help="accept changed tables if the check finds nothing")
    release.add_argument("--date", type=_iso_day, metavar="DAY", help="day of the release (default: the cut-off)")
    for command in (check, release):
        command.add_argument("--cut-off", type=_iso_day, metavar="DAY", help="day up to which sources were read")
    return parser


def _iso_day(text: str) -> date:
    """Read a day from the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a day written YYYY-MM-DD') from None


if __name__ == "__main__":
    sys.exit(main())
