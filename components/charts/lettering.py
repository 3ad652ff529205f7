"""Words inside pictures: gathered line by line and drawn as one trace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.charts.event_marks import Trace
from components.charts.lane_items import Placed, Side
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
