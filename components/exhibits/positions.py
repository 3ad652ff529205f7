"""The thread of positions: who said what when on one topic, by party, with denials, silence and admissions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from components.charts import glyphs
from components.charts.event_marks import unbroken
from components.charts.thread import Gap, Thread, ThreadLane, ThreadMark, day_numbers, lay_out
from components.charts.thread_forms import Form, form_glyph
from components.charts.thread_paint import chart
from components.exhibits.contract import UNCOUNTED, Canvas, Exhibit, KeyItem, plain
from components.exhibits.event_rows import event_rows, evidence
from components.exhibits.making import finish, nothing
from components.exhibits.positions_finding import finding
from components.theme import Palette
from data import Rows, Selection, Tables
from data.positions import CHARGED, Position, Speaker, Stance, Topic, positions
from data.silences import Silence, silences
from data.vocabulary import DateQualifier, Precision
from data.wording import counted, day, span

ID = "positions"
#: Form of each stance.
FORMS: Mapping[Stance, Form] = {
    Stance.DENIAL: Form.CROSSED,
    Stance.NEITHER: Form.BARRED,
    Stance.PARTIAL: Form.HALF,
    Stance.ACKNOWLEDGEMENT: Form.DISC,
    Stance.COMMEMORATION: Form.PLAQUE,
    Stance.STATEMENT: Form.SMALL,
}
_STANCES = (Stance.DENIAL, Stance.NEITHER, Stance.PARTIAL, Stance.ACKNOWLEDGEMENT, Stance.COMMEMORATION)


def positions_thread(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Draw what parties said on a topic, one lane a party, on the days when it became public.

    Options: `topic` (a code of `data.positions.Topic`, else troops), `speaker` (a code of
    `data.positions.Speaker`, else all) and `event`, the id of the open event, which is outlined.
    """
    topic, speaker = topic_of(options), speaker_of_options(options)
    rows = selection.apply(tables)
    shown, outside, gaps = spoken(tables, selection, topic, speaker, rows)
    common: dict[str, Any] = {
        "id": ID, "tables": tables, "selection": selection, "canvas": canvas, "options": options,
    }  # fmt: skip
    whom = f" by {speaker.label}" if speaker else ", by party"
    lead = f"Who said what on {topic.words}{whom}, on the day it became public"
    if not shown:
        of = f" of {speaker.label}" if speaker else ""
        advice = f"No statement{of} on {topic.words} passes all filters; choose another topic or party, or loosen one."
        return nothing(
            **common,
            subtitle=lead,
            advice=advice,
            holds=lambda other: bool(spoken(tables, other, topic, speaker, other.apply(tables))[0]),
        )
    thread = lay_out(
        _lanes(shown, gaps, canvas.palette),
        canvas,
        first=selection.date_from,
        last=selection.date_to,
        cut_off=tables.cut_off,
        noun="statement",
    )
    title = finding(topic, shown)
    at = list(dict.fromkeys(one.row for one in shown))
    parts = [lead, counted(len(at), "event"), selection.sentence(tables), rows.unplaced("events")]
    return finish(
        **common,
        title=title,
        subtitle=" · ".join(part for part in parts if part),
        chart=chart(thread, event=options.get("event", "")),
        key=_key(shown, gaps, canvas.palette),
        rows=_twin(tables, selection.known_on, shown),
        evidence=evidence(tables, at),
        note=_note(thread, shown, outside),
        alt=_alt(title, shown, gaps),
    )


def topic_of(options: Mapping[str, str]) -> Topic:
    """Read the option `topic`; an unknown value gives troops."""
    wanted = options.get("topic", "")
    return Topic(wanted) if wanted in set(Topic) else Topic.TROOPS


def speaker_of_options(options: Mapping[str, str]) -> Speaker | None:
    """Read the option `speaker`; None where all speak."""
    wanted = options.get("speaker", "")
    return Speaker(wanted) if wanted in set(Speaker) else None


def spoken(
    tables: Tables, selection: Selection, topic: Topic, speaker: Speaker | None, rows: Rows
) -> tuple[list[Position], int, list[Silence]]:
    """Give the positions to show, how many others became public outside the chosen dates, and the silences."""
    found = positions(tables, rows.positions("events"), topic)
    inside = [one for one in found if _inside(one, selection)]
    today = min(tables.cut_off, selection.known_on or tables.cut_off)
    until = min(today, selection.date_to or today)
    gaps = silences(inside, until) if topic in CHARGED else ()
    if until < today:
        # Of days after the chosen ones these rows say nothing, so no gap lasts until today.
        gaps = tuple(replace(gap, open=False) for gap in gaps)
    wanted = [one for one in inside if speaker in (None, one.speaker)]
    return wanted, len(found) - len(inside), [gap for gap in gaps if speaker in (None, gap.speaker)]


def _inside(one: Position, selection: Selection) -> bool:
    first, last = selection.date_from, selection.date_to
    return (first is None or one.last >= first) and (last is None or one.first <= last)


def _lanes(shown: Sequence[Position], gaps: Sequence[Silence], palette: Palette) -> list[ThreadLane]:
    lanes = []
    for speaker in Speaker:
        own = [one for one in shown if one.speaker is speaker]
        if own:
            silent = [_gap(gap) for gap in gaps if gap.speaker is speaker]
            lanes.append(ThreadLane(speaker.label, colour_of(speaker, palette), list(map(_mark, own)), silent))
    return lanes


def colour_of(speaker: Speaker, palette: Palette) -> str:
    """Give the colour of a speaker: that of its party, faint where nobody identifiable speaks."""
    return palette.ink3 if speaker is Speaker.UNCOUNTED else palette.party(speaker.value)


def form_of(one: Position) -> Form:
    """Give the form of a position: a ring where no party speaks, else that of its stance."""
    return FORMS[one.stance] if one.counted else Form.RING


def _mark(one: Position) -> ThreadMark:
    start, end = day_numbers(one.first, one.last)
    stance = "listed, not counted" if not one.counted else one.stance.label
    return ThreadMark(
        key=one.event_id,
        event_id=one.event_id,
        start=start,
        end=end,
        label="" if quotes_another(one) else unbroken(one.label),
        hover=f"{plain(unbroken(one.label))}<br>{plain(one.when)} · {plain(', '.join(one.origins))} · {stance}",
        form=form_of(one),
        weight=1 if one.stance is not Stance.STATEMENT else one.weight,
        coarse=one.precision is not Precision.DAY,
        fades_left=one.qualifier in (DateQualifier.BY, DateQualifier.ABOUT),
        fades_right=one.qualifier in (DateQualifier.AFTER, DateQualifier.ABOUT),
    )


def quotes_another(one: Position) -> bool:
    """Say whether the label of a position begins with the name of another speaker of the same event.

    In this party's lane it would put words into the wrong mouth: the mark stands there without it.
    """
    return not one.leads and ": " in one.label


def _gap(gap: Silence) -> Gap:
    start, end = day_numbers(gap.first, gap.last)
    return Gap(start, end, silence_words(gap), ("no own statement", "no statement"))


def silence_words(gap: Silence) -> str:
    """Say a silence as what it is: no statement in the rows at hand."""
    days = f"since {day(gap.first)}" if gap.open else span(gap.first, gap.last, Precision.DAY)
    return f"no own statement in these rows, {days}"


def _key(shown: Sequence[Position], gaps: Sequence[Silence], palette: Palette) -> list[KeyItem]:
    held = {one.stance for one in shown if one.counted}
    key = [KeyItem(stance.label, form_glyph(FORMS[stance], palette.ink)) for stance in _STANCES if stance in held]
    if Stance.STATEMENT in held:
        key.append(KeyItem("other statement", form_glyph(Form.SMALL, palette.ink), rule=bool(key)))
    if any(not one.counted for one in shown):
        key.append(KeyItem(UNCOUNTED, form_glyph(Form.RING, palette.ink3)))
    if gaps:
        key.append(KeyItem("no own statement in these rows", glyphs.gap(palette.gap)))
    if any(one.precision is not Precision.DAY for one in shown):
        key.append(KeyItem("some time in the period", glyphs.band(palette.ink)))
    return key


def _twin(tables: Tables, known_on: date | None, shown: Sequence[Position]) -> pd.DataFrame:
    behind = event_rows(tables, known_on, [one.row for one in shown])
    return pd.DataFrame(
        {
            "Said": [one.when for one in shown],
            "Party": [one.speaker.label for one in shown],
            "Origins": ["; ".join(one.origins) for one in shown],
            "Stance": [one.stance.label if one.counted else "listed, not counted" for one in shown],
            "Statement": [one.title for one in shown],
            "Label": [unbroken(one.label) for one in shown],
            **{name: behind[name] for name in ("Date", "Status", "Credibility", "Sources", "Id")},
        }
    )


def publications_of(tables: Tables, known_on: date | None, shown: Sequence[Position]) -> dict[str, str]:
    """Name the publications behind positions, by event."""
    behind = event_rows(tables, known_on, [one.row for one in shown])
    return {str(id): str(names) for id, names in zip(behind["Id"], behind["Sources"], strict=True)}


def _note(thread: Thread, shown: Sequence[Position], outside: int) -> str:
    parts = []
    if thread.named < len(shown):
        parts.append(f"{thread.named} of {counted(len(shown), 'mark')} are labelled; the list has all.")
    if outside:
        verb = "is" if outside == 1 else "are"
        parts.append(f"{counted(outside, 'statement')} that became public outside these dates {verb} left out.")
    parts.append("A mark says that it was said, not that it is so; stances are read from tags and status of the rows.")
    return " ".join(parts)


def _alt(title: str, shown: Sequence[Position], gaps: Sequence[Silence]) -> str:
    parties = len({one.speaker for one in shown})
    said = f"{title}. {counted(len(shown), 'statement')} in {counted(parties, 'lane')} by party, in order of time."
    silent = " ".join(f"{gap.speaker.label}: {silence_words(gap)}." for gap in gaps)
    return f"{said} {silent}".strip()
