"""The score of one result: total, monotone where the checks say so, exact until it is rounded once at the end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from rolebook.content.role_facts import KpiFacts
from rolebook.content.score_facts import Linear
from rolebook.content.scoring import find_band


@dataclass(frozen=True, slots=True)
class Score:
    """What a result earns: the rounded score, the index of the band that gave it, and whether it is vetoed.

    ``band`` is None where a line gave the score; ``voids_total`` if the veto reaches the whole assessment.
    """

    value: Decimal
    band: int | None = None
    vetoed: bool = False
    voids_total: bool = False


def score_result(kpi: KpiFacts, actual: Decimal, decimals: int) -> Score | None:
    """The score of a result, rounded half up to so many decimals; None if the rule says nothing about it.

    A KPI without scoring is judged by the superior: the result is the score itself.
    """
    scoring = kpi.scoring
    if scoring is None:
        return Score(round_half_up(Fraction(actual), decimals))
    if scoring.veto and is_worse(kpi, actual, scoring.veto.worse_than):
        value = round_half_up(Fraction(scoring.veto.score), decimals)
        return Score(value, None, vetoed=True, voids_total=scoring.veto.total)
    band: int | None = None
    if scoring.linear is not None:
        exact = _follow_line(kpi, scoring.linear, actual)
        if exact is None:
            return None
    else:
        band = find_band(scoring.bands, actual)
        if band is None:
            return None
        exact = Fraction(scoring.bands[band].score)
    if scoring.floor is not None:
        exact = max(exact, Fraction(scoring.floor))
    if scoring.cap is not None:
        exact = min(exact, Fraction(scoring.cap))
    return Score(round_half_up(exact, decimals), band)


def is_worse(kpi: KpiFacts, actual: Decimal, limit: Decimal) -> bool:
    """Whether a result is on the bad side of a limit."""
    return actual < limit if kpi.better == "higher" else actual > limit


def line_start(kpi: KpiFacts, line: Linear) -> Decimal | None:
    """The result at which a line has its own score: ``at``, else the target."""
    return line.at if line.at is not None else kpi.target


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """A number rounded to so many decimals, halves away from zero, as spreadsheets and payrolls round."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    number = Decimal(whole if value >= 0 else -whole).scaleb(-decimals)
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0  # + 0: no minus zero


def _follow_line(kpi: KpiFacts, line: Linear, actual: Decimal) -> Fraction | None:
    start = line_start(kpi, line)
    if start is None:
        return None
    distance = Fraction(actual) - Fraction(start)
    if kpi.better == "lower":
        distance = -distance
    steps = abs(distance) / Fraction(line.each)
    if line.whole:
        steps = Fraction(steps.numerator // steps.denominator)
    change = steps * Fraction(line.gain) if distance > 0 else -steps * Fraction(line.lose)
    return Fraction(line.score) + change
