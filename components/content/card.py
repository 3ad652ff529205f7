"""The event card: everything the tables hold on one event, from its dates to whose word it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import quote, urlencode

from components.content.card_ledger import badge, claim_ledger
from components.content.lists import mark, root
from components.content.tree import Node, h, web_link
from components.theme import Mode
from data.dossier import Dossier, Report
from data.near import Related
from data.vocabulary import Category, DateQualifier, Direction, Precision, Status
from data.wording import MONTHS, day

_TICKS = 4
#: What "the weeks round an event" reach, before it and after.
_WEEKS = timedelta(weeks=3)
#: Per cent of the axis at either end where a label would be cut off.
_EDGE = 7


def event_card(dossier: Dossier, mode: Mode, *, link: str = "") -> Node:
    """Lay out the card of an event; `link` is the address it is kept under.

    Close, related events and nothing else can be clicked as a focus (``close``, ``event:<id>``);
    addresses of sources are links only where they are http or https.
    """
    if not dossier.public:
        return _not_public(dossier, mode)
    return root(
        "section",
        mode,
        "card",
        _head(dossier, mode),
        h("h2", dossier.title),
        _time_strip(dossier),
        _facts(dossier),
        h("p", dossier.summary),
        h("p", h("strong", "Later: "), dossier.later_note, cls="later") if dossier.later_note else None,
        claim_ledger(dossier.claims, dossier.counts),
        _sources(dossier.reports),
        h("p", dossier.hidden, cls="quiet") if dossier.hidden else None,
        _related(dossier.related, mode),
        _citation(dossier, link or f"/timeline?event={quote(dossier.event_id)}"),
        label=dossier.title,
    )


def weeks_link(dossier: Dossier) -> str:
    """Give the timeline's address for the weeks round an event, the event open; "" where its day is not known.

    >>> from data import load_tables
    >>> from data.dossier import dossier
    >>> weeks_link(dossier(load_tables(), "2024-10-18-nis-confirms-deployment"))
    '/timeline?from=2024-09-27&to=2024-11-08&event=2024-10-18-nis-confirms-deployment'
    """
    start, end = dossier.start, dossier.end or dossier.start
    if start is None or end is None:
        return ""
    dates = {"from": start - _WEEKS, "to": end + _WEEKS}
    known = {"known": dossier.known_on} if dossier.known_on else {}
    return "/timeline?" + urlencode({**dates, **known, "event": dossier.event_id})


def _head(dossier: Dossier, mode: Mode) -> Node:
    words = f"{Category(dossier.category).label} · {Direction(dossier.direction).label}"
    return h(
        "div",
        mark(dossier.status, dossier.direction, mode),
        h("span", words, cls="kicker"),
        h("button", "Close", cls="close", open="close"),
        cls="head",
    )


def _not_public(dossier: Dossier, mode: Mode) -> Node:
    since = f"It was {dossier.when_public}." if dossier.public_from else "Since when it is public is not known."
    return root(
        "section",
        mode,
        "card",
        h("div", h("span", "Event", cls="kicker"), h("button", "Close", cls="close", open="close"), cls="head"),
        h("h2", f"Not public by {day(dossier.known_on)}"),
        h("p", f"{since} Choose a later day, or today, under “As known on” to read it."),
        label="Event not yet public",
    )


def _facts(dossier: Dossier) -> Node:
    status = Status(dossier.status).label
    rest = dossier.grades.removeprefix(status)
    pairs: list[tuple[str, list[Node]]] = [
        ("When", [f"{dossier.when}; {dossier.when_public}", *_weeks(dossier)]),
        ("Where", [h("span", line) for line in dossier.where]),
        ("Status", [h("span", h("strong", status), rest)]),
    ]
    if dossier.actors:
        pairs.append(("Actors", [", ".join(dossier.actors)]))
    if dossier.origins:
        pairs.append(("Origins", [", ".join(dossier.origins)]))
    return h("dl", *(part for name, words in pairs for part in (h("dt", name), h("dd", *words))))


def _weeks(dossier: Dossier) -> list[Node]:
    link = weeks_link(dossier)
    return [h("span", h("a", "What happened in the weeks round it", href=link))] if link else []


def _sources(reports: Iterable[Report]) -> Node:
    heading = h("h3", "Sources", h("small", "publisher’s grade, A to F"))
    return h("section", heading, h("ul", *map(_report, reports), cls="sources"))


def _report(report: Report) -> Node:
    url, title = web_link(report.url), report.title or report.url
    name = h("a", title, href=url, lang=report.lang) if url else h("span", title, lang=report.lang)
    said = h("span", f"{report.publisher}: ", name, " ", h("small", report.published))
    return h("li", badge(report.grade, report.grade_words), said)


def _related(related: Iterable[Related], mode: Mode) -> Node | None:
    lines = [_near(event, mode) for event in related]
    if not lines:
        return None
    heading = h("h3", "Related", h("small", "same place or shared tags, nearest first"))
    return h("section", heading, h("ol", *lines, cls="lines near"))


def _near(event: Related, mode: Mode) -> Node:
    what = h("span", event.title, h("small", f"{event.when}; {event.shared}"), cls="what")
    return h(
        "li", h("button", mark(event.status, event.direction, mode), what, cls="line", open=f"event:{event.event_id}")
    )


def _citation(dossier: Dossier, link: str) -> Node:
    return h(
        "section",
        h("h3", "Cite"),
        h("p", dossier.citation, cls="cite"),
        h("p", h("a", link, href=link), cls="cite"),
    )


def _time_strip(dossier: Dossier) -> Node | None:
    """Draw when it happened and since when it is public, on one axis of days."""
    start, end, public = dossier.start, dossier.end or dossier.start, dossier.public_from
    if start is None or end is None:
        return None
    far = public is None or abs((public - start).days) > 3 * 366
    days = [start, end] if far or public is None else [start, end, public]
    room = max((max(days) - min(days)).days // 5, 4)
    first, last = min(days) - timedelta(days=room), max(days) + timedelta(days=room + 1)

    def at(value: date) -> float:
        return (value - first).days / (last - first).days * 100

    left, right = at(start), at(end + timedelta(days=1))
    coarse = dossier.precision != Precision.DAY
    form = f"{'band' if coarse else 'bar'} dir-{dossier.direction}"
    bars = [h("span", cls=form, style={"left": f"{left:.2f}%", "width": f"{right - left:.2f}%"})]
    bars += [
        h("span", cls=f"tail-{side} dir-{dossier.direction}", style={"left": f"{x:.2f}%"})
        for side, x in _tails(dossier.qualifier, left, right)
    ]
    ticks = [_tick(value, at(value), first, last) for value in _marks(first, last) if _EDGE < at(value) < 100 - _EDGE]
    shown = None
    if not far and public is not None:
        side = "before" if at(public) > 55 else "after"
        label = h("span", dossier.when_public, cls=f"label {side}")
        shown = h("span", label, cls="public", style={"left": f"{at(public):.2f}%"})
    return h("div", h("div", *bars, shown, cls="track"), h("div", *ticks, cls="axis"), cls="time", role="presentation")


def _tails(qualifier: str, left: float, right: float) -> list[tuple[str, float]]:
    sides = []
    if qualifier in (DateQualifier.BY, DateQualifier.ABOUT):
        sides.append(("before", left))
    if qualifier in (DateQualifier.AFTER, DateQualifier.ABOUT):
        sides.append(("after", right))
    return sides


def _marks(first: date, last: date) -> list[date]:
    step = max((last - first).days // (_TICKS + 1), 1)
    if step < 25:
        return [first + timedelta(days=step * (i + 1)) for i in range(_TICKS)]
    months = max(round(step / 30.4), 1)
    months = months if months < 12 else round(months / 12) * 12
    start = first.year * 12 + first.month
    if months >= 12:
        start = (first.year + 1) * 12
    days = [date((start + i * months) // 12, (start + i * months) % 12 + 1, 1) for i in range(_TICKS + 3)]
    return [value for value in days if value < last]


def _tick(value: date, x: float, first: date, last: date) -> Node:
    days = (last - first).days
    near = f"{value.day} {MONTHS[value.month - 1]}"
    words = near if days < 125 else f"{MONTHS[value.month - 1]} {value.year}" if days < 1500 else str(value.year)
    return h("span", words, style={"left": f"{x:.2f}%"})
