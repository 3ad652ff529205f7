"""The words of the flow diagram: its finding, key, note and alternative text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from components.charts import glyphs
from components.charts.flow_parts import Entry, Side, Spot
from components.exhibits.contract import Canvas, KeyItem, Medium
from components.exhibits.trade_entries import Good, Goods, has_figure
from components.theme import Palette
from data.flows import PAIRS, Panel, size
from data.series import Record, moved, without_alternatives
from data.vocabulary import Basis, Direction
from data.wording import NO_FIGURE, counted, listed, number

_TITLE = 190  # characters that two lines of a slide hold
_HALF_TITLE = 138  # and those of a half slide


def title(goods: Goods, panel: Panel, canvas: Canvas) -> str:
    """Say each direction's best attested figure, then what has none, as far as two lines go."""
    shown = {way: [good for good in found if has_figure(good, panel)] for way, found in goods.items()}
    parts = [part for way, found in shown.items() if (part := _leading(way, found))]
    unknown = [] if panel.unit else _unknown(goods)
    parts = [parts[0], *(_lower(part) for part in parts[1:])] if parts else []
    limit = _HALF_TITLE if canvas.medium is Medium.STILL and canvas.width < 900 else _TITLE
    finding = "; ".join(parts)
    if len(finding) > limit:
        return parts[0]
    for names in (3, 2, 1):
        said = f"no figure for {listed([_lower(name) for name in unknown], names)}"
        longer = "; ".join(part for part in (finding, said) if part)
        if unknown and len(longer) <= limit:
            return longer[0].upper() + longer[1:]
    return finding


def _unknown(goods: Goods) -> list[str]:
    return [good.entry.name for found in goods.values() for good in found if good.entry.amount == NO_FIGURE]


def _leading(way: Direction, goods: Sequence[Good]) -> str:
    known = [good for good in goods if good.entry.amount != NO_FIGURE]
    if not known:
        return ""
    best = max(known, key=_attested)
    importer = "the DPRK" if way is Direction.RUSSIA_TO_DPRK else "Russia"
    name, where = ("DPRK workers", f" in {importer}") if best.labour else (best.entry.name, f" to {importer}")
    # Counts of workers have no basis of their own in the tables.
    basis = "" if best.labour or best.entry.form is Basis.REPORTED else f", {best.entry.form.label}"
    return f"{name}{where}: {best.entry.amount} ({best.entry.about}{basis})"


def _attested(good: Good) -> tuple[bool, int, int, int, float]:
    """Rank goods by how many origins and rows speak of them, then by the order of their groups."""
    entry = good.entry
    return good.lead, entry.origins, entry.rows, -good.order, entry.newest


def _lower(name: str) -> str:
    """Write a name inside a sentence; names in capitals or of countries keep theirs."""
    keeps = name[1:2].isupper() or name.startswith("Russian ")
    return name if keeps else name[0].lower() + name[1:]


def key(palette: Palette, entries: Sequence[Entry], panel: Panel, hatched: bool) -> list[KeyItem]:
    """Name the directions, then the forms that the picture uses; `hatched` where goods without a figure are named."""
    ways = [KeyItem(way.label, glyphs.swatch(palette.direction(way))) for way in PAIRS]
    marks = {
        Basis.REPORTED: glyphs.swatch(palette.ink2),
        Basis.MIRROR: glyphs.bar(palette.ink2, hatch=True),
        Basis.ESTIMATE: glyphs.bar(palette.ink2, dash="3,2"),
        Basis.UNQUANTIFIED: glyphs.gap(palette.gap),
    }
    used = {entry.form for entry in entries if entry.counted or entry.form is Basis.UNQUANTIFIED}
    used |= {Basis.UNQUANTIFIED} if hatched else set()
    items = [KeyItem(basis.label, mark) for basis, mark in marks.items() if basis in used]
    forms = [*items, *_bounds(palette, entries, panel)]
    return [*ways, *(KeyItem(item.label, item.glyph, rule=not place) for place, item in enumerate(forms))]


def unsized(sides: Sequence[Side]) -> bool:
    """Say whether goods without a figure in the unit are named under a direction."""
    return any(side.unsized for side in sides)


def _bounds(palette: Palette, entries: Sequence[Entry], panel: Panel) -> Iterator[KeyItem]:
    """Name what else is drawn: parts of the trade, other figures, bounds and origins that do not count."""
    spots = [spot for entry in entries for spot in entry.spots]
    if not panel.unit and any(entry.part and entry.counted for entry in entries):
        yield KeyItem("part of the trade only", glyphs.bar(palette.ink2))
    if any(len(entry.spots) > 1 for entry in entries):
        yield KeyItem("another figure, its own origin and period", _tick(palette.ink2))
    if _bounded(spots, 1):
        yield KeyItem("over, at least", glyphs.arrow(palette.ink2, more=True))
    if _bounded(spots, -1):
        yield KeyItem("under, nearly", glyphs.arrow(palette.ink2, more=False))
    if any(not entry.counted for entry in entries) or any(not spot.counted for spot in spots):
        yield KeyItem("news or composite origin, not counted", glyphs.symbol("circle-open", palette.ink3))


def _bounded(spots: Sequence[Spot], way: int) -> bool:
    return any(spot.bound == way for spot in spots)


def _tick(colour: str) -> glyphs.Glyph:
    """Draw the tick of a figure beside the newest one."""
    path = f'<path d="M5 1V13" stroke="{colour}" stroke-width="1.4"/>'
    return glyphs.Glyph(f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="14">{path}</svg>', 10, 14)


def note(flows: list[Record], goods: Goods, panel: Panel, hidden: int, workers: str) -> str:
    """Say what a band or a mark stands for, what is left out, and where the rest is."""
    said = [
        _meaning(goods, panel),
        _left_out(flows, panel),
        workers if panel in (Panel.KNOWN, Panel.PERSONS) else "",
        f"{counted(hidden, 'commodity', 'commodities')} without room in the picture: see the table." if hidden else "",
    ]
    return " ".join(part for part in said if part)


def _meaning(goods: Goods, panel: Panel) -> str:
    if panel.unit:
        return (
            f"Of each flow the newest figure in {panel.unit} that no other row contains. Figures differ in period "
            "and origin and are never added: countries and groups have no width."
        )
    totals = any(good.entry.total for found in goods.values() for good in found)
    return (
        "A band is one exporter, importer and commodity, no amount; its form is that of the newest figure. "
        f"Amounts are never added{'; totals have no band' if totals else ''}."
    )


def _left_out(flows: list[Record], panel: Panel) -> str:
    flows = [flow for flow in flows if size(flow, panel.unit)] if panel.unit else flows
    kept = moved(flows)
    plans, restated = len(flows) - len(kept), len(kept) - len(without_alternatives(kept))
    parts = [
        counted(plans, "planned figure") if plans else "",
        counted(restated, "restatement") if restated and not panel.unit else "",
    ]
    return f"Left out: {listed(parts, 2)}." if any(parts) else ""


def workers_said(workers: int, elsewhere: bool) -> str:
    """Say that workers stand in claims, which filters reach that do not reach flows."""
    if not workers:
        return "No count of workers is left: these filters reach claims, not flows." if elsewhere else ""
    return f"Workers are claims, not flows{', and follow every filter' if elsewhere else ''}."


def alt(goods: Mapping[Direction, list[Good]], panel: Panel) -> str:
    """Say the picture in words: each direction's goods and the best attested figure."""
    told = [f"{way.label}: {_spoken(found, panel)}" for way, found in goods.items() if found]
    form = f"Figures in {panel.unit} of each flow on one scale" if panel.unit else "Flow diagram, one band a known flow"
    return f"{form}. {'. '.join(told)}."


def _spoken(goods: list[Good], panel: Panel) -> str:
    shown = [good for good in goods if has_figure(good, panel)]
    unknown = sum(good.entry.amount == NO_FIGURE for good in goods)
    if not shown:
        return f"{counted(len(goods), 'commodity', 'commodities')}, none with a figure in {panel.unit}"
    said = (
        f"{counted(len(shown), 'commodity', 'commodities')}, {number(unknown) if unknown else 'none'} without a figure"
    )
    best = max(shown, key=_attested).entry
    return f"{said}; most attested {best.name}, {best.amount}, {best.about}"
