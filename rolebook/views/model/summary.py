"""Tables of figures for spreadsheets: values with their kinds, not yet written as text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Value = str | Decimal | None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its heading, what its values are, and how many decimals numbers show (None: those they have)."""

    label: str
    kind: Literal["text", "number"] = "text"
    decimals: int | None = 0


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table with a title; every row has a value for each column. The first ``fixed`` columns stay in sight."""

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    fixed: int = 2


@dataclass(frozen=True, slots=True)
class TableBook:
    """Tables that make one workbook; ``created`` (a date) stands in its properties."""

    language: str
    title: str
    author: str
    created: str
    tables: tuple[DataTable, ...]
