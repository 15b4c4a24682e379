"""The penalty matrix: what follows the first, second and third occurrence, and how they are counted."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rolebook.assessment.penalties import effect_at
from rolebook.content.role_facts import Effect, PenaltyFacts
from rolebook.views.context import ViewContext
from rolebook.views.model import MatrixGroup, Occurrence, Outcome, Penalty, PenaltyMatrix, PenaltyStep, Ref

COLUMNS = 3
"""The columns of the matrix: 1st time, 2nd time, 3rd time or later."""


def build_occurrences(context: ViewContext, facts: PenaltyFacts) -> tuple[Occurrence, ...]:
    """The cells of a rule: neighbours with the same effect are one; what changes later stands in the last."""
    later = tuple(
        PenaltyStep(
            context._("from occurrence {number}").format(number=context.language.number(step.occurrence)),
            say_effect(context, step.effect),
        )
        for step in facts.steps
        if step.occurrence > COLUMNS
    )
    cells = []
    for effect, same in groupby(range(1, COLUMNS + 1), lambda number: effect_at(facts, number)):
        numbers = list(same)
        is_last = numbers[-1] == COLUMNS
        label = _name_occurrences(context, numbers[0], numbers[-1], is_last and not later)
        shown = later if is_last else ()
        cells.append(Occurrence(label, say_effect(context, effect), len(numbers), shown))
    return tuple(cells)


def build_outcomes(context: ViewContext, facts: PenaltyFacts) -> tuple[Outcome, ...]:
    """How the guarantee of a rule can end: kept, or not; nothing where there is none."""
    if facts.guarantee is None:
        return ()
    _, guarantee = context._, facts.guarantee
    orders = context.count("{count} completed order", "{count} completed orders", guarantee.orders_at_least)
    kept = _("at least {orders} within {time} of the guarantee")
    return (
        Outcome(
            kept.format(orders=orders, time=context.say.months(guarantee.months)),
            _("the employee stays, nothing is deducted"),
        ),
        Outcome(_("fewer"), say_effect(context, facts.effect)),
    )


def say_counting(context: ViewContext, facts: PenaltyFacts) -> str:
    """How occurrences are counted: each time, within a year."""
    parts = [context.say.per(facts)]
    if facts.window:
        parts.append(context.say.window(facts.window))
    elif facts.steps:
        parts.append(context._("within the period assessed"))
    return ("，" if context.language.is_cjk else ", ").join(parts)


def say_effect(context: ViewContext, effect: Effect) -> str:
    """What a penalty does, with the name of the pay component that it is taken of."""
    component = context.name("pay_components", effect.of).plain if effect.of else None
    return context.say.effect(effect, component)


def collect_matrix(rules: Iterable[tuple[Ref, tuple[Penalty, ...]]]) -> PenaltyMatrix:
    """The matrix of roles, each with its penalties; those without are left out."""
    return PenaltyMatrix(tuple(MatrixGroup(role, penalties) for role, penalties in rules if penalties))


def _name_occurrences(context: ViewContext, first: int, last: int, is_open: bool) -> str:
    _ = context._
    return {
        (1, 1, False): _("1st time"),
        (1, 2, False): _("1st and 2nd time"),
        (1, 3, False): _("1st to 3rd time"),
        (1, 3, True): _("every time"),
        (2, 2, False): _("2nd time"),
        (2, 3, False): _("2nd and 3rd time"),
        (2, 3, True): _("2nd time or later"),
        (3, 3, False): _("3rd time"),
        (3, 3, True): _("3rd time or later"),
    }[first, last, is_open]
