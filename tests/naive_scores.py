"""Scores, penalties and totals computed anew from the raw YAML files: slow, plain, and without a line of our own code.

Numbers are fractions from first to last. What `rolebook.assessment` says must agree with this to the last digit.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

NONE = object()


def load(path: Path) -> Any:
    """A YAML file in which every value is a text."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def load_role(project: Path, name: str) -> dict[str, Any]:
    """A role's facts, with those that it takes over."""
    facts = load(project / "roles" / name / "role.yaml")
    if "extends" in facts:
        above = load_role(project, facts["extends"])
        for section in ("kpis", "penalties"):
            merged = {**above.get(section, {}), **facts.get(section, {})}
            facts[section] = {key: value for key, value in merged.items() if value not in ("", None)}
    return facts


def round_half_up(value: Fraction, decimals: int) -> Fraction:
    """Halves go away from zero."""
    shifted = abs(value) * 10**decimals + Fraction(1, 2)
    rounded = Fraction(shifted.numerator // shifted.denominator, 10**decimals)
    return rounded if value >= 0 else -rounded


def score(kpi: dict[str, Any], actual: Fraction, decimals: int) -> tuple[Fraction, bool]:
    """The score of a result, and whether it voids the total."""
    rules = kpi.get("scoring")
    higher = kpi.get("better", "higher") == "higher"
    if rules is None:
        return round_half_up(actual, decimals), False
    if "veto" in rules:
        limit = Fraction(rules["veto"]["worse_than"])
        if (actual < limit) if higher else (actual > limit):
            value = Fraction(rules["veto"].get("score", "0"))
            return round_half_up(value, decimals), rules["veto"].get("total") == "true"
    if "linear" in rules:
        line = rules["linear"]
        start = Fraction(line["at"] if "at" in line else kpi["target"])
        better_by = actual - start if higher else start - actual
        steps = abs(better_by) / Fraction(line["each"])
        if line.get("whole") == "true":
            steps = Fraction(steps.numerator // steps.denominator)
        value = Fraction(line.get("score", "100"))
        value += (
            steps * Fraction(line.get("gain", "0"))
            if better_by > 0
            else -steps * Fraction(line.get("lose", "0"))
        )
    else:
        value = next(Fraction(band["score"]) for band in rules["bands"] if fits(band, actual))
    if "floor" in rules:
        value = max(value, Fraction(rules["floor"]))
    if "cap" in rules:
        value = min(value, Fraction(rules["cap"]))
    return round_half_up(value, decimals), False


def fits(band: dict[str, str], actual: Fraction) -> bool:
    """Whether a band applies."""
    return (
        ("from" not in band or actual >= Fraction(band["from"]))
        and ("above" not in band or actual > Fraction(band["above"]))
        and ("up_to" not in band or actual <= Fraction(band["up_to"]))
        and ("below" not in band or actual < Fraction(band["below"]))
    )


def same_window(window: str, one: dt.date, other: dt.date) -> bool:
    """Whether two days lie in one calendar window."""
    if window == "day":
        return one == other
    if window == "week":
        return one.isocalendar()[:2] == other.isocalendar()[:2]
    months = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}[window]
    return one.year == other.year and (one.month - 1) // months == (other.month - 1) // months


def take(
    penalty: dict[str, Any], days: list[dt.date], first: dt.date, last: dt.date
) -> list[tuple[dt.date, int, Any]]:
    """Each occurrence in a period: its day, which one it is, and how much it takes (NONE without a figure)."""
    found: list[tuple[dt.date, int, Any]] = []
    for at, day in enumerate(sorted(days)):
        if not first <= day <= last:
            continue
        window = penalty.get("window")
        before = [
            other
            for other in sorted(days)[:at]
            if (same_window(window, other, day) if window else first <= other <= last)
        ]
        ordinal, taken = len(before) + 1, Fraction(0)
        amounts = [size(penalty, number) for number in range(1, ordinal + 1)]
        if amounts[-1] is NONE:
            found.append((day, ordinal, NONE))
            continue
        charged = amounts[-1]
        if "at_most" in penalty:
            for amount in amounts[:-1]:
                taken += Fraction(0) if amount is NONE else min(amount, Fraction(penalty["at_most"]) - taken)
            charged = min(charged, Fraction(penalty["at_most"]) - taken)
        found.append((day, ordinal, charged))
    return found[:1] if penalty.get("per", "occurrence") in ("check", "period") else found


def effect(penalty: dict[str, Any], ordinal: int) -> dict[str, Any]:
    """The effect of an occurrence."""
    chosen = penalty["effect"]
    for step in penalty.get("steps", []):
        if int(step["occurrence"]) <= ordinal:
            chosen = step["effect"]
    return dict(chosen)


def size(penalty: dict[str, Any], ordinal: int) -> Any:
    """How much an occurrence would take without a cap."""
    chosen = effect(penalty, ordinal)
    if "points" in chosen:
        return Fraction(chosen["points"])
    if "amount" in chosen:
        return Fraction(chosen["amount"]["value"])
    return Fraction(chosen["percent"]) if "percent" in chosen else NONE


def assess(
    role: dict[str, Any], book: dict[str, Any], actuals: dict[str, Fraction | None], deducted: Fraction
) -> dict[str, Any]:
    """Everything that a scorecard shows of the scores."""
    settings = book.get("assessment", {})
    decimals = int(settings.get("decimals", "1"))
    scores, weight, total, added, void = {}, Fraction(0), Fraction(0), Fraction(0), False
    for name, kpi in role["kpis"].items():
        actual = actuals[name]
        if actual is None:
            continue
        scores[name], voids = score(kpi, actual, decimals)
        void = void or voids
        if kpi.get("added") == "true":
            added += scores[name]
        else:
            weight += Fraction(kpi["weight"])
            total += Fraction(kpi["weight"]) * scores[name]
    mean = total / weight if weight else None
    result: dict[str, Any] = {
        "scores": scores,
        "added": added,
        "weighted": None,
        "total": None,
        "rating": None,
    }
    if mean is None:
        return result
    floor = Fraction(settings.get("floor", "0"))
    reached = max(mean + added - deducted, floor)
    if "cap" in settings:
        reached = min(reached, Fraction(settings["cap"]))
    if void:
        reached = floor
    result["weighted"], result["total"] = round_half_up(mean, decimals), round_half_up(reached, decimals)
    ratings = book.get("ratings", {})
    if ratings:
        result["rating"] = list(ratings)[-1]
        for name, rating in ratings.items():
            if not void and ("from" not in rating or result["total"] >= Fraction(rating["from"])):
                result["rating"] = name
                break
    return result
