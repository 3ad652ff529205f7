"""What the browser fetches from static/ and what is made, not kept: ``python -m components.assets``."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from components.theme import STATIC_FOLDER
from data.tables import GEO_FOLDER

#: Streamlit serves static/ under this path, relative to the app.
SERVED = "app/static"
_LIST = "made.json"


@dataclass(frozen=True)
class Assets:
    """Addresses of what was made, relative to the app."""

    plotly_url: str
    ground_url: str  # the folder of the ground layers


def ensure_assets(static: Path = STATIC_FOLDER) -> Assets:
    """Make plotly's script and the ground layers where they are missing or out of date.

    Files are moved into place whole, so several processes may do this at once; when all is up to
    date only names, sizes and times are compared. Files that are no longer made are removed.
    """
    url = plotly_url()
    _ensure_script(_plotly_script(), static / url.removeprefix(f"{SERVED}/"))
    _ensure_ground(static / "geo")
    return Assets(url, f"{SERVED}/geo")


def plotly_url() -> str:
    """Give the address of plotly's script, made or not, named by the installed version."""
    return f"{SERVED}/vendor/plotly-{version('plotly')}.min.js"


@cache
def _plotly_script() -> Path:
    """Find the script inside the installed plotly without importing it (0.1 s)."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly is not installed; run make run, or pip install -r requirements.txt")
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


def _ensure_script(script: Path, made: Path) -> None:
    if made.is_file() and made.stat().st_size == script.stat().st_size:
        return
    made.parent.mkdir(parents=True, exist_ok=True)
    with _workshop(made.parent) as folder:
        shutil.copyfile(script, folder / made.name)
        (folder / made.name).replace(made)
    _remove(made.parent.glob("plotly-*.min.js"), keep={made.name})


def _ensure_ground(made: Path) -> None:
    fingerprint = _fingerprint()
    if _up_to_date(made, fingerprint):
        return
    from components.maps.ground import write_ground  # noqa: PLC0415 - the projection library is slow to load
    from components.maps.signs import write_icons  # noqa: PLC0415
    from components.maps.view_ground import write_view_ground  # noqa: PLC0415

    made.mkdir(parents=True, exist_ok=True)
    with _workshop(made) as folder:
        write_ground(folder)
        write_view_ground(folder)
        write_icons(folder)
        sizes = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
        (folder / _LIST).write_text(json.dumps({"from": fingerprint, "files": sizes}, indent=1), encoding="utf-8")
        # The list comes last: it vouches for the files.
        for name in (*sizes, _LIST):
            (folder / name).replace(made / name)
    _remove((file for file in made.iterdir() if file.is_file()), keep={*sizes, _LIST})


def _fingerprint() -> str:
    """Tell whether the layers or the code that simplifies and projects them have changed."""
    code = sorted((Path(__file__).parent / "maps").glob("*.py"))
    stats = [(file.name, file.stat()) for file in (*sorted(GEO_FOLDER.iterdir()), *code)]
    text = ";".join(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in stats)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _up_to_date(made: Path, fingerprint: str) -> bool:
    try:
        listed = json.loads((made / _LIST).read_text(encoding="utf-8"))
        sizes = {name: (made / name).stat().st_size for name in listed["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(listed["from"] == fingerprint and listed["files"] == sizes)


@contextmanager
def _workshop(beside: Path) -> Iterator[Path]:
    """Give a folder on the same disk, so that finished files can be moved into place in one step."""
    with tempfile.TemporaryDirectory(prefix=".making-", dir=beside) as folder:
        yield Path(folder)


def _remove(files: Iterable[Path], *, keep: set[str]) -> None:
    for file in [file for file in files if file.name not in keep]:
        file.unlink(missing_ok=True)


if __name__ == "__main__":
    assets = ensure_assets()
    print(assets.plotly_url, assets.ground_url, sep="\n")  # noqa: T201
