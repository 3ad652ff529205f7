"""What China beside Russia says: findings, table twins, notes and words for those who cannot see the figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from components.charts.bar_columns import Column
from components.charts.bars import Picture
from components.exhibits.beside_rows import Beside, Share, worked_out
from components.exhibits.event_rows import fullest
from components.exhibits.trade_columns import events_note, rows_of, standing_words
from data.trade_figures import Figure, Index, Partner, preferred, whole_years
from data.wording import counted, number

_WITH = {Partner.CHINA: "with China", Partner.RUSSIA: "with Russia"}


def value_title(told: Mapping[Partner, Sequence[Figure]]) -> str:
    """Name what stands for the newest year that both partners have, else the newest year of each."""
    by_year = {partner: _leading(figures) for partner, figures in told.items()}
    common = set.intersection(*(set(years) for years in by_year.values())) if by_year else set()
    if common:
        year = max(common)
        china, russia = by_year[Partner.CHINA][year], by_year[Partner.RUSSIA][year]
        return fullest(
            f"{china.origin} puts the DPRK’s trade with China in {year} at {china.words} ({china.standing.label}), "
            f"{russia.origin} that with Russia at {russia.words} ({russia.standing.label})",
            f"DPRK trade in {year}: with China {china.words} ({china.origin}, {china.standing.label}), "
            f"with Russia {russia.words} ({russia.origin}, {russia.standing.label})",
            f"DPRK trade in {year}: with China {china.words} ({china.origin}), "
            f"with Russia {russia.words} ({russia.origin})",
        )
    newest = {partner: years[max(years)] for partner, years in by_year.items() if years}
    said = [
        f"{one.origin} puts the DPRK’s trade {_WITH[partner]} at {one.words} in {one.year} ({one.standing.label})"
        for partner, one in newest.items()
    ]
    if said:
        missing = [_WITH[partner] for partner in _WITH if partner not in newest]
        return "; ".join([*said, *(f"no whole year of trade {words} is left" for words in missing)])
    parts = [max(figures, key=lambda one: (one.end, one.flow_id)) for figures in told.values() if figures]
    head = max(parts, key=lambda one: (one.end, one.flow_id))
    partner = next(partner for partner, figures in told.items() if head in figures)
    return f"No whole year is left: {head.origin} puts trade {_WITH[partner]} at {head.words} for {head.period}"


def _leading(figures: Sequence[Figure]) -> dict[int, Figure]:
    years: dict[int, list[Figure]] = {}
    for one in whole_years(figures):
        years.setdefault(one.year, []).append(one)
    return {year: preferred(own) for year, own in years.items()}


def index_title(series: Sequence[Index]) -> str:
    """Say where each partner's newest index number stands."""
    base = series[0].base.year
    same = len({one.base.origin_id for one in series}) == 1
    said = []
    for one in sorted(series, key=lambda index: list(_WITH).index(index.partner)):
        newest = max(one.figures, key=lambda figure: figure.year)
        whose = "" if same else f" ({newest.origin})"
        level = number(round(one.level(newest), 1))
        words = f"is at {level} in {newest.year}" if newest is not one.base else "has no figure after that year"
        said.append(f"trade {_WITH[one.partner]} {words}{whose}")
    head = f"By {series[0].base.origin}’s figures, with" if same else "With"
    return f"{head} {base} as 100, {', '.join(said)}"


def share_title(found: Sequence[Share]) -> str:
    """Name the newest share of each partner, and how low or high China's has been by the same origin."""
    said = []
    for partner in _WITH:
        own = [one for one in found if one.partner is partner and one.counted]
        if not own:
            continue
        head = max(own, key=lambda one: (one.year, not one.worked_out, one.origin))
        how = " (worked out)" if head.worked_out else ""
        said.append(f"{head.origin} puts {partner.label}’s share of DPRK trade at {head.words} for {head.year}{how}")
    if not said:
        one = max(found, key=lambda share: share.year)
        return f"{one.origin} puts {one.partner.label}’s share of DPRK trade at {one.words} for {one.year}"
    if len(said) == 1:
        return f"{said[0]}{_lowest(found)}"
    return "; ".join(said)


def _lowest(found: Sequence[Share]) -> str:
    """Name the lowest share of the origin that gives the newest."""
    head = max((one for one in found if one.counted), key=lambda one: (one.year, not one.worked_out, one.origin))
    peers = [one for one in found if (one.partner, one.origin) == (head.partner, head.origin)]
    low = min(peers, key=lambda one: (one.value, one.year))
    return f"; its lowest here is {low.words} ({low.year})" if low.value < head.value else ""


def value_rows(told: Mapping[Partner, Sequence[Figure]]) -> pd.DataFrame:
    """Give the table twin of values."""
    frames = [rows_of(figures).assign(Partner=partner.label) for partner, figures in told.items() if figures]
    rows = pd.concat(frames, ignore_index=True)
    rows.insert(1, "Partner", rows.pop("Partner"))
    return rows.sort_values(["Year", "Partner"], kind="stable", ignore_index=True)


def index_rows(series: Sequence[Index]) -> pd.DataFrame:
    """Give the table twin of index numbers, each with the two rows that it is worked out from."""
    return pd.DataFrame(
        [
            {
                "Year": str(figure.year),
                "Partner": one.partner.label,
                "Index": number(round(one.level(figure), 1)),
                "Base year": str(one.base.year),
                "Figure": figure.words,
                "Origin": figure.origin,
                "Basis": standing_words(figure),
                "Worked out": f"{number(round(one.level(figure), 1))}, {worked_out(one, figure)}",
                "Row": figure.flow_id,
                "Base row": one.base.flow_id,
                "Source": figure.publisher,
            }
            for one in series
            for figure in sorted(one.figures, key=lambda figure: figure.year)
        ]
    )


def share_rows(found: Sequence[Share]) -> pd.DataFrame:
    """Give the table twin of shares."""
    return pd.DataFrame(
        [
            {
                "Year": str(one.year),
                "Partner": one.partner.label,
                "Share": one.words,
                "Origin": one.origin,
                "How": f"{one.words}, {one.worked_out}" if one.worked_out else "as the origin gives it",
                "Note": one.note,
                "Row": "; ".join(one.rows),
                "Source": one.publisher,
            }
            for one in sorted(found, key=lambda share: (share.year, share.partner, share.origin))
        ]
    )


def note(form: Beside, found: Sequence[Column], picture: Picture, *, log: bool, remark: str = "") -> str:
    """Say how columns were chosen, what is worked out, and what has no room."""
    said = [
        _RULES[form],
        "Lines across a column are figures of other origins." if any(column.ticks for column in found) else "",
        "On a log scale figures are blocks at their value: no length can be read." if log else "",
        remark,
        f"{counted(picture.hidden, 'figure')} without room: see the table." if picture.hidden else "",
        f"{counted(picture.unlabelled, 'column')} without words: see the table." if picture.unlabelled else "",
        events_note(picture.events, picture.named),
    ]
    return " ".join(part for part in said if part)


_RULES = {
    Beside.VALUE: (
        "Of several origins the one at first hand and nearest to statistics is the column. "
        "Figures of different origins are not of one making: customs may leave out what mirror statistics count."
    ),
    Beside.INDEX: (
        "Each index number is one origin’s figure over the same origin’s figure for the base year, "
        "the year that leaves most figures of both partners."
    ),
    Beside.SHARE: "Shares are as their origins give them, without trade between the two Koreas.",
}


def alternative(form: Beside, found: Sequence[Column], years: range, subject: str) -> str:
    """Describe the picture in words."""
    drawn = [column for column in found if not column.missing]
    said = "; ".join(column.hover.replace("<br>", "; ") for column in drawn[-4:])
    unit = {Beside.VALUE: "", Beside.INDEX: ", as an index", Beside.SHARE: ", as shares"}[form]
    return f"Columns{unit}: {subject}, {years[0]} to {years[-1]}. The last: {said}."
