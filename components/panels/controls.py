"""Controls of single figures, whose choice travels in the link."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components.panels import view as views
from data.trails import Clock


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


def clock_choice() -> str:
    """Draw the choice of the day on which numbers stand: the one they speak of or the one they were said on."""
    return choice(
        "clock", {Clock.AS_OF: "Day it speaks of", Clock.SAID_ON: "Day it was said"}, label="Place each number on the"
    )
