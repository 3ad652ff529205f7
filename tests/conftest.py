"""What all tests share: UTC, the real tables, a running dashboard and a real Chromium.

Browser tests take the fixture `page` or `visit`. Every page is watched: a request to another host, an error in
the console or an uncaught exception fails the test that opened it, whatever else it checks.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings

from data import Tables, load_tables
from tests.chromium import ADVICE, FLAGS, found
from tests.serving import ROOT, dashboard, free_port, running

os.environ["TZ"] = "UTC"
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile(
    "house", max_examples=50, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
#: The last thing on every page: a page without it has not been drawn to its end.
LAST = ".tw-bottom"
LOCAL = frozenset({"127.0.0.1", "localhost", ""})
#: A link to a page makes Streamlit's script look for its server under the page's own path first, which answers 404.
PROBING = re.compile(r"^http://127\.0\.0\.1:\d+/[a-z-]+/_stcore/(health|host-config)$")
FAILURES = ROOT / "tests" / "failures"
IN_CI = os.environ.get("CI", "").lower() not in ("", "0", "false")


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The shipped dataset; shared, so nobody may change its frames."""
    return load_tables()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a dashboard that runs with its shipped settings."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with running(dashboard(port), f"{address}/_stcore/health"):
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One headless Chromium for all browser tests."""
    from playwright.sync_api import sync_playwright

    path = found()
    if path is None:
        (pytest.fail if IN_CI else pytest.skip)(ADVICE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*FLAGS])
        yield chromium
        chromium.close()


class Watch:
    """Notes what a browser context asks for and complains of; foreign requests are stopped and kept."""

    def __init__(self, context: Any) -> None:
        self.requests: list[str] = []
        self.foreign: list[str] = []
        self.errors: list[str] = []
        context.on("request", self._note)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.route(lambda url: not is_local(url), lambda route: route.abort())

    def _note(self, request: Any) -> None:
        self.requests.append(request.url)
        if not is_local(request.url):
            self.foreign.append(request.url)

    def _hear(self, message: Any) -> None:
        if message.type == "error" and not PROBING.search(message.location.get("url", "")):
            self.errors.append(f"{message.text} {message.location.get('url', '')}")


def is_local(url: str) -> bool:
    """Say whether an address stays on this machine."""
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or (parts.hostname or "") in LOCAL


@pytest.fixture
def context(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A fresh browser context, 1440×900 unless the test is parametrised with `viewport` or `scheme`."""
    wanted = getattr(request, "param", {})
    made = browser.new_context(
        viewport=wanted.get("viewport", {"width": 1440, "height": 900}),
        color_scheme=wanted.get("scheme", "light"),
        timezone_id="UTC",
        locale="en-GB",
        reduced_motion="reduce",
        accept_downloads=True,
    )
    # Without a graphics card a busy machine may take long over a map.
    made.set_default_timeout(60_000)
    yield made
    made.close()


@pytest.fixture
def watch(context: Any) -> Iterator[Watch]:
    """What the test's pages asked for; checked when the test is over."""
    noted = Watch(context)
    yield noted
    if noted.foreign:
        pytest.fail(f"requests left the machine: {noted.foreign}")
    if noted.errors:
        pytest.fail(f"the browser complained: {noted.errors}")


@pytest.fixture
def page(context: Any, watch: Watch, request: pytest.FixtureRequest) -> Iterator[Any]:
    """An empty, watched browser page; pictured into tests/failures if the test fails."""
    opened = context.new_page()
    yield opened
    report = request.node.stash.get(CALL_FAILED, False)
    if report:
        FAILURES.mkdir(exist_ok=True)
        opened.screenshot(path=FAILURES / f"{request.node.name[:80].replace('/', '-')}.png")


@pytest.fixture
def visit(page: Any, server: str) -> Callable[[str], Any]:
    """A function that opens a path of the dashboard and waits until it is drawn."""

    def go(path: str = "/") -> Any:
        page.goto(server + path)
        return settle(page)

    return go


def settle(page: Any) -> Any:
    """Wait until the script has run and the fonts are there; gives the page back."""
    page.wait_for_selector(LAST, state="attached")
    page.wait_for_selector(IDLE, state="attached")
    page.evaluate("document.fonts.ready")
    return page


def unfolded(page: Any, field: str, option: str) -> Any:
    """Open a closed list, which a rerun of the script may fold again meanwhile, and give its entry of an option."""
    from playwright.sync_api import TimeoutError as Late

    entry = page.get_by_role("option").filter(has_text=option)
    for _ in range(10):
        settle(page)
        page.locator(field).press("ArrowDown")
        try:
            entry.wait_for(timeout=3_000)
        except Late:
            continue
        break
    return entry


def choose(page: Any, field: str, option: str) -> None:
    """Pick an option of a closed list, which may fold even between its opening and the click."""
    from playwright.sync_api import TimeoutError as Late

    for _ in range(3):
        entry = unfolded(page, field, option)
        try:
            entry.click(timeout=3_000)
        except Late:
            continue
        return
    entry.click()


CALL_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Remember a failed test for the `page` fixture."""
    report = yield
    if report.when == "call":
        item.stash[CALL_FAILED] = report.failed
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that open a browser, run them last, and give one that fails a second try.

    Playwright's synchronous interface keeps an event loop running in this thread, in which nothing else that
    starts a loop of its own (a still, for one) could run.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            # A busy machine can keep a browser waiting for a minute, or show the last state for longer than a test
            # looks. The summary names each test that needed the second try; what `watch` finds has none.
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["TimeoutError", "AssertionError"]))
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failed one: what was not run was not passed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = len(reporter.stats.get("skipped", ())) if reporter else 0
    if IN_CI and skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\n{skipped} skipped: in CI every test must run")


def pytest_report_header() -> str:
    """Name the browser that the tests use."""
    path: Path | None = found()
    return f"chromium: {path or 'none found'}"
