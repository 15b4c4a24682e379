"""Random assessments: rules of every shape, results on and around every limit, and what the engine makes of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rolebook.assessment.penalties import apply_penalty
from rolebook.assessment.total import Assessment, assess_results
from rolebook.content.handbook_models import AssessmentSettings, RatingFacts
from rolebook.content.role_facts import KpiFacts, PenaltyFacts
from rolebook.content.scoring import find_gaps, format_number
from rolebook.views.model.scoring import ScoringTable
from rolebook.views.scoring_table import compile_table, unit_of


@dataclass(frozen=True)
class Rules:
    """All rules of one role and one handbook."""

    kpis: Mapping[str, KpiFacts | None]
    penalties: Mapping[str, PenaltyFacts | None]
    settings: AssessmentSettings
    ratings: Mapping[str, RatingFacts]

    @property
    def table(self) -> ScoringTable:
        """The same rules, compiled."""
        return compile_table(self.kpis, self.penalties, self.settings, self.ratings)


@dataclass(frozen=True)
class Case:
    """One person's results (None: not applicable) and occurrences (earlier, now)."""

    actuals: dict[str, Decimal | None]
    occurrences: dict[str, tuple[int, int]]


def compute(rules: Rules, case: Case) -> dict[str, Any]:
    """What the engine says, every number as the shortest decimal text."""
    applied, taken = [], {}
    for name, penalty in rules.penalties.items():
        if penalty is None:
            continue
        found = apply_penalty(penalty, *case.occurrences[name])
        applied += found
        sums: dict[str, Decimal] = {}
        for one in found:
            unit = unit_of(one.effect)
            if unit and one.charged is not None:
                sums[unit] = sums.get(unit, Decimal(0)) + one.charged
        taken[name] = {unit: format_number(value) for unit, value in sums.items() if value}
    outcome = assess_results(rules.kpis, case.actuals, applied, rules.settings, rules.ratings)
    return {**_say(outcome), "taken": taken}


def _say(outcome: Assessment) -> dict[str, Any]:
    def number(value: Decimal | None) -> str | None:
        return None if value is None else format_number(value)

    return {
        "scores": {row.id: number(row.score.value if row.score else None) for row in outcome.kpis},
        "contributions": {row.id: number(row.contribution) for row in outcome.kpis},
        "weighted": number(outcome.weighted),
        "added": number(outcome.added),
        "deducted": number(outcome.deducted),
        "total": number(outcome.total),
        "rating": outcome.rating,
    }


def make_rules(chance: random.Random) -> Rules:
    """Rules that the checks would let pass, of a shape that chance chooses."""
    settings: dict[str, Any] = {
        "decimals": chance.choice([0, 1, 1, 2, 3]),
        "floor": chance.choice(["0", "0", "-20", "12.345"]),
    }
    if chance.random() < 0.6:
        settings["cap"] = chance.choice(["120", "100.05", "150"])
    limits = sorted({chance.randint(0, 1200) for _ in range(chance.randint(0, 4))}, reverse=True)
    ratings: dict[str, Any] = {f"r{limit}": {"from": str(Decimal(limit) / 10)} for limit in limits}
    if chance.random() < 0.9:
        ratings["rest"] = {}
    return Rules(
        {f"k{index}": _make_kpi(chance) for index in range(chance.randint(1, 9))},
        {f"p{index}": _make_penalty(chance) for index in range(chance.randint(0, 3))},
        AssessmentSettings.model_validate(settings),
        {name: RatingFacts.model_validate(facts) for name, facts in ratings.items()},
    )


def make_case(chance: random.Random, rules: Rules) -> Case:
    """Results of which most lie on a limit or beside it, and a few occurrences."""
    actuals: dict[str, Decimal | None] = {}
    for name, kpi in rules.kpis.items():
        if kpi is None or chance.random() < 0.12:
            actuals[name] = None
            continue
        near = [Decimal(0), Decimal(100), *_list_limits(kpi)]
        step = chance.choice(["0", "0", "0.0001", "-0.0001", "0.05", "-0.05", "1", "-3.3333", "17.25", "-60"])
        actuals[name] = chance.choice(near) + Decimal(step)
    occurrences = {
        name: (chance.choice([0, 0, 1, 2, 4]), chance.choice([0, 1, 1, 2, 3, 7])) for name in rules.penalties
    }
    return Case(actuals, occurrences)


def list_ties(rules: Rules) -> Iterator[Case]:
    """Nobody has a result; then each KPI alone has one."""
    none = dict.fromkeys(rules.kpis)
    occurrences = dict.fromkeys(rules.penalties, (0, 0))
    yield Case(none, occurrences)
    for name in rules.kpis:
        yield Case({**none, name: Decimal("99.95")}, occurrences)


def _list_limits(kpi: KpiFacts) -> list[Decimal]:
    limits = [] if kpi.target is None else [kpi.target]
    if kpi.scoring:
        for band in kpi.scoring.bands:
            limits += [v for v in (band.from_, band.above, band.up_to, band.below) if v is not None]
        if kpi.scoring.linear and kpi.scoring.linear.at is not None:
            limits.append(kpi.scoring.linear.at)
        if kpi.scoring.veto:
            limits.append(kpi.scoring.veto.worse_than)
    return limits


def _make_kpi(chance: random.Random) -> KpiFacts:
    added = chance.random() < 0.15
    facts: dict[str, Any] = {
        "unit": chance.choice(["percent", "money", "count", "days", "points"]),
        "better": chance.choice(["higher", "lower"]),
        "target": chance.choice(["95", "0", "12.5", "-3", "100.0001"]),
        "added": added,
        "weight": 0 if added else chance.choice(["5", "10", "12.5", "33.33", "40", "0.25"]),
    }
    shape = chance.random()
    if shape > 0.08:
        scoring: dict[str, Any] = _make_bands(chance) if shape < 0.45 else _make_line(chance)
        if chance.random() < 0.5:
            scoring["floor"] = chance.choice(["0", "-10", "0.05"])
        if chance.random() < 0.5:
            scoring["cap"] = chance.choice(["100", "120", "99.995"])
        if chance.random() < 0.3:
            limit = chance.choice(["60", "0", "3.5", "94.9999"])
            scoring["veto"] = {
                "worse_than": limit,
                "score": chance.choice(["0", "-5.55"]),
                "total": chance.random() < 0.3,
            }
        facts["scoring"] = scoring
    return KpiFacts.model_validate(facts)


def _make_bands(chance: random.Random) -> dict[str, Any]:
    limits = sorted(
        {
            Decimal(chance.randint(-200, 1300)) / chance.choice([1, 10, 100])
            for _ in range(chance.randint(1, 7))
        }
    )
    scores = [
        str(Decimal(chance.randint(-300, 1300)) / chance.choice([1, 10, 20])) for _ in range(len(limits) + 1)
    ]
    first, last = ("from", "below") if chance.random() < 0.5 else ("above", "up_to")
    rows: list[dict[str, Any]] = [
        {first: str(limit), "score": score} for limit, score in zip(limits, scores, strict=False)
    ]
    rows.reverse()
    rows.append({last: str(limits[0]), "score": scores[-1]})
    if chance.random() < 0.3:
        rows[-1].pop(last)
    if chance.random() < 0.3:
        rows.insert(0, {"from": "50", "up_to": "50", "score": "77.777"})
    kept = {"bands": rows}
    from rolebook.content.score_facts import Scoring

    assert not find_gaps(Scoring.model_validate(kept).bands)
    return kept


def _make_line(chance: random.Random) -> dict[str, Any]:
    line: dict[str, Any] = {
        "each": chance.choice(["1", "0.1", "3", "5", "7.5", "10000", "0.0003"]),
        "score": chance.choice(["100", "0", "80.55", "-7"]),
        "lose": chance.choice(["0", "1", "2.5", "0.333", "10"]),
        "gain": chance.choice(["0.5", "1", "0.01", "3"]),
        "whole": chance.random() < 0.4,
    }
    if chance.random() < 0.5:
        line["at"] = chance.choice(["90", "0", "-1.5", "66.6667"])
    return {"linear": line}


def _make_penalty(chance: random.Random) -> PenaltyFacts:
    facts: dict[str, Any] = {
        "effect": _make_effect(chance),
        "per": chance.choice(["occurrence", "occurrence", "case", "check", "period"]),
        "steps": [
            {"occurrence": ordinal, "effect": _make_effect(chance)}
            for ordinal in sorted(chance.sample(range(1, 7), chance.choice([0, 0, 1, 2, 3])))
        ],
    }
    if chance.random() < 0.4:
        facts["at_most"] = chance.choice(["3", "10", "12.5", "100"])
    return PenaltyFacts.model_validate(facts)


def _make_effect(chance: random.Random) -> dict[str, Any]:
    return chance.choice(
        [
            {"kind": "points", "points": "5"},
            {"kind": "points", "points": "2.5"},
            {"kind": "points", "points": "0.125"},
            {"kind": "warning"},
            {"kind": "fine", "amount": {"value": "50", "currency": "CNY"}},
            {"kind": "fine", "amount": {"value": "12.5", "currency": "EUR"}},
            {"kind": "variable-pay", "percent": "10", "of": "performance-pay"},
        ]
    )
