"""Penalties and guarantees on a scorecard."""

from __future__ import annotations

from decimal import Decimal

from rolebook.assessment.penalties import effect_size
from rolebook.content.fields import Money
from rolebook.content.role_facts import Effect
from rolebook.results.assess_people import AppliedPenalty, PersonResult
from rolebook.views import links
from rolebook.views.context import ViewContext, to_text
from rolebook.views.model.scorecards import GuaranteeEntry, PenaltyEntry
from rolebook.views.score_words import join_sentences, name_trigger, say_signed


def build_penalty(context: ViewContext, result: PersonResult, one: AppliedPenalty) -> PenaltyEntry:
    """One occurrence with its rule, what follows, and what proves it."""
    role, _ = result.person.role, context._
    facts = role.facts.penalties[one.penalty]
    assert facts
    numbers = [name for name, given in role.facts.penalties.items() if given]
    applied = one.applied
    of = context.name("pay_components", applied.effect.of).plain if applied.effect.of else None
    effect = context.say.effect(_charge(applied.effect, applied.charged), of)
    if applied.charged is not None and applied.charged != effect_size(applied.effect):
        effect = join_sentences(context, effect, _("the cap of the rule is reached"))
    proof = context.wording(role).penalty(one.penalty, "evidence")
    decision = []
    if facts.approver:
        decision.append(context.refer(facts.approver, links.CharterLinks()).label.plain)
    if facts.appeal_days is not None:
        decision.append(context.count("{count} day to appeal", "{count} days to appeal", facts.appeal_days))
    occurrence = _("occurrence {number}").format(number=context.language.number(applied.ordinal))
    if facts.window:
        occurrence = join_sentences(context, occurrence, context.say.window(facts.window))
    points = applied.charged if applied.effect.kind == "points" else None
    return PenaltyEntry(
        rule=str(numbers.index(one.penalty) + 1),
        trigger=name_trigger(context, role, one.penalty),
        occurrence=occurrence,
        effect=effect,
        date=context.language.date(applied.date) if applied.date else None,
        evidence=one.evidence or None,
        proof=None if one.evidence or proof is None else to_text(proof),
        decision=join_sentences(context, *decision) or None,
        points=None if points is None else say_signed(context, points, minus=True),
        flags=context.flags(facts.flags),
    )


def _charge(effect: Effect, charged: Decimal | None) -> Effect:
    """The effect with what was really taken, where a cap left less."""
    if charged is None:
        return effect
    if effect.points is not None:
        return effect.model_copy(update={"points": charged})
    if effect.amount is not None:
        return effect.model_copy(update={"amount": Money(value=charged, currency=effect.amount.currency)})
    return effect.model_copy(update={"percent": charged})


def build_guarantees(context: ViewContext, result: PersonResult) -> tuple[GuaranteeEntry, ...]:
    """The guarantees that the person has given, as they stand at the end of the period."""
    _ = context._
    states = {
        "kept": _("kept: {orders} within the time"),
        "running": _("still running: {orders} so far"),
        "failed": _("failed: {orders} within the time"),
    }
    return tuple(
        GuaranteeEntry(
            trigger=name_trigger(context, result.person.role, one.given.penalty),
            span=_("{first} to {last}").format(
                first=context.language.date(one.span.first), last=context.language.date(one.span.last)
            ),
            state=states[one.state].format(
                orders=context.count("{count} completed order", "{count} completed orders", one.given.orders)
            ),
            evidence=one.given.evidence or None,
        )
        for one in result.guarantees
    )
