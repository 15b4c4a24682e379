"""The engine of assessments: exact, total, monotone, and the same as a slow sum done by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolebook.assessment.penalties import (
    Span,
    apply_dated,
    apply_penalty,
    effect_at,
    find_window,
    guarantee_span,
    judge_guarantee,
)
from rolebook.assessment.score import round_half_up, score_result
from rolebook.assessment.total import assess_results
from rolebook.content.handbook_models import AssessmentSettings, RatingFacts
from rolebook.content.role_facts import Guarantee, KpiFacts, PenaltyFacts

NUMBERS = st.decimals(-200, 200, places=2)
SIZES = st.decimals("0.01", 50, places=2)


def make_kpi(**fields: Any) -> KpiFacts:
    return KpiFacts.model_validate({"weight": 100, "unit": "percent", **fields})


def make_penalty(**fields: Any) -> PenaltyFacts:
    return PenaltyFacts.model_validate({"effect": {"kind": "points", "points": 5}, **fields})


def score(kpi: KpiFacts, actual: str, decimals: int = 1) -> Decimal:
    found = score_result(kpi, Decimal(actual), decimals)
    assert found is not None
    return found.value


LINE = {"linear": {"at": 95, "each": 1, "lose": 2, "gain": "0.5"}, "floor": 0, "cap": 110}


@pytest.mark.parametrize(
    ("actual", "expected"),
    [("95", "100.0"), ("94", "98.0"), ("94.5", "99.0"), ("97", "101.0"), ("45", "0.0"), ("1000", "110.0")],
)
def test_a_line_rises_and_falls_between_floor_and_cap(actual: str, expected: str) -> None:
    assert str(score(make_kpi(scoring=LINE), actual)) == expected


def test_a_line_starts_at_the_target_and_follows_the_direction() -> None:
    kpi = make_kpi(
        target=3, better="lower", unit="days", scoring={"linear": {"each": 1, "lose": 10, "gain": 5}}
    )
    assert [score(kpi, day) for day in ("3", "5", "1")] == [100, 80, 110]


def test_only_full_steps_count_where_the_rule_says_so() -> None:
    kpi = make_kpi(scoring={"linear": {"at": 95, "each": 5, "lose": 10, "whole": True}})
    assert [score(kpi, actual) for actual in ("90.01", "90", "85.01", "85")] == [100, 90, 90, 80]


def test_a_veto_beats_the_rule_and_can_void_the_total() -> None:
    scoring = {**LINE, "veto": {"worse_than": 60, "score": 0, "total": True}}
    kpi = make_kpi(scoring=scoring)
    assert score(kpi, "60") == 30
    vetoed = score_result(kpi, Decimal("59.99"), 1)
    assert vetoed is not None
    assert (vetoed.value, vetoed.vetoed, vetoed.voids_total) == (0, True, True)


def test_halves_are_rounded_away_from_zero() -> None:
    assert [str(round_half_up(Fraction(n, 200), 2)) for n in (1, -1, 3, -3, 0)] == [
        "0.01",
        "-0.01",
        "0.02",
        "-0.02",
        "0.00",
    ]
    assert str(round_half_up(Fraction(-1, 1000), 1)) == "0.0"


@given(st.fractions(-1000, 1000, max_denominator=5000), st.integers(0, 3))
def test_rounding_is_as_near_as_can_be(value: Fraction, decimals: int) -> None:
    rounded = round_half_up(value, decimals)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**decimals)
    assert -rounded.as_tuple().exponent == decimals  # type: ignore[operator]


@given(
    NUMBERS,
    SIZES,
    SIZES,
    SIZES,
    st.booleans(),
    st.sampled_from(["higher", "lower"]),
    NUMBERS,
    NUMBERS,
    NUMBERS,
)
def test_lines_are_total_and_monotone(
    at: Decimal, each: Decimal, lose: Decimal, gain: Decimal, whole: bool, better: str, limit: Decimal,
    one: Decimal, other: Decimal,
) -> None:  # fmt: skip
    linear = {"at": at, "each": each, "lose": lose, "gain": gain, "whole": whole}
    kpi = make_kpi(better=better, scoring={"linear": linear, "floor": -50, "cap": 150})
    low, high = sorted((one, other))
    worse, good = (low, high) if better == "higher" else (high, low)
    worse_score, good_score = score_result(kpi, worse, 2), score_result(kpi, good, 2)
    assert worse_score is not None and good_score is not None
    assert -50 <= worse_score.value <= good_score.value <= 150


def test_steps_caps_and_earlier_occurrences() -> None:
    rule = make_penalty(
        steps=[
            {"occurrence": 2, "effect": {"kind": "points", "points": 10}},
            {"occurrence": 4, "effect": {"kind": "points", "points": 20}},
        ],
        at_most=32,
    )
    assert [effect_at(rule, n).points for n in (1, 2, 3, 4, 9)] == [5, 10, 10, 20, 20]
    assert [one.charged for one in apply_penalty(rule, 0, 5)] == [5, 10, 10, 7, 0]
    assert [(one.ordinal, one.charged) for one in apply_penalty(rule, 2, 2)] == [(3, 10), (4, 7)]
    assert apply_penalty(rule, 3, 0) == ()


@pytest.mark.parametrize("per", ["check", "period"])
def test_rules_that_apply_once(per: str) -> None:
    assert len(apply_penalty(make_penalty(per=per), 0, 4)) == 1
    days = [dt.date(2026, 11, day) for day in (2, 9)]
    assert (
        len(apply_dated(make_penalty(per=per), days, Span(dt.date(2026, 11, 1), dt.date(2026, 11, 30)))) == 1
    )


def test_effects_without_a_figure_are_noted() -> None:
    (one,) = apply_penalty(make_penalty(effect={"kind": "warning"}), 0, 1)
    assert one.charged is None


@pytest.mark.parametrize(
    ("window", "day", "first", "last"),
    [
        ("day", "2026-11-27", "2026-11-27", "2026-11-27"),
        ("week", "2026-11-29", "2026-11-23", "2026-11-29"),
        ("week", "2027-01-01", "2026-12-28", "2027-01-03"),
        ("month", "2028-02-10", "2028-02-01", "2028-02-29"),
        ("quarter", "2026-12-31", "2026-10-01", "2026-12-31"),
        ("half-year", "2026-07-01", "2026-07-01", "2026-12-31"),
        ("half-year", "2026-06-30", "2026-01-01", "2026-06-30"),
        ("year", "2026-05-05", "2026-01-01", "2026-12-31"),
    ],
)
def test_windows_are_those_of_the_calendar(window: str, day: str, first: str, last: str) -> None:
    found = find_window(window, dt.date.fromisoformat(day))
    assert (str(found.first), str(found.last)) == (first, last)


def test_dated_occurrences_count_within_their_window() -> None:
    rule = make_penalty(
        window="quarter", steps=[{"occurrence": 3, "effect": {"kind": "points", "points": 15}}]
    )
    days = [dt.date(2026, 9, 30), dt.date(2026, 10, 3), dt.date(2026, 10, 9), dt.date(2026, 11, 20)]
    month = Span(dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    assert [(one.ordinal, one.charged, one.date) for one in apply_dated(rule, reversed(days), month)] == [
        (3, 15, days[3])
    ]
    year = Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert [one.ordinal for one in apply_dated(rule, days, year)] == [1, 1, 2, 3]
    assert [one.ordinal for one in apply_dated(make_penalty(), days, month)] == [1]


def test_a_guarantee_ends_the_day_before_its_anniversary() -> None:
    rule = Guarantee(months=1, orders_at_least=1)
    assert guarantee_span(rule, dt.date(2027, 1, 31)).last == dt.date(2027, 2, 27)
    assert guarantee_span(rule, dt.date(2026, 11, 15)).last == dt.date(2026, 12, 14)
    begun = dt.date(2026, 11, 15)
    assert judge_guarantee(rule, begun, 0, dt.date(2026, 12, 14)) == "running"
    assert judge_guarantee(rule, begun, 0, dt.date(2026, 12, 15)) == "failed"
    assert judge_guarantee(rule, begun, 1, dt.date(2026, 12, 15)) == "kept"


RATINGS = {
    "good": RatingFacts.model_validate({"from": 80}),
    "poor": RatingFacts.model_validate({"passed": "false"}),
}
BANDS = {"bands": [{"from": 95, "score": 100}, {"from": 80, "score": 80}, {"below": 80, "score": 0}]}


def test_a_total_is_the_weighted_mean_with_what_is_added_and_deducted() -> None:
    gain = {"at": 0, "score": 0, "each": 1, "gain": 2}
    kpis = {
        "collection": make_kpi(weight=60, scoring=BANDS),
        "sales": make_kpi(weight=40, scoring=LINE),
        "extra": make_kpi(weight=0, added=True, unit="count", scoring={"linear": gain, "cap": 6}),
    }
    applied = apply_penalty(make_penalty(), 0, 1)
    actuals = {"collection": Decimal(90), "sales": Decimal(95), "extra": Decimal(9)}
    found = assess_results(kpis, actuals, applied, AssessmentSettings(), RATINGS)
    assert (found.weighted, found.added, found.deducted, found.total) == (88, 6, 5, 89)
    assert [row.contribution for row in found.kpis] == [48, 40, 6]
    assert found.rating == "good"
    without = assess_results(kpis, {"sales": Decimal(94)}, (), AssessmentSettings(), RATINGS)
    assert (without.weighted, without.total) == (98, 98)
    empty = assess_results(kpis, {}, (), AssessmentSettings(), RATINGS)
    assert (empty.total, empty.rating) == (None, None)


def test_floor_cap_and_veto_of_the_total() -> None:
    kpi = {"sales": make_kpi(scoring={**LINE, "veto": {"worse_than": 60, "score": 0, "total": True}})}
    settings = AssessmentSettings.model_validate({"floor": 10, "cap": 105})
    assert assess_results(kpi, {"sales": Decimal(200)}, (), settings, RATINGS).total == 105
    many = apply_penalty(make_penalty(), 0, 40)
    assert assess_results(kpi, {"sales": Decimal(95)}, many, settings, RATINGS).total == 10
    void = assess_results(kpi, {"sales": Decimal(1)}, (), settings, RATINGS)
    assert (void.total, void.rating, void.void) == (10, "poor", ("sales",))
    assert assess_results(kpi, {"sales": Decimal(95)}, (), settings, {}).rating is None


@given(st.lists(st.tuples(st.integers(1, 60), NUMBERS), min_size=1, max_size=6), st.integers(0, 8))
def test_totals_are_what_a_slow_sum_gives(rows: list[tuple[int, Decimal]], penalties: int) -> None:
    kpis = {f"k{i}": make_kpi(weight=weight, scoring=LINE) for i, (weight, _) in enumerate(rows)}
    applied = apply_penalty(make_penalty(at_most=20), 0, penalties)
    actuals = {f"k{i}": actual for i, (_, actual) in enumerate(rows)}
    found = assess_results(kpis, actuals, applied, AssessmentSettings(), RATINGS)
    total = Fraction(0)
    for weight, actual in rows:
        distance = Fraction(actual) - 95
        raw = 100 + (distance / 2 if distance > 0 else 2 * distance)
        rounded = Fraction(int(abs(max(0, min(110, raw))) * 10 + Fraction(1, 2)), 10)
        total += rounded * weight / sum(w for w, _ in rows)
    total = max(Fraction(0), total - min(5 * penalties, 20))
    assert found.total is not None
    assert Fraction(found.total) == Fraction(int(total * 10 + Fraction(1, 2)), 10)


def test_better_results_never_lower_the_total() -> None:
    kpis = {"one": make_kpi(weight=70, scoring=LINE), "two": make_kpi(weight=30, scoring=BANDS)}
    totals = []
    for step in range(0, 400):
        actuals = {"one": Decimal(step) / 4, "two": Decimal(90)}
        totals.append(assess_results(kpis, actuals, (), AssessmentSettings(), RATINGS).total)
    assert totals == sorted(totals, key=lambda total: total or Decimal(0))
