"""Rajin beside South Korean and Primorye ports: what each handled in its newest published year, and could handle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from components.charts import glyphs
from components.charts.log_bars import scale_panels
from components.charts.log_fit import ASIDE_FROM, ScaleGroup, ScalePanel, needed_height
from components.charts.log_lines import ScaleLine, Spot
from components.exhibits.claim_rows import claim_table
from components.exhibits.contract import Canvas, Evidence, Exhibit, KeyItem
from components.exhibits.making import finish, nothing
from components.exhibits.origin_lines import bound, hover
from components.exhibits.ports_words import alt_of, handled_words, limit_words, title_of
from components.theme import Palette
from data import Selection, Tables
from data.ledger import place_names
from data.throughput import RAJIN, UNITS, Cargo, PortLine, port_claims, port_lines, whole_year
from data.trails import Statement
from data.vocabulary import ClaimKind, Term
from data.wording import NO_FIGURE, counted, day

ID = "ports-throughput"


class Scale(Term):
    """How numbers become lengths."""

    LOG = "log", "Log scale"
    LINEAR = "linear", "From zero"


class Shown(Term):
    """Which units are drawn."""

    BOTH = "both", "Containers and tonnes"
    TEU = "teu", "Containers"
    TONNES = "tonnes", "Tonnes"


#: Widths of the two panels to one another, where they stand side by side.
_SHARES = {Cargo.TEU: 0.84, Cargo.TONNES: 1.0}


def ports_throughput(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Build the comparison of ports; of all filters only the as-known-on day reaches it.

    TEU and tonnes have scales of their own; terminals and parts of a year say what they are; a port
    without a published number says so.
    """
    scale, shown = Scale(options.get("scale") or Scale.LOG), Shown(options.get("cargo") or Shown.BOTH)
    cargos = [cargo for cargo in Cargo if shown is Shown.BOTH or cargo == shown.value]
    known = {cargo: port_lines(tables, selection.known_on, cargo) for cargo in cargos}
    given: dict[str, Any] = {
        "id": ID, "tables": tables, "selection": selection, "canvas": canvas, "options": options,
        "subtitle": _subtitle(tables, selection, scale),
    }  # fmt: skip
    drawn = [said for lines in known.values() for line in lines for said in line.said]
    if not drawn:
        limit = selection.known_on or tables.cut_off
        empty = nothing(**given, advice=f"No number of these ports was public by {day(limit)}. Choose a later day.")
        # The general title names dates and regions, which do not reach this figure.
        return replace(empty, title=f"No rows: no number of these ports was public by {day(limit)}")
    panels = [panel for cargo in cargos for panel in _panels(tables, cargo, known, canvas, scale)]
    picture = scale_panels(panels, canvas, linear=scale is Scale.LINEAR)
    title, every = title_of(tables, known), _every(tables, selection.known_on, cargos, drawn)
    return finish(
        **given,
        title=title,
        chart=picture.chart,
        key=_key(drawn, picture.lines, canvas.palette, scale),
        rows=_twin(tables, every, drawn, selection.known_on),
        evidence=Evidence(claims=tables.claims[tables.claims["claim_id"].isin([said.claim_id for said in every])]),
        note=_note(known, scale, picture.hidden),
        alt=f"{title}. {alt_of(tables, known)}",
    )


def needed(tables: Tables, selection: Selection, width: int) -> int:
    """Give the height in px at which the picture shows every line of both units at a width."""
    known = {cargo: port_lines(tables, selection.known_on, cargo) for cargo in Cargo}
    canvas = Canvas(width, 0)
    return needed_height(
        [panel for cargo in Cargo for panel in _panels(tables, cargo, known, canvas, Scale.LOG)], canvas
    )


def _subtitle(tables: Tables, selection: Selection, scale: Scale) -> str:
    words = {
        Scale.LOG: "log scale, from line to line tenfold",
        Scale.LINEAR: "bars from zero",
    }[scale]
    when = f"as known on {day(selection.known_on)}" if selection.known_on else f"at {day(tables.cut_off)}"
    return (
        f"Ports: newest published year, and capacity where published · {words} · {when}; "
        "dates, regions and other filters do not apply"
    )


def _panels(
    tables: Tables, cargo: Cargo, known: Mapping[Cargo, Sequence[PortLine]], canvas: Canvas, scale: Scale
) -> Iterator[ScalePanel]:
    """Give the panel of a unit; where it has a wide canvas for itself, two over the same scale."""
    groups = [
        ScaleGroup(shore.label, tuple(_lines(tables, list(of), canvas.palette)))
        for shore, of in groupby(known[cargo], key=lambda line: line.shore)
    ]
    what = {Cargo.TEU: "Containers, TEU a year", Cargo.TONNES: "All cargo, tonnes a year"}[cargo]
    heading = f"{what}, {scale.label.lower()}"
    if len(known) > 1 or canvas.width < ASIDE_FROM:
        yield ScalePanel(heading, UNITS[cargo], tuple(groups), _SHARES[cargo])
        return
    yield ScalePanel(heading, UNITS[cargo], tuple(groups[:2]))
    yield ScalePanel(f"{heading}, as on the left", UNITS[cargo], tuple(groups[2:]))


def _lines(tables: Tables, lines: Sequence[PortLine], palette: Palette) -> Iterator[ScaleLine]:
    """Make the lines of a group; where two origins number one thing, both are named."""
    years = Counter((line.place_id, line.part) for line in lines if line.handled and whole_year(line.handled))
    for line in lines:
        yield _line(tables, line, palette, rivals=years[line.place_id, line.part] > 1)


def _line(tables: Tables, line: PortLine, palette: Palette, *, rivals: bool) -> ScaleLine:
    spots = [_spot(tables, said, palette) for said in line.said]
    labels = [tuple(handled_words(tables, line.handled, rivals=rivals))] if line.handled else []
    labels += [tuple(limit_words(tables, line.limit))] if line.limit else []
    name = line.part if line.part else line.name
    if line.handled and line.again:
        more = "another origin" if whole_year(line.handled) else "part of a year"
        name = f"{name}, {more}" if line.part else more
    return ScaleLine(
        name=name,
        spots=tuple(spots),
        labels=tuple(labels),
        silent=line.silent,
        inset=bool(line.part) or line.again,
        whole=line.name,
        strong=line.place_id == RAJIN and not line.part and not line.again,
        rank=line.rank,
    )


def _spot(tables: Tables, said: Statement, palette: Palette) -> Spot:
    """Make the mark: a disc for what was handled, small for part of a year; a limit; a square for a plan."""
    plan, flow = said.kind is ClaimKind.PLAN, said.kind is ClaimKind.FLOW
    colour = palette.ink3 if not said.counted else palette.accent if flow else palette.ink
    if flow:
        symbol, size = ("circle" if said.counted else "circle-open"), (10.0 if whole_year(said) else 6.5)
    else:
        symbol, size = ("square-open", 8.0) if plan else ("line-ns-open", 15.0)
    focus = ("event", said.event_id) if said.event_id else ("metric", said.metric)
    return Spot(
        said.claim_id,
        said.value,
        symbol,
        size,
        colour,
        hover(tables, said),
        focus,
        said.lowest,
        said.highest,
        bound(said),
        solid=flow,
    )


def _every(
    tables: Tables, known_on: date | None, cargos: Sequence[Cargo], drawn: Sequence[Statement]
) -> list[Statement]:
    """Give the drawn claims, then all others on the same ports and units."""
    ids = {said.claim_id for said in drawn}
    units = {UNITS[cargo] for cargo in cargos}
    others = [
        said
        for said in port_claims(tables, known_on)
        if said.claim_id not in ids and said.unit.removesuffix("_per_year") in units
    ]
    return [*drawn, *sorted(others, key=lambda said: (said.metric, said.place_id, said.as_of, said.claim_id))]


def _twin(tables: Tables, every: Sequence[Statement], drawn: Sequence[Statement], known_on: date | None) -> Any:
    names = place_names(tables)
    ids = {said.claim_id for said in drawn}
    rows = claim_table(tables, every, known_on)
    rows.insert(0, "Port", [names.get(said.place_id, "several ports") for said in every])
    rows.insert(1, "Drawn?", ["yes" if said.claim_id in ids else "no" for said in every])
    rows.insert(list(rows.columns).index("Number") + 1, "Unit", [said.unit.replace("_per_", " per ") for said in every])
    rows["Note"] = [said.note for said in every]
    return rows


def _key(drawn: Sequence[Statement], lines: Sequence[ScaleLine], palette: Palette, scale: Scale) -> list[KeyItem]:
    """Explain the marks of the lines that have room: dots on the log scale, bars from zero."""
    ids = {spot.id for line in lines for spot in line.spots}
    drawn = [said for said in drawn if said.claim_id in ids]
    flows = [said for said in drawn if said.kind is ClaimKind.FLOW]
    whole, part = glyphs.symbol("circle", palette.accent), glyphs.disc(palette.accent)
    if scale is Scale.LINEAR:
        whole, part = glyphs.span(palette.accent), glyphs.line(palette.accent, weight=4, width=26)
    items = [
        (any(whole_year(said) for said in flows), "handled in a year", whole),
        (any(not whole_year(said) for said in flows), "in part of a year", part),
        (any(said.kind is ClaimKind.STOCK for said in drawn), "capacity", _limit_glyph(palette.ink)),
        (any(said.kind is ClaimKind.PLAN for said in drawn), "planned or aimed at",
         glyphs.status_mark("planned", palette.ink)),
        (any(not said.counted for said in drawn), "news: listed, not counted",
         glyphs.symbol("circle-open", palette.ink3)),
        (any(line.silent for line in lines), NO_FIGURE, glyphs.gap(palette.gap)),
        (any(bound(said) > 0 for said in drawn), "over, at least", glyphs.arrow(palette.ink2, more=True)),
        (any(bound(said) < 0 for said in drawn), "nearly, up to", glyphs.arrow(palette.ink2, more=False)),
    ]  # fmt: skip
    return [KeyItem(words, glyph) for drawn_here, words, glyph in items if drawn_here]


def _limit_glyph(colour: str) -> glyphs.Glyph:
    """Draw the mark of a capacity as it stands in the picture: an upright line."""
    mark = f'<path d="M5 0V14" stroke="{colour}" stroke-width="1.8"/>'
    return glyphs.Glyph(f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="14">{mark}</svg>', 10, 14)


def _note(known: Mapping[Cargo, Sequence[PortLine]], scale: Scale, hidden: int) -> str:
    parts = [
        "Claims, not facts; each number is of its own year.",
        "A log scale has no zero, so numbers are dots." if scale is Scale.LOG else "",
        "Indented lines are parts of a port: never added, never the whole. Several ports together are as their origin "
        "gave them.",
        "Capacity is what a port could handle, not what it did.",
        f"{counted(hidden, 'line')} without room: see the table." if hidden else "",
    ]
    return " ".join(part for part in parts if part)
