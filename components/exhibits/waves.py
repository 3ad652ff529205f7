"""Waves, movements, rotation and returns of DPRK soldiers: a dated list with ways and rival numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from components.charts import glyphs
from components.charts.dated_list import PATHS, ListGroup, ListLine, dated_list
from components.charts.event_marks import event_marks, unbroken
from components.exhibits.contract import Canvas, Evidence, Exhibit, KeyItem, plain
from components.exhibits.event_rows import event_rows, finding
from components.exhibits.event_rows import evidence as event_evidence
from components.exhibits.making import finish, nothing, opening
from components.theme import Palette
from data import Rows, Selection, Tables
from data.vocabulary import ClaimKind, Direction, RoutePath, Status
from data.waves import Moved, Number, Wave, moved
from data.wording import counted

ID = "waves"
_COLUMNS = ("When", "What", "From where to where", "Numbers, by origin")


def waves(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Build the list of movements wave by wave, with the numbers that origins tie to each.

    The wave of an event is what its tags or title say. Numbers stand side by side with their origins
    and are never added, neither within an event nor along a wave.
    """
    rows = selection.apply(tables)
    found = moved(tables, rows.events, rows.claims)
    what = "Movements of DPRK soldiers by wave, as the rows name it; numbers by origin, never added"
    told = (*rows.unreached("events"), rows.unplaced("events"))
    given = opening(ID, what, told, tables=tables, selection=selection, canvas=canvas, options=options)
    if not found:
        return nothing(
            **given,
            advice="No movement of soldiers is left: widen a filter.",
            holds=lambda other: bool(moved(tables, (rows := other.apply(tables)).events, rows.claims)),
        )
    picture = dated_list(_groups(found, canvas.palette), canvas, _COLUMNS)
    title = _title(tables, found)
    return finish(
        **given,
        title=title,
        chart=picture.chart,
        key=_key(found, picture.shown, canvas.palette),
        rows=_table(tables, selection, found),
        evidence=_evidence(tables, rows, found),
        note=_note(found, picture.shown),
        alt=f"{title}. {_alt(found)}",
    )


def _groups(found: Sequence[Moved], palette: Palette) -> list[ListGroup]:
    groups = [(wave, [one for one in found if one.wave is wave]) for wave in Wave]
    return [ListGroup(wave.label, tuple(_line(one, palette) for one in members)) for wave, members in groups if members]


def _line(one: Moved, palette: Palette) -> ListLine:
    way = ", ".join(part for part in (one.way, f"by {one.by}" if one.by else "") if part)
    return ListLine(
        event_id=one.event_id,
        when=one.when,
        status=one.status,
        colour=palette.direction(one.direction),
        title=unbroken(one.title),
        label=unbroken(one.label),
        way=way,
        path=one.path,
        numbers=number_words(one.numbers),
        hover=_hover(one, way),
        rank=(one.weight, one.path is None, not one.numbers, one.wave is Wave.UNNAMED, -one.start.toordinal()),
    )


def number_words(numbers: Sequence[Number]) -> str:
    """Write the numbers of an event: origins with their own, then what is counted and of what part.

    Named origins come first, and what was moved before what there is to date.

    >>> sent = ("troops_deployed", "DPRK soldiers sent to Russia")
    >>> flow = ClaimKind.FLOW, "second dispatch"
    >>> number_words([Number("1", *sent, "MSMT", "3", *flow, True), Number("2", *sent, "JCS", "over 3", *flow, True)])
    'MSMT 3, JCS over 3 sent to Russia, second dispatch'
    """
    said: dict[str, list[str]] = {}
    for number in sorted(numbers, key=lambda number: (not number.counted, number.kind is ClaimKind.CUMULATIVE)):
        said.setdefault(_what(number), []).append(f"{number.origin} {number.words}")
    return "; ".join(f"{', '.join(words)} {what}" for what, words in said.items())


def _what(number: Number) -> str:
    """Name what a number counts without what every number here is about."""
    words = number.label.replace("DPRK ", "").removeprefix("soldiers ")
    words = words if words[1:2].isupper() else words[:1].lower() + words[1:]
    kind = "to date" if number.kind is ClaimKind.CUMULATIVE and not number.scope else ""
    return ", ".join(part for part in (words, kind, number.scope) if part)


def _hover(one: Moved, way: str) -> str:
    path = one.path.label if one.path else ""
    about = "; ".join(part for part in (way, path) if part)
    lines = [f"<b>{plain(unbroken(one.title))}</b>", f"{plain(one.when)} · {one.status.label}", plain(about)]
    lines += [f"{plain(number.origin)}: {plain(number.words)} {plain(_what(number))}" for number in one.numbers]
    return "<br>".join(line for line in lines if line)


def _title(tables: Tables, found: Sequence[Moved]) -> str:
    """Tell the landmarks among the journeys; without a journey, those among all events."""
    marks = event_marks(tables)
    gone = [one for one in found if one.path is not None] or list(found)
    return finding([marks[one.event_id] for one in gone], tables)


def _key(found: Sequence[Moved], shown: frozenset[str], palette: Palette) -> tuple[KeyItem, ...]:
    drawn = [one for one in found if one.event_id in shown]
    statuses = [status for status in Status if any(one.status is status for one in drawn)]
    directions = [direction for direction in Direction if any(one.direction is direction for one in drawn)]
    items = [KeyItem(one.label, glyphs.swatch(palette.direction(one))) for one in directions]
    items += [
        KeyItem(status.label, glyphs.status_mark(status, palette.ink), rule=at == 0)
        for at, status in enumerate(statuses)
    ]
    paths = [path for path in RoutePath if any(one.path is path for one in drawn)]
    for at, path in enumerate(paths):
        dash, opacity = PATHS[path]
        pattern = "" if dash == "solid" else dash.replace("px", "")
        items.append(
            KeyItem(path.label, glyphs.line(palette.ink2, dash=pattern, opacity=opacity, width=30), rule=at == 0)
        )
    return tuple(items)


def _table(tables: Tables, selection: Selection, found: Sequence[Moved]) -> pd.DataFrame:
    marks = event_marks(tables)
    named = event_rows(tables, selection.known_on, [marks[one.event_id].position for one in found])
    lines = [
        {
            "Wave": one.wave.label,
            "Date": one.when,
            "Event": one.title,
            "Label": one.label,
            "Status": one.status.label,
            "From": one.origin_place,
            "To": one.destination,
            "At": one.scene,
            "Means": one.by,
            "Path": one.path.label if one.path else "",
            "What it is": one.movement.label if one.movement else "",
            "Numbers": number_words(one.numbers),
            "Tags": "; ".join(one.tags),
            "Origins": origins,
            "Sources": sources,
            "Id": one.event_id,
        }
        for one, origins, sources in zip(found, named["Origins"], named["Sources"], strict=True)
    ]
    return pd.DataFrame(lines)


def _evidence(tables: Tables, rows: Rows, found: Sequence[Moved]) -> Evidence:
    marks = event_marks(tables)
    ids = {number.claim_id for one in found for number in one.numbers}
    events = event_evidence(tables, [marks[one.event_id].position for one in found]).events
    return Evidence(events=events, claims=rows.claims[[id in ids for id in rows.claims["claim_id"].tolist()]])


def _note(found: Sequence[Moved], shown: frozenset[str]) -> str:
    hidden = len(found) - len(shown)
    said = [
        "A wave is named only where a row’s tags or title name it.",
        "Losses that are told with a movement stand with the losses, not here.",
        f"{len(shown)} of {counted(len(found), 'event')} listed, landmarks and journeys first; the table has all."
        if hidden
        else "",
    ]
    return " ".join(part for part in said if part)


def _alt(found: Sequence[Moved]) -> str:
    parts = []
    for wave in Wave:
        told = [f"{one.when}: {one.label}" for one in found if one.wave is wave]
        if told:
            more = f" and {len(told) - 4} more" if len(told) > 4 else ""
            parts.append(f"{wave.label}: {'; '.join(told[:4])}{more}")
    return f"A list by wave and date. {'. '.join(parts)}."
