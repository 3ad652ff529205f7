"""The thread as a reading list: day, party and origin, stance, title and sources of each statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from components.charts.event_marks import unbroken
from components.charts.thread_forms import form_glyph
from components.content.lists import root
from components.content.tree import Node, h
from components.exhibits.positions import colour_of, form_of
from components.theme import PALETTES, Mode
from data.positions import Position, Speaker, Stance
from data.vocabulary import Status
from data.wording import counted, listed

#: Lines of a list; the rest is counted and stands in the table of the figure.
MOST = 120


def thread_list(
    shown: Sequence[Position],
    publications: Mapping[str, str],
    mode: Mode,
    *,
    heading: str,
    by_party: bool,
    empty: str,
    rule: str,
) -> Node:
    """List positions, oldest first, in one list or one section a party; a click asks for ``event:<id>``.

    `publications` names the sources of each event by id; without positions `empty` stands instead.
    `rule` is the sentence under the list that says how stances are read.
    """
    if not shown:
        return root("section", mode, "list", h("h3", heading), h("p", empty, cls="quiet"), label=heading)
    parts: list[Node] = []
    for name, ones in _sections(shown, by_party).items():
        lines = [_line(said, publications, mode) for said in ones[:MOST]]
        parts += [h("h4", name, h("small", counted(len(ones), "statement")))] if name else []
        parts.append(h("ol", *lines, cls="lines"))
        if len(ones) > MOST:
            parts.append(h("p", f"and {len(ones) - MOST} more: see the rows of the figure as a table", cls="quiet"))
    parts.append(h("p", rule, cls="quiet"))
    return root("section", mode, "list tw-thread", h("h3", heading), *parts, label=heading)


def _sections(shown: Sequence[Position], by_party: bool) -> dict[str, list[list[Position]]]:
    """Give lines by heading; in one list by time a joint statement of several parties is one line."""
    if not by_party:
        joint: dict[str, list[Position]] = {}
        for one in shown:
            joint.setdefault(one.event_id, []).append(one)
        return {"": list(joint.values())}
    found = {speaker.label: [[one] for one in shown if one.speaker is speaker] for speaker in Speaker}
    return {name: ones for name, ones in found.items() if ones}


def _line(said: Sequence[Position], publications: Mapping[str, str], mode: Mode) -> Node:
    # The party with a stance of its own leads where several speak.
    one = min(said, key=lambda one: (one.stance is Stance.STATEMENT, not one.counted, list(Speaker).index(one.speaker)))
    form = form_of(one)
    alt = one.stance.label if one.counted else "not counted"
    mark = h("img", src=form_glyph(form, colour_of(one.speaker, PALETTES[mode])).uri, alt=alt, cls="mark")
    stance = one.stance.label if one.stance is not Stance.STATEMENT else Status(one.status).label
    read = listed(publications.get(one.event_id, "").split("; "), 2)
    foot = " · ".join(part for part in ("; ".join(map(_who, said)), stance, f"in {read}" if read else "") if part)
    what = h("span", unbroken(one.title), h("small", foot), cls="what")
    return h("li", h("button", h("span", one.when, cls="when"), mark, what, cls="line", open=f"event:{one.event_id}"))


def _who(one: Position) -> str:
    names = ", ".join(one.origins)
    return f"{one.speaker.label}: {names}" if one.counted else f"{names}, not counted"
