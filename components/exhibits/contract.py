"""The contract of every figure: what it must carry to stand alone on a slide."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

import pandas as pd

from components.charts.glyphs import Glyph
from components.theme import PALETTES, Mode, Palette
from data import Selection, Tables
from data.vocabulary import Precision

HANDLING = "Unclassified – open sources"

#: A plotly figure as plain data (``{"data": [...], "layout": {...}}``): go.Figure costs more than
#: the whole redraw budget, so builders write dictionaries and a test validates them.
Chart = dict[str, Any]


class Medium(StrEnum):
    """Where a picture is drawn."""

    SCREEN = "screen"
    STILL = "still"


@dataclass(frozen=True)
class Canvas:
    """The surface a builder draws its picture for: px, mode and medium."""

    width: int
    height: int
    mode: Mode = Mode.LIGHT
    medium: Medium = Medium.SCREEN

    @property
    def palette(self) -> Palette:
        """The colours of the canvas's mode."""
        return PALETTES[self.mode]

    @property
    def text(self) -> float:
        """Size of labels and axis text in px: 12 on screen, 14 in a still."""
        return 14 if self.medium is Medium.STILL else 12

    @property
    def narrow(self) -> bool:
        """Whether the picture is phone-wide (forms change: quarters for months, lists for lanes)."""
        return self.width < 560


#: What the key says of the ring of composite, undisclosed and news origins.
UNCOUNTED = "unnamed officials or news: not counted"


@dataclass(frozen=True)
class KeyItem:
    """One entry of the key row: a mark and what it says; `rule` draws a hairline before it."""

    label: str
    glyph: Glyph | None = None
    rule: bool = False


@dataclass(frozen=True)
class Sources:
    """Whose word a figure rests on: origins first, then publications, most used first."""

    origins: tuple[str, ...]
    publications: tuple[str, ...]

    def text(self, *, origins: int = 7, publications: int = 5) -> str:
        """Say the source line, cut to so many names ("and 14 more origins")."""
        said = _listed(self.origins, origins, "origin")
        read = _listed(self.publications, publications, "publication")
        return f"Source: {said}." + (f" In: {read}." if read else "")


def _listed(names: tuple[str, ...], limit: int, noun: str) -> str:
    more = len(names) - limit
    if more <= 0:
        return ", ".join(names)
    return f"{', '.join(names[:limit])} and {more} more {noun}{'s' if more > 1 else ''}"


@dataclass(frozen=True)
class Evidence:
    """The rows a figure rests on, as slices of the tables; empty where a table is not used."""

    events: pd.DataFrame = field(default_factory=pd.DataFrame)
    claims: pd.DataFrame = field(default_factory=pd.DataFrame)
    flows: pd.DataFrame = field(default_factory=pd.DataFrame)
    projects: pd.DataFrame = field(default_factory=pd.DataFrame)
    route_status: pd.DataFrame = field(default_factory=pd.DataFrame)


@dataclass(frozen=True, eq=False)
class Exhibit:
    """One figure that can stand alone; made by `components.exhibits.register.build`.

    `chart` is a plotly figure as data, drawn for `canvas`; `scene` is set instead of (or beside)
    it where the screen shows a pannable map. `rows` is the table twin: plain columns with the
    headings a reader sees. `link` is path and query of the view. `as_of` is known as finely as
    `as_of_precision` says.
    """

    id: str
    title: str
    subtitle: str
    chart: Chart
    key: tuple[KeyItem, ...]
    rows: pd.DataFrame
    sources: Sources
    note: str
    alt: str
    as_of: date
    version: str
    cut_off: date
    link: str
    sentence: str
    canvas: Canvas
    scene: Any = None
    empty: bool = False
    credit: str = ""
    handling: str = HANDLING
    as_of_precision: Precision = Precision.DAY

    @property
    def remark(self) -> str:
        """Note and credit as they stand under the picture, "" where there are none."""
        return " ".join(part for part in (f"Note: {self.note}" if self.note else "", self.credit) if part)

    @property
    def as_of_words(self) -> str:
        """The as-of date, written only as finely as it is known."""
        from data.wording import coarse_day  # noqa: PLC0415

        return coarse_day(self.as_of, self.as_of_precision)

    @property
    def footer(self) -> str:
        """The footer line without product name and link."""
        from data.wording import day  # noqa: PLC0415

        read = f"sources read to {day(self.cut_off)}"
        return f"As of {self.as_of_words}  ·  Data {self.version}, {read}  ·  {self.handling}"


class Builder(Protocol):
    """A function that makes one exhibit from the tables and a selection."""

    def __call__(self, tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
        """Build the exhibit for a canvas."""


def plain(text: str) -> str:
    """Make row text safe inside plotly labels, which read a pseudo-HTML of their own."""
    return html.escape(text, quote=False)
