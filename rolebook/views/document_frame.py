"""What stands around every printed document: names, version, language, paper."""

from __future__ import annotations

from rolebook.views.context import ViewContext
from rolebook.views.model import DocumentFrame


def build_document_frame(context: ViewContext, title: str, version: str, created: str) -> DocumentFrame:
    """The frame of a document: ``version`` stands in its foot, ``created`` (a date) in its properties."""
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
        archive=book.print.archive,
        accent=book.look.accent,
    )
