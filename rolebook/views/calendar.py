"""The calendar: what falls due in a role or a department, rhythm by rhythm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby

from rolebook.content.catalogue import OutlineItem, walk_outline
from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.role_facts import Cadence
from rolebook.content.role_words import Group
from rolebook.language.phrases import WEEKDAYS
from rolebook.views import links
from rolebook.views.context import ViewContext, plain_text, to_text
from rolebook.views.frame import build_frame
from rolebook.views.model import (
    CalendarCell,
    CalendarDepartment,
    CalendarGroup,
    CalendarPage,
    CalendarRow,
    CalendarsPage,
    Entry,
    Link,
    Ref,
    Text,
)
from rolebook.views.order import sort_roles
from rolebook.views.outline import build_shared_workflow

RHYTHMS = ("always", "day", "week", "month", "quarter", "half-year", "year", "rolling", "event", "regular")
PlacedRow = tuple[str, tuple[int, int], CalendarRow]
"""Rhythm, place within it, and the row."""


def build_role_calendar(
    context: ViewContext, role: CatalogueRole, document: links.Links
) -> tuple[CalendarGroup, ...]:
    """All duties and steps of a role that have a cadence; each stands in every rhythm that it has."""
    shared = (row for name in role.facts.follows for row in list_shared_rows(context, name, document))
    return group_rows(context, chain(list_rows(context, role, document), shared))


def build_calendar(context: ViewContext, department: str) -> CalendarPage:
    """The calendar of one department: the rows of all its roles."""

    def path_of(tag: str) -> str:
        return links.calendar_path(tag, department)

    path = path_of(context.tag)
    site = links.SiteLinks(context.tag, path)
    roles = [role for role in sort_roles(context) if role.department == department]
    groups = group_rows(context, _list_rows_of_page(context, roles, site))
    name = context.name("departments", department)
    _ = context._
    heading = _("Calendar: {name}").format(name=name.plain)
    overview = links.relative_href(path, links.calendars_path(context.tag))
    description = _("What falls due in this department: daily, weekly, monthly, and around events.")
    total = sum(len(group.rows) for group in groups)
    return CalendarPage(
        frame=build_frame(context, path_of, heading, description, nav="calendar", searchable=False),
        title=replace(plain_text(heading), language=name.language),
        description=context.description("departments", department),
        count=context.count("{count} entry", "{count} entries", total),
        groups=groups,
        roles=tuple(context.refer(role.id, site) for role in roles),
        breadcrumbs=(Link(_("Calendar"), overview),),
    )


def build_calendars(context: ViewContext) -> CalendarsPage:
    """The overview: how much falls due in each department, by rhythm."""
    path = links.calendars_path(context.tag)
    site = links.SiteLinks(context.tag, path)
    labels = _label_rhythms(context)
    counts: dict[str, dict[str, int]] = {}
    for name, members in groupby(sort_roles(context), key=lambda role: role.department):
        for rhythm, _place, _row in _list_rows_of_page(context, list(members), site):
            of_department = counts.setdefault(name, {})
            of_department[rhythm] = of_department.get(rhythm, 0) + 1
    shown = [rhythm for rhythm in RHYTHMS if any(rhythm in row for row in counts.values())]
    departments = []
    for name in (name for name in context.catalogue.handbook.departments if name in counts):
        href = links.relative_href(path, links.calendar_path(context.tag, name))
        cells = tuple(
            CalendarCell(context.language.number(number), f"{href}#{rhythm}")
            if (number := counts[name].get(rhythm))
            else CalendarCell("–", None)
            for rhythm in shown
        )
        departments.append(
            CalendarDepartment(Ref(context.name("departments", name), href, "department"), cells)
        )
    _ = context._
    description = _("What the roles do daily, weekly, monthly, and by when: department by department.")
    return CalendarsPage(
        build_frame(
            context, links.calendars_path, _("Calendar"), description, nav="calendar", searchable=False
        ),
        tuple(labels[rhythm] for rhythm in shown),
        tuple(departments),
    )


def list_calendar_departments(context: ViewContext) -> list[str]:
    """The departments whose roles have anything that falls due, in the order of the handbook."""
    roles = (context.catalogue.roles[name] for name in context.options.roles)
    workflows = context.catalogue.handbook.workflows
    timed = {name for name, flow in workflows.items() if any(step.cadence for step in flow.steps.values())}
    busy = {
        role.department
        for role in roles
        if next(_list_cadences(role), None) or timed.intersection(role.facts.follows)
    }
    return [name for name in context.catalogue.handbook.departments if name in busy]


def find_rhythms(cadence: Cadence) -> tuple[str, ...]:
    """The rhythms of a cadence: its periods and its event, or else what its manner says."""
    found: list[str] = list(cadence.every or ())
    found += ["rolling"] if cadence.rolling_months else []
    found += ["event"] if cadence.before or cadence.after else []
    if found:
        return tuple(found)
    return ("always",) if cadence.manner in ("always", "at-once") else ("regular",)


def _list_cadences(role: CatalogueRole) -> Iterator[tuple[str, OutlineItem, Cadence]]:
    """Section, entry and cadence of all that falls due, in the order of the role.

    A step of a workflow that falls due just as a duty does says the same again, and is left out.
    """
    known: list[Cadence] = []
    for section in ("duties", "workflows"):
        facts = getattr(role.facts, section)
        for item in walk_outline(getattr(role.source_words, section)):
            entry = facts.get(item.id)
            if not entry or not entry.cadence or not entry.cadence.model_fields_set:
                continue
            if section == "duties":
                known.append(entry.cadence)
            elif entry.cadence in known:
                continue
            yield section, item, entry.cadence


def list_rows(context: ViewContext, role: CatalogueRole, document: links.Links) -> Iterator[PlacedRow]:
    """The rows of a role's own duties and steps, in its order; links lead to places in the same page."""
    wording = context.wording(role)
    for section, item, cadence in _list_cadences(role):
        if isinstance(item.entry, Group):
            phrase = wording.group_text(section, item.id, "title", item.entry)
        else:
            phrase = wording.outline_text(section, item.id, str(item.entry))
        if phrase is None:
            continue
        anchor = document.anchor(role.id, f"{section}-{item.id}")
        yield from _place_rows(context, cadence, to_text(phrase), anchor)


def _place_rows(context: ViewContext, cadence: Cadence, text: Text, anchor: str) -> Iterator[PlacedRow]:
    """One row for each rhythm of a cadence."""
    for rhythm in find_rhythms(cadence):
        when = None if _is_plain(rhythm, cadence) else context.cadence(cadence)
        yield rhythm, _place_in(rhythm, cadence), CalendarRow(when, text, f"#{anchor}")


def _is_plain(rhythm: str, cadence: Cadence) -> bool:
    """Whether a cadence says no more than the heading of its rhythm."""
    said = cadence.model_dump(exclude_none=True)
    return said in ({"every": (rhythm,)}, {"manner": "always"})


def list_shared_rows(context: ViewContext, name: str, document: links.Links) -> Iterator[PlacedRow]:
    """The steps of a workflow of the handbook that fall due."""
    facts = context.catalogue.handbook.workflows[name].steps
    for entry in _flatten(build_shared_workflow(context, name, document).steps):
        step, text = facts.get(entry.id), entry.text or entry.title
        if step and step.cadence and text:
            yield from _place_rows(context, step.cadence, text, entry.anchor)


def _flatten(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _flatten(entry.items)


def _list_rows_of_page(
    context: ViewContext, roles: Sequence[CatalogueRole], site: links.SiteLinks
) -> Iterator[PlacedRow]:
    """The rows of several roles, each with its role; the steps of a shared workflow once for all of them."""
    for role in roles:
        ref = context.refer(role.id, site)
        for rhythm, place, row in list_rows(context, role, site):
            yield rhythm, place, replace(row, href=f"{ref.href}{row.href}", role=ref)
    page = links.relative_href(site.path, links.guides_path(context.tag))
    for name in dict.fromkeys(name for role in roles for name in role.facts.follows):
        shared = build_shared_workflow(context, name, site)
        ref = Ref(shared.title, f"{page}#{shared.anchor}", "workflow")
        for rhythm, place, row in list_shared_rows(context, name, site):
            yield rhythm, place, replace(row, href=f"{page}{row.href}", role=ref)


def _place_in(rhythm: str, cadence: Cadence) -> tuple[int, int]:
    """Where a row stands in its rhythm: by weekday, or by day of the month; without either at the end."""
    if rhythm == "week" and cadence.on:
        return WEEKDAYS.index(cadence.on), 0
    if rhythm == "month" and (cadence.by or cadence.from_):
        last = 31 if cadence.by == "end" else cadence.by or cadence.from_ or 31
        return last, cadence.from_ or 0
    return 40, 0


def group_rows(context: ViewContext, rows: Iterable[PlacedRow]) -> tuple[CalendarGroup, ...]:
    """The rows by rhythm, in each by day."""
    by_rhythm: dict[str, list[tuple[tuple[int, int], CalendarRow]]] = {}
    for rhythm, place, row in rows:
        by_rhythm.setdefault(rhythm, []).append((place, row))
    labels = _label_rhythms(context)
    return tuple(
        CalendarGroup(
            rhythm,
            labels[rhythm],
            tuple(row for _, row in sorted(by_rhythm[rhythm], key=lambda pair: pair[0])),
        )
        for rhythm in RHYTHMS
        if rhythm in by_rhythm
    )


def _label_rhythms(context: ViewContext) -> dict[str, str]:
    _ = context._
    return {
        "always": _("At all times"),
        "day": _("Every day"),
        "week": _("Every week"),
        "month": _("Every month"),
        "quarter": _("Every quarter"),
        "half-year": _("Every half-year"),
        "year": _("Every year"),
        "rolling": _("Looking ahead"),
        "event": _("Around an event"),
        "regular": _("Regularly or from time to time"),
    }
