"""Averages over people: means of scores, totals and results, exact until they are rounded once."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from rolebook.assessment.score import round_half_up


def average(values: Iterable[Decimal | None], decimals: int) -> Decimal | None:
    """The mean of those values that there are, rounded half up; None if there is none."""
    there = [Fraction(value) for value in values if value is not None]
    return round_half_up(sum(there, Fraction(0)) / len(there), decimals) if there else None
