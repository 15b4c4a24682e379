"""What penalty rules come to: occurrences counted in windows, steps, caps, and guarantees."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rolebook.content.role_facts import Effect, Guarantee, PenaltyFacts

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_ONCE = frozenset({"check", "period"})


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, first and last included."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Applied:
    """One occurrence: which one it is in its window, its effect, and what of it the cap has left.

    ``charged`` is in points, money or percent, as the effect says; None for effects without a figure.
    """

    ordinal: int
    effect: Effect
    charged: Decimal | None
    date: dt.date | None = None


def effect_at(penalty: PenaltyFacts, ordinal: int) -> Effect:
    """The effect of an occurrence, the first being 1: that of the last step not after it, else the rule's own."""
    reached = [step.effect for step in penalty.steps if step.occurrence <= ordinal]
    return reached[-1] if reached else penalty.effect


def effect_size(effect: Effect) -> Decimal | None:
    """How much an effect takes: points, an amount or percent; None for a warning or a procedure."""
    if effect.points is not None:
        return effect.points
    return effect.amount.value if effect.amount is not None else effect.percent


def apply_penalty(penalty: PenaltyFacts, earlier: int, now: int) -> tuple[Applied, ...]:
    """What so many occurrences come to, after so many earlier ones in the same window.

    A rule that applies once a period or once an assessment takes one occurrence of several. A cap
    (``at_most``) counts what the earlier ones have taken.
    """
    if penalty.per in _ONCE:
        now = min(now, 1)
    left = penalty.at_most
    applied = []
    for ordinal in range(1, earlier + now + 1):
        effect = effect_at(penalty, ordinal)
        size = effect_size(effect)
        charged = size
        if left is not None and size is not None:
            charged = min(size, left)
            left -= charged
        if ordinal > earlier:
            applied.append(Applied(ordinal, effect, charged))
    return tuple(applied)


def apply_dated(penalty: PenaltyFacts, dates: Iterable[dt.date], period: Span) -> tuple[Applied, ...]:
    """What the occurrences within a period come to; those before it in the same window count as earlier ones.

    Without a window, occurrences are counted within the period alone.
    """
    days = sorted(dates)
    spans: dict[Span, list[dt.date]] = {}
    for day in days:
        if day in period:
            spans.setdefault(find_window(penalty.window, day) if penalty.window else period, []).append(day)
    applied: list[Applied] = []
    for span, inside in spans.items():
        earlier = sum(day in span and day < period.first for day in days)
        found = apply_penalty(penalty, earlier, len(inside))
        applied += [
            Applied(item.ordinal, item.effect, item.charged, day)
            for item, day in zip(found, inside, strict=False)
        ]
    return tuple(applied[:1] if penalty.per in _ONCE else applied)


def find_window(window: str, day: dt.date) -> Span:
    """The calendar day, week (from Monday, ISO 8601), month, quarter, half-year or year that holds a day."""
    if window == "day":
        return Span(day, day)
    if window == "week":
        monday = day - dt.timedelta(days=day.weekday())
        return Span(monday, monday + dt.timedelta(days=6))
    months = _MONTHS[window]
    first_month = (day.month - 1) // months * months + 1
    last_month = first_month + months - 1
    last_day = calendar.monthrange(day.year, last_month)[1]
    return Span(dt.date(day.year, first_month, 1), dt.date(day.year, last_month, last_day))


def guarantee_span(guarantee: Guarantee, begun: dt.date) -> Span:
    """The days of a guarantee that was given on a day: so many months, the day before its anniversary included."""
    month = begun.month - 1 + guarantee.months
    year, month = begun.year + month // 12, month % 12 + 1
    day = min(begun.day, calendar.monthrange(year, month)[1])
    return Span(begun, dt.date(year, month, day) - dt.timedelta(days=1))


def judge_guarantee(
    guarantee: Guarantee, begun: dt.date, orders: int, today: dt.date
) -> Literal["kept", "running", "failed"]:
    """How a guarantee stands on a day: kept as soon as there are enough orders, failed when its time is over."""
    if orders >= guarantee.orders_at_least:
        return "kept"
    return "running" if today <= guarantee_span(guarantee, begun).last else "failed"
