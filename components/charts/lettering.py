"""Words inside pictures: gathered line by line and drawn as one trace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.charts.event_marks import Trace
from components.charts.lane_items import Placed, Side
from components.charts.measure import text_width
from components.exhibits.contract import plain


@dataclass(slots=True)
class Texts:
    """All words of a picture, gathered into one text trace."""

    x: list[float]
    y: list[float]
    text: list[str]
    place: list[str]
    size: list[float]
    colour: list[str]
    weight: list[int]

    @classmethod
    def none(cls) -> Texts:
        """Begin with no words."""
        return cls([], [], [], [], [], [], [])

    def add(
        self, text: str, x: float, y: float, *, size: float, colour: str, weight: int = 400, place: str = "middle right"
    ) -> None:
        """Add one line of text, already safe for plotly, at a place in px."""
        if not text:
            return  # plotly removes the element of an empty label, and whatever is drawn there next is lost with it
        self.x.append(round(x, 1))
        self.y.append(round(y, 1))
        self.text.append(text)
        self.place.append(place)
        self.size.append(size)
        self.colour.append(colour)
        self.weight.append(weight)

    def trace(self) -> Trace:
        """Give the text trace; it takes no part in hovering."""
        return {
            "type": "scatter",
            "mode": "text",
            "x": self.x,
            "y": self.y,
            "text": self.text,
            "textposition": self.place,
            "textfont": {"size": self.size, "color": self.colour, "weight": self.weight},
            "hoverinfo": "skip",
        }


def add_labels(texts: Texts, placed: Iterable[Placed], *, size: float, line: float, colour: str) -> None:
    """Add the labels of marks, each line by itself so that lines stand as close as in print."""
    for one in placed:
        place = "middle left" if one.side is Side.LEFT else "middle right"
        top = one.text_y - (len(one.lines) - 1) * line / 2
        for i, words in enumerate(one.lines):
            texts.add(plain(words), one.text_x, top + i * line, size=size, colour=colour, place=place)


def words_over(placed: Iterable[Placed], x: float, size: float) -> list[tuple[float, float]]:
    """Find the labels that stand over an upright line: top and bottom px of each."""
    line, found = round(size * 1.09), []
    for one in placed:
        if not one.lines:
            continue
        width = max(text_width(words, size) for words in one.lines)
        start = one.text_x - width if one.side is Side.LEFT else one.text_x
        if start - 3 < x < start + width + 3:
            half = len(one.lines) * line / 2
            found.append((one.text_y - half, one.text_y + half))
    return found


def pieces(
    x: float, top: float, bottom: float, gaps: Iterable[tuple[float, float]]
) -> list[tuple[float, float, float, float]]:
    """Give an upright line in pieces, open where something stands on it.

    >>> pieces(5, 0, 100, [(40, 60), (55, 70)])
    [(5, 0, 5, 40), (5, 70, 5, 100)]
    """
    found = []
    for above, below in sorted(gaps):
        if above > top:
            found.append((x, top, x, min(above, bottom)))
        top = max(top, below)
    return [*found, (x, top, x, bottom)] if top < bottom else found
