"""What named experts and services make of leverage, China and talks: judgements beside each other, as attributed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from components.charts.event_marks import unbroken
from components.charts.reading_columns import Entry, Passage, reading_columns
from components.charts.thread_forms import Form, form_glyph
from components.exhibits.contract import UNCOUNTED, Canvas, Exhibit, KeyItem
from components.exhibits.event_rows import event_rows, evidence
from components.exhibits.making import finish, nothing
from components.exhibits.positions import colour_of
from components.theme import Palette
from data import Rows, Selection, Tables
from data.positions import Position, Topic, positions
from data.vocabulary import Credibility, Status
from data.wording import counted

ID = "assessments"
#: A title of two lines on half a slide holds about so many characters.
_TITLE_LENGTH = 140
THEMES: Mapping[Topic, str] = {
    Topic.LEVERAGE: "On leverage and how lasting the tie is",
    Topic.CHINA: "On China",
    Topic.TALKS: "On talks with Washington and Seoul",
}
_LEAD = "Judgements by named analysts and services, newest first, in the words of the rows"


def assessments(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Set out who judged what on leverage, China and talks, with day and grade; nothing is weighed or merged.

    Option: `event`, the id of the open event, whose entry is outlined.
    """
    rows = selection.apply(tables)
    found = judged(tables, selection, rows)
    common: dict[str, Any] = {
        "id": ID, "tables": tables, "selection": selection, "canvas": canvas, "options": options,
    }  # fmt: skip
    if not any(found.values()):
        return nothing(
            **common,
            subtitle=_LEAD,
            advice="No assessment of leverage, China or talks passes all filters.",
            holds=lambda other: any(judged(tables, other, other.apply(tables)).values()),
        )
    passages = [
        Passage(THEMES[topic], [_entry(one, canvas.palette) for one in ones]) for topic, ones in found.items() if ones
    ]
    drawn = reading_columns(passages, canvas, event=options.get("event", ""))
    shown = [one for ones in found.values() for one in ones]
    at = list(dict.fromkeys(one.row for one in shown))
    title = _title(found)
    parts = [_LEAD, counted(len(at), "assessment"), selection.sentence(tables), rows.unplaced("events")]
    return finish(
        **common,
        title=title,
        subtitle=" · ".join(part for part in parts if part),
        chart=drawn.chart,
        key=_key(shown, canvas.palette),
        rows=_twin(tables, selection.known_on, found),
        evidence=evidence(tables, at),
        note=_note(drawn.left_out),
        alt=f"{title}. {counted(len(passages), 'list')} of assessments: {_alt(found)}.",
    )


def judged(tables: Tables, selection: Selection, rows: Rows) -> dict[Topic, list[Position]]:
    """Give the assessments on each theme, newest first; an event on two themes stands under both."""
    first, last = selection.date_from, selection.date_to
    found: dict[Topic, list[Position]] = {}
    for topic in THEMES:
        ones = [
            one
            for one in positions(tables, rows.positions("events"), topic)
            if one.status is Status.ASSESSED
            and (first is None or one.last >= first)
            and (last is None or one.first <= last)
        ]
        found[topic] = sorted(ones, key=lambda one: (one.last, one.first, one.event_id), reverse=True)
    return found


def _entry(one: Position, palette: Palette) -> Entry:
    who = ", ".join(one.origins) + ("" if one.counted else ", not counted")
    foot = f"{who} · {one.when} · grade {one.credibility}, {Credibility(one.credibility).label}"
    colour = colour_of(one.speaker, palette)
    return Entry(one.event_id, unbroken(one.title), foot, colour, hollow=not one.counted)


def _title(found: Mapping[Topic, Sequence[Position]]) -> str:
    """Quote the newest assessment of each theme by its label and day, as many as a title holds."""
    quoted: list[str] = []
    used: set[str] = set()
    for ones in found.values():
        one = next((one for one in ones if one.event_id not in used), None)
        if one is not None:
            used.add(one.event_id)
            quoted.append(f"{unbroken(one.label)} ({one.when})")
    while len(quoted) > 1 and len("; ".join(quoted)) > _TITLE_LENGTH:
        quoted.pop()
    return "; ".join(quoted)


def _key(shown: Sequence[Position], palette: Palette) -> list[KeyItem]:
    key = [KeyItem("judgement of a named origin, in the colour of its party", form_glyph(Form.DIAMOND, palette.ink))]
    if any(not one.counted for one in shown):
        key.append(KeyItem(UNCOUNTED, form_glyph(Form.RING, palette.ink3)))
    return key


def _twin(tables: Tables, known_on: date | None, found: Mapping[Topic, Sequence[Position]]) -> pd.DataFrame:
    listed = [(topic, one) for topic, ones in found.items() for one in ones]
    behind = event_rows(tables, known_on, [one.row for _, one in listed])
    return pd.DataFrame(
        {
            "Theme": [topic.label for topic, _ in listed],
            "Said": [one.when for _, one in listed],
            "Origins": ["; ".join(one.origins) for _, one in listed],
            "Party": [one.speaker.label for _, one in listed],
            "Assessment": [one.title for _, one in listed],
            "Label": [unbroken(one.label) for _, one in listed],
            **{name: behind[name] for name in ("Credibility", "Sources", "Id")},
        }
    )


def _note(left_out: int) -> str:
    parts = ["An assessment is its origin’s judgement and no finding of this product; one on two themes stands twice."]
    if left_out:
        parts.append(f"{counted(left_out, 'older entry', 'older entries')} found no room and stand in the table.")
    return " ".join(parts)


def _alt(found: Mapping[Topic, Sequence[Position]]) -> str:
    return "; ".join(f"{topic.label} {len(ones)}" for topic, ones in found.items() if ones)
