"""The filter bar: one set of filters, in one place, on every page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from components.content.tree import h
from components.panels import view as views
from components.panels.browser import draw_tree
from components.panels.frame import AHEAD
from components.panels.narrative import stories_button
from data import Selection, Tables
from data.choices import Preset, option_counts, presets
from data.ledger import origin_names
from data.reach import Filter
from data.vocabulary import Category, Credibility, Region, Reliability, Status, Term
from data.wording import counted, day, span

#: Regions that stand in the bar itself; all of them stand under "More filters".
QUICK_REGIONS = (Region.KURSK_FRONT, Region.PRIMORYE, Region.RASON)
_NO_FLOOR = "any"


def filter_bar(tables: Tables) -> None:
    """Draw the filter bar for the current view; widgets write to the view through callbacks."""
    selection = views.current().selection
    with st.container(key="filterbar", horizontal=True, vertical_alignment="center"):
        _dates(tables, selection)
        _quick_regions(selection)
        _more(tables, selection)
        _known_on(tables, selection)
        stories_button(tables)
        draw_tree(_sentence(tables, selection), key="sentence", on_focus=lambda focus: None)
        st.button("Reset", key="filter-reset", on_click=_reset, disabled=selection == Selection())
        draw_tree(
            h("button", "Copy link", open="copy:link", cls="tw-button"), key="copy-link", on_focus=lambda focus: None
        )
    _banner(tables, selection)


def _sentence(tables: Tables, selection: Selection) -> list[Any]:
    count = len(selection.apply(tables).events)
    return h("p", selection.sentence(tables), " · ", h("strong", counted(count, "event")), cls="tw-sentence")


def _keep(key: str, value: Any) -> None:
    # A widget's state is set only where the view says something else, or a click made while the
    # script runs would be undone.
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _dates(tables: Tables, selection: Selection) -> None:
    # The date field is the heaviest widget of all, so it stands inside the popover, where it costs
    # nothing until it is wanted.
    opened = st.popover(_dates_in_words(tables, selection), key="filter-period", on_change="rerun")
    if not opened.open:
        return
    with opened:
        for preset in presets(tables):
            st.button(
                preset.label, key=f"preset-{preset.code}", on_click=_preset, args=(preset,), width="stretch",
                type="tertiary",
            )  # fmt: skip
        _date_field(tables, selection)


def _dates_in_words(tables: Tables, selection: Selection) -> str:
    today = selection.known_on or tables.cut_off
    end = selection.date_to or max(today, selection.date_from or today)
    return span(selection.date_from or tables_first_day(tables), end, "day")


def _date_field(tables: Tables, selection: Selection) -> None:
    first, last = date(1990, 1, 1), date(2040, 12, 31)
    start = min(max(selection.date_from or tables_first_day(tables), first), last)
    end = min(max(selection.date_to or max(tables.cut_off, start), start), last)
    _keep("filter-dates", (start, end))
    st.date_input(
        "From and to (an end on the cut-off keeps what is planned)", key="filter-dates", min_value=first,
        max_value=last, format="YYYY-MM-DD", width=300, on_change=_dates_changed, args=(tables,),
    )  # fmt: skip


def tables_first_day(tables: Tables) -> date:
    """Give the first day that any event or flow speaks of."""
    days = (tables.events["date_start"].min(), tables.flows["period_start"].min())
    first: date = min(days).date()
    return first


def _dates_changed(tables: Tables) -> None:
    chosen = st.session_state["filter-dates"]
    if len(chosen) != 2:
        return
    start, end = chosen
    before = views.current().selection
    # The field shows the cut-off for "no end": an end left there keeps what is planned beyond it.
    kept = before.date_to if end == (before.date_to or tables.cut_off) else end
    unlimited = before.date_from is None and start == tables_first_day(tables)
    views.change(selection={"date_from": None if unlimited else start, "date_to": kept})


def _preset(preset: Preset) -> None:
    views.change(selection={"date_from": preset.date_from, "date_to": preset.date_to})


def _quick_regions(selection: Selection) -> None:
    _keep("filter-regions", [region for region in QUICK_REGIONS if region in selection.regions])
    st.segmented_control(
        "Regions", QUICK_REGIONS, selection_mode="multi", key="filter-regions", label_visibility="collapsed",
        format_func=lambda region: region.label, on_change=_quick_regions_changed,
    )  # fmt: skip


def _quick_regions_changed() -> None:
    st.session_state[AHEAD] = True
    others = [region for region in views.current().selection.regions if region not in QUICK_REGIONS]
    views.change(selection={"regions": (*st.session_state["filter-regions"], *others)})


def _more(tables: Tables, selection: Selection) -> None:
    used = _used(selection)
    # Closed popovers stay empty: what nobody sees costs no message on a rerun.
    opened = st.popover(f"More filters{f' ({used})' if used else ''}", key="filter-more", on_change="rerun")
    if not opened.open:
        return
    counts = option_counts(tables, selection)
    with opened:
        _pills("Regions", "regions", tuple(Region), selection.regions, counts, key="filter-regions-all")
        _pills("Categories", "categories", tuple(Category), selection.categories, counts)
        _pills("Statuses", "statuses", tuple(Status), selection.statuses, counts)
        left, right = st.columns(2)
        with left:
            _floor("Information credibility, or better", "credibility", tuple(Credibility)[:-1], selection.credibility)
        with right:
            _floor("Source reliability, or better", "reliability", tuple(Reliability)[:-1], selection.reliability)
        _keep("filter-unjudged", selection.unjudged)
        st.checkbox(
            "Also rows whose grade is “cannot be judged” (6 or F)", key="filter-unjudged",
            on_change=_plain_changed, args=("unjudged", "filter-unjudged"),
        )  # fmt: skip
        _origins(tables, selection, counts)
        _keep("filter-words", selection.words)
        st.text_input(
            "Words, in any spelling (Rajin, 라진, Раджин)", key="filter-words", max_chars=200,
            on_change=_plain_changed, args=("words", "filter-words"),
        )  # fmt: skip


def _used(selection: Selection) -> int:
    rest = [region for region in selection.regions if region not in QUICK_REGIONS]
    parts = (rest, selection.categories, selection.statuses, selection.credibility, selection.reliability,
             selection.origins, selection.words)  # fmt: skip
    return sum(bool(part) for part in parts)


def _pills(
    label: str, field: str, options: Sequence[Term], chosen: Sequence[Term], counts: dict[str, dict[str, int]],
    *, key: str = "",
) -> None:  # fmt: skip
    name = key or f"filter-{field}"
    _keep(name, list(chosen))
    st.pills(
        label, options, selection_mode="multi", key=name, on_change=_plain_changed, args=(field, name),
        format_func=lambda term: f"{term.label} {counts[field].get(term.value, 0)}",
    )  # fmt: skip


def _floor(label: str, field: str, grades: Sequence[Term], chosen: Term | None) -> None:
    key = f"filter-{field}"
    _keep(key, chosen.value if chosen else _NO_FLOOR)
    words = {grade.value: f"{grade.value} – {grade.label}" for grade in grades}
    st.selectbox(
        label, [_NO_FLOOR, *words], key=key, format_func=lambda code: words.get(code, "any grade"),
        on_change=_floor_changed, args=(field, key),
    )  # fmt: skip


def _floor_changed(field: str, key: str) -> None:
    code = st.session_state[key]
    grade = Credibility if field == "credibility" else Reliability
    views.change(selection={field: None if code == _NO_FLOOR else grade(code)})


def _origins(tables: Tables, selection: Selection, counts: dict[str, dict[str, int]]) -> None:
    names = origin_names(tables)
    found = counts["origins"]
    ranked = sorted(names, key=lambda id: (-found.get(id, 0), names[id]))
    _keep("filter-origins", list(selection.origins))
    st.multiselect(
        "Who says so", ranked, key="filter-origins", format_func=lambda id: f"{names[id]} ({found.get(id, 0)})",
        on_change=_plain_changed, args=("origins", "filter-origins"), placeholder="All origins",
    )  # fmt: skip


def _plain_changed(field: str, key: str) -> None:
    value = st.session_state[key]
    views.change(selection={field: tuple(value) if isinstance(value, list) else value})


def _known_on(tables: Tables, selection: Selection) -> None:
    label = day(selection.known_on) if selection.known_on else "today"
    opened = st.popover(f"As known on: {label}", key="filter-known-on", on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.text("Shows only what was public by that day.\nStatuses and grades stay today’s.")
        _keep("filter-known", selection.known_on)
        st.date_input(
            "Day", key="filter-known", min_value=date(2000, 1, 1), max_value=tables.cut_off, format="YYYY-MM-DD",
            value=None, on_change=_plain_changed, args=("known_on", "filter-known"),
        )  # fmt: skip
        st.button("Today", key="known-today", on_click=lambda: views.change(selection={"known_on": None}))


def _banner(tables: Tables, selection: Selection) -> None:
    if selection.known_on is None:
        return
    reasons = selection.apply(tables).left_out_by
    count = sum(reasons[table].get(Filter.KNOWN, 0) for table in reasons)
    text = (
        f"As known on {day(selection.known_on)}: what became public later is hidden; statuses and grades are today’s. "
        f"{counted(count, 'row')} without a public date left out."
    )
    with st.container(key="known-banner"):
        draw_tree(h("p", h("strong", text), cls="tw-sentence"), key="known-text", on_focus=lambda focus: None)


def _reset() -> None:
    views.change(selection={field: getattr(Selection(), field) for field in Selection.__dataclass_fields__})
