"""Colours, type and sizes: one table for plotly, deck.gl and CSS (reference: the look guide in README)."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from data.vocabulary import Direction, Party

STATIC_FOLDER = Path(__file__).parent.parent / "static"
FONT_FAMILY = "Tumen Sans, Noto Sans KR, Noto Sans, Arial, sans-serif"
THIN_SPACE = "\u2009"


class Mode(StrEnum):
    """The two grounds a figure is drawn on."""

    LIGHT = "light"
    DARK = "dark"


class Palette(NamedTuple):
    """Every colour of one mode, as hex strings."""

    bg: str
    panel: str
    panel2: str
    ink: str
    ink2: str
    ink3: str
    hair: str
    rule: str
    gap: str
    accent: str
    land: str
    sea: str
    river: str
    border: str
    dprk_to_russia: str
    dprk_to_russia_text: str
    russia_to_dprk: str
    russia_to_dprk_text: str
    bilateral: str
    other: str
    south_korea: str
    ukraine: str
    united_states: str
    europe: str
    russia: str
    dprk: str
    united_nations: str
    independent: str

    def direction(self, direction: str) -> str:
        """Give the colour of a direction code; unknown codes are an error (KeyError)."""
        return {
            Direction.DPRK_TO_RUSSIA: self.dprk_to_russia,
            Direction.RUSSIA_TO_DPRK: self.russia_to_dprk,
            Direction.BILATERAL: self.bilateral,
            Direction.OTHER: self.other,
        }[Direction(direction)]

    def party(self, party: str) -> str:
        """Give the colour of an origin's party; parties without one share `independent`'s."""
        shared = {Party.COALITION: self.united_nations, Party.UNDISCLOSED: self.ink3}
        return shared.get(Party(party)) or str(getattr(self, party, self.independent))


LIGHT = Palette(
    bg="#FFFFFF", panel="#F5F4F0", panel2="#ECEAE4", ink="#16191D", ink2="#50565C", ink3="#5F656B",
    hair="#D9D6CE", rule="#B4B0A6", gap="#C9C6BD", accent="#2F4350",
    land="#FBFAF6", sea="#E9EEF0", river="#CFDADF", border="#B9B5AB",
    dprk_to_russia="#C14B27", dprk_to_russia_text="#A63E1D",
    russia_to_dprk="#1F5F99", russia_to_dprk_text="#1F5F99",
    bilateral="#4A2A55", other="#868783",
    south_korea="#359364", ukraine="#C28401", united_states="#2E2F66", europe="#C06CC1",
    russia="#1F5F99", dprk="#C14B27", united_nations="#425C45", independent="#747371",
)  # fmt: skip
DARK = Palette(
    bg="#12171D", panel="#1A2129", panel2="#232B34", ink="#ECEEF0", ink2="#B3BAC1", ink3="#949CA4",
    hair="#2E3740", rule="#4A545E", gap="#4A545E", accent="#B9C9D4",
    land="#232B33", sea="#161C23", river="#2A3640", border="#46505A",
    dprk_to_russia="#EE7F55", dprk_to_russia_text="#EE7F55",
    russia_to_dprk="#82BDF0", russia_to_dprk_text="#82BDF0",
    bilateral="#E9D8F0", other="#717A83",
    south_korea="#6AA588", ukraine="#F8C466", united_states="#727FCB", europe="#B783A0",
    russia="#82BDF0", dprk="#EE7F55", united_nations="#B1CAA6", independent="#797875",
)  # fmt: skip

PALETTES: dict[Mode, Palette] = {Mode.LIGHT: LIGHT, Mode.DARK: DARK}

PARTY_SYMBOLS: dict[Party, str] = {
    Party.SOUTH_KOREA: "circle",
    Party.UKRAINE: "square",
    Party.UNITED_STATES: "diamond",
    Party.EUROPE: "triangle-up",
    Party.RUSSIA: "hexagon2",
    Party.DPRK: "star",
    Party.UNITED_NATIONS: "pentagon",
    Party.COALITION: "pentagon",
    Party.INDEPENDENT: "triangle-down",
    Party.JAPAN: "triangle-down",
    Party.CHINA: "triangle-down",
    Party.UNDISCLOSED: "circle-open",
}


@cache
def template(mode: Mode) -> dict[str, Any]:
    """Read the plotly template of a mode, as a ``layout.template`` dictionary."""
    text = (STATIC_FOLDER / f"template-{mode}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def mix(colour: str, ground: str, share: float) -> str:
    """Blend a hex colour over a ground: share 1 is the colour, 0 the ground.

    >>> mix("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    parts = [round(int(colour[i : i + 2], 16) * share + int(ground[i : i + 2], 16) * (1 - share)) for i in (1, 3, 5)]
    return "#" + "".join(f"{part:02X}" for part in parts)
