"""Handbooks: the sections of an edition, in their order, and the book that they make.

To add a chapter: its view in `model/book.py`, a builder here or in a module of its own, its template in
``templates/print/book/``, and its line in `_CHAPTERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views import links
from rolebook.views.book_chapters import (
    list_acknowledgement,
    list_assessment,
    list_calendar,
    list_index,
    list_penalties,
)
from rolebook.views.book_front import build_acknowledgement, build_imprint
from rolebook.views.context import ViewContext, plain_text
from rolebook.views.digest import digest_edition, name_digest, remember_digest
from rolebook.views.documents import build_printed_role
from rolebook.views.edition import DOCUMENT, EditionContext
from rolebook.views.guides import build_guide
from rolebook.views.model import (
    Book,
    BookPart,
    Contents,
    ContentsLine,
    Cover,
    DocumentFrame,
    Fact,
    GlossaryChapter,
    Guide,
    GuidesChapter,
    Organisation,
    PartOpening,
    Preface,
    Ref,
    RoleSection,
    Section,
    Text,
    WorkflowsChapter,
)
from rolebook.views.orgchart import build_orgchart
from rolebook.views.outline import build_shared_workflow
from rolebook.views.reference import build_glossary_groups
from rolebook.views.role import build_scale
from rolebook.views.trace import build_trace

_PARTS = {"department": "departments", "industry": "industries", "family": "families"}


def list_sections(edition: EditionContext) -> tuple[Section, ...]:
    """The sections of an edition from cover to last page; contents stand after the cover."""
    chapters = tuple(
        remember_digest(edition.context, section) for chapter in _CHAPTERS for section in chapter(edition)
    )
    cover = _build_cover(edition)
    leaves = (build_imprint(edition, cover, ""), build_acknowledgement(edition, ""), cover)
    digest = partial(digest_edition, edition, chapters, leaves)
    chapters = (*chapters, *list_acknowledgement(edition, digest))
    lines = tuple(line for section in chapters for line in section.lines)
    first = partial(_add_imprint, edition, cover, digest)
    return (
        Section(f"{edition.name}/cover", "print/book/cover.html.j2", first, right=True),
        Section(
            f"{edition.name}/contents",
            "print/book/contents.html.j2",
            partial(Contents, edition.frame, lines),
            right=True,
        ),
        *chapters,
    )


def find_digest(edition: EditionContext) -> str:
    """The digest of an edition."""
    known = edition.context.digests
    if name_digest(edition) not in known:
        list_sections(edition)[0].make()
    return known[name_digest(edition)]


def list_elsewhere(edition: EditionContext) -> list[str]:
    """The places of roles and workflows that this edition does not hold."""
    context, held = edition.context, {role.id for role in edition.roles}
    elsewhere = [links.role_anchor(name) for name in context.options.roles if name not in held]
    followed = {name for role in edition.roles for name in role.facts.follows}
    elsewhere += [
        workflow.removeprefix("#")
        for name in context.catalogue.handbook.workflows
        if name not in followed and (workflow := DOCUMENT.workflow(name))
    ]
    return elsewhere


def build_book(edition: EditionContext, sections: tuple[Section, ...]) -> Book:
    """The book that these sections make."""
    context, frame = edition.context, edition.frame
    words = {tag: w.subtitle for tag, w in context.catalogue.words.items()}
    subtitle = context.pick(words)
    elsewhere = list_elsewhere(edition)
    return Book(
        frame=replace(frame, keywords=f"digest {find_digest(edition)}"),
        title=f"{frame.title} – {edition.label}",
        description=subtitle.plain if subtitle else frame.edition,
        parts=tuple(BookPart(links.section_path(context.tag, s.name), s.right) for s in sections),
        elsewhere=tuple(sorted(elsewhere)),
        double_sided=context.catalogue.handbook.print.sides == "double",
    )


def _build_cover(edition: EditionContext) -> Cover:
    context, book = edition.context, edition.context.catalogue.handbook
    _, language = context._, context.language

    def fact(key: str, title: str, value: str) -> Fact:
        return Fact(key, title, (Ref(plain_text(value), None, "text"),))

    facts = [
        fact("edition", _("Edition"), edition.label),
        *([fact("version", _("Version"), book.version)] if book.version else []),
        fact("effective", _("Effective"), language.date(book.effective)),
        fact("language", _("Language"), language.autonym),
        fact("roles", _("Roles"), language.number(len(edition.roles))),
    ]
    if book.owner:
        facts.append(Fact("owner", _("Owner"), (context.refer(book.owner, DOCUMENT),)))
    if book.governing_language and len(book.languages) > 1:
        facts.append(fact("governing", _("Governing language"), language.name_of(book.governing_language)))
    subtitle = context.pick({tag: w.subtitle for tag, w in context.catalogue.words.items()})
    return Cover(edition.frame, subtitle, edition.label, tuple(facts))


def _add_imprint(edition: EditionContext, cover: Cover, digest: Callable[[], str]) -> Cover:
    return replace(cover, imprint=build_imprint(edition, cover, digest()))


def _preface(edition: EditionContext) -> Iterator[Section]:
    context = edition.context
    text = context.pick({tag: w.preface for tag, w in context.catalogue.words.items()}, block=True)
    if text is None:
        return
    lines = (ContentsLine("preface", context._("Preface"), "front"),)
    make = partial(Preface, edition.frame, text, build_scale(context))
    yield Section("preface", "print/book/preface.html.j2", make, lines)


def _organisation(edition: EditionContext) -> Iterator[Section]:
    chart = build_orgchart(edition.context, DOCUMENT, frozenset(role.id for role in edition.roles))
    if not chart.nodes:
        return
    lines = (ContentsLine("organisation", edition.context._("Organisation"), "front"),)
    make = partial(Organisation, edition.frame, chart)
    yield Section(f"{edition.name}/organisation", "print/book/organisation.html.j2", make, lines)


def _parts(edition: EditionContext) -> Iterator[Section]:
    """Openings of parts, each followed by its roles."""
    context, field = edition.context, _PARTS[edition.edition.parts]
    groups: dict[str, list[CatalogueRole]] = {name: [] for name in getattr(context.catalogue.handbook, field)}
    groups[""] = []
    for role in edition.roles:
        groups[_part_of(role, edition.edition.parts)].append(role)
    number = 0
    for name, roles in groups.items():
        if not roles:
            continue
        number += 1
        title = context.name(field, name) if name else plain_text(context._("Other roles"))
        anchor, description = f"part-{name or 'other'}", context.description(field, name) if name else None
        line = ContentsLine(anchor, title.plain, "part", title.language, str(number))
        below = tuple(_role_line(context, role) for role in roles)
        opening = partial(PartOpening, edition.frame, str(number), anchor, title, description, below)
        template = "print/book/part.html.j2"
        yield Section(f"{edition.name}/{anchor}", template, opening, (line,), right=True)
        for role, role_line in zip(roles, below, strict=True):
            make = partial(_build_role, context, edition.frame, role)
            yield Section(f"role-{role.id}", "print/book/role.html.j2", make, (role_line,))


def _part_of(role: CatalogueRole, parts: str) -> str:
    values = {"department": role.department, "industry": role.industry, "family": role.facts.family or ""}
    return values[parts]


def _role_line(context: ViewContext, role: CatalogueRole) -> ContentsLine:
    title: Text = context.refer(role.id, DOCUMENT).label
    return ContentsLine(links.role_anchor(role.id), title.plain, language=title.language)


def _build_role(context: ViewContext, frame: DocumentFrame, role: CatalogueRole) -> RoleSection:
    view = build_printed_role(context, role, DOCUMENT)
    return RoleSection(frame, replace(view, trace=build_trace(context, role, view)))


def _workflows(edition: EditionContext) -> Iterator[Section]:
    context = edition.context
    followed = {name for role in edition.roles for name in role.facts.follows}
    names = [name for name in context.catalogue.handbook.workflows if name in followed]
    if not names:
        return
    workflows = tuple(build_shared_workflow(context, name, DOCUMENT) for name in names)
    lines = (ContentsLine("workflows", context._("Shared workflows"), "back"),)
    make = partial(WorkflowsChapter, edition.frame, workflows)
    yield Section(f"{edition.name}/workflows", "print/book/workflows.html.j2", make, lines)


def _guides(edition: EditionContext) -> Iterator[Section]:
    context, held = edition.context, {role.id for role in edition.roles}
    guides: tuple[Guide, ...] = tuple(
        build_guide(context, guide, DOCUMENT)
        for guide in context.catalogue.guides.values()
        if held.intersection(guide.facts.roles)
    )
    if not guides:
        return
    lines = (
        ContentsLine("guides", context._("Guides"), "back"),
        *(ContentsLine(g.anchor, g.title.plain, language=g.title.language) for g in guides),
    )
    make = partial(GuidesChapter, edition.frame, guides)
    yield Section(f"{edition.name}/guides", "print/book/guides.html.j2", make, lines)


def _glossary(edition: EditionContext) -> Iterator[Section]:
    groups = build_glossary_groups(edition.context)
    if not groups:
        return
    lines = (ContentsLine("glossary", edition.context._("Glossary"), "back"),)
    make = partial(GlossaryChapter, edition.frame, groups)
    yield Section("glossary", "print/book/glossary.html.j2", make, lines)


_CHAPTERS: tuple[Callable[[EditionContext], Iterator[Section]], ...] = (
    _preface,
    _organisation,
    list_assessment,
    _parts,
    list_penalties,
    _workflows,
    _guides,
    list_calendar,
    _glossary,
    list_index,
)
"""What stands between the contents and the last page, in this order."""
