"""The browser that turns a plotly figure into a picture file: one for the process, started on first use."""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import re
import sys
import threading
from enum import StrEnum
from pathlib import Path
from typing import Any

from components.briefing.errors import NoBrowser
from components.briefing.fonts import shipped_fonts, with_fonts
from components.exhibits.contract import Chart

_log = logging.getLogger(__name__)
_START_SECONDS = 60
_DRAW_SECONDS = 60
_CLOSE_SECONDS = 20


class Picture(StrEnum):
    """The picture formats a still leaves in."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


def find_browser() -> str:
    """Find the browser to draw with: BROWSER_PATH, an installed one, or Playwright's own.

    Raises NoBrowser with what to install where there is none.
    """
    if named := os.environ.get("BROWSER_PATH"):
        if Path(named).is_file():
            return named
        raise NoBrowser(f"BROWSER_PATH names {named}, which is no file.")
    from choreographer.browsers.chromium import Chromium  # noqa: PLC0415

    found = Chromium.find_browser(skip_local=False) or _playwright_browser()
    if not found:
        raise NoBrowser("No browser was found on this machine.")
    return found


def _playwright_browser() -> str | None:
    home = {"darwin": "Library/Caches", "win32": "AppData/Local"}.get(sys.platform, ".cache")
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / home / "ms-playwright")
    names = ("chrome", "chrome.exe", "headless_shell", "chrome-headless-shell", "Chromium")
    found = [path for name in names for path in folder.glob(f"chromium*/**/{name}") if path.is_file()]
    return str(found[0]) if found else None


class _Press:
    """A browser on an event loop of its own thread; `draw` may be called from any thread.

    Kaleido's own synchronous server is not used: it can hand two threads each other's picture,
    and it waits for ever when its browser has died.
    """

    def __init__(self, path: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="stills", daemon=True)
        self._thread.start()
        try:
            with shipped_fonts():
                self._kaleido = asyncio.run_coroutine_threadsafe(_open(path), self._loop).result(_START_SECONDS)
        except Exception as error:
            self._end()
            raise NoBrowser(f"The browser at {path} did not start ({type(error).__name__}).") from error

    def draw(self, figure: Chart, opts: dict[str, Any]) -> bytes:
        task = _drawn(self._kaleido, figure, opts)
        return asyncio.run_coroutine_threadsafe(task, self._loop).result(_DRAW_SECONDS + _CLOSE_SECONDS)

    def close(self) -> None:
        try:
            asyncio.run_coroutine_threadsafe(self._kaleido.close(), self._loop).result(_CLOSE_SECONDS)
        except (OSError, RuntimeError) as error:
            _log.info("The browser had already ended: %r", error)
        finally:
            self._end()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.get_loop().run_forever()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_CLOSE_SECONDS)


class _Ended(Exception):
    """The browser has ended or hangs."""


async def _drawn(kaleido: Any, figure: Chart, opts: dict[str, Any]) -> bytes:
    from choreographer.errors import BrowserClosedError, BrowserFailedError, ChannelClosedError  # noqa: PLC0415

    try:
        return bytes(await kaleido.calc_fig(figure, opts=opts))
    except (BrowserClosedError, BrowserFailedError, ChannelClosedError, TimeoutError, asyncio.CancelledError) as error:
        raise _Ended("The browser that draws stills has ended.") from error


async def _open(path: str) -> Any:
    from kaleido import Kaleido  # noqa: PLC0415

    # A proxy that does not exist: whatever the browser would ask of the network goes nowhere.
    kaleido = Kaleido(n=1, mathjax=False, timeout=_DRAW_SECONDS, path=path, proxy_server="127.0.0.1:9")
    await kaleido.open()
    return kaleido


_lock = threading.Lock()
_press: _Press | None = None


def draw(figure: Chart, *, format: Picture, width: int, height: int, scale: float = 1) -> bytes:
    """Draw a plotly figure as a picture of `width` × `height` px times `scale`.

    The browser starts with the first picture (seconds) and stays for the next (tenths of a second);
    pictures are drawn one after the other. A browser that has died is started once more. The same
    figure gives the same SVG bytes. Raises NoBrowser.
    """
    opts = {"format": str(format), "width": width, "height": height, "scale": scale}
    with _lock:
        try:
            picture = _running().draw(figure, opts)
        except _Ended:
            _stop()
            picture = _once_more(figure, opts)
    return with_fonts(_steady(picture)) if format is Picture.SVG else picture


def _once_more(figure: Chart, opts: dict[str, Any]) -> bytes:
    try:
        return _running().draw(figure, opts)
    except _Ended as error:
        raise NoBrowser("The browser ended twice while it drew.") from error


def stop() -> None:
    """End the browser, if one runs; the next picture starts it again."""
    with _lock:
        _stop()


def _running() -> _Press:
    global _press
    if _press is None:
        _press = _Press(find_browser())
    return _press


def _stop() -> None:
    global _press
    press, _press = _press, None
    if press is not None:
        press.close()


def _steady(svg: bytes) -> bytes:
    """Replace the random id that plotly gives each drawing, so that equal figures give equal bytes."""
    found = re.search(rb'id="defs-([0-9a-f]{6})"', svg)
    return svg.replace(found[1], b"000000") if found else svg


atexit.register(stop)
