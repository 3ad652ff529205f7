"""Two origins on one figure of trade: side by side, with the difference between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from components.charts import glyphs
from components.charts.pair_bars import Bar, Group, pair_bars
from components.exhibits.contract import Canvas, Evidence, Exhibit, KeyItem
from components.exhibits.making import finish, nothing, opening
from components.exhibits.trade_columns import focus_of, hover_line, key_of_forms, reach, standing_words
from components.theme import Palette
from data import Rows, Selection, Tables
from data.series import DPRK, TURNOVER
from data.trade_figures import Figure, Pair, Partner, figures, percent_words, rivals, sized
from data.wording import counted

_EXPORTS = "all"


@dataclass(frozen=True, slots=True)
class _Flow:
    """A flow on which origins are compared: exporter, importer, goods, its words and the colour of its way."""

    exporter: str
    importer: str
    goods: str
    words: str
    way: str


_FLOWS = (
    _Flow(Partner.RUSSIA, DPRK, TURNOVER, "Two-way trade, Russia", "bilateral"),
    _Flow(Partner.RUSSIA, DPRK, _EXPORTS, "Russia’s exports to the DPRK", "russia_to_dprk"),
    _Flow(DPRK, Partner.RUSSIA, _EXPORTS, "DPRK exports to Russia", "dprk_to_russia"),
    _Flow(Partner.CHINA, DPRK, TURNOVER, "Two-way trade, China", "other"),
    _Flow(Partner.CHINA, DPRK, _EXPORTS, "China’s exports to the DPRK", "other"),
    _Flow(DPRK, Partner.CHINA, _EXPORTS, "DPRK exports to China", "other"),
)

#: Colours of the ways in the order of the key, with their words.
_WAYS = {
    "bilateral": "Russia and the DPRK, both ways",
    "russia_to_dprk": "Russia → DPRK",
    "dprk_to_russia": "DPRK → Russia",
    "other": "with China",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """What two or more origins say of one flow in one year, the highest first."""

    flow: _Flow
    told: tuple[Figure, ...]

    @property
    def pair(self) -> Pair:
        """The highest figure and the lowest."""
        return Pair(self.told[0], self.told[-1])

    @property
    def share(self) -> float:
        """How far the lowest lies under the highest, in percent of the highest."""
        return abs(self.pair.percent or 0)


def rival_figures(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Show every figure of trade that two origins at first hand give for one year, with the difference.

    Whole calendar years of one flow alone are compared; the difference is named as one between two
    origins and stands for nothing else.
    """
    rows = selection.apply(tables)
    subject = "Whole years of DPRK trade on which two origins speak, and how far apart they are"
    given = opening(
        "rival-figures",
        subject,
        reach(rows, lambda flows: _figures(tables, flows)),
        tables=tables,
        selection=selection,
        canvas=canvas,
        options=options,
    )
    found = _found(tables, rows)
    if not found:
        advice = "No year is left for which two origins at first hand put a figure on the same trade."
        return nothing(**given, advice=advice)
    groups = [_group(one, canvas.palette) for one in found]
    picture = pair_bars(groups, canvas, one_scale=False)
    told = [one for found_ in found for one in found_.told]
    ids = {one.flow_id for one in told}
    return finish(
        **given,
        title=_title(found),
        chart=picture.chart,
        key=_key(canvas.palette, found),
        rows=_table(found),
        evidence=Evidence(flows=rows.flows[rows.flows["flow_id"].isin(ids)]),
        note=_note(picture.hidden),
        alt=_alt(found),
    )


def _figures(tables: Tables, flows: pd.DataFrame) -> list[Figure]:
    return [one for flow in _FLOWS for one in figures(tables, flows, flow.exporter, flow.importer, flow.goods)]


def _found(tables: Tables, rows: Rows) -> list[_Found]:
    found = [
        _Found(flow, told)
        for flow in _FLOWS
        for told in rivals(figures(tables, rows.flows, flow.exporter, flow.importer, flow.goods))
    ]
    return sorted(found, key=lambda one: (-one.told[0].year, _FLOWS.index(one.flow)))


def _group(found: _Found, palette: Palette) -> Group:
    colour = str(getattr(palette, found.flow.way))
    bars = tuple(
        Bar(
            name=one.origin,
            label=one.words,
            value=one.value,
            form=one.standing,
            counted=one.counted,
            bound=one.bound,
            colour=colour,
            hover=f"{hover_line(one)}<br>{_apart(found)}",
            focus=focus_of(one),
        )
        for one in found.told
    )
    return Group(f"{found.told[0].year}  {found.flow.words}", f"apart: {_size(found)}", bars)


def _size(found: _Found) -> str:
    pair = found.pair
    if not pair.difference:
        return "nothing, the same figure"
    return f"{sized(abs(pair.difference), pair.first.unit)}, {percent_words(found.share)} of the higher"


def _apart(found: _Found) -> str:
    """Say the difference with both figures that it is worked out from."""
    high, low = found.pair.first, found.pair.second
    return f"{_size(found)}, worked out from {high.words} ({high.origin}) and {low.words} ({low.origin})"


def _title(found: Sequence[_Found]) -> str:
    """Name the two figures that lie furthest apart, as a share of the higher."""
    widest = max(found, key=lambda one: (one.share, one.told[0].year))
    high, low = widest.pair.first, widest.pair.second
    return (
        f"{high.origin} puts {_lower(widest.flow.words)} in {high.year} at {high.words}, "
        f"{low.origin} at {low.words}: {percent_words(widest.share)} less"
    )


def _lower(words: str) -> str:
    """Write a flow inside a sentence.

    >>> _lower("Two-way trade, China"), _lower("Russia’s exports to the DPRK")
    ('two-way trade with China', 'Russia’s exports to the DPRK')
    """
    partner = words.removeprefix("Two-way trade, ")
    return words if partner == words else f"two-way trade with {partner}"


def _key(palette: Palette, found: Sequence[_Found]) -> list[KeyItem]:
    used = {one.standing for group in found for one in group.told}
    ways = {group.flow.way for group in found}
    names = [(way, words) for way, words in _WAYS.items() if way in ways]
    return [
        *key_of_forms(palette, used, palette.ink2),
        *(
            KeyItem(words, glyphs.swatch(str(getattr(palette, way))), rule=not at)
            for at, (way, words) in enumerate(names)
        ),
    ]


def _table(found: Sequence[_Found]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Year": str(one.year),
                "Trade": group.flow.words,
                "Figure": one.words,
                "Origin": one.origin,
                "Basis": standing_words(one),
                "Apart, highest and lowest": _apart(group),
                "Row": one.flow_id,
                "Source": one.publisher,
            }
            for group in found
            for one in group.told
        ]
    )


def _note(hidden: int) -> str:
    said = [
        "Bars of one heading have one scale, from zero; lengths of different headings do not compare.",
        "A difference between origins is no change in trade: mirror statistics may count goods that the other "
        "side’s customs leave out.",
        f"{counted(hidden, 'heading')} without room: see the table." if hidden else "",
    ]
    return " ".join(part for part in said if part)


def _alt(found: Sequence[_Found]) -> str:
    said = "; ".join(f"{_lower(one.flow.words)} {one.told[0].year}: {_apart(one)}" for one in found[:4])
    return f"Pairs of bars, one pair a year and flow, the newest first. {said}."
