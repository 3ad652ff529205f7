"""The tables load typed and at once; changed files are checked in full first."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data import DamagedData, Tables, load_tables
from data.loading import RELEASE_FILE, read_files, read_release
from data.release import make_release
from data.schema import SCHEMA, Content
from data.tables import COUNTS, DATES, FLAGS, GEO_FOLDER, LISTS, NAMES, NUMBERS, TABLES_FOLDER

README = TABLES_FOLDER.parent / "README.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tables, without the routes."""
    return Path(shutil.copytree(TABLES_FOLDER, tmp_path / "tables"))


def replace(path: Path, old: str, new: str) -> None:
    """Change one text of a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_those_of_the_schema(tables: Tables, name: str) -> None:
    assert list(getattr(tables, name).columns) == [column.name for column in SCHEMA[name]]


@pytest.mark.parametrize("name", NAMES)
def test_every_column_has_its_type(tables: Tables, name: str) -> None:
    frame = getattr(tables, name)
    for field in frame:
        kind = frame[field].dtype
        if field in DATES.get(name, ()):
            assert kind == "datetime64[us]"
        elif field in NUMBERS.get(name, ()):
            assert kind == "float64"
        elif field in LISTS.get(name, ()):
            assert frame[field].map(lambda entries: isinstance(entries, tuple)).all()
        elif field in FLAGS.get(name, ()):
            assert kind == "bool"
        elif field in COUNTS.get(name, ()):
            assert kind == "int64"
        else:
            assert isinstance(kind, pd.StringDtype)
            assert frame[field].notna().all()


@pytest.mark.parametrize("name", NAMES)
def test_types_and_schema_agree(name: str) -> None:
    columns = SCHEMA[name]
    assert DATES.get(name, ()) == tuple(column.name for column in columns if column.content is Content.DAY)
    assert NUMBERS.get(name, ()) == tuple(column.name for column in columns if column.content is Content.NUMBER)
    assert LISTS.get(name, ()) == tuple(column.name for column in columns if column.many)


def test_every_row_is_loaded(tables: Tables) -> None:
    rows = {name: len(getattr(tables, name)) for name in NAMES}
    assert rows == {
        "sources": 1018,
        "origins": 217,
        "places": 119,
        "events": 559,
        "metrics": 253,
        "claims": 815,
        "commodities": 49,
        "flows": 503,
        "projects": 76,
        "route_status": 108,
        "routes": 42,
    }


def test_cells_arrive_as_they_are_written(tables: Tables) -> None:
    event = tables.events.set_index("event_id").loc["2008-10-01-khasan-rajin-rebuild-start"]
    assert event["about_regions"] == ("rason", "primorye")
    assert event["date_end"] == pd.Timestamp(2008, 10, 31)
    assert event["later_note"] == ""
    assert event["weight"] == 2
    claim = tables.claims[tables.claims["claim_id"] == "airlift_flights-20241028-ukraine_mission_un"]
    assert claim["best"].tolist() == [7]
    assert claim["low"].isna().all()
    composite = tables.origins.set_index("origin_id")["composite"]
    assert (composite["38_north"], composite["unnamed_media"]) == (False, True)
    assert tables.places.set_index("place_id").loc["artem", "alt_names"] == ("Artyom", "Артём")


def test_the_release_is_that_of_the_files(tables: Tables) -> None:
    release = read_release()
    assert tables.version == release.version
    assert tables.cut_off == release.cut_off == date(2026, 11, 25)
    assert release.released >= release.cut_off


def test_the_version_hashes_names_and_bytes_in_order() -> None:
    contents = read_files(TABLES_FOLDER, GEO_FOLDER)
    digest = hashlib.sha256(b"".join(name.encode() + contents[name] for name in sorted(contents)))
    assert read_release().version == digest.hexdigest()[:8]


def test_an_undamaged_start_does_not_need_the_schema_library() -> None:
    script = "import sys; from data import load_tables; load_tables(); print('pandera' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_damaged_tables_do_not_load(folder: Path) -> None:
    replace(folder / "events.csv", ",confirmed,", ",confirmd,")
    with pytest.raises(DamagedData) as caught:
        load_tables(folder)
    (problem,) = caught.value.problems
    assert (problem.file, problem.row, problem.field) == ("events.csv", 2, "status")
    assert (problem.value, problem.accepted) == ("confirmd", "confirmed")
    assert str(problem) in str(caught.value)


def test_a_missing_table_does_not_load_as_an_empty_one(folder: Path) -> None:
    (folder / "flows.csv").unlink()
    with pytest.raises(DamagedData, match=r"flows\.csv: the file is missing"):
        load_tables(folder)


def test_sound_changes_load_with_a_version_of_their_own(folder: Path, tables: Tables) -> None:
    replace(folder / "places.csv", "Town; planned dry port", "Town")
    changed = load_tables(folder)
    assert changed.version != tables.version
    assert changed.cut_off == tables.cut_off
    assert changed.places.set_index("place_id").loc["artem", "note"] == "Town"


def test_what_a_spreadsheet_program_writes_loads_the_same(folder: Path, tables: Tables) -> None:
    path = folder / "places.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(load_tables(folder).places, tables.places)


def test_a_release_writes_what_the_fast_path_reads(tmp_path: Path, folder: Path) -> None:
    replace(folder / "places.csv", "Town; planned dry port", "Town")
    note = tmp_path / "release.json"
    made = make_release(date(2026, 12, 2), date(2026, 12, 1), folder=folder, path=note)
    assert read_release(note) == made
    assert made.version == load_tables(folder).version
    assert made.cut_off == date(2026, 12, 1)


def test_a_release_repeats_byte_for_byte(tmp_path: Path) -> None:
    release = read_release()
    make_release(release.released, release.cut_off, path=tmp_path / "release.json")
    assert (tmp_path / "release.json").read_bytes() == RELEASE_FILE.read_bytes()


def test_damaged_tables_are_not_released(tmp_path: Path, folder: Path) -> None:
    replace(folder / "events.csv", ",confirmed,", ",confirmd,")
    note = tmp_path / "release.json"
    with pytest.raises(DamagedData):
        make_release(date(2026, 12, 2), date(2026, 12, 1), folder=folder, path=note)
    assert not note.exists()


def test_a_cut_off_before_the_newest_row_is_not_released(tmp_path: Path) -> None:
    with pytest.raises(DamagedData, match="lies after the cut-off 2026-11-01"):
        make_release(date(2026, 11, 25), date(2026, 11, 1), path=tmp_path / "release.json")


def section(name: str) -> str:
    """The part of the schema document that describes one table."""
    text = README.read_text(encoding="utf-8")
    return text.split(f"\n### {name}\n", 1)[1].split("\n### ", 1)[0].split("\n## ", 1)[0]


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_describes_every_column_and_no_other(name: str) -> None:
    described = [line.split("`")[1] for line in section(name).splitlines() if line.startswith("| `")]
    assert described == [column.name for column in SCHEMA[name]]


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_names_every_accepted_code(name: str) -> None:
    rows = {line.split("`")[1]: line for line in section(name).splitlines() if line.startswith("| `")}
    for column in SCHEMA[name]:
        missing = [code for code in column.accepted if f"`{code}`" not in rows[column.name]]
        assert missing == [], column.name


def test_the_readme_describes_every_layer() -> None:
    text = README.read_text(encoding="utf-8")
    missing = [path.name for path in GEO_FOLDER.iterdir() if f"`{path.name}`" not in text]
    assert missing == []


def test_the_release_file_names_every_table() -> None:
    assert set(json.loads(RELEASE_FILE.read_text(encoding="utf-8"))["files"]) == {f"{name}.csv" for name in NAMES}
