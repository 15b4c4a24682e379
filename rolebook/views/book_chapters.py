"""The chapters of a handbook that tell of all its roles together, as sections of its book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views import links
from rolebook.views.book_assessment import build_assessment_guide
from rolebook.views.book_calendar import build_book_calendar, divide_calendar
from rolebook.views.book_front import build_acknowledgement
from rolebook.views.book_index import build_book_index, divide_index
from rolebook.views.edition import DOCUMENT, EditionContext
from rolebook.views.matrix import collect_matrix
from rolebook.views.model import (
    AcknowledgementSheet,
    AssessmentChapter,
    CalendarChapter,
    ContentsLine,
    IndexChapter,
    PenaltyChapter,
    Ref,
    Section,
)
from rolebook.views.rules import build_penalties

_ROLES_TOGETHER = 12
"""Of how many roles the penalty rules are laid out together: an edit costs these, not the whole chapter."""

_ROWS_TOGETHER = 100
"""How many rows of the calendar are laid out together, about two and a half pages."""

_NUMBERS_TOGETHER = 1000
"""How many page numbers of the index are laid out together, about three pages."""


def list_assessment(edition: EditionContext) -> Iterator[Section]:
    """How assessment works; nothing if no role has a KPI."""
    guide = build_assessment_guide(edition.context, edition.roles, DOCUMENT, "assessment--")
    if guide is not None:
        lines = (ContentsLine("assessment", guide.title, "front"),)
        make = partial(AssessmentChapter, edition.frame, guide)
        yield Section(f"{edition.name}/assessment", "print/book/assessment.html.j2", make, lines)


def list_penalties(edition: EditionContext) -> Iterator[Section]:
    """The penalty matrix, a dozen roles at a time; nothing if no role has penalties."""
    roles = [role for role in edition.roles if any(role.facts.penalties.values())]
    line = ContentsLine("penalties", edition.context._("Penalty matrix"), "back")
    for number, start in enumerate(range(0, len(roles), _ROLES_TOGETHER), 1):
        make = partial(_build_penalties, edition, roles[start : start + _ROLES_TOGETHER], number == 1)
        yield _continue("penalties", edition, make, line, number)


def _build_penalties(edition: EditionContext, roles: Sequence[CatalogueRole], opens: bool) -> PenaltyChapter:
    context = edition.context
    rules = (
        (
            Ref(context.refer(role.id, DOCUMENT).label, f"#{links.role_anchor(role.id)}"),
            build_penalties(context, role, DOCUMENT),
        )
        for role in roles
    )
    return PenaltyChapter(edition.frame, collect_matrix(rules), opens)


def _continue(
    chapter: str, edition: EditionContext, make: Callable[[], object], line: ContentsLine, number: int
) -> Section:
    """A section of a chapter that has several: the first one stands in the contents."""
    name = f"{edition.name}/{chapter}" + (f"-{number}" if number > 1 else "")
    return Section(name, f"print/book/{chapter}.html.j2", make, (line,) if number == 1 else ())


def list_calendar(edition: EditionContext) -> Iterator[Section]:
    """What falls due when, a few pages at a time; nothing if nothing does."""
    departments = build_book_calendar(edition.context, edition.roles, DOCUMENT)
    line = ContentsLine("calendar", edition.context._("Calendar"), "back")
    for number, together in enumerate(divide_calendar(departments, _ROWS_TOGETHER), 1):
        make = partial(CalendarChapter, edition.frame, together, number == 1)
        yield _continue("calendar", edition, make, line, number)


def list_index(edition: EditionContext) -> Iterator[Section]:
    """The index, a few pages at a time; nothing if no role has KPIs or competencies."""
    indexes = build_book_index(edition.context, edition.roles, DOCUMENT)
    line = ContentsLine("index", edition.context._("Index"), "back")
    for number, together in enumerate(divide_index(indexes, _NUMBERS_TOGETHER), 1):
        make = partial(IndexChapter, edition.frame, together, number == 1)
        yield _continue("index", edition, make, line, number)


def list_acknowledgement(edition: EditionContext, digest: Callable[[], str]) -> Iterator[Section]:
    """The sheet to sign, on a leaf of its own; ``digest`` computes the edition's when the sheet is made."""
    lines = (ContentsLine("acknowledgement", edition.context._("Acknowledgement of receipt"), "back"),)
    make = partial(_build_sheet, edition, digest)
    template = "print/book/acknowledgement.html.j2"
    yield Section(f"{edition.name}/acknowledgement", template, make, lines, right=True)


def _build_sheet(edition: EditionContext, digest: Callable[[], str]) -> AcknowledgementSheet:
    return AcknowledgementSheet(edition.frame, build_acknowledgement(edition, digest()))
