"""Exhibits without a browser session: ``python -m components.briefing list`` and ``… render ID``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from components.briefing import still
from components.briefing.chrome import Picture
from components.briefing.errors import BriefingError
from components.briefing.sheets import table_csv
from components.briefing.sizes import Size
from components.exhibits.contract import Canvas, Medium
from components.exhibits.link import EVENT, read_query
from components.exhibits.register import EXHIBITS, UnknownExhibit, build
from components.theme import Mode
from data import DamagedData, Selection, Tables, load_tables
from data.query import merged

CSV = "csv"
FORMATS = (*(str(picture) for picture in Picture), CSV)
_REFUSED = 2


class Refused(Exception):
    """A request on the command line that cannot be met; the message goes to stderr, exit code 2."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code (2 for a request that cannot be met)."""
    given = _parser().parse_args(arguments)
    try:
        tables = load_tables()
        if given.command == "list":
            return _list(tables)
        return _render(given, tables)
    except (Refused, BriefingError, UnknownExhibit, DamagedData) as error:
        print(error, file=sys.stderr)
        return _REFUSED


def parameters(query: str) -> list[tuple[str, str]]:
    """Take the parameters out of a link or a bare query, with or without its "?", in their order.

    >>> parameters("http://localhost:8501/timeline?from=2024-10-01&regions=rason,primorye#top")
    [('from', '2024-10-01'), ('regions', 'rason,primorye')]
    >>> parameters("?from=2024-10-01") == parameters("from=2024-10-01") == parameters("/map?from=2024-10-01")
    True
    """
    text = query.strip()
    head, mark, tail = text.partition("?")
    if mark and "=" not in head:
        text = tail
    elif not mark and (urlsplit(text).scheme or text.startswith("/")):
        text = ""  # a link to a page without any setting
    return parse_qsl(text.partition("#")[0], keep_blank_values=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m components.briefing", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="list the exhibits, one a line: id, then the title for the default filters")
    render = commands.add_parser("render", help="render one exhibit to a file")
    render.add_argument("id", help="the exhibit's id, as `list` gives it")
    render.add_argument("--output", type=Path, required=True, metavar="FILE", help="file to write")
    render.add_argument("--format", default=str(Picture.PNG), help=f"one of {', '.join(FORMATS)} (default png)")
    render.add_argument("--query", default="", metavar="QUERY", help="query or whole link of the view")
    render.add_argument("--size", default=str(Size.SLIDE), help=f"one of {', '.join(Size)} (default slide, 1600×900)")
    render.add_argument("--scale", type=float, default=1, help="pixels a px, 0.5 to 4 (default 1)")
    render.add_argument("--dark", action="store_true", help="draw on the dark ground")
    return parser


def _list(tables: Tables) -> int:
    width = max(map(len, EXHIBITS))
    canvas = Canvas(Size.SLIDE.anatomy.inner, 600, Mode.LIGHT, Medium.STILL)
    for exhibit_id in EXHIBITS:
        title = build(exhibit_id, tables, Selection(), canvas=canvas).title
        print(f"{exhibit_id:<{width}}  {title}")
    return 0


def _render(given: argparse.Namespace, tables: Tables) -> int:
    if given.id not in EXHIBITS:
        raise UnknownExhibit(given.id)
    format = _accepted("format", given.format, FORMATS)
    size = Size(_accepted("size", given.size, tuple(Size)))
    if not 0.5 <= given.scale <= 4:
        raise Refused(f"--scale {given.scale:g} is outside 0.5 to 4.")
    _check_output(given.output)
    query, overruled = merged(parameters(given.query))
    view = read_query(query, tables)
    for notice in (*overruled, *view.notices):
        print(f"Ignored: {notice.message}", file=sys.stderr)
    mode = Mode.DARK if given.dark else Mode.LIGHT
    options = {EVENT: view.event, **view.options}
    exhibit = still.fitted(given.id, tables, view.selection, size=size, mode=mode, options=options)
    if format == CSV:
        content = table_csv(exhibit)
    else:
        content = still.picture(exhibit, size, format=Picture(format), scale=given.scale)
    _write(given.output, content)
    return 0


def _accepted(name: str, value: str, accepted: Sequence[str]) -> str:
    if value.lower() not in accepted:
        raise Refused(f"--{name} {value} is not known. Accepted: {', '.join(accepted)}.")
    return value.lower()


def _check_output(file: Path) -> None:
    if file.is_dir():
        raise Refused(f"--output {file} is a folder; name a file in it.")
    if not file.parent.is_dir():
        raise Refused(f"The folder {file.parent} of --output does not exist; make it first.")


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Refused(f"{file} could not be written: {error.strerror}.") from error


if __name__ == "__main__":
    sys.exit(main())
