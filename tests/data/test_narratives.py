"""Narratives: what the loader and the check refuse, and that the shipped ones say only what their rows hold."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from data import DamagedData, Tables
from data.__main__ import main
from data.mentions import mentions
from data.narrative_rules import narrative_problems
from data.narratives import NARRATIVES_FOLDER, load_narratives, not_public, period

IDS = ["first-wave", "denial-to-admission", "rajin-pause", "shells", "oil-and-cap", "tumen-bridge"]


class Copy:
    """A copy of one shipped narrative that a test may damage."""

    def __init__(self, folder: Path, id: str = "first-wave") -> None:
        self.folder = folder
        self.path = Path(shutil.copy(NARRATIVES_FOLDER / f"{id}.toml", folder))

    def change(self, before: str, after: str) -> None:
        text = self.path.read_text("utf-8")
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times"
        self.path.write_text(text.replace(before, after), "utf-8")

    def lines(self, tables: Tables) -> list[str]:
        return [str(problem) for problem in narrative_problems(tables, self.folder)]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_the_shipped_narratives_have_no_problem_and_stand_in_their_order(tables: Tables) -> None:
    assert narrative_problems(tables) == ()
    assert [narrative.id for narrative in load_narratives(tables)] == IDS


def test_an_untouched_copy_has_no_problem(copy: Copy, tables: Tables) -> None:
    assert copy.lines(tables) == []


TEXT = "first-wave.toml, field step 1, text: "
DAMAGE = [
    # numbers: another one, a sum (four and three ships), another scale, a word for more than ten
    ("carried 1\u2009500 special", "carried 1\u2009600 special", f'{TEXT}"1 600" is a number in none'),
    ("four landing ships and three escorts", "seven ships", f'{TEXT}"seven" is a number in none'),
    ("carried 1\u2009500 special", "carried 1,500 million special", f'{TEXT}"1,500 million" is a number in none'),
    ("carried 1\u2009500 special", "carried hundreds of special", f'{TEXT}"hundreds" is a number in words'),
    # dates: another day, another month, another year, and a day that only another step's rows hold
    ("on 8–13 Oct 2024", "on 8–14 Oct 2024", f'{TEXT}"8–14 Oct 2024" is a date in none'),
    ("on 8–13 Oct 2024", "in Sep 2024", f'{TEXT}"Sep 2024" is a date in none'),
    ("on 8–13 Oct 2024", "in 2023", f'{TEXT}"2023" is a date in none'),
    ("It spoke on 18 Oct 2024.", "It spoke on 23 Oct 2024.", f'{TEXT}"23 Oct 2024" is a date in none'),
    # names, and the wording itself
    ("Hamhung and Musudan", "Hamhung and Nampo", f'{TEXT}"Nampo" is a name in none of the cited rows'),
    ("It gave no split by port.", "word " * 61, "has more than 60 words"),
    # references
    ('"2024-10-08-first-wave-leg-hamhung"', '"2024-10-08-first-wave-leg-hamhun"', "nearest: 2024-10-08-first-wave-leg"),
    ('"troops_deployed-20241013-nis"', '"troops_deployed-20241013-nsi"', "nearest: troops_deployed-20241013-nis"),
    ('event = "2024-10-23-nis-3000"', 'event = "2024-10-23-nis-pay"', "is not among the step’s events"),
    ('sources = ["mediapen-20241018-ussuriysk"', 'sources = ["tmt-20241028-nato"', "is a source of none of the cited"),
    # views: a page, a filter, a range of days that cuts the event away, the reader's own day
    ('page = "forces"', 'page = "force"', '"force" is not a page; nearest: forces'),
    ("regions=primorye,russia_other", "regions=primory", "nearest: primorye"),
    ("from=2024-10-08&to=2024-10-13", "from=2024-10-14&to=2024-10-20", "is cut away by the step’s own filters"),
    ("regions=primorye,russia_other", "regions=primorye", "is cut away by the step’s own filters"),
    ("from=2024-10-08&to=2024-10-13", "known=2024-11-01", "is the reader’s, not part of a step’s view"),
    # form
    ('id = "first-wave"', 'id = "first"', '"first" is not the file’s name; nearest: first-wave'),
    ("order = 1", 'order = "1"', "is not a whole number"),
    ('page = "forces"', 'pages = "forces"', "field step 4, pages: is not a field; nearest: page"),
    ('title = "West to Kursk"', 'title = ""', "field step 5, title: must not be empty"),
    ("order = 1", "order = = 1", "cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "said"), DAMAGE, ids=[after[:40].replace("\u2009", " ") for _, after, _ in DAMAGE]
)
def test_each_guard_is_tripped_and_says_where(before: str, after: str, said: str, copy: Copy, tables: Tables) -> None:
    copy.change(before, after)
    lines = copy.lines(tables)
    assert any(said in line for line in lines), lines


def test_a_later_note_is_no_ground(tmp_path: Path, tables: Tables) -> None:
    """The New York Times stands in what was learnt later of the first units in Kursk, not in what was known then."""
    event = tables.events.set_index("event_id").loc["2024-10-23-first-units-in-kursk"]
    assert "New York Times" in event["later_note"]
    copy = Copy(tmp_path)
    copy.change("HUR said that the first DPRK units", "HUR and the New York Times said that the first DPRK units")
    assert any('"York" is a name in none' in line for line in copy.lines(tables))


def test_a_number_that_was_only_read_off_gives_no_date(tables: Tables) -> None:
    """The claim's day is a guess from the reading date, so no text may lean on it."""
    claims = tables.claims[tables.claims["as_of_basis"] == "read"]
    assert len(claims) > 0
    cited = {id for narrative in load_narratives(tables) for step in narrative.steps for id in step.claims}
    assert cited.isdisjoint(claims["claim_id"])


def test_the_loader_refuses_what_does_not_exist(copy: Copy, tables: Tables) -> None:
    copy.change('"troops_deployed-20241013-nis"', '"troops_deployed-19000101-nis"')
    with pytest.raises(DamagedData) as damage:
        load_narratives(tables, copy.folder)
    assert damage.value.problems[0].field == "step 1, claims"


def test_the_command_checks_narratives_too(monkeypatch: pytest.MonkeyPatch, copy: Copy, tables: Tables,
                                           capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    import data.__main__ as command

    copy.change("carried 1\u2009500 special", "carried 1\u2009600 special")
    monkeypatch.setattr(command, "narrative_problems", lambda given: narrative_problems(given, copy.folder))
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert "\n1 problem\n" in out
    assert "narratives/first-wave.toml, field step 1, text" in out


MENTIONED = [
    ("12\u2009000 or 12,000", [12000.0, 12000.0], []),
    ("9.4 million and 5 000", [9_400_000.0, 5.0, 0.0], []),
    ("six land piers, Two ships", [6.0, 2.0], []),
    ("8–13 Oct 2024", [], [(2024, 10, 8), (2024, 10, 13)]),
    ("24-26 September", [], [(None, 9, 24), (None, 9, 26)]),
    ("Apr–May 2024", [], [(2024, 4, None), (2024, 5, None)]),
    ("October 2024", [], [(2024, 10, None)]),
    ("2024-10-08", [], [(2024, 10, 8)]),
    ("2022–2026", [2022.0, 2026.0], [(2022, None, None), (2026, None, None)]),
    ("Resolution 2397, KN-23, 152 mm", [2397.0, 23.0, 152.0], []),
    ("they may march, Maria", [], []),
]


@pytest.mark.parametrize(("text", "numbers", "moments"), MENTIONED, ids=[text for text, _, _ in MENTIONED])
def test_numbers_and_dates_are_read_out_of_a_text(text: str, numbers: list[float], moments: list[object]) -> None:
    said = mentions(text)
    assert [value for _, value in said.numbers] == numbers
    assert [moment for _, moment in said.moments] == moments


def test_a_step_is_public_once_its_last_row_is(tables: Tables) -> None:
    story = next(narrative for narrative in load_narratives(tables) if narrative.id == "first-wave")
    first = story.steps[0]
    assert not_public(tables, first, None) == ()
    assert not_public(tables, first, date(2024, 10, 18)) == ()
    assert set(not_public(tables, first, date(2024, 10, 17))) == {date(2024, 10, 18)}
    assert period(tables, [first]) == (date(2024, 10, 8), date(2024, 10, 13))
