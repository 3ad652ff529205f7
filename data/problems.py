"""What is wrong with a table: one problem a cell or line, said so that a person can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

#: A message quotes at most this much of a cell.
QUOTED_LENGTH = 60
#: The error of a damaged dataset prints so many problems, and counts the others.
PRINTED_PROBLEMS = 20


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, with the place where a person finds it.

    ``row`` is the number that a spreadsheet shows beside the record (the header is row 1, a cell
    with line breaks stays in one row); 0 means the whole file. ``accepted`` is the nearest value
    that would pass, or "" where none is near.

    >>> print(Problem("events.csv", 12, "status", "confirmd", "is not accepted", "confirmed"))
    events.csv, row 12, field status: "confirmd" is not accepted; nearest: confirmed
    """

    file: str
    row: int = 0
    field: str = ""
    value: str = ""
    message: str = ""
    accepted: str = ""

    def __str__(self) -> str:
        """Say the problem in one line."""
        place = ", ".join(
            part
            for part in (self.file, f"row {self.row}" if self.row else "", f"field {self.field}" if self.field else "")
            if part
        )
        said = f'"{quoted(self.value)}" {self.message}' if self.value else self.message
        return f"{place}: {said}" + (f"; nearest: {self.accepted}" if self.accepted else "")


class DamagedData(ValueError):
    """The tables do not follow the schema; ``problems`` holds every reason found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems and list the first of them in the message."""
        self.problems: tuple[Problem, ...] = tuple(problems)
        count = len(self.problems)
        lines = [
            f"{count} problem{'' if count == 1 else 's'} in the tables",
            *map(str, self.problems[:PRINTED_PROBLEMS]),
        ]
        if count > PRINTED_PROBLEMS:
            lines.append(f"and {count - PRINTED_PROBLEMS} more (python -m data check lists all)")
        super().__init__("\n".join(lines))


def quoted(value: str) -> str:
    """Return a cell as a message shows it: one line, printable, not longer than a message bears."""
    shown = "".join(sign if sign.isprintable() else " " for sign in value)
    return shown if len(shown) <= QUOTED_LENGTH else shown[: QUOTED_LENGTH - 1] + "…"


def nearest(value: str, accepted: Sequence[str]) -> str:
    """Return the accepted value that looks most like this one, or "" if none comes near.

    >>> nearest("Confirmd", ["confirmed", "reported"])
    'confirmed'
    >>> nearest("PKR", ["UKR", "PRK"])
    'PRK'
    >>> nearest("rumoured", ["planned"])
    ''
    """
    folded = {option.casefold(): option for option in accepted}
    sought = value.strip().casefold()
    # Letters in the wrong order are the likeliest slip in a short code, and difflib does not know it.
    swapped = [option for option in folded if sorted(option) == sorted(sought)]
    close = swapped or get_close_matches(sought, list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else ""
