"""The frame of an exhibit as trees, for pictures that the exhibit component does not draw itself."""

from __future__ import annotations

from components.content.tree import Node, h
from components.exhibits.contract import Exhibit, KeyItem


def frame_head(made: Exhibit) -> Node:
    """Lay out rule, title, subtitle and key row above a picture."""
    return h(
        "section",
        h("h3", made.title, cls="tw-title"),
        h("p", made.subtitle, cls="tw-subtitle"),
        h("div", *(_key_entry(item) for item in made.key), cls="tw-key"),
        cls="tw-exhibit",
        aria_label=made.alt,
    )


def frame_foot(made: Exhibit) -> Node:
    """Lay out sources, note, credit and footer line below a picture."""
    return h(
        "div",
        h("p", made.sources.text(), cls="tw-source"),
        h("p", made.remark, cls="tw-source") if made.remark else None,
        h("div", h("span", made.footer), h("a", made.link, href=made.link), cls="tw-foot"),
    )


def _key_entry(item: KeyItem) -> Node:
    cls = "tw-key-item tw-key-rule" if item.rule else "tw-key-item"
    if item.glyph is None:
        return h("span", item.label, cls=cls)
    mark = h(
        "img", src=item.glyph.uri, alt="", style={"width": f"{item.glyph.width}px", "height": f"{item.glyph.height}px"}
    )
    return h("span", mark, item.label, cls=cls)
