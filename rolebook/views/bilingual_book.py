"""Bilingual editions: the sections of a handbook in two languages, in their order, and the book that they make.

A chapter is added as in `book`: its view in `model/bilingual.py`, a builder here, its template in
``templates/print/bilingual/``, and its line in `_CHAPTERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views import links
from rolebook.views.bilingual import (
    pair,
    pair_blocks,
    pair_facts,
    pair_known,
    pair_names,
    pair_words,
)
from rolebook.views.bilingual_chapters import pair_branches, pair_guide, pair_letters, pair_scale
from rolebook.views.bilingual_labels import build_governing, build_labels, build_sides
from rolebook.views.bilingual_role import build_bilingual_role, pair_workflow
from rolebook.views.bilingual_sheet import build_bilingual_sheet
from rolebook.views.book import list_elsewhere
from rolebook.views.context import ViewContext, plain_text
from rolebook.views.digest import digest_sections, name_digest
from rolebook.views.edition import DOCUMENT, EditionContext, open_edition
from rolebook.views.guides import build_guide
from rolebook.views.model import (
    BilingualContents,
    BilingualCover,
    BilingualGlossary,
    BilingualGuides,
    BilingualLine,
    BilingualOpening,
    BilingualOrganisation,
    BilingualPreface,
    BilingualRoleSection,
    BilingualSheet,
    BilingualWorkflows,
    Book,
    BookPart,
    DocumentFrame,
    Fact,
    Labels,
    Pair,
    Ref,
    Section,
    Sides,
)
from rolebook.views.order import PARTS, split_parts
from rolebook.views.orgchart import build_orgchart
from rolebook.views.outline import build_shared_workflow
from rolebook.views.reference import build_glossary_groups
from rolebook.views.role import build_scale

BETWEEN = " · "
"""What stands between the words of both languages on one line."""

Chapter = Iterator[tuple[Section, tuple[BilingualLine, ...]]]
"""Sections, each with its lines of the contents."""


@dataclass(frozen=True, slots=True)
class BilingualEdition:
    """An edition in two languages; the first one decides the order of roles and terms."""

    own: EditionContext
    other: EditionContext
    frame: DocumentFrame
    sides: Sides
    labels: Labels

    @property
    def first(self) -> ViewContext:
        """The language on the left."""
        return self.own.context

    @property
    def second(self) -> ViewContext:
        """The language on the right."""
        return self.other.context

    @property
    def both(self) -> tuple[ViewContext, ViewContext]:
        """The two languages."""
        return (self.first, self.second)

    @property
    def roles(self) -> tuple[CatalogueRole, ...]:
        """The roles, in the order of the handbook."""
        return self.own.roles


def open_bilingual_edition(first: ViewContext, second: ViewContext, name: str) -> BilingualEdition:
    """An edition by its id, in two languages."""
    own, other = open_edition(first, name), open_edition(second, name)
    frame = replace(
        own.frame,
        title=_join(own.frame.title, other.frame.title),
        handbook=_join(own.frame.handbook, other.frame.handbook),
        edition=_join(own.frame.edition, other.frame.edition),
        language_name=_join(first.language.autonym, second.language.autonym),
    )
    return BilingualEdition(own, other, frame, build_sides(first, second), build_labels(first, second))


def bilingual_path(edition: BilingualEdition, name: str) -> str:
    """The name under which a section of bilingual handbooks is planned: editions of both languages share it."""
    return links.section_path(f"{edition.first.tag}+{edition.second.tag}", name)


def list_bilingual_sections(edition: BilingualEdition) -> tuple[Section, ...]:
    """The sections of an edition from cover to last page; contents stand after the cover."""
    name = edition.own.name
    chapters = [section for chapter in _CHAPTERS for section in chapter(edition)]
    title = pair_words(*(context._("Acknowledgement of receipt") for context in edition.both))
    last = BilingualLine("acknowledgement", title, "back")
    lines = (*(line for _section, below in chapters for line in below), last)
    contents = partial(BilingualContents, edition.frame, edition.sides, edition.labels, lines)
    cover = _build_cover(edition)
    digest = partial(digest_sections, edition.own, [section for section, _lines in chapters], cover)
    first = partial(_add_digest, edition, cover, digest)
    sheet = partial(_build_sheet, edition, digest)
    return (
        Section(f"{name}/cover", _template("cover"), first, right=True),
        Section(f"{name}/contents", _template("contents"), contents, right=True),
        *(section for section, _lines in chapters),
        Section(f"{name}/acknowledgement", _template("acknowledgement"), sheet, right=True),
    )


def find_bilingual_digest(edition: BilingualEdition, sections: tuple[Section, ...]) -> str:
    """The digest of an edition in two languages."""
    digests, name = edition.first.digests, name_digest(edition.own)
    if name not in digests:
        sections[0].make()
    return digests[name]


def build_bilingual_book(edition: BilingualEdition, sections: tuple[Section, ...]) -> Book:
    """The book that these sections make."""
    cover = _build_cover(edition)
    return Book(
        frame=replace(edition.frame, keywords=f"digest {find_bilingual_digest(edition, sections)}"),
        title=f"{edition.frame.title} – {_say_both(cover.edition_name)}",
        description=_say_both(cover.subtitle or cover.version),
        parts=tuple(BookPart(bilingual_path(edition, section.name), section.right) for section in sections),
        elsewhere=tuple(sorted(list_elsewhere(edition.own))),
        double_sided=edition.own.context.catalogue.handbook.print.sides == "double",
    )


def _template(name: str) -> str:
    return f"print/bilingual/{name}.html.j2"


def _join(first: str, second: str) -> str:
    return BETWEEN.join(dict.fromkeys((first, second)))


def _say_both(words: Pair) -> str:
    return _join(words.first.plain, words.second.plain)


def _build_cover(edition: BilingualEdition) -> BilingualCover:
    first, second = edition.both
    words = first.catalogue.words
    own, other = words[first.tag], words[second.tag]
    subtitles = {tag: w.subtitle for tag, w in words.items()}
    names = pair_names(first, second, "editions", edition.own.name)

    return BilingualCover(
        frame=edition.frame,
        sides=edition.sides,
        title=pair_words(own.title, other.title),
        subtitle=pair_known(*(context.pick(subtitles) for context in edition.both)),
        organisation=pair_words(own.organisation, other.organisation),
        version=pair_words(edition.own.frame.edition, edition.other.frame.edition),
        edition_name=names,
        governing=build_governing(first, second),
        facts=pair_facts(_list_facts(edition, first), _list_facts(edition, second)),
    )


def _add_digest(
    edition: BilingualEdition, cover: BilingualCover, digest: Callable[[], str]
) -> BilingualCover:
    """The cover with the digest of the edition in its imprint."""
    words = (f"{context._('Digest')} {digest()}" for context in edition.both)
    return replace(cover, digest=pair_words(*words))


def _build_sheet(edition: BilingualEdition, digest: Callable[[], str]) -> BilingualSheet:
    return build_bilingual_sheet(edition.own, edition.other, edition.frame, digest())


def _list_facts(edition: BilingualEdition, context: ViewContext) -> list[Fact]:
    """What stands at the foot of the cover, in one language."""
    _, book, language = context._, context.catalogue.handbook, context.language

    def fact(key: str, label: str, value: str) -> Fact:
        return Fact(key, label, (Ref(plain_text(value), None, "text"),))

    facts = [
        Fact("edition", _("Edition"), (Ref(context.name("editions", edition.own.name), None, "text"),)),
        fact("version", _("Version"), book.version),
        fact("effective", _("Effective"), language.date(book.effective)),
        fact("roles", _("Roles"), language.number(len(edition.roles))),
    ]
    if book.owner:
        facts.append(Fact("owner", _("Owner"), (context.refer(book.owner, DOCUMENT),)))
    if book.governing_language:
        facts.append(fact("governing", _("Governing language"), language.name_of(book.governing_language)))
    return facts


def _preface(edition: BilingualEdition) -> Chapter:
    words = {tag: w.preface for tag, w in edition.first.catalogue.words.items()}
    prose = pair_blocks(*(context.pick(words, block=True) for context in edition.both))
    if not prose:
        return
    scale = pair_scale(*(build_scale(context) for context in edition.both))
    make = partial(BilingualPreface, edition.frame, edition.sides, edition.labels, prose, scale)
    line = BilingualLine("preface", edition.labels.preface, "front")
    yield Section("preface", _template("preface"), make), (line,)


def _organisation(edition: BilingualEdition) -> Chapter:
    held = frozenset(role.id for role in edition.roles)
    charts = (build_orgchart(context, DOCUMENT, held).outline for context in edition.both)
    branches = pair_branches(*charts)
    if not branches:
        return
    make = partial(BilingualOrganisation, edition.frame, edition.sides, edition.labels, branches)
    line = BilingualLine("organisation", edition.labels.organisation, "front")
    yield Section(f"{edition.own.name}/organisation", _template("organisation"), make), (line,)


def _parts(edition: BilingualEdition) -> Chapter:
    """Openings of parts, each followed by its roles."""
    first, second = edition.both
    section = PARTS[edition.own.edition.parts]
    for index, (name, roles) in enumerate(split_parts(first, edition.own.edition, edition.roles), 1):
        number, anchor = str(index), f"part-{name or 'other'}"
        label = pair_words(*(context._("Part %(number)s") % {"number": number} for context in edition.both))
        title = pair_words(first._("Other roles"), second._("Other roles"))
        description = None
        if name:
            title = pair_names(first, second, section, name)
            description = pair_known(*(context.description(section, name) for context in edition.both))
        below = tuple(_role_line(edition, role) for role in roles)
        opening = partial(
            BilingualOpening, edition.frame, edition.sides, label, anchor, title, description, below
        )
        line = BilingualLine(anchor, title, "part", number)
        yield Section(f"{edition.own.name}/{anchor}", _template("part"), opening, right=True), (line,)
        for role, role_line in zip(roles, below, strict=True):
            make = partial(_build_role, edition, role)
            yield Section(f"role-{role.id}", _template("role"), make), (role_line,)


def _role_line(edition: BilingualEdition, role: CatalogueRole) -> BilingualLine:
    titles = (context.refer(role.id, DOCUMENT).label for context in edition.both)
    return BilingualLine(links.role_anchor(role.id), pair(*titles))


def _build_role(edition: BilingualEdition, role: CatalogueRole) -> BilingualRoleSection:
    view = build_bilingual_role(edition.first, edition.second, role, DOCUMENT)
    return BilingualRoleSection(edition.frame, edition.sides, edition.labels, view)


def _workflows(edition: BilingualEdition) -> Chapter:
    followed = {name for role in edition.roles for name in role.facts.follows}
    workflows = tuple(
        pair_workflow(*(build_shared_workflow(context, name, DOCUMENT) for context in edition.both))
        for name in edition.first.catalogue.handbook.workflows
        if name in followed
    )
    if not workflows:
        return
    make = partial(BilingualWorkflows, edition.frame, edition.sides, edition.labels, workflows)
    line = BilingualLine("workflows", edition.labels.shared_workflows, "back")
    yield Section(f"{edition.own.name}/workflows", _template("workflows"), make), (line,)


def _guides(edition: BilingualEdition) -> Chapter:
    held = {role.id for role in edition.roles}
    guides = tuple(
        pair_guide(*(build_guide(context, guide, DOCUMENT) for context in edition.both))
        for guide in edition.first.catalogue.guides.values()
        if held.intersection(guide.facts.roles)
    )
    if not guides:
        return
    make = partial(BilingualGuides, edition.frame, edition.sides, edition.labels, guides)
    lines = (
        BilingualLine("guides", edition.labels.guides, "back"),
        *(BilingualLine(guide.anchor, guide.title) for guide in guides),
    )
    yield Section(f"{edition.own.name}/guides", _template("guides"), make), lines


def _glossary(edition: BilingualEdition) -> Chapter:
    letters = pair_letters(*(build_glossary_groups(context) for context in edition.both))
    if not letters:
        return
    make = partial(BilingualGlossary, edition.frame, edition.sides, edition.labels, letters)
    line = BilingualLine("glossary", edition.labels.glossary, "back")
    yield Section("glossary", _template("glossary"), make), (line,)


_CHAPTERS: tuple[Callable[[BilingualEdition], Chapter], ...] = (
    _preface,
    _organisation,
    _parts,
    _workflows,
    _guides,
    _glossary,
)
"""What stands between the contents and the last page, in this order."""
