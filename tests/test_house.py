"""The rules of the house: which room may import which, what ships with its licence, what no file may say."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from components.theme import DARK, LIGHT, Palette
from data import Tables
from tests.serving import ROOT

WEIGHTS = (400, 500, 600)
#: What each room may not import: no arrow points upward, and screens stay out of the pure rooms.
FORBIDDEN: dict[str, tuple[str, ...]] = {
    "data": ("streamlit", "plotly", "pydeck", "kaleido", "components", "pages", "app"),
    "components/charts": ("streamlit", "pydeck", "components.briefing", "components.panels", "pages", "app"),
    "components/maps": ("streamlit", "components.briefing", "components.panels", "pages", "app"),
    "components/exhibits": ("streamlit", "components.briefing", "components.panels", "pages", "app"),
    "components/content": ("streamlit", "components.briefing", "components.panels", "pages", "app"),
    "components/briefing": ("streamlit", "components.panels", "pages", "app"),
    "components/panels": ("pages", "app"),
    "pages": ("app", "plotly", "pydeck"),
}


def config() -> dict[str, Any]:
    """The shipped settings."""
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


def tracked() -> list[Path]:
    """Every file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def texts() -> Iterator[tuple[Path, str]]:
    """The text files among them, scripts of others left out."""
    for path in tracked():
        if path.suffix not in {".png", ".ttf", ".woff2", ".ico"} and "vendor" not in path.parts:
            yield path, path.read_text(encoding="utf-8")


def imported(path: Path) -> set[str]:
    """Every module a file imports, late imports and those for types included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the room they reach into"
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.parametrize("room", FORBIDDEN)
def test_no_arrow_points_upward(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted((ROOT / room).rglob("*.py"))
        for name in sorted(imported(path))
        if any(name == banned or name.startswith(f"{banned}.") for banned in FORBIDDEN[room])
    ]
    assert not wrong


def test_every_room_with_python_in_it_has_a_rule() -> None:
    rooms = {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "components").rglob("*.py")} - {"components"}
    assert {"/".join(room.split("/")[:2]) for room in rooms} <= set(FORBIDDEN)


def test_pages_are_short() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in (ROOT / "pages").glob("*.py")}
    assert lengths, "no pages"
    assert {name: length for name, length in lengths.items() if length > 150} == {}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_typeface_holds_every_character_of_the_tables(tables: Tables, weight: int) -> None:
    font = TTFont(ROOT / "static" / "fonts" / f"TumenSans-{weight}.ttf")
    files = [*(ROOT / "data" / "tables").glob("*.csv"), ROOT / "data" / "geo" / "routes.csv"]
    used = {ord(sign) for path in files for sign in path.read_text("utf-8") if sign.isprintable()}
    assert len(tables.events) > 0
    assert [f"U+{code:04X} {chr(code)}" for code in sorted(used - set(font.getBestCmap()))] == []


def ranges(text: str) -> list[range]:
    """Read a CSS unicode-range."""
    pairs = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", text)
    return [range(int(low, 16), int(high or low, 16) + 1) for low, high in pairs]


def test_the_browser_is_given_every_face_and_finds_each_sign_of_the_tables_in_one() -> None:
    faces = config()["theme"]["fontFaces"]
    assert sorted({face["weight"] for face in faces}) == list(WEIGHTS)
    codes = {
        ord(sign)
        for path in (ROOT / "data" / "tables").glob("*.csv")
        for sign in path.read_text("utf-8")
        if sign.isprintable()
    }
    for weight in WEIGHTS:
        held: set[int] = set()
        for face in (face for face in faces if face["weight"] == weight):
            file = ROOT / face["url"].removeprefix("app/")
            signs = set(TTFont(file).getBestCmap())
            held |= {code for span in ranges(face["unicodeRange"]) for code in span if code in signs}
        assert [f"U+{code:04X} {chr(code)}" for code in sorted(codes - held)] == []


@pytest.mark.parametrize(("mode", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_widgets_wear_the_colours_of_the_figures(mode: str, palette: Palette) -> None:
    theme = config()["theme"][mode]
    parties = ("south_korea", "ukraine", "united_states", "europe", "united_nations", "russia", "dprk", "independent")
    assert theme == {
        "primaryColor": palette.accent,
        "backgroundColor": palette.bg,
        "secondaryBackgroundColor": palette.panel,
        "textColor": palette.ink,
        "linkColor": palette.ink,
        "borderColor": palette.hair,
        "dataframeBorderColor": palette.hair,
        "dataframeHeaderBackgroundColor": palette.bg,
        "dataframeHeaderTextColor": palette.ink2,
        "chartCategoricalColors": [getattr(palette, party) for party in parties],
    }


def test_nothing_is_sent_away_and_only_this_machine_is_answered() -> None:
    settings = config()
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["allowedHosts"] == ["127.0.0.1", "localhost"]
    assert settings["client"]["showErrorLinks"] is False


def test_every_setting_is_known_to_streamlit() -> None:
    from streamlit import config as streamlit_config

    known = set(streamlit_config.get_config_options())
    written = {f"{section}.{key}" for section, values in config().items() for key in values}
    assert written - {"theme.light", "theme.dark"} - known == set()


def test_the_typeface_ships_with_its_licence() -> None:
    folder = ROOT / "static" / "fonts"
    licence = (folder / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "IBM" in licence


@pytest.mark.parametrize("licence", ["MIT", "CC BY 4.0", "Natural Earth", "GeoNames", "OFL 1.1", "68/262"])
def test_the_readme_names_what_is_free_to_use_and_how(licence: str) -> None:
    assert licence in (ROOT / "README.md").read_text("utf-8")


def test_the_readme_knows_every_command_of_the_makefile() -> None:
    readme = (ROOT / "README.md").read_text("utf-8") + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    assert len(targets) > 5
    assert [name for name in targets if f"make {name}" not in readme] == []


def test_every_link_in_the_documents_leads_to_a_file() -> None:
    lost = []
    for path in (path for path in tracked() if path.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#]+)", path.read_text("utf-8")):
            if not target.startswith(("http:", "https:")) and not (path.parent / target).exists():
                lost.append(f"{path.relative_to(ROOT)}: {target}")
    assert lost == []


#: Written in pieces, so that this file does not hold what it forbids.
UNSAID = (
    *("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/op" + "t/py", "/tm" + "p/"),
    *("pypi" + ".org/simple", "files.python" + "hosted", "--index" + "-url", "--find" + "-links"),
    *("share" + "d/dataset", "share" + "d/look", "share" + "d/geo", "share" + "d/field"),
)


@pytest.mark.parametrize("words", UNSAID)
def test_no_file_names_a_machine_or_a_package_index(words: str) -> None:
    assert [str(path.relative_to(ROOT)) for path, text in texts() if words in text] == []


def locked(name: str) -> dict[str, list[str]]:
    """Read a lock: the pinned lines of each package, environment markers included."""
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    pins: dict[str, list[str]] = {}
    for line in filter(None, text.splitlines()):
        match = re.match(r"([A-Za-z0-9._-]+)==(\S+)(.*)", line)
        assert match, f"{name}: {line[:80]} is not pinned"
        assert "--hash=sha256:" in match[3], f"{name}: {match[1]} has no hash"
        pins.setdefault(match[1], []).append(match[2])
    return pins


def test_the_locks_are_pinned_with_hashes_and_agree() -> None:
    run, test = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: pins for name, pins in run.items() if test.get(name) != pins} == {}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_requirement_has_floor_ceiling_reason_and_a_pin(name: str) -> None:
    pins = locked(f"{name}.lock")
    lines = (ROOT / f"{name}.txt").read_text("utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-r"))]
    assert wanted
    for line in wanted:
        match = re.match(r"([a-z-]+)>=[\d.]+,<[\d.]+ +# \S", line)
        assert match, line
        assert match[1] in pins


def test_tables_and_code_are_counted_apart_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"^### Code", changelog, flags=re.MULTILINE)
    assert re.search(r"^### Data", changelog, flags=re.MULTILINE)
