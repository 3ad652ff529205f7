"""The exhibits of the Overview as a plain Dash page with the same filter and the selection in the address.

A layout cannot see the address, so the figures come by callbacks: one each, so that none waits for another.
"""

from __future__ import annotations

import sys

from dash import Dash, Input, Output, dcc, html

from tests.bench.pages.figures import OVERVIEW, REGIONS, dressed, overview

app = Dash(__name__)


def place(id: str) -> html.Div:
    """Lay out the place of one exhibit."""
    graph = dcc.Graph(id=id, config={"displayModeBar": False})
    return html.Div([html.H3(id=f"{id}-title"), graph, html.P(id=f"{id}-source")])


app.layout = html.Div(
    [
        dcc.Location(id="url"),
        dcc.Checklist(
            id="regions", options=[{"label": r.label, "value": r.value} for r in REGIONS], value=[], inline=True
        ),
        *(place(id) for id, _, _ in OVERVIEW),
    ]
)


def connect(id: str, width: int, height: int) -> None:
    """Let an exhibit follow the filter and the address."""

    @app.callback(
        Output(id, "figure"),
        Output(f"{id}-title", "children"),
        Output(f"{id}-source", "children"),
        Input("regions", "value"),
        Input("url", "search"),
    )
    def redraw(regions: list[str], search: str | None) -> tuple[dict, str, str]:
        made = overview(id, search, regions, width, height)
        return dressed(made), made.title, made.sources.text()


for exhibit_id, width, height in OVERVIEW:
    connect(exhibit_id, width, height)

if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=False)
