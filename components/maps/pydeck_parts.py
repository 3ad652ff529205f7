"""What the layers of the deck.gl map share: safe text, colours, and positions in the map's own units."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from components.maps.scene import Scene
from data.geography import Points

#: A string that deck.gl takes as it is; plain strings are read as expressions over a record.
STRING = pdk.types.String
#: The static folder with the ground layers and the icons.
GROUND_URL = "app/static/geo/"


class CompactDeck(pdk.Deck):  # type: ignore[misc]
    """A deck whose JSON carries no white space: half the size of pydeck's own."""

    def to_json(self) -> str:
        """Write the specification, keys sorted, so that equal decks are equal text."""
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))


def safe(text: str) -> str:
    """Keep deck.gl from evaluating row text: strings that begin with "@@" get a zero-width space before.

    >>> safe("@@=alert(1)")[0] == chr(0x200B), safe("Rajin")
    (True, 'Rajin')
    """
    return "\u200b" + text if text.startswith("@@") else text


def rgb(colour: str, opacity: float = 1.0) -> list[int]:
    """Give a hex colour as deck.gl takes it.

    >>> rgb("#FF8000"), rgb("#FF8000", 0.5)
    ([255, 128, 0], [255, 128, 0, 128])
    """
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return parts if opacity >= 1 else [*parts, round(255 * opacity)]


def positions(scene: Scene, plane: Points) -> list[list[float]]:
    """Write projected km as the map takes them: degrees in close views, km with y downwards in the corridor."""
    if scene.framing.geographic:
        # Four decimals are about 10 m: the closest view shows some 30 m a px.
        found: list[list[float]] = scene.framing.projection.inverse(plane).round(4).tolist()
    else:
        found = (plane * np.array([1.0, -1.0])).round(1).tolist()
    return found


def discs(id: str, records: list[dict[str, Any]], **look: Any) -> pdk.Layer:
    """Make a layer of discs; each record has its `position`, the other keys are named by `look`."""
    return pdk.Layer("ScatterplotLayer", records, id=id, get_position="position", **look)
