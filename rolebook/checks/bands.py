"""Scoring: bands without gaps and overlaps, and examples that follow from them (codes K)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from rolebook.assessment.score import score_result
from rolebook.checks.kpis import list_kpis
from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.score_facts import Band
from rolebook.content.scoring import (
    Interval,
    band_interval,
    find_gaps,
    find_overlaps,
    find_unreachable,
    format_number,
    list_scores,
)
from rolebook.diagnostics import Diagnostic, Severity

_NEVER_NEGATIVE = frozenset({"count", "days", "hours", "points"})


def check_bands(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every result has a score, only one, and every band counts."""
    for name, kpi in list_kpis(role):
        if kpi.scoring is None or not kpi.scoring.bands:
            continue
        bands = kpi.scoring.bands
        at = ("kpis", name, "scoring", "bands")
        for gap in find_gaps(bands):
            if kpi.unit in _NEVER_NEGATIVE and _is_negative(gap):
                continue
            yield role.diagnose(
                "K003",
                Severity.ERROR,
                f"no band gives a score for results {_in_words(gap)}",
                "add a band for them, or move the limit of the one beside them",
                at=at,
                at_key=True,
            )
        for earlier, later, common in find_overlaps(bands):
            yield role.diagnose(
                "K004",
                Severity.WARNING,
                f"bands {earlier + 1} and {later + 1} both claim results {_in_words(common)}",
                "use “below” beside “from”, and “above” beside “up_to”",
                at=(*at, later),
            )
        for index in find_unreachable(bands):
            yield role.diagnose(
                "K005",
                Severity.ERROR,
                _tell_unreachable(index, bands[index], bands),
                "the first band that applies counts: put the narrower ones first",
                at=(*at, index),
            )


def check_direction(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A better result never earns a lower score."""
    for name, kpi in list_kpis(role):
        if kpi.scoring is None or not kpi.scoring.bands:
            continue
        stretches = list_scores(kpi.scoring.bands)
        if kpi.better == "lower":
            stretches.reverse()
        for (worse, low_score), (better, high_score) in pairwise(stretches):
            if high_score < low_score:
                yield role.diagnose(
                    "K008",
                    Severity.ERROR,
                    f"{kpi.better} is better, yet results {_in_words(better)} "
                    f"score {format_number(high_score)} "
                    f"and results {_in_words(worse)} score {format_number(low_score)}",
                    f"write better: {'lower' if kpi.better == 'higher' else 'higher'}, or correct the scores",
                    at=("kpis", name, "scoring", "bands"),
                    at_key=True,
                )
                break


def check_examples(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Worked examples follow from the bands."""
    for name, kpi in list_kpis(role):
        for index, example in enumerate(kpi.examples if kpi.scoring else ()):
            assert kpi.scoring is not None
            found = score_result(kpi, example.actual, catalogue.handbook.assessment.decimals)
            score = found.value if found else None
            if score == example.score:
                continue
            actual, stated = format_number(example.actual), format_number(example.score)
            rule = "the line gives" if kpi.scoring.linear else "the bands give"
            gives = "no band gives a score" if score is None else f"{rule} {format_number(score)}"
            yield role.diagnose(
                "K006",
                Severity.ERROR,
                f"{gives} for {actual}, not {stated}",
                "correct the bands"
                if score is None
                else f"write score: {format_number(score)}, or correct the scoring",
                at=("kpis", name, "examples", index, "score"),
            )


def check_target(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Who reaches the target gets the best score."""
    for name, kpi in list_kpis(role):
        if kpi.scoring is None or kpi.target is None:
            continue
        if kpi.added or not kpi.scoring.bands:
            continue  # what a line gives at the target is stated, and added points are no share of 100
        best = max(band.score for band in kpi.scoring.bands)
        found = score_result(kpi, kpi.target, catalogue.handbook.assessment.decimals)
        score = found.value if found else None
        if score is not None and score < min(best, Decimal(100)):
            yield role.diagnose(
                "K007",
                Severity.ADVICE,
                f"the target of {format_number(kpi.target)} scores {format_number(score)}, "
                f"not the best, {format_number(best)}",
                "check that reaching the target is meant to earn less",
                at=("kpis", name, "target"),
            )


def _is_negative(gap: Interval) -> bool:
    return gap.high is not None and (gap.high < 0 or (gap.high == 0 and not gap.high_closed))


def _in_words(interval: Interval) -> str:
    text = str(interval)
    return f"of {text}" if text.startswith("exactly") else text


def _tell_unreachable(index: int, band: Band, bands: tuple[Band, ...]) -> str:
    interval = band_interval(band)
    if interval.is_empty:
        return f"band {index + 1} can never apply: no result lies {interval}"
    before = "the band before it takes" if index == 1 else "the bands before it take"
    return f"band {index + 1} ({interval}) is never reached: {before} all its results"
