"""Words at upright columns: over them where there is room, along them where columns are narrow, and in gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_letters

from components.charts.bar_columns import Column, Gap, bounds
from components.charts.bar_parts import ARROW, Page
from components.charts.measure import ellipsis, text_width, wrap
from components.exhibits.contract import plain

#: Half the px that a line of text along a column takes, and the least distance of two, in sizes of text.
_HALF = 0.58
#: How much of a name must be left to be worth cutting, in sizes of text.
_FAIR = 5.0
#: Lines of words along a column, at most.
_LINES = 2
#: Px from the top of a block to words that hang from it.
_UNDER = 14.0
_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Spot:
    """A drawn column: its middle, width, foot and top in px."""

    column: Column
    centre: float
    width: float
    floor: float
    top: float

    @property
    def body(self) -> _Box:
        """The px that it covers."""
        return self.centre - self.width / 2, self.floor, self.centre + self.width / 2, self.top

    @property
    def block(self) -> _Box:
        """The px of a block on a logarithmic scale."""
        return self.centre - self.width / 2, self.top - _UNDER + 2, self.centre + self.width / 2, self.top


def is_level(pitch: float, size: float) -> bool:
    """Whether columns are so far apart that their words stand level over them."""
    return pitch >= size * 5.5


def label_height(column: Column, level: bool, pitch: float, size: float, room: float) -> float:
    """Give the px that a column's words take over it."""
    arrow = ARROW + 4 if bounds(column) > 0 else 0
    if level:
        return 8 + arrow + size * 1.25 * (1 + len(_about(column, pitch, size)))
    least = min(text_width(column.label, size), room * 0.85 - 12 - arrow)
    return min(text_width(column.line, size), max(room * 0.58, least)) + 12 + arrow


def write_labels(page: Page, spots: Sequence[Spot], pitch: float, top: float, *, beneath: bool = False) -> int:
    """Write the words of columns; gives how many found no room.

    Along narrow columns the leading figure of each year comes first, then the rest, newest first;
    words keep off other columns and other words. With `beneath` they hang from blocks that stand
    high enough. Only level words have room to say what is missing over a hatch; else the key does.
    """
    size = page.canvas.text
    if is_level(pitch, size):
        for spot in spots:
            (_level_silence if spot.column.missing else _level)(page, spot, pitch)
        return 0
    taken: list[_Box] = []
    left_out = 0
    named = [spot for spot in spots if not spot.column.missing]
    for spot in sorted(named, key=lambda one: (not one.column.leads, not one.column.counted, -one.column.year)):
        base = spot.top + 4
        hanging = spot.top - _UNDER - text_width(spot.column.line, size)
        if beneath and hanging > spot.floor:
            base = hanging
        others = [*taken, *(other.block if beneath else other.body for other in spots if other is not spot)]
        for lines in _uprights(spot.column, top - base, size, cut=not beneath):
            half = size * _HALF * len(lines)
            box = (spot.centre - half, base, spot.centre + half, base + max(text_width(one, size) for one in lines))
            if not any(_touch(box, other) for other in others):
                taken.append(box)
                _along(page, lines, spot.centre, base, page.canvas.palette.ink)
                break
        else:
            left_out += 1
    return left_out


def _uprights(column: Column, room: float, size: float, *, cut: bool) -> Iterator[list[str]]:
    """Give the settings of words along a column, best first: whole in one line or two, then cut to one.

    A number is never cut: where it has no room there is no setting.
    """
    whole = text_width(column.line, size)
    if whole > room:
        first = column.label if column.last is None else f"{column.label} · {column.last.period}"
        for lines in ([first, column.name], wrap(column.line, room, size)):
            if len(lines) == _LINES and all(text_width(line, size) <= room for line in lines):
                yield lines
    if text_width(column.label, size) > room:
        # The arrow says "over" or "up to" where the words have no room.
        bare = column.label.lstrip(ascii_letters + " ")
        if bounds(column) and text_width(bare, size) <= room:
            yield [bare]
        return
    words = ellipsis(_fitting(column, room, size, cut=cut), room, size)
    short = words.rpartition(" ")[0]
    # A name ends after a word, where any of it is left.
    yield [f"{short}…" if words.endswith("…") and len(short.strip()) > len(column.label) else words]


def _fitting(column: Column, room: float, size: float, *, cut: bool) -> str:
    """Give figure and name where they fit or a fair part of the name does, else the figure alone."""
    fair = text_width(column.label, size) + (_FAIR * size if cut else room)
    return column.line if min(text_width(column.line, size), fair) <= room else column.label


def _touch(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _about(column: Column, pitch: float, size: float) -> list[str]:
    period = wrap(column.last.period, pitch - 6, size) if column.last else []
    others = [line for _, words in column.ticks for line in wrap(f"– {words}", pitch - 6, size)]
    return [*period, *wrap(column.name, pitch - 6, size, lines=2), *others]


def _level(page: Page, spot: Spot, pitch: float) -> None:
    size, palette, column = page.canvas.text, page.canvas.palette, spot.column
    # A part of a year is narrower than its column: its words stand over its months.
    x = spot.centre if column.last is None else spot.centre - spot.width * (1 - column.last.end) / 2
    lines = [column.label, *_about(column, pitch, size)]
    for at, line in enumerate(reversed(lines)):
        first = at == len(lines) - 1
        y = spot.top + 4 + size * (0.7 + 1.25 * at)
        page.texts.add(line, x, y, palette.ink if first else palette.ink2, bold=first, centre=True)


def _level_silence(page: Page, spot: Spot, pitch: float) -> None:
    """Say over a hatch that there is no figure."""
    size = page.canvas.text
    for at, line in enumerate(reversed(wrap(spot.column.missing, pitch - 6, size))):
        y = spot.top + 2 + size * (0.7 + 1.25 * at)
        page.texts.add(line, spot.centre, y, page.canvas.palette.ink2, centre=True)


def _along(page: Page, lines: Sequence[str], x: float, y: float, colour: str) -> None:
    """Write lines that read upwards from a place on."""
    words = "<br>".join(plain(line) for line in lines)
    note = {"text": words, "x": x, "y": y, "textangle": -90, "xanchor": "center", "yanchor": "bottom", "align": "left"}
    font = {"size": page.canvas.text, "color": colour}
    page.notes.append({**note, "showarrow": False, "borderpad": 0, "font": font})


def gap_words(page: Page, gap: Gap, left: float, width: float, floor: float, spots: Sequence[Spot]) -> None:
    """Hatch a gap and say why it is one: at length where it is wide, else shortly, level or upright."""
    size, palette = page.canvas.text, page.canvas.palette
    inset = min(width * 0.08, 12)
    page.blocks.hatch(left + inset, floor + 1, width - 2 * inset, size * 1.6)
    above = floor + size * 2.1
    lines = next((lines for lines in _settings(gap, width, size)), [])
    if lines:
        for at, line in enumerate(reversed(lines)):
            y = above + size * (0.5 + 1.25 * at)
            page.texts.add(line, left + width / 2, y, palette.ink2, centre=True)
        return
    words, x = gap.short or gap.words, left + width / 2
    box = (x - size * _HALF, above, x + size * _HALF, above + text_width(words, size))
    if width >= size * 1.3 and not any(_touch(box, spot.body) for spot in spots):
        _along(page, [words], x, above - 2, palette.ink2)


def _settings(gap: Gap, width: float, size: float) -> Iterator[list[str]]:
    for words, most in ((gap.words, 4), (gap.short, 3)):
        lines = wrap(words, width - 8, size)
        if words and width >= size * 6 and len(lines) <= most:
            yield lines
