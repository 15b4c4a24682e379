"""The chart of a team: totals as bars over the bands of the ratings, every place worked out."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from rolebook.results.assess_people import PersonResult
from rolebook.views.brand import find_accent
from rolebook.views.context import ViewContext
from rolebook.views.model.scorecards import ChartBand, ChartBar, ChartHeading, ChartTick, TeamChart
from rolebook.views.score_words import list_ratings, say_score

WIDTH = 720
ROW = 24
_HEADING = 32
_LABELS, _VALUES, _TOP, _BOTTOM = 170, 132, 26, 26
_CHARACTERS = Decimal("25")
"""What fits before the bars, in widths of a Latin letter; Chinese characters take two."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a total stands on the chart, in px."""

    low: Decimal
    high: Decimal

    def place(self, value: Decimal) -> Decimal:
        span = Decimal(WIDTH - _LABELS - _VALUES)
        held = min(max(value, self.low), self.high)
        return _LABELS + (held - self.low) / (self.high - self.low) * span


def build_team_chart(
    context: ViewContext, groups: Sequence[tuple[str, Sequence[PersonResult]]], title: str, description: str
) -> TeamChart:
    """The chart of one or more groups; the title of a group stands above its bars if there are several."""
    people = [result for _, results in groups for result in results]
    scale = _choose_scale(context, people)
    bars, headings, y = [], [], _TOP
    for name, results in groups:
        if len(groups) > 1:
            headings.append(ChartHeading(y, _cut(name, _CHARACTERS * 3)))
            y += _HEADING
        for result in results:
            bars.append(_build_bar(context, result, scale, y))
            y += ROW
    return TeamChart(
        width=WIDTH,
        height=y + _BOTTOM,
        left=_px(Decimal(_LABELS)),
        right=_px(Decimal(WIDTH - _VALUES)),
        top=_TOP,
        bottom=y,
        title=title,
        description=description,
        bands=_build_bands(context, scale),
        ticks=_build_ticks(context, scale),
        bars=tuple(bars),
        headings=tuple(headings),
        accent=find_accent(context),
    )


def _choose_scale(context: ViewContext, people: Sequence[PersonResult]) -> _Scale:
    settings = context.catalogue.handbook.assessment
    totals = [result.assessment.total for result in people if result.assessment.total is not None]
    low = min([Decimal(0), *totals])
    high = max([Decimal(100), settings.cap or Decimal(0), *totals])
    return _Scale(_step(low, ROUND_FLOOR), _step(high, ROUND_CEILING))


def _step(value: Decimal, rounding: str) -> Decimal:
    return (value / 20).to_integral_value(rounding) * 20


def _build_bands(context: ViewContext, scale: _Scale) -> tuple[ChartBand, ...]:
    """The ratings from the lowest to the highest; a stretch too narrow for its name has none."""
    ratings = list(context.catalogue.handbook.ratings.items())
    bands, high = [], scale.high
    for index, (name, rating) in enumerate(ratings):
        low = scale.low if rating.from_ is None else max(rating.from_, scale.low)
        if low >= high:
            continue
        x, end = scale.place(low), scale.place(high)
        label = _cut(context.name("ratings", name).plain, (end - x) / Decimal("5.8"))
        bands.append(ChartBand(_px(x), _px(end - x), label, index % 2 == 0))
        high = low
    return tuple(reversed(bands))


def _build_ticks(context: ViewContext, scale: _Scale) -> tuple[ChartTick, ...]:
    every = max(20, int((scale.high - scale.low) / 6 / 20 + 1) * 20) if scale.high - scale.low > 160 else 20
    values = range(int(scale.low), int(scale.high) + 1, every)
    return tuple(
        ChartTick(_px(scale.place(Decimal(value))), context.language.number(value)) for value in values
    )


def _build_bar(context: ViewContext, result: PersonResult, scale: _Scale, y: int) -> ChartBar:
    total, rating = result.assessment.total, result.assessment.rating
    start = scale.place(Decimal(0))
    end = start if total is None else scale.place(total)
    value = say_score(context, total)
    passed = True
    if rating is not None:
        value += f" {context.name('ratings', rating).plain}"
        passed = context.catalogue.handbook.ratings[rating].passed
    return ChartBar(
        y=y,
        label=_cut(result.person.name, _CHARACTERS),
        x=_px(min(start, end)),
        width=_px(abs(end - start)),
        end=_px(Decimal(WIDTH - _VALUES + 10)),
        value=_cut(value, Decimal(19)),
        passed=passed,
    )


def list_bands(context: ViewContext) -> str:
    """The ratings with their totals, in words."""
    separator = "；" if context.language.is_cjk else "; "
    return separator.join(f"{name.plain} ({text})" for _, name, text in list_ratings(context))


def _px(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _cut(text: str, room: Decimal) -> str:
    """As much of a text as fits into so many widths of a letter, with an ellipsis where it is cut."""
    if sum(map(_width, text)) <= room:
        return text
    kept, used = "", Decimal(1)
    for character in text:
        used += _width(character)
        if used > room:
            break
        kept += character
    return kept.rstrip() + "…" if kept else ""


def _width(character: str) -> Decimal:
    if unicodedata.category(character) in ("Mn", "Me"):
        return Decimal(0)
    return Decimal("1.8") if unicodedata.east_asian_width(character) in "WF" else Decimal(1)
