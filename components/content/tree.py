"""Element trees for the reading parts of a page: plain lists that the browser turns into elements.

A tree is ``[tag, attributes, *children]``; a child is another tree or a string, and a string is
always text, never HTML. Rows of the tables may therefore hold anything. Tags, attributes and the
shapes of addresses come from the short lists below, so a tree can neither run a script nor fetch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Node: TypeAlias = str | list[Any]

TAGS = frozenset(
    {"div", "span", "p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "section", "hr"}
    | {"table", "thead", "tbody", "tr", "th", "td", "a", "img", "button", "time", "small", "strong"}
    | {"abbr", "details", "summary"}
)
#: Attributes of any length that are only ever text.
_TEXTS = frozenset({"class", "alt", "title", "lang", "datetime", "role", "scope", "colspan"})
_SIDES = frozenset({"width", "height", "left"})
_LINK = re.compile(r"https?://[^\s/]|/(?!/)|\?|\.?/?[a-z0-9_-]+(?:[?/#]|$)")
_PICTURE = "data:image/svg+xml"
_LENGTH = re.compile(r"-?\d+(?:\.\d+)?(?:px|%)")
_FOCUS = re.compile(r"close|[a-z]+:\S.*")


class UnsafeTreeError(ValueError):
    """A tag, an attribute or an address that no tree may carry."""


def h(
    tag: str, *children: Node | None, cls: str = "", style: Mapping[str, str] | None = None, **attrs: str
) -> list[Any]:
    """Make an element with its children; `None` and "" among the children are left out.

    Attribute names are written with underscores (``aria_label``); `style` takes only ``width``,
    ``height`` and ``left`` in px or per cent; `open` on a button or div is the focus that a click
    asks for (``event:<id>``, or ``close``).

    >>> h("a", "KCNA", href="https://kcna.kp", cls="out")
    ['a', {'class': 'out', 'href': 'https://kcna.kp'}, 'KCNA']
    >>> h("p", "<b>plain</b>", None)
    ['p', {}, '<b>plain</b>']

    Raises UnsafeTreeError for anything outside the lists, such as an ``href`` with another scheme.
    """
    if tag not in TAGS:
        raise UnsafeTreeError(f"tag {tag!r} is not one of {', '.join(sorted(TAGS))}")
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
    given = {"class": cls, **named} if cls else named
    checked = {name: _checked(tag, name, value) for name, value in given.items()}
    if style:
        checked["style"] = ";".join(_side(name, value) for name, value in style.items())
    return [tag, checked, *(child for child in children if child not in (None, ""))]


def web_link(url: str) -> str:
    """Give an address back if a browser may open it from a row, else "" (only http and https pass).

    >>> web_link("https://tass.com/politics/1"), web_link("javascript:alert(1)")
    ('https://tass.com/politics/1', '')
    """
    return url if re.match(r"https?://[^\s/]", url) else ""


def walk(node: Node) -> Iterator[list[Any]]:
    """Go through every element of a tree, parents first."""
    if isinstance(node, str):
        return
    yield node
    for child in node[2:]:
        yield from walk(child)


def text_of(node: Node) -> str:
    """Give the text of a tree as a reader would hear it, one space between elements."""
    if isinstance(node, str):
        return node
    return " ".join(part for part in map(text_of, node[2:]) if part)


def classes(*names: str) -> str:
    """Join class names, leaving out empty ones."""
    return " ".join(name for name in names if name)


def _checked(tag: str, name: str, value: str) -> str:
    if not isinstance(value, str):
        raise UnsafeTreeError(f"{name} on {tag} must be text, not {type(value).__name__}")
    if name in _TEXTS or re.fullmatch(r"aria-[a-z]+", name):
        return value
    rule = _RULES.get(name)
    if rule is None or tag not in rule[0]:
        raise UnsafeTreeError(f"attribute {name!r} is not allowed on {tag!r}")
    if not rule[1](value):
        raise UnsafeTreeError(f"{name} {value!r} {rule[2]}")
    return value


def _is_link(value: str) -> bool:
    return _LINK.match(value) is not None and "\\" not in value


_RULES: dict[str, tuple[Sequence[str], Callable[[str], bool], str]] = {
    "href": (("a",), _is_link, "is neither http(s) nor a path of this site"),
    "src": (("img",), lambda value: value.startswith(_PICTURE), "is not a drawn mark (data:image/svg+xml)"),
    "open": (("button", "div"), lambda value: bool(_FOCUS.fullmatch(value)), 'is neither "close" nor "<kind>:<id>"'),
}


def _side(name: str, value: str) -> str:
    if name not in _SIDES or not _LENGTH.fullmatch(value):
        raise UnsafeTreeError(f"style {name}: {value!r} is not a width, height or left in px or per cent")
    return f"{name}:{value}"
