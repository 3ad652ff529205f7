"""Where the words of a painted map stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from components.charts.measure import text_width
from components.maps.geometry import Box


def word_boxes(chart: dict[str, Any]) -> Iterator[tuple[str, Box]]:
    """Give each word that a map writes with the px that it covers; halos under words are left out."""
    for trace in chart["data"]:
        if trace["mode"] != "text" or isinstance(trace["textfont"]["color"], str):
            continue
        font = trace["textfont"]
        for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
            half, high = text_width(text, font["size"], weight=font["weight"]) / 2, font["size"] / 2
            yield text, Box(x - half, y - high, x + half, y + high)
