"""The calendar of a book: what falls due in its roles, department by department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.language.locales import begin_upper
from rolebook.views import links
from rolebook.views.calendar import PlacedRow, group_rows, list_rows, list_shared_rows
from rolebook.views.context import ViewContext
from rolebook.views.model import CalendarGroup, DepartmentCalendar, Ref
from rolebook.views.outline import build_shared_workflow

_TIMELESS = ("always", "regular")
"""Rhythms that no calendar can place: they stand in the roles."""

_MOST = 500
"""Of how many roles the rows are kept, about 5 KB each: several editions have a calendar of them."""


def build_book_calendar(
    context: ViewContext, roles: Sequence[CatalogueRole], document: links.Links
) -> tuple[DepartmentCalendar, ...]:
    """One calendar for each department in which anything falls due at a set time or around an event."""
    calendars = []
    for name in context.catalogue.handbook.departments:
        members = [role for role in roles if role.department == name]
        rows = (row for row in _list_rows(context, members, document) if row[0] not in _TIMELESS)
        groups = group_rows(context, rows)
        if groups:
            known: set[str] = set()
            said = tuple(found for group in groups if (found := _say_when(group, known)).rows)
            calendars.append(DepartmentCalendar(f"calendar--{name}", context.name("departments", name), said))
    return tuple(calendars)


def divide_calendar(
    departments: Sequence[DepartmentCalendar], most: int
) -> Iterator[tuple[DepartmentCalendar, ...]]:
    """The departments in bundles of no more than so many rows; a department with more goes on in the next."""
    bundle: list[DepartmentCalendar] = []
    room = most
    for department in departments:
        rows = [(group, row) for group in department.groups for row in group.rows]
        if bundle and len(rows) > room:
            yield tuple(bundle)
            bundle, room = [], most
        for start in range(0, len(rows), most):
            part = rows[start : start + most]
            if start:
                yield tuple(bundle)
                bundle, room = [], most
            groups = tuple(
                replace(group, rows=tuple(row for owner, row in part if owner is group))
                for group in department.groups
            )
            anchor = f"{department.anchor}--{start // most + 1}" if start else department.anchor
            kept = tuple(group for group in groups if group.rows)
            bundle.append(replace(department, anchor=anchor, groups=kept))
            room -= len(part)
    if bundle:
        yield tuple(bundle)


def _say_when(group: CalendarGroup, known: set[str]) -> CalendarGroup:
    """The group with a time in every row, since rows stand in one table without headings between them.

    What has several rhythms says them all, and stands once: rows whose link is ``known`` are left out.
    """
    rows = []
    for row in group.rows:
        when = row.when or group.label
        if row.href not in known:
            rows.append(replace(row, when=begin_upper(when)))
    known.update(row.href for row in rows if row.href)
    return replace(group, rows=tuple(rows))


def _list_rows(
    context: ViewContext, roles: Sequence[CatalogueRole], document: links.Links
) -> Iterator[PlacedRow]:
    """The rows of all roles, each with its role; the steps of a shared workflow once for all of them."""
    for role in roles:
        yield from context.keep(
            "calendar", (role.id, document), partial(_list_rows_of_role, context, role, document), most=_MOST
        )
    for name in dict.fromkeys(name for role in roles for name in role.facts.follows):
        shared = build_shared_workflow(context, name, document)
        ref = Ref(shared.title, f"#{shared.anchor}", "workflow")
        for rhythm, place, row in list_shared_rows(context, name, document):
            yield rhythm, place, replace(row, role=ref)


def _list_rows_of_role(
    context: ViewContext, role: CatalogueRole, document: links.Links
) -> tuple[PlacedRow, ...]:
    ref = context.refer(role.id, document)
    return tuple(
        (rhythm, place, replace(row, role=ref)) for rhythm, place, row in list_rows(context, role, document)
    )
