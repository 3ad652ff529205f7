"""Pictures every page of the running dashboard: light and dark at 1440×900, and phone-wide.

``make screenshots`` writes docs/<page>.png, docs/<page>-dark.png and docs/<page>-phone.png. The Timeline is pictured
with an event open, because that is how it is read.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from data import load_tables
from tests.chromium import ADVICE, FLAGS, found
from tests.serving import ROOT, dashboard, free_port, running

IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
#: Drawn charts carry the revision they show; the last exhibit of a page comes a few frames after the script.
DRAWN = "[...document.querySelectorAll('figure.tw-exhibit')].every(figure => figure.dataset.drawn)"
FORMS: dict[str, dict[str, Any]] = {
    "": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "-dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "-phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
}


def paths() -> dict[str, str]:
    """Name every page and the address it is pictured at."""
    tables = load_tables()
    within = tables.events[tables.events["date_start"].between("2024-06-01", "2026-06-30")]
    landmarks = within.loc[within["weight"] == 1, "event_id"]
    claims = tables.claims.loc[tables.claims["event_id"].isin(landmarks), "event_id"]
    landmark = claims.value_counts(sort=False).idxmax()
    files = sorted((ROOT / "pages").glob("*.py"))
    pages = {path.stem: "/" if path.stem == "overview" else f"/{path.stem}" for path in files}
    return {**pages, "timeline": f"/timeline?from=2024-06-01&to=2026-06-30&event={landmark}"}


def picture(page: Any, address: str) -> Image.Image:
    """Open an address, wait until all is drawn, and grab the window."""
    page.goto(address)
    page.wait_for_selector(".tw-bottom", state="attached")
    page.wait_for_selector(IDLE, state="attached")
    page.wait_for_timeout(1500)
    page.wait_for_function(DRAWN)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(500)
    return Image.open(io.BytesIO(page.screenshot(animations="disabled")))


def main() -> int:
    """Write the pictures; says which."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description="Picture every page.")
    parser.add_argument("--output", type=Path, default=ROOT / "docs", metavar="FOLDER")
    folder = parser.parse_args().output
    browser_path = found()
    if browser_path is None:
        print(ADVICE, file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with running(dashboard(port), f"{address}/_stcore/health"), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=[*FLAGS])
        for form, settings in FORMS.items():
            context = browser.new_context(**settings, timezone_id="UTC", locale="en-GB", reduced_motion="reduce")
            for name, path in paths().items():
                file = folder / f"{name}{form}.png"
                # Flat colours: a palette of 256 holds them at a third of the size.
                picture(context.new_page(), address + path).convert("RGB").quantize(256).save(file, optimize=True)
                print(file.relative_to(ROOT) if file.is_relative_to(ROOT) else file)
            context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
