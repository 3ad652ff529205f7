"""Starts the dashboard as a reader would, on a free port, and stops it again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: Generous, because a first start on a busy two-core machine also compiles the imported modules.
START_SECONDS = 60


def free_port() -> int:
    """Ask the system for a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], health: str, *, folder: Path = ROOT) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; what it printed is shown if it dies before it answers `health`."""
    # A file, not a pipe: nobody reads while the tests run, and a full pipe would stop the server.
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, "TZ": "UTC"},
        )
        try:
            if not answered(health, process):
                log.seek(0)
                raise RuntimeError(f"No answer from {health}:\n{log.read().decode(errors='replace')}")
            yield process
        finally:
            stop(process)


def answered(url: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait until a server answers at `url`; false if it stops or stays silent."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError), urllib.request.urlopen(url, timeout=2):
            return True
        time.sleep(0.05)
    return False


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a server and all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def dashboard(port: int) -> list[str]:
    """Give the command that starts the dashboard with its shipped settings."""
    return [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
