"""Occurrences of penalties and guarantees of one person, from columns that count them and rows that tell of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from rolebook.content.catalogue import Role
from rolebook.diagnostics import Diagnostic, Severity
from rolebook.results.cell_values import CellFault, read_count, read_day
from rolebook.results.columns import Columns, Row
from rolebook.results.headings import OCCURRENCE_FIELDS
from rolebook.results.joining import tidy_line
from rolebook.results.people import GivenGuarantee, Occurrence
from rolebook.results.period import Period
from rolebook.results.sheet import Cell

T = TypeVar("T")


@dataclass(slots=True)
class Outcomes:
    """What was understood of a person's results, and what was not; filled while rows are read."""

    actuals: dict[str, Decimal | None] = field(default_factory=dict)
    occurrences: list[Occurrence] = field(default_factory=list)
    guarantees: list[GivenGuarantee] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def tell(self, columns: Columns, code: str, message: str, hint: str, cell: Cell, **options: Any) -> None:
        """Keep a problem of a cell."""
        self.problems.append(columns.diagnose(code, message, hint, cell, **options))

    def attempt(self, columns: Columns, cell: Cell, read: Callable[[Cell], T], name: str = "") -> T | None:
        """What a cell says; None if it cannot be understood, which is then told."""
        try:
            return read(cell)
        except CellFault as fault:
            message = f"{name}: {fault.message}" if name else fault.message
            self.tell(columns, fault.code, message, fault.hint, cell)
            return None


class OccurrenceReader:
    """Reads what the tables say of one person's penalties into ``found``; `settle_counts` comes last."""

    def __init__(self, found: Outcomes, role: Role, period: Period | None):
        self._found, self._role, self._period = found, role, period
        self._counts: dict[tuple[str, bool], tuple[int, Columns, Cell]] = {}
        self._dated: dict[str, bool] = {}

    def read_row(self, columns: Columns, row: Row, name: str, penalty: Cell) -> None:
        """A row of its own: one occurrence or several, or a guarantee."""
        cells = {f: columns.cell(row, f) for f in OCCURRENCE_FIELDS}
        evidence = tidy_line(cells["evidence"].text) if cells["evidence"] else ""
        if cells["begun"] or cells["orders"]:
            self._read_guarantee(columns, name, penalty, cells, evidence)
            return
        day: dt.date | None = None
        if cells["date"]:
            day = self._found.attempt(columns, cells["date"], read_day)
            if day is None:
                return
            self._check_day(columns, name, cells["date"], day)
        count = (
            1 if cells["count"] is None else self._found.attempt(columns, cells["count"], read_count, name)
        )
        earlier = (
            0
            if cells["earlier"] is None
            else self._found.attempt(columns, cells["earlier"], read_count, name)
        )
        if count is None or earlier is None:
            return
        if self._dated.setdefault(name, day is not None) != (day is not None):
            hint = "give all of them a date, or none"
            self._found.tell(columns, "A013", f"“{name}” stands with dates and without", hint, penalty)
            return
        if day is None:
            self._found.occurrences.append(Occurrence(name, None, count, earlier, evidence))
            return
        self._found.occurrences += [Occurrence(name, day, 1, 0, evidence)] * count
        if earlier:
            hint = "give each earlier occurrence a row with its date"
            self._found.tell(columns, "A013", f"“{name}” has a date and earlier occurrences", hint, penalty)

    def _read_guarantee(
        self, columns: Columns, name: str, penalty: Cell, cells: dict[str, Cell | None], evidence: str
    ) -> None:
        facts = self._role.facts.penalties[name]
        if facts is None or facts.guarantee is None:
            hint = "leave the columns of the guarantee empty in this row"
            self._found.tell(columns, "A014", f"“{name}” has no guarantee", hint, penalty)
            return
        begun, orders = cells["begun"], cells["orders"]
        if begun is None or orders is None:
            hint = "write the day on which it was given, and how many orders have been closed since"
            self._found.tell(columns, "A015", f"the guarantee of “{name}” is not complete", hint, penalty)
            return
        day = self._found.attempt(columns, begun, read_day)
        count = self._found.attempt(columns, orders, read_count, name)
        if not self._dated.setdefault(name, True):
            hint = "give every case of it a row with a date"
            self._found.tell(columns, "A013", f"“{name}” stands with dates and without", hint, penalty)
        elif day is not None and count is not None:
            self._found.guarantees.append(GivenGuarantee(name, day, count, evidence))

    def _check_day(self, columns: Columns, name: str, cell: Cell, day: dt.date) -> None:
        """An occurrence outside the period: earlier ones count in their window, others not at all."""
        facts, period = self._role.facts.penalties[name], self._period
        if (
            period is None
            or facts is None
            or day in period.span
            or (day < period.span.first and facts.window)
        ):
            return
        where = "after" if day > period.span.last else "before"
        message = f"{name}: {cell.shown} lies {where} the period {period.text} and does not count"
        hint = "correct the date, or take the row out"
        self._found.tell(columns, "A016", message, hint, cell, severity=Severity.WARNING)

    def read_count(self, columns: Columns, name: str, cell: Cell, *, earlier: bool) -> None:
        """The cell of a column that counts occurrences, in the period or before it."""
        count = self._found.attempt(columns, cell, read_count, name)
        if (name, earlier) in self._counts:
            self._found.tell(columns, "A013", f"“{name}” is counted twice", "count it in one table", cell)
        elif count is not None:
            self._counts[name, earlier] = (count, columns, cell)

    def settle_counts(self) -> None:
        """The counts of columns as occurrences, unless rows have told of the same penalty."""
        for name in dict.fromkeys(name for name, _ in self._counts):
            count, columns, cell = self._counts.get((name, False)) or (0, *self._counts[name, True][1:])
            earlier = self._counts[name, True][0] if (name, True) in self._counts else 0
            if not count and not earlier:
                continue
            if name in self._dated:
                hint = "count it in one table only"
                self._found.tell(
                    columns, "A013", f"“{name}” is counted here, and has rows of its own", hint, cell
                )
            else:
                self._found.occurrences.append(Occurrence(name, None, count, earlier))
