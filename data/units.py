"""The registry of units: what each unit in the rows measures, and which may become which.

Counted things (persons, containers, rounds) are each a dimension of their own, so nothing turns
into anything else by accident. A conversion across dimensions needs a named factor, and every
conversion says itself in words. pint does the arithmetic; it is imported when a unit is first
converted, because importing it takes as long as a page.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from data.vocabulary import Term
from data.wording import DASH, number

if TYPE_CHECKING:
    from pint import UnitRegistry

TONNES, BARRELS, TEU = "tonnes", "barrels", "TEU"


class UnitSort(Term):
    """What a unit measures."""

    MASS = "mass", "mass"
    VOLUME = "volume", "volume of oil"
    LENGTH = "length", "length"
    AREA = "area", "area"
    TIME = "time", "length of time"
    MONEY = "money", "money, each currency by itself"
    CAPACITY = "capacity", "size of ships and boxes"
    SHARE = "share", "share or multiple"
    COUNT = "count", "things counted"
    RATE = "rate", "so much in a period"


@dataclass(frozen=True)
class Unit:
    """A unit of the rows; `definition` is its pint definition, a `[name]` being a base dimension."""

    code: str
    sort: UnitSort
    definition: str


@dataclass(frozen=True)
class Factor:
    """How many of one unit make one of another, as a range, with the ground it stands on."""

    source: str
    target: str
    low: float
    high: float
    basis: str

    def words(self) -> str:
        """Say the factor.

        >>> Factor("tonnes", "barrels", 7.969, 8.330, "two pairs of rows").words()
        '7.97–8.33 barrels a tonne'
        """
        return f"{_range(self.low, self.high, 3)} {said(self.target)} a {_singular(self.source)}"


@dataclass(frozen=True)
class Conversion:
    """A number in another unit: what it was, by which factor, on what ground, and the range it gives."""

    value: float
    source: str
    target: str
    low: float
    high: float
    factor: tuple[float, float]
    basis: str

    def words(self) -> str:
        """Say the conversion as a sum that a reader can check.

        >>> print(converted(1.5, "km2", "hectares").words())
        1.5 km² × 100 hectares a km² = 150 hectares
        """
        by = Factor(self.source, self.target, *self.factor, self.basis).words()
        ground = f" ({self.basis})" if self.basis else ""
        return f"{number(self.value)} {said(self.source)} × {by}{ground} = {self.result()}"

    def result(self) -> str:
        """Say only what came out; a range is rounded to three figures, as no factor is known better."""
        return f"{_range(self.low, self.high, 3)} {said(self.target)}"


class NotConvertible(ValueError):
    """Two units that measure different things, or a unit that nobody has defined."""


#: Units with a dimension others share or could be mistaken to share.
_MEASURES: dict[UnitSort, dict[str, str]] = {
    UnitSort.MASS: {"tonnes": "[mass]", "tons": "[unstated_ton]"},
    UnitSort.VOLUME: {"barrels": "[oil_volume]"},
    UnitSort.LENGTH: {"m": "[length]", "km": "1000 * m"},
    UnitSort.AREA: {"m2": "m ** 2", "km2": "km ** 2", "hectares": "10000 * m2"},
    UnitSort.TIME: {"hours": "[time]", "days": "24 * hours", "months": "[calendar]", "years": "12 * months"},
    UnitSort.MONEY: {"USD": "[us_dollar]", "CNY": "[yuan]", "RUB": "[rouble]"},
    UnitSort.CAPACITY: {"TEU": "[box_capacity]", "DWT": "[deadweight]"},
    UnitSort.SHARE: {"percent": "[share]", "times": "[multiple]", "yes_no": "[answer]"},
}
#: Things that are counted: each is its own dimension, also where the things resemble each other.
COUNTABLES = (
    "aircraft", "animals", "berths", "bridges", "brigades", "calls", "cases", "casings", "coffins", "components",
    "containers", "cranes", "deals", "deliveries", "drones", "entities", "entries", "firms", "flights", "guns",
    "items", "lanes", "launchers", "listings", "missiles", "modules", "parts", "persons", "piers", "plants",
    "railcars", "rockets", "rounds", "seats", "settlements", "shipments", "ships", "sites", "states", "systems",
    "tanks", "trains", "transfers", "trips", "vehicles", "vessels", "visits", "votes", "voyages", "wagons",
)  # fmt: skip
_PERIODS = {"day": "days", "week": "(7 * days)", "month": "months", "year": "years"}
_RATE = re.compile(r"(?P<thing>\w+)_per_(?P<period>day|week|month|year)")
_WORDS = {"m2": "m²", "km2": "km²", "yes_no": "yes or no", "times": "times", "tons": "tons (which ton is not stated)"}
_ONE = {"tonnes": "tonne", "barrels": "barrel", "m": "m", "hectares": "hectare", "persons": "person"}


def unit(code: str) -> Unit:
    """Give a unit of the rows by its code.

    Raises NotConvertible for a code that is neither defined nor named as a countable.

    >>> unit("tonnes_per_month").sort.label, unit("persons").sort.label
    ('so much in a period', 'things counted')
    """
    known = registered()
    if code in known:
        return known[code]
    rate = _RATE.fullmatch(code)
    if rate and rate["thing"] in known:
        return Unit(code, UnitSort.RATE, f"{rate['thing']} / {_PERIODS[rate['period']]}")
    near = difflib.get_close_matches(code, known, n=1)
    hint = f"; nearest: {near[0]}" if near else ""
    raise NotConvertible(f"{code}: no such unit is defined here{hint}")


@lru_cache(maxsize=1)
def registered() -> dict[str, Unit]:
    """Give every unit by its code, the counted things after those that are measured; rates are made on demand."""
    measured = {code: Unit(code, sort, text) for sort, units in _MEASURES.items() for code, text in units.items()}
    return {**measured, **{code: Unit(code, UnitSort.COUNT, f"[{code}]") for code in COUNTABLES}}


def said(code: str) -> str:
    """Write a unit as a reader would.

    >>> said("tonnes_per_month"), said("km2")
    ('tonnes per month', 'km²')
    """
    return _WORDS.get(code, code.replace("_", " "))


def same_dimension(one: str, other: str) -> bool:
    """Say whether numbers in two units may be compared without a factor.

    >>> same_dimension("km2", "hectares"), same_dimension("TEU", "tonnes"), same_dimension("DWT", "tonnes")
    (True, False, False)
    """
    first, second = unit(one), unit(other)
    if UnitSort.RATE in (first.sort, second.sort):
        return one == other
    registry = _registry()
    return bool(registry.Unit(one).dimensionality == registry.Unit(other).dimensionality)


def converted(value: float, source: str, target: str, *, factor: Factor | None = None) -> Conversion:
    """Turn a number into another unit, within one dimension or by a named factor.

    Raises NotConvertible where the units measure different things and no factor for just these two is
    given, and for rates of another period: a month's rate read as a year's would be an extrapolation.

    >>> converted(2, "km", "m").words()
    '2 km × 1\u2009000 m a km = 2\u2009000 m'
    >>> converted(20, "TEU", "tonnes")
    Traceback (most recent call last):
        ...
    data.units.NotConvertible: TEU does not become tonnes: size of ships and boxes is not mass
    """
    first, second = unit(source), unit(target)
    named = factor is not None and (factor.source, factor.target) == (source, target)
    if not (named and first.sort is not second.sort) and same_dimension(source, target):
        one = _scale(source, target)
        return Conversion(value, source, target, value * one, value * one, (one, one), "")
    if factor is not None and named:
        low, high = sorted((value * factor.low, value * factor.high))
        return Conversion(value, source, target, low, high, (factor.low, factor.high), factor.basis)
    raise NotConvertible(f"{said(source)} does not become {said(target)}: {_why(first, second)}")


def _why(first: Unit, second: Unit) -> str:
    if first.sort is not second.sort:
        return f"{first.sort.label} is not {second.sort.label}"
    if first.sort is UnitSort.RATE:
        return "a rate in one period says nothing of another"
    return "each is counted by itself" if first.sort is UnitSort.COUNT else "no rate between them stands in the rows"


def _scale(source: str, target: str) -> float:
    if source == target:
        return 1.0
    return float(_registry().Quantity(1.0, source).to(target).magnitude)


@lru_cache(maxsize=1)
def _registry() -> UnitRegistry[float]:
    """Build pint's registry from our units alone: its own hundreds would take half a second and define a ton."""
    from pint import UnitRegistry  # noqa: PLC0415

    registry: UnitRegistry[float] = UnitRegistry(None)
    for code, defined in registered().items():
        registry.define(f"{code} = {defined.definition}")
    return registry


def _range(low: float, high: float, figures: int) -> str:
    if low == high:
        return number(low)
    return f"{number(_rounded(low, figures))}{DASH}{number(_rounded(high, figures))}"


def _rounded(value: float, figures: int) -> float:
    """Round to so many figures.

    >>> _rounded(240497.3, 3), _rounded(7.9688, 3)
    (240000.0, 7.97)
    """
    return float(f"{value:.{figures}g}")


def _singular(code: str) -> str:
    return _ONE.get(code, said(code))
