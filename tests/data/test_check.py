"""Each guard of the check is tripped on a damaged copy, and says where, what, and what would pass."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data.__main__ import main
from data.check import check_tables
from data.problems import PRINTED_PROBLEMS, DamagedData, Problem
from data.tables import GEO_FOLDER, TABLES_FOLDER


class Copy:
    """A copy of the shipped tables that a test may damage."""

    def __init__(self, folder: Path) -> None:
        self.tables = folder / "tables"
        self.geo = folder / "geo"
        shutil.copytree(TABLES_FOLDER, self.tables)
        self.geo.mkdir()
        for name in ("routes.csv", "routes.geojson"):
            shutil.copy(GEO_FOLDER / name, self.geo)

    def path(self, table: str) -> Path:
        return (self.geo if table == "routes" else self.tables) / f"{table}.csv"

    def rows(self, table: str) -> list[list[str]]:
        with self.path(table).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, table: str, rows: list[list[str]]) -> None:
        with self.path(table).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def find(self, table: str, key: str) -> tuple[list[list[str]], int]:
        rows = self.rows(table)
        return rows, next(position for position, cells in enumerate(rows) if cells[0] == key)

    def set(self, table: str, key: str, **cells: str) -> int:
        """Change cells of the row with this key; returns the row as a spreadsheet numbers it."""
        rows, position = self.find(table, key)
        for field, value in cells.items():
            rows[position][rows[0].index(field)] = value
        self.write(table, rows)
        return position + 1

    def lines(self) -> list[str]:
        return [str(problem) for problem in check_tables(self.tables, self.geo).problems]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


FIRST_WAVE = "2024-10-08-first-wave-chongjin"
AIRLIFT = "airlift_flights-20241028-ukraine_mission_un"
REVISED = "troops_deployed-20251213-nis"
PART = "RUS-PRK-pork-2024-agroexport"
BRIDGE = "tumen-road-bridge-09"


def test_the_shipped_tables_have_no_problem() -> None:
    assert check_tables().problems == ()


CELLS = [
    ("events", FIRST_WAVE, "status", "confirmd", '"confirmd" is not accepted; nearest: confirmed'),
    ("events", FIRST_WAVE, "status", "", "must not be empty"),
    ("events", FIRST_WAVE, "weight", "4", '"4" is not accepted; nearest: 3'),
    ("events", FIRST_WAVE, "weight", "high", '"high" is not accepted; nearest: one of 1, 2, 3'),
    ("events", FIRST_WAVE, "about_regions", "rason;kursk", '"kursk" is not accepted; nearest: kursk_front'),
    ("events", FIRST_WAVE, "about_regions", "rason;;primorye", "the list has an empty entry"),
    ("events", FIRST_WAVE, "about_regions", "rason;primorye;rason", '"rason" stands twice in the list'),
    (
        "events",
        FIRST_WAVE,
        "date_start",
        "2024-02-30",
        '"2024-02-30" is not a day of the calendar, written YYYY-MM-DD; nearest: 2024-02-29',
    ),
    ("events", FIRST_WAVE, "date_start", "0202-10-08", '"0202-10-08" is not a day of the calendar, written YYYY-MM-DD'),
    (
        "events",
        FIRST_WAVE,
        "date_start",
        "18.10.2024",
        '"18.10.2024" is not a day of the calendar, written YYYY-MM-DD; nearest: 2024-10-18',
    ),
    (
        "events",
        FIRST_WAVE,
        "title",
        " First wave",
        '" First wave" has a blank at its start or end; nearest: First wave',
    ),
    ("events", FIRST_WAVE, "title", "First\nwave", '"First wave" holds a line break, control or replacement character'),
    ("events", FIRST_WAVE, "label", "x" * 35, f'"{"x" * 35}" is longer than 34 characters'),
    (
        "events",
        FIRST_WAVE,
        "source_ids",
        "tass-20140408-rajim",
        '"tass-20140408-rajim" is not in sources.csv; nearest: tass-20140408-rajin',
    ),
    ("events", FIRST_WAVE, "origins", "nsi", '"nsi" is not in origins.csv; nearest: nis'),
    ("events", FIRST_WAVE, "source_ids", "", "must not be empty"),
    ("claims", AIRLIFT, "metric", "airlift_flight", '"airlift_flight" is not in metrics.csv; nearest: airlift_flights'),
    ("claims", AIRLIFT, "unit", "persons", '"persons" is not the unit of airlift_flights; nearest: flights'),
    ("claims", AIRLIFT, "best", "", "low, best and high are all empty"),
    ("claims", AIRLIFT, "best", "1,200", '"1,200" is not a plain number; nearest: 1200'),
    ("claims", AIRLIFT, "best", "nan", '"nan" is not a plain number'),
    ("claims", AIRLIFT, "best", "inf", '"inf" is not a plain number'),
    ("claims", AIRLIFT, "low", "8", '"8" is above best (7)'),
    (
        "claims",
        AIRLIFT,
        "subject",
        "PKR",
        '"PKR" is not an ISO 3166 alpha-3 country code; nearest: PRK',
    ),
    ("claims", AIRLIFT, "period_start", "2024-10-29", '"2024-10-29" is later than period_end (2024-10-28)'),
    ("claims", AIRLIFT, "said_on", "2026-11-26", '"2026-11-26" lies after the cut-off 2026-11-25'),
    ("claims", AIRLIFT, "said_precision", "", "must not be empty beside said_on"),
    ("claims", AIRLIFT, "place_id", "kursks", '"kursks" is not in places.csv; nearest: kursk'),
    ("sources", "tass-20140408-rajin", "url", "javascript:alert(1)", "is not a full http or https address"),
    ("sources", "tass-20140408-rajin", "url", "https://user@example.org/", "is not a full http or https address"),
    ("sources", "tass-20140408-rajin", "lang", "english", '"english" is not a two-letter language code (ISO 639-1)'),
    ("sources", "tass-20140408-rajin", "published", "2026-11-24", '"2026-11-24" is later than accessed (2026-11-23)'),
    ("places", "rajin", "lat", "91", '"91" is not between -90 and 90'),
    ("places", "rajin", "lon", "-181", '"-181" is not between -180 and 180'),
    ("places", "rajin", "region", "rasson", '"rasson" is not accepted; nearest: rason'),
    ("origins", "nis", "family", "nise", '"nise" is neither the origin itself nor a known family; nearest: nis'),
    ("origins", "nis", "composite", "no", '"no" is not accepted'),
    ("commodities", "aircraft", "hs", "8x", '"8x" is not a tariff code of two to ten digits (HS)'),
    ("commodities", "aircraft", "parent", "al", '"al" is not in commodities.csv; nearest: all'),
    ("flows", PART, "value_usd_best", "-1", '"-1" is less than 0'),
    ("flows", PART, "basis", "unquantified", "does not fit: unquantified means that no figure is given"),
    ("flows", PART, "importer", "RUS", '"RUS" is the exporter as well'),
    ("flows", PART, "period_end", "2025-12-31", "covers 2024-01-01 to 2024-12-31 only, less than this row's period"),
    ("flows", PART, "origin", "kotra", "is by another origin (agroexport)"),
    ("projects", BRIDGE, "promise_of", BRIDGE, f"leads back to the row itself ({BRIDGE} > {BRIDGE})"),
    ("projects", BRIDGE, "promise_of", "rajin-1996-plan-01", "belongs to another project (rajin-1996-plan)"),
    ("projects", BRIDGE, "project", "Another bridge", "is not the name of tumen-road-bridge"),
    ("routes", "rail_transsib", "via", "chita;omks", '"omks" is not in places.csv; nearest: omsk'),
    ("routes", "rail_transsib", "to_place_id", "vladivostok", '"vladivostok" is where the route begins as well'),
]


@pytest.mark.parametrize(("table", "key", "field", "value", "said"), CELLS)
def test_a_bad_cell_is_named(copy: Copy, table: str, key: str, field: str, value: str, said: str) -> None:
    row = copy.set(table, key, **{field: value})
    named = [line for line in copy.lines() if line.startswith(f"{table}.csv, row {row}, field ")]
    assert any(said in line for line in named), named


def test_one_bad_cell_is_one_problem_with_all_its_parts(copy: Copy) -> None:
    row = copy.set("events", FIRST_WAVE, status="confirmd")
    expected = Problem("events.csv", row, "status", "confirmd", "is not accepted", "confirmed")
    assert check_tables(copy.tables, copy.geo).problems == (expected,)
    assert str(expected) == (f'events.csv, row {row}, field status: "confirmd" is not accepted; nearest: confirmed')


def _coarse_event(copy: Copy) -> str:
    row = copy.set("events", FIRST_WAVE, date_precision="month", date_start="2024-10-02", date_end="2024-10-30")
    return f'events.csv, row {row}, field date_end: "2024-10-30" is not the last day of its month; nearest: 2024-10-31'


def _coarse_start(copy: Copy) -> str:
    row = copy.set("events", FIRST_WAVE, date_precision="quarter", date_start="2024-10-02", date_end="2024-12-31")
    message = '"2024-10-02" is not the first day of its quarter; nearest: 2024-10-01'
    return f"events.csv, row {row}, field date_start: {message}"


def _reversed_event(copy: Copy) -> str:
    row = copy.set("events", FIRST_WAVE, date_start="2024-10-20", date_end="2024-10-08")
    return f'events.csv, row {row}, field date_start: "2024-10-20" is later than date_end (2024-10-08)'


def _coarse_claim(copy: Copy) -> str:
    row = copy.set("claims", AIRLIFT, date_precision="year", as_of_basis="stated", as_of="2024-10-28")
    return f'claims.csv, row {row}, field as_of: "2024-10-28" is not the last day of its year; nearest: 2024-12-31'


def _other_day_than_period(copy: Copy) -> str:
    row = copy.set("claims", AIRLIFT, as_of="2024-10-27")
    message = '"2024-10-27" is not the period_end (2024-10-28), although as_of_basis says so; nearest: 2024-10-28'
    return f"claims.csv, row {row}, field as_of: {message}"


def _coarse_milestone(copy: Copy) -> str:
    row = copy.set("projects", "artem-dry-port-01", actual_precision="month")
    message = '"2025-11-05" is not the last day of its month; nearest: 2025-11-30'
    return f"projects.csv, row {row}, field actual_date: {message}"


def _done_without_day(copy: Copy) -> str:
    row = copy.set("projects", "artem-dry-port-01", status="done", actual_date="", actual_precision="")
    return f"projects.csv, row {row}, field actual_date: must not be empty where status is done"


def _coarse_route_status(copy: Copy) -> str:
    rows = copy.rows("route_status")
    row = next(row for row, cells in enumerate(rows, 1) if cells[:3] == ["rail_khasan_rajin", "2008-10-01", "month"])
    rows[row - 1][1] = "2008-10-02"
    copy.write("route_status", rows)
    message = '"2008-10-02" is neither the first nor the last day of its month; nearest: 2008-10-01'
    return f"route_status.csv, row {row}, field from_date: {message}"


def _range_without_best(copy: Copy) -> str:
    row = copy.set("claims", AIRLIFT, low="9", best="", high="8")
    return f'claims.csv, row {row}, field low: "9" is above high (8)'


def _known_without_day(copy: Copy) -> str:
    row = copy.set("events", FIRST_WAVE, public_from="")
    return f'events.csv, row {row}, field public_from: must be empty exactly where public_basis is "unknown"'


def _revises_other_metric(copy: Copy) -> str:
    row = copy.set("claims", AIRLIFT, supersedes=REVISED)
    message = f'"{REVISED}" has another metric ("troops_deployed" there, "airlift_flights" here)'
    return f"claims.csv, row {row}, field supersedes: {message}"


def _revises_later_claim(copy: Copy) -> str:
    rows = copy.rows("claims")
    at = rows[0].index("supersedes")
    later, earlier = next((cells[0], cells[at]) for cells in rows[1:] if cells[at])
    row = copy.set("claims", earlier, supersedes=later)
    return f'claims.csv, row {row}, field supersedes: "{later}" leads back to the row itself ({earlier} > '


def _cycle_of_parts(copy: Copy) -> str:
    row = copy.set("flows", "RUS-PRK-food-2024-agroexport", part_of=PART)
    loop = "RUS-PRK-food-2024-agroexport > RUS-PRK-pork-2024-agroexport > RUS-PRK-food-2024-agroexport"
    return f'flows.csv, row {row}, field part_of: "{PART}" leads back to the row itself ({loop})'


def _part_of_another_trade(copy: Copy) -> str:
    row = copy.set("flows", PART, part_of="CHN-PRK-all-2010-kotra")
    return f'flows.csv, row {row}, field part_of: "CHN-PRK-all-2010-kotra" is trade from CHN to PRK, other than'


def _journey_without_movement(copy: Copy) -> str:
    row = copy.set("events", "2008-10-01-khasan-rajin-rebuild-start", movement="")
    message = "must be filled exactly where from_place_id and to_place_id are"
    return f"events.csv, row {row}, field movement: {message}"


def _path_unknown_with_route(copy: Copy) -> str:
    row = copy.set("events", "2008-10-01-khasan-rajin-rebuild-start", route_path="unknown")
    return f'events.csv, row {row}, field route_ids: "rail_khasan_rajin" do not fit the route_path "unknown"'


def _legs_apart(copy: Copy) -> str:
    row = copy.set("events", "2008-10-01-khasan-rajin-rebuild-start", route_ids="rail_khasan_rajin;rail_moscow_kursk")
    message = '"rail_moscow_kursk" does not begin where rail_khasan_rajin ends'
    return f"events.csv, row {row}, field route_ids: {message}"


def _wrong_mode(copy: Copy) -> str:
    row = copy.set("events", "2008-10-01-khasan-rajin-rebuild-start", mode="sea")
    return f'events.csv, row {row}, field mode: "sea" does not hold the mode of rail_khasan_rajin; nearest: rail'


def _route_without_line(copy: Copy) -> str:
    lines = copy.geo / "routes.geojson"
    lines.write_text(lines.read_text(encoding="utf-8").replace('"id":"rail_transsib"', '"id":"rail_transib"'))
    return 'routes.csv, row 2, field route_id: "rail_transsib" has no line in routes.geojson; nearest: rail_transib'


def _duplicate_id(copy: Copy) -> str:
    rows, position = copy.find("events", FIRST_WAVE)
    copy.write("events", [*rows, rows[position]])
    message = f'"{FIRST_WAVE}" stands in row {position + 1} already'
    return f"events.csv, row {len(rows) + 1}, field event_id: {message}"


def _duplicate_pair(copy: Copy) -> str:
    rows = copy.rows("route_status")
    copy.write("route_status", [*rows, rows[1]])
    message = f'"{rows[1][0]}" stands in row 2 already with the same from_date'
    return f"route_status.csv, row {len(rows) + 1}, field route_id: {message}"


def _unknown_column(copy: Copy) -> str:
    rows = copy.rows("places")
    rows[0][rows[0].index("region")] = "regions"
    copy.write("places", rows)
    return 'places.csv, row 1: column "regions" is not known; nearest: region'


def _missing_column(copy: Copy) -> str:
    rows = copy.rows("places")
    copy.write("places", [cells[:-1] for cells in rows])
    return "places.csv, row 1, field source: the column is missing"


def _column_twice(copy: Copy) -> str:
    rows = copy.rows("places")
    rows[0][2] = "name"
    copy.write("places", rows)
    return "places.csv, row 1, field name: the column stands twice in the header"


def _short_row(copy: Copy) -> str:
    rows, position = copy.find("places", "rajin")
    rows[position] = rows[position][:-2]
    copy.write("places", rows)
    message = "the row has 10 cells instead of 12; this field is the first one missing"
    return f"places.csv, row {position + 1}, field note: {message}"


def _long_row(copy: Copy) -> str:
    rows, position = copy.find("places", "rajin")
    rows[position] += ["more"]
    copy.write("places", rows)
    return f'places.csv, row {position + 1}: "more" is one cell too many: the row has 13 cells instead of 12'


def _blank_row(copy: Copy) -> str:
    rows = copy.rows("places")
    copy.write("places", [*rows[:3], [], *rows[3:]])
    return "places.csv, row 4: the row is blank"


def _semicolons(copy: Copy) -> str:
    copy.path("places").write_text("place_id;name;alt_names;lat;lon\nrajin;Rajin;;42;130\n", encoding="utf-8")
    return "places.csv, row 1: the cells are separated by semicolons; commas are needed"


def _open_quote(copy: Copy) -> str:
    path = copy.path("places")
    row = len(copy.rows("places")) + 1
    path.write_text(path.read_text(encoding="utf-8") + 'zz,"never closed\n', encoding="utf-8")
    return f"places.csv, row {row}: a quotation mark is not closed; the rows from here on were not read"


def _not_utf8(copy: Copy) -> str:
    path = copy.path("places")
    path.write_bytes(path.read_bytes().replace("Артём".encode(), "Артём".encode("cp1251")))
    return "places.csv, row 3: byte 0xc0 is not UTF-8: save the file as CSV (UTF-8)"


def _utf16(copy: Copy) -> str:
    path = copy.path("places")
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16")
    return "places.csv: the file is UTF-16: save it as CSV (UTF-8)"


def _workbook(copy: Copy) -> str:
    copy.path("places").write_bytes(b"PK\x03\x04 and so on")
    return "places.csv: no CSV but a workbook, archive or PDF: save it as CSV (UTF-8)"


def _failed_decoding(copy: Copy) -> str:
    row = copy.set("places", "artem", name="Art\ufffdm")
    return f"places.csv, row {row}, field name: "


def _empty_file(copy: Copy) -> str:
    copy.path("flows").write_bytes(b"")
    return "flows.csv: the file is empty"


def _header_only(copy: Copy) -> str:
    copy.write("flows", copy.rows("flows")[:1])
    return "flows.csv: the file has a header but no rows"


def _missing_file(copy: Copy) -> str:
    copy.path("flows").rename(copy.tables / "flow.csv")
    return "flows.csv: the file is missing; nearest: flow.csv"


def _folder_for_a_file(copy: Copy) -> str:
    copy.path("flows").unlink()
    copy.path("flows").mkdir()
    return "flows.csv: the file cannot be read (Is a directory)"


def _no_lines(copy: Copy) -> str:
    (copy.geo / "routes.geojson").unlink()
    return "routes.geojson: the file is missing"


def _broken_lines(copy: Copy) -> str:
    (copy.geo / "routes.geojson").write_text("{", encoding="utf-8")
    return "routes.geojson: the file cannot be read (JSONDecodeError"


DAMAGES = [value for name, value in list(globals().items()) if name.startswith("_") and callable(value)]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_a_damage_is_named(copy: Copy, damage: Callable[[Copy], str]) -> None:
    said = damage(copy)
    lines = copy.lines()
    assert any(line.startswith(said) for line in lines), f"{said}\nnot in\n" + "\n".join(lines[:20])


@pytest.mark.parametrize(
    "damage", [_short_row, _unknown_column, _empty_file, _header_only, _utf16, _open_quote, _blank_row]
)
def test_a_damaged_form_brings_no_flood(copy: Copy, damage: Callable[[Copy], str]) -> None:
    damage(copy)
    assert len(copy.lines()) <= 2


def test_a_table_without_rows_is_one_problem(copy: Copy) -> None:
    copy.write("events", copy.rows("events")[:1])
    assert [line for line in copy.lines() if line] == ["events.csv: the file has a header but no rows"]


def test_rows_are_counted_as_a_spreadsheet_counts_them(copy: Copy) -> None:
    rows = copy.rows("places")
    rows[1][rows[0].index("note")] = "one\ntwo\nthree"
    rows[2][rows[0].index("kind")] = "prot"
    copy.write("places", rows)
    assert copy.lines() == [
        'places.csv, row 2, field note: "one two three" holds a line break, control or replacement character',
        'places.csv, row 3, field kind: "prot" is not accepted; nearest: port',
    ]


def test_what_a_spreadsheet_program_writes_is_accepted(copy: Copy) -> None:
    path = copy.path("places")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert copy.lines() == []


def test_problems_come_in_the_order_of_files_and_rows(copy: Copy) -> None:
    copy.set("flows", PART, basis="guess")
    copy.set("events", FIRST_WAVE, status="so")
    copy.set("events", "2008-10-01-khasan-rajin-rebuild-start", status="so")
    problems = check_tables(copy.tables, copy.geo).problems
    assert [problem.file for problem in problems] == ["events.csv", "events.csv", "flows.csv"]
    assert problems[0].row < problems[1].row


def test_an_error_lists_some_problems_and_counts_the_others() -> None:
    damage = DamagedData(Problem("events.csv", row, "status", "x", "is not accepted") for row in range(2, 52))
    lines = str(damage).splitlines()
    assert lines[0] == "50 problems in the tables"
    assert lines[1] == 'events.csv, row 2, field status: "x" is not accepted'
    assert lines[-1] == f"and {50 - PRINTED_PROBLEMS} more (python -m data check lists all)"


def test_a_long_cell_is_quoted_short() -> None:
    assert len(str(Problem("events.csv", 2, "title", "x" * 5000, "is wrong"))) < 120


def test_the_command_prints_counts_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "0 problems"
    assert "cut-off 2026-11-25, version " in lines[-2]
    assert any(line.split()[:3] == ["events", "559", "rows"] for line in lines)
    assert any(line.startswith("dates ") for line in lines)


def test_the_command_lists_problems_and_fails(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    row = copy.set("events", FIRST_WAVE, status="confirmd")
    assert main(["check", "--tables", str(copy.tables)]) == 1
    out = capsys.readouterr().out
    assert "\n1 problem\n" in out
    assert f'events.csv, row {row}, field status: "confirmd" is not accepted; nearest: confirmed' in out


def test_a_fault_of_every_row_is_told_a_few_times_and_counted(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    rows = copy.rows("places")
    copy.write("places", [rows[0], *([*row, "more"] for row in rows[1:])])
    assert main(["check", "--tables", str(copy.tables)]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("places.csv")]
    rest = len(rows) - 1 - 11
    assert len(told) == 12
    assert told[-1] == (
        f"places.csv: is one cell too many: the row has 13 cells instead of 12, in {rest} more rows from row 13 on"
    )


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--tables", str(tmp_path / "nowhere")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_an_empty_folder_names_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--tables", str(tmp_path)]) == 1
    assert capsys.readouterr().out.count(": the file is missing") == 10


def test_a_bad_day_on_the_command_line_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["check", "--cut-off", "yesterday"])
    assert stop.value.code == 2
    assert '"yesterday" is not a day written YYYY-MM-DD' in capsys.readouterr().err
