"""How results score, in words: lines, floors, caps, vetoes, and what a rule can come to at most."""

from __future__ import annotations

from decimal import Decimal

from rolebook.assessment.score import line_start
from rolebook.content.role_facts import KpiFacts, PenaltyFacts
from rolebook.content.score_facts import Linear
from rolebook.language.phrases import Phrases


def say_score_rules(say: Phrases, kpi: KpiFacts) -> tuple[str, ...]:
    """Everything about a KPI's score that its bands do not say, one short phrase each."""
    scoring = kpi.scoring
    if scoring is None:
        return (say._("the superior gives the score"),)
    phrases = list(_say_line(say, kpi, scoring.linear)) if scoring.linear else []
    if scoring.floor is not None:
        phrases.append(say._("never less than {points}").format(points=say_points(say, scoring.floor)))
    if scoring.cap is not None:
        phrases.append(say._("never more than {points}").format(points=say_points(say, scoring.cap)))
    if scoring.veto is not None:
        limit = say.measure(kpi, scoring.veto.worse_than)
        beyond = say._("less than {value}") if kpi.better == "higher" else say._("more than {value}")
        if scoring.veto.total:
            outcome = say._("the whole assessment gets the lowest total and rating")
        else:
            outcome = say_points(say, scoring.veto.score)
        # Translators: {result} is such as “less than 60%”, {outcome} such as “0 points”.
        pattern = say._("veto: {result} – {outcome}")
        phrases.append(pattern.format(result=beyond.format(value=limit), outcome=outcome))
    return tuple(phrases)


def say_points(say: Phrases, value: Decimal) -> str:
    """A number of points: 1 point, 2.5 points."""
    return say.count("{count} point", "{count} points", value)


def say_cap(say: Phrases, penalty: PenaltyFacts) -> str | None:
    """The most that a penalty can come to in its window; None if it has no cap."""
    if penalty.at_most is None:
        return None
    if penalty.effect.amount is not None:
        most = say.language.money(penalty.at_most, penalty.effect.amount.currency)
    elif penalty.effect.points is not None:
        most = say_points(say, penalty.at_most)
    else:
        most = say.language.percent(penalty.at_most)
    return say._("{amount} at most in all").format(amount=most)


def _say_line(say: Phrases, kpi: KpiFacts, line: Linear) -> list[str]:
    _, phrases, start = say._, [], line_start(kpi, line)
    step = say.measure(kpi, line.each)
    if start is not None:
        phrases.append(
            # Translators: {points} is such as “100 points”, {result} the result that earns them, such as “95%”.
            _("{points} at {result}").format(
                points=say_points(say, line.score), result=say.measure(kpi, start)
            )
        )
    # Translators: {step} is a result, such as “1%” or “3 days”.
    worse = (
        _("{points} less for each full {step} worse")
        if line.whole
        else _("{points} less for each {step} worse")
    )
    better = (
        _("{points} more for each full {step} better")
        if line.whole
        else _("{points} more for each {step} better")
    )
    if line.lose:
        phrases.append(worse.format(points=say_points(say, line.lose), step=step))
    if line.gain:
        phrases.append(better.format(points=say_points(say, line.gain), step=step))
    return phrases
