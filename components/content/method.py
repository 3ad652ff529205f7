"""The Method page: the rules in words, with the tables that the code itself uses."""

from __future__ import annotations

import pandas as pd

from components.charts import glyphs
from components.charts.glyphs import Glyph
from components.content.tree import Node, h
from components.theme import PALETTES, Mode
from data import Tables
from data.positions import RULE as STANCE_RULE
from data.reach import reach_table
from data.support import RULE as EVIDENCE_RULE
from data.vocabulary import Credibility, Direction, Reliability, Status, Term
from data.wording import day


def method_page(tables: Tables, mode: Mode) -> Node:
    """Lay out the Method page for the dataset."""
    return h(
        "div",
        h("section", *_claims()),
        h("section", *_grades()),
        h("section", *_headlines()),
        h("section", *_clocks()),
        h("section", *_trails()),
        h("section", *_stances()),
        h("section", *_promises()),
        h("section", *_marks(mode)),
        h("section", *_gaps(tables)),
        h("section", *_borders()),
        h("section", *_licences(tables)),
        h("section", *_reach(), cls="tw-wide"),
        cls="tw-prose",
    )


def _section(title: str, *paragraphs: str) -> list[Node]:
    return [h("h2", title), *(h("p", text) for text in paragraphs)]


def _claims() -> list[Node]:
    return _section(
        "Claims, not facts",
        "A number here is a claim: it belongs to an origin, a day it speaks of, a day it was said, a range and a "
        "grade. Rival numbers stand side by side as rival rows. Nothing is added or averaged across origins, "
        "different stages (planned, shipped, delivered, in use) are never added, and a total is never added to its "
        "parts.",
        "An origin is somebody who asserts something at first hand: a service, a ministry, a statistics office, an "
        "imagery analyst. A newspaper that reprints a briefing is a publication, not an origin. Ten reprints of one "
        "briefing have one origin. Where nobody identifiable speaks (unnamed officials, “the media”) the origin is "
        "composite: it is shown, drawn hollow, and never counted.",
        "Unknown is not zero. Where there is no figure the product says “no public figure”, and gaps are hatched.",
    )


def _grades() -> list[Node]:
    return [
        *_section(
            "Grades",
            "Two grades stay apart, after the Admiralty system. Reliability belongs to the publisher of a source, "
            "credibility to the information about an event. A grade of 6 or F is not a low grade: it says that nobody "
            "can judge. With a floor set, such rows pass only when “cannot be judged” is ticked.",
        ),
        _terms("Source reliability", Reliability),
        _terms("Information credibility", Credibility),
        h(
            "p",
            "Status. Confirmed: the acting side acknowledges it, or independent evidence such as imagery or official "
            "statistics shows it. Reported: told by others. Claimed: one interested party says so. Assessed: a "
            "judgement. Planned and denied say so themselves.",
        ),
    ]


def _terms(title: str, terms: type[Term]) -> Node:
    rows = pd.DataFrame({"Grade": [t.value for t in terms], title: [t.label for t in terms]})
    return _table(rows)


def _headlines() -> list[Node]:
    return _section(
        "How headline numbers are chosen",
        "A headline compares like with like: one subject, one quantity, one kind (a running total never beside the "
        "total of a period), one scope, origins at first hand. One claim a family of origins counts, its newest; what "
        "it has itself superseded is out, and a repetition keeps the date of the claim it repeats. The day it speaks "
        "of lies within 24 months of the cut-off (or of the as-known-on day) for running totals, 12 months for counts "
        "at a time. Composite and news origins are listed, never counted, and a day that was only guessed from the "
        "reading date never makes a claim the newest.",
        "A tile shows the lowest and the highest claim, how many origins stand behind them and the newest day. Tiles "
        "follow the as-known-on day; dates and regions do not apply to them.",
    )


def _clocks() -> list[Node]:
    return _section(
        "Two clocks",
        "Every event and claim has a day it speaks of and a day it became public. “As known on” keeps what was public "
        "by that day: later sources are counted, not shown; what became known afterwards is hidden; rows without a "
        "public date are left out and counted. Statuses and grades are today’s, because earlier grades were not kept.",
    )


def _trails() -> list[Node]:
    return _section(
        "Numbers over time",
        "A line joins only what one origin said of one thing: one country, one quantity, one kind, one scope. A step "
        "is a revision, where the origin replaced its number; a small tick is a repetition. Statements of one origin "
        "that nobody said replace one another stay apart. The newest number of an origin is the one that speaks of "
        "the newest day and has not been replaced. What counts only a part or another kind has a row of its own, or "
        "stands in the table.",
        "A count whose period only reaches into the chosen dates, but that speaks of a day outside them, is left out "
        "of pictures over time and counted in their note.",
    )


def _stances() -> list[Node]:
    return _section("Who denied, who admitted, what is only alleged", STANCE_RULE, EVIDENCE_RULE)


def _promises() -> list[Node]:
    return _section(
        "Due, late, not heard of",
        "A promise is a milestone with a planned date, a planned event announced before its dates, or a number planned "
        "for a later day. Slip is counted from the end of the promised period, in days; while the outcome is open it "
        "is “at least”. An outcome counts only where the tables link it to the promise. A promise is called late only "
        "where the tables link its outcome or call it delayed or stalled; otherwise the figure says since when nothing "
        "was heard.",
        "Stories are sequences of views with a text of our own. Every number, date and name in a text is compared with "
        "the rows that the step cites, and a step shows only what was public by the as-known-on day.",
    )


def _reach() -> list[Node]:
    lead = "A filter cannot reach every table. What a set filter cannot place is left out and counted."
    return [*_section("Which filter reaches what", lead), h("div", _table(reach_table()), cls="tw-scroll")]


def _marks(mode: Mode) -> list[Node]:
    palette = PALETTES[mode]
    statuses = [(glyphs.status_mark(status, palette.ink), status.label) for status in Status]
    directions = [(glyphs.swatch(palette.direction(d)), d.label) for d in Direction]
    dates = [
        (glyphs.span(palette.ink), "span of days"),
        (glyphs.band(palette.ink), "some time in the month, quarter or year"),
        (glyphs.tail(palette.ink, before=True, after=False), "by that day"),
        (glyphs.tail(palette.ink, before=False, after=True), "after that day"),
        (glyphs.tail(palette.ink, before=True, after=True), "about that day"),
    ]
    flows = [
        (glyphs.bar(palette.ink, fill=palette.ink), "reported"),
        (glyphs.bar(palette.ink, hatch=True), "mirror statistics"),
        (glyphs.bar(palette.ink, dash="3,2"), "estimate"),
        (glyphs.gap(palette.ink3), "no figure, not reported"),
    ]
    lead = (
        "Colour says one thing: direction. Certainty is form: filled, hollow, dashed, dotted. "
        "Category is place: a lane or a panel."
    )
    return [*_section("How marks are drawn", lead), *(_key(row) for row in (directions, statuses, dates, flows))]


def _key(items: list[tuple[Glyph, str]]) -> Node:
    entries = [
        h(
            "span",
            h("img", src=glyph.uri, alt="", style={"width": f"{glyph.width}px", "height": f"{glyph.height}px"}),
            label,
            cls="tw-key-item",
        )
        for glyph, label in items
    ]
    return h("div", *entries, cls="tw-key")


def _gaps(tables: Tables) -> list[Node]:
    undated = int((tables.sources["published"].isna()).sum())
    return _section(
        "Known gaps",
        f"Sources were read up to {day(tables.cut_off)}; what was published later is not here. {len(tables.sources)} "
        f"publications were read, {undated} of them without a printed date. Most are in English; Korean and Russian "
        "originals were read where found, many statements only through agencies.",
        "Russian and DPRK trade statistics are thin after 2022: figures then come from officials’ statements, from "
        "mirror statistics or from estimates, and are marked so. Paths of most movements were not published.",
    )


def _borders() -> list[Node]:
    return _section(
        "Borders and positions",
        "Ground and borders come from Natural Earth. Crimea and Sevastopol are drawn as in UN General Assembly "
        "resolution 68/262, with Ukraine; elsewhere Natural Earth’s lines stand as they are. They say nothing about "
        "any claim. Sea paths were computed along open water and are nobody’s track; railways are "
        "generalised; a ring round a place shows how far its true spot may lie from the point.",
        "Over a range of days, movements of one direction and certainty that run together are one line, and its width "
        "counts the events on it, up to four; nothing they carried is added up. On a single day each movement has a "
        "line of its own, and widths compare one unit, in the number of one origin.",
    )


def _licences(tables: Tables) -> list[Node]:
    return _section(
        "Licences",
        "Natural Earth is in the public domain. Place positions: GeoNames (CC BY 4.0). The typeface is built from "
        "IBM Plex Sans, IBM Plex Sans KR and Noto Sans, under the SIL Open Font License 1.1. Summaries in the tables "
        "are the project’s own sentences; publications belong to their publishers and are only cited.",
        f"Data version {tables.version}: eight digits that change with any change of any row.",
    )


def _table(frame: pd.DataFrame) -> Node:
    head = h("tr", *(h("th", str(column), scope="col") for column in frame.columns))
    rows = [h("tr", *(h("td", str(cell)) for cell in row)) for row in frame.itertuples(index=False)]
    return h("table", h("thead", head), h("tbody", *rows), cls="tw-table")
