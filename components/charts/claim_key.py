"""The key of claim panels: what each mark of a picture says, and only the marks it uses."""

from __future__ import annotations

from collections.abc import Iterator

from components.charts import glyphs
from components.charts.claim_panels import PanelPicture
from components.charts.claim_spots import bound
from components.charts.glyphs import Glyph
from components.exhibits.contract import UNCOUNTED, Canvas, KeyItem
from components.theme import PARTY_SYMBOLS, mix
from data.trails import Step
from data.vocabulary import AsOfBasis, Party, Qualifier


def panel_key(picture: PanelPicture, canvas: Canvas) -> tuple[KeyItem, ...]:
    """Explain the marks that a picture of claim panels uses, parties first."""
    return (*_origins(picture, canvas), *_numbers(picture, canvas), *_steps(picture, canvas))


def _origins(picture: PanelPicture, canvas: Canvas) -> Iterator[KeyItem]:
    palette, spots = canvas.palette, picture.spots
    for party in picture.parties:
        mark = glyphs.symbol(PARTY_SYMBOLS[party], palette.party(party))
        yield KeyItem("UN bodies" if party is Party.UNITED_NATIONS else party.label, mark)
    if any(not spot.statement.counted for spot in spots):
        ring = glyphs.symbol("circle-open", palette.ink3)
        yield KeyItem(UNCOUNTED, ring)
    if any(spot.plan for spot in spots):
        yield KeyItem("planned", glyphs.status_mark("planned", palette.ink2))
    if any(spot.statement.counted and spot.statement.basis is AsOfBasis.READ for spot in spots):
        yield KeyItem("hollow: day not given", glyphs.status_mark("claimed", palette.ink2))


def _numbers(picture: PanelPicture, canvas: Canvas) -> Iterator[KeyItem]:
    colour, spots = canvas.palette.ink2, picture.spots
    first = True
    for way, label in ((1, "at least, over"), (-1, "up to, under, nearly")):
        if any(bound(spot.statement) == way for spot in spots):
            yield KeyItem(label, glyphs.upright_arrow(colour, more=way > 0), rule=first)
            first = False
    if any(spot.statement.ranged for spot in spots):
        best = any(spot.statement.ranged and spot.statement.best is not None for spot in spots)
        yield KeyItem("range", _range(colour, mix(colour, canvas.palette.bg, 0.3), best), rule=first)
        first = False
    if any(spot.statement.qualifier is Qualifier.ABOUT for spot in spots):
        yield KeyItem("≈ about", rule=first)


def _steps(picture: PanelPicture, canvas: Canvas) -> Iterator[KeyItem]:
    colour, spots = canvas.palette.ink2, picture.spots
    if any(spot.statement.step is Step.REVISION for spot in spots):
        yield KeyItem("revised by the same origin", _step(colour), rule=True)
    if picture.onward:
        yield KeyItem("not revised since", glyphs.line(colour, dash="2,4", weight=1.6, width=26))
    if picture.repeated:
        yield KeyItem("repeated", _tick(colour))
    if picture.coarse:
        yield KeyItem("some time in the month, quarter or year", glyphs.band(colour))
    if picture.silences:
        yield KeyItem("no newer count", glyphs.gap(canvas.palette.gap))


def _svg(width: int, body: str) -> Glyph:
    size = f'width="{width}" height="14" viewBox="0 0 {width} 14"'
    return Glyph(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>', width, 14)


def _range(colour: str, pale: str, best: bool) -> Glyph:
    ticks = f'<path d="M0 1H12M0 13H12" stroke="{colour}" stroke-width="2"/>'
    dots = f'<circle cx="6" cy="2.5" r="2.5" fill="{colour}"/><circle cx="6" cy="11.5" r="2.5" fill="{colour}"/>'
    return _svg(12, f'<path d="M6 1V13" stroke="{pale}" stroke-width="6"/>{ticks if best else dots}')


def _step(colour: str) -> Glyph:
    return _svg(26, f'<path d="M0 11H13V3H26" fill="none" stroke="{colour}" stroke-width="1.8"/>')


def _tick(colour: str) -> Glyph:
    return _svg(18, f'<path d="M0 7H18M9 2V12" fill="none" stroke="{colour}" stroke-width="1.6"/>')
