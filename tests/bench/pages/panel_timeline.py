"""The timeline and its region filter as a plain Panel page, in its compact form: a dictionary, no go.Figure."""

from __future__ import annotations

import sys

import panel as pn

from tests.bench.pages.figures import REGIONS, dressed, timeline, timeline_size

pn.extension("plotly")


def page() -> pn.Column:
    """Make the page of one session."""
    search = pn.state.location.search if pn.state.location else ""
    regions = pn.widgets.CheckButtonGroup(options={region.label: region.value for region in REGIONS}, value=[])
    width, height = timeline_size()
    made = timeline(search, [])
    title, source = pn.pane.Str(made.title), pn.pane.Str(made.sources.text())
    chart = pn.pane.Plotly(dressed(made), width=width, height=height, config={"displayModeBar": False})

    def redraw(chosen: list[str]) -> None:
        made = timeline(search, chosen)
        chart.object = dressed(made)
        title.object, source.object = made.title, made.sources.text()

    regions.param.watch(lambda event: redraw(event.new), "value")
    return pn.Column(regions, title, chart, source)


if __name__ == "__main__":
    pn.serve(page, port=int(sys.argv[1]), address="127.0.0.1", show=False, websocket_origin=["*"])
