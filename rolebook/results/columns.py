"""What the columns of a table are for, as its headings say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rolebook.content.yaml_tree import suggest_nearest
from rolebook.diagnostics import Diagnostic, Severity
from rolebook.results.headings import PERSON_FIELDS, find_field, list_field_names
from rolebook.results.name_index import NameIndex
from rolebook.results.sheet import Cell, Sheet

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: field → index, and the indices of those that may be KPIs or penalties.

    ``is_long``: one row a result or an occurrence, and not one row a person.
    """

    sheet: Sheet
    is_long: bool
    fields: dict[str, int]
    rules: tuple[int, ...]

    def cell(self, row: Row, field: str) -> Cell | None:
        """The cell of a field; None if there is no such column, or nothing in the cell."""
        index = self.fields.get(field)
        return None if index is None or row[index].is_blank else row[index]

    def diagnose(self, code: str, message: str, hint: str, cell: Cell | None, **options: Any) -> Diagnostic:
        """An error (or another severity) at a cell of this table."""
        severity = options.get("severity", Severity.ERROR)
        return self.sheet.diagnose(code, severity, message, hint, at=cell)


def read_columns(sheet: Sheet) -> tuple[Columns | None, list[Diagnostic]]:
    """The columns of a table, or None and what is wrong with its headings."""
    found = [None if cell.is_blank else find_field(cell.text) for cell in sheet.headings]
    is_long = "kpi" in found or "penalty" in found
    columns = Columns(sheet, is_long, {}, ())
    problems: list[Diagnostic] = []
    rules: list[int] = []
    for index, (cell, field) in enumerate(zip(sheet.headings, found, strict=True)):
        if cell.is_blank:
            filled = next((row[index] for row in sheet.rows if not row[index].is_blank), None)
            if filled is not None:
                hint = "name the column above it, or delete it"
                message = f"{filled.shown} stands in a column without a heading"
                problems.append(columns.diagnose("A003", message, hint, filled))
        elif field is None or not (is_long or field in PERSON_FIELDS):
            rules.append(index)
        elif field in columns.fields:
            first = sheet.headings[columns.fields[field]]
            message = f"{cell.shown} and {first.shown} both mean “{field}”"
            problems.append(columns.diagnose("A005", message, "keep one of the two columns", cell))
        else:
            columns.fields[field] = index
    problems += _check_needed(columns)
    if is_long:
        problems += [_tell_unknown(columns, sheet.headings[index]) for index in rules]
        rules = []
    whole = Columns(sheet, is_long, columns.fields, tuple(rules))
    return (None if any(p.severity is Severity.ERROR for p in problems) else whole), problems


def check_rule_columns(columns: Columns, index: NameIndex, roles: Sequence[str]) -> list[Diagnostic]:
    """Columns that are no KPI and no penalty of the roles in this table."""
    problems = []
    for at in columns.rules:
        heading = columns.sheet.headings[at]
        # A table for all roles may have the KPIs of those that nobody here has; a cell that is filled there is told.
        if not any(find_rules(index, role, heading.text) for role in index.rules):
            near = index.suggest_rule(heading.text, roles)
            known = [rule for name in roles for rule in index.shown[name]]
            problems.append(_tell_unknown(columns, heading, near, known))
    return problems


def find_rules(index: NameIndex, role: str, heading: str) -> tuple[tuple[str, str, bool], ...]:
    """The KPIs and penalties of a role that a heading can mean: kind, id, and whether “earlier” stands with it."""
    from rolebook.results.headings import split_earlier

    found = tuple((kind, name, False) for kind, name in index.rules[role].find(heading))
    if found:
        return found
    penalty = split_earlier(heading)
    if penalty is None:
        return ()
    return tuple((kind, name, True) for kind, name in index.rules[role].find(penalty, "penalty"))


def _check_needed(columns: Columns) -> list[Diagnostic]:
    first, problems = columns.sheet.headings[0], []
    if not {"name", "number"} & columns.fields.keys():
        hint = "give each person a name, or a number of personnel, in a column “name” or “number”"
        problems.append(columns.diagnose("A006", "no column says who the results are of", hint, first))
    if "kpi" in columns.fields and "actual" not in columns.fields:
        heading = columns.sheet.headings[columns.fields["kpi"]]
        hint = "add a column “actual” with the results"
        problems.append(columns.diagnose("A006", "no column has the results of the KPIs", hint, heading))
    return problems


def _tell_unknown(
    columns: Columns, heading: Cell, near: str | None = None, known: Sequence[str] = ()
) -> Diagnostic:
    """An error if the heading is nearly one that we know, as it is then misspelt; else a warning."""
    if near is None:
        hint = suggest_nearest(heading.text, list_field_names(columns.is_long), list_few=False)
    else:
        hint = f"did you mean “{near}”?"
    if hint:
        message = f"the column {heading.shown} is not known"
        return columns.diagnose("A003", message, hint, heading)
    hint = "delete it, or rename it"
    if known:
        hint += f"; KPIs and penalties here are: {', '.join(dict.fromkeys(known))}"
    return columns.diagnose(
        "A004", f"the column {heading.shown} is not used", hint, heading, severity=Severity.WARNING
    )
