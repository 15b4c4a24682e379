"""Printed documents: the charter of one role, the handbook of many."""

from __future__ import annotations

from dataclasses import replace

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.handbook_models import Edition
from rolebook.views import links
from rolebook.views.book_assessment import build_assessment_guide
from rolebook.views.book_calendar import build_book_calendar
from rolebook.views.book_front import build_acknowledgement, build_imprint
from rolebook.views.book_index import build_book_index
from rolebook.views.context import ViewContext, plain_text
from rolebook.views.digest import digest_content
from rolebook.views.document_frame import build_document_frame
from rolebook.views.guides import build_guide
from rolebook.views.model import Charter, Fact, Handbook, Part, Ref, Role, Signer
from rolebook.views.order import select_roles
from rolebook.views.orgchart import build_orgchart
from rolebook.views.outline import build_shared_workflow
from rolebook.views.reference import build_glossary_groups
from rolebook.views.role import build_role, build_scale

_SECTIONS = {"department": "departments", "industry": "industries", "family": "families"}


def build_charter(context: ViewContext, role: CatalogueRole) -> Charter:
    """One role as a document to sign."""
    view = _build_printed_role(context, role, links.CharterLinks())
    _ = context._
    signers = (Signer(_("Holder of the role")), Signer(_("Line manager")), Signer(_("Human resources")))
    version = _("Version {version}, effective {date}").format(version=view.version, date=view.effective)
    return Charter(
        build_document_frame(context, view.title.plain, version, str(role.facts.effective)), view, signers
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
    book_view = Handbook(
        frame=build_document_frame(context, words.title, version, str(book.effective)),
        subtitle=context.pick({tag: w.subtitle for tag, w in context.catalogue.words.items()}),
        edition_name=label,
        cover_facts=tuple(facts),
        preface=context.pick({tag: w.preface for tag, w in context.catalogue.words.items()}, block=True),
        chart=build_orgchart(context, document, document.roles),
        parts=_build_parts(context, edition, roles, document),
        glossary=build_glossary_groups(context),
        scale=build_scale(context),
        workflows=tuple(
            build_shared_workflow(context, name, document)
            for name in book.workflows
            if any(name in role.facts.follows for role in roles)
        ),
        guides=tuple(
            build_guide(context, guide, document)
            for guide in context.catalogue.guides.values()
            if any(role.id in guide.facts.roles for role in roles)
        ),
        assessment=build_assessment_guide(context, roles, document, "assessment--"),
        calendar=build_book_calendar(context, roles, document),
    )
    return _seal(context, name, book_view, roles, document)


def find_digest(context: ViewContext, edition: str) -> str:
    """The digest of an edition in this language."""
    return context.digests.get(edition) or build_handbook(context, edition).digest


def _seal(
    context: ViewContext,
    edition: str,
    book: Handbook,
    roles: list[CatalogueRole],
    document: links.HandbookLinks,
) -> Handbook:
    """The book with its index, and with its digest wherever that is told."""
    book = replace(book, index=build_book_index(context, roles, document))
    empty = replace(
        book,
        imprint=build_imprint(context, book, ""),
        acknowledgement=build_acknowledgement(context, book, ""),
    )
    digest = context.digests[edition] = digest_content(empty)
    return replace(
        book,
        frame=replace(book.frame, keywords=f"digest {digest}"),
        imprint=build_imprint(context, book, digest),
        acknowledgement=build_acknowledgement(context, book, digest),
        digest=digest,
    )


def _build_printed_role(context: ViewContext, role: CatalogueRole, document: links.Links) -> Role:
    """A role without the editors' notes: they are for those who keep the files, not for those who sign."""
    return replace(build_role(context, role, document), notes=())


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
