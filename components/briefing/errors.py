"""What can go wrong when an exhibit leaves as a file.

BriefingError
├── IncompleteExhibit   the exhibit lacks a part of the figure contract
└── NoBrowser           no Chrome, Chromium or Edge draws the picture
"""

from __future__ import annotations

from collections.abc import Iterable


class BriefingError(Exception):
    """Anything that keeps an exhibit from becoming a file; the message is meant for readers."""


class IncompleteExhibit(BriefingError):
    """An exhibit without title, sources, as-of day, version or picture, which must not leave."""

    def __init__(self, exhibit_id: str, missing: Iterable[str]) -> None:
        """Name the exhibit and the parts it lacks."""
        super().__init__(f"Exhibit {exhibit_id} cannot leave without its {' and '.join(missing)}.")


class NoBrowser(BriefingError):
    """No browser that could draw a picture file was found, or it did not start."""

    def __init__(self, finding: str) -> None:
        """Say what was found and what to install."""
        super().__init__(
            f"{finding} A picture file is drawn by Chrome, Chromium or Edge. Install one (Debian and Ubuntu: "
            "apt install chromium; elsewhere: Google Chrome or Microsoft Edge), or run kaleido_get_chrome, "
            "or set BROWSER_PATH to the program file of a browser."
        )
