"""Reads the CSV files into `Tables`: at once if they equal the release, else after a full check."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from data.problems import DamagedData, Problem, nearest
from data.tables import COUNTS, DATES, FLAGS, GEO_FOLDER, LISTS, NAMES, NUMBERS, TABLES_FOLDER, Tables

RELEASE_FILE = Path(__file__).parent / "release.json"


@dataclass(frozen=True)
class Release:
    """The tables as they were released: what they hash to and up to when sources were read."""

    version: str
    cut_off: date
    released: date
    files: Mapping[str, str]


def read_release(path: Path = RELEASE_FILE) -> Release:
    """Read the release note that lies beside the tables."""
    note = json.loads(path.read_text(encoding="utf-8"))
    return Release(
        version=note["version"],
        cut_off=date.fromisoformat(note["cut_off"]),
        released=date.fromisoformat(note["released"]),
        files=note["files"],
    )


def load_tables(folder: Path = TABLES_FOLDER, geo: Path = GEO_FOLDER) -> Tables:
    """Load the dataset, checked, typed and with its version.

    Files that equal the release were checked when it was made and are only parsed. Any other
    files go through the full check first; `DamagedData` is raised if that finds a problem.

    >>> load_tables().events["event_id"].is_unique
    True
    """
    contents = read_files(folder, geo)
    release = read_release()
    if fingerprints(contents) != release.files:
        # Imported here: the schema library takes a second that an undamaged start need not spend.
        from data.check import find_problems

        problems = find_problems(contents, geo, release.cut_off)
        if problems:
            raise DamagedData(problems)
    return build_tables(contents, release.cut_off)


def read_files(folder: Path, geo: Path) -> dict[str, bytes]:
    """Read every table as bytes, keyed by file name.

    Raises `DamagedData` naming the files that are missing or cannot be read.
    """
    contents, problems = find_files(folder, geo)
    if problems:
        raise DamagedData(problems)
    return contents


def find_files(folder: Path, geo: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Read the tables that can be read, and say why the others cannot."""
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in NAMES:
        path = (geo if name == "routes" else folder) / f"{name}.csv"
        try:
            contents[path.name] = path.read_bytes()
        except FileNotFoundError:
            others = sorted(other.name for other in path.parent.glob("*") if other.stem not in NAMES)
            problems.append(Problem(path.name, message="the file is missing", accepted=nearest(path.name, others)))
        except OSError as error:
            problems.append(Problem(path.name, message=f"the file cannot be read ({error.strerror})"))
    return contents, problems


def fingerprints(contents: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file."""
    return {name: hashlib.sha256(contents[name]).hexdigest() for name in sorted(contents)}


def content_version(contents: Mapping[str, bytes]) -> str:
    """Return the dataset version: eight hex digits over the names and bytes of all files."""
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(name.encode())
        digest.update(contents[name])
    return digest.hexdigest()[:8]


def build_tables(contents: Mapping[str, bytes], cut_off: date) -> Tables:
    """Turn files that are known to be sound into typed frames."""
    frames = {name: build_frame(name, contents[f"{name}.csv"]) for name in NAMES}
    return Tables(**frames, version=content_version(contents), cut_off=cut_off)


def build_frame(name: str, content: bytes) -> pd.DataFrame:
    """Turn the bytes of one sound table into a frame with the column types of `Tables`."""
    header, *records = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    cells = dict(zip(header, zip(*records, strict=True), strict=True))
    return pd.DataFrame({field: typed(name, field, values) for field, values in cells.items()})


def typed(table: str, field: str, cells: tuple[str, ...]) -> pd.Series:
    """Give one column the type that `data.tables` sets for it."""
    if field in DATES.get(table, ()):
        return pd.Series(np.array(cells, dtype="datetime64[D]").astype("datetime64[us]"))
    if field in NUMBERS.get(table, ()):
        return pd.Series(np.array([cell or "nan" for cell in cells], dtype="float64"))
    if field in LISTS.get(table, ()):
        return pd.Series([tuple(cell.split(";")) if cell else () for cell in cells], dtype=object)
    if field in FLAGS.get(table, ()):
        return pd.Series([cell == "true" for cell in cells], dtype=bool)
    if field in COUNTS.get(table, ()):
        return pd.Series([int(cell) for cell in cells], dtype="int64")
    return pd.Series(list(cells), dtype=pd.StringDtype("python", na_value=np.nan))
