"""Bilingual editions: the sections of a handbook in two languages, in their order, and the book that they make.

A chapter is added as in `book`: its view in `model/bilingual_book.py`, a builder here or in a module of its own, its
template in ``templates/print/bilingual/``, and its line in `_CHAPTERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views import links
from rolebook.views.bilingual import pair, pair_blocks, pair_known, pair_names, pair_words
from rolebook.views.bilingual_assessment import list_bilingual_assessment
from rolebook.views.bilingual_calendar import list_bilingual_calendar
from rolebook.views.bilingual_chapters import pair_branches, pair_guide, pair_letters, pair_scale
from rolebook.views.bilingual_edition import (
    BilingualEdition,
    Chapter,
    bilingual_path,
    find_template,
    say_both,
)
from rolebook.views.bilingual_front import add_imprint, build_bilingual_cover, build_bilingual_imprint
from rolebook.views.bilingual_index import list_bilingual_index
from rolebook.views.bilingual_matrix import list_bilingual_penalties
from rolebook.views.bilingual_role import build_bilingual_role, pair_workflow
from rolebook.views.bilingual_sheet import build_bilingual_sheet
from rolebook.views.book import list_elsewhere
from rolebook.views.digest import digest_sections, name_digest
from rolebook.views.edition import DOCUMENT
from rolebook.views.guides import build_guide
from rolebook.views.model import (
    BilingualContents,
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
    Section,
)
from rolebook.views.order import PARTS, split_parts
from rolebook.views.orgchart import build_orgchart
from rolebook.views.outline import build_shared_workflow
from rolebook.views.reference import build_glossary_groups
from rolebook.views.role import build_scale


def list_bilingual_sections(edition: BilingualEdition) -> tuple[Section, ...]:
    """The sections of an edition from cover to last page; contents stand after the cover."""
    name = edition.own.name
    chapters = [section for chapter in _CHAPTERS for section in chapter(edition)]
    title = pair_words(*(context._("Acknowledgement of receipt") for context in edition.both))
    last = BilingualLine("acknowledgement", title, "back")
    lines = (*(line for _section, below in chapters for line in below), last)
    contents = partial(BilingualContents, edition.frame, edition.sides, edition.labels, lines)
    cover = build_bilingual_cover(edition)
    leaves = (build_bilingual_imprint(edition, ""), _build_sheet(edition, lambda: ""), cover)
    digest = partial(digest_sections, edition.own, [section for section, _lines in chapters], leaves)
    first = partial(add_imprint, edition, cover, digest)
    sheet = partial(_build_sheet, edition, digest)
    return (
        Section(f"{name}/cover", find_template("cover"), first, right=True),
        Section(f"{name}/contents", find_template("contents"), contents, right=True),
        *(section for section, _lines in chapters),
        Section(f"{name}/acknowledgement", find_template("acknowledgement"), sheet, right=True),
    )


def find_bilingual_digest(edition: BilingualEdition, sections: tuple[Section, ...]) -> str:
    """The digest of an edition in two languages."""
    digests, name = edition.first.digests, name_digest(edition.own)
    if name not in digests:
        sections[0].make()
    return digests[name]


def build_bilingual_book(edition: BilingualEdition, sections: tuple[Section, ...]) -> Book:
    """The book that these sections make."""
    cover = build_bilingual_cover(edition)
    return Book(
        frame=replace(edition.frame, keywords=f"digest {find_bilingual_digest(edition, sections)}"),
        title=f"{edition.frame.title} – {say_both(cover.edition_name)}",
        description=say_both(cover.subtitle or cover.version),
        parts=tuple(BookPart(bilingual_path(edition, section.name), section.right) for section in sections),
        elsewhere=tuple(sorted(list_elsewhere(edition.own))),
        double_sided=edition.own.context.catalogue.handbook.print.sides == "double",
    )


def _build_sheet(edition: BilingualEdition, digest: Callable[[], str]) -> BilingualSheet:
    return build_bilingual_sheet(edition.own, edition.other, edition.frame, digest())


def _preface(edition: BilingualEdition) -> Chapter:
    words = {tag: w.preface for tag, w in edition.first.catalogue.words.items()}
    prose = pair_blocks(*(context.pick(words, block=True) for context in edition.both))
    if not prose:
        return
    scale = pair_scale(*(build_scale(context) for context in edition.both))
    make = partial(BilingualPreface, edition.frame, edition.sides, edition.labels, prose, scale)
    line = BilingualLine("preface", edition.labels.preface, "front")
    yield Section("preface", find_template("preface"), make), (line,)


def _organisation(edition: BilingualEdition) -> Chapter:
    held = frozenset(role.id for role in edition.roles)
    charts = (build_orgchart(context, DOCUMENT, held).outline for context in edition.both)
    branches = pair_branches(*charts)
    if not branches:
        return
    make = partial(BilingualOrganisation, edition.frame, edition.sides, edition.labels, branches)
    line = BilingualLine("organisation", edition.labels.organisation, "front")
    yield Section(f"{edition.own.name}/organisation", find_template("organisation"), make), (line,)


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
        yield Section(f"{edition.own.name}/{anchor}", find_template("part"), opening, right=True), (line,)
        for role, role_line in zip(roles, below, strict=True):
            make = partial(_build_role, edition, role)
            yield Section(f"role-{role.id}", find_template("role"), make), (role_line,)


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
    yield Section(f"{edition.own.name}/workflows", find_template("workflows"), make), (line,)


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
    yield Section(f"{edition.own.name}/guides", find_template("guides"), make), lines


def _glossary(edition: BilingualEdition) -> Chapter:
    letters = pair_letters(*(build_glossary_groups(context) for context in edition.both))
    if not letters:
        return
    make = partial(BilingualGlossary, edition.frame, edition.sides, edition.labels, letters)
    line = BilingualLine("glossary", edition.labels.glossary, "back")
    yield Section("glossary", find_template("glossary"), make), (line,)


_CHAPTERS: tuple[Callable[[BilingualEdition], Chapter], ...] = (
    _preface,
    _organisation,
    list_bilingual_assessment,
    _parts,
    list_bilingual_penalties,
    _workflows,
    _guides,
    list_bilingual_calendar,
    _glossary,
    list_bilingual_index,
)
"""What stands between the contents and the last page, in this order."""
