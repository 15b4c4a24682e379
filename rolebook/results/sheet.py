"""A table of results as it was read: cells that know where they stand, and diagnostics placed at them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rolebook.diagnostics import Diagnostic, Place, Severity, shorten

MAX_ROWS = 20_000
MAX_COLUMNS = 500
MAX_CELLS = 500_000
MAX_TEXT = 10_000
"""Most characters in a cell."""
_SHOWN = 48


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text without spaces around it, and where it stands.

    ``column`` is the character in the line of a CSV file, from 1, and the column's number in a workbook. A
    workbook's numbers and dates come as such; ``percent`` tells that it shows its number as a percentage.
    """

    text: str
    line: int
    column: int
    length: int = 1
    number: Decimal | None = None
    percent: bool = False
    date: dt.date | None = None

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return not self.text and self.number is None and self.date is None

    @property
    def shown(self) -> str:
        """The text as a message quotes it: short, on one line."""
        return f"“{shorten(self.text, _SHOWN)}”"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: headings, and rows that all have as many cells. ``lines`` are those of a CSV file."""

    path: str
    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[str, ...] = ()
    is_workbook: bool = False

    def diagnose(
        self, code: str, severity: Severity, message: str, hint: str = "", *, at: Cell | None = None
    ) -> Diagnostic:
        """A diagnostic at a cell, or at the file as a whole; a workbook's cell is also named as C7."""
        if at is None:
            return Diagnostic(code, severity, message, hint, Place(self.path))
        if self.is_workbook:
            named = f"{cell_name(at.line, at.column)}: {message}"
            return Diagnostic(code, severity, named, hint, Place(self.path, at.line, at.column))
        line = self.lines[at.line - 1] if 0 < at.line <= len(self.lines) else None
        place = Place(self.path, at.line, at.column, max(1, at.length))
        return Diagnostic(code, severity, message, hint, place, line)


class SheetUnreadable(Exception):
    """A file that is no table that we can read; carries the one diagnostic that says why."""

    def __init__(self, diagnostic: Diagnostic):
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def refuse(path: str, code: str, message: str, hint: str, line: int = 0, column: int = 0) -> SheetUnreadable:
    """The exception for a file that cannot be used."""
    return SheetUnreadable(Diagnostic(code, Severity.ERROR, message, hint, Place(path, line, column)))


def refuse_size(path: str) -> SheetUnreadable:
    """The exception for a table with too many cells."""
    return refuse(path, "A002", f"it has more than {MAX_CELLS:,} cells", "divide it into several files")


def cell_name(row: int, column: int) -> str:
    """The name of a cell as spreadsheets have it: C7."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def build_sheet(
    path: str, records: Iterable[list[Cell]], lines: tuple[str, ...] = (), *, is_workbook: bool = False
) -> Sheet:
    """The table of these records: the first one that is not blank has the headings, blank ones are left out.

    Raises SheetUnreadable if there are more rows, columns or cells in a row than there may be.
    """
    headings: tuple[Cell, ...] | None = None
    rows: list[tuple[Cell, ...]] = []
    cells = 0
    for record in records:
        while record and record[-1].is_blank:
            record.pop()
        if not record:
            continue
        _check_record(path, record, len(rows), headings)
        if headings is None:
            headings = tuple(record)
            continue
        end = record[-1]
        for at in range(len(record), len(headings)):
            # What is missing at the end of a line stands at its end.
            column = at + 1 if is_workbook else end.column + end.length
            record.append(Cell("", end.line, column))
        rows.append(tuple(record))
        cells += len(record)
        if cells > MAX_CELLS:
            raise refuse_size(path)
    if headings is None or not rows:
        raise refuse(
            path,
            "A020",
            "there are no results in it" if headings else "it is empty",
            "give a row of headings and one row for each person or result; "
            "`rolebook new results FILE --role ID` writes the headings",
        )
    return Sheet(path, headings, tuple(rows), lines, is_workbook)


def _check_record(path: str, record: list[Cell], rows: int, headings: tuple[Cell, ...] | None) -> None:
    last = record[-1]
    if rows >= MAX_ROWS:
        raise refuse(
            path, "A002", f"it has more than {MAX_ROWS:,} rows", "divide it into several files", last.line, 1
        )
    if len(record) > MAX_COLUMNS:
        raise refuse(
            path,
            "A002",
            f"this row has more than {MAX_COLUMNS} columns",
            "delete what is not about results",
            last.line,
            1,
        )
    long = next((cell for cell in record if len(cell.text) > MAX_TEXT), None)
    if long is not None:
        raise refuse(
            path,
            "A002",
            f"a cell has more than {MAX_TEXT:,} characters",
            "shorten it",
            long.line,
            long.column,
        )
    if headings is not None and len(record) > len(headings):
        extra = record[len(headings)]
        where = cell_name(extra.line, extra.column) + ": " if not extra.length else ""
        raise refuse(
            path,
            "A001",
            f"{where}this row has {len(record)} cells, and there are {len(headings)} headings",
            "put quotation marks around a cell that has the separator in it, such as a decimal comma",
            extra.line,
            extra.column,
        )
