"""The first leaf of a bilingual edition: cover and imprint, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rolebook.views.bilingual import pair_facts, pair_known, pair_names, pair_words
from rolebook.views.bilingual_edition import BilingualEdition
from rolebook.views.bilingual_labels import build_governing
from rolebook.views.book_front import build_imprint
from rolebook.views.context import ViewContext, plain_text
from rolebook.views.edition import DOCUMENT, EditionContext
from rolebook.views.model import BilingualCover, BilingualImprint, Cover, Fact, Ref


def build_bilingual_cover(edition: BilingualEdition) -> BilingualCover:
    """The cover, still without its imprint."""
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
        facts=pair_facts(_list_facts(edition, first), _list_facts(edition, second)),
    )


def build_bilingual_imprint(edition: BilingualEdition, digest: str) -> BilingualImprint:
    """Who answers for the edition, which language counts, and how to cite it; ``digest`` names its content."""
    first, second = (
        build_imprint(
            side, Cover(side.frame, None, side.label, tuple(_list_facts(edition, side.context))), digest
        )
        for side in (_name_languages(edition, edition.own), _name_languages(edition, edition.other))
    )
    return BilingualImprint(
        facts=pair_facts(first.facts, second.facts),
        governing=build_governing(*edition.both),
        digest_note=pair_words(first.digest_note, second.digest_note),
        citation=pair_words(first.citation, second.citation),
    )


def add_imprint(
    edition: BilingualEdition, cover: BilingualCover, digest: Callable[[], str]
) -> BilingualCover:
    """The cover with its imprint; ``digest`` computes the edition's when the cover is made."""
    return replace(cover, imprint=build_bilingual_imprint(edition, digest()))


def _name_languages(edition: BilingualEdition, side: EditionContext) -> EditionContext:
    """One side as what it is a part of: an edition in two languages, with its roles in the order of the first."""
    frame = replace(side.frame, language_name=edition.frame.language_name)
    return replace(side, frame=frame, roles=edition.roles)


def _list_facts(edition: BilingualEdition, context: ViewContext) -> list[Fact]:
    """What stands at the foot of the cover, in one language."""
    _, book, language = context._, context.catalogue.handbook, context.language

    def fact(key: str, label: str, value: str) -> Fact:
        return Fact(key, label, (Ref(plain_text(value), None, "text"),))

    facts = [
        Fact("edition", _("Edition"), (Ref(context.name("editions", edition.own.name), None, "text"),)),
        *([fact("version", _("Version"), book.version)] if book.version else []),
        fact("effective", _("Effective"), language.date(book.effective)),
        fact("roles", _("Roles"), language.number(len(edition.roles))),
    ]
    if book.owner:
        facts.append(Fact("owner", _("Owner"), (context.refer(book.owner, DOCUMENT),)))
    if book.governing_language:
        facts.append(fact("governing", _("Governing language"), language.name_of(book.governing_language)))
    return facts
