"""The product's typeface for the browser that draws stills."""

from __future__ import annotations

import base64
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from components.theme import STATIC_FOLDER

FONTS_FOLDER = STATIC_FOLDER / "fonts"
_SYSTEM_CONF = "/etc/fonts/fonts.conf"
_WEIGHTS = (400, 500, 600)
#: The alphabets that the faces hold, as in .streamlit/config.toml; the second file is carried only where needed.
_LATIN, _HANGUL = "U+0-10FF,U+2000-22FF", "U+3000-9FFF,U+AC00-D7A3"
_EAST = re.compile("[\u3000-\u9fff\uac00-\ud7a3]")


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


def with_fonts(svg: bytes) -> bytes:
    """Put the typeface into an SVG, in the weights and alphabets that it uses.

    A browser then shows it as it was laid out on a machine without the typeface; programs that know
    no faces inside files pass over it.

    >>> with_fonts(b'<svg width="9"><text style="font-weight: 600">a</text></svg>').count(b"@font-face")
    2
    """
    text = svg.decode()
    used = [weight for weight in _WEIGHTS if weight == 400 or re.search(rf"font-weight: {weight}\b", text)]
    east = bool(_EAST.search(text))
    faces = "".join(_face(weight, hangul) for weight in used for hangul in ((False, True) if east else (False,)))
    return re.sub(r"(<svg\b[^>]*>)", lambda tag: f"{tag[1]}<style>{faces}</style>", text, count=1).encode()


@cache
def _face(weight: int, hangul: bool) -> str:
    file = FONTS_FOLDER / f"TumenSans-{weight}{'-hangul' if hangul else ''}.woff2"
    data = base64.b64encode(file.read_bytes()).decode()
    return (
        f"@font-face{{font-family:'Tumen Sans';font-weight:{weight};unicode-range:{_HANGUL if hangul else _LATIN};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )
