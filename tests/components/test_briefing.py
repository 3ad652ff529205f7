"""Stills: the frame holds what the contract asks for, the picture keeps its place, the file is what was asked."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PIL import Image

from components.briefing import (
    IncompleteExhibit,
    NoBrowser,
    Picture,
    Size,
    chrome,
    compose,
    find_browser,
    fit,
    picture,
    plain_csv,
    table_csv,
)
from components.briefing.__main__ import FORMATS, main, parameters
from components.briefing.breaks import broken, title_lines
from components.briefing.frame import frame
from components.briefing.still import fitted
from components.charts.glyphs import status_mark, swatch
from components.charts.measure import text_width
from components.exhibits.contract import Canvas, Evidence, Exhibit, KeyItem
from components.exhibits.link import read_query
from components.exhibits.making import finish, nothing
from components.exhibits.register import EXHIBITS
from components.theme import PALETTES, Mode
from data import Selection, Tables
from data.vocabulary import Status
from tests.chromium import ADVICE, found
from tests.serving import ROOT

SELECTION = Selection()
HOSTILE = '<b>bold</b> & <a href="javascript:alert(1)">link</a>'
LONG = (
    "Seoul raised its count of the dead from at least 100 to 2 000; four named origins put killed and wounded at " * 2
)

Build = Callable[..., Exhibit]


@pytest.fixture(scope="module")
def build(tables: Tables) -> Build:
    """A builder of a small exhibit of real rows: events by year, with the title and key that are wanted."""
    years = tables.events["date_start"].dt.year.value_counts().sort_index().loc[2022:]
    most = int(years.idxmax())

    def made(canvas: Canvas, *, title: str = "", note: str = "By start date.", statuses: int = 6) -> Exhibit:
        bars = {
            "type": "bar",
            "x": [int(year) for year in years.index],
            "y": [int(count) for count in years],
            "marker": {"color": [canvas.palette.accent] * len(years)},
        }
        layout = {
            "width": canvas.width,
            "height": canvas.height,
            "margin": {"l": 60, "r": 10, "t": 12, "b": 30},
            "xaxis": {"tickvals": [int(year) for year in years.index], "tickformat": "d"},
            "annotations": [{"text": str(years.max()), "x": most, "y": int(years.max()), "showarrow": False}],
        }
        marks = [KeyItem(s.label, status_mark(s, canvas.palette.ink), rule=not i) for i, s in enumerate(Status)]
        return finish(
            id="timeline",
            tables=tables,
            selection=SELECTION,
            canvas=canvas,
            options={},
            title=title or f"{most} has the most events of any year, {years.max()}",
            subtitle="Events by year of their start",
            chart={"data": [bars], "layout": layout},
            key=[KeyItem("DPRK → Russia", swatch(canvas.palette.dprk_to_russia)), *marks[:statuses]],
            rows=pd.DataFrame({"Year": years.index, "Events": years.to_numpy()}),
            evidence=Evidence(events=tables.events),
            note=note,
            alt=f"Bars of events by year; {most} is the longest.",
        )

    return made


@pytest.fixture(scope="module")
def drawing() -> Iterator[None]:
    """The browser that draws; ended when the module's tests are over."""
    path = found()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(ADVICE)
    before = os.environ.get("BROWSER_PATH")
    os.environ["BROWSER_PATH"] = str(path)
    yield
    chrome.stop()
    del os.environ["BROWSER_PATH"]
    if before is not None:
        os.environ["BROWSER_PATH"] = before


def for_slide(build: Build, size: Size = Size.SLIDE, mode: Mode = Mode.LIGHT, **wanted: Any) -> Exhibit:
    return fit(lambda canvas: build(canvas, **wanted), size, mode)


def image_of(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


# The frame


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("title", ["Short", LONG[:120], LONG, "W" * 200])
def test_titles_keep_to_two_lines_inside_the_margins(size: Size, title: str) -> None:
    lines, style = title_lines(title, size.anatomy)
    assert 1 <= len(lines) <= 2
    assert all(text_width(line, style.size, weight=600) <= size.anatomy.inner for line in lines)
    assert style.size >= 0.75 * size.anatomy.title.size
    whole = " ".join(lines) == title.strip() or "".join(lines) == title
    assert whole or lines[-1].endswith("…")


@pytest.mark.parametrize("width", range(150, 700, 11))
def test_no_line_ends_inside_a_date_or_a_number(width: int) -> None:
    text = "Of 12 000 men, 7 Mar – 5 Nov 2024 (Apr–May 2024): 34 million USD · October 2024"
    lines = broken(text, width, 14)
    assert " ".join(lines) == text
    whole = ("12 000", "7 Mar –", "5 Nov 2024", "Apr–May 2024", "34 million USD ·", "October 2024")
    assert all(any(part in line for line in lines) for part in whole)


def test_titles_break_between_clauses_where_both_fit() -> None:
    title = "Khasan-Tumangang freight resumes (2 Nov 2022); Engineers back, Kim admits 9 dead (12 Dec 2025)"
    assert title_lines(title, Size.SLIDE.anatomy)[0] == [
        "Khasan-Tumangang freight resumes (2 Nov 2022);",
        "Engineers back, Kim admits 9 dead (12 Dec 2025)",
    ]


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("wanted", [{}, {"title": LONG, "note": LONG * 3}, {"title": "One line", "note": ""}])
def test_frame_leaves_the_picture_a_room_of_its_own(build: Build, size: Size, wanted: dict[str, Any]) -> None:
    exhibit = for_slide(build, size, **wanted)
    around = frame(exhibit, size)
    top, bottom = around.top, around.top + around.height
    assert exhibit.canvas.height == around.height > 0.4 * size.anatomy.height
    assert exhibit.canvas.width == around.width
    for line in around.lines:
        assert line.y + line.size / 2 <= top or line.y - line.size / 2 >= bottom, line.text
        width = text_width(line.text, line.size, weight=line.weight)
        start = line.x - width if line.right else line.x
        assert start >= size.anatomy.margin - 0.5, line.text
        assert start + width <= size.anatomy.width - size.anatomy.margin + 0.5, line.text
    assert all(mark.y + mark.glyph.height / 2 <= top for mark in around.marks)


@pytest.mark.parametrize("size", Size)
def test_lines_of_the_frame_do_not_run_into_each_other(build: Build, size: Size) -> None:
    lines = frame(for_slide(build, size, title=LONG, note=LONG), size).lines
    rows: dict[float, list[Any]] = {}
    for line in lines:
        rows.setdefault(line.y, []).append(line)
    for upper, lower in pairwise(sorted(rows)):
        tallest = max(line.size for line in [*rows[upper], *rows[lower]])
        assert lower - upper >= 0.95 * tallest
    for row in rows.values():
        ends = sorted(
            (line.x - width, line.x) if line.right else (line.x, line.x + width)
            for line in row
            for width in [text_width(line.text, line.size, weight=line.weight)]
        )
        assert all(start - end >= 6 for (_, end), (start, _) in pairwise(ends))


def test_frame_says_every_part_of_the_contract(build: Build) -> None:
    exhibit = for_slide(build)
    said = " ".join(line.text for line in frame(exhibit, Size.SLIDE).lines)
    parts = [
        exhibit.title,
        exhibit.subtitle,
        exhibit.version,
        exhibit.note,
        exhibit.handling,
        "Tumen Watch",
        "/timeline",
    ]
    parts += [*exhibit.sources.origins[:3], *(item.label for item in exhibit.key)]
    assert [part for part in parts if part not in said] == []
    assert exhibit.footer in said


LONG_FILTERS = {
    "from": "2023-01-01",
    "to": "2024-11-01",
    "known": "2024-11-15",
    "regions": "kursk_front,primorye,rason,russia_other",
    "categories": "troop_deployment,combat,casualties,arms_transfer,technology_transfer,statement,assessment",
    "statuses": "confirmed,reported,claimed,assessed",
    "origins": "nis,hur,us_dod,kremlin,38_north,csis,zelenskyy,rok_jcs",
    "credibility": "4",
    "reliability": "E",
    "unjudged": "yes",
    "words": "soldiers, shells, containers, railways, ports: Rajin 라진 Раджин Vladivostok Kursk Tumangang Khasan",
}


@pytest.mark.parametrize("words", ["", LONG_FILTERS["words"]], ids=["rows", "no rows"])
@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("exhibit_id", EXHIBITS)
def test_the_longest_filters_stand_whole_on_every_still(
    exhibit_id: str, size: Size, words: str, tables: Tables
) -> None:
    view = read_query({**LONG_FILTERS, "words": words}, tables)
    assert view.notices == ()
    exhibit = fitted(exhibit_id, tables, view.selection, size=size)
    around = frame(exhibit, size)
    said = " ".join(line.text for line in around.lines)
    parts = [exhibit.title, exhibit.subtitle, exhibit.note, exhibit.footer]
    assert [part for part in parts if part and part not in said] == []
    assert "as known on 15 Nov 2024" in exhibit.subtitle
    assert around.height > 0.3 * size.anatomy.height


def test_a_height_that_never_settles_still_fits(build: Build) -> None:
    """A note that grows when there is room for it would make the room swing for ever."""

    def swinging(canvas: Canvas) -> Exhibit:
        return build(canvas, note=LONG * 3 if canvas.height % 2 == 0 else "")

    exhibit = fit(swinging, Size.SLIDE, Mode.LIGHT)
    assert exhibit.canvas.height <= frame(exhibit, Size.SLIDE).height + 4 * Size.SLIDE.anatomy.small.line
    assert exhibit.canvas.height > 300


# The composition


@pytest.mark.parametrize("size", Size)
def test_picture_keeps_its_plot_area_and_its_own_labels(build: Build, size: Size) -> None:
    exhibit = for_slide(build, size)
    around, whole = frame(exhibit, size), compose(exhibit, size)["layout"]
    own, margin = exhibit.chart["layout"]["margin"], whole["margin"]
    assert (whole["width"], whole["height"]) == (size.anatomy.width, size.anatomy.height)
    assert whole["width"] - margin["l"] - margin["r"] == exhibit.canvas.width - own["l"] - own["r"]
    assert whole["height"] - margin["t"] - margin["b"] == exhibit.canvas.height - own["t"] - own["b"]
    assert margin["l"] == around.left + own["l"]
    assert margin["t"] == around.top + own["t"]
    assert whole["annotations"][0] == exhibit.chart["layout"]["annotations"][0]
    assert "images" not in exhibit.chart["layout"], "the builder's chart must stay as it was"


@pytest.mark.parametrize("mode", Mode)
def test_template_is_ours_whatever_plotly_has_been_told(build: Build, mode: Mode) -> None:
    layout = compose(for_slide(build, mode=mode), Size.SLIDE)["layout"]
    assert layout["paper_bgcolor"] == PALETTES[mode].bg
    assert layout["template"]["layout"]["font"]["color"] == PALETTES[mode].ink


def test_row_text_is_never_read_as_markup(build: Build) -> None:
    whole = compose(for_slide(build, title=HOSTILE, note=HOSTILE), Size.SLIDE)
    texts = [annotation["text"] for annotation in whole["layout"]["annotations"]]
    assert not [text for text in texts if "<" in text]
    assert any(text.startswith("&lt;b&gt;bold") for text in texts)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"title": "  "}, "title"),
        ({"version": ""}, "data version"),
        ({"as_of": pd.NaT}, "as-of day"),
        ({"as_of": None}, "as-of day"),
        ({"chart": {}}, "picture"),
    ],
)
def test_incomplete_exhibits_are_refused(build: Build, change: dict[str, Any], missing: str) -> None:
    with pytest.raises(IncompleteExhibit, match=missing):
        compose(replace(for_slide(build), **change), Size.SLIDE)


def test_an_exhibit_without_sources_is_refused_unless_it_is_empty(build: Build, tables: Tables) -> None:
    exhibit = for_slide(build)
    without = replace(exhibit, sources=replace(exhibit.sources, origins=(), publications=()))
    with pytest.raises(IncompleteExhibit, match="sources"):
        compose(without, Size.SLIDE)
    empty = nothing(
        id="timeline",
        tables=tables,
        selection=SELECTION,
        canvas=exhibit.canvas,
        options={},
        subtitle="Events",
        advice="Widen the dates.",
    )
    whole = compose(empty, Size.SLIDE)
    assert any(text["text"].startswith("No rows") for text in whole["layout"]["annotations"])


# Tables


def test_csv_names_what_it_shows_and_can_be_read_again(build: Build) -> None:
    exhibit = for_slide(build)
    content = table_csv(exhibit)
    text = content.decode("utf-8-sig")
    for part in (
        f"# Title: {exhibit.title}".replace(", ", "; "),
        f"# Data: {exhibit.version}",
        "# As of: ",
        "# Sources: ",
    ):
        assert part in text
    pd.testing.assert_frame_equal(
        pd.read_csv(io.BytesIO(content), comment="#", encoding="utf-8-sig"), exhibit.rows, check_dtype=False
    )
    assert table_csv(exhibit) == content


@pytest.mark.parametrize("cell", ["=1+1", "+49 1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_csv_runs_nothing(cell: str) -> None:
    frame = pd.DataFrame({cell: [cell]})
    lines = plain_csv(frame, {"Filters": f"words, {cell}"}).decode("utf-8-sig")
    read = pd.read_csv(io.StringIO(lines), comment="#")
    assert read.columns[0].startswith("'")
    assert str(read.iloc[0, 0]).startswith("'")
    assert lines.startswith("# Filters: words; ")
    assert "," not in lines.splitlines()[0]


def test_csv_keeps_numbers_days_lists_and_the_unknown() -> None:
    frame = pd.DataFrame(
        {
            "best": [-12.5, None],
            "count": [12000.0, 3.0],
            "text": ["-5", "#tag, quoted"],
            "day": [pd.Timestamp("2024-10-08"), pd.NaT],
            "list": [("nis", "hur"), ()],
            "flag": [True, False],
        }
    )
    lines = plain_csv(frame, {}).decode("utf-8-sig").splitlines()
    assert lines[1:] == ['-12.5,12000,"-5","2024-10-08","nis;hur","true"', '"",3,"#tag, quoted","","","false"']


# The browser


def test_a_missing_browser_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "no-chrome"))
    with pytest.raises(NoBrowser, match=r"no-chrome.*Install one"):
        find_browser()


@pytest.mark.browser
@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("mode", Mode)
def test_png_has_its_size_and_our_colours(build: Build, drawing: None, scale: int, mode: Mode) -> None:
    import streamlit  # noqa: F401 - its import sets plotly's default template to placeholder colours

    image = image_of(picture(for_slide(build, mode=mode), Size.SLIDE, scale=scale))
    assert image.size == (1600 * scale, 900 * scale)
    colours = {colour: count for count, colour in image.getcolors(1 << 24) or ()}
    placeholders = {(0, 0, number) for number in range(1, 40)}
    assert not placeholders & colours.keys()
    palette = PALETTES[mode]
    assert max(colours, key=lambda colour: colours[colour]) == rgb(palette.bg)
    for colour in (palette.ink, palette.accent, palette.dprk_to_russia):
        assert rgb(colour) in colours


@pytest.mark.browser
def test_title_is_set_in_the_shipped_typeface(build: Build, drawing: None) -> None:
    """Another typeface would give another width; the measured one is the layout's ground."""
    title = "Wonsan, Vladivostok, Ussuriysk: 남포 Хасан 12 000"
    image = image_of(picture(for_slide(build, title=title), Size.SLIDE)).convert("L")
    row = image.crop((0, 44, 1600, 44 + 41)).point(lambda value: 255 if value < 128 else 0)
    left, _, right, _ = row.getbbox() or (0, 0, 0, 0)
    assert abs((right - left) - text_width(title, 34, weight=600)) < 8


@pytest.mark.browser
def test_equal_figures_give_equal_svg_with_text_in_it(build: Build, drawing: None) -> None:
    exhibit = for_slide(build)
    first, second = (picture(exhibit, Size.SLIDE, format=Picture.SVG) for _ in range(2))
    assert first == second
    assert exhibit.title.encode() in first
    assert b"http://" not in first.replace(b"http://www.w3.org/", b"")


@pytest.mark.browser
def test_pdf_is_written(build: Build, drawing: None) -> None:
    content = picture(for_slide(build), Size.HALF, format=Picture.PDF)
    assert content.startswith(b"%PDF")
    assert b"TumenSans" in content


@pytest.mark.browser
def test_threads_get_their_own_picture(drawing: None) -> None:
    colours = ["#C14B27", "#1F5F99", "#359364", "#4A2A55"]

    def coloured(colour: str) -> tuple[int, ...]:
        figure = {"data": [], "layout": {"paper_bgcolor": colour, "xaxis": {"visible": False}}}
        figure["layout"]["yaxis"] = {"visible": False}  # type: ignore[index]
        content = chrome.draw(figure, format=Picture.PNG, width=40, height=30)
        return tuple(image_of(content).getpixel((2, 2)))  # type: ignore[arg-type]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(coloured, colours)) == [rgb(colour) for colour in colours]


@pytest.mark.browser
@pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX")
def test_a_browser_that_died_is_started_again(build: Build, drawing: None) -> None:
    exhibit = for_slide(build)
    before = picture(exhibit, Size.SLIDE)
    assert chrome._press is not None
    os.killpg(chrome._press._kaleido.subprocess.pid, signal.SIGKILL)
    assert image_of(picture(exhibit, Size.SLIDE)).tobytes() == image_of(before).tobytes()


# The command line


def test_list_gives_one_exhibit_a_line_with_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(EXHIBITS)
    assert all(len(line.split(maxsplit=1)[1]) > 10 for line in lines)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ID": "timelin"}, "timeline"),
        ({"--format": "gif"}, ", ".join(FORMATS)),
        ({"--size": "poster"}, "slide, square, half"),
        ({"--output": "nowhere/a.png"}, "nowhere"),
        ({"--output": "."}, "is a folder"),
        ({"--scale": "9"}, "0.5 to 4"),
    ],
)
def test_requests_that_cannot_be_met_say_why(
    change: dict[str, str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    given = {"ID": "timeline", "--format": "png", "--output": "a.png", **change}
    arguments = ["render", given.pop("ID"), *(part for pair in given.items() for part in pair)]
    assert main(arguments) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_csv_of_a_link_names_what_it_ignored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = "http://localhost:8501/timeline?from=2024-10-01&to=2024-12-31&regions=atlantis&colour=red&lanes=sideways"
    file = tmp_path / "a.csv"
    assert main(["render", "timeline", "--format", "csv", "--query", link, "--output", str(file)]) == 0
    ignored = capsys.readouterr().err
    assert [word for word in ("atlantis", "colour", "sideways") if word not in ignored] == []
    head = file.read_text(encoding="utf-8-sig")
    assert "from=2024-10-01" in head
    assert "atlantis" not in head


def test_a_link_with_a_key_twice_joins_lists_and_names_what_does_not_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = "/timeline?regions=rason&to=2024-12-31&regions=kursk_front,primorye&to=2025-01-31"
    file = tmp_path / "a.csv"
    assert main(["render", "timeline", "--format", "csv", "--query", link, "--output", str(file)]) == 0
    assert "2024-12-31" in capsys.readouterr().err
    head = file.read_text(encoding="utf-8-sig")
    assert "regions=kursk_front%2Cprimorye%2Crason" in head
    assert "to=2025-01-31" in head


@pytest.mark.parametrize("query", ["", "?", "https://watch.example/timeline", "/timeline", "timeline?", "#top"])
def test_a_link_without_settings_has_no_parameters(query: str) -> None:
    assert parameters(query) == []


@pytest.mark.browser
def test_command_line_renders_without_a_session_and_leaves_no_process(drawing: None, tmp_path: Path) -> None:
    file = tmp_path / "timeline.png"
    command = [sys.executable, "-m", "components.briefing", "render", "timeline", "--query", "from=2024-10-01"]
    done = subprocess.run(
        [*command, "--output", str(file), "--dark"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    image = image_of(file.read_bytes())
    assert image.size == (1600, 900)
    assert image.getpixel((1590, 890)) == rgb(PALETTES[Mode.DARK].bg)


@pytest.mark.browser
@pytest.mark.parametrize("exhibit_id", EXHIBITS)
def test_every_exhibit_leaves_as_a_slide(exhibit_id: str, drawing: None, tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    assert main(["render", exhibit_id, "--output", str(file)]) == 0
    assert image_of(file.read_bytes()).size == (1600, 900)
