"""The timeline: events in swim lanes, drawn as exactly as their dates are known, with their density below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter

from components.charts import glyphs
from components.charts.event_marks import EventMark, event_marks, marks_of
from components.charts.timeline_picture import Drawing, chart, draw
from components.exhibits.contract import Canvas, Exhibit, KeyItem
from components.exhibits.event_rows import event_rows, evidence, finding
from components.exhibits.making import finish, nothing
from data import Selection, Tables
from data.vocabulary import Category, DateQualifier, Direction, Region, Status, Term
from data.wording import counted, day

ID = "timeline"
_NO_REGION = "Region not stated"


class Lanes(Term):
    """What a lane of the timeline is."""

    CATEGORY = "category", "category"
    DIRECTION = "direction", "direction"
    REGION = "region", "region"
    STATUS = "status", "status"


_ORDERS: dict[Lanes, type[Term]] = {
    Lanes.CATEGORY: Category,
    Lanes.DIRECTION: Direction,
    Lanes.REGION: Region,
    Lanes.STATUS: Status,
}


def timeline(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Draw the selected events in lanes over a common time axis, with events per period beneath.

    Options: `lanes` (category, direction, region or status; anything else is category) and
    `event`, the id of the open event, which is outlined.
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
    known = selection.known_on
    drawing = draw(
        _groups(chosen, lane_kind(options)),
        event_marks(tables),
        canvas,
        first=selection.date_from,
        last=selection.date_to,
        cut_off=tables.cut_off,
        today=known or tables.cut_off,
    )
    today_words = f"as known on {day(known)}" if known else f"sources read to {day(tables.cut_off)}"
    title = finding(chosen, tables, selection.date_from)
    unplaced = rows.unplaced("events")
    subtitle = " · ".join(
        part for part in (counted(len(chosen), "event"), selection.sentence(tables), unplaced) if part
    )
    return finish(
        id=ID,
        tables=tables,
        selection=selection,
        canvas=canvas,
        options=options,
        title=title,
        subtitle=subtitle,
        chart=chart(drawing, today=known or tables.cut_off, today_words=today_words, event=options.get("event", "")),
        key=_key(chosen, canvas),
        rows=event_rows(tables, selection.known_on, [mark.position for mark in chosen]),
        evidence=evidence(tables, rows.positions("events")),
        note=_note(drawing),
        alt=_alt(drawing, title, lane_kind(options)),
    )


def lane_kind(options: Mapping[str, str]) -> Lanes:
    """Read the option `lanes`; an unknown value gives categories."""
    wanted = options.get("lanes", "")
    return Lanes(wanted) if wanted in set(Lanes) else Lanes.CATEGORY


def _groups(chosen: Sequence[EventMark], kind: Lanes) -> dict[str, list[EventMark]]:
    """Gather events by lane, lanes in the order of their vocabulary."""
    order = [str(term) for term in _ORDERS[kind]] + [""]
    groups: dict[str, list[EventMark]] = {code: [] for code in order}
    code_of = attrgetter(kind.value)
    for mark in chosen:
        groups[code_of(mark)].append(mark)
    term = _ORDERS[kind]
    return {_capital(term(code).label) if code else _NO_REGION: marks for code, marks in groups.items() if marks}


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
        forms.append(KeyItem("span of days", glyphs.span(palette.ink)))
    if any(mark.coarse for mark in chosen):
        forms.append(KeyItem("some time in the period", glyphs.band(palette.ink)))
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


def _note(drawing: Drawing) -> str:
    total, unit = len(drawing.chosen), drawing.unit
    parts = ["Every event is labelled."]
    if drawing.named < total:
        verb = "is" if total == 1 else "are"
        parts = [f"{drawing.named} of {counted(total, 'event')} {verb} labelled; the table lists all."]
    if drawing.gathered:
        parts.append(f"A number such as +3 gathers marks that stand too close ({counted(drawing.gathered, 'event')}).")
    absent = total - sum(sum(counts.values()) for counts in drawing.bins.values())
    if absent:
        verb = "is" if absent == 1 else "are"
        events = counted(absent, "event")
        parts.append(f"{events} not known to the {unit}, or begun outside the axis, {verb} not in the bars.")
    if drawing.axis.later:
        parts.append("Years after the break are not to scale.")
    return " ".join([*parts, "Dates are those of the event, not of the report."])


def _alt(drawing: Drawing, title: str, kind: Lanes) -> str:
    first = min(drawing.chosen, key=attrgetter("start"))
    last = max(drawing.chosen, key=attrgetter("start"))
    return (
        f"{title}. Timeline of {counted(len(drawing.chosen), 'event')} in "
        f"{counted(len(drawing.lanes), 'lane')} by {kind.label}, from {first.when} to {last.when}, "
        "with events per period beneath."
    )
