"""The results of one person, from the cells of their rows."""

from __future__ import annotations

from decimal import Decimal

from rolebook.content.catalogue import Role
from rolebook.content.role_facts import KpiFacts
from rolebook.content.scoring import format_number
from rolebook.content.yaml_tree import suggest_nearest
from rolebook.diagnostics import Severity
from rolebook.results.cell_values import (
    DecimalMark,
    is_not_applicable,
    read_number,
)
from rolebook.results.columns import Columns, Row, find_rules
from rolebook.results.headings import OCCURRENCE_FIELDS
from rolebook.results.joining import FoundPerson
from rolebook.results.name_index import NameIndex
from rolebook.results.occurrences import OccurrenceReader, Outcomes
from rolebook.results.period import Period
from rolebook.results.sheet import Cell

_UNITS = {"count": "whole numbers"}
_FRACTION_AT_MOST, _TARGET_AT_LEAST = Decimal("1.5"), Decimal(10)
"""A result in percent up to the first, where the target is the second or more, looks like 0.95 for 95%."""


def read_outcomes(
    index: NameIndex,
    role: Role,
    person: FoundPerson,
    period: Period | None,
    mark: DecimalMark | None,
    *,
    complete: bool = True,
) -> Outcomes:
    """Everything that the rows of a person say of results; every KPI of the role must have one.

    ``complete`` is false if columns were not understood: what is missing may stand in them.
    """
    reader = _Reader(index, role, person, period, mark)
    for columns, row in person.rows:
        if columns.is_long:
            reader.read_long_row(columns, row)
        else:
            reader.read_wide_row(columns, row)
    reader.occurrences.settle_counts()
    if complete:
        reader.check_missing()
    return reader.found


class _Reader:
    def __init__(
        self,
        index: NameIndex,
        role: Role,
        person: FoundPerson,
        period: Period | None,
        mark: DecimalMark | None,
    ):
        self.found = Outcomes()
        self._index, self._role, self._person, self._mark = index, role, person, mark
        self.occurrences = OccurrenceReader(self.found, role, period)
        self._given: dict[str, tuple[Columns, Cell]] = {}
        self._blank: dict[str, tuple[Columns, Cell]] = {}

    def read_wide_row(self, columns: Columns, row: Row) -> None:
        """One row a person: each column that is a KPI or a penalty of the role."""
        for at in columns.rules:
            heading, cell = columns.sheet.headings[at], row[at]
            meant = find_rules(self._index, self._role.id, heading.text)
            if len(meant) > 1:
                names = ", ".join(name for _, name, _ in meant)
                self.found.tell(
                    columns,
                    "A005",
                    f"the column {heading.shown} can mean {names}",
                    "write the id of the one",
                    heading,
                )
            elif not meant:
                if (
                    not cell.is_blank
                    and not is_not_applicable(cell)
                    and self._is_known_elsewhere(heading.text)
                ):
                    message = f"{self._role.id} has no {heading.shown}, but here is {cell.shown}"
                    self.found.tell(columns, "A014", message, "leave the cell empty for this person", cell)
            elif meant[0][0] == "kpi":
                self._read_result(columns, meant[0][1], cell)
            else:
                _, name, earlier = meant[0]
                self.occurrences.read_count(columns, name, cell, earlier=earlier)

    def _is_known_elsewhere(self, heading: str) -> bool:
        """Whether another role has such a KPI; if none has, the heading itself has been told already."""
        return any(find_rules(self._index, role, heading) for role in self._index.rules)

    def read_long_row(self, columns: Columns, row: Row) -> None:
        """One row a result, an occurrence or a guarantee."""
        kpi, penalty = columns.cell(row, "kpi"), columns.cell(row, "penalty")
        if kpi and penalty:
            self.found.tell(
                columns, "A014", "the row has a KPI and a penalty", "give each a row of its own", kpi
            )
        elif kpi:
            name = self._find(columns, kpi, "kpi")
            if name is not None:
                self._read_result(columns, name, row[columns.fields["actual"]])
        elif penalty:
            name = self._find(columns, penalty, "penalty")
            if name is not None:
                self.occurrences.read_row(columns, row, name, penalty)
        else:
            stray = next((c for f in ("actual", *OCCURRENCE_FIELDS) if (c := columns.cell(row, f))), None)
            if stray is not None:
                hint = "name the KPI or the penalty in this row"
                self.found.tell(columns, "A014", f"nothing says what {stray.shown} is of", hint, stray)

    def _find(self, columns: Columns, cell: Cell, kind: str) -> str | None:
        meant = self._index.rules[self._role.id].find(cell.text, kind)  # type: ignore[arg-type]
        if len(meant) == 1:
            return meant[0][1]
        what = "KPI" if kind == "kpi" else "penalty"
        if meant:
            hint = f"write the id: {', '.join(name for _, name in meant)}"
            self.found.tell(columns, "A005", f"{cell.shown} can mean more than one {what}", hint, cell)
            return None
        known = self._role.facts.kpis if kind == "kpi" else self._role.facts.penalties
        near = self._index.suggest_rule(cell.text, [self._role.id])
        hint = f"did you mean “{near}”?" if near else suggest_nearest(cell.text, known)
        self.found.tell(
            columns,
            "A014",
            f"{self._role.id} has no {what} {cell.shown}",
            hint or f"{self._role.id} has none at all",
            cell,
        )
        return None

    def _read_result(self, columns: Columns, name: str, cell: Cell) -> None:
        if cell.is_blank:
            self._blank.setdefault(name, (columns, cell))
            return
        if name in self._given:
            other, first = self._given[name]
            message = (
                f"“{name}” has a second result here; the first is in {other.sheet.path}, row {first.line}"
            )
            self.found.tell(columns, "A013", message, "keep one of the two", cell)
            return
        self._given[name] = (columns, cell)
        if is_not_applicable(cell):
            self.found.actuals[name] = None
            return
        facts = self._role.facts.kpis[name]
        assert facts
        amount = self.found.attempt(columns, cell, lambda c: read_number(c, self._mark), name)
        if amount is None:
            return
        value = amount.value
        if amount.percent and facts.unit == "ratio":
            value /= 100
        elif amount.percent and facts.unit != "percent":
            unit = _UNITS.get(facts.unit, facts.unit)
            message = f"{name}: {cell.shown} is a percentage, and the KPI is counted in {unit}"
            self.found.tell(columns, "A012", message, "write the number in the unit of the KPI", cell)
        elif _looks_like_fraction(facts, value, amount.percent):
            message = f"{name}: {cell.shown} is taken as {format_number(value)}%"
            hint = (
                f"if {format_number(value * 100)}% is meant, write it so, or format the cell as a percentage"
            )
            self.found.tell(columns, "A017", message, hint, cell, severity=Severity.WARNING)
        self.found.actuals[name] = value

    def check_missing(self) -> None:
        """Every KPI of the role needs a result, or to be said not to apply."""
        missing = [n for n, facts in self._role.facts.kpis.items() if facts and n not in self._given]
        columns, cell = self._person.where
        who, hint = (
            self._person.text("name") or self._person.text("number"),
            "write it, or n/a if the KPI does not apply",
        )
        if missing and not self._given and not self._blank:
            message = f"there is no result of “{who}” ({self._role.id})"
            self.found.tell(columns, "A009", message, f"add the results of: {', '.join(missing)}", cell)
            return
        for name in missing:
            columns, cell = self._blank.get(name) or self._person.where
            self.found.tell(columns, "A009", f"the result of “{who}” for {name} is missing", hint, cell)


def _looks_like_fraction(facts: KpiFacts, value: Decimal, percent: bool) -> bool:
    return (
        facts.unit == "percent"
        and not percent
        and 0 < abs(value) <= _FRACTION_AT_MOST
        and facts.target is not None
        and facts.target >= _TARGET_AT_LEAST
    )
