"""The total of an assessment and its rating, from results and occurrences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rolebook.assessment.penalties import Applied
from rolebook.assessment.score import Score, round_half_up, score_result
from rolebook.content.handbook_models import AssessmentSettings, RatingFacts
from rolebook.content.role_facts import KpiFacts


@dataclass(frozen=True, slots=True)
class KpiResult:
    """One KPI of an assessment; without an actual result it has no score, and its weight falls to the others.

    ``contribution`` is score × weight ÷ 100, exact; of an added KPI the score itself.
    """

    id: str
    facts: KpiFacts
    actual: Decimal | None
    score: Score | None
    contribution: Decimal | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What all results of a person come to.

    ``weighted`` is the mean of the scores by weight, ``added`` the points of added KPIs, ``deducted`` those of
    penalties; ``total`` is their sum within floor and cap. All are rounded half up; the total is computed from the
    exact mean and rounded once. None where no weighted KPI has a result. ``void`` names the KPIs whose veto
    gave the total its lowest value.
    """

    kpis: tuple[KpiResult, ...]
    weighted: Decimal | None
    added: Decimal
    deducted: Decimal
    total: Decimal | None
    rating: str | None
    void: tuple[str, ...] = ()


def assess_results(
    kpis: Mapping[str, KpiFacts | None],
    actuals: Mapping[str, Decimal | None],
    applied: Sequence[Applied],
    settings: AssessmentSettings,
    ratings: Mapping[str, RatingFacts],
) -> Assessment:
    """The assessment of one person; a KPI that is missing from ``actuals`` has no result.

    Raises ValueError for a result that no band scores: checks see to it that there is none.
    """
    rows = []
    for name, facts in kpis.items():
        if facts is None:
            continue
        actual = actuals.get(name)
        score = None if actual is None else score_result(facts, actual, settings.decimals)
        if actual is not None and score is None:
            raise ValueError(f"no score for {actual} of {name}")
        rows.append(KpiResult(name, facts, actual, score, _contribute(facts, score)))
    mean = _mean(rows)
    added = sum((row.score.value for row in rows if row.facts.added and row.score), Decimal(0))
    deducted = sum((one.charged or Decimal(0) for one in applied if one.effect.kind == "points"), Decimal(0))
    void = tuple(row.id for row in rows if row.score and row.score.voids_total)
    total = None
    if mean is not None:
        total = settle_total(mean + Fraction(added) - Fraction(deducted), settings)
        if void:
            total = round_half_up(Fraction(settings.floor), settings.decimals)
    return Assessment(
        kpis=tuple(rows),
        weighted=None if mean is None else round_half_up(mean, settings.decimals),
        added=added,
        deducted=deducted,
        total=total,
        rating=None if total is None else (_last(ratings) if void else rate_total(total, ratings)),
        void=void,
    )


def settle_total(exact: Fraction, settings: AssessmentSettings) -> Decimal:
    """A total within floor and cap, rounded half up."""
    exact = max(exact, Fraction(settings.floor))
    if settings.cap is not None:
        exact = min(exact, Fraction(settings.cap))
    return round_half_up(exact, settings.decimals)


def rate_total(total: Decimal, ratings: Mapping[str, RatingFacts]) -> str | None:
    """The id of the first rating, from the best, whose lowest total is reached; None if there are no ratings."""
    for name, rating in ratings.items():
        if rating.from_ is None or total >= rating.from_:
            return name
    return None


def _mean(rows: Sequence[KpiResult]) -> Fraction | None:
    counted = [row for row in rows if row.score is not None and not row.facts.added]
    weight = sum((Fraction(row.facts.weight) for row in counted), Fraction(0))
    if not weight:
        return None
    return (
        sum(
            (Fraction(row.score.value) * Fraction(row.facts.weight) for row in counted if row.score),
            Fraction(0),
        )
        / weight
    )


def _contribute(facts: KpiFacts, score: Score | None) -> Decimal | None:
    if score is None:
        return None
    return score.value if facts.added else score.value * facts.weight / 100


def _last(ratings: Mapping[str, RatingFacts]) -> str | None:
    return next(reversed(list(ratings)), None)
