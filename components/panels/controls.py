"""Controls of single figures, whose choice travels in the link."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components.panels import view as views
from data.trails import Clock
from data.year_spans import YearSpan


def choice(option: str, labels: Mapping[str, str], *, label: str) -> str:
    """Draw a row of buttons for an option of the view; the first is the default and stays out of the link."""
    default = next(iter(labels))
    key = f"option-{option}"
    chosen = views.current().options.get(option, default)
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    st.segmented_control(
        label, list(labels), key=key, required=True, format_func=lambda code: labels[code],
        on_change=lambda: views.change_option(option, st.session_state[key], default=default),
    )  # fmt: skip
    return chosen


def years_choice(option: str, years: range, default: YearSpan | None, *, label: str, none: str = "") -> None:
    """Draw two lists, from which year to which, for an option of the view.

    Without a default the option may be unset, which the words `none` stand for in the first list.
    """
    chosen = YearSpan.read(views.current().options.get(option, "")) or default
    first, last = f"option-{option}-first", f"option-{option}-last"
    wanted = {first: chosen.first if chosen else 0, last: chosen.last if chosen else 0}
    for key, value in wanted.items():
        if st.session_state.get(key) != value:
            st.session_state[key] = value

    def follow() -> None:
        begin, end = st.session_state[first], st.session_state.get(last) or 0
        # A period that would end before it begins becomes the one year just chosen.
        moved = end if chosen and end != chosen.last else begin
        span = YearSpan(begin, end) if begin <= end else YearSpan(moved, moved)
        code = span.code if begin else ""
        views.change_option(option, code, default=default.code if default else "")

    left, right = st.columns(2, vertical_alignment="bottom")
    left.selectbox(
        label, [*([0] if default is None else []), *years], key=first, on_change=follow,
        format_func=lambda year: str(year) if year else none,
    )  # fmt: skip
    if chosen:
        right.selectbox("to", years, key=last, on_change=follow)


def clock_choice() -> str:
    """Draw the choice of the day on which numbers stand: the one they speak of or the one they were said on."""
    return choice(
        "clock", {Clock.AS_OF: "Day it speaks of", Clock.SAID_ON: "Day it was said"}, label="Place each number on the"
    )
