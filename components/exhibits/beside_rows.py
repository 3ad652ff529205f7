"""Columns of China beside Russia: values as origins give them, index numbers, and shares of all trade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from components.charts.bar_columns import Column
from components.exhibits.contract import plain
from components.exhibits.trade_columns import columns_of, focus_of, hover_line
from components.theme import Palette
from data import Rows, Tables
from data.series import DPRK, bound
from data.trade_figures import (
    MILLION,
    Figure,
    Index,
    Partner,
    Standing,
    part_years,
    percent_words,
    preferred,
    sized,
    whole_years,
)
from data.trails import Statement, statements
from data.vocabulary import Term
from data.wording import bounded, number


class Beside(Term):
    """How the two partners are set against one another."""

    VALUE = "value", "Value"
    INDEX = "index", "Index"
    SHARE = "share", "Share"


#: The partners in the order of columns, with the field of the palette that is their colour.
COLOURS = {Partner.CHINA: "other", Partner.RUSSIA: "bilateral"}
_SHARES = {
    Partner.CHINA: "china_share_of_dprk_trade_percent",
    Partner.RUSSIA: "russia_share_of_dprk_trade_percent",
}
_WHOLE_TRADE = "dprk_foreign_trade_usd"


@dataclass(frozen=True, slots=True)
class Share:
    """A partner's share of the DPRK's trade in a year: an origin's own word, or two rows of one origin."""

    partner: Partner
    year: int
    value: float
    words: str
    bound: int
    origin: str
    counted: bool
    publisher: str
    rows: tuple[str, ...]
    worked_out: str
    focus: tuple[str, str]
    note: str


def colour_of(partner: Partner, palette: Palette) -> str:
    """Give the colour of a partner: both ways with Russia, or a third country."""
    return str(getattr(palette, COLOURS[partner]))


def told_of(told: Mapping[Partner, Sequence[Figure]]) -> dict[Partner, list[Figure]]:
    """Keep whole years, and parts of years of which there is no whole one."""
    kept = {}
    for partner, figures in told.items():
        whole = whole_years(figures)
        years = {one.year for one in whole}
        kept[partner] = [*whole, *(one for one in part_years(figures) if one.year not in years)]
    return kept


def value_columns(told: Mapping[Partner, Sequence[Figure]], palette: Palette) -> list[Column]:
    """Make a column a year and partner; the figures of other origins become lines across it."""
    found = []
    for partner, figures in told.items():
        by_year: dict[int, list[Figure]] = {}
        for one in figures:
            by_year.setdefault(one.year, []).append(one)
        for year, own in sorted(by_year.items()):
            whole = whole_years(own)
            head = preferred(whole) if whole else max(own, key=lambda one: (one.counted, one.end))
            column = columns_of([head], colour=colour_of(partner, palette))[0]
            others = [one for one in whole if one is not head]
            hover = "<br>".join((f"{partner.label}, {hover_line(head)}", *(hover_line(one) for one in others)))
            ticks = tuple((one.value / MILLION, f"{one.scaled(MILLION)} {one.origin}") for one in others if one.counted)
            found.append(replace(column, year=year, hover=hover, ticks=ticks, leads=True))
    return _paired(found, palette)


def index_columns(series: Sequence[Index], palette: Palette) -> list[Column]:
    """Make a column for every index number."""
    found = []
    for one in series:
        for figure in one.figures:
            level = one.level(figure)
            column = columns_of([figure], colour=colour_of(one.partner, palette))[0]
            text = number(round(level, 1))
            hover = plain(f"{one.partner.label}, {figure.year}: {text}, {worked_out(one, figure)}")
            found.append(replace(column, whole=level, text=text, hover=hover, leads=True))
    return _paired(found, palette)


def worked_out(one: Index, figure: Figure) -> str:
    """Say what an index number is worked out from."""
    if figure is one.base:
        return f"the base year, {figure.words} ({figure.origin})"
    return f"worked out from {figure.words} ({figure.year}) and {one.base.words} ({one.base.year}), {figure.origin}"


def share_columns(found: Sequence[Share], palette: Palette) -> list[Column]:
    """Make a column for every share; what two rows make is outlined with dashes."""
    columns = []
    for one in sorted(found, key=lambda share: (share.year, not share.counted, bool(share.worked_out), share.origin)):
        said = one.worked_out or (f"{one.origin}; {one.note}" if one.note else one.origin)
        columns.append(
            Column(
                year=one.year,
                name=one.origin,
                whole=one.value,
                form=Standing.ESTIMATE if one.worked_out else Standing.REPORTED,
                counted=one.counted,
                bound=one.bound,
                text=one.words,
                steps=(),
                focus=one.focus,
                hover=plain(f"{one.partner.label}’s share in {one.year}: {one.words}, {said}"),
                colour=colour_of(one.partner, palette),
                worked_out=bool(one.worked_out),
            )
        )
    return _paired(columns, palette)


def _paired(columns: Sequence[Column], palette: Palette) -> list[Column]:
    """Put the columns of a year in the order of the partners."""
    order = [colour_of(partner, palette) for partner in COLOURS]
    return sorted(columns, key=lambda column: (column.year, order.index(column.colour)))


def shares(tables: Tables, rows: Rows, told: Mapping[Partner, Sequence[Figure]]) -> list[Share]:
    """List the shares of whole years: as origins give them, and where none does, from two rows of one origin."""
    given = [
        _given(partner, one)
        for partner, metric in _SHARES.items()
        for one in _current(statements(tables, rows.claims, metrics=[metric], subject=partner.value))
    ]
    known = {(one.partner, one.year, one.origin) for one in given}
    made = [one for one in _made(tables, rows, told) if (one.partner, one.year, one.origin) not in known]
    return [*given, *made]


def _given(partner: Partner, one: Statement) -> Share:
    value = one.value
    words = f"{bounded(one.low, one.best, one.high, one.qualifier or '')}\u2009%"
    return Share(
        partner=partner,
        year=one.as_of.year,
        value=value,
        words=words,
        bound=bound(one.qualifier or ""),
        origin=one.origin,
        counted=one.counted,
        publisher=one.publisher,
        rows=(one.claim_id,),
        worked_out="",
        focus=("metric", one.metric),
        note=one.note,
    )


def _made(tables: Tables, rows: Rows, told: Mapping[Partner, Sequence[Figure]]) -> Iterator[Share]:
    """Divide a partner's trade by all trade of the DPRK, both of one year and as one origin puts them."""
    whole = {
        (one.origin_id, one.as_of.year): one
        for one in _current(statements(tables, rows.claims, metrics=[_WHOLE_TRADE], subject=DPRK))
        if one.best
    }
    for partner, figures in told.items():
        for figure in whole_years(figures):
            total = whole.get((figure.origin_id, figure.year))
            if total is None or figure.best is None or total.best is None:
                continue
            value = 100 * figure.best / total.best
            terms = f"{figure.words} and {sized(total.best, total.unit)} in all, {figure.origin}"
            yield Share(
                partner=partner,
                year=figure.year,
                value=value,
                words=percent_words(value),
                bound=0,
                origin=figure.origin,
                counted=figure.counted,
                publisher=figure.publisher,
                rows=(figure.flow_id, total.claim_id),
                worked_out=f"worked out from {terms}",
                focus=focus_of(figure),
                note="",
            )


def _current(found: Sequence[Statement]) -> list[Statement]:
    """Keep what speaks of a whole year without a scope and was not revised or repeated later."""
    gone = {one.before for one in found}
    return [one for one in found if _whole(one) and not one.scope and one.claim_id not in gone]


def _whole(one: Statement) -> bool:
    """Say whether a claim speaks of exactly one calendar year."""
    start, end = one.period
    return start == date(one.as_of.year, 1, 1) and end == date(one.as_of.year, 12, 31)
