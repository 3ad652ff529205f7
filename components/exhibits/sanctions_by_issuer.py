"""Sanctions by issuer: one lane an issuer, one mark an act, with the counts that the issuer gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from components.charts import glyphs
from components.charts.event_marks import unbroken
from components.charts.thread import Thread, ThreadLane, ThreadMark, day_numbers, lay_out
from components.charts.thread_forms import Form, form_glyph
from components.charts.thread_paint import chart
from components.exhibits.contract import Canvas, Evidence, Exhibit, KeyItem, plain
from components.exhibits.event_rows import event_rows, evidence, told
from components.exhibits.making import finish, nothing
from components.theme import Palette
from data import Selection, Tables
from data.ledger import claim_rows, figure, origin_rows, source_rows
from data.listings import Act, Issuer, acts, numbers, whole_package
from data.vocabulary import ClaimKind, Precision, Status
from data.wording import counted

ID = "sanctions"
_LEAD = "Sanctions and their monitoring by issuer, on the day they became public, with the counts given"
_PARTIES: Mapping[Issuer, str] = {
    Issuer.UNITED_NATIONS: "united_nations", Issuer.MSMT: "united_nations", Issuer.USA: "united_states",
    Issuer.KOR: "south_korea", Issuer.EUE: "europe", Issuer.GBR: "europe", Issuer.UKR: "ukraine",
}  # fmt: skip


def sanctions(tables: Tables, selection: Selection, *, canvas: Canvas, options: Mapping[str, str]) -> Exhibit:
    """Draw acts of sanction by issuer over time; counts stand in the labels and are never added.

    Option: `event`, the id of the open event, which is outlined.
    """
    rows = selection.apply(tables)
    found = [act for act in acts(tables, rows) if _inside(act, selection)]
    common: dict[str, Any] = {
        "id": ID, "tables": tables, "selection": selection, "canvas": canvas, "options": options,
    }  # fmt: skip
    if not found:
        return nothing(
            **common,
            subtitle=_LEAD,
            advice="No act of sanction passes all filters.",
            holds=lambda other: any(_inside(act, other) for act in acts(tables, other.apply(tables))),
        )
    thread = lay_out(
        _lanes(tables, found, canvas.palette),
        canvas,
        first=selection.date_from,
        last=selection.date_to,
        cut_off=tables.cut_off,
        noun="event",
    )
    title = _title(found)
    at = list(dict.fromkeys(act.row for act in found))
    ids = {id for act in found for id in act.counts}
    claims = rows.claims[rows.claims["claim_id"].isin(ids)]
    parts = [_LEAD, counted(len(at), "event"), selection.sentence(tables), rows.unplaced("events")]
    return finish(
        **common,
        title=title,
        subtitle=" · ".join(part for part in parts if part),
        chart=chart(thread, event=options.get("event", "")),
        key=_key(tables, found, canvas.palette),
        rows=_twin(tables, selection.known_on, found),
        evidence=Evidence(events=evidence(tables, at).events, claims=claims),
        note=_note(tables, thread, found),
        alt=f"{title}. {counted(len(at), 'act')} in {counted(len(thread.lanes), 'lane')} by issuer, in order of time.",
    )


def _inside(act: Act, selection: Selection) -> bool:
    first, last = selection.date_from, selection.date_to
    return (first is None or act.last >= first) and (last is None or act.first <= last)


def _lanes(tables: Tables, found: Sequence[Act], palette: Palette) -> list[ThreadLane]:
    lanes = []
    for issuer in Issuer:
        own = [act for act in found if act.issuer is issuer]
        if own:
            colour = palette.party(_PARTIES.get(issuer, "independent"))
            lanes.append(ThreadLane(issuer.label, colour, [_mark(tables, act) for act in own]))
    return lanes


def _mark(tables: Tables, act: Act) -> ThreadMark:
    start, end = day_numbers(act.first, act.last)
    said, label = numbers(tables, act), unbroken(act.label)
    return ThreadMark(
        key=act.event_id,
        event_id=act.event_id,
        start=start,
        end=end,
        label=f"{label}: {said}" if said else label,
        hover="<br>".join(plain(part) for part in (label, f"{act.when} · {act.issuer.label}", said) if part),
        form=_form(tables, act),
        weight=act.weight,
        coarse=act.precision is not Precision.DAY,
    )


def _form(tables: Tables, act: Act) -> Form:
    if act.status is Status.PLANNED:
        return Form.SQUARE
    return Form.HOLLOW if whole_package(tables, act) else Form.DOT


def _title(found: Sequence[Act]) -> str:
    """Quote the first of the greatest weight and the newest act; both dates stand in the rows."""
    heaviest = min(found, key=lambda act: (act.weight, act.first, act.event_id))
    newest = max(found, key=lambda act: (act.first, -act.weight, act.event_id))
    words = [told(unbroken(act.label), act.status, act.when) for act in (heaviest, newest)]
    return words[0] if heaviest.event_id == newest.event_id else f"{words[0]}; newest: {words[1]}"


def _key(tables: Tables, found: Sequence[Act], palette: Palette) -> list[KeyItem]:
    held = {_form(tables, act) for act in found}
    words = {
        Form.DOT: "done",
        Form.HOLLOW: "counts are of a whole package, not of its DPRK part",
        Form.SQUARE: "announced, not yet in force",
    }
    key = [KeyItem(said, form_glyph(form, palette.ink)) for form, said in words.items() if form in held]
    if any(act.precision is not Precision.DAY for act in found):
        key.append(KeyItem("some time in the period", glyphs.band(palette.ink), rule=True))
    return key


def _twin(tables: Tables, known_on: date | None, found: Sequence[Act]) -> pd.DataFrame:
    behind = event_rows(tables, known_on, [act.row for act in found])
    lines: list[dict[str, str]] = []
    for act, sources in zip(found, behind["Sources"], strict=True):
        counts = [_count(tables, id) for id in act.counts] or [_no_count(sources)]
        lines += [
            {"Said": act.when, "Issuer": act.issuer.label, "Act": act.title, "Label": unbroken(act.label)}
            | count
            | {"Status": act.status.label, "Id": act.event_id}
            for count in counts
        ]
    return pd.DataFrame(lines)


def _count(tables: Tables, claim_id: str) -> dict[str, str]:
    claim = claim_rows(tables)[claim_id]
    return {
        "Number": figure(claim),
        "Unit": claim["unit"],
        "Counts": ClaimKind(claim["kind"]).label,
        "Covers": claim["scope"],
        "Note": claim["note"],
        "Origin": str(origin_rows(tables)[claim["origin"]]["short_name"]),
        "Sources": str(source_rows(tables)[claim["source_id"]]["publisher"]),
    }


def _no_count(sources: str) -> dict[str, str]:
    return {
        "Number": "no public figure", "Unit": "", "Counts": "", "Covers": "", "Note": "", "Origin": "",
        "Sources": sources,
    }  # fmt: skip


def _note(tables: Tables, thread: Thread, found: Sequence[Act]) -> str:
    parts = []
    if thread.named < thread.total:
        parts.append(f"{thread.named} of {counted(thread.total, 'mark')} are labelled; the table lists all.")
    parts.append("Counts are the issuer’s for one act and are never added.")
    if any(whole_package(tables, act) for act in found):
        parts.append("Of a whole package the DPRK’s part stands only where given.")
    parts.append("Reports on listed ships are left out.")
    return " ".join(parts)
