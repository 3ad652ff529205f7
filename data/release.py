"""Makes the release note that lets an undamaged dataset load without the full check."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from data.check import check_tables
from data.loading import RELEASE_FILE, Release, content_version, fingerprints, read_files
from data.problems import DamagedData
from data.tables import GEO_FOLDER, TABLES_FOLDER


def make_release(
    released: date,
    cut_off: date,
    *,
    folder: Path = TABLES_FOLDER,
    geo: Path = GEO_FOLDER,
    path: Path = RELEASE_FILE,
) -> Release:
    """Check the tables in full and write what they hash to; raises `DamagedData` and writes nothing if unsound."""
    findings = check_tables(folder, geo, cut_off=cut_off)
    if findings.problems:
        raise DamagedData(findings.problems)
    contents = read_files(folder, geo)
    release = Release(content_version(contents), cut_off, released, fingerprints(contents))
    note = {
        "version": release.version,
        "cut_off": cut_off.isoformat(),
        "released": released.isoformat(),
        "files": dict(release.files),
    }
    path.write_text(json.dumps(note, indent=2) + "\n", encoding="utf-8")
    return release
