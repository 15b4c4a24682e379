"""Tables as an XLSX workbook: formats, frozen headings, filters, ready to print; the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile
from decimal import Decimal
from typing import Any

from rolebook.views.model.summary import DataTable, TableBook, TableColumn

_EAST_ASIAN_FONTS = {"zh": "Microsoft YaHei", "ja": "Yu Gothic", "ko": "Malgun Gothic"}
_FONT = "Calibri"
_WIDEST, _NARROWEST = 44, 9
_TITLE = re.compile(r"[\[\]:*?/\\]")
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def write_workbook(book: TableBook) -> bytes:
    """The bytes of a workbook with a sheet for each table. Texts stay texts, whatever they begin with."""
    import openpyxl

    work = openpyxl.Workbook()
    work.remove(work.worksheets[0])
    for table in book.tables:
        _write_sheet(work.create_sheet(_TITLE.sub(" ", table.title)[:31]), table, book)
    work.properties.title = book.title
    work.properties.creator = book.author
    work.properties.language = book.language
    saved = io.BytesIO()
    work.save(saved)
    return normalise_package(saved.getvalue(), dt.date.fromisoformat(book.created))


def normalise_package(data: bytes, day: dt.date) -> bytes:
    """The same package without the moment at which it was saved: all times are the beginning of a day."""
    moment = f"{day.isoformat()}T00:00:00Z".encode()
    fixed = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                content = _MOMENT.sub(rb"\g<1>" + moment + rb"\g<3>", content)
            info = zipfile.ZipInfo(part.filename, fixed)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, content)
    return written.getvalue()


def _write_sheet(sheet: Any, table: DataTable, book: TableBook) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    name = _EAST_ASIAN_FONTS.get(book.language.split("-")[0], _FONT)
    line = Border(bottom=Side("thin", color="1B2026"))
    plain, strong = Font(name=name, size=10), Font(name=name, size=10, bold=True)
    top = Alignment(vertical="top", wrap_text=True)
    for at, column in enumerate(table.columns, 1):
        heading = sheet.cell(1, at)
        _put_text(heading, column.label)
        heading.font, heading.border = strong, line
        heading.alignment = Alignment(
            vertical="bottom", wrap_text=True, horizontal="right" if column.kind == "number" else "left"
        )
        sheet.column_dimensions[get_column_letter(at)].width = _choose_width(table, at - 1)
    for number, row in enumerate(table.rows, 2):
        for at, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
            cell = sheet.cell(number, at)
            cell.font, cell.alignment = plain, top
            if isinstance(value, Decimal):
                cell.value, cell.number_format = value, _number_format(column)
            elif value:
                _put_text(cell, value)
    sheet.freeze_panes = f"{get_column_letter(table.fixed + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.left.text = _escape_header(book.title)
    sheet.oddFooter.right.text = "&P / &N"


def _put_text(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"  # openpyxl takes what begins with = for a formula
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def _number_format(column: TableColumn) -> str:
    if column.decimals is None:
        return "General"
    return "#,##0" + ("." + "0" * column.decimals if column.decimals else "")


def _choose_width(table: DataTable, at: int) -> int:
    values = [table.columns[at].label, *(_shown(row[at]) for row in table.rows[:200])]
    return max(_NARROWEST, min(_WIDEST, max(map(_measure, values)) + 2))


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _measure(text: str) -> int:
    return max(
        (sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in text.split("\n")),
        default=0,
    )


def _escape_header(text: str) -> str:
    return text.replace("&", "&&")
