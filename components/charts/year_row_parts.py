"""What lines by year are made of: a number and its words, the months it covers, and the limit above all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.oil_months import Cell


class Look(StrEnum):
    """How a line's number is drawn."""

    REPORTED = "reported"
    CONVERTED = "converted"
    ESTIMATED = "estimated"
    SUMMED = "summed"
    GAP = "gap"


@dataclass(frozen=True)
class YearRow:
    """One line: whose number, how far it reaches (None where it cannot be drawn) and its words.

    `about` stands behind the number wherever it fits, `extra` only where there is room left.
    """

    year: int
    name: str
    look: Look
    colour: str
    low: float | None
    high: float | None
    figure: str
    about: str = ""
    extra: str = ""
    hover: str = ""
    bound: int = 0
    ends: tuple[float, ...] = ()
    cells: Mapping[int, Cell] = field(default_factory=dict)
    meta: str = "flows"
    id: str = ""


@dataclass(frozen=True)
class LimitLine:
    """The limit that every year is held against, with its words."""

    value: float
    figure: str
    about: str
