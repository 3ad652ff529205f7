"""The Chromium that tests, pictures and measurements use: found on this machine, or fetched once.

``python -m tests.chromium`` makes sure that there is one and says which. Only the standard library is
needed to look for it; Playwright is asked last.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
#: Quiet, alike on every machine, and with WebGL in software, so that the map draws without a GPU.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
ADVICE = (
    "No Chromium was found, and none could be installed. Install chromium or google-chrome with the system's "
    "package manager, or run `.venv/bin/playwright install chromium`, or name one: CHROME_PATH=/path/to/chrome"
)


def found() -> Path | None:
    """Find a Chromium: the one named by CHROME_PATH, one of the system, or Playwright's own."""
    named = os.environ.get("CHROME_PATH")
    if named:
        return Path(named) if os.access(named, os.X_OK) else None
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    if on_path:
        return Path(on_path)
    return next((path for path in (*APPLICATIONS, *_downloaded()) if path.is_file()), None)


def _downloaded() -> list[Path]:
    """Say where Playwright keeps its own Chromium, whether or not it is there."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return [Path(playwright.chromium.executable_path)]


def ensured() -> Path | None:
    """Find a Chromium or install one: by apt where we may, else by Playwright's download."""
    browser = found()
    for command in _ways() if browser is None and not os.environ.get("CHROME_PATH") else ():
        print(f"No Chromium here; trying: {' '.join(command)}", flush=True)
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        browser = found()
        if browser:
            break
    return browser


def _ways() -> list[list[str]]:
    download = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        return download
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    return [["apt-get", "update", "-qq"], install, *download]


def main() -> int:
    """Make sure that there is a Chromium, or say plainly what to do."""
    browser = ensured()
    print(f"Chromium: {browser}" if browser else ADVICE, file=sys.stdout if browser else sys.stderr)
    return 0 if browser else 1


if __name__ == "__main__":
    sys.exit(main())
