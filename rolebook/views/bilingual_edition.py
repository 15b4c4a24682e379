"""An edition of the handbook in two languages: its roles, what both call it, and where its sections are planned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views import links
from rolebook.views.bilingual_labels import build_labels, build_sides
from rolebook.views.context import ViewContext
from rolebook.views.edition import EditionContext, open_edition
from rolebook.views.model import BilingualLine, DocumentFrame, Labels, Pair, Section, Sides

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
        title=join_languages(own.frame.title, other.frame.title),
        handbook=join_languages(own.frame.handbook, other.frame.handbook),
        edition=join_languages(own.frame.edition, other.frame.edition),
        language_name=join_languages(first.language.autonym, second.language.autonym),
    )
    return BilingualEdition(own, other, frame, build_sides(first, second), build_labels(first, second))


def bilingual_path(edition: BilingualEdition, name: str) -> str:
    """The name under which a section of bilingual handbooks is planned: editions of both languages share it."""
    return links.section_path(f"{edition.first.tag}+{edition.second.tag}", name)


def find_template(name: str) -> str:
    """The template of a chapter."""
    return f"print/bilingual/{name}.html.j2"


def continue_chapter(
    chapter: str, edition: BilingualEdition, make: Callable[[], object], line: BilingualLine, number: int
) -> tuple[Section, tuple[BilingualLine, ...]]:
    """A section of a chapter that has several: the first one stands in the contents."""
    name = f"{edition.own.name}/{chapter}" + (f"-{number}" if number > 1 else "")
    return Section(name, find_template(chapter), make), (line,) if number == 1 else ()


def join_languages(first: str, second: str) -> str:
    """Words of both languages on one line; once if both are the same."""
    return BETWEEN.join(dict.fromkeys((first, second)))


def say_both(words: Pair) -> str:
    """The same of a pair, as plain words."""
    return join_languages(words.first.plain, words.second.plain)
