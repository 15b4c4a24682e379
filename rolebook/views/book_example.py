"""The worked example: results that the files give as examples, assessed by the one engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rolebook.assessment.penalties import Applied, apply_penalty
from rolebook.assessment.total import Assessment, KpiResult, assess_results
from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.role_facts import KpiFacts
from rolebook.views import links
from rolebook.views.context import ViewContext, plain_text, to_text
from rolebook.views.model import ExampleRow, ExampleSum, WorkedExample

_FEW_KPIS = 5


@dataclass(frozen=True)
class ExampleCase:
    """A role, the results that are assumed, and the penalty that is, if the role has one in points."""

    role: CatalogueRole
    actuals: dict[str, Decimal | None]
    penalty: str | None
    applied: tuple[Applied, ...]


def choose_example(roles: Sequence[CatalogueRole]) -> ExampleCase | None:
    """The case that shows most: a post with a penalty in points if there is one, all results, and few KPIs.

    KPIs take their examples in turn, so that not all are at their best. None if no role has two KPIs with examples.
    """
    cases = [case for role in roles if (case := _make_case(role))]

    def rank(case: ExampleCase) -> tuple[bool, bool, bool, int]:
        complete = all(actual is not None for actual in case.actuals.values())
        return (
            case.role.facts.kind == "post",
            case.penalty is not None,
            complete,
            -abs(len(case.actuals) - _FEW_KPIS),
        )

    return max(cases, key=rank, default=None)


def _make_case(role: CatalogueRole) -> ExampleCase | None:
    kpis = {name: facts for name, facts in role.facts.kpis.items() if facts is not None}
    actuals = {
        name: facts.examples[index % len(facts.examples)].actual if facts.examples else None
        for index, (name, facts) in enumerate(kpis.items())
    }
    if sum(actuals[name] is not None and not facts.added for name, facts in kpis.items()) < 2:
        return None
    for name, rule in role.facts.penalties.items():
        if rule is not None and rule.effect.points is not None:
            return ExampleCase(role, actuals, name, apply_penalty(rule, 0, 1))
    return ExampleCase(role, actuals, None, ())


def assess_example(context: ViewContext, case: ExampleCase) -> Assessment:
    """What the case comes to by the rules of the handbook."""
    book = context.catalogue.handbook
    return assess_results(case.role.facts.kpis, case.actuals, case.applied, book.assessment, book.ratings)


def build_worked_example(
    context: ViewContext, roles: Sequence[CatalogueRole], document: links.Links, anchor: str
) -> WorkedExample | None:
    """The example as a table and the sums below it; None if no role has enough examples."""
    case = choose_example(roles)
    if case is None:
        return None
    found = assess_example(context, case)
    role = context.refer(case.role.id, document)
    _ = context._
    return WorkedExample(
        anchor=anchor,
        title=_("A worked example"),
        intro=_(
            "The results are the examples that stand beside the KPIs of this role; the person is invented."
        ),
        role=role,
        rows=tuple(_build_row(context, case.role, row, index) for index, row in enumerate(found.kpis, 1)),
        sums=_list_sums(context, case, found),
    )


def _build_row(context: ViewContext, role: CatalogueRole, row: KpiResult, number: int) -> ExampleRow:
    facts: KpiFacts = row.facts
    name = context.wording(role).kpi(row.id, "name")
    language, none = context.language, "–"
    return ExampleRow(
        number=str(number),
        name=to_text(name) if name else plain_text(row.id),
        target=context._("to be agreed")
        if facts.target is None
        else context.say.measure(facts, facts.target),
        actual=none if row.actual is None else context.say.measure(facts, row.actual),
        score=none if row.score is None else language.number(row.score.value),
        weight=none if facts.added else language.percent(facts.weight),
        product=none if row.contribution is None else language.exact_number(row.contribution),
    )


def _list_sums(context: ViewContext, case: ExampleCase, found: Assessment) -> tuple[ExampleSum, ...]:
    _, number, names = context._, context.language.number, context.wording(case.role)
    sums = []

    def add(label: str, value: str, strong: bool = False) -> None:
        sums.append(ExampleSum(label, value, strong))

    assert found.weighted is not None and found.total is not None
    add(_("Weighted score"), number(found.weighted))
    if any(row.facts.added for row in found.kpis):
        add(_("Added points"), number(found.added))
    if case.penalty is not None:
        trigger = names.penalty(case.penalty, "trigger")
        said = to_text(trigger).plain if trigger else case.penalty
        add(_("Deducted points: {reason}").format(reason=said), number(-found.deducted))
    if found.void:
        kpi = names.kpi(found.void[0], "name")
        said = to_text(kpi).plain if kpi else found.void[0]
        add(_("Veto: {reason}").format(reason=said), number(found.total))
    add(_("Total"), number(found.total), strong=True)
    if found.rating:
        add(_("Rating"), context.name("ratings", found.rating).plain, strong=True)
    return tuple(sums)
