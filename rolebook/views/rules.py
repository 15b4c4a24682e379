"""KPIs and penalties of a role, every figure said in one language."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.catalogue import walk_outline
from rolebook.content.role_facts import KpiFacts, PenaltyFacts
from rolebook.content.score_facts import Band as BandFacts
from rolebook.language.names import Phrase
from rolebook.language.score_phrases import say_cap, say_score_rules
from rolebook.language.wording import RoleWording
from rolebook.views.context import ViewContext, plain_text, to_text
from rolebook.views.links import Links
from rolebook.views.matrix import build_occurrences, build_outcomes, say_counting, say_effect
from rolebook.views.model import Band, Example, Kpi, Penalty, PenaltyStep, Ref, Text

TONES = 6
_MOST = 500
"""Of how many roles the penalties are kept, about 10 KB each: several editions have a chapter of them."""


def build_kpis(context: ViewContext, role: CatalogueRole, links: Links) -> tuple[Kpi, ...]:
    """The KPIs in the order written, with weights, bands and worked examples."""
    return context.keep("kpis", _name_anchors(role, links), lambda: _build_kpis(context, role, links))


def _name_anchors(role: CatalogueRole, links: Links) -> tuple[str, str]:
    """What tells documents apart in which the rules of a role are not the same: how anchors begin, no more."""
    return role.id, links.anchor(role.id, "")


def _build_kpis(context: ViewContext, role: CatalogueRole, links: Links) -> tuple[Kpi, ...]:
    wording = context.wording(role)
    duties = _index_duties(context, role, links)
    rows = []
    for index, (key, facts) in enumerate((k, f) for k, f in role.facts.kpis.items() if f is not None):
        rows.append(
            Kpi(
                id=key,
                anchor=links.anchor(role.id, f"kpi-{key}"),
                number=str(index + 1),
                name=_optional(wording.kpi(key, "name")) or plain_text(key),
                measure=_optional(wording.kpi(key, "measure")),
                evidence=_optional(wording.kpi(key, "evidence")),
                weight=context._("added") if facts.added else context.language.percent(facts.weight),
                share=facts.weight,
                tone=index % TONES + 1,
                target=context.say.measure(facts, facts.target)
                if facts.target is not None
                else context._("to be agreed"),
                period=context.say.period(facts.period),
                direction=context._("higher is better")
                if facts.better == "higher"
                else context._("lower is better"),
                bands=build_bands(context, facts),
                examples=tuple(
                    Example(
                        context.say.measure(facts, e.actual), context.language.number(e.score), e.reported
                    )
                    for e in facts.examples
                ),
                measures=tuple(duties[name] for name in facts.measures if name in duties),
                mark=context.mark(role, f"kpis.{key}"),
                rules=say_score_rules(context.say, facts),
                added=facts.added,
                division=context.say.division(facts.breaks_down) if facts.breaks_down else None,
            )
        )
    return tuple(rows)


def build_penalties(context: ViewContext, role: CatalogueRole, links: Links) -> tuple[Penalty, ...]:
    """The penalty rules in the order written."""
    rules = context.keep(
        "penalties", _name_anchors(role, links), lambda: _build_penalties(context, role, links), most=_MOST
    )
    facts = (facts for facts in role.facts.penalties.values() if facts is not None)
    return tuple(
        replace(rule, approver=context.refer(of_rule.approver, links)) if of_rule.approver else rule
        for rule, of_rule in zip(rules, facts, strict=True)
    )


def _build_penalties(context: ViewContext, role: CatalogueRole, links: Links) -> tuple[Penalty, ...]:
    """The same, but without those who approve: links to them differ from page to page."""
    wording = context.wording(role)
    duties, kpis = _index_duties(context, role, links), _index_kpis(role, wording, links)
    rows = []
    for index, (key, facts) in enumerate((k, f) for k, f in role.facts.penalties.items() if f is not None):
        rows.append(_build_penalty(context, role, links, wording, duties, kpis, key, facts, index + 1))
    return tuple(rows)


def _build_penalty(
    context: ViewContext,
    role: CatalogueRole,
    links: Links,
    wording: RoleWording,
    duties: dict[str, Ref],
    kpis: dict[str, Ref],
    key: str,
    facts: PenaltyFacts,
    number: int,
) -> Penalty:
    say = context.say
    appeal = None
    if facts.appeal_days is not None:
        appeal = context.count("{count} day to appeal", "{count} days to appeal", facts.appeal_days)
    return Penalty(
        id=key,
        anchor=links.anchor(role.id, f"penalty-{key}"),
        number=str(number),
        trigger=_optional(wording.penalty(key, "trigger")) or plain_text(key),
        effect=say_effect(context, facts.effect),
        per=say.per(facts),
        window=say.window(facts.window) if facts.window else None,
        conditions=say.conditions(facts.triggers) if facts.triggers else None,
        guarantee=say.guarantee(facts.guarantee) if facts.guarantee else None,
        evidence=_optional(wording.penalty(key, "evidence")),
        note=_optional(wording.penalty(key, "note")),
        appeal=appeal,
        breaks=tuple(duties[name] for name in facts.breaks if name in duties),
        steps=tuple(
            PenaltyStep(
                context._("occurrence {number}").format(number=context.language.number(step.occurrence)),
                say_effect(context, step.effect),
            )
            for step in facts.steps
        ),
        flags=context.flags(facts.flags),
        mark=context.mark(role, f"penalties.{key}"),
        amount_mark=context.mark(role, f"penalties.{key}.effect.amount"),
        cap=say_cap(say, facts),
        counting=say_counting(context, facts),
        occurrences=() if facts.guarantee else build_occurrences(context, facts),
        outcomes=build_outcomes(context, facts),
        spares=tuple(kpis[name] for name in facts.spares if name in kpis),
        spares_mark=context.mark(role, f"penalties.{key}.spares"),
        decision_mark=context.mark(role, f"penalties.{key}.approver")
        or context.mark(role, f"penalties.{key}.appeal_days"),
    )


def build_bands(context: ViewContext, facts: KpiFacts) -> tuple[Band, ...]:
    """The score bands of a KPI with both limits said: “80% to below 95%”, where the file gives only the lower one."""
    if facts.scoring is None:
        return ()
    rows = []
    previous: BandFacts | None = None
    for band in facts.scoring.bands:
        shown = band
        if previous is not None:
            above, lower = previous.from_, previous.up_to
            if band.from_ is not None and band.below is None and band.up_to is None and above is not None:
                shown = band.model_copy(update={"below": above})
            elif band.up_to is not None and band.from_ is None and band.above is None and lower is not None:
                shown = band.model_copy(update={"above": lower})
        rows.append(Band(context.say.band(facts, shown), context.language.number(_strip_zeros(band.score))))
        previous = band
    return tuple(rows)


def _strip_zeros(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _index_duties(context: ViewContext, role: CatalogueRole, links: Links) -> dict[str, Ref]:
    """Each duty (or group of duties) as a short reference by its number."""
    return context.keep(
        "duty numbers", _name_anchors(role, links), lambda: _number_duties(context, role, links)
    )


def _number_duties(context: ViewContext, role: CatalogueRole, links: Links) -> dict[str, Ref]:
    numbers: dict[tuple[str, ...], str] = {}
    counters: dict[tuple[str, ...], int] = {}
    refs: dict[str, Ref] = {}
    for item in walk_outline(role.source_words.duties):
        parent = item.path[:-2]
        counters[parent] = counters.get(parent, 0) + 1
        above = numbers.get(parent, "")
        number = f"{above}.{counters[parent]}" if above else str(counters[parent])
        numbers[item.path] = number
        label = context._("duty {number}").format(number=number)
        refs[item.id] = Ref(plain_text(label), "#" + links.anchor(role.id, f"duties-{item.id}"), "duty")
    return refs


def _index_kpis(role: CatalogueRole, wording: RoleWording, links: Links) -> dict[str, Ref]:
    """Each KPI as a reference by its name."""
    return {
        key: Ref(
            _optional(wording.kpi(key, "name")) or plain_text(key),
            "#" + links.anchor(role.id, f"kpi-{key}"),
            "kpi",
        )
        for key, facts in role.facts.kpis.items()
        if facts is not None
    }


def _optional(phrase: Phrase | None) -> Text | None:
    return to_text(phrase) if phrase else None
