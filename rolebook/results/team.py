"""The people of a run as a team: in groups of one role and department, best totals first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rolebook.assessment.averages import average
from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.role_facts import KpiFacts
from rolebook.results.assess_people import PersonResult


@dataclass(frozen=True, slots=True)
class KpiAverage:
    """One KPI of a role over the people to whom it applies."""

    id: str
    facts: KpiFacts
    actual: Decimal | None
    score: Decimal | None
    count: int


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """The people with one role in one department; ``department`` is as the tables name it, or empty."""

    role: Role
    department: str
    results: tuple[PersonResult, ...]
    averages: tuple[KpiAverage, ...]
    total: Decimal | None


def group_results(catalogue: Catalogue, results: Sequence[PersonResult]) -> list[ResultGroup]:
    """The groups in the order of the handbook's departments, then of the roles' ids."""
    groups: dict[tuple[str, str], list[PersonResult]] = {}
    for result in results:
        groups.setdefault((result.person.role.id, result.person.department), []).append(result)
    departments = list(catalogue.handbook.departments)
    decimals = catalogue.handbook.assessment.decimals

    def place(key: tuple[str, str]) -> tuple[int, str, str]:
        return (departments.index(catalogue.roles[key[0]].department), *key)

    return [
        ResultGroup(
            role=catalogue.roles[key[0]],
            department=key[1],
            results=tuple(sort_by_total(groups[key])),
            averages=_average_kpis(catalogue.roles[key[0]], groups[key], decimals),
            total=average_total(groups[key], decimals),
        )
        for key in sorted(groups, key=place)
    ]


def sort_by_total(results: Sequence[PersonResult]) -> list[PersonResult]:
    """The best first, those without a total last; of two with the same, the one that came first in the tables."""
    return sorted(results, key=lambda result: -_or_least(result.assessment.total))


def average_total(results: Sequence[PersonResult], decimals: int) -> Decimal | None:
    """The mean of the totals."""
    return average((result.assessment.total for result in results), decimals)


def _average_kpis(role: Role, results: Sequence[PersonResult], decimals: int) -> tuple[KpiAverage, ...]:
    rows = []
    for name, facts in role.facts.kpis.items():
        if facts is None:
            continue
        mine = [row for result in results for row in result.assessment.kpis if row.id == name and row.score]
        rows.append(
            KpiAverage(
                name,
                facts,
                average((row.actual for row in mine), 2),
                average((row.score.value for row in mine if row.score), decimals),
                len(mine),
            )
        )
    return tuple(rows)


def _or_least(total: Decimal | None) -> Decimal:
    return Decimal("-1e20") if total is None else total
