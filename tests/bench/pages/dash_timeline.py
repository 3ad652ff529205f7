"""The timeline and its region filter as a plain Dash page, in its compact form: a dictionary, no go.Figure."""

from __future__ import annotations

import sys

from dash import Dash, Input, Output, dcc, html

from tests.bench.pages.figures import REGIONS, dressed, timeline

app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.Location(id="url"),
        dcc.Checklist(
            id="regions", options=[{"label": r.label, "value": r.value} for r in REGIONS], value=[], inline=True
        ),
        html.H3(id="title"),
        dcc.Graph(id="timeline", config={"displayModeBar": False}),
        html.P(id="source"),
    ]
)


@app.callback(
    Output("timeline", "figure"),
    Output("title", "children"),
    Output("source", "children"),
    Input("regions", "value"),
    Input("url", "search"),
)
def redraw(regions: list[str], search: str | None) -> tuple[dict, str, str]:
    """Filter, build, send."""
    made = timeline(search, regions)
    return dressed(made), made.title, made.sources.text()


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=False)
