"""The calendar in two languages: what falls due in an edition, department by department, side by side."""

from __future__ import annotations

from functools import partial

from rolebook.views.bilingual import pair, pair_words
from rolebook.views.bilingual_edition import BilingualEdition, Chapter, continue_chapter
from rolebook.views.bilingual_labels import Say, pair_all
from rolebook.views.book_calendar import build_book_calendar, divide_calendar
from rolebook.views.edition import DOCUMENT
from rolebook.views.model import (
    BilingualCalendar,
    BilingualCalendarChapter,
    BilingualDue,
    BilingualLine,
    CalendarLabels,
    CalendarRow,
    DepartmentCalendar,
)

_ROWS_TOGETHER = 50
"""How many rows are laid out together, about two and a half pages: half as many as in one language."""


def list_bilingual_calendar(edition: BilingualEdition) -> Chapter:
    """The chapter, a few pages at a time; nothing if nothing falls due."""
    firsts, seconds = (build_book_calendar(context, edition.roles, DOCUMENT) for context in edition.both)
    labels = CalendarLabels(**pair_all(*(_list_labels(context._) for context in edition.both)))
    line = BilingualLine("calendar", labels.title, "back")
    bundles = zip(
        divide_calendar(firsts, _ROWS_TOGETHER), divide_calendar(seconds, _ROWS_TOGETHER), strict=True
    )
    for number, (together, same) in enumerate(bundles, 1):
        departments = tuple(pair_calendar(*both) for both in zip(together, same, strict=True))
        make = partial(
            BilingualCalendarChapter, edition.frame, edition.sides, labels, departments, number == 1
        )
        yield continue_chapter("calendar", edition, make, line, number)


def pair_calendar(first: DepartmentCalendar, second: DepartmentCalendar) -> BilingualCalendar:
    """What falls due in one department, row by row."""
    rows = zip(_list_rows(first), _list_rows(second), strict=True)
    return BilingualCalendar(
        first.anchor, pair(first.title, second.title), tuple(_pair_row(*both) for both in rows)
    )


def _list_rows(department: DepartmentCalendar) -> list[CalendarRow]:
    return [row for group in department.groups for row in group.rows]


def _pair_row(row: CalendarRow, same: CalendarRow) -> BilingualDue:
    if row.href != same.href:
        raise ValueError(f"not the same in both languages: {row.href} and {same.href}")
    assert row.role and same.role
    return BilingualDue(
        when=pair_words(row.when or "", same.when or ""),
        text=pair(row.text, same.text),
        role=pair(row.role.label, same.role.label),
        href=row.href,
    )


def _list_labels(_: Say) -> dict[str, str]:
    return {
        "title": _("Calendar"),
        "intro": _(
            "What falls due at a set time, or around an event. Duties that hold at all times stand in the roles."
        ),
        "when": _("When"),
        "page": _("Page"),
    }
