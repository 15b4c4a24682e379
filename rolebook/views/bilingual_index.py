"""The index in two languages: one for each, since names are looked up by the letters of the reader's own language.

A table sorted by the first language would hide every name from readers of the second. So each language has its own
order, and each entry says what the same is called in the other.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import groupby

from rolebook.views.bilingual_edition import BilingualEdition, Chapter, continue_chapter
from rolebook.views.book_index import build_book_index, divide_index
from rolebook.views.edition import DOCUMENT
from rolebook.views.model import BilingualIndexChapter, BilingualIndexPart, BilingualLine, BookIndex, Sides

_NUMBERS_TOGETHER = 500
"""How many page numbers are laid out together, about three pages: entries are twice as high as in one language."""


def list_bilingual_index(edition: BilingualEdition) -> Chapter:
    """The indexes, a few pages at a time; nothing if no role has KPIs or competencies."""
    line = BilingualLine("index", edition.labels.index, "back")
    known: set[str] = set()
    bundles = divide_index(_list_indexes(edition), _NUMBERS_TOGETHER)
    for number, together in enumerate(bundles, 1):
        parts = []
        for language, indexes in groupby(together, key=lambda index: index.language):
            sides = edition.sides
            if language == sides.second.language:
                sides = Sides(sides.second, sides.first)
            parts.append(BilingualIndexPart(sides, tuple(indexes), language not in known))
            known.add(language)
        make = partial(
            BilingualIndexChapter, edition.frame, edition.sides, edition.labels, tuple(parts), number == 1
        )
        yield continue_chapter("index", edition, make, line, number)


def _list_indexes(edition: BilingualEdition) -> list[BookIndex]:
    """The indexes of the first language, then those of the second; ids tell them apart."""
    return [
        replace(index, id=f"{index.id}-{context.tag}", language=context.tag)
        for context, other in (edition.both, edition.both[::-1])
        for index in build_book_index(context, edition.roles, DOCUMENT, other)
    ]
