"""A reader's own points: what is accepted, what is left out and named, what is refused whole."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.feed import MAX_BYTES, MAX_ROWS, NO_DAY, TOLD, UnusableFeed, day_of, read_feed, shown
from tests.points import KINDS, synthetic_points


def days(text: str) -> list[tuple[date, date]]:
    """The days of a feed whose only column besides the position is `date`."""
    feed = read_feed("f.csv", f"lat,lon,date\n{text}".encode())
    return [(day_of(int(a)), day_of(int(b))) for a, b in zip(feed.first, feed.last, strict=True)]


def refusal(content: bytes) -> str:
    with pytest.raises(UnusableFeed) as caught:
        read_feed("mine.csv", content)
    return str(caught.value)


def test_fifty_thousand_points_are_read_as_they_stand() -> None:
    content = synthetic_points(50_000)
    feed = read_feed("points.csv", content)
    lines = list(csv.DictReader(io.StringIO(content.decode())))
    assert len(feed) == 50_000
    assert feed.names[777] == lines[777]["name"]
    assert float(feed.lat[777]) == pytest.approx(float(lines[777]["lat"]), abs=1e-5)
    assert day_of(int(feed.first[777])).isoformat() == lines[777]["date"]
    assert dict(feed.by_number) == {kind: sum(line["kind"] == kind for line in lines) for kind in KINDS}
    assert feed.left_out == 0


@pytest.mark.parametrize(
    "header",
    [
        "lat,lon",
        "Latitude,Longitude",
        "LAT, lng",
        "ActionGeo_Lat,ActionGeo_Long",
        "\ufefflat,lon",
        "# notes\n\nlat,lon",
    ],
)
def test_the_columns_may_bear_other_names(header: str) -> None:
    feed = read_feed("f.csv", f"{header}\n42.34,130.39\n".encode())
    assert (round(float(feed.lat[0]), 2), round(float(feed.lon[0]), 2)) == (42.34, 130.39)
    assert not feed.dated


def test_semicolons_and_tabs_part_cells_too() -> None:
    for mark in ";\t":
        feed = read_feed("f.csv", f"lat{mark}lon{mark}name\n42.3{mark}130.4{mark}a, b\n".encode())
        assert feed.names == ("a, b",)


def test_columns_that_are_not_read_are_named() -> None:
    assert read_feed("f.csv", b"id,lat,lon,fatalities\n1,2,3,4\n").unused == ("id", "fatalities")


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024-10-08", date(2024, 10, 8), date(2024, 10, 8)),
        ("2024-10-08T23:59:00Z", date(2024, 10, 8), date(2024, 10, 8)),
        ("20241008", date(2024, 10, 8), date(2024, 10, 8)),
        ("08 October 2024", date(2024, 10, 8), date(2024, 10, 8)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_dates_that_can_be_read_for_certain(written: str, first: date, last: date) -> None:
    assert days(f"42,130,{written}") == [(first, last)]


@pytest.mark.parametrize("written", ["08/10/2024", "2024-13", "2024-02-30", "yesterday", "1677-01-01", "2999"])
def test_a_date_that_is_not_certain_leaves_the_line_out_and_says_so(written: str) -> None:
    feed = read_feed("f.csv", f"lat,lon,date\n42,130,2024-01-01\n42,130,{written}\n".encode())
    assert (len(feed), feed.left_out) == (1, 1)
    assert str(feed.problems[0]).startswith(f'f.csv, row 3, field date: "{written}"')


@pytest.mark.parametrize(
    "cell", ["999", "-91", "nan", "inf", "1_0", "٤٢", "abc", "", "42,5", "=1+1", "@@=window.hacked=1", "0x10"]
)
def test_a_latitude_that_is_none_leaves_the_line_out_with_its_number(cell: str) -> None:
    feed = read_feed("f.csv", f'lat,lon\n1,2\n"{cell}",130\n3,4\n'.encode())
    assert feed.lat.tolist() == [1, 3]
    assert "row 3, field lat" in str(feed.problems[0])


def test_only_the_first_bad_lines_are_told_but_all_are_counted() -> None:
    feed = read_feed("f.csv", ("lat,lon\n1,2\n" + "x,y\n" * 500).encode())
    assert (feed.left_out, len(feed.problems)) == (500, TOLD)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"lat,lon\n", "a header but no rows"),
        (b"42.3,130.4\n42.4,130.5\n", "no header"),
        (b"latt,lon\n1,2\n", "there is no column lat; nearest: latt"),
        (b"name,kind\na,b\n", "there is no column lat; the file has name and kind; accepted names: lat, latitude"),
        (b"lat,lon\nx,y\n", "no line could be used"),
        (b"lat,lon\n1,\x002\n", "row 2: a NUL byte"),
        ("lat,lon,name\n1,2,Владивосток\n".encode("cp1251"), "row 2: byte 0xc2 is not UTF-8"),
        ("lat,lon\n1,2\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04workbook", "save it as CSV"),
        (b'lat,lon,name\n1,2,"never closed\n', "row 2: a quotation mark is not closed"),
        (b"lat,lon,name\n1,2," + b"a" * 200_000 + b"\n", "row 2: a cell of more than 131,072 signs"),
        (b'\xef\xbb\xbf{"type": "FeatureCollection"}', "no CSV but JSON, XML or a web page"),
        (b"<html><script>window.hacked=1</script>", "no CSV but JSON, XML or a web page"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_in_plain_words(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_a_file_over_the_limits_is_refused() -> None:
    assert "larger than 20 MB" in refusal(b"lat,lon\n" + b"1,2\n" * (MAX_BYTES // 4 + 1))
    assert f"more than {MAX_ROWS:,} rows" in refusal(b"lat,lon\n" + b"1,2\n" * (MAX_ROWS + 1))
    assert len(read_feed("f.csv", b"lat,lon\n" + b"1,2\n" * MAX_ROWS)) == MAX_ROWS


def test_a_reader_is_asked_about_swapped_columns_only_where_that_would_help() -> None:
    feed = read_feed("f.csv", b"lat,lon\n42,130\n999,1\n130,999\n130,x\n130,42\n1,999\n")
    assert ["swapped" in str(problem) for problem in feed.problems] == [False, False, False, True, False]


def test_a_day_that_no_calendar_has_is_called_so() -> None:
    feed = read_feed("f.csv", b"lat,lon,date\n42,130,2024-10-08\n42,130,2024-02-30\n42,130,08/10/2024\n")
    assert str(feed.problems[0]).endswith('"2024-02-30" is no day of the calendar')
    assert "cannot be read for certain" in str(feed.problems[1])


def test_names_lose_what_hides_or_turns_text_and_nothing_else() -> None:
    content = 'lat,lon,name\n1,2,"a\u202eb\nc\u200b"\n1,2,<b>bold</b> @@=1 =cmd|\' 라진 Курск\n1,2,' + "x" * 500
    feed = read_feed("../../e\u202evil.csv", content.encode())
    assert feed.names[:2] == ("a b c", "<b>bold</b> @@=1 =cmd|' 라진 Курск")
    assert len(feed.names[2]) == 120
    assert "\u202e" not in feed.file


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fall_over(content: bytes) -> None:
    try:
        feed = read_feed("f.csv", b"lat,lon,date,name\n1,2,,\n" + content)
    except UnusableFeed:
        return
    assert len(feed) == len(feed.names) > 0
    assert abs(feed.lat).max() <= 90


def test_the_date_range_keeps_what_overlaps_it_and_counts_the_rest() -> None:
    feed = read_feed("f.csv", b"lat,lon,date\n1,1,2023-12-31\n1,1,2024\n1,1,2024-05-01\n1,1,\n")
    assert feed.first[3] == NO_DAY
    kept = shown(feed, date(2024, 5, 1), date(2024, 5, 31))
    assert (kept.drawn, kept.outside, kept.undated) == (2, 1, 1)
    whole = shown(feed, None, None)
    assert (whole.drawn, whole.outside, whole.undated) == (4, 0, 0)


def test_a_file_without_dates_is_not_reached_by_them() -> None:
    feed = read_feed("f.csv", b"lat,lon,kind\n1,1,a\n1,1,b\n")
    assert shown(feed, date(2024, 5, 1), None).drawn == 2
    assert shown(feed, date(2024, 5, 1), None, "b").other == 1
