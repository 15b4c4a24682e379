"""Printed documents: the charter of one role, the handbook of many."""

from __future__ import annotations

from dataclasses import replace

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.handbook_models import Edition
from rolebook.views import links
from rolebook.views.context import ViewContext, plain_text
from rolebook.views.home import sort_roles
from rolebook.views.model import Charter, DocumentFrame, Fact, Handbook, Part, Ref, Role, ScaleLevel, Signer
from rolebook.views.orgchart import build_orgchart
from rolebook.views.reference import build_glossary_groups
from rolebook.views.role import build_role

_SECTIONS = {"department": "departments", "industry": "industries", "family": "families"}


def build_charter(context: ViewContext, role: CatalogueRole) -> Charter:
    """One role as a document to sign."""
    view = _build_printed_role(context, role, links.CharterLinks())
    _ = context._
    signers = (Signer(_("Holder of the role")), Signer(_("Line manager")), Signer(_("Human resources")))
    version = _("Version {version}, effective {date}").format(version=view.version, date=view.effective)
    return Charter(
        _build_document_frame(context, view.title.plain, version, str(role.facts.effective)), view, signers
    )


def build_handbook(context: ViewContext, name: str) -> Handbook:
    """The handbook of an edition: its roles in parts, with chart and glossary."""
    book, words = context.catalogue.handbook, context.catalogue.words[context.tag]
    edition = book.editions.get(name, Edition())
    roles = select_roles(context, edition)
    document = links.HandbookLinks(frozenset(role.id for role in roles))
    _ = context._
    label = context.name("editions", name).plain if name in book.editions else _("All roles")
    version = _("Version {version}, effective {date}").format(
        version=book.version, date=context.language.date(book.effective)
    )

    def fact(key: str, title: str, value: str) -> Fact:
        return Fact(key, title, (Ref(plain_text(value), None, "text"),))

    facts = [
        fact("edition", _("Edition"), label),
        fact("version", _("Version"), book.version),
        fact("effective", _("Effective"), context.language.date(book.effective)),
        fact("language", _("Language"), context.language.autonym),
        fact("roles", _("Roles"), context.language.number(len(roles))),
    ]
    if book.owner:
        facts.append(Fact("owner", _("Owner"), (context.refer(book.owner, document),)))
    if book.governing_language and len(book.languages) > 1:
        facts.append(
            fact("governing", _("Governing language"), context.language.name_of(book.governing_language))
        )
    return Handbook(
        frame=_build_document_frame(context, words.title, version, str(book.effective)),
        subtitle=context.pick({tag: w.subtitle for tag, w in context.catalogue.words.items()}),
        edition_name=label,
        cover_facts=tuple(facts),
        preface=context.pick({tag: w.preface for tag, w in context.catalogue.words.items()}, block=True),
        chart=build_orgchart(context, document),
        parts=_build_parts(context, edition, roles, document),
        glossary=build_glossary_groups(context),
        scale=tuple(
            ScaleLevel(level, context.name("competency_scale", str(level)).plain)
            for level in range(1, book.competency_levels + 1)
        ),
    )


def _build_printed_role(context: ViewContext, role: CatalogueRole, document: links.Links) -> Role:
    """A role without the editors' notes: they are for those who keep the files, not for those who sign."""
    return replace(build_role(context, role, document), notes=())


def select_roles(context: ViewContext, edition: Edition) -> list[CatalogueRole]:
    """The roles of an edition, in the order of the handbook."""

    def belongs(role: CatalogueRole) -> bool:
        wanted = (
            (edition.departments, role.department),
            (edition.levels, role.level),
            (edition.industries, role.industry),
            (edition.families, role.facts.family),
        )
        return all(not chosen or value in chosen for chosen, value in wanted)

    return [role for role in sort_roles(context) if belongs(role)]


def _build_parts(
    context: ViewContext, edition: Edition, roles: list[CatalogueRole], document: links.HandbookLinks
) -> tuple[Part, ...]:
    section = _SECTIONS[edition.parts]

    def part_of(role: CatalogueRole) -> str:
        return {"department": role.department, "industry": role.industry, "family": role.facts.family or ""}[
            edition.parts
        ]

    known = [
        name
        for name in getattr(context.catalogue.handbook, section)
        if any(part_of(role) == name for role in roles)
    ]
    names = [*known, ""] if any(not part_of(role) for role in roles) else known
    parts = []
    for index, name in enumerate(names, 1):
        title = context.name(section, name) if name else plain_text(context._("Other roles"))
        members = tuple(
            _build_printed_role(context, role, document) for role in roles if part_of(role) == name
        )
        parts.append(
            Part(
                str(index),
                f"part-{name or 'other'}",
                title,
                context.description(section, name) if name else None,
                members,
            )
        )
    return tuple(parts)


def _build_document_frame(context: ViewContext, title: str, version: str, created: str) -> DocumentFrame:
    words, book = context.catalogue.words[context.tag], context.catalogue.handbook
    return DocumentFrame(
        language=context.tag,
        direction=context.language.direction,
        paper=book.print.paper,
        title=title,
        handbook=words.title,
        organisation=words.organisation,
        edition=version,
        author=words.organisation,
        created=created,
        language_name=context.language.autonym,
    )
