"""The timeline: events in swim lanes, drawn as exactly as their dates are known, under their density in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

import pandas as pd

from components.charts import glyphs
from components.charts.event_marks import SEVERAL_PARTIES, EventMark, event_marks, marks_of
from components.charts.timeline_layout import Drawing, draw
from components.charts.timeline_numbers import Told, add_numbers, panel_height
from components.charts.timeline_picture import chart
from components.exhibits.contract import Canvas, Exhibit, KeyItem
from components.exhibits.event_rows import event_rows, evidence, finding, leading, title_fits, told
from components.exhibits.making import finish, nothing
from components.exhibits.timeline_numbers import (
    Numbers,
    claim_frame,
    key_part,
    note_part,
    number_rows,
    numbers_of,
    subtitle_part,
    told_number,
    under,
)
from data import Selection, Tables
from data.vocabulary import Category, DateQualifier, Direction, Party, Region, Status, Term
from data.wording import counted, day

ID = "timeline"


class Lanes(Term):
    """What a lane of the timeline is."""

    CATEGORY = "category", "category"
    DIRECTION = "direction", "direction"
    REGION = "region", "region"
    PARTY = "party", "party"
    STATUS = "status", "status"


_ORDERS: dict[Lanes, type[Term]] = {
    Lanes.CATEGORY: Category,
    Lanes.DIRECTION: Direction,
    Lanes.REGION: Region,
    Lanes.PARTY: Party,
    Lanes.STATUS: Status,
}
#: Lanes of what a vocabulary does not name, after those that it does.
_OTHERS = {SEVERAL_PARTIES: "Several parties", "": "Not stated"}


def timeline(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Draw the selected events in lanes over a common time axis, under the number of events per period.

    Options: `lanes` (category, direction, region, party or status; anything else is category),
    `overlay` (a metric of `data.overlays`, drawn beneath the lanes) and `event`, the id of the open
    event, which is outlined.
    """
    rows = selection.apply(tables)
    chosen = marks_of(tables, rows)
    if not chosen:
        return nothing(
            id=ID,
            tables=tables,
            selection=selection,
            canvas=canvas,
            options=options,
            subtitle="Events in lanes over time",
            advice="No event passes all filters.",
        )
    known, kind, numbers = selection.known_on, lane_kind(options), numbers_of(tables, selection, rows, options)
    today = known or tables.cut_off
    drawing = draw(
        _groups(chosen, kind),
        event_marks(tables),
        canvas,
        first=selection.date_from,
        last=selection.date_to,
        cut_off=tables.cut_off,
        today=today,
        also=numbers.extents if numbers else (),
        panel=panel_height(canvas) if numbers else 0.0,
    )
    today_words = f"as known on {day(known)}" if known else f"sources read to {day(tables.cut_off)}"
    picture = chart(drawing, today=today, today_words=today_words, event=options.get("event", ""))
    shown = add_numbers(picture, drawing, under(numbers), today) if numbers else Told(0, 0)
    title = _title(chosen, tables, selection, numbers)
    table = event_rows(tables, known, [mark.position for mark in chosen])
    grounds = evidence(tables, rows.positions("events"))
    if numbers and numbers.found:
        table = pd.concat([table, number_rows(numbers)], ignore_index=True).fillna("")
        grounds = replace(grounds, claims=claim_frame(rows, numbers.found))
    return finish(
        id=ID,
        tables=tables,
        selection=selection,
        canvas=canvas,
        options=options,
        title=title,
        subtitle=_subtitle(len(chosen), selection.sentence(tables), rows.unplaced("events"), numbers),
        chart=picture,
        key=[*_key(chosen, canvas), *(key_part(numbers, canvas.palette) if numbers else ())],
        rows=table,
        evidence=grounds,
        note=_note(drawing, kind, numbers, shown),
        alt=_alt(drawing, title, kind, numbers),
    )


def _title(chosen: Sequence[EventMark], tables: Tables, selection: Selection, numbers: Numbers | None) -> str:
    """Say the landmarks, and before them the newest number where numbers are drawn."""
    number = told_number(numbers) if numbers else ""
    if not number:
        return finding(chosen, tables, selection.date_from)
    marks = leading(chosen, selection.date_from)
    ends = [told(mark.label, mark.status, mark.when) for mark in dict.fromkeys((marks[0], marks[-1]))]
    whole = "; ".join((number, *ends))
    return whole if title_fits(whole) else f"{number}; {ends[0]}"


def _subtitle(count: int, sentence: str, unplaced: str, numbers: Numbers | None) -> str:
    parts = (counted(count, "event"), sentence, unplaced, subtitle_part(numbers) if numbers else "")
    return " · ".join(part for part in parts if part)


def lane_kind(options: Mapping[str, str]) -> Lanes:
    """Read the option `lanes`; an unknown value gives categories."""
    wanted = options.get("lanes", "")
    return Lanes(wanted) if wanted in set(Lanes) else Lanes.CATEGORY


def _groups(chosen: Sequence[EventMark], kind: Lanes) -> dict[str, list[EventMark]]:
    """Gather events by lane, lanes in the order of their vocabulary."""
    order = [*(str(term) for term in _ORDERS[kind]), *_OTHERS]
    groups: dict[str, list[EventMark]] = {code: [] for code in order}
    code_of = attrgetter(kind.value)
    for mark in chosen:
        groups[code_of(mark)].append(mark)
    term = _ORDERS[kind]
    return {_OTHERS.get(code) or _capital(term(code).label): marks for code, marks in groups.items() if marks}


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _key(chosen: Sequence[EventMark], canvas: Canvas) -> list[KeyItem]:
    """List the marks that occur: directions, statuses, then forms of dates."""
    palette = canvas.palette
    directions = {mark.direction for mark in chosen}
    statuses = {mark.status for mark in chosen}
    key = [KeyItem(d.label, glyphs.swatch(palette.direction(d))) for d in Direction if d in directions]
    for i, status in enumerate(status for status in Status if status in statuses):
        key.append(KeyItem(status.label, glyphs.status_mark(status, palette.ink), rule=i == 0))
    forms = []
    if any(mark.end - mark.start > 1 and not mark.coarse for mark in chosen):
        forms.append(KeyItem("span", glyphs.span(palette.ink)))
    if any(mark.coarse for mark in chosen):
        forms.append(KeyItem("within the period", glyphs.band(palette.ink)))
    qualifiers = {mark.qualifier for mark in chosen}
    tails = {
        DateQualifier.BY: ("by", True, False),
        DateQualifier.AFTER: ("after", False, True),
        DateQualifier.ABOUT: ("about", True, True),
    }
    for qualifier, (word, before, after) in tails.items():
        if qualifier in qualifiers:
            forms.append(KeyItem(word, glyphs.tail(palette.ink, before=before, after=after)))
    return key + [KeyItem(form.label, form.glyph, rule=i == 0) for i, form in enumerate(forms)]


def _note(drawing: Drawing, kind: Lanes, numbers: Numbers | None, shown: Told) -> str:
    total, unit = len(drawing.chosen), drawing.unit
    parts = ["Every event is labelled."]
    if drawing.named < total:
        verb = "is" if total == 1 else "are"
        parts = [f"{drawing.named} of {counted(total, 'event')} {verb} labelled, landmarks first; the table lists all."]
    if not drawing.named:
        parts = ["No event is labelled, for want of room; the table lists all."]
    if drawing.gathered:
        parts.append(f"+3 and the like gather marks that stand too close ({counted(drawing.gathered, 'event')}).")
    absent = total - sum(sum(counts.values()) for counts in drawing.bins.values())
    if absent:
        verb = "is" if absent == 1 else "are"
        events = counted(absent, "event")
        parts.append(f"{events} not known to the {unit}, or begun outside the axis, {verb} not in the bars.")
    if kind is Lanes.PARTY:
        several = sum(mark.party == SEVERAL_PARTIES for mark in drawing.chosen)
        parts.append("A party’s lane holds what its origins alone assert.")
        if several:
            parts.append(
                f"{counted(several, 'event')} asserted by origins of several parties have a lane of their own."
            )
    if drawing.axis.later:
        parts.append("Years after the break are not to scale.")
    if numbers:
        parts.append(note_part(numbers, shown, _landmarks(drawing)))
    return " ".join([*parts, "Dates are those of the event, not of the report."])


def _landmarks(drawing: Drawing) -> int:
    return sum(mark.weight == 1 for mark in drawing.chosen)


def _alt(drawing: Drawing, title: str, kind: Lanes, numbers: Numbers | None) -> str:
    first = min(drawing.chosen, key=attrgetter("start"))
    last = max(drawing.chosen, key=attrgetter("start"))
    below = f" Beneath them {subtitle_part(numbers).removeprefix('below: ')}, by origin." if numbers else ""
    return (
        f"{title}. Timeline of {counted(len(drawing.chosen), 'event')} in "
        f"{counted(len(drawing.lanes), 'lane')} by {kind.label}, from {first.when} to {last.when}, "
        f"under the number of events per period.{below}"
    )
