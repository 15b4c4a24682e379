"""A table as CSV that every spreadsheet opens: UTF-8 with its mark, commas, a point for decimals."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from rolebook.views.model.summary import DataTable, Value

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula: such texts get an apostrophe before them."""


def write_csv(table: DataTable) -> bytes:
    """The bytes of a table, its headings first (RFC 4180)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_write(column.label) for column in table.columns])
    writer.writerows([_write(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _write(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return f"'{value}" if value.startswith(DANGEROUS) else value
