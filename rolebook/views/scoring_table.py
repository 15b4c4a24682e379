"""A role's scoring rules as a table: compiled once, so that page and spreadsheet need not know the format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from rolebook.assessment.penalties import effect_at, effect_size
from rolebook.assessment.score import line_start, round_half_up
from rolebook.content.handbook_models import AssessmentSettings, RatingFacts
from rolebook.content.role_facts import Effect, KpiFacts, PenaltyFacts
from rolebook.content.score_facts import Linear, Scoring
from rolebook.content.scoring import (
    EVERYTHING,
    Interval,
    divide_results,
    find_gaps,
    format_number,
    intersect,
    subtract,
)
from rolebook.views.model.scoring import (
    KpiRule,
    PenaltyPart,
    PenaltyRule,
    RatingRule,
    ScoreLine,
    ScorePiece,
    ScoringTable,
)

_IDENTITY = Linear.model_validate({"at": 0, "score": 0, "each": 1, "lose": 1, "gain": 1})
_ONCE = frozenset({"check", "period"})


def compile_table(
    kpis: Mapping[str, KpiFacts | None],
    penalties: Mapping[str, PenaltyFacts | None],
    settings: AssessmentSettings,
    ratings: Mapping[str, RatingFacts],
) -> ScoringTable:
    """The table of these rules; the same results give the same scores, total and rating as in the engine."""
    return ScoringTable(
        decimals=settings.decimals,
        floor=format_number(round_half_up(Fraction(settings.floor), settings.decimals)),
        cap=None
        if settings.cap is None
        else format_number(round_half_up(Fraction(settings.cap), settings.decimals)),
        kpis=tuple(
            _compile_kpi(name, facts, settings.decimals) for name, facts in kpis.items() if facts is not None
        ),
        penalties=tuple(
            _compile_penalty(name, facts) for name, facts in penalties.items() if facts is not None
        ),
        ratings=tuple(RatingRule(name, _number(rating.from_)) for name, rating in ratings.items()),
    )


def unit_of(effect: Effect) -> str:
    """What an effect is counted in: points, a currency, percent (of a pay component), or nothing."""
    if effect.points is not None:
        return "points" if effect.kind == "points" else ""
    if effect.amount is not None:
        return effect.amount.currency
    if effect.percent is not None:
        return f"percent {effect.of}" if effect.of else "percent"
    return ""


def _compile_kpi(name: str, kpi: KpiFacts, decimals: int) -> KpiRule:
    pieces = sorted(_cut_pieces(kpi, decimals), key=_order, reverse=True)
    line = kpi.scoring.linear if kpi.scoring else _IDENTITY
    return KpiRule(
        id=name,
        weight=format_number(kpi.weight),
        added=kpi.added,
        pieces=tuple(piece for _, piece in pieces),
        line=_compile_line(kpi, line, decimals) if line and any(p.on_line for _, p in pieces) else None,
    )


def _cut_pieces(kpi: KpiFacts, decimals: int) -> Iterator[tuple[Interval, ScorePiece]]:
    """Every stretch of results: what is vetoed, and the bands (or the line) over all the rest."""
    scoring = kpi.scoring
    if scoring is None:
        yield EVERYTHING, ScorePiece(None, False, None, on_line=True)
        return
    rest, veto = EVERYTHING, scoring.veto
    if veto is not None:
        limit = veto.worse_than
        bad = Interval(high=limit) if kpi.better == "higher" else Interval(low=limit)
        (rest,) = subtract([EVERYTHING], bad)
        value = _number(round_half_up(Fraction(veto.score), decimals))
        yield bad, _piece(bad, value, vetoed=True, voids_total=veto.total)
    if scoring.linear is not None:
        yield rest, _piece(rest, None, on_line=line_start(kpi, scoring.linear) is not None)
        return
    shares = divide_results(scoring.bands)
    for index, (band, share) in enumerate(zip(scoring.bands, shares, strict=True)):
        value = _number(round_half_up(_limit(scoring, Fraction(band.score)), decimals))
        for part in _within(share, rest):
            yield part, _piece(part, value, band=index)
    for part in _within(find_gaps(scoring.bands), rest):
        yield part, _piece(part, None)


def _within(parts: Iterable[Interval], limits: Interval) -> Iterator[Interval]:
    return (part for part in (intersect(part, limits) for part in parts) if not part.is_empty)


def _piece(part: Interval, score: str | None, **marks: bool | int) -> ScorePiece:
    return ScorePiece(_number(part.low), part.low_closed, score, **marks)  # type: ignore[arg-type]


def _limit(scoring: Scoring, score: Fraction) -> Fraction:
    if scoring.floor is not None:
        score = max(score, Fraction(scoring.floor))
    return score if scoring.cap is None else min(score, Fraction(scoring.cap))


def _compile_line(kpi: KpiFacts, line: Linear, decimals: int) -> ScoreLine:
    start = line_start(kpi, line) if kpi.scoring else line.at
    assert start is not None
    limits = (kpi.scoring.floor, kpi.scoring.cap) if kpi.scoring else (None, None)
    floor, cap = (
        None if value is None else format_number(round_half_up(Fraction(value), decimals)) for value in limits
    )
    return ScoreLine(
        start=format_number(start),
        score=format_number(line.score),
        each=format_number(line.each),
        lose=format_number(line.lose),
        gain=format_number(line.gain),
        whole=line.whole,
        falling=kpi.scoring is not None and kpi.better == "lower",
        floor=floor,
        cap=cap,
    )


def _compile_penalty(name: str, penalty: PenaltyFacts) -> PenaltyRule:
    firsts = sorted({1, *(step.occurrence for step in penalty.steps)})
    effects = [(first, effect_at(penalty, first)) for first in firsts]
    return PenaltyRule(
        id=name,
        once=penalty.per in _ONCE,
        at_most=_number(penalty.at_most),
        parts=tuple(
            PenaltyPart(first, _number(effect_size(effect)) or "0", unit_of(effect))
            for first, effect in effects
        ),
    )


def _order(cut: tuple[Interval, ScorePiece]) -> tuple[bool, Decimal, bool]:
    part = cut[0]
    return (part.low is not None, part.low or Decimal(0), not part.low_closed)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format_number(value)
