"""Says in words what a filter leaves of a vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from data.ledger import origin_names
from data.tables import Tables
from data.vocabulary import Region, Term

_T = TypeVar("_T", bound=Term)


def origins_named(tables: Tables, origins: Iterable[str]) -> list[str]:
    """Name origins by their short names, and one that no row has by its id."""
    names = origin_names(tables)
    return [names.get(code) or code for code in origins]


def chosen(terms: tuple[_T, ...], kind: type[_T], noun: str) -> str:
    """Name what is chosen of a vocabulary, or what is not if that is shorter; nothing if not set.

    >>> chosen((Region.RASON,), Region, "regions"), chosen((), Region, "regions")
    ('Rason', '')
    """
    scale = list(kind)
    if not terms:
        return ""
    if len(terms) == len(scale):
        return f"each of the {len(scale)} {noun}"
    if len(terms) > len(scale) / 2:
        return f"all {noun} but {', '.join(_word(term) for term in scale if term not in terms)}"
    named = ", ".join(map(_word, terms))
    return named if kind is Region else f"{noun}: {named}"


def _word(term: Term) -> str:
    """Give a term as it stands in a sentence: names of places keep their capital."""
    return term.label if isinstance(term, Region) else term.label.lower()
