"""Assessment forms of a role: what they show, as documents and as a page that computes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rolebook.assessment.penalties import effect_at
from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.role_facts import PenaltyFacts
from rolebook.language.units import money_pattern, say_unit
from rolebook.views import links
from rolebook.views.context import ViewContext, to_text
from rolebook.views.document_frame import build_document_frame
from rolebook.views.frame import build_frame
from rolebook.views.model import Link
from rolebook.views.model.assessment import (
    AssessedKpi,
    AssessedPenalty,
    Assessment,
    AssessmentDocument,
    AssessmentPage,
    NumberStyle,
    RatingChoice,
    UnitPattern,
)
from rolebook.views.model.scoring import PenaltyRule
from rolebook.views.rules import build_kpis, build_penalties
from rolebook.views.scoring_table import compile_table, unit_of


def is_assessed(context: ViewContext, role: CatalogueRole) -> bool:
    """Whether there are forms to assess a role: not without KPIs, nor for those who do not assess."""
    return context.sees("assessment") and any(role.facts.kpis.values())


def build_assessment(context: ViewContext, role: CatalogueRole, document: links.Links) -> Assessment:
    """What the assessment forms of a role show in one language."""
    facts, book = role.facts, context.catalogue.handbook
    table = compile_table(facts.kpis, facts.penalties, book.assessment, book.ratings)
    kpis = [kpi for kpi in facts.kpis.values() if kpi is not None]
    penalties = [penalty for penalty in facts.penalties.values() if penalty is not None]
    adds = any(kpi.added for kpi in kpis)
    deducts = any(part.unit == "points" for rule in table.penalties for part in rule.parts)
    title = context.wording(role).sentence("title")
    assert title
    return Assessment(
        role=role.id,
        title=to_text(title),
        superiors=tuple(context.refer(name, document) for name in facts.reports_to[:1]),
        kpis=tuple(
            AssessedKpi(replace(view, measures=(), examples=()), say_unit(context.say, kpi))
            for view, kpi in zip(build_kpis(context, role, document), kpis, strict=True)
        ),
        penalties=tuple(
            AssessedPenalty(replace(view, breaks=()), _say_effects(context, penalty, rule))
            for view, penalty, rule in zip(
                build_penalties(context, role, document), penalties, table.penalties, strict=True
            )
        ),
        ratings=_build_ratings(context),
        units=_build_units(context, penalties),
        formula=_say_formula(context, adds, deducts),
        appeal=_say_appeal(context, facts.owner, document),
        adds=adds,
        deducts=deducts,
        table=table,
        numbers=_build_numbers(context),
    )


def build_assessment_document(context: ViewContext, role: CatalogueRole) -> AssessmentDocument:
    """The assessment form of a role as a document, to print or to fill in; the spreadsheet shows the same."""
    return context.keep("assessment", role.id, lambda: _build_document(context, role))


def _build_document(context: ViewContext, role: CatalogueRole) -> AssessmentDocument:
    form = build_assessment(context, role, links.CharterLinks())
    facts = role.facts
    assert facts.effective
    version = context.say_version(facts.version, facts.effective)
    title = context._("Assessment form: {role}").format(role=form.title.plain)
    return AssessmentDocument(build_document_frame(context, title, version, str(facts.effective)), form)


def build_assessment_page(context: ViewContext, role: CatalogueRole) -> AssessmentPage:
    """The page that computes the assessment of a role."""

    def path_of(tag: str) -> str:
        return links.assessment_page_path(tag, role.id)

    _ = context._
    path = path_of(context.tag)
    form = build_assessment(context, role, links.SiteLinks(context.tag, path))
    title = _("Compute an assessment: {role}").format(role=form.title.plain)
    description = _("Scores, total and rating from results, by the rules of the role; nothing is kept.")
    role_page = links.relative_href(path, links.role_path(context.tag, role.id))
    return AssessmentPage(
        build_frame(context, path_of, title, description, nav="roles", searchable=False),
        form,
        list_documents(context, path, role),
        (
            Link(_("Roles"), links.relative_href(path, links.home_path(context.tag))),
            Link(form.title.plain, role_page),
        ),
    )


def list_documents(context: ViewContext, path: str, role: CatalogueRole) -> tuple[Link, ...]:
    """The forms of a role that are files, as links of the page at ``path``."""
    _ = context._
    if not is_assessed(context, role):
        return ()
    return tuple(
        Link(label, links.relative_href(path, path_of(context.tag, role.id)))
        for label, path_of in (
            (_("Assessment form to print (PDF)"), links.assessment_path),
            (_("Assessment form to fill in (PDF)"), links.assessment_form_path),
            (_("Spreadsheet that computes the assessment (XLSX)"), links.assessment_workbook_path),
        )
    )


def list_assessment(context: ViewContext, path: str, role: CatalogueRole) -> tuple[Link, ...]:
    """All assessment forms of a role: the page that computes, then the files; none if there are no KPIs."""
    if not is_assessed(context, role):
        return ()
    page = links.relative_href(path, links.assessment_page_path(context.tag, role.id))
    return (Link(context._("Compute an assessment"), page), *list_documents(context, path, role))


def _say_effects(context: ViewContext, penalty: PenaltyFacts, rule: PenaltyRule) -> tuple[str, ...]:
    effects = [effect_at(penalty, part.first) for part in rule.parts]
    names = [context.name("pay_components", effect.of).plain if effect.of else None for effect in effects]
    return tuple(context.say.effect(effect, name) for effect, name in zip(effects, names, strict=True))


def _build_units(context: ViewContext, penalties: Sequence[PenaltyFacts]) -> tuple[UnitPattern, ...]:
    """How amounts of each unit that the penalties know are written, points left out."""
    patterns: dict[str, str] = {}
    for penalty in penalties:
        for effect in (penalty.effect, *(step.effect for step in penalty.steps)):
            unit = unit_of(effect)
            if effect.amount is not None and unit not in ("", "points"):
                patterns[unit] = money_pattern(context.say, unit)
            elif effect.percent is not None and unit not in ("", "points"):
                name = context.name("pay_components", effect.of).plain if effect.of else None
                nothing = effect.model_copy(update={"percent": Decimal(0)})
                patterns[unit] = context.say.effect(nothing, name).replace(context.language.number(0), "{}")
    return tuple(UnitPattern(unit, pattern) for unit, pattern in patterns.items())


def _build_ratings(context: ViewContext) -> tuple[RatingChoice, ...]:
    """The scale, from the best rating to the worst, with the totals that earn each."""
    _, number = context._, context.language.number
    choices = []
    above: Decimal | None = None
    for name, rating in context.catalogue.handbook.ratings.items():
        low = rating.from_
        if low is None:
            reach = _("less than {value}").format(value=number(above)) if above is not None else ""
        elif above is None:
            reach = _("{value} or more").format(value=number(low))
        else:
            reach = _("{low} to below {high}").format(low=number(low), high=number(above))
        choices.append(
            RatingChoice(name, context.name("ratings", name), reach, context.description("ratings", name))
        )
        above = low
    return tuple(choices)


def _say_formula(context: ViewContext, adds: bool, deducts: bool) -> tuple[str, ...]:
    """How a total comes about, a sentence each."""
    _, settings, number = context._, context.catalogue.handbook.assessment, context.language.number
    sentences = [
        _(
            "Each score counts by its weight. A KPI without a result is left out, and its weight falls to the others."
        )
    ]
    if adds and deducts:
        sentences.append(_("The total is the weighted score, plus added points, less deducted points."))
    elif adds:
        sentences.append(_("The total is the weighted score plus added points."))
    elif deducts:
        sentences.append(_("The total is the weighted score less deducted points."))
    if settings.cap is None:
        sentences.append(_("It is never below {floor}.").format(floor=number(settings.floor)))
    else:
        sentences.append(
            _("It is never below {floor} nor above {cap}.").format(
                floor=number(settings.floor), cap=number(settings.cap)
            )
        )
    sentences.append(
        context.count(
            "Scores and total are rounded half up to {count} decimal.",
            "Scores and total are rounded half up to {count} decimals.",
            settings.decimals,
        )
        if settings.decimals
        else _("Scores and total are rounded half up to whole numbers.")
    )
    return tuple(sentences)


def _say_appeal(context: ViewContext, owner: str | None, document: links.Links) -> str:
    _ = context._
    note = _(
        "A signature says that the assessment was read and explained, not that one agrees with it. Whoever "
        "disagrees says so in the comments and may appeal; a penalty names its own time for this."
    )
    if owner is None:
        return note
    office = _("Appeals go to: {office}.").format(office=context.refer(owner, document).label.plain)
    return f"{note}{'' if context.language.is_cjk else ' '}{office}"


def _build_numbers(context: ViewContext) -> NumberStyle:
    number = context.language.number
    group = next((mark for mark in number(1_000_000) if not mark.isdigit()), "")
    group_from = next((digits for digits in (4, 5, 6) if group and group in number(10 ** (digits - 1))), 7)
    return NumberStyle(number(Decimal("1.5")).strip("15"), group, group_from)
