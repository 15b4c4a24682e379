"""XLSX files, read with care: nothing is expanded, followed or computed, and nothing grows without limit."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from rolebook.content.scoring import format_number
from rolebook.content.yaml_text import find_forbidden
from rolebook.results.sheet import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Sheet,
    SheetUnreadable,
    build_sheet,
    refuse,
    refuse_size,
)

MAX_BYTES = 20 << 20
MAX_UNPACKED = 200 << 20
MAX_PARTS = 2_000
_CHUNK = 1 << 20
_DECLARATIONS = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_OVERLAP = max(map(len, _DECLARATIONS)) - 1


def read_xlsx(path: str, data: bytes, sheet: str | None = None) -> Sheet:
    """The table of a workbook's first sheet, or of the one with this name. Raises SheetUnreadable.

    Of formulas the value counts that the spreadsheet program saved.
    """
    if len(data) > MAX_BYTES:
        raise refuse(path, "A002", f"it is larger than {MAX_BYTES >> 20} MB", "delete what is not needed")
    _check_package(path, data)
    import openpyxl

    try:
        with warnings.catch_warnings():
            # Styles and extensions that openpyxl does not know are of no interest here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False, keep_vba=False
            )
            try:
                worksheet = _choose_sheet(path, book, sheet)
                records = list(_list_records(path, worksheet))
            finally:
                book.close()
    except SheetUnreadable:
        raise
    except Exception as error:  # the file is anybody's, and openpyxl raises whatever it stumbles over
        raise refuse(
            path,
            "A001",
            f"the workbook is damaged ({type(error).__name__})",
            "open it in a spreadsheet program and save it again as .xlsx",
        ) from error
    return build_sheet(path, records, is_workbook=True)


def _check_package(path: str, data: bytes) -> None:
    """Refuse archives that would unpack to too much, and XML that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                hint = "delete sheets, pictures and formats that are not needed, or save the sheet as CSV"
                raise refuse(path, "A002", "it unpacks to more than a table of results can be", hint)
            if "[Content_Types].xml" not in package.namelist():
                hint = "give a CSV file or an .xlsx workbook"
                raise refuse(path, "A001", "it is an archive, but no workbook", hint)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _check_part(path, package, part)
    except SheetUnreadable:
        raise
    except Exception as error:  # damaged in any way, or encrypted
        hint = "open it in a spreadsheet program and save it again as .xlsx, without a password"
        raise refuse(path, "A001", "the workbook is damaged or protected by a password", hint) from error


def _check_part(path: str, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    before = b""
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if any(word in before + chunk for word in _DECLARATIONS):
                hint = "no spreadsheet program writes such a file: do not trust it"
                raise refuse(path, "A001", f"{part.filename} in it declares XML entities", hint)
            before = chunk[-_OVERLAP:]


def _choose_sheet(path: str, book: Any, name: str | None) -> Any:
    if name is None:
        for worksheet in book.worksheets:
            if worksheet.sheet_state == "visible":
                return worksheet
        raise refuse(path, "A001", "the workbook has no visible sheet", "name one with --sheet")
    names = [worksheet.title for worksheet in book.worksheets]
    if name not in names:
        raise refuse(path, "A001", f"there is no sheet “{name}”", f"its sheets are: {', '.join(names)}")
    return book.worksheets[names.index(name)]


def _list_records(path: str, worksheet: Any) -> Iterator[list[Cell]]:
    worksheet.reset_dimensions()  # what the file says of its size need not be true
    filled = cells = 0
    rows = worksheet.iter_rows(max_col=MAX_COLUMNS + 1)
    gap = None  # what openpyxl gives for each of the rows that are not there: there may be a million
    for number, row in enumerate(rows, 1):
        if row is gap:
            continue
        width = len(row)
        while width and row[width - 1].value is None:
            width -= 1
        if not width:
            gap = row
            continue
        record = [_read_cell(path, cell, number, column) for column, cell in enumerate(row[:width], 1)]
        while record and record[-1].is_blank:
            record.pop()
        if record:
            filled, cells = filled + 1, cells + len(record)
            yield record
        if cells > MAX_CELLS:
            raise refuse_size(path)
        if filled > MAX_ROWS + 1:
            return  # told by who builds the sheet


def _read_cell(path: str, cell: Any, row: int, column: int) -> Cell:
    value, spot = cell.value, (row, column, 0)
    if value is None:
        return Cell("", *spot)
    if isinstance(value, bool):
        return Cell("true" if value else "false", *spot)
    if isinstance(value, int | float):
        number = Decimal(f"{value:.15g}")  # as many digits as a spreadsheet keeps
        if not number.is_finite():
            return Cell(str(value), *spot)
        percent = "%" in re.sub(r'"[^"]*"|\\.', "", str(cell.number_format or ""))
        shown = number * 100 if percent else number
        text = format_number(shown) + ("%" if percent else "")
        return Cell(text, *spot, number=number, percent=percent)
    if isinstance(value, dt.datetime):
        return Cell(value.date().isoformat(), *spot, date=value.date())
    if isinstance(value, dt.date):
        return Cell(value.isoformat(), *spot, date=value)
    text = str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    forbidden = find_forbidden(text)
    if forbidden is not None:
        message = f"invisible character U+{ord(forbidden[0]):04X} in the text"
        raise refuse(path, "A001", message, "delete it", row, column)
    return Cell(text.replace("\t", " "), *spot)
