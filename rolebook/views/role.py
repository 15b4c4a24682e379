"""A role in one language, as pages and documents show it."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.role_facts import QualificationFacts, RoleFacts, SectionName
from rolebook.language.wording import RoleWording
from rolebook.views.context import ViewContext, plain_text, to_text
from rolebook.views.links import Links, SiteLinks, role_anchor, role_path
from rolebook.views.model import (
    Caution,
    Competency,
    Entry,
    Fact,
    Mark,
    Note,
    Qualification,
    Ref,
    Role,
    ScaleLevel,
    Text,
    Translation,
)
from rolebook.views.outline import build_outline, build_shared_workflow
from rolebook.views.rules import build_kpis, build_penalties
from rolebook.views.section_names import name_requirements

_MARKS = ("implied", "inferred", "doubtful", "proposed", "gap")
_PATHS = {"reports-to": "reports_to", "acts-for": "acts_for", "career-from": "career", "career-to": "career"}
"""Facts whose provenance has another name than their row."""
SECTIONS = get_args(SectionName)
"""The sections of a role in the order in which they are shown, unless a role wants some of them first."""


def build_page_role(context: ViewContext, role: CatalogueRole) -> Role:
    """The view of a role as its page shows it; the comparison shows parts of the same."""
    links = SiteLinks(context.tag, role_path(context.tag, role.id))
    return context.keep("role", role.id, lambda: build_role(context, role, links))


def build_role(context: ViewContext, role: CatalogueRole, links: Links) -> Role:
    """The view of a role; ``links`` decides where its references lead."""
    wording = context.wording(role)
    facts = role.facts
    title, summary, purpose, closing = (
        wording.sentence(name) for name in ("title", "summary", "purpose", "closing")
    )
    assert title and summary and facts.effective
    view = Role(
        id=role.id,
        anchor=role_anchor(role.id),
        kind=facts.kind,
        title=to_text(title),
        summary=to_text(summary),
        purpose=to_text(purpose, block=True) if purpose else None,
        purpose_mark=context.mark(role, "purpose"),
        facts=_build_facts(context, role, links),
        duties=build_outline(context, role, "duties", links),
        authority=build_outline(context, role, "authority", links),
        accountability=build_outline(context, role, "accountability", links),
        qualifications=_build_qualifications(context, role, wording),
        kpis=build_kpis(context, role, links),
        penalties=build_penalties(context, role, links),
        workflows=build_outline(context, role, "workflows", links),
        competencies=_build_competencies(context, role, links),
        relations=build_outline(context, role, "relations", links),
        notes=tuple(
            Note(to_text(note), context.mark(role, f"notes.{key}")) for key, note in wording.notes().items()
        ),
        closing=to_text(closing, block=True) if closing else None,
        shared=tuple(
            replace(build_shared_workflow(context, name, links), href=links.workflow(name))
            for name in facts.follows
        ),
        order=(*facts.sections_first, *(name for name in SECTIONS if name not in facts.sections_first)),
        version=facts.version or "",
        effective=context.language.date(facts.effective) if context.sees("versions") else "",
        review_by=context.language.date(facts.review_by) if facts.review_by else None,
        owner=context.refer(facts.owner, links) if facts.owner else None,
        translation=build_translation(context, role),
    )
    return replace(view, legend=_build_legend(view), cautions=_build_cautions(context, facts))


def _build_cautions(context: ViewContext, facts: RoleFacts) -> tuple[Caution, ...]:
    """Each caution that an entry of the role carries, once, in the order of the handbook."""
    sections = (facts.duties, facts.authority, facts.qualifications, facts.penalties)
    flags = {flag for section in sections for entry in section.values() if entry for flag in entry.flags}
    return tuple(
        Caution(context.name("flags", flag).plain, context.description("flags", flag))
        for flag in context.catalogue.handbook.flags
        if flag in flags
    )


def _build_legend(view: Role) -> tuple[Mark, ...]:
    """Each kind of mark that the role shows, once, from the surest to the least sure."""
    found: dict[str, Mark] = {}

    def add(*marks: Mark | None) -> None:
        found.update({mark.kind: replace(mark, suggestion=None) for mark in marks if mark})

    def walk(entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            add(entry.mark)
            walk(entry.items)

    for outline in (view.duties, view.authority, view.accountability, view.workflows, view.relations):
        walk(outline)
    add(view.purpose_mark, *(note.mark for note in view.notes), *(fact.mark for fact in view.facts))
    add(*(row.mark for rows in (view.qualifications, view.kpis, view.competencies) for row in rows))
    for rule in view.penalties:
        add(rule.mark, rule.amount_mark, rule.spares_mark, rule.decision_mark)
    return tuple(found[kind] for kind in _MARKS if kind in found)


def build_translation(context: ViewContext, role: CatalogueRole) -> Translation:
    """How complete the role's words are in this language."""
    state = context.wording(role).measure_completeness()
    label = None
    if state.missing:
        label = context.count(
            "{count} text not yet translated", "{count} texts not yet translated", state.missing
        )
    return Translation(state.missing, state.total, label)


def _build_facts(context: ViewContext, role: CatalogueRole, links: Links) -> tuple[Fact, ...]:
    _, facts = context._, role.facts

    def named(section: str, name: str) -> tuple[Ref, ...]:
        return (Ref(context.name(section, name), None, section),)

    def people(ids: tuple[str, ...]) -> tuple[Ref, ...]:
        return tuple(context.refer(name, links) for name in ids)

    def words(text: str) -> tuple[Ref, ...]:
        return (Ref(plain_text(text), None, "text"),)

    rows = [
        Fact("reports-to", _("Reports to"), people(role.reports_to)),
        Fact("manages", _("Manages"), people(role.manages)),
        Fact("acts-for", _("Acts for"), people(facts.acts_for)),
        Fact("career-from", _("Comes from"), people(facts.career.from_)),
        Fact("career-to", _("Can lead to"), people(facts.career.to)),
        Fact(
            "places", _("Place of work"), tuple(ref for name in facts.places for ref in named("places", name))
        ),
        Fact("department", _("Department"), named("departments", role.department)),
        Fact("level", _("Level"), named("levels", role.level)),
        Fact("industry", _("Industry"), named("industries", role.industry)),
    ]
    if facts.version and facts.effective:
        rows.append(Fact("version", _("Version"), words(facts.version)))
        rows.append(Fact("effective", _("Effective"), words(context.language.date(facts.effective))))
    if facts.review_by:
        rows.append(Fact("review-by", _("Review by"), words(context.language.date(facts.review_by))))
    if facts.owner:
        rows.append(Fact("owner", _("Owner"), people((facts.owner,))))
    marked = []
    for row in rows:
        if row.values:
            mark = context.mark(role, _PATHS.get(row.id, row.id))
            marked.append(replace(row, mark=mark) if mark else row)
    return tuple(marked)


def _build_qualifications(
    context: ViewContext, role: CatalogueRole, wording: RoleWording
) -> tuple[Qualification, ...]:
    _ = context._
    kinds = name_requirements(_)
    needs = {"required": _("required"), "preferred": _("preferred"), "information": _("for information")}
    rows = []
    for key, facts in role.facts.qualifications.items():
        if facts is None:
            continue
        rows.append(
            Qualification(
                key,
                to_text(wording.qualification(key)),
                kinds[facts.kind],
                needs[facts.need],
                facts.need == "required",
                context.flags(facts.flags),
                context.mark(role, f"qualifications.{key}", *QualificationFacts.model_fields),
                _list_notes(context, wording, facts),
            )
        )
    order = list(needs.values())
    return tuple(sorted(rows, key=lambda row: order.index(row.need)))


def _list_notes(context: ViewContext, wording: RoleWording, facts: QualificationFacts) -> tuple[str, ...]:
    """What else holds for a requirement: subjects of study, the requirement it stands for, its KPI."""
    _, notes = context._, []
    if facts.majors:
        names = context.language.join(context.name("majors", name).plain for name in facts.majors)
        notes.append(_("Subjects: {names}").format(names=names))
    if facts.alternative_to:
        other = to_text(wording.qualification(facts.alternative_to)).plain
        notes.append(_("Or instead: {other}").format(other=other))
    if facts.measured_by:
        kpi = wording.kpi(facts.measured_by, "name")
        name = to_text(kpi).plain if kpi else facts.measured_by
        notes.append(_("A result, measured by the KPI: {name}").format(name=name))
    return tuple(notes)


def _build_competencies(context: ViewContext, role: CatalogueRole, links: Links) -> tuple[Competency, ...]:
    rows = []
    top = context.catalogue.handbook.competency_levels
    for key, level in role.facts.competencies.items():
        if level is None:
            continue
        rows.append(
            Competency(
                key,
                Ref(competency_name(context, key), links.competency(key), "competency"),
                level,
                top,
                context.name("competency_scale", str(level)).plain,
                competency_level(context, key, level),
                context.mark(role, f"competencies.{key}"),
                links.anchor(role.id, f"competency-{key}"),
            )
        )
    order = list(context.catalogue.handbook.competencies)
    return tuple(sorted(rows, key=lambda row: (-row.level, order.index(row.id))))


def build_scale(context: ViewContext) -> tuple[ScaleLevel, ...]:
    """The levels of the scale of competencies, with their names."""
    levels = range(1, context.catalogue.handbook.competency_levels + 1)
    return tuple(ScaleLevel(level, context.name("competency_scale", str(level)).plain) for level in levels)


def competency_name(context: ViewContext, key: str) -> Text:
    """The name of a competency."""
    words = context.catalogue.words
    return context.pick(
        {tag: w.competencies[key].name for tag, w in words.items() if key in w.competencies}
    ) or plain_text(key)


def competency_level(context: ViewContext, key: str, level: int) -> Text | None:
    """What a person at this level of a competency does."""
    words = context.catalogue.words
    return context.pick(
        {tag: w.competencies[key].levels.get(str(level)) for tag, w in words.items() if key in w.competencies}
    )
