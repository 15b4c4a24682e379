"""The bilingual edition of a handbook: cover, contents, parts and glossary in two languages side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.handbook_models import Edition
from rolebook.views import links
from rolebook.views.bilingual import (
    build_sides,
    pair,
    pair_blocks,
    pair_facts,
    pair_known,
    pair_names,
    pair_words,
    zip_by_id,
)
from rolebook.views.bilingual_labels import build_governing, build_labels
from rolebook.views.bilingual_role import build_bilingual_role, pair_workflow
from rolebook.views.context import ViewContext, plain_text
from rolebook.views.document_frame import build_document_frame
from rolebook.views.guides import build_guide
from rolebook.views.model import (
    BilingualBranch,
    BilingualFact,
    BilingualGuide,
    BilingualGuideSection,
    BilingualHandbook,
    BilingualLetter,
    BilingualPart,
    BilingualScaleLevel,
    BilingualTerm,
    ChartBranch,
    DocumentFrame,
    Fact,
    GlossaryTerm,
    Guide,
    Pair,
    Ref,
    Text,
)
from rolebook.views.order import PARTS, select_roles, split_parts
from rolebook.views.orgchart import build_orgchart
from rolebook.views.outline import build_shared_workflow
from rolebook.views.reference import build_glossary_groups
from rolebook.views.role import build_scale

BETWEEN = " · "
"""What stands between the words of both languages on one line."""


def build_bilingual_handbook(first: ViewContext, second: ViewContext, name: str) -> BilingualHandbook:
    """An edition in two languages; the first one decides the order of roles and terms."""
    catalogue = first.catalogue
    book, edition = catalogue.handbook, catalogue.handbook.editions[name]
    roles = select_roles(first, edition)
    document = links.HandbookLinks(frozenset(role.id for role in roles))
    own, other = catalogue.words[first.tag], catalogue.words[second.tag]
    names = pair_names(first, second, "editions", name)
    version = pair_words(_say_version(first), _say_version(second))
    title = BETWEEN.join(dict.fromkeys((own.title, other.title)))
    return BilingualHandbook(
        frame=_build_frame(first, second, title, version),
        sides=build_sides(first, second),
        labels=build_labels(first, second),
        title=pair_words(own.title, other.title),
        organisation=pair_words(own.organisation, other.organisation),
        version=version,
        subtitle=pair_known(
            *(
                context.pick({tag: w.subtitle for tag, w in catalogue.words.items()})
                for context in (first, second)
            )
        ),
        edition_name=names,
        governing=build_governing(first, second),
        cover_facts=_build_cover(first, second, names, len(roles), document),
        preface=pair_blocks(
            *(
                context.pick({tag: w.preface for tag, w in catalogue.words.items()}, block=True)
                for context in (first, second)
            )
        ),
        scale=tuple(
            BilingualScaleLevel(level.level, pair_words(level.name, same.name))
            for level, same in zip(build_scale(first), build_scale(second), strict=True)
        ),
        chart=_pair_branches(
            *(build_orgchart(context, document, document.roles).outline for context in (first, second))
        ),
        parts=_build_parts(first, second, edition, roles, document),
        workflows=tuple(
            pair_workflow(*(build_shared_workflow(context, key, document) for context in (first, second)))
            for key in book.workflows
            if any(key in role.facts.follows for role in roles)
        ),
        guides=tuple(
            _pair_guide(*(build_guide(context, guide, document) for context in (first, second)))
            for guide in catalogue.guides.values()
            if any(role.id in guide.facts.roles for role in roles)
        ),
        glossary=_build_glossary(first, second),
    )


def _say_version(context: ViewContext) -> str:
    book = context.catalogue.handbook
    return context._("Version {version}, effective {date}").format(
        version=book.version, date=context.language.date(book.effective)
    )


def _build_frame(first: ViewContext, second: ViewContext, title: str, version: Pair) -> DocumentFrame:
    frame = build_document_frame(first, title, version.first.plain, str(first.catalogue.handbook.effective))
    return replace(frame, language_name=BETWEEN.join((first.language.autonym, second.language.autonym)))


def _build_cover(
    first: ViewContext, second: ViewContext, names: Pair, count: int, document: links.Links
) -> tuple[BilingualFact, ...]:
    def facts(context: ViewContext, edition: Text) -> list[Fact]:
        _, book = context._, context.catalogue.handbook

        def fact(key: str, label: str, value: str) -> Fact:
            return Fact(key, label, (Ref(plain_text(value), None, "text"),))

        rows = [
            Fact("edition", _("Edition"), (Ref(edition, None, "text"),)),
            fact("version", _("Version"), book.version),
            fact("effective", _("Effective"), context.language.date(book.effective)),
            fact("roles", _("Roles"), context.language.number(count)),
        ]
        if book.owner:
            rows.append(Fact("owner", _("Owner"), (context.refer(book.owner, document),)))
        if book.governing_language:
            governing = context.language.name_of(book.governing_language)
            rows.append(fact("governing", _("Governing language"), governing))
        return rows

    return pair_facts(facts(first, names.first), facts(second, names.second))


def _build_parts(
    first: ViewContext,
    second: ViewContext,
    edition: Edition,
    roles: list[CatalogueRole],
    document: links.Links,
) -> tuple[BilingualPart, ...]:
    section = PARTS[edition.parts]

    def say_number(context: ViewContext, number: str) -> str:
        return context._("Part %(number)s") % {"number": number}

    return tuple(
        BilingualPart(
            number,
            pair_words(say_number(first, number), say_number(second, number)),
            f"part-{name or 'other'}",
            pair_names(first, second, section, name)
            if name
            else pair_words(first._("Other roles"), second._("Other roles")),
            pair_known(*(context.description(section, name) for context in (first, second)))
            if name
            else None,
            tuple(build_bilingual_role(first, second, role, document) for role in members),
        )
        for number, (name, members) in (
            (str(index), part) for index, part in enumerate(split_parts(first, edition, roles), 1)
        )
    )


def _pair_branches(
    firsts: Sequence[ChartBranch], seconds: Sequence[ChartBranch]
) -> tuple[BilingualBranch, ...]:
    return tuple(
        BilingualBranch(
            pair_words(branch.label, same.label), branch.href, _pair_branches(branch.branches, same.branches)
        )
        for branch, same in zip_by_id(firsts, seconds)
    )


def _pair_guide(first: Guide, second: Guide) -> BilingualGuide:
    return BilingualGuide(
        first.anchor,
        pair(first.title, second.title),
        pair(first.opening, second.opening),
        tuple(
            BilingualGuideSection(
                section.anchor,
                pair(section.title, same.title),
                pair_blocks(section.text, same.text),
                (section.mark, same.mark),
            )
            for section, same in zip(first.sections, second.sections, strict=True)
        ),
    )


def _build_glossary(first: ViewContext, second: ViewContext) -> tuple[BilingualLetter, ...]:
    """The terms under the initial letters of the first language."""
    others = {term.id: term for group in build_glossary_groups(second) for term in group.terms}
    return tuple(
        BilingualLetter(group.label, tuple(_pair_term(term, others[term.id]) for term in group.terms))
        for group in build_glossary_groups(first)
    )


def _pair_term(first: GlossaryTerm, second: GlossaryTerm) -> BilingualTerm:
    return BilingualTerm(
        first.anchor,
        pair(first.term, second.term),
        (first.synonyms, second.synonyms),
        pair_known(first.definition, second.definition),
        (first.rejected, second.rejected),
    )
