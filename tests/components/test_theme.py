"""Colours hold up: contrast on every ground, for colour-blind eyes, and in grey print."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from coloraide import Color

from components.theme import DARK, LIGHT, Palette, mix

MODES = {"light": LIGHT, "dark": DARK}
TEXTS = ("ink", "ink2", "ink3", "dprk_to_russia_text", "russia_to_dprk_text")
GROUNDS = ("bg", "panel", "land", "sea")
DIRECTIONS = ("dprk_to_russia", "russia_to_dprk", "bilateral", "other")
PARTIES = ("south_korea", "ukraine", "united_states", "europe", "united_nations", "russia", "dprk", "independent")
#: Nearest pair in CIEDE2000 that still passes; simulation after Machado 2009 at full severity.
LEAST_DIRECTION, LEAST_PARTY, LEAST_GREY = 11.5, 10.5, 8.0


def contrast(one: str, other: str) -> float:
    """Give the WCAG 2 contrast of two colours."""
    return float(Color(one).contrast(other, method="wcag21"))


def nearest(colours: list[str], blindness: str | None) -> float:
    """Give the least difference between any two colours as an eye sees them."""
    seen = [Color(c).filter(blindness, 1, method="machado") if blindness else Color(c) for c in colours]
    return min(float(one.delta_e(other, method="2000")) for one, other in combinations(seen, 2))


@pytest.mark.parametrize("palette", MODES.values(), ids=MODES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_readable(text: str, ground: str, palette: Palette) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", MODES.values(), ids=MODES)
@pytest.mark.parametrize("mark", [*DIRECTIONS, *PARTIES])
def test_marks_stand_out(mark: str, palette: Palette) -> None:
    assert contrast(getattr(palette, mark), palette.bg) >= 3


@pytest.mark.parametrize("palette", MODES.values(), ids=MODES)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_movements_stand_out_on_the_map(direction: str, palette: Palette) -> None:
    assert contrast(getattr(palette, direction), palette.sea) >= 3
    assert contrast(getattr(palette, direction), palette.land) >= 3


@pytest.mark.parametrize("palette", MODES.values(), ids=MODES)
@pytest.mark.parametrize("blindness", [None, "deutan", "protan", "tritan"])
def test_directions_and_parties_differ_for_every_eye(blindness: str | None, palette: Palette) -> None:
    assert nearest([getattr(palette, name) for name in DIRECTIONS], blindness) >= LEAST_DIRECTION
    assert nearest([getattr(palette, name) for name in PARTIES], blindness) >= LEAST_PARTY


@pytest.mark.parametrize("palette", MODES.values(), ids=MODES)
def test_directions_differ_in_grey_print(palette: Palette) -> None:
    lightness = [Color(getattr(palette, name)).convert("lab-d65")["l"] for name in DIRECTIONS]
    assert min(abs(one - other) for one, other in combinations(lightness, 2)) >= LEAST_GREY


@pytest.mark.parametrize("palette", MODES.values(), ids=MODES)
def test_heat_steps_differ(palette: Palette) -> None:
    steps = [mix(palette.accent, palette.bg, share) for share in (0.16, 0.34, 0.55, 0.78, 1)]
    lightness = [Color(step).convert("lab-d65")["l"] for step in steps]
    assert min(abs(one - other) for one, other in pairwise(lightness)) >= 8
