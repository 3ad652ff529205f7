"""The product's typeface for the browser that draws stills."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

from components.theme import STATIC_FOLDER

FONTS_FOLDER = STATIC_FOLDER / "fonts"
_SYSTEM_CONF = "/etc/fonts/fonts.conf"


def fonts_conf(system: str = _SYSTEM_CONF) -> str:
    """Write the fontconfig file that adds the shipped typeface to the machine's own fonts."""
    # The woff2 files hold parts of the alphabet; fontconfig would offer them as whole fonts.
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">{escape(system)}</include>
  <dir>{escape(str(FONTS_FOLDER))}</dir>
  <selectfont><rejectfont><glob>{escape(str(FONTS_FOLDER / "*.woff2"))}</glob></rejectfont></selectfont>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <cachedir>{escape(str(Path(tempfile.gettempdir()) / "tumen-watch-fontconfig"))}</cachedir>
</fontconfig>
"""


@contextmanager
def shipped_fonts() -> Iterator[None]:
    """Let processes started inside find the shipped typeface; the environment is put back after."""
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="tumen-watch-fonts-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "fonts.conf"
        file.write_text(fonts_conf(before or _SYSTEM_CONF), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(file)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before
