"""The rules of assessment in sentences: formula, scores, penalties; only what occurs among these KPIs and penalties."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from rolebook.assessment.score import round_half_up
from rolebook.content.role_facts import KpiFacts, PenaltyFacts
from rolebook.content.score_facts import Band
from rolebook.views.context import ViewContext
from rolebook.views.model import Explanation, Rule

PERIODS = ("day", "week", "month", "quarter", "half-year", "year")
_MONEY = ("fine", "wage-deduction", "variable-pay")


def explain_formula(
    context: ViewContext, kpis: Sequence[KpiFacts], penalties: Sequence[PenaltyFacts], prefix: str
) -> Explanation:
    """From results to a total, step by step."""
    _, book, number = context._, context.catalogue.handbook, context.language.number
    settings = book.assessment
    added, deducted = any(kpi.added for kpi in kpis), any(map(_takes_points, penalties))
    formula = _("Total = sum of (score × weight) ÷ sum of the weights")
    if added:
        formula = _("{sum} + added points").format(sum=formula)
    if deducted:
        formula = _("{sum} − deducted points").format(sum=formula)
    periods = context.language.join(
        context.say.period(period) for period in PERIODS if any(kpi.period == period for kpi in kpis)
    )
    steps = [
        _("At the end of its period ({periods}), the result of each KPI is read from its evidence.").format(
            periods=periods
        ),
        _("The rule of the KPI turns the result into a score."),
        _(
            "Each score is multiplied by the weight of its KPI. The products are added up and divided by the sum of "
            "the weights, which is {all}. A KPI without a result is left out, and the others share its weight in "
            "proportion."
        ).format(all=context.language.percent(Decimal(100))),
    ]
    if added:
        steps.append(_("Points of added KPIs are added; those below 0 are taken off."))
    if deducted:
        steps.append(_("Points that penalties deduct are taken off."))
    if settings.cap is None:
        steps.append(_("The total is never lower than {floor}.").format(floor=number(settings.floor)))
    else:
        steps.append(
            _("The total is never lower than {floor} and never higher than {cap}.").format(
                floor=number(settings.floor), cap=number(settings.cap)
            )
        )
    steps.append(_explain_rounding(context, settings.decimals))
    if book.ratings:
        steps.append(_("The total earns a rating: the best one whose lowest total it reaches."))
    title = _("From results to a total")
    return Explanation("formula", f"{prefix}formula", title, formula=formula, steps=tuple(steps))


def _explain_rounding(context: ViewContext, decimals: int) -> str:
    exact = 84 + Decimal(1) / Decimal(2 ** (decimals + 1))  # ends in a half of the last decimal that stays
    return context._(
        "Each score is rounded to the nearest {unit}, and the total once, at the end. Halves go up: {exact} becomes "
        "{rounded}."
    ).format(
        unit=context.language.number(Decimal(1).scaleb(-decimals)),
        exact=context.language.exact_number(exact),
        rounded=context.language.number(round_half_up(Fraction(exact), decimals)),
    )


def explain_scores(context: ViewContext, kpis: Sequence[KpiFacts], prefix: str) -> Explanation:
    """How a result becomes a score, by each kind of rule that occurs."""
    _ = context._
    settings = context.catalogue.handbook.assessment
    scorings = [kpi.scoring for kpi in kpis if kpi.scoring]
    rules = []
    if any(scoring.bands for scoring in scorings):
        percent = KpiFacts.model_validate({"unit": "percent"})
        band = Band.model_validate({"from": 80, "below": 95, "score": 80})
        text = _(
            "The first band in which the result lies gives the score. “{band}” holds {low}, but no longer {high}."
        ).format(
            band=context.say.band(percent, band),
            low=context.language.percent(Decimal(80)),
            high=context.language.percent(Decimal(95)),
        )
        rules.append(Rule(_("Bands"), text))
    if any(scoring.linear for scoring in scorings):
        text = _(
            "At one result, mostly the target, the score is fixed. From there each step takes points off or adds "
            "points, as the rule says; where it says so, only full steps count."
        )
        rules.append(Rule(_("Line"), text))
    if any(scoring.floor is not None or scoring.cap is not None for scoring in scorings):
        text = _("Where a rule gives a lowest or a highest score, no result scores lower or higher.")
        rules.append(Rule(_("Floor and cap"), text))
    if any(scoring.veto for scoring in scorings):
        rules.append(
            Rule(
                _("Veto"),
                _("A result worse than the limit has the score of the veto, whatever else the rule gives."),
            )
        )
    if any(scoring.veto and scoring.veto.total for scoring in scorings):
        text = _("Some vetoes reach the whole assessment: the total is then {floor}, with the lowest rating.")
        if not context.catalogue.handbook.ratings:
            text = _("Some vetoes reach the whole assessment: the total is then {floor}.")
        rules.append(Rule(_("Veto of the total"), text.format(floor=context.language.number(settings.floor))))
    if any(kpi.added for kpi in kpis):
        text = _("An added KPI has no weight. Its score is points beside the {all} of the others.").format(
            all=context.language.percent(Decimal(100))
        )
        rules.append(Rule(_("Added KPI"), text))
    if any(kpi.scoring is None for kpi in kpis):
        text = _("A KPI without bands or line is judged by the superior, who gives the score and says why.")
        rules.append(Rule(_("Judged score"), text))
    return Explanation("scores", f"{prefix}scores", _("From a result to a score"), rules=tuple(rules))


def explain_penalties(
    context: ViewContext, penalties: Sequence[PenaltyFacts], prefix: str
) -> tuple[Explanation, ...]:
    """What penalties do, how they count, and how to appeal; without penalties, how to have a mistake mended."""
    _ = context._
    mistakes = _(
        "Results and rules alone make the score, so that everyone can work it out again. Anyone who finds a mistake "
        "should say so before signing the assessment."
    )
    sentences = [mistakes]
    days = sorted({rule.appeal_days for rule in penalties if rule.appeal_days is not None})
    if days:
        shortest, longest = context.language.number(days[0]), context.language.number(days[-1])
        if len(days) == 1:
            text = context.count(
                "Anyone who disagrees with a penalty can appeal: the rule gives {count} day for it.",
                "Anyone who disagrees with a penalty can appeal: the rule gives {count} days for it.",
                days[0],
            )
        else:
            text = _(
                "Anyone who disagrees with a penalty can appeal within the time that its rule gives: {shortest} to "
                "{longest} days."
            ).format(shortest=shortest, longest=longest)
        sentences.append(text)
    appeal = Explanation("appeal", f"{prefix}appeal", _("Mistakes and appeals"), tuple(sentences))
    if not penalties:
        return (appeal,)
    rules = (*_explain_effects(context, penalties), *_explain_counting(context, penalties))
    found = Explanation("penalties", f"{prefix}penalties", _("How penalties count"), rules=rules)
    return (found, appeal)


def _explain_effects(context: ViewContext, penalties: Sequence[PenaltyFacts]) -> tuple[Rule, ...]:
    _ = context._
    effects = [
        effect for rule in penalties for effect in (rule.effect, *(step.effect for step in rule.steps))
    ]
    rules = []
    if any(effect.kind == "points" for effect in effects):
        rules.append(Rule(_("Points"), _("They are taken off the total of the assessment.")))
    if any(effect.kind in _MONEY for effect in effects):
        text = _("It stands beside the assessment and changes no score.")
        rules.append(Rule(_("Money"), text))
    if any(effect.kind == "warning" for effect in effects):
        rules.append(Rule(_("Warning"), _("It is recorded and changes no score.")))
    if any(effect.kind == "process" for effect in effects):
        rules.append(
            Rule(_("Procedure"), _("It follows the steps that the rule names and changes no score."))
        )
    if any(rule.approver for rule in penalties):
        rules.append(
            Rule(_("Decision"), _("A penalty holds once the one whom its rule names has confirmed it."))
        )
    return tuple(rules)


def _explain_counting(context: ViewContext, penalties: Sequence[PenaltyFacts]) -> tuple[Rule, ...]:
    _ = context._
    rules = []
    if any(rule.per in ("occurrence", "case") for rule in penalties):
        rules.append(Rule(_("Each time, each case"), _("Every occurrence counts.")))
    if any(rule.per in ("check", "period") for rule in penalties):
        text = _("However often it happened, it counts once in an assessment.")
        rules.append(Rule(_("Once a period, each assessment"), text))
    if any(rule.window for rule in penalties):
        text = _(
            "Occurrences count together within the day, the week from Monday, the calendar month, quarter, half-year "
            "or year that the rule names; without one, within the period that is assessed."
        )
        rules.append(Rule(_("Window"), text))
    if any(rule.steps for rule in penalties):
        text = _(
            "The first occurrence in the window has the first effect, later ones have those of the steps they reach; "
            "after the last step its effect stays."
        )
        rules.append(Rule(_("Steps"), text))
    if any(rule.at_most is not None for rule in penalties):
        text = _("All occurrences in one window together take no more than the cap of the rule.")
        rules.append(Rule(_("Cap"), text))
    if any(rule.spares for rule in penalties):
        text = _("The fault does not lower the score of a KPI that the rule spares, so that it counts once.")
        rules.append(Rule(_("Spared KPI"), text))
    guarantees = {rule.guarantee for rule in penalties if rule.guarantee}
    if guarantees:
        said = [
            context.say.guarantee(item)
            for item in sorted(guarantees, key=lambda item: (item.months, item.orders_at_least))
        ]
        text = _(
            "It begins on the day on which it is given. When its time is over without the orders, it has failed."
        )
        space = "" if context.language.is_cjk else " "
        rules.append(Rule(_("Guarantee"), space.join([*said, text])))
    return tuple(rules)


def _takes_points(rule: PenaltyFacts) -> bool:
    return any(effect.kind == "points" for effect in (rule.effect, *(step.effect for step in rule.steps)))
