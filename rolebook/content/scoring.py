"""How results become scores: bands as exact intervals of decimal numbers. Pure functions, no rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rolebook.content.score_facts import Band


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between two ends; an end that is None is open without limit."""

    low: Decimal | None = None
    low_closed: bool = False
    high: Decimal | None = None
    high_closed: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))

    def __contains__(self, value: Decimal) -> bool:
        above = self.low is None or value > self.low or (value == self.low and self.low_closed)
        return above and (self.high is None or value < self.high or (value == self.high and self.high_closed))

    def __str__(self) -> str:
        if self.low is not None and self.low == self.high:
            return f"exactly {format_number(self.low)}"
        parts = []
        if self.low is not None:
            parts.append(f"{'from' if self.low_closed else 'above'} {format_number(self.low)}")
        if self.high is not None:
            parts.append(f"{'up to' if self.high_closed else 'below'} {format_number(self.high)}")
        return " and ".join(parts) or "every result"


EVERYTHING = Interval()


def find_band(bands: Sequence[Band], actual: Decimal) -> int | None:
    """The index of the first band that applies to a result, or None if there is none."""
    return next((index for index, band in enumerate(bands) if actual in band_interval(band)), None)


def band_interval(band: Band) -> Interval:
    """The results to which a band applies; of two limits on one side the stricter one counts."""
    low, low_closed = band.from_, True
    if band.above is not None and (low is None or band.above >= low):
        low, low_closed = band.above, False
    high, high_closed = band.up_to, True
    if band.below is not None and (high is None or band.below <= high):
        high, high_closed = band.below, False
    return Interval(low, low is not None and low_closed, high, high is not None and high_closed)


def intersect(one: Interval, other: Interval) -> Interval:
    """The numbers that lie in both."""
    low, low_closed = one.low, one.low_closed
    if other.low is not None and (low is None or other.low > low):
        low, low_closed = other.low, other.low_closed
    elif low is not None and other.low == low:
        low_closed = low_closed and other.low_closed
    high, high_closed = one.high, one.high_closed
    if other.high is not None and (high is None or other.high < high):
        high, high_closed = other.high, other.high_closed
    elif high is not None and other.high == high:
        high_closed = high_closed and other.high_closed
    return Interval(low, low_closed, high, high_closed)


def subtract(parts: Iterable[Interval], taken: Interval) -> list[Interval]:
    """What is left of these intervals without the numbers of another."""
    if taken.is_empty:
        return list(parts)
    left = []
    for part in parts:
        if taken.low is not None:
            left.append(intersect(part, Interval(high=taken.low, high_closed=not taken.low_closed)))
        if taken.high is not None:
            left.append(intersect(part, Interval(low=taken.high, low_closed=not taken.high_closed)))
    return [part for part in left if not part.is_empty]


def divide_results(bands: Sequence[Band]) -> list[list[Interval]]:
    """For each band the results that it really scores, after those before it have taken theirs."""
    rest = [EVERYTHING]
    shares = []
    for band in bands:
        interval = band_interval(band)
        share = [intersect(part, interval) for part in rest]
        shares.append([part for part in share if not part.is_empty])
        rest = subtract(rest, interval)
    return shares


def find_gaps(bands: Sequence[Band]) -> list[Interval]:
    """The results that no band scores, from low to high."""
    rest = [EVERYTHING]
    for band in bands:
        rest = subtract(rest, band_interval(band))
    return sorted(rest, key=_low_end)


def find_overlaps(bands: Sequence[Band]) -> list[tuple[int, int, Interval]]:
    """Pairs of bands (by index) that claim the same results with different scores, and these results.

    Steps are meant to lie in each other: “from 95”, then “from 80” share their open end and do not count;
    neither does a band without limits (“otherwise”), nor one that is never reached.
    """
    reached = [bool(share) for share in divide_results(bands)]
    intervals = [band_interval(band) for band in bands]
    found = []
    for later, after in enumerate(intervals):
        for earlier, before in enumerate(intervals[:later]):
            common = intersect(before, after)
            if common.is_empty or not (reached[earlier] and reached[later]):
                continue
            if bands[earlier].score != bands[later].score and not _is_step(before, after):
                found.append((earlier, later, common))
    return found


def find_unreachable(bands: Sequence[Band]) -> list[int]:
    """The indices of bands that never apply, because bands before them take all their results."""
    return [index for index, share in enumerate(divide_results(bands)) if not share]


def list_scores(bands: Sequence[Band]) -> list[tuple[Interval, Decimal]]:
    """Every stretch of results with its score, from low to high."""
    shares = zip(divide_results(bands), bands, strict=True)
    return sorted(
        ((part, band.score) for share, band in shares for part in share), key=lambda pair: _low_end(pair[0])
    )


def format_number(value: Decimal) -> str:
    """A number as a file would write it: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_step(before: Interval, after: Interval) -> bool:
    """Whether the later band goes on where the earlier one ends, both open (or ending alike) on one side."""
    if intersect(before, after) != before:
        return False
    same_top = (before.high, before.high_closed) == (after.high, after.high_closed)
    same_bottom = (before.low, before.low_closed) == (after.low, after.low_closed)
    return same_top or same_bottom or after == EVERYTHING


def _low_end(part: Interval) -> tuple[bool, Decimal, bool]:
    return (part.low is not None, part.low or Decimal(0), not part.low_closed)
