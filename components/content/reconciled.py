"""Do the parts fit the totals? A reading table of totals beside the parts their origins give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from components.content.lists import root
from components.content.tree import Node, h
from components.theme import Mode
from data import Tables
from data.countries import country_name
from data.ledger import commodity_labels, origin_names
from data.reconciled import Fit, Outcome
from data.series import TURNOVER, Breaking, Record
from data.vocabulary import Qualifier
from data.wording import MINUS, counted, number, span

HEADING = "Do the parts fit the totals?"
_HEADS = ("Total", "Origin", "Parts", "Parts together", "Total says", "Difference", "Why")
_BY = {Breaking.PERIOD: ("period", "periods"), Breaking.COMMODITY: ("commodity", "commodities")}


def reconciliation(tables: Tables, fits: Sequence[Fit], apart: int, mode: Mode) -> Node:
    """Lay out the totals with parts: those that differ, those that fit, and those told only in part, folded.

    `apart` counts parts that cannot be compared. A total opens its flow's rows
    (``flows:<exporter>-<importer>-<commodity>``).
    """
    if not fits:
        empty = "No total under the filters has parts of its own origin."
        return root("section", mode, "list", h("h3", HEADING), h("p", empty, cls="quiet"), label=HEADING)
    names = commodity_labels(tables)
    origins = origin_names(tables)
    whole = [fit for fit in fits if fit.outcome is not Outcome.PARTLY]
    partly = [fit for fit in fits if fit.outcome is Outcome.PARTLY]
    return root(
        "section",
        mode,
        "list tw-reconciled",
        h("h3", HEADING),
        h("p", _found(fits), cls="quiet"),
        _table(whole, names, origins) if whole else None,
        _folded(partly, names, origins) if partly else None,
        h("p", _apart(apart), cls="quiet") if apart else None,
        label=HEADING,
    )


def _found(fits: Sequence[Fit]) -> str:
    """Say what came out, total by total."""
    counts = {outcome: sum(fit.outcome is outcome for fit in fits) for outcome in Outcome}
    said = [
        f"{number(count)} {words}"
        for outcome, words in (
            (Outcome.OVER, "with parts above the total"),
            (Outcome.UNDER, "with parts below it although they cover the whole period"),
            (Outcome.FITS, "with parts that make up the total"),
            (Outcome.PARTLY, "with parts for only some of the period or of the goods"),
        )
        if (count := counts[outcome])
    ]
    return (
        f"Of {counted(len(fits), 'comparison')} under the filters: {', '.join(said)}. Only parts of one origin and of "
        "one breakdown are added: the same goods by period, or the same period by goods."
    )


def _apart(apart: int) -> str:
    is_are = "is" if apart == 1 else "are"
    return (
        f"{counted(apart, 'part')} {is_are} not compared: in another unit than the total, narrower than it in both "
        "period and goods, or overlapping another part."
    )


def _folded(fits: Sequence[Fit], names: Mapping[str, str], origins: Mapping[str, str]) -> Node:
    title = f"{counted(len(fits), 'total')} told only in part: the parts stay below the total, as they must"
    return h("details", h("summary", title), _table(fits, names, origins))


def _table(fits: Sequence[Fit], names: Mapping[str, str], origins: Mapping[str, str]) -> Node:
    head = h("tr", *(h("th", name, scope="col") for name in _HEADS))
    lines = (_line(fit, names, origins) for fit in fits)
    return h("div", h("table", h("thead", head), h("tbody", *lines)), cls="scroll")


def _line(fit: Fit, names: Mapping[str, str], origins: Mapping[str, str]) -> Node:
    total = fit.total
    focus = f"flows:{total['exporter']}-{total['importer']}-{total['commodity']}"
    scope = f", {total['scope']}" if total["scope"] else ""
    when = span(total["period_start"], total["period_end"])
    about = Qualifier(total["quantity_qualifier"]).label if total["quantity_qualifier"] else ""
    return h(
        "tr",
        h("td", h("button", f"{names[total['commodity']]}, {when}", open=focus), h("small", f"{_way(total)}{scope}")),
        h("td", origins[total["origin"]]),
        h("td", counted(len(fit.parts), *_BY[fit.by]), h("small", _listed(fit, names))),
        h("td", number(fit.added), cls="figure"),
        h("td", f"{about} {number(fit.whole)}".strip(), h("small", fit.unit), cls="figure"),
        h("td", _signed(fit.difference), cls="figure"),
        h("td", fit.reason or Outcome.FITS.label),
    )


def _listed(fit: Fit, names: Mapping[str, str]) -> str:
    told = [
        span(part["period_start"], part["period_end"]) if fit.by is Breaking.PERIOD else names[part["commodity"]]
        for part in fit.parts
    ]
    return ", ".join(told)


def _way(flow: Record) -> str:
    exporter, importer = country_name(flow["exporter"]), country_name(flow["importer"])
    return f"{exporter} and {importer}" if flow["commodity"] == TURNOVER else f"{exporter} to {importer}"


def _signed(value: float) -> str:
    """Write a difference with its sign.

    >>> _signed(9), _signed(-1), _signed(0)
    ('+9', '−1', '0')
    """
    return f"+{number(value)}" if value > 0 else f"{MINUS}{number(-value)}" if value < 0 else "0"
