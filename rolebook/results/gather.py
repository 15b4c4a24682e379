"""From tables to people with results: every cell is understood, or told with its place and cure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.yaml_tree import suggest_nearest
from rolebook.diagnostics import Diagnostic, Severity
from rolebook.results.cell_values import DecimalMark
from rolebook.results.columns import Columns, check_rule_columns, read_columns
from rolebook.results.joining import FoundPerson, join_rows
from rolebook.results.name_index import NameIndex, index_names
from rolebook.results.outcomes import Outcomes, read_outcomes
from rolebook.results.people import Person
from rolebook.results.period import EXPECTED, Period, parse_period
from rolebook.results.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where a row says nothing: the period, the language of the scorecard, the role (an id)."""

    language: str
    period: Period | None = None
    role: str | None = None
    mark: DecimalMark | None = None


def gather_people(
    catalogue: Catalogue, sheets: Sequence[Sheet], defaults: Defaults
) -> tuple[list[Person], list[Diagnostic]]:
    """Everybody in the tables, in the order in which they come, and all that is wrong with the tables.

    If there are errors, the people are not complete.
    """
    index = index_names(catalogue)
    tables: list[Columns] = []
    problems: list[Diagnostic] = []
    for sheet in sheets:
        columns, found = read_columns(sheet)
        problems += found
        if columns is not None:
            tables.append(columns)
    if len(tables) < len(sheets):
        return [], problems  # who is where cannot be told
    found_people, found = join_rows(tables)
    problems += found
    roles: dict[int, Role] = {}
    for person in found_people:
        role = _find_role(catalogue, index, person, defaults, problems)
        if role is not None:
            roles[id(person)] = role
    for columns in tables:
        here = {
            roles[id(person)].id
            for person in found_people
            if id(person) in roles and any(other is columns for other, _ in person.rows)
        }
        if here:
            problems += check_rule_columns(columns, index, sorted(here))
    complete = not any(problem.code == "A003" for problem in problems)
    people = []
    for person in found_people:
        role = roles.get(id(person))
        if role is not None:
            made = _make_person(catalogue, index, person, role, defaults, problems, complete)
            people += [made] if made else []
    problems += _check_in_force(found_people, people)
    return people, problems


def _find_role(
    catalogue: Catalogue,
    index: NameIndex,
    person: FoundPerson,
    defaults: Defaults,
    problems: list[Diagnostic],
) -> Role | None:
    text = person.text("role")
    if not text and defaults.role is not None:
        return catalogue.roles[defaults.role]
    if not text:
        columns, cell = person.where
        hint = "add a column “role” with the id or title, or name one role for all with --role"
        problems.append(columns.diagnose("A008", f"nothing says which role {cell.shown} has", hint, cell))
        return None
    columns, cell = person.cells["role"]
    found = index.find_roles(text)
    if len(found) == 1:
        return catalogue.roles[found[0]]
    if found:
        hint = f"write the id: {', '.join(found)}"
        problems.append(columns.diagnose("A008", f"{len(found)} roles are called {cell.shown}", hint, cell))
        return None
    known = [*index.rules, *(title for role in catalogue.roles.values() for title in _titles(role))]
    hint = (
        suggest_nearest(text, known, list_few=False)
        or "write its id or its title in a language of the handbook"
    )
    problems.append(columns.diagnose("A008", f"there is no role {cell.shown} with KPIs", hint, cell))
    return None


def _titles(role: Role) -> list[str]:
    return [words.title for words in role.words.values() if words.title]


def _make_person(
    catalogue: Catalogue,
    index: NameIndex,
    person: FoundPerson,
    role: Role,
    defaults: Defaults,
    problems: list[Diagnostic],
    complete: bool,
) -> Person | None:
    period = _find_period(person, defaults, problems)
    language = _find_language(catalogue, person, defaults, problems)
    if not person.text("name"):
        columns, cell = person.where
        hint = "write the name in one of the tables"
        problems.append(columns.diagnose("A007", f"nobody says who {cell.shown} is", hint, cell))
        return None
    outcomes: Outcomes = read_outcomes(index, role, person, period, defaults.mark, complete=complete)
    problems += outcomes.problems
    if period is None:
        return None
    return Person(
        name=person.text("name"),
        number=person.text("number"),
        role=role,
        period=period,
        language=language,
        actuals=outcomes.actuals,
        manager=person.text("manager"),
        department=person.text("department"),
        self_score=person.text("self"),
        comment=person.text("comment"),
        occurrences=tuple(outcomes.occurrences),
        guarantees=tuple(outcomes.guarantees),
    )


def _find_period(person: FoundPerson, defaults: Defaults, problems: list[Diagnostic]) -> Period | None:
    from rolebook.results.period import month_of

    if "period" not in person.cells:
        if defaults.period is None:
            columns, cell = person.where
            hint = f"name it with --period, or in a column “period”; {EXPECTED}"
            problems.append(
                columns.diagnose(
                    "A015", f"nothing says which period the results of {cell.shown} are of", hint, cell
                )
            )
        return defaults.period
    columns, cell = person.cells["period"]
    # A spreadsheet makes a date of 2026-11: the first day of the month.
    period = month_of(cell.date) if cell.date and cell.date.day == 1 else parse_period(cell.text)
    if period is None:
        problems.append(columns.diagnose("A015", f"{cell.shown} is no period", EXPECTED, cell))
    elif defaults.period not in (None, period):
        assert defaults.period
        hint = f"correct the cell, or leave --period out ({defaults.period.text} was asked for)"
        problems.append(
            columns.diagnose("A015", f"{cell.shown} is not the period that was asked for", hint, cell)
        )
    return period


def _find_language(
    catalogue: Catalogue, person: FoundPerson, defaults: Defaults, problems: list[Diagnostic]
) -> str:
    text = person.text("language")
    if not text:
        return defaults.language
    known = _language_names(catalogue)
    found = known.get(text.casefold())
    if found is None:
        columns, cell = person.cells["language"]
        hint = f"write one of: {', '.join(catalogue.handbook.languages)}"
        problems.append(columns.diagnose("A019", f"{cell.shown} is no language of the handbook", hint, cell))
    return found or defaults.language


def _language_names(catalogue: Catalogue) -> Mapping[str, str]:
    """Each language by its tag, and the languages of the interface by their names too."""
    names = {
        "en": ("english", "英文", "英语", "inglés", "ingles"),
        "zh": ("chinese", "中文", "汉语", "chino"),
        "es": ("spanish", "西班牙文", "西班牙语", "español", "espanol"),
    }
    known: dict[str, str] = {}
    for tag in catalogue.handbook.languages:
        known |= dict.fromkeys((tag.casefold(), *names.get(tag.split("-")[0], ())), tag)
    return known


def _check_in_force(found: Sequence[FoundPerson], people: Sequence[Person]) -> list[Diagnostic]:
    """Whether the rules of each role were in force at the end of the period; told once for a role."""
    problems, told = [], set()
    for person in people:
        effective, key = person.role.facts.effective, (person.role.id, person.period.text)
        if effective is None or effective <= person.period.span.last or key in told:
            continue
        told.add(key)
        where = next(
            (f for f in found if f.text("name") == person.name and f.text("number") == person.number), None
        )
        columns, cell = where.where if where else found[0].where
        message = (
            f"the rules of {person.role.id} hold from {effective}, after the period {person.period.text}"
        )
        hint = "check the period, or assess with the version of the role that was in force then"
        problems.append(columns.diagnose("A018", message, hint, cell, severity=Severity.WARNING))
    return problems
