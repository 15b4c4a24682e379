"""The people of an assessment, as tables tell of them: each with a role, a period, results and occurrences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rolebook.content.catalogue import Role
from rolebook.results.period import Period


@dataclass(frozen=True, slots=True)
class Occurrence:
    """That a penalty's trigger happened: on a day, or ``count`` times without days.

    ``earlier`` counts what happened before the period, in the same window.
    """

    penalty: str
    date: dt.date | None = None
    count: int = 1
    earlier: int = 0
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class GivenGuarantee:
    """That a person stands surety for another: since when, and how many orders that one has closed."""

    penalty: str
    begun: dt.date
    orders: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One person to be assessed. ``actuals`` has every KPI of the role; None where it does not apply."""

    name: str
    number: str
    role: Role
    period: Period
    language: str
    actuals: Mapping[str, Decimal | None]
    manager: str = ""
    department: str = ""
    self_score: str = ""
    comment: str = ""
    occurrences: tuple[Occurrence, ...] = ()
    guarantees: tuple[GivenGuarantee, ...] = field(default=())
