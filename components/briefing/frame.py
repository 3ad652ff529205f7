"""The frame of a still: every line of text and rule around the picture, laid out in px before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from components.briefing.breaks import broken, subtitle_lines, title_lines
from components.briefing.sizes import Anatomy, Size, Type
from components.charts.glyphs import Glyph
from components.charts.measure import ellipsis, text_width
from components.exhibits.contract import Exhibit, KeyItem

PRODUCT = "Tumen Watch"
_NAMED = ((7, 5), (6, 5), (6, 4), (5, 4), (5, 3), (4, 2))  # origins and publications in the source line
_GLYPH_GAP = 8
_GAPS = ((20, 18), (16, 14), (13, 12))  # between items of the key, and on each side of a rule


@dataclass(frozen=True)
class Line:
    """A line of text: left edge (or right, where `right`) and middle in px."""

    text: str
    x: float
    y: float
    size: float
    colour: str  # the name of a palette colour
    weight: int = 400
    right: bool = False


@dataclass(frozen=True)
class Mark:
    """A glyph with its left edge and its middle in px."""

    glyph: Glyph
    x: float
    y: float


@dataclass(frozen=True)
class Block:
    """A filled rectangle in px: the ink bar and the hairlines."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True)
class Frame:
    """All that stands around the picture, and the box (left, top, width, height) left for it."""

    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    blocks: tuple[Block, ...]
    left: int
    top: int
    width: int
    height: int


@dataclass
class _Layout:
    """The frame while it is being laid out."""

    anatomy: Anatomy
    lines: list[Line] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def stack(self, texts: list[str], top: float, style: Type, colour: str, weight: int = 400) -> float:
        """Set lines one below the other from `top`; gives the end of the last."""
        for text in texts:
            middle = top + style.line / 2
            self.lines.append(Line(text, self.anatomy.margin, middle, style.size, colour, weight))
            top += style.line
        return top


def frame(exhibit: Exhibit, size: Size) -> Frame:
    """Lay out title, subtitle, key, source, note and footer; what is left is the picture's."""
    layout = _Layout(size.anatomy)
    top = _head(layout, exhibit)
    top = _key(layout, exhibit.key, top)
    bottom = _foot(layout, exhibit)
    anatomy = layout.anatomy
    return Frame(
        lines=tuple(layout.lines),
        marks=tuple(layout.marks),
        blocks=tuple(layout.blocks),
        left=anatomy.margin,
        top=round(top),
        width=anatomy.inner,
        height=int(bottom - 10) - round(top),
    )


def _head(layout: _Layout, exhibit: Exhibit) -> float:
    anatomy = layout.anatomy
    layout.blocks.append(Block(anatomy.margin, anatomy.bar, 44, 5, "ink"))
    title, style = title_lines(exhibit.title, anatomy)
    end = layout.stack(title, anatomy.title_top, style, "ink", 600)
    subtitle, style = subtitle_lines(exhibit.subtitle, anatomy)
    return layout.stack(subtitle, end + 4, style, "ink2")


def _key(layout: _Layout, items: tuple[KeyItem, ...], top: float) -> float:
    """Set the key in as few rows as its gaps allow; gives the top of the picture."""
    anatomy = layout.anatomy
    if not items:
        return top + 16
    rows = min((_key_rows(items, anatomy, *gaps) for gaps in _GAPS), key=len)
    y = top + anatomy.key_middle
    for row in rows:
        for x, item, rule in row:
            if rule:
                layout.blocks.append(Block(anatomy.margin + round(x - rule), y - 8, 1, 16, "rule"))
            _item(layout, item, anatomy.margin + x, y)
        y += anatomy.key.line
    return y - anatomy.key.line + anatomy.key_after


def _key_rows(
    items: tuple[KeyItem, ...], anatomy: Anatomy, item_gap: float, rule_gap: float
) -> list[list[tuple[float, KeyItem, float]]]:
    """Break the key into rows of (left edge, item, distance of the rule before it or 0)."""
    rows: list[list[tuple[float, KeyItem, float]]] = [[]]
    end = 0.0
    for item in items:
        width = _item_width(item, anatomy.key.size)
        lead = 0.0 if not rows[-1] else rule_gap * 2 if item.rule else item_gap
        if rows[-1] and end + lead + width > anatomy.inner:
            rows.append([])
            end, lead = 0.0, 0.0
        rows[-1].append((end + lead, item, rule_gap if item.rule and lead else 0.0))
        end += lead + width
    return rows


def _item_width(item: KeyItem, size: float) -> float:
    return (item.glyph.width + _GLYPH_GAP if item.glyph else 0) + text_width(item.label, size)


def _item(layout: _Layout, item: KeyItem, x: float, y: float) -> None:
    size = layout.anatomy.key.size
    if item.glyph:
        layout.marks.append(Mark(item.glyph, x, y))
        x += item.glyph.width + _GLYPH_GAP
    room = layout.anatomy.margin + layout.anatomy.inner - x
    layout.lines.append(Line(ellipsis(item.label, room, size), x, y, size, "ink2"))


def _foot(layout: _Layout, exhibit: Exhibit) -> float:
    """Set source and note upwards from their end, hairline and footer; gives the top of the source."""
    anatomy = layout.anatomy
    small = [*source_lines(exhibit, anatomy), *_note_lines(exhibit, anatomy)]
    top = anatomy.small_end - len(small) * anatomy.small.line
    layout.stack(small, top, anatomy.small, "ink2")
    layout.blocks.append(Block(anatomy.margin, anatomy.hairline, anatomy.inner, 1, "hair"))
    _footer(layout, exhibit)
    return top


def source_lines(exhibit: Exhibit, anatomy: Anatomy) -> list[str]:
    """Say the sources in at most two lines, naming fewer where names are long; a credit stands behind."""
    tried = []
    for origins, publications in _NAMED:
        said = exhibit.sources.text(origins=origins, publications=publications)
        tried.append(broken(f"{said} {exhibit.credit}".strip(), anatomy.inner, anatomy.small.size))
    # One name fewer is a fair price for a line fewer; half of them is not.
    fair = min(tried[:3], key=len)
    return fair if len(fair) <= 2 else min(tried, key=len)[:4]


def _note_lines(exhibit: Exhibit, anatomy: Anatomy) -> list[str]:
    if not exhibit.note:
        return []
    note = exhibit.note if exhibit.note.startswith("Note:") else f"Note: {exhibit.note}"
    return broken(note, anatomy.inner, anatomy.small.size, lines=4)


def _footer(layout: _Layout, exhibit: Exhibit) -> None:
    anatomy, size = layout.anatomy, layout.anatomy.footer
    left, right = anatomy.margin, anatomy.margin + anatomy.inner
    start = left + text_width(PRODUCT, size, weight=600) + 12
    apart = anatomy.link_middle != anatomy.footer_middle
    footer = ellipsis(exhibit.footer, right - start, size)
    end = left if apart else start + text_width(footer, size) + 40
    link = ellipsis(exhibit.link, right - end, size)
    layout.lines += [
        Line(PRODUCT, left, anatomy.footer_middle, size, "ink2", 600),
        Line(footer, start, anatomy.footer_middle, size, "ink3"),
        Line(link, left if apart else right, anatomy.link_middle, size, "ink3", right=not apart),
    ]
