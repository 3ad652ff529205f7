"""The two directions of the flow diagram as the picture wants them."""

from __future__ import annotations

from dataclasses import replace

from components.charts.flow_parts import Entry, Side
from components.exhibits.trade_entries import Good, Goods, has_figure
from components.theme import Palette
from data.countries import country_name
from data.flows import PAIRS, Panel
from data.vocabulary import Direction
from data.wording import NO_FIGURE, counted, number

#: Units in which any goods may be measured; others count things of one kind.
_MEASURES = (Panel.USD, Panel.TONNES)


def sides(found: Goods, panel: Panel, palette: Palette, room: int) -> list[Side]:
    """Give the two directions for the picture; goods without a figure in the unit are only named.

    Where each direction has no more than `room` figures, those beside the newest get rows of their own.
    """
    figures = [sum(1 + len(good.rest) for good in made if has_figure(good, panel)) for made in found.values()]
    unfold = max(figures) <= room
    return [_side(way, made, panel, palette, unfold=unfold) for way, made in found.items()]


def _wanting(good: Good, panel: Panel) -> bool:
    """Say whether a good is named as one without a figure: in what measures all goods, else in any unit."""
    return not has_figure(good, panel) if panel in _MEASURES else good.entry.amount == NO_FIGURE


def _drawn(good: Good, *, unfold: bool) -> list[Entry]:
    """Give the newest figure with the others as ticks, or each figure as an entry."""
    if not (unfold and good.rest):
        return [good.entry]
    entry = replace(good.entry, spots=good.entry.spots[:1])
    return [entry, *(replace(one, depth=entry.depth + 1) for one in good.rest)]


def _side(way: Direction, made: list[Good], panel: Panel, palette: Palette, *, unfold: bool) -> Side:
    exporter, importer = PAIRS[way]
    flows = [good for good in made if not good.entry.total]
    drawn = tuple(entry for good in made if has_figure(good, panel) for entry in _drawn(good, unfold=unfold))
    unsized = sum(good.entry.amount == NO_FIGURE for good in flows)
    none = f"{number(unsized) if unsized else 'none'} without a figure"
    return Side(
        heading=way.label,
        exporter=country_name(exporter),
        importer=country_name(importer),
        node=f"way:{exporter}-{importer}",
        colour=palette.direction(way),
        text_colour=getattr(palette, f"{way}_text"),
        entries=drawn,
        known=len(flows),
        hover=f"{way.label}: {counted(len(flows), 'known flow')}, {none}",
        unsized=tuple(good.entry.name for good in flows if not good.labour and _wanting(good, panel)),
        unsized_in=panel.unit if panel in _MEASURES else "any unit",
    )
