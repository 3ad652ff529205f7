"""The headline tiles as a row: label, number, zero-based strip, two or three lines of foot."""

from __future__ import annotations

from collections.abc import Iterable

from components.content.lists import root
from components.content.tree import Node, h
from components.theme import Mode
from data.tiles import Strip, Tile


def tile_row(tiles: Iterable[Tile], mode: Mode) -> Node:
    """Lay the tiles side by side; a click on one asks for ``headline:<code>``.

    On a phone the row wraps to two across.
    """
    return root("div", mode, "tiles", *(_tile(tile) for tile in tiles), label="Headline numbers", role="list")


def _tile(tile: Tile) -> Node:
    number = h("span", h("strong", tile.number), h("small", tile.unit) if tile.unit else None, cls="number")
    foot = h("span", *(h("span", line) for line in tile.foot), cls="foot")
    button = h(
        "button",
        h("span", tile.label, cls="label"),
        number,
        strip(tile.strip) if tile.strip else None,
        foot,
        cls="tile",
        open=f"headline:{tile.code}",
        title="Show the rows behind this number",
    )
    return h("div", button, role="listitem")


def strip(drawn: Strip) -> Node:
    """Draw a strip from zero: a pale range, one tick a number; hatched where nothing is reported."""
    if drawn.hatched:
        return h("span", cls="strip hatched", role="img", aria_label="no newer figure")
    width = max(drawn.high - drawn.low, 0)
    span = h("span", cls="range", style={"left": _per_cent(drawn.low), "width": _per_cent(width)}) if width else None
    ticks = (h("span", cls="tick", style={"left": _per_cent(tick)}) for tick in drawn.ticks)
    return h("span", h("span", cls="zero"), span, *ticks, cls="strip", role="presentation")


def _per_cent(share: float) -> str:
    return f"{share * 100:.2f}%"
