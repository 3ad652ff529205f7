"""How exhibits leave: stills for slides, tables for spreadsheets, and a command line for both."""

from components.briefing.chrome import Picture, find_browser
from components.briefing.errors import BriefingError, IncompleteExhibit, NoBrowser
from components.briefing.sheets import plain_csv, table_csv
from components.briefing.sizes import Size
from components.briefing.still import compose, fit, fitted, picture, render

__all__ = [
    "BriefingError",
    "IncompleteExhibit",
    "NoBrowser",
    "Picture",
    "Size",
    "compose",
    "find_browser",
    "fit",
    "fitted",
    "picture",
    "plain_csv",
    "render",
    "table_csv",
]
