"""The headline numbers as one figure: a zero-based strip a metric, one tick a counted origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from components.charts import glyphs
from components.charts.measure import text_width, wrap
from components.exhibits.contract import Canvas, Chart, Evidence, Exhibit, KeyItem, plain
from components.exhibits.making import finish, nothing
from components.theme import mix
from data import Selection, Tables
from data.headlines import WINDOW_MONTHS, Counted, Headline, headline
from data.ledger import claim_rows, figure, origin_rows, source_rows, speaks_of
from data.tiles import bound_words, compact
from data.vocabulary import ClaimKind
from data.wording import coarse_day, counted, day, known_day, listed, number

ID = "headlines"
#: Metrics of the figure, top to bottom, with the short name of the row and its place in a sentence.
ROWS: tuple[tuple[str, ClaimKind, str, str], ...] = (
    ("troops_deployed", ClaimKind.CUMULATIVE, "Troops sent, to date", "DPRK troops sent"),
    ("troops_in_kursk", ClaimKind.STOCK, "Troops in Kursk oblast", "troops in Kursk oblast"),
    ("casualties", ClaimKind.CUMULATIVE, "Killed or wounded", "killed or wounded"),
    ("containers_shipped", ClaimKind.CUMULATIVE, "Containers shipped", "containers shipped"),
    ("artillery_rounds", ClaimKind.CUMULATIVE, "Artillery rounds", "artillery rounds"),
    ("ballistic_missiles", ClaimKind.CUMULATIVE, "Ballistic missiles", "ballistic missiles"),
)
_Group: TypeAlias = tuple[float, list[str]]
_COUNT_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
#: Room at the right of a strip, as a share of its length, for the last label.
_FILL = 0.9
#: Which rows a title names after the first.
_PRIORITY = {"casualties": 0, "containers_shipped": 1}


@dataclass(frozen=True)
class _Tick:
    """A claim on a strip: shares of its length, the name to print and whether it counts."""

    low: float
    high: float
    name: str
    hover: str
    event_id: str
    counted: bool


@dataclass(frozen=True)
class _Row:
    name: str
    words: str
    found: Headline
    ticks: tuple[_Tick, ...]

    @property
    def number(self) -> str:
        if self.found.lowest is None or self.found.highest is None:
            return "no count"
        return " ".join(part for part in compact(self.found.lowest, self.found.highest) if part)

    @property
    def foot(self) -> str:
        if not self.found.families:
            return f"none dated in {WINDOW_MONTHS[self.found.kind]} months"
        return f"{counted(self.found.families, 'origin')}; newest {self.found.newest_words}"


def headlines(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Build the figure of headline numbers; of all filters only the as-known-on day reaches it."""
    found = [
        (headline(tables, metric, kind, known_on=selection.known_on), name, words) for metric, kind, name, words in ROWS
    ]
    limit = selection.known_on or tables.cut_off
    subtitle = (
        f"Lowest to highest claim by the headline rule, {'as known on' if selection.known_on else 'at'} {day(limit)}; "
        "dates, regions and other filters do not apply"
    )
    common: dict[str, Any] = {
        "id": ID, "tables": tables, "selection": selection, "canvas": canvas, "options": options, "subtitle": subtitle,
    }  # fmt: skip
    if not any(headline.chosen for headline, _, _ in found):
        advice = f"No headline count was public by {day(limit)}. Choose a later day under “As known on”."
        return nothing(**common, advice=advice)
    rows = [_row(tables, headline, name, words) for headline, name, words in found]
    claims = tables.claims.iloc[[claim.row for row in rows for claim in (*row.found.chosen, *row.found.unchosen)]]
    title = _title(rows)
    return finish(
        **common,
        title=title,
        chart=_chart(rows, canvas),
        key=_key(canvas),
        rows=_twin(tables, rows),
        evidence=Evidence(claims=claims),
        note=_note(rows, tables),
        alt=f"{title}. {_alt(rows)}",
    )


def _row(tables: Tables, found: Headline, name: str, words: str) -> _Row:
    claims = (*found.chosen, *found.unchosen)
    scale = _FILL / (max((claim.high for claim in claims), default=0) or 1)
    return _Row(name, words, found, tuple(_tick(tables, claim, scale) for claim in claims))


def _tick(tables: Tables, claim: Counted, scale: float) -> _Tick:
    row = claim_rows(tables)[claim.claim_id]
    hover = f"{plain(claim.name)}: {figure(row)}<br>speaks of {speaks_of(row)}"
    hover += "" if claim.first_hand else "<br>listed, not counted"
    return _Tick(claim.low * scale, claim.high * scale, claim.name, hover, row["event_id"], claim.first_hand)


def _title(rows: Sequence[_Row]) -> str:
    first, *others = (row for row in rows if row.found.families)
    ranked = sorted(others, key=lambda row: _PRIORITY.get(row.found.metric, len(_PRIORITY)))
    text = f"{_who(first)}{' origins' if first.found.families > 1 else ''} {_put(first)}"
    return "; ".join([text[0].upper() + text[1:], *(f"{_who(row)} {_put(row)}" for row in ranked[:2])])


def _who(row: _Row) -> str:
    families = row.found.families
    if families == 1:
        return f"{row.found.origins[0]} alone"
    return _COUNT_WORDS[families] if families < len(_COUNT_WORDS) else number(families)


def _put(row: _Row) -> str:
    return f"{'put' if row.found.families > 1 else 'puts'} {row.words} at {row.number}"


def _chart(rows: Sequence[_Row], canvas: Canvas) -> Chart:
    pitch = canvas.height / len(rows)
    lines = [_Line(row, canvas, index * pitch, pitch) for index, row in enumerate(rows)]
    axis = {"visible": False, "fixedrange": True}
    layout = {
        "width": canvas.width,
        "height": canvas.height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "xaxis": {**axis, "range": [0, canvas.width]},
        "yaxis": {**axis, "range": [canvas.height, 0]},
        "hovermode": "closest",
        "barmode": "overlay",
        "shapes": [shape for line in lines for shape in line.rules()],
        "annotations": [text for line in lines for text in line.texts()],
    }
    marks = [_marks(lines, canvas, counted, clickable) for counted in (False, True) for clickable in (False, True)]
    return {"data": [_ranges(lines, canvas), *(trace for trace in marks if trace["x"])], "layout": layout}


@dataclass(frozen=True)
class _Line:
    """One row laid out in px: name, strip, labels and number."""

    row: _Row
    canvas: Canvas
    top: float
    pitch: float

    @property
    def left(self) -> float:
        return 1 if self.canvas.narrow else self.canvas.text * 19

    @property
    def length(self) -> float:
        return self.canvas.width - self.left - (0 if self.canvas.narrow else self.canvas.text * 15)

    @property
    def y(self) -> float:
        """The middle of the strip."""
        return self.top + self.pitch * (0.53 if self.canvas.narrow else 0.6)

    def x(self, share: float) -> float:
        return self.left + share * self.length

    def rules(self) -> list[dict[str, Any]]:
        """Draw the strip, its zero, the hairline between rows and the reach of claims that give a range."""
        palette, y = self.canvas.palette, self.y
        lines = [(self.left, y - 7, self.left, y + 7, palette.rule, 1.0)]
        if self.row.found.families:
            lines.append((self.left, y, self.left + self.length, y, palette.hair, 1.0))
        if self.top:
            lines.append((0, self.top, self.canvas.width, self.top, palette.hair, 1.0))
        for tick in self.row.ticks:
            if tick.low != tick.high:
                colour = palette.ink if tick.counted else palette.ink3
                lines.append((self.x(tick.low), y, self.x(tick.high), y, colour, 1.5))
        return [
            {"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": {"color": colour, "width": width}}
            for x0, y0, x1, y1, colour, width in lines
        ]

    def texts(self) -> list[dict[str, Any]]:
        """Write name, foot, number and its bounds, and the names at the marks."""
        return [*(self._narrow_texts() if self.canvas.narrow else self._wide_texts()), *self._names()]

    def _narrow_texts(self) -> list[dict[str, Any]]:
        size, palette, width = self.canvas.text, self.canvas.palette, self.canvas.width
        bounds = "; ".join(bound_words(self.row.found))
        foot = "; ".join(part for part in (self.row.foot, bounds) if part)
        foot = foot if text_width(foot, size) <= width else self.row.foot
        return [
            _text(f"<b>{plain(self.row.name)}</b>", 0, self.top + size + 2, size + 1, palette.ink, "left"),
            _text(plain(foot), 0, self.top + self.pitch - size * 0.75, size, palette.ink2, "left"),
            _text(f"<b>{plain(self.row.number)}</b>", width, self.top + size + 2, size + 3, palette.ink, "right"),
        ]

    def _wide_texts(self) -> list[dict[str, Any]]:
        size, palette, width = self.canvas.text, self.canvas.palette, self.canvas.width
        foot, bounds = wrap(self.row.foot, self.left - size, size), bound_words(self.row.found)
        head = self.y - size * 0.6 * len(foot)
        number = self.top + self.pitch / 2 - (size + 4) / 2 * len(bounds) if bounds else self.y
        texts = [
            _text(f"<b>{plain(self.row.name)}</b>", 0, head, size + 1, palette.ink, "left"),
            _text(f"<b>{plain(self.row.number)}</b>", width, number, size + 9, palette.ink, "right"),
        ]
        for index, line in enumerate(foot):
            texts.append(_text(plain(line), 0, head + (index + 1) * (size + 4), size, palette.ink2, "left"))
        for index, line in enumerate(bounds):
            texts.append(_text(plain(line), width, number + (index + 1.3) * (size + 4), size, palette.ink2, "right"))
        return texts

    def _names(self) -> list[dict[str, Any]]:
        """Write origins over their ticks and, where there is room, listed ones below their rings."""
        size, palette = self.canvas.text, self.canvas.palette
        near, next_line = size * 0.6 + 9, size + 2
        counts = _grouped(self.row.ticks, counted=True)
        if self.canvas.narrow:
            return self._placed(counts, (-near, near), palette.ink)
        listed_only = _grouped(self.row.ticks, counted=False)
        above = self._placed(counts, (-near, -near - next_line), palette.ink)
        return [*above, *self._placed(listed_only, (near,), palette.ink3)]

    def _placed(self, groups: list[_Group], heights: tuple[float, ...], colour: str) -> list[dict[str, Any]]:
        """Place labels at these heights from the strip; those that do not fit join their neighbour."""
        size = self.canvas.text
        reach = self.left + self.length + (0 if self.canvas.narrow else size * 2)
        taken, texts = dict.fromkeys(heights, -1e9), []
        for index, (share, names) in enumerate(groups):
            words = listed(names, 3)
            half = text_width(words, size) / 2
            x = min(max(self.x(share), half), reach - half)
            height = next((height for height, end in taken.items() if x - half > end + size * 0.6), None)
            if height is None:
                before = groups[index - 1]
                joined = ((before[0] + share) / 2, [*before[1], *names])
                return self._placed([*groups[: index - 1], joined, *groups[index + 1 :]], heights, colour)
            taken[height] = x + half
            texts.append(_text(plain(words), x, self.y + height, size, colour, "center"))
        return texts


def _grouped(ticks: Sequence[_Tick], *, counted: bool) -> list[_Group]:
    """Put names that stand at the same figure together, left to right."""
    groups: dict[float, list[str]] = {}
    for tick in ticks:
        if tick.counted is counted:
            groups.setdefault(round((tick.low + tick.high) / 2, 3), []).append(tick.name)
    return sorted(groups.items())


def _ranges(lines: Sequence[_Line], canvas: Canvas) -> dict[str, Any]:
    """Draw the pale range of each row, or the hatch where no count stands, as one trace."""
    palette = canvas.palette
    spans = []
    for line in lines:
        counts = [tick for tick in line.row.ticks if tick.counted]
        low, high = (min(t.low for t in counts), max(t.high for t in counts)) if counts else (0.0, 1.0)
        spans.append((line.x(low), line.x(high) - line.x(low), line.y, bool(counts)))
    return {
        "type": "bar",
        "orientation": "h",
        "base": [left for left, _, _, _ in spans],
        "x": [width for _, width, _, _ in spans],
        "y": [y for _, _, y, _ in spans],
        "width": [8] * len(spans),
        "marker": {
            "color": [mix(palette.ink, palette.bg, 0.18) if stands else palette.gap for _, _, _, stands in spans],
            "line": {"width": 0},
            "pattern": {
                "shape": ["" if stands else "/" for _, _, _, stands in spans],
                "bgcolor": palette.bg,
                "fillmode": "replace",
                "size": 6,
                "solidity": 0.24,
            },
        },
        "hoverinfo": "skip",
    }


def _marks(lines: Sequence[_Line], canvas: Canvas, counted: bool, clickable: bool) -> dict[str, Any]:
    """Draw the ticks of counted origins or the hollow rings of those only listed, as one trace.

    Claims that no event carries stand in a trace of their own, which a click passes over.
    """
    points = [
        (line.x(share), line.y, tick)
        for line in lines
        for tick in line.row.ticks
        if tick.counted is counted and bool(tick.event_id) is clickable
        for share in dict.fromkeys((tick.low, tick.high))
    ]
    ink, faint = canvas.palette.ink, canvas.palette.ink3
    look = (
        {"symbol": "line-ns", "size": 11.4, "line": {"color": ink, "width": 2}}
        if counted
        else {"symbol": "circle-open", "size": 9, "color": faint, "line": {"color": faint, "width": 1.6}}
    )
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _, _ in points],
        "y": [y for _, y, _ in points],
        "marker": look,
        "hovertext": [tick.hover for _, _, tick in points],
        "hoverinfo": "text",
        "cliponaxis": False,
        **({"meta": "event", "customdata": [tick.event_id for _, _, tick in points]} if clickable else {}),
    }


def _text(text: str, x: float, y: float, size: float, colour: str, align: str) -> dict[str, Any]:
    return {
        "text": text,
        "x": x,
        "y": y,
        "xanchor": align,
        "yanchor": "middle",
        "align": align,
        "showarrow": False,
        "font": {"size": size, "color": colour},
    }


def _tick_glyph(colour: str) -> glyphs.Glyph:
    size = 'xmlns="http://www.w3.org/2000/svg" width="6" height="14" viewBox="0 0 6 14"'
    return glyphs.Glyph(f'<svg {size}><path d="M3 0V14" stroke="{colour}" stroke-width="2"/></svg>', 6, 14)


def _key(canvas: Canvas) -> tuple[KeyItem, ...]:
    palette = canvas.palette
    return (
        KeyItem("lowest to highest", glyphs.span(mix(palette.ink, palette.bg, 0.18))),
        KeyItem("an origin’s number", _tick_glyph(palette.ink)),
        KeyItem("listed, not counted: news, unnamed officials", glyphs.symbol("circle-open", palette.ink3)),
        KeyItem("no count in the window", glyphs.gap(palette.gap)),
    )


def _twin(tables: Tables, rows: Sequence[_Row]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            _twin_line(tables, row.name, standing, claim)
            for row in rows
            for standing, claims in (
                ("counted", row.found.chosen),
                ("listed only", row.found.unchosen),
                ("other scope", row.found.elsewhere),
            )
            for claim in claims
        ]
    )


def _twin_line(tables: Tables, name: str, standing: str, counted: Counted) -> dict[str, str]:
    claim = claim_rows(tables)[counted.claim_id]
    return {
        "Metric": name,
        "Standing": standing,
        "Origin": str(origin_rows(tables)[claim["origin"]]["short_name"]),
        "Number": figure(claim),
        "Scope": claim["scope"],
        "Speaks of": speaks_of(claim),
        "Said": coarse_day(known_day(claim["said_on"]), claim["said_precision"] or "day"),
        "Source": str(source_rows(tables)[claim["source_id"]]["publisher"]),
        "Claim": counted.claim_id,
    }


def _note(rows: Sequence[_Row], tables: Tables) -> str:
    others = sum(len(row.found.elsewhere) for row in rows)
    left = (
        f" {counted(others, 'number')} of a narrower scope {'stands' if others == 1 else 'stand'} in the table only."
        if others
        else ""
    )
    return (
        "Each strip starts at zero and has a scale of its own. One newest claim a family of origins, dated in the "
        f"last 24 months (12 for troops in Kursk); nothing is added or averaged.{left}"
    )


def _alt(rows: Sequence[_Row]) -> str:
    said = "; ".join(f"{row.name}: {row.number} ({row.foot})" for row in rows)
    return f"One strip from zero for each of {len(rows)} metrics with a tick for each counted origin. {said}."
