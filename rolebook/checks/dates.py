"""Dates that contradict each other or the calendar on the wall (codes S014 to S016)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rolebook.content.catalogue import Catalogue, Role
from rolebook.diagnostics import Diagnostic, Severity

_OLDEST = 1980
_YEARS_AHEAD = 5


def check_review(role: Role, catalogue: Catalogue, today: dt.date) -> Iterator[Diagnostic]:
    """A review comes after a role takes effect, and is not overdue."""
    effective, review_by = role.facts.effective, role.facts.review_by
    if review_by is None:
        return
    if effective is not None and review_by < effective:
        yield role.diagnose(
            "S014",
            Severity.ERROR,
            f"the review on {review_by} lies before the role takes effect on {effective}",
            "choose a later review_by",
            at=("review_by",),
        )
    elif review_by < today:
        days = (today - review_by).days
        yield role.diagnose(
            "S015",
            Severity.WARNING,
            f"the review is overdue by {days} day{'s' if days != 1 else ''}",
            "review the role, raise its version, and set a new review_by",
            at=("review_by",),
        )


def check_effective(role: Role, catalogue: Catalogue, today: dt.date) -> Iterator[Diagnostic]:
    """A role takes effect in our time."""
    if role.facts.effective and (problem := tell_odd_date(role.facts.effective, today)):
        yield role.diagnose("S016", Severity.WARNING, problem, "check the year", at=("effective",))


def check_handbook_effective(catalogue: Catalogue, today: dt.date) -> Iterator[Diagnostic]:
    """The handbook takes effect in our time."""
    if problem := tell_odd_date(catalogue.handbook.effective, today):
        yield catalogue.handbook_file.diagnose(
            "S016", Severity.WARNING, problem, "check the year", at=("effective",)
        )


def tell_odd_date(date: dt.date, today: dt.date) -> str:
    """How far a date lies from our time; nothing if it lies in it."""
    if date.year < _OLDEST:
        return f"{date} lies {today.year - date.year} years back"
    if date.year > today.year + _YEARS_AHEAD:
        return f"{date} lies {date.year - today.year} years ahead"
    return ""
