"""The chapters of a handbook that tell of all its roles together, as sections of its book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from rolebook.views.book_assessment import build_assessment_guide
from rolebook.views.book_calendar import build_book_calendar
from rolebook.views.book_front import build_acknowledgement
from rolebook.views.book_index import build_book_index
from rolebook.views.documents import build_printed_role
from rolebook.views.edition import DOCUMENT, EditionContext
from rolebook.views.matrix import collect_matrix
from rolebook.views.model import (
    AcknowledgementSheet,
    AssessmentChapter,
    CalendarChapter,
    ContentsLine,
    IndexChapter,
    PenaltyChapter,
    Section,
)


def list_assessment(edition: EditionContext) -> Iterator[Section]:
    """How assessment works; nothing if no role has a KPI."""
    guide = build_assessment_guide(edition.context, edition.roles, DOCUMENT, "assessment--")
    if guide is not None:
        lines = (ContentsLine("assessment", guide.title, "front"),)
        make = partial(AssessmentChapter, edition.frame, guide)
        yield Section(f"{edition.name}/assessment", "print/book/assessment.html.j2", make, lines)


def list_penalties(edition: EditionContext) -> Iterator[Section]:
    """The penalty matrix; nothing if no role has penalties."""
    if any(any(role.facts.penalties.values()) for role in edition.roles):
        lines = (ContentsLine("penalties", edition.context._("Penalty matrix"), "back"),)
        make = partial(_build_penalties, edition)
        yield Section(f"{edition.name}/penalties", "print/book/penalties.html.j2", make, lines)


def _build_penalties(edition: EditionContext) -> PenaltyChapter:
    views = (
        build_printed_role(edition.context, role, DOCUMENT)
        for role in edition.roles
        if any(role.facts.penalties.values())
    )
    return PenaltyChapter(edition.frame, collect_matrix(views))


def list_calendar(edition: EditionContext) -> Iterator[Section]:
    """What falls due when; nothing if nothing does."""
    departments = build_book_calendar(edition.context, edition.roles, DOCUMENT)
    if departments:
        lines = (ContentsLine("calendar", edition.context._("Calendar"), "back"),)
        make = partial(CalendarChapter, edition.frame, departments)
        yield Section(f"{edition.name}/calendar", "print/book/calendar.html.j2", make, lines)


def list_index(edition: EditionContext) -> Iterator[Section]:
    """The index; nothing if no role has KPIs or competencies."""
    indexes = build_book_index(edition.context, edition.roles, DOCUMENT)
    if indexes:
        lines = (ContentsLine("index", edition.context._("Index"), "back"),)
        make = partial(IndexChapter, edition.frame, indexes)
        yield Section(f"{edition.name}/index", "print/book/index.html.j2", make, lines)


def list_acknowledgement(edition: EditionContext, digest: Callable[[], str]) -> Iterator[Section]:
    """The sheet to sign, on a leaf of its own; ``digest`` computes the edition's when the sheet is made."""
    lines = (ContentsLine("acknowledgement", edition.context._("Acknowledgement of receipt"), "back"),)
    make = partial(_build_sheet, edition, digest)
    template = "print/book/acknowledgement.html.j2"
    yield Section(f"{edition.name}/acknowledgement", template, make, lines, right=True)


def _build_sheet(edition: EditionContext, digest: Callable[[], str]) -> AcknowledgementSheet:
    return AcknowledgementSheet(edition.frame, build_acknowledgement(edition, digest()))
