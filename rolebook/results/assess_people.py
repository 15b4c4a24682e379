"""What the rules make of a person's results. All sums are those of `rolebook.assessment`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from rolebook.assessment.penalties import (
    Applied,
    Span,
    apply_dated,
    apply_penalty,
    guarantee_span,
    judge_guarantee,
)
from rolebook.assessment.total import Assessment, assess_results
from rolebook.content.handbook_models import HandbookFacts
from rolebook.results.people import GivenGuarantee, Occurrence, Person


@dataclass(frozen=True, slots=True)
class AppliedPenalty:
    """One occurrence of a penalty with its effect, and what proves it."""

    penalty: str
    applied: Applied
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class JudgedGuarantee:
    """A guarantee as it stands at the end of the period."""

    given: GivenGuarantee
    span: Span
    state: Literal["kept", "running", "failed"]


@dataclass(frozen=True, slots=True)
class PersonResult:
    """A person with the assessment, every occurrence that had an effect, and the guarantees."""

    person: Person
    assessment: Assessment
    penalties: tuple[AppliedPenalty, ...]
    guarantees: tuple[JudgedGuarantee, ...]


def assess_person(person: Person, handbook: HandbookFacts) -> PersonResult:
    """The assessment of a person by the rules of the role; a guarantee that failed in the period is an occurrence."""
    guarantees = tuple(_judge(person, given) for given in person.guarantees)
    occurrences = [*person.occurrences, *_list_failures(person, guarantees)]
    penalties: list[AppliedPenalty] = []
    for name in person.role.facts.penalties:
        mine = [one for one in occurrences if one.penalty == name]
        penalties += _apply(person, name, mine) if mine else []
    assessment = assess_results(
        person.role.facts.kpis,
        person.actuals,
        [penalty.applied for penalty in penalties],
        handbook.assessment,
        handbook.ratings,
    )
    return PersonResult(person, assessment, tuple(penalties), guarantees)


def _judge(person: Person, given: GivenGuarantee) -> JudgedGuarantee:
    penalty = person.role.facts.penalties[given.penalty]
    assert penalty and penalty.guarantee
    # The period is over: a guarantee that ended on its last day is judged.
    after = person.period.span.last + dt.timedelta(days=1)
    span = guarantee_span(penalty.guarantee, given.begun)
    return JudgedGuarantee(given, span, judge_guarantee(penalty.guarantee, given.begun, given.orders, after))


def _list_failures(person: Person, guarantees: tuple[JudgedGuarantee, ...]) -> list[Occurrence]:
    return [
        Occurrence(one.given.penalty, one.span.last, evidence=one.given.evidence)
        for one in guarantees
        if one.state == "failed" and one.span.last in person.period.span
    ]


def _apply(person: Person, name: str, occurrences: list[Occurrence]) -> list[AppliedPenalty]:
    facts = person.role.facts.penalties[name]
    assert facts
    dated = [one for one in occurrences if one.date is not None]
    if not dated:
        found = apply_penalty(
            facts, sum(one.earlier for one in occurrences), sum(one.count for one in occurrences)
        )
        proofs = [one.evidence for one in occurrences for _ in range(one.count)]
        return [
            AppliedPenalty(name, applied, evidence)
            for applied, evidence in zip(found, proofs, strict=False)  # once a period takes the first alone
        ]
    by_day: dict[dt.date, list[str]] = defaultdict(list)
    for one in dated:
        assert one.date
        by_day[one.date].append(one.evidence)
    days = [one.date for one in dated if one.date]
    return [
        AppliedPenalty(name, applied, by_day[applied.date].pop(0) if applied.date else "")
        for applied in apply_dated(facts, days, person.period.span)
    ]
