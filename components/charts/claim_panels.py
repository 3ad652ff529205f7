"""Claims over time, one panel a quantity: a step line for each trail, a mark for each claim, named where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from components.charts.claim_ground import Ground, headline_words
from components.charts.claim_labels import Label, Labels
from components.charts.claim_paint import Paint
from components.charts.claim_scale import Band, Demand, Sheet, sheet
from components.charts.claim_spots import Spot, bound, colour, hover, period, placed, symbol
from components.charts.time_axis import TimeAxis, number_of, time_axis
from components.exhibits.contract import Canvas, Chart
from components.theme import mix
from data.headlines import Headline
from data.trails import Clock, Trail
from data.vocabulary import AsOfBasis, ClaimKind, Party
from data.wording import counted

#: Share of a colour that fills a range, and that of a coarse date.
_RANGE, _COARSE = 0.3, 0.26
#: Px of the line of the title's origin, and of others; px to the end from which on a line goes on dotted.
_LEAD, _OTHER = 2.4, 1.2
_ONWARD = 20.0
#: Share of a panel's highest number under which an arrow towards less may reach below the baseline.
_LOW = 0.15
#: Share of the time shown that is left free before the first claim.
_AIR = 0.09


@dataclass(frozen=True)
class Panel:
    """One quantity: claims of one metric, scope and kind, as the trails of its origins.

    `foot` stands under the heading, `lead` is the origin whose line is drawn bold, `silence` says
    in words that no newer claim is counted and hatches the time since the last one ("" for none).
    `apart` gives the panel a scale of its own whatever the others hold.
    """

    heading: str
    foot: str
    trails: tuple[Trail, ...]
    headline: Headline | None = None
    lead: str = ""
    silence: str = ""
    apart: bool = False


@dataclass(frozen=True)
class PanelPicture:
    """A picture of panels, and what notes and keys have to say about it.

    `named` of `total` claims carry a label (repeated ones need none); `undated` could not be placed
    on the clock. `own` are the headings of panels with a scale of their own.
    """

    chart: Chart
    named: int
    total: int
    undated: int
    own: tuple[str, ...]
    spots: tuple[Spot, ...]
    trails: tuple[Trail, ...]
    silences: int
    onward: bool
    panels: int

    @property
    def hidden(self) -> int:
        """How many claims are drawn without a label."""
        return self.total - self.named

    @property
    def repeated(self) -> int:
        """How many claims only repeat an earlier one."""
        return sum(spot.repeated for spot in self.spots)

    @property
    def coarse(self) -> bool:
        """Whether a date known only to the month, quarter or year is drawn."""
        return any(spot.coarse for spot in self.spots)

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties of counted origins, in the order of their vocabulary."""
        found = {spot.statement.party for spot in self.spots if spot.statement.counted}
        return tuple(party for party in Party if party in found)

    @property
    def note(self) -> str:
        """What the picture leaves to the pointer or cannot place, in sentences."""
        said = [
            f"{self.named} of {self.total} numbers are labelled; the table has all." if self.hidden else "",
            _scales(self.own, self.alone),
            f"{counted(self.undated, 'claim')} without a known day of saying left out." if self.undated else "",
        ]
        return " ".join(part for part in said if part)

    @property
    def alone(self) -> bool:
        """Whether every panel has a scale of its own."""
        return len(self.own) == self.panels


def _scales(own: Sequence[str], alone: bool) -> str:
    if not own:
        return ""
    if alone:
        return "Every panel has a scale of its own, from zero."
    verb = "have scales of their own" if len(own) > 1 else "has a scale of its own"
    return f"{' and '.join(own)} {verb}, from zero."


@dataclass
class _Work:
    """The picture while it is drawn."""

    ground: Ground
    clock: Clock
    limit: date
    spots: list[Spot] = field(default_factory=list)
    onward: bool = False

    @property
    def paint(self) -> Paint:
        return self.ground.paint

    @property
    def labels(self) -> Labels:
        return self.ground.labels


def claim_panels(
    panels: Sequence[Panel],
    canvas: Canvas,
    *,
    clock: Clock,
    first: date | None,
    last: date | None,
    cut_off: date,
    milestones: Sequence[tuple[date, str]] = (),
) -> PanelPicture:
    """Draw panels one below the other over one time axis, each from zero.

    Panels without a claim that the clock can place are left out; raises ValueError if none is
    left. `cut_off` is the day up to which anything was read, or the as-known-on day. Claims whose
    days lie outside `first` to `last` widen the axis, so that nothing is drawn on a wrong day.
    """
    kept = [panel for panel in panels if _days(panel, clock, cut_off)]
    if not kept:
        raise ValueError("no panel holds a claim that this clock can place")
    laid = sheet([_demand(panel) for panel in kept], canvas, milestones=bool(milestones) and not canvas.narrow)
    axis = _axis(kept, laid, clock, first, last, cut_off)
    work = _Work(Ground(laid, axis, Paint(canvas), Labels(canvas, laid.left + 2, axis.edge + 3)), clock, cut_off)
    told = [place for place, panel in enumerate(kept) if panel.headline]
    for place, (panel, band) in enumerate(zip(kept, laid.bands, strict=True)):
        work.ground.grid(band)
        work.ground.heading(band, panel.heading, panel.foot, panel.headline, first=place in told[:1])
    for panel, band in zip(kept, laid.bands, strict=True):
        _panel(work, panel, band)
    work.ground.foot()
    work.ground.milestones(milestones)
    return PanelPicture(
        chart=work.paint.chart(),
        named=len(work.labels.found),
        total=sum(not spot.repeated for spot in work.spots),
        undated=sum(len(trail.statements) for panel in panels for trail in panel.trails) - len(work.spots),
        own=tuple(panel.heading for panel, band in zip(kept, laid.bands, strict=True) if band.own),
        spots=tuple(work.spots),
        trails=tuple(trail for panel in kept for trail in panel.trails),
        silences=sum(bool(panel.silence) for panel in kept),
        onward=work.onward,
        panels=len(kept),
    )


def _days(panel: Panel, clock: Clock, limit: date) -> list[tuple[date, date]]:
    found = (period(statement, clock, limit) for trail in panel.trails for statement in trail.statements)
    return [days for days in found if days]


def _demand(panel: Panel) -> Demand:
    statements = [statement for trail in panel.trails for statement in trail.statements]
    peak = max(statement.highest for statement in statements)
    high = panel.headline.highest if panel.headline else None
    return Demand(
        heading=panel.heading,
        foot=panel.foot,
        unit=statements[0].unit,
        peak=max(peak, high or 0.0) or 1.0,
        count=len(statements),
        arrow=any(bound(statement) > 0 and statement.value > 0.7 * peak for statement in statements),
        headline=headline_words(panel.headline)[0] if panel.headline else "",
        apart=panel.apart,
        falls=any(bound(statement) < 0 and statement.lowest < _LOW * peak for statement in statements),
    )


def _axis(
    panels: Sequence[Panel], laid: Sheet, clock: Clock, first: date | None, last: date | None, cut_off: date
) -> TimeAxis:
    days = [days for panel in panels for days in _days(panel, clock, cut_off)]
    extents = [(number_of(begin), number_of(end) + 1) for begin, end in days]
    # Air at the left: the first marks are named there, because their lines go to the right.
    begin, end = min(start for start, _ in extents), max(finish for _, finish in extents)
    extents.append((begin - int((end - begin) * _AIR), begin))
    if any(panel.silence for panel in panels):
        extents.append((number_of(cut_off), number_of(cut_off) + 1))
    first = min(first, *(end for _, end in days)) if first else None
    last = max(last, *(begin for begin, _ in days)) if last else None
    return time_axis(extents, first, last, cut_off, laid.left, laid.right)


def _panel(work: _Work, panel: Panel, band: Band) -> None:
    sheet_, axis = work.ground.sheet, work.ground.axis
    spots = placed(panel.trails, band, axis, sheet_.canvas, clock=work.clock, limit=work.limit, lead=panel.lead)
    work.spots.extend(spots)
    if panel.silence:
        _silence(work, panel.silence, band, spots)
    work.labels.block((sheet_.left - 6, band.base - 1, axis.edge, band.base + 1))
    for place, _ in enumerate(panel.trails):
        _line(work, [spot for spot in spots if spot.trail == place])
    for spot in spots:
        _mark(work, spot, panel)
    below = band.base if band is sheet_.bands[-1] else band.base + sheet_.canvas.text * 1.6
    for label in work.labels.place(spots, (band.top, below), work.clock):
        _write(work, label)


def _silence(work: _Work, words: str, band: Band, spots: Sequence[Spot]) -> None:
    """Hatch the time after the last counted claim, under the line that goes on from it."""
    since = [spot for spot in spots if spot.statement.counted and spot.statement.basis is not AsOfBasis.READ]
    if not since:
        return
    last = max(since, key=lambda spot: spot.end if spot.coarse else spot.x)
    left = max(last.end if last.coarse else last.x, last.x) + last.size
    top = max(band.ceiling, min(spot.y for spot in since if spot.lead == last.lead) + last.size)
    work.ground.hatch(left, top, band.base, words)


def _line(work: _Work, spots: Sequence[Spot]) -> None:
    """Draw the steps of a trail, and onward from the last number of the title's origin."""
    spots = sorted(spots, key=lambda spot: spot.x)
    if not spots:
        return
    last, right = spots[-1], work.ground.axis.right
    shade, weight = colour(last, work.ground.canvas), _LEAD if last.lead else _OTHER
    for one, following in pairwise(spots):
        work.paint.step(one.x, one.y, following.x, following.y, shade, weight)
        low, high = sorted((one.y, following.y))
        work.labels.block((one.x, one.y - 2, following.x, one.y + 2), (following.x - 2, low, following.x + 2, high))
    # What was there on a day is not carried on: only a count to date holds until it is revised.
    if last.lead and last.statement.kind is ClaimKind.CUMULATIVE and right - last.x > _ONWARD:
        work.onward = True
        work.paint.onward(last.x + last.size / 2 + 2, right, last.y, shade)
        work.labels.block((last.x, last.y - 2, right, last.y + 2))


def _mark(work: _Work, spot: Spot, panel: Panel) -> None:
    paint, ground = work.paint, work.ground.palette.bg
    shade = colour(spot, work.ground.canvas)
    if spot.coarse:
        paint.block(spot.start, spot.y - 4, spot.end - spot.start, 8, mix(shade, ground, _COARSE))
        work.labels.block((spot.start, spot.y - 4, spot.end, spot.y + 4))
    if spot.statement.ranged:
        paint.block(spot.x - 4, spot.high, 8, spot.low - spot.high, mix(shade, ground, _RANGE))
        for tick in (spot.low, spot.high) if spot.statement.best is not None else ():
            paint.block(spot.x - 8, tick - 1, 16, 2, shade)
    if way := bound(spot.statement):
        edge = min(spot.y, spot.high) if way > 0 else max(spot.y, spot.low)
        paint.arrow(spot.x, edge - way * spot.size / 2, way, shade)
    before = next((s for s in panel.trails[spot.trail].statements if s.claim_id == spot.statement.before), None)
    for y, size in spot.points:
        paint.mark(spot.x, y, symbol(spot), size, shade, hover(spot, before), spot.statement)
    work.labels.block(spot.reach)


def _write(work: _Work, label: Label) -> None:
    palette, size = work.ground.palette, work.ground.size
    shade = palette.ink if label.spot.statement.counted else palette.ink2
    width = label.words.width(size)
    flush = len(label.lines) > 1 and label.x + width <= label.spot.x
    work.paint.label(label.lines, label.x, label.y, shade, width, right=flush)
