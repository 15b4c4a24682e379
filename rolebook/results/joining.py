"""Which rows of which tables are about the same person: by number, else by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from rolebook.diagnostics import Diagnostic
from rolebook.results.columns import Columns, Row
from rolebook.results.headings import PERSON_FIELDS
from rolebook.results.sheet import Cell

MAX_PEOPLE = 5_000
_WHAT = {"number": "number", "name": "name", "role": "role", "self": "self score"}


@dataclass(slots=True)
class FoundPerson:
    """A person while tables are read: the cells that tell of them, and the rows with their results."""

    cells: dict[str, tuple[Columns, Cell]] = field(default_factory=dict)
    rows: list[tuple[Columns, Row]] = field(default_factory=list)

    def text(self, name: str) -> str:
        """What the tables say in a field, on one line; empty if nothing."""
        found = self.cells.get(name)
        return tidy_line(found[1].text) if found else ""

    @property
    def where(self) -> tuple[Columns, Cell]:
        """The first cell that names the person."""
        return self.cells.get("name") or self.cells["number"]


def join_rows(tables: Sequence[Columns]) -> tuple[list[FoundPerson], list[Diagnostic]]:
    """All people of the tables in the order in which they come, and contradictions about them."""
    problems: list[Diagnostic] = []
    by_number: dict[str, FoundPerson] = {}
    by_name: dict[str, list[FoundPerson]] = {}
    nameless: list[tuple[Columns, Row]] = []
    people: list[FoundPerson] = []
    for columns in tables:
        for row in columns.sheet.rows:
            number = columns.cell(row, "number")
            if number is None:
                nameless.append((columns, row))
                continue
            key = tidy_line(number.text)
            if key not in by_number:
                by_number[key] = FoundPerson()
                people.append(by_number[key])
            _add_row(by_number[key], columns, row, problems)
    for person in people:
        by_name.setdefault(_name_key(person.text("name")), []).append(person)
    for columns, row in nameless:
        name = columns.cell(row, "name")
        if name is None:
            first = next(cell for cell in row if not cell.is_blank)
            hint = "write the name or the number of the person in each row"
            problems.append(
                columns.diagnose("A007", "this row does not say whose results it has", hint, first)
            )
            continue
        key = _name_key(name.text)
        bearers = by_name.setdefault(key, [])
        if len(bearers) > 1:
            hint = f"write the number as well: {', '.join(person.text('number') for person in bearers)}"
            message = f"{len(bearers)} people are called {name.shown}"
            problems.append(columns.diagnose("A007", message, hint, name))
            continue
        if not bearers:
            bearers.append(FoundPerson())
            people.append(bearers[0])
        _add_row(bearers[0], columns, row, problems)
    if len(people) > MAX_PEOPLE:
        columns, cell = people[MAX_PEOPLE].where
        message = f"there are more than {MAX_PEOPLE:,} people"
        problems.append(columns.diagnose("A002", message, "divide them over several runs", cell))
    return people, problems


def tidy_line(text: str) -> str:
    """A text on one line, composed (NFC), without invisible marks."""
    plain = unicodedata.normalize("NFC", text)
    return " ".join("".join(c for c in plain if c.isspace() or unicodedata.category(c) != "Cf").split())


def _name_key(name: str) -> str:
    return unicodedata.normalize("NFKC", tidy_line(name)).casefold()


def _add_row(person: FoundPerson, columns: Columns, row: Row, problems: list[Diagnostic]) -> None:
    if not columns.is_long:
        before = next((other for other, _ in person.rows if other is columns), None)
        if before is not None:
            cell = columns.cell(row, "number") or columns.cell(row, "name")
            assert cell
            hint = "keep one of the rows; if these are two people, give each a number of their own"
            problems.append(columns.diagnose("A007", f"{cell.shown} has two rows in this table", hint, cell))
            return
    person.rows.append((columns, row))
    for name in PERSON_FIELDS:
        cell = columns.cell(row, name)
        if cell is None or (name == "comment" and columns.is_long and name in person.cells):
            continue
        if name not in person.cells:
            person.cells[name] = (columns, cell)
        elif _name_key(cell.text) != _name_key(person.text(name)):
            other, first = person.cells[name]
            what = _WHAT.get(name, name)
            who = person.text("number") or person.text("name")
            there = f"{other.sheet.path}, row {first.line}"
            message = f"“{who}” has the {what} {cell.shown} here, and {first.shown} in {there}"
            hint = "say the same in all rows; if these are two people, give each a number of their own"
            problems.append(columns.diagnose("A007", message, hint, cell))
