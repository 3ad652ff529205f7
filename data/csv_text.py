"""Reads bytes as the rows of a CSV file, and says in one sentence why that cannot be done, and in which row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

_AS_CSV = "save it as CSV (UTF-8)"
#: How files begin that people take for CSV.
_OTHER_FILES = (
    ((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b"), "no CSV but a workbook, archive or PDF"),
    ((b"\xff\xfe", b"\xfe\xff"), "the file is UTF-16"),
)


class NoCsv(ValueError):
    """Bytes that are no CSV; `row` is that of a spreadsheet, 0 for the whole file."""

    def __init__(self, row: int, message: str) -> None:
        """Keep where it was found, and what it is."""
        super().__init__(message)
        self.row, self.message = row, message


def decoded(content: bytes) -> str:
    """Give the text of a file; a UTF-8 byte order mark is accepted. Raises NoCsv.

    >>> decoded("порт".encode("cp1251"))
    Traceback (most recent call last):
    data.csv_text.NoCsv: byte 0xef is not UTF-8: save the file as CSV (UTF-8)
    """
    if not content.strip():
        raise NoCsv(0, "the file is empty")
    for starts, what in _OTHER_FILES:
        if content.startswith(starts):
            raise NoCsv(0, f"{what}: {_AS_CSV}")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[", b"<"):
        raise NoCsv(0, f"no CSV but JSON, XML or a web page: {_AS_CSV}")
    if (at := content.find(b"\x00")) >= 0:
        raise NoCsv(_row_of(content, at), "a NUL byte: the file is no text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = f"byte 0x{content[error.start]:02x} is not UTF-8: save the file as CSV (UTF-8)"
        raise NoCsv(_row_of(content, error.start), said) from error


def _row_of(content: bytes, at: int) -> int:
    """Count the rows up to a byte: a cell with line breaks stays in one row."""
    before = content[:at].decode("utf-8", errors="replace")
    return max(sum(1 for _ in csv.reader(io.StringIO(before, newline=""))), 1)


def numbered(text: str, separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    r"""Yield row numbers and cells; raises NoCsv where the text stops being CSV.

    >>> list(numbered("place,note\nrajin,port\n"))
    [(1, ['place', 'note']), (2, ['rajin', 'port'])]
    """
    # The reader's line_num counts lines; a spreadsheet counts records, so records are counted here.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise NoCsv(row, _reason(str(error))) from error
        yield row, cells


def _reason(error: str) -> str:
    if "unexpected end" in error:
        return "a quotation mark is not closed"
    if "field limit" in error:
        return f"a cell of more than {csv.field_size_limit():,} signs: is a quotation mark not closed?"
    return f"no CSV ({error})"
