"""How far down a picture reaches, so that on a screen it ends below its last mark."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

#: Px left under the last mark, and blank px from which a picture is cut.
_UNDER, _BLANK = 8.0, 24.0
#: What a pointer finds needs so many px to be shown in.
_LEAST = 110
#: Half the height of a line of text, and the size where a trace names none, in px.
_HALF_LINE, _SIZE = 0.75, 14.0
#: The second number of each pair of a path.
_PAIRS = re.compile(r"[-\d.]+[ ,]([-\d.]+)")


def ending(chart: dict[str, Any]) -> dict[str, Any]:
    """Give a picture that is laid out in px from its top a height that ends below its last mark.

    Pictures on other axes, and those with little or nothing blank below, stay as they are.

    >>> rows = {"type": "bar", "base": [10], "y": [200]}
    >>> layout = {"width": 100, "height": 400, "yaxis": {"range": [400.0, 0]}}
    >>> ending({"data": [rows], "layout": layout})["layout"]["height"]
    218
    """
    layout = chart["layout"]
    axes = [key for key in layout if key.startswith("yaxis")]
    if axes != ["yaxis"] or list(layout["yaxis"].get("range", ())) != [layout["height"], 0]:
        return chart
    low = max(math.ceil(max(_reaches(chart), default=0.0) + _UNDER), _LEAST)
    if layout["height"] - low < _BLANK:
        return chart
    axis = {**layout["yaxis"], "range": [float(low), 0]}
    return {**chart, "layout": {**layout, "height": low, "yaxis": axis}}


def _reaches(chart: dict[str, Any]) -> Iterator[float]:
    for trace in chart["data"]:
        yield from _reach(trace)
    for shape in chart["layout"].get("shapes", ()):
        # Shapes that are tied to the paper are grounds, which follow the picture's height.
        if shape.get("yref", "y") == "y":
            yield from _numbers((shape.get("y0"), shape.get("y1")))
            yield from map(float, _PAIRS.findall(shape.get("path", "")))
    for note in chart["layout"].get("annotations", ()):
        yield note["y"] + note.get("font", {}).get("size", _SIZE) * _HALF_LINE


def _reach(trace: dict[str, Any]) -> Iterator[float]:
    found = max(_numbers(trace["y"]), default=0.0)
    if trace["type"] == "bar":
        base = trace.get("base", 0)
        starts = base if isinstance(base, list | tuple) else [base] * len(trace["y"])
        yield max((start + tall for start, tall in zip(starts, trace["y"], strict=True) if tall is not None), default=0)
    elif "text" in trace.get("mode", ""):
        size = trace.get("textfont", {}).get("size", _SIZE)
        sizes = size if isinstance(size, list | tuple) else [size]
        yield found + max(sizes, default=_SIZE) * _HALF_LINE
    else:
        yield found + 6.0


def _numbers(values: Iterable[Any]) -> Iterator[float]:
    return (value for value in values if isinstance(value, int | float))
