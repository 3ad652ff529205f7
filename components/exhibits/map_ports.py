"""What the map of the ports adds: the claims beside the ports, their rows and their note."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.maps.scene import Scene
from components.maps.views import MapView, shows
from data.ledger import place_names
from data.port_readouts import Readout, port_readouts

NOTE = (
    "Beside a port, where there is room: one origin’s newest figure on capacity and on depth, a counted origin’s "
    "first, of the whole port where it gives one; rivals stand on its card."
)


def read_beside(drawn: Scene) -> list[tuple[str, Readout]]:
    """List the figures of the ports that a scene shows, with the port of each; none outside the view of ports."""
    if drawn.view is not MapView.PORTS or drawn.show_places:
        return []
    here = {place.place_id for place in drawn.places if shows(drawn.view, (place.lon, place.lat))}
    readouts = port_readouts(drawn.rows.tables, drawn.rows.known_on)
    return [(port, one) for port, ones in readouts.items() if port in here for one in ones]


def port_claims(drawn: Scene) -> pd.DataFrame:
    """Give the claims beside the ports, with the columns of claims."""
    claims = drawn.rows.tables.claims
    return claims[claims["claim_id"].isin([one.claim_id for _, one in read_beside(drawn)])]


def port_rows(drawn: Scene) -> list[dict[str, Any]]:
    """Give the figures beside the ports as rows of the table twin."""
    names = place_names(drawn.rows.tables)
    return [
        {"Place": names[port], "What": one.figure, "Origins": one.origin + ("" if one.counted else ", not counted")}
        for port, one in read_beside(drawn)
    ]
