"""What stands around the marks of claim panels: grid, headings, headlines, silences, the time axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from components.charts.claim_labels import Box, Labels
from components.charts.claim_paint import Paint
from components.charts.claim_scale import Band, Sheet, count_words, heading_lines
from components.charts.measure import ellipsis, text_width, wrap
from components.charts.time_axis import TimeAxis, number_of, ticks
from components.exhibits.contract import Canvas, plain
from components.theme import Palette, mix
from data.headlines import Headline
from data.tiles import bound_words, compact
from data.wording import counted, day

#: Share of the ink that fills a headline range.
_HEADLINE = 0.18
#: What a hatch says where the whole sentence has no room.
_SILENT = "no newer count"


@dataclass(frozen=True)
class Ground:
    """The sheet, its time axis, and what is drawn on them; labels keep off what is written here."""

    sheet: Sheet
    axis: TimeAxis
    paint: Paint
    labels: Labels

    @property
    def canvas(self) -> Canvas:
        """The canvas of the sheet."""
        return self.sheet.canvas

    @property
    def palette(self) -> Palette:
        """The colours of the canvas."""
        return self.canvas.palette

    @property
    def size(self) -> float:
        """The size of text in px."""
        return self.canvas.text

    def grid(self, band: Band) -> None:
        """Draw the level lines of a panel with their numbers, from zero."""
        for value in band.lines:
            y = band.y(value)
            self.paint.rule(self.sheet.left, y, self.axis.edge, y, self.palette.hair if value else self.palette.rule)
            self.paint.write(count_words(value), self.sheet.left - 8, y, self.palette.ink2, place="middle left")

    def heading(self, band: Band, heading: str, foot: str, found: Headline | None, *, first: bool = False) -> None:
        """Write the heading beside its panel or, where it is narrow, above it, and the headline number.

        Over the `first` headline of a wide picture stands of which day they all are.
        """
        if self.sheet.wide:
            self._heading_beside(band, heading, foot)
            if found:
                self._headline_beside(band, found, first=first)
            return
        y = band.top + self.size * 0.65
        self.paint.write(plain(heading), 0, y, self.palette.ink, heading=True)
        width = text_width(heading, self.size + 1, weight=600)
        self.labels.block((0, band.top - self.size * 0.4, width + self.size * 1.2, band.top + self.size * 1.3))
        if found and self.canvas.narrow:
            self._headline_below(found, y)
        elif found:
            self._headline_above(found, y, width + self.size * 1.5)

    def _heading_beside(self, band: Band, heading: str, foot: str) -> None:
        size, y = self.size, min(band.ceiling, band.base - self.size * 1.4)
        for line in heading_lines(heading, self.canvas):
            self.paint.write(plain(line), 0, y, self.palette.ink, heading=True)
            y += size * 1.35
        for line in wrap(foot, size * 7.4, size, lines=2):
            if y > band.base + size * 0.8:
                return
            self.paint.write(plain(line), 0, y, self.palette.ink2)
            y += size * 1.25

    def _headline_beside(self, band: Band, found: Headline, *, first: bool) -> None:
        """Draw the headline range at the panel's scale, with its number and what stands behind it."""
        said, words = headline_words(found)
        x, size = self.sheet.column, self.size
        text = x + 18
        lines = [line for part in words for line in wrap(part, self.canvas.width - text, size)]
        if first:
            self.paint.write(f"Headline on {day(found.day)}", x - 8, band.top - size * 0.95, self.palette.ink2)
        if found.lowest is None or found.highest is None:
            y = min(band.ceiling, band.base - size * 1.4)
            self.paint.write(said, text, y, self.palette.ink2)
        else:
            low, high = band.y(found.lowest), band.y(found.highest)
            self._headline_range(x, low, high)
            height = size * (1.9 + 1.2 * len(lines))
            lowest, highest = band.base - height + size * 1.6, band.top + size * 0.9
            y = max(min((low + high) / 2 - height / 2 + size * 0.9, lowest), highest)
            self.paint.number(said, text, y)
        for line in lines:
            y += size * 1.35
            self.paint.write(plain(line), text, y, self.palette.ink2)

    def _headline_range(self, x: float, low: float, high: float) -> None:
        if high < low:
            self.paint.block(x - 4, high, 8, low - high, mix(self.palette.ink, self.palette.bg, _HEADLINE))
        for tick in {low, high}:
            self.paint.block(x - 8, tick - 1, 16, 2, self.palette.ink)

    def _headline_below(self, found: Headline, y: float) -> None:
        """Write the headline number at the end of the heading's line and the rest on the next."""
        said, (about, *_) = headline_words(found)
        width, size = self.canvas.width, self.size
        self.paint.write(f"<b>{plain(said)}</b>", width - 8, y, self.palette.ink, place="middle left")
        self.paint.write(plain(ellipsis(f"headline: {about}", width, size)), 0, y + size * 1.3, self.palette.ink2)
        self.labels.block((0, y - size, width, y + size * 1.95))

    def _headline_above(self, found: Headline, y: float, left: float) -> None:
        """Write the headline at the end of the heading's line."""
        said, (about, *_) = headline_words(found)
        width, size, shade = self.canvas.width, self.size, self.palette.ink2
        about = ellipsis(about, width - left - text_width(f"{said} headline", size, weight=600) - 24, size)
        self.paint.write(plain(about), width - 6, y, shade, place="middle left")
        x = width - 14 - text_width(about, size)
        self.paint.write(f"<b>{plain(said)}</b>", x, y, self.palette.ink, place="middle left")
        x -= text_width(said, size, weight=600) + 7
        self.paint.write("headline", x, y, shade, place="middle left")
        self.labels.block((x - text_width("headline", size), y - size * 0.65, width, y + size * 0.65))

    def hatch(self, left: float, top: float, base: float, words: str) -> None:
        """Hatch the time from a px on and say in words that nothing newer is counted; no words, no hatch."""
        right, size = self.axis.right, self.size
        for said in (words, _SILENT):
            lines = wrap(said, right - left - 20, size, weight=600) if right - left > size * 9 else []
            if lines and len(lines) * size * 1.3 <= base - top - 4 and len(lines) <= 3:
                self.paint.hatch(left, top, right - left, base - top)
                self._on_hatch(lines, (left + right) / 2, (base + top) / 2)
                return

    def _on_hatch(self, lines: Sequence[str], x: float, middle: float) -> None:
        """Write words on cleared ground in the middle of a hatch, each line on its own."""
        size = self.size
        for place, line in enumerate(lines):
            y = middle + (place - (len(lines) - 1) / 2) * size * 1.3
            half = text_width(line, size, weight=600) / 2 + 6
            box: Box = (x - half, y - size * 0.7, x + half, y + size * 0.7)
            self.paint.patch(*box)
            self.labels.block(box)
            self.paint.write(f"<b>{plain(line)}</b>", x, y, self.palette.ink2, place="middle center")

    def foot(self) -> None:
        """Draw the time axis under the last panel."""
        axis, base, size, palette = self.axis, self.sheet.base, self.size, self.palette
        y = base + size * 0.5 + 7
        for tick in ticks(axis, size):
            self.paint.rule(tick.px, base, tick.px, base + (6 if tick.strong else 4), palette.rule)
            text = f"<b>{tick.label}</b>" if tick.strong else tick.label
            self.paint.write(text, tick.px + 3, y, palette.ink if tick.strong else palette.ink2)
        for year, left in axis.slots():
            self.paint.rule(left, base, left, base + 6, palette.rule)
            self.paint.write(f"<b>{axis.slot_label(year)}</b>", left + 3, y, palette.ink)
        for dx in (0.0, 5.0) if axis.later else ():
            self.paint.rule(axis.right + 3 + dx, base + 5, axis.right + 9 + dx, base - 5, palette.rule)

    def milestones(self, days: Sequence[tuple[date, str]]) -> None:
        """Draw upright hairlines on days worth knowing, as many as have room for their words (none on a phone)."""
        axis, top, size = self.axis, self.sheet.bands[0].top, self.size
        free = self.sheet.left
        for when, words in () if self.canvas.narrow else sorted(days):
            at = number_of(when) + 0.5
            width, x = text_width(words, size), axis.px(at)
            start = min(max(x - width / 2, free), axis.edge - width)
            if axis.start <= at <= axis.end and start >= free and start - 4 < x < start + width + 4:
                self.paint.rule(x, top - size * 0.2, x, self.sheet.base, self.palette.hair)
                self.paint.write(plain(words), start, top - size * 0.95, self.palette.ink2)
                free = start + width + 14


def headline_words(found: Headline) -> tuple[str, list[str]]:
    """Give the headline number in words and the lines under it."""
    if found.lowest is None or found.highest is None:
        return "no count", [found.newest_words]
    said = " ".join(part for part in compact(found.lowest, found.highest) if part)
    return said, [f"{counted(found.families, 'origin')} · {found.newest_words}", *bound_words(found)]
