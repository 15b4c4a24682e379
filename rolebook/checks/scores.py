"""Scoring as data: one rule for each KPI, lines with a start, limits that can be, ratings in order (codes K)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rolebook.assessment.score import is_worse, line_start, score_result
from rolebook.checks.kpis import list_kpis
from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.role_facts import KpiFacts
from rolebook.content.scoring import format_number
from rolebook.content.yaml_tree import Key
from rolebook.diagnostics import Diagnostic, Severity


def check_weighing(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A KPI counts by its weight, or is added beside the 100; not both, and one of the two."""
    for name, kpi in list_kpis(role):
        if kpi.added == (kpi.weight == 0):
            continue
        yield role.diagnose(
            "K019",
            Severity.ERROR,
            f"the KPI “{name}” is added to the total, yet it has a weight"
            if kpi.added
            else f"the KPI “{name}” has no weight",
            "delete weight, or delete added: true"
            if kpi.added
            else "add weight: …, or added: true if its points stand beside the 100",
            at=("kpis", name, "weight") if "weight" in kpi.model_fields_set else ("kpis", name),
            at_key=True,
        )


def check_one_rule(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A KPI is scored by bands or by a line; a line starts at a result and leads somewhere."""
    for name, kpi in list_kpis(role):
        scoring = kpi.scoring
        if scoring is None:
            continue
        at: tuple[Key, ...] = ("kpis", name, "scoring")
        if bool(scoring.bands) == (scoring.linear is not None):
            yield role.diagnose(
                "K020",
                Severity.ERROR,
                f"the KPI “{name}” is scored by bands and by a line: which counts is unclear"
                if scoring.bands
                else f"the scoring of the KPI “{name}” has neither bands nor linear",
                "delete one of the two" if scoring.bands else "add bands: […] or linear: {…}",
                at=at,
                at_key=True,
            )
        line = scoring.linear
        if line is None:
            continue
        if line_start(kpi, line) is None:
            yield role.diagnose(
                "K020",
                Severity.ERROR,
                f"the line of the KPI “{name}” starts nowhere: there is no at, and the KPI has no target",
                "add at: …, the result that earns the score",
                at=(*at, "linear"),
                at_key=True,
            )
        if not line.lose and not line.gain:
            yield role.diagnose(
                "K020",
                Severity.ERROR,
                f"the line of the KPI “{name}” is flat: every result has the same score",
                "add lose: …, gain: … or both",
                at=(*at, "linear"),
                at_key=True,
            )


def check_limits(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Floor and cap leave room between them, and a veto never helps anybody."""
    for name, kpi in list_kpis(role):
        scoring = kpi.scoring
        if scoring is None:
            continue
        at: tuple[Key, ...] = ("kpis", name, "scoring")
        if scoring.floor is not None and scoring.cap is not None and scoring.floor >= scoring.cap:
            yield role.diagnose(
                "K021",
                Severity.ERROR,
                f"the floor, {format_number(scoring.floor)}, is not below the cap, {format_number(scoring.cap)}",
                "correct one of the two",
                at=(*at, "floor"),
            )
        elif scoring.linear and scoring.linear.lose and scoring.floor is None and not kpi.added:
            yield role.diagnose(
                "K022",
                Severity.ADVICE,
                f"the score of the KPI “{name}” can fall without end",
                "add floor: 0 beside linear, if it should not",
                at=(*at, "linear"),
                at_key=True,
            )
        elif _lets_veto_help(kpi):
            yield role.diagnose(
                "K021",
                Severity.ERROR,
                f"a vetoed result of the KPI “{name}” scores more than one that is not",
                "lower the score of the veto, or move its limit",
                at=(*at, "veto"),
                at_key=True,
            )


def check_ratings(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Ratings go from the best to the worst, and the last one is for all other totals."""
    ratings = list(catalogue.handbook.ratings.items())
    previous: Decimal | None = None
    for index, (name, rating) in enumerate(ratings):
        message = hint = ""
        if rating.from_ is None and index < len(ratings) - 1:
            message = f"the rating “{name}” takes all totals, and others come after it"
            hint = "add from: …, the lowest total that earns it"
        elif rating.from_ is not None and index == len(ratings) - 1:
            message = f"totals below {format_number(rating.from_)} have no rating"
            hint = "the last rating has no from: add one, or delete from"
        elif rating.from_ is not None and previous is not None and rating.from_ >= previous:
            message = (
                f"the rating “{name}” begins at {format_number(rating.from_)}, not below the one before it"
            )
            hint = "list the ratings from the best to the worst"
        if message:
            at = ("ratings", name, "from") if "from_" in rating.model_fields_set else ("ratings", name)
            yield catalogue.handbook_file.diagnose(
                "K023", Severity.ERROR, message, hint, at=at, at_key=len(at) == 2
            )
        previous = rating.from_ if rating.from_ is not None else previous
    settings = catalogue.handbook.assessment
    if settings.cap is not None and settings.cap <= settings.floor:
        yield catalogue.handbook_file.diagnose(
            "K023",
            Severity.ERROR,
            f"the cap of the total, {format_number(settings.cap)}, is not above its floor",
            "correct one of the two",
            at=("assessment", "cap"),
        )


def _lets_veto_help(kpi: KpiFacts) -> bool:
    """Whether the result just at the limit of the veto, which is not vetoed, scores less than a vetoed one."""
    assert kpi.scoring is not None
    veto = kpi.scoring.veto
    if veto is None:
        return False
    at_limit = score_result(kpi, veto.worse_than, 6)
    assert not is_worse(kpi, veto.worse_than, veto.worse_than)
    return at_limit is not None and veto.score > at_limit.value
