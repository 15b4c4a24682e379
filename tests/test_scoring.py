"""Scoring: exact, total where the checks say so, and monotone where they say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.content.score_facts import Band
from rolebook.content.scoring import (
    EVERYTHING,
    Interval,
    band_interval,
    divide_results,
    find_band,
    find_gaps,
    find_overlaps,
    find_unreachable,
    intersect,
    list_scores,
    subtract,
)

# Few distinct numbers, so that limits meet often.
NUMBERS = st.sampled_from([Decimal(n) / 2 for n in range(-3, 8)])
LIMITS = st.none() | NUMBERS
BANDS = st.lists(
    st.builds(
        lambda low, above, high, below, score: Band.model_validate(
            {"from": low, "above": above, "up_to": high, "below": below, "score": score}
        ),
        LIMITS,
        LIMITS,
        LIMITS,
        LIMITS,
        NUMBERS,
    ),
    min_size=1,
    max_size=5,
)
# Every limit and a point between each two of them: enough to tell any two sets of intervals apart.
POINTS = [Decimal(n) / 4 for n in range(-9, 17)]


def bands(*rows: Mapping[str, object]) -> tuple[Band, ...]:
    return tuple(Band.model_validate(row) for row in rows)


def score(actual: str, *rows: Mapping[str, object]) -> Decimal | None:
    return band_score(bands(*rows), Decimal(actual))


def band_score(rows: Sequence[Band], actual: Decimal) -> Decimal | None:
    found = find_band(rows, actual)
    return None if found is None else rows[found].score


FALLING = ({"from": 95, "score": 100}, {"from": 80, "score": 80}, {"below": 80, "score": 0})
RISING = ({"up_to": 2, "score": 100}, {"up_to": 5, "score": 60}, {"above": 5, "score": 0})


@pytest.mark.parametrize(
    ("actual", "expected"),
    [("120", 100), ("95", 100), ("94.999999", 80), ("80", 80), ("79.999999", 0), ("-1", 0)],
)
def test_falling_steps(actual: str, expected: int) -> None:
    assert score(actual, *FALLING) == expected


@pytest.mark.parametrize(
    ("actual", "expected"), [("0", 100), ("2", 100), ("2.000001", 60), ("5", 60), ("6", 0)]
)
def test_rising_steps(actual: str, expected: int) -> None:
    assert score(actual, *RISING) == expected


def test_numbers_are_exact() -> None:
    assert score("0.3", {"from": "0.1", "below": "0.3", "score": 1}, {"from": "0.3", "score": 2}) == 2


def test_first_band_counts_and_none_gives_none() -> None:
    assert score("90", {"from": 60, "score": 60}, {"from": 80, "score": 80}) == 60
    assert score("10", {"from": 60, "score": 60}) is None


def test_band_without_limits_is_for_the_rest() -> None:
    assert score("1", {"from": 60, "score": 60}, {"score": 5}) == 5


def test_stricter_limit_counts() -> None:
    (band,) = bands({"from": 80, "above": 80, "up_to": 90, "below": 95, "score": 1})
    assert band_interval(band) == Interval(Decimal(80), False, Decimal(90), True)


@pytest.mark.parametrize("rows", [FALLING, RISING])
def test_plain_steps_have_no_fault(rows: tuple[dict[str, object], ...]) -> None:
    assert (find_gaps(bands(*rows)), find_overlaps(bands(*rows)), find_unreachable(bands(*rows))) == (
        [],
        [],
        [],
    )


def test_gaps_are_told_from_low_to_high() -> None:
    gaps = find_gaps(bands({"above": 1, "below": 2, "score": 1}))
    assert [str(gap) for gap in gaps] == ["up to 1", "from 2"]
    assert [str(gap) for gap in find_gaps(bands({"above": 1, "score": 1}, {"below": 1, "score": 0}))] == [
        "exactly 1"
    ]


def test_overlap_at_one_point() -> None:
    assert find_overlaps(bands({"from": 80, "score": 2}, {"up_to": 80, "score": 1})) == [
        (0, 1, Interval(Decimal(80), True, Decimal(80), True))
    ]
    assert find_overlaps(bands({"from": 80, "score": 2}, {"up_to": 80, "score": 2})) == []


def test_unreachable_bands() -> None:
    assert find_unreachable(
        bands({"from": 60, "score": 60}, {"from": 95, "score": 100}, {"below": 60, "score": 0})
    ) == [1]
    assert find_unreachable(bands({"from": 3, "below": 3, "score": 1}, {"score": 0})) == [0]


@given(BANDS)
def test_total_exactly_where_there_is_no_gap(rows: list[Band]) -> None:
    gaps = find_gaps(rows)
    for point in POINTS:
        assert (band_score(rows, point) is None) == any(point in gap for gap in gaps)


@given(BANDS)
def test_shares_divide_the_results(rows: list[Band]) -> None:
    shares = divide_results(rows)
    for point in POINTS:
        owners = [index for index, share in enumerate(shares) if any(point in part for part in share)]
        applying = [index for index, band in enumerate(rows) if point in band_interval(band)]
        assert owners == applying[:1]


@given(BANDS)
def test_stretches_give_the_score(rows: list[Band]) -> None:
    stretches = list_scores(rows)
    for point in POINTS:
        scores = [value for part, value in stretches if point in part]
        assert scores == [s for s in [band_score(rows, point)] if s is not None]
    lows = [part.low for part, _ in stretches]
    assert lows == sorted(lows, key=lambda low: (low is not None, low or Decimal(0)))


@given(BANDS)
def test_unreachable_bands_change_nothing(rows: list[Band]) -> None:
    unreachable = find_unreachable(rows)
    kept = [band for index, band in enumerate(rows) if index not in unreachable]
    for point in POINTS:
        before = band_score(rows, point)
        assert before == band_score(kept, point)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=5))
def test_falling_steps_are_monotone(steps: list[tuple[Decimal, Decimal]]) -> None:
    limits = sorted({limit for limit, _ in steps}, reverse=True)
    scores = sorted((value for _, value in steps), reverse=True)
    rows = [{"from": limit, "score": value} for limit, value in zip(limits, scores, strict=False)]
    rows.append({"below": limits[-1], "score": scores[-1] - 1})
    got = [score(str(point), *rows) for point in POINTS]
    assert None not in got
    assert got == sorted(got, key=lambda value: value or Decimal(0))


INTERVALS = st.builds(
    lambda low, low_closed, high, high_closed: Interval(
        low, low is not None and low_closed, high, high is not None and high_closed
    ),
    LIMITS,
    st.booleans(),
    LIMITS,
    st.booleans(),
)


@given(INTERVALS, INTERVALS)
def test_set_operations(one: Interval, other: Interval) -> None:
    both, rest = intersect(one, other), subtract([one], other)
    for point in POINTS:
        assert (point in both) == (point in one and point in other)
        assert any(point in part for part in rest) == (point in one and point not in other)
    assert both.is_empty == (not any(point in both for point in POINTS))


@settings(max_examples=50)
@given(INTERVALS)
def test_everything_less_an_interval_is_its_complement(taken: Interval) -> None:
    assert all((point in taken) != any(point in p for p in subtract([EVERYTHING], taken)) for point in POINTS)
