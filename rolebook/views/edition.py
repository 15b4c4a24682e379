"""An edition of the handbook in one language: its roles, its name, and how links lead in its books."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.handbook_models import Edition
from rolebook.views import links
from rolebook.views.context import ViewContext
from rolebook.views.document_frame import build_document_frame
from rolebook.views.model import DocumentFrame
from rolebook.views.order import select_roles

DOCUMENT = links.HandbookLinks()


@dataclass(frozen=True, slots=True)
class EditionContext:
    """An edition in a language, with its roles in the order of the handbook."""

    context: ViewContext
    name: str
    edition: Edition
    roles: tuple[CatalogueRole, ...]
    frame: DocumentFrame

    @property
    def label(self) -> str:
        """The edition's name."""
        if self.name in self.context.catalogue.handbook.editions:
            return self.context.name("editions", self.name).plain
        return self.context._("All roles")


def list_editions(context: ViewContext) -> tuple[str, ...]:
    """The ids of all editions in one language, that of all roles first."""
    editions = context.catalogue.handbook.editions
    return ("all", *(name for name, e in editions.items() if name != "all" and not e.languages))


def open_edition(context: ViewContext, name: str) -> EditionContext:
    """An edition by its id; one that the handbook does not list holds all roles."""
    edition = context.catalogue.handbook.editions.get(name, Edition())
    roles = tuple(select_roles(context, edition))
    return EditionContext(context, name, edition, roles, build_book_frame(context))


def build_book_frame(context: ViewContext) -> DocumentFrame:
    """What stands around the sections of handbooks, the same in all editions of a language."""
    book, words = context.catalogue.handbook, context.catalogue.words[context.tag]
    version = context.say_version(book.version, book.effective)
    return build_document_frame(context, words.title, version, str(book.effective))
